"""Prove that a decision table is sound before people fix it (chapter 10 §5.2, UM-23).

Every rule must decide for at least one input; the input is shown as an example. A part must always give an outcome.
Overlapping rules are a warning with an example and the winner, or an error under the policy `uniek`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sluitend.kern.beslistabel.model import Beleid, Deel, Regel, Tabel, ongeldig
from sluitend.kern.beslistabel.uitvoeren import Rekenaar
from sluitend.kern.beslistabel.zoeken import Voorbeeld, Zoeker
from sluitend.kern.fouten import Weigering


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that can be true together with another outcome, an example, and the rule that wins in it."""

    een: int
    ander: int
    wint: int
    voorbeeld: Voorbeeld

    @property
    def tekst(self) -> str:
        return f"Regel {self.een} en regel {self.ander} gelden samen bij {self.voorbeeld}: regel {self.wint} wint."


@dataclass(frozen=True, slots=True)
class Controle:
    """The result of a check: errors as refusals, warnings, and per rule number an input in which it decides.

    `volledig` False: the errors are all there, but looking for overlaps took too much work and was broken off.
    """

    fouten: tuple[Weigering, ...]
    waarschuwingen: tuple[Overlap, ...]
    voorbeelden: dict[int, Voorbeeld]
    volledig: bool = True

    @property
    def in_orde(self) -> bool:
        return not self.fouten


def controleer(tabel: Tabel) -> Controle:
    """Check the whole table and return every error at once. A table that is too much work is itself an error."""
    zoeker = Zoeker(tabel)
    fouten = [fout for deel in tabel.schema.delen for fout in _vormfouten(tabel, deel)]
    fouten += _ongebruikte_signalen(tabel)
    voorbeelden: dict[int, Voorbeeld] = {}
    overlappen: list[Overlap] = []
    try:
        for regel in tabel.regels:
            stand = zoeker.vind_beslissing(regel.nr)
            if stand is None:
                fouten.append(_onbereikbaar(zoeker, regel))
            else:
                voorbeelden[regel.nr] = zoeker.voorbeeld(stand)
        for deel in tabel.schema.delen:
            fouten += _gaten(zoeker, deel)
    except Weigering as fout:
        fouten.append(fout)
    volledig = True
    for deel in tabel.schema.delen:
        if deel.beleid is Beleid.HOOGSTE:
            continue
        try:
            overlappen.extend(_overlappen(zoeker, deel, voorbeelden))
        except Weigering as fout:
            volledig = False
            if deel.beleid is Beleid.UNIEK:
                fouten.append(fout)
    fouten += [_dubbel(o, tabel) for o in overlappen if _beleid(tabel, o.een) is Beleid.UNIEK]
    waarschuwingen = [o for o in overlappen if _beleid(tabel, o.een) is not Beleid.UNIEK]
    return Controle(tuple(fouten), tuple(waarschuwingen), voorbeelden, volledig)


def _vormfouten(tabel: Tabel, deel: Deel) -> list[Weigering]:
    regels = tabel.regels_van(deel)
    altijd = [regel.nr for regel in regels if regel.is_altijd]
    if deel.altijd_nodig and not altijd:
        return [ongeldig(f"{deel.naam} heeft geen regel 'altijd'.")]
    if deel.altijd_laatst and altijd and altijd[0] != regels[-1].nr:
        return [ongeldig(f"regel {altijd[0]} 'altijd' moet de laatste van {deel.naam} zijn.", str(altijd[0]))]
    return []


def _ongebruikte_signalen(tabel: Tabel) -> list[Weigering]:
    gebruikt = {
        code for regel in tabel.regels for toets in regel.toetsen if not toets.kolom for code in toets.leden
    }
    return [
        ongeldig(f"signaal '{code}' komt in geen enkele regel voor.")
        for code in tabel.schema.signalen
        if code not in gebruikt
    ]


def _onbereikbaar(zoeker: Zoeker, regel: Regel) -> Weigering:
    """Name the smallest set of rules that always decides first, or say that the condition itself cannot hold."""
    nr = regel.nr
    if zoeker.vind([nr]) is None:
        reden = "de voorwaarde kan nooit waar zijn."
    elif zoeker.vind_beslissing(nr, voorgangers=()) is None:
        reden = "de voorwaarde past bij geen enkele uitkomst van het deel ervoor."
    else:
        schuldig = _schuldigen(zoeker, regel)
        namen = ", ".join(str(s) for s in schuldig[:-1])
        een = len(schuldig) == 1
        reden = (
            f"regel {schuldig[0]} gaat altijd voor."
            if een
            else f"de regels {namen} en {schuldig[-1]} gaan samen altijd voor."
        )
    return Weigering("regel-onbereikbaar", f"Regel {nr} wordt nooit bereikt: {reden}", str(nr))


def _schuldigen(zoeker: Zoeker, regel: Regel) -> list[int]:
    voorgangers = zoeker.gaan_voor(regel)
    for nr in voorgangers:
        if zoeker.vind([regel.nr], [nr]) is None:
            return [nr]
    for nr in voorgangers:
        if zoeker.vind_beslissing(regel.nr, voorgangers=[nr]) is None:
            return [nr]
    # Leave out one rule after the other, as long as those that stay still stand in the way together.
    over = list(voorgangers)
    for nr in voorgangers:
        minder = [ander for ander in over if ander != nr]
        if zoeker.vind_beslissing(regel.nr, voorgangers=minder) is None:
            over = minder
    return over


def _gaten(zoeker: Zoeker, deel: Deel) -> list[Weigering]:
    """Look for an input for which no rule of the part is true."""
    gat = zoeker.vind_gat(deel)
    if gat is None:
        return []
    return [ongeldig(f"in {deel.naam} geldt geen enkele regel bij {zoeker.voorbeeld(gat)}.")]


def _overlappen(zoeker: Zoeker, deel: Deel, voorbeelden: dict[int, Voorbeeld]) -> Iterator[Overlap]:
    """Yield each pair of rules that can be true together while the first of the two decides."""
    regels = [
        regel for regel in zoeker.tabel.regels_van(deel) if not regel.is_altijd and regel.nr in voorbeelden
    ]
    samen = _Samen(zoeker.tabel, deel)
    for bekend in voorbeelden.values():
        samen.leer(bekend)
    for i, een in enumerate(regels):
        voorgangers = zoeker.gaan_voor(een)
        for ander in regels[i + 1 :]:
            if deel.beleid is not Beleid.UNIEK and (een.uit, een.ook) == (ander.uit, ander.ook):
                continue
            voorbeeld = samen.paren.get((een.nr, ander.nr))
            # Most pairs cannot go together whatever the parts before say; that is the cheaper question.
            if voorbeeld is None and zoeker.vind([een.nr, ander.nr], voorgangers) is not None:
                stand = zoeker.vind_beslissing(een.nr, [ander.nr])
                voorbeeld = None if stand is None else samen.leer(zoeker.voorbeeld(stand))
                if voorbeeld is not None:
                    samen.paren[een.nr, ander.nr] = voorbeeld
            if voorbeeld is not None:
                yield Overlap(een.nr, ander.nr, een.nr, voorbeeld)


class _Samen:
    """Pairs that examples at hand already show, so that the search has less to do."""

    def __init__(self, tabel: Tabel, deel: Deel) -> None:
        self._rekenaar, self._signalen = Rekenaar(tabel), tabel.schema.signalen
        self._bits = [(bit, regel.nr) for bit, regel in self._rekenaar.bits if deel.bevat(regel.nr)]
        self.paren: dict[tuple[int, int], Voorbeeld] = {}

    def leer(self, voorbeeld: Voorbeeld) -> Voorbeeld:
        """Note the first true rule of this example together with each of the other true rules."""
        try:
            stand = self._rekenaar.lees(voorbeeld.ja, self._signalen, voorbeeld.kolommen)
            geraakt = self._rekenaar.beoordeel(stand).geraakt
        except Weigering:
            # Under `uniek` the engine itself refuses what this example shows; the search then finds the pair.
            return voorbeeld
        waar = [nr for bit, nr in self._bits if geraakt & bit]
        for ander in waar[1:]:
            self.paren.setdefault((waar[0], ander), voorbeeld)
        return voorbeeld


def _beleid(tabel: Tabel, nr: int) -> Beleid | None:
    deel = tabel.schema.deel_van(nr)
    return deel.beleid if deel else None


def _dubbel(overlap: Overlap, tabel: Tabel) -> Weigering:
    deel = tabel.schema.deel_van(overlap.een)
    naam = deel.naam if deel else ""
    reden = f"regel {overlap.een} en regel {overlap.ander} gelden allebei bij {overlap.voorbeeld}, {naam} is uniek."
    return ongeldig(reden, str(overlap.ander))
