"""Puts the actor on the request: who is signed in, in which one role, in which one region.

A GET runs whole inside a reading unit, so that its read lines are committed before it is sent; the actor
is read in the same transaction. A POST opens its own unit in the action, so that a refusal rolls back the act and
nothing else.
"""

import contextlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from sluitend.platform import eenheid
from sluitend.platform.actor import Actor

KEUZE = "sluitend_keuze"
"""Where the session keeps the region, the role and the purpose that were chosen."""
ZONDER_ACTOR = ("/static/", "/api/", "/account/")


class ActorMiddleware:
    """`request.actor` is an `Actor` when somebody with a role is signed in, else None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.laad: Callable[[HttpRequest], Actor | None] = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if request.path.startswith(ZONDER_ACTOR) or SESSION_KEY not in request.session:
            return self.get_response(request)
        try:
            with _venster(request):
                request.actor = self.laad(request)  # type: ignore[attr-defined]
                response = self.get_response(request)
        except DatabaseError:
            response = render(request, "platform/fout_503.html", status=503)
        response.setdefault("Cache-Control", "no-store")
        return response


def _venster(request: HttpRequest) -> contextlib.AbstractContextManager[None]:
    keuze = request.session.get(KEUZE)
    if request.method not in ("GET", "HEAD") or not keuze:
        return contextlib.nullcontext()
    return eenheid.leesvenster(keuze["regio"])


def adres(request: HttpRequest) -> str:
    """The address the request came from; a forwarded one counts only from our own proxies."""
    return str(request.META.get("REMOTE_ADDR", ""))


def in_leeseenheid(request: HttpRequest, actor: Actor, maak: Callable[[], HttpResponse]) -> HttpResponse:
    """Make and render a page inside a reading unit; when its read lines cannot be written it is not sent (503)."""
    try:
        with eenheid.lezen(actor):
            response = maak()
            if hasattr(response, "render") and callable(response.render):
                response.render()
        return response
    except DatabaseError:
        if transaction.get_connection().in_atomic_block:
            if not eenheid.in_leesvenster():
                raise
            transaction.set_rollback(True)
        return render(request, "platform/fout_503.html", status=503)
