"""UR-22: close a dossier, when nothing is left lying."""

from dataclasses import dataclass
from uuid import UUID

from sluitend.dossier import gaten, policy
from sluitend.dossier.actions import regie
from sluitend.dossier.actions.regie import voor_daad
from sluitend.dossier.models import Betrokkenheid, Dossier, Overdracht, Plan, Taak, Traject
from sluitend.dossier.rules import dossier as regels
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import object_naam, record


@dataclass(frozen=True, slots=True)
class Afsluiting:
    """What was filled in to close."""

    reden: str
    slotevaluatie: bool = False
    inwoner_verteld: bool = False
    inwoner_niet_verteld_reden: str = ""
    naaste_verteld: bool = False
    terugkeerpunt: str = ""


def sluit_dossier(*, actor: Actor, dossier_id: UUID, afsluiting: Afsluiting) -> Dossier:
    """Close; refused with the list of what still runs. The regieperioden end with it, nothing is lost."""
    with schrijven(actor) as eenheid:
        dossier = voor_daad(actor, dossier_id)
        policy.DOSSIER.eis(actor, "besluiten", dossier, _("Alleen de regisseur kan het dossier sluiten."))
        if weigering := regels.mag_sluiten(_feiten(dossier, afsluiting)):
            raise weigering
        for taak in Taak.objects.filter(dossier=dossier, status__in=Taak.OPENSTAAND):
            taak.verval(eenheid.nu, "dossier gesloten")
            taak.save()
        for plan in Plan.objects.filter(dossier=dossier, status__in=["actief", "concept"]):
            plan.beeindig()
            plan.save()
            gaten.raak([plan.pk], "G-05")
        dossier.sluit(afsluiting.reden, eenheid.nu)
        dossier.regie_voorlopig = Dossier.Voorlopig.NEE
        dossier.versie += 1
        dossier.save()
        for rol in ("casusregie", "procesregie", "verantwoordelijke_gemeente"):
            regie.sluit_periode(dossier, rol, eenheid.nu)
        Betrokkenheid.objects.filter(dossier=dossier, tot__isnull=True).update(tot=eenheid.nu)
        record(
            "dossier.dossier_gesloten",
            object=object_naam("dossier", dossier.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
            gegevens={"reden": afsluiting.reden},
        )
        gaten.raak([dossier.pk], "G-03", "G-11")
        return dossier


def _feiten(dossier: Dossier, afsluiting: Afsluiting) -> regels.Sluitfeiten:
    open_trajecten = Traject.objects.filter(dossier=dossier, status="open").values_list("soort", flat=True)
    return regels.Sluitfeiten(
        status=dossier.status,
        sluitreden=afsluiting.reden,
        open_trajecten=tuple(open_trajecten),
        open_overdrachten=Overdracht.objects.filter(dossier=dossier, status__in=Overdracht.WACHT).count(),
        slotevaluatie=afsluiting.slotevaluatie,
        inwoner_verteld=afsluiting.inwoner_verteld,
        inwoner_niet_verteld_reden=afsluiting.inwoner_niet_verteld_reden,
        naaste_mag_weten=any(
            "dat_er_hulp_is" in naaste.mag_weten for naaste in dossier.inwoner.naasten.all()
        ),
        naaste_verteld=afsluiting.naaste_verteld,
        terugkeerpunt=afsluiting.terugkeerpunt,
    )
