"""What the meldpunt shows on the pages of the dossier: its meldingen, and the melding behind a gap (12 §6)."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import erbij
from sluitend.dossier.erbij import Kaart, Verwijzing
from sluitend.dossier.models import Dossier
from sluitend.meldpunt import policy
from sluitend.meldpunt.models import Melding
from sluitend.platform.actor import Actor

HOOGSTENS = 20


def _verwijzing(rij: Melding) -> Verwijzing:
    return Verwijzing(
        rij.nummer or "", reverse("melding", args=[rij.pk]), rij.ontvangen_op, str(rij.get_staat_display())
    )


@erbij.kaart
def meldingen_van(actor: Actor, dossier: Dossier) -> Kaart:
    """The meldingen of this dossier that this actor may see, the newest first: number, date, state.

    The page of the dossier leaves the read line.
    """
    rijen = policy.zichtbaar(actor).filter(dossier=dossier).order_by("-ontvangen_op", "-pk")[:HOOGSTENS]
    return Kaart(_("Meldingen"), [_verwijzing(rij) for rij in rijen])


@erbij.onderwerp("melding")
def meldingen(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Verwijzing]:
    """The meldingen with these ids that this actor may see."""
    return {rij.pk: _verwijzing(rij) for rij in policy.zichtbaar(actor).filter(pk__in=ids)}
