"""Telling the melder (UM-17): what each kind of melder may hear, and when it may stay out (Z-06).

The person about whom it is has a right to silence: a naaste or buur hears that it was picked up, nothing about
health. The entitled naaste of a Wvggz melding gets the result under chapter 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import wettelijke_dag

TERUGKOPPELING_DAGEN = 14
MIN_POGINGEN, MIN_POGINGSDAGEN = 3, 2


class Publiek(StrEnum):
    """Kinds of melder that may hear different things."""

    NAASTE = "naaste"
    POLITIE = "politie"
    PROFESSIONAL = "professional"
    INWONER = "inwoner"
    ANONIEM = "anoniem"


class NietMogelijk(StrEnum):
    """Reasons for closing without having told the melder."""

    ANONIEM = "anoniem"
    NIET_BEREIKT = "niet_bereikt"
    MELDER_WIL_NIET = "melder_wil_niet"


@dataclass(frozen=True, slots=True)
class Opvolging:
    """What may at most be told: whether it was picked up, by which team, and whom a professional can call."""

    nummer: str
    opgepakt: bool
    team: str = ""
    contactpersoon: str = ""


@dataclass(frozen=True, slots=True)
class Terugkoppeling:
    """A text for one kind of melder. `velden` are the data in it, for the log of what was disclosed."""

    publiek: Publiek
    tekst: str
    velden: tuple[str, ...]


def publiek_van(*, soort: str, relatie: str = "", kanaal: str = "", anoniem: bool = False) -> Publiek:
    """Return which rules count for this melder. The police keep their own, whatever kind the melder is said to be."""
    if anoniem or soort == "anoniem":
        return Publiek.ANONIEM
    if kanaal == "politie" or relatie == "wijkagent":
        return Publiek.POLITIE
    if soort == "professional":
        return Publiek.PROFESSIONAL
    return Publiek.INWONER if soort == "inwoner" else Publiek.NAASTE


def stel_op(publiek: Publiek, feiten: Opvolging) -> Terugkoppeling:
    """Return the text for this melder. Raises Weigering [melder-anoniem] when there is nobody to tell."""
    if publiek is Publiek.ANONIEM:
        raise Weigering("melder-anoniem", "De melder is anoniem, terugkoppelen kan niet.", "UM-17")
    if publiek is Publiek.POLITIE:
        return _voor_politie(feiten)
    if publiek is Publiek.PROFESSIONAL:
        return _voor_professional(feiten)
    stand = "is opgepakt" if feiten.opgepakt else "is bekeken"
    if publiek is Publiek.INWONER:
        tekst = f"Uw melding {feiten.nummer} {stand}. Heeft u een vraag? Bel het meldpunt."
    else:
        tekst = (
            f"Uw melding {feiten.nummer} {stand}. Wij mogen u niet vertellen hoe het met deze persoon gaat. "
            "Maakt u zich opnieuw zorgen? Bel het meldpunt."
        )
    return Terugkoppeling(publiek, tekst, ("nummer", "opgepakt"))


def _voor_politie(feiten: Opvolging) -> Terugkoppeling:
    antwoord = (
        f"ja, door {feiten.team}" if feiten.opgepakt and feiten.team else "ja" if feiten.opgepakt else "nee"
    )
    tekst = f"Melding {feiten.nummer}. Opgepakt: {antwoord}."
    velden = ("nummer", "opgepakt", "team") if feiten.opgepakt and feiten.team else ("nummer", "opgepakt")
    return Terugkoppeling(Publiek.POLITIE, tekst, velden)


def _voor_professional(feiten: Opvolging) -> Terugkoppeling:
    stand = "is opgepakt" if feiten.opgepakt else "is bekeken"
    tekst = f"Uw melding {feiten.nummer} {stand}."
    if not feiten.contactpersoon:
        return Terugkoppeling(Publiek.PROFESSIONAL, tekst, ("nummer", "opgepakt"))
    tekst = f"{tekst} Contactpersoon: {feiten.contactpersoon}."
    return Terugkoppeling(Publiek.PROFESSIONAL, tekst, ("nummer", "opgepakt", "contactpersoon"))


def mag_zonder(reden: str, *, anoniem: bool = False, pogingen: Sequence[datetime] = ()) -> Weigering | None:
    """Refuse a reason for not telling that the facts do not carry (Z-06, §2 terugkoppeling).

    niet_bereikt asks at least three attempts on at least two days.
    """
    if reden not in list(NietMogelijk):
        keuzes = ", ".join(NietMogelijk)
        return Weigering("reden-verplicht", f"Kies een reden: {keuzes}.", "UM-17")
    if reden == NietMogelijk.ANONIEM and not anoniem:
        return Weigering("melder-bekend", "De melder is niet anoniem.", "Z-06")
    dagen = {wettelijke_dag(poging) for poging in pogingen}
    if reden == NietMogelijk.NIET_BEREIKT and (len(pogingen) < MIN_POGINGEN or len(dagen) < MIN_POGINGSDAGEN):
        tekst = f"Probeer het ten minste {MIN_POGINGEN} keer, op ten minste {MIN_POGINGSDAGEN} dagen."
        return Weigering("te-weinig-pogingen", tekst, "Z-06")
    return None
