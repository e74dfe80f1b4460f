"""Meldingen over the API (UM-03, spec 40 §3)."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import invoer, neem_aan
from sluitend.meldpunt.tests.test_paginas import invoer_formulier, klant

CONTRACT = {
    "kanaal": "politie", "politiecode": "E33",
    "melder": {"soort": "professional", "relatie": "wijkagent", "naam": "Agent Verzonnen", "telefoon": "0612345678",
               "identiteit_delen": False},
    "betrokkene": {"bsn": None, "naam": "Jansen", "geboortedatum": "1984-05-02", "verblijft_in": "0193",
                   "adres": {"postcode": "8011AB", "huisnummer": 1}},
    "omschrijving": "Liep in de war over straat.", "signalen": ["ernstig_nadeel_dreigt"], "aard": "onbekend",
}  # fmt: skip


def post(client: Client, pad: str, document: object, **koppen: str):
    """A call by the session of a page of our own, with its CSRF token."""
    client.cookies["csrftoken"] = "a" * 32
    return client.post(
        f"/api/v1{pad}", json.dumps(document), content_type="application/json",
        headers={"X-CSRFToken": "a" * 32, **koppen},
    )  # fmt: skip


@pytest.mark.eis("UM-03", "AM-01", "F07", "F09")
def test_contract_voorbeeld(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    antwoord = post(client, "/meldingen", CONTRACT)
    assert antwoord.status_code == 201, antwoord.content
    document = antwoord.json()
    assert set(document) == {"id", "nummer", "staat", "advies", "waarschuwingen"}
    assert (document["advies"]["urgentie"], document["advies"]["route"]) == ("dag", "bemoeizorg")
    assert document["advies"]["hoogst_mogelijk"] == "acuut"


@pytest.mark.eis("UM-03", "AM-23")
def test_zelfde_sleutel_zelfde_antwoord_andere_inhoud_409(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    eerste = post(client, "/meldingen", CONTRACT, **{"Idempotency-Key": "sleutel-1"})
    tweede = post(client, "/meldingen", CONTRACT, **{"Idempotency-Key": "sleutel-1"})
    assert eerste.json()["nummer"] == tweede.json()["nummer"]
    ander = post(
        client, "/meldingen", CONTRACT | {"omschrijving": "Iets anders"}, **{"Idempotency-Key": "sleutel-1"}
    )
    assert ander.status_code == 409
    ufo = post(client, "/meldingen", CONTRACT | {"signalen": ["ufo"]})
    assert (ufo.status_code, "ufo" in str(ufo.json()["waarschuwingen"])) == (201, True)


@pytest.mark.eis("UM-03")
def test_partner_ziet_alleen_nummer_staat_en_terugkoppeling(wereld) -> None:
    piet = klant(wereld, "Piet Politie")
    eigen = post(piet, "/meldingen", CONTRACT).json()
    ander = neem_aan(wereld)
    document = piet.get(f"/api/v1/meldingen/{eigen['id']}").json()
    assert set(document) == {"id", "nummer", "staat", "ontvangen_op", "versie", "terugkoppeling"}
    assert piet.get(f"/api/v1/meldingen/{ander.pk}").status_code == 404
    assert [rij["nummer"] for rij in piet.get("/api/v1/meldingen").json()["resultaten"]] == [eigen["nummer"]]
    assert (
        post(piet, f"/meldingen/{eigen['id']}/triage", {"urgentie": "dag", "route": "bemoeizorg"}).status_code
        == 403
    )


@pytest.mark.eis("UM-09", "UM-10", "UM-12", "UM-16", "UM-17", "UM-18")
def test_proef_triage_en_besluiten(wereld) -> None:
    mila, bo = klant(wereld, "Mila Meldpunt"), klant(wereld, "Bo Bemoei")
    rij = neem_aan(wereld)
    pad = f"/meldingen/{rij.pk}"
    proef = post(mila, f"{pad}/triage", {"signalen": ["levensgevaar_nu"], "proef": True})
    assert proef.json()["advies"]["urgentie"] == "acuut"
    leeg = post(mila, f"{pad}/triage", {})
    assert set(leeg.json()["fouten"]) == {"urgentie", "route"}
    triage = post(mila, f"{pad}/triage", {"urgentie": "week", "route": "bemoeizorg", "versie": 1})
    assert (triage.status_code, triage.json()["staat"], triage.json()["team"]) == (
        200,
        "aangeboden",
        "Bemoeizorg",
    )
    oud = post(mila, f"{pad}/triage", {"urgentie": "week", "route": "bemoeizorg", "versie": 1})
    assert (oud.status_code, oud.json()["code"]) == (409, "intussen-gewijzigd")
    for client, besluit, staat in (
        (bo, {"soort": "oppakken"}, "opgepakt"),
        (
            bo,
            {"soort": "uitkomst", "uitkomst": "advies_gegeven", "betrokkene_geinformeerd": "ja"},
            "afgehandeld",
        ),
        (mila, {"soort": "terugkoppeling", "wijze": "telefoon"}, "afgehandeld"),
        (mila, {"soort": "sluiten"}, "gesloten"),
        (mila, {"soort": "heropenen", "reden": "Moeder belt opnieuw"}, "nieuw"),
    ):
        antwoord = post(client, f"{pad}/besluit", besluit)
        assert (antwoord.status_code, antwoord.json().get("staat")) == (200, staat), antwoord.content


FOUT = [
    {},
    {"kanaal": "telefoon"},
    CONTRACT | {"regio_id": 2},
    CONTRACT | {"signalen": "verzet"},
    CONTRACT | {"ontvangen_op": "2026-02-30T10:00:00+01:00"},
    CONTRACT | {"betrokkene": {"geboortedatum": "1984-02-31"}},
]


@pytest.mark.parametrize("document", FOUT)
def test_foute_invoer_is_400_met_alle_fouten(wereld, document: object) -> None:
    antwoord = post(klant(wereld, "Mila Meldpunt"), "/meldingen", document)
    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"]


def test_een_megabyte_is_413_en_andere_regio_404(wereld) -> None:
    mila = klant(wereld, "Mila Meldpunt")
    assert post(mila, "/meldingen", CONTRACT | {"omschrijving": "x" * 1_000_000}).status_code == 413
    rij = neem_aan(wereld)
    assert klant(wereld, "Dora Drenthe").get(f"/api/v1/meldingen/{rij.pk}").status_code == 404


def opdrachten(gevangen: CaptureQueriesContext) -> list[str]:
    """The statements that ask or store something: without those that begin a transaction and close it to other regions."""
    eigen = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SELECT set_config('sluitend.regio', ")
    return [q["sql"] for q in gevangen.captured_queries if not q["sql"].startswith(eigen)]


@pytest.mark.eis("UM-01")
def test_een_melding_kost_ten_hoogste_veertien_opdrachten(wereld) -> None:
    client = klant(wereld, "Mila Meldpunt")
    client.post("/meldingen/nieuw", invoer_formulier(sleutel="opwarmen"))
    with CaptureQueriesContext(connection) as gevangen:
        antwoord = client.post("/meldingen/nieuw", invoer_formulier(sleutel="eenmalig-2"))
    assert antwoord.status_code == 302
    assert len(opdrachten(gevangen)) <= 14, "\n".join(sql[:120] for sql in opdrachten(gevangen))


def test_werkvoorraad_kost_altijd_evenveel(wereld) -> None:
    client, aantallen = klant(wereld, "Mila Meldpunt"), []
    for aantal in (1, 12):
        for _ in range(aantal):
            neem_aan(wereld)
        client.get("/meldingen/")
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get("/meldingen/?tab=alles").status_code == 200
        aantallen.append(len(opdrachten(gevangen)))
    assert aantallen[0] == aantallen[1] <= 10


def test_tabs_tellen_en_te_laat_staat_voorop(wereld) -> None:
    laat = neem_aan(wereld)
    client = klant(wereld, "Mila Meldpunt")
    client.post("/meldingen/nieuw", invoer_formulier())
    tekst = client.get("/meldingen/").content.decode()
    assert tekst.index(laat.nummer) < tekst.index("M-2026-000002")
    assert "te laat" in tekst
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 2
    assert invoer()
