"""Template tags of the Wvggz tasks: what is left of a term, and codes in words."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sluitend.platform.vertalingen import vertaal
from sluitend.wvggz import forms
from sluitend.wvggz.actions.termijnen import WERK
from sluitend.wvggz.rules import crisis, nazorg, onderzoek

register = template.Library()
NADEEL = {**onderzoek.NADEEL, "geen": _("geen nadeel gevonden")}
ANTWOORD = {
    "ja": _("ja"),
    "nee": _("nee"),
    "onbekend": _("nog niet bekend"),
    "betrokkene": _("voor betrokkene zelf"),
    "ander": _("voor een ander"),
    "geprobeerd": _("geprobeerd"),
    "mogelijk": _("mogelijk"),
}


@register.filter
def klokwerk(regel: str) -> str:
    """What a running term asks."""
    return vertaal(WERK.get(regel, regel))


@register.filter
def nadeel(code: str) -> "str | Promise":
    return vertaal(str(NADEEL.get(code, code)))


@register.filter
def antwoord(code: str) -> "str | Promise":
    return ANTWOORD.get(code, code)


@register.filter
def bron(code: str) -> "str | Promise":
    return forms.BRONNEN.get(code, code)


@register.filter
def uitkomst(code: str) -> "str | Promise":
    return forms.UITKOMSTEN.get(code, code)


@register.filter
def vervolg(code: str) -> "str | Promise":
    return forms.VERVOLG.get(code, code)


@register.filter
def hoedanigheid(code: str) -> str:
    return vertaal(crisis.HOEDANIGHEDEN.get(code, code))


@register.filter
def reden_niet(code: str) -> "str | Promise":
    return forms.NIET_GENOMEN.get(code, code)


@register.filter
def niet_gehoord(code: str) -> str:
    return vertaal(crisis.NIET_GEHOORD.get(code, code))


@register.filter
def nazorgkeuze(code: str) -> str:
    return vertaal(nazorg.KEUZES.get(code, code))


@register.filter
def sleutel(waarden: Any, naam: str) -> Any:
    """`klokken|sleutel:naam`: a value of a mapping by a name that stands in a variable."""
    return waarden.get(naam)
