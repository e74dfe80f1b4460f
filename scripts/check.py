"""Everything that can be checked without running the product: two at a time, all of it, then the verdict.

python -m scripts.check [NAAM …]
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PY = str(BIN / "python")
PAKKETTEN = ["sluitend", "scripts", "tests", "conftest.py", "manage.py"]
VERTALINGEN = "sluitend.platform.vertalingen"

STAPPEN: dict[str, list[str]] = {
    "typen": [PY, "-m", "mypy"],
    "stijl": [str(BIN / "ruff"), "check", *PAKKETTEN],
    "opmaak": [str(BIN / "ruff"), "format", "--check", "--quiet", *PAKKETTEN],
    "sjablonen": [str(BIN / "djlint"), "sluitend", "--lint", "--quiet"],
    "verdiepingen": [str(BIN / "lint-imports"), "--no-cache"],
    "migraties": [PY, "manage.py", "makemigrations", "--check", "--dry-run"],
    "instellingen": [PY, "manage.py", "check", "--fail-level", "WARNING"],
    "veiligheid": [str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", "sluitend", "scripts"],
    "eisen": [PY, "-m", "scripts.eisen", "--controleer"],
}  # fmt: skip


def stappen() -> dict[str, list[str]]:
    alle = dict(STAPPEN)
    if (WORTEL / "bench").is_dir():
        alle["stijl"] = [*alle["stijl"], "bench"]
        alle["opmaak"] = [*alle["opmaak"], "bench"]
    if importlib.util.find_spec(VERTALINGEN):
        alle["vertalingen"] = [PY, "-m", VERTALINGEN]
    return alle


def draai(naam: str, opdracht: list[str]) -> tuple[str, int, float, str]:
    begin = time.monotonic()
    omgeving = {sleutel: w for sleutel, w in os.environ.items() if not sleutel.startswith("SLUITEND_")}
    omgeving |= {
        "DJANGO_SETTINGS_MODULE": "sluitend.config.settings.test",
        "SLUITEND_DEMO": "1",
        "NO_COLOR": "1",
    }
    omgeving |= {"SLUITEND_VAR": str(WORTEL / "build" / "check")}
    proces = subprocess.run(
        opdracht, cwd=WORTEL, env=omgeving, check=False, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    return naam, proces.returncode, time.monotonic() - begin, proces.stdout


def main(namen: list[str]) -> int:
    (WORTEL / "build" / "check").mkdir(parents=True, exist_ok=True)
    gekozen = {naam: opdracht for naam, opdracht in stappen().items() if not namen or naam in namen}
    gezakt = []
    with ThreadPoolExecutor(2) as ploeg:
        for naam, status, duur, uitvoer in ploeg.map(lambda paar: draai(*paar), gekozen.items()):
            print(f"{'goed ' if status == 0 else 'FOUT '} {naam:<14} {duur:5.1f} s", flush=True)
            if status:
                gezakt.append(naam)
                print(uitvoer.rstrip()[-6000:], flush=True)
    print(
        f"check: {len(gekozen) - len(gezakt)} goed, {len(gezakt)} fout{': ' + ', '.join(gezakt) if gezakt else ''}"
    )
    return int(bool(gezakt))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
