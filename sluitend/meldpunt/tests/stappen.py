"""Steps that the tests of the meldpunt share. Everybody in them is fictive."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.platform.eenheid import schrijven

NU = datetime(2026, 11, 20, 0, 15, tzinfo=UTC)  # vrijdag 01:15
UUR = timedelta(hours=1)


def invoer(**anders: Any) -> dict[str, Any]:
    """A melding of a parent by phone about somebody in Zwolle; kernvragen all answered with nee."""
    melding: dict[str, Any] = {
        "kanaal": "telefoon",
        "aard": "oggz",
        "omschrijving": "Hij doet de deur niet meer open.",
        "signalen": ["zorgmijding"],
        "signalen_nee": list(KERNVRAGEN),
        "melder": {
            "soort": "naaste",
            "relatie": "ouder",
            "naam": "Ouder Verzonnen",
            "telefoon": "0612345678",
        },
        "betrokkene": {
            "naam": "Jansen",
            "voornaam": "Jan",
            "geboortedatum": "1998-01-15",
            "verblijft_in": "0193",
            "adres": {"postcode": "8011AB", "huisnummer": 1},
        },
    }
    for sleutel, waarde in anders.items():
        if isinstance(waarde, dict) and isinstance(melding.get(sleutel), dict):
            melding[sleutel] = {**melding[sleutel], **waarde}
        else:
            melding[sleutel] = waarde
    return melding


def neem_aan(wereld: Any, nu: datetime = NU, wie: str = "Mila Meldpunt", **anders: Any) -> Melding:
    """Take in a melding at an instant."""
    actor = wereld.actor(wie)
    melding = invoer(**anders)
    melding.setdefault("ontvangen_op", nu)
    with schrijven(actor, nu=nu):
        return actions.neem_melding_aan(actor=actor, melding=melding).melding


def op(actor: Any, nu: datetime, actie: Any, **velden: Any) -> Any:
    """Do an act at an instant."""
    with schrijven(actor, nu=nu):
        return actie(actor=actor, **velden)
