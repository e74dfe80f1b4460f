"""A list of the API: one page, and the way to the next."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from sluitend.platform.api.velden import Bladering
from sluitend.platform.keyset import pagineer


def bladzijde(
    request: HttpRequest,
    respons: HttpResponse,
    rijen: QuerySet[Any],
    velden: Sequence[str],
    bladering: Bladering,
    maak: Callable[[Any], Any] = lambda rij: rij,
) -> dict[str, Any]:
    """`{"resultaten", "volgende"}` with the same filters in the next address, and `Link: rel="next"`."""
    blad = pagineer(rijen, velden, bladering.cursor, bladering.limit)
    volgende = None
    if blad.volgende is not None:
        vraag = request.GET.copy()
        vraag["cursor"] = blad.volgende
        volgende = request.build_absolute_uri(f"{request.path}?{vraag.urlencode()}")
        respons["Link"] = f'<{volgende}>; rel="next"'
    return {"resultaten": [maak(rij) for rij in blad.rijen], "volgende": volgende}
