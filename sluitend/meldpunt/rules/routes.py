"""Routes: functions that take up a melding (chapter 10 §5.3). Who fulfils one is dated data of the region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sluitend.meldpunt.rules.gegevens import lees_rijen


class Soort(StrEnum):
    """How a melding changes hands: by phone, offered to a team, to the regisseur in person, or not at all."""

    BELLEN = "bellen"
    TEAM = "team"
    PERSOON = "persoon"
    GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Route:
    """A function. `terugval` is the function that takes over outside hours or when nobody fulfils this one."""

    code: str
    label: str
    soort: Soort
    dag_en_nacht: bool
    terugval: str

    @property
    def extern(self) -> bool:
        """Taken over by phone outside the meldpunt, so an acute melding needs a doorverbinding (UM-10, recht:P12)."""
        return self.soort is Soort.BELLEN


ROUTES: dict[str, Route] = {
    rij["code"]: Route(
        rij["code"], rij["label"], Soort(rij["soort"]), rij["dag_en_nacht"] == "ja", rij["terugval"]
    )
    for rij in lees_rijen("routes.csv")
}

# geen_actie is chosen by a person only, the achterwacht is only a fallback: no table may name them.
TABELROUTES: tuple[str, ...] = tuple(code for code in ROUTES if code not in ("geen_actie", "achterwacht"))


def terugvalketen(code: str, routes: Mapping[str, Route] = ROUTES) -> tuple[str, ...]:
    """Return the function and its fallbacks in order; a circle ends where it closes."""
    keten: list[str] = []
    while code and code in routes and code not in keten:
        keten.append(code)
        code = routes[code].terugval
    return tuple(keten)


def eindigt_dag_en_nacht(code: str, routes: Mapping[str, Route] = ROUTES) -> bool:
    """Whether this route, through its fallbacks, reaches a function that answers day and night."""
    return any(routes[stap].dag_en_nacht for stap in terugvalketen(code, routes))
