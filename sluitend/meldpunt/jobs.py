"""What follows on a melding after its commit. Jobs carry ids only, and doing one twice changes nothing.

They are ordered by the events that ask for them, so that whoever takes a melding in knows nothing of what follows.
"""

from django.core.mail import send_mail
from django_tasks import task

from sluitend.kern.kalender import lokaal, moment_tekst
from sluitend.meldpunt import queries
from sluitend.meldpunt.actions.bewaken import bewaak_normen
from sluitend.meldpunt.actions.opvolgen import zet_op_lijst
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import Eenheid, Gebeurd, lezen, ontvanger, schrijven
from sluitend.platform.models import Regio
from sluitend.regio.instellingen import waarde


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


@task()
def mail_piketgaten(regio_code: str) -> None:
    """Mail the holes of the roster as they are now; no name of a person is in it (UM-20)."""
    regio = Regio.objects.get(code=regio_code)
    with lezen(systeem(regio)) as eenheid:
        naar, gaten = str(waarde("piket_mail")), queries_piket.piketgaten(eenheid.nu)
        namen = queries.kaart().namen
    if not naar or not gaten:
        return
    regels = [
        f"- {ROUTES[gat.functie].label}: {moment_tekst(lokaal(gat.van))} tot {moment_tekst(lokaal(gat.tot))}, "
        f"{', '.join(namen[code] for code in gat.gemeenten)}"
        for gat in gaten
    ]
    send_mail(
        subject=f"Piketrooster {regio.naam}: {len(gaten)} keer is er niemand",
        message="In de komende veertien dagen is er niemand ingeroosterd voor:\n\n"
        + "\n".join(regels)
        + "\n\nVul het rooster aan in Sluitend, onder Piket.\n",
        from_email=None,
        recipient_list=[naar],
    )


@ontvanger("meldpunt.piketmail_gevraagd")
def na_piketmail(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """The holes of today were not mailed yet."""
    mail_piketgaten.enqueue(eenheid.actor.regio_code)
