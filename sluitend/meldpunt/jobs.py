"""What follows on a melding after its commit. Jobs carry ids only, and doing one twice changes nothing.

They are ordered by the events that ask for them, so that whoever takes a melding in knows nothing of what follows.
"""

from django_tasks import task

from sluitend.meldpunt.actions.bewaken import bewaak_normen
from sluitend.meldpunt.actions.opvolgen import zet_op_lijst
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import Eenheid, Gebeurd, ontvanger, schrijven
from sluitend.platform.models import Regio


@task()
def verwerk_ontvangst(regio_code: str, melding_id: str) -> None:
    """Put the melding on the list of the meldpunt as a task."""
    regio = Regio.objects.get(code=regio_code)
    with schrijven(systeem(regio), stil=True) as eenheid:
        zet_op_lijst(actor=eenheid.actor, melding_ids=[melding_id])


@task()
def verwerk_import(regio_code: str) -> None:
    """Bring the list of the meldpunt up to date after an import."""
    regio = Regio.objects.get(code=regio_code)
    bewaak_normen(actor=systeem(regio))


@ontvanger("meldpunt.melding_ontvangen")
def na_ontvangst(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """A melding came in."""
    verwerk_ontvangst.enqueue(eenheid.actor.regio_code, gebeurd.object.removeprefix("melding:"))


@ontvanger("meldpunt.politie_ingelezen")
def na_import(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """A file came in; one with counts only puts nothing on the list."""
    if gebeurd.gegevens.get("meldingen"):
        verwerk_import.enqueue(eenheid.actor.regio_code)
