"""Compulsory care that begins, goes on, becomes uncertain and ends (UW-24, UW-25; W26-W64)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from sluitend.dossier import gaten
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.wvggz import policy
from sluitend.wvggz.actions import nazorg, termijnen
from sluitend.wvggz.models import AanvraagZm, CmBesluit, Crisisprocedure, Maatregel, NazorgKeuze, Voortzetting
from sluitend.wvggz.rules import crisis as regels

DAG = timedelta(days=1)


def meld(rij: Maatregel, soort: str, /, **gegevens: object) -> None:
    """The event of an act on a maatregel."""
    record(
        f"wvggz.{soort}",
        object=rij.naam,
        betrokkene=rij.inwoner.sleutel_id,
        dossier=rij.dossier_id,
        gegevens={"code": rij.code, **gegevens},
    )


def _begin(rij: Maatregel, actor: Actor, voorganger: Maatregel | None = None) -> Maatregel:
    """Store it; its nazorgkeuze exists from the start, or moves along from the one it follows (W66, G-14)."""
    rij.save(force_insert=True)
    nu = huidig().nu
    if voorganger is not None:
        nazorg.verhuis_naar(rij, voorganger, nu)
    if not NazorgKeuze.objects.filter(maatregel=rij, staat__in=nazorg.OPEN).exists():
        norm = max(
            rij.begint_op + DAG,
            kalender.begin_dag(kalender.wettelijke_dag(rij.einde - timedelta(seconds=1)) - 14 * DAG),
        )
        nazorg.open_keuze(
            actor=actor,
            traject=rij.traject,
            onderwerp=rij.naam,
            einde=f"maatregel:{rij.code}",
            maatregel=rij,
            uiterlijk=norm,
        )
    gaten.raak([rij.pk], "G-14")
    meld(rij, "maatregel_begonnen")
    return rij


def begin_crisismaatregel(*, actor: Actor, besluit: CmBesluit) -> Maatregel:
    """The crisismaatregel runs from the decision; what counts for alarms is its safe end (W35)."""
    procedure = besluit.procedure
    termijn = termijnen.bereken("wvggz-cm-geldigheid", besluit.gegeven_op)
    veilig, uiterst = termijn.extra["veilig_einde"], termijn.extra["uiterste_einde"]
    rij = Maatregel(
        regio_id=actor.regio_id,
        traject=procedure.traject,
        inwoner=procedure.inwoner,
        dossier=procedure.traject.traject.dossier,
        gemeente=besluit.gemeente,
        code=Maatregel.Code.CM,
        besluit=besluit,
        begint_op=besluit.gegeven_op,
        einde=kalender.einde_dag(veilig),  # type: ignore[arg-type]
        uiterste_einde=kalender.einde_dag(uiterst),  # type: ignore[arg-type]
        geregistreerd_op=huidig().nu,
    )
    _begin(rij, actor)
    termijnen.begin(
        termijn,
        rij.naam,
        actor=actor,
        dossier=rij.dossier,
        gemeente=rij.gemeente,
        medewerker=besluit.ondertekenaar,
    )
    return rij


def begin_zorgmachtiging(*, actor: Actor, aanvraag: AanvraagZm, op: date, maanden: int) -> Maatregel:
    """The zorgmachtiging runs up to and including the same day number (T13); it follows what still runs (W64)."""
    termijn = termijnen.bereken("wvggz-zm-duur", op, maanden=maanden)
    inwoner = aanvraag.traject.inwoner
    vorige = (
        Maatregel.objects.select_for_update()
        .filter(inwoner=inwoner, beeindigd_op__isnull=True, code__in=["CM", "VCM", "ZM"])
        .order_by("-begint_op")
        .first()
    )
    if vorige is not None:
        _beeindig(vorige, actor, kalender.begin_dag(op), Maatregel.Eindreden.OPGEVOLGD)
    einde = kalender.einde_dag(termijn.einde)  # type: ignore[arg-type]
    rij = Maatregel(
        regio_id=actor.regio_id,
        traject=aanvraag.traject,
        inwoner=inwoner,
        dossier=aanvraag.traject.traject.dossier,
        gemeente=aanvraag.traject.gemeente,
        code=Maatregel.Code.ZM,
        aanvraag=aanvraag,
        voorganger=vorige,
        begint_op=kalender.begin_dag(op),
        einde=einde,
        uiterste_einde=einde,
        geregistreerd_op=huidig().nu,
    )
    _begin(rij, actor, vorige)
    if vorige is not None:
        vorige.save(update_fields=["vervolg_op"])
    return rij


def ononderbroken_sinds(inwoner_id: UUID, op: date) -> date | None:
    """Since which day compulsory care has run without a day between, up to `op` (W27); None when it does not."""
    rijen = Maatregel.objects.filter(inwoner=inwoner_id).order_by("-begint_op")
    sinds: date | None = None
    for rij in rijen:
        einde = kalender.wettelijke_dag((rij.beeindigd_op or rij.einde) - timedelta(seconds=1))
        grens = sinds or op
        if einde < grens - DAG:
            break
        sinds = kalender.wettelijke_dag(rij.begint_op)
    return sinds


def vergrendel(actor: Actor, maatregel_id: UUID) -> Maatregel:
    """The maatregel, locked and allowed; 404 when it does not exist for this actor."""
    rijen = Maatregel.objects.filter(pk=maatregel_id)
    # Who carries out the crisismaatregel reaches its maatregel by the procedure (uitvoering_cm).
    if not (
        actor.is_systeem
        or policy.MAATREGEL.zichtbaar(rijen, actor).exists()
        or policy.CRISIS.zichtbaar(_procedures(maatregel_id), actor).exists()
    ):
        raise niet_gevonden("deze maatregel")
    return (
        rijen.select_for_update(of=("self",))
        .select_related("traject__traject__dossier", "inwoner", "gemeente", "besluit", "dossier")
        .get()
    )


def _procedures(maatregel_id: UUID) -> QuerySet[Crisisprocedure]:
    return Crisisprocedure.objects.filter(besluit__maatregel=maatregel_id)


def vraag_voortzetting(
    *, actor: Actor, maatregel_id: UUID, op: datetime, document: str = "", bevestigd: bool = False
) -> Voortzetting:
    """The officier asked the court to let it run on. Filed in time it does, until the court's term (W59-W62)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, maatregel_id)
        if rij.code != Maatregel.Code.CM or rij.beeindigd_op is not None:
            raise Weigering("loopt-niet", _("Er loopt geen crisismaatregel meer."), "UW-24")
        if op > eenheid.nu:
            tekst = _("De tijd ligt in de toekomst.")
            raise OngeldigeInvoer("datum-toekomst", tekst, "UW-24", fouten={"op": tekst})
        if op >= rij.uiterste_einde and not (bevestigd and document.strip()):
            raise Weigering(
                "na-uiterste-einde",
                _("Dit verzoek is van na het uiterste einde. Bevestig dit en noem het document."),
                "UW-24",
            )
        if Voortzetting.objects.filter(maatregel=rij).exists():
            raise Weigering("al-verzocht", _("Het verzoek is al vastgelegd."), "UW-24")
        termijn = termijnen.bereken("wvggz-mvc-beslissing", kalender.wettelijke_dag(op))
        voortzetting = Voortzetting.objects.create(
            regio_id=actor.regio_id,
            maatregel=rij,
            verzoek_op=op,
            document=document,
            rechter_uiterlijk=termijn.verstreken_vanaf,
        )
        termijnen.voldoe(rij.naam, "wvggz-cm-geldigheid", op, actor=actor)
        ondertekenaar = rij.besluit.ondertekenaar if rij.besluit else rij.dossier.casusregisseur
        termijnen.begin(
            termijn,
            rij.naam,
            actor=actor,
            dossier=rij.dossier,
            gemeente=rij.gemeente,
            medewerker=ondertekenaar,
        )
        meld(rij, "voortzetting_verzocht")
        return voortzetting


def besluit_voortzetting(*, actor: Actor, maatregel_id: UUID, toegewezen: bool, op: datetime) -> Maatregel:
    """What the court said: three weeks more from its decision (W63), or the end, with its nazorg."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, maatregel_id)
        voortzetting = Voortzetting.objects.select_for_update().filter(maatregel=rij, besluit="").first()
        if voortzetting is None:
            raise Weigering(
                "geen-verzoek", _("Er ligt geen verzoek om voortzetting bij de rechter."), "UW-24"
            )
        voortzetting.besluit = "toegewezen" if toegewezen else "afgewezen"
        voortzetting.besluit_op = op
        voortzetting.save()
        termijnen.voldoe(rij.naam, "wvggz-mvc-beslissing", op, actor=actor)
        if not toegewezen:
            _beeindig(rij, actor, op, Maatregel.Eindreden.AFGEWEZEN)
            meld(rij, "voortzetting_afgewezen")
            return rij
        _beeindig(rij, actor, op, Maatregel.Eindreden.OPGEVOLGD)
        termijn = termijnen.bereken("wvggz-mvc-duur", kalender.wettelijke_dag(op))
        einde = termijn.verstreken_vanaf
        opvolger = Maatregel(
            regio_id=actor.regio_id,
            traject=rij.traject,
            inwoner=rij.inwoner,
            dossier=rij.dossier,
            gemeente=rij.gemeente,
            code=Maatregel.Code.VCM,
            voorganger=rij,
            begint_op=op,
            einde=einde,
            uiterste_einde=einde,
            geregistreerd_op=eenheid.nu,
        )
        _begin(opvolger, actor, rij)
        rij.save(update_fields=["vervolg_op"])
        meld(opvolger, "voortzetting_toegewezen")
        return opvolger


def leg_zm_verzoek_vast(*, actor: Actor, maatregel_id: UUID, op: date) -> Maatregel:
    """A request for a zorgmachtiging reached the court while the voortzetting ran: it runs on (W64)."""
    with schrijven(actor):
        rij = vergrendel(actor, maatregel_id)
        if rij.code != Maatregel.Code.VCM or rij.beeindigd_op is not None:
            raise Weigering("loopt-niet", _("Er loopt geen voortzetting."), "W64")
        termijn = termijnen.bereken(
            "wvggz-mvc-doorloop", op, mvc_besluit=kalender.wettelijke_dag(rij.begint_op)
        )
        rij.einde = termijn.verstreken_vanaf
        uiterst = termijn.extra.get("uiterste_einde")
        rij.uiterste_einde = kalender.einde_dag(uiterst) if isinstance(uiterst, date) else rij.einde
        rij.versie += 1
        rij.save(update_fields=["einde", "uiterste_einde", "versie"])
        gaten.raak([rij.pk], "G-14")
        meld(rij, "voortzetting_loopt_door")
        return rij


def beeindig_maatregel(*, actor: Actor, maatregel_id: UUID, reden: str, op: datetime) -> Maatregel:
    """It ended: why and when. The nazorgkeuze that was there from the start stays open until somebody chooses (UW-25)."""
    if reden not in Maatregel.Eindreden.values or reden == Maatregel.Eindreden.OPGEVOLGD:
        tekst = _("Kies de reden van het einde.")
        raise OngeldigeInvoer("reden-verplicht", tekst, "UW-25", fouten={"reden": tekst})
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, maatregel_id)
        if rij.beeindigd_op is not None:
            raise Weigering("al-beeindigd", _("Deze maatregel is al geëindigd."), "UW-25")
        if op > eenheid.nu:
            tekst = _("De tijd ligt in de toekomst.")
            raise OngeldigeInvoer("datum-toekomst", tekst, "UW-25", fouten={"op": tekst})
        _beeindig(rij, actor, op, Maatregel.Eindreden(reden))
        return rij


def _beeindig(rij: Maatregel, actor: Actor, op: datetime, reden: Maatregel.Eindreden) -> None:
    rij.beeindigd_op, rij.eindreden = op, reden
    rij.versie += 1
    rij.save()
    termijnen.verval(rij.naam, actor=actor, reden="maatregel geëindigd")
    gaten.raak([rij.pk], "G-14")
    meld(rij, "maatregel_geeindigd", reden=reden.value)


def laat_verlopen(*, actor: Actor) -> int:
    """Let time work: uncertain after the safe end without a request, ended after the latest end. Idempotent (11 §3)."""
    with schrijven(actor, stil=True) as eenheid:
        nu = eenheid.nu
        rijen = (
            Maatregel.objects.select_for_update(of=("self",))
            .select_related("inwoner", "voortzetting")
            .filter(beeindigd_op__isnull=True, einde__lte=nu)
        )
        aantal = 0
        for rij in rijen:
            verzoek = getattr(rij, "voortzetting", None)
            fase = regels.fase(
                veilig_tot=rij.einde,
                uiterst_tot=rij.uiterste_einde,
                verzoek_op=verzoek.verzoek_op if verzoek else None,
                rechter_tot=verzoek.rechter_uiterlijk if verzoek else None,
                nu=nu,
            )
            if fase == "verlopen":
                _beeindig(rij, actor, _einde_van(rij, verzoek), Maatregel.Eindreden.VERLOPEN)
                aantal += 1
            elif fase == "onzeker" and rij.onzeker_sinds is None:
                rij.onzeker_sinds = rij.einde
                rij.save(update_fields=["onzeker_sinds"])
                meld(rij, "geldigheid_onzeker")
                aantal += 1
        return aantal


def _einde_van(rij: Maatregel, verzoek: Voortzetting | None) -> datetime:
    if verzoek is not None and verzoek.verzoek_op < rij.einde:
        return max(verzoek.rechter_uiterlijk, rij.uiterste_einde)
    return rij.uiterste_einde


__all__ = [
    "beeindig_maatregel",
    "begin_crisismaatregel",
    "begin_zorgmachtiging",
    "besluit_voortzetting",
    "laat_verlopen",
    "leg_zm_verzoek_vast",
    "ononderbroken_sinds",
    "vraag_voortzetting",
]
