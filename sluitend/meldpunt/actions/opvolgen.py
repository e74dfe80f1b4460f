"""UM-06, UM-12 to UM-16, UM-25: who it is about, taking it up, giving it back, sending it on, what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.models import Dossier, Taak
from sluitend.inwoners import actions as inwoneracties
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.inwoners.models import Inwoner
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.kalender import einde_dag, lokaal, werkdag_na, wettelijke_dag
from sluitend.meldpunt import bronnen, instellingen, policy, queries
from sluitend.meldpunt.actions.triage import (
    bewaar,
    bied_aan,
    controleer_versie,
    vraag_beheerder,
    werk_gaten_bij,
)
from sluitend.meldpunt.models import (
    Bundel,
    Doorleiding,
    Doorverbinding,
    Herkenningsbesluit,
    Melding,
    Tekstversie,
    Triage,
    Uitkomst,
)
from sluitend.meldpunt.opname import schoon
from sluitend.meldpunt.queries import bundels
from sluitend.meldpunt.rules import klassen, staten
from sluitend.meldpunt.rules.routes import ROUTES, Soort
from sluitend.meldpunt.rules.staten import Daad
from sluitend.meldpunt.rules.triagetabel import STANDAARD_NAAM, STANDAARD_VERSIE
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Regio
from sluitend.regio import queries as regio
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Medewerker, Team
from sluitend.wvggz import actions as wvggz

Staat = Melding.Staat
BESLUITEN = ("zelfde", "andere", "later")
GEEN_ACTIE_REDENEN = (
    "al_hulp",
    "geen_zorg_nodig",
    "wil_niet_en_geen_gevaar",
    "te_weinig_gegevens",
    "buiten_doelgroep",
)
DOORSTUURREDENEN = ("verblijft_elders", "verhuisd")
OVERGENOMEN = ("ja", "nee", "melder_belt_zelf")
MET_DOSSIER = (Uitkomst.Soort.DOSSIER_GEOPEND, Uitkomst.Soort.TOEGEVOEGD)


def _onderwerp(rij: Melding) -> str:
    return bronnen.naam(rij.pk)


def _meld(rij: Melding, soort: str, *, actie: str = "U", **gegevens: object) -> None:
    record(
        f"meldpunt.{soort}",
        object=_onderwerp(rij),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens={naam: waarde for naam, waarde in gegevens.items() if waarde != ""},
        actie=actie,
    )


def _eis_overgang(rij: Melding, daad: Daad) -> None:
    bundels.eis_leidend(rij)
    if weigering := staten.mag_overgaan(staten.Staat(rij.staat), daad):
        raise weigering


def zet_op_lijst(*, actor: Actor, melding_ids: Collection[UUID | str]) -> int:
    """A task for the meldpunt per new melding; idempotent, so the sweep repairs what a job lost.

    Looked at again behind the lock of the melding: the job and the sweep may come at the same moment, and so
    may whoever confirms the triage.
    """
    with schrijven(actor):
        # What follows another melding is looked at there (UM-08).
        eigen = Q(bundel__isnull=True) | Q(pk__in=Bundel.objects.values("leidend"))
        nieuw = Melding.objects.filter(eigen, pk__in=melding_ids, staat=Staat.NIEUW)
        ids = _niet_op_lijst(nieuw)
        if not ids:
            return 0
        rijen = list(nieuw.select_for_update().filter(pk__in=ids).order_by("pk"))
        nog = _niet_op_lijst(nieuw)
        team = queries.meldpuntteam()
        for rij in (rij for rij in rijen if rij.pk in nog):
            dossieracties.maak_taak(
                actor=actor,
                titel=f"Melding {rij.nummer} beoordelen",
                soort="triage",
                uiterlijk=rij.deadline_triage,
                eigenaar_team=team,
                onderwerp=bronnen.naam(rij.pk),
                prioriteit=3 if rij.advies_urgentie in ("acuut", "") else 2,
            )
            if not rij.advies_urgentie:
                vraag_beheerder(huidig(), "De beslistabel klopt niet: een melding kreeg geen advies")
        return len({rij.pk for rij in rijen} & nog)


def _niet_op_lijst(rijen: QuerySet[Melding]) -> set[UUID]:
    """Which of these meldingen have no open task to look at them."""
    ids = {bronnen.naam(pk): pk for pk in rijen.values_list("pk", flat=True)}
    taken = Taak.objects.filter(onderwerp__in=list(ids), soort="triage", status__in=Taak.OPENSTAAND)
    bestaand = set(taken.values_list("onderwerp", flat=True))
    return {pk for naam, pk in ids.items() if naam not in bestaand}


# --- UM-06, UM-25: who it is about, and mending --------------------------------------------------------------


def koppel_inwoner(
    *,
    actor: Actor,
    melding_id: UUID | str,
    inwoner_id: UUID | str,
    besluit: str = "zelfde",
    punten: int = 0,
    redenen: Sequence[str] = (),
    reden: str = "",
    versie: int | None = None,
) -> Melding:
    """Say about a candidate: the same person, another one, or later (UM-06). Nothing links by itself.

    Linking again somebody else asks a reason; the old link stays in the log (UM-25).
    """
    if besluit not in BESLUITEN:
        raise OngeldigeInvoer(
            "invoer-ongeldig", "Kies zelfde, andere of later.", "UM-06", fouten={"besluit": "kies."}
        )
    with schrijven(actor) as eenheid:
        rij = _te_wijzigen(actor, melding_id, versie)
        kandidaat = _inwoner(inwoner_id)
        oud = rij.inwoner
        Herkenningsbesluit.objects.create(
            regio_id=rij.regio_id, melding=rij, kandidaat=kandidaat, punten=punten, redenen=list(redenen)[:10],
            besluit=besluit, door_id=actor.medewerker_id, op=eenheid.nu,
        )  # fmt: skip
        if besluit != "zelfde":
            _meld(rij, "kandidaat_beoordeeld", besluit=besluit)
            bewaar(rij)
            return rij
        if oud is not None and oud.pk != kandidaat.pk and len(reden.strip()) < staten.MIN_TOELICHTING:
            raise Weigering(
                "reden-verplicht", "Leg kort uit waarom de melding bij iemand anders hoort.", "UM-25"
            )
        if rij.dossier_id and oud is not None and oud.pk != kandidaat.pk:
            raise Weigering(
                "dossier-geopend",
                "Deze melding hangt al aan een dossier. Vraag de regisseur om hem los te maken.",
                "UM-25",
            )
        _zet_inwoner(rij, kandidaat, oud)
        return rij


def _inwoner(pk: UUID | str) -> Inwoner:
    try:
        kandidaat = Inwoner.objects.filter(pk=UUID(str(pk)), samengevoegd_in__isnull=True).first()
    except ValueError:
        kandidaat = None
    if kandidaat is None:
        raise Weigering("niet-gevonden", "Deze persoon is er niet.", "30 2B", status=404)
    return kandidaat


def koppel_nieuwe_inwoner(
    *, actor: Actor, melding_id: UUID | str, gegevens: Inwonergegevens, versie: int | None = None
) -> Melding:
    """Nobody fits: register the person and link (UR-01, UR-02)."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, melding_id, versie)
        if rij.inwoner_id:
            raise Weigering("al-gekoppeld", "Deze melding hoort al bij een persoon.", "UM-06")
        _zet_inwoner(rij, inwoneracties.registreer_inwoner(actor=actor, gegevens=gegevens), None)
        return rij


def _te_wijzigen(actor: Actor, melding_id: UUID | str, versie: int | None) -> Melding:
    rij = queries.voor_daad(actor, melding_id)
    policy.MELDING.eis(actor, "wijzigen", rij)
    controleer_versie(rij, versie)
    return rij


def _zet_inwoner(rij: Melding, inwoner: Inwoner, oud: Inwoner | None) -> None:
    rij.inwoner = inwoner
    bewaar(rij, "inwoner")
    record(
        "meldpunt.inwoner_gekoppeld",
        object=_onderwerp(rij),
        betrokkene=inwoner.sleutel_id,
        gegevens={"inwoner": inwoner.pk},
        wijzigingen={"inwoner": (str(oud.pk) if oud else None, str(inwoner.pk))},
    )
    werk_gaten_bij(rij)


def herstel_tekst(
    *,
    actor: Actor,
    melding_id: UUID | str,
    omschrijving: str,
    reden: str,
    mening: str | None = None,
    versie: int | None = None,
) -> Melding:
    """Mend the text of a melding: a new version, the old one stays readable (UM-25)."""
    omschrijving = schoon(omschrijving)
    mening = schoon(mening) if mening is not None else None
    if len(omschrijving) > 10_000 or len(mening or "") > 2_000:
        tekst = "De tekst is te lang: hoogstens 10.000 tekens, de mening hoogstens 2.000."
        raise OngeldigeInvoer("invoer-ongeldig", tekst, "10 §7", fouten={"omschrijving": tekst})
    if not omschrijving or not reden.strip():
        raise Weigering("reden-verplicht", "Geef de nieuwe tekst en een reden.", "UM-25")
    with schrijven(actor) as eenheid:
        rij = _te_wijzigen(actor, melding_id, versie)
        Tekstversie.objects.create(
            regio_id=rij.regio_id, melding=rij, omschrijving=rij.omschrijving, mening=rij.mening,
            reden=reden.strip()[:300], door_id=actor.medewerker_id, op=eenheid.nu,
        )  # fmt: skip
        rij.omschrijving = omschrijving
        rij.mening = rij.mening if mening is None else mening
        bewaar(rij, "omschrijving", "mening")
        _meld(rij, "melding_gecorrigeerd", versie=rij.versie)
        return rij


def zet_gemeente(
    *, actor: Actor, melding_id: UUID | str, gemeente: str, versie: int | None = None
) -> Melding:
    """Say where the person stays (W01)."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, melding_id, versie)
        if gemeente not in queries.kaart().bekend:
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Kies een gemeente.", "W01", fouten={"gemeente": "kies."}
            )
        rij.gemeente_id = gemeente
        bewaar(rij, "gemeente")
        _meld(rij, "gemeente_vastgesteld", gemeente=gemeente)
        return rij


# --- UM-15: acute ---------------------------------------------------------------------------------------------


def leg_doorverbinding_vast(
    *,
    actor: Actor,
    melding_id: UUID | str,
    functie: str,
    nummer_gebeld: str = "",
    gesproken_met: str = "",
    overgenomen: str = "",
    urgentie_uren: int | None = None,
) -> Doorverbinding:
    """One click logs that somebody was called, with the time (UM-15, recht:P12). More may follow in a second line."""
    if (
        functie not in ROUTES
        or overgenomen not in ("", *OVERGENOMEN)
        or urgentie_uren not in (None, 1, 4, 24)
    ):
        raise OngeldigeInvoer("invoer-ongeldig", "Kies wie u belde en wat er is afgesproken.", "UM-15")
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "wijzigen", rij)
        doorverbinding = Doorverbinding.objects.create(
            regio_id=rij.regio_id, melding=rij, functie=functie, nummer_gebeld=nummer_gebeld[:20],
            begonnen_op=eenheid.nu, gesproken_met=gesproken_met.strip()[:120], overgenomen=overgenomen,
            overgenomen_op=eenheid.nu if overgenomen in ("ja", "melder_belt_zelf") else None,
            urgentie_uren=urgentie_uren, door_id=actor.medewerker_id,
        )  # fmt: skip
        _meld(rij, "doorverbonden", functie=functie, overgenomen=overgenomen or None, uren=urgentie_uren)
        return doorverbinding


# --- UM-12, UM-13 ---------------------------------------------------------------------------------------------


def pak_op(
    *,
    actor: Actor,
    melding_id: UUID | str,
    eigenaar_id: UUID | str | None = None,
    versie: int | None = None,
) -> Melding:
    """Take the melding up: from now on one person owns it (UM-12)."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        if weigering := _al_opgepakt(rij):
            raise weigering
        policy.MELDING.eis(actor, "aanvaarden", rij)
        controleer_versie(rij, versie)
        _eis_overgang(rij, Daad.OPPAKKEN)
        eigenaar = _eigenaar(actor, rij, eigenaar_id)
        rij.aanbiedingen.filter(antwoord="").update(antwoord="opgepakt", door=eigenaar, op=eenheid.nu)
        rij.pak_op()
        rij.eigenaar, rij.opgepakt_op = eigenaar, eenheid.nu
        dag = klassen.norm_uitkomst(eenheid.nu, instellingen.klassen()[rij.urgentie])
        rij.deadline = einde_dag(dag)
        bewaar(rij, "staat", "eigenaar", "opgepakt_op", "deadline")
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), soort="oppakken")
        dossieracties.maak_taak(
            actor=actor,
            titel=f"Melding {rij.nummer}: leg vast wat er is gedaan",
            soort="uitkomst",
            uiterlijk=rij.deadline,
            eigenaar_medewerker=eigenaar,
            onderwerp=_onderwerp(rij),
        )
        _zeg_regisseur(eenheid, rij)
        _meld(rij, "melding_opgepakt", eigenaar=eigenaar.pk)
        werk_gaten_bij(rij)
        return rij


def _al_opgepakt(rij: Melding) -> Weigering | None:
    if rij.staat != Staat.OPGEPAKT or rij.eigenaar is None or rij.opgepakt_op is None:
        return None
    return staten.mag_oppakken(al_door=rij.eigenaar.naam, al_om=f"{lokaal(rij.opgepakt_op):%H:%M}")


def _eigenaar(actor: Actor, rij: Melding, eigenaar_id: UUID | str | None) -> Medewerker:
    pk = eigenaar_id or actor.medewerker_id
    try:
        gekozen = Medewerker.objects.filter(pk=UUID(str(pk)), status=Medewerker.Status.ACTIEF).first()
    except ValueError:
        gekozen = None
    van_team = gekozen is not None and gekozen.rollen.filter(team=rij.team_id, tot__isnull=True).exists()
    if gekozen is None or (gekozen.pk != actor.medewerker_id and not van_team):
        raise OngeldigeInvoer(
            "invoer-ongeldig",
            "Kies een collega van het team.",
            "UM-12",
            fouten={"eigenaar": "kies een collega."},
        )
    return gekozen


def _zeg_regisseur(eenheid: Eenheid, rij: Melding) -> None:
    """The regisseur of an open dossier hears that there was a melding (UM-12)."""
    if rij.inwoner_id is None:
        return
    dossier = (
        rij.inwoner.dossiers.exclude(status=Dossier.Status.GESLOTEN).select_related("casusregisseur").first()
    )
    if dossier is None or dossier.casusregisseur_id in (None, rij.eigenaar_id):
        return
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=f"Er is een melding over uw dossier: {rij.nummer}",
        soort="melding",
        uiterlijk=einde_dag(werkdag_na(wettelijke_dag(eenheid.nu), 1)),
        dossier=dossier,
        eigenaar_medewerker=dossier.casusregisseur,
        onderwerp="",
    )


def geef_terug(
    *, actor: Actor, melding_id: UUID | str, reden: str, toelichting: str, versie: int | None = None
) -> Melding:
    """Give the melding back to the meldpunt with a reason; no clock restarts (UM-13)."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "aanvaarden", rij)
        controleer_versie(rij, versie)
        _eis_overgang(rij, Daad.TERUGGEVEN)
        if weigering := staten.mag_teruggeven(reden=reden, toelichting=toelichting):
            raise weigering
        laatste = rij.aanbiedingen.order_by("-aangeboden_op").first()
        if laatste:
            laatste.antwoord, laatste.reden, laatste.toelichting = (
                "teruggegeven",
                reden,
                toelichting.strip()[:1000],
            )
            laatste.door_id, laatste.op = actor.medewerker_id, eenheid.nu
            laatste.save(update_fields=["antwoord", "reden", "toelichting", "door", "op"])
        oude_houder = rij.eigenaar_id or rij.team_id
        rij.geef_terug()
        rij.misrouted += 1
        rij.team, rij.eigenaar, rij.opgepakt_op = None, None, None
        rij.deadline = rij.deadline_oppakken or rij.deadline
        bewaar(rij, "staat", "misrouted", "team", "eigenaar", "opgepakt_op", "deadline")
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), resultaat="teruggegeven")
        dossieracties.maak_taak(
            actor=actor,
            titel=f"Melding {rij.nummer} is teruggegeven",
            soort="triage",
            uiterlijk=rij.deadline,
            eigenaar_team=queries.meldpuntteam(),
            onderwerp=_onderwerp(rij),
            prioriteit=3,
        )
        _meld(rij, "melding_teruggegeven", reden=reden, van=oude_houder)
        werk_gaten_bij(rij)
        return rij


# --- UM-14 ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doorstuurgegevens:
    """Sending on outside the region: to whom, why, with whom it was discussed, which fields go."""

    naar: str
    reden: str = "verblijft_elders"
    gesproken_met: str = ""
    contact_op: datetime | None = None
    velden: tuple[str, ...] = ()
    acuut_gedaan: bool = True
    opvang_geregeld: bool = False
    regio: str = ""


def stuur_door_binnen_regio(
    *,
    actor: Actor,
    melding_id: UUID | str,
    gemeente: str,
    toelichting: str = "",
    opvang_geregeld: bool = False,
    versie: int | None = None,
) -> Melding:
    """Another gemeente of the region: same melding, same clock, another receiver (UM-14)."""
    with schrijven(actor) as eenheid:
        rij = _door_te_sturen(actor, melding_id, versie)
        if gemeente not in queries.kaart().gemeenten:
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Kies een gemeente van de regio.", "UM-14", fouten={"gemeente": "kies."}
            )
        _eis_doorsturen(rij, buiten=False, opvang_geregeld=opvang_geregeld)
        oud = rij.gemeente_id
        rij.gemeente_id = gemeente
        bewaar(rij, "gemeente")
        _meld(rij, "melding_doorgestuurd", van=oud, naar=gemeente, binnen=True)
        if rij.staat in (Staat.GETRIAGEERD, Staat.AANGEBODEN):
            bied_aan(eenheid, rij)
        elif rij.staat == Staat.OPGEPAKT:
            rij.geef_terug()
            rij.team, rij.eigenaar, rij.opgepakt_op = None, None, None
            rij.trieer()
            bewaar(rij, "staat", "team", "eigenaar", "opgepakt_op")
            dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), resultaat="doorgestuurd")
            bied_aan(eenheid, rij)
        return rij


def _door_te_sturen(actor: Actor, melding_id: UUID | str, versie: int | None) -> Melding:
    rij = queries.voor_daad(actor, melding_id)
    policy.MELDING.eis(actor, "overdragen", rij)
    controleer_versie(rij, versie)
    _eis_overgang(rij, Daad.DOORSTUREN)
    return rij


def _eis_doorsturen(
    rij: Melding,
    *,
    buiten: bool,
    gesproken: bool = False,
    acuut_gedaan: bool = True,
    opvang_geregeld: bool = False,
) -> None:
    antwoorden = queries.laatste_antwoorden(rij.signalen.all())
    if weigering := staten.mag_doorsturen(
        signalen=[code for code, ja in antwoorden.items() if ja],
        buiten_regio=buiten,
        gesproken=gesproken,
        acuut_gedaan=acuut_gedaan,
        opvang_geregeld=opvang_geregeld,
    ):
        raise weigering


def stuur_door_buiten_regio(
    *, actor: Actor, melding_id: UUID | str, gegevens: Doorstuurgegevens, versie: int | None = None
) -> Melding:
    """Outside the region: spoken to first, ours until receipt is confirmed, within one working day (recht:W16)."""
    with schrijven(actor) as eenheid:
        rij = _door_te_sturen(actor, melding_id, versie)
        acuut = (rij.urgentie or rij.advies_urgentie) == "acuut"
        gebeld = rij.doorverbindingen.exists()
        _eis_doorsturen(
            rij,
            buiten=True,
            gesproken=bool(gegevens.gesproken_met.strip()),
            acuut_gedaan=gegevens.acuut_gedaan and (gebeld or not acuut),
            opvang_geregeld=gegevens.opvang_geregeld,
        )
        regio_id, naar = _andere_regio(actor, gegevens)
        if not naar or gegevens.reden not in DOORSTUURREDENEN:
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Vul in naar wie, en waarom.", "UM-14", fouten={"naar": "vul in naar wie."}
            )
        if not rij.triages.exists():
            _triage_bij_doorsturen(eenheid, rij)
        uiterlijk = staten.norm_doorsturen(eenheid.nu, waarde("doorstuur_werkdagen"))
        Doorleiding.objects.create(
            regio_id=rij.regio_id, melding=rij, naar=naar, naar_regio_id=regio_id, reden=gegevens.reden,
            gesproken_met=schoon(gegevens.gesproken_met)[:120], contact_op=gegevens.contact_op or eenheid.nu,
            velden=list(gegevens.velden)[:20], verstuurd_op=eenheid.nu, uiterlijk=uiterlijk,
            door_id=actor.medewerker_id,
        )  # fmt: skip
        rij.stuur_door()
        rij.deadline = uiterlijk
        rij.aanbiedingen.filter(antwoord="").update(antwoord="vervallen", op=eenheid.nu)
        bewaar(rij, "staat", "deadline", "urgentie", "route", "getriageerd_op", "deadline_oppakken")
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), resultaat="doorgestuurd")
        dossieracties.maak_taak(
            actor=actor,
            titel=f"Melding {rij.nummer}: is de ontvangst bevestigd?",
            soort="doorsturen",
            uiterlijk=uiterlijk,
            eigenaar_team=queries.meldpuntteam(),
            onderwerp=_onderwerp(rij),
        )
        _meld(
            rij, "melding_doorgestuurd", reden=gegevens.reden, binnen=False, velden=len(gegevens.velden),
            regio=bool(regio_id),
        )  # fmt: skip
        werk_gaten_bij(rij)
        return rij


def _andere_regio(actor: Actor, gegevens: Doorstuurgegevens) -> tuple[int | None, str]:
    """The region of this installation that was chosen, and the name of who gets it."""
    if not gegevens.regio:
        return None, schoon(gegevens.naar)[:120]
    regio = Regio.objects.filter(code=gegevens.regio).exclude(pk=actor.regio_id).first()
    if regio is None:
        raise OngeldigeInvoer(
            "invoer-ongeldig", "Kies een andere regio.", "UM-14", fouten={"regio": "kies een andere regio."}
        )
    return regio.pk, f"Meldpunt {regio.naam}"[:120]


def _triage_bij_doorsturen(eenheid: Eenheid, rij: Melding) -> None:
    """Sending on is a decision of a person: it is the triage, with the urgency that the table advised."""
    invoer = queries.bevroren_invoer(rij)
    advies = queries.adviseer(invoer)
    urgentie = advies.urgentie if advies else "dag"
    Triage.objects.create(
        regio_id=rij.regio_id, melding=rij, volgnr=1, tabel=advies.tabel if advies else STANDAARD_NAAM,
        tabel_versie=advies.versie if advies else STANDAARD_VERSIE, invoer=invoer,
        advies_urgentie=urgentie if advies else "", advies_route=advies.route if advies else "",
        geraakt=list(advies.geraakt) if advies else [], ontbrak=list(advies.ontbreekt) if advies else [],
        gekozen_urgentie=urgentie, gekozen_route="andere_gemeente", aard_voor=rij.aard, aard_na=rij.aard,
        door_id=eenheid.actor.medewerker_id, op=eenheid.nu,
    )  # fmt: skip
    rij.urgentie, rij.route, rij.getriageerd_op = urgentie, "andere_gemeente", eenheid.nu
    rij.deadline_oppakken = klassen.norm_oppakken(eenheid.nu, instellingen.klassen()[urgentie])


def beantwoord_doorsturen(
    *,
    actor: Actor,
    melding_id: UUID | str,
    bevestigd: bool,
    door: str,
    melder_verteld: bool = False,
    versie: int | None = None,
) -> Melding:
    """The other side confirmed receipt, or refused and it is ours again (§3)."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "overdragen", rij)
        controleer_versie(rij, versie)
        _eis_overgang(rij, Daad.DOORSTUREN_BEVESTIGD if bevestigd else Daad.DOORSTUREN_GEWEIGERD)
        if not door.strip():
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Vul in wie dit zei.", "UM-14", fouten={"door": "vul in wie dit zei."}
            )
        doorleiding = rij.doorleidingen.order_by("-verstuurd_op").first()
        if doorleiding:
            doorleiding.ontvangst_bevestigd_door = schoon(door)[:120]
            doorleiding.ontvangst_bevestigd_op = eenheid.nu if bevestigd else None
            doorleiding.geweigerd_op = None if bevestigd else eenheid.nu
            doorleiding.melder_verteld_op = eenheid.nu if melder_verteld else None
            doorleiding.save()
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), soort="doorsturen")
        if bevestigd:
            Uitkomst.objects.create(
                regio_id=rij.regio_id, melding=rij, soort=Uitkomst.Soort.DOORGESTUURD,
                toelichting=f"Ontvangst bevestigd door {schoon(door)}"[:2000],
                door_id=actor.medewerker_id or (doorleiding.door_id if doorleiding else None), op=eenheid.nu,
            )  # fmt: skip
            rij.handel_af()
            naar_terugkoppeling(eenheid, rij)
            _meld(rij, "doorsturen_bevestigd")
        else:
            rij.doorsturen_geweigerd()
            rij.deadline = rij.deadline_oppakken or rij.deadline_triage
            bewaar(rij, "staat", "deadline")
            zet_op_lijst(actor=actor, melding_ids=[rij.pk])
            _meld(rij, "doorsturen_geweigerd")
        werk_gaten_bij(rij)
        return rij


# --- UM-16 ----------------------------------------------------------------------------------------------------


def leg_uitkomst_vast(
    *,
    actor: Actor,
    melding_id: UUID | str,
    uitkomst: str,
    betrokkene_geinformeerd: str,
    betrokkene_niet_reden: str = "",
    reden: str = "",
    toelichting: str = "",
    vermijdbaar: bool | None = None,
    vervolg_team_id: UUID | str | None = None,
    versie: int | None = None,
) -> Melding:
    """What came of it (UM-16). A dossier is opened or joined here; an external hand-over names who follows up."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "besluiten", rij)
        controleer_versie(rij, versie)
        _eis_uitkomst(rij, uitkomst, reden, betrokkene_geinformeerd, betrokkene_niet_reden)
        _eis_overgang(rij, Daad.UITKOMST)
        if uitkomst in MET_DOSSIER:
            _open_dossier(actor, rij)
        if uitkomst == Uitkomst.Soort.ONDERZOEK:
            _start_onderzoek(actor, rij)
        Uitkomst.objects.create(
            regio_id=rij.regio_id, melding=rij, soort=uitkomst, reden=reden,
            toelichting=schoon(toelichting)[:2000], vermijdbaar=vermijdbaar, door_id=actor.medewerker_id,
            op=eenheid.nu,
        )  # fmt: skip
        rij.betrokkene_geinformeerd = betrokkene_geinformeerd
        rij.betrokkene_niet_reden = (
            schoon(betrokkene_niet_reden)[:300] if betrokkene_geinformeerd == "nee" else ""
        )
        rij.handel_af()
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_onderwerp(rij), soort="uitkomst")
        _vervolg(eenheid, rij, uitkomst, vervolg_team_id)
        naar_terugkoppeling(eenheid, rij)
        _meld(rij, "melding_afgehandeld", uitkomst=uitkomst, reden=reden)
        werk_gaten_bij(rij)
        return rij


def _eis_uitkomst(rij: Melding, uitkomst: str, reden: str, geinformeerd: str, niet_reden: str) -> None:
    if uitkomst not in Uitkomst.Soort.values or uitkomst == Uitkomst.Soort.DOORGESTUURD:
        raise Weigering("uitkomst-ontbreekt", "Kies wat er is gebeurd.", "UM-16")
    if uitkomst == Uitkomst.Soort.GEEN_ACTIE and reden not in GEEN_ACTIE_REDENEN:
        raise Weigering("reden-verplicht", "Kies waarom er geen actie nodig was.", "UM-16")
    if geinformeerd not in ("ja", "nee"):
        raise Weigering(
            "betrokkene-niet-beantwoord", "Weet de persoon zelf van de melding? Kies ja of nee.", "recht:G04"
        )
    if geinformeerd == "nee" and not niet_reden.strip():
        raise Weigering(
            "reden-verplicht", "Geef aan waarom de persoon nog niet is geïnformeerd.", "recht:G04"
        )
    if uitkomst in (*MET_DOSSIER, Uitkomst.Soort.ONDERZOEK) and rij.inwoner_id is None:
        raise Weigering("persoon-ontbreekt", "Koppel eerst de persoon aan de melding.", "UM-16")


def _gemeente(rij: Melding) -> str:
    gemeente = rij.gemeente_id or rij.opgave.verblijft_in
    if not gemeente:
        raise Weigering("gemeente-ontbreekt", "Vul eerst in welke gemeente het is.", "UM-16")
    return str(gemeente)


def _start_onderzoek(actor: Actor, rij: Melding) -> None:
    """The onderzoeker starts it, or joins the one that runs; its clock began when the melding came in (recht:W05)."""
    if actor.rol != "onderzoeker_wvggz":
        raise Weigering(
            "geen-onderzoeker",
            "Alleen een onderzoeker start een verkennend onderzoek. Beoordeel de melding opnieuw met route Wvggz.",
            "UW-01",
        )
    melder = rij.melder
    onderzoek = wvggz.start_onderzoek(
        actor=actor,
        melding=wvggz.Meldingfeiten(rij.pk, rij.nummer, rij.ontvangen_op, melder.relatie, melder.anoniem),
        inwoner=rij.inwoner,
        gemeente=_gemeente(rij),
        regime=rij.regime,
    )
    rij.dossier = onderzoek.traject.traject.dossier


def _open_dossier(actor: Actor, rij: Melding) -> None:
    gemeente = _gemeente(rij)
    regime = "bemoeizorg" if rij.route == "bemoeizorg" else "regulier"
    opening = dossieracties.open_dossier(
        actor=actor, inwoner=rij.inwoner, gemeente=gemeente, aanleiding="melding", contactregime=regime
    )
    rij.dossier = opening.dossier


def _vervolg(eenheid: Eenheid, rij: Melding, uitkomst: str, team_id: UUID | str | None) -> None:
    """ "112 was called" never ends the chain: somebody follows up, by default the local team (UM-16)."""
    actor, dag = eenheid.actor, wettelijke_dag(eenheid.nu)
    opdracht = ""
    functie = "lokaal_team"
    if uitkomst == Uitkomst.Soort.EXTERN and ROUTES[rij.route].soort is Soort.BELLEN:
        opdracht = f"Vervolg op melding {rij.nummer}: hoe gaat het na de acute hulp?"
    if uitkomst == Uitkomst.Soort.WMO_MELDING:
        opdracht, functie = f"Wmo-melding opnemen naar aanleiding van {rij.nummer}", "regionale_toegang"
    if not opdracht:
        return
    team = Team.objects.filter(pk=team_id, tot__isnull=True).first() if team_id else None
    if team is None:
        vervulling = regio.functie_voor(functie, rij.gemeente_id, dag)
        team = vervulling.team if vervulling and vervulling.team_id else queries.meldpuntteam()
    dossieracties.maak_taak(
        actor=actor, titel=opdracht, soort="vervolg", uiterlijk=einde_dag(werkdag_na(dag, 1)), eigenaar_team=team,
        onderwerp=_onderwerp(rij), dossier=rij.dossier, prioriteit=2,
    )  # fmt: skip


def naar_terugkoppeling(eenheid: Eenheid, rij: Melding) -> None:
    """After the outcome the melder must be told: by the owner, or by the meldpunt when the owner may not know who (V06)."""
    rij.afgehandeld_op = eenheid.nu
    rij.deadline = _terug_uiterlijk(rij)
    bewaar(
        rij,
        "staat",
        "afgehandeld_op",
        "deadline",
        "dossier",
        "betrokkene_geinformeerd",
        "betrokkene_niet_reden",
    )
    if rij.teruggekoppeld_op or rij.melder.anoniem:
        return
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=f"Terugkoppeling aan de melder van {rij.nummer}",
        soort="terugkoppeling",
        uiterlijk=rij.deadline,
        eigenaar_team=queries.meldpuntteam(),
        onderwerp=_onderwerp(rij),
    )


def _terug_uiterlijk(rij: Melding) -> datetime:
    return einde_dag(wettelijke_dag(rij.ontvangen_op) + timedelta(days=int(waarde("terugkoppeling_dagen"))))
