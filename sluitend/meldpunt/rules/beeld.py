"""What one melding adds to the picture of the meldpunt (chapter 10 §6); the sum over meldingen is the figure.

Meldingen count one by one. A melding that still runs within its norm is in no bar of the norms: it is not ripe yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sluitend.kern.kalender import lokaal, wettelijke_dag
from sluitend.meldpunt.rules.routes import ROUTES, Soort

Post = tuple[str, str]
ONBEKEND = "0000"
RICHTINGEN = ("hoger", "lager", "andere_route")


@dataclass(frozen=True, slots=True)
class Keuze:
    """A triage as a choice beside an advice: the rules that decided the advice, and what somebody made of it."""

    regel_urgentie: int
    regel_route: int
    rang_advies: int
    rang_gekozen: int
    route_advies: str
    route_gekozen: str


@dataclass(frozen=True, slots=True)
class Feiten:
    """What is known of a melding now."""

    ontvangen_op: datetime
    gemeente: str
    kanaal: str
    politiecode: str
    urgentie: str
    route: str
    uitkomst: str
    getriageerd_op: datetime | None
    deadline_triage: datetime
    opgepakt_op: datetime | None
    deadline_oppakken: datetime | None
    aangeboden: bool = False
    teruggegeven: bool = False
    vermijdbaar: bool | None = None
    terugkoppeling_vereist: bool = True
    niet_bereikt: bool = False
    keuzes: Sequence[Keuze] = field(default_factory=tuple)

    @property
    def dag(self) -> date:
        """The day of receipt on the Dutch calendar."""
        return wettelijke_dag(self.ontvangen_op)

    @property
    def tijdig(self) -> bool | None:
        """Whether first triage and oppakken were both on or before their deadline (K04b); None: not ripe."""
        if self.getriageerd_op is None or self.deadline_oppakken is None:
            return None
        if self.getriageerd_op > self.deadline_triage:
            return False
        return None if self.opgepakt_op is None else self.opgepakt_op <= self.deadline_oppakken


def posten(f: Feiten) -> Counter[Post]:
    """Return the counts that this melding adds to its day and gemeente."""
    klok = lokaal(f.ontvangen_op)
    uit: Counter[Post] = Counter(
        {
            ("melding", ""): 1,
            ("uur", f"{klok.weekday()}-{klok.hour:02d}"): 1,
            ("stroom", f"{f.kanaal}|{f.route}|{f.uitkomst}"): 1,
        }
    )
    if f.politiecode:
        uit["politie", f.politiecode] += 1
    if f.tijdig is not None and f.urgentie:
        uit["tijdig", f"{f.urgentie}|{'binnen' if f.tijdig else 'te_laat'}"] += 1
    if f.aangeboden:
        uit["aangeboden", ""] += 1
        uit["aangeboden", "teruggegeven"] += f.teruggegeven
    if f.vermijdbaar is not None and ROUTES.get(f.route) and ROUTES[f.route].soort is Soort.BELLEN:
        uit["vermijdbaar", "ja" if f.vermijdbaar else "nee"] += 1
    if f.terugkoppeling_vereist:
        uit["terugkoppeling", "vereist"] += 1
        uit["terugkoppeling", "niet_bereikt"] += f.niet_bereikt
    for keuze in f.keuzes:
        uit += _afwijking(keuze)
    return +uit


def _afwijking(k: Keuze) -> Counter[Post]:
    uit: Counter[Post] = Counter({("keuze", str(k.regel_urgentie)): 1, ("keuze", str(k.regel_route)): 1})
    if k.rang_gekozen != k.rang_advies:
        uit["afwijking", f"{k.regel_urgentie}|{'hoger' if k.rang_gekozen > k.rang_advies else 'lager'}"] += 1
    if k.route_gekozen != k.route_advies:
        uit["afwijking", f"{k.regel_route}|andere_route"] += 1
    return uit


def beslissers(geraakt: Iterable[int], uitkomsten: dict[int, str], urgentie: str) -> tuple[int, int]:
    """Return the rules that decided an advice: the lowest true one of the advised class, and the first true route."""
    waar = sorted(geraakt)
    over_urgentie = next((nr for nr in waar if nr < 100 and uitkomsten.get(nr) == urgentie), 0)
    return over_urgentie, next((nr for nr in waar if nr > 100), 0)
