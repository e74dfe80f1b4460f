"""The list of gaps and the figure over it. Time passes without a write: a row is a gap from its norm on."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from sluitend.dossier import gaten as gatenlijst
from sluitend.dossier import policy
from sluitend.dossier.models import Gat
from sluitend.dossier.rules import gaten as gatregels
from sluitend.dossier.rules import sluitendheid as sluitendheidregels
from sluitend.dossier.rules.tijd import eod, instant, local_day
from sluitend.inwoners.models import NAAMVELDEN
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.keyset import Blad, pagineer
from sluitend.platform.rechten import rechten
from sluitend.platform.vertalingen import vertaal

STANDEN = ("nu", "komt", "opgelost")
PER_BLADZIJDE = 50
# What a line of the list shows.
REGEL = (
    "code", "onderwerp", "norm_op", "opgelost_op", "dossier__nummer", "dossier__inwoner__sleutel_id",
    *(f"dossier__inwoner__{veld}" for veld in NAAMVELDEN), "eigenaar_medewerker__naam", "eigenaar_team__naam",
)  # fmt: skip


def gaten(
    actor: Actor, stand: str = "nu", cursor: str | None = None, aantal: int = PER_BLADZIJDE, code: str = ""
) -> Blad:
    """Gaps past their norm (`nu`, the oldest first), within seven days (`komt`), or solved (`opgelost`, the last first)."""
    nu = huidig().nu
    velden = ["-opgelost_op", "-id"] if stand == "opgelost" else ["norm_op", "id"]
    soort = {
        "nu": Q(opgelost_op__isnull=True, norm_op__lte=nu),
        "komt": Q(opgelost_op__isnull=True, norm_op__gt=nu, norm_op__lte=nu + timedelta(days=7)),
        "opgelost": Q(opgelost_op__isnull=False, norm_op__lt=F("opgelost_op")),
    }[stand]
    rijen = policy.GAT.zichtbaar(_dichtbij(actor, Gat.objects.filter(soort)), actor)
    if code:
        rijen = rijen.filter(code=code)
    regels = Gat.objects.select_related("dossier__inwoner", "eigenaar_medewerker", "eigenaar_team")
    blad = pagineer(rijen, velden, cursor, aantal, toon=regels.only(*REGEL))
    met_naam = "naam" in policy.rolklassen(policy.GAT, actor)
    for gat in blad.rijen:
        _toon(gat, met_naam, nu)
    return blad


def _dichtbij(actor: Actor, rijen: QuerySet[Gat]) -> QuerySet[Gat]:
    """The same gaps, looked up by their owners, for who sees no further than the own person and team.

    The scopes are alternatives over two tables that no index serves together; each of these branches has one. They
    hold all that such a role may reach; which of it is visible stays for the policy to say.
    """
    if not {recht.reikwijdte for recht in rechten(actor.rol, "gat", "zien")} <= policy.DICHTBIJ:
        return rijen
    takken = [rijen.filter(dossier__casusregisseur=actor.medewerker_id)]
    if actor.team_ids:
        takken.append(rijen.filter(eigenaar_team__in=actor.team_ids))
        takken.append(rijen.filter(dossier__regieteam__in=actor.team_ids))
    van_mij = rijen.filter(eigenaar_medewerker=actor.medewerker_id)
    return rijen.filter(pk__in=van_mij.values("pk").union(*(tak.values("pk") for tak in takken)))


def _toon(gat: Gat, met_naam: bool, nu: datetime) -> None:
    gat.naam = vertaal(gatregels.PER_CODE[gat.code].naam)
    gat.over = ""
    gat.leeftijd = max((gat.opgelost_op or nu) - gat.norm_op, timedelta())
    # The receiver of an overdracht that waits for an answer does not know the person yet (UR-14).
    met_naam = met_naam and gat.code != "G-04"
    if gat.dossier_id:
        gat.over = gat.dossier.inwoner.weergavenaam if met_naam else gat.dossier.nummer
        gelezen(
            object_naam("dossier", gat.dossier_id),
            gat.dossier.inwoner.sleutel_id,
            ("sleutel", "status", "regie", *(("naam",) if met_naam else ())),
            gebeurtenis="dossier.gaten_gelezen",
        )


def mag_cijfers(actor: Actor) -> bool:
    """Whether this role gets figures about gaps and no list of them."""
    return any("zonder_persoon" in recht.voorwaarden for recht in rechten(actor.rol, "gat", "zien"))


def gaten_per_code(actor: Actor, op: datetime | None = None) -> dict[str, int]:
    """How many gaps per code are past their norm within the actor's reach; also for the roles that get figures only."""
    op = op or huidig().nu
    rijen = Gat.objects.filter(norm_op__lte=op, klok_start__lte=op).filter(
        Q(opgelost_op__isnull=True) | Q(opgelost_op__gt=op)
    )
    if not actor.is_systeem:
        rijen = (policy.GATCIJFERS if mag_cijfers(actor) else policy.GAT).zichtbaar(rijen, actor)
    return dict(rijen.values_list("code").annotate(aantal=Count("pk")).order_by("code"))


def gaten_op(regio_code: str, op: date | None = None) -> dict[str, Any]:
    """All gaps of the running unit's region at the end of a day (today: now); a future day shows what would arise."""
    nu = huidig().nu
    dag = local_day(nu)
    moment = nu if op is None or op == dag else eod(op)
    rijen = (
        Gat.objects.filter(norm_op__lt=moment, klok_start__lt=moment)
        .filter(Q(opgelost_op__isnull=True) | Q(opgelost_op__gte=moment))
        .order_by("norm_op", "id")
        .annotate(wie=Coalesce("eigenaar_medewerker__naam", "eigenaar_team__naam", Value("")))
        .values("code", "onderwerp", "dossier__nummer", "klok_start", "norm_op", "wie")
    )
    return {
        "regio": regio_code,
        "op": (op or dag).isoformat(),
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


def maandcijfer(actor: Actor) -> sluitendheidregels.Sluitendheid:
    """The sluitendheid of the region in the running month, up to now."""
    dag = local_day(huidig().nu)
    volgende = (dag.replace(day=28) + timedelta(days=4)).replace(day=1)
    return sluitendheid(actor.regio_code, dag.replace(day=1), volgende - timedelta(days=1))


def sluitendheid(regio_code: str, van: date, tot: date) -> sluitendheidregels.Sluitendheid:
    """1 − gap-days ÷ unit-days of the running unit's region over whole local days, both included (00, 12 §5G)."""
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
