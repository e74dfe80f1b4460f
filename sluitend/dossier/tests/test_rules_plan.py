"""The plan, its evaluation, and double voorzieningen (UR-23..UR-25, 5D)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.dossier.rules.plan import (
    Actie,
    Evaluatie,
    Planconcept,
    Voorziening,
    aanpassen_uiterlijk,
    evaluatie_uiterlijk,
    find_double,
    mag_evalueren,
    mag_starten,
    mag_vaststellen,
    overlap,
    unowned_domains,
    zonder_vooruitgang,
)
from sluitend.kern.fouten import OngeldigeInvoer

VANDAAG = date(2027, 3, 1)
ACTIE = Actie("Woning zoeken", "wonen", ("corporatie",))
PLAN = Planconcept("ondersteuningsplan", 1, (ACTIE,), "akkoord", vraagverheldering_vastgesteld=True)


@pytest.mark.eis("UR-23")
def test_a_plan_with_a_goal_owned_actions_and_an_answer_may_be_fixed() -> None:
    assert mag_vaststellen(PLAN, VANDAAG) is None
    eigen_wil = replace(PLAN, akkoord_inwoner="wil_niet_meedoen", akkoord_reden="Wil geen hulp")
    assert mag_vaststellen(eigen_wil, VANDAAG) is None


@pytest.mark.eis("UR-23", "B40", "B27")
@pytest.mark.parametrize(
    ("plan", "veld", "tekst"),
    [
        (replace(PLAN, doelen=0), "doelen", "Een plan heeft ten minste één doel."),
        (
            replace(PLAN, acties=(replace(ACTIE, organisaties=()),)),
            "acties",
            "Bij deze actie ontbreekt de organisatie.",
        ),
        (
            replace(PLAN, acties=(replace(ACTIE, organisaties=("a", "b")),)),
            "acties",
            "Bij deze actie hoort precies één organisatie.",
        ),
        (
            replace(PLAN, acties=(replace(ACTIE, is_gemeente=True),)),
            "acties",
            "Geef aan of de gemeente regisseert, betaalt of uitvoert.",
        ),
        (replace(PLAN, acties=(ACTIE,) * 201), "acties", "Te lang: maximaal 200."),
        (
            replace(PLAN, akkoord_inwoner=None),
            "akkoord_inwoner",
            "Geef aan wat de inwoner van het plan vindt.",
        ),
        (
            replace(PLAN, akkoord_inwoner="niet_akkoord"),
            "akkoord_reden",
            "Geef aan waarom de inwoner niet akkoord is of niet is gevraagd.",
        ),
        (
            replace(PLAN, vraagverheldering_vastgesteld=False),
            "vraagverheldering",
            "Rond eerst de brede vraagverheldering af.",
        ),
    ],
)
def test_why_a_plan_is_not_fixed(plan: Planconcept, veld: str, tekst: str) -> None:
    weigering = mag_vaststellen(plan, VANDAAG)
    assert isinstance(weigering, OngeldigeInvoer)
    assert weigering.fouten == {veld: tekst}


@pytest.mark.eis("UR-23")
def test_one_active_plan_but_a_plan_for_later_may_wait() -> None:
    weigering = mag_vaststellen(replace(PLAN, ander_actief_plan=True), VANDAAG)
    assert weigering is not None
    assert weigering.tekst == "Er is al een actief plan. Maak een nieuwe versie."
    assert mag_vaststellen(replace(PLAN, ander_actief_plan=True, is_nieuwe_versie=True), VANDAAG) is None
    later = replace(PLAN, soort="volwassenplan", ander_actief_plan=True, start=date(2027, 9, 1))
    assert mag_vaststellen(later, VANDAAG) is None
    assert mag_vaststellen(replace(later, start=VANDAAG), VANDAAG) is not None


@pytest.mark.eis("B40", "UR-23")
def test_domains_without_a_running_owned_action_are_niemand() -> None:
    acties = (ACTIE, Actie("Schulden", "schulden", ("gkb",), status="gestopt"), Actie("Werk", "werk", ()))
    assert unowned_domains(acties) == (
        "werk",
        "inkomen",
        "schulden",
        "zorg",
        "jeugd",
        "dagbesteding",
        "netwerk",
        "veiligheid",
    )


@pytest.mark.eis("UR-25")
@pytest.mark.parametrize(
    ("datum", "volgende", "mag"),
    [
        (date(2027, 3, 1), date(2028, 3, 1), True),
        (date(2027, 3, 1), date(2028, 3, 2), False),
        (date(2028, 2, 29), date(2029, 2, 28), True),
        (date(2028, 2, 29), date(2029, 3, 1), False),
        (date(2027, 3, 1), date(2027, 3, 1), False),
        (date(2027, 3, 1), None, False),
    ],
)
def test_the_next_evaluation_lies_within_twelve_months(datum: date, volgende: date | None, mag: bool) -> None:
    weigering = mag_evalueren(Evaluatie(datum, volgende, "ja"))
    assert (weigering is None) is mag
    if weigering:
        assert weigering.tekst == "Kies een volgende datum binnen 12 maanden."


@pytest.mark.eis("UR-25")
def test_a_plan_that_no_longer_fits_is_adapted_within_fourteen_days() -> None:
    evaluatie = Evaluatie(VANDAAG, date(2027, 9, 1), "nee", (3, 7))
    assert mag_evalueren(evaluatie) is None
    assert aanpassen_uiterlijk(evaluatie) == date(2027, 3, 15)
    assert aanpassen_uiterlijk(replace(evaluatie, nog_passend="deels")) is None
    assert mag_evalueren(replace(evaluatie, scores=(11,))) is not None
    assert mag_evalueren(replace(evaluatie, nog_passend=None)) is not None


@pytest.mark.eis("AR-15", "G-05")
def test_without_a_date_six_months_clamped_to_the_month_end() -> None:
    assert evaluatie_uiterlijk(date(2026, 8, 31), None) == date(2027, 2, 28)
    assert evaluatie_uiterlijk(date(2026, 8, 31), date(2026, 10, 1)) == date(2026, 10, 1)


@pytest.mark.eis("F69")
def test_no_progress_needs_two_evaluations_in_a_row() -> None:
    assert zonder_vooruitgang([4, 4, 3])
    assert not zonder_vooruitgang([4, 5, 5])
    assert not zonder_vooruitgang([4, 4, 5])
    assert not zonder_vooruitgang([4, 4])


REINTEGRATIE = Voorziening(1, "reintegratie", date(2027, 3, 1), date(2027, 8, 31), "Tiem")
DAGBESTEDING = Voorziening(2, "dagbesteding", date(2027, 6, 1), organisatie="De Parabool")


@pytest.mark.eis("AR-18", "B16", "F105", "UR-24")
def test_reintegratie_beside_dagbesteding_overlaps_92_days() -> None:
    (dubbel,) = find_double(DAGBESTEDING, [REINTEGRATIE, DAGBESTEDING])
    assert (dubbel.groep, dubbel.van, dubbel.tot, dubbel.dagen) == (
        "dag",
        date(2027, 6, 1),
        date(2027, 8, 31),
        92,
    )


@pytest.mark.eis("AR-18", "B16", "F105", "UR-24")
def test_a_double_is_saved_only_with_a_reason() -> None:
    weigering = mag_starten(REINTEGRATIE, [replace(DAGBESTEDING, eind=date(2027, 12, 31))])
    assert weigering is not None
    assert weigering.tekst == (
        "Let op: dagbesteding loopt al (De Parabool, tot 31-12-2027). Geef aan waarom beide nodig zijn."
    )
    open_einde = mag_starten(REINTEGRATIE, [DAGBESTEDING])
    assert open_einde is not None
    assert "loopt al (De Parabool). " in open_einde.tekst
    assert mag_starten(REINTEGRATIE, [DAGBESTEDING], "Opbouw naar werk") is None
    assert mag_starten(REINTEGRATIE, [replace(DAGBESTEDING, start=date(2027, 9, 1))]) is None
    assert mag_starten(replace(REINTEGRATIE, soort="bewind"), [DAGBESTEDING]) is None


@pytest.mark.eis("B16", "F105")
def test_reintegratie_dagbesteding_and_begeleiding_are_a_stack_on_the_days_they_all_share() -> None:
    begeleiding = Voorziening(3, "ambulante_begeleiding", date(2027, 7, 1), date(2027, 7, 31))
    gevonden = find_double(begeleiding, [REINTEGRATIE, DAGBESTEDING])
    (stapel,) = gevonden
    assert (stapel.groep, stapel.dagen) == ("stapel", 31)
    apart = replace(begeleiding, start=date(2027, 4, 1), eind=date(2027, 5, 31))
    assert find_double(apart, [REINTEGRATIE, DAGBESTEDING]) == ()


DAGEN = st.dates(date(2027, 1, 1), date(2027, 2, 10))


@given(a=DAGEN, b=DAGEN, c=DAGEN, d=DAGEN)
def test_the_shared_days_are_the_days_that_are_in_both(a: date, b: date, c: date, d: date) -> None:
    een, twee = (
        Voorziening(1, "bewind", min(a, b), max(a, b)),
        Voorziening(2, "schuldhulp", min(c, d), max(c, d)),
    )
    alle = [date(2027, 1, 1) + timedelta(days=n) for n in range(41)]
    samen = sum(min(a, b) <= dag <= max(a, b) and min(c, d) <= dag <= max(c, d) for dag in alle)
    gevonden = find_double(een, [twee])
    assert (gevonden[0].dagen if gevonden else 0) == samen
    assert bool(overlap(een, twee)) == bool(samen)
