"""What the browser tests share: the small region on a server with a clock, people who sign in, and pictures to look at."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.harnas import BREED, WACHTTIJD
from tests.harnas import server as _server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.harnas import Server

HIER = Path(__file__).resolve().parent
BEELDEN = HIER.parents[1] / "build" / "beelden"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TELEFOON = {"width": 375, "height": 812}


def lokaal(jaar: int, maand: int, dag: int, uur: int = 0, minuut: int = 0) -> datetime:
    """An instant as the clock on the wall says it."""
    return datetime(jaar, maand, dag, uur, minuut, tzinfo=AMSTERDAM)


@dataclass
class Toneel:
    """A server with the small region in it, a clock that can be set, and a browser context per person."""

    server: Server
    browser: Browser
    wereld: Any = None
    fouten: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.url

    def het_is(self, moment: datetime) -> None:
        """Set the clock of the server; sessions older than their age end, as in real life."""
        self.server.stop()
        self.server.omgeving |= {"PYTHONPATH": str(HIER / "klok"), "KLOK_VAN_DE_TOETS": moment.isoformat()}
        try:
            self.server.start()
        except AssertionError:  # a busy machine
            self.server.wacht_tot_klaar(90)

    @contextlib.contextmanager
    def databank(self, moment: datetime | None = None) -> Iterator[Any]:
        """Look into the server's database, or lay data ready, at that moment."""
        import time_machine

        with contextlib.ExitStack() as stapel:
            if moment is not None:
                stapel.enter_context(time_machine.travel(moment, tick=True))
            stapel.enter_context(self.server.databank())
            yield self.wereld

    def bezoeker(self, maat: dict[str, int] = BREED, **opties: Any) -> Page:
        """A fresh visitor; an error in a script or a refused resource fails the test."""
        context = self.browser.new_context(
            locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=maat, **opties
        )  # type: ignore[arg-type]
        context.set_default_timeout(3 * WACHTTIJD)
        self._open.append(context)
        pagina = context.new_page()
        pagina.on("pageerror", lambda fout: self.fouten.append(str(fout)))
        pagina.on(
            "console",
            lambda regel: self.fouten.append(regel.text) if "Content Security Policy" in regel.text else None,
        )
        pagina.on(
            "response",
            lambda antwoord: (
                self.fouten.append(f"{antwoord.status} {antwoord.url}") if antwoord.status >= 500 else None
            ),
        )
        return pagina

    def als(self, naam: str, maat: dict[str, int] = BREED, **opties: Any) -> Page:
        """Somebody of the small region, signed in through the page."""
        from sluitend.regio.tests.fabriek import WACHTWOORD

        pagina = self.bezoeker(maat, **opties)
        pagina.goto(f"{self.url}/account/login/")
        pagina.get_by_label("Gebruikersnaam").fill(naam.lower().replace(" ", "."))
        pagina.get_by_label("Wachtwoord").fill(WACHTWOORD)
        pagina.get_by_role("button", name="Aanmelden").click()
        pagina.get_by_role("heading", level=1, name=re.compile("^(Vandaag|Kies uw rol)$")).wait_for()
        return pagina

    def weg(self, pagina: Page) -> None:
        """This visitor leaves."""
        self._open.remove(pagina.context)
        pagina.context.close()

    def sluit(self) -> None:
        for context in self._open:
            context.close()


@contextlib.contextmanager
def _toneel(server: Server, browser: Browser) -> Iterator[Toneel]:
    from sluitend.regio.tests.fabriek import maak_wereld

    with server.databank():
        toneel = Toneel(server, browser, maak_wereld())
    try:
        yield toneel
    finally:
        toneel.sluit()
    assert not toneel.fouten, f"fouten in de browser: {toneel.fouten}\n{_staart(server)}"


def _staart(server: Server) -> str:
    return server.log.read_text("utf-8", "replace")[-3000:]


@pytest.fixture(scope="module")
def toneel(
    databankinfo: Any,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
    worker_id: str,
    browser: Browser,
    request: pytest.FixtureRequest,
) -> Iterator[Toneel]:
    """One server per module, with the small region in it."""
    maak = contextlib.contextmanager(_server.__wrapped__)
    pad = tmp_path_factory.mktemp("server")
    with (
        maak(databankinfo, pad, django_db_blocker, f"{worker_id}{request.path.stem[5:9]}") as server,
        _toneel(server, browser) as toneel,
    ):
        yield toneel


@pytest.fixture(scope="session")
def foto() -> Callable[..., None]:
    """`foto(pagina, "naam")`: a picture in build/beelden, for people to look at."""

    def maak(pagina: Page, naam: str, maten: tuple[int, ...] = ()) -> None:
        BEELDEN.mkdir(parents=True, exist_ok=True)
        was = pagina.viewport_size
        for breedte in maten or (was["width"],):  # type: ignore[index]
            if maten:
                pagina.set_viewport_size({"width": breedte, "height": 812})
            pagina.screenshot(path=BEELDEN / f"{naam}-{breedte}.png", full_page=True)
        if maten and was:
            pagina.set_viewport_size(was)

    return maak


@pytest.fixture(scope="module")
def overdracht(toneel: Toneel) -> str:
    """The address of an overdracht that waits for an answer of Bea Bemoei."""
    from sluitend.dossier import actions
    from sluitend.dossier.actions.overdracht import Aanbieding
    from sluitend.dossier.rules.overdracht_soorten import SOORTEN
    from sluitend.inwoners.actions import registreer_inwoner
    from sluitend.inwoners.gegevens import Inwonergegevens

    with toneel.databank() as wereld:
        zara = wereld.actor("Zara Zwolle")
        inwoner = registreer_inwoner(
            actor=wereld.actor("Mila Meldpunt"),
            gegevens=Inwonergegevens(geslachtsnaam="Voorbeeldsma", voornamen="Vera"),
        )
        dossier = actions.open_dossier(actor=zara, inwoner=inwoner, gemeente="0193").dossier
        aanbod = Aanbieding(
            soort="lokaal_regionaal",
            naar_team=wereld.teams["Bemoeizorg"],
            reden="Meer nodig",
            inhoud=dict.fromkeys(SOORTEN["lokaal_regionaal"].inhoud, ("ingevuld", False, "")),
            inwoner_betrokken="erbij",
        )
        rij = actions.verzend_overdracht(actor=zara, dossier_id=dossier.pk, aanbieding=aanbod)
    return f"{toneel.url}/overdrachten/{rij.pk}"
