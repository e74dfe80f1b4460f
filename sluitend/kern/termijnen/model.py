"""The words of the term engine: a rule (data), its input fields, and the computed term with its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from sluitend.kern import kalender

Eenheid = Literal["uur", "dag", "werkdag", "week", "maand"]
Soort = Literal["moment", "datum", "data", "perioden", "ja_nee", "getal", "keuze"]

ZEKERHEID_TEKST = {"A": "tekst gezien", "B": "bekend", "C": "nog te controleren"}


@dataclass(frozen=True, slots=True)
class Veld:
    """An input field of a rule beside `start`. Lists (`data`, `perioden`) are given as text or as a sequence."""

    naam: str
    soort: Soort
    uitleg: str
    verplicht: bool = False
    keuzes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule about a term, as data. How it counts stands in `rekenwijze`; how much, in its parameters.

    `parameter` is the code of the amount; `varianten` swaps it for another when an input field has a given
    value (own plan, advisory committee, product). `atw` says whether a free last day moves the end (Atw art. 1
    and 2); when it does not, `atw_grond` says why. `richting` is `terug` for terms counted backwards (Atw 1 lid 2).
    """

    code: str
    naam: str
    artikel: str
    eenheid: Eenheid
    start: str
    parameter: str
    bron: str
    zekerheid: str = "A"
    rekenwijze: str = "tel"
    atw: bool = False
    atw_grond: str = ""
    richting: Literal["vooruit", "terug"] = "vooruit"
    varianten: Mapping[tuple[str, str], str] = field(default_factory=dict)
    bij: tuple[str, ...] = ()
    invoer: tuple[Veld, ...] = ()
    versie: str = "1"

    @property
    def parametercodes(self) -> tuple[str, ...]:
        """All parameter codes that this rule may use, in order, each once."""
        codes = (self.parameter, *self.varianten.values(), *self.bij)
        return tuple(dict.fromkeys(code for code in codes if code))

    def veld(self, naam: str) -> Veld | None:
        return next((v for v in self.invoer if v.naam == naam), None)


@dataclass(frozen=True, slots=True)
class Termijn:
    """A computed term: the outcome, every step of the arithmetic in Dutch, and what it rests on.

    `einde` is a date for day, week and month terms (it ends 23:59:59 local time, recht:T15) and an aware
    instant for hour terms. `ruw_einde` is the end before a free day moved it. `extra` holds the keys that a
    rule adds, such as `veilig_einde`.
    """

    regel: str
    artikel: str
    start: date | datetime
    einde: date | datetime
    ruw_einde: date | datetime
    eenheid: Eenheid
    stappen: tuple[str, ...]
    waarschuwingen: tuple[str, ...]
    regelversie: str
    parameterversie: str
    zekerheid: str
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def verschoven(self) -> bool:
        """Whether a free day moved the end."""
        return self.einde != self.ruw_einde

    @property
    def start_moment(self) -> datetime:
        """The instant at which the clock starts: the instant given, else the start of that local day."""
        return self.start if isinstance(self.start, datetime) else kalender.begin_dag(self.start)

    @property
    def verstreken_vanaf(self) -> datetime:
        """The first instant (UTC) at which the term has run out."""
        if isinstance(self.einde, datetime):
            return self.einde.astimezone(UTC)
        return kalender.einde_dag(self.einde)

    def alarmen(self, procenten: tuple[int, ...] = (50, 75, 90)) -> tuple[datetime, ...]:
        """Return the instants at which the given parts of the elapsed time have passed, cut to the minute (T14)."""
        laatste = self.verstreken_vanaf
        if not isinstance(self.einde, datetime):
            laatste -= timedelta(seconds=1)
        begin = self.start_moment.astimezone(UTC)
        return tuple(
            kalender.lokaal(begin + (laatste - begin) * p / 100).replace(second=0, microsecond=0)
            for p in procenten
        )

    def als_json(self) -> dict[str, object]:
        """Return the outcome in the shape of spec 40 section 2a: dates and instants as ISO 8601 text."""
        return {
            "regel": self.regel,
            "artikel": self.artikel,
            "start": naar_json(self.start),
            "einde": naar_json(self.einde),
            "eenheid": self.eenheid,
            "verschoven": self.verschoven,
            "stappen": list(self.stappen),
            "waarschuwingen": list(self.waarschuwingen),
            "ruw_einde": naar_json(self.ruw_einde),
            "regelversie": self.regelversie,
            "parameterversie": self.parameterversie,
            "zekerheid": self.zekerheid,
            **{naam: naar_json(waarde) for naam, waarde in self.extra.items()},
        }


def naar_json(waarde: object) -> object:
    """Return `waarde` as JSON knows it; instants on the Dutch clock with offset."""
    if isinstance(waarde, datetime):
        return kalender.lokaal(waarde).isoformat()
    return waarde.isoformat() if isinstance(waarde, date) else waarde
