"""UW-12 to UW-19: from the first call to one decision of one burgemeester."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Afwezigheid
from sluitend.inwoners.models import Inwoner
from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.rechten import GEEN_BEVOEGDHEID
from sluitend.regio import queries as regio
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Gemeente, Medewerker, Roltoekenning
from sluitend.wvggz import policy
from sluitend.wvggz.actions import maatregel, nazorg, termijnen
from sluitend.wvggz.actions.onderzoek import traject_voor
from sluitend.wvggz.models import (
    Afschrift,
    CmAntwoord,
    CmBesluit,
    Crisisprocedure,
    Hoorpoging,
    Hoorverslag,
    Klok,
    Maatregel,
    MedischeVerklaring,
    Tvz,
    Vervolghandeling,
)
from sluitend.wvggz.rules import crisis as regels

SPELING = timedelta(minutes=5)
TVZ = "wvggz-tvz"


def meld(rij: Crisisprocedure, soort: str, /, **gegevens: object) -> None:
    """The event of an act on a procedure."""
    record(
        f"wvggz.{soort}",
        object=rij.naam,
        betrokkene=rij.inwoner.sleutel_id,
        dossier=rij.traject.traject.dossier_id,
        gegevens=gegevens,
    )


def eis_verleden(
    op: datetime, nu: datetime, veld: str, tekst: str = _("De tijd ligt in de toekomst.")
) -> None:
    if op > nu + SPELING:
        raise OngeldigeInvoer("datum-toekomst", tekst, "UW-12", fouten={veld: tekst})


@dataclass(frozen=True, slots=True)
class Tvzgegevens:
    """Tijdelijk verplichte zorg as told: since when, by whom, and when the psychiatrist began."""

    begint_op: datetime
    door: str
    plaats: str = ""
    onderzoek_op: datetime | None = None


def start_procedure(
    *,
    actor: Actor,
    inwoner_id: UUID,
    gemeente: str,
    plaats: str,
    aangemeld_door: str = "",
    tvz: Tvzgegevens | None = None,
) -> Crisisprocedure:
    """Open the procedure in the gemeente where the person is now (W31); with TVZ its countdown starts (UW-12)."""
    with schrijven(actor) as eenheid:
        policy.CRISIS.eis(actor, "aanmaken")
        inwoner = Inwoner.objects.select_for_update().filter(pk=inwoner_id).first()
        if inwoner is None:
            raise niet_gevonden("deze persoon")
        if not regio.gemeenten().filter(pk=gemeente).exists():
            tekst = _("Kies de gemeente waar betrokkene nu is.")
            raise OngeldigeInvoer("gemeente-onbekend", tekst, "W31", fouten={"gemeente": tekst})
        if tvz is not None:
            eis_verleden(tvz.begint_op, eenheid.nu, "begint_op", _("De starttijd ligt in de toekomst."))
        lopend = Crisisprocedure.objects.filter(inwoner=inwoner, staat__in=Crisisprocedure.OPEN).first()
        if lopend is not None:
            raise Weigering(
                "procedure-loopt", _("Er loopt al een crisisprocedure voor deze persoon."), "11 2"
            )
        melder = Medewerker.objects.get(pk=actor.medewerker_id) if actor.medewerker_id else None
        dag = kalender.wettelijke_dag(eenheid.nu)
        stap = Stap("Beslissen over de crisismaatregel", dag, eigenaar_medewerker=melder)
        traject = traject_voor(actor=actor, inwoner=inwoner, gemeente=gemeente, stap=stap)
        rij = Crisisprocedure.objects.create(
            regio_id=actor.regio_id,
            traject=traject,
            inwoner=inwoner,
            gemeente_id=gemeente,
            plaats=plaats,
            aangemeld_door=aangemeld_door,
            gestart_op=tvz.begint_op if tvz else eenheid.nu,
            geregistreerd_op=eenheid.nu,
        )
        meld(rij, "crisis_gestart", gemeente=gemeente)
        if tvz is not None:
            _begin_tvz(actor, rij, tvz)
        return rij


def _begin_tvz(actor: Actor, rij: Crisisprocedure, gegevens: Tvzgegevens) -> Tvz:
    tvz = Tvz.objects.create(
        regio_id=actor.regio_id,
        procedure=rij,
        begint_op=gegevens.begint_op,
        door=gegevens.door,
        plaats=gegevens.plaats,
        onderzoek_op=gegevens.onderzoek_op,
    )
    _zet_tvz_klok(actor, rij, tvz)
    meld(rij, "tvz_gestart", door=gegevens.door)
    return tvz


def _zet_tvz_klok(actor: Actor, rij: Crisisprocedure, tvz: Tvz) -> Klok:
    invoer = {"start_onderzoek": tvz.onderzoek_op} if tvz.onderzoek_op else {}
    houder = Medewerker.objects.get(pk=actor.medewerker_id) if actor.medewerker_id else None
    return termijnen.begin(
        termijnen.bereken(TVZ, tvz.begint_op, **invoer),
        tvz.naam,
        actor=actor,
        dossier=rij.traject.traject.dossier,
        gemeente=rij.gemeente,
        medewerker=houder or rij.traject.traject.dossier.casusregisseur,
    )


def vergrendel(actor: Actor, procedure_id: UUID, handeling: str = "wijzigen") -> Crisisprocedure:
    """The procedure, locked and allowed; 404 when it does not exist for this actor."""
    rijen = Crisisprocedure.objects.filter(pk=procedure_id)
    if not actor.is_systeem and not policy.CRISIS.zichtbaar(rijen, actor).exists():
        raise niet_gevonden("deze procedure")
    rij = (
        rijen.select_for_update(of=("self",))
        .select_related("traject__traject__dossier__casusregisseur", "inwoner", "gemeente")
        .get()
    )
    if handeling:
        policy.CRISIS.eis(actor, handeling, rij)
    return rij


def _eis_onbeslist(rij: Crisisprocedure) -> None:
    if rij.staat not in Crisisprocedure.OPEN:
        besluit = CmBesluit.objects.filter(procedure=rij).select_related("ondertekenaar").first()
        raise _al_besloten(besluit)


def _al_besloten(besluit: CmBesluit | None) -> Weigering:
    if besluit is None:
        return Weigering("al-besloten", _("Deze procedure is al gesloten."), "UW-16")
    tijd = kalender.lokaal(besluit.gegeven_op)
    return Weigering(
        "al-besloten",
        _(
            "Er is al besloten door {naam} om {tijd} uur.",
            naam=besluit.ondertekenaar.naam,
            tijd=f"{tijd:%H.%M}",
        ),
        "UW-16",
    )


def leg_plaats_vast(
    *,
    actor: Actor,
    procedure_id: UUID,
    gemeente: str,
    plaats: str,
    vertegenwoordiger: str = "",
    gezinsvoogd: str = "",
) -> Crisisprocedure:
    """Where the person is now. In another gemeente of the region the procedure moves, its clocks unchanged (UW-18)."""
    with schrijven(actor):
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        if not regio.gemeenten().filter(pk=gemeente).exists():
            tekst = _("Deze gemeente hoort niet bij de regio. Bel de burgemeester van die gemeente.")
            raise OngeldigeInvoer("gemeente-buiten-regio", tekst, "W32", fouten={"gemeente": tekst})
        oud = rij.gemeente_id
        rij.gemeente_id, rij.plaats = gemeente, plaats
        rij.vertegenwoordiger, rij.gezinsvoogd = vertegenwoordiger, gezinsvoogd
        rij.versie += 1
        rij.save()
        if gemeente != oud:
            Klok.objects.filter(
                onderwerp__in=[rij.naam, *([rij.tvz.naam] if hasattr(rij, "tvz") else [])],
                voldaan_op__isnull=True,
            ).update(gemeente=gemeente)
            meld(rij, "crisis_overgedragen", van=oud, naar=gemeente)
        else:
            meld(rij, "plaats_vastgelegd")
        return rij


def leg_onderzoek_psychiater_vast(*, actor: Actor, procedure_id: UUID, op: datetime) -> Tvz:
    """When the psychiatrist began: the second clock of TVZ, the earlier of the two counts (W50)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        eis_verleden(op, eenheid.nu, "op")
        tvz = Tvz.objects.select_for_update().filter(procedure=rij, einde_op__isnull=True).first()
        if tvz is None:
            raise Weigering("geen-tvz", _("Er loopt geen tijdelijk verplichte zorg."), "W50")
        tvz.onderzoek_op = op
        tvz.save(update_fields=["onderzoek_op"])
        _zet_tvz_klok(actor, rij, tvz)
        meld(rij, "psychiater_begonnen")
        return tvz


def beeindig_tvz(*, actor: Actor, procedure_id: UUID, op: datetime, reden: str) -> Tvz:
    """When TVZ really ended. Told after its term had passed, both times stay, and an earlier end takes the overrun away."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        tvz = Tvz.objects.select_for_update().filter(procedure=rij).first()
        if tvz is None:
            raise Weigering("geen-tvz", _("Er liep geen tijdelijk verplichte zorg."), "W50")
        if tvz.eindreden and tvz.eindreden != Tvz.Eindreden.VERSTREKEN:
            raise Weigering("al-geeindigd", _("De tijdelijk verplichte zorg is al geëindigd."), "W50")
        if reden not in Tvz.Eindreden.values:
            tekst = _("Kies de reden van het einde.")
            raise OngeldigeInvoer("reden-verplicht", tekst, "UW-12", fouten={"reden": tekst})
        eis_verleden(op, eenheid.nu, "op")
        _eindig_tvz(actor, tvz, op, reden, eenheid.nu)
        return tvz


def _eindig_tvz(actor: Actor, tvz: Tvz, op: datetime, reden: str, nu: datetime) -> None:
    eerder_verstreken = tvz.eindreden == Tvz.Eindreden.VERSTREKEN
    tvz.einde_op, tvz.eindreden, tvz.einde_geregistreerd_op = op, reden, nu
    tvz.save()
    if eerder_verstreken:
        Klok.objects.filter(onderwerp=tvz.naam, regel=TVZ, vervallen_op__isnull=True).update(voldaan_op=op)
    else:
        termijnen.voldoe(tvz.naam, TVZ, op, actor=actor)


def laat_tvz_verstrijken(*, actor: Actor) -> int:
    """At its deadline TVZ ends by itself: voluntary status unless a crisismaatregel was taken; nazorg opens (W50, W66)."""
    with schrijven(actor, stil=True) as eenheid:
        klokken = Klok.objects.select_for_update().filter(
            regel=TVZ, eindigt_op__lte=eenheid.nu, voldaan_op__isnull=True, vervallen_op__isnull=True
        )
        aantal = 0
        for klok in klokken:
            tvz = Tvz.objects.select_related("procedure__traject__traject", "procedure__inwoner").get(
                pk=UUID(klok.onderwerp.removeprefix("tvz:"))
            )
            if tvz.eindreden:
                continue
            tvz.eindreden, tvz.einde_geregistreerd_op = Tvz.Eindreden.VERSTREKEN, eenheid.nu
            tvz.save(update_fields=["eindreden", "einde_geregistreerd_op"])
            nazorg.open_keuze(
                actor=actor,
                traject=tvz.procedure.traject,
                onderwerp=tvz.naam,
                einde="tvz:termijn_verstreken",
            )
            meld(tvz.procedure, "tvz_verstreken")
            aantal += 1
        return aantal


def leg_verklaring_vast(
    *,
    actor: Actor,
    procedure_id: UUID,
    psychiater: str,
    conclusie: str,
    vormen: Collection[str],
    ontvangen_op: datetime,
    laatste_zorg_op: date | None = None,
    big_nummer: str = "",
) -> MedischeVerklaring:
    """The statement of an independent psychiatrist (UW-14)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        eis_verleden(ontvangen_op, eenheid.nu, "ontvangen_op")
        if not regels.is_onafhankelijk(laatste_zorg_op, kalender.wettelijke_dag(eenheid.nu)):
            raise Weigering(
                "niet-onafhankelijk",
                _("De psychiater is minder dan een jaar geleden behandelaar geweest."),
                "W36",
            )
        verklaring = MedischeVerklaring.objects.create(
            regio_id=actor.regio_id,
            procedure=rij,
            psychiater=psychiater,
            big_nummer=big_nummer,
            laatste_zorg_op=laatste_zorg_op,
            conclusie=conclusie,
            vormen="".join(sorted(set(vormen) & set(regels.VORMEN))),
            ontvangen_op=ontvangen_op,
            geregistreerd_op=eenheid.nu,
        )
        if rij.staat != Crisisprocedure.Staat.GEHOORD:
            rij.ontvang_verklaring()
            rij.save()
        meld(rij, "verklaring_ontvangen")
        return verklaring


def leg_hoorpoging_vast(
    *, actor: Actor, procedure_id: UUID, op: datetime, wijze: str, resultaat: str
) -> Hoorpoging:
    """An attempt to hear the resident (W37); append only."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        eis_verleden(op, eenheid.nu, "op")
        poging = Hoorpoging.objects.create(
            regio_id=actor.regio_id,
            procedure=rij,
            op=op,
            wijze=wijze,
            resultaat=resultaat,
            door_id=actor.medewerker_id,
        )
        meld(rij, "hoorpoging_gedaan")
        return poging


@dataclass(frozen=True, slots=True)
class Horen:
    """The hearing as filled in: heard by whom and what was said, or why not."""

    gehoord: bool
    door: str = ""
    wijze: str = ""
    op: datetime | None = None
    zienswijze: str = ""
    voorkeuren: str = ""
    kaart_bekeken: str = "nee"
    reden: str = ""
    toelichting: str = ""


def leg_horen_vast(*, actor: Actor, procedure_id: UUID, horen: Horen) -> Hoorverslag:
    """Heard, or why not with the attempts (UW-15); until the decision it may be corrected."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        stand = regels.Hoorstand(horen.gehoord, horen.door, horen.reden, rij.hoorpogingen.count())
        if weigering := regels.mag_horen_afsluiten(stand, waarde("hoorpogingen")):
            raise weigering
        verslag, _nieuw = Hoorverslag.objects.update_or_create(
            regio_id=actor.regio_id,
            procedure=rij,
            defaults={
                "gehoord": horen.gehoord,
                "door": horen.door,
                "wijze": horen.wijze,
                "op": horen.op or (eenheid.nu if horen.gehoord else None),
                "zienswijze": horen.zienswijze,
                "voorkeuren": horen.voorkeuren,
                "kaart_bekeken": horen.kaart_bekeken,
                "reden": "" if horen.gehoord else horen.reden,
                "toelichting": horen.toelichting,
                "geregistreerd_op": eenheid.nu,
            },
        )
        rij.leg_horen_vast()
        rij.versie += 1
        rij.save()
        meld(rij, "betrokkene_gehoord" if horen.gehoord else "niet_gehoord_vastgelegd")
        return verslag


def beantwoord_criterium(
    *, actor: Actor, procedure_id: UUID, criterium: str, ja: bool, toelichting: str
) -> CmAntwoord:
    """Save the answer to one of the five questions; the decision freezes them (W33)."""
    if criterium not in regels.CRITERIA:
        raise OngeldigeInvoer("invoer-ongeldig", _("Deze vraag is er niet."), "W33")
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        antwoord, _nieuw = CmAntwoord.objects.update_or_create(
            regio_id=actor.regio_id,
            procedure=rij,
            criterium=criterium,
            defaults={"ja": ja, "toelichting": toelichting, "door_id": actor.medewerker_id, "op": eenheid.nu},
        )
        meld(rij, "criterium_beantwoord", criterium=criterium, ja=ja)
        return antwoord


def kies_vormen(
    *, actor: Actor, procedure_id: UUID, vormen: Collection[str], afwijking_reden: str = ""
) -> Crisisprocedure:
    """Which forms of compulsory care, saved for the decision (W41)."""
    if not vormen or not set(vormen) <= set(regels.VORMEN):
        tekst = _("Kies ten minste één vorm van verplichte zorg.")
        raise OngeldigeInvoer("vormen-ontbreken", tekst, "W41", fouten={"vormen": tekst})
    with schrijven(actor):
        rij = vergrendel(actor, procedure_id)
        _eis_onbeslist(rij)
        rij.vormen, rij.afwijking_reden = "".join(sorted(set(vormen))), afwijking_reden
        rij.versie += 1
        rij.save(update_fields=["vormen", "afwijking_reden", "versie"])
        meld(rij, "vormen_gekozen")
        return rij


def hoedanigheid(actor: Actor, gemeente: str) -> str:
    """In which capacity this actor may sign for this gemeente now; empty when not at all (W40).

    The burgemeester; the loco only on days that the burgemeester is absent; a wethouder with a dated mandate.
    """
    if gemeente not in actor.gemeente_ids:
        return ""
    if actor.rol == "burgemeester":
        if "loco" not in actor.functies:
            return "burgemeester"
        return "loco" if _burgemeester_afwezig(actor) else ""
    if actor.rol == "bestuurder" and "mandaat_cm" in actor.functies:
        return "wethouder_mandaat"
    return ""


def _burgemeester_afwezig(actor: Actor) -> bool:
    vandaag = kalender.wettelijke_dag(huidig().nu)
    burgemeesters = Roltoekenning.objects.filter(
        rol="burgemeester", tot__isnull=True, medewerker__organisatie=actor.organisatie_id
    ).exclude(medewerker=actor.medewerker_id)
    return (
        Afwezigheid.objects.filter(medewerker__in=burgemeesters.values("medewerker_id"), van__lte=vandaag)
        .filter(Q(tot__isnull=True) | Q(tot__gte=vandaag))
        .exists()
    )


def _naam(gemeente: str) -> str:
    return Gemeente.objects.filter(pk=gemeente).values_list("naam", flat=True).first() or gemeente


def _besluitfeiten(rij: Crisisprocedure, plaats_nu: str, eigen: str, khonraad: str) -> regels.Besluitfeiten:
    antwoorden = list(rij.antwoorden.all())
    verklaring = rij.verklaringen.order_by("-ontvangen_op").first()
    verslag = Hoorverslag.objects.filter(procedure=rij).first()
    lopend = Maatregel.objects.filter(inwoner=rij.inwoner, code="CM", beeindigd_op__isnull=True).first()
    return regels.Besluitfeiten(
        gemeente=eigen,
        gemeente_naam=_naam(eigen),
        plaats_nu=plaats_nu,
        plaats_naam=_naam(plaats_nu),
        verklaring=verklaring is not None,
        horen=regels.Hoorstand(
            verslag.gehoord if verslag else None,
            verslag.door if verslag else "",
            verslag.reden if verslag else "",
            rij.hoorpogingen.count(),
        ),
        antwoorden={a.criterium: a.ja for a in antwoorden},
        toelichtingen={a.criterium: a.toelichting for a in antwoorden},
        vormen=tuple(rij.vormen),
        geadviseerd=tuple(verklaring.vormen) if verklaring else (),
        afwijking_reden=rij.afwijking_reden,
        lopende_tot=kalender.wettelijke_dag(lopend.uiterste_einde - SPELING) if lopend else None,
        gebruikt_khonraad=waarde("cm_bron") == "khonraad",
        khonraad_nummer=khonraad,
    )


def neem_crisismaatregel(
    *,
    actor: Actor,
    procedure_id: UUID,
    plaats_nu: str,
    khonraad_nummer: str = "",
    gegeven_op: datetime | None = None,
    sleutel: str = "",
) -> CmBesluit:
    """Sign: one decision per procedure, and everything that follows from it in one transaction (UW-16).

    `plaats_nu` is where the person is, asked in this very step (W32). `gegeven_op` only counts where the decision
    was signed in Khonraad. The same press twice gives the same decision; somebody else's is told by name and time.
    """
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id, "")
        if (besluit := _bestaand(rij)) is not None:
            return _zelfde_druk(besluit, actor, "genomen")
        als = _eis_bevoegd(actor, rij)
        eigen = next(iter(actor.gemeente_ids))
        feiten = _besluitfeiten(rij, plaats_nu, eigen, khonraad_nummer or rij.khonraad_nummer)
        if weigering := regels.mag_nemen(feiten, waarde("hoorpogingen")):
            raise weigering
        op = eenheid.nu
        if feiten.gebruikt_khonraad and gegeven_op is not None:
            eis_verleden(gegeven_op, eenheid.nu, "gegeven_op")
            op = gegeven_op
        besluit = _bewaar_besluit(rij, actor, als, "genomen", op, eenheid.nu, feiten)
        rij.neem()
        rij.versie += 1
        rij.save()
        tvz = Tvz.objects.select_for_update().filter(procedure=rij).first()
        if tvz is not None and tvz.einde_op is None:
            _eindig_tvz(actor, tvz, op, Tvz.Eindreden.CM_GENOMEN, eenheid.nu)
        maatregel.begin_crisismaatregel(actor=actor, besluit=besluit)
        _begin_vervolg(actor, rij, besluit)
        meld(rij, "crisismaatregel_genomen", gemeente=besluit.gemeente_id, als=als)
        return besluit


def neem_geen_crisismaatregel(*, actor: Actor, procedure_id: UUID, reden: str) -> CmBesluit:
    """Decide not to take one, with the reason; TVZ ends and nazorg opens (UW-17)."""
    if reden not in regels.NIET_GENOMEN:
        tekst = _("Kies waarom geen crisismaatregel is genomen.")
        raise OngeldigeInvoer("reden-verplicht", tekst, "UW-17", fouten={"reden": tekst})
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id, "")
        if (besluit := _bestaand(rij)) is not None:
            return _zelfde_druk(besluit, actor, "niet_genomen")
        als = _eis_bevoegd(actor, rij)
        besluit = _bewaar_besluit(rij, actor, als, "niet_genomen", eenheid.nu, eenheid.nu, None, reden)
        rij.besluit_niet(eenheid.nu)
        rij.versie += 1
        rij.save()
        tvz = Tvz.objects.select_for_update().filter(procedure=rij).first()
        if tvz is not None and tvz.einde_op is None:
            _eindig_tvz(actor, tvz, eenheid.nu, Tvz.Eindreden.GEEN_CM, eenheid.nu)
        nazorg.open_keuze(actor=actor, traject=rij.traject, onderwerp=rij.naam, einde="crisis:niet_genomen")
        meld(rij, "crisismaatregel_niet_genomen", reden=reden)
        return besluit


def _eis_bevoegd(actor: Actor, rij: Crisisprocedure) -> str:
    als = hoedanigheid(actor, next(iter(actor.gemeente_ids), ""))
    mag = policy.ONDERTEKENEN.visible_to(actor, "ondertekenen")
    if not als or mag is None:
        raise Weigering("niet-bevoegd", GEEN_BEVOEGDHEID, "W40", status=403)
    return als


def _bestaand(rij: Crisisprocedure) -> CmBesluit | None:
    return CmBesluit.objects.filter(procedure=rij).select_related("ondertekenaar").first()


def _zelfde_druk(besluit: CmBesluit, actor: Actor, uitkomst: str) -> CmBesluit:
    if besluit.ondertekenaar_id == actor.medewerker_id and besluit.uitkomst == uitkomst:
        return besluit
    raise _al_besloten(besluit)


def _bewaar_besluit(
    rij: Crisisprocedure,
    actor: Actor,
    als: str,
    uitkomst: str,
    op: datetime,
    nu: datetime,
    feiten: regels.Besluitfeiten | None,
    reden: str = "",
) -> CmBesluit:
    criteria = {a.criterium: {"ja": a.ja, "toelichting": a.toelichting} for a in rij.antwoorden.all()}
    inhoud = {
        "procedure": str(rij.pk),
        "uitkomst": uitkomst,
        "criteria": criteria,
        "vormen": rij.vormen,
        "op": op.isoformat(),
        "door": str(actor.medewerker_id),
    }
    besluit = CmBesluit(
        regio_id=actor.regio_id,
        procedure=rij,
        uitkomst=uitkomst,
        criteria=criteria,
        vormen=rij.vormen,
        geadviseerd="".join(feiten.geadviseerd) if feiten else "",
        afwijking_reden=rij.afwijking_reden,
        reden_niet=reden,
        gemeente_id=next(iter(actor.gemeente_ids)),
        locatie_bevestigd_op=nu,
        ondertekenaar_id=actor.medewerker_id,
        hoedanigheid=als,
        op=nu,
        gegeven_op=op,
        khonraad_nummer=feiten.khonraad_nummer if feiten else "",
        hash=hashlib.sha256(json.dumps(inhoud, sort_keys=True).encode()).hexdigest(),
    )
    try:
        with transaction.atomic():
            besluit.save(force_insert=True)
    except IntegrityError as fout:
        raise _al_besloten(_bestaand(rij)) from fout
    return besluit


def _begin_vervolg(actor: Actor, rij: Crisisprocedure, besluit: CmBesluit) -> None:
    """The duties after the decision: lawyer and carrying out within 24 hours, copies, and the question about the PVP."""
    handelingen = {
        soort: Vervolghandeling.objects.create(regio_id=actor.regio_id, procedure=rij, soort=soort)
        for soort in Vervolghandeling.Soort.values
    }
    dossier = rij.traject.traject.dossier
    for soort, regel in (("advocaat", "wvggz-cm-advocaat"), ("uitvoering", "wvggz-cm-uitvoering")):
        termijnen.begin(
            termijnen.bereken(regel, besluit.gegeven_op),
            handelingen[soort].naam,
            actor=actor,
            dossier=dossier,
            gemeente=besluit.gemeente,
            medewerker=besluit.ondertekenaar,
        )
    namen = regels.ontvangers(
        vertegenwoordiger=bool(rij.vertegenwoordiger), gezinsvoogd=bool(rij.gezinsvoogd)
    )
    Afschrift.objects.bulk_create(
        [Afschrift(regio_id=actor.regio_id, procedure=rij, ontvanger=naam) for naam in namen]
    )


def eerdere_maatregelen(inwoner_id: UUID) -> list[date]:
    """Days on which a crisismaatregel or its voortzetting began before (W53)."""
    rijen = Maatregel.objects.filter(inwoner=inwoner_id, code__in=["CM", "VCM"]).values_list(
        "begint_op", flat=True
    )
    return [kalender.wettelijke_dag(op) for op in rijen]
