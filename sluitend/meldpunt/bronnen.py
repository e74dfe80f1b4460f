"""What the meldpunt knows for the gaps G-01, G-02 and G-17, and which voordossiers were open."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from sluitend.dossier.gaten import Stand, bron, eenheidbron
from sluitend.dossier.models import Gat
from sluitend.dossier.rules import gaten_feiten as feiten
from sluitend.dossier.rules import gaten_klokken as klokken
from sluitend.dossier.rules.sluitendheid import Eenheid
from sluitend.dossier.rules.tijd import add_days, eod
from sluitend.meldpunt import instellingen
from sluitend.meldpunt.models import Melding
from sluitend.regio.instellingen import waarde

CODES = ("G-01", "G-02", "G-17")
NIET_VAN_ONS = (Melding.Staat.CONCEPT,)


def naam(melding_id: UUID) -> str:
    """How a gap names its melding."""
    return f"melding:{melding_id}"


def eenheid_van(melding: Melding) -> str:
    """The unit that counts: the dossier once linked, else the resident, else the melding."""
    if melding.dossier_id:
        return f"dossier:{melding.dossier_id}"
    return f"inwoner:{melding.inwoner_id}" if melding.inwoner_id else naam(melding.pk)


def _stand(code: str, melding: Melding, klok: object, **eigenaar: UUID | None) -> Stand:
    return Stand(
        code,
        naam(melding.pk),
        eenheid_van(melding),
        klok,  # type: ignore[arg-type]
        dossier_id=melding.dossier_id,
        eigenaar_medewerker_id=eigenaar.get("medewerker"),
        eigenaar_team_id=eigenaar.get("team"),
    )


def feit(melding: Melding, *, vereist: bool, teruggekoppeld: datetime | None = None) -> feiten.Melding:
    """`bron_melding` of chapter 12: before triage the advice counts, or nothing while a kernvraag is open."""
    geadviseerd = None if melding.kernvragen_open else melding.advies_urgentie or None
    return feiten.Melding(
        ontvangen_op=melding.ontvangen_op,
        urgentie=melding.urgentie or geadviseerd,
        getriageerd_op=melding.getriageerd_op,
        route_team=melding.team_id,
        opgepakt_op=melding.opgepakt_op,
        afgesloten_op=melding.gesloten_op or melding.afgehandeld_op,
        terugkoppeling_vereist=vereist,
        terugkoppeling_op=teruggekoppeld or melding.teruggekoppeld_op,
    )


def stand_zonder_triage(melding: Melding, meldpunt_id: UUID | None) -> Stand:
    """G-01: the meldpunt has not looked at it yet."""
    klok = klokken.g01(feit(melding, vereist=True), instellingen.gatnormen())
    return _stand("G-01", melding, klok, team=meldpunt_id)


def stand_niet_opgepakt(melding: Melding, meldpunt_id: UUID | None) -> Stand:
    """G-02: from the first triage, with the deadline that a later triage may have moved (UM-11)."""
    klok = None
    if melding.staat in (Melding.Staat.AANGEBODEN, Melding.Staat.OPGEPAKT) or melding.opgepakt_op:
        klok = klokken.g02(feit(melding, vereist=True), instellingen.gatnormen())
    elif melding.getriageerd_op and melding.staat in (Melding.Staat.NIEUW, Melding.Staat.GETRIAGEERD):
        # Given back: still nobody has it, and no clock restarts (UM-13).
        klok = klokken.g02(
            replace(feit(melding, vereist=True), route_team="meldpunt"), instellingen.gatnormen()
        )
    if klok is not None and melding.deadline_oppakken is not None:
        klok = replace(klok, norm_op=melding.deadline_oppakken)
    return _stand("G-02", melding, klok, team=melding.team_id or meldpunt_id)


def stand_melder(melding: Melding, *, anoniem: bool, meldpunt_id: UUID | None) -> Stand:
    """G-17: whoever reported was not told what became of it."""
    klok = klokken.g17(feit(melding, vereist=not anoniem))
    if klok is not None:
        dagen = waarde("terugkoppeling_dagen")
        klok = replace(klok, norm_op=eod(add_days(melding.ontvangen_op, dagen)))
    return _stand("G-17", melding, klok, team=_verteller(melding, meldpunt_id))


def _verteller(melding: Melding, meldpunt_id: UUID | None) -> UUID | None:
    """Who must tell the melder: the team of the melding (12 §5G), once it is settled the meldpunt.

    Whoever took it up may not know who reported (30 UV-02); the task to call goes to the meldpunt as well (V06).
    """
    klaar = melding.afgehandeld_op is not None
    return meldpunt_id if klaar or melding.team_id is None else melding.team_id


def _rijen(ids: Collection[UUID] | None) -> QuerySet[Melding]:
    """These meldingen, or all that may have an open clock or a stored row that is still open."""
    rijen = Melding.objects.exclude(staat__in=NIET_VAN_ONS).select_related("melder")
    if ids is not None:
        return rijen.filter(pk__in=ids)
    geopend = Gat.objects.filter(code__in=CODES, opgelost_op__isnull=True, onderwerp__startswith="melding:")
    bekend = [UUID(o.removeprefix("melding:")) for o in geopend.values_list("onderwerp", flat=True)]
    open_ = Q(gesloten_op__isnull=True) & (
        Q(getriageerd_op__isnull=True) | Q(opgepakt_op__isnull=True) | Q(teruggekoppeld_op__isnull=True)
    )
    return rijen.filter(open_ | Q(pk__in=set(bekend)))


@bron("melding", *CODES)
def klokken_van_meldingen(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-01, G-02 and G-17 of these meldingen, or of all."""
    from sluitend.meldpunt.queries import kaart

    team = kaart().meldpunt_id
    for melding in _rijen(ids):
        melder = getattr(melding, "melder", None)
        yield stand_zonder_triage(melding, team)
        yield stand_niet_opgepakt(melding, team)
        yield stand_melder(melding, anoniem=bool(melder is None or melder.anoniem), meldpunt_id=team)


@eenheidbron
def voordossiers(van: datetime, tot: datetime) -> Iterator[Eenheid]:
    """An open melding counts as a unit, per resident when known, on days without an open dossier (12 §5G)."""
    rijen = (
        Melding.objects.exclude(staat__in=NIET_VAN_ONS)
        .filter(Q(gesloten_op__isnull=True) | Q(gesloten_op__gt=van), ontvangen_op__lt=tot)
        .values_list("pk", "inwoner_id", "dossier_id", "ontvangen_op", "gesloten_op")
    )
    for pk, inwoner, dossier, ontvangen, gesloten in rijen.iterator(chunk_size=2000):
        yield Eenheid(
            f"inwoner:{inwoner}" if inwoner else naam(pk),
            ontvangen,
            gesloten,
            f"dossier:{dossier}" if dossier else None,
        )
