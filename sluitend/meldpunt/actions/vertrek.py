"""When somebody leaves, what they had taken up is offered to their team again: a melding never waits for nobody."""

from uuid import UUID

from sluitend.dossier import actions as dossieracties
from sluitend.meldpunt import bronnen
from sluitend.meldpunt.actions.triage import Ontvanger, bewaar, bied_aan, werk_gaten_bij
from sluitend.meldpunt.models import Melding
from sluitend.platform.eenheid import Eenheid, Gebeurd, ontvanger
from sluitend.platform.gebeurtenissen import record

Staat = Melding.Staat


@ontvanger("dossier.medewerker_vertrokken")
def bied_opnieuw_aan(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """Offer again what was taken up; no clock restarts (UM-13, UR-20). Of the rest only the name goes."""
    wie = UUID(gebeurd.object.removeprefix("medewerker:"))
    for rij in (
        Melding.objects.select_for_update(of=("self",))
        .select_related("inwoner", "team", "melder")
        .filter(eigenaar=wie)
        .exclude(staat=Staat.GESLOTEN)
    ):
        opgepakt, rij.eigenaar = rij.staat == Staat.OPGEPAKT, None
        if not opgepakt:
            bewaar(rij, "eigenaar")
            werk_gaten_bij(rij)
            continue
        rij.geef_terug()
        rij.trieer()
        rij.opgepakt_op = None
        bewaar(rij, "staat", "eigenaar", "opgepakt_op")
        onderwerp = bronnen.naam(rij.pk)
        dossieracties.rond_taken_van_af(actor=eenheid.actor, onderwerp=onderwerp, resultaat="vertrokken")
        record(
            "meldpunt.melding_teruggegeven",
            object=onderwerp,
            betrokkene=rij.betrokkene_pseudoniem,
            dossier=rij.dossier_id,
            gegevens={"reden": "vertrokken", "van": wie},
        )
        bied_aan(eenheid, rij, Ontvanger(rij.team, rij.route, rij.team.naam) if rij.team else None)
