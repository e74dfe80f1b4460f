"""The person an act is about: visible to this actor, allowed, and as it was on the screen."""

from typing import Any
from uuid import UUID

from sluitend.inwoners import policy, queries
from sluitend.inwoners.gegevens import schoon
from sluitend.inwoners.models import Inwoner
from sluitend.inwoners.queries.personen import vind
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor


def te_tonen(actor: Actor, inwoner_id: UUID | str, beleid: Any, reden: str) -> Inwoner:
    """The person of whom a slot field may be shown; whoever may not gets 404 (chapter 30 2B)."""
    persoon = policy.rijen(beleid, vind(inwoner_id).select_related("sleutel"), actor, "tonen").first()
    if persoon is None:
        raise queries.BestaatNiet
    if len(schoon(reden)) < 10:
        tekst = _("Geef een reden van ten minste 10 tekens.")
        raise OngeldigeInvoer("reden-nodig", tekst, "30 2B", fouten={"reden": tekst})
    return persoon


def te_wijzigen(
    actor: Actor, inwoner_id: UUID | str, versie: int | None, *, beleid: Any = policy.INWONER
) -> Inwoner:
    """The locked row for a change by this actor, who saw this version of it."""
    persoon = queries.voor_wijziging(actor, inwoner_id)
    beleid.eis(actor, "wijzigen", persoon)
    if persoon.samengevoegd_in_id is not None:
        raise Weigering("samengevoegd", _("Deze persoon is samengevoegd met een andere."), "12 UR-04")
    if versie is not None and persoon.versie != versie:
        raise Weigering("intussen-gewijzigd", _("Intussen gewijzigd. Uw invoer staat er nog."), "12 7")
    return persoon
