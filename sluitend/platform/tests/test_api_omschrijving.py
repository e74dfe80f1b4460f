"""The OpenAPI document: complete, by the NL API Design Rules, and true (schemathesis plays against it)."""

import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from ninja import Router
from ninja.errors import ConfigError

from sluitend.platform.api import Uitvoer, maak_api, met_scope
from sluitend.platform.models import Regio
from sluitend.platform.sporen import open_ketens
from sluitend.platform.tests.api_proef import urls
from sluitend.platform.tokens import geef_uit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sluitend.platform.tests.api_proef")]


@pytest.fixture
def zonder_sluiten() -> Iterator[None]:
    """A real request ends by closing its connection; here that one holds the transaction of the test."""
    for signaal in (request_started, request_finished):
        signaal.disconnect(close_old_connections)
    yield
    for signaal in (request_started, request_finished):
        signaal.connect(close_old_connections)


@pytest.fixture
def omschrijving() -> dict:
    return Client().get("/api/v1/openapi.json").json()


def bewerkingen(schema: dict) -> list[tuple[str, str, dict]]:
    return [(pad, m, b) for pad, methoden in schema["paths"].items() for m, b in methoden.items()]


def test_de_omschrijving_draagt_versie_contact_en_server(omschrijving: dict) -> None:
    assert omschrijving["openapi"].startswith("3.1")
    assert re.fullmatch(r"\d+\.\d+\.\d+", omschrijving["info"]["version"])
    assert {"name", "email", "url"} <= set(omschrijving["info"]["contact"])
    assert omschrijving["servers"] == [{"url": "/api/v1"}]
    assert Client().get("/api/v1/openapi.json")["API-Version"] == omschrijving["info"]["version"]
    assert Client().get("/api/v1/docs").status_code == 404


def test_elk_antwoord_en_elke_weigering_staat_er_in(omschrijving: dict) -> None:
    for pad, methode, bewerking in bewerkingen(omschrijving):
        assert re.fullmatch(r"(/([a-z0-9-]+|\{[^}]+\}))+", pad)
        antwoorden = bewerking["responses"]
        assert {"400", "404", "500"} <= set(antwoorden)
        for status, antwoord in antwoorden.items():
            if status.startswith("2"):
                assert "API-Version" in antwoord["headers"]
            else:
                assert antwoord["$ref"].startswith("#/components/responses/")
        if methode == "post":
            assert {"#/components/parameters/IdempotencyKey"} <= {
                p.get("$ref") for p in bewerking["parameters"]
            }
        if bewerking["security"]:
            assert {"401", "403", "429"} <= set(antwoorden)
    for antwoord in omschrijving["components"]["responses"].values():
        assert list(antwoord["content"]) == ["application/problem+json"]


def test_een_bladzijde_heeft_een_naam_zonder_haken(omschrijving: dict) -> None:
    assert "BladzijdeReeks" in omschrijving["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z][A-Za-z]*", naam) for naam in omschrijving["components"]["schemas"])


def test_tweemaal_vragen_geeft_hetzelfde(omschrijving: dict) -> None:
    assert Client().get("/api/v1/openapi.json").json() == omschrijving
    assert len(urls()) == 1


def test_twee_soorten_met_een_naam_vallen_op() -> None:
    router = Router()
    for nummer in (1, 2):
        soort = type("Dubbel", (Uitvoer,), {"__annotations__": {f"veld{nummer}": int}})

        def lees(request: Any) -> None: ...

        lees.__name__ = f"lees{nummer}"
        router.get(f"/{nummer}", response=list[soort])(met_scope("gaten")(lees))
    eigen = maak_api()
    eigen.add_router("", router)
    with pytest.raises(ConfigError, match="Dubbel"):
        eigen.get_openapi_schema()


@pytest.mark.traag
def test_wat_er_ook_wordt_gestuurd_het_antwoord_past_bij_de_omschrijving(
    omschrijving: dict, settings: Any, zonder_sluiten: None
) -> None:
    """Bounded: 25 examples an operation, valid and invalid; no 500, no answer that is not described."""
    settings.API_LIMIETEN = {}
    regio = Regio.objects.create(code="proef", naam="Proefregio")
    open_ketens(regio)
    koppen = {"Authorization": f"Bearer {geef_uit(regio, naam='Proef', rol='meldpuntmedewerker')}"}
    schema = schemathesis.openapi.from_dict(omschrijving)
    schema.app = get_wsgi_application()
    gespeeld = 0
    for bewerking in schema.get_all_operations():

        @hypothesis.settings(
            max_examples=25,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=bewerking.ok().as_strategy())
        def speel(case: schemathesis.Case) -> None:
            # Only the API itself can make a valid cursor; wrong ones are tried by hand in test_api_schil.
            (case.query or {}).pop("cursor", None)
            case.call_and_validate(headers=koppen)

        speel()
        gespeeld += 1
    assert gespeeld == 7
