"""Small numbers stay hidden, also by subtraction and by bounds (22 §5.4)."""

import random

import pytest

from sluitend.kern.bescherm import bereik, bescherm, verhouding

AN01 = [[3, 12, 20], [8, 15, 27], [6, 9, 11], [14, 22, 31]]


def _totalen(cellen):
    rijen = [[*rij, sum(rij)] for rij in cellen]
    return [*rijen, [sum(k) for k in zip(*rijen, strict=True)]]


@pytest.mark.eis("AN-01")
def test_de_vier_cellen_van_het_voorbeeld() -> None:
    uit = bescherm(AN01)
    assert uit.verborgen == {(0, 0), (0, 1), (2, 0), (2, 1)}
    assert (uit.rijtotalen, uit.kolomtotalen, uit.totaal) == ((35, 50, 26, 67), (31, 58, 89), 178)
    assert bereik(_totalen(AN01), uit.verborgen, (0, 0)) == (0, 9)
    assert bescherm(AN01) == uit


@pytest.mark.eis("AN-02")
def test_ook_een_een_verraadt_niets() -> None:
    cellen = [[2, 12, 20], [8, 1, 27], [6, 9, 11], [14, 22, 31]]
    uit = bescherm(cellen)
    assert uit.verborgen == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert bereik(_totalen(cellen), uit.verborgen, (0, 0)) == (1, 10)


@pytest.mark.eis("AN-03")
def test_een_losse_regel() -> None:
    assert bescherm([[4, 2, 0, 60]]).binnen == ((None, None, 0, 60),)
    assert bescherm([[2, 1, 0, 60]]).binnen == ((None, None, 0, None),)


@pytest.mark.eis("AN-04")
def test_personen_tellen_en_percentages_worden_afgekapt() -> None:
    assert bescherm([[6, 20]], personen=[[2, 20]]).binnen[0][0] is None
    assert (verhouding(8, 10).soort, verhouding(8, 10).procent) == ("meer", 50)
    assert (verhouding(5, 10).soort, verhouding(5, 10).procent) == ("gelijk", 50)
    assert verhouding(4, 9) is None
    assert (verhouding(2, 40).soort, verhouding(2, 40).procent) == ("minder", 13)


def test_geen_enkele_kleine_cel_is_te_herleiden() -> None:
    gooi = random.Random(7)
    for _ in range(60):
        cellen = [[gooi.choice((0, 1, 2, 4, 7, 12, 30)) for _ in range(gooi.randint(2, 5))] for _ in range(1)]
        breedte = len(cellen[0])
        cellen += [[gooi.choice((0, 1, 3, 6, 15)) for _ in range(breedte)] for _ in range(gooi.randint(1, 5))]
        uit, vol = bescherm(cellen), _totalen(cellen)
        for i, rij in enumerate(vol):
            for j, n in enumerate(rij):
                if 0 < n < 5:
                    assert uit.cellen[i][j] is None
                    laag, hoog = bereik(vol, uit.verborgen, (i, j))
                    assert hoog is None or hoog - laag >= 5 or sum(vol[-1][:-1]) < 10, (cellen, (i, j))
