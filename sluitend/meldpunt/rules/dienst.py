"""The dienst of the meldpunt: who answers for what is open, and what the next dienst must be told (UM-19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _

LANGSTE_DIENST = timedelta(hours=24)
TERUGBLIK_ACUUT = timedelta(hours=12)
# An overdracht names this many of a kind; the count is always whole.
NOEM_TEN_HOOGSTE = 50
ZONDER_KLASSE = "nog_niet"


@dataclass(frozen=True, slots=True)
class OpenMelding:
    """What the overdracht needs of a melding. `klasse` is the chosen urgency, else the advice, else empty."""

    id: str
    klasse: str
    deadline: datetime


def mag_plannen(begin: datetime, einde: datetime) -> Weigering | None:
    """A dienst has a length, and nobody answers for more than a day."""
    if einde <= begin:
        return Weigering("dienst-periode", _("De dienst moet eindigen na het begin."), "UM-19")
    if einde - begin > LANGSTE_DIENST:
        return Weigering("dienst-te-lang", _("Een dienst duurt hoogstens 24 uur."), "UM-19")
    return None


def mag_beginnen(*, loopt_er_een: bool) -> Weigering | None:
    """Without acceptance only when nobody is responsible: the very first dienst."""
    if loopt_er_een:
        tekst = _("Er loopt al een dienst. Neem die over met Dienst aanvaarden.")
        return Weigering("dienst-loopt-al", tekst, "UM-19")
    return None


def mag_overdragen(staat: str) -> Weigering | None:
    """Only a dienst that answers for the meldingen writes an overdracht; it may write it again until the acceptance."""
    if staat not in ("lopend", "over_te_dragen"):
        return Weigering(
            "dienst-loopt-niet", _("Deze dienst loopt niet. Er valt niets over te dragen."), "10 §3"
        )
    return None


def mag_aanvaarden(*, uitgaand: str, staat: str) -> Weigering | None:
    """Accepting asks a written overdracht of the dienst before, and a dienst that has not begun."""
    if uitgaand != "over_te_dragen":
        tekst = _(
            "De vorige dienst heeft nog geen overdracht gemaakt. Vraag ernaar: zonder overdracht mist u iets."
        )
        return Weigering("geen-overdracht", tekst, "UM-19")
    if staat != "gepland":
        return Weigering("dienst-al-begonnen", _("Deze dienst is al begonnen."), "10 §3")
    return None


def mag_beeindigen(*, aanvaard: bool) -> Weigering | None:
    """Whoever has the dienst keeps it until the next one accepts (Z-04)."""
    if aanvaard:
        return None
    tekst = _("De volgende dienst heeft nog niet aanvaard. U blijft verantwoordelijk.")
    return Weigering("dienst-niet-overgedragen", tekst, "UM-19")


def stel_stand_op(
    *,
    nu: datetime,
    meldingen: Iterable[OpenMelding],
    acuut: Iterable[str],
    verlaagd: Iterable[str],
    terugbellen: Iterable[str],
    vastgehouden: Iterable[str],
) -> dict[str, Any]:
    """The snapshot of an overdracht: counts and ids, no word about anybody.

    Open meldingen per class and past their norm, the acute ones of the last 12 hours (`TERUGBLIK_ACUUT`), those
    lowered from acuut in this dienst, open terugbelafspraken and held log lines.
    """
    open_ = sorted(meldingen, key=lambda rij: rij.deadline)
    return {
        "op": nu.isoformat(),
        "open": dict(Counter(rij.klasse or ZONDER_KLASSE for rij in open_)),
        "over_norm": _noem(rij.id for rij in open_ if rij.deadline < nu),
        "acuut": _noem(acuut),
        "verlaagd": _noem(verlaagd),
        "terugbellen": _noem(terugbellen),
        "vastgehouden": _noem(vastgehouden),
    }


def _noem(ids: Iterable[str]) -> Mapping[str, Any]:
    lijst = list(ids)
    return {"aantal": len(lijst), "ids": lijst[:NOEM_TEN_HOOGSTE]}


def overlappen(van: datetime, tot: datetime, ander_van: datetime, ander_tot: datetime) -> bool:
    """Whether two half-open periods share a moment; one that ends where the other begins does not."""
    return van < ander_tot and ander_van < tot
