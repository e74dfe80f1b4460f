"""How gunicorn runs the product: loaded once, then divided over the workers. Read by `sluitend serve`.

A worker keeps what it has for days, so what matters is what is left behind: the garbage of loading is gone before
the workers part, and threads share two heaps in place of one each.
"""

import ctypes
import gc
from typing import Any

preload_app = True
M_ARENA_MAX = -8  # malloc.h


def _c() -> Any:
    """The C library; one without these functions (not glibc) does without them."""
    return ctypes.CDLL(None)


if hasattr(_c(), "mallopt"):
    _c().mallopt(M_ARENA_MAX, 2)


def when_ready(server: Any) -> None:
    """Everything is loaded and no worker is there yet."""
    gc.collect()
    gc.freeze()
    if hasattr(_c(), "malloc_trim"):
        _c().malloc_trim(0)
