"""UR-49, UR-50 and Z-04: tasks. The next step of a traject closes only together with the new one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from sluitend.dossier import actions
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Taak, Traject
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import schrijven

pytestmark = pytest.mark.django_db
STAP = "Dit is de volgende stap van een lopend traject. Kies eerst de nieuwe volgende stap."


def straks(dagen: int = 3):
    return timezone.localdate() + timedelta(days=dagen)


def open_traject(keten: Keten, dossier) -> Traject:
    zara = keten.wereld.medewerkers["Zara Zwolle"]
    return actions.open_traject(
        actor=keten.actor("Zara Zwolle"),
        dossier_id=dossier.pk,
        soort="briefadres",
        stap=Stap("Briefadres aanvragen", straks(), zara),
    )


@pytest.mark.eis("Z-04", "UR-49", "AR-24")
def test_de_volgende_stap_sluit_alleen_met_een_nieuwe_in_actie_pagina_en_sql(
    keten: Keten, als: Aanmelden
) -> None:
    dossier = keten.dossier()
    traject = open_traject(keten, dossier)
    stap = traject.volgende_stap_id
    with pytest.raises(Weigering, match="Kies eerst de nieuwe volgende stap"):
        actions.rond_taak_af(actor=keten.actor("Zara Zwolle"), taak_id=stap)
    with schrijven(keten.wereld.systeem, stil=True), pytest.raises(Error), transaction.atomic():
        Taak.objects.filter(pk=stap).update(status="gedaan")
    zara, pad = als("Zara Zwolle"), f"/werkvoorraad/{stap}/afronden"
    assert "De nieuwe volgende stap" in zara.get(pad).content.decode()
    leeg = {"resultaat": "Aangevraagd", "titel": "", "uiterlijk": "", "eigenaar": ""}
    antwoord = zara.post(pad, leeg).content.decode()
    assert "Vul dit in." in antwoord
    assert "Aangevraagd" in antwoord
    eigenaar = f"m:{keten.wereld.medewerkers['Zara Zwolle'].pk}"
    voorbij = {**leeg, "titel": "Nabellen", "uiterlijk": straks(-1).isoformat(), "eigenaar": eigenaar}
    assert "Kies vandaag of een dag daarna." in zara.post(pad, voorbij).content.decode()
    assert zara.post(pad, {**voorbij, "uiterlijk": straks(7).isoformat()}).status_code == 302
    oud, nieuw = keten.taken(dossier, soort="volgende_stap")
    assert (oud.status, nieuw.status, nieuw.titel) == ("gedaan", "open", "Nabellen")
    assert keten.vers(traject).volgende_stap_id == nieuw.pk
    keten.klopt()


@pytest.mark.eis("Z-04")
def test_de_databank_weigert_een_open_traject_zonder_stap_of_eigenaar(keten: Keten) -> None:
    traject = open_traject(keten, keten.dossier())
    for veld in ("volgende_stap", "eigenaar_medewerker"):
        with schrijven(keten.wereld.systeem, stil=True), pytest.raises(Error), transaction.atomic():
            Traject.objects.filter(pk=traject.pk).update(**{veld: None})
    with schrijven(keten.wereld.systeem, stil=True), pytest.raises(Error), transaction.atomic():
        connection.cursor().execute("UPDATE dossier_taak SET uiterlijk = NULL")


@pytest.mark.eis("Z-04")
def test_een_traject_sluit_met_vervolg_of_met_een_reden(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    traject = open_traject(keten, dossier)
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/traject/{traject.pk}/sluiten"
    leeg = {"reden": "Geregeld", "titel": "", "uiterlijk": "", "eigenaar": "", "geen_vervolg_reden": ""}
    assert (
        "Kies een vervolgtaak, of geef aan waarom er geen vervolg is."
        in zara.post(pad, leeg).content.decode()
    )
    assert zara.post(pad, {**leeg, "geen_vervolg_reden": "Alles is rond"}).status_code == 302
    assert keten.vers(traject).status == "gesloten"
    assert keten.taken(dossier, soort="volgende_stap")[0].status == "gedaan"
    keten.klopt()


@pytest.mark.eis("UR-49")
def test_wachten_verder_en_overdragen(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    (taak,) = keten.taken(dossier)
    zara, basis = als("Zara Zwolle"), f"/werkvoorraad/{taak.pk}"
    vandaag = timezone.localdate().isoformat()
    geweigerd = zara.post(f"{basis}/wachten", {"wacht_op": "huisarts", "wacht_tot": vandaag}).content.decode()
    assert "Vul in op wie u wacht en tot wanneer." in geweigerd
    zara.post(f"{basis}/wachten", {"wacht_op": "huisarts", "wacht_tot": straks().isoformat()})
    assert keten.vers(taak).status == "wacht"
    assert "huisarts" in zara.get("/werkvoorraad?tab=wacht").content.decode()
    zara.post(f"{basis}/verder", {})
    assert keten.vers(taak).status == "open"
    team = keten.wereld.teams["Lokaal team Zwolle"]
    assert zara.post(f"{basis}/overdragen", {"naar": f"t:{team.pk}"}).status_code == 302
    nu = keten.vers(taak)
    assert (nu.eigenaar_team_id, nu.eigenaar_medewerker_id) == (team.pk, None)
    soorten = [g.soort for g in keten.lees(lambda: list(_gebeurd(dossier)))]
    assert soorten[-3:] == ["dossier.taak_wacht", "dossier.taak_hervat", "dossier.taak_overgenomen"]
    assert zara.post(f"{basis}/overdragen", {"naar": f"m:{uuid4()}"}).status_code == 200


def _gebeurd(dossier):
    from sluitend.platform.models import Gebeurtenis

    return Gebeurtenis.objects.filter(dossier=dossier.pk).order_by("volgnr")


@pytest.mark.eis("UR-50", "AR-04")
def test_tweehonderd_toewijzen_terwijl_een_collega_er_drie_neemt(keten: Keten, als: Aanmelden) -> None:
    wereld = keten.wereld
    team, zara = wereld.teams["Lokaal team Zwolle"], wereld.medewerkers["Zara Zwolle"]
    dossier = keten.dossier()
    with schrijven(wereld.systeem, stil=True) as eenheid:
        taken = Taak.objects.bulk_create(
            [
                Taak(
                    regio=wereld.regio,
                    titel=f"Bellen {n}",
                    dossier=dossier,
                    eigenaar_team=team,
                    uiterlijk=eenheid.nu + timedelta(days=n),
                    aangemaakt_op=eenheid.nu,
                )
                for n in range(200)
            ]
        )
    gezien = [(taak.pk, taak.versie) for taak in taken]
    for taak in taken[:3]:
        actions.draag_taak_over(actor=keten.actor("Zara Zwolle"), taak_id=taak.pk, naar_medewerker=zara)
    zeno = als("Zeno Zwolle")
    velden = {
        "taak": [f"{pk}:{versie}" for pk, versie in gezien],
        "naar": str(wereld.medewerkers["Zeno Zwolle"].pk),
        "reden": "Vakantie",
    }
    antwoord = zeno.post("/werkvoorraad/toewijzen", velden, follow=True)
    assert "3 van 200 niet toegewezen: intussen door een ander gewijzigd." in antwoord.content.decode()
    assert len(keten.taken(dossier, eigenaar_medewerker=wereld.medewerkers["Zeno Zwolle"])) == 197
    assert len(keten.gebeurd("taken_toegewezen", dossier)) == 197
    assert len(keten.gebeurd("taak_overgenomen", dossier)) == 3
    with pytest.raises(Weigering, match="maximaal 200"):
        actions.wijs_taken_toe(
            actor=keten.actor("Zeno Zwolle"), taken=[*gezien, gezien[0]], naar=zara, reden="Te veel"
        )


def test_een_collega_die_weg_is_krijgt_geen_taak(keten: Keten) -> None:
    dossier = keten.dossier()
    (taak,) = keten.taken(dossier)
    kees = keten.wereld.medewerkers["Kees Kampen"]
    actions.beeindig_medewerker(actor=keten.wereld.systeem, medewerker_id=kees.pk)
    zara = keten.actor("Zara Zwolle")
    with pytest.raises(Weigering, match="werkt hier niet meer"):
        actions.draag_taak_over(actor=zara, taak_id=taak.pk, naar_medewerker=kees)
    with pytest.raises(Weigering, match="werkt hier niet meer"):
        actions.plan_taak(actor=zara, dossier_id=dossier.pk, stap=Stap("Bellen", straks(), kees))


def test_een_taak_van_een_andere_regio_bestaat_niet(keten: Keten, als: Aanmelden) -> None:
    (taak,) = keten.taken(keten.dossier())
    dirk = als("Dirk Drenthe")
    for deel in ("", "/afronden", "/wachten", "/overdragen"):
        assert dirk.get(f"/werkvoorraad/{taak.pk}{deel}").status_code == 404
    assert dirk.post(f"/werkvoorraad/{taak.pk}/afronden", {"resultaat": ""}).status_code == 404
    assert keten.vers(taak).status == "open"
