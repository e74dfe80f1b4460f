"""Packaged data of the kern: decree days, parameters of terms, budget models. Facts with their source, no rules."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def lees_tekst(naam: str) -> str:
    """Return the text of packaged file `naam`."""
    return files(__name__).joinpath(naam).read_text(encoding="utf-8")


def lees_rijen(naam: str) -> list[dict[str, str]]:
    """Return the rows of packaged CSV `naam` (semicolon separated, header on the first line)."""
    return list(csv.DictReader(io.StringIO(lees_tekst(naam)), delimiter=";"))
