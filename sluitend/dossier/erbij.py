"""What areas upstairs show on the pages of the dossier: a card of their own, and the link behind a subject.

The dossier stands below them and does not know their pages. Each says for one actor what it may show: what
that actor may not see is not given here either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from sluitend.dossier.models import Dossier
from sluitend.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A link to a page of an area upstairs: what it is called, where it is, when it began, how it stands."""

    tekst: str
    url: str
    op: datetime | None = None
    stand: str = ""


@dataclass(frozen=True, slots=True)
class Kaart:
    """A list of links under one heading on the page of a dossier."""

    titel: "str | Promise"
    rijen: Sequence[Verwijzing]


Kaartbron = Callable[[Actor, Dossier], Kaart]
Onderwerpbron = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Verwijzing]]

_kaarten: list[Kaartbron] = []
_onderwerpen: dict[str, Onderwerpbron] = {}


def kaart(functie: Kaartbron) -> Kaartbron:
    """Register a card for the page of a dossier; the function logs what it shows."""
    if functie not in _kaarten:
        _kaarten.append(functie)
    return functie


def onderwerp(soort: str) -> Callable[[Onderwerpbron], Onderwerpbron]:
    """Register where the subjects `<soort>:<id>` of gaps and tasks lead to; one question for a whole list."""

    def registreer(functie: Onderwerpbron) -> Onderwerpbron:
        _onderwerpen[soort] = functie
        return functie

    return registreer


def kaarten(actor: Actor, dossier: Dossier) -> list[Kaart]:
    """The cards that have something to show to this actor."""
    return [gevuld for functie in _kaarten if (gevuld := functie(actor, dossier)).rijen]


def verwijzingen(actor: Actor, onderwerpen: Iterable[str]) -> dict[str, Verwijzing]:
    """The link behind each of these subjects (`melding:<id>`), as far as this actor may follow it."""
    per_soort: dict[str, list[UUID]] = {}
    for naam in set(onderwerpen):
        soort, _dubbelepunt, pk = naam.partition(":")
        if soort in _onderwerpen:
            per_soort.setdefault(soort, []).append(UUID(pk))
    return {
        f"{soort}:{pk}": verwijzing
        for soort, ids in per_soort.items()
        for pk, verwijzing in _onderwerpen[soort](actor, ids).items()
    }
