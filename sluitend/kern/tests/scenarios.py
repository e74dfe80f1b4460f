"""Reading the scenario tables of `tests/scenarios/`: one row, one test, marked with the ids it proves."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[3]
TABELLEN = WORTEL / "tests" / "scenarios"


def rijen(naam: str) -> list:
    """Return one pytest.param per row of table `naam`; the column `id` holds the requirement ids."""
    with (TABELLEN / naam).open(encoding="utf-8", newline="") as bestand:
        return [
            pytest.param(rij, id=f"{nr:03d} {rij['id']}", marks=pytest.mark.eis(*rij["id"].split()))
            for nr, rij in enumerate(csv.DictReader(bestand, delimiter=";"), start=1)
        ]


def paren(tekst: str) -> dict[str, str]:
    """Read 'a=1 b=2'."""
    return dict(deel.split("=", 1) for deel in tekst.split())
