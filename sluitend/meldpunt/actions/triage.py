"""UM-10, UM-11: a person confirms urgency and route; the system offers the melding to its receiver at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sluitend.dossier import actions as dossieracties
from sluitend.dossier import gaten
from sluitend.dossier.models import Taak
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import einde_dag, werkdag_na, wettelijke_dag
from sluitend.meldpunt import bronnen, instellingen, policy, queries
from sluitend.meldpunt.models import Aanbieding, Melding, MeldingSignaal, Triage
from sluitend.meldpunt.queries import bundels
from sluitend.meldpunt.queries.piket import Bereikstand
from sluitend.meldpunt.rules import bevestigen, klassen, piket
from sluitend.meldpunt.rules.advies import Advies
from sluitend.meldpunt.rules.bevestigen import ACUUT, Doorverbinding, Keuze
from sluitend.meldpunt.rules.routes import ROUTES, terugvalketen
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN
from sluitend.meldpunt.rules.triagetabel import STANDAARD_NAAM, STANDAARD_VERSIE
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.rechten import rechten
from sluitend.regio import queries as regio
from sluitend.regio.models import Roltoekenning, Team

Staat = Melding.Staat
TE_TRIEREN = (Staat.NIEUW, Staat.GETRIAGEERD, Staat.AANGEBODEN, Staat.OPGEPAKT)
# After this long somebody who said to be at work on a melding is taken to have gone.
BEZIG = timedelta(minutes=10)
BIJ_ONS = ("geen_actie", "andere_gemeente", "achterwacht")


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Who gets the melding now, and in words when that is not whom the route names."""

    team: Team
    functie: str
    naam: str
    telefoon: str = ""
    terugval: str = ""
    ontbreekt: bool = False


def controleer_versie(rij: Melding, versie: int | None) -> None:
    """Refuse what rests on an older version: the second person sees what the first one did (§7)."""
    if versie is not None and versie != rij.versie:
        tekst = "Deze melding is intussen gewijzigd. Kijk wat er anders is. Wat u invulde, staat er nog."
        raise Weigering("intussen-gewijzigd", tekst, "10 §7")


def bewaar(rij: Melding, *velden: str) -> None:
    """Save these fields and count the version up."""
    rij.versie += 1
    rij.save(update_fields=["versie", *velden])


def werk_gaten_bij(rij: Melding) -> None:
    """Bring the gaps of this melding in line with what it is now."""
    gaten.raak([rij.pk], *bronnen.CODES)


def vind_ontvanger(rij: Melding, route: str, nu: Any) -> Ontvanger:
    """Who takes this route for this gemeente at this minute; fallbacks in order, at last the dienst itself (§5.3)."""
    if route == "regisseur" and (dossier := _open_dossier(rij)) is not None and dossier.regieteam_id:
        return Ontvanger(dossier.regieteam, route, f"{dossier.casusregisseur.naam}, regisseur")
    meldpunt = queries.meldpuntteam()
    if route in BIJ_ONS:
        return Ontvanger(meldpunt, route, meldpunt.naam)
    dicht, keten = "", terugvalketen(route)
    stand = Bereikstand(keten, nu)
    for stap in keten:
        wie = stand.bereik(stap, rij.gemeente_id)
        if wie is None:
            continue
        if wie.team and not _mag_zien(rij, wie.team):
            dicht = dicht or wie.team.naam
            continue
        team = wie.team or meldpunt
        if dicht:
            return Ontvanger(team, route, wie.naam, wie.telefoon, _dicht(dicht, wie.naam))
        if stap == route:
            return Ontvanger(team, route, wie.naam, wie.telefoon)
        return Ontvanger(team, route, wie.naam, wie.telefoon, _terugval(rij, route, piket.in_zin(stap)), True)
    if dicht:
        return Ontvanger(meldpunt, route, meldpunt.naam, "", _dicht(dicht, meldpunt.naam))
    return Ontvanger(meldpunt, route, meldpunt.naam, "", _terugval(rij, route, "het meldpunt"), True)


def _mag_zien(rij: Melding, team: Team) -> bool:
    """Whether anybody of the team may see this melding: police data open to few (recht:V10, recht:V11)."""
    if rij.kanaal != Melding.Kanaal.POLITIE:
        return True
    rollen = (
        Roltoekenning.objects.filter(team=team, tot__isnull=True).values_list("rol", flat=True).distinct()
    )
    return any(rechten(rol, "melding_politie", "zien") for rol in rollen)


def _dicht(team: str, naam: str) -> str:
    return _("{team} mag geen gegevens van de politie zien. De melding gaat naar {naam}.").format(
        team=team, naam=naam
    )


def _terugval(rij: Melding, route: str, naar: str) -> str:
    waar = queries.kaart().namen.get(rij.gemeente_id or "", "deze gemeente")
    return piket.niet_ingevuld(waar, route, naar)


def _open_dossier(rij: Melding) -> Any:
    if rij.inwoner_id is None:
        return None
    return (
        rij.inwoner.dossiers.exclude(status="gesloten").select_related("regieteam", "casusregisseur").first()
    )


def meld_bezig(*, actor: Actor, melding_id: UUID | str) -> Melding | None:
    """Say softly that this colleague is at work on it; the melding when somebody else said so less than 10 minutes ago.

    Nothing is closed by it: whoever confirms first is first, and the other reads what was fixed (10 §7).
    """
    with schrijven(actor, stil=True) as eenheid:
        rij = Melding.objects.select_for_update(of=("self",)).select_related("bezig_door").get(pk=melding_id)
        vers = rij.bezig_sinds is not None and eenheid.nu - rij.bezig_sinds < BEZIG
        if vers and rij.bezig_door_id != actor.medewerker_id:
            return rij
        if not vers:
            rij.bezig_door_id, rij.bezig_sinds = actor.medewerker_id, eenheid.nu
            rij.save(update_fields=["bezig_door", "bezig_sinds"])
        return None


def bevestig_triage(
    *,
    actor: Actor,
    melding_id: UUID | str,
    urgentie: str,
    route: str,
    aard: str = "",
    versie: int | None = None,
    signalen: Sequence[str] | None = None,
    signalen_nee: Sequence[str] | None = None,
    nevenroutes: Sequence[str] | None = None,
    afwijking_code: str = "",
    afwijking_tekst: str = "",
    herkwalificatie_reden: str = "",
    melder_belt_zelf: bool = False,
    aanleiding: str = "",
) -> Melding:
    """Confirm a triage, the first or a later one (UM-10, UM-11). Never automatic, never edited afterwards (V07, Z-09).

    Higher than advised asks a code, lower a code and a text; acuut by phone asks that somebody was called.
    """
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.TRIAGE.eis(actor, "besluiten", rij)
        controleer_versie(rij, versie)
        bundels.eis_leidend(rij)
        if rij.staat not in TE_TRIEREN:
            raise Weigering(
                "staat-past-niet", f"Een melding die {rij.staat} is, krijgt geen triage meer.", "10 §3"
            )
        antwoorden = leg_antwoorden_vast(eenheid, rij, signalen or (), signalen_nee or ())
        invoer = queries.bevroren_invoer(rij, antwoorden)
        advies = queries.adviseer(invoer)
        keuze = Keuze(
            urgentie=urgentie,
            route=route,
            aard=aard or rij.aard,
            nevenroutes=tuple(
                nevenroutes if nevenroutes is not None else advies.nevenroutes if advies else ()
            ),
            afwijking_code=afwijking_code,
            afwijking_tekst=afwijking_tekst.strip()[:500],
            herkwalificatie_reden=herkwalificatie_reden.strip()[:500],
            doorverbinding=_laatste_doorverbinding(rij) if urgentie == ACUUT else None,
            melder_belt_zelf=melder_belt_zelf,
        )
        if weigering := bevestigen.mag_bevestigen(
            keuze,
            geadviseerd=advies.urgentie if advies else None,
            aard_voor=rij.aard,
            klassen=instellingen.klassen(),
        ):
            raise weigering
        _schrijf_triage(eenheid, rij, invoer, advies, keuze, aanleiding)
        _neem_over(eenheid, rij, keuze, advies)
        return rij


def proef_triage(
    *,
    actor: Actor,
    melding_id: UUID | str,
    signalen: Sequence[str] = (),
    signalen_nee: Sequence[str] = (),
    aard: str = "",
) -> tuple[Melding, Advies | None]:
    """UM-09: what the table would say with these answers; nothing is stored."""
    beeld = queries.melding(actor, melding_id)
    policy.TRIAGE.eis(actor, "besluiten", beeld.melding)
    invoer = queries.invoer_van(beeld.melding)
    ja = {*invoer["signalen"], *signalen} - set(signalen_nee)
    invoer |= {
        "signalen": sorted(ja & set(SIGNALEN)),
        "signalen_nee": sorted(({*invoer["signalen_nee"], *signalen_nee} - ja) & set(SIGNALEN)),
        "aard": aard or invoer["aard"],
    }
    dag = wettelijke_dag(beeld.melding.ontvangen_op)
    context = queries.context_voor(beeld.melding.inwoner_id, dag, melding=beeld.melding.pk)
    return beeld.melding, queries.adviseer(invoer, context)


def leg_antwoorden_vast(
    eenheid: Eenheid, rij: Melding, ja: Sequence[str], nee: Sequence[str]
) -> dict[str, bool]:
    """Add the answers that are new or different and give the latest of each; all are kept, the latest counts."""
    nu = queries.laatste_antwoorden(rij.signalen.all())
    nieuw = {**dict.fromkeys(nee, False), **dict.fromkeys(ja, True)}
    MeldingSignaal.objects.bulk_create(
        MeldingSignaal(
            regio_id=rij.regio_id, melding=rij, code=code[:40], antwoord=antwoord,
            door_id=eenheid.actor.medewerker_id, op=eenheid.nu,
        )
        for code, antwoord in nieuw.items()
        if nu.get(code) is not antwoord
    )  # fmt: skip
    rij.kernvragen_open = not set(KERNVRAGEN) <= {*nu, *nieuw}
    return {**nu, **nieuw}


def _laatste_doorverbinding(rij: Melding) -> Doorverbinding | None:
    laatste = rij.doorverbindingen.order_by("-begonnen_op").first()
    return Doorverbinding(laatste.begonnen_op, laatste.overgenomen) if laatste else None


def _schrijf_triage(
    eenheid: Eenheid,
    rij: Melding,
    invoer: dict[str, Any],
    advies: Advies | None,
    keuze: Keuze,
    aanleiding: str,
) -> Triage:
    vorige = rij.triages.order_by("-volgnr").values_list("volgnr", flat=True).first()
    return Triage.objects.create(
        regio_id=rij.regio_id,
        melding=rij,
        volgnr=(vorige or 0) + 1,
        tabel=advies.tabel if advies else STANDAARD_NAAM,
        tabel_versie=advies.versie if advies else STANDAARD_VERSIE,
        invoer=invoer,
        advies_urgentie=advies.urgentie if advies else "",
        advies_route=advies.route if advies else "",
        geraakt=list(advies.geraakt) if advies else [],
        ontbrak=list(advies.ontbreekt) if advies else [],
        gekozen_urgentie=keuze.urgentie,
        gekozen_route=keuze.route,
        nevenroutes=list(keuze.nevenroutes),
        aard_voor=rij.aard,
        aard_na=keuze.aard,
        herkwalificatie_reden=keuze.herkwalificatie_reden,
        afwijking_code=keuze.afwijking_code,
        afwijking_tekst=keuze.afwijking_tekst,
        aanleiding=aanleiding
        or (
            "eerste"
            if vorige is None
            else "teruggegeven"
            if rij.staat == Staat.NIEUW
            else "nieuwe_informatie"
        ),
        door_id=eenheid.actor.medewerker_id,
        op=eenheid.nu,
    )


def _neem_over(eenheid: Eenheid, rij: Melding, keuze: Keuze, advies: Advies | None) -> None:
    """Set what was chosen, move the deadline by the rule, offer it, tell."""
    nu, oude_aard, oude_route = eenheid.nu, rij.aard, rij.route
    eerste = rij.getriageerd_op is None
    normen = instellingen.klassen()
    nieuw = normen[keuze.urgentie]
    if eerste or not rij.urgentie or rij.deadline_oppakken is None:
        rij.getriageerd_op = rij.getriageerd_op or nu
        rij.deadline_oppakken = klassen.norm_oppakken(rij.getriageerd_op, nieuw)
    else:
        rij.deadline_oppakken = klassen.norm_oppakken_na_hertriage(
            eerste_triage=rij.getriageerd_op,
            deadline=rij.deadline_oppakken,
            oud=normen[rij.urgentie],
            nieuw=nieuw,
            moment=nu,
        )
    rij.urgentie, rij.route, rij.aard = keuze.urgentie, keuze.route, keuze.aard
    rij.nevenroutes = list(keuze.nevenroutes)
    if advies:
        rij.advies_urgentie, rij.advies_route = advies.urgentie, advies.route
        rij.advies_voorlopig = advies.voorlopig
    if rij.staat != Staat.OPGEPAKT:
        rij.deadline = rij.deadline_oppakken
    rij.bezig_door, rij.bezig_sinds = None, None
    velden = [
        "bezig_door", "bezig_sinds", "getriageerd_op", "deadline_oppakken", "urgentie", "route", "aard", "nevenroutes", "advies_urgentie",
        "advies_route", "advies_voorlopig", "kernvragen_open", "deadline", "staat",
    ]  # fmt: skip
    record(
        "meldpunt.melding_getrieerd",
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        regelversie=f"{advies.tabel}/{advies.versie}" if advies else None,
        gegevens={
            "urgentie": keuze.urgentie,
            "route": keuze.route,
            "advies": advies.urgentie if advies else None,
            "advies_route": advies.route if advies else None,
            "afwijking": keuze.afwijking_code or None,
        },
    )
    if oude_aard != rij.aard:
        record(
            "meldpunt.aard_gewijzigd",
            object=bronnen.naam(rij.pk),
            betrokkene=rij.betrokkene_pseudoniem,
            gegevens={"van": oude_aard, "naar": rij.aard},
        )
    if rij.staat == Staat.NIEUW:
        rij.trieer()
    bewaar(rij, *velden)
    onderwerp = bronnen.naam(rij.pk)
    dossieracties.rond_taken_van_af(actor=eenheid.actor, onderwerp=onderwerp, soort="triage")
    if rij.staat != Staat.OPGEPAKT and (rij.staat == Staat.GETRIAGEERD or oude_route != rij.route):
        bied_aan(eenheid, rij)
    else:
        werk_gaten_bij(rij)
    if bevestigen.hoort_op_overdracht(advies.urgentie if advies else None, keuze.urgentie, normen):
        _op_overdracht(eenheid, rij)


def bied_aan(eenheid: Eenheid, rij: Melding, ontvanger: Ontvanger | None = None) -> Aanbieding:
    """Offer the melding to its receiver, who gets it as a task; without one the dienst keeps it and the beheerder knows."""
    ontvanger = ontvanger or vind_ontvanger(rij, rij.route, eenheid.nu)
    onderwerp = bronnen.naam(rij.pk)
    rij.aanbiedingen.filter(antwoord="").update(antwoord="vervallen", op=eenheid.nu)
    dossieracties.rond_taken_van_af(actor=eenheid.actor, onderwerp=onderwerp, soort="oppakken")
    aanbod = Aanbieding.objects.create(
        regio_id=rij.regio_id,
        melding=rij,
        functie=ontvanger.functie,
        team=ontvanger.team,
        terugval=ontvanger.terugval[:300],
        aangeboden_op=eenheid.nu,
    )
    rij.bied_aan()
    rij.team = ontvanger.team
    rij.deadline = rij.deadline_oppakken or rij.deadline
    bewaar(rij, "staat", "team", "deadline")
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=f"Melding {rij.nummer} oppakken",
        soort="oppakken",
        uiterlijk=rij.deadline,
        eigenaar_team=ontvanger.team,
        onderwerp=onderwerp,
        prioriteit=min(3, max(0, instellingen.klassen()[rij.urgentie].rang - 2)),
    )
    if ontvanger.ontbreekt:
        vraag_beheerder(eenheid, f"Vul in wie {ROUTES[rij.route].label.lower()} doet", rij.gemeente_id)
    record(
        "meldpunt.melding_gerouteerd",
        object=onderwerp,
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens={"route": rij.route, "team": ontvanger.team.pk, "terugval": bool(ontvanger.terugval)},
    )
    werk_gaten_bij(rij)
    return aanbod


def vraag_beheerder(eenheid: Eenheid, wat: str, gemeente: str | None = None) -> None:
    """A visible task for the functioneel beheerder, once while it is open; without one it lies with the meldpunt."""
    naam = queries.kaart().namen.get(gemeente or "", "")
    titel = f"{wat} in {naam}" if naam else wat
    if Taak.objects.filter(titel=titel[:200], soort="beheer", status__in=Taak.OPENSTAAND).exists():
        return
    beheerder = regio.collegas("functioneel_beheerder").first()
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=titel[:200],
        soort="beheer",
        uiterlijk=einde_dag(werkdag_na(wettelijke_dag(eenheid.nu), 2)),
        eigenaar_medewerker=beheerder,
        eigenaar_team=None if beheerder else queries.meldpuntteam(),
    )


def _op_overdracht(eenheid: Eenheid, rij: Melding) -> None:
    """Lowered from acuut: the next dienst must see it (UM-10, UM-19)."""
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=f"Overdracht dienst: {rij.nummer} is lager gezet dan acuut",
        soort="overdracht_dienst",
        uiterlijk=rij.deadline_oppakken or eenheid.nu,
        eigenaar_team=queries.meldpuntteam(),
        onderwerp=bronnen.naam(rij.pk),
        prioriteit=3,
    )


__all__ = ["Ontvanger", "bevestig_triage", "bied_aan", "proef_triage", "vind_ontvanger"]
