"""The API of the dossier: the same masks, acts and refusals as the pages."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sluitend.dossier.models import Overdracht
from sluitend.dossier.tests.conftest import Keten
from sluitend.platform.eenheid import schrijven
from sluitend.platform.tokens import geef_uit
from sluitend.regio.models import RegioGemeente

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def bel(keten: Keten) -> Client:
    return beller(keten, "zwolle", "casusregisseur")


def beller(keten: Keten, organisatie: str, rol: str, scopes: set[str] | None = None) -> Client:
    token = geef_uit(
        keten.wereld.regio,
        naam="Proefsysteem",
        rol=rol,
        organisatie=keten.wereld.organisaties[organisatie].pk,
        scopes=scopes,
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


def post(bel: Client, pad: str, bericht: Any, **koppen: str) -> Any:
    return bel.post(f"{V1}{pad}", json.dumps(bericht), content_type="application/json", headers=koppen)


def bericht(
    keten: Keten, team: str = "Bemoeizorg", soort: str = "lokaal_regionaal", **anders: Any
) -> dict[str, Any]:
    inhoud = {item: {"waarde": "ja"} for item in ("lokale_pogingen", "wat_werkt", "contactafspraak")}
    return {
        "soort": soort,
        "naar_team": str(keten.wereld.teams[team].pk),
        "reden": "Er is meer nodig",
        "inhoud": inhoud,
        "inwoner_betrokken": "verteld",
        **anders,
    }


def test_lijst_detail_en_tijdlijn(keten: Keten, bel: Client) -> None:
    # The demo token acts as the first casusregisseur of the organisation by name: Zara.
    dossiers = [keten.dossier() for _ in range(3)]
    lijst = bel.get(f"{V1}/dossiers?wie=mijn&limit=2").json()
    assert len(lijst["resultaten"]) == 2
    rest = bel.get(lijst["volgende"].replace("http://testserver", "")).json()
    nummers = {rij["nummer"] for rij in lijst["resultaten"] + rest["resultaten"]}
    assert nummers == {dossier.nummer for dossier in dossiers}
    een = bel.get(f"{V1}/dossiers/{dossiers[0].pk}").json()
    assert (een["gemeente"], een["regisseur"], een["status"]) == ("0193", "Zara Zwolle", "open")
    assert een["volgende_stappen"][0]["titel"] == "Eerste contact met de inwoner"
    tijdlijn = bel.get(f"{V1}/dossiers/{dossiers[0].pk}/tijdlijn").json()
    assert tijdlijn["resultaten"][-1]["soort"] == "dossier.dossier_geopend"
    assert bel.get(f"{V1}/werkvoorraad").json()["resultaten"][0]["dossier"]
    gaten = bel.get(f"{V1}/gaten?stand=komt").json()
    assert gaten["sluitendheid"] is not None
    assert gaten["niet_gemeten"]


def test_onbekend_andere_regio_en_zonder_scope(keten: Keten, bel: Client) -> None:
    dossier = keten.dossier("Kees Kampen", "0166")
    for pad in (
        f"/dossiers/{dossier.pk}",
        f"/dossiers/{uuid4()}",
        f"/dossiers/{dossier.pk}/tijdlijn",
        f"/dossiers/{dossier.pk}/overdrachten",
    ):
        assert bel.get(f"{V1}{pad}").status_code == 404, pad
    smal = beller(keten, "zwolle", "casusregisseur", {"gaten"})
    assert smal.get(f"{V1}/dossiers").status_code == 403
    assert smal.get(f"{V1}/gaten").status_code == 200
    assert Client().get(f"{V1}/dossiers").status_code == 401


@pytest.mark.eis("Z-02", "UR-13", "UR-14")
def test_versturen_en_aanvaarden_en_een_herhaling_doet_het_niet_nog_eens(keten: Keten, bel: Client) -> None:
    dossier = keten.dossier()
    pad = f"/dossiers/{dossier.pk}/overdrachten"
    eerste = post(bel, pad, bericht(keten), **{"Idempotency-Key": "een"})
    nog_eens = post(bel, pad, bericht(keten), **{"Idempotency-Key": "een"})
    assert eerste.status_code == 201, eerste.content
    assert (nog_eens.status_code, nog_eens.json()["id"]) == (201, eerste.json()["id"])
    assert keten.lees(Overdracht.objects.count) == 1
    assert post(bel, pad, bericht(keten)).json()["code"] == "overdracht-loopt-al"
    ggd = beller(keten, "ggd", "casusregisseur")
    antwoord = f"/overdrachten/{eerste.json()['id']}/aanvaarden"
    goed = {
        "eerste_contact": (timezone.localdate() + timedelta(days=2)).isoformat(),
        "warm_niet_reden": "gebeld",
    }
    assert post(ggd, antwoord, {}).json()["code"] == "warm-gesprek-ontbreekt"
    assert post(ggd, antwoord, goed).json()["status"] == "aanvaard"
    tweede = post(ggd, antwoord, goed)
    assert (tweede.status_code, tweede.json()["code"]) == (409, "overdracht-al-aanvaard")
    assert keten.vers(dossier).casusregisseur.naam == "Bea Bemoei"
    keten.klopt()


@pytest.mark.eis("Z-02", "UR-15")
def test_weigeren(keten: Keten) -> None:
    overdracht = keten.verzend(keten.dossier())
    ggd = beller(keten, "ggd", "casusregisseur")
    pad = f"/overdrachten/{overdracht.pk}/weigeren"
    assert post(ggd, pad, {"reden": "zomaar", "toelichting": "x"}).status_code == 400
    antwoord = post(ggd, pad, {"reden": "geen_capaciteit", "toelichting": "Vol"}).json()
    assert antwoord["status"] == "geweigerd"
    keten.klopt()


@pytest.mark.eis("AR-23", "R42")
def test_r42_ook_hier(keten: Keten) -> None:
    with schrijven(keten.wereld.systeem, stil=True):
        RegioGemeente.objects.filter(gemeente="0193").update(centrum=True)
    dossier = keten.dossier("Kees Kampen", "0166")
    inhoud = {item: {"waarde": "ja"} for item in ("wens_inwoner", "bijdrage_herstel", "betaler")}
    kampen = beller(keten, "kampen", "casusregisseur")
    aanbod = bericht(keten, "Lokaal team Zwolle", "gemeente_gemeente", inhoud=inhoud)
    antwoord = post(kampen, f"/dossiers/{dossier.pk}/overdrachten", aanbod)
    assert (antwoord.status_code, antwoord.json()["regel"]) == (409, "R42")


@pytest.mark.parametrize(
    "anders",
    [
        {"soort": "nood"},
        {"soort": "onzin"},
        {"naar_team": str(uuid4())},
        {"naar_team": "geen-id"},
        {"inwoner_betrokken": "misschien"},
        {"warm_gesprek_op": "2027-02-30"},
        {"reden": "x" * 2001},
        {"inhoud": {"lokale_pogingen": {"waarde": "x" * 4001}}},
        {"extra": 1},
    ],
)
def test_onzin_wordt_geweigerd_en_er_gebeurt_niets(keten: Keten, bel: Client, anders: dict[str, Any]) -> None:
    dossier = keten.dossier()
    antwoord = post(bel, f"/dossiers/{dossier.pk}/overdrachten", {**bericht(keten), **anders})
    assert antwoord.status_code == 400, antwoord.content
    assert keten.lees(Overdracht.objects.count) == 0


def test_de_ontvanger_leest_voor_het_aanvaarden_geen_inhoud(keten: Keten) -> None:
    dossier = keten.dossier()
    keten.verzend(dossier)
    ggd = beller(keten, "ggd", "casusregisseur")
    (kaart,) = ggd.get(f"{V1}/dossiers/{dossier.pk}/overdrachten").json()["resultaten"]
    assert (kaart["reden"], kaart["inhoud"]) == (None, None)
    assert ggd.get(f"{V1}/dossiers/{dossier.pk}").status_code == 404
