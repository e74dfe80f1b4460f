"""Sign-in through the identity provider of an organisation: code flow with PKCE, an identity linked beforehand."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.test import Client

from sluitend.platform.tests.oidc import CLIENT, Aanbieder, aanbieder
from sluitend.regio.tests.fabriek import Wereld


class _NietVolgen(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@pytest.fixture
def provider(settings) -> Iterator[Aanbieder]:
    with aanbieder() as zelf:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "organisatie",
                        "name": "Organisatie",
                        "client_id": CLIENT,
                        "secret": "proef",
                        "settings": {"server_url": zelf.url},
                    }
                ],
            }
        }
        yield zelf


def _meld_aan(client: Client) -> str:
    """Play the browser: to the provider and back; returns where it ends."""
    heen = client.post("/account/oidc/organisatie/login/")
    assert heen.status_code == 302
    with pytest.raises(urllib.error.HTTPError) as terug:
        urllib.request.build_opener(_NietVolgen).open(heen["Location"])
    with terug.value as antwoord:
        adres = antwoord.headers["Location"]
    return client.get(adres.replace("http://testserver", ""))["Location"]


@pytest.mark.eis("recht:V22")
def test_een_gekoppelde_identiteit_komt_binnen(wereld: Wereld, provider: Aanbieder, client: Client) -> None:
    gebruiker = wereld.medewerkers["Mila Meldpunt"].gebruiker
    SocialAccount.objects.create(user=gebruiker, provider="organisatie", uid="sub-mila")
    provider.sub = "sub-mila"
    _meld_aan(client)
    assert client.session[SESSION_KEY] == str(gebruiker.pk)


@pytest.mark.eis("recht:V22")
def test_een_onbekende_identiteit_krijgt_geen_account(
    wereld: Wereld, provider: Aanbieder, client: Client
) -> None:
    provider.sub = "sub-vreemd"
    assert _meld_aan(client) == "/aanmelden/mislukt"
    assert SESSION_KEY not in client.session
    assert not SocialAccount.objects.exists()


@pytest.mark.eis("recht:V22")
def test_een_code_werkt_een_keer(wereld: Wereld, provider: Aanbieder, client: Client) -> None:
    gebruiker = wereld.medewerkers["Mila Meldpunt"].gebruiker
    SocialAccount.objects.create(user=gebruiker, provider="organisatie", uid="sub-mila")
    provider.sub = "sub-mila"
    heen = client.post("/account/oidc/organisatie/login/")
    with pytest.raises(urllib.error.HTTPError) as terug:
        urllib.request.build_opener(_NietVolgen).open(heen["Location"])
    with terug.value as antwoord:
        adres = antwoord.headers["Location"].replace("http://testserver", "")
    provider.codes.clear()
    client.get(adres)
    assert SESSION_KEY not in client.session
