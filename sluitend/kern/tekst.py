"""Sentences for people that can still be said in another language.

A rule speaks Dutch and knows no translation. `zin` keeps beside the Dutch text the sentence without what was filled
in, so that the edge where it is shown can say the same in another language. Everywhere else it is the Dutch text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Zin(str):
    """A Dutch text, made from `sjabloon` with `waarden`; or, when it has `delen`, those with `tussen` between them."""

    sjabloon: str
    waarden: Mapping[str, object]
    delen: tuple[str, ...]
    tussen: str


def zin(sjabloon: str, /, **waarden: object) -> Zin:
    """`zin("Te lang: maximaal {n}.", n=20)`. A value that is itself a `Zin` is translated with it, any other is data."""
    uit = Zin(sjabloon.format(**waarden) if waarden else sjabloon)
    uit.sjabloon, uit.waarden, uit.delen, uit.tussen = sjabloon, waarden, (), ""
    return uit


def samen(delen: Iterable[str], tussen: str = " ") -> Zin:
    """Texts after each other, each translated on its own: `samen(["de reden", "de ontvanger"], ", ")`."""
    delen = tuple(delen)
    uit = Zin(tussen.join(delen))
    uit.sjabloon, uit.waarden, uit.delen, uit.tussen = "", {}, delen, tussen
    return uit
