"""Which triage table is in force in a region, compiled once per version (UM-09, UM-23).

A region that fixed none works with `triage-standaard`. A process keeps what it read as long as the settings; an old
triage names its own table and version, so it never changes with it (Z-09).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q

from sluitend.kern.beslistabel import Regel
from sluitend.meldpunt import instellingen
from sluitend.meldpunt.models import Beslistabel, MedischeToets
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.gegevens import lees_tekst
from sluitend.meldpunt.rules.routes import ROUTES, Route
from sluitend.meldpunt.rules.triagetabel import (
    STANDAARD_NAAM,
    STANDAARD_VERSIE,
    Triagetabel,
    lees_triagetabel,
)
from sluitend.platform.eenheid import huidig
from sluitend.regio import instellingen as regio_instellingen
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Functievervulling


@dataclass(frozen=True, slots=True)
class Bron:
    """A table as text: its name, version and CSV."""

    naam: str
    versie: int
    regels: str


def standaard() -> Bron:
    """The table that every region starts with."""
    return Bron(STANDAARD_NAAM, STANDAARD_VERSIE, lees_tekst(f"{STANDAARD_NAAM}-{STANDAARD_VERSIE}.csv"))


_bewaard: dict[int, tuple[float, Bron]] = {}


def in_gebruik() -> Bron:
    """The table in force in the region of the running unit; read again when its settings are."""
    regio_id = huidig().actor.regio_id
    waarde("meldpunt_normen")
    gelezen_op = regio_instellingen._gelezen[regio_id][0]  # forgotten together with the settings
    bewaard = _bewaard.get(regio_id)
    if bewaard is None or bewaard[0] != gelezen_op:
        rij = Beslistabel.objects.filter(staat=Beslistabel.Staat.VASTGESTELD).first()
        bewaard = _bewaard[regio_id] = (gelezen_op, bron_van(rij) if rij else standaard())
    return bewaard[1]


def bron_van(rij: Beslistabel) -> Bron:
    """The text of a stored version."""
    return Bron(rij.naam, rij.tabel_versie, rij.regels)


def vergeet() -> None:
    """Another table is in force: read it at the next question."""
    regio_instellingen.vergeet(huidig().actor.regio_id)


def huidige(gemeenten: frozenset[str]) -> Triagetabel:
    """The table in force, ready for use."""
    return bouw(in_gebruik(), gemeenten)


def bouw(bron: Bron, gemeenten: frozenset[str]) -> Triagetabel:
    """A table with the norms and the age limit of the region. Raises Weigering [tabel-ongeldig]."""
    return _bouw(bron, gemeenten, instellingen.vast(waarde("meldpunt_normen")), int(waarde("wvggz_leeftijd")))


@lru_cache(maxsize=64)
def _bouw(bron: Bron, gemeenten: frozenset[str], eigen: Any, leeftijd: int) -> Triagetabel:
    return lees_triagetabel(
        bron.regels,
        bron.naam,
        bron.versie,
        gemeenten=gemeenten,
        klassen=instellingen.klassen_van(eigen),
        wvggz_leeftijd=leeftijd,
    )


def medisch_getoetst(regels: Iterable[Regel]) -> MedischeToets | None:
    """The sign-off of exactly these danger rules by a ggz professional, or None: not tested yet (§5.2)."""
    return (
        MedischeToets.objects.filter(regels_hash=tabelbewerken.medische_hash(regels))
        .order_by("-vastgelegd_op")
        .first()
    )


def routes_per_gemeente(gemeenten: Iterable[str]) -> dict[str, dict[str, Route]]:
    """The functions as each gemeente has them today: a function without anybody leaves its fallback (§5.3)."""
    dag = huidig().nu.date()
    rijen = list(
        Functievervulling.objects.filter(Q(tot__isnull=True) | Q(tot__gt=dag), van__lte=dag).values_list(
            "functie", "gemeente_id", "altijd_open"
        )
    )
    uit = {}
    for gemeente in gemeenten:
        open_ = {functie: altijd for functie, waar, altijd in rijen if waar is None}
        open_ |= {functie: altijd for functie, waar, altijd in rijen if waar == gemeente}
        uit[gemeente] = {code: _zoals_ingevuld(route, open_) for code, route in ROUTES.items()}
    return uit


# Numbers that answer everywhere, and the meldpunt itself, which is there day and night by definition (§5.3).
ALTIJD = ("112", "politie", "veilig_thuis", "huisarts", "achterwacht")


def _zoals_ingevuld(route: Route, open_: dict[str, bool]) -> Route:
    if route.code in ALTIJD:
        return route
    dag_en_nacht = open_.get(route.code, False)
    return Route(route.code, route.label, route.soort, dag_en_nacht, route.terugval)
