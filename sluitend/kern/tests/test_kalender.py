"""The calendar: holidays as the law names them, working days, and the brute force that checks the Atw."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.termijnen import Parameter, Regel, bereken, standaard
from sluitend.kern.tests.scenarios import rijen


def _dagen(jaar: int, tekst: str) -> list[date]:
    return [date(jaar, int(m), int(d)) for d, m in (deel.split("-") for deel in tekst.split())]


@pytest.mark.parametrize("rij", rijen("feestdagen.csv"))
def test_free_days_of_a_year_are_those_of_the_table(rij):
    jaar = int(rij["jaar"])
    dagen = kalender.vrije_dagen(jaar)
    assert [d.datum for d in dagen if not d.gelijkgesteld] == _dagen(jaar, rij["feestdagen"])
    assert [d.datum for d in dagen if d.gelijkgesteld] == _dagen(jaar, rij["gelijkgesteld"])
    assert not kalender.waarschuwingen([jaar])


@pytest.mark.eis("recht:T06")
def test_a_year_without_decree_warns_and_says_which_year():
    assert "2031" in kalender.waarschuwingen([2030, 2031])[1]
    assert kalender.waarschuwingen([2027, 2028]) == ()


@pytest.mark.eis("recht:T04")
def test_holidays_that_coincide_are_one_day_with_both_names():
    dag = kalender.vrije_dag(date(2016, 5, 5))
    assert dag is not None
    assert dag.grond == "Bevrijdingsdag en Hemelvaartsdag"


@pytest.mark.eis("recht:T07")
@pytest.mark.parametrize(("jaar", "dag"), [(2025, 26), (2026, 27), (2031, 26)])
def test_koningsdag_moves_to_the_26th_when_the_27th_is_a_sunday(jaar, dag):
    assert [d.datum for d in kalender.vrije_dagen(jaar) if "Koningsdag" in d.grond] == [date(jaar, 4, dag)]


@pytest.mark.eis("recht:T04")
@pytest.mark.parametrize("jaar", range(2014, 2051))
def test_holidays_agree_with_an_independent_library(jaar):
    holidays = pytest.importorskip("holidays")
    bron = holidays.country_holidays("NL", years=jaar, categories=("public", "optional"))
    zondagen = {d for d in bron if d.weekday() == kalender.ZONDAG}
    eigen = {d.datum for d in kalender.vrije_dagen(jaar) if not d.gelijkgesteld}
    assert eigen - zondagen == set(bron) - zondagen


@pytest.mark.eis("recht:IW13")
def test_working_days_skip_weekend_holiday_and_by_choice_the_equal_day():
    assert kalender.werkdag_na(date(2027, 5, 4), 1) == date(2027, 5, 10)
    assert kalender.werkdag_na(date(2027, 5, 4), 1, gelijkgesteld=False) == date(2027, 5, 7)
    assert kalender.werkdag_na(date(2026, 11, 21), 0) == date(2026, 11, 23)
    assert kalender.werkdag_voor(date(2027, 3, 26)) == date(2027, 3, 25)


@pytest.mark.eis("recht:T15")
def test_the_end_of_a_local_day_is_midnight_in_amsterdam_also_on_the_night_of_the_clock():
    assert kalender.einde_dag(date(2027, 3, 27)).isoformat() == "2027-03-27T23:00:00+00:00"
    assert kalender.einde_dag(date(2027, 3, 28)).isoformat() == "2027-03-28T22:00:00+00:00"
    lengtes = [
        kalender.verstreken(kalender.begin_dag(d), kalender.einde_dag(d)).total_seconds() / 3600
        for d in (date(2027, 3, 28), date(2027, 10, 31), date(2027, 7, 1))
    ]
    assert lengtes == [23, 25, 24]


@pytest.mark.eis("recht:T14")
@given(moment=st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)), uren=st.integers(0, 100))  # noqa: DTZ001
@settings(max_examples=200, deadline=None)
def test_added_hours_have_really_passed(moment, uren):
    start = moment.replace(tzinfo=kalender.UTC)
    assert kalender.verstreken(start, kalender.plus_uren(start, uren)) == timedelta(hours=uren)


@pytest.mark.eis("recht:T13")
@pytest.mark.parametrize(
    ("van", "maanden", "tot"),
    [
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2026, 12, 31), 1, (2027, 1, 31)),
        ((2026, 1, 15), -1, (2025, 12, 15)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
    ],
)
def test_months_keep_the_day_number_or_take_the_last_day(van, maanden, tot):
    assert kalender.plus_maanden(date(*van), maanden) == date(*tot)


@pytest.mark.parametrize("jaar", [1979, 2300])
def test_a_year_outside_the_calendar_is_refused(jaar):
    with pytest.raises(OngeldigeInvoer):
        kalender.vrije_dagen(jaar)


# --- the law a second time, by walking over days with a list typed from the statute table ---

_VRIJ = {
    d
    for p in rijen("feestdagen.csv")
    for d in _dagen(int(p.values[0]["jaar"]), f"{p.values[0]['feestdagen']} {p.values[0]['gelijkgesteld']}")
}


def _brute_force(dag0: date, n: int) -> date:
    """Atw art. 1 and 2 by listing days: drop ends until the law holds."""
    einde = dag0 + timedelta(days=n)
    while True:
        termijn = [dag0 + timedelta(days=i) for i in range(1, (einde - dag0).days + 1)]
        werkdagen = [d for d in termijn if d.isoweekday() < 6 and d not in _VRIJ]
        if termijn[-1] in werkdagen and (n < 3 or len(werkdagen) >= 2):
            return einde
        einde += timedelta(days=1)


def _regel(**anders) -> Regel:
    gegevens = {"code": "proef", "naam": "p", "artikel": "Atw", "eenheid": "dag", "start": "s", "parameter": "proef", "bron": "T01", "atw": True}  # fmt: skip
    return Regel(**(gegevens | anders))


def _dagen_parameter(n: int, eenheid: str = "dag"):
    return standaard().met([Parameter("proef", str(n), eenheid, "Atw", "A", "proef", date(2000, 1, 1))])


@pytest.mark.eis("recht:T01", "recht:T03")
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 14, 21, 42, 90])
def test_atw_shift_equals_brute_force_on_every_day_of_2025_to_2028(n):
    parameters, regel = _dagen_parameter(n), _regel()
    dag, laatste = date(2025, 1, 1), date(2028, 12, 31) - timedelta(days=n + 10)
    while dag <= laatste:
        assert bereken(regel, dag, parameters=parameters).einde == _brute_force(dag, n), dag
        dag += timedelta(days=1)


@pytest.mark.eis("recht:T01", "recht:T03")
@given(dag=st.dates(date(2025, 1, 1), date(2028, 9, 1)), n=st.integers(1, 90))
@settings(max_examples=300, deadline=None)
def test_atw_shift_equals_brute_force_for_any_length(dag, n):
    termijn = bereken(_regel(), dag, parameters=_dagen_parameter(n))
    assert termijn.einde == _brute_force(dag, n)
    assert not kalender.is_vrij(termijn.einde)


@pytest.mark.parametrize(
    ("n", "eenheid", "schuift"),
    [
        pytest.param(90, "dag", True, marks=pytest.mark.eis("recht:T08")),
        pytest.param(91, "dag", False, marks=pytest.mark.eis("recht:T08")),
        pytest.param(3, "maand", True, marks=pytest.mark.eis("recht:T08")),
        pytest.param(4, "maand", False, marks=pytest.mark.eis("recht:T08")),
    ],
)
def test_terms_longer_than_the_atw_limits_do_not_move(n, eenheid, schuift):
    raak = [
        bereken(
            _regel(), date(2026, 1, 1) + timedelta(days=i), parameters=_dagen_parameter(n, eenheid)
        ).verschoven
        for i in range(14)
    ]
    assert any(raak) is schuift


@pytest.mark.eis("recht:T02")
def test_a_term_counted_backwards_does_not_move():
    regel = _regel(richting="terug")
    for i in range(14):
        dag = date(2026, 12, 20) + timedelta(days=i)
        termijn = bereken(regel, dag, parameters=_dagen_parameter(7))
        assert (termijn.einde, termijn.verschoven) == (dag - timedelta(days=7), False)
