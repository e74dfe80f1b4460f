"""Upkeep of the list of gaps: each event recomputes only the codes of its subject (chapter 12 §5G).

An area that knows facts registers a source per code: given ids of its subjects (or None for all) it tells
how their clocks stand. Live upkeep and the nightly rebuild fold the same source through the same rule, so
they cannot differ. A row becomes a gap by time alone, without a write.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sluitend.dossier.models import Gat
from sluitend.dossier.rules import gaten as regels
from sluitend.dossier.rules.gaten import Gatrij, Klok
from sluitend.dossier.rules.sluitendheid import Eenheid
from sluitend.platform.eenheid import huidig


@dataclass(frozen=True, slots=True)
class Stand:
    """How the clock of one code stands for one subject, and who must act.

    `onderwerp` names the subject (`overdracht:<id>`), `eenheid` the unit that counts for sluitendheid
    (`dossier:<id>`, `inwoner:<id>` or `melding:<id>`). `klok` None: there is no clock (any more).
    """

    code: str
    onderwerp: str
    eenheid: str
    klok: Klok | None
    dossier_id: UUID | None = None
    eigenaar_medewerker_id: UUID | None = None
    eigenaar_team_id: UUID | None = None
    overleden_op: datetime | None = None


Bron = Callable[[Collection[UUID] | None], Iterable[Stand]]
Eenheidbron = Callable[[datetime, datetime], Iterator[Eenheid]]

_bronnen: dict[str, tuple[str, Bron]] = {}
_eenheden: list[Eenheidbron] = []


def bron(code: str, soort: str) -> Callable[[Bron], Bron]:
    """Register the source of a code; `soort` is the prefix of its subjects (`melding`)."""

    def registreer(functie: Bron) -> Bron:
        _bronnen[code] = (soort, functie)
        return functie

    return registreer


def eenheidbron(functie: Eenheidbron) -> Eenheidbron:
    """Register a source of units (dossiers, voordossiers) for sluitendheid over a period."""
    _eenheden.append(functie)
    return functie


def gemeten_codes() -> tuple[str, ...]:
    """The codes that this installation has facts for."""
    return tuple(sorted(_bronnen))


def niet_gemeten() -> tuple[str, ...]:
    """Codes of the catalogue without a source yet: said so, never shown as 0."""
    return tuple(gat.code for gat in regels.CATALOGUS if gat.code not in _bronnen)


def eenheden(van: datetime, tot: datetime) -> Iterator[Eenheid]:
    """Every unit that was open somewhere in a period."""
    for functie in _eenheden:
        yield from functie(van, tot)


def begin(standen: Iterable[Stand]) -> None:
    """Store the clocks of new subjects at once: for them no row can exist yet."""
    Gat.objects.bulk_create(
        [
            _rij(stand, Gatrij(stand.klok.klok_start, stand.klok.norm_op))
            for stand in standen
            if stand.klok and stand.klok.loopt
        ]
    )


def werk_bij(code: str, ids: Collection[UUID] | None = None) -> int:
    """Bring the stored rows of a code in line with the facts; returns how many rows changed. Idempotent."""
    soort, functie = _bronnen[code]
    nu = huidig().nu
    standen = {stand.onderwerp: stand for stand in functie(ids)}
    rijen = Gat.objects.filter(code=code, opgelost_op__isnull=True)
    if ids is not None:
        rijen = rijen.filter(onderwerp__in=[f"{soort}:{pk}" for pk in ids])
    open_rijen = {rij.onderwerp: rij for rij in rijen}
    nieuw: list[Gat] = []
    gewijzigd: list[Gat] = []
    for onderwerp in standen.keys() | open_rijen.keys():
        stand, rij = standen.get(onderwerp), open_rijen.get(onderwerp)
        klok = regels.stop_at_death(code, stand.klok, stand.overleden_op) if stand else None
        oud = Gatrij(rij.klok_start, rij.norm_op) if rij else None
        for uit in regels.werk_bij(oud, klok, nu):
            if rij is not None and uit.klok_start == rij.klok_start:
                rij.norm_op, rij.opgelost_op = uit.norm_op, uit.opgelost_op
                rij.opgelost_geregistreerd_op = nu if uit.opgelost_op else None
                gewijzigd.append(rij)
            elif stand is not None:
                nieuw.append(_rij(stand, uit))
        if (
            rij is not None
            and stand is not None
            and rij.opgelost_op is None
            and _eigenaar(rij) != _eigenaar(stand)
        ):
            _neem_over(rij, stand)
            if rij not in gewijzigd:
                gewijzigd.append(rij)
    velden = [
        "norm_op",
        "opgelost_op",
        "opgelost_geregistreerd_op",
        "eigenaar_medewerker",
        "eigenaar_team",
        "dossier",
        "eenheid",
    ]
    Gat.objects.bulk_update(gewijzigd, velden, batch_size=500)
    Gat.objects.bulk_create(nieuw, batch_size=1000)
    return len(nieuw) + len(gewijzigd)


def herbouw() -> dict[str, int]:
    """Recompute every code of the running unit's region; a change found here is an upkeep that was missed."""
    return {code: werk_bij(code) for code in gemeten_codes()}


def _eigenaar(iets: Gat | Stand) -> tuple[object, ...]:
    return (iets.eigenaar_medewerker_id, iets.eigenaar_team_id, iets.dossier_id, iets.eenheid)


def _neem_over(rij: Gat, stand: Stand) -> None:
    rij.eigenaar_medewerker_id, rij.eigenaar_team_id = stand.eigenaar_medewerker_id, stand.eigenaar_team_id
    rij.dossier_id, rij.eenheid = stand.dossier_id, stand.eenheid


def _rij(stand: Stand, uit: Gatrij) -> Gat:
    return Gat(
        regio_id=huidig().actor.regio_id,
        code=stand.code,
        onderwerp=stand.onderwerp,
        eenheid=stand.eenheid,
        dossier_id=stand.dossier_id,
        klok_start=uit.klok_start,
        norm_op=uit.norm_op,
        opgelost_op=uit.opgelost_op,
        eigenaar_medewerker_id=stand.eigenaar_medewerker_id,
        eigenaar_team_id=stand.eigenaar_team_id,
    )
