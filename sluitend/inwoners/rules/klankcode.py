"""The sound of a Dutch surname, so that Meijer, Meyer and Meier are looked up as one (chapter 10 §5.4)."""

from __future__ import annotations

import re
from functools import lru_cache

from sluitend.inwoners.rules.namen import normaliseer_achternaam

# In this order; each step works on the result of the one before.
STAPPEN: tuple[tuple[str, str], ...] = (
    ("eij|ij|ei|ey", "y"),
    ("ou", "au"),
    ("ph", "f"),
    ("th|dt", "t"),
    ("ck|q", "k"),
    ("x", "ks"),
    ("sch", "sg"),
    ("ch", "g"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("v", "f"),
    ("z", "s"),
    ("ae", "a"),
    ("uy", "ui"),
    ("ie", "i"),
    ("(?<=[bcdfgklmnprst])h", ""),
    (r"(.)\1+", r"\1"),
    ("d$", "t"),
    ("b$", "p"),
)
_STAPPEN = tuple((re.compile(patroon), vervanging) for patroon, vervanging in STAPPEN)


def klankcode(achternaam: str) -> str:
    """Return the sound code of a surname; empty when it has no letters."""
    return klank_van(normaliseer_achternaam(achternaam))


@lru_cache(maxsize=8192)
def klank_van(genormaliseerd: str) -> str:
    """Return the sound code of a surname, or a part of one, that is already normalised."""
    klank = genormaliseerd
    for patroon, vervanging in _STAPPEN:
        klank = patroon.sub(vervanging, klank)
    return klank
