"""Reading bundles: what belongs together, what may belong together, and who leads (UM-08)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import instellingen, policy, queries
from sluitend.meldpunt.models import Bundel, Melding
from sluitend.meldpunt.rules import bundelen as regels
from sluitend.meldpunt.rules.bundelen import Kenmerken, Lid
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.regio.instellingen import waarde

MAX_VOORSTELLEN = 10


@dataclass(frozen=True, slots=True)
class Voorstel:
    """Another melding that may be about the same event, and why."""

    melding: Melding
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundelbeeld:
    """The bundle of one melding as its page shows it. `volgers` are those that this actor may see; `verborgen` the rest."""

    leidend: Melding | None
    volgt: bool
    volgers: tuple[Melding, ...]
    verborgen: int
    voorstellen: tuple[Voorstel, ...]
    mag_wijzigen: bool


def eis_leidend(rij: Melding) -> None:
    """Refuse an act on a melding that follows: it happens on the one that leads (UM-08)."""
    if rij.bundel_id is None or rij.staat not in regels.VOLGT:
        return
    bundel = Bundel.objects.select_related("leidend").get(pk=rij.bundel_id)
    if bundel.leidend_id != rij.pk:
        tekst = f"Deze melding volgt {bundel.leidend.nummer}. Doe dit daar, of haal haar eerst uit de bundel."
        raise Weigering("volgt-een-ander", tekst, "UM-08")


def volgers_van(leidend: Melding) -> list[Melding]:
    """The meldingen that follow this one, locked until the commit."""
    if leidend.bundel_id is None:
        return []
    return list(
        Melding.objects.select_for_update(of=("self",))
        .select_related("inwoner", "team", "melder", "opgave", "dossier", "gemeente", "eigenaar")
        .filter(bundel=leidend.bundel_id)
        .exclude(pk=leidend.pk)
        .order_by("ontvangen_op", "pk")
    )


def als_lid(rij: Melding, leiders: Iterable[UUID] = ()) -> Lid:
    """A melding as the rules look at it."""
    klasse = instellingen.klassen().get(rij.urgentie or ("" if rij.kernvragen_open else rij.advies_urgentie))
    return Lid(
        str(rij.pk),
        rij.nummer or "",
        rij.staat,
        klasse.rang if klasse else 0,
        rij.ontvangen_op,
        str(rij.bundel_id or ""),
        rij.pk in set(leiders),
    )


def _kenmerken(rij: Melding) -> Kenmerken:
    opgave = rij.opgave
    adres = (
        f"{opgave.postcode} {opgave.huisnummer}{opgave.toevoeging}"
        if opgave.postcode and opgave.huisnummer
        else ""
    )
    return Kenmerken(rij.ontvangen_op, str(rij.inwoner_id or ""), adres, frozenset(_politienummers(rij)))


def _politienummers(rij: Melding) -> list[str]:
    """The police number in the ways it can be known: as imported (a keyed hash), or as told in the channel detail."""
    if rij.kanaal != Melding.Kanaal.POLITIE:
        return []
    nummers = [rij.bronsleutel] if rij.bronsleutel else []
    if rij.kanaal_detail:
        nummers.append(sleutels.zoekindex(huidig().actor.regio_code, rij.kanaal_detail, "politie"))
    return nummers


def voorstellen(actor: Actor, rij: Melding) -> tuple[Voorstel, ...]:
    """Meldingen that may be about the same event as this one and are not in its bundle yet. One query."""
    uren = int(waarde("bundel_uren"))
    zelf, venster = _kenmerken(rij), timedelta(hours=uren)
    dichtbij = Q(ontvangen_op__gte=rij.ontvangen_op - venster, ontvangen_op__lte=rij.ontvangen_op + venster)
    q = Q(pk__in=[])
    if zelf.inwoner:
        q |= dichtbij & Q(inwoner=rij.inwoner_id)
    if zelf.adres:
        q |= dichtbij & Q(opgave__postcode=rij.opgave.postcode, opgave__huisnummer=rij.opgave.huisnummer)
    if zelf.politienummers:
        q |= Q(kanaal=Melding.Kanaal.POLITIE, bronsleutel__in=zelf.politienummers)
        if rij.kanaal_detail:
            q |= Q(kanaal=Melding.Kanaal.POLITIE, kanaal_detail=rij.kanaal_detail)
    if q == Q(pk__in=[]):
        return ()
    anderen = (
        policy.zichtbaar(actor).filter(q).exclude(pk=rij.pk).select_related("opgave", "inwoner", "gemeente")
    )
    anderen = (
        anderen.filter(Q(bundel__isnull=True) | Q(bundel__leidend__in=[rij.pk])) if rij.bundel_id else anderen
    )
    gevonden = []
    for ander in anderen.order_by("-ontvangen_op")[:MAX_VOORSTELLEN]:
        waarom = regels.redenen(zelf, _kenmerken(ander), uren)
        if waarom and not (rij.bundel_id and ander.bundel_id == rij.bundel_id):
            gevonden.append(Voorstel(ander, waarom))
    queries.lees_lijst(voorstel.melding for voorstel in gevonden)
    return tuple(gevonden)


def beeld(actor: Actor, rij: Melding) -> Bundelbeeld | None:
    """The bundle and the proposals on the page of a melding; None when there is nothing to show."""
    leidend, leden = None, []
    if rij.bundel_id:
        leidend = Bundel.objects.select_related("leidend").get(pk=rij.bundel_id).leidend
        leden = list(
            Melding.objects.filter(bundel=rij.bundel_id).exclude(pk__in=[leidend.pk]).order_by("ontvangen_op")
        )
    zichtbaar = set(
        policy.zichtbaar(actor).filter(pk__in=[lid.pk for lid in leden]).values_list("pk", flat=True)
    )
    volgers = tuple(lid for lid in leden if lid.pk in zichtbaar and lid.pk != rij.pk)
    queries.lees_lijst(volgers)
    mag = policy.MELDING.mag(actor, "toewijzen", rij)
    volgt = leidend is not None and leidend.pk != rij.pk
    kansen = voorstellen(actor, rij) if mag and not volgt and rij.staat in regels.LEIDT else ()
    if leidend is None and not kansen:
        return None
    verborgen = sum(1 for lid in leden if lid.pk not in zichtbaar)
    return Bundelbeeld(leidend, volgt, volgers, verborgen, kansen, mag)
