"""What the page shell needs on every page: region, role, menu. No query."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from sluitend.platform.actor import Actor
from sluitend.platform.rechten import rechten

KEUZES = "sluitend_keuzes"


@dataclass(frozen=True)
class MenuPunt:
    """One line of the menu at the left; shown when the role has the right at all."""

    naam: str
    url: str
    object: str
    handeling: str = "zien"
    volgorde: int = 50
    alleen: Callable[[Actor], bool] | None = None
    toets: str = ""


_menu: list[MenuPunt] = []


def menu(
    naam: "str | Promise",
    url: str,
    object: str,
    handeling: str = "zien",
    *,
    volgorde: int = 50,
    alleen: Callable[[Actor], bool] | None = None,
    toets: str = "",
) -> None:
    """Add a page to the menu; called by an area when it starts. `toets`: Alt with this letter opens it anywhere."""
    _menu.append(MenuPunt(naam, url, object, handeling, volgorde, alleen, toets))  # type: ignore[arg-type]


def menu_voor(actor: Actor) -> list[dict[str, object]]:
    """The pages that this role has, in the order of the chain."""
    return [
        {"naam": punt.naam, "url": reverse(punt.url), "sleutel": punt.url, "toets": punt.toets}
        for punt in sorted(_menu, key=lambda punt: punt.volgorde)
        if rechten(actor.rol, punt.object, punt.handeling) and (punt.alleen is None or punt.alleen(actor))
    ]


_zoek: list[MenuPunt] = []


def zoekpagina(url: str, object: str, handeling: str = "zien") -> None:
    """Name the page behind the search box of the header; roles without the right do not see the box."""
    _zoek[:] = [MenuPunt("", url, object, handeling)]


def zoek_voor(actor: Actor) -> str:
    """The address of the search page, empty when this role has none."""
    return next((reverse(punt.url) for punt in _zoek if rechten(actor.rol, punt.object, punt.handeling)), "")


def andere_rollen(request: HttpRequest, actor: Actor) -> list[dict[str, object]]:
    """What the role switch offers: the choices noted at sign-in, without the one in use. `kies_rol` checks again."""
    return [
        keuze
        for keuze in request.session.get(KEUZES, [])
        if (keuze["regio"], keuze["rol"]) != (actor.regio_id, actor.rol)
    ]


def schil(request: HttpRequest) -> dict[str, object]:
    """Template context of the shell."""
    actor: Actor | None = getattr(request, "actor", None)
    huidige = request.resolver_match.view_name if request.resolver_match else ""
    punten = menu_voor(actor) if actor else []
    hier = hoofdpunt(request.path, punten)
    sessie = getattr(request, "session", {})
    return {
        "actor": actor,
        "menu": [{**punt, "hier": punt is hier} for punt in punten],
        "huidige_pagina": huidige,
        "demo": settings.DEMO,
        "zoek_url": zoek_voor(actor) if actor else "",
        "andere_rollen": andere_rollen(request, actor) if actor else [],
        "aangemeld": SESSION_KEY in sessie,
        "publieke_regio": settings.PUBLIEKE_REGIO,
    }


def hoofdpunt(pad: str, punten: list[dict[str, object]]) -> dict[str, object] | None:
    """The menu line that this address belongs to: the longest one that it starts with."""
    passend = [punt for punt in punten if _valt_onder(pad, str(punt["url"]))]
    return max(passend, key=lambda punt: len(str(punt["url"])), default=None)


def _valt_onder(pad: str, url: str) -> bool:
    return pad == url or (url != "/" and pad.startswith(url.rstrip("/") + "/"))
