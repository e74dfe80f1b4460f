"""UW-01 to UW-05, UW-11: start, look into, decide, tell the melders, stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Contact, Traject
from sluitend.inwoners.models import Inwoner
from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Regio
from sluitend.regio import queries as regio
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Medewerker
from sluitend.wvggz import policy
from sluitend.wvggz.actions import nazorg, termijnen
from sluitend.wvggz.models import (
    Bevinding,
    BronRaadpleging,
    VerkennendOnderzoek,
    VoBesluit,
    VoMelding,
    WvggzTraject,
)
from sluitend.wvggz.rules import onderzoek as regels

REGEL = "wvggz-verkennend-onderzoek"


@dataclass(frozen=True, slots=True)
class Meldingfeiten:
    """What the meldpunt tells of a melding: no name of the melder, only who he is to the person (W06)."""

    id: UUID
    nummer: str
    ontvangen_op: datetime
    relatie: str = ""
    anoniem: bool = False


def meld(rij: VerkennendOnderzoek, soort: str, /, **gegevens: object) -> None:
    """The event of an act on an onderzoek."""
    record(
        f"wvggz.{soort}",
        object=rij.naam,
        betrokkene=rij.inwoner.sleutel_id,
        dossier=rij.traject.traject.dossier_id,
        gegevens=gegevens,
    )


def traject_voor(*, actor: Actor, inwoner: Inwoner, gemeente: str, stap: Stap) -> WvggzTraject:
    """The running Wvggz traject of a resident, or a new one on the dossier that is opened or joined (UR-12).

    The system opens it: the act itself was allowed already, and the dossier belongs to its regisseur.
    """
    lopend = WvggzTraject.objects.filter(inwoner=inwoner, gesloten_op__isnull=True).first()
    if lopend is not None:
        return lopend
    regio_rij = Regio.objects.get(pk=actor.regio_id)
    with schrijven(systeem(regio_rij)) as eenheid:
        dossier = dossieracties.open_dossier(
            actor=eenheid.actor, inwoner=inwoner, gemeente=gemeente, aanleiding="wvggz"
        ).dossier
        traject = Traject.objects.filter(dossier=dossier, soort="wvggz", status="open").first()
        traject = traject or dossieracties.open_traject(
            actor=eenheid.actor, dossier_id=dossier.pk, soort="wvggz", stap=stap
        )
        return WvggzTraject.objects.create(
            regio_id=actor.regio_id, traject=traject, inwoner=inwoner, gemeente_id=gemeente
        )


def start_onderzoek(
    *, actor: Actor, melding: Meldingfeiten, inwoner: Inwoner, gemeente: str, regime: str = "wvggz"
) -> VerkennendOnderzoek:
    """Start the onderzoek, or join the one that runs: its earliest term stays, each melding keeps its feedback (UW-01).

    The clock runs from the day of receipt, whatever the day of triage (W05). Raises `Weigering` for the Wzd.
    """
    with schrijven(actor) as eenheid:
        if weigering := regels.mag_beginnen(ontvangen_op=melding.ontvangen_op, nu=eenheid.nu, regime=regime):
            raise weigering
        policy.VO.eis(actor, "aanmaken")
        rij = (
            VerkennendOnderzoek.objects.select_for_update(of=("self",))
            .filter(inwoner=inwoner, staat="lopend")
            .first()
        )
        if rij is not None:
            _voeg_melding_toe(rij, melding)
            if melding.ontvangen_op < rij.ontvangen_op:
                _zet_klok(actor, rij, melding.ontvangen_op)
            meld(rij, "melding_toegevoegd")
            return rij
        onderzoeker = Medewerker.objects.get(pk=actor.medewerker_id)
        team = regio.mijn_team(actor)
        if team is None:
            raise OngeldigeInvoer("team-ontbreekt", _("U hoort nog niet bij een team."), "UW-01")
        termijn = termijnen.bereken(REGEL, kalender.wettelijke_dag(melding.ontvangen_op))
        doel = termijn.extra["intern_doel"]
        stap = Stap("Verkennend onderzoek afronden", termijn.einde, eigenaar_medewerker=onderzoeker)  # type: ignore[arg-type]
        traject = traject_voor(actor=actor, inwoner=inwoner, gemeente=gemeente, stap=stap)
        rij = VerkennendOnderzoek.objects.create(
            regio_id=actor.regio_id,
            traject=traject,
            inwoner=inwoner,
            gemeente_id=gemeente,
            team=team,
            onderzoeker=onderzoeker,
            ontvangen_op=melding.ontvangen_op,
            intern_doel=doel,
            geregistreerd_op=eenheid.nu,
        )
        _voeg_melding_toe(rij, melding)
        _begin(actor, rij, termijn)
        meld(rij, "onderzoek_gestart", gemeente=gemeente)
        return rij


def _begin(actor: Actor, rij: VerkennendOnderzoek, termijn) -> None:
    termijnen.begin(
        termijn,
        rij.naam,
        actor=actor,
        dossier=rij.traject.traject.dossier,
        gemeente=rij.gemeente,
        medewerker=rij.onderzoeker,
    )


def _zet_klok(actor: Actor, rij: VerkennendOnderzoek, ontvangen_op: datetime) -> None:
    termijn = termijnen.bereken(REGEL, kalender.wettelijke_dag(ontvangen_op))
    rij.ontvangen_op, rij.intern_doel = ontvangen_op, termijn.extra["intern_doel"]
    rij.versie += 1
    rij.save(update_fields=["ontvangen_op", "intern_doel", "versie"])
    _begin(actor, rij, termijn)


def _voeg_melding_toe(rij: VerkennendOnderzoek, melding: Meldingfeiten) -> VoMelding:
    uit, _nieuw = VoMelding.objects.get_or_create(
        regio_id=rij.regio_id,
        melding=melding.id,
        defaults={
            "onderzoek": rij,
            "nummer": melding.nummer,
            "ontvangen_op": melding.ontvangen_op,
            "relatie": melding.relatie,
            "anoniem": melding.anoniem,
            "bevoegd": not melding.anoniem and regels.is_bevoegd(melding.relatie),
        },
    )
    return uit


def vergrendel(actor: Actor, onderzoek_id: UUID, handeling: str = "wijzigen") -> VerkennendOnderzoek:
    """The onderzoek, locked and allowed; 404 when it does not exist for this actor."""
    zichtbaar = policy.VO.zichtbaar(VerkennendOnderzoek.objects.filter(pk=onderzoek_id), actor)
    if not actor.is_systeem and not zichtbaar.exists():
        raise niet_gevonden("dit onderzoek")
    rij = (
        VerkennendOnderzoek.objects.select_for_update(of=("self",))
        .select_related("traject__traject__dossier", "inwoner", "gemeente", "onderzoeker", "team")
        .get(pk=onderzoek_id)
    )
    policy.VO.eis(actor, handeling, rij)
    return rij


def leg_bevinding_vast(
    *, actor: Actor, onderzoek_id: UUID, soort: str, code: str, antwoord: str = "", tekst: str = ""
) -> Bevinding:
    """A nadeel, a voluntary option or an answer to a criterium; a new answer replaces the old, which stays readable."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, onderzoek_id)
        _eis_code(soort, code)
        if soort == Bevinding.Soort.CRITERIUM:
            rij.bevindingen.filter(soort=soort, code=code, vervangen_op__isnull=True).update(
                vervangen_op=eenheid.nu
            )
        bevinding = Bevinding.objects.create(
            regio_id=actor.regio_id,
            onderzoek=rij,
            soort=soort,
            code=code,
            antwoord=antwoord,
            tekst=tekst,
            door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        meld(rij, "bevinding_vastgelegd", soort=soort)
        return bevinding


def _eis_code(soort: str, code: str) -> None:
    bekend = {"nadeel": regels.NADEEL, "criterium": regels.CRITERIA}.get(soort)
    if soort not in Bevinding.Soort.values or (bekend is not None and code not in bekend):
        raise OngeldigeInvoer("invoer-ongeldig", _("Kies een van de mogelijkheden."), "UW-02")


def leg_conclusie_vast(
    *, actor: Actor, onderzoek_id: UUID, signalen_stoornis: str, conclusie: str, vervolgroute: str
) -> VerkennendOnderzoek:
    """What the onderzoeker thinks of it and what should follow (W10)."""
    if vervolgroute and vervolgroute not in regels.VERVOLGROUTES:
        raise OngeldigeInvoer(
            "invoer-ongeldig",
            _("Kies een vervolg."),
            "UW-02",
            fouten={"vervolgroute": _("Kies een vervolg.")},
        )
    with schrijven(actor):
        rij = vergrendel(actor, onderzoek_id)
        rij.signalen_stoornis, rij.conclusie, rij.vervolgroute = signalen_stoornis, conclusie, vervolgroute
        rij.versie += 1
        rij.save(update_fields=["signalen_stoornis", "conclusie", "vervolgroute", "versie"])
        meld(rij, "conclusie_vastgelegd", vervolg=vervolgroute or "leeg")
        return rij


def raadpleeg_bron(
    *,
    actor: Actor,
    onderzoek_id: UUID,
    bron: str,
    grondslag: str,
    doel: str,
    samenvatting: str,
    ontvangen_op: date,
) -> BronRaadpleging:
    """Article and purpose first, then what came of it (UW-03); append only."""
    if bron not in regels.BRONNEN:
        raise OngeldigeInvoer(
            "invoer-ongeldig", _("Kies een bron."), "UW-03", fouten={"bron": _("Kies een bron.")}
        )
    if not grondslag.strip() or not doel.strip():
        tekst = _("Kies eerst de grondslag.")
        raise OngeldigeInvoer("grondslag-ontbreekt", tekst, "UW-03, V11", fouten={"grondslag": tekst})
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, onderzoek_id)
        if ontvangen_op > kalender.wettelijke_dag(eenheid.nu):
            tekst = _("De datum ligt in de toekomst.")
            raise OngeldigeInvoer("datum-toekomst", tekst, "UW-03", fouten={"ontvangen_op": tekst})
        raadpleging = BronRaadpleging.objects.create(
            regio_id=actor.regio_id,
            onderzoek=rij,
            bron=bron,
            grondslag=grondslag,
            doel=doel,
            samenvatting=samenvatting,
            ontvangen_op=ontvangen_op,
            door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        meld(rij, "bron_geraadpleegd", bron=bron)
        return raadpleging


def stand_van(rij: VerkennendOnderzoek) -> regels.Stand:
    """What has been found so far, for the rule that says what is missing."""
    bevindingen = list(rij.bevindingen.filter(vervangen_op__isnull=True))
    contacten = list(
        Contact.objects.filter(
            dossier=rij.traject.traject.dossier_id, met="inwoner", gebeurd_op__gte=rij.ontvangen_op
        ).values_list("resultaat", flat=True)
    )
    return regels.Stand(
        nadelen=sum(1 for b in bevindingen if b.soort in ("nadeel", "geen_nadeel")),
        vrijwillig=tuple((b.antwoord, b.tekst) for b in bevindingen if b.soort == "vrijwillig"),
        bronnen=rij.bronnen.count(),
        contact=any(resultaat in Contact.GELUKT for resultaat in contacten),
        pogingen=sum(1 for resultaat in contacten if resultaat not in Contact.GELUKT),
        criteria={b.code: (b.antwoord, b.tekst) for b in bevindingen if b.soort == "criterium"},
        conclusie=rij.conclusie,
        vervolgroute=rij.vervolgroute,
    )


def besluit_onderzoek(*, actor: Actor, onderzoek_id: UUID, uitkomst: str, motivering: str) -> VoBesluit:
    """Decide by mandate of the gemeente (UW-04). Positive makes the aanvraag; anything else opens nazorg."""
    from sluitend.wvggz.actions.aanvraag import maak_aanvraag

    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, onderzoek_id, "besluiten")
        nadeel = rij.bevindingen.filter(soort="nadeel", vervangen_op__isnull=True).exists()
        if weigering := regels.mag_besluiten(
            stand_van(rij),
            uitkomst,
            motivering,
            nadeel_gevonden=nadeel,
            zelfde_persoon=rij.onderzoeker_id == actor.medewerker_id,
            apart=waarde("vo_ander_beslist"),
        ):
            raise weigering
        rij.rond_af(eenheid.nu)
        rij.versie += 1
        rij.save()
        besluit = VoBesluit.objects.create(
            regio_id=actor.regio_id,
            onderzoek=rij,
            uitkomst=uitkomst,
            motivering=motivering,
            besloten_door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        termijnen.voldoe(rij.naam, REGEL, eenheid.nu, actor=actor)
        _bepaal_mededelingen(rij, uitkomst, eenheid.nu)
        if uitkomst == "aanvraag":
            maak_aanvraag(actor=actor, onderzoek=rij, grond="positief_vo")
        else:
            nazorg.open_keuze(actor=actor, traject=rij.traject, onderwerp=rij.naam, einde=f"vo:{uitkomst}")
        meld(rij, "onderzoek_afgerond", uitkomst=uitkomst)
        return besluit


def _bepaal_mededelingen(rij: VerkennendOnderzoek, uitkomst: str, op: datetime) -> None:
    dagen = waarde("naaste_reactie_dagen")
    for melding in rij.meldingen.filter(gegeven_op__isnull=True):
        uit = regels.mededeling(
            bevoegd=melding.bevoegd,
            uitkomst=uitkomst,
            besloten_op=kalender.wettelijke_dag(op),
            reactie_dagen=dagen,
        )
        melding.inhoud, melding.reactie_tot = uit.inhoud, uit.reactie_tot
        melding.save(update_fields=["inhoud", "reactie_tot"])


def koppel_terug(*, actor: Actor, onderzoek_id: UUID, melding_ids: Sequence[UUID], wijze: str) -> int:
    """Write down that these melders were told what they may hear (UW-05); when all were, the onderzoek moves on."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, onderzoek_id, "zien")
        if rij.staat != VerkennendOnderzoek.Staat.AFGEROND:
            raise OngeldigeInvoer(
                "nog-niet-besloten", _("Er is nog niet besloten op dit onderzoek."), "UW-05"
            )
        if actor.medewerker_id not in (rij.onderzoeker_id,) and "teamleider" not in actor.functies:
            raise niet_gevonden("dit onderzoek")
        te_vertellen = list(rij.meldingen.filter(pk__in=melding_ids, gegeven_op__isnull=True))
        for melding in te_vertellen:
            melding.gegeven_op, melding.wijze = eenheid.nu, wijze
            melding.save(update_fields=["gegeven_op", "wijze"])
            meld(rij, "melder_geinformeerd", inhoud=melding.inhoud)
        if not rij.meldingen.filter(gegeven_op__isnull=True, anoniem=False).exists():
            rij.koppel_terug()
            rij.versie += 1
            rij.save()
        return len(te_vertellen)


def stop_onderzoek(
    *,
    actor: Actor,
    onderzoek_id: UUID,
    reden: str,
    overgenomen_door: str = "",
    overgenomen_op: datetime | None = None,
) -> VerkennendOnderzoek:
    """End without a decision: acute care took over, the Wzd applies, another gemeente, or death (W13, UW-11)."""
    if weigering := regels.mag_stoppen(reden, overgenomen_door, overgenomen_op):
        raise weigering
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, onderzoek_id)
        rij.overgenomen_door, rij.overgenomen_op = overgenomen_door, overgenomen_op
        rij.stop(reden, eenheid.nu)
        rij.versie += 1
        rij.save()
        termijnen.verval(rij.naam, actor=actor, reden="onderzoek gestopt")
        nazorg.open_keuze(actor=actor, traject=rij.traject, onderwerp=rij.naam, einde=f"vo:{reden}")
        meld(rij, "onderzoek_gestopt", reden=reden)
        return rij


def sluit_onderzoek(*, actor: Actor, onderzoek_id: UUID) -> VerkennendOnderzoek:
    """Close what was told to every melder and has its follow-up chosen (11 §3)."""
    with schrijven(actor):
        rij = vergrendel(actor, onderzoek_id, "zien")
        if rij.staat != VerkennendOnderzoek.Staat.TERUGGEKOPPELD:
            raise OngeldigeInvoer(
                "nog-niet-teruggekoppeld", _("Nog niet alle melders weten wat er is gebeurd."), "UW-05"
            )
        if nazorg.staat_open(rij.naam):
            raise OngeldigeInvoer("nazorg-open", _("Kies eerst wat er na dit onderzoek gebeurt."), "W66")
        rij.sluit()
        rij.versie += 1
        rij.save()
        meld(rij, "onderzoek_gesloten")
        return rij


__all__ = [
    "Meldingfeiten",
    "besluit_onderzoek",
    "koppel_terug",
    "leg_bevinding_vast",
    "leg_conclusie_vast",
    "raadpleeg_bron",
    "sluit_onderzoek",
    "stand_van",
    "start_onderzoek",
    "stop_onderzoek",
]
