"""The yardstick: bare Django views, served by the same server and workers on the same database.

`application` runs them beside the product: addresses under `/kaal/` get the middleware of a new Django project,
everything else is the product as it is.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.instellingen")

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.test.utils import override_settings
from django.urls import path
from django.utils import timezone


def _rijen() -> Any:
    from bench.models import KaleRij

    return KaleRij.objects


def voeg_toe(request: HttpRequest) -> HttpResponse:
    """Insert a row and an audit row, durably. No sign-in, no form: nothing bare Django could leave out."""
    from bench.models import KaalSpoor

    with transaction.atomic():
        rij = _rijen().create(
            nummer=request.POST["nummer"],
            naam=request.POST["om_wie"],
            gemeente="Zwolle",
            soort="melding",
            eigenaar="",
            tekst=request.POST["omschrijving"],
            uiterlijk=timezone.now(),
        )
        KaalSpoor.objects.create(wie="bench", wat="toegevoegd", rij=rij)
    return redirect("kaal_rij", pk=rij.pk)


@login_required(login_url="/account/login/")
def lijst(request: HttpRequest) -> HttpResponse:
    """Fifty rows in a table, for who is signed in."""
    return render(
        request, "bench/lijst.html", {"rijen": _rijen().order_by("uiterlijk", "pk")[:50]}, using="kaal"
    )


def toon(request: HttpRequest, pk: int) -> HttpResponse:
    """One row."""
    return render(request, "bench/rij.html", {"rij": get_object_or_404(_rijen(), pk=pk)}, using="kaal")


urlpatterns = [
    path("kaal/nieuw", voeg_toe, name="kaal_nieuw"),
    path("kaal/lijst", lijst, name="kaal_lijst"),
    path("kaal/<int:pk>", toon, name="kaal_rij"),
]


def _kale_toepassing() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    with override_settings(MIDDLEWARE=settings.KALE_MIDDLEWARE):
        return WSGIHandler()  # type: ignore[no-any-return]


def maak_toepassing() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The product, and the bare views beside it, in one process."""
    import django

    django.setup()
    from sluitend.config.wsgi import application as product

    kale = _kale_toepassing()

    def bel(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return (kale if environ["PATH_INFO"].startswith("/kaal/") else product)(environ, start_response)

    return bel
