"""Find an input of a decision table that makes given rules true and others false, or prove that there is none.

Exact backtracking over what an input can look like: every signal is a group of two bits (nee, ja), every column a
group with one bit per code or per stretch of numbers that no test tells apart. A state keeps the bits that are still
possible. A rule is a conjunction of clauses; it is false when all bits of one clause are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from sluitend.kern.beslistabel.lezen import lees_voorwaarde
from sluitend.kern.beslistabel.model import Beleid, Deel, Kolom, Regel, Soort, Tabel, Toets, Waarde, ongeldig

# Bound on the work of one check, so that no table can hold a server: about two seconds.
MAX_STAPPEN = 40_000
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


@dataclass(frozen=True, slots=True)
class Omgeving:
    """One outcome of the parts before: rules that are true, rules that are not, and columns with their code."""

    waar: tuple[int, ...] = ()
    onwaar: tuple[int, ...] = ()
    een_van: tuple[int, ...] = ()
    vast: dict[str, str] = field(default_factory=dict)

    def met(
        self,
        *,
        vast: dict[str, str],
        waar: Sequence[int] = (),
        onwaar: Sequence[int] = (),
        een_van: Sequence[int] = (),
    ) -> Omgeving:
        return Omgeving(
            (*self.waar, *waar), (*self.onwaar, *onwaar), (*self.een_van, *een_van), {**self.vast, **vast}
        )


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
        self._alle_nee, self._alle_ja = sum(self._nee.values()), sum(self._ja.values())
        self._kolomgroepen = self._groepen[len(schema.signalen) :]
        self._groep_van = {bit: groep for groep in self._groepen for bit in _bits(groep)}
        self._klauzen = {regel.nr: self._vertaal(regel.toetsen) for regel in tabel.regels}
        self._verboden = [self._vertaal(toetsen) for toetsen in self._onmogelijk]
        self._voorgangers = {regel.nr: self._bepaal_voorgangers(regel) for regel in tabel.regels}
        self._omgevingen_na: dict[str, list[Omgeving]] = {}
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
        self,
        waar: Sequence[int],
        onwaar: Sequence[int] = (),
        *,
        een_van: Sequence[int] = (),
        vast: dict[str, str] | None = None,
    ) -> int | None:
        """Return a state in which the rules `waar` are true and `onwaar` false, or None when there is none.

        `een_van`: at least one of these rules is true as well. `vast` fixes columns to a code. Raises Weigering
        [tabel-ongeldig] past MAX_STAPPEN steps.
        """
        stand = self._alles
        for naam, code in (vast or {}).items():
            toegestaan = 0
            for bit, waarde, _ in self._stukken[naam]:
                toegestaan |= bit if waarde == code else 0
            if not toegestaan:
                return None
            stand &= ~self._groep_van[toegestaan] | toegestaan
        eis = self._eis(stand, [klauze for nr in waar for klauze in self._klauzen[nr]])
        if eis is None:
            return None
        verboden = [*(self._klauzen[nr] for nr in onwaar), *self._verboden]
        return self._zoek(*eis, verboden, [self._klauzen[nr] for nr in een_van])

    def _eis(self, stand: int, klauzen: Iterable[Klauze]) -> tuple[int, list[Klauze]] | None:
        """Narrow a state to what these clauses fix; what leaves a choice comes back as still needed."""
        breed: list[Klauze] = []
        for klauze in klauzen:
            if len(klauze.groepen) > 1:
                breed.append(klauze)
            else:
                stand &= ~(klauze.groepen[0] & ~klauze.bits) if klauze.groepen else 0
            if not stand & klauze.bits:
                return None
        return stand, breed

    def _zoek(
        self, stand: int, nodig: list[Klauze], verboden: list[Klauzen], een_van: list[Klauzen]
    ) -> int | None:
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
                break
            if not keuzes:
                return None
            if len(keuzes) > 1:
                break
            stand = keuzes[0]
        if keuzes is not None:
            takken = [(keuze, nodig, een_van) for keuze in keuzes]
        elif not een_van or any(all(gekozen & klauze.bits for klauze in regel) for regel in een_van):
            return gekozen
        else:
            # Only now choose which of the alternatives holds: most often the rest already decides.
            eisen = [self._eis(stand, regel) for regel in een_van]
            takken = [(eis[0], [*nodig, *eis[1]], []) for eis in eisen if eis is not None]
        for tak, tak_nodig, tak_een_van in takken:
            if (gevonden := self._zoek(tak, tak_nodig, verboden, tak_een_van)) is not None:
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
            # Written out, because nearly all the time of a check is spent on this question.
            for klauze in klauzen:
                if not gekozen & klauze[0]:
                    break
            else:
                yield [
                    stand & ~klauze.bits
                    for klauze in klauzen
                    if all(stand & groep & ~klauze.bits for groep in klauze.groepen)
                ]

    def _vul_aan(self, stand: int) -> int:
        """Choose the most ordinary bit of every group; for a signal that is nee, the bit just below ja."""
        nee = stand & self._alle_nee
        gekozen = nee | stand & ~(nee << 1) & self._alle_ja
        for groep in self._kolomgroepen:
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
        for omgeving in self._omgevingen(deel):
            gevonden = self._vind_in(omgeving, [nr, *ook_waar], onwaar_hier)
            if gevonden is not None:
                return gevonden
        return None

    def _vind_in(self, omgeving: Omgeving, waar: Sequence[int], onwaar: Sequence[int]) -> int | None:
        o = omgeving
        return self.vind([*waar, *o.waar], [*onwaar, *o.onwaar], een_van=o.een_van, vast=o.vast)

    def vind_gat(self, deel: Deel) -> int | None:
        """Return a state in which no rule of `deel` is true, or None."""
        regels = [regel.nr for regel in self.tabel.regels_van(deel)]
        if self.vind([], regels) is None:
            return None
        for omgeving in self._omgevingen(deel):
            gevonden = self._vind_in(omgeving, [], regels)
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

    def _omgevingen(self, deel: Deel) -> list[Omgeving]:
        """Return every way in which the part before `deel` with an outcome column can end."""
        eerder = [d for d in self.tabel.schema.delen[: self.tabel.schema.delen.index(deel)] if d.kolom]
        if not eerder:
            return [Omgeving()]
        if eerder[-1].naam not in self._omgevingen_na:
            self._omgevingen_na[eerder[-1].naam] = [
                stap for voor in self._omgevingen(eerder[-1]) for stap in self._uitkomsten(eerder[-1], voor)
            ]
        return self._omgevingen_na[eerder[-1].naam]

    def _uitkomsten(self, deel: Deel, voor: Omgeving) -> Iterable[Omgeving]:
        """Yield, after `voor`, each outcome of one part with what must be true and false for it, the lowest first."""
        regels = self.tabel.regels_van(deel)
        if deel.beleid is Beleid.HOOGSTE and not voor.een_van:
            for i, uit in reversed(list(enumerate(deel.uitkomsten))):
                hoger = [regel.nr for regel in regels if deel.uitkomsten.index(regel.uit) < i]
                zelf = [regel.nr for regel in regels if regel.uit == uit]
                # `altijd` holds by itself, so there is nothing to choose.
                nodig = [] if any(self.tabel.regel(nr).is_altijd for nr in zelf) else zelf
                if zelf:
                    yield voor.met(onwaar=hoger, een_van=nodig, vast={deel.kolom: uit})
        else:
            for regel in reversed(regels):
                yield voor.met(waar=[regel.nr], onwaar=self.gaan_voor(regel), vast={deel.kolom: regel.uit})
        if not any(regel.is_altijd for regel in regels):
            yield voor.met(onwaar=[regel.nr for regel in regels], vast={deel.kolom: GEEN_UITKOMST})


def _bits(masker: int) -> Iterable[int]:
    while masker:
        bit = masker & -masker
        yield bit
        masker ^= bit
