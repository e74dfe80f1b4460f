"""The dienst and the roster over the API: the same acts and the same visibility as the pages (UM-19, UM-20)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import lokaal
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.models import Dienst, Piket
from sluitend.meldpunt.policy.dienst import PIKET
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.platform.api import Invoer, Moment, Router, Status, Uitvoer, met_scope
from sluitend.platform.eenheid import huidig

router = Router(tags=["dienst"])


class DienstUit(Uitvoer):
    """A dienst, and how things stood when its overdracht was written: counts per class, no word about anybody."""

    id: UUID
    staat: str
    begin: datetime
    gepland_einde: datetime
    dienstleider: str
    versie: int
    open: dict[str, int] | None = None
    over_norm: int | None = None


class OverdrachtIn(Invoer):
    opmerking: str = Field("", max_length=2000)


class AanvaardIn(Invoer):
    versie: int | None = Field(None, ge=1, description="De versie van de dienst waarvan u de overdracht las.")


class Bereikbaar(Uitvoer):
    """Who answers a function now; `naam` is empty when nobody does, and `terugval` says which function takes over."""

    functie: str
    gemeenten: list[str]
    naam: str
    telefoon: str
    tot: datetime | None = None
    terugval: str = ""


class GatUit(Uitvoer):
    functie: str
    gemeenten: list[str]
    van: datetime
    tot: datetime


class RoosterUit(Uitvoer):
    """Who is on call now, and the holes of the coming fourteen days."""

    nu: list[Bereikbaar]
    gaten: list[GatUit]


class PiketIn(Invoer):
    functie: str = Field(max_length=40)
    gemeenten: list[str] = Field(min_length=1, max_length=60)
    van: Moment
    tot: Moment
    naam: str = Field("", max_length=120)
    telefoon: str = Field("", max_length=20)
    reserve: str = Field("", max_length=120)
    reserve_telefoon: str = Field("", max_length=20)


class PiketUit(Uitvoer):
    id: UUID
    functie: str
    van: datetime
    tot: datetime
    naam: str


class Gebied(Invoer):
    gemeente: str = Field("", max_length=4)


class PlekUit(Uitvoer):
    """A published place to turn to, and whether it is open at this minute."""

    functie: str
    naam: str
    telefoon: str
    uitleg: str
    altijd: bool
    open: bool
    opent: datetime | None = None


def _dienst(rij: Dienst) -> dict[str, Any]:
    stand = rij.overdracht or {}
    return {
        "id": rij.pk,
        "staat": rij.staat,
        "begin": lokaal(rij.begin),
        "gepland_einde": lokaal(rij.gepland_einde),
        "dienstleider": rij.dienstleider.naam,
        "versie": rij.versie,
        "open": stand.get("open"),
        "over_norm": stand["over_norm"]["aantal"] if stand else None,
    }


@router.get("/diensten/nu", response=DienstUit, summary="De dienst van nu")
@met_scope("meldpunt")
def dienst_nu(request: HttpRequest) -> Any:
    """De dienst die nu verantwoordelijk is voor de open meldingen."""
    rij = queries_dienst.verantwoordelijk(queries.kaart().meldpunt_id)
    if rij is None:
        raise Weigering("niet-gevonden", "Er loopt nog geen dienst.", "UM-19", status=404)
    return _dienst(queries_dienst.dienst(request.actor, rij.pk))  # type: ignore[attr-defined]


@router.post("/diensten/{dienst_id}/overdracht", response=DienstUit, summary="Dienst overdragen")
@met_scope("meldpunt")
def overdragen(request: HttpRequest, dienst_id: UUID, overdracht: OverdrachtIn) -> Any:
    """Leg vast hoe het ervoor staat. De dienst blijft verantwoordelijk tot de volgende aanvaardt."""
    return _dienst(
        actions.stel_overdracht_op(actor=request.actor, dienst_id=dienst_id, opmerking=overdracht.opmerking)  # type: ignore[attr-defined]
    )


@router.post("/diensten/{dienst_id}/aanvaarding", response=DienstUit, summary="Dienst aanvaarden")
@met_scope("meldpunt")
def aanvaarden(request: HttpRequest, dienst_id: UUID, aanvaarding: AanvaardIn) -> Any:
    """Neem met deze geplande dienst alles over wat openstaat."""
    return _dienst(
        actions.aanvaard_dienst(actor=request.actor, dienst_id=dienst_id, versie=aanvaarding.versie)  # type: ignore[attr-defined]
    )


@router.get("/piket", response=RoosterUit, summary="Wie is er nu bereikbaar")
@met_scope("meldpunt")
def piket(request: HttpRequest) -> Any:
    """Wie er nu bereikbaar is, en waar in de komende veertien dagen niemand is."""
    PIKET.eis(request.actor, "zien")  # type: ignore[attr-defined]
    nu = huidig().nu
    return {
        "nu": [
            {
                "functie": rij.functie,
                "gemeenten": list(rij.gemeenten),
                "naam": rij.bereik.naam if rij.bereik else "",
                "telefoon": rij.bereik.telefoon if rij.bereik else "",
                "tot": lokaal(rij.bereik.tot) if rij.bereik and rij.bereik.tot else None,
                "terugval": rij.terugval,
            }
            for rij in queries_piket.nu_bereikbaar(nu)
        ],
        "gaten": [
            {
                "functie": gat.functie,
                "gemeenten": list(gat.gemeenten),
                "van": lokaal(gat.van),
                "tot": lokaal(gat.tot),
            }
            for gat in queries_piket.piketgaten(nu)
        ],
    }


@router.post("/piket", response={201: PiketUit}, summary="Piket plannen")
@met_scope("meldpunt")
def plan(request: HttpRequest, piket: PiketIn) -> Any:
    """Zet iemand op het rooster. Voor één functie en gemeente overlappen twee nooit."""
    rij: Piket = actions.plan_piket(actor=request.actor, **piket.model_dump())  # type: ignore[attr-defined]
    return Status(
        201,
        {
            "id": rij.pk,
            "functie": rij.functie,
            "van": lokaal(rij.van),
            "tot": lokaal(rij.tot),
            "naam": rij.naam,
        },
    )


@router.get("/contactkaarten", response=list[PlekUit], summary="Waar kan ik terecht")
@met_scope("meldpunt")
def contactkaarten(request: HttpRequest, gebied: Query[Gebied]) -> Any:
    """De gepubliceerde contactkaarten van een gemeente en van de hele regio, en wat nu open is."""
    plekken = queries_piket.waar_terecht(request.actor, gebied.gemeente or None, huidig().nu)  # type: ignore[attr-defined]
    return [
        {
            "functie": plek.functie,
            "naam": plek.naam,
            "telefoon": plek.telefoon,
            "uitleg": plek.uitleg,
            "altijd": plek.altijd,
            "open": plek.open,
            "opent": lokaal(plek.opent) if plek.opent else None,
        }
        for plek in plekken
    ]
