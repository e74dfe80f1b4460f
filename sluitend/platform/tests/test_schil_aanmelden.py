"""From signing in to signing out: one role in one region, and nothing left behind."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from sluitend.config.urls import handler403, handler404, handler500  # noqa: F401
from sluitend.platform.eenheid import schrijven
from sluitend.platform.pagina import Pagina
from sluitend.platform.schil import MenuPunt
from sluitend.regio import actions
from sluitend.regio.tests.fabriek import WACHTWOORD, Wereld


class Proefpagina(Pagina):
    """A page for any role, in the real shell."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon({}, template="proef/kort.html")


urlpatterns = [path("proef", Proefpagina.as_view(), name="proef"), path("", include("sluitend.config.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def proefsjablonen(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test pages stand beside the tests, not in the product."""
    eerste = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**eerste, "DIRS": [*eerste["DIRS"], Path(__file__).parent / "templates"]}]
    punten = [MenuPunt("Proef", "proef", "melding"), MenuPunt("Verborgen", "afgemeld", "bestaat_niet")]
    monkeypatch.setattr("sluitend.platform.schil._menu", punten)


def meld_aan(client: Client, naam: str, wachtwoord: str = WACHTWOORD, verder: str = "") -> HttpResponse:
    return client.post("/account/login/", {"login": naam, "password": wachtwoord, "next": verder})


@pytest.fixture
def tweerollen(wereld: Wereld) -> Wereld:
    """Zara is casusregisseur and procesregisseur."""
    with schrijven(wereld.systeem, stil=True) as eenheid:
        actions.geef_rol(
            actor=eenheid.actor,
            medewerker=wereld.medewerkers["Zara Zwolle"],
            rol="procesregisseur",
            team=wereld.teams["Lokaal team Zwolle"],
            functies=[],
            van=datetime(2020, 1, 1, tzinfo=UTC),
        )
    return wereld


def test_with_one_role_there_is_nothing_to_choose(wereld: Wereld, client: Client) -> None:
    antwoord = meld_aan(client, "mila.meldpunt", verder="/proef")
    assert antwoord.status_code == 302
    assert antwoord["Location"] == "/kies-rol?next=%2Fproef"
    antwoord = client.get(antwoord["Location"])
    assert antwoord["Location"] == "/proef"
    assert client.session["sluitend_keuze"] == {"regio": wereld.regio.pk, "rol": "meldpuntmedewerker"}
    html = client.get("/proef").content.decode()
    assert "Medewerker meldpunt" in html
    assert "Mila Meldpunt" in html
    assert "Rol wisselen" not in html
    assert '<a href="/proef" aria-current="page">Proef</a>' in html
    assert "Verborgen" not in html


def test_choose_switch_and_sign_out(tweerollen: Wereld, client: Client) -> None:
    verder = meld_aan(client, "zara.zwolle")["Location"]
    assert verder == "/kies-rol"
    html = client.get(verder).content.decode()
    assert "Casusregisseur" in html
    assert "Procesregisseur" in html
    assert client.get("/proef")["Location"] == "/kies-rol"

    eerst = client.session.session_key
    regio = tweerollen.regio.pk
    antwoord = client.post("/kies-rol", {"keuze": f"{regio}:casusregisseur", "next": "/proef"})
    assert antwoord["Location"] == "/proef"
    tweede = client.session.session_key
    assert tweede != eerst
    html = client.get("/proef").content.decode()
    assert "Rol wisselen" in html
    assert f'value="{regio}:procesregisseur"' in html

    client.post("/kies-rol", {"keuze": f"{regio}:procesregisseur"})
    assert client.session["sluitend_keuze"]["rol"] == "procesregisseur"
    assert client.session.session_key != tweede

    antwoord = client.post("/account/logout/")
    assert antwoord["Location"] == "/afgemeld"
    assert antwoord["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/afgemeld").status_code == 200
    assert client.get("/proef")["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("keuze", ["", "x", "1:auditor", "999:casusregisseur", "1:casusregisseur:x"])
def test_a_role_that_is_not_yours_cannot_be_chosen(tweerollen: Wereld, client: Client, keuze: str) -> None:
    meld_aan(client, "zara.zwolle")
    antwoord = client.post("/kies-rol", {"keuze": keuze})
    assert antwoord.status_code == 403
    assert "sluitend_keuze" not in client.session


@pytest.mark.parametrize(
    "verder", ["https://elders.voorbeeld/", "//elders.voorbeeld", "javascript:alert(1)", ""]
)
def test_next_is_only_local(wereld: Wereld, client: Client, verder: str) -> None:
    meld_aan(client, "mila.meldpunt")
    assert client.get("/kies-rol", {"next": verder})["Location"] == "/"


def test_account_without_a_role_is_told_what_to_do(wereld: Wereld, client: Client) -> None:
    from sluitend.platform.models import Gebruiker

    Gebruiker.objects.create_user("nieuw.voorbeeld", WACHTWOORD)
    meld_aan(client, "nieuw.voorbeeld")
    html = client.get("/kies-rol").content.decode()
    assert "U hebt nog geen rol" in html


def test_wrong_password_and_unknown_user_read_the_same(wereld: Wereld, client: Client) -> None:
    teksten = []
    for naam in ("mila.meldpunt", "bestaat.niet"):
        html = meld_aan(client, naam, "verkeerd wachtwoord").content.decode()
        assert "De gebruikersnaam of het wachtwoord klopt niet." in html
        teksten.append(html.count("melding--fout"))
    assert teksten[0] == teksten[1]


def test_after_five_failures_there_is_a_pause(wereld: Wereld, client: Client) -> None:
    for _keer in range(5):
        antwoord = meld_aan(client, "mila.meldpunt", "verkeerd wachtwoord")
    assert antwoord.status_code == 429
    assert "Wacht 15 minuten" in antwoord.content.decode()
    antwoord = meld_aan(client, "mila.meldpunt")
    assert antwoord.status_code == 429
    assert meld_aan(client, "max.meldpunt").status_code == 302


def test_language_is_dutch_until_somebody_chooses(wereld: Wereld, client: Client) -> None:
    html = client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    assert "Aanmelden" in html
    client.post("/taal", {"language": "en", "next": "/account/login/"})
    html = client.get("/account/login/").content.decode()
    assert "Sign in" in html
    assert '<html lang="en"' in html


def test_error_pages_say_what_to_do(wereld: Wereld, client: Client) -> None:
    antwoord = client.get("/bestaat-niet")
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet" in antwoord.content.decode()
    streng = Client(enforce_csrf_checks=True)
    antwoord = streng.post("/taal", {"language": "en"})
    assert antwoord.status_code == 403
    assert "stond te lang open" in antwoord.content.decode()


@pytest.mark.parametrize(
    "sjabloon", ["fout_500", "fout_503", "fout_403", "fout_404", "aanmelden_mislukt", "te_vaak"]
)
def test_error_page_needs_no_request(sjabloon: str) -> None:
    from django.template.loader import render_to_string

    assert "<h1>" in render_to_string(f"platform/{sjabloon}.html")


def test_pages_carry_the_policies(client: Client) -> None:
    antwoord = client.get("/account/login/")
    beleid = antwoord["Content-Security-Policy"]
    assert "default-src 'none'" in beleid
    assert "unsafe" not in beleid
    # Under no-referrer alone a browser would send "Origin: null" with every form.
    assert '<meta name="referrer" content="same-origin">' in antwoord.content.decode()


@pytest.mark.parametrize(
    "adres",
    [
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/recovery-codes/generate/",
        "reauthenticate/",
        "logout/",
        "password/change/",
    ],
)
def test_pages_of_the_sign_in_package_stand_in_our_shell(wereld: Wereld, client: Client, adres: str) -> None:
    meld_aan(client, "mila.meldpunt")
    antwoord = client.get(f"/account/{adres}", follow=True)
    assert antwoord.status_code == 200
    html = antwoord.content.decode()
    assert "voorbeeld-theme" in html
    assert html.count("<h1") == 1
    assert "<c-" not in html


@pytest.mark.parametrize(
    "adres",
    [
        "signup/",
        "email/",
        "password/reset/",
        "password/set/",
        "3rdparty/",
        "confirm-email/x/",
        "login/code/confirm/",
    ],
)
def test_nobody_registers_or_resets_alone(wereld: Wereld, client: Client, adres: str) -> None:
    assert client.get(f"/account/{adres}").status_code == 404
    meld_aan(client, "mila.meldpunt")
    assert client.post(f"/account/{adres}", {"email": "x@voorbeeld.nl"}).status_code == 404


def test_second_step_is_set_up_and_asked(wereld: Wereld, client: Client) -> None:
    import time

    from allauth.mfa.totp.internal import auth
    from django.core.cache import cache

    meld_aan(client, "mila.meldpunt")
    client.post("/account/reauthenticate/", {"password": WACHTWOORD})
    html = client.get("/account/2fa/totp/activate/").content.decode()
    geheim = client.session["mfa.totp.secret"]
    assert geheim in html
    code = auth.format_hotp_value(auth.hotp_value(geheim, int(time.time()) // 30))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    client.post("/account/logout/")

    cache.clear()  # the code just used counts as used for half a minute
    assert meld_aan(client, "mila.meldpunt", verder="/proef")["Location"] == "/account/2fa/authenticate/"
    assert client.get("/proef")["Location"].startswith("/account/login/")
    assert "Code uit uw app" in client.get("/account/2fa/authenticate/").content.decode()
    antwoord = client.post("/account/2fa/authenticate/", {"code": code})
    assert antwoord["Location"] == "/kies-rol?next=%2Fproef"


def test_account_of_the_organisation_comes_first_when_there_is_one(client: Client, settings: Any) -> None:
    app = {
        "provider_id": "organisatie",
        "name": "Account van uw organisatie",
        "client_id": "a",
        "secret": "b",
    }
    app["settings"] = {"server_url": "https://idp.voorbeeld"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    html = client.get("/account/login/").content.decode()
    assert html.index("Account van uw organisatie") < html.index("Aanmelden met een noodaccount")
    assert 'action="/account/oidc/organisatie/login/?process=login"' in html
