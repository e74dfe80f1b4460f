"""Budget check: the three public budgets give exactly the differences of the source, and bad files are named."""

from __future__ import annotations

import csv
import json
from itertools import product

import pytest

from sluitend.kern import begroting
from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.tests.scenarios import TABELLEN

JAREN = ("2021", "2022", "2023", "2024")


def _rijen(naam: str) -> list[list[str]]:
    with (TABELLEN / naam).open(encoding="utf-8", newline="") as bestand:
        return list(csv.reader(bestand))


def _verslag(naam: str, **opties) -> dict:
    return begroting.controleer(*begroting.herken(_rijen(naam), **opties))


@pytest.mark.eis("AF-04", "F140", "T3")
def test_beschermd_wonen_differs_in_two_cells_and_says_what_follows_from_it():
    verslag = _verslag("begroting_bw.csv")
    assert (verslag["model"], verslag["berekende_cellen"], verslag["gelijk"]) == ("bw", 24, 22)
    assert verslag["verschillen"] == [
        {"rij": "Tussenstand uitgaven", "jaar": jaar, "in_bron": "15042463.00", "berekend": "15072463.00",
         "verschil": "30000.00"}
        for jaar in ("2023", "2024")
    ]  # fmt: skip
    assert [(d["rij"], d["jaar"], d["in_bron"], d["na_correctie"]) for d in verslag["doorgerekend"]] == [
        (rij, jaar, bron, na)
        for rij, bron, na in (
            ("Resterend budget", "6342920.00", "6312920.00"),
            ("Nieuw resterend budget (exclusief pm-posten)", "647420.00", "617420.00"),
        )
        for jaar in ("2023", "2024")
    ]
    assert [(p["rij"], p["jaar"], p["reden"]) for p in verslag["niet_meegeteld"]] == [
        (rij, jaar, "pm") for rij, jaar in product(("GGZ in de wijk", "Kwaliteitszorg"), JAREN)
    ]
    assert [(p["rij"], p["jaar"]) for p in verslag["leeg"]] == [
        ("Extra inkoop beschermd wonen", jaar) for jaar in ("2023", "2024")
    ]
    assert verslag["onbekende_rijen"] == verslag["ontbrekende_rijen"] == []
    assert all(t["voldaan"] for t in verslag["toetsen"])


@pytest.mark.eis("AF-04", "F140", "T4")
def test_maatschappelijke_opvang_balances_in_every_year():
    verslag = _verslag("begroting_mo.csv")
    assert (verslag["model"], verslag["berekende_cellen"], verslag["gelijk"]) == ("mo", 8, 8)
    assert verslag["verschillen"] == verslag["doorgerekend"] == []
    assert {t["waarde"] for t in verslag["toetsen"] if t["id"] == "sluitend"} == {"0.00"}
    assert len(verslag["leeg"]) == 6


@pytest.mark.eis("AF-04", "F141", "T5")
def test_budget_per_goal_is_read_from_columns():
    verslag = _verslag("begroting_doel.csv")
    assert (verslag["model"], verslag["berekende_cellen"], verslag["gelijk"]) == ("doel", 2, 2)


@pytest.mark.eis("AF-05", "F52")
def test_an_amount_for_a_pm_post_makes_the_room_negative_and_fails_the_test():
    rijen = [
        [
            {"pm": "25000"}.get(cel, cel) if rij[0] == "GGZ in de wijk" and k == 1 else cel
            for k, cel in enumerate(rij)
        ]
        for rij in _rijen("begroting_bw.csv")
    ]
    model, blad = begroting.herken(rijen)
    verslag = begroting.controleer(model, blad)
    na = {(d["rij"], d["jaar"]): d["na_correctie"] for d in verslag["doorgerekend"]}
    assert na["Nieuw resterend budget (exclusief pm-posten)", "2021"] == "-4635.00"


def test_labels_match_without_case_accents_and_spaces():
    rijen = [
        [cel.upper().replace("COORDINATIE", "COÖRDINATIE  ") for cel in rij]
        for rij in _rijen("begroting_bw.csv")
    ]
    assert begroting.controleer(*begroting.herken(rijen))["gelijk"] == 22


def test_a_sum_that_the_file_leaves_out_is_computed_and_named():
    rijen = [rij for rij in _rijen("begroting_bw.csv") if rij[0] != "Totaal ambtelijke kosten"]
    verslag = begroting.controleer(*begroting.herken(rijen))
    assert verslag["ontbrekende_rijen"] == ["Totaal ambtelijke kosten"]
    assert len(verslag["verschillen"]) == 2


def test_dutch_thousands_points_are_read_only_when_asked():
    rijen = [["omschrijving", "2021"], ["x", "€ 1.234.567,50"]]
    assert begroting.lees_blad(rijen, nl=True).cellen["x", "2021"].bedrag == begroting.Decimal("1234567.50")
    with pytest.raises(OngeldigeInvoer, match="geen bedrag"):
        begroting.lees_blad(rijen)


@pytest.mark.parametrize(
    ("rijen", "code"),
    [
        ([["a"]], "begroting-leeg"),
        ([["a", "2021"], ["x", "1", "2"]], "rij-scheef"),
        ([["a", "2021"], ["x", "veel"]], "bedrag-onleesbaar"),
        ([["a", "2021"], ["x", "1"], ["X", "2"]], "label-dubbel"),
        ([["a", "2021", "2021"], ["x", "1", "2"]], "label-dubbel"),
    ],
)
def test_a_file_that_is_no_budget_is_refused_with_the_place(rijen, code):
    with pytest.raises(OngeldigeInvoer) as fout:
        begroting.lees_blad(rijen)
    assert fout.value.code == code


def test_a_file_that_looks_like_no_model_is_wrong_use():
    with pytest.raises(VerkeerdGebruik, match="geen bekend model"):
        begroting.herken([["a", "2021"], ["x", "1"]])
    with pytest.raises(VerkeerdGebruik, match="bestaat niet"):
        begroting.standaardmodel("xx")


def _model(*rijen: dict) -> str:
    return json.dumps({"naam": "eigen", "rijen": list(rijen)})


@pytest.mark.parametrize(
    "tekst",
    [
        "geen json",
        "[]",
        '{"naam": "x"}',
        _model({"id": "a", "label": "A", "formule": [{"rij": "b", "factor": 1}]}),
        _model({"id": "a", "label": "A", "formule": [{"rij": "a", "factor": 1}]}),
        _model({"id": "a", "label": "A"}, {"id": "a", "label": "B"}),
        _model({"id": "a", "label": "A"}, {"id": "b", "label": "B", "formule": [{"rij": "a", "factor": 2}]}),
    ],
)
def test_a_model_that_does_not_hold_is_wrong_use(tekst):
    with pytest.raises(VerkeerdGebruik):
        begroting.model_uit_json(tekst)
