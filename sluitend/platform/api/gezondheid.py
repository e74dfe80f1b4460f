"""Is the process alive, and can it serve? Nothing about why not: that stands in the log."""

import logging
from typing import Literal

from django.db import DatabaseError
from django.http import HttpRequest
from ninja import Router

from sluitend.kern.fouten import Weigering
from sluitend.platform import wachters
from sluitend.platform.api.velden import Uitvoer

router = Router(tags=["gezondheid"], auth=None)
logger = logging.getLogger("sluitend.api")


class Gezond(Uitvoer):
    status: Literal["gezond"]


class Gereed(Uitvoer):
    status: Literal["gereed"]


@router.get("/gezond", response=Gezond, auth=None, summary="Draait het proces")
def gezond(request: HttpRequest) -> dict[str, str]:
    """Antwoordt zonder de databank."""
    return {"status": "gezond"}


@router.get("/gereed", response=Gereed, auth=None, summary="Kan het proces verzoeken aan")
def gereed(request: HttpRequest) -> dict[str, str]:
    """Antwoordt 503 zonder databank of zolang die haar wachters mist."""
    try:
        weg = wachters.ontbrekend()
    except DatabaseError as fout:
        logger.warning("niet gereed: %s", type(fout).__name__)
        weg = ["databank"]
    if weg:
        raise Weigering("niet-gereed", "Deze installatie is nog niet gereed.", status=503)
    return {"status": "gereed"}
