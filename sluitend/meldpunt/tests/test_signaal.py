"""A partner passes on what it noticed: three fields, and it is a melding (UM-22)."""

import pytest
from django.utils import timezone
from django_scopes import scope

from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import invoer, op
from sluitend.meldpunt.tests.test_paginas import klant

WIM = "Wim Woning"


@pytest.mark.eis("UM-22", "F94", "B07")
def test_corporatie_geeft_een_ontruiming_door_en_volgt_haar(wereld) -> None:
    client = klant(wereld, WIM)
    assert "Signaal doorgeven" in client.get("/meldingen/signaal").content.decode()
    velden = {
        "om_wie": "jan jansen 2-5-1984 8011ab 1", "signaal": "uithuiszetting_dreigt", "sleutel": "een",
        "ontruimingsdatum": "2099-12-03", "toelichting": "Het vonnis is er.",
    }  # fmt: skip
    for _keer in range(2):
        antwoord = client.post("/meldingen/signaal", velden, follow=True)
        assert "Doorgegeven met nummer M-" in antwoord.content.decode()
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.select_related("opgave", "melder").get()
        assert (rij.licht, rij.kanaal, rij.staat) == (True, "partner", "nieuw")
        assert (str(rij.ontruimingsdatum), rij.advies_route) == ("2099-12-03", "wonen")
        assert (rij.opgave.naam, rij.melder.soort) == ("Jansen", "professional")
        assert rij.bron_organisatie_id == wereld.organisaties["corporatie"].pk
    tekst = client.get(f"/meldingen/{rij.pk}").content.decode()
    assert "Het vonnis is er." in tekst
    assert "Bemoeizorg" not in tekst


@pytest.mark.eis("UM-22")
def test_gemist_contact_zonder_toelichting_is_genoeg(wereld) -> None:
    client = klant(wereld, WIM)
    velden = {"om_wie": "±45 8011ab 1", "signaal": "zorgmijding", "ontruimingsdatum": "2099-12-03"}
    assert client.post("/meldingen/signaal", velden).status_code == 302
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.get()
        assert (rij.advies_route, rij.ontruimingsdatum) == ("bemoeizorg", None)


@pytest.mark.eis("UM-22")
def test_leeg_zegt_wat_ontbreekt_en_verliest_niets(wereld) -> None:
    tekst = (
        klant(wereld, WIM).post("/meldingen/signaal", {"toelichting": "Rook uit het raam"}).content.decode()
    )
    assert "Rook uit het raam" in tekst
    assert "Vul dit in." in tekst
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()


@pytest.mark.eis("UM-22", "UM-03")
def test_over_de_api_heet_het_licht(wereld) -> None:
    nu = timezone.now()
    contract = invoer(kanaal="partner", licht=True, ontvangen_op=nu, melder={"soort": "professional"})
    rij = op(wereld.actor(WIM), nu, actions.neem_melding_aan, melding=contract).melding
    assert rij.licht
