"""Template tags of the dossier: deadlines in words, names of codes."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sluitend.dossier import woorden
from sluitend.dossier.rules.taak import Deadline
from sluitend.dossier.rules.tijd import local_day
from sluitend.platform.templatetags.sluitend import duur

register = template.Library()


@register.filter
def uiterlijk(op: date | datetime | None) -> Deadline | None:
    """`{% with d=taak.uiterlijk|uiterlijk %}`: text and tone of a deadline."""
    return None if op is None else woorden.uiterlijk(op)


@register.filter
def laatste_dag(op: datetime | None) -> date | None:
    """The last day on which something is still in time."""
    return None if op is None else woorden.laatste_dag(op)


@register.filter
def trajectnaam(code: str) -> str:
    return woorden.naam(woorden.TRAJECTEN, code)


@register.filter
def leefgebied(code: str) -> str:
    return woorden.naam(woorden.LEEFGEBIEDEN, code)


@register.filter
def domein(code: str) -> str:
    return woorden.naam(woorden.DOMEINEN, code)


@register.filter
def akkoord(code: str) -> str:
    return woorden.naam(woorden.AKKOORD, code)


@register.filter
def passend(code: str) -> str:
    return woorden.naam(woorden.PASSEND, code)


@register.filter
def contactregime(code: str) -> str:
    return woorden.naam(woorden.CONTACTREGIMES, code)


@register.filter
def leeftijd(inwoner: Any) -> str:
    """41 jaar; "ongeveer" when the day of birth is not known to the day."""
    geboren = inwoner.geboortedatum
    if geboren is None:
        return ""
    dag = inwoner.overleden_op or timezone.localdate()
    jaren = dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))
    if inwoner.geboortedatum_precisie == "dag":
        return _("{n} jaar").format(n=jaren)
    return _("ongeveer {n} jaar").format(n=jaren)


@register.filter
def sinds(op: datetime | None) -> str:
    """How long ago, in whole local days: "vandaag", "1 dag", "12 dagen"."""
    if op is None:
        return "–"
    return _dagen_geleden((woorden.vandaag() - local_day(op)).days, get_language())


@lru_cache(maxsize=4096)
def _dagen_geleden(dagen: int, taal: str | None) -> str:
    return _("vandaag") if dagen <= 0 else ngettext("{n} dag", "{n} dagen", dagen).format(n=dagen)


@register.filter
def tijdsduur(hoelang: timedelta | None) -> str:
    """How long something lies: minutes, hours, from two days on days; what just began is "minder dan een minuut"."""
    minuten = int(hoelang.total_seconds() // 60) if hoelang else 0
    return duur(minuten) if minuten > 0 else _("minder dan een minuut")


@register.filter
def percentage(deel: Any) -> str:
    """0.7581 → 75,8 %."""
    if deel is None:
        return "–"
    return f"{number_format(float(deel) * 100, decimal_pos=1)} %"
