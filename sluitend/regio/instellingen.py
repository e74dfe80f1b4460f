"""Settings of a region: what no law fixes. Defaults live in code, marked *keuze*; a region may differ from a date on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.eenheid import huidig
from sluitend.regio.models import Instelling

BEWAARTIJD = 30.0  # seconds that a process may keep what it read


@dataclass(frozen=True)
class Definitie:
    """A setting that exists: its Dutch name, default, source and confidence, and what is allowed."""

    sleutel: str
    naam: str
    standaard: Any
    bron: str
    zekerheid: str = "keuze"
    geldig: Callable[[Any], bool] = lambda waarde: waarde is not None


_definities: dict[str, Definitie] = {}
_gelezen: dict[int, tuple[float, list[tuple[str, Any, date, date | None]]]] = {}


def bepaal(*definities: Definitie) -> None:
    """Add settings of an area; called when it starts."""
    _definities.update({definitie.sleutel: definitie for definitie in definities})


def definitie(sleutel: str) -> Definitie:
    """The definition; a `Weigering` when there is no such setting."""
    try:
        return _definities[sleutel]
    except KeyError:
        raise Weigering(
            "instelling-onbekend",
            _("Er is geen instelling '{sleutel}'.", sleutel=sleutel),
            "12 5A",
            status=404,
        ) from None


def alle() -> list[Definitie]:
    """Every setting there is, by key."""
    return [_definities[sleutel] for sleutel in sorted(_definities)]


def _rijen(regio_id: int) -> tuple[float, list[tuple[str, Any, date, date | None]]]:
    """The rows of a region and when this process read them."""
    bewaard = _gelezen.get(regio_id)
    if bewaard is None or time.monotonic() - bewaard[0] > BEWAARTIJD:
        rijen = list(Instelling.objects.values_list("sleutel", "waarde", "van", "tot"))
        bewaard = _gelezen[regio_id] = (time.monotonic(), rijen)
    return bewaard


def stand() -> float:
    """Which reading of the settings of the unit's region is in use: what was derived from it holds as long as this."""
    return _rijen(huidig().actor.regio_id)[0]


def waarde(sleutel: str, op: date | None = None) -> Any:
    """The value that holds on a day (default: today of the running unit) in the unit's region."""
    eenheid = huidig()
    op = op or eenheid.nu.date()
    for naam, inhoud, van, tot in _rijen(eenheid.actor.regio_id)[1]:
        if naam == sleutel and van <= op and (tot is None or op < tot):
            return inhoud
    return definitie(sleutel).standaard


def vergeet(regio_id: int | None = None) -> None:
    """Read again at the next question."""
    if regio_id is None:
        _gelezen.clear()
    else:
        _gelezen.pop(regio_id, None)


def positief(waarde: Any) -> bool:
    """A whole number above zero."""
    return isinstance(waarde, int) and not isinstance(waarde, bool) and waarde > 0


def ja_nee(waarde: Any) -> bool:
    """A yes or a no."""
    return isinstance(waarde, bool)
