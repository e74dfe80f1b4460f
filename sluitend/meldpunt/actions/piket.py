"""UM-20: the roster of who must answer day and night, its holes, and the cards that tell everybody where to turn."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt import queries
from sluitend.meldpunt.actions.triage import vraag_beheerder
from sluitend.meldpunt.models import Contactkaart, Piket, Piketgemeente
from sluitend.meldpunt.opname import schoon
from sluitend.meldpunt.policy.dienst import CONTACTKAART, PIKET
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.meldpunt.rules import openingstijden
from sluitend.meldpunt.rules import piket as regels
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Gebeurtenis
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Medewerker

MAILUUR = 7


def _fout(veld: str, tekst: str, regel: str = "UM-20") -> OngeldigeInvoer:
    return OngeldigeInvoer("invoer-ongeldig", tekst, regel, fouten={veld: tekst})


def plan_piket(
    *,
    actor: Actor,
    functie: str,
    gemeenten: Collection[str],
    van: datetime,
    tot: datetime,
    naam: str = "",
    telefoon: str = "",
    reserve: str = "",
    reserve_telefoon: str = "",
    medewerker_id: UUID | str | None = None,
) -> Piket:
    """Plan who answers a function for these gemeenten, with a number and perhaps a reserve.

    For one function and gemeente two never overlap. A colleague of the meldpunt (`medewerker_id`) also gets the tasks
    of the function, as the achterwacht does past twice the norm (UM-21).
    """
    try:
        with schrijven(actor) as eenheid:
            PIKET.eis(actor, "wijzigen")
            collega = _collega(medewerker_id)
            naam = schoon(naam)[:120] or (collega.naam if collega else "")
            telefoon = schoon(telefoon)[:20] or (collega.telefoon if collega else "")
            codes = _controleer(functie, gemeenten, van, tot, naam, telefoon)
            team = queries.meldpuntteam()
            type(team).objects.select_for_update(no_key=True).get(pk=team.pk)  # one planner at a time
            _eis_vrij(functie, codes, van, tot)
            rij = Piket.objects.create(
                regio_id=actor.regio_id,
                functie=functie,
                van=van,
                tot=tot,
                naam=naam,
                telefoon=telefoon,
                reserve=schoon(reserve)[:120],
                reserve_telefoon=schoon(reserve_telefoon)[:20],
                medewerker=collega,
                ingevoerd_door_id=actor.medewerker_id,
                ingevoerd_op=eenheid.nu,
            )
            Piketgemeente.objects.bulk_create(
                Piketgemeente(regio_id=actor.regio_id, piket=rij, gemeente_id=code) for code in codes
            )
            record(
                "meldpunt.piket_gepland",
                object=f"piket:{rij.pk}",
                gegevens={"functie": functie, "gemeenten": len(codes), "van": van, "tot": tot},
                actie="C",
            )
            return rij
    except IntegrityError as fout:
        tekst = _("Voor deze functie en gemeente is er in die tijd al iemand.")
        raise Weigering("piket-overlapt", tekst, "UM-20") from fout


def _collega(pk: UUID | str | None) -> Medewerker | None:
    if not pk:
        return None
    collega = queries_dienst.collegas(queries.meldpuntteam()).filter(pk=queries_dienst.als_id(pk)).first()
    if collega is None:
        raise _fout("medewerker", _("Kies een collega van het meldpunt die nu in dienst is."))
    return collega


def _controleer(
    functie: str, gemeenten: Collection[str], van: datetime, tot: datetime, naam: str, telefoon: str
) -> list[str]:
    codes = sorted(set(gemeenten))
    if functie not in queries_piket.roosterfuncties():
        raise _fout("functie", _("Kies een functie die dag en nacht bereikbaar moet zijn."))
    if not codes or set(codes) - queries.kaart().gemeenten:
        raise _fout("gemeenten", _("Kies een of meer gemeenten van de regio."))
    if tot <= van:
        raise _fout("tot", _("Het piket moet eindigen na het begin."))
    if tot - van > regels.LANGSTE_PIKET:
        raise _fout("tot", _("Een piket duurt hoogstens 31 dagen."))
    if not naam or not telefoon:
        raise _fout("naam" if not naam else "telefoon", _("Vul in wie er bereikbaar is, en op welk nummer."))
    return codes


def _eis_vrij(functie: str, codes: Collection[str], van: datetime, tot: datetime) -> None:
    botsend = Piket.objects.filter(
        functie=functie, ingetrokken_op__isnull=True, van__lt=tot, tot__gt=van, gemeenten__gemeente__in=codes
    ).order_by("van")
    if ander := botsend.first():
        tekst = _("Deze dienst overlapt met die van %(naam)s (%(moment)s).") % {
            "naam": ander.naam,
            "moment": queries_dienst.kort_moment(ander.van),
        }
        raise Weigering("piket-overlapt", tekst, "UM-20")


def trek_piket_in(*, actor: Actor, piket_id: UUID | str) -> Piket:
    """Take somebody off the roster; the row stays to be read, and the hole that it leaves shows."""
    with schrijven(actor) as eenheid:
        rij = queries_piket.een_piket(actor, piket_id)
        PIKET.eis(actor, "wijzigen", rij)
        if rij.ingetrokken_op is None:
            rij.ingetrokken_op, rij.ingetrokken_door_id = eenheid.nu, actor.medewerker_id
            rij.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
            record("meldpunt.piket_ingetrokken", object=f"piket:{rij.pk}", gegevens={"functie": rij.functie})
        return rij


def meld_piketgaten(*, actor: Actor, nu: datetime | None = None) -> list[regels.Gat]:
    """Find the holes of the coming fourteen days; returns those that were not known yet. Idempotent (UM-20).

    Every hole is an event once, the beheerder has one open task per function, and from 07:00 one mail a day goes out
    while there are holes.
    """
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        if not queries.kaart().meldpunt_id:
            return []
        gaten = queries_piket.piketgaten(eenheid.nu)
        bekend = set(
            Gebeurtenis.objects.filter(
                soort="meldpunt.piketgat_gevonden", object__in=[_naam(gat, eenheid.nu) for gat in gaten]
            ).values_list("object", flat=True)
        )
        nieuw = [gat for gat in gaten if _naam(gat, eenheid.nu) not in bekend]
        for gat in nieuw:
            record(
                "meldpunt.piketgat_gevonden",
                object=_naam(gat, eenheid.nu),
                gegevens={
                    "functie": gat.functie,
                    "gemeenten": len(gat.gemeenten),
                    "van": gat.van,
                    "tot": gat.tot,
                },
            )
        for functie in {gat.functie for gat in gaten}:
            vraag_beheerder(eenheid, f"Vul het piketrooster aan: {ROUTES[functie].label.lower()}")
        if gaten:
            _vraag_mail(eenheid.nu)
        return nieuw


def _naam(gat: regels.Gat, nu: datetime) -> str:
    """How the track calls a hole: function, gemeenten and begin; one of a function that was never filled has no begin."""
    wie = gat.gemeenten[0] if len(gat.gemeenten) == 1 else f"{gat.gemeenten[0]}+{len(gat.gemeenten) - 1}"
    return f"piketgat:{gat.functie}:{wie}:{'leeg' if gat.van == nu else f'{gat.van:%Y%m%dT%H%M}'}"


def _vraag_mail(nu: datetime) -> None:
    """Once a day, from 07:00, when the region named an address; the job that answers this event sends it."""
    dag = wettelijke_dag(nu)
    wanneer = f"piketmail:{dag.isoformat()}"
    if not waarde("piket_mail") or localtime(nu).hour < MAILUUR:
        return
    if Gebeurtenis.objects.filter(soort="meldpunt.piketmail_gevraagd", object=wanneer).exists():
        return
    record("meldpunt.piketmail_gevraagd", object=wanneer)


# --- the cards --------------------------------------------------------------------------------------------


def zet_kaart(
    *,
    actor: Actor,
    functie: str,
    gemeente: str | None,
    naam: str,
    telefoon: str = "",
    uitleg: str = "",
    uren: Mapping[str, Any] | None = None,
    publiek: bool = False,
    van: date,
) -> Contactkaart:
    """A card from a day on: a function, its area (None is the whole region), number and hours (F126)."""
    with schrijven(actor):
        CONTACTKAART.eis(actor, "wijzigen")
        if functie not in regels.KAARTFUNCTIES:
            raise _fout("functie", _("Kies een functie."), "F126")
        if gemeente and gemeente not in queries.kaart().gemeenten:
            raise _fout("gemeente", _("Kies een gemeente van de regio."), "F126")
        if not schoon(naam):
            raise _fout("naam", _("Vul een naam in."), "F126")
        if publiek and not (telefoon.strip() or uitleg.strip()):
            tekst = _("Vul een telefoonnummer in, of leg uit waar mensen heen kunnen.")
            raise _fout("telefoon", tekst, "F126")
        rij = Contactkaart.objects.create(
            regio_id=actor.regio_id,
            functie=functie,
            gemeente_id=gemeente or None,
            naam=schoon(naam)[:120],
            telefoon=schoon(telefoon)[:20],
            uitleg=schoon(uitleg)[:300],
            uren=openingstijden.schrijf(openingstijden.lees(uren or {})),
            publiek=publiek,
            van=van,
        )
        record(
            "meldpunt.contactkaart_gemaakt",
            object=f"contactkaart:{rij.pk}",
            gegevens={"functie": functie, "gemeente": gemeente or None, "publiek": publiek, "van": van},
            actie="C",
        )
        return rij


def wijzig_kaart(*, actor: Actor, kaart_id: UUID | str, van: date, **velden: Any) -> Contactkaart:
    """Change a card from a day on: the card of now ends there, what it said before stays as it was."""
    with schrijven(actor):
        oud = beeindig_kaart(actor=actor, kaart_id=kaart_id, tot=van)
        return zet_kaart(actor=actor, van=van, functie=oud.functie, gemeente=oud.gemeente_id, **velden)


def beeindig_kaart(*, actor: Actor, kaart_id: UUID | str, tot: date) -> Contactkaart:
    """End a card; from that day on nobody is sent there."""
    with schrijven(actor):
        rij = queries_piket.een_kaart(actor, kaart_id, slot=True)
        CONTACTKAART.eis(actor, "wijzigen", rij)
        if rij.tot is not None:
            raise Weigering("kaart-beeindigd", _("Deze kaart heeft al een einde. Maak een nieuwe."), "F126")
        if tot <= rij.van:
            tekst = _("Kies een dag na %(dag)s: vanaf die dag geldt de kaart.") % {
                "dag": f"{rij.van:%d-%m-%Y}"
            }
            raise _fout("van", tekst, "F126")
        rij.tot = tot
        rij.versie += 1
        rij.save(update_fields=["tot", "versie"])
        record("meldpunt.contactkaart_beeindigd", object=f"contactkaart:{rij.pk}", gegevens={"tot": tot})
        return rij


__all__ = [
    "beeindig_kaart",
    "meld_piketgaten",
    "plan_piket",
    "trek_piket_in",
    "wijzig_kaart",
    "zet_kaart",
]
