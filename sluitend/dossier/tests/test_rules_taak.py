"""Tasks, next steps and deadline words (Z-04, UR-49, UR-50)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sluitend.dossier.rules.taak import (
    Status,
    Taak,
    Trajectsluiting,
    bulk_verslag,
    deadline_woorden,
    is_next_step,
    mag_afronden,
    mag_bulk_toewijzen,
    mag_opslaan,
    mag_traject_sluiten,
    mag_wachten,
)
from sluitend.kern.fouten import OngeldigeInvoer

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios" / "dossier_deadlinewoorden.csv"
STAP = Taak("t1", eigenaar_team="wijkteam", vervaldatum=date(2027, 3, 5), volgende_stap_van_open_traject=True)
NIEUW = Taak("t2", eigenaar_gebruiker="vera", vervaldatum=date(2027, 3, 12))
VOLGENDE = "Dit is de volgende stap van een lopend traject. Kies eerst de nieuwe volgende stap."


def _rows() -> list[dict[str, str]]:
    with SCENARIOS.open(encoding="utf-8") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))


@pytest.mark.parametrize("rij", _rows(), ids=lambda rij: f"{rij['vandaag']} {rij['tekst']}")
def test_a_deadline_in_words(rij: dict[str, str]) -> None:
    woorden = deadline_woorden(date.fromisoformat(rij["vervaldatum"]), date.fromisoformat(rij["vandaag"]))
    assert (woorden.tekst, woorden.toon) == (rij["tekst"], rij["toon"])


@pytest.mark.eis("AR-24", "UR-49", "Z-04")
@pytest.mark.parametrize(
    "nieuw",
    [
        None,
        replace(NIEUW, taak="t1"),
        replace(NIEUW, eigenaar_gebruiker=None),
        replace(NIEUW, eigenaar_team="wijkteam"),
        replace(NIEUW, vervaldatum=None),
        replace(NIEUW, status=Status.GEDAAN),
    ],
)
@pytest.mark.parametrize("naar", [Status.GEDAAN, Status.VERVALLEN])
def test_the_next_step_closes_only_with_a_real_new_one(nieuw: Taak | None, naar: Status) -> None:
    weigering = mag_afronden(STAP, naar=naar, nieuwe_stap=nieuw)
    assert weigering is not None
    assert weigering.tekst == VOLGENDE


@pytest.mark.eis("UR-49", "Z-04")
def test_with_a_new_step_it_closes_and_an_ordinary_task_just_closes() -> None:
    assert mag_afronden(STAP, nieuwe_stap=NIEUW) is None
    assert mag_afronden(replace(STAP, volgende_stap_van_open_traject=False)) is None
    assert is_next_step(replace(NIEUW, status=Status.WACHT))


@pytest.mark.eis("UR-49")
def test_a_result_is_asked_where_the_kind_asks_it_and_done_is_done() -> None:
    taak = replace(NIEUW, resultaat_nodig=True)
    assert mag_afronden(taak) is not None
    assert mag_afronden(taak, resultaat="Gesproken") is None
    assert mag_afronden(taak, naar=Status.VERVALLEN) is None
    al = mag_afronden(replace(NIEUW, status=Status.GEDAAN))
    assert al is not None
    assert al.tekst == "Deze taak is al gedaan."


@pytest.mark.eis("UR-49")
def test_waiting_is_on_somebody_and_until_a_day_to_come() -> None:
    vandaag = date(2027, 3, 1)
    assert mag_wachten(NIEUW, wacht_op="GGD", wacht_tot=date(2027, 3, 2), vandaag=vandaag) is None
    assert mag_wachten(NIEUW, wacht_op="", wacht_tot=date(2027, 3, 2), vandaag=vandaag) is not None
    assert mag_wachten(NIEUW, wacht_op="GGD", wacht_tot=vandaag, vandaag=vandaag) is not None
    assert mag_wachten(NIEUW, wacht_op="GGD", wacht_tot=None, vandaag=vandaag) is not None


@pytest.mark.eis("UR-49", "Z-04")
def test_a_task_without_owner_or_date_is_refused_with_both_errors() -> None:
    assert mag_opslaan(NIEUW) is None
    weigering = mag_opslaan(Taak("t3"))
    assert isinstance(weigering, OngeldigeInvoer)
    assert set(weigering.fouten) == {"eigenaar", "vervaldatum"}


@pytest.mark.eis("recht:W66")
def test_a_traject_ends_with_a_follow_up_or_a_reason_for_none() -> None:
    assert mag_traject_sluiten(Trajectsluiting("Klaar", vervolgtaak=NIEUW)) is None
    assert mag_traject_sluiten(Trajectsluiting("Klaar", geen_vervolg_reden="Verhuisd")) is None
    for fout in (
        Trajectsluiting("Klaar"),
        Trajectsluiting("", vervolgtaak=NIEUW),
        Trajectsluiting("Klaar", ("beslistermijn",), NIEUW),
    ):
        assert mag_traject_sluiten(fout) is not None


@pytest.mark.eis("UR-50", "AR-04")
def test_a_bulk_assignment_reports_what_it_left() -> None:
    assert bulk_verslag(200, 3) == "3 van 200 niet toegewezen: intussen door een ander gewijzigd."
    assert bulk_verslag(200, 0) == "200 toegewezen."
    assert mag_bulk_toewijzen(200) is None
    assert mag_bulk_toewijzen(201) is not None
