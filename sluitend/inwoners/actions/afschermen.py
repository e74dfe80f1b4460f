"""A secret address: asked by one, confirmed by another, for the people on its list only (UA-20, recht:V23)."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from sluitend.inwoners import policy, queries
from sluitend.inwoners.actions.personen import bewaar
from sluitend.inwoners.models import Afscherming, Inwoner, Toegangslijst
from sluitend.inwoners.queries.afschermen import kandidaten
from sluitend.inwoners.rules.afschermen import mag_bevestigen, mag_op_lijst
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record

Status = Afscherming.Status


def vraag_afscherming(
    *, actor: Actor, inwoner_id: UUID | str, reden: str, lijst: Collection[UUID | str]
) -> Afscherming:
    """Hide the address at once and say who may still see it; the list holds a day until another confirms it."""
    with schrijven(actor) as eenheid:
        persoon = queries.voor_wijziging(actor, inwoner_id)
        policy.AFSCHERMEN.eis(actor, "aanmaken", persoon)
        if Afscherming.objects.filter(inwoner=persoon, status__in=Afscherming.OPEN).exists():
            raise Weigering("al-afgeschermd", _("Voor deze inwoner loopt al een afscherming."), "UA-20")
        if reden not in Afscherming.Reden.values:
            raise OngeldigeInvoer(
                "reden-ongeldig", _("Kies een reden."), "UA-20", fouten={"reden": _("Kies een reden.")}
            )
        wie = list(kandidaten(actor).filter(pk__in=list(lijst)))
        if weigering := mag_op_lijst(len(wie), gevraagd=len(set(map(str, lijst)))):
            raise weigering
        rij = Afscherming.objects.create(
            regio_id=actor.regio_id,
            inwoner=persoon,
            reden=reden,
            gevraagd_door_id=actor.medewerker_id,
            gevraagd_op=eenheid.nu,
        )
        Toegangslijst.objects.bulk_create(
            [
                Toegangslijst(regio_id=actor.regio_id, afscherming=rij, medewerker=medewerker)
                for medewerker in wie
            ]
        )
        if not persoon.adres_afgeschermd:
            bewaar(persoon, {"adres_afgeschermd": True}, "inwoners.adres_afgeschermd")
        _noteer("afscherming_gevraagd", rij, persoon, {"op_lijst": len(wie)}, actie="C")
        return rij


def bevestig_afscherming(*, actor: Actor, afscherming_id: UUID | str, herzien_op: date | None) -> Afscherming:
    """Somebody else than the asker decides; also at the review, which is at most six months away."""
    with schrijven(actor) as eenheid:
        rij, persoon = _slot(actor, afscherming_id)
        policy.AFSCHERMING.eis(
            actor, "besluiten", rij, _("Een tweede persoon, een teamleider, moet dit bevestigen.")
        )
        if weigering := mag_bevestigen(herzien_op, timezone.localdate(eenheid.nu)):
            raise weigering
        eerder = rij.status
        rij.status, rij.herzien_op = Status.ACTIEF, herzien_op
        rij.besloten_door_id, rij.besloten_op = actor.medewerker_id, eenheid.nu
        rij.save()
        _noteer("afscherming_bevestigd", rij, persoon, {"herzien": eerder == Status.ACTIEF})
        return rij


def beeindig_afscherming(*, actor: Actor, afscherming_id: UUID | str) -> Afscherming:
    """The address is no longer secret: decided by somebody else than who asked for the secrecy."""
    with schrijven(actor):
        rij, persoon = _slot(actor, afscherming_id)
        policy.AFSCHERMING.eis(
            actor, "besluiten", rij, _("Een tweede persoon, een teamleider, moet dit bevestigen.")
        )
        if persoon.adres_afgeschermd:
            bewaar(persoon, {"adres_afgeschermd": False}, "inwoners.adres_vrijgegeven")
        return rij


def _slot(actor: Actor, afscherming_id: UUID | str) -> tuple[Afscherming, Inwoner]:
    rij = policy.rijen(policy.AFSCHERMING, Afscherming.objects.filter(pk=afscherming_id), actor).first()
    if rij is None:
        raise queries.BestaatNiet
    persoon = queries.voor_wijziging(actor, rij.inwoner_id)
    rij = Afscherming.objects.select_for_update().get(pk=rij.pk)
    if rij.status not in Afscherming.OPEN:
        raise Weigering("al-beeindigd", _("Deze afscherming is al beëindigd."), "UA-20")
    return rij, persoon


def _noteer(
    soort: str, rij: Afscherming, persoon: Inwoner, gegevens: dict[str, Any], actie: str = "U"
) -> None:
    record(
        f"inwoners.{soort}",
        object=f"inwoner:{persoon.pk}",
        betrokkene=persoon.pseudoniem,
        gegevens=gegevens,
        actie=actie,
    )
