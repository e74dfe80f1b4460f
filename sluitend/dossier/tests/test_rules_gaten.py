"""The clocks of the gaps: the table of 12 §5G and the acceptance rows whose arithmetic is pure."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.dossier.rules import gaten_klokken as klokken
from sluitend.dossier.rules.gaten import (
    CATALOGUS,
    Gatrij,
    Klok,
    escalatie,
    niet_gemeten,
    stop_at_death,
    verschuif_norm,
    werk_bij,
)
from sluitend.dossier.rules.gaten_feiten import (
    AveMoment,
    Betrokkenheid,
    Contact,
    Dossier,
    Indicatie,
    Jeugd,
    Maatregel,
    Melding,
    Meldingsnormen,
    Nazorg,
    Netwerk,
    NormOntbreekt,
    Overdracht,
    Plaatsing,
    Plan,
    Regievoering,
    Samenloop,
    Urgentienorm,
    Veiligheidssignaal,
    Wachtplek,
)
from sluitend.dossier.rules.tijd import eod
from sluitend.dossier.rules.vervanging import Afwezigheid, Vervanging

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios"
NORMEN = Meldingsnormen(
    {
        "acuut": Urgentienorm(5, 15),
        "spoed": Urgentienorm(15, 240),
        "dag": Urgentienorm(60, 1440),
        "week": Urgentienorm(480, 10080, schuift=True),
    }
)


def t(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst)


def _feiten(tekst: str) -> defaultdict[str, list[str]]:
    feiten: defaultdict[str, list[str]] = defaultdict(list)
    for deel in tekst.split():
        naam, _, waarde = deel.partition("=")
        feiten[naam].append(waarde)
    return feiten


def _klok(code: str, tekst: str) -> Klok | None:
    f = _feiten(tekst)

    def op(naam: str) -> datetime | None:
        return t(f[naam][0]) if f[naam] else None

    def dag(naam: str) -> date | None:
        return date.fromisoformat(f[naam][0]) if f[naam] else None

    match code:
        case "G-01" | "G-02" | "G-17":
            m = Melding(
                op("ontvangen"),
                urgentie=f["urgentie"][0] if f["urgentie"] else None,
                getriageerd_op=op("getriageerd"),
                route_team="wijkteam",
                wvggz_einde=op("wvggz"),
            )
            return klokken.g17(m) if code == "G-17" else getattr(klokken, f"g{code[2:]}")(m, NORMEN)
        case "G-03":
            contacten = [Contact(t(c)) for c in f["contact"]]
            contacten += [Contact(t(p), resultaat="niet_thuis") for p in f["poging"]]
            return klokken.g03(
                Dossier(
                    op("geopend") or t("2027-02-01T09:00+01:00"),
                    status=f["status"][0] if f["status"] else "open",
                    contactregime=f["regime"][0] if f["regime"] else "regulier",
                    hercontact_op=dag("hercontact"),
                    contacten=tuple(contacten),
                    ave=tuple(AveMoment(t(x), 2) for x in f["fase2"]),
                )
            )
        case "G-04":
            return klokken.g04(Overdracht(op("verzonden"), "verzonden"))
        case "G-05":
            return klokken.g05(Plan(dag("vastgesteld"), "actief", dag("geevalueerd"), dag("gepland")))
        case "G-06":
            return klokken.g06(Indicatie("toegekend", dag("einde")))
        case "G-07":
            return klokken.g07(Wachtplek(dag("sinds"), int(f["norm"][0]), int(f["pauze"][0])))
        case "G-08" | "G-09" | "G-10":
            p = Plaatsing(
                dag("start") or date(2026, 1, 1),
                uitstroomgereed_op=dag("gereed"),
                werkelijk_einde=dag("einde"),
            )
            return getattr(klokken, f"g{code[2:]}")(p)
        case "G-14":
            return klokken.g14(Maatregel(op("start"), dag("einde")))
        case "G-15":
            return klokken.g15(Jeugd(dag("geboren")))
        case "G-16":
            return klokken.g16(Nazorg(op("aangekondigd"), dag("ontslag")))
        case _:
            return klokken.g18(Veiligheidssignaal(op("ontvangen"), op("gekoppeld")))


def _scenarios() -> list[object]:
    with (SCENARIOS / "dossier_gaten.csv").open(encoding="utf-8") as bestand:
        return [
            pytest.param(
                rij["code"],
                rij["feiten"],
                rij["gat_vanaf"],
                id=f"{rij['code']} {rij['wat']}",
                marks=pytest.mark.eis(*rij["eis"].split()),
            )
            for rij in csv.DictReader(bestand, delimiter=";")
        ]


@pytest.mark.parametrize(("code", "feiten", "gat_vanaf"), _scenarios())
def test_a_gap_starts_at_the_instant_of_the_table(code: str, feiten: str, gat_vanaf: str) -> None:
    klok = _klok(code, feiten)
    assert klok is not None
    assert klok.norm_op == t(gat_vanaf)
    assert klok.norm_op.tzinfo is UTC
    assert klok.loopt
    assert klok.is_gat(t(gat_vanaf))
    assert not klok.is_gat(t(gat_vanaf) - timedelta(seconds=1))


def test_the_catalogue_holds_eighteen_codes_in_order() -> None:
    assert [gat.code for gat in CATALOGUS] == [f"G-{n:02}" for n in range(1, 19)]
    assert {gat.code for gat in CATALOGUS if gat.na_overlijden} == {"G-01", "G-02", "G-04", "G-11", "G-17"}


@pytest.mark.eis("AR-12", "G-12", "G-13")
def test_what_the_reach_of_samenloop_leaves_unmeasured() -> None:
    assert niet_gemeten("uit") == ("G-12", "G-13")
    assert niet_gemeten("gemeente") == ("G-12",)
    assert niet_gemeten("regio") == ()
    with pytest.raises(ValueError, match="Onbekend bereik"):
        niet_gemeten("overal")


@pytest.mark.eis("AR-21", "G-01")
def test_fifteen_minutes_over_the_clock_change_are_fifteen_elapsed_minutes() -> None:
    klok = klokken.g01(Melding(t("2026-10-25T02:50+02:00")), NORMEN)
    assert klok.norm_op - klok.klok_start == timedelta(minutes=15)


@pytest.mark.eis("G-01")
def test_an_urgency_without_norm_fails_loud() -> None:
    with pytest.raises(NormOntbreekt, match="fantasie"):
        klokken.g01(Melding(t("2027-03-01T09:00+01:00"), urgentie="fantasie"), NORMEN)


@pytest.mark.eis("G-02")
def test_g02_starts_at_triage_ends_when_picked_up_or_closed_and_needs_a_class() -> None:
    om_negen, om_tien = t("2027-03-01T09:00+01:00"), t("2027-03-01T10:00+01:00")
    m = Melding(om_negen, urgentie="spoed", route_team="wijkteam")
    assert klokken.g02(m, NORMEN) is None
    for klaar in (replace(m, opgepakt_op=om_tien), replace(m, afgesloten_op=om_tien)):
        klok = klokken.g02(replace(klaar, getriageerd_op=om_negen), NORMEN)
        assert klok is not None
        assert (klok.loopt, klok.opgelost_op) == (False, om_tien)
    with pytest.raises(NormOntbreekt, match="urgentie"):
        klokken.g02(replace(m, getriageerd_op=om_negen, urgentie=None), NORMEN)


@pytest.mark.eis("AR-02", "G-04")
def test_accepting_after_the_norm_ends_the_gap_at_that_instant() -> None:
    aanvaard = t("2026-12-30T09:12+01:00")
    klok = klokken.g04(Overdracht(t("2026-12-23T10:00+01:00"), "aanvaard", aanvaard))
    assert klok is not None
    assert not klok.loopt
    assert klok.opgelost_op == aanvaard
    assert klok.is_gat(t("2026-12-30T09:00+01:00"))
    assert not klok.is_gat(aanvaard)
    assert klokken.g04(Overdracht(None, "concept")) is None


@pytest.mark.eis("AR-13", "G-15", "F48", "B26")
def test_the_adult_plan_with_accepted_handover_ends_g15() -> None:
    klok = klokken.g15(Jeugd(date(2009, 6, 15), overgang_geregeld_op=t("2026-09-01T12:00+02:00")))
    assert klok.klok_start == t("2026-03-17T00:00+01:00")
    assert (klok.loopt, klok.opgelost_op) == (False, t("2026-09-01T12:00+02:00"))


@pytest.mark.eis("G-15")
def test_youth_support_that_starts_after_the_birthday_is_not_late_before_it_began() -> None:
    klok = klokken.g15(Jeugd(date(2009, 6, 15), sinds=t("2026-10-01T09:00+02:00")))
    assert klok.norm_op == klok.klok_start == t("2026-10-01T09:00+02:00")


@pytest.mark.eis("G-18")
def test_only_a_decision_after_the_signal_ends_g18_and_the_same_phase_counts() -> None:
    eerder = AveMoment(t("2027-03-01T10:00+01:00"), 2)
    later = AveMoment(t("2027-03-02T16:00+01:00"), 2)
    assert klokken.g18(Veiligheidssignaal(t("2027-03-01T14:00+01:00"), ave=(eerder,))).loopt
    assert klokken.g18(Veiligheidssignaal(t("2027-03-01T14:00+01:00"), ave=(eerder, later))).opgelost_op == t(
        "2027-03-02T16:00+01:00"
    )


@pytest.mark.eis("G-03", "F44")
def test_one_attempt_does_not_keep_the_clock_of_outreach_alive_and_two_on_one_day_are_one() -> None:
    geopend = t("2027-03-01T09:00+01:00")
    een = Contact(t("2027-03-08T09:00+01:00"), resultaat="niet_thuis")
    zelfde_dag = Contact(t("2027-03-08T16:00+01:00"), resultaat="geen_gehoor")
    klok = klokken.g03(Dossier(geopend, contactregime="bemoeizorg", contacten=(een, zelfde_dag)))
    assert klok.norm_op == eod(date(2027, 3, 15))


@pytest.mark.eis("G-03")
def test_attempts_do_not_count_under_the_regular_regime_nor_contact_with_others() -> None:
    poging = Contact(t("2027-03-08T09:00+01:00"), resultaat="niet_thuis")
    naaste = Contact(t("2027-03-09T09:00+01:00"), met="naaste")
    klok = klokken.g03(Dossier(t("2027-03-01T09:00+01:00"), contacten=(poging, naaste)))
    assert klok.norm_op == eod(date(2027, 3, 15))


@pytest.mark.eis("G-03")
def test_the_phase_counts_from_the_last_time_it_became_two() -> None:
    ave = (
        AveMoment(t("2027-01-05T10:00+01:00"), 2),
        AveMoment(t("2027-01-20T10:00+01:00"), 1),
        AveMoment(t("2027-03-05T10:00+01:00"), 3),
        AveMoment(t("2027-03-06T10:00+01:00"), 2),
    )
    contact = (Contact(t("2027-03-01T10:00+01:00")),)
    assert klokken.g03(Dossier(t("2027-01-01T10:00+01:00"), contacten=contact, ave=ave)).norm_op == eod(
        date(2027, 3, 12)
    )
    lager = (*ave, AveMoment(t("2027-03-07T10:00+01:00"), 1))
    assert klokken.g03(Dossier(t("2027-01-01T10:00+01:00"), contacten=contact, ave=lager)).norm_op == eod(
        date(2027, 3, 15)
    )


@pytest.mark.eis("G-03")
def test_a_reopened_dossier_is_not_late_because_of_the_time_it_was_closed() -> None:
    klok = klokken.g03(
        Dossier(
            t("2026-01-01T10:00+01:00"),
            hervat_op=t("2027-03-01T10:00+01:00"),
            contacten=(Contact(t("2026-10-01T10:00+02:00")),),
        )
    )
    assert klok.norm_op == eod(date(2027, 3, 15))


@pytest.mark.eis("G-03", "UR-54")
def test_a_contact_logged_late_ends_the_old_gap_when_it_was_logged() -> None:
    contact = Contact(t("2027-03-01T10:00+01:00"), geregistreerd_op=t("2027-03-20T10:00+01:00"))
    klok = klokken.g03(Dossier(t("2027-01-01T10:00+01:00"), contacten=(contact,)))
    assert klok.klok_start == contact.gebeurd_op
    assert klok.hernieuwd_op == t("2027-03-20T10:00+01:00")


@pytest.mark.eis("G-06")
def test_a_follow_up_in_preparation_ends_g06_and_a_short_indication_is_not_late_at_birth() -> None:
    assert klokken.g06(Indicatie("ingetrokken", date(2027, 6, 30))) is None
    klaar = klokken.g06(Indicatie("toegekend", date(2027, 6, 30), "in_voorbereiding"))
    assert klaar is not None
    assert not klaar.loopt
    kort = klokken.g06(Indicatie("toegekend", date(2027, 6, 30), toegekend_op=date(2027, 6, 1)))
    assert kort is not None
    assert kort.norm_op == t("2027-06-01T00:00+02:00")


@pytest.mark.eis("G-07")
def test_no_norm_means_not_measured() -> None:
    assert klokken.g07(Wachtplek(date(2027, 1, 1))) is None


@pytest.mark.eis("G-08", "G-10")
def test_contact_between_provider_and_home_restarts_g08_and_local_contact_ends_g10() -> None:
    afstemming = Contact(t("2027-02-01T10:00+01:00"), met="afstemming_aanbieder_herkomst")
    lokaal = Contact(t("2027-04-03T10:00+02:00"), lokaal=True)
    elders = Contact(t("2027-04-02T10:00+02:00"))
    klok = klokken.g08(Plaatsing(date(2027, 1, 4), contacten=(afstemming,)))
    assert klok is not None
    assert klok.norm_op == eod(date(2027, 5, 2))
    weg = Plaatsing(date(2027, 1, 4), werkelijk_einde=date(2027, 4, 1), contacten=(elders, lokaal))
    vertrek = klokken.g10(weg)
    assert vertrek is not None
    assert vertrek.opgelost_op == lokaal.gebeurd_op
    assert (
        klokken.g10(Plaatsing(date(2027, 1, 4), werkelijk_einde=date(2027, 4, 1), eindreden="overleden"))
        is None
    )
    assert klokken.g08(Plaatsing(date(2027, 1, 4), regionaal=False)) is None


@pytest.mark.eis("G-11", "UR-19")
def test_absence_is_a_gap_from_the_first_day_without_an_accepted_substitute() -> None:
    weg = (Afwezigheid(date(2027, 3, 1)),)
    gevraagd = Vervanging(date(2027, 3, 1), date(2027, 3, 5), aanvaard=False)
    gedekt = Vervanging(date(2027, 3, 1), date(2027, 3, 5))
    woensdag, maandag = date(2027, 3, 3), date(2027, 3, 8)
    open_klok = klokken.g11_afwezig(Regievoering(weg, (gevraagd,)), woensdag)
    assert open_klok is not None
    assert open_klok.klok_start == open_klok.norm_op == t("2027-03-01T00:00+01:00")
    assert klokken.g11_afwezig(Regievoering(weg, (gedekt,)), woensdag) is None
    daarna = klokken.g11_afwezig(Regievoering(weg, (gedekt,)), maandag)
    assert daarna is not None
    assert daarna.klok_start == t("2027-03-06T00:00+01:00")
    ook_weg = Vervanging(
        date(2027, 3, 1), date(2027, 3, 5), door_afwezig=(Afwezigheid(date(2027, 3, 3), date(2027, 3, 3)),)
    )
    gat = klokken.g11_afwezig(Regievoering(weg, (ook_weg,)), woensdag)
    assert gat is not None
    assert gat.klok_start == t("2027-03-03T00:00+01:00")


@pytest.mark.eis("G-11")
def test_regie_moved_in_haste_is_a_gap_at_once() -> None:
    sinds = t("2027-03-01T10:00+01:00")
    klok = klokken.g11_nood(Regievoering(nood_sinds=sinds))
    assert klok is not None
    assert klok.is_gat(sinds)
    assert klokken.g11_nood(Regievoering()) is None


@pytest.mark.eis("G-12", "B06")
def test_g12_runs_from_the_second_organisation_and_never_from_before() -> None:
    a = Betrokkenheid("A", t("2027-01-04T09:00+01:00"))
    b = Betrokkenheid("B", t("2027-03-01T09:00+01:00"))
    for open_dossier in (False, True):
        klok = klokken.g12(Netwerk((a, b), open_dossier))
        assert klok is not None
        assert klok.norm_op == eod(date(2027, 3, 8))
    assert klokken.g12(Netwerk((a,), True)) is None
    zelfde = Betrokkenheid("A", t("2027-02-01T09:00+01:00"))
    assert klokken.g12(Netwerk((a, zelfde), False)) is None


@pytest.mark.eis("G-12")
def test_g12_ends_when_all_confirm_and_a_new_regisseur_asks_again() -> None:
    bevestigd = t("2027-03-02T09:00+01:00")
    partijen = tuple(
        Betrokkenheid(o, t("2027-03-01T09:00+01:00"), regie_bevestigd_op=bevestigd) for o in ("A", "B")
    )
    klok = klokken.g12(Netwerk(partijen, True))
    assert klok is not None
    assert (klok.loopt, klok.opgelost_op) == (False, bevestigd)
    nieuw = klokken.g12(Netwerk(partijen, True, regie_sinds=t("2027-05-03T09:00+02:00")))
    assert nieuw is not None
    assert (nieuw.loopt, nieuw.norm_op) == (True, eod(date(2027, 5, 10)))


@pytest.mark.eis("G-13", "B01")
def test_g13_is_a_gap_at_once_until_both_are_told() -> None:
    op = t("2027-03-01T09:00+01:00")
    half = klokken.g13(Samenloop("bestuur", op, (op, None)))
    assert half is not None
    assert half.is_gat(op)
    heel = klokken.g13(Samenloop("bestuur", op, (op, op)))
    assert heel is not None
    assert not heel.is_gat(op)
    assert klokken.g13(Samenloop("collega", op, (None, None))) is None


@pytest.mark.eis("G-14")
def test_a_measure_that_ends_early_brings_its_norm_forward_and_keeps_running_after_the_end() -> None:
    klok = klokken.g14(
        Maatregel(t("2027-02-19T00:00+01:00"), date(2027, 8, 19), beeindigd_op=t("2027-06-01T15:00+02:00"))
    )
    assert klok.norm_op == t("2027-05-18T00:00+02:00")
    assert klok.loopt


# --- stored rows -------------------------------------------------------------------------------------------

INSTANTEN = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(oud=INSTANTEN, nieuw=INSTANTEN, nu=INSTANTEN)
def test_a_norm_moves_only_from_the_future_and_never_into_the_past(
    oud: datetime, nieuw: datetime, nu: datetime
) -> None:
    norm = verschuif_norm(oud, nieuw, nu)
    assert norm == oud if oud <= nu else norm >= nu
    assert (norm <= nu) == (oud <= nu) or norm == nu
    assert norm in {oud, nieuw, nu}


def test_a_row_follows_its_clock() -> None:
    start, nu = t("2027-03-01T09:00+01:00"), t("2027-03-05T09:00+01:00")
    klok = Klok(start, t("2027-03-10T00:00+01:00"), loopt=True)
    (rij,) = werk_bij(None, klok, nu)
    assert rij == Gatrij(start, klok.norm_op)
    assert werk_bij(rij, klok, nu) == ()
    vroeger = Klok(start, t("2027-03-02T00:00+01:00"), loopt=True)
    assert werk_bij(rij, vroeger, nu) == (Gatrij(start, nu),)
    opgelost = Klok(start, klok.norm_op, loopt=False, opgelost_op=t("2027-03-04T12:00+01:00"))
    assert werk_bij(rij, opgelost, nu) == (Gatrij(start, klok.norm_op, t("2027-03-04T12:00+01:00")),)
    assert werk_bij(None, opgelost, nu) == ()
    nieuw = Klok(nu, t("2027-03-19T00:00+01:00"), loopt=True, hernieuwd_op=nu)
    assert werk_bij(rij, nieuw, nu) == (Gatrij(start, klok.norm_op, nu), Gatrij(nu, nieuw.norm_op))
    assert werk_bij(rij, None, nu) == (Gatrij(start, klok.norm_op, nu),)


def test_death_ends_what_is_about_the_resident_and_leaves_our_own_work() -> None:
    start, dood = t("2027-03-01T09:00+01:00"), t("2027-03-05T09:00+01:00")
    klok = Klok(start, t("2027-03-03T00:00+01:00"), loopt=True)
    for gat in CATALOGUS:
        na = stop_at_death(gat.code, klok, dood)
        assert na is not None
        assert na.loopt is gat.na_overlijden
        assert na.is_gat(t("2027-03-06T00:00+01:00")) is gat.na_overlijden
    assert stop_at_death("G-03", Klok(dood, dood, True), dood) is None
    assert stop_at_death("G-03", klok, None) is klok


def test_escalation_doubles_a_norm_in_minutes_and_gives_a_day_to_any_other() -> None:
    start = t("2027-03-01T09:00+01:00")
    minuten = Gatrij(start, start + timedelta(minutes=15))
    assert escalatie("G-01", minuten).teamleider_op == start + timedelta(minutes=30)
    dagen = Gatrij(start, start + timedelta(days=3))
    assert escalatie("G-04", dagen).teamleider_op == start + timedelta(days=4)
    assert escalatie("G-04", dagen).overleg_op == start + timedelta(days=10)
