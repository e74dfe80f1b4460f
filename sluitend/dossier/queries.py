"""The read path of the dossier: visibility and read log built in, a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from sluitend.dossier import gaten as gatenlijst
from sluitend.dossier import policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import (
    Contact,
    Dossier,
    Gat,
    Overdracht,
    Plan,
    Plandoel,
    Regieperiode,
    Taak,
    Traject,
    Vervanging,
)
from sluitend.dossier.rules import gaten as gatregels
from sluitend.dossier.rules import sluitendheid as sluitendheidregels
from sluitend.dossier.rules.tijd import eod
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.models import Gebeurtenis
from sluitend.regio.models import Medewerker

PER_BLADZIJDE = 25
TELGRENS = 1000


@dataclass(frozen=True)
class Dossierblad:
    """Everything of one dossier that this actor may see; a part that is not granted is empty."""

    dossier: Dossier
    klassen: frozenset[str]
    trajecten: Sequence[Traject] = ()
    taken: Sequence[Taak] = ()
    plan: Plan | None = None
    concept: Plan | None = None
    contacten: Sequence[Contact] = ()
    overdrachten: Sequence[Overdracht] = ()
    gaten: Sequence[Gat] = ()
    regieperioden: Sequence[Regieperiode] = ()
    betrokken: Sequence[Any] = ()
    naasten: Sequence[Any] = ()
    mag: frozenset[str] = frozenset()


def dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    """The dossier as this actor may see it, logged; 404 when it does not exist for this actor."""
    rijen = Dossier.objects.select_related(
        "inwoner",
        "verantwoordelijke_gemeente",
        "herkomst_gemeente",
        "herkomst_contact",
        "casusregisseur__organisatie",
        "procesregisseur",
        "regieteam",
    )
    rij = policy.DOSSIER.met_klassen(rijen, actor).filter(pk=dossier_id).first()
    if rij is None:
        raise niet_gevonden("dit dossier")
    rij.klassen = policy.DOSSIER.klassen_van(rij, actor)
    gelezen(object_naam("dossier", rij.pk), rij.inwoner.sleutel_id, tuple(rij.klassen))
    return rij


def dossierblad(actor: Actor, dossier_id: UUID) -> Dossierblad:
    """The page of one dossier: a fixed number of queries, whatever is in it."""
    rij = dossier(actor, dossier_id)
    kern = "plan" in rij.klassen
    if "regie" not in rij.klassen or "status" not in rij.klassen:
        return Dossierblad(rij, rij.klassen)
    mag = _mag(actor, rij)
    taken: Sequence[Taak] = ()
    if taakrecht := policy.TAAK.visible_to(actor):
        taken = list(
            Taak.objects.filter(dossier=rij, status__in=Taak.OPENSTAAND)
            .filter(taakrecht)
            .distinct()
            .select_related("eigenaar_medewerker", "eigenaar_team")
            .order_by("uiterlijk", "id")[:50]
        )
    plannen: list[Plan] = []
    if kern:
        plannen = list(
            policy.PLAN.zichtbaar(Plan.objects.filter(dossier=rij, status__in=["actief", "concept"]), actor)
            .select_related("vastgesteld_door")
            .prefetch_related(
                Prefetch("doelen", Plandoel.objects.prefetch_related("acties__eigenaar_organisatie"))
            )
        )
    return Dossierblad(
        rij,
        rij.klassen,
        trajecten=list(
            policy.TRAJECT.zichtbaar(Traject.objects.filter(dossier=rij), actor)
            .select_related("volgende_stap", "eigenaar_medewerker", "eigenaar_team")
            .order_by("status", "-start")[:20]
        ),
        taken=taken,
        plan=next((plan for plan in plannen if plan.status == "actief"), None),
        concept=next((plan for plan in plannen if plan.status == "concept"), None),
        contacten=list(
            policy.CONTACT.zichtbaar(Contact.objects.filter(dossier=rij), actor)
            .select_related("door")
            .order_by("-gebeurd_op")[:10]
        ),
        overdrachten=list(
            Overdracht.objects.filter(dossier=rij)
            .exclude(status="concept")
            .select_related("van_medewerker", "van_team", "naar_team", "naar_medewerker")
            .order_by("-verzonden_op")[:10]
        )
        if kern
        else (),
        gaten=list(
            policy.GAT.zichtbaar(Gat.objects.filter(dossier=rij, opgelost_op__isnull=True), actor).order_by(
                "norm_op"
            )
        ),
        regieperioden=list(
            policy.REGIEPERIODE.zichtbaar(Regieperiode.objects.filter(dossier=rij), actor)
            .select_related("medewerker", "gemeente", "overdracht")
            .order_by("rol", "van")
        ),
        betrokken=list(
            rij.betrokkenheden.filter(tot__isnull=True)
            .select_related("organisatie", "team")
            .order_by("sinds")
        ),
        naasten=list(rij.inwoner.naasten.order_by("naam")) if "naaste" in rij.klassen else (),
        mag=mag,
    )


def _mag(actor: Actor, rij: Dossier) -> frozenset[str]:
    """Which acts the page may offer, in one query over the rows already judged."""
    vragen = {
        "overdragen": policy.DOSSIER.visible_to(actor, "overdragen"),
        "besluiten": policy.DOSSIER.visible_to(actor, "besluiten"),
        "contact": policy.OP_DOSSIER["contact"].visible_to(actor, "aanmaken"),
        "plan": policy.OP_DOSSIER["plan"].visible_to(actor, "aanmaken"),
        "taak": policy.OP_DOSSIER["taak"].visible_to(actor, "aanmaken"),
        "traject": policy.OP_DOSSIER["traject"].visible_to(actor, "aanmaken"),
        "naaste": policy.OP_DOSSIER["naaste"].visible_to(actor, "aanmaken"),
    }
    velden = {
        f"mag_{naam}": Case(When(q, then=Value("1")), default=Value(""), output_field=CharField())
        for naam, q in vragen.items()
        if q is not None and q != Q()
    }
    uitkomst = Dossier.objects.filter(pk=rij.pk).values(**velden).first() or {} if velden else {}
    onbeperkt = {naam for naam, q in vragen.items() if q == Q()}
    return frozenset({naam.removeprefix("mag_") for naam, ja in uitkomst.items() if ja} | onbeperkt)


def tijdlijn(
    actor: Actor, dossier_id: UUID, voor: datetime | None = None, aantal: int = 50
) -> list[Gebeurtenis]:
    """What happened, newest first; the coming dates stand on the dossier itself."""
    mag = (
        policy.TIJDLIJN.zichtbaar(Dossier.objects.all(), actor)
        .filter(pk=dossier_id)
        .values_list("inwoner__sleutel_id", flat=True)
        .first()
    )
    if mag is None:
        raise niet_gevonden("deze tijdlijn")
    gelezen(object_naam("tijdlijn", dossier_id), mag, ("sleutel", "status", "regie"))
    rijen = Gebeurtenis.objects.filter(dossier=dossier_id)
    if voor is not None:
        rijen = rijen.filter(tijd__lt=voor)
    return list(rijen.order_by("-tijd", "-volgnr")[:aantal])


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


@dataclass(frozen=True)
class Lijst:
    """A page of a list: rows, and where the next one starts."""

    rijen: Sequence[Any]
    volgende: tuple[datetime, UUID] | None = None
    teller: int | None = None


TABS = ("mijn", "team", "niemand", "verdelen", "wacht", "gedaan")


def _werk(actor: Actor, tab: str) -> QuerySet[Taak]:
    """The tasks of a tab, within what this actor may see."""
    rijen = Taak.objects.filter(status="open")
    mijn = Q(eigenaar_medewerker=actor.medewerker_id)
    vervangt = Vervanging.objects.filter(policy.vervangt_nu(actor)).values("voor_id")
    if tab == "mijn":
        return rijen.filter(mijn | Q(eigenaar_medewerker__in=vervangt))
    if tab == "niemand":
        return rijen.filter(eigenaar_team__in=actor.team_ids)
    if tab == "verdelen":
        return rijen.filter(eigenaar_team__in=actor.team_ids, soort="verdelen")
    if tab == "wacht":
        return Taak.objects.filter(mijn | Q(eigenaar_team__in=actor.team_ids), status="wacht")
    if tab == "gedaan":
        return Taak.objects.filter(mijn | Q(eigenaar_team__in=actor.team_ids), status="gedaan")
    recht = policy.TAAK.visible_to(actor)
    return rijen.none() if recht is None else rijen.filter(recht)


def werkvoorraad(
    actor: Actor, tab: str = "mijn", na: tuple[datetime, UUID] | None = None, aantal: int = PER_BLADZIJDE
) -> Lijst:
    """One page of work, the earliest deadline first; one query, visibility inside it."""
    if not policy.TAAK.visible_to(actor) or tab not in TABS:
        return Lijst(())
    rijen = _werk(actor, tab).select_related(
        "dossier__inwoner", "traject", "eigenaar_medewerker", "eigenaar_team"
    )
    omgekeerd = tab == "gedaan"
    if na is not None:
        wanneer, pk = na
        rijen = (
            rijen.filter(Q(uiterlijk__lt=wanneer) | Q(uiterlijk=wanneer, pk__lt=pk))
            if omgekeerd
            else rijen.filter(Q(uiterlijk__gt=wanneer) | Q(uiterlijk=wanneer, pk__gt=pk))
        )
    gevonden = list(
        rijen.order_by("-uiterlijk", "-id")[: aantal + 1]
        if omgekeerd
        else rijen.order_by("uiterlijk", "id")[: aantal + 1]
    )
    blad = gevonden[:aantal]
    for taak in blad:
        if taak.dossier_id:
            gelezen(
                object_naam("dossier", taak.dossier_id),
                taak.dossier.inwoner.sleutel_id,
                gebeurtenis="dossier.werkvoorraad_gelezen",
            )
    volgende = (blad[-1].uiterlijk, blad[-1].pk) if len(gevonden) > aantal else None
    return Lijst(blad, volgende)


def werktellingen(actor: Actor) -> dict[str, int]:
    """How many tasks per tab, counted up to a limit; asked after the page, never before it."""
    return {tab: _werk(actor, tab).order_by()[: TELGRENS + 1].count() for tab in TABS if tab != "gedaan"}


def gaten(
    actor: Actor,
    stand: str = "nu",
    na: tuple[datetime, UUID] | None = None,
    aantal: int = PER_BLADZIJDE,
    code: str = "",
) -> Lijst:
    """Gaps past their norm (`nu`), within seven days (`komt`), or solved (`opgelost`); time passes without a write."""
    nu = huidig().nu
    rijen = policy.GAT.zichtbaar(Gat.objects.all(), actor).select_related(
        "dossier__inwoner", "eigenaar_medewerker", "eigenaar_team"
    )
    if stand == "opgelost":
        rijen = rijen.filter(opgelost_op__isnull=False, norm_op__lt=F("opgelost_op"))
    else:
        rijen = rijen.filter(opgelost_op__isnull=True)
        rijen = (
            rijen.filter(norm_op__lte=nu)
            if stand == "nu"
            else rijen.filter(norm_op__gt=nu, norm_op__lte=nu + timedelta(days=7))
        )
    if code:
        rijen = rijen.filter(code=code)
    if na is not None:
        wanneer, pk = na
        rijen = rijen.filter(Q(norm_op__gt=wanneer) | Q(norm_op=wanneer, pk__gt=pk))
    gevonden = list(rijen.order_by("norm_op", "id")[: aantal + 1])
    blad = gevonden[:aantal]
    for gat in blad:
        gat.naam = gatregels.PER_CODE[gat.code].naam
        if gat.dossier_id:
            gelezen(
                object_naam("dossier", gat.dossier_id),
                gat.dossier.inwoner.sleutel_id,
                ("sleutel", "status", "regie"),
                gebeurtenis="dossier.gaten_gelezen",
            )
    volgende = (blad[-1].norm_op, blad[-1].pk) if len(gevonden) > aantal else None
    return Lijst(blad, volgende)


def gaten_per_code(actor: Actor, op: datetime | None = None) -> dict[str, int]:
    """How many gaps per code are past their norm, of those this actor may see; figures for the roles that get figures."""
    op = op or huidig().nu
    rijen = Gat.objects.filter(norm_op__lte=op, klok_start__lte=op).filter(
        Q(opgelost_op__isnull=True) | Q(opgelost_op__gt=op)
    )
    recht = policy.GAT.visible_to(actor)
    if recht is None and not actor.is_systeem and not _alleen_cijfers(actor):
        return {}
    if recht is not None and not actor.is_systeem:
        rijen = rijen.filter(recht)
    return dict(rijen.values_list("code").annotate(aantal=Count("pk")).order_by("code"))


def _alleen_cijfers(actor: Actor) -> bool:
    from sluitend.platform.rechten import rechten

    return any("zonder_persoon" in recht.voorwaarden for recht in rechten(actor.rol, "gat", "zien"))


def gaten_op(regio_code: str, op: date | None = None) -> dict[str, Any]:
    """All gaps of the running unit's region at the end of a day (today: now); a future day shows what would arise."""
    nu = huidig().nu
    moment = nu if op is None or (eod(op) > nu and op <= nu.date()) else eod(op)
    rijen = (
        Gat.objects.filter(norm_op__lt=moment, klok_start__lt=moment)
        .filter(Q(opgelost_op__isnull=True) | Q(opgelost_op__gte=moment))
        .order_by("norm_op", "id")
        .annotate(wie=Coalesce("eigenaar_medewerker__naam", "eigenaar_team__naam", Value("")))
        .values("code", "onderwerp", "dossier__nummer", "klok_start", "norm_op", "wie")
    )
    return {
        "regio": regio_code,
        "op": (op or nu.date()).isoformat(),
        "gaten": [
            {
                "code": rij["code"],
                "onderwerp": rij["onderwerp"],
                "dossier": rij["dossier__nummer"],
                "sinds": rij["norm_op"].isoformat(),
                "leeftijd_uren": int((moment - rij["norm_op"]).total_seconds() // 3600),
                "eigenaar": rij["wie"],
                "verwacht": rij["norm_op"] > nu,
            }
            for rij in rijen
        ],
        "niet_gemeten": list(gatenlijst.niet_gemeten()),
    }


def sluitendheid(regio_code: str, van: date, tot: date) -> sluitendheidregels.Sluitendheid:
    """1 − gap-days ÷ unit-days of the running unit's region over whole local days, both included (00, 12 §5G)."""
    from sluitend.dossier.rules.tijd import instant

    begin, einde = instant(van), eod(tot)
    rijen = (
        Gat.objects.filter(norm_op__lt=einde)
        .filter(Q(opgelost_op__isnull=True) | Q(opgelost_op__gt=begin))
        .values_list("code", "eenheid", "norm_op", "opgelost_op", "opgelost_geregistreerd_op", "dossier_id")
    )
    perioden = [
        sluitendheidregels.Gatperiode(
            code,
            eenheid,
            norm_op,
            None if opgelost is None else sluitendheidregels.end_of_gap(opgelost, geregistreerd or opgelost),
            f"dossier:{dossier_id}" if dossier_id else None,
        )
        for code, eenheid, norm_op, opgelost, geregistreerd, dossier_id in rijen.iterator(chunk_size=5000)
    ]
    return sluitendheidregels.bereken_sluitendheid(
        regio=regio_code,
        van=van,
        tot=tot,
        nu=huidig().nu,
        eenheden=gatenlijst.eenheden(begin, einde),
        gaten=perioden,
        niet_gemeten=gatenlijst.niet_gemeten(),
    )


def overdrachten(actor: Actor, stand: str = "beantwoorden", aantal: int = 50) -> list[Overdracht]:
    """Offers to answer, sent ones and settled ones; before acceptance the receiver sees the card, not the dossier."""
    rijen = policy.OVERDRACHT.zichtbaar(Overdracht.objects.all(), actor).select_related(
        "dossier__inwoner",
        "van_medewerker",
        "van_team",
        "naar_team__organisatie",
        "naar_medewerker",
        "naar_gemeente",
    )
    aan_mij = (
        Q(naar_team__in=actor.team_ids)
        | Q(naar_medewerker=actor.medewerker_id)
        | Q(naar_team__organisatie=actor.organisatie_id)
    )
    if stand == "beantwoorden":
        rijen = rijen.filter(aan_mij, status__in=Overdracht.WACHT).order_by("norm_op", "id")
    elif stand == "verzonden":
        rijen = rijen.filter(
            Q(van_medewerker=actor.medewerker_id) | Q(van_team__in=actor.team_ids),
            status__in=Overdracht.WACHT,
        ).order_by("norm_op", "id")
    else:
        rijen = rijen.exclude(status__in=["concept", *Overdracht.WACHT]).order_by("-beantwoord_op", "-id")
    blad = list(rijen.distinct()[:aantal])
    for overdracht in blad:
        gelezen(
            object_naam("overdracht", overdracht.pk),
            overdracht.dossier.inwoner.sleutel_id,
            ("sleutel", "status", "regie"),
        )
    return blad


def overdracht(actor: Actor, overdracht_id: UUID) -> Overdracht:
    """One overdracht with its parts, logged; 404 when it does not exist for this actor."""
    rij = (
        policy.OVERDRACHT.zichtbaar(Overdracht.objects.all(), actor)
        .select_related(
            "dossier__inwoner",
            "dossier__verantwoordelijke_gemeente",
            "dossier__casusregisseur",
            "van_medewerker__organisatie",
            "van_team",
            "naar_team__organisatie",
            "naar_medewerker",
            "naar_gemeente",
            "beantwoord_door",
        )
        .prefetch_related("onderdelen")
        .filter(pk=overdracht_id)
        .first()
    )
    if rij is None:
        raise niet_gevonden("deze overdracht")
    gelezen(
        object_naam("overdracht", rij.pk),
        rij.dossier.inwoner.sleutel_id,
        ("sleutel", "status", "naam", "regie"),
    )
    return rij


@dataclass(frozen=True)
class Vandaag:
    """The start page: what is due, gaps I own, what changed."""

    te_laat: Sequence[Taak]
    vandaag: Sequence[Taak]
    binnenkort: Sequence[Taak]
    gaten: Sequence[Gat]
    overdrachten: Sequence[Overdracht]
    per_code: dict[str, int] = field(default_factory=dict)


def vandaag(actor: Actor) -> Vandaag:
    """What waits for this actor now; a constant number of queries."""
    nu = huidig().nu
    einde = eod(policy.vandaag())
    werk = werkvoorraad(actor, "mijn", aantal=30).rijen
    return Vandaag(
        te_laat=[taak for taak in werk if taak.uiterlijk <= nu],
        vandaag=[taak for taak in werk if nu < taak.uiterlijk <= einde],
        binnenkort=[taak for taak in werk if taak.uiterlijk > einde][:10],
        gaten=gaten(actor, aantal=10).rijen,
        overdrachten=overdrachten(actor, aantal=10)
        if policy.OVERDRACHT.visible_to(actor) is not None
        else (),
        per_code=gaten_per_code(actor),
    )
