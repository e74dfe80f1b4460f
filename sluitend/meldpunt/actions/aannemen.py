"""UM-01, UM-02, UM-03: a melding comes in. One transaction: the melding, its clocks, its event, what follows."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError
from django.db.models import Q

from sluitend.dossier import gaten
from sluitend.inwoners.models import Inwoner
from sluitend.kern.kalender import wettelijke_dag
from sluitend.kern.uuid7 import uuid7
from sluitend.meldpunt import bronnen, opname, policy, queries
from sluitend.meldpunt.actions import tellers
from sluitend.meldpunt.instellingen import waarde
from sluitend.meldpunt.models import (
    BetrokkeneOpgave,
    Melder,
    Melding,
    Meldingconcept,
    MeldingSignaal,
)
from sluitend.meldpunt.opname import Opname
from sluitend.meldpunt.rules.advies import Advies
from sluitend.meldpunt.rules.invoer import GEEN_CONTEXT
from sluitend.meldpunt.rules.klassen import norm_triage
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, lezen, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.nummers import volgend_nummer

# No letters or digits that look alike: people read the code aloud and type it over.
CODETEKENS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODELENGTE = 10


class NietZeker(Exception):
    """The connection went while the melding was being committed: it may be there, and sending again makes no double."""


@dataclass(frozen=True)
class Ontvangst:
    """The melding as received. `code` is shown once; `eerder` says that this key was used before."""

    melding: Melding
    advies: Advies | None = None
    waarschuwingen: tuple[str, ...] = field(default=())
    code: str = ""
    eerder: bool = False


def neem_melding_aan(
    *,
    actor: Actor,
    melding: Mapping[str, Any],
    inwoner: Inwoner | None = None,
    sleutel: str = "",
    onvolledig: bool = False,
    vervolg_op: UUID | None = None,
    afzender: str | None = None,
    concept: UUID | None = None,
) -> Ontvangst:
    """Take in a melding of the contract (spec 40 §3): receipt by any channel starts the clocks (recht:W05).

    `sleutel` is the one-time key of a form: a second time gives the first melding. `inwoner` is known when the
    caller linked somebody already. `afzender` (the address of a public page) gives a code to follow it by.
    `concept` is a draft that the system takes in; the draft under the same key becomes the melding itself.
    Raises `OngeldigeInvoer` with every wrong field, or the `Weigering` of UM-01.
    """
    bron = bronsleutel(actor, sleutel) if sleutel else None
    geschreven = False
    try:
        with schrijven(actor) as eenheid:
            _eis_aanmaken(actor, melding)
            begonnen = _begonnen(bron, concept)
            if begonnen is not None and begonnen.staat != Melding.Staat.CONCEPT:
                return Ontvangst(begonnen, eerder=True)
            gelezen = opname.lees(
                melding,
                nu=eenheid.nu,
                laat_dagen=waarde("laat_invoer_dagen"),
                onvolledig=onvolledig,
                reden_nodig=actor.kanaal not in ("api", "systeem"),
            )
            ontvangst = _leg_vast(eenheid, gelezen, inwoner, begonnen, bron, onvolledig, vervolg_op, afzender)
            geschreven = True
        return ontvangst
    except (OperationalError, InterfaceError) as fout:
        if geschreven:
            raise NietZeker from fout
        raise
    except IntegrityError:
        if bron is None:
            raise
        with lezen(actor):
            eerder = _begonnen(bron, None)
        if eerder is None:
            raise
        return Ontvangst(eerder, eerder=True)


def bronsleutel(actor: Actor, sleutel: str) -> str:
    """How the one-time key of a form is stored: a keyed hash that counts for this actor only."""
    return sleutels.zoekindex(actor.regio_code, f"{actor.sleutel}:{sleutel}", "bron")


def _begonnen(bron: str | None, concept: UUID | None) -> Melding | None:
    """What was begun or saved under this key before, locked until the commit."""
    if bron is None and concept is None:
        return None
    q = Q(bronsleutel=bron) if bron else Q(pk=concept)
    return Melding.objects.select_for_update().filter(q).first()


def meld_via_web(*, actor: Actor, melding: Mapping[str, Any], sleutel: str, afzender: str = "") -> Ontvangst:
    """UM-02: anybody reports, also anonymously; number and code are shown once. Never refused for being too many."""
    return neem_melding_aan(
        actor=actor, melding={**melding, "kanaal": "web"}, sleutel=sleutel, afzender=afzender
    )


def _eis_aanmaken(actor: Actor, melding: Mapping[str, Any]) -> None:
    politie = isinstance(melding, Mapping) and melding.get("kanaal") == "politie"
    if politie and policy.MELDING_POLITIE.mag(actor, "aanmaken"):
        return
    policy.MELDING.eis(actor, "aanmaken")


def _leg_vast(
    eenheid: Eenheid,
    gelezen: Opname,
    inwoner: Inwoner | None,
    begonnen: Melding | None,
    bron: str | None,
    onvolledig: bool,
    vervolg_op: UUID | None,
    afzender: str | None,
) -> Ontvangst:
    dag = wettelijke_dag(gelezen.ontvangen_op)
    context = queries.context_voor(inwoner, dag) if inwoner else GEEN_CONTEXT
    advies = queries.adviseer(gelezen.contract(), context)
    nummer = volgend_nummer(opname.ontvangstdag(gelezen))
    rij = maak_rij(eenheid, gelezen, advies, nummer)
    rij.inwoner, rij.bronsleutel, rij.onvolledig, rij.vervolg_op_id = inwoner, bron, onvolledig, vervolg_op
    if begonnen is not None:
        rij.pk, rij.pseudoniem, rij.bronsleutel = begonnen.pk, begonnen.pseudoniem, begonnen.bronsleutel
    code = ""
    if afzender is not None:
        code = "".join(secrets.choice(CODETEKENS) for _ in range(CODELENGTE))
        rij.statuscode_hash = code_hash(eenheid.actor, nummer, code)
        rij.mogelijk_misbruik = _te_vaak(eenheid, afzender)
    rij.save(force_insert=begonnen is None, force_update=begonnen is not None)
    if begonnen is not None:
        Meldingconcept.objects.filter(melding=rij).delete()
    melder = maak_melder(rij, gelezen)
    melder.save(force_insert=True)
    maak_opgave(rij, gelezen).save(force_insert=True)
    MeldingSignaal.objects.bulk_create(maak_signalen(rij, gelezen, eenheid))
    team = queries.kaart().meldpunt_id
    gaten.begin(
        [
            bronnen.stand_zonder_triage(rij, team),
            bronnen.stand_melder(rij, anoniem=melder.anoniem, meldpunt_id=team),
        ]
    )
    record(
        "meldpunt.melding_ontvangen",
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        regelversie=f"{advies.tabel}/{advies.versie}" if advies else None,
        gegevens={
            "kanaal": rij.kanaal,
            "gemeente": rij.gemeente_id,
            "aard": rij.aard,
            "advies": rij.advies_urgentie or None,
            "route": rij.advies_route or None,
            "ontvangen_op": rij.ontvangen_op,
        },
        gebeurd_op=rij.gebeurd_op,
        actie="C",
    )
    return Ontvangst(rij, advies, tuple(gelezen.waarschuwingen), code)


def maak_rij(eenheid: Eenheid, gelezen: Opname, advies: Advies | None, nummer: str) -> Melding:
    """The melding itself, received and not saved."""
    actor, kaart = eenheid.actor, queries.kaart()
    verblijft = gelezen.betrokkene["verblijft_in"]
    triage = advies.normen.triage_uiterlijk if advies else norm_triage(gelezen.ontvangen_op, None)
    rij = Melding(
        regio_id=actor.regio_id,
        staat=Melding.Staat.CONCEPT,
        nummer=nummer,
        licht=gelezen.licht,
        gemeente_id=verblijft if verblijft in kaart.bekend else None,
        kanaal=gelezen.kanaal,
        kanaal_detail=gelezen.kanaal_detail,
        ontvangen_op=gelezen.ontvangen_op,
        gebeurd_op=gelezen.gebeurd_op,
        ingevoerd_op=eenheid.nu,
        laat_ingevoerd_reden=gelezen.laat_ingevoerd_reden,
        aard_bij_ontvangst=gelezen.aard,
        aard=gelezen.aard,
        politiecode=gelezen.politiecode,
        omschrijving=gelezen.omschrijving,
        mening=gelezen.mening,
        ontruimingsdatum=date.fromisoformat(gelezen.ontruimingsdatum) if gelezen.ontruimingsdatum else None,
        advies_urgentie=advies.urgentie if advies else "",
        advies_route=advies.route if advies else "",
        advies_voorlopig=advies.voorlopig if advies else True,
        kernvragen_open=gelezen.kernvragen_open,
        nevenroutes=list(advies.nevenroutes) if advies else [],
        bron_organisatie_id=None if actor.rol == policy.MELDPUNT else actor.organisatie_id,
        deadline_triage=triage,
        deadline=triage,
        aangemaakt_op=eenheid.nu,
    )
    rij.ontvang()
    return rij


def maak_melder(rij: Melding, gelezen: Opname) -> Melder:
    """Who reported, encrypted, not saved."""
    gegevens = gelezen.melder
    melder = Melder(
        id=uuid7(),
        regio_id=rij.regio_id,
        melding=rij,
        soort=gegevens["soort"] or ("naaste" if gegevens["naam"] or gegevens["telefoon"] else "anoniem"),
        relatie=gegevens["relatie"],
        organisatie=gegevens["organisatie"],
        identiteit_delen=gegevens["identiteit_delen"],
        anoniem=gegevens["anoniem"],
        telefoon_index=queries.telefoon_index(gegevens["telefoon"]),
    )
    queries.sluit_melder(melder, gegevens)
    return melder


def maak_opgave(rij: Melding, gelezen: Opname) -> BetrokkeneOpgave:
    """The person as told, not saved."""
    gegevens = dict(gelezen.betrokkene)
    telefoon = gegevens.pop("telefoon")
    return BetrokkeneOpgave(
        regio_id=rij.regio_id,
        melding=rij,
        telefoon_index=queries.telefoon_index(telefoon),
        klank=queries.klank(gegevens["naam"]),
        **gegevens,
    )


def maak_signalen(rij: Melding, gelezen: Opname, eenheid: Eenheid) -> list[MeldingSignaal]:
    """The answers, not saved."""
    return [
        MeldingSignaal(
            regio_id=rij.regio_id,
            melding=rij,
            code=code,
            antwoord=antwoord,
            door_id=eenheid.actor.medewerker_id,
            op=eenheid.nu,
        )
        for codes, antwoord in ((gelezen.signalen, True), (gelezen.signalen_nee, False))
        for code in codes
    ]


def code_hash(actor: Actor, nummer: str, code: str) -> str:
    """How a status code is stored: a keyed hash that counts for one number only."""
    return sleutels.zoekindex(actor.regio_code, f"{nummer}:{code}", "code")


def _te_vaak(eenheid: Eenheid, adres: str) -> bool:
    """Whether this address sent more than the setting allows in an hour; counts this one."""
    if not adres:
        return False
    wie = tellers.sleutel(eenheid.actor, adres)
    aantal = tellers.tel(eenheid.actor, "melding", wie, nu=eenheid.nu, venster=timedelta(hours=1))
    return aantal > int(waarde("web_drempel_uur"))


__all__ = ["NietZeker", "Ontvangst", "bronsleutel", "meld_via_web", "neem_melding_aan"]
