"""From a signed-in account to an actor: one role, one region, today's teams. One query."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_scopes import scopes_disabled

from sluitend.platform import factor
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import in_regio
from sluitend.platform.middleware import KEUZE, adres
from sluitend.platform.models import Regio, Servicetoken
from sluitend.platform.tokens import bruikbaar, zoek
from sluitend.regio.models import Medewerker, Organisatie, Roltoekenning


def geldig(nu: datetime) -> Q:
    """Role grants of active staff that hold at this instant."""
    return Q(van__lte=nu, medewerker__status=Medewerker.Status.ACTIEF) & (Q(tot__isnull=True) | Q(tot__gt=nu))


def maak_actor(rollen: Iterable[Roltoekenning], **extra: Any) -> Actor | None:
    """The actor that these grants of one role make together; None when there are none."""
    rollen = list(rollen)
    if not rollen:
        return None
    eerste = rollen[0]
    medewerker, organisatie = eerste.medewerker, eerste.medewerker.organisatie
    return Actor(
        regio_id=eerste.regio_id,
        regio_code=eerste.regio.code,
        regio_naam=eerste.regio.naam,
        rol=eerste.rol,
        gebruiker_id=medewerker.gebruiker_id,
        medewerker_id=medewerker.pk,
        naam=medewerker.naam,
        organisatie_id=organisatie.pk,
        organisatie_code=organisatie.code,
        organisatie_naam=organisatie.naam,
        team_ids=frozenset(rol.team_id for rol in rollen if rol.team_id),
        gemeente_ids=frozenset([organisatie.gemeente_id] if organisatie.gemeente_id else []),
        functies=frozenset(functie for rol in rollen for functie in rol.functies),
        **extra,
    )


def _rollen(regio_id: int, gebruiker_id: int, rol: str, nu: datetime) -> list[Roltoekenning]:
    with in_regio(regio_id):
        return list(
            Roltoekenning.objects.filter(geldig(nu), medewerker__gebruiker=gebruiker_id, rol=rol)
            .select_related("medewerker__gebruiker", "medewerker__organisatie", "regio")
            .order_by("van")
        )


def actor_van_sessie(request: HttpRequest) -> Actor | None:
    """The actor of this session; None when no role was chosen, or role, account or session ended meanwhile."""
    keuze = request.session.get(KEUZE)
    gebruiker_id = request.session.get(SESSION_KEY)
    if not keuze or not gebruiker_id:
        return None
    rollen = _rollen(keuze["regio"], int(gebruiker_id), keuze["rol"], timezone.now())
    if not rollen:
        return None
    gebruiker = rollen[0].medewerker.gebruiker
    if not gebruiker.is_active or not constant_time_compare(
        request.session.get(HASH_SESSION_KEY, ""), gebruiker.get_session_auth_hash()
    ):
        return None
    request._cached_user = gebruiker  # type: ignore[attr-defined]  # spares the query of the sign-in layer
    return maak_actor(
        rollen,
        toegangspunt=adres(request),
        doel=keuze.get("doel", ""),
        factor_op=factor.gegeven_op(request),
    )


def keuzes_van_gebruiker(gebruiker_id: int) -> list[dict[str, Any]]:
    """Every role in every region that this account may work in now."""
    keuzes: dict[tuple[int, str], dict[str, Any]] = {}
    with scopes_disabled():
        regios = list(Regio.objects.order_by("naam"))
    for regio in regios:
        with in_regio(regio.pk):
            for rol in Roltoekenning.objects.filter(
                geldig(timezone.now()), medewerker__gebruiker=gebruiker_id
            ).select_related("medewerker__organisatie"):
                keuzes[(regio.pk, rol.rol)] = {
                    "regio": regio.pk,
                    "regio_naam": regio.naam,
                    "rol": rol.rol,
                    "organisatie": rol.medewerker.organisatie.naam,
                }
    return list(keuzes.values())


def actor_van_medewerker(medewerker: Medewerker, rol: str, nu: datetime | None = None, **extra: Any) -> Actor:
    """The actor of a medewerker in a role, for jobs, commands and the generator; raises `ValueError` without it."""
    rollen = (
        Roltoekenning.objects.filter(geldig(nu or timezone.now()), medewerker=medewerker, rol=rol)
        .select_related("medewerker__organisatie", "medewerker__gebruiker", "regio")
        .order_by("van")
    )
    actor = maak_actor(rollen, **extra)
    if actor is None:
        raise ValueError(f"medewerker {medewerker.pk} heeft de rol {rol} niet")
    return actor


def actor_van_token(token: str, *, toegangspunt: str = "", namens: str = "") -> tuple[Actor, UUID] | None:
    """The actor behind a reference token, and the id of that token; None when it is not valid. One query.

    A token acts for its organisation, in one role and within its scopes; `namens` (`user;role`) is kept
    beside it in the read log. In a demo it acts as the first medewerker with that role, so that everything
    a role can do can be tried with a token; that costs a second query.
    """
    with scopes_disabled():
        organisatie = Organisatie.objects.filter(pk=OuterRef("organisatie"), regio=OuterRef("regio"))
        velden = ("code", "naam", "gemeente_id")
        rij = zoek(
            token,
            Servicetoken.objects.annotate(
                **{f"organisatie_{veld}": Subquery(organisatie.values(veld)[:1]) for veld in velden}
            ),
        )
    if rij is None:
        return None
    extra: dict[str, Any] = {
        "toegangspunt": toegangspunt,
        "kanaal": "api",
        "scopes": frozenset(rij.scopes) & bruikbaar(),
    }
    actor = (settings.DEMO and _medewerker_van_token(rij, extra)) or Actor(
        regio_id=rij.regio_id,
        regio_code=rij.regio.code,
        regio_naam=rij.regio.naam,
        rol=rij.rol,
        naam=rij.naam,
        organisatie_id=rij.organisatie,
        organisatie_code=rij.organisatie_code or "",
        organisatie_naam=rij.organisatie_naam or "",
        gemeente_ids=frozenset([rij.organisatie_gemeente_id] if rij.organisatie_gemeente_id else []),
        **extra,
    )
    return replace(actor, namens=namens[:120]), rij.pk


def _medewerker_van_token(rij: Servicetoken, extra: dict[str, Any]) -> Actor | None:
    """The demo medewerker that a demo token acts as: the first with its role (and organisation)."""
    with in_regio(rij.regio_id):
        rollen = Roltoekenning.objects.filter(geldig(timezone.now()), regio=rij.regio_id, rol=rij.rol)
        if rij.organisatie:
            rollen = rollen.filter(medewerker__organisatie=rij.organisatie)
        alle = list(
            rollen.select_related("medewerker__organisatie", "regio").order_by(
                "medewerker__naam", "medewerker", "van"
            )
        )
    return maak_actor([rol for rol in alle if rol.medewerker_id == alle[0].medewerker_id], **extra)
