"""Norms and guards of a melding: terms over the change of the clock, weekends, and what may not be done."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.kern.kalender import is_vrij, lokaal
from sluitend.meldpunt.rules.bevestigen import Doorverbinding, Keuze, hoort_op_overdracht, mag_bevestigen
from sluitend.meldpunt.rules.klassen import (
    STANDAARD_KLASSEN,
    norm_oppakken,
    norm_oppakken_na_hertriage,
    norm_triage,
    norm_uitkomst,
)
from sluitend.meldpunt.rules.staten import (
    OVERGANGEN,
    VOLGENDE_STAP,
    Daad,
    Staat,
    mag_doorsturen,
    mag_heropenen,
    mag_laat_invoeren,
    mag_oppakken,
    mag_overgaan,
    mag_sluiten,
    mag_teruggeven,
    mag_vastleggen,
    norm_doorsturen,
)

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EISEN = {"AM-11": ("AM-11", "recht:T14", "G-01"), "AM-12": ("AM-12", "G-02")}


def _rijen() -> list[object]:
    bestand = (SCENARIOS / "triage_normen.csv").read_text(encoding="utf-8")
    return [
        pytest.param(rij, id=rij["id"], marks=pytest.mark.eis(*EISEN.get(rij["id"][:5], ("recht:T14",))))
        for rij in csv.DictReader(bestand.splitlines(), delimiter=";")
    ]


@pytest.mark.parametrize("rij", _rijen())
def test_norm(rij: dict[str, str]) -> None:
    vanaf, klasse = datetime.fromisoformat(rij["vanaf"]), STANDAARD_KLASSEN.get(rij["klasse"])
    if rij["wat"] == "triage":
        uiterlijk = norm_triage(vanaf, klasse, onbeantwoord=rij["onbeantwoord"] == "ja")
    else:
        assert klasse is not None
        uiterlijk = norm_oppakken(vanaf, klasse)
    assert uiterlijk.tzinfo is UTC
    assert lokaal(uiterlijk).isoformat(timespec="minutes") == rij["uiterlijk"]


@pytest.mark.eis("recht:T14", "G-02")
@given(
    st.integers(0, 730 * 24 * 60).map(
        lambda minuten: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minuten)
    ),
    st.sampled_from(sorted(STANDAARD_KLASSEN)),
)
def test_norm_is_never_early_and_never_ends_on_a_free_day_when_it_shifts(vanaf: datetime, code: str) -> None:
    klasse = STANDAARD_KLASSEN[code]
    einde = norm_oppakken(vanaf, klasse)
    verschil = (einde - vanaf).total_seconds() / 60
    if not klasse.schuift:
        assert verschil == klasse.oppakken_minuten
    else:
        assert verschil >= klasse.oppakken_minuten
        assert not is_vrij(lokaal(einde).date())


@pytest.mark.eis("AM-13", "Z-09", "F08", "UM-11")
def test_retriage_moves_the_deadline_only_within_the_first_triage() -> None:
    def om(dag: int, uur: int) -> datetime:
        return datetime(2026, 11, dag, uur, tzinfo=AMSTERDAM)

    dag, spoed = STANDAARD_KLASSEN["dag"], STANDAARD_KLASSEN["spoed"]
    eerste = om(20, 9)
    deadline = norm_oppakken(eerste, dag)
    assert deadline == om(21, 9)
    deadline = norm_oppakken_na_hertriage(
        eerste_triage=eerste, deadline=deadline, oud=dag, nieuw=spoed, moment=om(20, 15)
    )
    assert deadline == om(20, 19)
    deadline = norm_oppakken_na_hertriage(
        eerste_triage=eerste, deadline=deadline, oud=spoed, nieuw=dag, moment=om(20, 16)
    )
    assert deadline == om(21, 9)
    # Given back on Saturday 10:00: no clock restarts, the deadline has passed.
    assert norm_oppakken_na_hertriage(
        eerste_triage=eerste, deadline=deadline, oud=dag, nieuw=dag, moment=om(21, 10)
    ) == om(21, 9)
    # Lowering after the deadline does not undo that it was missed.
    week = STANDAARD_KLASSEN["week"]
    assert norm_oppakken_na_hertriage(
        eerste_triage=eerste, deadline=deadline, oud=dag, nieuw=week, moment=om(21, 10)
    ) == om(21, 9)
    # Raised late: a deadline that is nearer than the new norm stays.
    assert norm_oppakken_na_hertriage(
        eerste_triage=eerste, deadline=om(21, 9), oud=dag, nieuw=spoed, moment=om(21, 8)
    ) == om(21, 9)


@pytest.mark.eis("UM-16")
def test_outcome_in_calendar_days() -> None:
    assert norm_uitkomst(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), STANDAARD_KLASSEN["dag"]) == date(
        2026, 11, 26
    )


ACUUT_112 = Keuze("acuut", "112", "oggz")


@pytest.mark.eis("AM-15", "recht:P12", "recht:P12", "UM-10")
def test_acute_asks_a_call_first() -> None:
    weigering = mag_bevestigen(ACUUT_112, geadviseerd="acuut", aard_voor="oggz")
    assert weigering is not None
    assert weigering.code == "acuut-niet-doorverbonden"
    assert weigering.tekst == "Bel eerst. Leg daarna vast wie het overneemt."
    klik = Doorverbinding(datetime(2026, 11, 20, 0, 16, tzinfo=UTC))
    met = Keuze("acuut", "112", "oggz", doorverbinding=klik)
    assert mag_bevestigen(met, geadviseerd="acuut", aard_voor="oggz") is None
    zelf = Keuze("acuut", "112", "oggz", melder_belt_zelf=True)
    assert mag_bevestigen(zelf, geadviseerd="acuut", aard_voor="oggz") is None
    assert (
        mag_bevestigen(Keuze("acuut", "lokaal_team", "oggz"), geadviseerd="acuut", aard_voor="oggz") is None
    )


@pytest.mark.eis("AM-16", "recht:V07", "UM-10")
def test_lower_than_advised_asks_a_reason_and_goes_to_the_next_dienst() -> None:
    def keuze(tekst: str, code: str = "steun_aanwezig") -> Keuze:
        return Keuze("dag", "lokaal_team", "oggz", afwijking_code=code, afwijking_tekst=tekst)

    weigering = mag_bevestigen(keuze("ok"), geadviseerd="acuut", aard_voor="oggz")
    assert weigering is not None
    assert (weigering.code, weigering.tekst) == ("reden-verplicht", "Geef een reden voor de lagere urgentie.")
    assert (
        mag_bevestigen(keuze("Broer is bij hem gebleven", ""), geadviseerd="acuut", aard_voor="oggz")
        is not None
    )
    assert mag_bevestigen(keuze("          "), geadviseerd="acuut", aard_voor="oggz") is not None
    assert mag_bevestigen(keuze("Broer is bij hem gebleven"), geadviseerd="acuut", aard_voor="oggz") is None
    assert hoort_op_overdracht("acuut", "dag")
    assert not hoort_op_overdracht("spoed", "dag")
    assert not hoort_op_overdracht("acuut", "acuut")


@pytest.mark.eis("UM-10", "UM-09")
def test_higher_asks_a_code_and_a_broken_table_asks_nothing() -> None:
    hoger = Keuze("spoed", "urgente_hulp", "oggz")
    weigering = mag_bevestigen(hoger, geadviseerd="dag", aard_voor="oggz")
    assert weigering is not None
    assert weigering.code == "reden-verplicht"
    met_code = Keuze("spoed", "urgente_hulp", "oggz", afwijking_code="nieuwe_informatie")
    assert mag_bevestigen(met_code, geadviseerd="dag", aard_voor="oggz") is None
    assert mag_bevestigen(hoger, geadviseerd=None, aard_voor="oggz") is None
    assert mag_bevestigen(Keuze("dag", "lokaal_team", "oggz"), geadviseerd="dag", aard_voor="oggz") is None


@pytest.mark.eis("UM-10", "recht:W03")
def test_wvggz_that_does_not_come_out_asks_why() -> None:
    weigering = mag_bevestigen(Keuze("dag", "bemoeizorg", "oggz"), geadviseerd="dag", aard_voor="wvggz")
    assert weigering is not None
    assert weigering.tekst == "Waarom is dit geen Wvggz-melding?"
    met = Keuze("dag", "bemoeizorg", "oggz", herkwalificatie_reden="Melder wil anoniem blijven.")
    assert mag_bevestigen(met, geadviseerd="dag", aard_voor="wvggz") is None


@pytest.mark.eis("UM-10")
def test_unknown_urgency_and_no_action_without_reason_are_refused() -> None:
    assert (
        getattr(
            mag_bevestigen(Keuze("rood", "112", "oggz"), geadviseerd="dag", aard_voor="oggz"), "status", 0
        )
        == 400
    )
    niets = Keuze("dag", "geen_actie", "oggz")
    assert (
        getattr(mag_bevestigen(niets, geadviseerd="dag", aard_voor="oggz"), "code", "") == "reden-verplicht"
    )


@pytest.mark.eis("AM-27", "UM-18")
def test_reopen_within_thirty_days() -> None:
    gesloten = date(2026, 11, 1)
    assert mag_heropenen(gesloten_op=gesloten, vandaag=date(2026, 12, 1), reden="Nieuwe zorgen") is None
    weigering = mag_heropenen(gesloten_op=gesloten, vandaag=date(2026, 12, 2), reden="Nieuwe zorgen")
    assert weigering is not None
    assert weigering.tekst == "Langer dan 30 dagen gesloten. Maak een vervolgmelding."
    zonder = mag_heropenen(gesloten_op=gesloten, vandaag=date(2026, 12, 1), reden=" ")
    assert getattr(zonder, "code", "") == "reden-verplicht"
    laat_op_de_avond = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert mag_heropenen(gesloten_op=laat_op_de_avond, vandaag=date(2026, 12, 1), reden="x") is None


@pytest.mark.eis("Z-06", "UM-18", "F01")
@pytest.mark.parametrize(
    ("feiten", "code"),
    [
        ({}, None),
        ({"getriageerd": False}, "triage-ontbreekt"),
        ({"uitkomst": False}, "uitkomst-ontbreekt"),
        ({"teruggekoppeld": False}, "terugkoppeling-ontbreekt"),
        ({"teruggekoppeld": False, "zonder_terugkoppeling": True}, None),
        ({"open_terugbelafspraak": True}, "terugbelafspraak-open"),
        ({"open_verkennend_onderzoek": True}, "onderzoek-open"),
    ],
)
def test_close_only_when_nothing_is_missing(feiten: dict[str, bool], code: str | None) -> None:
    compleet = {"getriageerd": True, "uitkomst": True, "teruggekoppeld": True}
    weigering = mag_sluiten(**{**compleet, **feiten})
    assert (weigering.code if weigering else None) == code


@pytest.mark.eis("UM-14", "recht:W16")
def test_forwarding_outside_the_region_is_a_warm_handover() -> None:
    assert mag_doorsturen(signalen=[], buiten_regio=False) is None
    assert getattr(mag_doorsturen(signalen=[], buiten_regio=True), "regel", "") == "recht:W16"
    niet_gedaan = mag_doorsturen(signalen=[], buiten_regio=True, gesproken=True, acuut_gedaan=False)
    assert getattr(niet_gedaan, "code", "") == "acuut-niet-doorverbonden"
    assert mag_doorsturen(signalen=[], buiten_regio=True, gesproken=True) is None
    # Friday evening: one working day on is Monday, up to midnight on the Dutch clock.
    assert norm_doorsturen(datetime(2026, 11, 20, 20, tzinfo=AMSTERDAM)) == datetime(
        2026, 11, 24, tzinfo=AMSTERDAM
    )


@pytest.mark.eis("Z-04", "UM-12", "UM-13")
def test_states_follow_the_table() -> None:
    assert mag_overgaan(Staat.NIEUW, Daad.TRIAGE) is None
    assert getattr(mag_overgaan(Staat.GESLOTEN, Daad.OPPAKKEN), "code", "") == "staat-past-niet"
    gevonden = {(van, overgang.naar) for overgang in OVERGANGEN.values() for van in overgang.van}
    verwacht = """concept-nieuw nieuw-getriageerd getriageerd-aangeboden aangeboden-opgepakt aangeboden-nieuw
        opgepakt-nieuw nieuw-doorgestuurd getriageerd-doorgestuurd aangeboden-doorgestuurd opgepakt-doorgestuurd
        doorgestuurd-nieuw doorgestuurd-afgehandeld opgepakt-afgehandeld afgehandeld-gesloten gesloten-nieuw"""
    assert gevonden == {tuple(paar.split("-")) for paar in verwacht.split()}
    assert set(VOLGENDE_STAP) == set(Staat) - {Staat.CONCEPT, Staat.GESLOTEN}
    # Every open state can reach closed: nobody gets stuck.
    bereikt = {Staat.GESLOTEN}
    while nieuw := {van for van, naar in gevonden if naar in bereikt} - bereikt:
        bereikt |= nieuw
    assert bereikt == set(Staat)


@pytest.mark.eis("UM-01", "UM-12", "UM-13")
def test_small_refusals_say_what_to_do() -> None:
    leeg = mag_vastleggen(wie_belt="buur", omschrijving=" ", signalen=[], persoon=False)
    assert leeg is not None
    assert leeg.als_probleem()["detail"] == "Schrijf kort op wat er aan de hand is, of kies een signaal."
    assert leeg.code == "melding-zonder-inhoud"
    assert mag_vastleggen(wie_belt="buur", omschrijving="", signalen=["wapen"], persoon=False) is None
    bezet = mag_oppakken(al_door="Anna de Vries", al_om="09:14")
    assert bezet is not None
    assert bezet.tekst == "Anna de Vries heeft deze melding al opgepakt om 09:14."
    assert mag_oppakken() is None
    assert mag_teruggeven(reden="verkeerde_route", toelichting="Hoort bij verslavingszorg") is None
    assert mag_teruggeven(reden="verkeerde_route", toelichting="nee") is not None
    assert mag_teruggeven(reden="geen zin", toelichting="Hoort bij verslavingszorg") is not None


@pytest.mark.eis("UM-01")
def test_late_entry_up_to_thirty_days() -> None:
    nu = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert (
        mag_laat_invoeren(gebeurd_op=datetime(2026, 10, 21, 12, tzinfo=UTC), nu=nu, reden="storing") is None
    )
    assert mag_laat_invoeren(gebeurd_op=datetime(2026, 10, 21, 12, tzinfo=UTC), nu=nu, reden="") is not None
    te_laat = mag_laat_invoeren(gebeurd_op=datetime(2026, 10, 20, 12, tzinfo=UTC), nu=nu, reden="storing")
    assert getattr(te_laat, "tekst", "").startswith("Meer dan 30 dagen terug.")
