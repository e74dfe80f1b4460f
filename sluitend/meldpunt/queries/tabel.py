"""Reading versions of the triage table: what exists for this actor, and what it may see of a replay (UM-23)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import policy, queries, tabellen
from sluitend.meldpunt.models import Beslistabel, MedischeToets, Melding
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.gevolgen import MAX_GETOOND
from sluitend.meldpunt.rules.triagetabel import schema
from sluitend.meldpunt.tabelwoorden import Zin, zin
from sluitend.platform.actor import Actor

GETOOND = 100


def versies(actor: Actor) -> list[Beslistabel]:
    """Every version that exists for this actor, the newest first."""
    return list(
        policy.TRIAGETABEL.zichtbaar(Beslistabel.objects.all(), actor)
        .select_related("opgesteld_door", "vastgesteld_door")
        .order_by("-tabel_versie", "-pk")
    )


def een(actor: Actor, pk: UUID | str) -> Beslistabel:
    """One version; 404 outside `visible_to`."""
    try:
        rij = (
            policy.TRIAGETABEL.zichtbaar(Beslistabel.objects.all(), actor)
            .select_related("opgesteld_door", "vastgesteld_door")
            .filter(pk=UUID(str(pk)))
            .first()
        )
    except ValueError:
        rij = None
    if rij is None:
        raise Weigering("niet-gevonden", "Deze beslistabel is er niet.", "30 2B", status=404)
    return rij


@dataclass(frozen=True, slots=True)
class Deelbeeld:
    """The rules of one part in words; `leeg` when the filter leaves none."""

    naam: str
    beleid: str
    zinnen: list[Zin]
    eerste_nr: int


def delen(regels: str, signaal: str = "") -> list[Deelbeeld]:
    """The rules of a table as sentences, all or those that ask for one signal."""
    tabel = tabelbewerken.lees(regels)
    return [
        Deelbeeld(
            deel.naam,
            str(deel.beleid),
            [
                zin(regel)
                for regel in tabel.regels_van(deel)
                if not signaal or tabelbewerken.noemt(regel, signaal)
            ],
            deel.eerste_nr,
        )
        for deel in schema().delen
    ]


def toets_van(regels: str) -> MedischeToets | None:
    """The sign-off of the danger rules of this text."""
    return tabellen.medisch_getoetst(tabelbewerken.lees(regels).regels)


@dataclass(frozen=True, slots=True)
class Veranderd:
    """A melding that would get another advice, for who may see it."""

    melding: Melding
    oud: tuple[str, str]
    nieuw: tuple[str, str]
    naar: int


def veranderde_meldingen(actor: Actor, rapport: dict[str, Any]) -> list[Veranderd]:
    """The meldingen behind a replay that this actor may see, those that go down first; a read line for each."""
    lijst = rapport.get("lijst", [])[:MAX_GETOOND]
    rijen = {
        str(rij.pk): rij
        for rij in policy.zichtbaar(actor)
        .filter(pk__in=[regel[0] for regel in lijst])
        .select_related("inwoner")
    }
    gezien = [
        Veranderd(rijen[sleutel], (oud_u, oud_r), (nieuw_u, nieuw_r), naar)
        for sleutel, oud_u, oud_r, nieuw_u, nieuw_r, naar in lijst
        if sleutel in rijen
    ][:GETOOND]
    queries.lees_lijst(veranderd.melding for veranderd in gezien)
    return gezien
