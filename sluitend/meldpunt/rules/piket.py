"""The roster of functions that must answer day and night: holes in it, and how a sentence names a function (UM-20, F10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sluitend.kern.kalender import einde_dag, wettelijke_dag
from sluitend.meldpunt.rules.routes import ROUTES

# 24/7 functions of a region that somebody must be planned for. 112, police, Veilig Thuis and the huisartsenpost answer
# by themselves; the zorgverantwoordelijke differs per resident.
ROOSTERFUNCTIES = ("crisisdienst", "crisisdienst_jeugd", "urgente_hulp", "opvang_nu", "achterwacht")
# Numbers that hold for the whole country, whatever a region filled in.
LANDELIJK = {"112": "112", "politie": "0900-8844", "veilig_thuis": "0800-2000", "huisarts": ""}
# What has a card besides the functions that one calls: in the order in which people need them.
KAARTFUNCTIES = {
    "112": "112",
    "meldpunt": "Meldpunt",
    "huisarts": "Huisartsenpost",
    "crisisdienst": "Crisisdienst",
    "crisisdienst_jeugd": "Crisisdienst voor jeugd",
    "veilig_thuis": "Veilig Thuis",
    "opvang_nu": "Opvang vannacht",
    "urgente_hulp": "Dringende hulp buiten de acute ggz",
    "spoedpoli": "Spoedpoli",
    "lokaal_team": "Lokaal team",
    "ontmoeting": "Ontmoeting",
}
VOORUIT_DAGEN = 14
# So long after its last piket a function still counts as one with a roster: then a hole is a hole, not a change of habit.
ROOSTER_LOOPT_DOOR = timedelta(days=31)
LANGSTE_PIKET = timedelta(days=31)

Periode = tuple[datetime, datetime]
_IN_ZIN = {
    "112": "112",
    "crisisdienst": "de crisisdienst",
    "crisisdienst_jeugd": "de crisisdienst voor jeugd",
    "huisarts": "de huisarts of huisartsenpost",
    "politie": "de politie",
    "veilig_thuis": "Veilig Thuis",
    "spoedpoli": "de spoedpoli",
    "opvang_nu": "de opvang vannacht",
    "achterwacht": "de achterwacht van het meldpunt",
    "verslavingszorg": "verslavingszorg",
    "lokaal_team": "het lokale team",
    "regionale_toegang": "de regionale toegang",
    "wvggz": "verkennend onderzoek Wvggz",
    "jeugd": "het jeugdteam",
    "meldpunt_niet_acuut": "niet-acute meldingen",
}


def in_zin(functie: str) -> str:
    """How a sentence calls a function: "wie verslavingszorg doet", "gaat naar bemoeizorg"."""
    return _IN_ZIN.get(functie) or ROUTES[functie].label.lower()


def niet_ingevuld(waar: str, functie: str, naar: str) -> str:
    """The sentence when nobody answers a function now, and who does instead (chapter 10 §7)."""
    return f"Voor {waar} is nog niet ingevuld wie {in_zin(functie)} doet. De melding gaat naar {naar}."


@dataclass(frozen=True, slots=True)
class Gat:
    """A period in which nobody answers a function for these gemeenten."""

    functie: str
    gemeenten: tuple[str, ...]
    van: datetime
    tot: datetime


def venster(nu: datetime) -> Periode:
    """From now to the end of the fourteenth day after today."""
    return nu, einde_dag(wettelijke_dag(nu) + timedelta(days=VOORUIT_DAGEN))


def gaten(bezet: Iterable[Periode], van: datetime, tot: datetime) -> list[Periode]:
    """The periods that touch [van, tot) and that nothing in `bezet` covers, from their true begin to their true end.

    A hole that runs already began when the last piket ended; without one it begins at `van`, without a next at `tot`.
    """
    rijen = sorted(bezet)
    open_vanaf = max((einde for _begin, einde in rijen if einde <= van), default=van)
    gevonden = []
    for begin, einde in rijen:
        if begin > max(open_vanaf, van) and open_vanaf < tot:
            gevonden.append((open_vanaf, begin))
        open_vanaf = max(open_vanaf, einde)
    if open_vanaf < tot:
        gevonden.append((open_vanaf, tot))
    return gevonden


def bundel(rijen: Iterable[tuple[str, str, Periode]]) -> list[Gat]:
    """(functie, gemeente, hole) rows, the same hole of several gemeenten as one; earliest first."""
    per_gat: dict[tuple[str, Periode], list[str]] = defaultdict(list)
    for functie, gemeente, periode in rijen:
        per_gat[(functie, periode)].append(gemeente)
    return sorted(
        (
            Gat(functie, tuple(sorted(gemeenten)), *periode)
            for (functie, periode), gemeenten in per_gat.items()
        ),
        key=lambda gat: (gat.van, ROOSTERFUNCTIES.index(gat.functie), gat.gemeenten),
    )


def dag_van(gaten: Sequence[Gat], begin: datetime, einde: datetime) -> list[Gat]:
    """The holes that touch a day."""
    return [gat for gat in gaten if gat.van < einde and begin < gat.tot]
