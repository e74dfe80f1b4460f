"""Meldingen about one event: when to propose it, which one leads, when it is refused (UM-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sluitend.kern.fouten import Weigering

VOLGT = ("nieuw", "getriageerd", "aangeboden", "opgepakt", "doorgestuurd")
LEIDT = (*VOLGT, "afgehandeld")


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """What two meldingen can have in common. Empty means unknown and never matches."""

    ontvangen_op: datetime
    inwoner: str = ""
    adres: str = ""
    politienummers: frozenset[str] = frozenset()


def redenen(een: Kenmerken, ander: Kenmerken, uren: int) -> tuple[str, ...]:
    """Return why these two are proposed as one event: same inwoner or address within `uren`, or same police number."""
    gevonden = []
    if abs(een.ontvangen_op - ander.ontvangen_op) <= timedelta(hours=uren):
        if een.inwoner and een.inwoner == ander.inwoner:
            gevonden.append("zelfde_persoon")
        if een.adres and een.adres == ander.adres:
            gevonden.append("zelfde_adres")
    if een.politienummers & ander.politienummers:
        gevonden.append("zelfde_politienummer")
    return tuple(gevonden)


@dataclass(frozen=True, slots=True)
class Lid:
    """A melding that would be in a bundle; `rang` of the urgency chosen or advised, 0 when unknown."""

    sleutel: str
    nummer: str
    staat: str
    rang: int
    ontvangen_op: datetime
    bundel: str = ""
    leidt: bool = False


def kies_leidend(leden: Sequence[Lid]) -> Lid:
    """Return who leads: the one that leads already, else the highest urgency, an unknown one first, then the oldest.

    A melding without an advice may still be acute, so it goes before one that is known to be less.
    """
    leiders = [lid for lid in leden if lid.leidt]
    return (leiders or sorted(leden, key=lambda lid: (-(lid.rang or 99), lid.ontvangen_op)))[0]


def mag_bundelen(leidend: Lid, volgers: Sequence[Lid]) -> Weigering | None:
    """Refuse a bundle that would hide something: a closed leader, a higher urgency that would follow a lower one."""
    if not volgers:
        return Weigering("bundel-leeg", "Kies minstens één andere melding.", "UM-08")
    if any(lid.sleutel == leidend.sleutel for lid in volgers):
        return Weigering("bundel-zichzelf", "Een melding volgt niet zichzelf.", "UM-08")
    for lid in volgers:
        if lid.bundel and lid.bundel != leidend.bundel:
            return Weigering("al-gebundeld", f"Melding {lid.nummer} hoort al bij een andere bundel.", "UM-08")
        if lid.staat not in VOLGT:
            continue
        if leidend.staat not in LEIDT:
            tekst = f"Melding {leidend.nummer} is gesloten. Kies een open melding die voorgaat."
            return Weigering("leidende-gesloten", tekst, "UM-08")
        if lid.rang > (leidend.rang or 99):
            tekst = f"Melding {lid.nummer} is dringender. Laat die voorgaan."
            return Weigering("volger-dringender", tekst, "UM-08")
    return None


def mag_volgen(*, nummer: str, rang_advies: int, rang_gekozen: int, toelichting: str) -> Weigering | None:
    """Refuse a choice for the leader that is lower than the advice on a follower, unless it was explained (UM-10)."""
    if rang_advies <= rang_gekozen or len(toelichting.strip()) >= 10:
        return None
    tekst = f"Melding {nummer} in deze bundel kreeg een hoger advies. Geef een reden voor de lagere urgentie, of haal haar uit de bundel."
    return Weigering("reden-verplicht", tekst, "UM-10")
