"""Prove that a decision table is sound before people fix it (chapter 10 §5.2, UM-23).

Every rule must decide for at least one input; the input is shown as an example. A part must always give an outcome.
Overlapping rules are a warning with an example and the winner, or an error under the policy `uniek`.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """The result of a check: errors as refusals, warnings, and per rule number an input in which it decides."""

    fouten: tuple[Weigering, ...]
    waarschuwingen: tuple[Overlap, ...]
    voorbeelden: dict[int, Voorbeeld]

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
            if deel.beleid is not Beleid.HOOGSTE:
                overlappen += _overlappen(zoeker, deel, voorbeelden)
    except Weigering as fout:
        fouten.append(fout)
    fouten += [_dubbel(o, tabel) for o in overlappen if _beleid(tabel, o.een) is Beleid.UNIEK]
    waarschuwingen = [o for o in overlappen if _beleid(tabel, o.een) is not Beleid.UNIEK]
    return Controle(tuple(fouten), tuple(waarschuwingen), voorbeelden)


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
        if (
            zoeker.vind([regel.nr], [nr]) is None
            or zoeker.vind_beslissing(regel.nr, voorgangers=[nr]) is None
        ):
            return [nr]
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


def _overlappen(zoeker: Zoeker, deel: Deel, voorbeelden: dict[int, Voorbeeld]) -> list[Overlap]:
    regels = [
        regel for regel in zoeker.tabel.regels_van(deel) if not regel.is_altijd and regel.nr in voorbeelden
    ]
    samen = _uit_voorbeelden(zoeker.tabel, regels, voorbeelden)
    overlappen: list[Overlap] = []
    for i, een in enumerate(regels):
        for ander in regels[i + 1 :]:
            if deel.beleid is not Beleid.UNIEK and (een.uit, een.ook) == (ander.uit, ander.ook):
                continue
            voorbeeld = samen.get((een.nr, ander.nr))
            if voorbeeld is None and zoeker.vind([een.nr, ander.nr]) is not None:
                stand = zoeker.vind_beslissing(een.nr, [ander.nr])
                voorbeeld = None if stand is None else zoeker.voorbeeld(stand)
            if voorbeeld is not None:
                overlappen.append(Overlap(een.nr, ander.nr, een.nr, voorbeeld))
    return overlappen


def _uit_voorbeelden(
    tabel: Tabel, regels: Sequence[Regel], voorbeelden: dict[int, Voorbeeld]
) -> dict[tuple[int, int], Voorbeeld]:
    """Pairs that an example at hand already shows, so that the search has less to do."""
    rekenaar = Rekenaar(tabel)
    bit_van = {regel.nr: bit for bit, regel in rekenaar.bits}
    samen: dict[tuple[int, int], Voorbeeld] = {}
    for een in regels:
        voorbeeld = voorbeelden[een.nr]
        try:
            uitslag = rekenaar.beoordeel(
                rekenaar.lees(voorbeeld.ja, tabel.schema.signalen, voorbeeld.kolommen)
            )
        except Weigering:
            continue
        for ander in regels:
            if ander.nr > een.nr and uitslag.geraakt & bit_van[ander.nr]:
                samen[een.nr, ander.nr] = voorbeeld
    return samen


def _beleid(tabel: Tabel, nr: int) -> Beleid | None:
    deel = tabel.schema.deel_van(nr)
    return deel.beleid if deel else None


def _dubbel(overlap: Overlap, tabel: Tabel) -> Weigering:
    deel = tabel.schema.deel_van(overlap.een)
    naam = deel.naam if deel else ""
    reden = f"regel {overlap.een} en regel {overlap.ander} gelden allebei bij {overlap.voorbeeld}, {naam} is uniek."
    return ongeldig(reden, str(overlap.ander))
