"""Early signals become tasks with an owner, once each (chapter 10 §5.5; UM-22, F120, B07, B32, F94)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.models import Contact
from sluitend.kern.kalender import begin_dag, einde_dag, werkdag_na, wettelijke_dag
from sluitend.meldpunt import bronnen, queries
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules import vroegsignalen as regels
from sluitend.meldpunt.rules.vroegsignalen import Feit, Soort, Vondst
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Gebeurtenis
from sluitend.regio import queries as regio
from sluitend.regio.models import Team

GEBEURTENIS = "meldpunt.vroegsignaal_gevonden"
TERUGKIJK = timedelta(days=400)
# How long the same finding about the same person or address is not told again.
HERHAAL = {Soort.PARTNERS: 90, Soort.ADRES: 30}
WERKDAGEN = 3


def zoek_vroegsignalen(*, actor: Actor, nu: datetime | None = None) -> list[Vondst]:
    """Find what meldingen say together, and give each finding to who must act. Idempotent: told once."""
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        vondsten = regels.zoek(_feiten(eenheid), eenheid.nu)
        bekend = _eerder(eenheid)
        nieuw = [v for v in vondsten if (v.soort, v.over) not in bekend]
        rijen = Melding.objects.select_related("inwoner", "gemeente", "bron_organisatie").in_bulk(
            [UUID(v.melding) for v in nieuw]
        )
        for vondst in nieuw:
            _geef_taak(eenheid, vondst, rijen[UUID(vondst.melding)])
        return nieuw


def _feiten(eenheid: Eenheid) -> list[Feit]:
    """The meldingen that any rule may look at, in a constant number of queries; melders only where two must differ."""
    nu = eenheid.nu
    rijen = (
        Melding.objects.exclude(staat=Melding.Staat.CONCEPT)
        .filter(
            Q(ontvangen_op__gte=begin_dag(wettelijke_dag(nu)) - timedelta(days=regels.PARTNERDAGEN + 1))
            | Q(staat__in=Melding.OPEN, ontvangen_op__gte=nu - TERUGKIJK)
        )
        .select_related("opgave", "melder")
        .prefetch_related("signalen")
    )
    acties = _acties(nu - TERUGKIJK)
    uit = []
    for rij in rijen:
        signalen = queries.laatste_antwoorden(rij.signalen.all())
        uit.append(
            Feit(
                str(rij.pk),
                rij.ontvangen_op,
                str(rij.inwoner_id or ""),
                _adres(eenheid, rij),
                str(rij.bron_organisatie_id or ""),
                "" if rij.inwoner_id or not rij.opgave.postcode else _melder(rij),
                rij.ontruimingsdatum if signalen.get("uithuiszetting_dreigt") else None,
                rij.staat == Melding.Staat.GESLOTEN,
                rij.opgepakt_op or _na(rij, acties),
            )
        )
    return uit


def _acties(sinds: datetime) -> dict[UUID, list[datetime]]:
    """Per resident when somebody acted: took up a melding, or reached the person."""
    acties: dict[UUID, list[datetime]] = {}
    opgepakt = Melding.objects.filter(inwoner__isnull=False, opgepakt_op__gte=sinds)
    for inwoner, op in opgepakt.values_list("inwoner_id", "opgepakt_op"):
        acties.setdefault(inwoner, []).append(op)
    contacten = Contact.objects.filter(resultaat__in=Contact.GELUKT, gebeurd_op__gte=sinds)
    for inwoner, op in contacten.values_list("dossier__inwoner_id", "gebeurd_op"):
        acties.setdefault(inwoner, []).append(op)
    return acties


def _na(rij: Melding, acties: dict[UUID, list[datetime]]) -> datetime | None:
    return min((op for op in acties.get(rij.inwoner_id, ()) if op >= rij.ontvangen_op), default=None)


def _adres(eenheid: Eenheid, rij: Melding) -> str:
    """The address as a keyed hash: the finding names it in an event, and events hold no address."""
    opgave = rij.opgave
    if not (opgave.postcode and opgave.huisnummer):
        return ""
    tekst = f"{opgave.postcode} {opgave.huisnummer}{opgave.toevoeging}".lower()
    return sleutels.zoekindex(eenheid.actor.regio_code, tekst, "adres")


def _melder(rij: Melding) -> str:
    """What tells this melder from another one; never leaves this function's caller."""
    if rij.melder.anoniem:
        return ""
    melder = queries.open_melder(rij)
    return (melder.telefoon or melder.email or melder.naam or melder.organisatie).casefold()


def _eerder(eenheid: Eenheid) -> set[tuple[Soort, str]]:
    """What was told before: once for a melding, again after the window for a person or an address."""
    uit = set()
    for gegevens, tijd in Gebeurtenis.objects.filter(soort=GEBEURTENIS).values_list("gegevens", "tijd"):
        soort = Soort(gegevens["regel"])
        if soort not in HERHAAL or tijd > eenheid.nu - timedelta(days=HERHAAL[soort]):
            uit.add((soort, str(gegevens["over"])))
    return uit


def _geef_taak(eenheid: Eenheid, vondst: Vondst, rij: Melding) -> None:
    titel, team, uiterlijk = _opdracht(eenheid, vondst, rij)
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=titel[:200],
        soort=f"vroegsignaal_{vondst.soort}",
        uiterlijk=uiterlijk,
        eigenaar_team=team,
        onderwerp=bronnen.naam(rij.pk),
        dossier=rij.dossier,
        prioriteit=2 if vondst.soort is Soort.ONTRUIMING else 1,
    )
    record(
        GEBEURTENIS,
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens={"regel": vondst.soort.value, "over": vondst.over, "dagen": vondst.dagen, "team": team.pk},
    )


def _opdracht(eenheid: Eenheid, vondst: Vondst, rij: Melding) -> tuple[str, Team, datetime]:
    dag = wettelijke_dag(eenheid.nu)
    over_drie = einde_dag(werkdag_na(dag, WERKDAGEN))
    if vondst.soort is Soort.PARTNERS:
        return (
            f"Overleg voorstellen: meer organisaties meldden zich ({rij.nummer})",
            _team(rij, "lokaal_team"),
            over_drie,
        )
    if vondst.soort is Soort.ADRES:
        return (
            f"Zoek uit wie hier woont: meer melders op één adres ({rij.nummer})",
            queries.meldpuntteam(),
            over_drie,
        )
    if vondst.soort is Soort.ONTRUIMING:
        corporatie = rij.bron_organisatie
        wie = corporatie.naam if corporatie and corporatie.soort == "corporatie" else "de corporatie"
        titel = f"Ontruiming over {vondst.dagen} dagen: voorkom die met {wie} ({rij.nummer})"
        return titel, _team(rij, "lokaal_team"), einde_dag(rij.ontruimingsdatum or dag)
    titel = f"Al {vondst.dagen} dagen een zorg zonder actie: neem over ({rij.nummer})"
    return titel, _team(rij, "bemoeizorg"), over_drie


def _team(rij: Melding, functie: str) -> Team:
    vervulling = regio.functie_voor(functie, rij.gemeente_id, wettelijke_dag(rij.ontvangen_op))
    return vervulling.team if vervulling and vervulling.team_id else queries.meldpuntteam()
