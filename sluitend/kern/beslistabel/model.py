"""What a decision table is made of: a schema of what may be asked, tests, rules and parts.

The engine is neutral: it knows signals (a code that is answered ja, nee or not at all), columns (one code or one
whole number) and parts (a range of rule numbers with one hit policy). What they mean is in the schema of the area.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sluitend.kern.fouten import Weigering

MAX_REGELS = 200
MAX_SIGNALEN = 80

Waarde = str | int

VERGELIJKINGEN: dict[str, Callable[[int, int], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


class Beleid(StrEnum):
    """Hit policy: which of the true rules of a part decides."""

    HOOGSTE = "hoogste"
    EERSTE = "eerste"
    UNIEK = "uniek"


class Soort(StrEnum):
    """Kind of a test: the first three look at signals, `kolom` looks at one column."""

    EEN_VAN = "een_van"
    ALLE = "alle"
    GEEN_VAN = "geen_van"
    KOLOM = "kolom"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One input that is not a signal.

    `codes` for a code column, with the default code first; empty for a whole number between `laagst` and `hoogst`.
    `patroon` opens a code column to other codes of that shape. `vraag` is the name under which an unknown value
    is asked for. `gewoon` is the number that an example shows when nothing depends on it.
    """

    naam: str
    codes: tuple[str, ...] = ()
    patroon: str = ""
    laagst: int = 0
    hoogst: int = 0
    gewoon: int = 0
    vraag: str = ""

    @property
    def is_getal(self) -> bool:
        return not self.codes

    def kent(self, code: str) -> bool:
        """Whether a table may name this code."""
        return (code in self.codes and code != "") or bool(self.patroon and re.fullmatch(self.patroon, code))


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of the table: rules `eerste_nr` to `laatste_nr` under one hit policy.

    `uitkomsten` are the allowed results, highest first when the policy is `hoogste`. `kolom` names the column as
    which the result is an input of later parts.
    """

    naam: str
    beleid: Beleid
    eerste_nr: int
    laatste_nr: int
    uitkomsten: tuple[str, ...]
    kolom: str = ""
    geen_van_mag: bool = True
    altijd_nodig: bool = True
    altijd_laatst: bool = False

    def bevat(self, nr: int) -> bool:
        return self.eerste_nr <= nr <= self.laatste_nr


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that a table may name. `gevraagd` are the signals whose missing answer is unknown instead of nee.

    `onmogelijk` holds conditions, in the language of the table itself, that no input can meet: the check does not
    look for examples there.
    """

    signalen: tuple[str, ...]
    gevraagd: frozenset[str]
    kolommen: tuple[Kolom, ...]
    delen: tuple[Deel, ...]
    aanwijzingen: frozenset[str] = frozenset()
    onmogelijk: tuple[str, ...] = ()

    def kolom(self, naam: str) -> Kolom | None:
        return next((kolom for kolom in self.kolommen if kolom.naam == naam), None)

    def deel_van(self, nr: int) -> Deel | None:
        return next((deel for deel in self.delen if deel.bevat(nr)), None)


@dataclass(frozen=True, slots=True)
class Toets:
    """One test. Signals: `leden` are their codes. Column: `leden` are codes, or `vergelijking` and `grens` compare."""

    soort: Soort
    leden: tuple[str, ...] = ()
    kolom: str = ""
    vergelijking: str = ""
    grens: int = 0

    def geldt_voor(self, waarde: Waarde) -> bool:
        """Whether a known column value meets this test."""
        if self.vergelijking:
            return isinstance(waarde, int) and VERGELIJKINGEN[self.vergelijking](waarde, self.grens)
        return str(waarde) in self.leden

    def __str__(self) -> str:
        if self.soort is Soort.KOLOM:
            rechts = f"{self.vergelijking}{self.grens}" if self.vergelijking else "|".join(self.leden)
            return f"{self.kolom}:{rechts}"
        return f"{self.soort}:{'|'.join(self.leden)}"


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule: true when every test is true; without tests ("altijd") always. Gives `uit` and the side results `ook`."""

    nr: int
    uit: str
    toetsen: tuple[Toets, ...]
    ook: tuple[str, ...] = ()
    aanwijzingen: tuple[str, ...] = ()
    tekst: str = ""

    @property
    def is_altijd(self) -> bool:
        return not self.toetsen

    @property
    def als(self) -> str:
        """The condition in the language of the table."""
        return " ".join(str(toets) for toets in self.toetsen) or "altijd"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A read table: syntactically sound, all columns and codes known. `controle.controleer` proves the rest."""

    naam: str
    versie: int
    schema: Schema
    regels: tuple[Regel, ...]
    kenmerken: Mapping[str, str] = field(default_factory=dict)

    def regels_van(self, deel: Deel) -> tuple[Regel, ...]:
        """The rules of one part, by number."""
        return tuple(regel for regel in self.regels if deel.bevat(regel.nr))

    def regel(self, nr: int) -> Regel:
        """The rule with this number; KeyError when there is none."""
        for regel in self.regels:
            if regel.nr == nr:
                return regel
        raise KeyError(nr)


def ongeldig(reden: str, regel: str = "") -> Weigering:
    """The refusal [tabel-ongeldig] of UM-09 and UM-23, with what is wrong."""
    return Weigering("tabel-ongeldig", f"De beslistabel klopt niet: {reden}", regel)
