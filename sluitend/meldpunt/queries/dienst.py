"""Reading the dienst: who answers now, its log, what is held, and how things stand for the next one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from sluitend.dossier.models import Taak
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import instellingen, policy, queries
from sluitend.meldpunt.models import Dienst, Logregel, Melding, Triage
from sluitend.meldpunt.policy.dienst import DIENST
from sluitend.meldpunt.rules import dienst as regels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.regio import queries as regio
from sluitend.regio.models import Medewerker, Team

Staat = Melding.Staat
# What lies with the dienst itself: nobody else took it, or it is sent on and not confirmed (10 §3).
BIJ_DIENST = (Staat.NIEUW, Staat.GETRIAGEERD, Staat.DOORGESTUURD)
MET = ("team", "dienstleider", "opgesteld_door", "aanvaard_door", "opvolger__dienstleider")


def niet_gevonden(wat: str) -> Weigering:
    """Not there, or not yours: the two are the same."""
    return Weigering("niet-gevonden", f"{wat} is er niet, of is voor u niet zichtbaar.", "30 2B", status=404)


def als_id(pk: UUID | str) -> UUID | None:
    """An id from an address or a form; None when it is none."""
    try:
        return UUID(str(pk))
    except ValueError:
        return None


def kort_moment(moment: Any) -> str:
    """za 21-11 17:00."""
    klok = localtime(moment)
    return f"{date_format(klok, 'D').lower()} {klok:%d-%m %H:%M}"


def collegas(team: Team) -> QuerySet[Medewerker]:
    """Who can be in a dienst: active members of the team of the meldpunt."""
    return regio.collegas("meldpuntmedewerker", team=team)


def verantwoordelijk(team_id: UUID | None) -> Dienst | None:
    """The dienst that answers for the open meldingen now; None before the very first."""
    return (
        Dienst.objects.filter(team=team_id, staat__in=Dienst.VERANTWOORDELIJK).select_related(*MET).first()
        if team_id
        else None
    )


def dienstleider_nu() -> Medewerker | None:
    """Who leads the dienst that answers now."""
    rij = verantwoordelijk(queries.kaart().meldpunt_id)
    return rij.dienstleider if rij and rij.dienstleider.status == Medewerker.Status.ACTIEF else None


def meldingen_van(dienst: Dienst) -> QuerySet[Melding]:
    """The open meldingen that belong to this dienst; a dienst that is not responsible has none (Z-04)."""
    if dienst.staat not in Dienst.VERANTWOORDELIJK:
        return Melding.objects.none()
    return Melding.objects.filter(Q(staat__in=BIJ_DIENST) | Q(team=dienst.team_id), staat__in=Melding.OPEN)


def logregel(actor: Actor, pk: UUID | str) -> Logregel:
    """A line of the log, locked, for an act."""
    zichtbaar = DIENST.zichtbaar(Dienst.objects.all(), actor)
    rij = Logregel.objects.filter(pk=als_id(pk), dienst__in=zichtbaar).first()
    if rij is None:
        raise niet_gevonden("Deze regel")
    return Logregel.objects.select_for_update(of=("self",)).select_related("dienst").get(pk=rij.pk)


def _vastgehouden(team_id: UUID) -> QuerySet[Logregel]:
    return Logregel.objects.filter(
        dienst__team=team_id, vasthouden=True, afgevinkt_op__isnull=True
    ).select_related("door")


def _terugbellen(team_id: UUID) -> QuerySet[Taak]:
    return Taak.objects.filter(
        soort="terugbellen", eigenaar_team=team_id, status__in=Taak.OPENSTAAND
    ).order_by("uiterlijk", "pk")


def stand(dienst: Dienst) -> dict[str, Any]:
    """How things stand now, as the snapshot of an overdracht keeps it. A constant number of queries."""
    nu = huidig().nu
    klassen = instellingen.klassen()
    open_ = [
        regels.OpenMelding(str(pk), gekozen or advies, deadline)
        for pk, gekozen, advies, deadline in Melding.objects.filter(staat__in=Melding.OPEN).values_list(
            "pk", "urgentie", "advies_urgentie", "deadline"
        )
    ]
    acuut = Melding.objects.exclude(staat=Staat.CONCEPT).filter(
        Q(urgentie="acuut") | Q(urgentie="", advies_urgentie="acuut"),
        ontvangen_op__gt=nu - regels.TERUGBLIK_ACUUT,
    )
    lager = [code for code, klasse in klassen.items() if klasse.rang < klassen["acuut"].rang]
    verlaagd = Triage.objects.filter(
        advies_urgentie="acuut", gekozen_urgentie__in=lager, op__gte=dienst.begonnen_op or dienst.begin
    )
    return regels.stel_stand_op(
        nu=nu,
        meldingen=open_,
        acuut=_ids(acuut.order_by("-ontvangen_op").values_list("pk", flat=True)),
        verlaagd=_ids(verlaagd.order_by("-op").values_list("melding_id", flat=True)),
        terugbellen=_ids(_terugbellen(dienst.team_id).values_list("pk", flat=True)),
        vastgehouden=_ids(_vastgehouden(dienst.team_id).values_list("pk", flat=True)),
    )


def _ids(rijen: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(pk) for pk in rijen))


@dataclass(frozen=True)
class Terugbelregel:
    """A call to make: the task, and the number of its melding."""

    taak: Taak
    melding: Melding | None


@dataclass(frozen=True)
class Standregel:
    """One kind on an overdracht: how many, and the first of them to open."""

    code: str
    aantal: int
    meldingen: tuple[Melding, ...] = ()


@dataclass(frozen=True)
class Standbeeld:
    """An overdracht, ready to read: what the snapshot says, with the rows that this actor may open."""

    op: str
    open: tuple[tuple[str, int], ...]
    totaal: int
    regels: tuple[Standregel, ...]
    terugbellen: tuple[Terugbelregel, ...]
    vastgehouden: tuple[Logregel, ...]


def lees_stand(actor: Actor, dienst: Dienst, inhoud: Mapping[str, Any]) -> Standbeeld:
    """A snapshot with its rows; leaves a read line for every melding that it names."""
    volgorde = {code: -klasse.rang for code, klasse in instellingen.klassen().items()}
    ids = {pk for soort in ("over_norm", "acuut", "verlaagd") for pk in inhoud[soort]["ids"]}
    gevonden = {
        str(rij.pk): rij
        for rij in policy.zichtbaar(actor).filter(pk__in=ids).select_related("gemeente", "inwoner")
    }
    queries.lees_lijst(gevonden.values())
    taken = {str(t.pk): t for t in _terugbellen(dienst.team_id).filter(pk__in=inhoud["terugbellen"]["ids"])}
    return Standbeeld(
        op=inhoud["op"],
        open=tuple(sorted(inhoud["open"].items(), key=lambda paar: volgorde.get(paar[0], 0))),
        totaal=sum(inhoud["open"].values()),
        regels=tuple(
            Standregel(
                soort,
                inhoud[soort]["aantal"],
                tuple(gevonden[pk] for pk in inhoud[soort]["ids"] if pk in gevonden),
            )
            for soort in ("over_norm", "acuut", "verlaagd")
        ),
        terugbellen=terugbelregels(actor, taken.values()),
        vastgehouden=tuple(_vastgehouden(dienst.team_id).filter(pk__in=inhoud["vastgehouden"]["ids"])),
    )


def terugbelregels(actor: Actor, taken: Iterable[Taak]) -> tuple[Terugbelregel, ...]:
    """Calls to make with the melding that each is about, as far as it is visible."""
    taken = list(taken)
    ids = {taak.pk: als_id(taak.onderwerp.removeprefix("melding:")) for taak in taken}
    gevonden = {
        rij.pk: rij
        for rij in policy.zichtbaar(actor)
        .filter(pk__in=[pk for pk in ids.values() if pk])
        .select_related("inwoner")
    }
    queries.lees_lijst(gevonden.values())
    return tuple(Terugbelregel(taak, gevonden.get(ids[taak.pk])) for taak in taken)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Dienstblad:
    """The page `Dienst`: who answers now, what is next, the log and the calls to make."""

    nu: Dienst | None
    volgende: tuple[Dienst, ...]
    leden: tuple[Medewerker, ...]
    log: tuple[Logregel, ...]
    vastgehouden: tuple[Logregel, ...]
    terugbellen: tuple[Terugbelregel, ...]
    aantal_open: int
    over_norm: int


def dienstblad(actor: Actor) -> Dienstblad:
    """Everything on the page of the dienst; a constant number of queries."""
    team_id = queries.kaart().meldpunt_id
    zichtbaar = DIENST.zichtbaar(Dienst.objects.filter(team=team_id), actor).select_related(*MET)
    nu = zichtbaar.filter(staat__in=Dienst.VERANTWOORDELIJK).first()
    volgende = tuple(zichtbaar.filter(staat=Dienst.Staat.GEPLAND).order_by("begin")[:10])
    if team_id is None:
        return Dienstblad(None, volgende, (), (), (), (), 0, 0)
    leden = tuple(
        Medewerker.objects.filter(pk__in=nu.leden.values("medewerker")).order_by("naam") if nu else ()
    )
    log = tuple(nu.logregels.select_related("door", "afgevinkt_door")[:100] if nu else ())
    open_ = policy.zichtbaar(actor).filter(staat__in=Melding.OPEN)
    return Dienstblad(
        nu,
        volgende,
        leden,
        log,
        tuple(_vastgehouden(team_id)),
        terugbelregels(actor, _terugbellen(team_id)[:50]),
        open_.count(),
        open_.filter(deadline__lt=huidig().nu).count(),
    )


def dienst(actor: Actor, pk: UUID | str) -> Dienst:
    """One dienst; 404 outside `visible_to`."""
    rij = DIENST.zichtbaar(Dienst.objects.all(), actor).filter(pk=als_id(pk)).select_related(*MET).first()
    if rij is None:
        raise niet_gevonden("Deze dienst")
    return rij
