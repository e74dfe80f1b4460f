"""What the dossier knows for the gaps G-03, G-04, G-05 and G-11, and which units were open."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q

from sluitend.dossier.gaten import Stand, bron, eenheidbron
from sluitend.dossier.models import Afwezigheid, Contact, Dossier, Overdracht, Plan, Regieperiode, Vervanging
from sluitend.dossier.rules import gaten_feiten as feiten
from sluitend.dossier.rules import gaten_klokken as klokken
from sluitend.dossier.rules import vervanging as vervanging
from sluitend.dossier.rules.sluitendheid import Eenheid
from sluitend.dossier.rules.tijd import instant, local_day
from sluitend.platform.eenheid import huidig


def _naam(dossier_id: UUID) -> str:
    return f"dossier:{dossier_id}"


def _overleden(dossier: Dossier) -> datetime | None:
    dag = dossier.inwoner.overleden_op
    return instant(dag) if dag else None


def _heropend(ids: Collection[UUID] | None) -> dict[UUID, datetime]:
    """When a dossier that was closed before was opened again."""
    rijen = Regieperiode.objects.filter(
        rol="verantwoordelijke_gemeente", grond="opening", vorige__isnull=False
    )
    if ids is not None:
        rijen = rijen.filter(dossier__in=ids)
    heropend: dict[UUID, datetime] = {}
    for dossier_id, van in rijen.order_by("van").values_list("dossier_id", "van"):
        heropend[dossier_id] = van
    return heropend


@bron("G-03", "dossier")
def zonder_contact(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-03: the clock restarts with each contact; bemoeizorg may rest on attempts."""
    dossiers = Dossier.objects.select_related("inwoner").exclude(status="gesloten")
    contacten = Contact.objects.filter(met="inwoner", dossier__contactregime="bemoeizorg")
    if ids is not None:
        dossiers, contacten = dossiers.filter(pk__in=ids), contacten.filter(dossier__in=ids)
    heropend = _heropend(ids)
    pogingen = {
        dossier_id: tuple(
            feiten.Contact(c.gebeurd_op, resultaat=c.resultaat, geregistreerd_op=c.geregistreerd_op)
            for c in groep
        )
        for dossier_id, groep in groupby(
            contacten.order_by("dossier_id", "gebeurd_op"), key=lambda c: c.dossier_id
        )
    }
    laatste = _laatste_contacten(ids)
    for dossier in dossiers.iterator(chunk_size=2000):
        regulier = [laatste[dossier.pk]] if dossier.pk in laatste else []
        klok = klokken.g03(
            feiten.Dossier(
                geopend_op=dossier.geopend_op,
                status=dossier.status,
                contactregime=dossier.contactregime,
                hervat_op=heropend.get(dossier.pk),
                contacten=pogingen.get(dossier.pk, tuple(regulier)),
            )
        )
        yield Stand(
            "G-03",
            _naam(dossier.pk),
            _naam(dossier.pk),
            klok,
            dossier.pk,
            eigenaar_medewerker_id=dossier.casusregisseur_id,
            overleden_op=_overleden(dossier),
        )


def _laatste_contacten(ids: Collection[UUID] | None) -> dict[UUID, feiten.Contact]:
    """The last successful contact per dossier; one pass, the latest wins."""
    rijen = Contact.objects.filter(met="inwoner", resultaat__in=Contact.GELUKT)
    if ids is not None:
        rijen = rijen.filter(dossier__in=ids)
    return {
        dossier_id: feiten.Contact(gebeurd_op, resultaat=resultaat, geregistreerd_op=geregistreerd_op)
        for dossier_id, gebeurd_op, resultaat, geregistreerd_op in rijen.order_by("gebeurd_op").values_list(
            "dossier_id", "gebeurd_op", "resultaat", "geregistreerd_op"
        )
    }


@bron("G-04", "overdracht")
def onbeantwoord(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-04: sent and not answered; the receiver must act, the sender sees it."""
    rijen = Overdracht.objects.exclude(status="concept").select_related("dossier")
    rijen = rijen.filter(pk__in=ids) if ids is not None else rijen.filter(status__in=Overdracht.WACHT)
    for overdracht in rijen:
        if overdracht.soort == "nood":
            continue
        klok = klokken.g04(
            feiten.Overdracht(overdracht.verzonden_op, overdracht.status, overdracht.beantwoord_op)
        )
        yield Stand(
            "G-04",
            f"overdracht:{overdracht.pk}",
            _naam(overdracht.dossier_id),
            klok,
            overdracht.dossier_id,
            eigenaar_medewerker_id=None if overdracht.naar_team_id else overdracht.naar_medewerker_id,
            eigenaar_team_id=overdracht.naar_team_id,
        )


@bron("G-05", "plan")
def zonder_evaluatie(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-05: the agreed date, else six months after the plan or its last evaluation."""
    rijen = Plan.objects.filter(vastgesteld_op__isnull=False).select_related("dossier__inwoner")
    rijen = rijen.filter(pk__in=ids) if ids is not None else rijen.filter(status="actief")
    for plan in rijen:
        klok = klokken.g05(
            feiten.Plan(
                plan.vastgesteld_op,
                status=plan.status,
                geevalueerd_op=plan.laatste_evaluatie_op,
                evaluatie_gepland_op=plan.evaluatie_gepland_op,
            )
        )
        yield Stand(
            "G-05",
            f"plan:{plan.pk}",
            _naam(plan.dossier_id),
            klok,
            plan.dossier_id,
            eigenaar_medewerker_id=plan.dossier.casusregisseur_id,
            overleden_op=_overleden(plan.dossier),
        )


@bron("G-11", "dossier")
def zonder_regisseur_aan_het_werk(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-11: absent today without an accepted vervanger, or moved in haste and not yet handed over properly."""
    vandaag = local_day(huidig().nu)
    dossiers = Dossier.objects.exclude(status="gesloten").select_related("inwoner")
    if ids is not None:
        dossiers = dossiers.filter(pk__in=ids)
    afwezig: dict[UUID, list[vervanging.Afwezigheid]] = {}
    for rij in Afwezigheid.objects.all():
        afwezig.setdefault(rij.medewerker_id, []).append(vervanging.Afwezigheid(rij.van, rij.tot))
    gedekt: dict[UUID, list[vervanging.Vervanging]] = {}
    for rij in Vervanging.objects.filter(status="aanvaard"):
        weg = tuple(afwezig.get(rij.door_id, ()))
        gedekt.setdefault(rij.voor_id, []).append(vervanging.Vervanging(rij.van, rij.tot, door_afwezig=weg))
    if ids is None:
        dossiers = dossiers.filter(Q(regie_voorlopig="nood") | Q(casusregisseur__in=list(afwezig)))
    nood = dict(
        Regieperiode.objects.filter(grond="nood", tot__isnull=True, rol="casusregie").values_list(
            "dossier_id", "van"
        )
    )
    for dossier in dossiers:
        klok = None
        if dossier.regie_voorlopig == "nood":
            klok = klokken.g11_nood(feiten.Regievoering(nood_sinds=nood.get(dossier.pk)))
        elif wie := dossier.casusregisseur_id:
            klok = klokken.g11_afwezig(
                feiten.Regievoering(tuple(afwezig.get(wie, ())), tuple(gedekt.get(wie, ()))), vandaag
            )
        yield Stand(
            "G-11",
            _naam(dossier.pk),
            _naam(dossier.pk),
            klok,
            dossier.pk,
            eigenaar_team_id=dossier.regieteam_id,
            eigenaar_medewerker_id=None if dossier.regieteam_id else dossier.casusregisseur_id,
        )


@eenheidbron
def open_dossiers(van: datetime, tot: datetime) -> Iterator[Eenheid]:
    """Each stretch in which a dossier was open, from its periods: a reopened dossier has more than one."""
    rijen = (
        Regieperiode.objects.filter(rol="verantwoordelijke_gemeente", van__lt=tot)
        .filter(Q(tot__isnull=True) | Q(tot__gt=van))
        .values_list("dossier_id", "van", "tot")
    )
    for dossier_id, begin, einde in rijen.iterator(chunk_size=5000):
        yield Eenheid(_naam(dossier_id), begin, einde)
