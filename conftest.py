"""What the whole suite shares: the requirement report, the browser harness, the small region to test in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databank import testdatabank

WORTEL = Path(__file__).resolve().parent
WERELD = "sluitend.regio.tests.fabriek"

pytest_plugins = [
    "scripts.pytest_eisen",
    "tests.harnas",
    *([WERELD] if (WORTEL / WERELD.replace(".", "/")).with_suffix(".py").exists() else []),
]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """A copy of a migrated mould, in place of migrating for every process of the run."""
    with django_db_blocker.unblock(), testdatabank(worker_id):
        django_db_blocker.block()
        try:
            yield
        finally:
            django_db_blocker.restore()
