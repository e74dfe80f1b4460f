"""Reading who is who. Staff of one's own region are no secret to colleagues; residents are not here."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from sluitend.platform.actor import Actor
from sluitend.regio.models import (
    Functievervulling,
    Gemeente,
    Medewerker,
    Organisatie,
    RegioGemeente,
    Roltoekenning,
    Team,
)


def gemeenten(op: date | None = None) -> QuerySet[Gemeente]:
    """The gemeenten of the running unit's region on a day."""
    rijen = RegioGemeente.objects.all()
    if op:
        rijen = rijen.filter(Q(van__lte=op) & (Q(tot__isnull=True) | Q(tot__gt=op)))
    return Gemeente.objects.filter(pk__in=rijen.values("gemeente_id")).order_by("naam")


def centrumgemeenten() -> set[str]:
    """Codes of the centrumgemeenten of the region."""
    return set(
        RegioGemeente.objects.filter(centrum=True, tot__isnull=True).values_list("gemeente_id", flat=True)
    )


def teams(organisatie_soort: str | None = None) -> QuerySet[Team]:
    """Teams that exist now."""
    rijen = (
        Team.objects.filter(tot__isnull=True)
        .select_related("organisatie")
        .order_by("organisatie__naam", "naam")
    )
    return rijen.filter(organisatie__soort=organisatie_soort) if organisatie_soort else rijen


def collegas(
    rol: str, *, team: Team | None = None, organisatie: Organisatie | None = None
) -> QuerySet[Medewerker]:
    """Active staff with this role, in a team or organisation."""
    rollen = Roltoekenning.objects.filter(rol=rol, tot__isnull=True)
    if team is not None:
        rollen = rollen.filter(team=team)
    rijen = Medewerker.objects.filter(status="actief", pk__in=rollen.values("medewerker_id")).order_by("naam")
    return rijen.filter(organisatie=organisatie) if organisatie is not None else rijen


def heeft_rol(medewerker: Medewerker, rol: str) -> bool:
    """Whether this medewerker is active and holds this role now."""
    return (
        medewerker.status == Medewerker.Status.ACTIEF
        and Roltoekenning.objects.filter(medewerker=medewerker, rol=rol, tot__isnull=True).exists()
    )


def functie_voor(functie: str, gemeente: str | None, op: date) -> Functievervulling | None:
    """Who fulfils a function for a gemeente on a day: the row of the gemeente, else that of the whole region."""
    return (
        Functievervulling.objects.filter(
            Q(gemeente_id=gemeente) | Q(gemeente__isnull=True), functie=functie, van__lte=op
        )
        .filter(Q(tot__isnull=True) | Q(tot__gt=op))
        .select_related("team__organisatie")
        .order_by("gemeente_id" if gemeente is None else "-gemeente_id")
        .first()
    )


def mijn_team(actor: Actor) -> Team | None:
    """The first team of the actor, to whom new work without a better place goes."""
    return Team.objects.filter(pk__in=actor.team_ids).order_by("naam").first()


def team_van(medewerker: Medewerker, rol: str) -> Team | None:
    """The team in which a medewerker holds a role."""
    rol_rij = (
        Roltoekenning.objects.filter(medewerker=medewerker, rol=rol, tot__isnull=True, team__isnull=False)
        .select_related("team")
        .order_by("van")
        .first()
    )
    return rol_rij.team if rol_rij else None


def actief_op(nu: datetime) -> Q:
    """Rows with `van` and `tot` that hold at an instant."""
    return Q(van__lte=nu) & (Q(tot__isnull=True) | Q(tot__gt=nu))
