"""Change a triage table rule by rule and write it as the CSV of §5.2 again (UM-23). Every function is pure."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace

from sluitend.kern.beslistabel import Regel, Soort, Tabel, lees_csv
from sluitend.kern.beslistabel.lezen import KOPPEN
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.rules.triagetabel import MEDISCHE_REGELS, schema

SIGNAALTOETSEN = (Soort.EEN_VAN, Soort.ALLE, Soort.GEEN_VAN)


def lees(tekst: str, naam: str = "tabel", versie: int = 1) -> Tabel:
    """Read a table as it is stored, without the age limit of a region. Raises Weigering [tabel-ongeldig]."""
    return lees_csv(tekst, schema(), naam, versie)


def schrijf(regels: Iterable[Regel]) -> str:
    """Return these rules as CSV of §5.2, by number; reading it gives the same rules."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\n")
    schrijver.writerow(KOPPEN)
    for r in sorted(regels, key=lambda regel: regel.nr):
        schrijver.writerow([r.nr, r.uit, "|".join(r.ook), r.als, "|".join(r.aanwijzingen), r.tekst])
    return uit.getvalue()


def rij(regel: dict[str, str]) -> str:
    """Return one line of CSV from its cells."""
    uit = io.StringIO()
    csv.writer(uit, delimiter=";", lineterminator="\n").writerow([regel[kop] for kop in KOPPEN])
    return uit.getvalue()


def lees_regel(cellen: dict[str, str]) -> Regel:
    """Read one rule from its cells. Raises Weigering [tabel-ongeldig] with what is wrong in it."""
    return lees(f"{';'.join(KOPPEN)}\n{rij(cellen)}").regels[0]


def zet(tekst: str, regel: Regel, oud_nr: int | None = None) -> str:
    """Return the table with `regel` in it, in place of rule `oud_nr` (None: added).

    Raises Weigering [regelnummer-bezet] when another rule has this number.
    """
    regels = lees(tekst).regels
    over = [r for r in regels if r.nr != oud_nr]
    if any(r.nr == regel.nr for r in over):
        raise Weigering("regelnummer-bezet", f"Regel {regel.nr} bestaat al. Kies een ander nummer.", "UM-23")
    oud = next((r for r in regels if r.nr == oud_nr), None)
    return schrijf([*over, _in_volgorde_van(oud, regel) if oud else regel])


def _in_volgorde_van(oud: Regel, nieuw: Regel) -> Regel:
    """Keep the order in which the rule was written: it decides what is asked first, and the sign-off of a text."""
    was = {(toets.soort, toets.kolom): (i, toets.leden) for i, toets in enumerate(oud.toetsen)}
    toetsen = []
    for toets in nieuw.toetsen:
        _plek, leden = was.get((toets.soort, toets.kolom), (0, ()))
        toetsen.append(replace(toets, leden=_geordend(toets.leden, leden)))
    toetsen.sort(key=lambda toets: was.get((toets.soort, toets.kolom), (len(was), ()))[0])
    return replace(
        nieuw,
        toetsen=tuple(toetsen),
        ook=_geordend(nieuw.ook, oud.ook),
        aanwijzingen=_geordend(nieuw.aanwijzingen, oud.aanwijzingen),
    )


def _geordend(codes: tuple[str, ...], eerder: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: eerder.index(code) if code in eerder else len(eerder)))


def haal_weg(tekst: str, nr: int) -> str:
    """Return the table without rule `nr`."""
    return schrijf(r for r in lees(tekst).regels if r.nr != nr)


def verplaats(tekst: str, nr: int, omhoog: bool) -> tuple[str, int]:
    """Swap rule `nr` with its neighbour in the same part; return the table and the new number.

    Raises Weigering [regel-blijft] at the edge of a part, because the parts are not mixed.
    """
    tabel = lees(tekst)
    deel = tabel.schema.deel_van(nr)
    nummers = [r.nr for r in tabel.regels if deel is not None and deel.bevat(r.nr)]
    if nr not in nummers:
        raise Weigering("niet-gevonden", f"Er is geen regel {nr}.", "UM-23", status=404)
    plek = nummers.index(nr) + (-1 if omhoog else 1)
    if not 0 <= plek < len(nummers):
        raise Weigering("regel-blijft", f"Regel {nr} staat al aan de rand van dit deel.", "UM-23")
    ander = nummers[plek]
    ruil = {nr: ander, ander: nr}
    regels = [replace(r, nr=ruil.get(r.nr, r.nr)) for r in tabel.regels]
    return schrijf(regels), ander


def noemt(regel: Regel, signaal: str) -> bool:
    """Whether this rule asks for the signal."""
    return any(toets.soort in SIGNAALTOETSEN and signaal in toets.leden for toets in regel.toetsen)


def medische_hash(regels: Iterable[Regel]) -> str:
    """Return the fingerprint of the danger rules: a sign-off counts for exactly this text (§5.2)."""
    return hashlib.sha256(schrijf(r for r in regels if r.nr in MEDISCHE_REGELS).encode()).hexdigest()
