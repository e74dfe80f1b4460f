"""A secret address waits for a second person: the team that has the regie gets a task for it (UA-20)."""

from datetime import timedelta
from uuid import UUID

from sluitend.dossier.actions import taken
from sluitend.dossier.models import Dossier
from sluitend.kern.tekst import zin as _
from sluitend.platform.eenheid import Eenheid, Gebeurd, ontvanger

SOORT = "afscherming_bevestigen"


def _dossier(gebeurd: Gebeurd) -> Dossier | None:
    pk = UUID(gebeurd.object.partition(":")[2])
    return Dossier.objects.filter(inwoner=pk).exclude(status="gesloten").select_related("regieteam").first()


@ontvanger("inwoners.afscherming_gevraagd")
def vraag_bevestiging(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """The list of the asker works for a day; before that ends somebody else decides."""
    dossier = _dossier(gebeurd)
    if dossier is not None and dossier.regieteam is not None:
        taken.maak_taak(
            actor=eenheid.actor,
            titel=_("Geheim adres bevestigen of beëindigen"),
            soort=SOORT,
            dossier=dossier,
            eigenaar_team=dossier.regieteam,
            uiterlijk=eenheid.nu + timedelta(hours=24),
            prioriteit=1,
        )


@ontvanger("inwoners.afscherming_bevestigd")
@ontvanger("inwoners.adres_vrijgegeven")
def bevestigd(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """Decided: the task is done."""
    if (dossier := _dossier(gebeurd)) is not None:
        taken.rond_taken_van_af(actor=eenheid.actor, dossier=dossier, soort=SOORT, resultaat="beslist")
