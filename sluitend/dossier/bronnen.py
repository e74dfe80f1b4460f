"""What the dossier knows for the gaps G-03, G-04, G-05 and G-11, and which units were open."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
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


@bron("dossier", "G-03")
def zonder_contact(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-03: the clock restarts with each contact; bemoeizorg may rest on attempts."""
    dossiers = Dossier.objects.exclude(status="gesloten")
    if ids is not None:
        dossiers = dossiers.filter(pk__in=ids)
    heropend, contacten = _heropend(ids), _contacten(ids)
    velden = ("pk", "geopend_op", "status", "contactregime", "casusregisseur_id", "inwoner__overleden_op")
    for pk, geopend_op, status, regime, regisseur, overleden in dossiers.values_list(*velden).iterator(2000):
        klok = klokken.g03(
            feiten.Dossier(
                geopend_op=geopend_op,
                status=status,
                contactregime=regime,
                hervat_op=heropend.get(pk),
                contacten=tuple(contacten.get(pk, ())),
            )
        )
        yield Stand(
            "G-03",
            _naam(pk),
            _naam(pk),
            klok,
            pk,
            eigenaar_medewerker_id=regisseur,
            overleden_op=instant(overleden) if overleden else None,
        )


def _contacten(ids: Collection[UUID] | None) -> dict[UUID, list[feiten.Contact]]:
    """What the clock rests on: the last contact that succeeded, and in bemoeizorg every attempt."""
    rijen = Contact.objects.filter(
        Q(resultaat__in=Contact.GELUKT) | Q(dossier__contactregime="bemoeizorg"), met="inwoner"
    )
    if ids is not None:
        rijen = rijen.filter(dossier__in=ids)
    velden = ("dossier_id", "dossier__contactregime", "gebeurd_op", "resultaat", "geregistreerd_op")
    gevonden: dict[UUID, list[feiten.Contact]] = {}
    for pk, regime, gebeurd_op, resultaat, geregistreerd_op in rijen.order_by("gebeurd_op").values_list(
        *velden
    ):
        contact = feiten.Contact(gebeurd_op, resultaat=resultaat, geregistreerd_op=geregistreerd_op)
        if regime == "bemoeizorg":
            gevonden.setdefault(pk, []).append(contact)
        else:
            gevonden[pk] = [contact]
    return gevonden


@bron("overdracht", "G-04")
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


@bron("plan", "G-05")
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


@bron("dossier", "G-11")
def zonder_regisseur_aan_het_werk(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-11: absent today without an accepted vervanger, or moved in haste and not yet handed over properly."""
    vandaag = local_day(huidig().nu)
    afwezig: dict[UUID, list[vervanging.Afwezigheid]] = {}
    for wie, van, tot in Afwezigheid.objects.values_list("medewerker_id", "van", "tot"):
        afwezig.setdefault(wie, []).append(vervanging.Afwezigheid(van, tot))
    gedekt: dict[UUID, list[vervanging.Vervanging]] = {}
    ja = Vervanging.objects.filter(status="aanvaard")
    for voor, door, van, tot in ja.values_list("voor_id", "door_id", "van", "tot"):
        weg = tuple(afwezig.get(door, ()))
        gedekt.setdefault(voor, []).append(vervanging.Vervanging(van, tot, door_afwezig=weg))
    dossiers = Dossier.objects.exclude(status="gesloten")
    if ids is not None:
        dossiers = dossiers.filter(pk__in=ids)
    else:
        dossiers = dossiers.filter(Q(regie_voorlopig="nood") | Q(casusregisseur__in=list(afwezig)))
    rijen = list(dossiers.values_list("pk", "regie_voorlopig", "casusregisseur_id", "regieteam_id"))
    nood = _nood_sinds([pk for pk, voorlopig, _wie, _team in rijen if voorlopig == "nood"])
    for pk, voorlopig, wie, team in rijen:
        klok = None
        if voorlopig == "nood":
            klok = klokken.g11_nood(feiten.Regievoering(nood_sinds=nood.get(pk)))
        elif wie:
            klok = klokken.g11_afwezig(
                feiten.Regievoering(tuple(afwezig.get(wie, ())), tuple(gedekt.get(wie, ()))), vandaag
            )
        yield Stand(
            "G-11",
            _naam(pk),
            _naam(pk),
            klok,
            pk,
            eigenaar_team_id=team,
            eigenaar_medewerker_id=None if team else wie,
        )


def _nood_sinds(ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Since when somebody leads these dossiers because there was nobody else."""
    if not ids:
        return {}
    open_ = Regieperiode.objects.filter(grond="nood", tot__isnull=True, rol="casusregie", dossier__in=ids)
    return dict(open_.values_list("dossier_id", "van"))


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
