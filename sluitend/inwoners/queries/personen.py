"""Reading residents: visibility and the read line are built in, and the number of queries does not grow."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import geheim, policy
from sluitend.inwoners.models import Adresperiode, Inwoner, Naaste, Samenvoeging
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin
from sluitend.platform.actor import Actor
from sluitend.platform.gebeurtenissen import gelezen

MAG_WETEN_NAMEN = {
    "dat_er_hulp_is": _("dat er hulp is"),
    "plan": _("het plan"),
    "afspraken": _("de afspraken"),
    "crisis": _("wat te doen bij een crisis"),
}
NIEMAND = zin("Deze persoon is er niet, of is voor u niet zichtbaar.")


class BestaatNiet(Weigering, Http404):
    """Not there for this actor: the same answer as for an unknown id."""

    status = 404

    def __init__(self) -> None:
        super().__init__("niet-gevonden", NIEMAND, "30 2B")


@dataclass(frozen=True)
class Beeld:
    """A resident as this actor may see it; what lies outside the mask is empty here and absent on the page."""

    inwoner: Inwoner
    klassen: frozenset[str]
    telefoon: str = ""
    email: str = ""
    adres: Adresperiode | None = None
    gemeente: str = ""

    def ziet(self, klasse: str) -> bool:
        return klasse in self.klassen

    @property
    def weergavenaam(self) -> str:
        return self.inwoner.weergavenaam if "naam" in self.klassen else self.inwoner.nummer


def vind(pk: UUID | str) -> QuerySet[Inwoner]:
    """A queryset of one id; nonsense is nobody."""
    try:
        return Inwoner.objects.filter(pk=UUID(str(pk)))
    except ValueError:
        raise BestaatNiet from None


def inwoner(actor: Actor, pk: UUID | str) -> Beeld:
    """One resident, with the classes that the actor sees; leaves one read line. 404 outside `visible_to`."""
    beelden = beelden_van(actor, vind(pk))
    if not beelden:
        raise BestaatNiet
    return beelden[0]


def beelden_van(actor: Actor, rijen: QuerySet[Inwoner]) -> list[Beeld]:
    """Those of these residents that the actor may see, each with one read line; two queries for any number."""
    zichtbaar = policy.INWONER.met_klassen(rijen.select_related("sleutel"), actor)
    personen = [(rij, policy.INWONER.klassen_van(rij, actor)) for rij in zichtbaar]
    adressen = huidige_adressen([rij.pk for rij, _klassen in personen])
    beelden = []
    for rij, klassen in personen:
        gelezen(f"inwoner:{rij.pk}", rij.pseudoniem, tuple(klassen))
        adres = adressen.get(rij.pk)
        contact = "contact" in klassen
        beelden.append(
            Beeld(
                rij,
                klassen,
                telefoon=geheim.lees(rij, "telefoon") if contact else "",
                email=geheim.lees(rij, "email") if contact else "",
                adres=adres if "adres" in klassen and adres and not adres.geheim else None,
                gemeente=adres.gemeente.naam if adres and not rij.adres_afgeschermd else "",
            )
        )
    return beelden


def namen(actor: Actor, ids: list[UUID]) -> dict[UUID, str]:
    """What a list calls these residents for this actor, with one read line each."""
    beelden = beelden_van(actor, Inwoner.objects.filter(pk__in=ids))
    return {beeld.inwoner.pk: beeld.weergavenaam for beeld in beelden}


def zichtbaar(actor: Actor, handeling: str = "zien") -> QuerySet[Inwoner]:
    """The residents that exist for this actor, without a read line: for subqueries and counts only."""
    return policy.rijen(policy.INWONER, Inwoner.objects.all(), actor, handeling)


def voor_wijziging(actor: Actor, pk: UUID | str) -> Inwoner:
    """The row, locked, for an act; 404 when the actor may not see it. No read line: the act leaves its own."""
    rij = policy.rijen(policy.INWONER, vind(pk), actor).values_list("pk", flat=True).first()
    if rij is None:
        raise BestaatNiet
    return slot(rij)


def slot(pk: UUID) -> Inwoner:
    """One row, locked until the commit; its visibility is the caller's business."""
    return Inwoner.objects.select_for_update(of=("self",)).select_related("sleutel").get(pk=pk)


def huidige_adressen(ids: list[UUID], op: date | None = None) -> dict[UUID, Adresperiode]:
    """Where these people live or stay on a day, home first. One query; for callers that judged visibility."""
    op = op or timezone.localdate()
    volgorde = {soort: plek for plek, soort in enumerate(Adresperiode.Soort.values)}
    rijen = (
        Adresperiode.objects.filter(Q(tot__isnull=True) | Q(tot__gt=op), inwoner_id__in=ids, van__lte=op)
        .select_related("gemeente")
        .order_by("van", "pk")
    )
    adressen: dict[UUID, Adresperiode] = {}
    for rij in rijen:
        eerder = adressen.get(rij.inwoner_id)
        if eerder is None or volgorde[rij.soort] <= volgorde[eerder.soort]:
            adressen[rij.inwoner_id] = rij
    return adressen


def huidig_adres(actor: Actor, pk: UUID | str, op: date | None = None) -> Adresperiode | None:
    """Where somebody lives or stays; None when unknown, secret (V23) or outside the mask."""
    beeld = inwoner(actor, pk)
    if op is None:
        return beeld.adres
    adres = huidige_adressen([beeld.inwoner.pk], op).get(beeld.inwoner.pk)
    return adres if adres and beeld.ziet("adres") and not adres.geheim else None


def adressen(actor: Actor, pk: UUID | str) -> list[Adresperiode]:
    """All periods, newest first; what is secret stays out, only the fact that there was one is there (V23)."""
    beeld = inwoner(actor, pk)
    if not beeld.ziet("adres"):
        return []
    rijen = Adresperiode.objects.filter(inwoner_id=beeld.inwoner.pk).select_related("gemeente")
    return list(rijen.order_by("-van", "-pk"))


def verhuizingen(inwoner_id: UUID, sinds: date, tot: date) -> int:
    """How often somebody came to live or stay elsewhere in a period (B42). A number, no personal data."""
    bewoond = [soort for soort in Adresperiode.Soort.values if soort != Adresperiode.Soort.BRIEFADRES]
    perioden = list(
        Adresperiode.objects.filter(inwoner_id=inwoner_id, soort__in=bewoond, van__lt=tot)
        .order_by("van", "pk")
        .values_list("van", flat=True)
    )
    # The first known address is no move.
    return sum(1 for van in perioden[1:] if van >= sinds)


@dataclass(frozen=True)
class Naastebeeld:
    """A naaste as this actor may see it."""

    naaste: Naaste
    telefoon: str
    mag_weten: tuple[str, ...]

    @property
    def weet(self) -> list[tuple[str, object]]:
        """What this naaste may know, with the words for it."""
        return [(onderdeel, MAG_WETEN_NAMEN[onderdeel]) for onderdeel in self.mag_weten]


def naasten(actor: Actor, pk: UUID | str) -> list[Naastebeeld]:
    """The people around a resident; one read line, on the resident."""
    beeld = inwoner(actor, pk)
    rijen = policy.rijen(policy.NAASTE, Naaste.objects.filter(inwoner_id=beeld.inwoner.pk), actor)
    rijen = list(rijen.order_by("naam"))
    if rijen:
        gelezen(f"inwoner:{beeld.inwoner.pk}", beeld.inwoner.pseudoniem, (*beeld.klassen, "naaste"))
    return [
        Naastebeeld(
            rij,
            geheim.toon(beeld.inwoner, geheim.naasteplek(rij.pk), rij.telefoon),
            tuple(rij.mag_weten) if rij.ingetrokken_op is None else (),
        )
        for rij in rijen
    ]


def mag(actor: Actor, handeling: str, rij: Inwoner) -> bool:
    """Whether this act on this resident is open to the actor: for buttons."""
    return actor.is_systeem or policy.INWONER.mag(actor, handeling, rij)


def samenvoegingen(actor: Actor, *, openstaand: bool = True) -> QuerySet[Samenvoeging]:
    """The merges this actor may see; the ones that wait for somebody, oldest first."""
    rijen = policy.rijen(policy.SAMENVOEGING, Samenvoeging.objects.all(), actor)
    if openstaand:
        rijen = rijen.filter(status__in=Samenvoeging.OPEN)
    return rijen.select_related(
        "blijft__sleutel", "opgegaan__sleutel", "door", "tweede", "terug_gevraagd_door"
    ).order_by("op", "pk")


def samenvoeging(actor: Actor, pk: UUID | str) -> Samenvoeging:
    """One merge with both persons as their names and addresses; a read line for each."""
    rij = samenvoegingen(actor, openstaand=False).filter(pk=_uuid(pk)).first()
    if rij is None:
        raise BestaatNiet
    for persoon in (rij.blijft, rij.opgegaan):
        gelezen(f"inwoner:{persoon.pk}", persoon.pseudoniem, ("adres", "bsn_gelijk", "naam", "sleutel"))
    return rij


def samenvoeging_slot(actor: Actor, pk: UUID | str) -> Samenvoeging:
    """One merge, locked, for an act."""
    rijen = policy.rijen(policy.SAMENVOEGING, Samenvoeging.objects.filter(pk=_uuid(pk)), actor)
    if not rijen.exists():
        raise BestaatNiet
    return (
        Samenvoeging.objects.select_for_update(of=("self",))
        .select_related("blijft", "opgegaan")
        .get(pk=_uuid(pk))
    )


def _uuid(pk: UUID | str) -> UUID:
    try:
        return UUID(str(pk))
    except ValueError:
        raise BestaatNiet from None


def gesplitst_van(ids: list[UUID]) -> set[frozenset[UUID]]:
    """Pairs among these that were split before, and are never proposed again (UR-04)."""
    rijen = Samenvoeging.objects.filter(status=Samenvoeging.Status.TERUGGEDRAAID).filter(
        Q(blijft_id__in=ids) | Q(opgegaan_id__in=ids)
    )
    return {frozenset(paar) for paar in rijen.values_list("blijft_id", "opgegaan_id")}
