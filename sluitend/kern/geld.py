"""Money: exact division over keys to the cent, reading and writing of amounts (spec 40 section 2e, spec 21 5A).

Amounts are Decimal euros with two decimals. Keys are exact fractions; the arithmetic runs on integers over one
common denominator, so nothing is rounded but the cents that are handed out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sluitend.kern.fouten import OngeldigeInvoer

CENT = Decimal("0.01")
SOMRIJEN = frozenset({"TOTAAL", "TOTAL", "SOM"})
_GETAL = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,18})?")
_BRON = "40 2e, 21 5A (F139)"


def _weiger(code: str, tekst: str, veld: str) -> OngeldigeInvoer:
    return OngeldigeInvoer(code, tekst, _BRON, fouten={veld: tekst})


@dataclass(frozen=True, slots=True)
class Deel:
    """One participant's share. `exact` is the unrounded share in euros; `restcent` says it got a left-over cent."""

    naam: str
    sleutel: Fraction
    exact: Fraction
    bedrag: Decimal
    restcent: bool


@dataclass(frozen=True, slots=True)
class Verdeling:
    """A division that adds up: the sum of `delen` is `bedrag`, in the order in which the rows were given."""

    bedrag: Decimal
    som_sleutel: Fraction
    delen: tuple[Deel, ...]

    @property
    def totaal(self) -> Decimal:
        return sum((deel.bedrag for deel in self.delen), Decimal("0.00"))


def verdeel(bedrag: Decimal, sleutels: Iterable[tuple[str, Fraction | int | Decimal]]) -> Verdeling:
    """Divide `bedrag` over (name, key) by largest remainder; ties by larger key, then by name (code points).

    A key of 0 gets 0.00. Raises OngeldigeInvoer for a negative key, keys that sum to 0, a double name, no rows, or
    an amount with more than two decimals.
    """
    rijen = [(naam, Fraction(sleutel)) for naam, sleutel in sleutels]
    _controleer(bedrag, rijen)
    # Work in whole numbers: q_i = centen · k_i / K with all keys over one denominator.
    noemer = math.lcm(*(k.denominator for _, k in rijen))
    gewichten = [k.numerator * (noemer // k.denominator) for _, k in rijen]
    centen, som = abs(int(bedrag / CENT)), sum(gewichten)
    heel = [centen * g // som for g in gewichten]
    rest = [centen * g % som for g in gewichten]
    volgorde = sorted(range(len(rijen)), key=lambda i: (-rest[i], -gewichten[i], rijen[i][0]))
    met_restcent = set(volgorde[: centen - sum(heel)])
    teken = -1 if bedrag < 0 else 1
    return Verdeling(
        bedrag=bedrag.quantize(CENT),
        som_sleutel=Fraction(som, noemer),
        delen=tuple(
            Deel(
                naam=naam,
                sleutel=sleutel,
                exact=Fraction(teken * centen * gewichten[i], som * 100),
                bedrag=(teken * (heel[i] + (i in met_restcent)) * CENT).quantize(CENT) + 0,
                restcent=i in met_restcent,
            )
            for i, (naam, sleutel) in enumerate(rijen)
        ),
    )


def _controleer(bedrag: Decimal, rijen: Sequence[tuple[str, Fraction]]) -> None:
    if not bedrag.is_finite() or bedrag != bedrag.quantize(CENT):
        raise _weiger("bedrag-onjuist", "Een bedrag heeft ten hoogste twee decimalen.", "bedrag")
    if not rijen:
        raise _weiger("geen-rijen", "Er zijn geen rijen om over te verdelen.", "rijen")
    gezien: set[str] = set()
    for naam, sleutel in rijen:
        if naam in gezien:
            raise _weiger("dubbele-naam", f"{naam} komt twee keer voor.", naam)
        gezien.add(naam)
        if sleutel < 0:
            raise _weiger("sleutel-negatief", f"De sleutel van {naam} is negatief.", naam)
    if not any(sleutel for _, sleutel in rijen):
        raise _weiger("sleutel-nul", "De sleutels zijn samen 0: er is niets om naar te verdelen.", "sleutel")


def verdeel_gemengd(
    bedrag: Decimal,
    verdelingen: Sequence[tuple[Fraction, Mapping[str, Fraction | int]]],
    vast: Mapping[str, Decimal] | None = None,
) -> Verdeling:
    """Take fixed amounts off first, then divide the rest once by exact weights w_i = Σ aandeel · k_i / K (21 5A).

    All mappings name the same participants; the order is that of the first one. One rounding, ties on w_i.
    Raises OngeldigeInvoer when the fixed amounts exceed the total or the parts do not sum to 1.
    """
    if sum((aandeel for aandeel, _ in verdelingen), Fraction(0)) != 1:
        raise _weiger("aandelen-som", "De aandelen van de sleutels zijn samen niet 1.", "aandelen")
    if any(set(k) != set(verdelingen[0][1]) for _, k in verdelingen):
        raise _weiger("deelnemers-ongelijk", "De sleutels noemen niet dezelfde deelnemers.", "sleutels")
    for _, k in verdelingen:
        _controleer(bedrag, [(naam, Fraction(sleutel)) for naam, sleutel in k.items()])
    vast = vast or {}
    som_vast = sum(vast.values(), Decimal(0))
    if abs(som_vast) > abs(bedrag):
        tekst = f"De vaste bedragen ({euro(som_vast)}) zijn hoger dan het totaal ({euro(bedrag)})."
        raise _weiger("vast-te-hoog", tekst, "vast")
    sommen = [sum((Fraction(x) for x in k.values()), Fraction(0)) for _, k in verdelingen]
    gewichten = {
        naam: sum(
            (a * Fraction(k[naam]) / som for (a, k), som in zip(verdelingen, sommen, strict=True)),
            Fraction(0),
        )
        for naam in verdelingen[0][1]
    }
    rest = verdeel(bedrag - som_vast, gewichten.items())
    delen = (
        Deel(d.naam, d.sleutel, d.exact + Fraction(v), d.bedrag + v, d.restcent)
        for d in rest.delen
        for v in (vast.get(d.naam, Decimal("0.00")),)
    )
    return Verdeling(bedrag.quantize(CENT), rest.som_sleutel, tuple(delen))


def lees_sleutels(rijen: Iterable[Mapping[str, str | None]], kolom: str) -> list[tuple[str, Fraction]]:
    """Read (name, key) from CSV rows: the first column is the name, `kolom` the key.

    A last row named TOTAAL, TOTAL or SOM is a check row: it takes no part, and its key must equal the sum.
    Raises OngeldigeInvoer, naming the row, for an empty or unreadable key or a sum that does not hold.
    """
    sleutels = []
    for nr, rij in enumerate(rijen, start=2):
        naam = (next(iter(rij.values())) or "").strip()
        tekst = (rij.get(kolom) or "").strip()
        wie = f"{naam or 'zonder naam'} (regel {nr})"
        if not naam:
            raise _weiger("naam-leeg", f"De rij op regel {nr} heeft geen naam.", f"regel {nr}")
        if not _GETAL.fullmatch(tekst):
            fout = "is leeg" if not tekst else "is geen getal (duizendtallen zonder punt)"
            raise _weiger("sleutel-onleesbaar", f"De sleutel van {wie} {fout}.", naam)
        sleutels.append((naam, Fraction(tekst.replace(",", "."))))
    if sleutels and sleutels[-1][0].upper() in SOMRIJEN:
        _, totaal = sleutels.pop()
        som = sum((k for _, k in sleutels), Fraction(0))
        if som != totaal:
            tekst = f"somrij klopt niet: {getal(totaal)} tegen {getal(som)}"
            raise _weiger("somrij", tekst, "TOTAAL")
    return sleutels


def lees_bedrag(tekst: str) -> Decimal:
    """Read an amount with `.` or `,` as decimal sign and without thousands marks. Raises OngeldigeInvoer."""
    if not _GETAL.fullmatch(tekst.strip()):
        raise _weiger(
            "bedrag-onjuist", "Een bedrag is een getal zonder duizendtallen, zoals 102000.00.", "bedrag"
        )
    return Decimal(tekst.strip().replace(",", "."))


def rond(bedrag: Decimal) -> Decimal:
    """Round to the cent, half up (spec 21: the 21 % share, hours × price)."""
    return bedrag.quantize(CENT, ROUND_HALF_UP)


def getal(breuk: Fraction) -> str:
    """Return an exact fraction as text: a plain decimal when it ends, else numerator/denominator."""
    if breuk.denominator == 1:
        return str(breuk.numerator)
    rest, twee, vijf = breuk.denominator, 0, 0
    while rest % 2 == 0:
        rest, twee = rest // 2, twee + 1
    while rest % 5 == 0:
        rest, vijf = rest // 5, vijf + 1
    if rest != 1:
        return f"{breuk.numerator}/{breuk.denominator}"
    decimalen = max(twee, vijf)
    cijfers = str(abs(breuk.numerator) * 10**decimalen // breuk.denominator).rjust(decimalen + 1, "0")
    return f"{'-' if breuk < 0 else ''}{cijfers[:-decimalen]}.{cijfers[-decimalen:]}"


def euro(bedrag: Decimal) -> str:
    """Return an amount as people read it: € 7.819,44; negative € -33,34."""
    cijfers = f"{rond(bedrag):,.2f}"
    return "€ " + cijfers.replace(",", "_").replace(".", ",").replace("_", ".")
