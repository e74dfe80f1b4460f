"""UR-23, UR-25, UR-26: one plan, in the resident's own words first, each action owned by one organisation."""

from datetime import date, timedelta
from uuid import UUID

from sluitend.dossier import gaten, policy
from sluitend.dossier.actions import taken
from sluitend.dossier.actions.regie import niet_gevonden, vergrendel, voor_daad
from sluitend.dossier.models import Plan, Planactie, Plandoel, Planevaluatie
from sluitend.dossier.rules import plan as regels
from sluitend.dossier.rules.tijd import eod, local_day
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.regio.models import Medewerker, Organisatie


def _concept(actor: Actor, plan_id: UUID) -> Plan:
    """The draft, locked and allowed; 404 when it does not exist for this actor."""
    plan = _voor_daad(actor, plan_id)
    policy.PLAN.eis(actor, "wijzigen", plan, _("Alleen de regisseur kan dit plan wijzigen."))
    if plan.status != Plan.Status.CONCEPT:
        raise Weigering("plan-vastgesteld", _("Er is al een actief plan. Maak een nieuwe versie."), "UR-23")
    return plan


def _voor_daad(actor: Actor, plan_id: UUID) -> Plan:
    rijen = Plan.objects.select_for_update(of=("self",)).select_related("dossier__inwoner")
    plan = policy.PLAN.zichtbaar(rijen, actor).filter(pk=plan_id).order_by().first()
    if plan is None:
        raise niet_gevonden("dit plan")
    return plan


def begin_plan(*, actor: Actor, dossier_id: UUID) -> Plan:
    """Start a draft; a new version takes the goals of the active plan along."""
    with schrijven(actor) as eenheid:
        dossier = voor_daad(actor, dossier_id)
        policy.OP_DOSSIER["plan"].eis(
            actor, "aanmaken", dossier, _("Alleen de regisseur kan een plan maken.")
        )
        bestaand = Plan.objects.filter(dossier=dossier, status=Plan.Status.CONCEPT).first()
        if bestaand is not None:
            return bestaand
        vorige = Plan.objects.filter(dossier=dossier).order_by("-nummer").first()
        plan = Plan.objects.create(
            regio_id=actor.regio_id,
            dossier=dossier,
            nummer=vorige.nummer + 1 if vorige else 1,
            start=local_day(eenheid.nu),
            eigen_woorden=vorige.eigen_woorden if vorige else "",
            aangemaakt_op=eenheid.nu,
        )
        if vorige is not None:
            _neem_mee(vorige, plan)
        record(
            "dossier.plan_begonnen",
            object=object_naam("plan", plan.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
            gegevens={"nummer": plan.nummer},
            actie="C",
        )
        return plan


def _neem_mee(van: Plan, naar: Plan) -> None:
    for doel in van.doelen.exclude(status="losgelaten").prefetch_related("acties"):
        acties = list(doel.acties.filter(status__in=sorted(regels.LOPEND)))
        kopie = Plandoel.objects.create(
            regio_id=naar.regio_id,
            plan=naar,
            leefgebied=doel.leefgebied,
            doel=doel.doel,
            waaraan_te_merken=doel.waaraan_te_merken,
            score_nu=doel.score_nu,
            score_doel=doel.score_doel,
            status=doel.status,
        )
        for actie in acties:
            Planactie.objects.create(
                regio_id=naar.regio_id,
                doel=kopie,
                wat=actie.wat,
                domein=actie.domein,
                eigenaar_organisatie_id=actie.eigenaar_organisatie_id,
                eigenaar_wie=actie.eigenaar_wie,
                voorzieningsoort=actie.voorzieningsoort,
                start=actie.start,
                eind=actie.eind,
                status=actie.status,
                dubbel_reden=actie.dubbel_reden,
            )


def schrijf_eigen_woorden(
    *, actor: Actor, plan_id: UUID, tekst: str, akkoord: str, akkoord_reden: str = ""
) -> Plan:
    """`Dit wil ik zelf`, written with the resident, and whether the resident agrees with the plan."""
    with schrijven(actor):
        plan = _concept(actor, plan_id)
        if akkoord not in regels.AKKOORD:
            raise OngeldigeInvoer(
                "akkoord-onbekend",
                _("Kies wat de inwoner van het plan vindt."),
                "UR-23",
                fouten={"akkoord": _("Kies wat de inwoner van het plan vindt.")},
            )
        nieuw = plan.eigen_woorden != tekst
        plan.eigen_woorden, plan.akkoord_inwoner, plan.akkoord_reden = tekst, akkoord, akkoord_reden
        plan.versie += 1
        plan.save()
        soort = "eigen_woorden_toegevoegd" if nieuw else "plan_akkoord_vastgelegd"
        _meld(plan, f"dossier.{soort}", akkoord=akkoord)
        return plan


def _meld(plan: Plan, soort: str, **gegevens: object) -> None:
    record(
        soort,
        object=object_naam("plan", plan.pk),
        dossier=plan.dossier_id,
        betrokkene=plan.dossier.inwoner.sleutel_id,
        gegevens={"nummer": plan.nummer, **gegevens},
    )


def voeg_doel_toe(
    *,
    actor: Actor,
    plan_id: UUID,
    leefgebied: str,
    doel: str,
    waaraan_te_merken: str = "",
    score_nu: int | None = None,
    score_doel: int | None = None,
) -> Plandoel:
    """A goal in the first person, with the resident's own scores."""
    with schrijven(actor):
        plan = _concept(actor, plan_id)
        if not doel.strip():
            raise OngeldigeInvoer(
                "doel-leeg", _("Schrijf het doel op."), "UR-23", fouten={"doel": _("Schrijf het doel op.")}
            )
        rij = Plandoel.objects.create(
            regio_id=actor.regio_id,
            plan=plan,
            leefgebied=leefgebied,
            doel=doel,
            waaraan_te_merken=waaraan_te_merken,
            score_nu=score_nu,
            score_doel=score_doel,
        )
        _meld(plan, "dossier.plandoel_toegevoegd")
        return rij


def voeg_actie_toe(
    *,
    actor: Actor,
    doel_id: UUID,
    wat: str,
    domein: str,
    organisatie: Organisatie | None,
    start: date,
    eind: date | None = None,
    voorzieningsoort: str = "",
    dubbel_reden: str = "",
    wie: str = "",
) -> Planactie:
    """What will be done, by exactly one organisation; two of the same kind only with a reason (UR-24)."""
    with schrijven(actor):
        doel = Plandoel.objects.select_related("plan").filter(pk=doel_id).first()
        if doel is None:
            raise niet_gevonden("dit doel")
        plan = _concept(actor, doel.plan_id)
        if organisatie is None:
            tekst = _("Bij deze actie ontbreekt de organisatie.")
            raise OngeldigeInvoer("organisatie-ontbreekt", tekst, "UR-23", fouten={"organisatie": tekst})
        if voorzieningsoort:
            bestaande = [
                regels.Voorziening(
                    actie.pk, actie.voorzieningsoort, actie.start, actie.eind, str(actie.eigenaar_organisatie)
                )
                for actie in Planactie.objects.filter(doel__plan=plan, status__in=sorted(regels.LOPEND))
                .exclude(voorzieningsoort="")
                .select_related("eigenaar_organisatie")
            ]
            nieuw = regels.Voorziening("nieuw", voorzieningsoort, start, eind, str(organisatie))
            if weigering := regels.mag_starten(nieuw, bestaande, dubbel_reden):
                raise weigering
        if eind is not None and eind < start:
            tekst = _("De einddatum ligt voor de begindatum.")
            raise OngeldigeInvoer("periode-omgekeerd", tekst, "UR-23", fouten={"eind": tekst})
        rij = Planactie.objects.create(
            regio_id=actor.regio_id,
            doel=doel,
            wat=wat,
            domein=domein,
            eigenaar_organisatie=organisatie,
            eigenaar_wie=wie,
            start=start,
            eind=eind,
            voorzieningsoort=voorzieningsoort,
            dubbel_reden=dubbel_reden,
        )
        _meld(plan, "dossier.planactie_toegevoegd", domein=domein)
        return rij


def stel_plan_vast(*, actor: Actor, plan_id: UUID, evaluatie_op: date | None = None) -> Plan:
    """Make the draft the one active plan of the dossier; the one before it is replaced, not overwritten."""
    with schrijven(actor) as eenheid:
        plan = _concept(actor, plan_id)
        dossier = vergrendel(plan.dossier_id)
        policy.PLAN.eis(actor, "besluiten", plan, _("Alleen de regisseur kan het plan vaststellen."))
        actief = Plan.objects.select_for_update().filter(dossier=dossier, status=Plan.Status.ACTIEF).first()
        concept = regels.Planconcept(
            soort=plan.soort,
            doelen=plan.doelen.count(),
            acties=_acties(plan),
            akkoord_inwoner=plan.akkoord_inwoner,
            akkoord_reden=plan.akkoord_reden,
            ander_actief_plan=actief is not None,
            is_nieuwe_versie=True,
            start=plan.start,
            # The brede vraagverheldering (UR-08) is a record of its own that comes with the regie chapter.
            vraagverheldering_vastgesteld=True,
        )
        if weigering := regels.mag_vaststellen(concept, local_day(eenheid.nu)):
            raise weigering
        if evaluatie_op is not None and not local_day(eenheid.nu) < evaluatie_op <= local_day(
            eenheid.nu
        ) + timedelta(days=366):
            raise OngeldigeInvoer(
                "evaluatiedatum",
                _("Kies een datum binnen 12 maanden."),
                "UR-25",
                fouten={"evaluatie_op": _("Kies een datum binnen 12 maanden.")},
            )
        if actief is not None:
            actief.vervang()
            actief.save()
            record(
                "dossier.plan_vervangen",
                object=object_naam("plan", actief.pk),
                dossier=dossier.pk,
                betrokkene=dossier.inwoner.sleutel_id,
                gegevens={"nummer": actief.nummer},
            )
        plan.evaluatie_gepland_op = evaluatie_op
        plan.stel_vast(Medewerker.objects.get(pk=actor.medewerker_id), eenheid.nu)
        plan.versie += 1
        plan.save()
        record(
            "dossier.plan_vastgesteld",
            object=object_naam("plan", plan.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
            gegevens={"nummer": plan.nummer, "akkoord": plan.akkoord_inwoner},
        )
        gaten.raak([plan.pk, *([actief.pk] if actief else [])], "G-05")
        return plan


def _acties(plan: Plan) -> tuple[regels.Actie, ...]:
    rijen = Planactie.objects.filter(doel__plan=plan).select_related("eigenaar_organisatie")
    return tuple(
        regels.Actie(
            actie.wat,
            actie.domein,
            (actie.eigenaar_organisatie_id,),
            status=actie.status,
            is_gemeente=actie.eigenaar_organisatie.soort == "gemeente",
            gemeente_rol="uitvoerend" if actie.eigenaar_organisatie.soort == "gemeente" else None,
        )
        for actie in rijen
    )


def evalueer_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    nog_passend: str,
    volgende_op: date | None,
    met_inwoner: bool,
    wat_veranderen: str = "",
    scores: dict[str, int] | None = None,
) -> Planevaluatie:
    """How it went, with the resident; a plan that no longer fits gives a task of 14 days (UR-25)."""
    with schrijven(actor) as eenheid:
        plan = _voor_daad(actor, plan_id)
        policy.PLAN.eis(actor, "besluiten", plan, _("Alleen de regisseur kan het plan evalueren."))
        if plan.status != Plan.Status.ACTIEF:
            raise Weigering("plan-niet-actief", _("Alleen een actief plan wordt geëvalueerd."), "UR-25")
        evaluatie = regels.Evaluatie(
            local_day(eenheid.nu), volgende_op, nog_passend, tuple((scores or {}).values())
        )
        if weigering := regels.mag_evalueren(evaluatie):
            raise weigering
        assert volgende_op is not None
        rij = Planevaluatie.objects.create(
            regio_id=actor.regio_id,
            plan=plan,
            datum=evaluatie.datum,
            door_id=actor.medewerker_id,
            met_inwoner=met_inwoner,
            nog_passend=nog_passend,
            wat_veranderen=wat_veranderen,
            volgende_op=volgende_op,
            scores=scores or {},
            geregistreerd_op=eenheid.nu,
        )
        plan.laatste_evaluatie_op, plan.evaluatie_gepland_op = evaluatie.datum, volgende_op
        plan.save(update_fields=["laatste_evaluatie_op", "evaluatie_gepland_op"])
        if uiterlijk := regels.aanpassen_uiterlijk(evaluatie):
            taken.maak_taak(
                actor=actor,
                titel=_("Plan aanpassen"),
                soort="plan_aanpassen",
                dossier=plan.dossier,
                eigenaar_medewerker=plan.dossier.casusregisseur,
                uiterlijk=eod(uiterlijk),
            )
        record(
            "dossier.plan_geevalueerd",
            object=object_naam("plan", plan.pk),
            dossier=plan.dossier_id,
            betrokkene=plan.dossier.inwoner.sleutel_id,
            gegevens={"nog_passend": nog_passend, "volgende": volgende_op},
        )
        gaten.raak([plan.pk], "G-05")
        return rij
