"""Protect small numbers in a table with totals, so that no figure points at a person (chapter 22 §5.4).

A table is inner cells with row totals, column totals and a grand total; totals are cells too. Hidden cells all look the
same. After the plain rules an audit asks, by flow over the hidden cells, how far each small cell can still be known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

DREMPEL_REGIO, MIN_NOEMER_REGIO = 5, 10
Plek = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Beschermd:
    """What may be shown. `cellen` has the totals as last row and column; None is hidden."""

    cellen: tuple[tuple[int | None, ...], ...]
    verborgen: frozenset[Plek]

    @property
    def binnen(self) -> tuple[tuple[int | None, ...], ...]:
        """The inner cells."""
        return tuple(rij[:-1] for rij in self.cellen[:-1])

    @property
    def rijtotalen(self) -> tuple[int | None, ...]:
        return tuple(rij[-1] for rij in self.cellen[:-1])

    @property
    def kolomtotalen(self) -> tuple[int | None, ...]:
        return self.cellen[-1][:-1]

    @property
    def totaal(self) -> int | None:
        return self.cellen[-1][-1]


def bescherm(
    cellen: Sequence[Sequence[int]],
    *,
    personen: Sequence[Sequence[int]] | None = None,
    drempel: int = DREMPEL_REGIO,
    vooraf: frozenset[Plek] = frozenset(),
) -> Beschermd:
    """Hide cells with 1 to `drempel` − 1 persons and what would give them away. Deterministic.

    `personen`: how many people stand behind each cell when it counts events; without it the count itself. `vooraf`:
    cells that are hidden already, because another table with the same totals hides them. One row without column
    totals of its own is a line; then only the row counts.
    """
    return _Bescherming(cellen, personen or cellen, drempel, set(vooraf)).uitkomst()


def bereik(tabel: Sequence[Sequence[int]], verborgen: frozenset[Plek], plek: Plek) -> tuple[int, int | None]:
    """Return the lowest and highest value that a hidden cell can have, given all that is shown (None: no limit)."""
    return _Stroom(tabel, verborgen).bereik(plek)


class _Bescherming:
    def __init__(
        self,
        cellen: Sequence[Sequence[int]],
        personen: Sequence[Sequence[int]],
        drempel: int,
        verborgen: set[Plek],
    ) -> None:
        self.cellen, self.drempel, self.verborgen = _met_totalen(cellen), drempel, verborgen
        self.rijen, self.kolommen = len(self.cellen) - 1, len(self.cellen[0]) - 1
        totalen = _met_totalen(personen)
        # A total is about at least as many people as its largest cell; two cells may be about the same person.
        self.klein = {
            (i, j)
            for i, rij in enumerate(self.cellen)
            for j, n in enumerate(rij)
            if n > 0 and 0 < min(n, totalen[i][j]) < drempel and (self.rijen > 1 or i == 0)
        }
        self.verborgen |= self.klein
        lijnen = [([(i, j) for j in range(self.kolommen)], (i, self.kolommen)) for i in range(self.rijen)]
        if self.rijen > 1:
            lijnen.append(([(self.rijen, j) for j in range(self.kolommen)], (self.rijen, self.kolommen)))
            lijnen += [
                ([(i, j) for i in range(self.rijen)], (self.rijen, j)) for j in range(self.kolommen + 1)
            ]
        self.lijnen = lijnen

    def uitkomst(self) -> Beschermd:
        self._tweede()
        while self._keur():
            self._tweede()
        if self.rijen == 1:
            self.verborgen |= {(1, j) for (i, j) in self.verborgen if i == 0}
        return Beschermd(
            tuple(
                tuple(None if (i, j) in self.verborgen else n for j, n in enumerate(rij))
                for i, rij in enumerate(self.cellen)
            ),
            frozenset(self.verborgen),
        )

    def _waarde(self, plek: Plek) -> int:
        return self.cellen[plek[0]][plek[1]]

    def _tweede(self) -> None:
        """Hide more until no line gives a hidden cell away by subtraction."""
        while (lijn := next((lijn for lijn in self.lijnen if self._lekt(*lijn)), None)) is not None:
            self._verberg_in(*lijn)

    def _lekt(self, leden: list[Plek], totaal: Plek) -> bool:
        weg = [plek for plek in leden if plek in self.verborgen]
        if not weg and totaal not in self.verborgen:
            return False
        if len(weg) + (totaal in self.verborgen) == 1:
            return True
        return totaal not in self.verborgen and sum(self._waarde(p) for p in weg) < self.drempel

    def _verberg_in(self, leden: list[Plek], totaal: Plek) -> None:
        toonbaar = [p for p in leden if p not in self.verborgen and self._waarde(p) > 0]
        if toonbaar:
            self.verborgen.add(min(toonbaar, key=lambda p: (self._waarde(p), -self._in_andere_lijn(p), p)))
        elif totaal not in self.verborgen:
            self.verborgen.add(totaal)
        else:
            self.verborgen.add(next(p for p in leden if p not in self.verborgen))

    def _in_andere_lijn(self, plek: Plek) -> int:
        return sum(1 for p in self.verborgen if p[1] == plek[1] or p[0] == plek[0])

    def _keur(self) -> bool:
        """Hide one more cell where a small one is known too precisely; False when all is well."""
        stroom = _Stroom(self.cellen, frozenset(self.verborgen))
        for plek in sorted(self.klein):
            laag, hoog = stroom.bereik(plek, self.drempel)
            if hoog is None or hoog - laag >= self.drempel:
                continue
            i, j = plek
            for leden in ([(i, k) for k in range(self.kolommen)], [(k, j) for k in range(self.rijen)]):
                toonbaar = [p for p in leden if p not in self.verborgen and self._waarde(p) > 0]
                if toonbaar:
                    self.verborgen.add(min(toonbaar, key=lambda p: (self._waarde(p), p)))
                    return True
            totaal = (i, self.kolommen)
            if totaal not in self.verborgen:
                self.verborgen.add(totaal)
                return True
        return False


def _met_totalen(cellen: Sequence[Sequence[int]]) -> list[list[int]]:
    rijen = [[*rij, sum(rij)] for rij in cellen]
    return [*rijen, [sum(kolom) for kolom in zip(*rijen, strict=True)]]


class _Stroom:
    """The table as a circulation: a cell is an arc from its row to its column, a total an arc to or from the hub."""

    def __init__(self, cellen: Sequence[Sequence[int]], verborgen: frozenset[Plek]) -> None:
        rijen, kolommen = len(cellen) - 1, len(cellen[0]) - 1
        lijn = rijen == 1
        self.bogen: dict[Plek, tuple[str, str, int]] = {}
        for i, j in verborgen:
            if lijn and i == 1:
                continue
            if i == rijen:  # column totals run from their column to the hub
                van, naar = (f"k{j}", "uit") if j < kolommen else ("uit", "in")
            elif j == kolommen:  # row totals run from the hub to their row
                van, naar = "uit" if lijn else "in", f"r{i}"
            else:
                van, naar = f"r{i}", "uit" if lijn else f"k{j}"
            self.bogen[i, j] = (van, naar, cellen[i][j])

    def bereik(self, plek: Plek, genoeg: int | None = None) -> tuple[int, int | None]:
        """Lowest and highest value of a hidden cell; `genoeg` stops when the room is at least that."""
        van, naar, n = self.bogen[plek]
        rest: dict[str, dict[str, float]] = {}
        for ander, (a, b, waarde) in self.bogen.items():
            if ander != plek:
                rest.setdefault(a, {})[b] = float("inf")
                rest.setdefault(b, {})[a] = rest.get(b, {}).get(a, 0) + waarde
        omlaag = min(n, _stroom(_kopie(rest), van, naar, n))
        meer = _stroom(_kopie(rest), naar, van, genoeg if genoeg is not None else None)
        return int(n - omlaag), None if meer == float("inf") else int(n + meer)


def _kopie(rest: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {a: dict(naar) for a, naar in rest.items()}


def _stroom(rest: dict[str, dict[str, float]], bron: str, put: str, hoogste: float | None) -> float:
    """The largest flow from `bron` to `put`, up to `hoogste`."""
    totaal = 0.0
    while hoogste is None or totaal < hoogste:
        vorige: dict[str, str] = {bron: bron}
        rij = deque([bron])
        while rij and put not in vorige:
            a = rij.popleft()
            for b, ruimte in rest.get(a, {}).items():
                if ruimte > 0 and b not in vorige:
                    vorige[b] = a
                    rij.append(b)
        if put not in vorige:
            break
        pad, knoop = [], put
        while knoop != bron:
            pad.append((vorige[knoop], knoop))
            knoop = vorige[knoop]
        kan = min(rest[a][b] for a, b in pad)
        if kan == float("inf"):
            return kan
        for a, b in pad:
            rest[a][b] -= kan
            rest.setdefault(b, {})[a] = rest.get(b, {}).get(a, 0) + kan
        totaal += kan
    return totaal


@dataclass(frozen=True, slots=True)
class Verhouding:
    """A percentage as it may be shown: `soort` gelijk, minder (dan) or meer (dan)."""

    soort: str
    procent: Fraction


def verhouding(
    teller: int, noemer: int, *, drempel: int = DREMPEL_REGIO, min_noemer: int = MIN_NOEMER_REGIO
) -> Verhouding | None:
    """Return the percentage, cut off where it would show a small number; None below the smallest denominator."""
    if noemer < min_noemer:
        return None
    if 0 < teller < drempel:
        return Verhouding("minder", Fraction(ceil(Fraction(100 * drempel, noemer))))
    if 0 < noemer - teller < drempel:
        return Verhouding("meer", Fraction(floor(100 - Fraction(100 * drempel, noemer))))
    return Verhouding("gelijk", Fraction(100 * teller, noemer))
