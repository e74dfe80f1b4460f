"""UUIDv7: the form of the RFC, the time inside, and an order that never goes back."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from sluitend.kern import uuid7 as module
from sluitend.kern.uuid7 import tijd_van, uuid7


def test_version_variant_and_time_are_those_of_the_rfc(monkeypatch):
    # A test elsewhere may have moved the clock on; the order of keys remembers that, this test does not want it.
    monkeypatch.setattr(module, "_laatste_ms", 0)
    voor = time.time()
    sleutel = uuid7()
    assert (sleutel.version, sleutel.variant) == (7, uuid.RFC_4122)
    assert voor - 1 < tijd_van(sleutel) < time.time() + 60


def test_keys_of_one_process_rise_and_are_unique_also_over_threads():
    reeks = [uuid7() for _ in range(20_000)]
    assert reeks == sorted(set(reeks))
    with ThreadPoolExecutor(4) as draden:
        delen = list(draden.map(lambda _: [uuid7() for _ in range(2_000)], range(4)))
    assert all(deel == sorted(deel) for deel in delen)
    assert len({s for deel in delen for s in deel}) == 8_000


def test_a_clock_that_steps_back_does_not_break_the_order(monkeypatch):
    eerste = uuid7()
    monkeypatch.setattr(module.time, "time_ns", lambda: 1_000_000_000)
    assert uuid7() > eerste
