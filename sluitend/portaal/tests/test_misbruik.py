"""The public pages under hostile use: floods, guesses and broken messages. Nothing is lost, nobody by phone waits."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from sluitend.meldpunt.models import Melding, Publieksteller
from sluitend.meldpunt.tests.stappen import neem_aan
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.actor import publiek
from sluitend.portaal.tests.test_zorgen_melden import PAD, nummer_en_code, velden, verstuur
from sluitend.regio.tests.fabriek import maak_wereld

VOLG = "/volg-uw-melding"
FOUT = {"code": "AAAAAAAAAA"}


@pytest.mark.eis("UM-02")
def test_een_vloed_wordt_aangenomen_geteld_en_gemerkt(wereld) -> None:
    nu = timezone.now()
    with time_machine.travel(nu, tick=False):
        for i in range(12):
            cache.clear()  # as if every one came to another process
            assert verstuur(Client(), sleutel=f"s{i}").status_code == 200
        assert verstuur(Client(REMOTE_ADDR="192.0.2.7"), sleutel="buurman").status_code == 200
    with time_machine.travel(nu + timedelta(minutes=61), tick=False):
        assert verstuur(Client(), sleutel="later").status_code == 200
    with scope(regio=wereld.regio.pk):
        gemerkt = list(Melding.objects.order_by("nummer").values_list("mogelijk_misbruik", flat=True))
        assert (
            Publieksteller.objects.filter(soort="melding").count() == 2
        )  # one row an address, no address in it
        assert not Publieksteller.objects.filter(afzender__contains="127.0.0.1").exists()
    assert gemerkt == [False] * 5 + [True] * 7 + [False, False]


@pytest.mark.eis("UM-24")
def test_de_pauze_staat_in_de_databank_en_raakt_de_telefoon_niet(wereld) -> None:
    nu = timezone.now()
    with time_machine.travel(nu, tick=False):
        nummer, code = nummer_en_code(verstuur(Client()))
        for _ in range(10):
            cache.clear()
            assert Client().post(VOLG, {"nummer": nummer, **FOUT}).status_code == 200
        for adres in ("127.0.0.1", "192.0.2.7"):  # the number rests, whoever asks
            cache.clear()
            assert Client(REMOTE_ADDR=adres).post(VOLG, {"nummer": nummer, "code": code}).status_code == 429
        assert (
            Client().post(VOLG, {"nummer": "M-2026-000099", "code": code}).status_code == 429
        )  # and the address
        assert verstuur(Client(), sleutel="ook in de pauze").status_code == 200
        assert neem_aan(wereld, nu).nummer
        assert klant(wereld, "Mila Meldpunt").get("/meldingen/").status_code == 200
    with time_machine.travel(nu + timedelta(minutes=14), tick=False):
        assert Client().post(VOLG, {"nummer": nummer, "code": code}).status_code == 429
    with time_machine.travel(nu + timedelta(minutes=15), tick=False):
        assert (
            "Uw melding is ontvangen"
            in Client().post(VOLG, {"nummer": nummer, "code": code}).content.decode()
        )


@pytest.mark.eis("UM-24")
def test_een_goede_code_telt_niet_mee(wereld) -> None:
    nummer, code = nummer_en_code(verstuur(Client()))
    for _ in range(25):
        assert (
            "Uw melding is ontvangen"
            in Client().post(VOLG, {"nummer": nummer, "code": code}).content.decode()
        )


@pytest.mark.eis("UM-24")
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite in het geheugen kent één schrijver")
def test_veel_gissingen_tegelijk_zijn_er_nooit_meer_dan_tien() -> None:
    from sluitend.kern.fouten import Weigering
    from sluitend.meldpunt import actions

    wereld = maak_wereld()
    start, antwoorden = threading.Barrier(8), []

    def gis() -> None:
        try:
            start.wait()
            for _ in range(4):
                try:
                    actions.volg_melding(
                        actor=publiek(wereld.regio), nummer="M-2026-000001", code="AAAAAAAAAA"
                    )
                except Weigering as fout:
                    antwoorden.append(fout.code)
        finally:
            connection.close()

    draden = [threading.Thread(target=gis) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(set(antwoorden)) == ["code-onjuist", "te-veel-pogingen"]
    assert antwoorden.count("code-onjuist") == 10


@pytest.mark.eis("UM-02", "UM-24")
@pytest.mark.parametrize("pad", [PAD, VOLG])
def test_te_groot_is_413_met_uitleg(wereld, client, pad: str) -> None:
    antwoord = client.generic("POST", pad, "tekst=" + "x" * (256 * 1024), "application/x-www-form-urlencoded")
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 413
    assert "groter dan 256 kB. Er is niets opgeslagen." in tekst
    assert "112" in tekst
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()


@pytest.mark.eis("UM-02")
@pytest.mark.parametrize(
    ("inhoud", "soort"),
    [
        (b"\xff\xfes\x00t\x00a\x00p\x00", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"stap=1", "application/x-www-form-urlencoded; charset=bestaat-niet"),
        (b"stap=%FF%FE&tekst=%C3%28", "application/x-www-form-urlencoded"),
        (b"\x00\xff\xfe" * 50, "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="stap"\r\n\r\n', "multipart/form-data; boundary=x"),
        (b"rommel", "multipart/form-data"),
        (b'{"stap": 1}', "application/json"),
        (b"&".join(b"a%d=1" % i for i in range(600)), "application/x-www-form-urlencoded"),
        (b"", ""),
    ],
)
def test_kapotte_berichten_geven_een_pagina_met_uitleg(wereld, inhoud: bytes, soort: str) -> None:
    client = Client(raise_request_exception=False)
    for pad in (PAD, VOLG):
        antwoord = client.generic("POST", pad, inhoud, soort)
        assert antwoord.status_code in (200, 400), (pad, antwoord.status_code)
        assert "Traceback" not in antwoord.content.decode()
        assert "<h1>" in antwoord.content.decode()
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()


@pytest.mark.eis("UM-02", "UA-38")
def test_opmaak_en_stuurtekens_zijn_gewone_tekst(wereld) -> None:
    gemeen = "<script>alert(1)</script> \u202e{{ 7*7 }} {% raw %}\x00\x07 '; DROP TABLE x; --\r\nregel twee"
    verstuur(
        Client(), tekst=gemeen, vindplaats="<img src=x onerror=alert(1)>", melder_naam="\u200bJan\x1b[31m"
    )
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.select_related("opgave").get()
    assert rij.omschrijving == "<script>alert(1)</script> {{ 7*7 }} {% raw %} '; DROP TABLE x; --\nregel twee"
    pagina = klant(wereld, "Mila Meldpunt").get(f"/meldingen/{rij.pk}").content.decode()
    assert "&lt;script&gt;alert(1)" in pagina
    assert "<script>alert" not in pagina
    assert "<img src=x" not in pagina


@pytest.mark.eis("UM-02")
def test_een_geweigerd_veld_houdt_alle_andere_vast(wereld) -> None:
    antwoord = Client().post(PAD, velden(tekst="x" * 10_001, naam="Karel Verzonnen")).content.decode()
    assert "x" * 10_001 in antwoord
    assert "Karel Verzonnen" in antwoord
