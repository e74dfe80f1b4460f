"""Reading what a caller gives to a rule: typed Python values and the text of the command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NoReturn

from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.termijnen.model import Regel, Veld

Periode = tuple[date, date | None]


def lees_start(start: date | datetime | str, *, uren: bool) -> date | datetime:
    """Return the start as date or aware instant. An hour term needs an instant, a day term takes both."""
    waarde = kalender.lees_datum_of_moment(start) if isinstance(start, str) else start
    if isinstance(waarde, datetime):
        waarde = kalender.moment(waarde)
    elif uren:
        tekst = "Deze termijn telt uren: geef een tijdstip, bijvoorbeeld 2026-11-22T01:15:00+01:00."
        raise VerkeerdGebruik("tijdstip-nodig", tekst, "recht:T14", fouten={"start": tekst})
    jaar = waarde.year
    if not kalender.EERSTE_JAAR <= jaar <= kalender.LAATSTE_JAAR - 10:
        tekst = f"Het jaar {jaar} ligt buiten wat de kalender kent."
        raise OngeldigeInvoer("jaar-buiten-bereik", tekst, "recht:T04", fouten={"start": tekst})
    return waarde


def lees_velden(regel: Regel, gegeven: Mapping[str, object]) -> dict[str, object]:
    """Return the given fields of `regel` as typed values. Raises VerkeerdGebruik for unknown or missing fields."""
    fouten = {
        naam: f"{regel.code} kent geen parameter {naam}." for naam in gegeven if regel.veld(naam) is None
    }
    fouten |= {
        v.naam: f"Geef {v.naam}: {v.uitleg}."
        for v in regel.invoer
        if v.verplicht and gegeven.get(v.naam) in (None, "", [], ())
    }
    if fouten:
        raise VerkeerdGebruik("parameter-fout", " ".join(fouten.values()), regel.bron, fouten=fouten)
    waarden = ((regel.veld(naam), waarde) for naam, waarde in gegeven.items() if waarde is not None)
    return {veld.naam: _lees(veld, waarde, regel) for veld, waarde in waarden if veld is not None}


def _lees(veld: Veld, waarde: object, regel: Regel) -> object:
    if veld.soort == "perioden":
        return tuple(_periode(veld, deel, regel) for deel in _delen(waarde, periode=True))
    if veld.soort == "data":
        return tuple(_datum(veld, deel, regel) for deel in _delen(waarde))
    if isinstance(waarde, (list, tuple)):
        if len(waarde) != 1:
            _weiger(veld, regel, f"{veld.naam} kan maar een keer gegeven worden.")
        waarde = waarde[0]
    match veld.soort:
        case "datum":
            return _datum(veld, waarde, regel)
        case "moment":
            return _moment(veld, waarde, regel)
        case "ja_nee":
            return _keuze(
                veld,
                {True: "ja", False: "nee"}.get(waarde, waarde) if isinstance(waarde, bool) else waarde,
                ("ja", "nee"),
                regel,
            )
        case "keuze":
            return _keuze(veld, waarde, veld.keuzes, regel)
        case _:
            return _getal(veld, waarde, regel)


def _delen(waarde: object, *, periode: bool = False) -> Iterable[object]:
    """Split a comma list, and flatten a repeated parameter. A bare (van, tot) tuple of dates is one period."""
    if isinstance(waarde, str):
        return [deel.strip() for deel in waarde.split(",") if deel.strip()]
    if isinstance(waarde, tuple) and periode and len(waarde) == 2 and isinstance(waarde[0], date):
        return [waarde]
    if isinstance(waarde, Iterable):
        return [d for deel in waarde for d in (_delen(deel) if isinstance(deel, str) else [deel])]
    return [waarde]


def _weiger(veld: Veld, regel: Regel, tekst: str) -> NoReturn:
    raise VerkeerdGebruik("parameter-fout", tekst, regel.bron, fouten={veld.naam: tekst})


def _datum(veld: Veld, waarde: object, regel: Regel) -> date:
    if isinstance(waarde, str):
        waarde = kalender.lees_datum_of_moment(waarde, veld.naam)
    if isinstance(waarde, datetime):
        return kalender.wettelijke_dag(kalender.moment(waarde))
    if isinstance(waarde, date):
        return waarde
    _weiger(veld, regel, f"{veld.naam} moet een datum zijn.")


def _moment(veld: Veld, waarde: object, regel: Regel) -> datetime:
    if isinstance(waarde, str):
        waarde = kalender.lees_datum_of_moment(waarde, veld.naam)
    if isinstance(waarde, datetime):
        return kalender.moment(waarde)
    _weiger(veld, regel, f"{veld.naam} moet een tijdstip zijn, bijvoorbeeld 2026-11-22T23:00:00+01:00.")


def _periode(veld: Veld, waarde: object, regel: Regel) -> Periode:
    """Read VAN/TOT; an empty TOT is a period that still runs."""
    if isinstance(waarde, str):
        van_tekst, streep, tot_tekst = waarde.partition("/")
        if not streep:
            _weiger(veld, regel, f"{veld.naam} moet VAN/TOT zijn, bijvoorbeeld 2026-11-27/2026-12-01.")
        waarde = (van_tekst, tot_tekst or None)
    if not isinstance(waarde, (tuple, list)) or len(waarde) != 2:
        _weiger(veld, regel, f"{veld.naam} moet uit een begin en een einde bestaan.")
    van = _datum(veld, waarde[0], regel)
    tot = None if waarde[1] is None else _datum(veld, waarde[1], regel)
    if tot is not None and tot < van:
        tekst = f"{veld.naam}: het einde {tot.isoformat()} ligt voor het begin {van.isoformat()}."
        raise OngeldigeInvoer("periode-omgekeerd", tekst, regel.bron, fouten={veld.naam: tekst})
    return van, tot


def _keuze(veld: Veld, waarde: object, keuzes: tuple[str, ...], regel: Regel) -> str:
    if not isinstance(waarde, str) or waarde not in keuzes:
        _weiger(veld, regel, f"{veld.naam} moet een van deze zijn: {', '.join(keuzes)}.")
    return waarde


def _getal(veld: Veld, waarde: object, regel: Regel) -> int:
    if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit() and len(waarde) <= 6:
        waarde = int(waarde)
    if not isinstance(waarde, int) or isinstance(waarde, bool) or waarde < 0:
        _weiger(veld, regel, f"{veld.naam} moet een geheel getal van 0 of hoger zijn.")
    return waarde
