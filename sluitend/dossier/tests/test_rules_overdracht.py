"""Overdracht: dates, guards and transitions (UR-13..UR-18, 5C)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sluitend.dossier.rules.overdracht import (
    CASUSREGIE,
    GEMEENTE,
    OVERGANGEN,
    PROCESREGIE,
    SOORTEN,
    Aanbod,
    Concept,
    Gemeentewissel,
    Inhoudsitem,
    LopendeOverdracht,
    Ontvanger,
    Status,
    eerste_contact_uiterlijk,
    find_transition,
    is_verlopen,
    mag_aanvaarden,
    mag_intrekken,
    mag_loslaten,
    mag_uitnodigen_centrumgemeente,
    mag_verzenden,
    mag_vragen,
    mag_weigeren,
    norm_op,
    verloopt_op,
)
from sluitend.dossier.rules.tijd import eod
from sluitend.kern.fouten import Weigering

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios" / "dossier_overdracht_data.csv"
R42 = "De centrumgemeente neemt geen inwoners over. De gemeente van herkomst blijft verantwoordelijk."


def t(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst)


def _tekst(weigering: Weigering | None) -> str:
    assert weigering is not None
    return weigering.tekst


def _rows() -> list[object]:
    with SCENARIOS.open(encoding="utf-8") as bestand:
        rijen = list(csv.DictReader(bestand, delimiter=";"))
    return [pytest.param(rij, id=rij["soort"], marks=pytest.mark.eis(rij["eis"])) for rij in rijen]


@pytest.mark.parametrize("rij", _rows())
def test_norm_expiry_and_first_contact_of_each_kind(rij: dict[str, str]) -> None:
    def dag(kolom: str) -> date | None:
        return date.fromisoformat(rij[kolom]) if rij[kolom] else None

    verzonden = t(rij["verzonden"])
    verloopt = dag("verloopt_na_dag")
    assert norm_op(verzonden) == eod(date.fromisoformat(rij["norm_laatste_dag"]))
    assert verloopt_op(rij["soort"], verzonden) == (eod(verloopt) if verloopt else None)
    assert eerste_contact_uiterlijk(rij["soort"], verzonden) == dag("eerste_contact_uiterlijk")


@pytest.mark.eis("AR-02", "AR-03", "G-04")
def test_the_handover_before_christmas() -> None:
    verzonden = t("2026-12-23T10:00+01:00")
    assert norm_op(verzonden) == t("2026-12-30T00:00+01:00")
    assert verloopt_op("lokaal_regionaal", verzonden) == t("2027-01-09T00:00+01:00")


def test_release_from_detention_asks_for_contact_on_the_day_itself() -> None:
    aanvaard = t("2027-01-11T10:00+01:00")
    assert eerste_contact_uiterlijk("detentie_gemeente", aanvaard, date(2027, 2, 1)) == date(2027, 2, 1)
    assert eerste_contact_uiterlijk("detentie_gemeente", aanvaard, date(2027, 1, 4)) == date(2027, 1, 11)
    assert eerste_contact_uiterlijk("detentie_gemeente", aanvaard) == date(2027, 1, 11)


VOLLEDIG = Concept(
    soort="lokaal_regionaal",
    onderdelen=frozenset({CASUSREGIE}),
    inhoud={item: Inhoudsitem("ja") for item in SOORTEN["lokaal_regionaal"].inhoud},
    reden="Lokaal lukt het niet",
    heeft_ontvanger=True,
    inwoner_betrokken="erbij",
)
NU = t("2026-12-24T10:00+01:00")
AANBOD = Aanbod(
    soort="lokaal_regionaal",
    status=Status.VERZONDEN,
    verloopt_op=t("2027-01-09T00:00+01:00"),
    onderdelen=frozenset({CASUSREGIE}),
    warm_gesprek_op=t("2026-12-23T09:00+01:00"),
)
REGISSEUR = Ontvanger(actief=True, rollen=frozenset({"casusregisseur"}))
MORGEN = date(2026, 12, 28)


@pytest.mark.eis("UR-13")
def test_a_complete_handover_may_be_sent() -> None:
    assert mag_verzenden(VOLLEDIG) is None


@pytest.mark.eis("UR-13")
def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    inhoud = {
        "wat_werkt": Inhoudsitem("rust"),
        "contactafspraak": Inhoudsitem(niet_van_toepassing=True),
    }
    leeg = replace(VOLLEDIG, reden=" ", inhoud=inhoud, inwoner_betrokken="niet_verteld")
    weigering = mag_verzenden(leeg)
    assert _tekst(weigering) == (
        "Deze overdracht mist: de reden, wat lokaal is geprobeerd, de contactafspraak, waarom de inwoner het niet weet."
    )
    assert weigering is not None
    assert weigering.status == 400
    gevuld = {
        **inhoud,
        "lokale_pogingen": Inhoudsitem("3 keer"),
        "contactafspraak": Inhoudsitem("", True, "n.v.t.: tel."),
    }
    assert mag_verzenden(replace(VOLLEDIG, inhoud=gevuld)) is None


@pytest.mark.eis("UR-13")
def test_a_part_travels_once_at_a_time_and_only_with_a_kind_that_carries_it() -> None:
    lopend = replace(VOLLEDIG, lopende=(LopendeOverdracht(CASUSREGIE, "team VIA"),))
    assert _tekst(mag_verzenden(lopend)) == "Voor de casusregie loopt al een overdracht naar team VIA."
    ander = replace(VOLLEDIG, lopende=(LopendeOverdracht(PROCESREGIE, "ZVH"),))
    assert mag_verzenden(ander) is None
    gemeente_mee = replace(VOLLEDIG, onderdelen=frozenset({CASUSREGIE, GEMEENTE}))
    weigering = mag_verzenden(gemeente_mee)
    assert weigering is not None
    assert weigering.code == "onderdeel-past-niet"


@pytest.mark.eis("UR-13")
def test_two_trajecten_may_be_handed_over_side_by_side() -> None:
    c = Concept(
        soort="kliniek_thuis",
        onderdelen=frozenset({"uitvoering:7"}),
        inhoud={item: Inhoudsitem("ja") for item in SOORTEN["kliniek_thuis"].inhoud},
        reden="Ontslag",
        heeft_ontvanger=True,
        inwoner_betrokken="verteld",
        lopende=(LopendeOverdracht("uitvoering:8", "Thuisteam"),),
    )
    assert mag_verzenden(c) is None
    zelfde = replace(c, lopende=(LopendeOverdracht("uitvoering:7", "Thuisteam"),))
    assert _tekst(mag_verzenden(zelfde)) == "Voor de uitvoering loopt al een overdracht naar Thuisteam."


@pytest.mark.eis("AR-23", "R42", "C05")
def test_the_centrumgemeente_takes_no_residents_over() -> None:
    wissel = Gemeentewissel(ontvangend="Oss", herkomst="Bernheze", centrumgemeente="Oss")
    concept = Concept(
        soort="gemeente_gemeente",
        onderdelen=frozenset({GEMEENTE, CASUSREGIE}),
        inhoud={},
        reden="",
        heeft_ontvanger=True,
        inwoner_betrokken=None,
        gemeentewissel=wissel,
    )
    assert _tekst(mag_verzenden(concept)) == R42
    assert _tekst(mag_aanvaarden(replace(AANBOD, gemeentewissel=wissel), REGISSEUR, MORGEN, NU)) == R42
    for mag in (
        replace(wissel, centrumgemeente_neemt_over=True),
        replace(wissel, herkomst="Oss"),
        replace(wissel, ontvangend="Meierijstad"),
        replace(wissel, centrumgemeente=None),
    ):
        assert mag_uitnodigen_centrumgemeente(mag) is None


@pytest.mark.eis("UR-14", "Z-02")
def test_an_active_regisseur_with_a_planned_contact_may_accept() -> None:
    assert mag_aanvaarden(AANBOD, REGISSEUR, MORGEN, NU) is None
    assert mag_aanvaarden(replace(AANBOD, status=Status.VRAAG_GESTELD), REGISSEUR, MORGEN, NU) is None


@pytest.mark.eis("UR-14", "Z-02")
@pytest.mark.parametrize(
    ("aanbod", "ontvanger", "contact", "tekst"),
    [
        (replace(AANBOD, status=Status.INGETROKKEN), REGISSEUR, MORGEN, "Deze overdracht is al ingetrokken."),
        (replace(AANBOD, status=Status.AANVAARD), REGISSEUR, MORGEN, "Deze overdracht is al aanvaard."),
        (replace(AANBOD, status=Status.GEWEIGERD), REGISSEUR, MORGEN, "Deze overdracht is al geweigerd."),
        (replace(AANBOD, verloopt_op=NU), REGISSEUR, MORGEN, "Deze overdracht is al verlopen."),
        (
            AANBOD,
            Ontvanger(True, frozenset({"procesregisseur"})),
            MORGEN,
            "U bent niet actief als casusregisseur; een collega moet aanvaarden.",
        ),
        (
            AANBOD,
            replace(REGISSEUR, actief=False),
            MORGEN,
            "U bent niet actief als casusregisseur; een collega moet aanvaarden.",
        ),
        (AANBOD, REGISSEUR, None, "Plan het eerste contact uiterlijk 31-12-2026."),
        (AANBOD, REGISSEUR, date(2027, 1, 1), "Plan het eerste contact uiterlijk 31-12-2026."),
        (AANBOD, REGISSEUR, date(2026, 12, 23), "Plan het eerste contact uiterlijk 31-12-2026."),
        (
            replace(AANBOD, warm_gesprek_op=None),
            REGISSEUR,
            MORGEN,
            "Vul in wanneer het warme gesprek was, of waarom het er niet was.",
        ),
    ],
)
def test_why_accepting_is_refused(
    aanbod: Aanbod, ontvanger: Ontvanger, contact: date | None, tekst: str
) -> None:
    assert _tekst(mag_aanvaarden(aanbod, ontvanger, contact, NU)) == tekst


@pytest.mark.eis("UR-14")
def test_the_gemeente_itself_is_accepted_only_by_someone_of_it_with_the_right() -> None:
    aanbod = replace(
        AANBOD,
        soort="gemeente_gemeente",
        onderdelen=frozenset({GEMEENTE, CASUSREGIE}),
        ontvangende_gemeente_naam="Kampen",
    )
    weigering = mag_aanvaarden(aanbod, REGISSEUR, MORGEN, NU)
    assert "medewerker van Kampen" in _tekst(weigering)
    mag = replace(REGISSEUR, van_ontvangende_gemeente=True, mag_gemeente_aanvaarden=True)
    assert mag_aanvaarden(aanbod, mag, MORGEN, NU) is None


@pytest.mark.eis("UR-18", "recht:L06")
def test_outside_the_region_only_writing_lets_go() -> None:
    aanbod = replace(
        AANBOD,
        soort="buiten_regio",
        onderdelen=frozenset({GEMEENTE, CASUSREGIE}),
        verantwoordelijke_gemeente_naam="Zwolle",
    )
    tekst = "Zonder schriftelijke aanvaarding blijft Zwolle verantwoordelijk."
    assert _tekst(mag_loslaten(aanbod)) == tekst
    assert _tekst(mag_aanvaarden(aanbod, REGISSEUR, MORGEN, NU)) == tekst
    assert mag_aanvaarden(replace(aanbod, bewijs_van_aanvaarding=True), REGISSEUR, MORGEN, NU) is None


@pytest.mark.eis("AR-03", "UR-15", "UR-16", "Z-02")
def test_refusing_asks_for_a_reason_and_only_an_open_offer_can_be_answered() -> None:
    assert mag_weigeren(AANBOD, "niet_compleet", "De pogingen ontbreken", NU) is None
    for reden, uitleg in (("niet_compleet", " "), ("zomaar", "tekst"), ("", "")):
        assert _tekst(mag_weigeren(AANBOD, reden, uitleg, NU)) == "Geef een reden en een korte toelichting."
    assert mag_intrekken(AANBOD, NU) is None
    aanvaard = replace(AANBOD, status=Status.AANVAARD)
    assert _tekst(mag_intrekken(aanvaard, NU)) == "Deze overdracht is al aanvaard."
    assert _tekst(mag_weigeren(aanvaard, "anders", "x", NU)) == "Deze overdracht is al aanvaard."
    assert mag_vragen(AANBOD, "Wanneer?", NU) is None
    assert mag_vragen(AANBOD, " ", NU) is not None


@pytest.mark.eis("AR-03", "Z-02")
def test_nobody_answered_so_it_lapses_at_the_stroke_of_midnight() -> None:
    verloopt = t("2027-01-09T00:00+01:00")
    assert not is_verlopen(AANBOD, verloopt - timedelta(seconds=1))
    assert is_verlopen(AANBOD, verloopt)
    assert mag_intrekken(AANBOD, verloopt) is not None
    assert not is_verlopen(replace(AANBOD, status=Status.AANVAARD), verloopt)


def test_no_step_leads_back_from_an_answer_and_every_state_is_reached() -> None:
    eind = {Status.GEWEIGERD, Status.VERLOPEN, Status.INGETROKKEN, Status.AFGEROND}
    assert not [o for o in OVERGANGEN if o.van in eind]
    assert {o.naar for o in OVERGANGEN} == set(Status) - {Status.CONCEPT}
    aanvaard = find_transition("vraag_gesteld", "aanvaard")
    assert aanvaard is not None
    assert aanvaard.gebeurtenissen == ("overdracht_aanvaard", "regie_overgedragen")
    assert find_transition("geweigerd", "aanvaard") is None
