"""The geometry of the charts on Beeld van het meldpunt: numbers for a template, drawn on the server, no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from sluitend.meldpunt.queries.cijfers import Kruistabel


@dataclass(frozen=True, slots=True)
class Vak:
    """A rectangle: where it stands, how large it is, which tint (0 to 5; x is hidden)."""

    x: float
    y: float
    b: float
    h: float
    tint: str
    tekst: str = ""


def warmtekaart(tabel: Kruistabel, maat: int = 26) -> list[Vak]:
    """Squares per row and column, darker for more; a hidden one has a tint of its own."""
    hoogste = max((n for rij in tabel.cellen.binnen for n in rij if n), default=0)
    return [
        Vak(j * maat, i * maat, maat - 2, maat - 2, _tint(n, hoogste))
        for i, rij in enumerate(tabel.cellen.binnen)
        for j, n in enumerate(rij)
    ]


def _tint(n: int | None, hoogste: int) -> str:
    if n is None:
        return "x"
    return "0" if not n else str(1 + min(4, 5 * (n - 1) // hoogste))


def balken(waarden: Sequence[float | None], breedte: float = 300) -> list[float]:
    """Lengths of bars, the largest as wide as the chart; hidden ones have none."""
    hoogste = max((w for w in waarden if w), default=0)
    return [round(breedte * w / hoogste, 1) if w and hoogste else 0.0 for w in waarden]


@dataclass(frozen=True, slots=True)
class Band:
    """A flow from one column of blocks to the next, as an SVG path and its width."""

    pad: str
    dik: float


def stroom(heen: Kruistabel, verder: Kruistabel, hoogte: float = 320) -> tuple[list[list[Vak]], list[Band]]:
    """Blocks of three columns and the bands between them, only of what may be shown."""
    a, b = heen.cellen.binnen, verder.cellen.binnen
    kolommen = [
        [sum(n or 0 for n in rij) for rij in a] if heen.rijen else [],
        [max(sum(rij[j] or 0 for rij in a), sum(n or 0 for n in b[j])) for j in range(len(heen.kolommen))],
        [sum(rij[j] or 0 for rij in b) for j in range(len(verder.kolommen))],
    ]
    schaal = min(
        ((hoogte - 8 * max(len([n for n in k if n]) - 1, 0)) / sum(k) for k in kolommen if sum(k)),
        default=0.0,
    )
    blokken = [
        _stapel(kolom, x, schaal, namen)
        for kolom, x, namen in zip(
            kolommen, (0, 300, 600), (heen.rijen, heen.kolommen, verder.kolommen), strict=True
        )
    ]
    return blokken, [*_banden(a, blokken[0], blokken[1], schaal), *_banden(b, blokken[1], blokken[2], schaal)]


def _stapel(aantallen: Sequence[int], x: float, schaal: float, namen: Sequence[str]) -> list[Vak]:
    uit, y = [], 0.0
    for n, naam in zip(aantallen, namen, strict=True):
        h = round(n * schaal, 2)
        uit.append(Vak(x, y, 12, h, "5", naam))
        y += h + (8 if n else 0)
    return uit


def _banden(
    cellen: Sequence[Sequence[int | None]], van: Sequence[Vak], naar: Sequence[Vak], schaal: float
) -> list[Band]:
    uit: list[Band] = []
    links, rechts = [vak.y for vak in van], [vak.y for vak in naar]
    for i, rij in enumerate(cellen[: len(van)]):
        for j, n in enumerate(rij):
            if not n:
                continue
            dik = n * schaal
            x0, x1 = van[i].x + 12, naar[j].x
            y0, y1, m = links[i] + dik / 2, rechts[j] + dik / 2, (x0 + x1) / 2
            uit.append(
                Band(
                    f"M{x0:.1f},{y0:.1f} C{m:.1f},{y0:.1f} {m:.1f},{y1:.1f} {x1:.1f},{y1:.1f}", round(dik, 2)
                )
            )
            links[i] += dik
            rechts[j] += dik
    return uit
