"""The life of a melding: states, acts and the next step (chapter 10 §3), and who holds it (Z-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import einde_dag, werkdag_na, wettelijke_dag


class Staat(StrEnum):
    """State of a melding."""

    CONCEPT = "concept"
    NIEUW = "nieuw"
    GETRIAGEERD = "getriageerd"
    AANGEBODEN = "aangeboden"
    OPGEPAKT = "opgepakt"
    DOORGESTUURD = "doorgestuurd"
    AFGEHANDELD = "afgehandeld"
    GESLOTEN = "gesloten"


class Daad(StrEnum):
    """What moves a melding from one state to another."""

    VASTLEGGEN = "vastleggen"
    TRIAGE = "triage"
    AANBIEDEN = "aanbieden"
    OPPAKKEN = "oppakken"
    TERUGGEVEN = "teruggeven"
    DOORSTUREN = "doorsturen"
    DOORSTUREN_GEWEIGERD = "doorsturen_geweigerd"
    DOORSTUREN_BEVESTIGD = "doorsturen_bevestigd"
    UITKOMST = "uitkomst"
    SLUITEN = "sluiten"
    HEROPENEN = "heropenen"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed transition: from which states, to which, by whom, and the event that it records."""

    daad: Daad
    van: tuple[Staat, ...]
    naar: Staat
    wie: tuple[str, ...]
    gebeurtenis: str


OVERGANGEN: dict[Daad, Overgang] = {
    overgang.daad: overgang
    for overgang in (
        Overgang(
            Daad.VASTLEGGEN,
            (Staat.CONCEPT,),
            Staat.NIEUW,
            ("meldpunt", "bezoeker", "systeem"),
            "melding_ontvangen",
        ),
        Overgang(Daad.TRIAGE, (Staat.NIEUW,), Staat.GETRIAGEERD, ("meldpunt",), "melding_getrieerd"),
        Overgang(Daad.AANBIEDEN, (Staat.GETRIAGEERD,), Staat.AANGEBODEN, ("systeem",), "melding_gerouteerd"),
        Overgang(Daad.OPPAKKEN, (Staat.AANGEBODEN,), Staat.OPGEPAKT, ("ontvanger",), "melding_opgepakt"),
        Overgang(
            Daad.TERUGGEVEN,
            (Staat.AANGEBODEN, Staat.OPGEPAKT),
            Staat.NIEUW,
            ("ontvanger",),
            "melding_teruggegeven",
        ),
        Overgang(
            Daad.DOORSTUREN,
            (Staat.NIEUW, Staat.GETRIAGEERD, Staat.AANGEBODEN, Staat.OPGEPAKT),
            Staat.DOORGESTUURD,
            ("meldpunt",),
            "melding_doorgestuurd",
        ),
        Overgang(
            Daad.DOORSTUREN_GEWEIGERD,
            (Staat.DOORGESTUURD,),
            Staat.NIEUW,
            ("meldpunt", "ontvanger"),
            "doorsturen_geweigerd",
        ),
        Overgang(
            Daad.DOORSTUREN_BEVESTIGD,
            (Staat.DOORGESTUURD,),
            Staat.AFGEHANDELD,
            ("meldpunt", "ontvanger"),
            "doorsturen_bevestigd",
        ),
        Overgang(Daad.UITKOMST, (Staat.OPGEPAKT,), Staat.AFGEHANDELD, ("eigenaar",), "melding_afgehandeld"),
        Overgang(
            Daad.SLUITEN, (Staat.AFGEHANDELD,), Staat.GESLOTEN, ("eigenaar", "meldpunt"), "melding_afgesloten"
        ),
        Overgang(
            Daad.HEROPENEN,
            (Staat.GESLOTEN,),
            Staat.NIEUW,
            ("meldpunt", "eigenaar", "procesregisseur"),
            "melding_heropend",
        ),
    )
}

# Next step and who owns it (Z-04). A concept is nobody's yet, a closed melding has no next step.
VOLGENDE_STAP: dict[Staat, tuple[str, str]] = {
    Staat.NIEUW: ("triage", "dienst"),
    Staat.GETRIAGEERD: ("aanbieden", "dienst"),
    Staat.AANGEBODEN: ("oppakken", "ontvanger"),
    Staat.OPGEPAKT: ("uitkomst", "eigenaar"),
    Staat.DOORGESTUURD: ("bevestiging", "dienst"),
    Staat.AFGEHANDELD: ("terugkoppeling", "eigenaar"),
}

TERUGGEEFREDENEN = ("verkeerde_route", "verkeerde_gemeente", "te_weinig_gegevens", "geen_capaciteit")
MIN_TOELICHTING = 10
HEROPEN_DAGEN = 30
DOORSTUUR_WERKDAGEN = 1
LAAT_INVOER_DAGEN = 30


def mag_overgaan(staat: Staat, daad: Daad) -> Weigering | None:
    """Refuse an act that does not fit the state the melding is in."""
    if staat in OVERGANGEN[daad].van:
        return None
    return Weigering("staat-past-niet", f"Een melding die {staat} is, kan niet: {daad}.", "10 §3")


def mag_vastleggen(
    *, wie_belt: str, omschrijving: str, signalen: Sequence[str], persoon: bool
) -> Weigering | None:
    """Refuse an empty melding (UM-01): who calls, and text, a signal or a person."""
    if wie_belt and (omschrijving.strip() or signalen or persoon):
        return None
    tekst = "Schrijf kort op wat er aan de hand is, of kies een signaal."
    return Weigering("melding-zonder-inhoud", tekst, "UM-01")


def mag_oppakken(*, al_door: str = "", al_om: str = "") -> Weigering | None:
    """Refuse a second taker (UM-12); `al_om` as clock time on the Dutch clock."""
    if not al_door:
        return None
    return Weigering("al-opgepakt", f"{al_door} heeft deze melding al opgepakt om {al_om}.", "UM-12")


def mag_teruggeven(*, reden: str, toelichting: str) -> Weigering | None:
    """Refuse giving back without a known reason and a few words (UM-13)."""
    if reden in TERUGGEEFREDENEN and len(toelichting.strip()) >= MIN_TOELICHTING:
        return None
    return Weigering("reden-verplicht", "Kies een reden en licht kort toe.", "UM-13")


def mag_doorsturen(
    *,
    signalen: Sequence[str],
    buiten_regio: bool,
    gesproken: bool = False,
    acuut_gedaan: bool = True,
    opvang_geregeld: bool = False,
) -> Weigering | None:
    """Refuse forwarding (UM-14, §3).

    Somebody without a place to sleep is first given shelter, whatever the gemeente of herkomst (recht:L01, M09).
    Outside the region the receiver has been spoken to and the acute part is done (recht:W16).
    """
    if "dakloos_nu" in signalen and not opvang_geregeld:
        tekst = "Eerst opvang regelen, ook zonder binding met de regio."
        return Weigering("toegang-zonder-herkomst", tekst, "recht:L01")
    if not buiten_regio:
        return None
    if not acuut_gedaan:
        return Weigering("acuut-niet-doorverbonden", "Bel eerst. Leg daarna vast wie het overneemt.", "UM-14")
    if not gesproken:
        tekst = "Spreek eerst met de ontvanger en leg vast met wie en wanneer."
        return Weigering("doorsturen-zonder-contact", tekst, "recht:W16")
    return None


def norm_doorsturen(besloten_op: datetime, werkdagen: int = DOORSTUUR_WERKDAGEN) -> datetime:
    """Return the end (UTC) of the working day by which the melding must be with the other gemeente (recht:W16)."""
    return einde_dag(werkdag_na(wettelijke_dag(besloten_op), werkdagen))


def mag_sluiten(
    *,
    getriageerd: bool,
    uitkomst: bool,
    teruggekoppeld: bool,
    zonder_terugkoppeling: bool = False,
    open_terugbelafspraak: bool = False,
    open_verkennend_onderzoek: bool = False,
) -> Weigering | None:
    """Refuse closing while something is missing (Z-06).

    `zonder_terugkoppeling`: True when there is a valid reason not to tell the melder (see `terugkoppeling`).
    """
    if not getriageerd:
        return Weigering("triage-ontbreekt", "Deze melding is nog niet getriageerd.", "Z-06")
    if not uitkomst:
        return Weigering("uitkomst-ontbreekt", "Kies wat er is gebeurd.", "UM-16")
    if open_verkennend_onderzoek:
        return Weigering("onderzoek-open", "Het verkennend onderzoek van deze melding loopt nog.", "UM-18")
    if open_terugbelafspraak:
        return Weigering("terugbelafspraak-open", "Er staat nog een terugbelafspraak open.", "UM-18")
    if not teruggekoppeld and not zonder_terugkoppeling:
        tekst = "Er is nog niet teruggekoppeld aan de melder."
        return Weigering("terugkoppeling-ontbreekt", tekst, "Z-06")
    return None


def mag_heropenen(
    *, gesloten_op: datetime | date, vandaag: date, reden: str, heropen_dagen: int = HEROPEN_DAGEN
) -> Weigering | None:
    """Refuse reopening after `heropen_dagen` calendar days, or without a reason (UM-18)."""
    dag = wettelijke_dag(gesloten_op) if isinstance(gesloten_op, datetime) else gesloten_op
    if (vandaag - dag).days > heropen_dagen:
        tekst = f"Langer dan {heropen_dagen} dagen gesloten. Maak een vervolgmelding."
        return Weigering("heropentermijn-voorbij", tekst, "UM-18")
    if not reden.strip():
        return Weigering("reden-verplicht", "Geef een reden om te heropenen.", "UM-18")
    return None


def mag_laat_invoeren(
    *, gebeurd_op: datetime, nu: datetime, reden: str, dagen: int = LAAT_INVOER_DAGEN
) -> Weigering | None:
    """Refuse late entry beyond the limit or without a reason (§7 "Late entry")."""
    verschil = (wettelijke_dag(nu) - wettelijke_dag(gebeurd_op)).days
    if verschil > dagen:
        tekst = f"Meer dan {dagen} dagen terug. Maak een melding van vandaag en noem de datum in de tekst."
        return Weigering("te-laat-ingevoerd", tekst, "10 §7")
    if verschil > 0 and not reden.strip():
        return Weigering("reden-verplicht", "Geef een reden voor de late invoer.", "10 §7")
    return None
