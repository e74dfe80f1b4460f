"""Sluitendheid: the worked example of 12 §5G, and the same figure by a loop over days."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sluitend.dossier.rules.sluitendheid import Eenheid, Gatperiode, bereken_sluitendheid, end_of_gap

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VOORBEELD = Path(__file__).parents[3] / "tests" / "scenarios" / "dossier_sluitendheid_juni_2027.csv"


def t(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst)


def _example() -> tuple[list[Eenheid], list[Gatperiode]]:
    eenheden, gaten = [], []
    with VOORBEELD.open(encoding="utf-8") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            begin, einde = t(rij["begin"]), t(rij["einde"]) if rij["einde"] else None
            if rij["rij"] == "eenheid":
                eenheden.append(Eenheid(rij["eenheid"], begin, einde, rij["dossier"] or None))
            else:
                gaten.append(Gatperiode(rij["code"], rij["eenheid"], begin, einde, rij["dossier"] or None))
    return eenheden, gaten


@pytest.mark.eis("AR-20", *(f"G-{n:02}" for n in (1, 3, 4, 12)))
def test_the_worked_example_of_june_2027() -> None:
    eenheden, gaten = _example()
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2027, 6, 1),
        tot=date(2027, 6, 30),
        nu=t("2027-07-15T12:00+02:00"),
        eenheden=eenheden,
        gaten=gaten,
    )
    assert uitkomst.als_json() == {
        "regio": "IJV",
        "van": "2027-06-01",
        "tot": "2027-06-30",
        "sluitendheid": "0.7581",
        "dossierdagen": 62,
        "gatdagen": 15,
        "per_gat": [
            {"code": "G-01", "dagen": 1, "zonder": "0.7742"},
            {"code": "G-03", "dagen": 6, "zonder": "0.8226"},
            {"code": "G-04", "dagen": 4, "zonder": "0.7903"},
            {"code": "G-12", "dagen": 6, "zonder": "0.8548"},
        ],
        "niet_gemeten": [],
    }
    assert uitkomst.sluitendheid == Decimal("0.7581")
    assert sum(gat.dagen for gat in uitkomst.per_gat) == 17


@pytest.mark.eis("AR-12")
def test_an_unmeasured_code_is_named_and_counts_nowhere() -> None:
    eenheden, gaten = _example()
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2027, 6, 1),
        tot=date(2027, 6, 30),
        nu=t("2027-07-15T12:00+02:00"),
        eenheden=eenheden,
        gaten=gaten,
        niet_gemeten=("G-13", "G-12"),
    )
    assert uitkomst.gatdagen == 9
    assert uitkomst.niet_gemeten == ("G-12", "G-13")
    assert "G-12" not in {gat.code for gat in uitkomst.per_gat}


@pytest.mark.eis("AR-02", "G-04")
def test_an_answer_the_morning_after_the_norm_costs_one_gap_day() -> None:
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2026, 12, 1),
        tot=date(2026, 12, 31),
        nu=t("2027-01-15T12:00+01:00"),
        eenheden=[Eenheid("D", t("2026-11-01T09:00+01:00"))],
        gaten=[Gatperiode("G-04", "D", t("2026-12-30T00:00+01:00"), t("2026-12-30T09:12+01:00"))],
    )
    assert (uitkomst.dossierdagen, uitkomst.gatdagen) == (31, 1)


def test_no_unit_days_gives_null_and_a_reversed_period_is_refused() -> None:
    leeg = bereken_sluitendheid(
        regio="IJV",
        van=date(2027, 6, 1),
        tot=date(2027, 6, 30),
        nu=t("2027-07-15T12:00+02:00"),
        eenheden=[],
        gaten=[],
    )
    assert leeg.als_json()["sluitendheid"] is None
    with pytest.raises(ValueError, match="eindigt"):
        bereken_sluitendheid(
            regio="IJV",
            van=date(2027, 6, 2),
            tot=date(2027, 6, 1),
            nu=t("2027-07-15T12:00+02:00"),
            eenheden=[],
            gaten=[],
        )


def test_days_after_now_do_not_exist_and_a_norm_ahead_is_no_gap() -> None:
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2027, 6, 1),
        tot=date(2027, 6, 30),
        nu=t("2027-06-10T12:00+02:00"),
        eenheden=[Eenheid("D", t("2027-01-01T09:00+01:00"))],
        gaten=[
            Gatperiode("G-03", "D", t("2027-06-10T00:00+02:00")),
            Gatperiode("G-05", "D", t("2027-06-10T12:00:01+02:00")),
        ],
    )
    assert (uitkomst.dossierdagen, uitkomst.gatdagen) == (10, 1)
    assert [gat.code for gat in uitkomst.per_gat] == ["G-03"]


@pytest.mark.parametrize(
    ("eenheden", "gatdagen", "verwacht"),
    [
        (32, 1, "0.9688"),  # 0.96875: the odd 7 goes up
        (32, 3, "0.9062"),  # 0.90625: the even 2 stays
        (3, 1, "0.6667"),
        (7, 7, "0.0000"),
        (7, 0, "1.0000"),
    ],
)
def test_the_figure_is_rounded_half_even(eenheden: int, gatdagen: int, verwacht: str) -> None:
    begin = t("2027-01-01T00:00+01:00")
    gaten = [Gatperiode("G-03", "D", begin, begin + timedelta(days=gatdagen))]
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2027, 1, 1),
        tot=date(2027, 1, 1) + timedelta(days=eenheden - 1),
        nu=t("2027-12-31T12:00+01:00"),
        eenheden=[Eenheid("D", begin)],
        gaten=gaten,
    )
    assert uitkomst.als_json()["sluitendheid"] == verwacht


def test_the_hour_that_comes_twice_keeps_its_order() -> None:
    """Two instants in one zone compare by wall clock; the gap of 30 real minutes must not vanish."""
    begin = datetime(2026, 10, 25, 2, 50, tzinfo=AMSTERDAM)
    einde = datetime(2026, 10, 25, 2, 20, tzinfo=AMSTERDAM, fold=1)
    uitkomst = bereken_sluitendheid(
        regio="IJV",
        van=date(2026, 10, 25),
        tot=date(2026, 10, 25),
        nu=t("2026-11-15T12:00+01:00"),
        eenheden=[Eenheid("D", begin - timedelta(days=2))],
        gaten=[Gatperiode("G-01", "D", begin, einde)],
    )
    assert (uitkomst.dossierdagen, uitkomst.gatdagen) == (1, 1)


@pytest.mark.eis("UR-54")
@pytest.mark.parametrize(
    ("geregistreerd", "einde"),
    [
        ("2027-03-01T10:00+01:00", "2027-03-01T10:00+01:00"),
        ("2027-03-06T23:59+01:00", "2027-03-01T10:00+01:00"),
        ("2027-03-07T00:00+01:00", "2027-03-07T00:00+01:00"),
    ],
)
def test_an_event_logged_within_five_days_counts_when_it_happened(geregistreerd: str, einde: str) -> None:
    assert end_of_gap(t("2027-03-01T10:00+01:00"), t(geregistreerd)) == t(einde)


# --- the same by brute force -------------------------------------------------------------------------------

VAN, TOT = date(2026, 10, 20), date(2026, 11, 5)  # the clock changes in between
MOMENTEN = st.builds(
    lambda uren, precies: datetime(2026, 10, 15, 22, tzinfo=UTC) + timedelta(hours=uren, minutes=precies),
    st.integers(0, 24 * 26),
    st.sampled_from([0, 0, 30]),
)
MISSCHIEN = st.none() | MOMENTEN
DOSSIERS = ["D1", "D2"]
EENHEDEN = st.lists(
    st.builds(Eenheid, st.sampled_from(DOSSIERS), MOMENTEN, MISSCHIEN)
    | st.builds(
        Eenheid, st.sampled_from(["V1", "V2"]), MOMENTEN, MISSCHIEN, st.none() | st.sampled_from(DOSSIERS)
    ),
    max_size=8,
)
CODES = ["G-01", "G-03", "G-12"]
GATEN = st.lists(
    st.builds(Gatperiode, st.sampled_from(CODES), st.sampled_from(DOSSIERS), MOMENTEN, MISSCHIEN)
    | st.builds(
        Gatperiode,
        st.sampled_from(CODES),
        st.sampled_from(["V1", "V2"]),
        MOMENTEN,
        MISSCHIEN,
        st.none() | st.sampled_from(DOSSIERS),
    ),
    max_size=8,
)


def _touches(dag: date, begin: datetime, einde: datetime | None, nu: datetime) -> bool:
    """Say whether [begin, einde) up to now touches a local day, by comparing with its own two midnights."""
    ochtend = datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM).astimezone(UTC)
    volgende = dag + timedelta(days=1)
    nacht = datetime(volgende.year, volgende.month, volgende.day, tzinfo=AMSTERDAM).astimezone(UTC)
    if begin > nu or (einde is not None and einde <= begin) or ochtend > nu:
        return False
    return begin < nacht and (einde is None or einde > ochtend)


def _brute_force(
    eenheden: list[Eenheid], gaten: list[Gatperiode], nu: datetime
) -> tuple[int, int, dict[str, int], dict[str, int]]:
    unit_days: set[tuple[str, date]] = set()
    dagen = [VAN + timedelta(days=n) for n in range((TOT - VAN).days + 1)]
    for dag in dagen:
        los = [e for e in eenheden if e.gekoppeld_aan is None]
        unit_days |= {(e.sleutel, dag) for e in los if _touches(dag, e.open, e.dicht, nu)}
    for dag in dagen:
        for e in eenheden:
            if (
                e.gekoppeld_aan
                and (e.gekoppeld_aan, dag) not in unit_days
                and _touches(dag, e.open, e.dicht, nu)
            ):
                unit_days.add((e.sleutel, dag))
    geraakt: dict[tuple[str, date], set[str]] = {}
    for gat in gaten:
        for dag in dagen:
            for sleutel in {gat.eenheid, gat.dossier or gat.eenheid}:
                if (sleutel, dag) in unit_days and _touches(dag, gat.norm_op, gat.opgelost_op, nu):
                    geraakt.setdefault((sleutel, dag), set()).add(gat.code)
    per_code = {code: sum(code in codes for codes in geraakt.values()) for code in CODES}
    zonder = {code: sum(bool(codes - {code}) for codes in geraakt.values()) for code in CODES}
    return len(unit_days), len(geraakt), per_code, zonder


@settings(max_examples=150, deadline=None)
@given(eenheden=EENHEDEN, gaten=GATEN, nu=MOMENTEN)
def test_interval_arithmetic_equals_a_loop_over_days(
    eenheden: list[Eenheid], gaten: list[Gatperiode], nu: datetime
) -> None:
    uitkomst = bereken_sluitendheid(regio="X", van=VAN, tot=TOT, nu=nu, eenheden=eenheden, gaten=gaten)
    dossierdagen, gatdagen, per_code, zonder = _brute_force(eenheden, gaten, nu)

    def figuur(dagen: int) -> Decimal | None:
        if not dossierdagen:
            return None
        return (1 - Decimal(dagen) / dossierdagen).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)

    assert (uitkomst.dossierdagen, uitkomst.gatdagen) == (dossierdagen, gatdagen)
    assert uitkomst.sluitendheid == figuur(gatdagen)
    assert {g.code: g.dagen for g in uitkomst.per_gat} == {c: n for c, n in per_code.items() if n}
    assert {g.code: g.zonder for g in uitkomst.per_gat} == {
        c: figuur(zonder[c]) for c, n in per_code.items() if n
    }


def test_a_thousand_years_cost_no_more_than_a_day() -> None:
    """No day rows: a span of centuries is one interval."""
    uitkomst = bereken_sluitendheid(
        regio="X",
        van=date(1981, 1, 1),
        tot=date(2290, 12, 31),
        nu=t("2290-12-31T12:00+01:00"),
        eenheden=[Eenheid(f"D{n}", t("1981-01-01T00:00+01:00")) for n in range(1000)],
        gaten=[Gatperiode("G-03", f"D{n}", t("2000-01-01T00:00+01:00")) for n in range(1000)],
    )
    assert uitkomst.dossierdagen == 1000 * ((date(2290, 12, 31) - date(1981, 1, 1)).days + 1)
