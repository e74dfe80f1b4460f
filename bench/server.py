"""A server of our own on loopback: gunicorn with two workers, as `sluitend serve` starts it; ended by its id."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.databank import WORTEL, Databank
from bench.klant import Verbinding, haal

WERKERS = 2


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    poort: int
    pid: int

    def werkers(self) -> list[int]:
        kinderen = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        return [int(pid) for pid in kinderen]

    def geheugen(self) -> dict[str, float]:
        """MB of the workers together: resident, and what is theirs when shared pages count once (PSS)."""
        som = {"rss": 0.0, "pss": 0.0}
        for pid in self.werkers():
            tekst = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
            for naam in som:
                treffer = re.search(rf"^{naam}: +(\d+) kB", tekst, re.IGNORECASE | re.MULTILINE)
                som[naam] += int(treffer[1]) / 1024 if treffer else 0
        return {naam: round(mb, 1) for naam, mb in som.items()}


def _opdracht(toepassing: str) -> list[str]:
    """The command of `sluitend serve` for another application; it never replaces a worker during a measurement."""
    from sluitend.config.beheer import _gunicorn

    delen = _gunicorn("127.0.0.1", 0, WERKERS)
    delen[delen.index("sluitend.config.wsgi:application")] = toepassing
    for vlag in ("--max-requests", "--max-requests-jitter", "--bind"):
        plek = delen.index(vlag)
        del delen[plek : plek + 2]
    return delen


@contextlib.contextmanager
def server(bank: Databank, toepassing: str = "bench.wsgi:application") -> Iterator[Server]:
    """Serve this database until the block ends."""
    with socket.socket() as luisteraar, (bank.var / "server.log").open("ab") as log:
        luisteraar.bind(("127.0.0.1", 0))
        luisteraar.listen(128)
        poort, nummer = luisteraar.getsockname()[1], luisteraar.fileno()
        omgeving = bank.omgeving()
        if toepassing.startswith("sluitend."):
            omgeving["DJANGO_SETTINGS_MODULE"] = "sluitend.config.settings.basis"
        proces = subprocess.Popen(
            [*_opdracht(toepassing), "--bind", f"fd://{nummer}"], cwd=WORTEL, env=omgeving,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[nummer], start_new_session=True,
        )  # fmt: skip
        try:
            _wacht(poort, proces, bank.var / "server.log")
            yield Server(poort, proces.pid)
        finally:
            _stop(proces)


def _wacht(poort: int, proces: subprocess.Popen[bytes], log: Path) -> None:
    einde = time.monotonic() + 120
    while time.monotonic() < einde and proces.poll() is None:
        with contextlib.suppress(OSError):
            verbinding = Verbinding(poort)
            verbinding.doe(haal("begin", "/account/login/"))
            verbinding.sluit()
            return
        time.sleep(0.1)
    raise RuntimeError(f"de server kwam niet op:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def _stop(proces: subprocess.Popen[bytes]) -> None:
    proces.send_signal(signal.SIGTERM)
    try:
        proces.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait(5)


__all__ = ["Server", "server"]
