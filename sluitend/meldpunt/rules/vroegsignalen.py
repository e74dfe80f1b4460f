"""Early signals: what several meldingen say together before anything escalates (chapter 10 §5.5; F120, B07, B32, F94)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sluitend.kern.kalender import wettelijke_dag

PARTNERDAGEN, PARTNERSIGNALEN, ORGANISATIES = 90, 3, 2
ADRESDAGEN, MELDERS = 30, 2
ONTRUIMINGSDAGEN = 28
STILDAGEN = 30


class Soort(StrEnum):
    """Which rule of §5.5 spoke."""

    PARTNERS = "partners"
    ADRES = "adres"
    ONTRUIMING = "ontruiming"
    STIL = "stil"


@dataclass(frozen=True, slots=True)
class Feit:
    """A melding as these rules look at it. `melder` tells melders apart without a name; "" for who stayed unknown.

    `actie_op`: when somebody first took up a melding about this person, or reached the person, after this one came.
    """

    sleutel: str
    ontvangen_op: datetime
    inwoner: str = ""
    adres: str = ""
    organisatie: str = ""
    melder: str = ""
    ontruiming: date | None = None
    gesloten: bool = False
    actie_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Vondst:
    """A rule that spoke: about what (`over` names a person, an address or a melding), and the latest melding."""

    soort: Soort
    over: str
    melding: str
    dagen: int = 0


def zoek(feiten: Iterable[Feit], nu: datetime) -> list[Vondst]:
    """Return everything that the rules find now, in the order of §5.5."""
    rijen = sorted(feiten, key=lambda feit: (feit.ontvangen_op, feit.sleutel))
    return [*_partners(rijen, nu), *_adressen(rijen, nu), *_ontruimingen(rijen, nu), *_stil(rijen, nu)]


def _sinds(rijen: Iterable[Feit], nu: datetime, dagen: int) -> Iterator[Feit]:
    eerste = wettelijke_dag(nu) - timedelta(days=dagen)
    return (feit for feit in rijen if wettelijke_dag(feit.ontvangen_op) >= eerste)


def _partners(rijen: list[Feit], nu: datetime) -> Iterator[Vondst]:
    """(1) Three signals of partners, of two organisations, about one person in 90 days."""
    per: dict[str, list[Feit]] = defaultdict(list)
    for feit in _sinds(rijen, nu, PARTNERDAGEN):
        if feit.inwoner and feit.organisatie:
            per[feit.inwoner].append(feit)
    for inwoner, lijst in per.items():
        if len(lijst) >= PARTNERSIGNALEN and len({feit.organisatie for feit in lijst}) >= ORGANISATIES:
            yield Vondst(Soort.PARTNERS, inwoner, lijst[-1].sleutel)


def _adressen(rijen: list[Feit], nu: datetime) -> Iterator[Vondst]:
    """(2) Two melders on one address in 30 days, and nobody linked. All who stayed unknown count as one."""
    per: dict[str, list[Feit]] = defaultdict(list)
    for feit in _sinds(rijen, nu, ADRESDAGEN):
        if feit.adres:
            per[feit.adres].append(feit)
    for adres, lijst in per.items():
        if not any(feit.inwoner for feit in lijst) and len({feit.melder for feit in lijst}) >= MELDERS:
            yield Vondst(Soort.ADRES, adres, lijst[-1].sleutel)


def _ontruimingen(rijen: list[Feit], nu: datetime) -> Iterator[Vondst]:
    """(3) An eviction within 28 days; `dagen` is the countdown."""
    vandaag = wettelijke_dag(nu)
    for feit in rijen:
        if feit.ontruiming is None or feit.gesloten:
            continue
        dagen = (feit.ontruiming - vandaag).days
        if 0 <= dagen <= ONTRUIMINGSDAGEN:
            yield Vondst(Soort.ONTRUIMING, feit.sleutel, feit.sleutel, dagen)


def _stil(rijen: list[Feit], nu: datetime) -> Iterator[Vondst]:
    """(5) The first worry is more than 30 days old and nobody acted: the same as S-15 of chapter 12."""
    gezien: set[str] = set()
    for feit in rijen:
        over = feit.inwoner or feit.sleutel
        if over in gezien or feit.gesloten or feit.actie_op is not None:
            continue
        gezien.add(over)
        dagen = (wettelijke_dag(nu) - wettelijke_dag(feit.ontvangen_op)).days
        if dagen > STILDAGEN:
            yield Vondst(Soort.STIL, over, feit.sleutel, dagen)
