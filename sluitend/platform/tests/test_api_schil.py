"""What holds for every operation of the API: who calls, what is read, one unit of work, one kind of refusal."""

import json
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django_scopes import scopes_disabled

from sluitend.platform.api import api, maak_api
from sluitend.platform.models import Gebeurtenis, Inzage, Nummerreeks, Regio
from sluitend.platform.sporen import open_ketens
from sluitend.platform.tests import api_proef
from sluitend.platform.tokens import geef_uit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sluitend.platform.tests.api_proef")]
PAD = "/api/v1/reeksen"


@pytest.fixture
def regio(db: None) -> Regio:
    regio = Regio.objects.create(code="proef", naam="Proefregio")
    open_ketens(regio)
    return regio


@pytest.fixture
def token(regio: Regio) -> str:
    return geef_uit(regio, naam="Proefsysteem", rol="meldpuntmedewerker")


@pytest.fixture
def bel(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


def maak(regio: Regio, reeks: str = "aaa", laatste: int = 1) -> Nummerreeks:
    with scopes_disabled():
        return Nummerreeks.objects.create(regio=regio, reeks=reeks, laatste=laatste)


def post(bel: Client, pad: str, bericht: object = None, **koppen: str):
    inhoud = bericht if isinstance(bericht, str | bytes) else json.dumps(bericht)
    return bel.post(pad, inhoud, content_type="application/json", headers=koppen)


def probleem(antwoord, status: int, code: str) -> dict:
    assert antwoord.status_code == status, antwoord.content
    assert antwoord["Content-Type"] == "application/problem+json"
    assert antwoord["API-Version"] == "1.0.0"
    document = antwoord.json()
    assert {"type", "title", "status", "detail", "regel", "code"} <= set(document)
    assert (document["status"], document["code"]) == (status, code)
    return document


# --- one answer, one version -------------------------------------------------------------------------------
def test_een_antwoord_draagt_de_versie_en_wordt_niet_bewaard(bel: Client, regio: Regio) -> None:
    antwoord = bel.get(f"{PAD}/{maak(regio).pk}")
    assert antwoord.status_code == 200
    assert antwoord["API-Version"] == "1.0.0"
    assert antwoord["Cache-Control"] == "no-store"


def test_een_gelezen_persoon_staat_precies_een_keer_in_het_logboek(bel: Client, regio: Regio) -> None:
    rij = maak(regio)
    bel.get(f"{PAD}/{rij.pk}", headers={"X-Namens": "j.jansen;casusregisseur"})
    with scopes_disabled():
        regel = Inzage.objects.get(betrokkene=rij.pk)
    assert regel.rol == "meldpuntmedewerker"
    assert (regel.naam, regel.namens) == ("Proefsysteem", "j.jansen;casusregisseur")


def test_onbekend_en_onzichtbaar_geven_dezelfde_bytes(bel: Client, regio: Regio) -> None:
    elders = Regio.objects.create(code="elders", naam="Elders")
    onzichtbaar = maak(elders)
    antwoorden = [
        bel.get(f"{PAD}/{sleutel}") for sleutel in (onzichtbaar.pk, uuid4(), "geen-id", "%00", "x/y/z")
    ]
    antwoorden += [bel.get("/api/v1/bestaat-niet"), bel.get(f"{PAD}/"), bel.get("/api/v1/")]
    antwoorden.append(post(bel, f"{PAD}/{uuid4()}/weigeren?hoe=weg"))
    for antwoord in antwoorden:
        probleem(antwoord, 404, "niet-gevonden")
    assert len({antwoord.content for antwoord in antwoorden}) == 1
    koppen = [{k: v for k, v in a.headers.items() if k != "Content-Security-Policy"} for a in antwoorden[:2]]
    assert koppen[0] == koppen[1]


def test_een_andere_methode_geeft_405_met_wat_wel_kan(bel: Client) -> None:
    antwoord = bel.delete(PAD)
    probleem(antwoord, 405, "methode-niet-toegestaan")
    assert set(antwoord["Allow"].split(", ")) == {"GET", "POST"}


def test_een_fout_in_het_programma_vertelt_niets_en_draait_terug(bel: Client, regio: Regio, caplog) -> None:
    rij = maak(regio)
    antwoord = post(bel, f"{PAD}/{rij.pk}/kapot")
    probleem(antwoord, 500, "serverfout")
    assert b"Jan" not in antwoord.content
    assert "Jan" not in caplog.records[-1].getMessage()
    with scopes_disabled():
        assert Nummerreeks.objects.get(pk=rij.pk).laatste == 1


def test_een_weigering_draait_alles_terug_en_noemt_haar_regel(bel: Client, regio: Regio) -> None:
    rij = maak(regio)
    document = probleem(post(bel, f"{PAD}/{rij.pk}/weigeren"), 409, "mag-niet")
    assert document["regel"] == "Awb 4:5"
    assert document["detail"] == "Dit mag niet. Vraag uw teamleider."
    with scopes_disabled():
        assert Nummerreeks.objects.get(pk=rij.pk).laatste == 1


def test_een_weigering_403_staat_in_het_logboek(bel: Client, regio: Regio) -> None:
    probleem(post(bel, f"{PAD}/{maak(regio).pk}/weigeren?hoe=recht"), 403, "mag-niet")
    with scopes_disabled():
        regel = Inzage.objects.get(gebeurtenis="mag-niet")
    assert (regel.object, regel.uitkomst) == ("reeksen:-", 4)


def test_een_leesregel_die_niet_kan_worden_geschreven_houdt_het_antwoord_tegen(
    bel: Client, regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij = maak(regio)

    def stuk(*_: object) -> None:
        raise OperationalError("schijf vol")

    monkeypatch.setattr("sluitend.platform.sporen.schrijf_regels", stuk)
    antwoord = bel.get(f"{PAD}/{rij.pk}")
    probleem(antwoord, 503, "niet-beschikbaar")
    assert antwoord["Retry-After"] == "5"


# --- strict reading ----------------------------------------------------------------------------------------
def test_alle_fouten_komen_tegelijk_met_hun_pad(bel: Client) -> None:
    bericht = {
        "reeks": "TE GROOT EN NOG VEEL LANGER",
        "laatste": "veel",
        "van": "2026-02-30",
        "sinds": "2026-11-20T01:15:00",
        "soort": "anders",
        "plaatsen": [{"postcode": "8011AB", "huisnummer": 0, "bus": 3}, {}],
        "regio_id": 2,
    }
    fouten = probleem(post(bel, PAD, bericht), 400, "invoer-ongeldig")["fouten"]
    assert fouten == {
        "reeks": "Geef hoogstens 20 tekens.",
        "laatste": "Geef een geheel getal.",
        "van": "Geef een datum als jjjj-mm-dd.",
        "sinds": "Geef een tijdstip met tijdzone, zoals 2026-11-20T01:15:00+01:00.",
        "soort": "Kies een van: vast of los.",
        "plaatsen[0].huisnummer": "Geef minstens 1.",
        "plaatsen[0].bus": "Dit veld bestaat niet.",
        "plaatsen[1].postcode": "Dit veld is verplicht.",
        "plaatsen[1].huisnummer": "Dit veld is verplicht.",
        "regio_id": "Dit veld bestaat niet.",
    }


@pytest.mark.parametrize(
    ("inhoud", "plek"),
    [
        ("{", "inhoud"),
        ("", "inhoud"),
        ("null", "inhoud"),
        ("[]", "inhoud"),
        (b"\xff\xfe{\x00}\x00", "inhoud"),
        ('{"reeks": "abc", "reeks": "abd"}', "reeks"),
        (
            '{"reeks":"abc","plaatsen":[{"postcode":"8011AB","huisnummer":1,"huisnummer":2}]}',
            "plaatsen[0].huisnummer",
        ),
        ('{"reeks":"abc","laatste":NaN}', "laatste"),
        ('{"reeks":"abc","laatste":-Infinity}', "laatste"),
        ('{"reeks":"abc","laatste":1e999}', "laatste"),
        ('{"reeks":"abc","laatste":' + "9" * 5000 + "}", "inhoud"),
        ('{"reeks":"abc","laatste":99999999999999999999}', "laatste"),
        ('{"reeks":"a\\ud800"}', "reeks"),
        ('{"reeks":' + "[" * 20 + "]" * 20 + "}", "inhoud"),
        ("[" * 100_000, "inhoud"),
    ],
)
def test_dubbelzinnige_json_wordt_geweigerd_met_de_plek(bel: Client, inhoud: str | bytes, plek: str) -> None:
    fouten = probleem(post(bel, PAD, inhoud), 400, "invoer-ongeldig")["fouten"]
    assert plek in fouten
    with scopes_disabled():
        assert not Nummerreeks.objects.exists()


def test_twintig_lagen_mag_en_haken_in_tekst_tellen_niet_mee(bel: Client) -> None:
    diep = '{"x":' + "[" * 19 + '"[[[[[{{{{\\"[["' + "]" * 19 + "}"
    fouten = probleem(post(bel, PAD, diep), 400, "invoer-ongeldig")["fouten"]
    assert fouten["x"] == "Dit veld bestaat niet."


def test_onzichtbare_tekens_worden_weggelaten(bel: Client) -> None:
    antwoord = post(bel, PAD, {"reeks": "a\u202eb\u0000c\u200f"})
    assert antwoord.json()["reeks"] == "abc"


@pytest.mark.parametrize(("grootte", "status"), [(256 * 1024, 400), (256 * 1024 + 1, 413)])
def test_een_bericht_is_hoogstens_256_kb(bel: Client, grootte: int, status: int) -> None:
    begin, eind = '{"onbekend":"', '"}'
    inhoud = begin + "x" * (grootte - len(begin) - len(eind)) + eind
    probleem(post(bel, PAD, inhoud), status, "te-groot" if status == 413 else "invoer-ongeldig")


def test_een_groter_bericht_wordt_geweigerd_ook_zonder_lengte_vooraf(bel: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        probleem(post(bel, PAD, {"reeks": "a" * 2000}), 413, "te-groot")


def test_een_ander_soort_bericht_geeft_415(bel: Client) -> None:
    probleem(bel.post(PAD, {"reeks": "abc"}), 415, "mediatype-onbekend")
    probleem(bel.post(PAD, "<a/>", content_type="application/xml"), 415, "mediatype-onbekend")


def test_een_bericht_waar_er_geen_hoort_is_een_fout(bel: Client) -> None:
    probleem(post(bel, f"{PAD}/{uuid4()}/bevragen", {"id": 1}), 400, "invoer-ongeldig")


@pytest.mark.parametrize(
    ("vraag", "veld"),
    [
        ("sort=naam", "sort"),
        ("sorteer=inwoner__naam", "sorteer"),
        ("reeks=abc", "reeks"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=5&limit=6", "limit"),
        ("cursor=%00", "cursor"),
        ("cursor=abc", "cursor"),
        ("cursor=%C3%A9", "cursor"),
    ],
)
def test_onbekende_of_verkeerde_parameters_geven_400(bel: Client, vraag: str, veld: str) -> None:
    antwoord = bel.get(f"{PAD}?{vraag}")
    assert antwoord.status_code == 400
    assert list(antwoord.json()["fouten"]) == [veld]


# --- lists -------------------------------------------------------------------------------------------------
def test_een_lijst_wordt_met_een_cursor_doorgebladerd(bel: Client, regio: Regio) -> None:
    for nummer in range(7):
        maak(regio, f"reeks{nummer}", nummer // 3)
    gezien, adres = [], f"{PAD}?limit=3&sorteer=-laatste"
    while adres:
        antwoord = bel.get(adres)
        blad = antwoord.json()
        gezien += [(rij["laatste"], rij["reeks"]) for rij in blad["resultaten"]]
        adres = blad["volgende"]
        assert ("Link" in antwoord) == bool(adres)
        if adres:
            assert antwoord["Link"] == f'<{adres}>; rel="next"'
            assert "sorteer=-laatste" in adres
            assert "limit=3" in adres
    assert len(gezien) == len(set(gezien)) == 7
    assert [laatste for laatste, _ in gezien] == [2, 1, 1, 1, 0, 0, 0]


def test_een_lijst_zonder_volgende_heeft_geen_link(bel: Client, regio: Regio) -> None:
    maak(regio)
    antwoord = bel.get(PAD)
    assert antwoord.json()["volgende"] is None
    assert "Link" not in antwoord


# --- health ------------------------------------------------------------------------------------------------
def test_gezond_vraagt_geen_databank_en_geen_token(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        antwoord = Client().get("/api/v1/gezond")
    assert (antwoord.status_code, antwoord.json()) == (200, {"status": "gezond"})


def test_gereed_zegt_nee_zonder_wachters_of_databank_en_niet_waarom(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/api/v1/gereed").json() == {"status": "gereed"}
    monkeypatch.setattr("sluitend.platform.wachters.ontbrekend", lambda: ["w_geheim"])
    zonder_wachters = Client().get("/api/v1/gereed")

    def weg() -> None:
        raise OperationalError("geen verbinding met 10.0.0.1")

    monkeypatch.setattr("sluitend.platform.wachters.ontbrekend", weg)
    zonder_databank = Client().get("/api/v1/gereed")
    for antwoord in (zonder_wachters, zonder_databank):
        probleem(antwoord, 503, "niet-gereed")
    assert zonder_wachters.content == zonder_databank.content


# --- joining areas -----------------------------------------------------------------------------------------
def test_een_router_twee_keer_toevoegen_verandert_niets(bel: Client) -> None:
    eigen = maak_api()
    eigen.add_router("/reeksen", api_proef.router)
    voor = len(eigen.urls[0])
    eigen.add_router("/reeksen", "sluitend.platform.tests.api_proef.router")
    assert len(eigen.urls[0]) == voor


def test_een_bewerking_zonder_scope_start_niet() -> None:
    from ninja import Router
    from ninja.errors import ConfigError

    los = Router()

    @los.get("/los")
    def iets(request) -> dict:
        return {}

    eigen = maak_api()
    eigen.add_router("", los)
    with pytest.raises(ConfigError, match="met_scope"):
        _ = eigen.urls


def test_de_echte_api_heeft_unieke_namen_en_geen_losse_eindjes() -> None:
    schema = api.get_openapi_schema()
    namen = [b["operationId"] for pad in schema["paths"].values() for b in pad.values()]
    assert len(namen) == len(set(namen))
    assert all(not pad.endswith("/") for pad in schema["paths"])


def test_een_gebeurtenis_noemt_de_rol_van_het_token(bel: Client) -> None:
    assert post(bel, PAD, {"reeks": "abc"}).status_code == 201
    with scopes_disabled():
        gebeurd = Gebeurtenis.objects.get(soort="platform.reeks_gemaakt")
    assert gebeurd.rol == "meldpuntmedewerker"
