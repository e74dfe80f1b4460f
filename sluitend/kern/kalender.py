"""The legal calendar: free days of the Algemene termijnenwet (Atw), working days and the Dutch clock.

Holidays are computed (Atw art. 3 lid 1-2, recht:T04, T07). Days made equal by royal decree (KB, lid 3,
recht:T06) cannot be computed: they are dated rows in `gegevens/kb_dagen.csv`. A year without rows there is
a year whose decree is not known, and every answer that touches it carries a warning.

Legal days are days in Europe/Amsterdam; instants are kept in UTC (recht:T14, T15).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.gegevens import lees_rijen

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EERSTE_JAAR, LAATSTE_JAAR = 1980, 2299

ZATERDAG, ZONDAG = 5, 6
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class VrijeDag:
    """A day that the Atw treats as free for another reason than being a Saturday or Sunday."""

    datum: date
    grond: str
    artikel: str
    gelijkgesteld: bool = False


@cache
def vrije_dagen(jaar: int) -> tuple[VrijeDag, ...]:
    """Return the holidays and known decree days of `jaar` in order (Atw art. 3).

    Plain weekends are left out, and so are Eerste Paasdag and Eerste Pinksterdag: the Sunday rule covers them.
    A holiday that happens to fall in a weekend is listed. Raises OngeldigeInvoer outside 1980-2299.
    """
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        tekst = f"De kalender kent de jaren {EERSTE_JAAR} tot en met {LAATSTE_JAAR}, niet {jaar}."
        raise OngeldigeInvoer("jaar-buiten-bereik", tekst, "recht:T04", fouten={"jaar": tekst})
    pasen = easter(jaar)
    hemelvaart = pasen + timedelta(days=39)
    lid1, lid2 = "Algemene termijnenwet art. 3 lid 1", "Algemene termijnenwet art. 3 lid 2"
    dagen = {
        date(jaar, 1, 1): VrijeDag(date(jaar, 1, 1), "Nieuwjaarsdag", lid1),
        pasen - timedelta(days=2): VrijeDag(pasen - timedelta(days=2), "Goede Vrijdag", lid2),
        pasen + timedelta(days=1): VrijeDag(pasen + timedelta(days=1), "Tweede Paasdag", lid1),
        pasen + timedelta(days=50): VrijeDag(pasen + timedelta(days=50), "Tweede Pinksterdag", lid1),
        date(jaar, 12, 25): VrijeDag(date(jaar, 12, 25), "Eerste Kerstdag", lid1),
        date(jaar, 12, 26): VrijeDag(date(jaar, 12, 26), "Tweede Kerstdag", lid1),
    }
    # Two holidays may fall on one day (5 mei or Koningsdag with Hemelvaartsdag or Tweede Paasdag): name both.
    for datum, grond in (
        (_koningsdag(jaar), "Koningsdag" if jaar >= 2014 else "Koninginnedag"),
        (date(jaar, 5, 5), "Bevrijdingsdag"),
        (hemelvaart, "Hemelvaartsdag"),
    ):
        eerder = dagen.get(datum)
        dagen[datum] = VrijeDag(datum, f"{eerder.grond} en {grond}" if eerder else grond, lid1)
    for datum, grond in _kb_dagen().get(jaar, {}).items():
        dagen.setdefault(datum, VrijeDag(datum, grond, "Algemene termijnenwet art. 3 lid 3", True))
    return tuple(dagen[d] for d in sorted(dagen))


def _koningsdag(jaar: int) -> date:
    """27 April, or 26 April when the 27th is a Sunday (recht:T07); before 2014 Koninginnedag, 30 or 29 April."""
    datum = date(jaar, 4, 27) if jaar >= 2014 else date(jaar, 4, 30)
    return datum - timedelta(days=1) if datum.weekday() == ZONDAG else datum


@cache
def _kb_dagen() -> dict[int, dict[date, str]]:
    """Decree days per year. A row with an empty date says: the decree of that year is known and names no day."""
    per_jaar: dict[int, dict[date, str]] = {}
    for rij in lees_rijen("kb_dagen.csv"):
        dagen = per_jaar.setdefault(int(rij["jaar"]), {})
        if rij["datum"]:
            dagen[date.fromisoformat(rij["datum"])] = rij["grond"]
    return per_jaar


@cache
def _gronden(jaar: int) -> dict[date, VrijeDag]:
    return {dag.datum: dag for dag in vrije_dagen(jaar)}


def kb_bekend(jaar: int) -> bool:
    """Say whether the decree days of `jaar` are known (recht:T06)."""
    return jaar in _kb_dagen()


def waarschuwingen(jaren: Iterable[int]) -> tuple[str, ...]:
    """Return one Dutch warning per year whose decree days are not known (recht:T06)."""
    return tuple(
        f"Voor {jaar} is nog niet bekend welke dagen bij koninklijk besluit met een feestdag zijn gelijkgesteld; "
        "de uitkomst kan daardoor een of meer dagen later zijn."
        for jaar in sorted(set(jaren))
        if not kb_bekend(jaar)
    )


def vrije_dag(d: date, *, gelijkgesteld: bool = True) -> VrijeDag | None:
    """Return the holiday or decree day on `d`, or None. `gelijkgesteld=False` leaves decree days out."""
    dag = _gronden(d.year).get(d)
    return None if dag and dag.gelijkgesteld and not gelijkgesteld else dag


def grond(d: date) -> str | None:
    """Return why `d` is free (holiday before weekday name), or None when it is an ordinary working day."""
    if dag := vrije_dag(d):
        return dag.grond
    return WEEKDAGEN[d.weekday()].capitalize() if d.weekday() >= ZATERDAG else None


def is_vrij(d: date, *, gelijkgesteld: bool = True) -> bool:
    """Say whether `d` is a Saturday, a Sunday, a holiday or (by default) a decree day (Atw art. 1 and 3)."""
    return d.weekday() >= ZATERDAG or vrije_dag(d, gelijkgesteld=gelijkgesteld) is not None


def werkdag_na(d: date, n: int = 1, *, gelijkgesteld: bool = True) -> date:
    """Return the n-th working day after `d` (`d` itself does not count); n = 0 gives the first working day from `d`.

    Whether decree days are free for iWmo is not defined (recht:IW13), hence the switch.
    """
    if n < 0:
        raise VerkeerdGebruik("aantal-negatief", "Het aantal werkdagen kan niet negatief zijn.", "recht:IW13")
    dag = d
    if n == 0:
        while is_vrij(dag, gelijkgesteld=gelijkgesteld):
            dag += timedelta(days=1)
    for _ in range(n):
        dag += timedelta(days=1)
        while is_vrij(dag, gelijkgesteld=gelijkgesteld):
            dag += timedelta(days=1)
    return dag


def werkdag_voor(d: date, n: int = 0) -> date:
    """Return the last working day on or before `d`, then n working days further back."""
    dag = d
    while is_vrij(dag):
        dag -= timedelta(days=1)
    for _ in range(n):
        dag -= timedelta(days=1)
        while is_vrij(dag):
            dag -= timedelta(days=1)
    return dag


def plus_maanden(d: date, n: int) -> date:
    """Return the day with the same number n calendar months on, else the last day of that month (recht:T13)."""
    maand0 = d.month - 1 + n
    jaar, maand = d.year + maand0 // 12, maand0 % 12 + 1
    volgende = date(jaar + maand // 12, maand % 12 + 1, 1)
    return date(jaar, maand, min(d.day, (volgende - timedelta(days=1)).day))


# --- the clock ---------------------------------------------------------------------------------------------


def begin_dag(d: date) -> datetime:
    """Return the first instant of local day `d` as an aware UTC instant."""
    return datetime.combine(d, time.min, AMSTERDAM).astimezone(UTC)


def einde_dag(d: date) -> datetime:
    """Return the first instant after local day `d`, in UTC: a day term has expired from here on (recht:T15)."""
    return begin_dag(d + timedelta(days=1))


def lokaal(moment: datetime) -> datetime:
    """Return aware `moment` on the Dutch clock."""
    return moment.astimezone(AMSTERDAM)


def wettelijke_dag(moment: datetime) -> date:
    """Return the legal day of aware `moment`: the date on the Dutch clock (recht:T15)."""
    return lokaal(moment).date()


def plus_uren(moment: datetime, uren: int) -> datetime:
    """Add elapsed hours to aware `moment` through UTC, never to wall time (recht:T14). Result on the Dutch clock."""
    return lokaal(moment.astimezone(UTC) + timedelta(hours=uren))


def verstreken(van: datetime, tot: datetime) -> timedelta:
    """Return the really elapsed time between two aware instants, also when the clock changed in between."""
    return tot.astimezone(UTC) - van.astimezone(UTC)


def moment(waarde: datetime) -> datetime:
    """Return `waarde` as an aware instant on the Dutch clock; a naive value is read as Dutch wall time.

    Raises OngeldigeInvoer for a wall time that occurs twice or never because the clock changes (recht:X12,
    T14): only the person who was there knows which one is meant, so we ask for the offset instead of guessing.
    """
    if waarde.tzinfo is not None and waarde.tzinfo is not AMSTERDAM:
        return waarde.astimezone(AMSTERDAM)
    wand = waarde.replace(tzinfo=None, fold=0)
    eerste, tweede = (wand.replace(tzinfo=AMSTERDAM, fold=f) for f in (0, 1))
    klok = f"{datum_tekst(wand.date())} {wand:%H:%M}"
    if eerste.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != wand:
        tekst = f"{klok} bestaat niet: de klok gaat die nacht een uur vooruit. Geef de tijd met tijdzone (+01:00 of +02:00)."
        raise OngeldigeInvoer("tijd-bestaat-niet", tekst, "recht:T14", fouten={"start": tekst})
    if eerste.utcoffset() != tweede.utcoffset() and waarde.tzinfo is None:
        tekst = (
            f"{klok} komt twee keer voor: de klok gaat die nacht een uur terug. "
            "Geef zomertijd (+02:00) of wintertijd (+01:00) erbij."
        )
        raise OngeldigeInvoer("tijd-dubbel", tekst, "recht:X12", fouten={"start": tekst})
    return waarde.replace(tzinfo=AMSTERDAM)


def lees_datum_of_moment(tekst: str, veld: str = "start") -> date | datetime:
    """Read an ISO 8601 date or instant. A date gives a date, an instant gives an aware instant (see `moment`)."""
    try:
        if "T" not in tekst and " " not in tekst:
            return date.fromisoformat(tekst)
        return moment(datetime.fromisoformat(tekst))
    except (ValueError, OverflowError) as fout:
        uitleg = f"{tekst!r} is geen datum (2026-11-22) of tijdstip (2026-11-22T01:15:00+01:00)."
        raise VerkeerdGebruik("datum-onleesbaar", uitleg, "recht:T15", fouten={veld: uitleg}) from fout


def datum_tekst(d: date) -> str:
    """Return `d` in Dutch: zondag 22 november 2026."""
    return f"{WEEKDAGEN[d.weekday()]} {d.day} {MAANDEN[d.month - 1]} {d.year}"


def moment_tekst(m: datetime) -> str:
    """Return aware `m` in Dutch on the Dutch clock, to the minute: zondag 28 maart 2027 15:00 (zomertijd)."""
    hier = lokaal(m)
    return f"{datum_tekst(hier.date())} {hier:%H:%M} ({'zomertijd' if hier.dst() else 'wintertijd'})"
