"""`Idempotency-Key`: an act happens once and its first answer is given again."""

import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scopes_disabled

from sluitend.platform.api import ruim_antwoordsleutels_op
from sluitend.platform.models import Antwoordsleutel, Gebeurtenis, Inzage, Nummerreeks, Regio
from sluitend.platform.sporen import open_ketens
from sluitend.platform.tokens import geef_uit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sluitend.platform.tests.api_proef")]
PAD = "/api/v1/reeksen"


def nieuwe_regio(code: str = "proef") -> Regio:
    cache.clear()
    regio = Regio.objects.create(code=code, naam="Proefregio")
    open_ketens(regio)
    return regio


def beller(regio: Regio) -> Client:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def regio(db: None) -> Regio:
    return nieuwe_regio()


@pytest.fixture
def bel(regio: Regio) -> Client:
    return beller(regio)


def post(bel: Client, bericht: object, sleutel: str = "een", pad: str = PAD):
    return bel.post(
        pad, json.dumps(bericht), content_type="application/json", headers={"Idempotency-Key": sleutel}
    )


def aantal() -> int:
    with scopes_disabled():
        return Nummerreeks.objects.count()


def test_een_herhaling_krijgt_het_eerste_antwoord_en_gebeurt_niet_weer(bel: Client) -> None:
    eerste = post(bel, {"reeks": "abc", "laatste": 5})
    tweede = post(bel, {"laatste": 5, "reeks": "abc"})
    assert (eerste.status_code, tweede.status_code) == (201, 201)
    assert eerste.content == tweede.content
    assert eerste["Location"] == tweede["Location"]
    assert "Idempotent-Replayed" not in eerste
    assert tweede["Idempotent-Replayed"] == "true"
    assert aantal() == 1
    with scopes_disabled():
        assert Gebeurtenis.objects.filter(soort="platform.reeks_gemaakt").count() == 1


def test_een_ander_bericht_onder_dezelfde_sleutel_geeft_409(bel: Client) -> None:
    eerste = post(bel, {"reeks": "abc"})
    for antwoord in (
        post(bel, {"reeks": "abd"}),
        post(bel, None, pad=f"{PAD}/{eerste.json()['id']}/bevragen"),
    ):
        assert antwoord.status_code == 409
        assert antwoord.json()["code"] == "sleutel-hergebruikt"
    assert aantal() == 1


def test_een_sleutel_is_van_een_afzender_in_een_regio(bel: Client, regio: Regio) -> None:
    assert post(bel, {"reeks": "abc"}).status_code == 201
    assert post(beller(regio), {"reeks": "abd"}).status_code == 201
    assert post(beller(nieuwe_regio("ander")), {"reeks": "abc"}).status_code == 201
    assert aantal() == 3


def test_een_geweigerde_handeling_is_niet_gebeurd_en_wordt_opnieuw_beoordeeld(bel: Client) -> None:
    post(bel, {"reeks": "abc"}, "een")
    assert post(bel, {"reeks": "abc"}, "twee").status_code == 409
    with scopes_disabled():
        Nummerreeks.objects.all().delete()
    assert post(bel, {"reeks": "abc"}, "twee").status_code == 201


def test_ongeldige_invoer_verbruikt_de_sleutel_niet(bel: Client) -> None:
    assert post(bel, {"reeks": "ABC"}).status_code == 400
    assert post(bel, {"reeks": "abc"}).status_code == 201


@pytest.mark.parametrize("sleutel", ["", "x" * 121, "tab\there", "é"])
def test_een_sleutel_is_kort_en_leesbaar(bel: Client, sleutel: str) -> None:
    antwoord = post(bel, {"reeks": "abc"}, sleutel)
    assert (antwoord.status_code, antwoord.json()["code"]) == (400, "sleutel-ongeldig")
    assert post(bel, {"reeks": "abc"}, "x" * 120).status_code == 201


def test_zonder_sleutel_gebeurt_alles_gewoon(bel: Client) -> None:
    assert bel.post(PAD, '{"reeks":"abc"}', content_type="application/json").status_code == 201
    with scopes_disabled():
        assert not Antwoordsleutel.objects.exists()


def test_het_bewaarde_antwoord_is_niet_te_lezen_in_de_databank(bel: Client) -> None:
    post(bel, {"reeks": "geheimpje"})
    with scopes_disabled():
        rij = Antwoordsleutel.objects.get()
    assert rij.status == 201
    assert "geheimpje" not in json.dumps(rij.antwoord)
    assert len(rij.inhoud) == 64


def test_wie_een_antwoord_over_een_persoon_herhaalt_leest_haar_weer(bel: Client) -> None:
    id_ = post(bel, {"reeks": "abc"}).json()["id"]
    for _ in range(2):
        assert post(bel, None, "vraag", f"{PAD}/{id_}/bevragen").status_code == 200
    with scopes_disabled():
        assert Inzage.objects.filter(betrokkene=id_, actie="R").count() == 2


def test_na_zeven_dagen_is_de_sleutel_weer_vrij_en_opgeruimd(bel: Client, regio: Regio) -> None:
    nu = timezone.now()
    post(bel, {"reeks": "abc"})
    post(bel, {"reeks": "abd"}, "twee")
    with time_machine.travel(nu + timedelta(days=8), tick=False):
        assert post(bel, {"reeks": "abe"}).status_code == 201
        assert ruim_antwoordsleutels_op(regio) == 1
        assert ruim_antwoordsleutels_op(regio) == 0
    with scopes_disabled():
        assert Antwoordsleutel.objects.get().sleutel == "een"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite in het geheugen kent één schrijver")
def test_twee_tegelijk_is_een_handeling() -> None:
    regio = nieuwe_regio()
    with_token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    start, antwoorden = threading.Barrier(4), []

    def bel() -> None:
        try:
            klant = Client(headers={"Authorization": f"Bearer {with_token}"})
            start.wait()
            antwoorden.append(post(klant, {"reeks": "abc"}))
        finally:
            connection.close()

    draden = [threading.Thread(target=bel) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert [antwoord.status_code for antwoord in antwoorden] == [201] * 4
    assert len({antwoord.content for antwoord in antwoorden}) == 1
    assert sum("Idempotent-Replayed" in antwoord for antwoord in antwoorden) == 3
    assert aantal() == 1
