"""Template tags of the house: how dates, terms, roles and fields are written. Built in, no `load` needed."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.contrib.staticfiles import finders
from django.forms.boundfield import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sluitend.platform.rollen import rolnaam as naam_van_rol
from sluitend.platform.vertalingen import vertaal

register = template.Library()

LEEG = "–"

# Colour, words and a sign always together; the words come from the rule that made the term.
TEKENS = {
    "rood": "!",
    "oranje": "▲",
    "geel": "●",
    "groen": "✓",
    "neutraal": "○",
    "ok": "✓",
    "info": "i",
    "waarschuwing": "▲",
    "fout": "!",
}
# The classes of the country; a region that renames them gives its own label with the class.
URGENTIES = {
    "acuut": (gettext_lazy("Acuut: nu handelen"), "rood"),
    "spoed": (gettext_lazy("Spoed: binnen 4 uur"), "oranje"),
    "dag": (gettext_lazy("Binnen 24 uur"), "geel"),
    "week": (gettext_lazy("Binnen 7 dagen"), "neutraal"),
    "niet_acuut": (gettext_lazy("Niet acuut: binnen 14 dagen"), "neutraal"),
}


@register.filter(name="vertaal")
def vertaald(tekst: str) -> str:
    """A word or sentence of a rule in the language of the page."""
    return vertaal(tekst)


@register.filter
def datum(waarde: date | datetime | None) -> str:
    """za 27 mrt 2027."""
    return _dag(_lokaal(waarde), get_language()) if waarde else LEEG


@register.filter
def geboren(waarde: date | str | None) -> str:
    """A date of birth as people write it, 5-2-1984; of a part (`1984-02`, `1984`) what is known."""
    if not waarde:
        return LEEG
    if not isinstance(waarde, str):
        waarde = waarde.isoformat()
    return "-".join(deel.lstrip("0") for deel in reversed(waarde.split("-")))


@register.filter
def datumtijd(waarde: datetime | None) -> str:
    """za 27 mrt 2027, 15:00."""
    if not waarde:
        return LEEG
    op = _lokaal(waarde)
    return f"{_dag(op, get_language())}, {op:%H:%M}"


@register.filter
def tijd(waarde: datetime | None) -> str:
    """15:00."""
    return date_format(_lokaal(waarde), "TIME_FORMAT") if waarde else LEEG


@register.filter
def kloktijd(waarde: datetime | None, nu: datetime | None = None) -> str:
    """15:00 today, else with the day: a time alone never leaves open which day is meant."""
    if waarde is None:
        return LEEG
    zelfde_dag = _lokaal(waarde).date() == _lokaal(nu or timezone.now()).date()
    return tijd(waarde) if zelfde_dag else datumtijd(waarde)


@register.filter
def moment(waarde: date | datetime | None) -> str:
    """A date or an instant, each in its own form."""
    return datumtijd(waarde) if isinstance(waarde, datetime) else datum(waarde)


@register.filter
def iso(waarde: date | datetime | None) -> str:
    """For the `datetime` attribute of a time element."""
    return _lokaal(waarde).isoformat() if waarde else ""


def _dag(dag: date, taal: str | None) -> str:
    """A day in words. A long list names few days, and names them often."""
    return _dagtekst(dag.year, dag.month, dag.day, taal)


@lru_cache(maxsize=4096)
def _dagtekst(jaar: int, maand: int, dag: int, taal: str | None) -> str:
    return date_format(date(jaar, maand, dag), "DATE_FORMAT")


def _lokaal(waarde: Any) -> Any:
    """In the time of the country, whoever looks."""
    if isinstance(waarde, datetime) and waarde.tzinfo is not None:
        return waarde.astimezone(timezone.get_default_timezone())
    return waarde


def duur(minuten: int) -> str:
    """12 min, 3 uur, 3 uur 20 min, 4 dagen: never more precise than somebody can use."""
    if minuten < 60:
        return _("{n} min").format(n=minuten)
    if minuten < 48 * 60:
        uren, rest = divmod(minuten, 60)
        if rest and uren < 10:
            return _("{uren} uur {minuten} min").format(uren=uren, minuten=rest)
        return _("{n} uur").format(n=uren)
    dagen = minuten // (24 * 60)
    return ngettext("{n} dag", "{n} dagen", dagen).format(n=dagen)


@register.filter
def nog(waarde: datetime | None, nu: datetime | None = None) -> str:
    """A term as seen from now: "nog 12 min" or "34 min te laat". The minute that runs counts."""
    if waarde is None:
        return LEEG
    seconden = (waarde - (nu or timezone.now())).total_seconds()
    if seconden >= 0:
        return _("nog {duur}").format(duur=duur(math.ceil(seconden / 60)))
    return _("{duur} te laat").format(duur=duur(math.ceil(-seconden / 60)))


@register.filter
def geleden(waarde: datetime | None, nu: datetime | None = None) -> str:
    """ "zojuist" or "12 min geleden"."""
    if waarde is None:
        return LEEG
    minuten = int(((nu or timezone.now()) - waarde).total_seconds() // 60)
    return _("{duur} geleden").format(duur=duur(minuten)) if minuten > 0 else _("zojuist")


@register.filter
def nog_toon(waarde: datetime | None, nu: datetime | None = None) -> str:
    """The tone for `c-termijn` of a term in minutes: late red, within 15 minutes orange, within 2 hours yellow."""
    if waarde is None:
        return "neutraal"
    minuten = (waarde - (nu or timezone.now())).total_seconds() / 60
    return "rood" if minuten < 0 else "oranje" if minuten <= 15 else "geel" if minuten <= 120 else "neutraal"


@register.filter
def euro(waarde: Decimal | int | None) -> str:
    """€ 7.819,44."""
    if waarde is None:
        return LEEG
    getal = number_format(abs(waarde), decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{'−' if waarde < 0 else ''}€ {getal}"


@register.filter
def rolnaam(rol: str | None) -> str:
    """The name of a role as people say it."""
    return str(naam_van_rol(rol)) if rol else LEEG


@register.filter
def urgentie_naam(code: str | None) -> str:
    """The name of an urgency class; one that the region added shows its own code."""
    if not code:
        return _("Nog geen urgentie")
    return str(URGENTIES[code][0]) if code in URGENTIES else code


@register.filter
def urgentie_toon(code: str | None) -> str:
    """The tone of an urgency class, for `c-termijn`."""
    return URGENTIES.get(code or "", ("", "neutraal"))[1]


@register.filter
def teken(toon: str) -> str:
    """The sign that goes with a tone, for who does not see colour."""
    return TEKENS.get(toon, "○")


@register.filter
def attributen(waarden: Mapping[str, Any]) -> SafeString:
    """The attributes that a component passes on, escaped (cotton's own output is not)."""
    paren = [
        (naam, waarde)
        for naam, waarde in getattr(waarden, "attrs_dict", lambda: waarden)().items()
        if waarde not in (False, None) and (waarde != "" or naam in ("value", "alt"))
    ]
    return mark_safe(  # noqa: S308 - every part is escaped here
        "".join(
            f" {conditional_escape(naam)}"
            if waarde is True
            else f' {conditional_escape(naam)}="{_in_aanhaling(waarde)}"'
            for naam, waarde in paren
        )
    )


def _in_aanhaling(waarde: Any) -> str:
    """Escaped once; a value that a template already escaped may still hold quotes of that template."""
    return str(conditional_escape(waarde)).replace('"', "&quot;")


@register.filter
def is_groep(veld: BoundField) -> bool:
    """A field of several inputs: it gets a fieldset and a legend."""
    return isinstance(veld.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_vinkje(veld: BoundField) -> bool:
    """One checkbox: the label stands behind it."""
    widget = veld.field.widget
    return isinstance(widget, forms.CheckboxInput) and not isinstance(widget, forms.CheckboxSelectMultiple)


@register.filter
def foutdoel(veld: BoundField) -> str:
    """The id that an error in the summary points to: the first thing one can type or tick in."""
    if is_groep(veld):
        return f"{veld.auto_id}_0"
    return str(veld.id_for_label or veld.auto_id)


def klasse_van(widget: forms.Widget) -> str:
    """The NL Design System class of a widget."""
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return "utrecht-checkbox utrecht-checkbox--html-input"
    if isinstance(widget, forms.RadioSelect):
        return "utrecht-radio-button utrecht-radio-button--html-input"
    if isinstance(widget, forms.Select):
        return "utrecht-select utrecht-select--html-select"
    return "utrecht-textbox utrecht-textbox--html-input"


@register.simple_tag
def veldbeschrijving(veld: BoundField, uitleg: str = "") -> str:
    """The ids of help and error, for aria-describedby."""
    ids = [f"{veld.auto_id}_hulp"] if uitleg else []
    return " ".join(ids + ([f"{veld.auto_id}_fout"] if veld.errors else []))


@register.simple_tag
def veldinvoer(veld: BoundField, beschreven: str = "", autocomplete: str = "off", door: Any = None) -> str:
    """The input of a field with house classes, described by its help and its error."""
    widget = veld.field.widget
    klasse = klasse_van(widget)
    if veld.errors:
        klasse += f" {klasse.split()[0]}--invalid"
    attrs: dict[str, Any] = {**_door(door), "class": f"{klasse} {widget.attrs.get('class', '')}".strip()}
    if beschreven:
        attrs["aria-describedby"] = beschreven
    if isinstance(widget, forms.Textarea) and veld.field.required:
        # the browser would paint the whole box red before anybody typed
        attrs |= {"required": False, "aria-required": "true"}
    if not isinstance(widget, forms.CheckboxInput | forms.Select) and "autocomplete" not in widget.attrs:
        attrs["autocomplete"] = autocomplete
    return veld.as_widget(attrs=attrs)


def _door(attrs: Any) -> dict[str, Any]:
    """What the caller of a component passes on to the input."""
    return dict(attrs.attrs_dict()) if hasattr(attrs, "attrs_dict") else {}


@register.simple_tag
def optie_invoer(veld: BoundField, optie: Any, door: Any = None) -> SafeString:
    """One radio button or checkbox of a group."""
    klasse = klasse_van(veld.field.widget)
    if veld.errors:
        klasse += f" {klasse.split()[0]}--invalid"
    attrs = {**_door(door), **optie.data["attrs"], "class": klasse}
    attrs.pop("required", None)  # the browser would paint every choice red before anybody chose
    waarde = optie.data["value"]
    alle = {
        "type": optie.data["type"],
        "name": optie.data["name"],
        "value": "" if waarde is None else str(waarde),
        "checked": bool(optie.data["selected"]),
        **attrs,
    }
    return format_html("<input{}>", attributen(alle))


class Herhaling(template.Node):
    """A block once more, for the title of the window and the heading."""

    def __init__(self, naam: str) -> None:
        self.naam = naam

    def render(self, context: template.Context) -> str:
        blokken = context.render_context.get(BLOCK_CONTEXT_KEY)
        blok = blokken.get_block(self.naam) if blokken else None
        return str(blok.render(context)) if blok else ""


@register.tag
def herhaal(parser: template.base.Parser, token: template.base.Token) -> Herhaling:
    """`{% herhaal titel %}` renders the block of that name as the page filled it."""
    _tag, naam = token.split_contents()
    return Herhaling(naam)


@register.simple_tag
def regiostijl(code: str | None) -> str:
    """The address of the colour file of a region, empty when it has none."""
    pad = f"platform/regio/{code}.css"
    if not code or not code.replace("-", "").isalnum() or not _bestaat(pad):
        return ""
    return static(pad)


_gevonden: dict[str, bool] = {}


def _bestaat(pad: str) -> bool:
    if pad not in _gevonden:
        _gevonden[pad] = finders.find(pad) is not None
    return _gevonden[pad]
