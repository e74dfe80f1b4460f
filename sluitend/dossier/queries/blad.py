"""One dossier and what hangs on it. A part that the mask does not show is not asked for either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from sluitend.dossier import erbij, policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import (
    Betrokkenheid,
    Contact,
    Dossier,
    Gat,
    Overdracht,
    Plan,
    Planactie,
    Plandoel,
    Planevaluatie,
    Regieperiode,
    Taak,
    Traject,
    Vervanging,
)
from sluitend.dossier.rules import dossier as dossierregels
from sluitend.dossier.rules import gaten as gatregels
from sluitend.dossier.rules import plan as planregels
from sluitend.dossier.rules.tijd import eod, local_day
from sluitend.inwoners import geheim
from sluitend.inwoners import policy as inwonerbeleid
from sluitend.inwoners.models import Inwoner
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.keyset import Blad, pagineer
from sluitend.platform.models import Gebeurtenis
from sluitend.platform.rechten import klassen
from sluitend.platform.vertalingen import vertaal
from sluitend.regio import instellingen

NEUTRAAL = _("een organisatie in zorg of ondersteuning")
PER_BLADZIJDE = 25


TOEZICHT = klassen(frozenset({"toezicht"}), "kern")


class GeenToegang(Weigering):
    """The dossier exists for this actor, this part of it does not; the page says who can tell more."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("geen-toegang", _("U mag dit deel van het dossier niet zien."), "30 2B", status=403)
        self.dossier = dossier


@dataclass(frozen=True)
class Dossierblad:
    """Everything of one dossier that this actor may see; a part that is not granted is empty."""

    dossier: Dossier
    klassen: frozenset[str]
    telefoon: str = ""
    trajecten: Sequence[Traject] = ()
    taken: Sequence[Taak] = ()
    plan: Plan | None = None
    concept: Plan | None = None
    contacten: Sequence[Contact] = ()
    overdrachten: Sequence[Overdracht] = ()
    gaten: Sequence[Gat] = ()
    kaarten: Sequence[erbij.Kaart] = ()
    betrokken: Sequence[Any] = ()
    naasten: Sequence[Any] = ()
    vervangers: Sequence[Vervanging] = ()
    mag: frozenset[str] = frozenset()
    delen: frozenset[str] = frozenset()

    @property
    def te_laat(self) -> list[Taak]:
        """The tasks that are past their time."""
        nu = huidig().nu
        return [taak for taak in self.taken if taak.status == Taak.Status.OPEN and taak.uiterlijk <= nu]

    @property
    def gaten_nu(self) -> list[Gat]:
        """The gaps that are past their norm."""
        return [gat for gat in self.gaten if gat.is_gat]

    @property
    def gaten_straks(self) -> list[Gat]:
        """What becomes a gap when nothing happens."""
        return [gat for gat in self.gaten if not gat.is_gat]


def _rijen() -> QuerySet[Dossier]:
    return Dossier.objects.select_related(
        "inwoner__sleutel",
        "verantwoordelijke_gemeente",
        "herkomst_gemeente",
        "herkomst_contact__organisatie",
        "casusregisseur__organisatie",
        "procesregisseur__organisatie",
        "regieteam",
    )


def dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    """The dossier as this actor may see it, logged; 404 when it does not exist for this actor."""
    rij = policy.DOSSIER.met_klassen(_rijen(), actor).filter(pk=dossier_id).first()
    if rij is None:
        raise niet_gevonden("dit dossier")
    rij.klassen = policy.DOSSIER.klassen_van(rij, actor)
    if rij.klassen <= TOEZICHT:
        # Who supervises counts and follows the log, and opens no dossier (AA-09).
        raise niet_gevonden("dit dossier")
    rij.naam = naam_voor(rij, rij.klassen)
    gelezen(object_naam("dossier", rij.pk), rij.inwoner.sleutel_id, tuple(rij.klassen))
    return rij


def naam_voor(rij: Dossier, klassen: frozenset[str]) -> str:
    """The name of the resident where the mask shows it, else the number of the dossier."""
    return rij.inwoner.weergavenaam if "naam" in klassen else rij.nummer


def met_toegang(actor: Actor, dossier_id: UUID, deel: str) -> Dossier:
    """The dossier for a deeper page; raises `GeenToegang` when only its head exists for this actor."""
    rij = dossier(actor, dossier_id)
    binnen_masker = deel != "plan" or "plan" in rij.klassen
    if not binnen_masker or not policy.OP_DOSSIER[deel].mag(actor, "zien", rij):
        raise GeenToegang(rij)
    return rij


def dossierblad(actor: Actor, dossier_id: UUID) -> Dossierblad:
    """The page of one dossier: a fixed number of queries, whatever is in it."""
    rij = dossier(actor, dossier_id)
    vlaggen = _mag(actor, rij)
    mag = frozenset(naam for naam in vlaggen if not naam.startswith("ziet_"))
    delen = frozenset(naam.removeprefix("ziet_") for naam in vlaggen if naam.startswith("ziet_"))
    if "status" not in rij.klassen or "regie" not in rij.klassen:
        return Dossierblad(rij, rij.klassen, delen=delen)
    plannen = _plannen(actor, rij) if "plan" in rij.klassen else []
    return Dossierblad(
        rij,
        rij.klassen,
        telefoon=geheim.lees(rij.inwoner, "telefoon") if "contact" in rij.klassen else "",
        trajecten=_trajecten(actor, rij),
        taken=_taken(actor, rij),
        plan=next((plan for plan in plannen if plan.status == "actief"), None),
        concept=next((plan for plan in plannen if plan.status == "concept"), None),
        contacten=_contacten(actor, rij),
        overdrachten=_overdrachten(rij) if "plan" in rij.klassen else (),
        gaten=_gaten(actor, rij),
        kaarten=erbij.kaarten(actor, rij),
        betrokken=betrokken(actor, rij, "overdragen" in mag),
        naasten=list(rij.inwoner.naasten.order_by("naam")) if "naaste" in rij.klassen else (),
        vervangers=_vervangers(rij),
        mag=mag,
        delen=delen,
    )


def _taken(actor: Actor, rij: Dossier) -> list[Taak]:
    taken = list(
        policy.TAAK.zichtbaar(Taak.objects.filter(dossier=rij, status__in=Taak.OPENSTAAND), actor)
        .select_related("eigenaar_medewerker", "eigenaar_team")
        .order_by("uiterlijk", "id")[:50]
    )
    ik, teams = actor.medewerker_id, actor.team_ids
    for taak in taken:
        taak.van_mij = taak.eigenaar_medewerker_id == ik or taak.eigenaar_team_id in teams
    return taken


def _plannen(actor: Actor, rij: Dossier) -> list[Plan]:
    acties = Planactie.objects.select_related("eigenaar_organisatie").order_by("start", "id")
    doelen = Plandoel.objects.prefetch_related(Prefetch("acties", acties)).order_by("leefgebied", "id")
    return list(
        policy.PLAN.zichtbaar(Plan.objects.filter(dossier=rij, status__in=["actief", "concept"]), actor)
        .select_related("vastgesteld_door")
        .prefetch_related(Prefetch("doelen", doelen))
    )


def _trajecten(actor: Actor, rij: Dossier) -> list[Traject]:
    return list(
        policy.TRAJECT.zichtbaar(Traject.objects.filter(dossier=rij), actor)
        .select_related(
            "volgende_stap__eigenaar_medewerker",
            "volgende_stap__eigenaar_team",
            "eigenaar_medewerker",
            "eigenaar_team",
        )
        .order_by("-status", "-start")[:20]
    )


def _contacten(actor: Actor, rij: Dossier) -> list[Contact]:
    rijen = policy.CONTACT.met_klassen(Contact.objects.filter(dossier=rij), actor)
    contacten = list(rijen.select_related("door__organisatie").order_by("-gebeurd_op")[:5])
    for contact in contacten:
        klassen = policy.CONTACT.klassen_van(contact, actor)
        contact.toont_notitie = policy.CONTACT.compartiment in klassen
    return contacten


def _overdrachten(rij: Dossier) -> list[Overdracht]:
    return list(
        Overdracht.objects.filter(dossier=rij)
        .exclude(status="concept")
        .select_related("van_medewerker", "van_team", "naar_team", "naar_medewerker")
        .order_by("-verzonden_op")[:10]
    )


def _gaten(actor: Actor, rij: Dossier) -> list[Gat]:
    gaten = list(
        policy.GAT.zichtbaar(Gat.objects.filter(dossier=rij, opgelost_op__isnull=True), actor).order_by(
            "norm_op"
        )
    )
    nu = huidig().nu
    links = erbij.verwijzingen(actor, [gat.onderwerp for gat in gaten])
    for gat in gaten:
        gat.naam, gat.is_gat = vertaal(gatregels.PER_CODE[gat.code].naam), gat.norm_op <= nu
        gat.link = links.get(gat.onderwerp)
    return gaten


def _vervangers(rij: Dossier) -> list[Vervanging]:
    """Who stands in for the regisseur today."""
    dag = policy.vandaag()
    return list(
        Vervanging.objects.filter(voor=rij.casusregisseur_id, status="aanvaard", van__lte=dag, tot__gte=dag)
        .select_related("door")
        .order_by("van")
    )


def betrokken(actor: Actor, rij: Dossier, is_regie: bool) -> list[Betrokkenheid]:
    """The organisations around the resident: that, not why. Police never; a sensitive one in neutral words (B06)."""
    gevoelig = set(instellingen.waarde("gevoelige_organisaties"))
    rijen = list(
        rij.betrokkenheden.filter(tot__isnull=True)
        .exclude(organisatie__soort="politie")
        .select_related("organisatie", "team")
        .order_by("sinds")
    )
    for deel in rijen:
        eigen = deel.organisatie_id == actor.organisatie_id
        deel.neutraal = deel.organisatie.code in gevoelig and not (is_regie or eigen)
        deel.wie = vertaal(NEUTRAAL) if deel.neutraal else deel.organisatie.naam
    return rijen


def _op_persoon(actor: Actor) -> Q | None:
    """Which dossiers are of a resident whose own page exists for this actor; None: none."""
    q = inwonerbeleid.INWONER.visible_to(actor)
    return Q(inwoner__in=Inwoner.objects.filter(q).values("pk")) if q is not None else None


def _mag(actor: Actor, rij: Dossier) -> frozenset[str]:
    """Which acts and parts the page may offer, in one query over the row already judged."""
    vragen = {
        "overdragen": policy.DOSSIER.visible_to(actor, "overdragen"),
        "besluiten": policy.DOSSIER.visible_to(actor, "besluiten"),
        **{
            naam: policy.OP_DOSSIER[naam].visible_to(actor, "aanmaken")
            for naam in ("contact", "plan", "taak", "traject")
        },
        **{
            f"ziet_{naam}": policy.OP_DOSSIER[naam].visible_to(actor)
            for naam in ("plan", "tijdlijn", "regieperiode")
        },
        "persoon": _op_persoon(actor),
    }
    velden = {
        f"mag_{naam}": Case(When(q, then=Value("1")), default=Value(""), output_field=CharField())
        for naam, q in vragen.items()
        if q is not None and q != Q()
    }
    uitkomst = Dossier.objects.filter(pk=rij.pk).values(**velden).first() or {} if velden else {}
    onbeperkt = {naam for naam, q in vragen.items() if q == Q()}
    if "plan" not in rij.klassen:
        uitkomst.pop("mag_ziet_plan", None)
        onbeperkt.discard("ziet_plan")
    return frozenset({naam.removeprefix("mag_") for naam, ja in uitkomst.items() if ja} | onbeperkt)


def delen_van(actor: Actor, rij: Dossier) -> frozenset[str]:
    """The tabs that this actor has on this dossier."""
    return frozenset(naam.removeprefix("ziet_") for naam in _mag(actor, rij) if naam.startswith("ziet_"))


def bestaat_voor(actor: Actor, dossier_id: UUID) -> bool:
    """Whether this dossier exists for this actor; shows nothing of it."""
    return policy.DOSSIER.zichtbaar(Dossier.objects.filter(pk=dossier_id), actor).exists()


def al_open(actor: Actor, rij: Dossier) -> Weigering:
    """Why no second dossier is opened; only who sees the first one reads who leads it (UR-12)."""
    rij = Dossier.objects.select_related("casusregisseur", "herkomst_contact__organisatie").get(pk=rij.pk)
    contact = rij.herkomst_contact
    return dossierregels.al_open(
        mag_weten=bestaat_voor(actor, rij.pk),
        regisseur_naam=str(rij.casusregisseur),
        contactpunt=" ".join(deel for deel in (contact.naam, contact.organisatie.telefoon) if deel),
    )


# --- lists -------------------------------------------------------------------------------------------------
def dossiers(
    actor: Actor,
    wie: str = "mijn",
    cursor: str | None = None,
    aantal: int = PER_BLADZIJDE,
    *,
    gesloten: bool = False,
) -> Blad:
    """A page of dossiers that exist for this actor, the newest first, each with its next step and its gaps."""
    nu = huidig().nu
    stap = Taak.objects.filter(dossier=OuterRef("pk"), status__in=Taak.OPENSTAAND).order_by("uiterlijk", "id")
    gaten = (
        Gat.objects.filter(dossier=OuterRef("pk"), opgelost_op__isnull=True, norm_op__lte=nu)
        .order_by()
        .values("dossier")
        .annotate(aantal=Count("pk"))
    )
    rijen = policy.DOSSIER.met_klassen(_rijen(), actor)
    if wie == "mijn":
        rijen = rijen.filter(mijn_dossiers(actor))
    elif wie == "team":
        rijen = rijen.filter(regieteam__in=actor.team_ids)
    rijen = rijen.filter(status="gesloten") if gesloten else rijen.exclude(status="gesloten")
    rijen = rijen.annotate(
        stap=Subquery(stap.values("titel")[:1]),
        stap_op=Subquery(stap.values("uiterlijk")[:1]),
        gaten_nu=Coalesce(Subquery(gaten.values("aantal")[:1]), 0),
    )
    blad = pagineer(rijen, ["-geopend_op", "-id"], cursor, aantal)
    for rij in blad.rijen:
        rij.klassen = policy.DOSSIER.klassen_van(rij, actor)
        rij.naam = naam_voor(rij, rij.klassen)
        gelezen(object_naam("dossier", rij.pk), rij.inwoner.sleutel_id, tuple(rij.klassen))
    return blad


def mijn_dossiers(actor: Actor) -> Q:
    """The dossiers that this person leads, or leads today for somebody else."""
    if actor.medewerker_id is None:
        return Q(pk__in=[])
    namens = Vervanging.objects.filter(policy.vervangt_nu(actor)).values("voor_id")
    return (
        Q(casusregisseur=actor.medewerker_id)
        | Q(procesregisseur=actor.medewerker_id)
        | Q(casusregisseur__in=namens)
    )


# --- regie -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Balk:
    """A regieperiode as a bar: where it starts and how long it is, in hundredths of the life of the dossier."""

    periode: Regieperiode
    begin: int
    breedte: int


@dataclass(frozen=True)
class Regieblad:
    """Who had the lead when: a row of bars per role and the same as a table."""

    dossier: Dossier
    rijen: Sequence[tuple[str, Sequence[Balk]]]
    perioden: Sequence[Regieperiode]
    overdrachten: Sequence[Overdracht]
    vervangers: Sequence[Vervanging]
    mag: frozenset[str]
    delen: frozenset[str]


def regieblad(actor: Actor, dossier_id: UUID) -> Regieblad:
    """The regieperioden of a dossier over its whole life."""
    rij = met_toegang(actor, dossier_id, "regieperiode")
    perioden = list(
        policy.REGIEPERIODE.zichtbaar(Regieperiode.objects.filter(dossier=rij), actor)
        .select_related("medewerker__organisatie", "gemeente", "overdracht")
        .order_by("van", "id")
    )
    begin = min((periode.van for periode in perioden), default=rij.geopend_op)
    einde = rij.gesloten_op or huidig().nu
    totaal = max((einde - begin).total_seconds(), 1.0)

    def balk(periode: Regieperiode) -> Balk:
        van = round(100 * (periode.van - begin).total_seconds() / totaal)
        tot = round(100 * ((periode.tot or einde) - begin).total_seconds() / totaal)
        van = min(van, 99)
        return Balk(periode, van, max(1, min(tot, 100) - van))

    rollen = [
        (str(Regieperiode.Rol(rol).label), [balk(p) for p in perioden if p.rol == rol])
        for rol in ("casusregie", "procesregie", "verantwoordelijke_gemeente")
    ]
    vlaggen = _mag(actor, rij)
    return Regieblad(
        rij,
        [(naam, balken) for naam, balken in rollen if balken],
        perioden,
        _overdrachten(rij) if "plan" in rij.klassen else (),
        _vervangers(rij),
        frozenset(naam for naam in vlaggen if not naam.startswith("ziet_")),
        frozenset(naam.removeprefix("ziet_") for naam in vlaggen if naam.startswith("ziet_")),
    )


# --- plan --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Planblad:
    """The plan of a dossier: the one that holds, the draft beside it, the earlier ones."""

    dossier: Dossier
    actief: Plan | None
    concept: Plan | None
    eerder: Sequence[Plan]
    evaluaties: Sequence[Planevaluatie]
    niemand: Sequence[str]
    mag: frozenset[str]
    delen: frozenset[str]


def planblad(actor: Actor, dossier_id: UUID) -> Planblad:
    """The plan with its goals and actions; the resident's own words stand first on it."""
    rij = met_toegang(actor, dossier_id, "plan")
    plannen = _plannen(actor, rij)
    actief = next((plan for plan in plannen if plan.status == "actief"), None)
    concept = next((plan for plan in plannen if plan.status == "concept"), None)
    bron = concept or actief
    acties = [actie for doel in bron.doelen.all() for actie in doel.acties.all()] if bron else []
    niemand = planregels.unowned_domains(
        planregels.Actie(a.wat, a.domein, (a.eigenaar_organisatie_id,), status=a.status) for a in acties
    )
    vlaggen = _mag(actor, rij)
    return Planblad(
        rij,
        actief,
        concept,
        list(
            policy.PLAN.zichtbaar(
                Plan.objects.filter(dossier=rij, status__in=["vervangen", "beeindigd"]), actor
            )
            .select_related("vastgesteld_door")
            .order_by("-nummer")[:20]
        ),
        list(
            Planevaluatie.objects.filter(plan__dossier=rij)
            .select_related("door", "plan")
            .order_by("-datum", "-id")[:10]
        ),
        niemand if bron else (),
        frozenset(naam for naam in vlaggen if not naam.startswith("ziet_")),
        frozenset(naam.removeprefix("ziet_") for naam in vlaggen if naam.startswith("ziet_")),
    )


def plan_kort(actor: Actor, plan_id: UUID) -> Plan | None:
    """A plan that this actor may see, to fill a form with; its page leaves the read line."""
    return policy.PLAN.zichtbaar(Plan.objects.filter(pk=plan_id), actor).first()


# --- timeline ----------------------------------------------------------------------------------------------
def tijdlijn(
    actor: Actor, dossier_id: UUID, cursor: str | None = None, aantal: int = 50
) -> tuple[Dossier, Blad]:
    """What happened, newest first. Who sees only the own part gets only what the own organisation did."""
    rij = met_toegang(actor, dossier_id, "tijdlijn")
    rijen = Gebeurtenis.objects.filter(dossier=rij.pk)
    if "plan" not in policy.rolklassen(policy.TIJDLIJN, actor):
        rijen = rijen.filter(organisatie=actor.organisatie_code)
    return rij, pagineer(rijen, ["-tijd", "-volgnr"], cursor, aantal)


@dataclass(frozen=True)
class Datum:
    """A date that is still to come, or that should have been."""

    op: datetime | date
    wat: str
    wie: str = ""


def _dag(op: datetime) -> datetime | date:
    """The end of a day as that day, another instant as it is."""
    laatste = local_day(op - timedelta(microseconds=1))
    return laatste if eod(laatste) == op else op


def toekomst(actor: Actor, rij: Dossier) -> list[Datum]:
    """What will come: tasks, the answer on an overdracht, the evaluation of the plan; the furthest first."""
    data: list[Datum] = []
    if "plan" in rij.klassen:
        for taak in _taken(actor, rij):
            data.append(
                Datum(
                    _dag(taak.uiterlijk), taak.opschrift, str(taak.eigenaar_medewerker or taak.eigenaar_team)
                )
            )
        for overdracht in Overdracht.objects.filter(dossier=rij, status__in=Overdracht.WACHT).select_related(
            "naar_team", "naar_medewerker"
        ):
            if overdracht.verloopt_op:
                wie = str(overdracht.naar_team or overdracht.naar_medewerker)
                data.append(
                    Datum(
                        _dag(overdracht.verloopt_op), gettext("De overdracht verloopt zonder antwoord"), wie
                    )
                )
        for plan in policy.PLAN.zichtbaar(Plan.objects.filter(dossier=rij, status="actief"), actor):
            vanaf = plan.laatste_evaluatie_op or plan.vastgesteld_op
            if vanaf:
                dag = planregels.evaluatie_uiterlijk(vanaf, plan.evaluatie_gepland_op)
                data.append(Datum(dag, gettext("Plan evalueren")))
    # A day counts to its end: it stands above the instants of that day.
    return sorted(data, key=lambda d: d.op if isinstance(d.op, datetime) else eod(d.op), reverse=True)


__all__ = [
    "NEUTRAAL",
    "Balk",
    "Datum",
    "Dossierblad",
    "GeenToegang",
    "Planblad",
    "Regieblad",
    "betrokken",
    "dossier",
    "dossierblad",
    "dossiers",
    "met_toegang",
    "mijn_dossiers",
    "naam_voor",
    "planblad",
    "regieblad",
    "tijdlijn",
    "toekomst",
]
