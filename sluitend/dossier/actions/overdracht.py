"""UR-13 to UR-17: offer, accept, decline, withdraw, lapse. Until acceptance the sender stays responsible (Z-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from sluitend.dossier import gaten, policy
from sluitend.dossier.actions import regie, taken
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.actions.taken import TEAMLEIDER, TERUG
from sluitend.dossier.models import Dossier, Overdracht, OverdrachtOnderdeel
from sluitend.dossier.rules import overdracht as regels
from sluitend.dossier.rules.overdracht_soorten import GEMEENTE, SOORTEN
from sluitend.dossier.rules.tijd import eod, wd
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.regio import instellingen
from sluitend.regio import queries as regio
from sluitend.regio.models import Medewerker, Roltoekenning, Team


@dataclass(frozen=True, slots=True)
class Aanbieding:
    """An overdracht as it was filled in. `inhoud`: item → (text, n.v.t., reason)."""

    soort: str
    naar_team: Team | None
    reden: str
    inhoud: Mapping[str, tuple[str, bool, str]] = field(default_factory=dict)
    onderdelen: Sequence[str] = ()
    naar_medewerker: Medewerker | None = None
    warm_gesprek_op: date | None = None
    warm_niet_reden: str = ""
    inwoner_betrokken: str | None = "verteld"
    inwoner_niet_reden: str = ""


def _wissel(dossier: Dossier, gemeente: str | None) -> regels.Gemeentewissel | None:
    """The gemeenten at stake; a region with two centrumgemeenten checks the one that would receive."""
    if gemeente is None:
        return None
    centrum = regio.centrumgemeenten()
    return regels.Gemeentewissel(
        ontvangend=gemeente,
        herkomst=dossier.herkomst_gemeente_id,
        centrumgemeente=gemeente if gemeente in centrum else next(iter(sorted(centrum)), None),
        centrumgemeente_neemt_over=bool(instellingen.waarde("centrumgemeente_neemt_over")),
    )


@dataclass(frozen=True, slots=True)
class Getoetst:
    """An offer that the rule lets through, and the dates that sending it now would set."""

    dossier: Dossier
    onderdelen: frozenset[str]
    gemeente: str | None
    norm_op: datetime
    verloopt_op: datetime | None


def toets_overdracht(*, actor: Actor, dossier_id: UUID, aanbieding: Aanbieding) -> Getoetst:
    """Whether this could be sent now, without sending: for the preview. Raises as sending would (UR-13)."""
    return _toets(actor, _mijn_dossier(actor, dossier_id), aanbieding, huidig().nu)


def _mijn_dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    rij = policy.DOSSIER.zichtbaar(Dossier.objects.all(), actor).filter(pk=dossier_id).first()
    if rij is None:
        raise niet_gevonden("dit dossier")
    return rij


def _toets(actor: Actor, dossier: Dossier, aanbieding: Aanbieding, nu: datetime) -> Getoetst:
    policy.DOSSIER.eis(actor, "overdragen", dossier, _("Alleen de regisseur kan de regie overdragen."))
    soort = SOORTEN.get(aanbieding.soort)
    if soort is None or aanbieding.soort == "nood":
        raise OngeldigeInvoer(
            "soort-onbekend",
            _("Kies een soort overdracht."),
            "UR-13",
            fouten={"soort": _("Kies een soort overdracht.")},
        )
    onderdelen = frozenset(aanbieding.onderdelen or soort.onderdelen)
    gemeente = _gemeente_van(aanbieding.naar_team) if GEMEENTE in onderdelen else None
    if GEMEENTE in onderdelen and gemeente is None and aanbieding.naar_team is not None:
        tekst = _("Kies een team van de gemeente die de inwoner overneemt.")
        raise OngeldigeInvoer("gemeente-ontbreekt", tekst, "UR-13", fouten={"naar_team": tekst})
    _eis_open(dossier)
    concept = regels.Concept(
        soort=aanbieding.soort,
        onderdelen=onderdelen,
        reden=aanbieding.reden,
        inhoud={item: regels.Inhoudsitem(*waarden) for item, waarden in aanbieding.inhoud.items()},
        heeft_ontvanger=aanbieding.naar_team is not None or aanbieding.naar_medewerker is not None,
        inwoner_betrokken=aanbieding.inwoner_betrokken,
        inwoner_reden=aanbieding.inwoner_niet_reden,
        lopende=_lopende(dossier),
        gemeentewissel=_wissel(dossier, gemeente),
    )
    if weigering := regels.mag_verzenden(concept):
        raise weigering
    return Getoetst(
        dossier, onderdelen, gemeente, regels.norm_op(nu), regels.verloopt_op(aanbieding.soort, nu)
    )


def verzend_overdracht(*, actor: Actor, dossier_id: UUID, aanbieding: Aanbieding) -> Overdracht:
    """Offer (parts of) the regie to another; the clocks start, nothing moves yet (UR-13)."""
    with schrijven(actor) as eenheid:
        _mijn_dossier(actor, dossier_id)
        dossier = regie.vergrendel(dossier_id)
        getoetst = _toets(actor, dossier, aanbieding, eenheid.nu)
        onderdelen, gemeente = getoetst.onderdelen, getoetst.gemeente
        if aanbieding.naar_medewerker is not None:
            taken.eis_actief(aanbieding.naar_medewerker)
        overdracht = Overdracht(
            regio_id=actor.regio_id,
            dossier=dossier,
            soort=aanbieding.soort,
            van_medewerker_id=actor.medewerker_id,
            van_team=dossier.regieteam,
            naar_team=aanbieding.naar_team,
            naar_medewerker=aanbieding.naar_medewerker,
            naar_gemeente_id=gemeente,
            reden=aanbieding.reden,
            warm_gesprek_op=aanbieding.warm_gesprek_op,
            warm_niet_reden=aanbieding.warm_niet_reden,
            inwoner_betrokken=aanbieding.inwoner_betrokken,
            inwoner_niet_reden=aanbieding.inwoner_niet_reden,
            inhoud={item: list(waarden) for item, waarden in aanbieding.inhoud.items()},
            aangemaakt_op=eenheid.nu,
        )
        overdracht.verzend(eenheid.nu, getoetst.norm_op, getoetst.verloopt_op)
        overdracht.save(force_insert=True)
        OverdrachtOnderdeel.objects.bulk_create(
            [
                OverdrachtOnderdeel(
                    regio_id=actor.regio_id, overdracht=overdracht, dossier=dossier, onderdeel=onderdeel
                )
                for onderdeel in sorted(onderdelen)
            ]
        )
        for soort in (TERUG, TEAMLEIDER):
            taken.rond_taken_van_af(
                actor=actor, dossier=dossier, soort=soort, resultaat="nieuwe overdracht verzonden"
            )
        taken.maak_taak(
            actor=actor,
            titel=_("Overdracht beantwoorden"),
            soort="overdracht_beantwoorden",
            dossier=dossier,
            onderwerp=object_naam("overdracht", overdracht.pk),
            eigenaar_team=aanbieding.naar_team,
            eigenaar_medewerker=None if aanbieding.naar_team else aanbieding.naar_medewerker,
            uiterlijk=overdracht.norm_op,
        )
        _meld(overdracht, "dossier.overdracht_verzonden", actie="C", onderdelen=len(onderdelen))
        gaten.raak([overdracht.pk], "G-04")
        return overdracht


def _gemeente_van(team: Team | None) -> str | None:
    return team.organisatie.gemeente_id if team is not None else None


def _eis_open(dossier: Dossier) -> None:
    if dossier.status == Dossier.Status.GESLOTEN:
        raise Weigering("dossier-gesloten", _("Dit dossier is gesloten."), "UR-13")


def _lopende(dossier: Dossier) -> tuple[regels.LopendeOverdracht, ...]:
    rijen = OverdrachtOnderdeel.objects.filter(dossier=dossier, open=True).select_related(
        "overdracht__naar_team", "overdracht__naar_medewerker"
    )
    return tuple(
        regels.LopendeOverdracht(
            rij.onderdeel, str(rij.overdracht.naar_team or rij.overdracht.naar_medewerker)
        )
        for rij in rijen
    )


def _meld(overdracht: Overdracht, soort: str, actie: str = "U", **gegevens: object) -> None:
    record(
        soort,
        object=object_naam("overdracht", overdracht.pk),
        dossier=overdracht.dossier_id,
        actie=actie,
        betrokkene=overdracht.dossier.inwoner.sleutel_id,
        gegevens={"soort": overdracht.soort, **gegevens},
    )


def _vergrendel(actor: Actor | None, overdracht_id: UUID) -> Overdracht:
    """The overdracht behind its dossier's lock; 404 when it does not exist for this actor. None: a rule, nobody."""
    rijen = Overdracht.objects.all()
    if actor is not None and not actor.is_systeem:
        rijen = policy.OVERDRACHT.zichtbaar(rijen, actor)
    dossier_id = rijen.filter(pk=overdracht_id).values_list("dossier_id", flat=True).first()
    if dossier_id is None:
        raise niet_gevonden("deze overdracht")
    regie.vergrendel(dossier_id)
    return (
        Overdracht.objects.select_for_update(of=("self",))
        .select_related(
            "dossier__inwoner",
            "naar_gemeente",
            "dossier__verantwoordelijke_gemeente",
            "naar_team",
            "van_team",
        )
        .get(pk=overdracht_id)
    )


def _aanbod(overdracht: Overdracht) -> regels.Aanbod:
    onderdelen = frozenset(overdracht.onderdelen.values_list("onderdeel", flat=True))
    return regels.Aanbod(
        soort=overdracht.soort,
        status=overdracht.status,
        verloopt_op=overdracht.verloopt_op,
        onderdelen=onderdelen,
        warm_gesprek_op=overdracht.warm_gesprek_op,
        warm_niet_reden=overdracht.warm_niet_reden,
        gemeentewissel=_wissel(overdracht.dossier, overdracht.naar_gemeente_id),
        ontvangende_gemeente_naam=str(overdracht.naar_gemeente or ""),
        verantwoordelijke_gemeente_naam=str(overdracht.dossier.verantwoordelijke_gemeente or ""),
    )


def _ontvanger(medewerker: Medewerker, gemeente: str | None) -> regels.Ontvanger:
    rollen = list(
        Roltoekenning.objects.filter(medewerker=medewerker, tot__isnull=True).values_list("rol", "functies")
    )
    return regels.Ontvanger(
        actief=medewerker.status == Medewerker.Status.ACTIEF,
        rollen=frozenset(rol for rol, _f in rollen),
        van_ontvangende_gemeente=gemeente is not None and medewerker.organisatie.gemeente_id == gemeente,
        mag_gemeente_aanvaarden=any("gemeente_aanvaarden" in functies for _r, functies in rollen),
    )


def aanvaard_overdracht(
    *,
    actor: Actor,
    overdracht_id: UUID,
    eerste_contact: date | None,
    regisseur_id: UUID | None = None,
    warm_gesprek_op: date | None = None,
    warm_niet_reden: str = "",
) -> Overdracht:
    """Take over: pointers and periods move in this one transaction (UR-14).

    Refuses when the offer was withdrawn, answered or has lapsed, when the new regisseur is not active in the
    role, and when the first contact is planned too late. A second answer gets the outcome of the first.
    """
    with schrijven(actor) as eenheid:
        regisseur = regie.vergrendel_medewerker(regisseur_id or actor.medewerker_id)  # type: ignore[arg-type]
        overdracht = _vergrendel(actor, overdracht_id)
        aanbod = _aanbod(overdracht)
        # Who answered first decides; only then whether this actor may.
        if overdracht.status in regels.OPEN and not regels.is_verlopen(aanbod, eenheid.nu):
            policy.OVERDRACHT.eis(
                actor, "aanvaarden", overdracht, _("Deze overdracht is aan een ander team gericht.")
            )
            if (
                regisseur.organisatie_id
                != (overdracht.naar_team or overdracht.naar_medewerker).organisatie_id
            ):
                raise Weigering(
                    "andere-organisatie", _("Kies een collega van de ontvangende organisatie."), "UR-14"
                )
        overdracht.warm_gesprek_op = overdracht.warm_gesprek_op or warm_gesprek_op
        overdracht.warm_niet_reden = overdracht.warm_niet_reden or warm_niet_reden
        aanbod = _aanbod(overdracht)
        if weigering := regels.mag_aanvaarden(
            aanbod, _ontvanger(regisseur, overdracht.naar_gemeente_id), eerste_contact, eenheid.nu
        ):
            raise weigering
        overdracht.aanvaard(Medewerker.objects.get(pk=actor.medewerker_id), eenheid.nu, eerste_contact)
        _sla_antwoord_op(overdracht)
        regie.verplaats(
            overdracht.dossier,
            sorted(aanbod.onderdelen),
            overdracht,
            regisseur=regisseur,
            team=overdracht.naar_team or regio.team_van(regisseur, "casusregisseur"),
            grond="overdracht",
            nu=eenheid.nu,
        )
        taken.rond_taken_van_af(
            actor=actor, onderwerp=object_naam("overdracht", overdracht.pk), resultaat="aanvaard"
        )
        if eerste_contact is not None:
            taken.maak_taak(
                actor=actor,
                titel=_("Eerste contact na overdracht"),
                soort="eerste_contact",
                dossier=overdracht.dossier,
                eigenaar_medewerker=regisseur,
                uiterlijk=eod(eerste_contact),
                herkomst="regel",
            )
        _meld(overdracht, "dossier.overdracht_aanvaard")
        _meld(overdracht, "dossier.regie_overgedragen", naar=regisseur.pk)
        gaten.raak([overdracht.pk], "G-04")
        regie.werk_gaten_bij(overdracht.dossier)
        return overdracht


def _sla_antwoord_op(overdracht: Overdracht) -> None:
    overdracht.versie += 1
    overdracht.save()
    overdracht.onderdelen.update(open=False)


def weiger_overdracht(*, actor: Actor, overdracht_id: UUID, code: str, toelichting: str) -> Overdracht:
    """Decline with a reason: nothing moves, the sender gets a task for the next working day (UR-15)."""
    with schrijven(actor) as eenheid:
        overdracht = _vergrendel(actor, overdracht_id)
        aanbod = _aanbod(overdracht)
        if overdracht.status in regels.OPEN:
            policy.OVERDRACHT.eis(
                actor, "aanvaarden", overdracht, _("Deze overdracht is aan een ander team gericht.")
            )
        if weigering := regels.mag_weigeren(aanbod, code, toelichting, eenheid.nu):
            raise weigering
        overdracht.weiger(Medewerker.objects.get(pk=actor.medewerker_id), eenheid.nu, code, toelichting)
        _sla_antwoord_op(overdracht)
        _terug_naar_zender(actor, overdracht, _("Overdracht geweigerd: nieuwe overdracht of houden"), code)
        _meld(overdracht, "dossier.overdracht_geweigerd", code=code)
        gaten.raak([overdracht.pk], "G-04")
        return overdracht


def _terug_naar_zender(actor: Actor, overdracht: Overdracht, titel: str, resultaat: str) -> None:
    taken.rond_taken_van_af(
        actor=actor, onderwerp=object_naam("overdracht", overdracht.pk), resultaat=resultaat
    )
    dossier = overdracht.dossier
    taken.maak_taak(
        actor=actor,
        titel=titel,
        soort=TERUG,
        dossier=dossier,
        herkomst="regel",
        eigenaar_medewerker=dossier.casusregisseur,
        uiterlijk=eod(wd(huidig().nu, 1)),
    )


def trek_overdracht_in(*, actor: Actor, overdracht_id: UUID) -> Overdracht:
    """Take an unanswered offer back (UR-16)."""
    with schrijven(actor) as eenheid:
        overdracht = _vergrendel(actor, overdracht_id)
        if weigering := regels.mag_intrekken(_aanbod(overdracht), eenheid.nu):
            raise weigering
        policy.OVERDRACHT.eis(
            actor, "intrekken", overdracht, _("Alleen de zender kan een overdracht intrekken.")
        )
        overdracht.trek_in(eenheid.nu)
        _sla_antwoord_op(overdracht)
        taken.rond_taken_van_af(
            actor=actor, onderwerp=object_naam("overdracht", overdracht.pk), resultaat="ingetrokken"
        )
        _meld(overdracht, "dossier.overdracht_ingetrokken")
        gaten.raak([overdracht.pk], "G-04")
        return overdracht


def trek_in_bij_vertrek(*, actor: Actor, vertrekt: Medewerker) -> int:
    """Take back what somebody who leaves has sent or should answer in person; the regisseur offers it anew (UR-20).

    Called while everybody's dossiers are moved, so the sender who is told is the regisseur of from now on.
    """
    with schrijven(actor) as eenheid:
        wacht = Overdracht.objects.filter(status__in=Overdracht.WACHT).filter(
            Q(van_medewerker=vertrekt) | Q(naar_medewerker=vertrekt, naar_team__isnull=True)
        )
        ids = list(wacht.order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            overdracht = _vergrendel(None, pk)
            overdracht.trek_in(eenheid.nu)
            _sla_antwoord_op(overdracht)
            _terug_naar_zender(
                actor,
                overdracht,
                _("Overdracht ingetrokken wegens vertrek: nieuwe overdracht of houden"),
                "vertrokken",
            )
            _meld(overdracht, "dossier.overdracht_ingetrokken", vertrek=True)
        if ids:
            gaten.raak(ids, "G-04")
        return len(ids)


def stel_vraag(*, actor: Actor, overdracht_id: UUID, vraag: str) -> Overdracht:
    """Ask the sender something; the clock runs on (12 §3)."""
    with schrijven(actor) as eenheid:
        overdracht = _vergrendel(actor, overdracht_id)
        if weigering := regels.mag_vragen(_aanbod(overdracht), vraag, eenheid.nu):
            raise weigering
        policy.OVERDRACHT.eis(
            actor, "aanvaarden", overdracht, _("Deze overdracht is aan een ander team gericht.")
        )
        overdracht.bevraag(vraag)
        overdracht.versie += 1
        overdracht.save()
        taken.maak_taak(
            actor=actor,
            titel=_("Vraag over de overdracht beantwoorden"),
            soort="overdracht_vraag",
            dossier=overdracht.dossier,
            onderwerp=object_naam("overdracht", overdracht.pk),
            eigenaar_medewerker=_wie_antwoordt(overdracht),
            uiterlijk=overdracht.norm_op or eod(wd(eenheid.nu, 1)),
        )
        _meld(overdracht, "dossier.overdracht_bevraagd")
        return overdracht


def _wie_antwoordt(overdracht: Overdracht) -> Medewerker:
    """The sender, or whoever has the regie now that the sender left."""
    zender = overdracht.van_medewerker
    weg = zender.status != Medewerker.Status.ACTIEF
    return overdracht.dossier.casusregisseur if weg else zender


def beantwoord_vraag(*, actor: Actor, overdracht_id: UUID, antwoord: str) -> Overdracht:
    """Answer the receiver's question."""
    with schrijven(actor):
        overdracht = _vergrendel(actor, overdracht_id)
        if overdracht.status != Overdracht.Status.VRAAG_GESTELD:
            raise Weigering("geen-vraag", _("Er staat geen vraag open bij deze overdracht."), "UR-14")
        policy.OVERDRACHT.eis(
            actor, "intrekken", overdracht, _("Alleen de zender kan de vraag beantwoorden.")
        )
        if not antwoord.strip():
            raise OngeldigeInvoer(
                "antwoord-ontbreekt",
                _("Schrijf uw antwoord op."),
                "UR-14",
                fouten={"antwoord": _("Schrijf uw antwoord op.")},
            )
        overdracht.antwoord(antwoord)
        overdracht.versie += 1
        overdracht.save()
        taken.rond_taken_van_af(
            actor=actor,
            onderwerp=object_naam("overdracht", overdracht.pk),
            soort="overdracht_vraag",
            resultaat="beantwoord",
        )
        _meld(overdracht, "dossier.overdracht_beantwoord")
        return overdracht


def laat_verlopen(*, actor: Actor) -> int:
    """Let every offer lapse whose time has passed: nothing moves, the sender is told once (UR-16). Idempotent."""
    with schrijven(actor) as eenheid:
        rijen = Overdracht.objects.filter(
            status__in=Overdracht.WACHT, verloopt_op__lte=eenheid.nu
        ).values_list("pk", flat=True)
        ids = list(rijen)
        for pk in ids:
            overdracht = _vergrendel(actor, pk)
            if overdracht.status not in regels.OPEN:
                continue
            overdracht.verloop(eenheid.nu)
            _sla_antwoord_op(overdracht)
            _terug_naar_zender(
                actor, overdracht, _("Overdracht verlopen: nieuwe overdracht of houden"), "verlopen"
            )
            for team in {overdracht.van_team_id, overdracht.naar_team_id} - {None}:
                taken.maak_taak(
                    actor=actor,
                    titel=_("Overdracht is verlopen zonder antwoord"),
                    soort=TEAMLEIDER,
                    dossier=overdracht.dossier,
                    eigenaar_team=Team.objects.get(pk=team),
                    uiterlijk=eod(wd(eenheid.nu, 1)),
                )
            _meld(overdracht, "dossier.overdracht_verlopen")
        if ids:
            gaten.raak(ids, "G-04")
        return len(ids)
