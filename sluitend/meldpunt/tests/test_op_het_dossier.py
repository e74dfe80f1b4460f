"""The meldingen of a dossier stand on its page, and a gap about a melding leads to it (chapter 12 §6)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.meldpunt import actions
from sluitend.meldpunt.tests.stappen import neem_aan, op

PERSOON = Inwonergegevens(geslachtsnaam="Voorbeeld", voornamen="Vera")
pytestmark = pytest.mark.django_db


def _browser(wereld, naam: str) -> Client:
    medewerker = wereld.medewerkers[naam]
    client = Client()
    client.force_login(medewerker.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    sessie = client.session
    sessie["sluitend_keuze"] = {"regio": medewerker.regio_id, "rol": wereld.rollen[naam]}
    sessie.save()
    return client


@pytest.fixture
def meldingen(wereld):
    """Two meldingen about one resident with a dossier of Zara; nobody told either melder, three weeks ago."""
    toen = timezone.now() - timedelta(days=21)
    mila, zara = wereld.actor("Mila Meldpunt"), wereld.actor("Zara Zwolle")
    rijen = []
    for dag in (0, 1):
        rij = neem_aan(wereld, toen + timedelta(days=dag))
        if rijen:
            op(mila, toen, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=rijen[0].inwoner_id)
        else:
            rij = op(mila, toen, actions.koppel_nieuwe_inwoner, melding_id=rij.pk, gegevens=PERSOON)
        op(mila, toen, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="lokaal_team")
        op(zara, toen, actions.pak_op, melding_id=rij.pk)
        rijen.append(
            op(
                zara,
                toen,
                actions.leg_uitkomst_vast,
                melding_id=rij.pk,
                uitkomst="dossier_geopend",
                betrokkene_geinformeerd="ja",
            )
        )
    return rijen


@pytest.mark.eis("G-17", "UR-51")
def test_het_dossier_toont_zijn_meldingen_en_zegt_van_welke_de_melder_wacht(wereld, meldingen) -> None:
    een, twee = meldingen
    assert een.dossier_id == twee.dossier_id
    blad = _browser(wereld, "Zara Zwolle").get(f"/dossiers/{een.dossier_id}").content.decode()
    for rij in meldingen:
        # once in the list of meldingen, once behind its gap
        assert blad.count(f'href="/meldingen/{rij.pk}">{rij.nummer}</a>') == 2
    assert blad.count("Melder nog niet geïnformeerd") == 2
    assert "afgehandeld" in blad
    assert "Ouder Verzonnen" not in blad


def test_wie_de_meldingen_niet_mag_zien_ziet_ze_op_het_dossier_ook_niet(wereld, meldingen) -> None:
    een, twee = meldingen
    for naam in ("Bea Bemoei", "Wim Woning", "Kees Kampen"):
        blad = _browser(wereld, naam).get(f"/dossiers/{een.dossier_id}").content.decode()
        assert een.nummer not in blad
        assert twee.nummer not in blad


@pytest.mark.eis("G-01", "UR-51")
def test_een_gat_zonder_dossier_leidt_naar_zijn_melding(wereld) -> None:
    rij = neem_aan(wereld, timezone.now() - timedelta(hours=20))
    mila = _browser(wereld, "Mila Meldpunt")
    assert "Melding zonder triage" in (blad := mila.get("/gaten").content.decode())
    assert f'href="/meldingen/{rij.pk}">{rij.nummer}</a>' in blad
    assert "0 dagen" not in blad
    assert f'href="/meldingen/{rij.pk}">{rij.nummer}</a>' in mila.get("/").content.decode()
