"""Names as people write them: what counts when two of them are compared (chapter 10 §5.4)."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

VOORVOEGSELS = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "ten",
        "ter",
        "te",
        "het",
        "t",
        "op",
        "aan",
        "in",
        "el",
        "al",
        "ait",
        "ben",
        "la",
        "le",
        "du",
        "von",
        "da",
        "dos",
    ]
)

# Start list, used until the region has counted its own persons (>= 0.3 %).
VEELVOORKOMEND = frozenset(
    [
        "jansen",
        "janssen",
        "vries",
        "jong",
        "bakker",
        "berg",
        "dijk",
        "visser",
        "smit",
        "meijer",
        "boer",
        "mulder",
        "groot",
        "bos",
        "vos",
        "peters",
        "hendriks",
        "leeuwen",
        "dekker",
        "brouwer",
        "wit",
        "dijkstra",
        "smits",
        "graaf",
        "meer",
    ]
)
VEELVOORKOMEND_VANAF = 0.003

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@lru_cache(maxsize=8192)
def letters(tekst: str) -> str:
    """Return only the letters, in lower case and without accents; other scripts keep their letters."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold().translate(_LETTERS))
    return "".join(teken for teken in ontleed if teken.isalpha())


@lru_cache(maxsize=8192)
def achternaamdelen(tekst: str) -> tuple[str, ...]:
    """Return the parts of a surname without voorvoegsels: `Jansen-de Vries` gives jansen and vries.

    A name of voorvoegsels alone (Ben, Al) keeps its last word.
    """
    woorden = [woord for woord in map(letters, re.split(r"[\s/–-]+", tekst)) if woord]
    # Also the ones in the middle: they lead the second half of a double name, with or without a hyphen.
    return tuple(woord for woord in woorden if woord not in VOORVOEGSELS) or tuple(woorden[-1:])


def normaliseer_achternaam(tekst: str) -> str:
    """Return the surname as it is compared: letters only, leading voorvoegsels off, parts joined."""
    return "".join(achternaamdelen(tekst))


def normaliseer_voornaam(tekst: str) -> str:
    """Return the first given name as it is compared; an initial stays one letter."""
    woorden = tekst.replace(".", " ").split()
    return letters(woorden[0]) if woorden else ""


@cache
def roepnamen() -> dict[str, frozenset[str]]:
    """Return, per name, the names that are known to be the same (table `gegevens/roepnamen.csv`), both ways."""
    paren: dict[str, set[str]] = {}
    bestand = Path(__file__).parent / "gegevens" / "roepnamen.csv"
    for rij in csv.DictReader(bestand.read_text(encoding="utf-8").splitlines(), delimiter=";"):
        naam = letters(rij["doopnaam"])
        for ander in map(letters, rij["roepnamen"].split("|")):
            paren.setdefault(naam, set()).add(ander)
            paren.setdefault(ander, set()).add(naam)
    return {naam: frozenset(anderen) for naam, anderen in paren.items()}


def is_roepnaam_van(een: str, ander: str) -> bool:
    """Whether the table pairs these two normalised names.

    Two short forms of one name do not count: Jan and Hans, both Johannes, may well be brothers.
    """
    return ander in roepnamen().get(een, frozenset())
