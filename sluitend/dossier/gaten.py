"""Upkeep of the list of gaps: each act recomputes only the codes of its subjects (chapter 12 §5G).

An area that knows facts registers a source for its codes: given ids of its subjects (or None for all) it tells
how their clocks stand. An act says which subjects it touched; they are brought up to date once, as the last thing
its unit of work does. Live upkeep and the nightly rebuild fold the same source through the same rule, so they
cannot differ. A row becomes a gap by time alone, without a write.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sluitend.dossier.models import Gat
from sluitend.dossier.rules import gaten as regels
from sluitend.dossier.rules.gaten import Gatrij, Klok
from sluitend.dossier.rules.sluitendheid import Eenheid
from sluitend.platform import eenheid as werkeenheid
from sluitend.platform.eenheid import huidig

HANDVOL = 4
VELDEN = (
    "norm_op", "opgelost_op", "opgelost_geregistreerd_op", "eigenaar_medewerker", "eigenaar_team", "dossier", "eenheid",
)  # fmt: skip


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


def bron(soort: str, *codes: str) -> Callable[[Bron], Bron]:
    """Register the source of these codes; `soort` is the prefix of their subjects (`melding`)."""

    def registreer(functie: Bron) -> Bron:
        for code in codes:
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


def raak(ids: Iterable[UUID], *codes: str) -> None:
    """Say that an act touched these subjects: their gaps of these codes are recomputed when the unit ends."""
    straks = huidig().straks
    for code in codes:
        straks.setdefault(code, set()).update(ids)


def rond_af(eenheid: werkeenheid.Eenheid) -> None:
    """Recompute what the unit touched, each subject once."""
    geraakt: dict[Bron, tuple[set[str], set[UUID]]] = {}
    for code in sorted(eenheid.straks.keys() & _bronnen.keys()):
        codes, ids = geraakt.setdefault(_bronnen[code][1], (set(), set()))
        codes.add(code)
        ids |= eenheid.straks.pop(code)
    if geraakt:
        _vouw([(codes, ids) for codes, ids in geraakt.values() if ids])


def werk_bij(code: str, ids: Collection[UUID] | None = None) -> int:
    """Bring the stored rows of a code in line with the facts now; returns how many rows changed. Idempotent."""
    return _vouw([({code}, ids)])[code]


def herbouw() -> dict[str, int]:
    """Recompute every code of the running unit's region; a change found here is an upkeep that was missed."""
    rond_af(huidig())
    per_bron: dict[Bron, set[str]] = {}
    for code, (_soort, functie) in _bronnen.items():
        per_bron.setdefault(functie, set()).add(code)
    geteld: dict[str, int] = {}
    for codes in per_bron.values():
        geteld |= _vouw([(codes, None)])
    return geteld


def _vouw(werk: Sequence[tuple[set[str], Collection[UUID] | None]]) -> Counter[str]:
    """Hold the clocks of these subjects (None: of all) against the stored rows; per code how many rows changed."""
    nu = huidig().nu
    standen: dict[tuple[str, str], Stand] = {}
    waar = Q(pk__in=[])
    for codes, ids in werk:
        soort, functie = _bronnen[min(codes)]
        standen |= {(stand.code, stand.onderwerp): stand for stand in functie(ids) if stand.code in codes}
        deel = Q(code__in=sorted(codes))
        waar |= deel if ids is None else deel & Q(onderwerp__in=[f"{soort}:{pk}" for pk in ids])
    rijen = {(rij.code, rij.onderwerp): rij for rij in Gat.objects.filter(waar, opgelost_op__isnull=True)}
    geteld = Counter(dict.fromkeys((code for codes, _ids in werk for code in codes), 0))
    nieuw: list[Gat] = []
    gewijzigd: list[Gat] = []
    for sleutel in sorted(standen.keys() | rijen.keys()):
        erbij, anders = _volg(rijen.get(sleutel), standen.get(sleutel), nu)
        nieuw += erbij
        gewijzigd += anders
        geteld[sleutel[0]] += len(erbij) + len(anders)
    _sla_op(gewijzigd)
    Gat.objects.bulk_create(nieuw, batch_size=1000)
    return geteld


def _volg(rij: Gat | None, stand: Stand | None, nu: datetime) -> tuple[list[Gat], list[Gat]]:
    """The new rows and the changed ones when this clock is read again."""
    klok = regels.stop_at_death(stand.code, stand.klok, stand.overleden_op) if stand else None
    oud = Gatrij(rij.klok_start, rij.norm_op) if rij else None
    nieuw: list[Gat] = []
    anders = False
    for uit in regels.werk_bij(oud, klok, nu):
        if rij is not None and uit.klok_start == rij.klok_start:
            rij.norm_op, rij.opgelost_op = uit.norm_op, uit.opgelost_op
            rij.opgelost_geregistreerd_op = nu if uit.opgelost_op else None
            anders = True
        elif stand is not None:
            nieuw.append(_rij(stand, uit))
    if (
        rij is not None
        and stand is not None
        and rij.opgelost_op is None
        and _eigenaar(rij) != _eigenaar(stand)
    ):
        _neem_over(rij, stand)
        anders = True
    return nieuw, [rij] if rij is not None and anders else []


def _sla_op(rijen: Sequence[Gat]) -> None:
    """A handful row by row, which the database answers sooner than one statement with a case for each field."""
    if len(rijen) <= HANDVOL:
        for rij in rijen:
            rij.save(update_fields=VELDEN)
    else:
        Gat.objects.bulk_update(rijen, VELDEN, batch_size=500)


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
