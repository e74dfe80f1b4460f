"""Find an input of a decision table that makes given rules true and others false, or prove that there is none.

Exact backtracking over what an input can look like: every signal is a group of two bits (nee, ja), every column a
group with one bit per code or per stretch of numbers that no test tells apart. A state keeps the bits that are still
possible. A rule is a conjunction of clauses; it is false when all bits of one clause are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sluitend.kern.beslistabel.lezen import lees_voorwaarde
from sluitend.kern.beslistabel.model import Beleid, Deel, Kolom, Regel, Soort, Tabel, Toets, Waarde, ongeldig

# Bound on the work of one check, so that no table can hold a server: about two seconds.
MAX_STAPPEN = 60_000
# Value of an outcome column when no rule of its part is true.
GEEN_UITKOMST = ""


class Klauze(NamedTuple):
    """At least one bit of `bits` holds; `groepen` are the masks of the groups that it touches."""

    bits: int
    groepen: tuple[int, ...]


Klauzen = tuple[Klauze, ...]


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """An input that the search found: signals answered ja (all others nee) and a value for every column."""

    ja: tuple[str, ...]
    kolommen: dict[str, Waarde]
    opvallend: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join((*self.ja, *self.opvallend)) or "geen enkel signaal"


class Zoeker:
    """The search over one table. One instance counts its own steps and refuses a table that takes too many."""

    def __init__(self, tabel: Tabel) -> None:
        self.tabel = tabel
        schema = tabel.schema
        self._onmogelijk = [lees_voorwaarde(als, schema) for als in schema.onmogelijk]
        self._groepen: list[int] = []
        self._naam_van_bit: dict[int, tuple[str, Waarde]] = {}
        self._ja: dict[str, int] = {}
        self._nee: dict[str, int] = {}
        self._stukken: dict[str, list[tuple[int, Waarde, Waarde]]] = {}
        self._vrij = 1
        for code in schema.signalen:
            self._nee[code], self._ja[code] = self._bit(), self._bit()
            self._groepen.append(self._nee[code] | self._ja[code])
        for kolom in schema.kolommen:
            stukken = [(self._bit(), laag, hoog) for laag, hoog in self._verdeel(kolom)]
            self._stukken[kolom.naam] = stukken
            self._groepen.append(sum(bit for bit, _, _ in stukken))
        self._alles = self._vrij - 1
        self._groep_van = {bit: groep for groep in self._groepen for bit in _bits(groep)}
        self._klauzen = {regel.nr: self._vertaal(regel.toetsen) for regel in tabel.regels}
        self._verboden = [self._vertaal(toetsen) for toetsen in self._onmogelijk]
        self._voorgangers = {regel.nr: self._bepaal_voorgangers(regel) for regel in tabel.regels}
        self.stappen = 0

    def _bit(self) -> int:
        bit, self._vrij = self._vrij, self._vrij << 1
        return bit

    def _verdeel(self, kolom: Kolom) -> list[tuple[Waarde, Waarde]]:
        """Cut a column into stretches that no test tells apart, the ordinary one first."""
        voorwaarden = [*(regel.toetsen for regel in self.tabel.regels), *self._onmogelijk]
        toetsen = {t for toetsen in voorwaarden for t in toetsen if t.kolom == kolom.naam}
        if not kolom.is_getal:
            codes = dict.fromkeys([*kolom.codes, *sorted(code for toets in toetsen for code in toets.leden)])
            if any(deel.kolom == kolom.naam for deel in self.tabel.schema.delen):
                codes[GEEN_UITKOMST] = None
            return [(code, code) for code in codes]
        punten = {toets.grens + stap for toets in toetsen if toets.vergelijking for stap in (0, 1)}
        punten |= {int(lid) + stap for toets in toetsen for lid in toets.leden for stap in (0, 1)}
        grenzen = sorted(
            {kolom.laagst, kolom.hoogst + 1, *(p for p in punten if kolom.laagst < p <= kolom.hoogst)}
        )
        stukken: list[tuple[Waarde, Waarde]] = [(a, b - 1) for a, b in pairwise(grenzen)]
        return sorted(stukken, key=lambda stuk: not int(stuk[0]) <= kolom.gewoon <= int(stuk[1]))

    def _vertaal(self, toetsen: Iterable[Toets]) -> Klauzen:
        klauzen: list[int] = []
        for toets in toetsen:
            if toets.soort is Soort.KOLOM:
                klauzen.append(
                    sum(bit for bit, laag, _ in self._stukken[toets.kolom] if toets.geldt_voor(laag))
                )
            elif toets.soort is Soort.EEN_VAN:
                klauzen.append(sum(self._ja[code] for code in toets.leden))
            elif toets.soort is Soort.ALLE:
                klauzen += [self._ja[code] for code in toets.leden]
            else:
                klauzen += [self._nee[code] for code in toets.leden]
        return tuple(Klauze(k, tuple(dict.fromkeys(self._groep_van[b] for b in _bits(k)))) for k in klauzen)

    def vind(
        self, waar: Sequence[int], onwaar: Sequence[int] = (), *, vast: dict[str, str] | None = None
    ) -> int | None:
        """Return a state in which the rules `waar` are true and `onwaar` false, or None when there is none.

        `vast` fixes columns to a code. Raises Weigering [tabel-ongeldig] past MAX_STAPPEN steps.
        """
        stand = self._alles
        for naam, code in (vast or {}).items():
            for bit, waarde, _ in self._stukken[naam]:
                if waarde != code:
                    stand &= ~bit
        nodig = [klauze for nr in waar for klauze in self._klauzen[nr]]
        for klauze in nodig:
            if not stand & klauze.bits:
                return None
            if len(klauze.groepen) == 1:
                stand &= ~(klauze.groepen[0] & ~klauze.bits)
                if not stand & klauze.groepen[0]:
                    return None
        breed = [klauze for klauze in nodig if len(klauze.groepen) > 1]
        verboden = [*(self._klauzen[nr] for nr in onwaar), *self._verboden]
        if any(not groep & stand for groep in self._groepen):
            return None
        return self._zoek(stand, breed, verboden)

    def _zoek(self, stand: int, nodig: list[Klauze], verboden: list[Klauzen]) -> int | None:
        while True:
            self.stappen += 1
            if self.stappen > MAX_STAPPEN:
                raise ongeldig("de controle is te veel werk; maak de tabel eenvoudiger.")
            gekozen = self._vul_aan(stand)
            keuzes: list[int] | None = None
            for opties in self._schendingen(stand, gekozen, nodig, verboden):
                if keuzes is None or len(opties) < len(keuzes):
                    keuzes = opties
                    if len(keuzes) <= 1:
                        break
            if keuzes is None:
                return gekozen
            if not keuzes:
                return None
            if len(keuzes) > 1:
                break
            stand = keuzes[0]
        for keuze in keuzes:
            if (gevonden := self._zoek(keuze, nodig, verboden)) is not None:
                return gevonden
        return None

    def _schendingen(
        self, stand: int, gekozen: int, nodig: list[Klauze], verboden: list[Klauzen]
    ) -> Iterable[list[int]]:
        """Yield, for each constraint that the ordinary completion breaks, the states that repair it."""
        for klauze in nodig:
            if not gekozen & klauze.bits:
                yield [
                    stand & ~(groep & ~klauze.bits) for groep in klauze.groepen if stand & groep & klauze.bits
                ]
        for klauzen in verboden:
            if all(gekozen & klauze.bits for klauze in klauzen):
                yield [
                    stand & ~klauze.bits
                    for klauze in klauzen
                    if all(stand & groep & ~klauze.bits for groep in klauze.groepen)
                ]

    def _vul_aan(self, stand: int) -> int:
        """Choose the most ordinary bit of every group."""
        gekozen = 0
        for groep in self._groepen:
            over = stand & groep
            gekozen |= over & -over
        return gekozen

    def voorbeeld(self, gekozen: int) -> Voorbeeld:
        """Translate a found state back into signals and column values."""
        ja = tuple(code for code, bit in self._ja.items() if gekozen & bit)
        uitkomsten = {deel.kolom for deel in self.tabel.schema.delen}
        kolommen: dict[str, Waarde] = {}
        opvallend: list[str] = []
        for kolom in self.tabel.schema.kolommen:
            stukken = self._stukken[kolom.naam]
            bit, laag, hoog = next(stuk for stuk in stukken if gekozen & stuk[0])
            kolommen[kolom.naam] = laag
            if isinstance(laag, int) and isinstance(hoog, int):
                kolommen[kolom.naam] = min(max(laag, kolom.gewoon), hoog)
            if bit != stukken[0][0] and kolom.naam not in uitkomsten:
                opvallend.append(f"{kolom.naam} {kolommen[kolom.naam]}")
        return Voorbeeld(ja, kolommen, tuple(opvallend))

    def vind_beslissing(
        self, nr: int, ook_waar: Sequence[int] = (), voorgangers: Sequence[int] | None = None
    ) -> int | None:
        """Return a state in which rule `nr` decides its part (and `ook_waar` are true), or None.

        A later part is sought together with the parts before it, whose outcome is its input. `voorgangers` limits
        the rules of the own part that must be false, to find out which of them stand in the way.
        """
        regel = self.tabel.regel(nr)
        deel = self.tabel.schema.deel_van(nr)
        if deel is None:
            raise KeyError(nr)
        onwaar_hier = self.gaan_voor(regel) if voorgangers is None else voorgangers
        for waar, onwaar, vast in self._omgevingen(deel):
            gevonden = self.vind([nr, *ook_waar, *waar], [*onwaar_hier, *onwaar], vast=vast)
            if gevonden is not None:
                return gevonden
        return None

    def vind_gat(self, deel: Deel) -> int | None:
        """Return a state in which no rule of `deel` is true, or None."""
        regels = [regel.nr for regel in self.tabel.regels_van(deel)]
        if self.vind([], regels) is None:
            return None
        for waar, onwaar, vast in self._omgevingen(deel):
            gevonden = self.vind(waar, [*regels, *onwaar], vast=vast)
            if gevonden is not None:
                return gevonden
        return None

    def gaan_voor(self, regel: Regel) -> list[int]:
        """Return the numbers of the rules that decide instead of `regel` when they are true too."""
        return self._voorgangers[regel.nr]

    def _bepaal_voorgangers(self, regel: Regel) -> list[int]:
        deel = self.tabel.schema.deel_van(regel.nr)
        if deel is None:
            raise KeyError(regel.nr)
        anderen = [r for r in self.tabel.regels_van(deel) if r.nr != regel.nr]
        if deel.beleid is Beleid.UNIEK:
            return []
        if deel.beleid is Beleid.EERSTE:
            return [r.nr for r in anderen if r.nr < regel.nr]
        rang = deel.uitkomsten.index
        return [r.nr for r in anderen if (rang(r.uit), r.nr) < (rang(regel.uit), regel.nr)]

    def _omgevingen(self, deel: Deel) -> Iterable[tuple[list[int], list[int], dict[str, str]]]:
        """Yield every way in which the part before `deel` with an outcome column can end: a rule, or none."""
        eerder = [d for d in self.tabel.schema.delen[: self.tabel.schema.delen.index(deel)] if d.kolom]
        if not eerder:
            yield [], [], {}
            return
        vorig = eerder[-1]
        regels = self.tabel.regels_van(vorig)
        for waar, onwaar, vast in self._omgevingen(vorig):
            for regel in reversed(regels):
                yield [regel.nr, *waar], [*self.gaan_voor(regel), *onwaar], {vorig.kolom: regel.uit, **vast}
            if not any(regel.is_altijd for regel in regels):
                yield waar, [*(regel.nr for regel in regels), *onwaar], {vorig.kolom: GEEN_UITKOMST, **vast}


def _bits(masker: int) -> Iterable[int]:
    while masker:
        bit = masker & -masker
        yield bit
        masker ^= bit
