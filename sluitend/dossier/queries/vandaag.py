"""The start page: what waits for me now. A constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from sluitend.dossier import erbij, policy
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import Afwezigheid, Gat, Overdracht, Taak, Vervanging
from sluitend.dossier.queries.gaten import gaten, gaten_per_code, mag_cijfers
from sluitend.dossier.queries.overdrachten import overdrachten
from sluitend.dossier.queries.werk import werkvoorraad
from sluitend.dossier.rules.tijd import eod
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.rechten import rechten


@dataclass(frozen=True)
class Vandaag:
    """What is due, which gaps I own, which offers wait for my answer; for some roles figures only."""

    te_laat: Sequence[Taak]
    vandaag: Sequence[Taak]
    binnenkort: Sequence[Taak]
    meer_werk: bool
    gaten: Sequence[Gat]
    overdrachten: Sequence[Overdracht]
    vervangingen: Sequence[Any] = ()
    per_code: dict[str, int] = field(default_factory=dict)
    alleen_cijfers: bool = False
    heeft_werk: bool = True


def vandaag(actor: Actor) -> Vandaag:
    """What waits for this actor now."""
    nu = huidig().nu
    einde = eod(policy.vandaag())
    heeft_werk = bool(rechten(actor.rol, "taak", "zien"))
    blad = werkvoorraad(actor, "mijn", aantal=30)
    cijfers = mag_cijfers(actor)
    ziet_gaten = policy.GAT.visible_to(actor) is not None
    return Vandaag(
        te_laat=[taak for taak in blad.rijen if taak.uiterlijk <= nu],
        vandaag=[taak for taak in blad.rijen if nu < taak.uiterlijk <= einde],
        binnenkort=[taak for taak in blad.rijen if taak.uiterlijk > einde][:10],
        meer_werk=blad.volgende is not None,
        gaten=_gaten(actor) if ziet_gaten else (),
        overdrachten=overdrachten(actor, aantal=10).rijen
        if policy.OVERDRACHT.visible_to(actor) is not None
        else (),
        vervangingen=_gevraagd(actor),
        per_code=gaten_per_code(actor) if cijfers or ziet_gaten else {},
        alleen_cijfers=cijfers,
        heeft_werk=heeft_werk,
    )


def _gaten(actor: Actor) -> Sequence[Gat]:
    """The gaps that are longest past their norm, each with the melding that it is about."""
    rijen = gaten(actor, aantal=10).rijen
    links = erbij.verwijzingen(actor, [gat.onderwerp for gat in rijen])
    for gat in rijen:
        gat.link = links.get(gat.onderwerp)
    return rijen


def _gevraagd(actor: Actor) -> list[Vervanging]:
    if actor.medewerker_id is None:
        return []
    return list(
        Vervanging.objects.filter(door=actor.medewerker_id, status="gevraagd")
        .select_related("voor")
        .order_by("van")
    )


@dataclass(frozen=True)
class Afwezig:
    """Who is away in my teams, who stands in, and what I was asked."""

    afwezigheden: Sequence[Afwezigheid]
    vervangingen: Sequence[Vervanging]
    gevraagd: Sequence[Vervanging]


def afwezig(actor: Actor) -> Afwezig:
    """Absences and replacements that still matter, of me and of the teams I lead."""
    dag = policy.vandaag()
    wie = Q(medewerker=actor.medewerker_id)
    voor = Q(voor=actor.medewerker_id) | Q(door=actor.medewerker_id)
    if "teamleider" in actor.functies:
        leden = policy.teamleden(actor)
        wie, voor = wie | Q(medewerker__in=leden), voor | Q(voor__in=leden)
    return Afwezig(
        list(
            Afwezigheid.objects.filter(wie)
            .filter(Q(tot__isnull=True) | Q(tot__gte=dag - timedelta(days=14)))
            .select_related("medewerker")
            .order_by("van")
        ),
        list(Vervanging.objects.filter(voor, tot__gte=dag).select_related("voor", "door").order_by("van")),
        _gevraagd(actor),
    )


def afwezigheid(actor: Actor, afwezigheid_id: UUID) -> Afwezigheid:
    """One absence, for who may arrange it: oneself, and the teams one leads."""
    rij = next((rij for rij in afwezig(actor).afwezigheden if rij.pk == afwezigheid_id), None)
    if rij is None:
        raise niet_gevonden("deze afwezigheid")
    return rij


def vervanging(actor: Actor, vervanging_id: UUID) -> Vervanging:
    """A request to stand in, for who was asked."""
    rij = (
        Vervanging.objects.filter(pk=vervanging_id, door=actor.medewerker_id)
        .select_related("voor", "door")
        .first()
        if actor.medewerker_id
        else None
    )
    if rij is None:
        raise niet_gevonden("deze vervanging")
    return rij
