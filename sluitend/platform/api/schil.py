"""The shell around every operation: who calls, what was sent, one unit of work, one kind of "no".

An area writes a function; what stands here holds for all of them and cannot be forgotten: an operation
without a scope does not start.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.utils.module_loading import import_string
from ninja import NinjaAPI, Router
from ninja.errors import ConfigError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.router import BoundRouter

from sluitend.kern.fouten import Weigering
from sluitend.platform.api import antwoordsleutels, omschrijving, problemen, strikt, toegang
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.sporen import noteer_weigering

VERSIE = "1.0.0"


class _Ontleder(Parser):
    """Hands on the body that the shell has read already."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.inhoud  # type: ignore[attr-defined]


class Api(NinjaAPI):
    """All operations of one version, each in its shell."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(
            title="Sluitend",
            version=VERSIE,
            description=omschrijving.TEKST,
            docs_url=None,
            parser=_Ontleder(),
            **opties,
        )

    def add_router(self, prefix: str, router: Router | str, **opties: Any) -> None:
        """Add the router of an area; the same one at the same place again changes nothing."""
        if isinstance(router, str):
            router = import_string(router)
        if (prefix, router) in [(plek, al) for plek, al, *_ in self._router_registrations]:
            return
        self._bound_routers_cache = None
        super().add_router(prefix, router, **opties)

    def _get_bound_routers(self) -> list[BoundRouter]:
        nieuw = self._bound_routers_cache is None
        routers = super()._get_bound_routers()
        if nieuw:
            for router in routers:
                for pad in router.path_operations.values():
                    for bewerking in pad.operations:
                        bewerking.run = partial(voer_uit, bewerking, _eis(bewerking))  # type: ignore[method-assign]
        return routers

    def _get_urls(self) -> list[Any]:
        urls = [*super()._get_urls(), re_path(r"^.*$", _niet_gevonden)]
        for url in urls:
            if isinstance(url, URLPattern):
                url.callback = omhul(url.callback)
        return urls

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Let it rise: the unit of work must see it to roll back."""
        raise exc

    def get_openapi_schema(self, **_opties: Any) -> Any:
        return omschrijving.maak(self, self._get_bound_routers())

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return omschrijving.operatie_naam(operation.view_func)

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        return self.get_openapi_operation_id(operation)


def _eis(bewerking: Operation) -> toegang.Eis | None:
    """What the operation asks; None when it said `auth=None`. Neither of the two is a mistake."""
    eis: toegang.Eis | None = getattr(bewerking.view_func, "_eis", None)
    if bewerking.auth_param is None:
        return None
    if eis is None:
        raise ConfigError(f"{bewerking.view_func.__module__}.{bewerking.view_func.__name__} mist met_scope")
    return eis


def voer_uit(
    bewerking: Operation, eis: toegang.Eis | None, request: HttpRequest, **delen: Any
) -> HttpResponseBase:
    """One call: caller, limits, input, then the operation within its unit of work."""
    beller = None
    if eis is not None:
        beller = toegang.bepaal(request)
        request.actor = beller.actor  # type: ignore[attr-defined]
        toegang.toets(beller, eis)
    _eis_parameters(bewerking, request)
    request.inhoud = _inhoud(bewerking, request)  # type: ignore[attr-defined]
    sleutel = antwoordsleutels.lees_sleutel(request)
    respons = bewerking.api.create_temporal_response(request)
    waarden = bewerking._get_values(request, delen, respons)

    def doe() -> HttpResponseBase:
        return bewerking._result_to_response(request, bewerking.view_func(request, **waarden), respons)

    if beller is None:
        return doe()
    if request.method == "GET":
        with lezen(beller.actor):
            return doe()
    with schrijven(beller.actor) as eenheid:
        if sleutel is None:
            return doe()
        inhoud = antwoordsleutels.inhoud_van(beller.actor, request, request.inhoud)  # type: ignore[attr-defined]
        rij, eerste = antwoordsleutels.claim(eenheid, beller.afzender, sleutel, inhoud)
        if eerste is not None:
            return eerste
        antwoord = doe()
        antwoordsleutels.bewaar(eenheid, rij, antwoord)  # type: ignore[arg-type]
        return antwoord


def _eis_parameters(bewerking: Operation, request: HttpRequest) -> None:
    """Every query parameter is known and given once."""
    bekend: set[str] = set()
    meervoud: set[str] = set()
    for model in bewerking.models:
        if model.__ninja_param_source__ == "query":
            bekend |= set(model.__ninja_flatten_map__)  # type: ignore[attr-defined]
            meervoud |= set(model.__ninja_collection_fields__)  # type: ignore[attr-defined]
    fouten = {}
    for naam, waarden in request.GET.lists():
        if naam not in bekend:
            fouten[problemen.pad([naam])] = "Deze parameter bestaat niet."
        elif len(waarden) > 1 and naam not in meervoud:
            fouten[naam] = "Geef deze parameter één keer."
        elif any("\x00" in waarde for waarde in waarden):
            fouten[naam] = problemen.ONBEKEND
    if fouten:
        raise problemen.ongeldig(fouten)
    if "\x00" in request.path:
        raise problemen.NIET_GEVONDEN


def _inhoud(bewerking: Operation, request: HttpRequest) -> Any:
    """The body as a document; None without one."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > problemen.MAX_INHOUD:
        raise problemen.TE_GROOT
    inhoud = request.body
    if not inhoud:
        return None
    if len(inhoud) > problemen.MAX_INHOUD:
        raise problemen.TE_GROOT
    verwacht = any(model.__ninja_param_source__ == "body" for model in bewerking.models)
    if request.content_type != "application/json":
        raise Weigering(
            "mediatype-onbekend", "Dit soort bericht wordt niet gelezen. Stuur application/json.", status=415
        )
    document = strikt.lees(inhoud)
    if not verwacht and document not in (None, {}):
        raise problemen.ongeldig({"inhoud": "Deze bewerking heeft geen bericht."})
    return document


def _niet_gevonden(request: HttpRequest) -> HttpResponse:
    raise problemen.NIET_GEVONDEN


def omhul(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The outermost layer: whatever happens inside, an answer of the API comes out."""

    @wraps(view)
    def omhuld(request: HttpRequest, *args: Any, **delen: Any) -> HttpResponseBase:
        try:
            respons = view(request, *args, **delen)
            if isinstance(respons, HttpResponseNotAllowed):
                toegestaan = respons["Allow"]
                respons = problemen.antwoord(
                    Weigering(
                        "methode-niet-toegestaan",
                        "Deze methode kan hier niet.",
                        status=405,
                    )
                )
                respons["Allow"] = toegestaan
        except Exception as fout:
            respons = problemen.antwoord(_weigering(request, fout))
        respons["API-Version"] = VERSIE
        respons.setdefault("Cache-Control", "no-store")
        return respons

    # Nobody is signed in by cookie alone here: `toegang` checks CSRF for a session itself.
    omhuld.csrf_exempt = True  # type: ignore[attr-defined]
    return omhuld


def _weigering(request: HttpRequest, fout: Exception) -> Weigering:
    weigering = problemen.van_fout(request, fout)
    actor = getattr(request, "actor", None)
    if weigering.status == 403 and actor is not None:
        soort = request.path.removeprefix("/api/v1/").partition("/")[0][:60]
        try:
            noteer_weigering(actor, f"{soort or 'api'}:-", None, weigering.code[:80])
        except Exception as tweede:
            return problemen.van_fout(request, tweede)
    return weigering
