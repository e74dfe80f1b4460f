"""Write `tests/scenarios/toegang.csv` anew from what the pages answer now: python -m tests.toegang.maak."""

import csv
import os
import sys
from pathlib import Path

import pytest

TABEL = Path(__file__).resolve().parents[1] / "scenarios" / "toegang.csv"


class Schrijver:
    """Runs the measurement in the harness of the suite and keeps what it found."""

    @pytest.fixture(autouse=True)
    def schrijf(self, wereld, request) -> None:
        from tests.toegang.test_toegang import meet

        with TABEL.open("w", encoding="utf-8", newline="") as bestand:
            schrijver = csv.writer(bestand)
            schrijver.writerow(["adres", "rol", "eigen", "onbekend", "andere_regio"])
            for (adres, rol), statussen in sorted(meet(wereld).items()):
                schrijver.writerow([adres, rol, *statussen])


class TestMaak(Schrijver):
    """One test, so that the measurement runs in a test database."""

    def test_schrijf(self) -> None:
        assert TABEL.exists()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sluitend.config.settings.test")
    sys.exit(pytest.main([__file__, "-q", "-p", "no:cacheprovider", "-o", "python_files=maak.py"]))
