"""Terms: every worked example of the law and the chapters, and what the engine refuses or warns about."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.termijnen import REGELS, Parameter, bereken, standaard
from sluitend.kern.tests.scenarios import paren, rijen


@pytest.mark.parametrize("rij", rijen("termijnen.csv"))
def test_worked_example_gives_the_date_of_the_table(rij):
    termijn = bereken(rij["regel"], rij["start"], **paren(rij["parameters"])).als_json()

    gevonden = {naam: termijn[naam] for naam in paren(rij["ook"])}
    verwacht = {naam: {"ja": True, "nee": False}.get(w, w) for naam, w in paren(rij["ook"]).items()}
    assert (termijn["einde"], {n: w if isinstance(w, bool) else str(w) for n, w in gevonden.items()}) == (
        rij["einde"],
        verwacht,
    )
    assert termijn["verschoven"] == (termijn["einde"] != termijn["ruw_einde"])
    assert termijn["artikel"]
    assert termijn["stappen"][0].startswith("Start: ")
    assert all(zin.endswith(".") for zin in (*termijn["stappen"], *termijn["waarschuwingen"]))


CONTRACT = [
    "wvggz-verkennend-onderzoek",
    "wvggz-tvz",
    "wvggz-cm-geldigheid",
    "wvggz-cm-advocaat",
    "wvggz-cm-uitvoering",
    "wvggz-mvc-beslissing",
    "wvggz-mvc-duur",
    "wvggz-ovj-beslissing",
    "wvggz-zm-beslissing",
    "wvggz-zm-duur",
    "wmo-persoonlijk-plan",
    "wmo-onderzoek",
    "wmo-beschikking",
    "awb-bezwaar",
    "awb-beslissing-bezwaar",
    "awb-dwangsom",
    "iwmo-302",
    "iwmo-305",
    "iwmo-307",
    "iwmo-319",
    "iwmo-325",
    "treeknorm-aanmelding",
    "treeknorm-totaal",
    "crisiskaart-geldigheid",
    "verblijf-maximum",
    "nieuwe-client",
    "avg-verzoek",
    "wmo-vernietiging",
    "datalek-ap",
]


def test_every_rule_of_the_contract_exists_and_every_rule_has_an_example():
    met_voorbeeld = {p.values[0]["regel"] for p in rijen("termijnen.csv")}
    assert set(CONTRACT) <= REGELS.keys()
    assert met_voorbeeld == REGELS.keys()


def test_every_rule_finds_its_parameters_and_names_source_and_start():
    bekend = {p.code for p in standaard().rijen}
    for regel in REGELS.values():
        assert set(regel.parametercodes) <= bekend, regel.code
        assert regel.bron, regel.code
        assert regel.start, regel.code
        assert regel.atw or regel.atw_grond, regel.code
    assert {code for r in REGELS.values() for code in r.parametercodes} == bekend


@pytest.mark.eis("AW-01", "recht:X9")
def test_steps_are_three_sentences_with_the_article():
    assert bereken("wvggz-verkennend-onderzoek", "2026-11-22T01:15:00+01:00").stappen == (
        "Start: zondag 22 november 2026 (dag 0).",
        "14 dagen later: zondag 6 december 2026.",
        "Zondag telt niet als laatste dag: maandag 7 december 2026 (Algemene termijnenwet art. 1).",
    )


# --- the clock (T14, X12) ---


@pytest.mark.eis("recht:X12", "AW-17")
@pytest.mark.parametrize("start", ["2026-10-25T02:30", datetime(2026, 10, 25, 2, 30)])  # noqa: DTZ001
@pytest.mark.parametrize("regel", ["wvggz-cm-advocaat", "wvggz-cm-geldigheid"])
def test_a_local_time_that_occurs_twice_asks_for_summer_or_winter_time(regel, start):
    with pytest.raises(OngeldigeInvoer, match="zomertijd") as fout:
        bereken(regel, start)
    assert (fout.value.code, fout.value.regel, fout.value.status) == ("tijd-dubbel", "recht:X12", 400)
    assert "start" in fout.value.fouten


@pytest.mark.eis("recht:X12", "AW-17")
@pytest.mark.parametrize(
    "start", ["2027-03-28T02:30", datetime(2027, 3, 28, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))]
)
def test_a_local_time_that_does_not_exist_is_refused(start):
    with pytest.raises(OngeldigeInvoer, match="bestaat niet") as fout:
        bereken("wvggz-cm-advocaat", start)
    assert fout.value.code == "tijd-bestaat-niet"


@pytest.mark.eis("recht:T14")
def test_a_plain_local_time_is_read_on_the_dutch_clock():
    assert bereken("wvggz-cm-advocaat", "2026-11-22T10:00").einde.isoformat() == "2026-11-23T10:00:00+01:00"


@pytest.mark.eis("recht:T14")
def test_an_instant_in_another_zone_gives_the_same_term():
    newyork = datetime(2027, 3, 27, 15, 0, tzinfo=timezone(timedelta(hours=-4)))
    assert bereken("wvggz-tvz", newyork).als_json()["einde"] == "2027-03-28T15:00:00+02:00"


@pytest.mark.parametrize(
    ("regel", "start", "invoer", "verwacht"),
    [
        pytest.param(
            "wvggz-tvz",
            "2026-11-22T22:15+01:00",
            {"start_onderzoek": "2026-11-23T03:00+01:00"},
            ["23 06:37", "23 10:48", "23 13:19"],
            marks=pytest.mark.eis("AW-10", "recht:T14"),
        ),
        pytest.param(
            "wvggz-cm-geldigheid",
            "2026-11-23T14:20+01:00",
            {},
            ["24 19:09", "25 09:34", "25 18:13"],
            marks=pytest.mark.eis("AW-13", "recht:T15"),
        ),
        pytest.param(
            "wvggz-cm-geldigheid",
            "2027-03-26T16:00+01:00",
            {},
            ["27 19:29", "28 10:14", "28 18:29"],
            marks=pytest.mark.eis("AW-15", "recht:X1"),
        ),
    ],
)
def test_alarms_come_at_half_three_quarters_and_nine_tenths(regel, start, invoer, verwacht):
    assert [f"{a:%d %H:%M}" for a in bereken(regel, start, **invoer).alarmen()] == verwacht


@pytest.mark.eis("recht:T15")
def test_a_day_term_runs_out_at_local_midnight_and_is_kept_in_utc():
    assert (
        bereken("wmo-persoonlijk-plan", "2026-11-13").verstreken_vanaf.isoformat()
        == "2026-11-20T23:00:00+00:00"
    )
    assert bereken("wvggz-mvc-duur", "2027-04-01").verstreken_vanaf.isoformat() == "2027-04-22T22:00:00+00:00"


# --- warnings ---


@pytest.mark.eis("recht:T06")
def test_a_year_without_known_decree_days_warns():
    assert any("2029" in zin for zin in bereken("wmo-onderzoek", "2029-04-01").waarschuwingen)
    assert any("2029" in zin for zin in bereken("iwmo-325", "2028-12-29").waarschuwingen)
    assert not bereken("wmo-onderzoek", "2028-04-03").waarschuwingen


@pytest.mark.eis("AW-28", "recht:W34")
def test_an_unsigned_uncertain_parameter_warns_and_a_signed_one_does_not():
    zin = "Parameter cm_veilig_dagen is nog niet juridisch gecontroleerd."
    assert zin in bereken("wvggz-cm-geldigheid", "2026-11-23").waarschuwingen
    getekend = standaard().met(
        [
            Parameter(
                "cm_veilig_dagen", "2", "dag", "7:4", "C", "eigen", date(2026, 1, 1), getekend_door="mr. X"
            )
        ]
    )
    assert zin not in bereken("wvggz-cm-geldigheid", "2026-11-23", parameters=getekend).waarschuwingen


@pytest.mark.eis("AW-28")
def test_a_running_term_keeps_the_parameter_of_its_start_day():
    nieuw = standaard().met(
        [Parameter("vo_dagen", "21", "dag", "Wvggz 5:2", "A", "wijziging", date(2028, 1, 1), versie="2")]
    )
    assert bereken("wvggz-verkennend-onderzoek", "2027-12-31", parameters=nieuw).einde == date(2028, 1, 14)
    later = bereken("wvggz-verkennend-onderzoek", "2028-01-03", parameters=nieuw)
    assert (later.einde, later.parameterversie.split()[0]) == (date(2028, 1, 24), "vo_dagen@2")


@pytest.mark.eis("recht:X1", "recht:W60")
def test_a_working_day_after_the_safe_end_warns():
    assert any("30 maart 2027" in z for z in bereken("wvggz-mvc-verzoek", "2027-03-26").waarschuwingen)
    assert not any("ligt na" in z for z in bereken("wvggz-mvc-verzoek", "2026-11-23").waarschuwingen)


# --- refusals ---


@pytest.mark.parametrize(
    ("regel", "start", "invoer", "code"),
    [
        ("bestaat-niet", "2026-11-22", {}, "regel-onbekend"),
        ("wmo-onderzoek", "gisteren", {}, "datum-onleesbaar"),
        ("wmo-onderzoek", "2026-02-30", {}, "datum-onleesbaar"),
        ("wmo-onderzoek", "2026-11-22", {"onzin": "1"}, "parameter-fout"),
        ("wvggz-zm-duur", "2026-11-22", {}, "parameter-fout"),
        ("wvggz-zm-duur", "2026-11-22", {"maanden": "zes"}, "parameter-fout"),
        ("wvggz-zm-duur", "2026-11-22", {"maanden": "-1"}, "parameter-fout"),
        ("wvggz-ovj-beslissing", "2026-11-22", {"eigen_plan": "misschien"}, "parameter-fout"),
        ("wvggz-ovj-beslissing", "2026-11-22", {"eigen_plan": ["ja", "nee"]}, "parameter-fout"),
        ("verblijf-maximum", "2026-11-22", {}, "parameter-fout"),
        ("verblijf-maximum", "2026-11-22", {"product": "hotel"}, "parameter-fout"),
        ("wvggz-cm-advocaat", "2026-11-22", {}, "tijdstip-nodig"),
        ("wvggz-tvz", "2026-11-22T10:00+01:00", {"start_onderzoek": "2026-11-22"}, "parameter-fout"),
        ("wmo-beschikking", "2026-11-22", {"opschorting": "2026-11-27"}, "parameter-fout"),
    ],
)
def test_wrong_use_is_refused_by_name(regel, start, invoer, code):
    with pytest.raises(VerkeerdGebruik) as fout:
        bereken(regel, start, **invoer)
    assert fout.value.code == code
    assert fout.value.fouten


@pytest.mark.parametrize(
    ("regel", "start", "invoer", "code"),
    [
        pytest.param(
            "wvggz-zm-duur", "2026-11-22", {"maanden": 7, "soort": "eerste"}, "zm-duur", marks=pytest.mark.eis("AW-09")
        ),
        pytest.param(
            "wvggz-zm-duur", "2026-11-22", {"maanden": 25}, "zm-duur", marks=pytest.mark.eis("recht:W26")
        ),
        ("wmo-beschikking", "2026-11-22", {"opschorting": "2026-11-27/2026-11-26"}, "periode-omgekeerd"),
        ("wmo-beschikking", "2026-11-22", {"opschorting": "2026-11-27/"}, "opschorting-loopt"),
        ("wvggz-mvc-doorloop", "2026-12-18", {"mvc_besluit": "2026-11-26"}, "mvc-verlopen"),
        ("wvggz-mvc-verzoek", "2026-12-18", {"cm_besluit": "2026-12-19"}, "cm-na-ontvangst"),
        ("verblijf-maximum", "2026-12-18", {"product": "herberg", "onderbreking": "2026-12-01/2026-12-20"}, "onderbreking-fout"),
        ("wvggz-verkennend-onderzoek", "2019-12-31", {}, "parameter-ontbreekt"),
        ("wmo-onderzoek", "0001-01-01", {}, "jaar-buiten-bereik"),
        ("wmo-onderzoek", "9999-12-31", {}, "jaar-buiten-bereik"),
        ("verblijf-maximum", "2026-12-18", {"product": "time-out", "onderbreking": "2027-01-01/9999-12-31"}, "jaar-buiten-bereik"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_is_refused(regel, start, invoer, code):
    with pytest.raises(OngeldigeInvoer) as fout:
        bereken(regel, start, **invoer)
    assert not isinstance(fout.value, VerkeerdGebruik)
    assert fout.value.code == code
    assert fout.value.als_probleem()["fouten"]


# --- suspension (A03) ---


@pytest.mark.eis("recht:A03")
@pytest.mark.parametrize(
    ("opschorting", "einde"),
    [
        pytest.param(
            [("2026-11-27", "2026-12-01"), ("2026-11-30", "2026-12-01")], "2026-12-14", id="overlap"
        ),
        pytest.param([("2026-11-20", "2026-11-24")], "2026-12-08", id="begint voor de start"),
        pytest.param([("2026-12-08", "2026-12-20")], "2026-12-07", id="na het einde"),
        pytest.param([("2026-12-07", "2026-12-07")], "2026-12-08", id="op de laatste dag"),
    ],
)
def test_suspended_days_count_once_and_only_inside_the_term(opschorting, einde):
    assert bereken("wmo-beschikking", "2026-11-23", opschorting=opschorting).als_json()["einde"] == einde


@pytest.mark.eis("recht:A03", "recht:T01")
def test_suspension_that_starts_in_the_free_weekend_before_the_end_still_stops_the_clock():
    # 14 days end on Saturday 12-12, the Atw moves it to Monday; the letter of that Saturday suspends from Sunday.
    termijn = bereken("wmo-beschikking", "2026-11-28", opschorting=[(date(2026, 12, 13), date(2026, 12, 20))])
    assert termijn.einde == date(2026, 12, 21)
