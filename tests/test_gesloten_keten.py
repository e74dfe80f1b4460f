"""Z-01 to Z-04, Z-06, Z-09 and Z-10 hold after any sequence of acts, by anybody, with processes falling in between."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.keten.daden import Keten
from tests.keten.toneel import Telling, bouw_decor

DADEN = int(os.environ.get("SLUITEND_STATEFUL_STEPS", "2000"))
KRIMP = bool(os.environ.get("SLUITEND_STATEFUL_KRIMP"))  # look for the shortest run that fails: minutes
STAPPEN = 80


@pytest.fixture
def machine(db: None) -> type[Keten]:
    """The machine on a region of its own, with work lying ready."""
    hier = type("KetenHier", (Keten,), {"decor": bouw_decor(), "telling": Telling()})
    hier().begin()
    return hier


def draai(machine: type[Keten], daden: int) -> Telling:
    """Run until so many acts were done. The seeds are fixed: the same acts in each run, more with a higher number."""
    telling = machine.telling = Telling()
    nummer = 0
    while telling.daden < daden:
        nummer += 1
        seed(nummer)(machine)
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=2,  # the smallest one, and one at random: later ones would look like the first
                stateful_step_count=STAPPEN,
                deadline=None,
                database=None,
                phases=[Phase.generate, *([Phase.shrink] if KRIMP else [])],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
                print_blob=False,
            ),
        )
    return telling


@pytest.mark.traag
@pytest.mark.eis("Z-01", "Z-02", "Z-03", "Z-04", "Z-06", "Z-09", "Z-10", "AR-30")
def test_de_keten_blijft_gesloten(machine: type[Keten], capsys: pytest.CaptureFixture[str]) -> None:
    telling = draai(machine, DADEN)
    with capsys.disabled():
        print(f"\n{telling}")
    assert telling.daden >= DADEN
