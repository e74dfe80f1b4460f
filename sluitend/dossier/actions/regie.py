"""Moving regie: the only code that closes and opens regieperioden. Called by the actions that may (Z-01, Z-02)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sluitend.dossier import gaten, policy
from sluitend.dossier.models import Betrokkenheid, Dossier, Overdracht, Plan, Regieperiode, Regievangnet
from sluitend.dossier.rules.overdracht_soorten import CASUSREGIE, FUNCTIES, GEMEENTE, PROCESREGIE
from sluitend.dossier.rules.vervanging import Kandidaat, Vangnet
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.regio import queries as regio
from sluitend.regio.models import Medewerker, Organisatie, Roltoekenning, Team


def niet_gevonden(wat: str = "dit") -> Weigering:
    """Not there, or not yours: the two are the same."""
    return Weigering("niet-gevonden", _("Wij kunnen {wat} niet vinden.", wat=wat), "30 2B", status=404)


def vergrendel(dossier_id: UUID) -> Dossier:
    """The dossier, locked until the commit."""
    return Dossier.objects.select_for_update().get(pk=dossier_id)


def voor_daad(actor: Actor, dossier_id: UUID) -> Dossier:
    """The dossier with its inwoner, locked until the commit, for an act; 404 when it does not exist for this actor."""
    rijen = Dossier.objects.select_for_update(of=("self",)).select_related("inwoner")
    rij = policy.DOSSIER.zichtbaar(rijen, actor).filter(pk=dossier_id).order_by().first()
    if rij is None:
        raise niet_gevonden("dit dossier")
    return rij


def vergrendel_medewerker(medewerker_id: UUID) -> Medewerker:
    """The medewerker, locked: nobody leaves while being made regisseur. Locked before the dossier (2E)."""
    try:
        return Medewerker.objects.select_for_update().get(pk=medewerker_id)
    except Medewerker.DoesNotExist:
        raise niet_gevonden("deze medewerker") from None


def kandidaat(medewerker: Medewerker, rol: str = "casusregisseur") -> Kandidaat:
    """The facts about somebody who may take regie."""
    actief = medewerker.status == Medewerker.Status.ACTIEF
    return Kandidaat(medewerker.pk, actief=actief, heeft_rol=actief and regio.heeft_rol(medewerker, rol))


def houder(organisatie: Organisatie) -> str:
    """How the rules name an organisation that keeps a vangnet: a gemeente by its code."""
    return (
        organisatie.gemeente_id
        if organisatie.soort == "gemeente" and organisatie.gemeente_id
        else str(organisatie.pk)
    )


def vangnetten() -> list[Vangnet]:
    """Every row of the regievangnet of the region that still runs; who lost the role can take nothing over."""
    rijen = Regievangnet.objects.filter(tot__isnull=True).select_related("organisatie", "medewerker")
    bevoegd = set(
        Roltoekenning.objects.filter(
            rol__in=FUNCTIES.values(), tot__isnull=True, medewerker__status=Medewerker.Status.ACTIEF
        ).values_list("medewerker_id", "rol")
    )
    return [
        Vangnet(
            houder(rij.organisatie),
            rij.medewerker_id,
            rij.voor,
            rij.volgorde,
            actief=(rij.medewerker_id, FUNCTIES[rij.voor]) in bevoegd,
        )
        for rij in rijen
    ]


def contactteam(gemeente: str) -> Team:
    """The team that is contact for a gemeente van herkomst (Z-03): its lokaal team, else any team of the gemeente."""
    vervulling = regio.functie_voor("lokaal_team", gemeente, huidig().nu.date())
    if vervulling and vervulling.team:
        return vervulling.team
    team = Team.objects.filter(organisatie__gemeente=gemeente, tot__isnull=True).order_by("naam").first()
    if team is None:
        raise Weigering(
            "geen-contactteam",
            _("Voor deze gemeente is nog geen lokaal team ingevuld. Waarschuw de functioneel beheerder."),
            "Z-03",
        )
    return team


def sluit_periode(dossier: Dossier, rol: str, tot: datetime) -> Regieperiode | None:
    """End the open period of a role; written once."""
    periode = Regieperiode.objects.filter(dossier=dossier, rol=rol, tot__isnull=True).first()
    if periode is not None:
        periode.tot = tot
        periode.save(update_fields=["tot"])
    return periode


def verplaats(
    dossier: Dossier,
    onderdelen: Iterable[str],
    overdracht: Overdracht,
    *,
    regisseur: Medewerker,
    team: Team | None,
    grond: str,
    nu: datetime,
) -> None:
    """Move the parts of an accepted overdracht: the old period ends at the instant the new one starts."""
    velden = ["versie"]
    dossier.versie += 1
    for onderdeel in onderdelen:
        if onderdeel == GEMEENTE:
            waarde: dict[str, object] = {"gemeente": overdracht.naar_gemeente}
            dossier.verantwoordelijke_gemeente = overdracht.naar_gemeente
            velden.append("verantwoordelijke_gemeente")
        elif onderdeel in (CASUSREGIE, PROCESREGIE):
            waarde = {"medewerker": regisseur}
            veld = "casusregisseur" if onderdeel == CASUSREGIE else "procesregisseur"
            setattr(dossier, veld, regisseur)
            velden.append(veld)
            if onderdeel == CASUSREGIE:
                dossier.regieteam = team
                dossier.regie_voorlopig = grond if grond == "nood" else Dossier.Voorlopig.NEE
                velden += ["regieteam", "regie_voorlopig"]
        else:
            continue
        vorige = sluit_periode(dossier, onderdeel, nu)
        Regieperiode.objects.create(
            regio_id=dossier.regio_id,
            dossier=dossier,
            rol=onderdeel,
            van=nu,
            grond=grond,
            overdracht=overdracht,
            vorige=vorige,
            **waarde,
        )
    dossier.save(update_fields=velden)
    if team is not None:
        betrek(dossier, team, "casusregie", nu)


def werk_gaten_bij(dossier: Dossier) -> None:
    """The gaps of a dossier follow whoever has the lead now."""
    gaten.raak([dossier.pk], "G-03", "G-11")
    plannen = Plan.objects.filter(dossier=dossier, status=Plan.Status.ACTIEF)
    gaten.raak(plannen.values_list("pk", flat=True), "G-05")


def betrek(dossier: Dossier, team: Team, functie: str, nu: datetime) -> None:
    """Note that the organisation of a team is active around this resident; once while it lasts."""
    Betrokkenheid.objects.get_or_create(
        inwoner_id=dossier.inwoner_id,
        organisatie_id=team.organisatie_id,
        team=team,
        tot__isnull=True,
        defaults={"regio_id": dossier.regio_id, "dossier": dossier, "functie": functie, "sinds": nu},
    )
