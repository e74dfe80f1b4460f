"""Confirming a triage (UM-10): a person decides, and says why when it is not what the table advises (V07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt.rules.klassen import STANDAARD_KLASSEN, Klassen
from sluitend.meldpunt.rules.routes import ROUTES, Route, Soort
from sluitend.meldpunt.rules.staten import MIN_TOELICHTING

ACUUT, WVGGZ = "acuut", "wvggz"

# Codes that the screen offers; a region may add its own.
AFWIJKING_CODES: dict[str, str] = {
    "nieuwe_informatie": "Er is nieuwe informatie",
    "steun_aanwezig": "Er is iemand bij de persoon",
    "hulp_onderweg": "Er is al hulp onderweg",
    "al_bekend": "De situatie is bekend en wordt gevolgd",
    "eigen_inschatting": "Eigen inschatting na het gesprek",
}


class Richting(StrEnum):
    """How the chosen urgency stands to the advised one."""

    GELIJK = "gelijk"
    HOGER = "hoger"
    LAGER = "lager"


@dataclass(frozen=True, slots=True)
class Doorverbinding:
    """The logged transfer by phone (recht:P12). `overgenomen`: ja, nee or melder_belt_zelf; empty when not known yet."""

    begonnen_op: datetime
    overgenomen: str = ""


@dataclass(frozen=True, slots=True)
class Keuze:
    """What the person at the meldpunt chose."""

    urgentie: str
    route: str
    aard: str
    nevenroutes: Sequence[str] = ()
    afwijking_code: str = ""
    afwijking_tekst: str = ""
    herkwalificatie_reden: str = ""
    doorverbinding: Doorverbinding | None = None
    melder_belt_zelf: bool = False


def richting(geadviseerd: str | None, gekozen: str, klassen: Klassen = STANDAARD_KLASSEN) -> Richting:
    """Compare the choice with the advice; without an advice (a broken table) nothing deviates."""
    if geadviseerd is None or klassen[gekozen].rang == klassen[geadviseerd].rang:
        return Richting.GELIJK
    return Richting.HOGER if klassen[gekozen].rang > klassen[geadviseerd].rang else Richting.LAGER


def mag_bevestigen(
    keuze: Keuze,
    *,
    geadviseerd: str | None,
    aard_voor: str,
    klassen: Klassen = STANDAARD_KLASSEN,
    routes: Mapping[str, Route] = ROUTES,
) -> Weigering | None:
    """Refuse a triage that lacks a reason or a call (UM-10, recht:P12, recht:W03); None when it may be fixed.

    Higher than advised asks a code, lower a code and a text of ten signs. Acuut over the phone asks that somebody
    was called, or that the melder calls 112.
    """
    if keuze.urgentie not in klassen or keuze.route not in routes:
        fouten = {"urgentie": "kies een urgentie.", "route": "kies een route."}
        return OngeldigeInvoer("invoer-ongeldig", "Kies een urgentie en een route.", "UM-10", fouten=fouten)
    tekst_genoeg = len(keuze.afwijking_tekst.strip()) >= MIN_TOELICHTING
    kant = richting(geadviseerd, keuze.urgentie, klassen)
    if kant is Richting.LAGER and not (keuze.afwijking_code and tekst_genoeg):
        return Weigering("reden-verplicht", "Geef een reden voor de lagere urgentie.", "UM-10")
    if kant is Richting.HOGER and not keuze.afwijking_code:
        return Weigering("reden-verplicht", "Geef een reden voor de hogere urgentie.", "UM-10")
    if keuze.route == "geen_actie" and not tekst_genoeg:
        return Weigering("reden-verplicht", "Geef een reden waarom er geen actie nodig is.", "UM-10")
    if vraagt_herkwalificatie(aard_voor, keuze.aard, keuze.route, keuze.nevenroutes, routes) and not (
        keuze.herkwalificatie_reden.strip()
    ):
        return Weigering("reden-verplicht", "Waarom is dit geen Wvggz-melding?", "recht:W03")
    belt_zelf = keuze.melder_belt_zelf or (
        keuze.doorverbinding is not None and keuze.doorverbinding.overgenomen == "melder_belt_zelf"
    )
    if (
        keuze.urgentie == ACUUT
        and routes[keuze.route].extern
        and keuze.doorverbinding is None
        and not belt_zelf
    ):
        tekst = "Bel eerst. Leg daarna vast wie het overneemt."
        return Weigering("acuut-niet-doorverbonden", tekst, "recht:P12")
    return None


def vraagt_herkwalificatie(
    aard_voor: str,
    aard_na: str,
    route: str,
    nevenroutes: Sequence[str] = (),
    routes: Mapping[str, Route] = ROUTES,
) -> bool:
    """Whether a Wvggz melding goes in and does not come out as one, so that the reason is recorded (recht:W03).

    It stays one when its aard stays and it reaches the onderzoek, acute help first (recht:W13), or the gemeente
    that must take it up (recht:W16).
    """
    if aard_voor != WVGGZ:
        return False
    if aard_na != WVGGZ:
        return True
    blijft = WVGGZ in (route, *nevenroutes) or route == "andere_gemeente"
    acute_hulp = route in routes and routes[route].soort is Soort.BELLEN and route != "wzd"
    return not (blijft or acute_hulp)


def hoort_op_overdracht(geadviseerd: str | None, gekozen: str, klassen: Klassen = STANDAARD_KLASSEN) -> bool:
    """Whether the next dienst must see this triage: lower than an advised acuut (UM-10, UM-19)."""
    return geadviseerd == ACUUT and richting(geadviseerd, gekozen, klassen) is Richting.LAGER
