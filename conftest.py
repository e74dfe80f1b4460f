"""What the whole suite shares: the requirement report, the browser harness, the small region to test in."""

from __future__ import annotations

from pathlib import Path

WORTEL = Path(__file__).resolve().parent
WERELD = "sluitend.regio.tests.fabriek"

pytest_plugins = [
    "scripts.pytest_eisen",
    "tests.harnas",
    *([WERELD] if (WORTEL / WERELD.replace(".", "/")).with_suffix(".py").exists() else []),
]
