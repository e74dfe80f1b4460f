"""The whole suite on SQLite and then, without the pure tests, on PostgreSQL; one closing line for both.

python -m scripts.test [--alleen sqlite|postgresql] [--lang] [arguments for pytest]
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from scripts import postgres
from scripts.pytest_eisen import BUILD

WORTEL = Path(__file__).resolve().parents[1]
DATABANKEN: tuple[str, ...] = ("sqlite", "postgresql")
# Proofs that take minutes each; `make bewijs` runs them.
LANG = (
    "tests/test_uitval.py",
    "tests/test_gesloten_keten.py",
    "tests/browser",
    "tests/toegang",
    "tests/test_huis_bench.py",
)
GEEN_TOETSEN = 5


def draai(naam: str, url: str, argumenten: list[str]) -> tuple[int, Counter[str]]:
    """One run of pytest; what it wrote down is believed, not its text."""
    verslag = BUILD / f"eisen-{naam}.json"
    verslag.unlink(missing_ok=True)
    opties = ["-n", "2", "--dist", "loadfile", f"--junitxml={BUILD / f'junit-{naam}.xml'}", "--eisen", naam]
    if naam != "sqlite":
        opties.append("--zonder-puur")
    with tempfile.TemporaryDirectory(prefix="sluitend-toets-") as var:
        omgeving = {sleutel: w for sleutel, w in os.environ.items() if not sleutel.startswith("SLUITEND_")}
        omgeving |= {k: v for k, v in os.environ.items() if k.startswith("SLUITEND_STATEFUL")}
        omgeving |= {"SLUITEND_DATABASE_URL": url, "SLUITEND_VAR": var, "PYTHONHASHSEED": "0"}
        print(f"== {naam}", flush=True)
        status = subprocess.run(
            [sys.executable, "-m", "pytest", *opties, *argumenten], cwd=WORTEL, env=omgeving, check=False
        ).returncode
    if not verslag.exists():
        return status or 1, Counter(gezakt=1)
    toetsen = json.loads(verslag.read_text("utf-8"))["toetsen"]
    return 0 if status == GEEN_TOETSEN else status, Counter(t["uitkomst"] for t in toetsen.values())


def main(argumenten: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    welke = DATABANKEN
    if argumenten[:1] == ["--alleen"]:
        welke, argumenten = (argumenten[1],), argumenten[2:]
    if argumenten[:1] == ["--lang"]:
        argumenten = [*LANG, *argumenten[1:]]
    else:
        argumenten = [*argumenten, *(f"--ignore={pad}" for pad in LANG)]
    BUILD.mkdir(exist_ok=True)
    statussen, totaal = [], Counter[str]()
    for naam in welke:
        if naam == "sqlite":
            status, telling = draai(naam, "", argumenten)
        else:
            with postgres.cluster() as server:
                status, telling = draai(naam, server.url(), argumenten)
        statussen.append(status)
        totaal += telling
    goed, fout, over = (totaal[soort] for soort in ("geslaagd", "gezakt", "overgeslagen"))
    print(f"{goed} passed, {fout} failed, {over} skipped", flush=True)
    return int(any(statussen) or fout > 0 or goed == 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
