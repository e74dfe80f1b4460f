"""The pages of the meldpunt: intake, triage, worklist and the page of a melding."""

import pytest
from django.test import Client
from django_scopes import scope

from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.meldpunt.tests.stappen import neem_aan
from sluitend.regio.tests.fabriek import WACHTWOORD


def klant(wereld, naam: str) -> Client:
    """A browser signed in as this colleague in their role."""
    client = Client()
    gebruiker = wereld.medewerkers[naam].gebruiker
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    sessie = client.session
    sessie["sluitend_keuze"] = {"regio": wereld.medewerkers[naam].regio_id, "rol": wereld.rollen[naam]}
    sessie.save()
    assert WACHTWOORD
    return client


def invoer_formulier(**anders) -> dict[str, object]:
    velden: dict[str, object] = {
        **{f"kern_{code}": "nee" for code in KERNVRAGEN},
        "omschrijving": "Hij doet de deur niet open.",
        "signalen_gedrag": ["zorgmijding"],
        "om_wie": "jan jansen 2-5-1984 8011ab 1",
        "verblijft_in": "0193",
        "aard": "oggz",
        "wie_belt": "naaste",
        "relatie": "ouder",
        "melder": "Anna Verzonnen 06-12345678",
        "melder_onbekend": "on",
        "kanaal": "telefoon",
        "sleutel": "eenmalig-1",
    }
    return velden | anders


@pytest.mark.eis("UM-01", "F01")
def test_invoer_zonder_script_en_dubbel_versturen(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    assert client.get("/meldingen/nieuw").status_code == 200
    antwoord = client.post("/meldingen/nieuw", invoer_formulier())
    assert antwoord.status_code == 302, antwoord.content.decode()[:3000]
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.select_related("opgave").get()
        assert (rij.opgave.naam, rij.opgave.geboortedatum, rij.opgave.postcode) == (
            "Jansen",
            "1984-05-02",
            "8011AB",
        )
    assert antwoord["Location"] == f"/meldingen/{rij.pk}/triage"
    nog_eens = client.post("/meldingen/nieuw", invoer_formulier())
    assert nog_eens["Location"] == f"/meldingen/{rij.pk}/triage"
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 1


@pytest.mark.eis("UM-01")
def test_lege_melding_houdt_wat_er_stond(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    velden = invoer_formulier(omschrijving="", signalen_gedrag=[], om_wie="", melder="Anna Verzonnen")
    antwoord = client.post("/meldingen/nieuw", velden)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "Schrijf kort op wat er aan de hand is, of kies een signaal." in tekst
    assert "Anna Verzonnen" in tekst


@pytest.mark.eis("UM-09")
def test_zijkant_geeft_advies_zonder_op_te_slaan(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    tekst = client.post("/meldingen/nieuw/advies", invoer_formulier()).content.decode()
    assert "Binnen 7 dagen" in tekst
    assert "Bemoeizorg" in tekst
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()
    geen_script = client.post("/meldingen/nieuw", invoer_formulier(advies="1")).content.decode()
    assert "Binnen 7 dagen" in geen_script
    with scope(regio=wereld.regio.pk):
        assert [rij.staat for rij in Melding.objects.all()] == ["concept"]  # kept, not reported


@pytest.mark.eis("UM-10", "UM-12", "UM-16", "UM-17", "UM-18")
def test_van_triage_tot_sluiten_door_de_paginas(wereld) -> None:
    mila, bo = klant(wereld, "Mila Meldpunt"), klant(wereld, "Bo Bemoei")
    rij = neem_aan(wereld)
    assert bo.get(f"/meldingen/{rij.pk}").status_code == 404
    assert "Triage bevestigen" in mila.get(f"/meldingen/{rij.pk}/triage").content.decode()
    antwoord = mila.post(
        f"/meldingen/{rij.pk}/triage",
        {"versie": 1, "urgentie": "week", "route": "bemoeizorg", "aard": "oggz"},
    )
    assert antwoord.status_code == 302, antwoord.content.decode()[:3000]
    tekst = bo.get(f"/meldingen/{rij.pk}").content.decode()
    assert "Ouder Verzonnen" not in tekst
    assert "0612345678" not in tekst
    assert bo.get("/meldingen/").status_code == 200
    versie = _versie(wereld, rij)
    assert bo.post(f"/meldingen/{rij.pk}/oppakken", {"oppakken-versie": versie}).status_code == 302
    velden = {
        "uitkomst-versie": _versie(wereld, rij), "uitkomst-uitkomst": "advies_gegeven",
        "uitkomst-betrokkene_geinformeerd": "ja",
    }  # fmt: skip
    assert bo.post(f"/meldingen/{rij.pk}/uitkomst", velden).status_code == 302
    velden = {"terugkoppeling-versie": _versie(wereld, rij), "terugkoppeling-wijze": "telefoon"}
    assert mila.post(f"/meldingen/{rij.pk}/terugkoppeling", velden).status_code == 302
    assert (
        mila.post(f"/meldingen/{rij.pk}/sluiten", {"sluiten-versie": _versie(wereld, rij)}).status_code == 302
    )
    assert mila.get(f"/meldingen/{rij.pk}").status_code == 200
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.get(pk=rij.pk).staat == "gesloten"


def _versie(wereld, rij) -> int:
    with scope(regio=wereld.regio.pk):
        return Melding.objects.get(pk=rij.pk).versie


@pytest.mark.eis("UM-10")
def test_oude_versie_houdt_eigen_invoer(wereld) -> None:
    mila = klant(wereld, "Mila Meldpunt")
    rij = neem_aan(wereld)
    velden = {
        "versie": 99, "urgentie": "dag", "route": "bemoeizorg", "aard": "oggz",
        "afwijking_code": "eigen_inschatting", "afwijking_tekst": "Buurvrouw belde ook",
    }  # fmt: skip
    antwoord = mila.post(f"/meldingen/{rij.pk}/triage", velden)
    tekst = antwoord.content.decode()
    assert "intussen gewijzigd" in tekst
    assert "Buurvrouw belde ook" in tekst


@pytest.mark.eis("Z-06")
def test_andere_regio_bestaat_niet(wereld) -> None:
    dora = klant(wereld, "Dora Drenthe")
    rij = neem_aan(wereld)
    assert dora.get(f"/meldingen/{rij.pk}").status_code == 404
    assert dora.post(f"/meldingen/{rij.pk}/oppakken", {"oppakken-versie": 1}).status_code == 404
    assert dora.get(f"/meldingen/{rij.pk}/triage").status_code == 404
