"""UR-23, UR-25 and G-05: one plan, in the resident's words, each action with one organisation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from sluitend.dossier import actions
from sluitend.dossier.models import Plan, Planevaluatie
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.kern.fouten import Weigering

pytestmark = pytest.mark.django_db


@pytest.mark.eis("UR-23")
def test_van_begin_tot_vastgesteld_op_de_pagina(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    zara, basis = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/plan"
    assert "Er is nog geen plan" in zara.get(basis).content.decode()
    zara.post(f"{basis}/beginnen", {})
    plan = keten.lees(Plan.objects.get)
    leeg = zara.post(f"{basis}/{plan.pk}/vaststellen", {"evaluatie_op": ""}).content.decode()
    assert "Een plan heeft ten minste één doel." in leeg
    doel = {
        "leefgebied": "wonen",
        "doel": "Ik slaap weer thuis",
        "waaraan_te_merken": "",
        "score_nu": "3",
        "score_doel": "11",
    }
    assert "Te hoog: maximaal 10." in zara.post(f"{basis}/{plan.pk}/doel", doel).content.decode()
    assert zara.post(f"{basis}/{plan.pk}/doel", {**doel, "score_doel": "7"}).status_code == 302
    doel_id = keten.lees(lambda: plan.doelen.get().pk)
    actie = {
        "wat": "Opruimen",
        "domein": "wonen",
        "organisatie": "",
        "wie": "",
        "start": "2027-01-04",
        "eind": "",
        "voorzieningsoort": "",
        "dubbel_reden": "",
    }
    assert (
        "Bij deze actie ontbreekt de organisatie."
        in zara.post(f"{basis}/doel/{doel_id}/actie", actie).content.decode()
    )
    organisatie = str(keten.wereld.organisaties["corporatie"].pk)
    omgekeerd = {**actie, "organisatie": organisatie, "eind": "2027-01-03"}
    assert (
        "De einddatum ligt voor de begindatum."
        in zara.post(f"{basis}/doel/{doel_id}/actie", omgekeerd).content.decode()
    )
    assert (
        zara.post(f"{basis}/doel/{doel_id}/actie", {**actie, "organisatie": organisatie}).status_code == 302
    )
    woorden = {"tekst": "Ik wil rust.", "akkoord": "wil_niet_meedoen", "akkoord_reden": ""}
    assert zara.post(f"{basis}/{plan.pk}/eigen-woorden", woorden).status_code == 302
    zonder_reden = zara.post(f"{basis}/{plan.pk}/vaststellen", {"evaluatie_op": ""}).content.decode()
    assert "Geef aan waarom de inwoner niet akkoord is of niet is gevraagd." in zonder_reden
    zara.post(f"{basis}/{plan.pk}/eigen-woorden", {**woorden, "akkoord_reden": "Wil nu niet"})
    assert zara.post(f"{basis}/{plan.pk}/vaststellen", {"evaluatie_op": ""}).status_code == 302
    tekst = zara.get(f"/dossiers/{dossier.pk}").content.decode()
    assert tekst.index("Ik wil rust.") < tekst.index("Ik slaap weer thuis"), "eigen woorden staan vooraan"
    pagina = zara.get(basis).content.decode()
    assert "Voor deze domeinen doet nog niemand iets" in pagina
    with pytest.raises(Weigering, match="Maak een nieuwe versie"):
        actions.voeg_doel_toe(actor=keten.actor("Zara Zwolle"), plan_id=plan.pk, leefgebied="geld", doel="x")
    keten.klopt()


@pytest.mark.eis("UR-23")
def test_een_nieuwe_versie_vervangt_en_wist_niet(keten: Keten) -> None:
    dossier = keten.dossier()
    eerste = keten.plan(dossier)
    tweede = keten.plan(dossier)
    assert [(p.nummer, p.status) for p in keten.lees(lambda: list(Plan.objects.order_by("nummer")))] == [
        (1, "vervangen"),
        (2, "actief"),
    ]
    assert keten.lees(lambda: tweede.doelen.count()) == 2, "de doelen gaan mee"
    assert keten.lees(lambda: eerste.doelen.count()) == 1
    keten.klopt()


@pytest.mark.eis("G-05", "AR-15")
def test_zonder_datum_is_de_evaluatie_na_zes_maanden_aan_de_beurt(keten: Keten, klok: Any) -> None:
    klok(2026, 8, 31, 10)
    dossier = keten.dossier()
    keten.plan(dossier)
    (gat,) = keten.gaten("G-05", dossier)
    assert gat.norm_op == lokaal(2027, 3, 1)
    keten.klopt()


@pytest.mark.eis("UR-25", "G-05")
def test_evalueren_met_cijfers_en_een_plan_dat_niet_meer_past(
    keten: Keten, als: Aanmelden, klok: Any
) -> None:
    klok(2027, 1, 4, 10)
    dossier = keten.dossier()
    plan = keten.plan(dossier, evaluatie_op=date(2027, 2, 1))
    klok(2027, 2, 3, 10)
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/plan/{plan.pk}/evalueren"
    assert "Ik slaap weer thuis" in zara.get(pad).content.decode()
    velden = {
        "nog_passend": "nee",
        "met_inwoner": "on",
        "wat_veranderen": "Ander huis",
        "volgende_op": "2028-03-01",
        "doel_0": "6",
    }
    assert "Kies een volgende datum binnen 12 maanden." in zara.post(pad, velden).content.decode()
    assert zara.post(pad, {**velden, "volgende_op": "2027-05-01"}).status_code == 302
    evaluatie = keten.lees(Planevaluatie.objects.get)
    assert list(evaluatie.scores.values()) == [6]
    (taak,) = keten.taken(dossier, soort="plan_aanpassen")
    assert taak.uiterlijk == lokaal(2027, 2, 18)
    eerste, volgende = keten.gaten("G-05", dossier)
    assert (eerste.norm_op, eerste.opgelost_op is None) == (lokaal(2027, 2, 2), False)
    assert volgende.norm_op == lokaal(2027, 5, 2)
    keten.klopt()


def test_een_ander_ziet_of_wijzigt_het_plan_niet(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    plan = keten.plan(dossier)
    assert als("Kees Kampen").get(f"/dossiers/{dossier.pk}/plan").status_code == 404
    with pytest.raises(Weigering) as fout:
        actions.evalueer_plan(
            actor=keten.actor("Kees Kampen"),
            plan_id=plan.pk,
            nog_passend="ja",
            volgende_op=timezone.localdate() + timedelta(days=30),
            met_inwoner=True,
        )
    assert fout.value.status == 404
