"""The notation of 12 §5G over the regional calendar: `eod(d)`, `wd(d, n)`, `+nd`.

Legal and regional days are days in Europe/Amsterdam; an instant that leaves these functions is aware and
in UTC, so that it can be stored and compared without a second thought. A source may know a moment as a
day (`date`) or to the minute (`datetime`); both may be handed in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from sluitend.kern import kalender

Tijd: TypeAlias = date | datetime


def local_day(moment: Tijd) -> date:
    """Give the local calendar day of a moment; a plain date is that day already.

    Raises `ValueError` for a datetime without time zone: it could be read as two different days.
    """
    return kalender.wettelijke_dag(_aware(moment)) if isinstance(moment, datetime) else moment


def instant(moment: Tijd) -> datetime:
    """Give the UTC instant of a moment; a plain date counts from its first local instant (00:00)."""
    return _aware(moment).astimezone(UTC) if isinstance(moment, datetime) else kalender.begin_dag(moment)


def eod(dag: date) -> datetime:
    """`eod(d)`: the first instant after local day d, in UTC."""
    return kalender.einde_dag(dag)


def wd(vanaf: Tijd, n: int) -> date:
    """`wd(d, n)`: the n-th working day after d (no Saturday, Sunday, Atw holiday or day made equal to it)."""
    return kalender.werkdag_na(local_day(vanaf), n)


def add_days(vanaf: Tijd, n: int) -> date:
    """`+nd`: n calendar days after the local day of a moment; never shifted (regional norms follow no Atw)."""
    return local_day(vanaf) + timedelta(days=n)


def date_text(dag: date) -> str:
    """Write a day as short as a table column needs it: `8-1-2027`."""
    return f"{dag.day}-{dag.month}-{dag.year}"


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"Een tijdstip zonder tijdzone is geen tijdstip: {moment.isoformat()}")
    return moment
