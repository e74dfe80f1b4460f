"""Work: what waits for whom, the earliest deadline first. One query per page, visibility inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from sluitend.dossier import policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import Taak, Traject, Vervanging
from sluitend.dossier.rules.tijd import eod
from sluitend.inwoners.models import NAAMVELDEN
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.keyset import Blad, pagineer
from sluitend.platform.rechten import rechten
from sluitend.regio.models import Medewerker

TABS = ("mijn", "team", "niemand", "verdelen", "wacht", "gedaan")  # the last two are a status as well
PER_BLADZIJDE = 50
TELGRENS = 1000
TERMIJNEN = ("te_laat", "vandaag", "week")
# The receiver sees the card of an overdracht, not yet the person: its task shows the number (UR-14).
ZONDER_NAAM = frozenset({"overdracht_beantwoorden"})


# What a line of work shows; the rest of these tables stays where it is.
REGEL = (
    "versie", "titel", "herkomst", "soort", "status", "uiterlijk", "eigenaar_sinds", "aangemaakt_op", "afgerond_op", "wacht_op", "wacht_tot",
    "dossier__nummer", "dossier__inwoner__sleutel_id", *(f"dossier__inwoner__{veld}" for veld in NAAMVELDEN),
    "traject__soort", "eigenaar_medewerker__naam", "eigenaar_team__naam",
)  # fmt: skip


def _mijn(actor: Actor) -> Q:
    """Mine, and of whom I stand in for today: one list of owners, so that one index serves it."""
    if actor.medewerker_id is None:
        return Q(pk__in=[])
    namens = Vervanging.objects.filter(policy.vervangt_nu(actor)).values("voor_id")
    return Q(
        eigenaar_medewerker__in=Medewerker.objects.filter(pk=actor.medewerker_id).values("pk").union(namens)
    )


def _bij_ons(actor: Actor) -> Q:
    """Open work that lies with me, my teams, their people or their dossiers: each branch has an index of its own."""
    open_ = Taak.objects.filter(status="open")
    takken = [
        open_.filter(eigenaar_team__in=actor.team_ids),
        open_.filter(eigenaar_medewerker__in=policy.teamleden(actor)),
        open_.filter(dossier__regieteam__in=actor.team_ids),
    ]
    return Q(pk__in=open_.filter(_mijn(actor)).values("pk").union(*(tak.values("pk") for tak in takken)))


def _van_team(actor: Actor, recht: Q) -> QuerySet[Taak]:
    """What I may see of the open work of my team. Who sees no further than that finds it by its owners."""
    rijen = Taak.objects.filter(recht, status="open")
    dichtbij = {r.reikwijdte for r in rechten(actor.rol, "taak", "zien")} <= policy.DICHTBIJ
    return rijen.filter(_bij_ons(actor)) if dichtbij and actor.team_ids and actor.medewerker_id else rijen


def _werk(actor: Actor, tab: str) -> QuerySet[Taak]:
    """The tasks of a tab, within what this actor may see."""
    recht = policy.TAAK.visible_to(actor)
    if recht is None or tab not in TABS:
        return Taak.objects.none()
    if tab == "team":
        return _van_team(actor, recht)
    team = Q(eigenaar_team__in=actor.team_ids)
    match tab:
        case "mijn":
            rijen = Taak.objects.filter(_mijn(actor), status="open")
        case "niemand":
            rijen = Taak.objects.filter(team, status="open")
        case "verdelen":
            rijen = Taak.objects.filter(team, status="open", soort="verdelen")
        case _:
            rijen = Taak.objects.filter(_mijn(actor) | team, status=tab)
    beperkt = any(r.voorwaarden for r in rechten(actor.rol, "taak", "zien"))
    return rijen.filter(recht) if beperkt else rijen


def toont_naam(actor: Actor, taak: Taak) -> bool:
    """Whether this actor reads on this task whom it is about."""
    return taak.soort not in ZONDER_NAAM and "naam" in policy.rolklassen(policy.TAAK, actor)


def werkvoorraad(
    actor: Actor,
    tab: str = "mijn",
    cursor: str | None = None,
    aantal: int = PER_BLADZIJDE,
    *,
    termijn: str = "",
    eigenaar: UUID | None = None,
) -> Blad:
    """One page of work, the earliest deadline first; of what is done the latest first."""
    rijen = (
        _werk(actor, tab)
        .select_related("dossier__inwoner", "traject", "eigenaar_medewerker", "eigenaar_team")
        .only(*REGEL)
    )
    nu, einde = huidig().nu, eod(policy.vandaag())
    if termijn == "te_laat":
        rijen = rijen.filter(uiterlijk__lte=nu)
    elif termijn == "vandaag":
        rijen = rijen.filter(uiterlijk__lte=einde)
    elif termijn == "week":
        rijen = rijen.filter(uiterlijk__lte=einde + timedelta(days=7))
    if eigenaar is not None:
        rijen = rijen.filter(eigenaar_medewerker=eigenaar)
    velden = ["-afgerond_op", "-id"] if tab == "gedaan" else ["uiterlijk", "id"]
    blad = pagineer(rijen, velden, cursor, aantal)
    toon(actor, blad.rijen)
    return blad


def toon(actor: Actor, taken: Sequence[Taak]) -> None:
    """Give each task the words for whom it is about, and log that they were read."""
    for taak in taken:
        taak.over = ""
        if taak.dossier_id is None:
            continue
        naam = toont_naam(actor, taak)
        taak.over = taak.dossier.inwoner.weergavenaam if naam else taak.dossier.nummer
        gelezen(
            object_naam("dossier", taak.dossier_id),
            taak.dossier.inwoner.sleutel_id,
            ("sleutel", "status", "naam") if naam else ("sleutel", "status"),
            gebeurtenis="dossier.werkvoorraad_gelezen",
        )


def werktellingen(actor: Actor) -> dict[str, int | None]:
    """How many tasks per tab, counted up to a limit; None for a count that failed. Asked after the page."""
    tellingen: dict[str, int | None] = {}
    for tab in TABS:
        if tab == "gedaan":
            continue
        try:
            with transaction.atomic():
                tellingen[tab] = _werk(actor, tab).order_by()[: TELGRENS + 1].count()
        except DatabaseError:
            tellingen[tab] = None
    return tellingen


@dataclass(frozen=True)
class Taakblad:
    """One task and what finishing it asks."""

    taak: Taak
    traject: Traject | None
    mag: Mapping[str, bool]


def taak(actor: Actor, taak_id: UUID) -> Taakblad:
    """One task; 404 when it does not exist for this actor."""
    rij = (
        policy.TAAK.zichtbaar(Taak.objects.all(), actor)
        .select_related("dossier__inwoner", "traject", "eigenaar_medewerker", "eigenaar_team")
        .filter(pk=taak_id)
        .first()
    )
    if rij is None:
        raise niet_gevonden("deze taak")
    toon(actor, [rij])
    traject = Traject.objects.filter(volgende_stap=rij, status="open").first()
    mag = {naam: policy.TAAK.mag(actor, naam, rij) for naam in ("wijzigen", "toewijzen")}
    return Taakblad(rij, traject, mag)


def te_verdelen(actor: Actor, taken: Sequence[UUID]) -> list[Taak]:
    """The open tasks among these that this actor may assign to somebody."""
    recht = policy.TAAK.visible_to(actor, "toewijzen")
    if recht is None:
        return []
    rijen = list(
        Taak.objects.filter(recht, pk__in=taken, status__in=Taak.OPENSTAAND)
        .select_related("dossier__inwoner", "eigenaar_medewerker", "eigenaar_team")
        .order_by("uiterlijk", "id")
    )
    toon(actor, rijen)
    return rijen


def is_volgende_stap(actor: Actor, taak_id: UUID) -> bool:
    """Whether this task is the next step of a running traject; False for a task that is not this actor's to see."""
    zichtbaar = policy.TAAK.zichtbaar(Taak.objects.filter(pk=taak_id), actor)
    return zichtbaar.filter(stap_van__status="open").exists()
