"""Bundles over the API (UM-08)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from sluitend.meldpunt.actions import bundelen as acties
from sluitend.meldpunt.models import Melding
from sluitend.platform.api import Invoer, Router, Uitvoer, met_scope

router = Router(tags=["meldingen"])


class BundelIn(Invoer):
    """The other meldingen about the same event; empty takes this melding out of its bundle."""

    met: list[UUID] = Field(default_factory=list, max_length=20)


class BundelUit(Uitvoer):
    id: UUID
    nummer: str
    bundel: UUID | None
    staat: str


@router.post("/{melding_id}/bundel", response=BundelUit)
@met_scope("meldpunt")
def bundel(request: HttpRequest, melding_id: UUID, bundel: BundelIn) -> Any:
    """Handel meldingen over één gebeurtenis samen af, of maak er een los. U krijgt de melding die voorgaat."""
    actor = request.actor  # type: ignore[attr-defined]
    rij: Melding = (
        acties.bundel_meldingen(actor=actor, melding_id=melding_id, met=bundel.met)
        if bundel.met
        else acties.maak_los(actor=actor, melding_id=melding_id)
    )
    return {"id": rij.pk, "nummer": rij.nummer, "bundel": rij.bundel_id, "staat": rij.staat}
