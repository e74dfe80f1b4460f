"""Packaged defaults of the meldpunt: signals, urgency classes, routes and the triage table (chapter 10 §5)."""

from __future__ import annotations

import csv
from pathlib import Path

_MAP = Path(__file__).parent


def lees_tekst(naam: str) -> str:
    """Return the text of packaged file `naam`."""
    return (_MAP / naam).read_text(encoding="utf-8")


def lees_rijen(naam: str) -> list[dict[str, str]]:
    """Return the rows of packaged CSV `naam` (semicolon separated, header on the first line)."""
    return list(csv.DictReader(lees_tekst(naam).splitlines(), delimiter=";"))
