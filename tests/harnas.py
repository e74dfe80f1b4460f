"""A real server on a database of its own, and a real Chromium to visit it with.

    def test_inloggen(server, pagina, axe):
        with server.databank():
            maak_gebruiker(...)
        pagina.goto(server.url + "/account/login/")
        axe(pagina)

`server` is gunicorn in a process of its own; `pagina` is a fresh visitor, `zonder_script` one without JavaScript;
`axe` asserts that a page has no violations and does not scroll sideways at 320 px; `toetsenbord` walks with Tab.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import databank
from tests.databank import Databank

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORTEL = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
OPTIES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SMAL, BREED = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WACHTTIJD = 10_000


@pytest.fixture(scope="session")
def databankinfo() -> Databank:
    """The engine of this run, without touching the database."""
    return databank.deze()


# --- a server of our own -----------------------------------------------------------------------------------
@dataclass
class Server:
    """A running web process and its database."""

    url: str
    omgeving: dict[str, str]
    log: Path
    proces: subprocess.Popen[bytes] | None = None
    luisteraar: socket.socket | None = None
    _naam: str = field(default="", repr=False)
    _sluis: Any = field(default=None, repr=False)

    @property
    def pid(self) -> int:
        assert self.proces is not None, "de server draait niet"
        return self.proces.pid

    def start(self) -> None:
        """Start (again) on the same address; the listening socket outlives the process."""
        assert self.luisteraar is not None
        nummer = self.luisteraar.fileno()
        with self.log.open("ab") as log:
            self.proces = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--bind", f"fd://{nummer}", "--worker-class", "gthread",
                 "--workers", "1", "--threads", "4", "--log-level", "warning", "--graceful-timeout", "2",
                 "sluitend.config.wsgi:application"],
                cwd=WORTEL, env=self.omgeving, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[nummer], start_new_session=True,
            )  # fmt: skip
        self.wacht_tot_klaar()

    def wacht_tot_klaar(self, seconden: float = 120) -> None:
        """Until it answers anything at all; any status will do."""
        einde = time.monotonic() + seconden
        while time.monotonic() < einde:
            if self.proces is not None and self.proces.poll() is not None:
                break
            with contextlib.suppress(OSError):
                try:
                    urllib.request.urlopen(f"{self.url}/account/login/", timeout=seconden).close()
                except urllib.error.HTTPError as fout:
                    fout.close()
                return
        raise AssertionError(f"de server kwam niet op:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")

    def stop(self, teken: int = signal.SIGTERM) -> None:
        """End the process and its workers, by id."""
        if self.proces is None:
            return
        if teken == signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.proces.pid, teken)
        else:
            self.proces.send_signal(teken)
        try:
            self.proces.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.proces.pid, signal.SIGKILL)
            self.proces.wait(5)
        self.proces = None

    def beheer(self, *argumenten: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on the server's database."""
        return databank.beheer(self.omgeving, *argumenten)

    @contextlib.contextmanager
    def databank(self) -> Iterator[None]:
        """Point Django's connection in this process at the server's database, to lay data ready or look."""
        from django.db import connections

        eigen = connections["default"]
        andere = eigen.copy()
        andere.settings_dict = {**eigen.settings_dict, "NAME": self._naam}
        connections["default"] = andere
        try:
            with self._sluis.unblock():
                yield
        finally:
            andere.close()
            connections["default"] = eigen


@pytest.fixture
def server(
    databankinfo: Databank, tmp_path: Path, django_db_blocker: Any, worker_id: str
) -> Iterator[Server]:
    """The product as it runs for people, on a free loopback port and an empty migrated database."""
    if databankinfo.is_postgres:
        naam = f"server_{worker_id}_{os.getpid()}_{time.monotonic_ns()}"
    else:
        naam = str(tmp_path / "server.sqlite3")
    databank.kopieer(databankinfo, naam)
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        luisteraar.listen(64)
        gastheer = Server(
            url=f"http://127.0.0.1:{luisteraar.getsockname()[1]}",
            omgeving=databank.omgeving(tmp_path, databankinfo.anders(naam)),
            log=tmp_path / "server.log",
            luisteraar=luisteraar,
            _naam=naam,
            _sluis=django_db_blocker,
        )
        try:
            gastheer.beheer("migrate", "-v0", "--skip-checks")
            gastheer.start()
            yield gastheer
        finally:
            gastheer.stop()
            databank.weg(databankinfo, naam)


# --- a browser ---------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium of Debian for the session; Playwright never fetches its own."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    pad = CHROMIUM if os.path.exists(CHROMIUM) else shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=pad, args=OPTIES)
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def _bezoeker(browser: Browser, **opties: Any) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=BREED, **opties)
    context.set_default_timeout(WACHTTIJD)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def pagina(browser: Browser) -> Iterator[Page]:
    """A fresh visitor; an error in a script or a refused resource fails the test."""
    fouten: list[str] = []
    with _bezoeker(browser) as page:
        page.on("pageerror", lambda fout: fouten.append(str(fout)))
        page.on(
            "console",
            lambda regel: fouten.append(regel.text) if "Content Security Policy" in regel.text else None,
        )
        yield page
    assert not fouten, f"fouten in de browser: {fouten}"


@pytest.fixture
def zonder_script(browser: Browser) -> Iterator[Page]:
    """A visitor whose browser runs no JavaScript."""
    with _bezoeker(browser, java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that a page is accessible as far as a machine can see, wide and at 320 px."""
    from axe_playwright_python.sync_playwright import Axe

    meter = Axe()

    def controleer(page: Page, uitgezonderd: dict[str, str] | None = None) -> None:
        """`uitgezonderd` names a rule with the reason why it does not apply here."""
        regels = {naam: {"enabled": False} for naam in uitgezonderd or {}}
        for maat in (BREED, SMAL):
            page.set_viewport_size(maat)
            uitkomst = meter.run(
                page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}, "rules": regels}
            )
            assert not uitkomst.response["violations"], f"{page.url}\n{uitkomst.generate_report()}"
        breedte = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert breedte[0] <= breedte[1], f"{page.url} schuift opzij op 320 px: {breedte[0]} > {breedte[1]}"
        page.set_viewport_size(BREED)

    return controleer


@pytest.fixture(scope="session")
def toetsenbord() -> Callable[[Page, str], None]:
    """Walk with Tab to the control with this accessible name; fails when it cannot be reached or seen."""

    def naar(page: Page, naam: str, hoogstens: int = 120) -> None:
        bezocht: list[str] = []
        for _ in range(hoogstens):
            page.keyboard.press("Tab")
            huidig, zichtbaar = page.evaluate(
                """() => { const e = document.activeElement; const s = getComputedStyle(e);
                const naam = e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText)
                  || e.innerText || e.value || '';
                const r = e.getBoundingClientRect();
                return [naam.trim().split('\\n')[0], r.width > 0 && r.height > 0 && (s.outlineStyle !== 'none' || s.boxShadow !== 'none')] }"""
            )
            bezocht.append(huidig)
            if huidig.startswith(naam):
                assert zichtbaar, f"de focus op {naam!r} is niet te zien"
                return
        raise AssertionError(f"{naam!r} is met Tab niet te bereiken; wel {bezocht}")

    return naar
