"""Sluitendheid over a period, exactly as 12 §5G defines it: 1 − gap-days ÷ unit-days.

Days are never made into rows. Every interval of instants becomes a half-open interval of local day numbers,
and all counting is sorting and merging of those: O(n log n) in the number of units and gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from sluitend.dossier.rules.tijd import add_days, eod, instant, local_day

LAAT_VASTGELEGD_DAGEN = 5
Spans: TypeAlias = list[tuple[int, int]]


def end_of_gap(gebeurd_op: datetime, geregistreerd_op: datetime) -> datetime:
    """Say when an event ended a gap: when it happened if logged within 5 days of that, else when it was logged.

    Calendar days, not hours: logged on the fifth day after, at whatever hour, is in time.
    """
    in_time = instant(geregistreerd_op) < eod(add_days(gebeurd_op, LAAT_VASTGELEGD_DAGEN))
    return instant(gebeurd_op if in_time else geregistreerd_op)


@dataclass(frozen=True, slots=True)
class Eenheid:
    """A unit: an open dossier, or a voordossier (open melding, or G-12, without open dossier).

    Rows with one `sleutel` are one unit (reopened dossier; several meldingen of one inwoner) and count a day
    once. `gekoppeld_aan` is the dossier that a voordossier was linked to: on its open days the voordossier
    does not count. `dicht` None: still open.
    """

    sleutel: str
    open: datetime
    dicht: datetime | None = None
    gekoppeld_aan: str | None = None


@dataclass(frozen=True, slots=True)
class Gatperiode:
    """A gap of a unit. `norm_op` and `opgelost_op` (by `end_of_gap`) bound the time in which it counts.

    `dossier`: the dossier on which the gap of a voordossier counts once that is open.
    """

    code: str
    eenheid: str
    norm_op: datetime
    opgelost_op: datetime | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class PerGat:
    """Days touched by one code, and the figure if that code did not exist. Days of codes are not additive."""

    code: str
    dagen: int
    zonder: Decimal | None


@dataclass(frozen=True, slots=True)
class Sluitendheid:
    """The figure of a region over local days `van`..`tot`, both included. None when there was no unit-day."""

    regio: str
    van: date
    tot: date
    sluitendheid: Decimal | None
    dossierdagen: int
    gatdagen: int
    per_gat: tuple[PerGat, ...]
    niet_gemeten: tuple[str, ...]

    def als_json(self) -> dict[str, object]:
        """Give the JSON shape of 5G; figures are text with four decimals, or null."""
        return {
            "regio": self.regio,
            "van": self.van.isoformat(),
            "tot": self.tot.isoformat(),
            "sluitendheid": _text(self.sluitendheid),
            "dossierdagen": self.dossierdagen,
            "gatdagen": self.gatdagen,
            "per_gat": [
                {"code": gat.code, "dagen": gat.dagen, "zonder": _text(gat.zonder)} for gat in self.per_gat
            ],
            "niet_gemeten": list(self.niet_gemeten),
        }


def bereken_sluitendheid(
    *,
    regio: str,
    van: date,
    tot: date,
    nu: datetime,
    eenheden: Iterable[Eenheid],
    gaten: Iterable[Gatperiode],
    niet_gemeten: Iterable[str] = (),
) -> Sluitendheid:
    """Compute the sluitendheid of a region over `van`..`tot` as known at instant `nu`.

    Days after now do not exist, and a norm that still lies ahead is not a gap. A code that is not measured
    counts nowhere. Raises `ValueError` when the period is reversed.
    """
    if tot < van:
        raise ValueError("De periode eindigt voor zij begint.")
    ongemeten = tuple(sorted(set(niet_gemeten)))
    window = (van.toordinal(), min(tot, local_day(nu)).toordinal() + 1)
    days = _unit_days(eenheden, nu, window)
    dossierdagen = sum(_length(spans) for spans in days.values())

    per_unit: defaultdict[str, defaultdict[str, Spans]] = defaultdict(lambda: defaultdict(list))
    for gat in gaten:
        if gat.code in ongemeten or not (span := _day_span(gat.norm_op, gat.opgelost_op, nu, window)):
            continue
        for sleutel in {gat.eenheid, gat.dossier or gat.eenheid}:
            per_unit[sleutel][gat.code].append(span)

    gatdagen, dagen, alleen = 0, defaultdict[str, int](int), defaultdict[str, int](int)
    for sleutel, codes in per_unit.items():
        touched = {code: _intersect(_merge(spans), days.get(sleutel, [])) for code, spans in codes.items()}
        gatdagen += _length(_merge([span for spans in touched.values() for span in spans]))
        for code, spans in touched.items():
            dagen[code] += _length(spans)
        for code, aantal in _days_of_one_code_only(touched).items():
            alleen[code] += aantal

    return Sluitendheid(
        regio=regio,
        van=van,
        tot=tot,
        sluitendheid=_ratio(dossierdagen, gatdagen),
        dossierdagen=dossierdagen,
        gatdagen=gatdagen,
        per_gat=tuple(
            PerGat(code, aantal, _ratio(dossierdagen, gatdagen - alleen[code]))
            for code, aantal in sorted(dagen.items())
            if aantal
        ),
        niet_gemeten=ongemeten,
    )


def _unit_days(eenheden: Iterable[Eenheid], nu: datetime, window: tuple[int, int]) -> dict[str, Spans]:
    """Give the merged unit-days per unit; a voordossier loses the days on which its dossier is open."""
    own: defaultdict[str, Spans] = defaultdict(list)
    linked: defaultdict[tuple[str, str], Spans] = defaultdict(list)
    for eenheid in eenheden:
        if span := _day_span(eenheid.open, eenheid.dicht, nu, window):
            if eenheid.gekoppeld_aan is None:
                own[eenheid.sleutel].append(span)
            else:
                linked[eenheid.sleutel, eenheid.gekoppeld_aan].append(span)
    merged = {sleutel: _merge(spans) for sleutel, spans in own.items()}
    rest: defaultdict[str, Spans] = defaultdict(list)
    for (sleutel, dossier), spans in linked.items():
        rest[sleutel] += _subtract(_merge(spans), merged.get(dossier, []))
    for sleutel, spans in rest.items():
        merged[sleutel] = _merge(merged.get(sleutel, []) + spans)
    return merged


def _day_span(
    begin: datetime, einde: datetime | None, nu: datetime, window: tuple[int, int]
) -> tuple[int, int] | None:
    """Give the local days touched by the half-open [begin, einde), up to and including the instant `nu`."""
    # in UTC before comparing: two instants with one ZoneInfo compare by wall clock, wrong in the repeated hour
    begin, nu, einde = instant(begin), instant(nu), None if einde is None else instant(einde)
    if begin > nu or (einde is not None and einde <= begin):
        return None
    last = nu if einde is None or einde > nu else einde - timedelta(microseconds=1)
    first_day = max(local_day(begin).toordinal(), window[0])
    after_last = min(local_day(last).toordinal() + 1, window[1])
    return (first_day, after_last) if first_day < after_last else None


def _merge(spans: Spans) -> Spans:
    merged: Spans = []
    for begin, einde in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], einde))
        else:
            merged.append((begin, einde))
    return merged


def _intersect(left: Spans, right: Spans) -> Spans:
    """Intersect two merged lists in one pass."""
    out: Spans = []
    i = j = 0
    while i < len(left) and j < len(right):
        begin, einde = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if begin < einde:
            out.append((begin, einde))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return out


def _subtract(left: Spans, right: Spans) -> Spans:
    """Take the merged list `right` away from the merged list `left`: intersect with its complement."""
    if not left:
        return []
    edges = [left[0][0], *(edge for span in right for edge in span), left[-1][1]]
    complement = [(b, e) for b, e in zip(edges[::2], edges[1::2], strict=True) if b < e]
    return _intersect(left, complement)


def _days_of_one_code_only(touched: Mapping[str, Spans]) -> dict[str, int]:
    """Count per code the days that no other code touches: those that would vanish without that code."""
    edges = sorted(
        [(begin, 1, code) for code, spans in touched.items() for begin, _ in spans]
        + [(einde, 0, code) for code, spans in touched.items() for _, einde in spans]
    )
    counts: defaultdict[str, int] = defaultdict(int)
    active: set[str] = set()
    previous = 0
    for day, opens, code in edges:
        if len(active) == 1:
            counts[next(iter(active))] += day - previous
        previous = day
        if opens:
            active.add(code)
        else:
            active.discard(code)
    return dict(counts)


def _length(spans: Spans) -> int:
    return sum(einde - begin for begin, einde in spans)


def _ratio(unit_days: int, gap_days: int) -> Decimal | None:
    """1 − gap-days ÷ unit-days with four decimals, half even; whole numbers, so no context can change it."""
    if unit_days == 0:
        return None
    quotient, rest = divmod((unit_days - gap_days) * 10_000, unit_days)
    if 2 * rest > unit_days or (2 * rest == unit_days and quotient % 2):
        quotient += 1
    return Decimal(quotient).scaleb(-4)


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:.4f}"
