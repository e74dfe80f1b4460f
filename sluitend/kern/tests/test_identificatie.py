"""Identifiers: the table of examples, the test range, and what a refusal does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.kern import identificatie
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tests.scenarios import rijen

CONTROLES = {
    **identificatie.CONTROLES,
    "testbsn": lambda waarde: identificatie.controleer_bsn(waarde, test=True),
    "postcode_buitenland": lambda waarde: identificatie.controleer_postcode(waarde, buitenland=True),
}


@pytest.mark.parametrize("rij", rijen("identificatie.csv"))
def test_identifier_is_normalised_or_refused_with_its_rule(rij):
    controle = CONTROLES[rij["soort"]]
    if rij["uitkomst"] == "fout":
        with pytest.raises(OngeldigeInvoer) as fout:
            controle(rij["waarde"])
        assert fout.value.regel.startswith("recht:N0")
        assert fout.value.fouten
    else:
        assert controle(rij["waarde"]) == rij["uitkomst"]


@pytest.mark.eis("recht:N01")
@given(st.integers(10_000_000, 999_899_999))
def test_elfproef_is_the_weighted_sum_of_the_law(nummer):
    cijfers = [int(c) for c in f"{nummer:09d}"]
    som = sum(c * w for c, w in zip(cijfers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    try:
        goed = identificatie.controleer_bsn(f"{nummer:09d}") == f"{nummer:09d}"
    except OngeldigeInvoer:
        goed = False
    assert goed == (som % 11 == 0)


@pytest.mark.eis("recht:N02")
def test_test_numbers_come_in_order_from_the_test_range():
    nummers = [identificatie.testnummer(n) for n in range(8)]
    assert [n[-3:] for n in nummers] == ["006", "018", "031", "043", "055", "067", "079", "080"]
    assert all(identificatie.controleer_bsn(n, test=True) == n for n in nummers)
    with pytest.raises(OngeldigeInvoer):
        identificatie.testnummer(10_000)


@pytest.mark.eis("recht:N01")
@pytest.mark.parametrize("waarde", ["١٢٣٤٥٦٧٨٢", "12345678²", "123 456 782", "123456789"])
def test_a_refusal_of_a_bsn_does_not_repeat_the_number(waarde):
    with pytest.raises(OngeldigeInvoer) as fout:
        identificatie.controleer_bsn(waarde)
    assert waarde not in str(fout.value.als_probleem())
