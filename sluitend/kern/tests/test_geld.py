"""Division to the cent: the printed cases of the financial chapter, and what holds for any division."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.kern import geld
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tests.scenarios import TABELLEN

INWONERS = {
    "Dalfsen": 28487,
    "Hardenberg": 60575,
    "Kampen": 53787,
    "Ommen": 17817,
    "Staphorst": 17005,
    "Steenwijkerland": 43931,
    "Zwartewaterland": 22502,
    "Zwolle": 127492,
}
GELIJK = dict.fromkeys(INWONERS, 1)


def _bedragen(verdeling: geld.Verdeling) -> str:
    return " ".join(str(deel.bedrag) for deel in verdeling.delen)


@pytest.mark.eis("T1", "R20", "C22", "AF-01")
def test_contributions_of_ijssel_vecht_add_up_to_the_cent():
    uitkomst = geld.verdeel(Decimal(102000), INWONERS.items())
    assert _bedragen(uitkomst) == "7819.45 16627.33 14764.08 4890.62 4667.73 12058.69 6176.61 34995.49"
    assert {d.naam for d in uitkomst.delen if d.restcent} == {"Dalfsen", "Ommen", "Zwolle"}
    assert uitkomst.totaal == Decimal("102000.00")


@pytest.mark.eis("AF-02", "F139")
@pytest.mark.parametrize(
    ("bedrag", "sleutels", "verwacht"),
    [
        ("100", {"A": 1, "B": 1, "C": 1}, "33.34 33.33 33.33"),
        ("-100", {"A": 1, "B": 1, "C": 1}, "-33.34 -33.33 -33.33"),
        ("12345.67", {"A": 365, "B": 0, "C": 731}, "4111.47 0.00 8234.20"),
        (
            "17162992.01",
            {"historisch": Fraction("0.78"), "objectief": Fraction("0.22")},
            "13387133.77 3775858.24",
        ),
        ("0", {"A": 1, "B": 2}, "0.00 0.00"),
        ("0.01", {"klein": 1, "groot": 2}, "0.00 0.01"),
    ],
)
def test_printed_cases(bedrag, sleutels, verwacht):
    assert _bedragen(geld.verdeel(Decimal(bedrag), sleutels.items())) == verwacht


@pytest.mark.eis("F139")
def test_ties_go_to_the_larger_key_and_then_to_the_name():
    # 0.02 over 1, 1, 3, 3: shares 0.25, 0.25, 0.75, 0.75 cent; then one cent over two equal keys.
    assert (
        _bedragen(geld.verdeel(Decimal("0.02"), [("d", 1), ("a", 1), ("c", 3), ("b", 3)]))
        == "0.00 0.00 0.01 0.01"
    )
    assert _bedragen(geld.verdeel(Decimal("0.01"), [("b", 3), ("a", 3)])) == "0.00 0.01"
    # Equal remainders with other keys: 0.04 over 1 and 3 and 4 … the half cents go to the larger key first.
    assert _bedragen(geld.verdeel(Decimal("0.04"), [("a", 1), ("b", 3), ("c", 4)])) == "0.00 0.02 0.02"


@pytest.mark.eis("AF-02", "F139", "C21")
def test_mixed_keys_and_fixed_amounts_are_rounded_once():
    gemengd = geld.verdeel_gemengd(Decimal(102000), [(Fraction(2, 5), GELIJK), (Fraction(3, 5), INWONERS)])
    assert _bedragen(gemengd) == "9791.67 15076.40 13958.45 8034.37 7900.64 12335.21 8805.97 26097.29"
    vast = geld.verdeel_gemengd(
        Decimal(102000), [(Fraction(1), INWONERS)], dict.fromkeys(INWONERS, Decimal(500))
    )
    assert _bedragen(vast) == "8012.80 16475.28 14685.10 5198.83 4984.68 12085.80 6434.39 34123.12"
    assert gemengd.totaal == vast.totaal == Decimal(102000)


@pytest.mark.eis("F139")
@pytest.mark.parametrize(
    ("verdelingen", "vast", "code"),
    [
        ([(Fraction(1, 2), GELIJK)], None, "aandelen-som"),
        ([(Fraction(1, 2), GELIJK), (Fraction(1, 2), {"X": 1})], None, "deelnemers-ongelijk"),
        ([(Fraction(1), GELIJK)], {"Zwolle": Decimal(200000)}, "vast-te-hoog"),
    ],
)
def test_a_mixed_division_that_cannot_be_is_refused(verdelingen, vast, code):
    with pytest.raises(OngeldigeInvoer) as fout:
        geld.verdeel_gemengd(Decimal(102000), verdelingen, vast)
    assert fout.value.code == code


@pytest.mark.eis("F139", "AF-03")
@pytest.mark.parametrize(
    ("sleutels", "bedrag", "code"),
    [
        ([("A", -1), ("B", 2)], "1", "sleutel-negatief"),
        ([("A", 0), ("B", 0)], "1", "sleutel-nul"),
        ([("A", 1), ("A", 2)], "1", "dubbele-naam"),
        ([], "1", "geen-rijen"),
        ([("A", 1)], "1.005", "bedrag-onjuist"),
        ([("A", 1)], "NaN", "bedrag-onjuist"),
    ],
)
def test_a_division_without_meaning_is_refused(sleutels, bedrag, code):
    with pytest.raises(OngeldigeInvoer) as fout:
        geld.verdeel(Decimal(bedrag), sleutels)
    assert fout.value.code == code


@pytest.mark.eis("AF-03")
@pytest.mark.parametrize(
    ("rijen", "code"),
    [
        ([{"n": "A", "k": ""}], "sleutel-onleesbaar"),
        ([{"n": "A", "k": "1.000,5"}], "sleutel-onleesbaar"),
        ([{"n": "A", "k": "1e3"}], "sleutel-onleesbaar"),
        ([{"n": "", "k": "1"}], "naam-leeg"),
        ([{"n": "A", "k": "1"}, {"n": "B"}], "sleutel-onleesbaar"),
        ([{"n": "A", "k": "1"}, {"n": "TOTAAL", "k": "2"}], "somrij"),
    ],
)
def test_a_key_that_cannot_be_read_is_refused_by_row(rijen, code):
    with pytest.raises(OngeldigeInvoer) as fout:
        geld.lees_sleutels(rijen, "k")
    assert fout.value.code == code


@pytest.mark.parametrize("naam", ["TOTAAL", "totaal", "Total", "som"])
def test_a_check_row_takes_no_part(naam):
    rijen = [{"n": "A", "k": "1,5"}, {"n": "B", "k": "2.5"}, {"n": naam, "k": "4"}]
    assert geld.lees_sleutels(rijen, "k") == [("A", Fraction(3, 2)), ("B", Fraction(5, 2))]


@given(
    centen=st.integers(-(10**12), 10**12),
    sleutels=st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any),
)
def test_any_division_adds_up_and_stays_within_a_cent_of_exact(centen, sleutels):
    bedrag = Decimal(centen) / 100
    uitkomst = geld.verdeel(bedrag, [(f"g{i:02}", k) for i, k in enumerate(sleutels)])
    assert uitkomst.totaal == bedrag
    for deel in uitkomst.delen:
        assert abs(Fraction(deel.bedrag) - deel.exact) < Fraction(1, 100)
        assert deel.sleutel or deel.bedrag == 0


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [("7819.44", "€ 7.819,44"), ("0", "€ 0,00"), ("-33.34", "€ -33,34"), ("1234567.895", "€ 1.234.567,90")],
)
def test_an_amount_reads_as_dutch_people_write_it(bedrag, tekst):
    assert geld.euro(Decimal(bedrag)) == tekst


@pytest.mark.parametrize(
    ("breuk", "tekst"),
    [
        (Fraction(7), "7"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction("0.22"), "0.22"),
        (Fraction(100, 3), "100/3"),
    ],
)
def test_an_exact_number_is_shown_without_rounding(breuk, tekst):
    assert geld.getal(breuk) == tekst
    assert Fraction(tekst) == breuk


@pytest.mark.eis("R49", "AF-19")
def test_share_of_21_percent_is_rounded_half_up():
    deel = geld.rond(Decimal("849999.99") * Decimal("0.21"))
    assert (deel, Decimal("849999.99") - deel) == (Decimal("178500.00"), Decimal("671499.99"))


@pytest.mark.eis("AF-01", "T1")
def test_the_public_file_of_the_region_gives_the_same_outcome():
    with (TABELLEN / "bijdragen.csv").open(encoding="utf-8", newline="") as bestand:
        sleutels = geld.lees_sleutels(csv.DictReader(bestand), "inwoners")
    assert dict(sleutels) == INWONERS
