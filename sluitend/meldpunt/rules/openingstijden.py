"""Opening hours of a contactkaart: read, open or not at a minute, and when it opens next. Hours of the wall clock.

`{"altijd": true}` is day and night; else a day of the week names its periods: `{"ma": ["09:00-17:00"]}`. A period that ends
before it begins runs into the next day. On a public holiday the hours of Sunday count (a choice of the house).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.kalender import AMSTERDAM, lokaal, vrije_dag
from sluitend.kern.tekst import zin as _

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
ETMAAL = 24 * 60
HOOGSTENS = 4  # periods in a day
VOORUIT = 14  # days to look for the next opening
_PERIODE = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|tot)\s*(\d{1,2})[:.](\d{2})")

Periode = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Openingstijden:
    """Minutes since midnight per day of the week; an end after 1440 lies in the next day."""

    altijd: bool = False
    dagen: tuple[tuple[Periode, ...], ...] = ((),) * 7


def lees_dag(tekst: str) -> tuple[Periode, ...]:
    """ "9:00-12:00, 13:00-17:00" as minutes; empty is closed. Raises `OngeldigeInvoer`."""
    if not tekst.strip():
        return ()
    delen = [deel.strip() for deel in re.split(r"[,;]", tekst) if deel.strip()]
    gevonden = sorted(_lees_periode(deel) for deel in delen)
    if len(gevonden) > HOOGSTENS:
        raise _fout(_("Vul hoogstens {n} tijden per dag in.", n=HOOGSTENS))
    if any(later[0] < eerder[1] for eerder, later in itertools.pairwise(gevonden)):
        raise _fout(_("Deze tijden overlappen elkaar."))
    return tuple(gevonden)


def _lees_periode(deel: str) -> Periode:
    match = _PERIODE.fullmatch(deel)
    if match is None:
        raise _fout(_("Vul een tijd in, bijvoorbeeld 09:00-17:00."))
    uur, minuut, uur_tot, minuut_tot = (int(getal) for getal in match.groups())
    van, tot = uur * 60 + minuut, uur_tot * 60 + minuut_tot
    if van >= ETMAAL or tot > ETMAAL or minuut > 59 or minuut_tot > 59:
        raise _fout(_("Deze tijd bestaat niet. Een dag loopt van 00:00 tot 24:00."))
    if van == tot:
        raise _fout(_("Begin en einde zijn gelijk. Kies Dag en nacht als het altijd open is."))
    return (van, tot if tot > van else tot + ETMAAL)


def _fout(tekst: str) -> OngeldigeInvoer:
    return OngeldigeInvoer("tijden-ongeldig", tekst, "UM-20", fouten={"uren": tekst})


def lees(inhoud: Mapping[str, Any]) -> Openingstijden:
    """The stored form. Raises `OngeldigeInvoer` when it is broken."""
    if inhoud.get("altijd"):
        return Openingstijden(altijd=True)
    return Openingstijden(dagen=tuple(lees_dag(", ".join(inhoud.get(dag, ()))) for dag in DAGEN))


def schrijf(tijden: Openingstijden) -> dict[str, Any]:
    """How hours are stored."""
    if tijden.altijd:
        return {"altijd": True}
    return {
        dag: [_tekst(periode) for periode in periodes]
        for dag, periodes in zip(DAGEN, tijden.dagen, strict=True)
        if periodes
    }


def zeg_dag(periodes: tuple[Periode, ...]) -> str:
    """ "09:00-12:00, 13:00-17:00"; empty when closed."""
    return ", ".join(_tekst(periode) for periode in periodes)


def _tekst(periode: Periode) -> str:
    van, tot = periode
    tot = tot - ETMAAL if tot > ETMAAL else tot
    return f"{van // 60:02}:{van % 60:02}-{tot // 60:02}:{tot % 60:02}"


def _van_dag(tijden: Openingstijden, dag: date) -> tuple[Periode, ...]:
    return tijden.dagen[6 if vrije_dag(dag, gelijkgesteld=False) else dag.weekday()]


def is_open(tijden: Openingstijden, moment: datetime) -> bool:
    """Whether it is open at this minute; yesterday's hours may run on past midnight."""
    if tijden.altijd:
        return True
    klok = lokaal(moment)
    minuut = klok.hour * 60 + klok.minute
    vandaag, gisteren = klok.date(), klok.date() - timedelta(days=1)
    return any(van <= minuut < tot for van, tot in _van_dag(tijden, vandaag)) or any(
        minuut + ETMAAL < tot for _van, tot in _van_dag(tijden, gisteren)
    )


def opent_weer(tijden: Openingstijden, moment: datetime) -> datetime | None:
    """When it opens next, when it is closed now; None when it is open, or not within fourteen days."""
    if is_open(tijden, moment):
        return None
    klok = lokaal(moment)
    for dagen in range(VOORUIT + 1):
        dag = klok.date() + timedelta(days=dagen)
        for van, _tot in _van_dag(tijden, dag):
            begin = datetime(dag.year, dag.month, dag.day, van // 60, van % 60, tzinfo=AMSTERDAM)
            if begin > klok:
                return begin
    return None
