"""What forms offer to choose from: colleagues, teams, organisations. Staff are no secret; nobody's dossier is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from sluitend.dossier import policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import Dossier, Overdracht, Taak
from sluitend.platform.actor import Actor
from sluitend.regio import queries as regio
from sluitend.regio.models import Medewerker, Organisatie, Roltoekenning, Team


def collegas_van(actor: Actor) -> list[Medewerker]:
    """Active colleagues in the teams of the actor, the actor first."""
    rijen = list(Medewerker.objects.filter(status="actief", pk__in=policy.teamleden(actor)).order_by("naam"))
    return sorted(rijen, key=lambda medewerker: medewerker.pk != actor.medewerker_id)


def mijn_teams(actor: Actor) -> list[Team]:
    return list(Team.objects.filter(pk__in=actor.team_ids).order_by("naam"))


@dataclass(frozen=True)
class Caseload:
    """How much somebody carries; `deel` is the share of the busiest one, in hundredths."""

    medewerker: Medewerker
    taken: int
    dossiers: int
    deel: int


def caseload(actor: Actor) -> list[Caseload]:
    """Open tasks and open dossiers per colleague in my teams; three queries."""
    collegas = collegas_van(actor)
    ids = [collega.pk for collega in collegas]
    taken = dict(
        Taak.objects.filter(eigenaar_medewerker__in=ids, status__in=Taak.OPENSTAAND)
        .values_list("eigenaar_medewerker")
        .annotate(n=Count("pk"))
        .order_by()
    )
    dossiers = dict(
        Dossier.objects.exclude(status="gesloten")
        .filter(casusregisseur__in=ids)
        .values_list("casusregisseur")
        .annotate(n=Count("pk"))
        .order_by()
    )
    meeste = max(taken.values(), default=0) or 1
    return [
        Caseload(c, taken.get(c.pk, 0), dossiers.get(c.pk, 0), round(100 * taken.get(c.pk, 0) / meeste))
        for c in collegas
    ]


def ontvangers(actor: Actor) -> list[Team]:
    """Teams that can take over: those with an active casus- or procesregisseur, or that carry out."""
    rollen = Roltoekenning.objects.filter(tot__isnull=True, medewerker__status="actief", team__isnull=False)
    regie = rollen.filter(rol__in=["casusregisseur", "procesregisseur", "zorgaanbieder"])
    return list(regio.teams().filter(pk__in=regie.values("team_id")))


def regisseurs_voor(overdracht: Overdracht) -> list[Medewerker]:
    """Active people of the receiving organisation who may carry what passes."""
    organisatie = (overdracht.naar_team or overdracht.naar_medewerker).organisatie_id
    delen = {deel.onderdeel for deel in overdracht.onderdelen.all()}
    rol = "procesregisseur" if delen == {"procesregie"} else "casusregisseur"
    return list(regio.collegas(rol).filter(organisatie=organisatie))


def organisaties() -> list[Organisatie]:
    """Organisations of the region that can own an action."""
    return list(Organisatie.objects.filter(tot__isnull=True).order_by("naam"))


def medewerkers() -> list[Medewerker]:
    """Staff that works here now, with how many open dossiers each leads."""
    telling = dict(
        Dossier.objects.exclude(status="gesloten")
        .values_list("casusregisseur")
        .annotate(n=Count("pk"))
        .order_by()
    )
    rijen = list(
        Medewerker.objects.exclude(status="uit_dienst")
        .select_related("organisatie")
        .order_by("organisatie__naam", "naam")
    )
    for rij in rijen:
        rij.dossiers = telling.get(rij.pk, 0)
    return rijen


@dataclass(frozen=True)
class Vertrek:
    """Who leaves and what would fall: numbers only, no persons."""

    medewerker: Medewerker
    nummers: Sequence[str]
    taken: int
    trajecten: int


def vertrek(medewerker_id: UUID) -> Vertrek:
    """What somebody still carries, for who ends the account (mask nummer)."""
    from sluitend.dossier.models import Traject

    medewerker = Medewerker.objects.select_related("organisatie").filter(pk=medewerker_id).first()
    if medewerker is None:
        raise niet_gevonden("deze medewerker")
    nummers = Dossier.objects.exclude(status="gesloten").filter(
        Q(casusregisseur=medewerker) | Q(procesregisseur=medewerker)
    )
    return Vertrek(
        medewerker,
        list(nummers.order_by("nummer").values_list("nummer", flat=True)),
        Taak.objects.filter(eigenaar_medewerker=medewerker, status__in=Taak.OPENSTAAND).count(),
        Traject.objects.filter(eigenaar_medewerker=medewerker, status="open").count(),
    )


def namen_van(ids: set[str]) -> dict[str, str]:
    """Names of staff for a timeline; colleagues are no secret, residents are not in here."""
    sleutels = []
    for deel in ids:
        try:
            sleutels.append(UUID(deel))
        except ValueError:
            continue
    return {
        str(pk): naam for pk, naam in Medewerker.objects.filter(pk__in=sleutels).values_list("pk", "naam")
    }


def vervangers(actor: Actor) -> list[Medewerker]:
    """Active regisseurs of my own organisation, who can stand in."""
    rijen = regio.collegas("casusregisseur").filter(organisatie=actor.organisatie_id)
    return list(rijen)
