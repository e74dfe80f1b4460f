"""The signals that a melding can carry (chapter 10 §5.1). Eight are kernvragen: without an answer they are unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sluitend.meldpunt.rules.gegevens import lees_rijen


class Groep(StrEnum):
    """Heading under which a signal stands on the intake page."""

    GEVAAR = "gevaar"
    GEZONDHEID = "gezondheid"
    GEDRAG = "gedrag"
    WONEN = "wonen"
    BESTAAN = "bestaan"
    STEUN = "steun"


@dataclass(frozen=True, slots=True)
class Signaal:
    """One signal: its code, a label in plain Dutch (B1), its group, and whether it is always asked."""

    code: str
    label: str
    groep: Groep
    kernvraag: bool


SIGNALEN: dict[str, Signaal] = {
    rij["code"]: Signaal(rij["code"], rij["label"], Groep(rij["groep"]), rij["kernvraag"] == "ja")
    for rij in lees_rijen("signalen.csv")
}
KERNVRAGEN: tuple[str, ...] = tuple(code for code, signaal in SIGNALEN.items() if signaal.kernvraag)

# The view veiligheidssignaal (G-18): which signal tells of which danger (R46).
VEILIGHEID: dict[str, str] = {
    "levensgevaar_nu": "gevaar_zelf",
    "suicide_poging": "gevaar_zelf",
    "suicide_plan": "gevaar_zelf",
    "wapen": "gevaar_ander",
    "geweld_nu": "gevaar_ander",
    "brandgevaar": "gevaar_ander",
    "afhankelijken_in_gevaar": "gevaar_ander",
    "geweld_dreiging": "dreiging",
    "ernstig_nadeel_dreigt": "dreiging",
    "ernstige_overlast": "ernstige_overlast",
}


def onbekende_signalen(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that no list knows: they are kept, and returned as a warning (UM-03)."""
    return tuple(code for code in dict.fromkeys(codes) if code not in SIGNALEN)


def veiligheidssignalen(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of danger behind these signals, each once (§2 veiligheidssignaal)."""
    return tuple(dict.fromkeys(VEILIGHEID[code] for code in codes if code in VEILIGHEID))
