"""The measurement of speed itself: it runs, and what does not depend on the machine holds: statements per page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

# The run makes a database of its own; the mark says that it belongs to both databases.
pytestmark = pytest.mark.django_db
WORTEL = Path(__file__).resolve().parents[1]
# Signing in, the page, its read log, and on PostgreSQL the slot of the region; transactions are no statements.
HOOGSTENS = {
    "melding": 14
    if connection.vendor == "sqlite"
    else 15,  # PostgreSQL opens the slot of the region once more
    "werkvoorraad": 5,
    "werkvoorraad_team": 5,
    "gaten": 5,
    "gaten_gemeente": 5,
    "dossier": 20,
}


@pytest.fixture(scope="module")
def gemeten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The document of one short run over a tiny region, on the database of this suite."""
    uit = tmp_path_factory.mktemp("bench") / "bench.json"
    omgeving = {naam: w for naam, w in os.environ.items() if not naam.startswith(("SLUITEND_", "DJANGO_"))}
    proces = subprocess.run(
        [sys.executable, "-m", "bench", "--proef", "--dossiers", "300",
         "--databanken", connection.vendor, "--uit", uit],
        cwd=WORTEL, env=omgeving, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert proces.returncode == 0, proces.stderr[-3000:]
    document: dict[str, Any] = json.loads(uit.read_text("utf-8"))
    return document


@pytest.mark.parametrize("blad", HOOGSTENS)
def test_een_bladzij_vraagt_weinig_van_de_databank(gemeten: dict[str, Any], blad: str) -> None:
    (meting,) = gemeten["metingen"]
    assert meting["statements"][blad] <= HOOGSTENS[blad], "\n".join(sql[:120] for sql in meting["sql"][blad])


def test_de_proef_meet_elk_doel_tegen_kaal_django(gemeten: dict[str, Any]) -> None:
    (meting,) = gemeten["metingen"]
    bladen = ("melding", "werkvoorraad", "gaten", "dossier")
    assert set(meting["verhoudingen"]) == {f"{blad}|{klanten}" for blad in bladen for klanten in (1, 8)}
    assert all(regel["kaal_per_s"] > 0 and regel["per_s"] > 0 for regel in meting["verhoudingen"].values())
    assert all(ms > 0 for ms in meting["rauw_ms"].values())
    assert gemeten["geheugen"]["rss"] > gemeten["geheugen"]["pss"] > 0
    assert all({"waar", "wat", "waarde", "eis", "gehaald"} == set(regel) for regel in gemeten["regels"])
