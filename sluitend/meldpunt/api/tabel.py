"""Versions of the triage table over the API (UM-23): the same acts and the same visibility as the page."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from sluitend.kern.beslistabel.lezen import MAX_TEKENS
from sluitend.kern.kalender import lokaal
from sluitend.meldpunt.actions import tabel as acties
from sluitend.meldpunt.models import Beslistabel
from sluitend.meldpunt.queries import tabel as tabellezen
from sluitend.platform.api import Invoer, Router, Status, Uitvoer, met_scope

router = Router(tags=["beslistabellen"])


class TabelIn(Invoer):
    """The rules as CSV of §5.2; empty: a copy of the table in force."""

    regels: str = Field("", max_length=MAX_TEKENS)


class TabelbesluitIn(Invoer):
    soort: Literal["controleren", "gevolgen", "vaststellen"]


class Fout(Uitvoer):
    code: str
    tekst: str
    regel: str


class GevolgenUit(Uitvoer):
    """How many of the meldingen of twelve months would get another advice; pairs of old and new with their number."""

    aantal: int
    niet_te_beoordelen: int
    veranderd: int
    hoger: int
    lager: int
    urgentie: list[tuple[str, str, int]]
    route: list[tuple[str, str, int]]
    tegen: str


class TabelUit(Uitvoer):
    id: UUID
    naam: str
    versie: int
    staat: str
    geldig_van: datetime | None = None
    geldig_tot: datetime | None = None
    medisch_getoetst: bool
    regels: str | None = None
    fouten: list[Fout] | None = None
    gevolgen: GevolgenUit | None = None


class Tabellen(Uitvoer):
    resultaten: list[TabelUit]


def _kort(rij: Beslistabel) -> dict[str, Any]:
    return {
        "id": rij.pk,
        "naam": rij.naam,
        "versie": rij.tabel_versie,
        "staat": rij.staat,
        "geldig_van": lokaal(rij.geldig_van) if rij.geldig_van else None,
        "geldig_tot": lokaal(rij.geldig_tot) if rij.geldig_tot else None,
        "medisch_getoetst": tabellezen.toets_van(rij.regels) is not None,
    }


def _lang(actor: Any, tabel_id: UUID) -> dict[str, Any]:
    rij = tabellezen.een(actor, tabel_id)
    return _kort(rij) | {
        "regels": rij.regels,
        "fouten": rij.controle.get("fouten"),
        "gevolgen": rij.proefrapport or None,
    }


@router.get("", response=Tabellen, exclude_none=True)
@met_scope("meldpunt")
def lijst(request: HttpRequest) -> Any:
    """Alle versies van de beslistabel, de nieuwste eerst."""
    return {"resultaten": [_kort(rij) for rij in tabellezen.versies(request.actor)]}  # type: ignore[attr-defined]


@router.post("", response={201: TabelUit}, exclude_none=True)
@met_scope("meldpunt")
def maak(request: HttpRequest, tabel: TabelIn) -> Any:
    """Begin een nieuwe versie, als kopie van de geldende tabel of met eigen regels."""
    actor = request.actor  # type: ignore[attr-defined]
    return Status(201, _kort(acties.begin_tabel(actor=actor, regels=tabel.regels)))


@router.get("/{tabel_id}", response=TabelUit, exclude_none=True)
@met_scope("meldpunt")
def toon(request: HttpRequest, tabel_id: UUID) -> Any:
    """Eén versie met haar regels, fouten en gevolgen."""
    return _lang(request.actor, tabel_id)  # type: ignore[attr-defined]


@router.post("/{tabel_id}/besluit", response=TabelUit, exclude_none=True)
@met_scope("meldpunt")
def besluit(request: HttpRequest, tabel_id: UUID, besluit: TabelbesluitIn) -> Any:
    """Controleer de tabel, bekijk de gevolgen of stel haar vast."""
    actor = request.actor  # type: ignore[attr-defined]
    daad = {
        "controleren": acties.controleer_tabel,
        "gevolgen": acties.bekijk_gevolgen,
        "vaststellen": acties.stel_tabel_vast,
    }[besluit.soort]
    daad(actor=actor, tabel_id=tabel_id)
    return _lang(actor, tabel_id)
