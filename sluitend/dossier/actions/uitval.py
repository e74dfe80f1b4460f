"""UR-19 and UR-20: absence, a vervanger, leaving. Nobody leaves a dossier behind (Z-01)."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from sluitend.dossier import gaten
from sluitend.dossier.actions import regie, taken
from sluitend.dossier.actions.overdracht import trek_in_bij_vertrek
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import (
    Afwezigheid,
    Dossier,
    Overdracht,
    OverdrachtOnderdeel,
    Regievangnet,
    Taak,
    Traject,
    Vervanging,
)
from sluitend.dossier.rules import overdracht as overdrachtregels
from sluitend.dossier.rules import vervanging as regels
from sluitend.dossier.rules.tijd import eod
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.platform.rechten import rechten
from sluitend.regio import queries as regio
from sluitend.regio.actions import beeindig_rol
from sluitend.regio.models import Medewerker, Organisatie, Roltoekenning, Team


def meld_afwezig(*, actor: Actor, medewerker_id: UUID, van: date, tot: date | None = None) -> Afwezigheid:
    """Say that somebody will not be there; why is not stored. Own absence, or of a colleague by the teamleider."""
    with schrijven(actor):
        _mag_regelen(actor, medewerker_id)
        if tot is not None and tot < van:
            tekst = _("De einddatum ligt voor de begindatum.")
            raise OngeldigeInvoer("periode-omgekeerd", tekst, "UR-19", fouten={"tot": tekst})
        overlap = Afwezigheid.objects.filter(medewerker=medewerker_id).exclude(tot__lt=van)
        if tot is not None:
            overlap = overlap.exclude(van__gt=tot)
        if overlap.exists():
            tekst = _("Er staat al een afwezigheid in deze periode.")
            raise OngeldigeInvoer("afwezigheid-overlapt", tekst, "UR-19", fouten={"van": tekst})
        if not Medewerker.objects.filter(pk=medewerker_id).exists():
            raise niet_gevonden("deze medewerker")
        rij = Afwezigheid.objects.create(
            regio_id=actor.regio_id, medewerker_id=medewerker_id, van=van, tot=tot
        )
        record(
            "dossier.afwezig_gemeld",
            object=object_naam("medewerker", medewerker_id),
            gegevens={"van": van},
            actie="C",
        )
        _werk_g11_bij(medewerker_id)
        return rij


def beeindig_afwezigheid(*, actor: Actor, afwezigheid_id: UUID, tot: date) -> Afwezigheid:
    """Back at work the day after `tot`."""
    with schrijven(actor):
        rij = Afwezigheid.objects.select_for_update().filter(pk=afwezigheid_id).first()
        if rij is None:
            raise niet_gevonden("deze afwezigheid")
        _mag_regelen(actor, rij.medewerker_id)
        if tot < rij.van:
            rij.delete()
        else:
            rij.tot = tot
            rij.save(update_fields=["tot"])
        record(
            "dossier.afwezigheid_beeindigd",
            object=object_naam("medewerker", rij.medewerker_id),
            gegevens={"tot": tot},
        )
        _werk_g11_bij(rij.medewerker_id)
        return rij


def _mag_regelen(actor: Actor, medewerker_id: UUID) -> None:
    if actor.is_systeem or actor.medewerker_id == medewerker_id:
        return
    if any(recht.reikwijdte == "regio" for recht in rechten(actor.rol, "vervanging", "instellen")):
        return
    zelfde_team = Roltoekenning.objects.filter(
        medewerker=medewerker_id, team__in=actor.team_ids, tot__isnull=True
    )
    if "teamleider" in actor.functies and zelfde_team.exists():
        return
    raise Weigering(
        "geen_bevoegdheid", _("Alleen u zelf of uw teamleider kan dit regelen."), "UR-19", status=403
    )


def _werk_g11_bij(medewerker_id: UUID) -> None:
    ids = (
        Dossier.objects.exclude(status="gesloten")
        .filter(casusregisseur=medewerker_id)
        .values_list("pk", flat=True)
    )
    gaten.raak(ids, "G-11")


def vraag_vervanging(*, actor: Actor, voor_id: UUID, door_id: UUID, van: date, tot: date) -> Vervanging:
    """Ask a colleague to stand in; it counts from the colleague's yes."""
    with schrijven(actor) as eenheid:
        _mag_regelen(actor, voor_id)
        door = regie.vergrendel_medewerker(door_id)
        feiten = regie.kandidaat(door)
        afwezig = tuple(regels.Afwezigheid(a.van, a.tot) for a in door.afwezigheden.all())
        if weigering := regels.mag_vervangen(
            voor=voor_id,
            van=van,
            tot=tot,
            door=regels.Kandidaat(
                door.pk, actief=feiten.actief, heeft_rol=feiten.heeft_rol, afwezigheden=afwezig
            ),
        ):
            raise weigering
        rij = Vervanging.objects.create(regio_id=actor.regio_id, voor_id=voor_id, door=door, van=van, tot=tot)
        taken.maak_taak(
            actor=actor,
            titel=_("Vervanging beantwoorden"),
            soort="vervanging",
            eigenaar_medewerker=door,
            onderwerp=object_naam("vervanging", rij.pk),
            uiterlijk=max(eod(van), eenheid.nu),
        )
        record(
            "dossier.vervanging_gevraagd",
            object=object_naam("vervanging", rij.pk),
            gegevens={"van": van, "tot": tot},
            actie="C",
        )
        return rij


def beantwoord_vervanging(*, actor: Actor, vervanging_id: UUID, aanvaard: bool) -> Vervanging:
    """Say yes or no to standing in; only the asked colleague can."""
    with schrijven(actor):
        rij = (
            Vervanging.objects.select_for_update().filter(pk=vervanging_id, door=actor.medewerker_id).first()
        )
        if rij is None:
            raise niet_gevonden("deze vervanging")
        if rij.status != Vervanging.Status.GEVRAAGD:
            raise Weigering("vervanging-beantwoord", _("Deze vervanging is al beantwoord."), "UR-19")
        rij.status = Vervanging.Status.AANVAARD if aanvaard else Vervanging.Status.GEWEIGERD
        rij.save(update_fields=["status"])
        taken.rond_taken_van_af(
            actor=actor, onderwerp=object_naam("vervanging", rij.pk), resultaat=rij.status
        )
        record(
            "dossier.vervanging_beantwoord",
            object=object_naam("vervanging", rij.pk),
            gegevens={"aanvaard": aanvaard},
        )
        _werk_g11_bij(rij.voor_id)
        return rij


def zet_in_vangnet(
    *, actor: Actor, organisatie: Organisatie, medewerker: Medewerker, volgorde: int = 1
) -> Regievangnet:
    """A regisseur signs to accept in advance whatever falls in this organisation (12 2B regievangnet)."""
    with schrijven(actor) as eenheid:
        if not regie.kandidaat(medewerker).heeft_rol:
            raise Weigering(
                "vangnet-zonder-rol", _("Deze collega is niet actief als casusregisseur."), "UR-20"
            )
        return Regievangnet.objects.create(
            regio_id=actor.regio_id,
            organisatie=organisatie,
            medewerker=medewerker,
            volgorde=volgorde,
            staande_aanvaarding_op=eenheid.nu,
        )


def beeindig_medewerker(*, actor: Actor, medewerker_id: UUID) -> int:
    """End somebody's work: every dossier moves to the vangnet in this one transaction; returns how many (UR-20).

    The last vangnet of an organisation cannot leave before a successor has signed. Open tasks go to the team.
    """
    with schrijven(actor) as eenheid:
        _mag_beeindigen(actor, medewerker_id)
        medewerker = regie.vergrendel_medewerker(medewerker_id)
        if medewerker.status == Medewerker.Status.UIT_DIENST:
            raise Weigering("al-uit-dienst", _("Deze medewerker is al uit dienst."), "UR-20")
        rijen = regie.vangnetten()
        organisatie = medewerker.organisatie
        if weigering := regels.mag_vangnet_beeindigen(
            rijen,
            gebruiker=medewerker.pk,
            organisatie=regie.houder(organisatie),
            organisatie_naam=organisatie.naam,
        ):
            raise weigering
        aantal = 0
        geleid = Dossier.objects.exclude(status="gesloten").filter(
            Q(casusregisseur=medewerker) | Q(procesregisseur=medewerker)
        )
        for dossier_id in list(geleid.order_by("pk").values_list("pk", flat=True)):
            dossier = regie.vergrendel(dossier_id)
            if dossier.casusregisseur_id == medewerker.pk:
                _noodoverdracht(eenheid, dossier, medewerker, rijen)
            if dossier.procesregisseur_id == medewerker.pk:
                _noodoverdracht(eenheid, dossier, medewerker, rijen, rol="procesregie")
            aantal += 1
        trek_in_bij_vertrek(actor=actor, vertrekt=medewerker)
        _werk_naar_team(eenheid, medewerker)
        Regievangnet.objects.filter(medewerker=medewerker, tot__isnull=True).update(tot=eenheid.nu)
        for toekenning in Roltoekenning.objects.select_for_update().filter(
            medewerker=medewerker, tot__isnull=True
        ):
            beeindig_rol(toekenning=toekenning, nu=eenheid.nu)
        medewerker.status, medewerker.uit_dienst_op = Medewerker.Status.UIT_DIENST, eenheid.nu
        medewerker.save(update_fields=["status", "uit_dienst_op"])
        record(
            "dossier.medewerker_vertrokken",
            object=object_naam("medewerker", medewerker.pk),
            gegevens={"dossiers": aantal},
        )
        return aantal


def _mag_beeindigen(actor: Actor, medewerker_id: UUID) -> None:
    """The functioneel beheerder for everybody but himself; the teamleider for the own team (UR-20)."""
    if actor.is_systeem:
        return
    if actor.medewerker_id != medewerker_id:
        if any(recht.reikwijdte == "regio" for recht in rechten(actor.rol, "medewerker", "wijzigen")):
            return
        zelfde_team = Roltoekenning.objects.filter(
            medewerker=medewerker_id, team__in=actor.team_ids, tot__isnull=True
        )
        if "teamleider" in actor.functies and zelfde_team.exists():
            return
    raise Weigering("geen_bevoegdheid", _("Alleen de beheerder of teamleider kan dit."), "UR-20", status=403)


def _noodoverdracht(
    eenheid: Eenheid, dossier: Dossier, van: Medewerker, rijen: list[regels.Vangnet], rol: str = "casusregie"
) -> None:
    """Accepted in advance by the vangnet: Z-01 and Z-02 hold at each instant; G-11 says it must be done properly."""
    keuze = regels.kies_noodregisseur(
        rijen,
        organisatie=regie.houder(van.organisatie),
        organisatie_naam=van.organisatie.naam,
        gemeente=dossier.verantwoordelijke_gemeente_id,
        rol=rol,
        vertrekt=van.pk,
    )
    if isinstance(keuze, Weigering):
        if rol == "procesregie":
            tekst = _(
                "Voor de procesregie van {nummer} is er geen regievangnet. Draag die eerst over.",
                nummer=dossier.nummer,
            )
            raise Weigering("geen-regievangnet", tekst, "UR-20")
        raise keuze
    regisseur = regie.vergrendel_medewerker(keuze.gebruiker)  # type: ignore[arg-type]
    team = regio.team_van(regisseur, "casusregisseur" if rol == "casusregie" else "procesregisseur")
    nood = Overdracht(
        regio_id=dossier.regio_id,
        dossier=dossier,
        soort="nood",
        van_medewerker=van,
        van_team=dossier.regieteam,
        naar_medewerker=regisseur,
        naar_team=team,
        reden="Wegens uitval",
        aangemaakt_op=eenheid.nu,
    )
    nood.aanvaard(regisseur, eenheid.nu, overdrachtregels.eerste_contact_uiterlijk("nood", eenheid.nu))
    nood.save(force_insert=True)
    OverdrachtOnderdeel.objects.create(
        regio_id=dossier.regio_id, overdracht=nood, dossier=dossier, onderdeel=rol, open=False
    )
    regie.verplaats(dossier, [rol], nood, regisseur=regisseur, team=team, grond="nood", nu=eenheid.nu)
    taken.maak_taak(
        actor=eenheid.actor,
        titel=_("Regie opnieuw verdelen"),
        soort="verdelen",
        dossier=dossier,
        eigenaar_team=team,
        eigenaar_medewerker=None if team else regisseur,
        uiterlijk=eenheid.nu,
        prioriteit=3,
    )
    record(
        "dossier.noodoverdracht_uitgevoerd",
        object=object_naam("overdracht", nood.pk),
        dossier=dossier.pk,
        betrokkene=dossier.inwoner.sleutel_id,
        gegevens={"naar": regisseur.pk},
        actie="C",
    )
    regie.werk_gaten_bij(dossier)


def _werk_naar_team(eenheid: Eenheid, medewerker: Medewerker) -> None:
    """Open tasks and trajecten of the leaver go to the team, or to the regisseur of the dossier.

    Whoever had no team leaves them to a team of the organisation; without any they go to whoever ends the work.
    """
    rol = (
        Roltoekenning.objects.filter(medewerker=medewerker, tot__isnull=True, team__isnull=False)
        .select_related("team")
        .first()
    )
    rest = (
        Team.objects.filter(organisatie=medewerker.organisatie_id, tot__isnull=True).order_by("naam").first()
    )
    for taak in (
        Taak.objects.select_for_update(of=("self",))
        .filter(eigenaar_medewerker=medewerker, status__in=Taak.OPENSTAAND)
        .select_related("dossier")
    ):
        if rol is not None:
            taak.eigenaar_team, taak.eigenaar_medewerker = rol.team, None
        elif taak.dossier_id and taak.dossier.casusregisseur_id != medewerker.pk:
            taak.eigenaar_medewerker_id = taak.dossier.casusregisseur_id
        elif rest is not None:
            taak.eigenaar_team, taak.eigenaar_medewerker = rest, None
        elif eenheid.actor.medewerker_id:
            taak.eigenaar_medewerker_id = eenheid.actor.medewerker_id
        taak.eigenaar_sinds = eenheid.nu
        taak.save()
    for traject in (
        Traject.objects.select_for_update(of=("self",))
        .filter(eigenaar_medewerker=medewerker, status="open")
        .select_related("dossier")
    ):
        if rol is not None:
            traject.eigenaar_team, traject.eigenaar_medewerker = rol.team, None
        else:
            traject.eigenaar_medewerker_id = traject.dossier.casusregisseur_id
        traject.save()
