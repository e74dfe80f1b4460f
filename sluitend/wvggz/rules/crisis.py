"""The crisismaatregel: when it may be taken, by whom, and what follows it (Wvggz chapter 7; 11 §4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import plus_maanden
from sluitend.kern.tekst import zin as _

CRITERIA = {
    "onmiddellijk_nadeel": _("Dreigt er onmiddellijk ernstig nadeel?"),
    "vermoeden_stoornis": _(
        "Is er een ernstig vermoeden dat gedrag door een psychische stoornis dit nadeel veroorzaakt?"
    ),
    "cm_neemt_weg": _("Kan een crisismaatregel het nadeel wegnemen?"),
    "zm_niet_afwachten": _("Is de situatie zo dringend dat een zorgmachtiging niet kan worden afgewacht?"),
    "verzet": _("Is er verzet tegen de zorg?"),
}
VORMEN = {
    "a": _("toedienen van vocht, voeding en medicatie, en medische controles of behandelingen"),
    "b": _("beperken van de bewegingsvrijheid"),
    "c": _("insluiten"),
    "d": _("uitoefenen van toezicht op betrokkene"),
    "e": _("onderzoek aan kleding of lichaam"),
    "f": _(
        "onderzoek van de woon- of verblijfsruimte op gedragsbeïnvloedende middelen en gevaarlijke voorwerpen"
    ),
    "g": _("controleren op de aanwezigheid van gedragsbeïnvloedende middelen"),
    "h": _("aanbrengen van beperkingen in de vrijheid het eigen leven in te richten"),
    "i": _("beperken van het recht op het ontvangen van bezoek"),
    "j": _("opnemen in een accommodatie"),
    "k": _(
        "ontnemen van de vrijheid van betrokkene door overbrenging naar een plaats voor tijdelijk verblijf"
    ),
}
NIET_GENOMEN = ("vrijwillig", "geen_verzet", "geen_verklaring", "elders", *CRITERIA)
HOEDANIGHEDEN = {
    "burgemeester": _("burgemeester"),
    "loco": _("locoburgemeester"),
    "wethouder_mandaat": _("wethouder met mandaat"),
}
NIET_GEHOORD = {
    "wil_niet": _("betrokkene wil niet gehoord worden"),
    "niet_in_staat": _("betrokkene is er niet toe in staat"),
    "niet_bereikbaar": _("betrokkene was niet bereikbaar"),
    "onveilig": _("horen was niet veilig"),
}
AFSCHRIFTEN = ("inwoner", "advocaat", "geneesheer-directeur", "inspectie", "officier van justitie")
HERHAALD_MAANDEN = 12


@dataclass(frozen=True, slots=True)
class Hoorstand:
    """How hearing went: heard, or a reason with the attempts that were made."""

    gehoord: bool | None = None
    door: str = ""
    reden: str = ""
    pogingen: int = 0


def mag_horen_afsluiten(stand: Hoorstand, pogingen_nodig: int = 2) -> Weigering | None:
    """Heard by whom, or why not with at least one attempt, two when nobody could be reached (W37, W38)."""
    if stand.gehoord:
        if not stand.door.strip():
            return Weigering(
                "hoorder-ontbreekt", _("Vul in wie betrokkene heeft gehoord."), "W39", status=400
            )
        return None
    nodig = pogingen_nodig if stand.reden == "niet_bereikbaar" else 1
    if stand.gehoord is None or stand.reden not in NIET_GEHOORD or stand.pogingen < nodig:
        return Weigering(
            "niet-gehoord-zonder-reden",
            _("Waarom is betrokkene niet gehoord? Kies een reden en leg de pogingen vast."),
            "W38",
        )
    return None


def is_onafhankelijk(laatste_zorg: date | None, nu: date, jaren: int = 1) -> bool:
    """Whether a psychiatrist gave no care within the last year (W36)."""
    return laatste_zorg is None or plus_maanden(laatste_zorg, 12 * jaren) < nu


@dataclass(frozen=True, slots=True)
class Besluitfeiten:
    """What lies on the table when somebody presses the button. `antwoorden`: criterium → ja."""

    gemeente: str
    gemeente_naam: str
    plaats_nu: str
    plaats_naam: str
    verklaring: bool
    horen: Hoorstand
    antwoorden: Mapping[str, bool]
    toelichtingen: Mapping[str, str]
    vormen: Collection[str]
    geadviseerd: Collection[str]
    afwijking_reden: str = ""
    lopende_tot: date | None = None
    gebruikt_khonraad: bool = False
    khonraad_nummer: str = ""


def mag_nemen(f: Besluitfeiten, pogingen_nodig: int = 2) -> Weigering | None:
    """Refuse a crisismaatregel that lacks something; the first thing missing is said, what was typed stays (UW-16)."""
    if f.plaats_nu != f.gemeente:
        return Weigering(
            "andere-locatie",
            _("Betrokkene is nu in {plaats}. De burgemeester van {plaats} beslist.", plaats=f.plaats_naam),
            "W31, W32",
        )
    if f.lopende_tot is not None:
        return Weigering(
            "loopt-al",
            _("Er loopt al een crisismaatregel tot {datum}.", datum=f"{f.lopende_tot:%-d-%-m-%Y}"),
            "UW-16",
        )
    if not f.verklaring:
        return Weigering("geen-verklaring", _("De medische verklaring ontbreekt nog."), "W36")
    if weigering := mag_horen_afsluiten(f.horen, pogingen_nodig):
        return weigering
    if not all(f.antwoorden.get(code) is True for code in CRITERIA):
        return Weigering("criteria-onvolledig", _("Niet aan alle vijf criteria is voldaan."), "W33")
    leeg = [code for code in CRITERIA if not f.toelichtingen.get(code, "").strip()]
    if leeg and not f.gebruikt_khonraad:
        return Weigering("toelichting-ontbreekt", _("Licht elk van de vijf antwoorden toe."), "W33")
    if not f.vormen or not set(f.vormen) <= set(VORMEN):
        return Weigering("vormen-ontbreken", _("Kies ten minste één vorm van verplichte zorg."), "W41")
    if set(f.vormen) - set(f.geadviseerd) and not f.afwijking_reden.strip():
        return Weigering(
            "afwijking-zonder-reden",
            _("U kiest een vorm van zorg die de psychiater niet adviseert. Leg uit waarom."),
            "W41",
        )
    if f.gebruikt_khonraad and not f.khonraad_nummer.strip():
        return Weigering("khonraad-ontbreekt", _("Vul het nummer uit Khonraad in."), "UW-28", status=400)
    return None


def eerdere_waarschuwing(eerdere: Collection[date], nu: date) -> str:
    """An earlier crisismaatregel in the last twelve months warns and never blocks (W53); empty when there is none."""
    recent = [dag for dag in eerdere if plus_maanden(dag, HERHAALD_MAANDEN) >= nu]
    if not recent:
        return ""
    return _("Eerdere crisismaatregel op {datum}. Een nieuwe mag.", datum=f"{max(recent):%-d-%-m-%Y}")


def ontvangers(*, vertegenwoordiger: bool, gezinsvoogd: bool) -> tuple[str, ...]:
    """Who gets copies of the decision and the statement (W45): five, and who represents the person."""
    extra = ("vertegenwoordiger",) if vertegenwoordiger else ()
    return (*AFSCHRIFTEN, *extra, *(("gezinsvoogd",) if gezinsvoogd else ()))


def fase(
    *,
    veilig_tot: datetime,
    uiterst_tot: datetime,
    verzoek_op: datetime | None,
    rechter_tot: datetime | None,
    nu: datetime,
) -> str:
    """How a crisismaatregel stands at an instant: loopt, verzocht, onzeker or verlopen (11 §3).

    A request filed before the safe end lets it run on until the court decides, at most its term (W62).
    """
    if verzoek_op is not None and verzoek_op < veilig_tot and rechter_tot is not None:
        return "verzocht" if nu < rechter_tot else "verlopen"
    if nu < veilig_tot:
        return "loopt"
    return "onzeker" if nu < uiterst_tot else "verlopen"
