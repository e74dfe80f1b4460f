"""Secret addresses: the one that runs for a resident, and who may be put on its list."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sluitend.inwoners import policy
from sluitend.inwoners.models import Afscherming, Inwoner, Toegangslijst
from sluitend.platform.actor import Actor
from sluitend.platform.rechten import rechten
from sluitend.platform.rollen import ROLNAMEN
from sluitend.regio.models import Medewerker, Roltoekenning

# Roles that may see a secret address at all; somebody without one of them does not belong on a list.
MAG_OP_DE_LIJST = tuple(rol for rol in ROLNAMEN if rechten(rol, "afgeschermd_adres", "tonen"))


@dataclass(frozen=True)
class Afschermingbeeld:
    """The afscherming that runs, as this actor may see it. The reason is for who decides about it only."""

    rij: Afscherming
    lijst: list[Medewerker]
    mag_besluiten: bool


def afscherming(actor: Actor, persoon: Inwoner) -> Afschermingbeeld | None:
    """The open afscherming of a resident; None when there is none for this actor. The caller logs the read."""
    rij = (
        policy.rijen(
            policy.AFSCHERMING,
            Afscherming.objects.filter(inwoner=persoon, status__in=Afscherming.OPEN),
            actor,
        )
        .select_related("gevraagd_door", "besloten_door")
        .first()
    )
    if rij is None:
        return None
    lijst = Toegangslijst.objects.filter(afscherming=rij).select_related("medewerker__organisatie")
    return Afschermingbeeld(
        rij,
        [op_lijst.medewerker for op_lijst in lijst.order_by("medewerker__naam")],
        policy.AFSCHERMING.mag(actor, "besluiten", rij),
    )


def kandidaten(actor: Actor) -> QuerySet[Medewerker]:
    """Colleagues of the own organisation who may be put on an access list."""
    rollen = Roltoekenning.objects.filter(rol__in=MAG_OP_DE_LIJST, tot__isnull=True)
    return Medewerker.objects.filter(
        status=Medewerker.Status.ACTIEF,
        organisatie=actor.organisatie_id,
        pk__in=rollen.values("medewerker_id"),
    ).order_by("naam")
