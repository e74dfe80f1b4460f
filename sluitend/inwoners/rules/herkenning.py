"""Recognising a person without BSN: points per kenmerk, a judgement, and the reasons in words (chapter 10 §5.4, N03).

Nothing is linked by itself: the score only orders what a person looks at (UM-06). Weights carry a version, which
every herkenningsbesluit keeps.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sluitend.inwoners.rules.klankcode import klank_van
from sluitend.inwoners.rules.namen import (
    VEELVOORKOMEND,
    achternaamdelen,
    is_roepnaam_van,
    normaliseer_achternaam,
    normaliseer_voornaam,
)
from sluitend.inwoners.rules.persoonsgegevens import (
    Persoonsgegevens,
    postcode_sleutel,
    telefoon_sleutel,
    zoeksleutels,
)
from sluitend.kern.tekst import zin as _

__all__ = [
    "GEWICHTEN",
    "MAX_GESCOORD",
    "MAX_GETOOND",
    "Gewichten",
    "Herkenning",
    "Oordeel",
    "Persoonsgegevens",
    "Reden",
    "postcode_sleutel",
    "rangschik",
    "score",
    "telefoon_sleutel",
    "veelvoorkomende_namen",
    "zoeksleutels",
]

MAX_GESCOORD, MAX_GETOOND = 200, 5


@dataclass(frozen=True, slots=True)
class Gewichten:
    """Points per finding, and the limits of the judgement. `versie` goes with every decision on a match."""

    versie: int = 1
    datum_gelijk: int = 35
    datum_verwisseld: int = 25
    datum_cijfer: int = 20
    datum_jaar: int = 10
    leeftijd: int = 6
    datum_anders: int = -35
    naam_gelijk: int = 30
    naam_deel: int = 22
    naam_klank: int = 22
    naam_letter: int = 18
    naam_anders: int = -15
    voornaam_gelijk: int = 20
    voornaam_roepnaam: int = 14
    voornaam_letter: int = 6
    voornaam_anders: int = -10
    adres: int = 15
    postcode: int = 4
    telefoon: int = 25
    bsn: int = 100
    leeftijd_marge: int = 3
    letters_minimaal: int = 5
    hoogste: int = 100
    waarschijnlijk: int = 85
    mogelijk: int = 60
    tweeling: int = 84


GEWICHTEN = Gewichten()


class Oordeel(StrEnum):
    """What the points say. `onbekend` is not shown; `uitgesloten` is another BSN."""

    WAARSCHIJNLIJK = "waarschijnlijk"
    MOGELIJK = "mogelijk"
    ONBEKEND = "onbekend"
    UITGESLOTEN = "uitgesloten"


@dataclass(frozen=True, slots=True)
class Reden:
    """The part of one kenmerk in the score."""

    kenmerk: str
    punten: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Herkenning:
    """The score of one candidate: capped points, the judgement and one reason per kenmerk."""

    punten: int
    oordeel: Oordeel
    redenen: tuple[Reden, ...]
    gewichten_versie: int = GEWICHTEN.versie

    @property
    def tonen(self) -> bool:
        return self.oordeel in (Oordeel.WAARSCHIJNLIJK, Oordeel.MOGELIJK)


def score(
    opgave: Persoonsgegevens,
    kandidaat: Persoonsgegevens,
    veelvoorkomend: Collection[str] = VEELVOORKOMEND,
    *,
    peildatum: date | None = None,
    gewichten: Gewichten = GEWICHTEN,
) -> Herkenning:
    """Compare what a melder tells with a known person.

    `veelvoorkomend` holds the normalised common surnames of the region. `peildatum` is the day on which an estimated
    age was told; without it an estimate does not count.
    """
    g = gewichten
    if opgave.bsn and kandidaat.bsn and opgave.bsn != kandidaat.bsn:
        reden = Reden(_("bsn"), 0, _("ander BSN"))
        return Herkenning(0, Oordeel.UITGESLOTEN, (reden,), g.versie)
    gevonden = (
        _bsn(opgave, kandidaat, g),
        _geboorte(opgave, kandidaat, peildatum, g),
        _achternaam(opgave.achternaam, kandidaat.achternaam, veelvoorkomend, g),
        _voornaam(opgave, kandidaat, g),
        _adres(opgave, kandidaat, g),
        _telefoon(opgave, kandidaat, g),
    )
    redenen = tuple(reden for reden in gevonden if reden is not None)
    punten = min(sum(reden.punten for reden in redenen), g.hoogste)
    if _mogelijk_tweeling(opgave, kandidaat, redenen):
        punten = min(punten, g.tweeling)
        redenen = (*redenen, Reden(_("tweeling"), 0, _("mogelijk tweeling")))
    return Herkenning(punten, _oordeel(punten, g), redenen, g.versie)


def _oordeel(punten: int, g: Gewichten) -> Oordeel:
    if punten >= g.waarschijnlijk:
        return Oordeel.WAARSCHIJNLIJK
    return Oordeel.MOGELIJK if punten >= g.mogelijk else Oordeel.ONBEKEND


def _mogelijk_tweeling(a: Persoonsgegevens, b: Persoonsgegevens, redenen: Collection[Reden]) -> bool:
    """Same birth date and surname, another given name, and not both a BSN."""
    if a.bsn and b.bsn:
        return False
    teksten = {(reden.kenmerk, reden.tekst) for reden in redenen}
    zelfde_naam = normaliseer_achternaam(a.achternaam) == normaliseer_achternaam(b.achternaam) != ""
    return (
        ("geboortedatum", "zelfde geboortedatum") in teksten
        and zelfde_naam
        and ("voornaam", "andere voornaam") in teksten
    )


def _bsn(a: Persoonsgegevens, b: Persoonsgegevens, g: Gewichten) -> Reden | None:
    return Reden(_("bsn"), g.bsn, _("zelfde BSN")) if a.bsn and b.bsn else None


def _geboorte(a: Persoonsgegevens, b: Persoonsgegevens, peildatum: date | None, g: Gewichten) -> Reden | None:
    een, ander = a.geboortedatum, b.geboortedatum
    if een and ander:
        return _geboortedatum(een, ander, g)
    bereik_a, bereik_b = _leeftijden(a, peildatum), _leeftijden(b, peildatum)
    if bereik_a is None or bereik_b is None:
        return None
    (van_a, tot_a), (van_b, tot_b) = bereik_a, bereik_b
    midden_a, midden_b = (van_a + tot_a) / 2, (van_b + tot_b) / 2
    # An estimate of 40 to 50 fits 41; a bare 45 fits 42 to 48.
    if (van_a <= tot_b and van_b <= tot_a) or abs(midden_a - midden_b) <= g.leeftijd_marge:
        return Reden(_("geboortedatum"), g.leeftijd, _("geschatte leeftijd klopt"))
    return Reden(_("geboortedatum"), g.datum_anders, _("andere leeftijd"))


def _geboortedatum(een: str, ander: str, g: Gewichten) -> Reden:
    if len(een) == len(ander) == 10:
        if een == ander:
            return Reden(_("geboortedatum"), g.datum_gelijk, _("zelfde geboortedatum"))
        if een[:4] == ander[:4] and een[5:7] == ander[8:] and een[8:] == ander[5:7]:
            return Reden(_("geboortedatum"), g.datum_verwisseld, _("dag en maand verwisseld"))
        if sum(x != y for x, y in zip(een, ander, strict=True)) == 1:
            return Reden(_("geboortedatum"), g.datum_cijfer, _("één cijfer in de geboortedatum verschilt"))
    elif een.startswith(ander) or ander.startswith(een):
        return Reden(_("geboortedatum"), g.datum_jaar, _("zelfde geboortejaar"))
    return Reden(_("geboortedatum"), g.datum_anders, _("andere geboortedatum"))


def _leeftijden(p: Persoonsgegevens, peildatum: date | None) -> tuple[int, int] | None:
    if p.geboortedatum:
        if peildatum is None:
            return None
        jaar = int(p.geboortedatum[:4])
        if len(p.geboortedatum) == 10:
            maand, dag = int(p.geboortedatum[5:7]), int(p.geboortedatum[8:])
            leeftijd = peildatum.year - jaar - ((peildatum.month, peildatum.day) < (maand, dag))
            return leeftijd, leeftijd
        return peildatum.year - jaar - 1, peildatum.year - jaar
    grenzen = [grens for grens in (p.leeftijd_van, p.leeftijd_tot) if grens is not None]
    return (grenzen[0], grenzen[-1]) if grenzen else None


def _achternaam(een: str, ander: str, veelvoorkomend: Collection[str], g: Gewichten) -> Reden | None:
    delen_a, delen_b = achternaamdelen(een), achternaamdelen(ander)
    if not delen_a or not delen_b:
        return None
    a, b = "".join(delen_a), "".join(delen_b)
    gedeeld = set(delen_a) & set(delen_b)
    vaak = {a, b}
    if a == b:
        punten, tekst = g.naam_gelijk, _("zelfde achternaam")
    elif gedeeld:
        punten, tekst, vaak = g.naam_deel, _("deel van een dubbele naam"), gedeeld
    elif klank_van(a) == klank_van(b):
        punten, tekst = g.naam_klank, _("achternaam klinkt hetzelfde")
    elif min(len(a), len(b)) >= g.letters_minimaal and _scheelt_een_letter(a, b):
        punten, tekst = g.naam_letter, _("één letter in de achternaam verschilt")
    else:
        return Reden(_("achternaam"), g.naam_anders, _("andere achternaam"))
    if any(naam in veelvoorkomend for naam in vaak):
        # Half up: 15 of 30, 11 of 22, 9 of 18.
        return Reden(_("achternaam"), (punten + 1) // 2, _("{wat}, maar die komt veel voor", wat=tekst))
    return Reden(_("achternaam"), punten, tekst)


def _scheelt_een_letter(a: str, b: str) -> bool:
    """Whether one insert, delete, replacement or swap of neighbours makes them equal."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) != len(b):
        return a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def _voornaam(a: Persoonsgegevens, b: Persoonsgegevens, g: Gewichten) -> Reden | None:
    van_a = [naam for naam in map(normaliseer_voornaam, (a.voornaam, a.roepnaam)) if naam]
    van_b = [naam for naam in map(normaliseer_voornaam, (b.voornaam, b.roepnaam)) if naam]
    if not van_a or not van_b:
        return None
    return max((_vergelijk_voornaam(x, y, g) for x in van_a for y in van_b), key=lambda reden: reden.punten)


def _vergelijk_voornaam(een: str, ander: str, g: Gewichten) -> Reden:
    if len(een) == 1 or len(ander) == 1:
        # An initial never proves the whole name, not even against the same initial.
        if een[0] == ander[0]:
            return Reden(_("voornaam"), g.voornaam_letter, _("zelfde voorletter"))
        return Reden(_("voornaam"), g.voornaam_anders, _("andere voornaam"))
    if een == ander:
        return Reden(_("voornaam"), g.voornaam_gelijk, _("zelfde voornaam"))
    if is_roepnaam_van(een, ander):
        return Reden(_("voornaam"), g.voornaam_roepnaam, _("bekende roepnaam"))
    return Reden(_("voornaam"), g.voornaam_anders, _("andere voornaam"))


def _adres(a: Persoonsgegevens, b: Persoonsgegevens, g: Gewichten) -> Reden | None:
    """A different address never subtracts: people move."""
    een, ander = postcode_sleutel(a.postcode), postcode_sleutel(b.postcode)
    if not een or een != ander:
        return None
    if a.huisnummer.strip() and a.huisnummer.strip() == b.huisnummer.strip():
        return Reden(_("adres"), g.adres, _("zelfde postcode en huisnummer"))
    return Reden(_("adres"), g.postcode, _("zelfde postcode"))


def _telefoon(a: Persoonsgegevens, b: Persoonsgegevens, g: Gewichten) -> Reden | None:
    nummers = {telefoon_sleutel(nummer) for nummer in a.telefoons} & {
        telefoon_sleutel(n) for n in b.telefoons
    }
    return Reden(_("telefoon"), g.telefoon, _("zelfde telefoonnummer")) if nummers - {""} else None


def rangschik(
    opgave: Persoonsgegevens,
    kandidaten: Collection[tuple[str, Persoonsgegevens]],
    veelvoorkomend: Collection[str] = VEELVOORKOMEND,
    *,
    peildatum: date | None = None,
) -> tuple[tuple[str, Herkenning], ...]:
    """Return at most five candidates (by id) worth showing, the highest score first; at most 200 are scored."""
    gescoord = [
        (sleutel, score(opgave, persoon, veelvoorkomend, peildatum=peildatum))
        for sleutel, persoon in list(kandidaten)[:MAX_GESCOORD]
    ]
    gescoord.sort(key=lambda paar: (-paar[1].punten, paar[0]))
    return tuple(paar for paar in gescoord if paar[1].tonen)[:MAX_GETOOND]


def veelvoorkomende_namen(aantallen: dict[str, int]) -> frozenset[str]:
    """Return the normalised surnames that at least 0.3 % of the counted persons carry."""
    totaal = sum(aantallen.values())
    # Whole numbers: 3 of 1 000 is exactly the limit and counts.
    return frozenset(naam for naam, aantal in aantallen.items() if totaal and aantal * 1000 >= totaal * 3)
