"""UM-17, UM-18: the melder hears what became of it; then the melding closes, and may open again (Z-06)."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.models import Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt import bronnen, instellingen, policy, queries
from sluitend.meldpunt.actions.triage import bewaar, controleer_versie, werk_gaten_bij
from sluitend.meldpunt.models import Melding, Terugbelpoging, Terugkoppeling, Triage, Uitkomst
from sluitend.meldpunt.opname import schoon
from sluitend.meldpunt.rules import klassen, staten
from sluitend.meldpunt.rules import terugkoppeling as regels
from sluitend.meldpunt.rules.staten import Daad
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.regio.instellingen import waarde
from sluitend.wvggz import queries as wvggz

Staat = Melding.Staat
WIJZEN = ("telefoon", "brief", "email", "persoonlijk", "systeem")


def _meld(rij: Melding, soort: str, **gegevens: object) -> None:
    record(
        f"meldpunt.{soort}",
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens=gegevens,
    )


def voorstel(rij: Melding) -> regels.Terugkoppeling | None:
    """What may be told to this melder, in words; None when there is nobody to tell."""
    melder = rij.melder
    publiek = regels.publiek_van(
        soort=melder.soort, relatie=melder.relatie, kanaal=rij.kanaal, anoniem=melder.anoniem
    )
    if publiek is regels.Publiek.ANONIEM:
        return None
    opgepakt = rij.opgepakt_op is not None or rij.afgehandeld_op is not None
    return regels.stel_op(
        publiek,
        regels.Opvolging(
            nummer=rij.nummer or "",
            opgepakt=opgepakt,
            team=rij.team.naam if rij.team else "",
            contactpersoon=rij.eigenaar.naam if rij.eigenaar else "",
        ),
    )


def noteer_poging(*, actor: Actor, melding_id: UUID | str) -> Melding:
    """The melder was called and did not answer."""
    with schrijven(actor) as eenheid:
        rij = _terug_te_koppelen(actor, melding_id, None)
        Terugbelpoging.objects.create(
            regio_id=rij.regio_id, melding=rij, op=eenheid.nu, door_id=actor.medewerker_id
        )
        _meld(rij, "terugbelpoging", poging=rij.pogingen.count())
        return rij


def _terug_te_koppelen(actor: Actor, melding_id: UUID | str, versie: int | None) -> Melding:
    rij = queries.voor_daad(actor, melding_id)
    policy.TERUGKOPPELING.eis(actor, "aanmaken", rij)
    controleer_versie(rij, versie)
    if rij.staat == Staat.GESLOTEN:
        raise Weigering("staat-past-niet", "Deze melding is al gesloten.", "10 §3")
    return rij


def koppel_terug(
    *,
    actor: Actor,
    melding_id: UUID | str,
    wijze: str = "",
    tekst: str = "",
    niet_mogelijk: str = "",
    versie: int | None = None,
) -> Melding:
    """Note what the melder was told, or the valid reason why that was not possible (UM-17)."""
    with schrijven(actor) as eenheid:
        rij = _terug_te_koppelen(actor, melding_id, versie)
        if wijze and rij.melder.anoniem:
            raise Weigering("melder-anoniem", "De melder is anoniem, terugkoppelen kan niet.", "UM-17")
        if niet_mogelijk:
            pogingen = list(rij.pogingen.values_list("op", flat=True))
            if weigering := regels.mag_zonder(niet_mogelijk, anoniem=rij.melder.anoniem, pogingen=pogingen):
                raise weigering
        elif wijze not in WIJZEN:
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Kies hoe u het heeft verteld.", "UM-17", fouten={"wijze": "kies hoe."}
            )
        gesteld = voorstel(rij)
        Terugkoppeling.objects.create(
            regio_id=rij.regio_id,
            melding=rij,
            wijze="" if niet_mogelijk else wijze,
            sjabloon=gesteld.publiek if gesteld else "",
            tekst="" if niet_mogelijk else (schoon(tekst)[:2000] or (gesteld.tekst if gesteld else "")),
            niet_mogelijk=niet_mogelijk,
            gegeven_op=eenheid.nu,
            door_id=actor.medewerker_id,
        )
        rij.teruggekoppeld_op = rij.teruggekoppeld_op or eenheid.nu
        bewaar(rij, "teruggekoppeld_op")
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=bronnen.naam(rij.pk), soort="terugkoppeling")
        velden = ",".join(gesteld.velden).replace(",", ".") if gesteld and not niet_mogelijk else None
        _meld(
            rij,
            "terugkoppeling_gegeven",
            wijze=wijze or None,
            niet_mogelijk=niet_mogelijk or None,
            velden=velden,
        )
        werk_gaten_bij(rij)
        return rij


def sluit_melding(*, actor: Actor, melding_id: UUID | str, versie: int | None = None) -> Melding:
    """Close: triaged, with an outcome, and the melder was told or there is a valid reason without (Z-06)."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "besluiten", rij)
        controleer_versie(rij, versie)
        onderwerp = bronnen.naam(rij.pk)
        getriageerd, uitkomst, teruggekoppeld, terugbellen = _gedaan(rij)
        if weigering := staten.mag_sluiten(
            getriageerd=getriageerd,
            uitkomst=uitkomst,
            teruggekoppeld=teruggekoppeld,
            zonder_terugkoppeling=rij.melder.anoniem,
            open_terugbelafspraak=terugbellen,
            open_verkennend_onderzoek=wvggz.loopt_voor(rij.pk),
        ):
            raise weigering
        if weigering := staten.mag_overgaan(staten.Staat(rij.staat), Daad.SLUITEN):
            raise weigering
        rij.sluit()
        rij.gesloten_op = eenheid.nu
        bewaar(rij, "staat", "gesloten_op")
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=onderwerp, soort="terugkoppeling")
        _meld(rij, "melding_afgesloten")
        werk_gaten_bij(rij)
        return rij


def _gedaan(rij: Melding) -> tuple[bool, bool, bool, bool]:
    """Whether there is a triage, an outcome, a terugkoppeling, and an appointment to call back that is still open."""
    terugbellen = Taak.objects.filter(
        onderwerp=bronnen.naam(rij.pk), soort="terugbellen", status__in=Taak.OPENSTAAND
    )
    deel = {"melding": OuterRef("pk")}
    vraag = Melding.objects.filter(pk=rij.pk).values_list(
        Exists(Triage.objects.filter(**deel)),
        Exists(Uitkomst.objects.filter(**deel)),
        Exists(Terugkoppeling.objects.filter(**deel)),
        Exists(terugbellen),
    )
    return tuple(vraag.get())


def heropen_melding(
    *, actor: Actor, melding_id: UUID | str, reden: str, versie: int | None = None
) -> Melding:
    """Open again within the days of the region, with a reason; later it becomes a new melding (UM-18)."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING_HEROPENEN.eis(actor, "besluiten", rij)
        controleer_versie(rij, versie)
        if weigering := staten.mag_overgaan(staten.Staat(rij.staat), Daad.HEROPENEN):
            raise weigering
        if weigering := staten.mag_heropenen(
            gesloten_op=rij.gesloten_op or eenheid.nu,
            vandaag=wettelijke_dag(eenheid.nu),
            reden=reden,
            heropen_dagen=int(waarde("heropen_dagen")),
        ):
            raise weigering
        rij.heropen()
        rij.gesloten_op = rij.afgehandeld_op = rij.opgepakt_op = None
        rij.eigenaar = rij.team = None
        klasse = instellingen.klassen().get(rij.urgentie)
        rij.deadline = klassen.norm_triage(eenheid.nu, klasse)
        bewaar(rij, "staat", "gesloten_op", "afgehandeld_op", "opgepakt_op", "eigenaar", "team", "deadline")
        dossieracties.maak_taak(
            actor=actor,
            titel=f"Melding {rij.nummer} is heropend",
            soort="triage",
            uiterlijk=rij.deadline,
            eigenaar_team=queries.meldpuntteam(),
            onderwerp=bronnen.naam(rij.pk),
            prioriteit=2,
        )
        _meld(rij, "melding_heropend")
        werk_gaten_bij(rij)
        return rij


def maak_terugbelafspraak(*, actor: Actor, melding_id: UUID | str, uiterlijk: object, wie: str) -> Taak:
    """An appointment to call back; the melding does not close while it is open (UM-18)."""
    with schrijven(actor):
        rij = _terug_te_koppelen(actor, melding_id, None)
        return dossieracties.maak_taak(
            actor=actor,
            titel=f"Terugbellen over {rij.nummer}: {schoon(wie)[:80]}",
            soort="terugbellen",
            uiterlijk=uiterlijk,  # type: ignore[arg-type]
            eigenaar_team=queries.meldpuntteam(),
            onderwerp=bronnen.naam(rij.pk),
        )
