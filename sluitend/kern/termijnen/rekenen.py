"""The working sheet on which a term is computed, and the plain ways of counting: days, working days, hours.

Algemene termijnenwet (Atw): a last day that is free moves to the first day that is not (art. 1 lid 1,
recht:T01); a term of at least three days holds at least two working days (art. 2, recht:T03); neither holds
for terms counted backwards (art. 1 lid 2), in hours, longer than 90 days, 12 weeks or 3 months, or of
deprivation of liberty (art. 4, recht:T02, T08, T09).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sluitend.kern import kalender
from sluitend.kern.kalender import datum_tekst, moment_tekst
from sluitend.kern.termijnen.invoer import Periode
from sluitend.kern.termijnen.model import Eenheid, Regel
from sluitend.kern.termijnen.parameters import Parameter, Parameterset

_MEERVOUD = {
    "dag": ("dag", "dagen"),
    "week": ("week", "weken"),
    "maand": ("maand", "maanden"),
    "uur": ("uur", "uur"),
    "werkdag": ("werkdag", "werkdagen"),
}


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What a way of counting yields: the end, the end before a free day moved it, and the keys it adds."""

    einde: date | datetime
    ruw: date | datetime
    extra: dict[str, object] = field(default_factory=dict)
    eenheid: Eenheid | None = None


@dataclass(slots=True)
class Blad:
    """One computation: the rule, its start and input, and what is written down along the way."""

    regel: Regel
    start: date | datetime
    invoer: dict[str, object]
    parameters: Parameterset
    stappen: list[str] = field(default_factory=list)
    waarschuwingen: list[str] = field(default_factory=list)
    gebruikt: dict[str, Parameter] = field(default_factory=dict)
    jaren: set[int] = field(default_factory=set)

    @property
    def dag0(self) -> date:
        """The legal day on which the clock starts; it does not count itself (Awb 6:8, recht:T11)."""
        return kalender.wettelijke_dag(self.start) if isinstance(self.start, datetime) else self.start

    @property
    def moment0(self) -> datetime:
        if not isinstance(self.start, datetime):
            raise TypeError("an hour rule got a date")  # lees_start has refused this already
        return self.start

    # input, as the fields of the rule declare it
    def tekst(self, naam: str) -> str | None:
        waarde = self.invoer.get(naam)
        return waarde if isinstance(waarde, str) else None

    def getal(self, naam: str) -> int | None:
        waarde = self.invoer.get(naam)
        return waarde if isinstance(waarde, int) else None

    def datum(self, naam: str) -> date | None:
        waarde = self.invoer.get(naam)
        return waarde if isinstance(waarde, date) else None

    def moment(self, naam: str) -> datetime | None:
        waarde = self.invoer.get(naam)
        return waarde if isinstance(waarde, datetime) else None

    def data(self, naam: str) -> tuple[date, ...]:
        waarde = self.invoer.get(naam, ())
        return tuple(d for d in waarde if isinstance(d, date)) if isinstance(waarde, tuple) else ()

    def perioden(self, naam: str) -> tuple[Periode, ...]:
        waarde = self.invoer.get(naam, ())
        return tuple(sorted(waarde, key=lambda p: p[0])) if isinstance(waarde, tuple) else ()

    # parameters
    def parameter(self, code: str) -> Parameter:
        """Return the row of `code` valid on day 0, and note that this term rests on it."""
        rij = self.parameters.op(code, self.dag0)
        self.gebruikt[code] = rij
        return rij

    def aantal(self, code: str) -> int:
        return int(self.parameter(code).waarde)

    def bedrag(self, code: str) -> Decimal:
        return Decimal(self.parameter(code).waarde)

    def hoofdparameter(self) -> Parameter:
        """Return the amount of the rule, or of the variant that the input chooses."""
        code = self.regel.parameter
        for (naam, waarde), variant in self.regel.varianten.items():
            if self.tekst(naam) == waarde:
                code = variant
        return self.parameter(code)

    # writing down
    def stap(self, zin: str) -> None:
        self.stappen.append(zin)

    def stap_start(self) -> None:
        tekst = (
            moment_tekst(self.start)
            if self.regel.eenheid == "uur" and isinstance(self.start, datetime)
            else ""
        )
        self.stap(f"Start: {tekst}." if tekst else f"Start: {datum_tekst(self.dag0)} (dag 0).")

    def aantal_tekst(self, n: int, eenheid: str) -> str:
        """Return '14 dagen', '6 weken': in weeks when the law counts in weeks and the amount allows it."""
        if self.regel.eenheid == "week" and eenheid == "dag" and n % 7 == 0:
            n, eenheid = n // 7, "week"
        return f"{n} {_MEERVOUD[eenheid][n != 1]}"

    def optellen(self, parameter: Parameter, *, vanaf: date | None = None) -> date:
        """Add the days or months of `parameter` to day 0 (or `vanaf`) and write the step."""
        n, basis = int(parameter.waarde), vanaf or self.dag0
        if self.regel.richting == "terug":
            n = -n
        einde = basis + timedelta(days=n) if parameter.eenheid == "dag" else kalender.plus_maanden(basis, n)
        wanneer = "eerder" if n < 0 else "later"
        self.stap(
            f"{self.aantal_tekst(abs(n), parameter.eenheid).capitalize()} {wanneer}: {datum_tekst(einde)}."
        )
        return einde

    def schuif(self, ruw: date, lengte: int, eenheid: str, *, opgeschort: Collection[date] = ()) -> date:
        """Apply Atw art. 1 and 2 to a term that starts after day 0 and ends on `ruw`; write each move."""
        if not self.regel.atw or self.regel.richting == "terug":
            self.meld_niet_geschoven(ruw)
            return ruw
        if not atw_geldt(lengte, eenheid):
            self.meld_niet_geschoven(
                ruw, "de termijn is langer dan de Algemene termijnenwet (art. 4 onder a) verlengt"
            )
            return ruw
        einde = ruw
        while kalender.is_vrij(einde) or einde in opgeschort:
            einde += timedelta(days=1)
        if einde != ruw:
            self.stap(
                f"{kalender.grond(ruw) or 'Een vrije dag'} telt niet als laatste dag: {datum_tekst(einde)} "
                "(Algemene termijnenwet art. 1)."
            )
        if eenheid != "dag" or lengte >= 3:
            einde = self._twee_werkdagen(einde, opgeschort)
        return einde

    def _twee_werkdagen(self, einde: date, opgeschort: Collection[date]) -> date:
        """Extend until two days in the term are no Saturday, Sunday or holiday (Atw art. 2, recht:T03)."""
        werkdagen, d = 0, self.dag0
        laatste = einde
        while d < laatste or werkdagen < 2:
            d += timedelta(days=1)
            werkdagen += not kalender.is_vrij(d) and d not in opgeschort
        if d > laatste:
            self.stap(
                f"In de termijn moeten ten minste twee werkdagen zitten: {datum_tekst(d)} "
                "(Algemene termijnenwet art. 2)."
            )
        return d

    def meld_niet_geschoven(self, einde: date, grond: str = "") -> None:
        """Explain why a free last day stays the last day."""
        if (vrij := kalender.grond(einde)) and (grond or self.regel.atw_grond):
            self.stap(f"{vrij} schuift niet op: {grond or self.regel.atw_grond}.")


def als_dag(einde: date | datetime) -> date:
    """Return the legal day of an end."""
    return kalender.wettelijke_dag(einde) if isinstance(einde, datetime) else einde


def atw_geldt(lengte: int, eenheid: str) -> bool:
    """Say whether a term is short enough for the Atw: up to 90 days, 12 weeks or 3 months (art. 4, recht:T08)."""
    return lengte <= {"dag": 90, "week": 12, "maand": 3}.get(eenheid, 0)


def tel(blad: Blad) -> Uitkomst:
    """Count days, weeks or months from day 0 and let the Atw move the end where it applies (recht:T11-T13)."""
    parameter = blad.hoofdparameter()
    ruw = blad.optellen(parameter)
    return Uitkomst(blad.schuif(ruw, int(parameter.waarde), parameter.eenheid), ruw)


def werkdagen(blad: Blad) -> Uitkomst:
    """Count working days after day 0: Monday to Friday without holidays and decree days."""
    return _werkdagen(blad, blad.dag0, gelijkgesteld=True)


def iwmo(blad: Blad, *, vanaf: date | None = None) -> Uitkomst:
    """Count working days for iWmo; whether decree days are free is a parameter (recht:IW13)."""
    keuze = blad.tekst("gelijkgestelde_dagen_vrij")
    if keuze is None:
        keuze = blad.parameter("gelijkgestelde_dagen_vrij").waarde
    return _werkdagen(blad, vanaf or blad.dag0, gelijkgesteld=keuze == "ja")


def _werkdagen(blad: Blad, vanaf: date, *, gelijkgesteld: bool) -> Uitkomst:
    n = blad.aantal(blad.regel.parameter)
    einde = kalender.werkdag_na(vanaf, n, gelijkgesteld=gelijkgesteld)
    blad.stap(f"{blad.aantal_tekst(n, 'werkdag').capitalize()} later: {datum_tekst(einde)}.")
    blad.jaren.update(range(vanaf.year, einde.year + 1))
    return Uitkomst(einde, einde)


def uren(blad: Blad) -> Uitkomst:
    """Add elapsed hours; the clock change shows in the answer, not in the length (recht:T14)."""
    n = blad.aantal(blad.regel.parameter)
    einde = kalender.plus_uren(blad.moment0, n)
    blad.stap(f"{n} uur later: {moment_tekst(einde)}.")
    return Uitkomst(einde, einde)
