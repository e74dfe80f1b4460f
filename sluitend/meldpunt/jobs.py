"""What follows on a melding after its commit. Jobs carry ids only, and doing one twice changes nothing."""

from django_tasks import task

from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Regio


@task()
def verwerk_ontvangst(regio_code: str, melding_id: str) -> None:
    """Put the melding on the list of the meldpunt as a task."""
    from sluitend.meldpunt.actions.opvolgen import zet_op_lijst

    regio = Regio.objects.get(code=regio_code)
    with schrijven(systeem(regio), stil=True) as eenheid:
        zet_op_lijst(actor=eenheid.actor, melding_ids=[melding_id])


@task()
def verwerk_import(regio_code: str) -> None:
    """Bring the list of the meldpunt up to date after an import."""
    from sluitend.meldpunt.actions.bewaken import bewaak_normen

    regio = Regio.objects.get(code=regio_code)
    bewaak_normen(actor=systeem(regio))
