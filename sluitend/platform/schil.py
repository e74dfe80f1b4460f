"""What the page shell needs on every page: region, role, menu. No query."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from sluitend.platform.actor import Actor
from sluitend.platform.rechten import rechten


@dataclass(frozen=True)
class MenuPunt:
    """One line of the menu at the left; shown when the role has the right at all."""

    naam: str
    url: str
    object: str
    handeling: str = "zien"
    volgorde: int = 50
    alleen: Callable[[Actor], bool] | None = None


_menu: list[MenuPunt] = []


def menu(
    naam: "str | Promise",
    url: str,
    object: str,
    handeling: str = "zien",
    *,
    volgorde: int = 50,
    alleen: Callable[[Actor], bool] | None = None,
) -> None:
    """Add a page to the menu; called by an area when it starts."""
    _menu.append(MenuPunt(naam, url, object, handeling, volgorde, alleen))  # type: ignore[arg-type]


def menu_voor(actor: Actor) -> list[dict[str, object]]:
    """The pages that this role has, in the order of the chain."""
    return [
        {"naam": punt.naam, "url": reverse(punt.url), "sleutel": punt.url}
        for punt in sorted(_menu, key=lambda punt: punt.volgorde)
        if rechten(actor.rol, punt.object, punt.handeling) and (punt.alleen is None or punt.alleen(actor))
    ]


def schil(request: HttpRequest) -> dict[str, object]:
    """Template context of the shell."""
    actor: Actor | None = getattr(request, "actor", None)
    huidige = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "actor": actor,
        "menu": menu_voor(actor) if actor else [],
        "huidige_pagina": huidige,
        "demo": settings.DEMO,
    }
