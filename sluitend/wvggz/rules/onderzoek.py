"""The verkennend onderzoek: what it must hold before somebody decides, and who may hear what of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sluitend.kern import kalender
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import samen
from sluitend.kern.tekst import zin as _

UITKOMSTEN = ("aanvraag", "vrijwillig", "geen")
NADEEL = {
    "levensgevaar": _("levensgevaar of ernstig letsel"),
    "ernstige_schade": _(
        "ernstige psychische, materiële, immateriële of financiële schade, verwaarlozing of teloorgang"
    ),
    "bedreiging_veiligheid": _("bedreiging van de veiligheid door de invloed van een ander"),
    "agressie": _("hinderlijk gedrag dat agressie oproept, of gevaar voor anderen"),
}
CRITERIA = {
    "geen_vrijwillig": _("Er zijn geen mogelijkheden voor zorg op vrijwillige basis."),
    "geen_minder_bezwarend": _("Er is geen minder bezwarend alternatief met hetzelfde effect."),
    "evenredig": _("De zorg is evenredig, gelet op het doel."),
    "effectief": _("De zorg is naar verwachting effectief."),
}
BRONNEN = ("naaste", "huisarts", "behandelaar", "politie", "lokaal_team", "corporatie", "registratie")
VERVOLGROUTES = ("bemoeizorg", "lokaal_team", "wmo", "vrijwillige_behandeling", "aanvraag", "geen")
STOPREDENEN = ("acuut_doorgeleid", "regime_wzd", "andere_gemeente", "overleden")
# The circle of art. 5:2 lid 5 as the intake knows it; `essentiele_naaste` is asked by hand (parameter, C).
NAASTE_KRING = (
    "vertegenwoordiger",
    "mentor_curator",
    "partner",
    "ouder",
    "kind",
    "broer_zus",
    "essentiele_naaste",
)


@dataclass(frozen=True, slots=True)
class Stand:
    """What has been found so far. `criteria` maps a criterion to (ja, nee or onbekend, text)."""

    nadelen: int = 0
    vrijwillig: tuple[tuple[str, str], ...] = ()  # (geprobeerd or mogelijk, resultaat)
    bronnen: int = 0
    contact: bool = False
    pogingen: int = 0
    criteria: dict[str, tuple[str, str]] = field(default_factory=dict)
    conclusie: str = ""
    vervolgroute: str = ""


def nog_nodig(stand: Stand, uitkomst: str = "") -> tuple[str, ...]:
    """What is missing before this outcome can be decided, in plain Dutch (11 §3, W10, R47).

    Without an outcome only what every outcome needs is asked. A medical statement is never asked (W09).
    """
    mist: list[str] = []
    if not stand.nadelen:
        mist.append(_("welk nadeel er dreigt, of dat u geen nadeel vond"))
    if not stand.vrijwillig:
        mist.append(_("wat vrijwillig is geprobeerd of kan"))
    if not stand.bronnen:
        mist.append(_("ten minste één bron"))
    if not stand.contact and stand.pogingen < 2:
        mist.append(_("contact met betrokkene, of twee pogingen daartoe"))
    if not stand.conclusie.strip():
        mist.append(_("de conclusie"))
    if not stand.vervolgroute:
        mist.append(_("het vervolg"))
    if uitkomst == "aanvraag":
        if any(not resultaat.strip() for _soort, resultaat in stand.vrijwillig):
            mist.append(_("per vrijwillige mogelijkheid waarom die niet werkt"))
        for code, zin in CRITERIA.items():
            antwoord, _tekst = stand.criteria.get(code, ("onbekend", ""))
            if antwoord == "onbekend":
                mist.append(_("het antwoord op: {vraag}", vraag=zin))
    return tuple(mist)


def mag_besluiten(
    stand: Stand, uitkomst: str, motivering: str, *, nadeel_gevonden: bool, zelfde_persoon: bool, apart: bool
) -> Weigering | None:
    """Refuse a decision that misses something (11 §3 lopend → afgerond).

    `zelfde_persoon`: the decider did the onderzoek; `apart`: the region asks two people.
    """
    if uitkomst not in UITKOMSTEN:
        return Weigering("uitkomst-ontbreekt", _("Kies de uitkomst van het onderzoek."), "UW-04", status=400)
    if zelfde_persoon and apart:
        return Weigering(
            "zelf-onderzocht", _("In uw regio beslist een ander dan de onderzoeker."), "UW-04", status=403
        )
    mist = nog_nodig(stand, uitkomst)
    if uitkomst == "aanvraag" and not nadeel_gevonden:
        mist = (*mist, _("ten minste één nadeel"))
    if not motivering.strip():
        mist = (*mist, _("de motivering"))
    if mist:
        return Weigering("vo-onvolledig", _("Nog nodig: {wat}.", wat=samen(mist, "; ")), "W10, R47")
    return None


def is_bevoegd(relatie: str, kring: Iterable[str] = NAASTE_KRING) -> bool:
    """Whether a melder hears the outcome and may insist (W06): the naasten of the circle, nobody else."""
    return relatie in set(kring)


@dataclass(frozen=True, slots=True)
class Mededeling:
    """What one melder is told: the outcome or only that it was received; until when a naaste can insist."""

    inhoud: str  # uitkomst or ontvangst
    reactie_tot: date | None


def mededeling(*, bevoegd: bool, uitkomst: str, besloten_op: date, reactie_dagen: int) -> Mededeling:
    """What this melder may hear: never findings, health data or sources (UW-05). A negative outcome can be contested."""
    if not bevoegd:
        return Mededeling("ontvangst", None)
    tot = besloten_op + timedelta(days=reactie_dagen) if uitkomst != "aanvraag" else None
    return Mededeling("uitkomst", tot)


def te_laat_gereageerd(ontvangen_op: date, reactie_tot: date | None) -> bool:
    """Whether an insisting naaste came after the date in the letter; recorded and shown, never refused (UW-06)."""
    return reactie_tot is not None and ontvangen_op > reactie_tot


def mag_beginnen(*, ontvangen_op: datetime, nu: datetime, regime: str) -> Weigering | None:
    """Refuse a start in the future, and the Wzd, for which no terms are computed (UW-11)."""
    if regime == "wzd":
        return Weigering("wzd-zonder-termijn", _("Voor de Wzd rekent Sluitend nog geen termijnen."), "UW-11")
    if ontvangen_op > nu:
        return Weigering("datum-toekomst", _("De melding is nog niet ontvangen."), "UW-01")
    return None


def mag_stoppen(reden: str, overgenomen_door: str, overgenomen_op: datetime | None) -> Weigering | None:
    """An acute handover names who took over and when (W13)."""
    if reden not in STOPREDENEN:
        return Weigering("reden-verplicht", _("Kies waarom het onderzoek stopt."), "UW-11", status=400)
    if reden == "acuut_doorgeleid" and (not overgenomen_door.strip() or overgenomen_op is None):
        return Weigering(
            "overgenomen-ontbreekt", _("Wie heeft het overgenomen, en hoe laat?"), "W13", status=400
        )
    return None


def dagenspoor(ontvangen: date, einde: date, vandaag: date) -> list[dict[str, object]]:
    """Day 0 up to the last day, each with whether it is free, today, past: the picture on the page of the onderzoek."""
    dagen = (einde - ontvangen).days
    return [
        {
            "nummer": nummer,
            "dag": dag,
            "vrij": kalender.is_vrij(dag),
            "vandaag": dag == vandaag,
            "voorbij": dag < vandaag,
            "laatste": dag == einde,
        }
        for nummer in range(dagen + 1)
        for dag in (ontvangen + timedelta(days=nummer),)
    ]
