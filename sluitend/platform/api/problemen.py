"""Every "no" of the API as one kind of document: `application/problem+json` (RFC 9457), in Dutch.

An answer never repeats what somebody else may not know: unknown and invisible give the same bytes.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from sluitend.kern.fouten import OngeldigeInvoer, Weigering

MEDIATYPE = "application/problem+json"
MAX_INHOUD = 256 * 1024
logger = logging.getLogger("sluitend.api")

NIET_GEVONDEN = Weigering("niet-gevonden", "Niet gevonden. Dit bestaat niet of is niet van u.", status=404)
SERVERFOUT = Weigering(
    "serverfout", "Er ging iets mis. Wat was opgeslagen is er nog. Probeer het opnieuw.", status=500
)
NIET_BESCHIKBAAR = Weigering(
    "niet-beschikbaar", "Nu niet beschikbaar. Probeer het over enkele seconden opnieuw.", status=503
)
TE_GROOT = Weigering(
    "te-groot", "Het bericht is te groot. Een bericht is hoogstens 256 kB.", "5I", status=413
)


class TeVaak(Weigering):
    """More calls than the limit allows; `wacht` says after how many seconds there is room again."""

    status = 429

    def __init__(self, wacht: int) -> None:
        super().__init__("te-veel-verzoeken", f"Te veel verzoeken. Probeer het over {wacht} s opnieuw.", "5H")
        self.wacht = wacht


def antwoord(weigering: Weigering) -> HttpResponse:
    """The answer that carries this refusal."""
    document = weigering.als_probleem()
    respons = HttpResponse(json.dumps(document), status=weigering.status, content_type=MEDIATYPE)
    if weigering.status == 401:
        respons["WWW-Authenticate"] = 'Bearer realm="sluitend"'
    if isinstance(weigering, TeVaak):
        respons["Retry-After"] = str(weigering.wacht)
    if weigering.status == 503:
        respons["Retry-After"] = "5"
    return respons


def van_fout(request: HttpRequest, fout: Exception) -> Weigering:
    """The refusal behind any exception; what nobody foresaw is logged without its message and told as 500."""
    match fout:
        case Weigering(status=404) | Http404():
            return NIET_GEVONDEN
        case Weigering():
            return fout
        case ValidationError():
            if any(detail["loc"][0] == "path" for detail in fout.errors):
                return NIET_GEVONDEN
            return ongeldig(_fouten(fout.errors))
        case RequestDataTooBig():
            return TE_GROOT
        case HttpError() if fout.status_code == 404:
            return NIET_GEVONDEN
        case OperationalError() | InterfaceError():
            logger.warning("databank niet beschikbaar: %s", type(fout).__name__)
            return NIET_BESCHIKBAAR
    logger.error("onverwachte fout bij %s", request.method, exc_info=fout)
    return SERVERFOUT


def ongeldig(fouten: Mapping[str, str]) -> OngeldigeInvoer:
    """All errors of the input together, each under the path of its field."""
    return OngeldigeInvoer(
        "invoer-ongeldig", "De invoer klopt niet. Zie fouten per veld.", "5I", fouten=fouten
    )


def pad(delen: Iterable[str | int]) -> str:
    """`betrokkene.adres.huisnummer`, `signalen[3]`; the whole document is `inhoud`."""
    tekst = ""
    for deel in delen:
        tekst += f"[{deel}]" if isinstance(deel, int) else f".{str(deel)[:60]}"
    return tekst.removeprefix(".") or "inhoud"


def _fouten(details: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    fouten: dict[str, list[str]] = {}
    for detail in details:
        loc = detail["loc"]
        # ninja puts the name of the Python parameter between source and field; the sender does not know it.
        plek = loc[2:] if loc[0] == "body" else loc[1:]
        fouten.setdefault(pad(plek), []).append(_tekst(detail))
    return {plek: " ".join(dict.fromkeys(teksten)) for plek, teksten in fouten.items()}


_TEKSTEN = {
    "missing": "Dit veld is verplicht.",
    "extra_forbidden": "Dit veld bestaat niet.",
    "string_type": "Geef tekst.",
    "string_too_short": "Geef minstens {min_length} tekens.",
    "string_too_long": "Geef hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Deze waarde heeft niet de goede vorm.",
    "int_type": "Geef een geheel getal.",
    "int_parsing": "Geef een geheel getal.",
    "int_from_float": "Geef een geheel getal.",
    "int_parsing_size": "Dit getal is te groot.",
    "float_type": "Geef een getal.",
    "float_parsing": "Geef een getal.",
    "decimal_type": "Geef een getal.",
    "decimal_parsing": "Geef een getal.",
    "decimal_max_places": "Geef hoogstens {decimal_places} cijfers achter de komma.",
    "decimal_max_digits": "Geef hoogstens {max_digits} cijfers.",
    "bool_type": "Geef true of false.",
    "bool_parsing": "Geef true of false.",
    "none_required": "Laat dit veld leeg.",
    "literal_error": "Kies een van: {expected}.",
    "enum": "Kies een van: {expected}.",
    "greater_than": "Geef een waarde groter dan {gt}.",
    "greater_than_equal": "Geef minstens {ge}.",
    "less_than": "Geef een waarde kleiner dan {lt}.",
    "less_than_equal": "Geef hoogstens {le}.",
    "list_type": "Geef een lijst.",
    "set_type": "Geef een lijst.",
    "tuple_type": "Geef een lijst.",
    "too_short": "Geef er minstens {min_length}.",
    "too_long": "Geef er hoogstens {max_length}.",
    "dict_type": "Geef een object.",
    "model_type": "Geef een object.",
    "model_attributes_type": "Geef een object.",
    "timezone_aware": "Geef een tijdstip met tijdzone, zoals 2026-11-20T01:15:00+01:00.",
    "value_error": "{error}",
    "assertion_error": "{error}",
}
_SOORTEN = {
    "date": "Geef een datum als jjjj-mm-dd.",
    "datetime": "Geef een tijdstip met tijdzone, zoals 2026-11-20T01:15:00+01:00.",
    "time": "Geef een tijd als uu:mm.",
    "uuid": "Dit is geen geldig id.",
}
ONBEKEND = "Deze waarde klopt niet."


def _tekst(detail: Mapping[str, Any]) -> str:
    soort, ctx = detail["type"], dict(detail.get("ctx") or {})
    if isinstance(ctx.get("expected"), str):
        ctx["expected"] = ctx["expected"].replace("'", "").replace(" or ", " of ")
    if soort in _TEKSTEN:
        return _TEKSTEN[soort].format(**ctx)
    if soort == "eigen":
        return str(detail["msg"])
    return _SOORTEN.get(soort.partition("_")[0], ONBEKEND)
