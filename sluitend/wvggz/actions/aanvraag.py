"""UW-06 to UW-10: the naaste who insists, the aanvraag, and what officier and court decide."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.wvggz import policy
from sluitend.wvggz.actions import maatregel, nazorg, termijnen
from sluitend.wvggz.models import AanvraagZm, Handhaving, VerkennendOnderzoek, VoMelding
from sluitend.wvggz.rules import onderzoek as onderzoekregels
from sluitend.wvggz.rules import zorgmachtiging as regels

OVJ = ("verzoekschrift", "geen")
RECHTER = ("toegewezen", "afgewezen", "aangehouden", "ingetrokken")


def meld(rij: AanvraagZm, soort: str, /, **gegevens: object) -> None:
    """The event of an act on an aanvraag."""
    record(
        f"wvggz.{soort}",
        object=rij.naam,
        betrokkene=rij.traject.inwoner.sleutel_id,
        dossier=rij.traject.traject.dossier_id,
        gegevens=gegevens,
    )


def maak_aanvraag(*, actor: Actor, onderzoek: VerkennendOnderzoek, grond: str) -> AanvraagZm:
    """The aanvraag in concept, in the transaction of the decision or of the naaste who insists."""
    with schrijven(actor) as eenheid:
        rij = AanvraagZm.objects.create(
            regio_id=actor.regio_id,
            traject=onderzoek.traject,
            onderzoek=onderzoek,
            grond=grond,
            geregistreerd_op=eenheid.nu,
        )
        meld(rij, "aanvraag_gemaakt", grond=grond)
        return rij


def leg_handhaving_vast(
    *, actor: Actor, onderzoek_id: UUID, ontvangen_op: date, wijze: str, vo_melding_id: UUID | None = None
) -> Handhaving:
    """A naaste insists: the aanvraag exists from this second on and no role can refuse it (W07, W08).

    Who is not in the circle, or comes after the date in the letter, is recorded all the same and shown to the
    mandated decider; only an outcome that already was an aanvraag leaves nothing to ask.
    """
    with schrijven(actor) as eenheid:
        zichtbaar = policy.VO.zichtbaar(VerkennendOnderzoek.objects.filter(pk=onderzoek_id), actor)
        if not actor.is_systeem and not zichtbaar.exists():
            raise niet_gevonden("dit onderzoek")
        rij = (
            VerkennendOnderzoek.objects.select_for_update(of=("self",))
            .select_related("traject__traject__dossier", "inwoner", "onderzoeker", "gemeente")
            .get(pk=onderzoek_id)
        )
        besluit = rij.besluiten.filter(volgende__isnull=True).first()
        if besluit is None or besluit.uitkomst == "aanvraag":
            raise Weigering(
                "geen-negatief-besluit",
                _("Er is geen besluit waar een naaste zich tegen kan verzetten."),
                "W07",
            )
        if Handhaving.objects.filter(onderzoek=rij).exists():
            raise Weigering(
                "al-gehandhaafd", _("Een naaste heeft al gehandhaafd. De aanvraag loopt."), "UW-06"
            )
        if ontvangen_op > kalender.wettelijke_dag(eenheid.nu):
            tekst = _("De datum ligt in de toekomst.")
            raise OngeldigeInvoer("datum-toekomst", tekst, "UW-06", fouten={"ontvangen_op": tekst})
        melding = VoMelding.objects.filter(onderzoek=rij, pk=vo_melding_id).first() if vo_melding_id else None
        handhaving = Handhaving.objects.create(
            regio_id=actor.regio_id,
            onderzoek=rij,
            vo_melding=melding,
            in_kring=melding.bevoegd if melding else True,
            ontvangen_op=ontvangen_op,
            na_reactietermijn=onderzoekregels.te_laat_gereageerd(
                ontvangen_op, melding.reactie_tot if melding else None
            ),
            wijze=wijze,
            door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        aanvraag = maak_aanvraag(actor=actor, onderzoek=rij, grond="op_verzoek_naaste")
        termijnen.begin(
            termijnen.bereken("wvggz-naaste-handhaaft", ontvangen_op),
            aanvraag.naam,
            actor=actor,
            dossier=rij.traject.traject.dossier,
            gemeente=rij.gemeente,
            medewerker=rij.onderzoeker,
        )
        meld(aanvraag, "naaste_handhaafde", in_kring=handhaving.in_kring)
        return handhaving


def vergrendel(actor: Actor, aanvraag_id: UUID) -> AanvraagZm:
    """The aanvraag, locked and allowed; 404 when it does not exist for this actor."""
    rijen = AanvraagZm.objects.filter(pk=aanvraag_id)
    if not actor.is_systeem and not policy.AANVRAAG.zichtbaar(rijen, actor).exists():
        raise niet_gevonden("deze aanvraag")
    rij = (
        rijen.select_for_update(of=("self",))
        .select_related("traject__traject__dossier", "traject__inwoner", "onderzoek__onderzoeker")
        .get()
    )
    policy.AANVRAAG.eis(actor, "wijzigen", rij)
    return rij


def _bewaar(rij: AanvraagZm) -> None:
    rij.versie += 1
    rij.save()


def _begin(actor: Actor, rij: AanvraagZm, regel: str, start: date, **invoer: object) -> None:
    termijnen.begin(
        termijnen.bereken(regel, start, **invoer),
        rij.naam,
        actor=actor,
        dossier=rij.traject.traject.dossier,
        gemeente=rij.traject.gemeente,
        medewerker=rij.onderzoek.onderzoeker if rij.onderzoek else rij.traject.traject.dossier.casusregisseur,
    )


def verzend_aanvraag(*, actor: Actor, aanvraag_id: UUID, op: date, kenmerk: str = "") -> AanvraagZm:
    """Send it to the officier. This starts no clock: the notice of the geneesheer-directeur does (W21)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, aanvraag_id)
        if rij.staat != AanvraagZm.Staat.CONCEPT:
            raise Weigering("al-verzonden", _("Deze aanvraag is al verzonden."), "UW-07")
        rij.ovj_kenmerk = kenmerk
        rij.verzend(op)
        _bewaar(rij)
        termijnen.voldoe(rij.naam, "wvggz-naaste-handhaaft", eenheid.nu, actor=actor)
        meld(rij, "aanvraag_verzonden", grond=rij.grond)
        return rij


def leg_mededeling_vast(*, actor: Actor, aanvraag_id: UUID, op: date) -> AanvraagZm:
    """The notice of the geneesheer-directeur: four weeks for the officier begin, six with an own plan (W21)."""
    with schrijven(actor):
        rij = vergrendel(actor, aanvraag_id)
        if weigering := regels.mag_mededeling(rij.verzonden_op, op):
            raise weigering
        if rij.staat not in (AanvraagZm.Staat.CONCEPT, AanvraagZm.Staat.VERZONDEN):
            raise Weigering("al-in-voorbereiding", _("De mededeling is al vastgelegd."), "UW-07")
        rij.bereid_voor(op)
        _bewaar(rij)
        _begin(actor, rij, "wvggz-ovj-beslissing", op)
        meld(rij, "voorbereiding_gestart")
        return rij


def vraag_eigen_plan(*, actor: Actor, aanvraag_id: UUID) -> AanvraagZm:
    """The resident makes an own plan: six weeks in total from the same start (UW-08)."""
    with schrijven(actor):
        rij = vergrendel(actor, aanvraag_id)
        if rij.staat != AanvraagZm.Staat.IN_VOORBEREIDING or rij.gd_mededeling_op is None:
            raise Weigering("niet-in-voorbereiding", _("Deze aanvraag is niet in voorbereiding."), "UW-08")
        rij.schort_op()
        _bewaar(rij)
        _begin(actor, rij, "wvggz-ovj-beslissing", rij.gd_mededeling_op, eigen_plan="ja")
        _begin(actor, rij, "wvggz-eigen-plan", rij.gd_mededeling_op)
        meld(rij, "eigen_plan_gevraagd")
        return rij


def leg_eigen_plan_vast(*, actor: Actor, aanvraag_id: UUID, uitkomst: str) -> AanvraagZm:
    """The own plan was handed in, or did not come about; the six weeks stay."""
    if uitkomst not in ("ingediend", "mislukt"):
        raise OngeldigeInvoer(
            "invoer-ongeldig", _("Kies hoe het eigen plan afliep."), "UW-08", fouten={"uitkomst": "Kies."}
        )
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, aanvraag_id)
        if rij.staat != AanvraagZm.Staat.OPGESCHORT:
            raise Weigering("geen-eigen-plan", _("Er loopt geen eigen plan."), "UW-08")
        rij.hervat(uitkomst)
        _bewaar(rij)
        termijnen.voldoe(rij.naam, "wvggz-eigen-plan", eenheid.nu, actor=actor)
        meld(rij, "eigen_plan_ingediend" if uitkomst == "ingediend" else "eigen_plan_mislukt")
        return rij


def leg_ovj_vast(
    *, actor: Actor, aanvraag_id: UUID, besluit: str, op: date, rechter_ontvangen_op: date | None = None
) -> AanvraagZm:
    """What the officier decided. No request: nazorg opens. A request: the court has three weeks from receipt (W25)."""
    if besluit not in OVJ:
        raise OngeldigeInvoer(
            "invoer-ongeldig", _("Kies wat de officier besloot."), "UW-10", fouten={"besluit": "Kies."}
        )
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, aanvraag_id)
        if rij.staat not in (AanvraagZm.Staat.IN_VOORBEREIDING, AanvraagZm.Staat.OPGESCHORT):
            raise Weigering(
                "niet-in-voorbereiding",
                _("Leg eerst de mededeling van de geneesheer-directeur vast."),
                "UW-10",
            )
        _eis_niet_toekomst(op, eenheid.nu)
        rij.ovj(besluit, op)
        rij.rechter_ontvangen_op = rechter_ontvangen_op
        _bewaar(rij)
        moment = min(kalender.begin_dag(op), eenheid.nu)
        termijnen.voldoe(rij.naam, "wvggz-ovj-beslissing", moment, actor=actor)
        termijnen.verval(rij.naam, "wvggz-eigen-plan", actor=actor)
        if besluit == "geen":
            nazorg.open_keuze(
                actor=actor, traject=rij.traject, onderwerp=rij.naam, einde="aanvraag:ovj_geen_verzoek"
            )
        elif rechter_ontvangen_op is not None:
            _begin(actor, rij, "wvggz-zm-beslissing", rechter_ontvangen_op)
        meld(rij, "ovj_besloten", besluit=besluit)
        return rij


def _eis_niet_toekomst(op: date, nu: datetime) -> None:
    if op > kalender.wettelijke_dag(nu):
        tekst = _("De datum ligt in de toekomst.")
        raise OngeldigeInvoer("datum-toekomst", tekst, "UW-10", fouten={"op": tekst})


@dataclass(frozen=True, slots=True)
class Duur:
    """How long the court gave: whole months, connecting to earlier care or not."""

    maanden: int
    aansluitend: bool = False


def leg_rechter_vast(
    *, actor: Actor, aanvraag_id: UUID, besluit: str, op: date, duur: Duur | None = None
) -> AanvraagZm:
    """What the court decided. Granted: the zorgmachtiging runs from this day; refused or withdrawn: nazorg opens."""
    if besluit not in RECHTER:
        raise OngeldigeInvoer(
            "invoer-ongeldig", _("Kies wat de rechter besloot."), "UW-10", fouten={"besluit": "Kies."}
        )
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, aanvraag_id)
        if rij.staat != AanvraagZm.Staat.OVJ_BESLOTEN or rij.ovj_besluit != "verzoekschrift":
            raise Weigering("geen-verzoekschrift", _("Er ligt geen verzoekschrift bij de rechter."), "UW-10")
        _eis_niet_toekomst(op, eenheid.nu)
        if besluit == "aangehouden":
            meld(rij, "rechter_hield_aan")
            return rij
        if besluit == "toegewezen":
            duur = duur or Duur(0)
            sinds = maatregel.ononderbroken_sinds(rij.traject.inwoner_id, op)
            if weigering := regels.mag_duur(
                duur.maanden, aansluitend=duur.aansluitend, ononderbroken_sinds=sinds, besluit=op
            ):
                raise weigering
        rij.rechter(besluit, op)
        _bewaar(rij)
        termijnen.voldoe(
            rij.naam, "wvggz-zm-beslissing", min(kalender.begin_dag(op), eenheid.nu), actor=actor
        )
        if besluit == "toegewezen" and duur is not None:
            maatregel.begin_zorgmachtiging(actor=actor, aanvraag=rij, op=op, maanden=duur.maanden)
        else:
            soort = "rechter_afgewezen" if besluit == "afgewezen" else "ingetrokken"
            nazorg.open_keuze(actor=actor, traject=rij.traject, onderwerp=rij.naam, einde=f"aanvraag:{soort}")
        meld(rij, "rechter_besloten", besluit=besluit)
        return rij
