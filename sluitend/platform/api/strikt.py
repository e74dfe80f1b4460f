"""Reading JSON without a guess: what two readers could take differently is refused, with the place (5I)."""

import json
import math
import re
from typing import Any

from sluitend.platform.api.problemen import ongeldig, pad

MAX_DIEPTE = 20
MAX_GETAL = 2**53  # beyond it not every reader sees the same number (RFC 7493)
_TEKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
# Control signs but tab and line end, and signs that turn the direction of text.
_ONZICHTBAAR = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile("[\ud800-\udfff]")


class _Object(dict[str, Any]):
    """An object with the keys that stood in it more than once."""

    dubbel: tuple[str, ...] = ()


def lees(inhoud: bytes) -> Any:
    """The document, texts cleaned of invisible signs; raises `OngeldigeInvoer` with every fault and its path."""
    try:
        tekst = inhoud.decode("utf-8")
    except UnicodeDecodeError:
        raise ongeldig({"inhoud": "Geef JSON in UTF-8."}) from None
    if _diepte(tekst) > MAX_DIEPTE:
        raise ongeldig({"inhoud": f"Het bericht is dieper dan {MAX_DIEPTE} lagen."})
    try:
        document = json.loads(tekst, object_pairs_hook=_object)
    except ValueError:
        raise ongeldig({"inhoud": "Dit is geen geldige JSON."}) from None
    fouten: dict[str, str] = {}
    schoon = _schoon(document, (), fouten)
    if fouten:
        raise ongeldig(fouten)
    return schoon


def _diepte(tekst: str) -> int:
    diepte = diepst = 0
    for teken in _TEKENS.finditer(tekst):
        eerste = teken[0][0]
        if eerste in "[{":
            diepte += 1
            diepst = max(diepst, diepte)
        elif eerste in "]}":
            diepte -= 1
    return diepst


def _object(paren: list[tuple[str, Any]]) -> _Object:
    resultaat = _Object(paren)
    if len(resultaat) < len(paren):
        gezien: set[str] = set()
        resultaat.dubbel = tuple(s for s, _ in paren if s in gezien or gezien.add(s))  # type: ignore[func-returns-value]
    return resultaat


def _schoon(waarde: Any, plek: tuple[str | int, ...], fouten: dict[str, str]) -> Any:
    match waarde:
        case _Object():
            for sleutel in waarde.dubbel:
                fouten[pad((*plek, sleutel))] = "Dit veld staat er meer dan één keer."
            return {sleutel: _schoon(deel, (*plek, sleutel), fouten) for sleutel, deel in waarde.items()}
        case list():
            return [_schoon(deel, (*plek, nummer), fouten) for nummer, deel in enumerate(waarde)]
        case str():
            if _HALF.search(waarde):
                fouten[pad(plek)] = "Deze tekst bevat een half teken."
            return _ONZICHTBAAR.sub("", waarde.replace("\r\n", "\n"))
        case float() if not math.isfinite(waarde):
            fouten[pad(plek)] = "Dit is geen getal."
        case int() if abs(waarde) > MAX_GETAL:
            fouten[pad(plek)] = "Dit getal is te groot."
    return waarde
