"""An API of one small area, only for tests: number series that can be listed, made, refused and broken."""

from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import Query
from pydantic import Field

from sluitend.kern.fouten import Weigering
from sluitend.platform.api import (
    Bladering,
    Bladzijde,
    Datum,
    Invoer,
    Moment,
    Router,
    Status,
    Uitvoer,
    bladzijde,
    maak_api,
    met_scope,
)
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam, record
from sluitend.platform.models import Nummerreeks

router = Router(tags=["reeksen"])
STATUS = {"staat": 409, "recht": 403, "weg": 404}


class Plaats(Invoer):
    postcode: str = Field(pattern=r"^[1-9][0-9]{3}[A-Z]{2}$")
    huisnummer: int = Field(ge=1, le=99999)


class ReeksInvoer(Invoer):
    reeks: str = Field(min_length=1, max_length=20, pattern=r"^[a-z]+$")
    laatste: int = Field(0, ge=0, le=1000)
    van: Datum | None = None
    sinds: Moment | None = None
    soort: Literal["vast", "los"] = "vast"
    plaatsen: list[Plaats] = Field(default_factory=list, max_length=5)


class Filter(Bladering):
    sorteer: Literal["laatste", "-laatste"] = "laatste"


class Reeks(Uitvoer):
    id: UUID
    reeks: str
    laatste: int


@router.get("", response=Bladzijde[Reeks])
@met_scope("gaten", "meldpunt")
def lijst(request: HttpRequest, response: HttpResponse, filter: Query[Filter]) -> object:
    velden = (filter.sorteer, "-id" if filter.sorteer.startswith("-") else "id")
    return bladzijde(request, response, Nummerreeks.objects.all(), velden, filter)


@router.post("", response={201: Reeks})
@met_scope("meldpunt", limiet="proef")
def maak(request: HttpRequest, response: HttpResponse, bericht: ReeksInvoer) -> object:
    if Nummerreeks.objects.filter(reeks=bericht.reeks).exists():
        raise Weigering("bestaat-al", "Deze reeks bestaat al.", "UM-00")
    rij = Nummerreeks.objects.create(
        regio_id=huidig().actor.regio_id, reeks=bericht.reeks, laatste=bericht.laatste
    )
    record("platform.reeks_gemaakt", object=object_naam("reeks", rij.pk), actie="C")
    response["Location"] = f"{request.path}/{rij.pk}"
    return Status(201, rij)


@router.get("/{id}", response=Reeks)
@met_scope("gaten")
def toon(request: HttpRequest, id: UUID) -> object:
    rij = Nummerreeks.objects.filter(pk=id).first()
    if rij is None:
        raise Http404
    gelezen(object_naam("reeks", rij.pk), rij.pk)
    return rij


@router.post("/{id}/weigeren", response=Reeks)
@met_scope("meldpunt")
def weiger(request: HttpRequest, id: UUID, hoe: Literal["staat", "recht", "weg"] = "staat") -> object:
    """Changes something and then refuses."""
    Nummerreeks.objects.filter(pk=id).update(laatste=999)
    raise Weigering("mag-niet", "Dit mag niet. Vraag uw teamleider.", "Awb 4:5", status=STATUS[hoe])


@router.post("/{id}/bevragen", response=Reeks)
@met_scope("betrokkenheid")
def bevraag(request: HttpRequest, id: UUID) -> object:
    return toon(request, id)


@router.post("/{id}/kapot", include_in_schema=False)
@met_scope("meldpunt")
def kapot(request: HttpRequest, id: UUID) -> object:
    Nummerreeks.objects.filter(pk=id).update(laatste=998)
    raise RuntimeError("Jan Voorbeeld, 123456782")


def urls() -> list[object]:
    api = maak_api()
    api.add_router("/reeksen", router)
    return [path("api/v1/", api.urls)]


urlpatterns = urls()
