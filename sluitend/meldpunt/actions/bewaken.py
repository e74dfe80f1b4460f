"""UM-21, UM-24: the norms are watched every minute, and a melder may follow an own melding by number and code."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sluitend.dossier import actions as dossieracties
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import bronnen, instellingen, queries
from sluitend.meldpunt.actions import tellers
from sluitend.meldpunt.actions.aannemen import code_hash
from sluitend.meldpunt.actions.opvolgen import zet_op_lijst
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import gelezen, record
from sluitend.platform.models import Gebeurtenis
from sluitend.regio.models import Medewerker, Roltoekenning, Team

Staat = Melding.Staat
MAX_FOUTE_CODES, PAUZE = 10, timedelta(minutes=15)
TE_BEWAKEN = (Staat.NIEUW, Staat.GETRIAGEERD, Staat.AANGEBODEN)


@dataclass(frozen=True, slots=True)
class Overschrijding:
    """A norm that passed: which, and whether it was told to the dienstleider (1) or the achterwacht (2)."""

    melding: Melding
    norm: str
    trap: int


def bewaak_normen(*, actor: Actor, nu: datetime | None = None) -> list[Overschrijding]:
    """Tell the dienstleider of each norm that passed, and the achterwacht past twice the norm. Idempotent (UM-21).

    Also puts on the list what a lost job left out, and clears the counters of the public pages.
    """
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        gevonden = list(_over_de_norm(eenheid))
        nieuw = _nog_te_zeggen(gevonden)
        if nieuw:
            # Two clocks at the same minute: the second one waits here and then sees what the first one said.
            team = queries.meldpuntteam()
            Team.objects.select_for_update(no_key=True).get(pk=team.pk)
            nieuw = _nog_te_zeggen(nieuw)
        for overschrijding in nieuw:
            _zeg(eenheid, overschrijding)
        zonder_taak = Melding.objects.filter(staat=Staat.NIEUW).values_list("pk", flat=True)[:1000]
        zet_op_lijst(actor=actor, melding_ids=list(zonder_taak))
        tellers.ruim_op(eenheid.nu)
        return nieuw


def _over_de_norm(eenheid: Eenheid) -> Iterator[Overschrijding]:
    """One range query over the open meldingen; who gave one back did not triage it anew, so oppakken goes on (UM-13)."""
    normen = instellingen.klassen()
    rijen = Melding.objects.filter(staat__in=TE_BEWAKEN, deadline__lte=eenheid.nu)
    for rij in rijen.select_related("team", "inwoner").order_by("deadline"):
        norm = "triage" if rij.getriageerd_op is None else "oppakken"
        yield Overschrijding(rij, norm, 1)
        duur = (
            rij.deadline - rij.ontvangen_op
            if norm == "triage"
            else timedelta(minutes=normen[rij.urgentie].oppakken_minuten)
        )
        if eenheid.nu >= rij.deadline + duur:
            yield Overschrijding(rij, norm, 2)


def _nog_te_zeggen(gevonden: list[Overschrijding]) -> list[Overschrijding]:
    """Leave out what the events say was told: the duty lives in the tables, not in a queue. Reopened starts anew."""
    gezegd: set[tuple[str, str, int]] = set()
    eerdere = Gebeurtenis.objects.filter(
        soort__in=["meldpunt.norm_overschreden", "meldpunt.melding_heropend"],
        object__in=[bronnen.naam(o.melding.pk) for o in gevonden],
    ).order_by("volgnr")
    for soort, naam, gegevens in eerdere.values_list("soort", "object", "gegevens"):
        if soort == "meldpunt.melding_heropend":
            gezegd = {deel for deel in gezegd if deel[0] != naam}
        else:
            gezegd.add((naam, gegevens["norm"], gegevens["trap"]))
    return [o for o in gevonden if (bronnen.naam(o.melding.pk), o.norm, o.trap) not in gezegd]


def _zeg(eenheid: Eenheid, overschrijding: Overschrijding) -> None:
    rij, norm, trap = overschrijding.melding, overschrijding.norm, overschrijding.trap
    medewerker, bellen = _dienstleider(), ""
    if trap == 2:
        medewerker, bellen = _achterwacht(rij.gemeente_id, eenheid.nu)
    wie = "dienstleider" if trap == 1 else "achterwacht"
    woord = "getrieerd" if norm == "triage" else "opgepakt"
    dossieracties.maak_taak(
        actor=eenheid.actor,
        titel=f"Over de norm: melding {rij.nummer} is nog niet {woord}{bellen}"[:200],
        soort=f"norm_{wie}",
        uiterlijk=eenheid.nu,
        eigenaar_medewerker=medewerker,
        eigenaar_team=None if medewerker else queries.meldpuntteam(),
        onderwerp=bronnen.naam(rij.pk),
        prioriteit=3,
    )
    record(
        "meldpunt.norm_overschreden",
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens={"norm": norm, "trap": trap, "wie": wie},
    )


def _dienstleider() -> Medewerker | None:
    """Who leads the dienst that answers now, else who has that function."""
    return queries_dienst.dienstleider_nu() or _met_functie("dienstleider")


def _achterwacht(gemeente: str | None, nu: datetime) -> tuple[Medewerker | None, str]:
    """Who is on call as achterwacht, as a colleague or as words with a number; without one the dienstleider."""
    wacht = queries_piket.Bereikstand(["achterwacht"], nu).bereik("achterwacht", gemeente)
    if wacht and wacht.medewerker:
        return wacht.medewerker, ""
    medewerker = _met_functie("achterwacht")
    if medewerker is None and wacht:
        return _dienstleider(), f". Bel de achterwacht: {wacht.naam}, {wacht.telefoon}"
    return medewerker or _dienstleider(), ""


def _met_functie(functie: str) -> Medewerker | None:
    """Who has this function at the meldpunt; the first by name when there are several."""
    rollen = Roltoekenning.objects.filter(
        rol="meldpuntmedewerker", tot__isnull=True, medewerker__status=Medewerker.Status.ACTIEF
    ).select_related("medewerker")
    bij = sorted((rol.medewerker for rol in rollen if functie in rol.functies), key=lambda m: m.naam)
    return bij[0] if bij else None


@dataclass(frozen=True, slots=True)
class Volgstand:
    """What a melder may know: the step, and when it was reached; nothing about the person."""

    nummer: str
    stap: str
    ontvangen_op: datetime
    sinds: datetime


STAPPEN = ("ontvangen", "bekeken", "opgepakt", "afgerond")


def volg_melding(*, actor: Actor, nummer: str, code: str, afzender: str = "") -> Volgstand:
    """UM-24: where the melding stands. Ten wrong codes: a pause of fifteen minutes, for number and address alike.

    Every try is counted before it is judged, in one row that all processes share; a right code is taken back.
    """
    nummer, code = nummer.strip().upper()[:20], "".join(code.upper().split()).replace("-", "")[:20]
    stand: Volgstand | None = None
    with schrijven(actor) as eenheid:
        wie = sorted({tellers.sleutel(actor, naam) for naam in (f"nummer:{nummer}", afzender) if naam})
        pogingen = [
            tellers.tel(actor, "code", index, nu=eenheid.nu, venster=PAUZE, schuift=True) for index in wie
        ]
        if max(pogingen) > MAX_FOUTE_CODES:  # rolled back: a try during the pause does not make it longer
            raise Weigering(
                "te-veel-pogingen",
                _("Te vaak een verkeerde code. Probeer het over 15 minuten opnieuw."),
                "UM-24",
                status=429,
            )
        rij = Melding.objects.filter(nummer=nummer).select_related("inwoner").first()
        verwacht = rij.statuscode_hash if rij else ""
        if rij and verwacht and hmac.compare_digest(verwacht, code_hash(actor, nummer, code)):
            for index in wie:
                tellers.tel_terug("code", index)
            gelezen(bronnen.naam(rij.pk), rij.betrokkene_pseudoniem, ("sleutel", "status"))
            stand = _stand(rij)
    if stand is None:
        raise Weigering("code-onjuist", _("Dit nummer en deze code horen niet bij elkaar."), "UM-24")
    return stand


def _stand(rij: Melding) -> Volgstand:
    stap, sinds = "ontvangen", rij.ontvangen_op
    for naam, moment in (
        ("bekeken", rij.getriageerd_op),
        ("opgepakt", rij.opgepakt_op),
        ("afgerond", rij.afgehandeld_op),
    ):
        if moment is not None:
            stap, sinds = naam, moment
    return Volgstand(rij.nummer or "", stap, rij.ontvangen_op, sinds)


__all__ = ["Overschrijding", "Volgstand", "bewaak_normen", "volg_melding"]
