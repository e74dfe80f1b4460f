"""What every operation of the description has in common, written once (NL API Design Rules 2.1)."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.errors import ConfigError
from ninja.openapi.schema import OpenAPISchema
from ninja.router import BoundRouter

from sluitend.platform.api.problemen import MEDIATYPE

TEKST = (
    "Eén gesloten keten rond inwoners met een psychische kwetsbaarheid. Elke weigering is een "
    "`application/problem+json`. Een POST met `Idempotency-Key` gebeurt één keer: een herhaling krijgt het "
    "eerste antwoord met `Idempotent-Replayed: true`, een ander bericht onder dezelfde sleutel 409. Een "
    "geweigerde handeling is niet gebeurd en wordt bij herhaling opnieuw beoordeeld. Lijsten worden met "
    "`cursor` doorgebladerd. Wat niet bestaat en wat niet van u is, geven hetzelfde antwoord 404."
)
CONTACT = {
    "name": "Beheer van deze installatie",
    "email": "beheer@example.org",
    "url": "https://example.org",
}
PROBLEEM = {
    "title": "Probleem",
    "description": "RFC 9457.",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "regel": {"type": "string", "description": "Artikel of regel waarop de weigering rust."},
        "code": {"type": "string"},
        "fouten": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Pad van het veld naar wat er niet klopt; alle fouten tegelijk.",
        },
    },
    "required": ["type", "title", "status", "detail", "regel", "code"],
}
# status → name, description; `POST` marks the ones that only an act can give.
ANTWOORDEN = {
    "400": ("OngeldigeInvoer", "De invoer klopt niet."),
    "401": ("NietAangemeld", "Geen of geen geldig token."),
    "403": ("GeenBevoegdheid", "Zichtbaar, maar niet toegestaan."),
    "404": ("NietGevonden", "Bestaat niet of is niet van u."),
    "409": ("Geweigerd", "Begrepen, maar niet mogelijk in deze staat."),
    "413": ("TeGroot", "Groter dan 256 kB."),
    "415": ("MediatypeOnbekend", "Geen application/json."),
    "429": ("TeVeelVerzoeken", "Te veel verzoeken."),
    "500": ("Serverfout", "Er ging iets mis."),
    "503": ("NietBeschikbaar", "Nu niet beschikbaar."),
}
OPENBAAR = ("400", "404", "500", "503")
HANDELING = ("409", "413", "415")
PARAMETERS = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Uw eigen sleutel voor deze handeling, 7 dagen bewaard.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    },
    "XNamens": {
        "name": "X-Namens",
        "in": "header",
        "required": False,
        "description": "Voor wie uw systeem vraagt, als gebruiker;rol; komt in het inzagelogboek.",
        "schema": {"type": "string", "maxLength": 112, "pattern": "^[!-:<-~]{1,80};[a-z_]{1,30}$"},
    },
}
VERSIEKOP = {"description": "Volledige versie van de API.", "schema": {"type": "string"}}


class _Schema(OpenAPISchema):
    """Two areas that give one name to two things would describe one of them wrongly."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for naam, inhoud in definitions.items():
            if self.schemas.setdefault(naam, inhoud) != inhoud:
                raise ConfigError(f"twee soorten heten {naam}: geef er een een andere naam")


def operatie_naam(functie: Any) -> str:
    """`meldpunt_toon`, `meldpunt_dienst_toon`: area, the part of its API when it has parts, and function."""
    delen = functie.__module__.split(".")
    gebied = [delen[1], *delen[3:]] if len(delen) > 1 else delen
    return "_".join((*gebied, functie.__name__))


def maak(api: NinjaAPI, routers: Iterable[BoundRouter]) -> dict[str, Any]:
    """The whole description: what ninja sees in the operations, and what they all have in common."""
    schema = vul_aan(_Schema(api, ""), routers)
    tekst = json.dumps(schema)
    for naam, inhoud in schema["components"]["schemas"].items():
        if (
            not re.fullmatch(r"\w+", naam) or "_" in naam
        ):  # a generic: pydantic writes its parameter into the key
            nieuw = inhoud["title"]
            tekst = tekst.replace(f'"{naam}":', f'"{nieuw}":').replace(
                f'/schemas/{naam}"', f'/schemas/{nieuw}"'
            )
    return json.loads(tekst)  # type: ignore[no-any-return]


def vul_aan(schema: dict[str, Any], routers: Iterable[BoundRouter]) -> dict[str, Any]:
    """The description with contact, server, security, version header and every problem."""
    openbaar = {
        bewerking.view_func
        for router in routers
        for pad in router.path_operations.values()
        for bewerking in pad.operations
        if bewerking.auth_param is None
    }
    open_ids = {operatie_naam(f) for f in openbaar}
    schema["info"]["contact"] = getattr(settings, "API_CONTACT", CONTACT)
    schema["servers"] = [{"url": "/api/v1"}]
    for pad in schema["paths"].values():
        for methode, bewerking in pad.items():
            _vul_bewerking(bewerking, methode, bewerking["operationId"] in open_ids)
    onderdelen = schema["components"]
    onderdelen["schemas"]["Probleem"] = PROBLEEM
    onderdelen["parameters"] = PARAMETERS
    onderdelen["headers"] = {"ApiVersion": VERSIEKOP}
    onderdelen["responses"] = {
        naam: {
            "description": uitleg,
            "headers": _KOPPEN,
            "content": {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
        for naam, uitleg in ANTWOORDEN.values()
    }
    onderdelen["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Verwijstoken `slt_…`."}
    }
    return schema


_KOPPEN = {"API-Version": {"$ref": "#/components/headers/ApiVersion"}}


def _vul_bewerking(bewerking: dict[str, Any], methode: str, openbaar: bool) -> None:
    for antwoord in bewerking["responses"].values():
        antwoord.setdefault("headers", {}).update(_KOPPEN)
    # ninja leaves the keys of its own answers as numbers.
    bewerking["responses"] = {str(status): antwoord for status, antwoord in bewerking["responses"].items()}
    statussen = (
        OPENBAAR if openbaar else tuple(s for s in ANTWOORDEN if methode != "get" or s not in HANDELING)
    )
    for status in statussen:
        naam = ANTWOORDEN[status][0]
        bewerking["responses"].setdefault(status, {"$ref": f"#/components/responses/{naam}"})
    if openbaar:
        bewerking["security"] = []
        return
    bewerking["security"] = [{"token": []}]
    namen = ["XNamens", "IdempotencyKey"] if methode == "post" else ["XNamens"]
    bewerking["parameters"] += [{"$ref": f"#/components/parameters/{naam}"} for naam in namen]
