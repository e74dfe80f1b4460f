"""Offers: to answer, sent, settled. Before acceptance the receiver sees the card, not the dossier (UR-14)."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sluitend.dossier import policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import Overdracht
from sluitend.dossier.queries.blad import bestaat_voor, naam_voor
from sluitend.dossier.rules import overdracht as regels
from sluitend.dossier.rules.overdracht_soorten import ONDERDELEN, SOORTEN
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.keyset import Blad, pagineer
from sluitend.platform.vertalingen import vertaal

STANDEN = ("beantwoorden", "verzonden", "afgehandeld")
PER_BLADZIJDE = 25


def _rijen(actor: Actor) -> QuerySet[Overdracht]:
    return (
        policy.OVERDRACHT.met_klassen(Overdracht.objects.all(), actor)
        .select_related(
            "dossier__inwoner",
            "dossier__verantwoordelijke_gemeente",
            "dossier__casusregisseur__organisatie",
            "van_medewerker__organisatie",
            "van_team",
            "naar_team__organisatie",
            "naar_medewerker__organisatie",
            "naar_gemeente",
            "beantwoord_door",
        )
        .prefetch_related("onderdelen")
    )


def aan_mij(actor: Actor) -> Q:
    """Addressed to me, my team or my organisation."""
    q = Q(pk__in=[])
    if actor.medewerker_id:
        q |= Q(naar_medewerker=actor.medewerker_id)
    if actor.team_ids:
        q |= Q(naar_team__in=actor.team_ids)
    if actor.organisatie_id:
        q |= Q(naar_team__organisatie=actor.organisatie_id)
    return q


def van_mij(actor: Actor) -> Q:
    """Sent by me or for my team."""
    q = Q(pk__in=[]) if actor.medewerker_id is None else Q(van_medewerker=actor.medewerker_id)
    return q | Q(van_team__in=actor.team_ids) if actor.team_ids else q


def overdrachten(
    actor: Actor, stand: str = "beantwoorden", cursor: str | None = None, aantal: int = PER_BLADZIJDE
) -> Blad:
    """A page of offers to answer, sent ones, or settled ones; the shortest time left first."""
    rijen, velden = _rijen(actor), ["norm_op", "id"]
    if stand == "beantwoorden":
        rijen = rijen.filter(aan_mij(actor), status__in=Overdracht.WACHT)
    elif stand == "verzonden":
        rijen = rijen.filter(van_mij(actor), status__in=Overdracht.WACHT)
    else:
        rijen = rijen.exclude(status__in=["concept", *Overdracht.WACHT])
        velden = ["-beantwoord_op", "-id"]
    blad = pagineer(rijen, velden, cursor, aantal)
    for overdracht in blad.rijen:
        _toon(actor, overdracht)
    return blad


def overdrachten_van(
    actor: Actor, dossier_id: UUID, cursor: str | None = None, aantal: int = PER_BLADZIJDE
) -> Blad:
    """The offers of one dossier that this actor may see; 404 when neither dossier nor offer exists for the actor."""
    rijen = _rijen(actor).filter(dossier=dossier_id).exclude(status="concept")
    blad = pagineer(rijen, ["-verzonden_op", "-id"], cursor, aantal)
    if not blad.rijen and not bestaat_voor(actor, dossier_id):
        raise niet_gevonden("dit dossier")
    for overdracht in blad.rijen:
        _toon(actor, overdracht)
    return blad


def overdracht(actor: Actor, overdracht_id: UUID) -> Overdracht:
    """One overdracht with its parts, logged; 404 when it does not exist for this actor."""
    rij = _rijen(actor).filter(pk=overdracht_id).first()
    if rij is None:
        raise niet_gevonden("deze overdracht")
    _toon(actor, rij)
    open_ = rij.status in Overdracht.WACHT and not rij.verlopen
    ontvanger, zender = (policy.OVERDRACHT.mag(actor, naam, rij) for naam in ("aanvaarden", "intrekken"))
    rij.mag_antwoorden, rij.mag_intrekken = open_ and ontvanger, open_ and zender
    return rij


def _toon(actor: Actor, rij: Overdracht) -> None:
    """Give the card its words and its checklist, and log what was read."""
    nu = huidig().nu
    rij.klassen = policy.OVERDRACHT.klassen_van(rij, actor)
    rij.naam = naam_voor(rij.dossier, rij.klassen)
    rij.soortnaam = vertaal(SOORTEN[rij.soort].naam)
    rij.delen = [
        vertaal(ONDERDELEN.get(deel.onderdeel.partition(":")[0], deel.onderdeel))
        for deel in rij.onderdelen.all()
    ]
    rij.compleet = sum(1 for _wat, ja in checklist(rij) if ja)
    rij.nodig = len(SOORTEN[rij.soort].inhoud)
    rij.verlopen = bool(rij.status in Overdracht.WACHT and rij.verloopt_op and rij.verloopt_op <= nu)
    rij.contact_uiterlijk = (
        regels.eerste_contact_uiterlijk(rij.soort, nu) if rij.status in Overdracht.WACHT else None
    )
    gelezen(object_naam("overdracht", rij.pk), rij.dossier.inwoner.sleutel_id, tuple(rij.klassen))


def checklist(rij: Overdracht) -> list[tuple[str, bool]]:
    """The items of the soort, and whether each is filled in or said not to apply."""
    return [
        (vertaal(naam), regels.Inhoudsitem(*rij.inhoud.get(item, ("", False, ""))).compleet)
        for item, naam in SOORTEN[rij.soort].inhoud.items()
    ]


def doorlooptijd(rij: Overdracht) -> timedelta | None:
    """How long the answer took."""
    return rij.beantwoord_op - rij.verzonden_op if rij.beantwoord_op and rij.verzonden_op else None


def overdracht_kort(actor: Actor, overdracht_id: UUID) -> Overdracht | None:
    """An overdracht that this actor may see, to fill a form with; its page leaves the read line."""
    return _rijen(actor).filter(pk=overdracht_id).first()
