"""UUID version 7 (RFC 9562 section 5.7): sorts by time of making, and never goes back within one process."""

from __future__ import annotations

import os
import threading
import time
import uuid

_slot = threading.Lock()
_laatste_ms = 0
_teller = 0


def uuid7() -> uuid.UUID:
    """Return a new UUIDv7.

    48 bits of Unix milliseconds, then a 12-bit counter that starts random in its lower half and goes up
    within a millisecond (RFC 9562 section 6.2 method 1), then 62 random bits. When the clock steps back or the
    counter is full, the last millisecond is kept or moved on, so the order holds.
    """
    global _laatste_ms, _teller
    toeval = int.from_bytes(os.urandom(10), "big")
    with _slot:
        nu = time.time_ns() // 1_000_000
        if nu > _laatste_ms:
            _laatste_ms, _teller = nu, (toeval >> 62) & 0x7FF
        else:
            _teller += 1
            if _teller > 0xFFF:
                _laatste_ms, _teller = _laatste_ms + 1, 0
        ms, teller = _laatste_ms, _teller
    waarde = (ms & (2**48 - 1)) << 80 | 0x7 << 76 | teller << 64 | 0b10 << 62 | toeval & (2**62 - 1)
    return uuid.UUID(int=waarde)


def tijd_van(sleutel: uuid.UUID) -> float:
    """Return the Unix time in seconds at which UUIDv7 `sleutel` was made."""
    return (sleutel.int >> 80) / 1000
