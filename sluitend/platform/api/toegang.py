"""Who calls, and whether the call fits: a token or the session of a signed-in user, a scope, a limit."""

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.actor import Actor
from sluitend.platform.api.problemen import TeVaak
from sluitend.platform.middleware import adres
from sluitend.platform.tokens import SCOPES

VEILIG = ("GET", "HEAD", "OPTIONS")
NAMENS = re.compile(r"[!-~][ -~]{0,80};[a-z_]{1,30}")
# Calls per second and how many at once; `API_LIMIETEN` in the settings replaces the table.
LIMIETEN = {"standaard": (10, 50), "meldingen-maken": (1, 60)}
NIET_AANGEMELD = Weigering(
    "niet-aangemeld", "U bent niet aangemeld. Geef een geldig token of meld u aan.", "5H", status=401
)
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Eis:
    """What an operation asks of its caller."""

    scopes: frozenset[str] = frozenset()
    limiet: str = ""


@dataclass(frozen=True)
class Beller:
    """Who calls: the actor, and the name under which repeats and limits are counted."""

    actor: Actor
    afzender: str
    is_token: bool


def met_scope(*scopes: str, limiet: str = "") -> Callable[[F], F]:
    """The scopes of which a token needs one; a signed-in user needs none, the matrix judges both.

    `limiet` names a row of the limits that counts beside the standard one.
    """
    if vreemd := set(scopes) - SCOPES:
        raise ValueError(f"onbekende scope: {', '.join(sorted(vreemd))}")

    def merk(functie: F) -> F:
        functie._eis = Eis(frozenset(scopes), limiet)  # type: ignore[attr-defined]
        return functie

    return merk


def bepaal(request: HttpRequest) -> Beller:
    """The caller; raises 401 without one. A wrong token is never made good by a session."""
    kop = request.headers.get("Authorization")
    beller = _van_sessie(request) if kop is None else _van_token(request, kop)
    if beller is None:
        raise NIET_AANGEMELD
    return beller


def _van_token(request: HttpRequest, kop: str) -> Beller | None:
    soort, _, token = kop.partition(" ")
    if soort.lower() != "bearer":
        return None
    gevonden: tuple[Actor, UUID] | None = import_string(settings.TOKEN_ACTOR_LOADER)(
        token.strip(), toegangspunt=adres(request), namens=_namens(request)
    )
    if gevonden is None:
        return None
    actor, id_ = gevonden
    return Beller(actor, f"token:{id_}", is_token=True)


def _namens(request: HttpRequest) -> str:
    """For whom the partner's system asks: `user;role`, kept in the read log."""
    namens = request.headers.get("X-Namens", "")
    if namens and not NAMENS.fullmatch(namens):
        raise OngeldigeInvoer(
            "namens-ongeldig",
            "X-Namens klopt niet. Geef gebruiker;rol.",
            "5H",
            fouten={"X-Namens": "Geef gebruiker;rol."},
        )
    return namens


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _van_sessie(request: HttpRequest) -> Beller | None:
    """The signed-in user of a page of our own; another site can neither read nor act with that session."""
    if SESSION_KEY not in request.session:
        return None
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return None
    actor: Actor | None = import_string(settings.ACTOR_LOADER)(request)
    if actor is None:
        return None
    if request.method not in VEILIG:
        csrf = _Csrf(lambda _request: HttpResponse())
        request.csrf_processing_done = False  # type: ignore[attr-defined]
        csrf.process_request(request)
        if csrf.process_view(request, lambda _request: HttpResponse(), (), {}) is not None:
            raise Weigering(
                "csrf", "De pagina stond te lang open of het verzoek kwam van elders.", "5H", status=403
            )
    afzender = f"gebruiker:{actor.gebruiker_id}:{actor.rol}"[:60]
    return Beller(replace(actor, kanaal="api"), afzender, is_token=False)


def toets(beller: Beller, eis: Eis) -> None:
    """Raise unless a token holds one of the scopes and stays within its limits."""
    if not beller.is_token:
        return
    limieten = getattr(settings, "API_LIMIETEN", LIMIETEN)
    for naam in filter(None, ("standaard", eis.limiet)):
        if naam in limieten and (wacht := neem(f"api:{naam}:{beller.afzender}", *limieten[naam])):
            raise TeVaak(wacht)
    if not eis.scopes & beller.actor.scopes:
        raise Weigering(
            "scope-ontbreekt", "Dit token geeft geen toegang tot deze bewerking.", "5H", status=403
        )


def neem(sleutel: str, per_seconde: float, voorraad: int) -> int:
    """Take one from a bucket that refills; 0 when there was one, else the seconds to wait.

    Counted in the cache: with the default one per process, so that the true limit is that times the number
    of processes. Two calls at the same instant may count as one: a limit on load, not a guard.
    """
    nu = time.time()
    over, sinds = cache.get(sleutel, (float(voorraad), nu))
    over = min(float(voorraad), over + max(0.0, nu - sinds) * per_seconde)
    if over < 1 - 1e-6:  # a tenth of a second at ten a second is one
        return math.ceil((1 - over) / per_seconde)
    cache.set(sleutel, (over - 1, nu), timeout=math.ceil(voorraad / per_seconde) + 1)
    return 0
