"""Real processes to kill: the product as it is served, and a PostgreSQL of its own that really writes to disk."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from scripts import postgres
from tests.harnas import WORTEL, Server

# What a crash may not harm stays on; the rest of the throw-away settings stays as it is.
DUURZAAM = {
    **postgres.INSTELLINGEN,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "32MB",
}
MELDING: dict[str, object] = {
    "kanaal": "huisarts",
    "melder": {"soort": "professional", "relatie": "huisarts", "naam": "Arts Verzonnen"},
    "betrokkene": {"naam": "Jansen", "verblijft_in": "0193"},
}
TRIAGE: dict[str, object] = {
    "urgentie": "week",
    "route": "lokaal_team",
    "afwijking_code": "eigen_inschatting",
    "afwijking_tekst": "Zo ingeschat na het gesprek",
}
NUMMER = re.compile(r"M-\d{4}-\d{6}")


def kinderen(pid: int) -> list[int]:
    """The processes that this one started, by their id."""
    with contextlib.suppress(OSError):
        return [int(deel) for deel in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def dood(pid: int) -> bool:
    """`kill -9`; whether there was anything to kill."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


# --- a web server ----------------------------------------------------------------------------------------------
class Web(Server):
    """Two workers behind one master, forked after loading, so that a new one is there at once."""

    def start(self) -> None:
        assert self.luisteraar is not None
        nummer = self.luisteraar.fileno()
        with self.log.open("ab") as log:
            self.proces = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--bind", f"fd://{nummer}", "--worker-class", "gthread", "--preload",
                 "--workers", "2", "--threads", "4", "--timeout", "60", "--log-level", "critical",
                 "sluitend.config.wsgi:application"],
                cwd=WORTEL, env=self.omgeving, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[nummer], start_new_session=True,
            )  # fmt: skip
        self.wacht_tot_klaar(120)


class Werker:
    """`sluitend worker`: the jobs and the clock. Its jobs may be done late, never twice and never not."""

    OPDRACHT = "import sys; from sluitend.config.cli import main; sys.exit(main(sys.argv[1:]))"

    def __init__(self, omgeving: dict[str, str], log: Path) -> None:
        self.omgeving, self.log = omgeving, log
        self.proces: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.proces = subprocess.Popen(
                [sys.executable, "-c", self.OPDRACHT, "worker"], cwd=WORTEL, env=self.omgeving,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        if self.proces is not None:
            dood(self.proces.pid)
            self.proces.wait(10)

    def maak_af(self) -> None:
        """One round of all that lies waiting."""
        subprocess.run(
            [sys.executable, "-c", self.OPDRACHT, "worker", "--eenmaal"], cwd=WORTEL, env=self.omgeving,
            stdin=subprocess.DEVNULL, capture_output=True, check=True,
        )  # fmt: skip


# --- a database server -----------------------------------------------------------------------------------------
class Postgres:
    """A cluster whose postmaster may die at any moment and comes back by crash recovery."""

    def __init__(self) -> None:
        self.programmas, gebruiker = postgres.zoek(), postgres._gebruiker()
        self.map = postgres._map(gebruiker)
        self.als: dict[str, object] = {"cwd": self.map, "stdin": subprocess.DEVNULL}
        if gebruiker:
            self.als |= {"user": gebruiker.pw_uid, "group": gebruiker.pw_gid, "extra_groups": []}
        self.omgeving = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.map)}
        subprocess.run(
            [self.programmas / "initdb", "-D", self.map / "data", "-U", "beheer", "-A", "trust", "-E", "UTF8"],
            check=True, env=self.omgeving, stdout=subprocess.DEVNULL, **self.als,
        )  # fmt: skip
        self.proces: subprocess.Popen[bytes] | None = None
        self.start()
        postgres._richt_in(postgres.Cluster(self.map, self.proces))  # type: ignore[arg-type]

    def url(self) -> str:
        return postgres.Cluster(self.map, self.proces).url()  # type: ignore[arg-type]

    def start(self) -> None:
        opties = [deel for paar in DUURZAAM.items() for deel in ("-c", "=".join(paar))]
        with (self.map / "postgres.log").open("ab") as log:
            self.proces = subprocess.Popen(
                [self.programmas / "postgres", "-D", self.map / "data", "-k", self.map, *opties],
                env=self.omgeving, stdout=log, stderr=log, preexec_fn=postgres._sterf_mee, **self.als,
            )  # fmt: skip

    def antwoordt(self) -> bool:
        import psycopg

        with contextlib.suppress(psycopg.Error), psycopg.connect(self.url(), connect_timeout=2):
            return True
        return False

    def kom_terug(self, seconden: float = 60) -> None:
        """Start again after a kill of the postmaster; its orphans hold the memory until they have noticed."""
        einde = time.monotonic() + seconden
        while time.monotonic() < einde:
            assert self.proces is not None
            if self.proces.poll() is not None:
                self.start()
            if self.antwoordt():
                return
            self.proces.poll()
            threading.Event().wait(0.1)
        raise AssertionError((self.map / "postgres.log").read_text("utf-8", "replace")[-3000:])

    def dood_postmaster(self) -> None:
        assert self.proces is not None
        dood(self.proces.pid)
        self.proces.wait(10)

    def dood_backend(self, toeval: random.Random) -> bool:
        """One process of a connection; the postmaster then ends all others and recovers."""
        assert self.proces is not None
        kandidaten = []
        for pid in kinderen(self.proces.pid):
            with contextlib.suppress(OSError):
                opdracht = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
                if opdracht.startswith("postgres: sluitend sluitend"):
                    kandidaten.append(pid)
        return bool(kandidaten) and dood(toeval.choice(kandidaten))

    def stop(self) -> None:
        if self.proces is not None:
            postgres._stop(self.proces)
        shutil.rmtree(self.map, ignore_errors=True)


@contextlib.contextmanager
def duurzame_postgres() -> Iterator[Postgres]:
    cluster = Postgres()
    try:
        yield cluster
    finally:
        cluster.stop()


# --- people who report -----------------------------------------------------------------------------------------
@dataclass
class Melders:
    """Clients that send meldingen at the same time, each again with the same key until it is acknowledged."""

    url: str
    token: str
    bevestigd: dict[str, str] = field(default_factory=dict)
    getrieerd: dict[str, str] = field(default_factory=dict)
    verstuurd: set[str] = field(default_factory=set)
    mislukt: Counter[str] = field(default_factory=Counter)
    fouten: list[str] = field(default_factory=list)
    klaar: threading.Event = field(default_factory=threading.Event)
    slot: threading.Lock = field(default_factory=threading.Lock)
    uiterlijk: float = 0.0

    @property
    def gedaan(self) -> int:
        return len(self.bevestigd) + len(self.getrieerd)

    def loop(self, nummer: int) -> None:
        """Report until told to stop; what was begun is finished."""
        teller = 0
        try:
            while not self.klaar.is_set():
                teller += 1
                self.meld(f"melder-{nummer}-{teller}", via_pagina=nummer % 2 == 0)
        except Exception as fout:
            self.fouten.append(f"melder {nummer}: {fout!r}")

    def meld(self, sleutel: str, *, via_pagina: bool) -> None:
        """Report; over the API the triage of it is confirmed too."""
        with self.slot:
            self.verstuurd.add(sleutel)
        tekst = self.tot_bevestigd(
            lambda: self._pagina(sleutel) if via_pagina else self._api(sleutel, MELDING, "")
        )
        gevonden = NUMMER.search(tekst)
        assert gevonden is not None, tekst[:500]
        with self.slot:
            self.bevestigd[sleutel] = gevonden.group()
        if not via_pagina:
            pk = json.loads(tekst)["id"]
            self.tot_bevestigd(lambda: self._api(f"{sleutel}-triage", TRIAGE, f"/{pk}/triage"))
            with self.slot:
                self.getrieerd[sleutel] = pk

    def tot_bevestigd(self, verstuur: Callable[[], tuple[int, str]]) -> str:
        """Send the same again, with the same key, until there is an answer that says it was done."""
        while time.monotonic() < self.uiterlijk:
            try:
                status, tekst = verstuur()
            except (OSError, http.client.HTTPException) as fout:
                self.mislukt[type(fout).__name__] += 1
                threading.Event().wait(0.05)
                continue
            if status in (200, 201):
                return tekst
            self.mislukt[str(status)] += 1
            if status not in (409, 429, 500, 502, 503):
                raise AssertionError(f"onverwacht antwoord {status}: {tekst[:500]}")
            threading.Event().wait(0.1)
        raise AssertionError("werd nooit bevestigd")

    def _vraag(self, hoe: str, pad: str, inhoud: str | None, koppen: dict[str, str]) -> tuple[int, str, str]:
        deel = urlsplit(self.url)
        verbinding = http.client.HTTPConnection(deel.hostname or "", deel.port, timeout=30)
        try:
            verbinding.request(hoe, pad, body=inhoud, headers=koppen)
            antwoord = verbinding.getresponse()
            return (
                antwoord.status,
                antwoord.read().decode("utf-8", "replace"),
                antwoord.headers.get("Set-Cookie", ""),
            )
        finally:
            verbinding.close()

    def _api(self, sleutel: str, document: dict[str, object], pad: str) -> tuple[int, str]:
        if not pad:
            document = {**document, "omschrijving": f"Komt niet meer op afspraken. {sleutel}"}
        koppen = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": sleutel,
        }
        status, tekst, _koek = self._vraag("POST", f"/api/v1/meldingen{pad}", json.dumps(document), koppen)
        return status, tekst

    def _pagina(self, sleutel: str) -> tuple[int, str]:
        """The public form as a browser without a script sends it: read it first, then the last step."""
        status, pagina, koek = self._vraag("GET", "/zorgen-melden", None, {})
        if status != 200:
            return status, pagina
        bewijs = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', pagina)
        koekje = re.search(r"csrftoken=([^;]+)", koek)
        assert bewijs is not None, pagina[:500]
        assert koekje is not None, koek
        velden = {
            "csrfmiddlewaretoken": html.unescape(bewijs.group(1)), "stap": "5", "naar": "verder", "sleutel": sleutel,
            "over_wie": "buur", "tekst": f"De gordijnen zijn al een week dicht. {sleutel}", "ziet": "niet_gezien",
            "bekend": "geheim", "melder_naam": "Buur Verzonnen", "melder_telefoon": "0612345678",
        }  # fmt: skip
        koppen = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={koekje.group(1)}",
            "Referer": f"{self.url}/zorgen-melden",
        }
        status, tekst, _koek = self._vraag("POST", "/zorgen-melden", urlencode(velden), koppen)
        return status, tekst


# --- what the processes run for us -----------------------------------------------------------------------------
LEG_KLAAR = """
import django; django.setup()
from sluitend.regio.tests.fabriek import maak_wereld
from sluitend.platform.tokens import geef_uit
wereld = maak_wereld()
print("TOKEN", geef_uit(wereld.regio, naam="Proef", rol="meldpuntmedewerker", organisatie=wereld.organisaties["ggd"].pk))
"""
KIJK_NA = """
import django, json; django.setup()
from django.db import connection
from sluitend.platform import sporen
from sluitend.platform.models import Regio
def vraag(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [list(rij) for rij in cursor.fetchall()]
breuken = []
for regio in Regio.objects.all():
    sporen.verzegel(regio)
    breuken += [str(b) for b in sporen.controleer(regio)[1]]
zonder = lambda tabel: vraag(f"SELECT count(*) FROM meldpunt_melding m WHERE (SELECT count(*) FROM {tabel} t WHERE t.melding_id = m.id) <> 1")[0][0]
print("UITSLAG", json.dumps({
    "nummers": [n for (n,) in vraag("SELECT nummer FROM meldpunt_melding")],
    "sleutels": vraag("SELECT omschrijving, nummer FROM meldpunt_melding"),
    "gebeurtenissen": [o for (o,) in vraag("SELECT object FROM platform_gebeurtenis WHERE soort = 'meldpunt.melding_ontvangen'")],
    "ids": [str(i) for (i,) in vraag("SELECT id FROM meldpunt_melding")],
    "zonder_melder": zonder("meldpunt_melder"), "zonder_opgave": zonder("meldpunt_betrokkeneopgave"),
    "wees": vraag("SELECT count(*) FROM meldpunt_triage t WHERE NOT EXISTS (SELECT 1 FROM meldpunt_melding m WHERE m.id = t.melding_id)")[0][0]
      + vraag("SELECT count(*) FROM meldpunt_melder t WHERE NOT EXISTS (SELECT 1 FROM meldpunt_melding m WHERE m.id = t.melding_id)")[0][0],
    "triages": [str(i) for (i,) in vraag("SELECT melding_id FROM meldpunt_triage")],
    "aangeboden": [str(i) for (i,) in vraag("SELECT id FROM meldpunt_melding WHERE staat = 'aangeboden' AND team_id IS NOT NULL")],
    "taken": [o for (o,) in vraag("SELECT onderwerp FROM dossier_taak WHERE soort = 'triage'")],
    "klokken": [o for (o,) in vraag("SELECT onderwerp FROM dossier_gat WHERE code = 'G-01'")],
    "vervolg": [str(a) for (a,) in vraag("SELECT args_kwargs FROM django_tasks_database_dbtaskresult")],
    "breuken": breuken,
    "heel": vraag("PRAGMA integrity_check")[0][0] if connection.vendor == "sqlite" else "ok",
}))
"""


def draai(omgeving: dict[str, str], opdracht: str, woord: str) -> str:
    """Run a few lines of the product in a process of their own; gives what follows the word."""
    uitkomst = subprocess.run(
        [sys.executable, "-c", opdracht], cwd=WORTEL, env=omgeving, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert uitkomst.returncode == 0, uitkomst.stderr[-3000:]
    return (
        next(regel for regel in uitkomst.stdout.splitlines() if regel.startswith(woord))
        .removeprefix(woord)
        .strip()
    )
