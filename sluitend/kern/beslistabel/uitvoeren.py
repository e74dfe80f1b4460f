"""Evaluate a decision table in three values, all rules at once.

A table is compiled once. Every rule is a row of tests that must all hold; test k of all rules together is one slot of
a whole number, so that each answer is one OR and all rules are judged by a few shifts. That makes an advice cost a
few microseconds, however many rules there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sluitend.kern.beslistabel.model import Beleid, Deel, Regel, Soort, Tabel, Toets, Waarde, ongeldig
from sluitend.kern.fouten import Weigering

# A column value: known, a range of whole numbers of which one is true, or unknown.
Gegeven = Waarde | range | None

# Callers choose the values of columns, so the memory of them is bounded.
_MAX_ONTHOUDEN = 10_000


class Stand(NamedTuple):
    """The facts of one case: the tests that certainly hold, those that can hold, and what is unknown."""

    zeker: int
    kan: int
    onbekend: frozenset[str]


class Deeluitslag(NamedTuple):
    """What one part said: the result and the rule that decided (None when no rule is true).

    `hoogst_mogelijk` is the result of the first rule in deciding order that is true or can become true.
    """

    deel: Deel
    uit: str | None
    regel: Regel | None
    hoogst_mogelijk: str | None


class Uitslag(NamedTuple):
    """The outcome over all parts. `geraakt` (true) and `mogelijk` (undecided) hold the bits of `Rekenaar.bits`.

    `ontbreekt` names the unknown inputs that could still change an outcome, the weightiest first.
    """

    delen: tuple[Deeluitslag, ...]
    geraakt: int
    mogelijk: int
    ontbreekt: tuple[str, ...]


class _Volgorde(NamedTuple):
    """One part: the mask of its rules, and per rule the mask of those whose truth would overrule it."""

    deel: Deel
    masker: int
    overtreft: dict[int, int]


class Rekenaar:
    """A compiled table. Build it once per version; every method is pure."""

    def __init__(self, tabel: Tabel) -> None:
        self.tabel = tabel
        volgorden = [(deel, _beslisvolgorde(tabel, deel)) for deel in tabel.schema.delen]
        self._regels = [regel for _, regels in volgorden for regel in regels]
        self._plaats = {regel.nr: i for i, regel in enumerate(self._regels)}
        # Per rule, by number: its bit in the masks of an Uitslag.
        self.bits = tuple((1 << self._plaats[regel.nr], regel) for regel in tabel.regels)
        self._alle_regels = (1 << len(self._regels)) - 1
        self._delen = tuple(self._orden(deel, regels) for deel, regels in volgorden)
        self._gevraagd = tabel.schema.gevraagd
        self._vraag = {kolom.naam: kolom.vraag or kolom.naam for kolom in tabel.schema.kolommen}
        self._toetsen: dict[str, list[tuple[Toets, int]]] = {
            kolom.naam: [] for kolom in tabel.schema.kolommen
        }
        self._plus = dict.fromkeys(tabel.schema.signalen, 0)
        self._min = dict.fromkeys(tabel.schema.signalen, 0)
        self._vul_slots()
        self._alles = {naam: _samen(bits for _, bits in toetsen) for naam, toetsen in self._toetsen.items()}
        uitkomsten = {deel.kolom for deel in tabel.schema.delen if deel.kolom}
        self._kolommen = tuple(
            naam for naam, alles in self._alles.items() if alles and naam not in uitkomsten
        )
        self._bekend: dict[tuple[str, Gegeven], int] = {}

    def _orden(self, deel: Deel, regels: list[Regel]) -> _Volgorde:
        masker = 0
        overtreft: dict[int, int] = {}
        hoger, vorige = 0, ""
        for regel in regels:
            bit = 1 << self._plaats[regel.nr]
            # Under `hoogste` only another, higher class overrules; otherwise every rule above does.
            if deel.beleid is not Beleid.HOOGSTE or regel.uit != vorige:
                hoger, vorige = masker, regel.uit
            overtreft[bit] = hoger
            masker |= bit
        return _Volgorde(deel, masker, overtreft)

    def _vul_slots(self) -> None:
        """Give every test of every rule a slot; slots without a test hold from the start, and so does geen_van."""
        eisen = [_splits(regel) for regel in self._regels]
        aantal = max((len(rij) for rij in eisen), default=1)
        self._slots = 1 << max(aantal - 1, 0).bit_length()
        self._breedte = len(self._regels)
        self._begin = 0
        self._slots_van: list[list[tuple[Toets, int]]] = []
        for i, rij in enumerate(eisen):
            self._slots_van.append([(toets, 1 << (k * self._breedte + i)) for k, toets in enumerate(rij)])
            for k in range(self._slots):
                bit = 1 << (k * self._breedte + i)
                toets = rij[k] if k < len(rij) else None
                if toets is None:
                    self._begin |= bit
                elif toets.soort is Soort.KOLOM:
                    self._toetsen[toets.kolom].append((toets, bit))
                elif toets.soort is Soort.GEEN_VAN:
                    self._begin |= bit
                    for code in toets.leden:
                        self._min[code] |= bit
                else:
                    for code in toets.leden:
                        self._plus[code] |= bit

    def lees(self, ja: Iterable[str], nee: Iterable[str], kolommen: Mapping[str, Gegeven]) -> Stand:
        """Return the state of a case. A signal in both lists is ja; a column that is left out is unknown.

        Codes outside the schema are ignored: the caller reports them.
        """
        plus, gebroken = self._begin, 0
        for code in ja:
            plus |= self._plus.get(code, 0)
            gebroken |= self._min.get(code, 0)
        kan, misschien = 0, 0
        onbekend = self._gevraagd.difference(nee, ja)
        for code in onbekend:
            kan |= self._plus[code]
            misschien |= self._min[code]
        open_kolommen: list[str] = []
        for naam in self._kolommen:
            waarde = kolommen.get(naam)
            masker = self._bekend.get((naam, waarde))
            if masker is not None:
                plus |= masker
            elif waarde is None:
                kan |= self._alles[naam]
                open_kolommen.append(naam)
            elif isinstance(waarde, range):
                altijd, ooit = self._bereik(naam, waarde)
                plus |= altijd
                if ooit != altijd:
                    kan |= ooit
                    open_kolommen.append(naam)
            else:
                plus |= self._kolom(naam, waarde)
        if open_kolommen:
            onbekend = onbekend.union(open_kolommen)
        return Stand(plus & ~gebroken & ~misschien, (plus | kan) & ~gebroken, onbekend)

    def _kolom(self, naam: str, waarde: Waarde) -> int:
        sleutel = (naam, waarde)
        masker = self._bekend.get(sleutel)
        if masker is None:
            masker = _samen(bits for toets, bits in self._toetsen[naam] if toets.geldt_voor(waarde))
            if len(self._bekend) < _MAX_ONTHOUDEN:
                self._bekend[sleutel] = masker
        return masker

    def _bereik(self, naam: str, waarden: range) -> tuple[int, int]:
        """Return the tests that hold for every value of the range, and those that hold for some."""
        altijd, ooit = self._alles[naam], 0
        for waarde in waarden:
            masker = self._kolom(naam, waarde)
            altijd &= masker
            ooit |= masker
        return altijd & ooit, ooit

    def _gelden(self, toetsen: int) -> int:
        """Return the rules of which every slot holds."""
        slots = self._slots
        while slots > 1:
            slots >>= 1
            toetsen &= toetsen >> (slots * self._breedte)
        return toetsen & self._alle_regels

    def beoordeel(self, stand: Stand) -> Uitslag:
        """Evaluate all parts in order; the outcome of a part with a `kolom` is an input of the next parts.

        Raises Weigering [tabel-ongeldig] when two rules of a part with policy `uniek` are both true.
        """
        zeker, kan, onbekend = stand
        geraakt = mogelijk = 0
        delen: list[Deeluitslag] = []
        ontbreekt: dict[str, None] = {}
        for deel, masker, overtreft in self._delen:
            waar = self._gelden(zeker) & masker
            open_ = self._gelden(kan) & masker & ~waar if onbekend else 0
            geraakt |= waar
            mogelijk |= open_
            eerste = waar & -waar
            if deel.beleid is Beleid.UNIEK and waar != eerste:
                raise self._dubbel(deel, waar)
            regel = self._regels[eerste.bit_length() - 1] if eerste else None
            hoogst = regel.uit if regel else None
            if beslissend := open_ & (overtreft[eerste] if eerste else masker):
                hoogst = self._regels[(beslissend & -beslissend).bit_length() - 1].uit
                self._vraag_na(beslissend, zeker, onbekend, ontbreekt)
            delen.append(Deeluitslag(deel, regel.uit if regel else None, regel, hoogst))
            if deel.kolom and regel:
                uitkomst = self._kolom(deel.kolom, regel.uit)
                zeker |= uitkomst
                kan |= uitkomst
        return Uitslag(tuple(delen), geraakt, mogelijk, tuple(ontbreekt))

    def _dubbel(self, deel: Deel, waar: int) -> Weigering:
        a, b = [regel.nr for bit, regel in self.bits if bit & waar][:2]
        return ongeldig(
            f"regel {a} en regel {b} gelden allebei, in {deel.naam} mag er maar één gelden.", str(b)
        )

    def _vraag_na(
        self, regels: int, zeker: int, onbekend: frozenset[str], ontbreekt: dict[str, None]
    ) -> None:
        """Collect what is unknown in the undecided tests of these rules, in deciding order."""
        while regels:
            bit = regels & -regels
            regels ^= bit
            for toets, slot in self._slots_van[bit.bit_length() - 1]:
                if zeker & slot:
                    continue
                if toets.soort is Soort.KOLOM:
                    ontbreekt[self._vraag[toets.kolom]] = None
                else:
                    for code in toets.leden:
                        if code in onbekend:
                            ontbreekt[code] = None


def _beslisvolgorde(tabel: Tabel, deel: Deel) -> list[Regel]:
    regels = list(tabel.regels_van(deel))
    if deel.beleid is Beleid.HOOGSTE:
        regels.sort(key=lambda regel: (deel.uitkomsten.index(regel.uit), regel.nr))
    return regels


def _splits(regel: Regel) -> list[Toets]:
    """One test per slot: `alle` asks each of its signals, the others are one test."""
    eisen: list[Toets] = []
    for toets in regel.toetsen:
        if toets.soort is Soort.ALLE:
            eisen += [Toets(Soort.ALLE, (code,)) for code in toets.leden]
        else:
            eisen.append(toets)
    return eisen


def _samen(maskers: Iterable[int]) -> int:
    som = 0
    for masker in maskers:
        som |= masker
    return som
