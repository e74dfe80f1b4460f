"""A pytest plugin: keep per test its outcome and the requirement ids it proves, also under xdist.

Writes `build/eisen-<naam>.json` when the run was given `--eisen naam`; `scripts.test` adds the totals up and
`scripts.eisen` makes the requirement report from them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BUILD = Path(__file__).resolve().parents[1] / "build"
RANG = {"geslaagd": 0, "overgeslagen": 1, "gezakt": 2}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--eisen", metavar="NAAM", default="", help="write build/eisen-NAAM.json")
    parser.addoption("--eisenlijst", metavar="BESTAND", default="", help="write id → tests at collection")
    parser.addoption("--zonder-puur", action="store_true", help="leave out tests that touch no database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if ids := [str(naam) for merk in item.iter_markers("eis") for naam in merk.args]:
            item.user_properties.append(("eis", ids))
    if doel := config.getoption("--eisenlijst"):
        Path(doel).write_text(json.dumps(_per_eis(items)), "utf-8")
    if config.getoption("--zonder-puur"):
        puur = [item for item in items if is_puur(item)]
        config.hook.pytest_deselected(items=puur)
        items[:] = [item for item in items if item not in set(puur)]


def _per_eis(items: list[pytest.Item]) -> dict[str, list[str]]:
    per_eis: dict[str, list[str]] = {}
    for item in items:
        for merk in item.iter_markers("eis"):
            for naam in merk.args:
                per_eis.setdefault(str(naam), []).append(item.nodeid)
    return per_eis


def is_puur(item: pytest.Item) -> bool:
    """A test of `kern`, of an area's rules or of the house: the same on every database, so once is enough."""
    pad = item.path
    if "kern" not in pad.parts and not pad.name.startswith(("test_rules", "test_huis_b")):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is None and not fixtures & {
        "db",
        "transactional_db",
        "server",
    }


class Verslag:
    """Collects on the controller; the workers of xdist send their reports there."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self.toetsen: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        uitkomst = {"passed": "geslaagd", "failed": "gezakt", "skipped": "overgeslagen"}[report.outcome]
        ids = next((waarde for sleutel, waarde in report.user_properties if sleutel == "eis"), [])
        toets = self.toetsen.setdefault(report.nodeid, {"uitkomst": "geslaagd", "eisen": ids, "duur": 0.0})
        toets["eisen"] = ids or toets["eisen"]
        toets["duur"] = round(toets["duur"] + report.duration, 3)
        toets["uitkomst"] = max(toets["uitkomst"], uitkomst, key=lambda soort: RANG[soort])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.toetsen[report.nodeid] = {"uitkomst": "gezakt", "eisen": [], "duur": 0.0}

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        BUILD.mkdir(exist_ok=True)
        document = {"naam": self.naam, "status": int(exitstatus), "toetsen": self.toetsen}
        (BUILD / f"eisen-{self.naam}.json").write_text(json.dumps(document, indent=1), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    naam = config.getoption("--eisen")
    if naam and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Verslag(naam), "eisenverslag")
