"""What a new table would have advised on the meldingen of the last year: old × new, both directions (UM-23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt.rules.advies import beoordeel
from sluitend.meldpunt.rules.triagetabel import Triagetabel

# More lines than this nobody reads; the counts are always of all.
MAX_GETOOND = 500


@dataclass(frozen=True, slots=True)
class Verandering:
    """One melding with another advice: its key, and (urgency, route) before and after."""

    sleutel: str
    oud: tuple[str, str]
    nieuw: tuple[str, str]
    naar: int

    def als_lijst(self) -> list[Any]:
        return [self.sleutel, *self.oud, *self.nieuw, self.naar]


@dataclass
class Gevolgen:
    """The change matrix: per pair (old, new) how many meldingen, for urgency and for route."""

    aantal: int = 0
    niet_te_beoordelen: int = 0
    urgentie: Counter[tuple[str, str]] = field(default_factory=Counter)
    route: Counter[tuple[str, str]] = field(default_factory=Counter)
    hoger: int = 0
    lager: int = 0
    veranderd: int = 0
    lijst: list[Verandering] = field(default_factory=list)

    def als_dict(self) -> dict[str, Any]:
        """Return the report as it is kept with the table."""
        return {
            "aantal": self.aantal,
            "niet_te_beoordelen": self.niet_te_beoordelen,
            "urgentie": [[*paar, n] for paar, n in sorted(self.urgentie.items())],
            "route": [[*paar, n] for paar, n in sorted(self.route.items())],
            "hoger": self.hoger,
            "lager": self.lager,
            "veranderd": self.veranderd,
            "lijst": [v.als_lijst() for v in self.lijst],
        }


def vergelijk(
    invoeren: Iterable[tuple[str, Mapping[str, Any]]],
    oud: Triagetabel,
    nieuw: Triagetabel,
    gevolgen: Gevolgen | None = None,
) -> Gevolgen:
    """Judge each frozen input by both tables; the difference is the table alone, never the person who chose.

    An input that no longer can be read counts as `niet_te_beoordelen`. The first `MAX_GETOOND` changes are listed,
    those that went lower first in each call.
    """
    uit = gevolgen or Gevolgen()
    anders: list[Verandering] = []
    for sleutel, invoer in invoeren:
        uit.aantal += 1
        try:
            was, wordt = beoordeel(invoer, tabel=oud), beoordeel(invoer, tabel=nieuw)
        except (OngeldigeInvoer, Weigering):
            uit.niet_te_beoordelen += 1
            continue
        uit.urgentie[was.urgentie, wordt.urgentie] += 1
        uit.route[was.route, wordt.route] += 1
        if (was.urgentie, was.route) == (wordt.urgentie, wordt.route):
            continue
        verschil = nieuw.klassen[wordt.urgentie].rang - oud.klassen[was.urgentie].rang
        uit.hoger += verschil > 0
        uit.lager += verschil < 0
        uit.veranderd += 1
        anders.append(
            Verandering(sleutel, (was.urgentie, was.route), (wordt.urgentie, wordt.route), verschil)
        )
    anders.sort(key=lambda v: v.naar)
    uit.lijst += anders[: MAX_GETOOND - len(uit.lijst)]
    return uit
