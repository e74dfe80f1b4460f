"""What waits to be chosen after an end, and what was chosen and not yet taken up."""

from collections.abc import Sequence
from uuid import UUID

from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.platform.actor import Actor
from sluitend.platform.gebeurtenissen import gelezen, object_naam
from sluitend.platform.vertalingen import vertaal
from sluitend.wvggz import policy
from sluitend.wvggz.models import NazorgKeuze
from sluitend.wvggz.rules.nazorg import KEUZES, standaard


def nazorglijst(actor: Actor) -> Sequence[NazorgKeuze]:
    """Choices that wait within the actor's reach, the earliest deadline first."""
    rijen = list(
        policy.NAZORG.zichtbaar(NazorgKeuze.objects.filter(staat__in=["open", "gekozen"]), actor)
        .select_related("dossier__inwoner", "maatregel", "eigenaar_team")
        .order_by("uiterlijk", "id")[:200]
    )
    for rij in rijen:
        rij.keuzenamen = [vertaal(KEUZES[code]) for code in rij.keuze]
        rij.voorstel = vertaal(KEUZES[standaard(rij.bron_einde)])
        rij.mag_kiezen = rij.staat == "open" and policy.NAZORG.mag(actor, "besluiten", rij)
        rij.mag_aanvaarden = rij.staat == "gekozen" and policy.NAZORG.mag(actor, "aanvaarden", rij)
        gelezen(
            object_naam("nazorg_keuze", rij.pk),
            rij.dossier.inwoner.sleutel_id,
            ("naam", "sleutel", "status"),
            gevoeligheid="wvggz",
            gebeurtenis="wvggz.nazorg_gelezen",
        )
    return rijen


def te_doen(actor: Actor, keuze_id: UUID, handeling: str) -> NazorgKeuze:
    """The choice that this act is about; 404 when it does not exist for this actor."""
    rij = next((rij for rij in nazorglijst(actor) if rij.pk == keuze_id), None)
    if rij is None or not policy.NAZORG.mag(actor, handeling, rij):
        raise niet_gevonden("deze keuze")
    return rij
