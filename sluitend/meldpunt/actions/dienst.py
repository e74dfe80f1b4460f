"""UM-19: the dienst. Its log, its overdracht, and the moment at which the next one takes over everything open."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.models import Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import bronnen, policy, queries
from sluitend.meldpunt.actions.terugkoppelen import maak_terugbelafspraak
from sluitend.meldpunt.models import Dienst, Dienstlid, Logregel
from sluitend.meldpunt.opname import schoon
from sluitend.meldpunt.policy.dienst import DIENST
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.rules import dienst as regels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import record

Staat = Dienst.Staat


def _meld(rij: Dienst, soort: str, *, actie: str = "U", **gegevens: object) -> None:
    record(f"meldpunt.{soort}", object=f"dienst:{rij.pk}", gegevens=gegevens, actie=actie)


def _vergrendel(actor: Actor, dienst_id: UUID | str) -> Dienst:
    """The dienst, locked; 404 when it does not exist for this actor."""
    rij = DIENST.zichtbaar(Dienst.objects.all(), actor).filter(pk=queries_dienst.als_id(dienst_id)).first()
    if rij is None:
        raise queries_dienst.niet_gevonden("Deze dienst")
    return (
        Dienst.objects.select_for_update(of=("self",)).select_related("team", "dienstleider").get(pk=rij.pk)
    )


def _bewaar(rij: Dienst) -> None:
    rij.versie += 1
    rij.save()


def plan_dienst(
    *,
    actor: Actor,
    begin: datetime,
    einde: datetime,
    dienstleider_id: UUID | str,
    medewerkers: Collection[UUID | str] = (),
) -> Dienst:
    """Plan who runs the meldpunt from `begin` to `einde`. The dienstleider is always in it; two diensten never overlap."""
    with schrijven(actor):
        DIENST.eis(actor, "aanmaken")
        if weigering := regels.mag_plannen(begin, einde):
            raise weigering
        team = queries.meldpuntteam()
        collegas = {str(m.pk): m for m in queries_dienst.collegas(team)}
        gekozen = {str(pk) for pk in medewerkers} | {str(dienstleider_id)}
        if vreemd := gekozen - set(collegas):
            del vreemd
            tekst = _("Kies collega's van het meldpunt die nu in dienst zijn.")
            raise OngeldigeInvoer("invoer-ongeldig", tekst, "UM-19", fouten={"dienstleider": tekst})
        type(team).objects.select_for_update().get(
            pk=team.pk
        )  # one planner at a time: no two diensten at one hour
        ander = Dienst.objects.filter(
            team=team, staat=Staat.GEPLAND, begin__lt=einde, gepland_einde__gt=begin
        )
        if botsend := ander.select_related("dienstleider").first():
            tekst = _("Deze dienst overlapt met die van %(naam)s (%(moment)s).") % {
                "naam": botsend.dienstleider.naam,
                "moment": queries_dienst.kort_moment(botsend.begin),
            }
            raise Weigering("dienst-overlapt", tekst, "UM-19")
        rij = Dienst.objects.create(
            regio_id=actor.regio_id,
            team=team,
            begin=begin,
            gepland_einde=einde,
            dienstleider=collegas[str(dienstleider_id)],
        )
        Dienstlid.objects.bulk_create(
            Dienstlid(regio_id=actor.regio_id, dienst=rij, medewerker=collegas[pk]) for pk in sorted(gekozen)
        )
        _meld(rij, "dienst_gepland", actie="C", begin=begin, einde=einde, mensen=len(gekozen))
        return rij


def begin_dienst(*, actor: Actor, dienst_id: UUID | str) -> Dienst:
    """Begin the very first dienst: nobody answers for the meldingen yet, so there is nobody to take over from."""
    try:
        with schrijven(actor) as eenheid:
            rij = _vergrendel(actor, dienst_id)
            DIENST.eis(actor, "aanvaarden", rij)
            loopt = Dienst.objects.filter(team=rij.team_id, staat__in=Dienst.VERANTWOORDELIJK).exists()
            if weigering := regels.mag_beginnen(loopt_er_een=loopt) or _mag_starten(rij):
                raise weigering
            rij.begin_nu()
            rij.begonnen_op = eenheid.nu
            _bewaar(rij)
            _meld(rij, "dienst_begonnen")
            return rij
    except IntegrityError as fout:  # two at the same moment: the database lets one through
        weigering = regels.mag_beginnen(loopt_er_een=True)
        raise weigering or fout from fout


def _mag_starten(rij: Dienst) -> Weigering | None:
    return (
        None
        if rij.staat == Staat.GEPLAND
        else regels.mag_aanvaarden(uitgaand="over_te_dragen", staat=rij.staat)
    )


def stel_overdracht_op(*, actor: Actor, dienst_id: UUID | str, opmerking: str = "") -> Dienst:
    """Write down how things stand (`Dienst overdragen`). The dienst stays responsible until the next one accepts.

    May be written again while nobody accepted: the newest counts.
    """
    with schrijven(actor) as eenheid:
        rij = _vergrendel(actor, dienst_id)
        if weigering := regels.mag_overdragen(rij.staat):
            raise weigering
        DIENST.eis(actor, "overdragen", rij)
        rij.draag_over()
        rij.overdracht = queries_dienst.stand(rij)
        rij.opmerking = schoon(opmerking)[:2000]
        rij.opgesteld_op, rij.opgesteld_door_id = eenheid.nu, actor.medewerker_id
        _bewaar(rij)
        _meld(rij, "dienst_overdracht_opgesteld", open=sum(rij.overdracht["open"].values()))
        return rij


def aanvaard_dienst(*, actor: Actor, dienst_id: UUID | str, versie: int | None = None) -> Dienst:
    """Accept the overdracht of the running dienst with this planned one: from here on everything open is ours (Z-04).

    `versie` is that of the overdracht that was read; a newer one is shown first.
    """
    with schrijven(actor) as eenheid:
        nieuw = _vergrendel(actor, dienst_id)
        DIENST.eis(
            actor,
            "aanvaarden",
            nieuw,
            _("Alleen wie in deze dienst werkt, of een dienstleider, kan aanvaarden."),
        )
        oud = (
            Dienst.objects.select_for_update(of=("self",))
            .filter(team=nieuw.team_id, staat__in=Dienst.VERANTWOORDELIJK)
            .first()
        )
        if oud is None:
            return begin_dienst(actor=actor, dienst_id=nieuw.pk)
        if weigering := regels.mag_aanvaarden(uitgaand=oud.staat, staat=nieuw.staat):
            raise weigering
        if versie is not None and versie != oud.versie:
            tekst = _("De overdracht is intussen opnieuw gemaakt. Lees hem nog een keer.")
            raise Weigering("intussen-gewijzigd", tekst, "10 §7")
        oud.aanvaard_op, oud.aanvaard_door_id, oud.opvolger = eenheid.nu, actor.medewerker_id, nieuw
        oud.beeindig()
        _bewaar(oud)
        nieuw.begin_nu()
        nieuw.begonnen_op = eenheid.nu
        _bewaar(nieuw)
        _rond_signalen_af(eenheid)
        _meld(oud, "dienst_overgedragen", naar=nieuw.pk, open=sum((oud.overdracht or {})["open"].values()))
        return nieuw


def _rond_signalen_af(eenheid: Eenheid) -> None:
    """What stood on the overdracht because it was lowered from acuut has now been read by the next dienst (UM-10)."""
    for taak in Taak.objects.select_for_update().filter(
        soort="overdracht_dienst", status__in=Taak.OPENSTAAND
    ):
        taak.rond_af(eenheid.nu, "aanvaard")
        taak.save()


def beeindig_dienst(*, actor: Actor, dienst_id: UUID | str) -> Dienst:
    """End a dienst: it already ended when the next one accepted, and before that it cannot (AM-22)."""
    with schrijven(actor):
        rij = _vergrendel(actor, dienst_id)
        DIENST.eis(actor, "zien", rij)
        if weigering := regels.mag_beeindigen(aanvaard=rij.staat == Staat.BEEINDIGD):
            raise weigering
        return rij


def schrijf_logregel(
    *, actor: Actor, dienst_id: UUID | str, tekst: str, vasthouden: bool = False
) -> Logregel:
    """Write a line of at most 1,000 signs; a held one stays until somebody ticks it off, over the diensten."""
    tekst = schoon(tekst)
    if not tekst or len(tekst) > 1000:
        waarom = (
            _("Schrijf op wat er is gebeurd.") if not tekst else _("Een regel is hoogstens 1.000 tekens.")
        )
        raise OngeldigeInvoer("invoer-ongeldig", waarom, "UM-19", fouten={"tekst": waarom})
    with schrijven(actor) as eenheid:
        rij = _vergrendel(actor, dienst_id)
        DIENST.eis(actor, "wijzigen", rij)
        if weigering := regels.mag_overdragen(rij.staat):
            raise weigering
        regel = Logregel.objects.create(
            regio_id=actor.regio_id,
            dienst=rij,
            tekst=tekst,
            vasthouden=vasthouden,
            door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        _meld(rij, "logregel_geschreven", regel=regel.pk, vasthouden=vasthouden)
        return regel


def vink_af(*, actor: Actor, regel_id: UUID | str) -> Logregel:
    """Tick a held line off: it no longer goes on to the next dienst."""
    with schrijven(actor) as eenheid:
        regel = queries_dienst.logregel(actor, regel_id)
        DIENST.eis(actor, "wijzigen", queries_dienst.verantwoordelijk(regel.dienst.team_id) or regel.dienst)
        if regel.afgevinkt_op is None:
            regel.afgevinkt_op, regel.afgevinkt_door_id = eenheid.nu, actor.medewerker_id
            regel.save(update_fields=["afgevinkt_op", "afgevinkt_door"])
            _meld(regel.dienst, "logregel_afgevinkt", regel=regel.pk)
        return regel


def plan_terugbellen(*, actor: Actor, nummer: str, uiterlijk: datetime, wie: str) -> Taak:
    """A terugbelafspraak by the number of the melding, as people say it on the phone (UM-18, UM-19)."""
    with schrijven(actor) as eenheid:
        rij = policy.zichtbaar(actor).filter(nummer=nummer.strip().upper()).first()
        if rij is None:
            tekst = _("Deze melding is er niet. Kijk het nummer na.")
            raise OngeldigeInvoer("invoer-ongeldig", tekst, "UM-18", fouten={"nummer": tekst})
        if uiterlijk <= eenheid.nu:
            tekst = _("Kies een moment dat nog komt.")
            raise OngeldigeInvoer("invoer-ongeldig", tekst, "UM-18", fouten={"uiterlijk": tekst})
        taak = maak_terugbelafspraak(actor=actor, melding_id=rij.pk, uiterlijk=uiterlijk, wie=wie)
        record(
            "meldpunt.terugbelafspraak",
            object=bronnen.naam(rij.pk),
            betrokkene=rij.betrokkene_pseudoniem,
            dossier=rij.dossier_id,
            gegevens={"uiterlijk": uiterlijk},
        )
        return taak


def rond_terugbellen_af(*, actor: Actor, taak_id: UUID | str) -> Taak:
    """The call back was made."""
    with schrijven(actor):
        taak = Taak.objects.filter(pk=queries_dienst.als_id(taak_id), soort="terugbellen").first()
        if taak is None:
            raise queries_dienst.niet_gevonden("Deze afspraak")
        return dossieracties.rond_taak_af(actor=actor, taak_id=taak.pk, resultaat="teruggebeld")


__all__ = [
    "aanvaard_dienst",
    "beeindig_dienst",
    "begin_dienst",
    "plan_dienst",
    "plan_terugbellen",
    "rond_terugbellen_af",
    "schrijf_logregel",
    "stel_overdracht_op",
    "vink_af",
]
