"""Who may call: reference tokens, sessions of signed-in users, scopes and limits."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_scopes import scopes_disabled

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.platform.models import Gebeurtenis, Regio, Servicetoken
from sluitend.platform.sporen import open_ketens
from sluitend.platform.tokens import SCOPES, geef_uit, trek_in, zoek

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sluitend.platform.tests.api_proef")]
PAD = "/api/v1/reeksen"


@pytest.fixture
def regio(db: None) -> Regio:
    cache.clear()
    regio = Regio.objects.create(code="proef", naam="Proefregio")
    open_ketens(regio)
    return regio


def vraag(token: str, pad: str = PAD, **koppen: str):
    return Client().get(pad, headers={"Authorization": f"Bearer {token}", **koppen})


def test_een_token_opent_en_zijn_hash_is_alles_wat_blijft(regio: Regio) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    assert len(token) == 47
    assert vraag(token).status_code == 200
    with scopes_disabled():
        rij = Servicetoken.objects.get()
        assert token not in json.dumps([str(getattr(rij, v.attname)) for v in rij._meta.fields])
        assert set(rij.scopes) == SCOPES
        assert Gebeurtenis.objects.filter(soort="platform.token_uitgegeven").count() == 1


@pytest.mark.parametrize(
    "kop", ["", "Bearer", "Bearer ", "Basic abc", "Bearer slt_x", "Bearer slt_" + "A" * 43, "Bearer slt_é"]
)
def test_zonder_geldig_token_401(regio: Regio, kop: str) -> None:
    antwoord = Client().get(PAD, headers={"Authorization": kop})
    assert antwoord.status_code == 401
    assert antwoord["WWW-Authenticate"].startswith("Bearer")
    assert antwoord.json()["code"] == "niet-aangemeld"


def test_zonder_enige_aanmelding_401(regio: Regio) -> None:
    assert Client().get(PAD).status_code == 401
    assert Client().post(PAD, "{", content_type="application/json").status_code == 401


def test_een_verlopen_toekomstig_of_ingetrokken_token_is_niets_meer_waard(regio: Regio) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker", tot=timezone.now() + timedelta(days=1))
    met = timezone.now()
    with time_machine.travel(met + timedelta(days=2), tick=False):
        assert vraag(token).status_code == 401
    with time_machine.travel(met - timedelta(days=1), tick=False):
        assert vraag(token).status_code == 401
    assert vraag(token).status_code == 200
    rij = zoek(token)
    assert rij is not None
    trek_in(rij)
    trek_in(rij)
    assert vraag(token).status_code == 401
    with scopes_disabled():
        assert Gebeurtenis.objects.filter(soort="platform.token_ingetrokken").count() == 1


def test_een_token_wordt_met_een_vraag_gevonden(regio: Regio, django_assert_num_queries) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    with django_assert_num_queries(1):
        assert zoek(token) is not None
    with django_assert_num_queries(0):
        assert zoek("slt_kort") is None


def test_zonder_scope_403_en_niet_meer_dan_dat(regio: Regio) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker", scopes=["gaten"])
    assert vraag(token).status_code == 200
    antwoord = Client().post(
        PAD, '{"reeks":"abc"}', content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert antwoord.status_code == 403
    assert antwoord.json()["code"] == "scope-ontbreekt"


def test_een_verwijstoken_opent_buiten_een_demo_geen_personen(regio: Regio, settings) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    settings.DEMO = False
    assert vraag(token).status_code == 403
    with pytest.raises(OngeldigeInvoer, match="meldpunt"):
        geef_uit(regio, naam="Proef", rol="meldpuntmedewerker", scopes=["meldpunt"])
    geef_uit(regio, naam="Proef", rol="programmamanager")
    with scopes_disabled():
        assert "meldpunt" not in Servicetoken.objects.get(rol="programmamanager").scopes


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"rol": "koning"}, "rol"),
        ({"rol": "systeem"}, "rol"),
        ({"naam": ""}, "naam"),
        ({"scopes": ["x"]}, "scopes"),
    ],
)
def test_een_token_met_een_onbekende_rol_of_scope_wordt_niet_uitgegeven(
    regio: Regio, velden: dict, fout: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as weigering:
        geef_uit(regio, **{"naam": "Proef", "rol": "meldpuntmedewerker", **velden})
    assert list(weigering.value.fouten) == [fout]


def test_namens_heeft_een_vaste_vorm(regio: Regio) -> None:
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    assert vraag(token, **{"X-Namens": "zonder rol"}).json()["code"] == "namens-ongeldig"
    assert vraag(token, **{"X-Namens": "j.jansen;regisseur"}).status_code == 200


@pytest.mark.eis("Z-10")
def test_voor_wie_een_partner_vraagt_staat_in_het_leeslogboek(wereld) -> None:
    from sluitend.platform.eenheid import lezen
    from sluitend.platform.gebeurtenissen import gelezen
    from sluitend.platform.models import Inzage
    from sluitend.regio.actoren import actor_van_token

    gevonden = actor_van_token(
        geef_uit(wereld.regio, naam="Proef", rol="casusregisseur"), namens="j.jansen;regisseur"
    )
    assert gevonden is not None
    with lezen(gevonden[0]):
        gelezen("dossier:x", None)
    with scopes_disabled():
        regel = Inzage.objects.get(object="dossier:x")
    assert (regel.namens, "jansen" in (regel.naam or "")) == ("j.jansen;regisseur", False)


# --- the token of a demo and of a real partner --------------------------------------------------------------
def test_een_demotoken_handelt_als_een_medewerker_met_die_rol(wereld) -> None:
    from sluitend.regio.actoren import actor_van_token

    organisatie = wereld.organisaties["kampen"]
    token = geef_uit(wereld.regio, naam="Proef", rol="casusregisseur", organisatie=organisatie.pk)
    gevonden = actor_van_token(token, namens="x;y")
    assert gevonden is not None
    actor, _id = gevonden
    assert actor.medewerker_id == wereld.medewerkers["Kees Kampen"].pk
    assert actor.organisatie_code == "kampen"
    assert (actor.naam, actor.namens) == ("Kees Kampen", "x;y")
    assert actor.kanaal == "api"
    assert actor.scopes == SCOPES


def test_een_partnertoken_handelt_voor_zijn_organisatie(wereld, settings, django_assert_num_queries) -> None:
    from sluitend.regio.actoren import actor_van_token

    organisatie = wereld.organisaties["kampen"]
    token = geef_uit(wereld.regio, naam="Proef", rol="casusregisseur", organisatie=organisatie.pk)
    settings.DEMO = False
    with django_assert_num_queries(1):
        gevonden = actor_van_token(token, toegangspunt="10.0.0.1")
    assert gevonden is not None
    actor, _id = gevonden
    assert (actor.medewerker_id, actor.gebruiker_id) == (None, None)
    assert (actor.organisatie_code, actor.regio_code, actor.rol) == (
        "kampen",
        wereld.regio.code,
        "casusregisseur",
    )
    assert actor.gemeente_ids == {"0166"}
    assert actor.naam == "Proef"


# --- the session of a page ---------------------------------------------------------------------------------
def aangemeld(wereld, **opties) -> Client:
    medewerker = wereld.medewerkers["Mila Meldpunt"]
    klant = Client(**opties)
    klant.force_login(medewerker.gebruiker, backend=settings.AUTHENTICATION_BACKENDS[1])
    sessie = klant.session
    sessie["sluitend_keuze"] = {"regio": wereld.regio.pk, "rol": "meldpuntmedewerker"}
    sessie.save()
    assert sessie[SESSION_KEY]
    return klant


def test_een_aangemelde_gebruiker_gebruikt_de_api_in_zijn_rol(wereld) -> None:
    klant = aangemeld(wereld)
    assert klant.get(PAD).status_code == 200
    assert klant.get(PAD, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert klant.get(PAD, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 401
    assert klant.get(PAD, headers={"Authorization": "Bearer slt_fout"}).status_code == 401


def test_een_sessie_handelt_alleen_met_een_csrf_sleutel(wereld) -> None:
    klant = aangemeld(wereld, enforce_csrf_checks=True)
    zonder = klant.post(PAD, '{"reeks":"abc"}', content_type="application/json")
    assert (zonder.status_code, zonder.json()["code"]) == (403, "csrf")
    klant.cookies["csrftoken"] = "a" * 32
    met = klant.post(
        PAD, '{"reeks":"abc"}', content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert met.status_code == 201
    elders = klant.post(
        PAD,
        '{"reeks":"abd"}',
        content_type="application/json",
        headers={"X-CSRFToken": "a" * 32, "Origin": "https://evil.example"},
    )
    assert elders.status_code == 403


def test_een_sessie_zonder_gekozen_rol_is_niet_aangemeld(wereld) -> None:
    klant = Client()
    klant.force_login(
        wereld.medewerkers["Mila Meldpunt"].gebruiker, backend=settings.AUTHENTICATION_BACKENDS[1]
    )
    assert klant.get(PAD).status_code == 401


# --- limits ------------------------------------------------------------------------------------------------
def test_een_token_dat_te_vaak_belt_krijgt_429_en_later_weer_antwoord(regio: Regio, settings) -> None:
    settings.API_LIMIETEN = {"standaard": (10, 3)}
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")
    ander = geef_uit(regio, naam="Ander", rol="meldpuntmedewerker")
    nu = timezone.now()
    with time_machine.travel(nu, tick=False) as klok:
        assert [vraag(token).status_code for _ in range(4)] == [200, 200, 200, 429]
        antwoord = vraag(token)
        assert antwoord["Retry-After"] == "1"
        assert antwoord.json()["code"] == "te-veel-verzoeken"
        assert vraag(ander).status_code == 200
        klok.shift(timedelta(seconds=0.1))
        assert [vraag(token).status_code for _ in range(2)] == [200, 429]


def test_een_eigen_limiet_telt_alleen_bij_die_bewerking(regio: Regio, settings) -> None:
    settings.API_LIMIETEN = {"proef": (1, 1)}
    token = geef_uit(regio, naam="Proef", rol="meldpuntmedewerker")

    def maak(reeks: str) -> int:
        return (
            Client()
            .post(
                PAD,
                json.dumps({"reeks": reeks}),
                content_type="application/json",
                headers={"Authorization": f"Bearer {token}"},
            )
            .status_code
        )

    with time_machine.travel(timezone.now(), tick=False):
        assert [maak("abc"), maak("abd")] == [201, 429]
        assert vraag(token).status_code == 200
