"""From a melding as it comes in to the inputs of the triage table (chapter 10 §5.2 "Derived").

Everything is checked here, so that the advice itself cannot fail on a wrong field; all errors are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sluitend.kern.beslistabel import Gegeven
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt.rules.triagetabel import AARDEN, BEKEND, KANALEN, POLITIECODE

MELDERSOORTEN = ("naaste", "buur", "professional", "inwoner", "anoniem")
MAX_SIGNALEN_PER_MELDING = 200
MAX_LEEFTIJD = 120
GEMEENTE_ONBEKEND = "0000"
# Titles of compulsory care that make `titel` true while they run.
TITELS = frozenset({"TVZ", "CM", "MVC", "ZM", "IBS"})

_GEBOORTEDATUM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_POLITIECODE = re.compile(POLITIECODE)
_GEMEENTE = re.compile(r"\d{4}", re.ASCII)
_TEKST = {str}


@dataclass(frozen=True, slots=True)
class Context:
    """What the installation itself knows. It goes before what the melding says about betrokkene.

    `nu` replaces a missing `ontvangen_op`. `kernvragen_nee`: a batch whose kernvragen count as nee (setting).
    """

    nu: datetime | None = None
    bekend: str | None = None
    titel: bool | None = None
    ave: int | None = None
    herhaling_30d: int | None = None
    herhaling_90d: int | None = None
    kernvragen_nee: bool = False


GEEN_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Invoer:
    """The checked inputs of one melding: the answers, the columns and the moment of receipt."""

    ontvangen_op: datetime
    ja: tuple[str, ...]
    nee: tuple[str, ...]
    kolommen: dict[str, Gegeven]


def lees_invoer(
    melding: Mapping[str, Any], context: Context = GEEN_CONTEXT, gemeenten: frozenset[str] = frozenset()
) -> Invoer:
    """Derive the inputs of the table from a melding of the contract (spec 40 §3).

    Raises OngeldigeInvoer [invoer-ongeldig] naming every wrong field (UM-03).
    """
    if not isinstance(melding, Mapping):
        raise _ongeldig({"melding": "geef één melding als object."})
    fouten: dict[str, str] = {}
    ontvangen_op = _lees_moment(melding.get("ontvangen_op"), context.nu, fouten)
    dag = wettelijke_dag(ontvangen_op) if ontvangen_op else date(2000, 1, 1)
    betrokkene = _deel(melding, "betrokkene", fouten)
    melder = _deel(melding, "melder", fouten)
    ja = _codes(melding, "signalen", fouten)
    nee = _codes(melding, "signalen_nee", fouten)
    verblijft_in = _verblijft_in(betrokkene, fouten)
    kolommen: dict[str, Gegeven] = {
        "kanaal": _keuze(melding, "kanaal", KANALEN, fouten) or "",
        "politiecode": _politiecode(melding, fouten),
        "aard": _keuze(melding, "aard", AARDEN, fouten) or "onbekend",
        "leeftijd": _leeftijd(betrokkene, dag, fouten),
        "in_regio": None if verblijft_in is None else _janee(not gemeenten or verblijft_in in gemeenten),
        "melder_contact": _janee(_heeft_contact(melder, fouten)),
        "ontruiming_dagen": _ontruiming_dagen(melding, dag, fouten),
    }
    _voeg_bekend_toe(kolommen, betrokkene, context, fouten)
    if fouten or ontvangen_op is None:
        raise _ongeldig(fouten)
    return Invoer(ontvangen_op, ja, nee, kolommen)


def bevries(melding: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return the melding with what the installation knew at that moment in it, so that it can be judged again.

    Judged without a context, by the same table, it gives the same advice (Z-09, UM-23).
    """
    if context.bekend is None:
        return dict(melding)
    geweten = {
        naam: inhoud
        for naam in ("titel", "ave", "herhaling_30d", "herhaling_90d")
        if (inhoud := getattr(context, naam)) is not None
    }
    betrokkene = {**_deel(melding, "betrokkene", {}), "bekend": context.bekend, "context": geweten}
    return {**melding, "betrokkene": betrokkene}


def leeftijd_op(geboren: date, dag: date) -> int:
    """Return the age in whole years; somebody of 29 February has a birthday on 1 March in other years."""
    return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))


@lru_cache(maxsize=4096)
def geboorte_bereik(tekst: str) -> tuple[date, date] | None:
    """Return the earliest and latest birth date behind `jjjj`, `jjjj-mm` or `jjjj-mm-dd`; None when it is no date."""
    treffer = _GEBOORTEDATUM.fullmatch(tekst)
    if treffer is None:
        return None
    jaar, maand, dag = (int(deel) if deel else 0 for deel in treffer.groups())
    try:
        if not maand:
            return date(jaar, 1, 1), date(jaar, 12, 31)
        if not dag:
            volgende = date(jaar + maand // 12, maand % 12 + 1, 1)
            return date(jaar, maand, 1), volgende - timedelta(days=1)
        return date(jaar, maand, dag), date(jaar, maand, dag)
    except ValueError:
        return None


def tel_herhaling(meldingen: Iterable[tuple[date, str]], dag: date, dagen: int) -> int:
    """Count the meldingen about one inwoner on `dag` and the `dagen` days before it, this one included.

    `meldingen` are (day of receipt, bundle); an empty bundle stands alone, a bundle counts once.
    """
    eerste = dag - timedelta(days=dagen)
    los = 0
    bundels: set[str] = set()
    for ontvangen, bundel in meldingen:
        if not eerste <= ontvangen <= dag:
            continue
        if bundel:
            bundels.add(bundel)
        else:
            los += 1
    return los + len(bundels)


def titel_loopt(titels: Iterable[tuple[str, date, date | None]], dag: date) -> bool:
    """Whether compulsory care runs on `dag`: (kind, first day, last day or None) with kind TVZ, CM, MVC, ZM or IBS."""
    return any(soort in TITELS and van <= dag and (tot is None or dag <= tot) for soort, van, tot in titels)


def _ongeldig(fouten: Mapping[str, str]) -> OngeldigeInvoer:
    tekst = " ".join(f"{veld}: {fout}" for veld, fout in fouten.items())
    return OngeldigeInvoer("invoer-ongeldig", tekst, "UM-03", fouten=fouten)


def _janee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


def _lees_moment(waarde: object, nu: datetime | None, fouten: dict[str, str]) -> datetime | None:
    moment: object = nu if waarde is None else waarde
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            moment = None
    # Within these years every norm and local day can be computed without leaving the calendar.
    if not isinstance(moment, datetime) or not 1980 < moment.year < 2299:
        fouten["ontvangen_op"] = "geef datum en tijd, zoals 2026-11-20T01:15:00+01:00."
        return None
    if moment.utcoffset() is None:
        fouten["ontvangen_op"] = "zet de tijdzone erachter, zoals +01:00."
        return None
    return moment


def _deel(bron: Mapping[str, Any], naam: str, fouten: dict[str, str]) -> Mapping[str, Any]:
    waarde = bron.get(naam)
    if waarde is None:
        return {}
    if not isinstance(waarde, Mapping):
        fouten[naam] = "geef een object."
        return {}
    return waarde


def _codes(melding: Mapping[str, Any], naam: str, fouten: dict[str, str]) -> tuple[str, ...]:
    waarde = melding.get(naam)
    if waarde is None:
        return ()
    if not isinstance(waarde, list | tuple) or set(map(type, waarde)) - _TEKST:
        fouten[naam] = "geef een lijst met codes."
        return ()
    if len(waarde) > MAX_SIGNALEN_PER_MELDING:
        fouten[naam] = f"geef niet meer dan {MAX_SIGNALEN_PER_MELDING} codes."
        return ()
    return tuple(waarde)


def _keuze(
    bron: Mapping[str, Any], naam: str, codes: tuple[str, ...], fouten: dict[str, str], onder: str = ""
) -> str | None:
    waarde = bron.get(naam)
    if waarde is None or (isinstance(waarde, str) and waarde in codes):
        return waarde
    fouten[f"{onder}{naam}"] = f"kies een van {', '.join(codes)}."
    return None


def _politiecode(melding: Mapping[str, Any], fouten: dict[str, str]) -> str:
    waarde = melding.get("politiecode")
    if waarde is None or waarde == "":
        return ""
    if isinstance(waarde, str) and _POLITIECODE.fullmatch(waarde):
        return waarde
    fouten["politiecode"] = "geef een code met één letter en twee cijfers, zoals E33."
    return ""


def _verblijft_in(betrokkene: Mapping[str, Any], fouten: dict[str, str]) -> str | None:
    waarde = betrokkene.get("verblijft_in")
    if waarde in (None, "", GEMEENTE_ONBEKEND):
        return None
    if isinstance(waarde, str) and _GEMEENTE.fullmatch(waarde):
        return waarde
    fouten["betrokkene.verblijft_in"] = "geef de gemeentecode met vier cijfers, zoals 0193."
    return None


def _leeftijd(betrokkene: Mapping[str, Any], dag: date, fouten: dict[str, str]) -> Gegeven:
    geboren = betrokkene.get("geboortedatum")
    if geboren not in (None, ""):
        bereik = geboorte_bereik(geboren) if isinstance(geboren, str) else None
        if bereik is None or bereik[0] > dag or leeftijd_op(bereik[1], dag) > MAX_LEEFTIJD:
            fouten["betrokkene.geboortedatum"] = "geef een bestaande datum, een jaar of een jaar en maand."
            return None
        jongst, oudst = max(leeftijd_op(bereik[1], dag), 0), leeftijd_op(bereik[0], dag)
        return jongst if jongst == oudst else range(jongst, oudst + 1)
    van, tot = betrokkene.get("leeftijd_van"), betrokkene.get("leeftijd_tot")
    if van is None and tot is None:
        return None
    # One bound is an open range: "at least 60" says something about 70 and nothing about 65.
    van, tot = 0 if van is None else van, MAX_LEEFTIJD if tot is None else tot
    if not _is_getal(van) or not _is_getal(tot) or not 0 <= van <= tot <= MAX_LEEFTIJD:
        fouten["betrokkene.leeftijd_van"] = (
            f"geef leeftijden van 0 tot en met {MAX_LEEFTIJD}, de laagste eerst."
        )
        return None
    return van if van == tot else range(van, tot + 1)


def _is_getal(waarde: object) -> bool:
    return isinstance(waarde, int) and not isinstance(waarde, bool)


def _heeft_contact(melder: Mapping[str, Any], fouten: dict[str, str]) -> bool:
    soort = _keuze(melder, "soort", MELDERSOORTEN, fouten, "melder.")
    if soort == "anoniem" or melder.get("anoniem") is True:
        return False
    return bool(melder.get("telefoon") or melder.get("email")) or soort == "professional"


def _ontruiming_dagen(melding: Mapping[str, Any], dag: date, fouten: dict[str, str]) -> int | None:
    waarde = melding.get("ontruimingsdatum")
    if waarde in (None, ""):
        return None
    try:
        return (date.fromisoformat(waarde) - dag).days if len(waarde) == 10 else int("")
    except (TypeError, ValueError):
        fouten["ontruimingsdatum"] = "geef een datum, zoals 2026-12-03."
        return None


def _voeg_bekend_toe(
    kolommen: dict[str, Gegeven], betrokkene: Mapping[str, Any], context: Context, fouten: dict[str, str]
) -> None:
    """Add bekend, titel, ave and the repeat counts; with `bekend` given what is missing is nee, 0, 1 and 1."""
    verteld = _deel(betrokkene, "context", fouten)
    bekend = context.bekend or _keuze(betrokkene, "bekend", BEKEND, fouten, "betrokkene.")
    titel = verteld.get("titel") if context.titel is None else context.titel
    if isinstance(titel, bool):
        titel = _janee(titel)
    elif titel is not None and not (isinstance(titel, str) and titel in ("ja", "nee")):
        fouten["betrokkene.context.titel"] = "kies een van ja, nee."
        titel = None
    eigen = {
        "ave": context.ave,
        "herhaling_30d": context.herhaling_30d,
        "herhaling_90d": context.herhaling_90d,
    }
    kolommen["bekend"] = bekend
    kolommen["titel"] = titel or ("nee" if bekend else None)
    for naam, laagst, hoogst in (("ave", 0, 4), ("herhaling_30d", 1, 9999), ("herhaling_90d", 1, 9999)):
        waarde = verteld.get(naam) if eigen[naam] is None else eigen[naam]
        if waarde is None:
            waarde = laagst if bekend else None
        elif not _is_getal(waarde) or not laagst <= waarde <= hoogst:
            fouten[f"betrokkene.context.{naam}"] = f"geef een getal van {laagst} tot en met {hoogst}."
            waarde = None
        kolommen[naam] = waarde
