"""`sluitend demo`: prepare the database once, say how to sign in, then serve and keep the clock.

The whole region is a year of work and takes a while to load. So a first start loads a small picture of it, serves
that, and loads the whole region beside it; when that is ready it takes the place of the small one, unless somebody
has worked there: then it waits for the next start. An SQLite demo is built beside its place and moved there whole,
so a start that was broken off leaves nothing.
"""

import argparse
import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from sluitend.kern.fouten import Weigering

URL = "SLUITEND_DATABASE_URL"
# What a first start can load in the time that it may take (40 2: the first page within 90 s).
EERST_INWONERS = 10_000


def _meld(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def demo(keuze: argparse.Namespace) -> int:
    """Load when needed, print the sign-in lines, serve on loopback."""
    os.environ["SLUITEND_DEMO"] = "1"
    omgeving = dict(os.environ)
    os.environ["SLUITEND_TAKEN"] = "direct"  # while loading: what follows on an act follows at once
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a load that is stopped clears up
    if keuze.wat == "heel":
        os.nice(10)
    plek = _bestand()
    if plek is None:
        _laad_in_databank(keuze)
    else:
        _zet_klaar(plek, keuze)
    if keuze.wat == "heel":
        return 0
    _toon_aanmelden(keuze.poort)
    if keuze.zonder_server:
        return 0
    from django.db import connections

    connections.close_all()
    return Draaien(plek, keuze.poort, omgeving).tot_het_einde()


def _zet_klaar(plek: Path, keuze: argparse.Namespace) -> None:
    """See to it that a whole demo stands in its place, small or not."""
    if keuze.wat != "heel" and not keuze.vernieuw and keuze.inwoners is None and _neem_hele_regio(plek):
        _meld(f"De hele regio is geladen. De kleine demo staat nog in {_klein(plek).name}.")
    if keuze.vernieuw or not _staat_er(plek):
        if keuze.vernieuw:
            _heel(plek).unlink(missing_ok=True)
        _bouw(plek, keuze)
    else:
        _sta_op(plek)


def _heel(plek: Path) -> Path:
    """Where the whole region is laid while the small one is in use."""
    return plek.with_name(f"{plek.stem}-heel{plek.suffix}")


def _klein(plek: Path) -> Path:
    """Where the small one is kept after that."""
    return plek.with_name(f"{plek.stem}-klein{plek.suffix}")


def _neem_hele_regio(plek: Path) -> bool:
    """Put the whole region in the place of the small one when it is ready; the small one is kept beside it."""
    heel = _heel(plek)
    if not _staat_er(heel) or not _staat_er(plek) or not _is_voorlopig(plek):
        return False
    with _lees(plek) as klein, sqlite3.connect(heel) as groot:
        # Who is signed in stays signed in: the accounts of a demo are the same in both.
        rijen = klein.execute("SELECT session_key, session_data, expire_date FROM django_session").fetchall()
        groot.executemany("INSERT OR REPLACE INTO django_session VALUES (?, ?, ?)", rijen)
    groot.close()
    with sqlite3.connect(plek) as klein:
        klein.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    klein.close()
    for achter in ("-wal", "-shm"):
        for een in (plek, heel):
            een.with_name(een.name + achter).unlink(missing_ok=True)
    os.replace(plek, _klein(plek))
    os.replace(heel, plek)
    return True


@contextlib.contextmanager
def _lees(plek: Path) -> Iterator[sqlite3.Connection]:
    verbinding = sqlite3.connect(f"file:{plek}?mode=ro", uri=True)
    try:
        yield verbinding
    finally:
        verbinding.close()


def _is_voorlopig(plek: Path) -> bool:
    """Whether this is the small picture of a first start."""
    from sluitend.demo import GELADEN

    with _lees(plek) as verbinding:
        rij = verbinding.execute(
            "SELECT gegevens FROM platform_gebeurtenis WHERE soort = ?", [GELADEN]
        ).fetchone()
    return rij is not None and bool(json.loads(rij[0]).get("voorlopig"))


def _er_is_gewerkt(plek: Path) -> bool:
    """Whether anybody did something here since it was loaded; what the system does by itself does not count."""
    from sluitend.demo import GELADEN

    with _lees(plek) as verbinding:
        vraag = """SELECT 1 FROM platform_gebeurtenis g JOIN platform_gebeurtenis klaar ON klaar.soort = ?
                   WHERE g.tijd > klaar.tijd AND g.rol <> 'systeem' LIMIT 1"""
        return verbinding.execute(vraag, [GELADEN]).fetchone() is not None


def _bestand() -> Path | None:
    """The file of the embedded database; None on PostgreSQL."""
    from sluitend.config.omgeving import Omgeving

    omgeving = Omgeving()
    if not omgeving.database_url:
        return omgeving.var / "sluitend.sqlite3"
    if omgeving.database_url.startswith("sqlite:///"):
        return Path(omgeving.database_url.removeprefix("sqlite:///"))
    return None


def _staat_er(plek: Path) -> bool:
    """Whether a whole demo stands in this file; refuses a file with people who are not of a demo."""
    if not plek.exists():
        return False
    from sluitend.demo import GELADEN

    try:
        with _lees(plek) as verbinding:
            tabellen = {
                naam for (naam,) in verbinding.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if "platform_gebruiker" in tabellen and next(
                verbinding.execute("SELECT 1 FROM platform_gebruiker WHERE NOT demo"), None
            ):
                raise Weigering(
                    "demo-en-productie", "Demo-accounts en productie gaan niet samen.", "30 UA-02"
                )
            if "platform_gebeurtenis" not in tabellen:
                return False
            vraag = "SELECT 1 FROM platform_gebeurtenis WHERE soort = ? LIMIT 1"
            return next(verbinding.execute(vraag, [GELADEN]), None) is not None
    except sqlite3.DatabaseError as fout:
        raise Weigering("databank-onleesbaar", f"{plek.name} is geen leesbare databank.", "40 2") from fout


def _bouw(plek: Path, keuze: argparse.Namespace) -> None:
    """Build beside the place, then move: readers see the old demo or the new one, never half."""
    _staat_er(plek)  # refuses what is not a demo
    plek.parent.mkdir(parents=True, exist_ok=True)
    _ruim_resten_op(plek)
    werk = plek.with_name(f"{plek.name}.laden-{os.getpid()}")
    os.environ[URL] = f"sqlite:///{werk}"
    try:
        _laad(keuze)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA optimize")
        connection.close()
        for achter in ("-wal", "-shm"):
            plek.with_name(plek.name + achter).unlink(missing_ok=True)
        os.replace(werk, plek)
        connection.settings_dict["NAME"] = str(plek)
    finally:
        for achter in ("", "-wal", "-shm"):
            werk.with_name(werk.name + achter).unlink(missing_ok=True)


def _ruim_resten_op(plek: Path) -> None:
    """Take away what a load left behind that was killed."""
    for rest in plek.parent.glob(f"{plek.name}.laden-*"):
        nummer = rest.name.rpartition(".laden-")[2].partition("-")[0]
        if not (nummer.isdecimal() and Path(f"/proc/{nummer}").exists()):
            rest.unlink(missing_ok=True)


def _laad(keuze: argparse.Namespace) -> None:
    import django

    django.setup()
    from sluitend.demo.tabellen import leg_tabellen

    leg_tabellen()
    from sluitend.demo.laden import laad

    if keuze.wat == "heel":
        verslag = laad(meld=lambda regel: _meld(f"  hele regio: {regel}"))
    else:
        op_de_plek = _bestand() is not None
        verslag = laad(
            inwoners=keuze.inwoners or EERST_INWONERS,
            voorlopig=keuze.inwoners is None and op_de_plek,
            meld=_meld,
        )
        if keuze.inwoners is None and not op_de_plek:
            _meld(f"De hele regio, in een lege databank: sluitend demo --inwoners {verslag.volume.regio}")
    aantallen = ", ".join(f"{aantal} {soort}" for soort, aantal in verslag.aantallen.items())
    _meld(f"Geladen in {verslag.seconden:.0f} s: {aantallen}")


def _sta_op(plek: Path) -> None:
    import django

    django.setup()
    from sluitend.demo.tabellen import leg_tabellen

    leg_tabellen()
    _meld(f"De demo staat er al ({plek.name}). Opnieuw laden: sluitend demo --vernieuw")


def _laad_in_databank(keuze: argparse.Namespace) -> None:
    """On PostgreSQL: load in an empty database, or leave what is there."""
    import django

    django.setup()
    from sluitend.demo.tabellen import leg_tabellen

    leg_tabellen()
    from sluitend.demo.laden import is_geladen

    if keuze.vernieuw:
        raise Weigering(
            "demo-vernieuwen", "Geef een lege databank: op PostgreSQL gooit de demo niets weg.", "40 2"
        )
    if is_geladen():
        _meld("De demo staat er al.")
        return
    _laad(keuze)


def _toon_aanmelden(poort: int) -> None:
    from sluitend.config.cli import _tabel
    from sluitend.demo.bezetting import WACHTWOORD, aanmeldregels
    from sluitend.regio.actions import regio_van_code

    regels = aanmeldregels(regio_van_code("ijssel-vecht"))
    buren = aanmeldregels(regio_van_code("drenthe"))
    _meld("")
    _tabel([("rol", "gebruikersnaam", "wachtwoord", "regio")] + [
        (regel.rol, regel.gebruikersnaam, WACHTWOORD, regel.regio) for regel in [*regels, *buren]
    ])  # fmt: skip
    _meld(f"\nAlle mensen zijn verzonnen. Sluitend staat op http://127.0.0.1:{poort}/")


class Draaien:
    """The server, the worker, and as long as the demo is small the load of the whole region beside it."""

    def __init__(self, plek: Path | None, poort: int, omgeving: dict[str, str]) -> None:
        self.plek, self.poort, self.omgeving = plek, poort, omgeving
        self.kinderen: list[subprocess.Popen[bytes]] = []
        self.lader: subprocess.Popen[bytes] | None = None
        self.stop = threading.Event()

    def tot_het_einde(self) -> int:
        """Serve and keep the clock until one of the two ends or somebody says stop; then end everything."""

        def einde(_signaal: int, _frame: FrameType | None) -> None:
            self.stop.set()

        for signaal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signaal, einde)
        self._dien()
        if self.plek is not None and _is_voorlopig(self.plek):
            self._laad_heel(self.plek)
        while not self.stop.is_set() and all(kind.poll() is None for kind in self.kinderen):
            self.stop.wait(0.5)
            if self.lader is not None and self.lader.poll() is not None:
                self._wissel()
        fout = (
            0
            if self.stop.is_set()
            else next((k.returncode or 1 for k in self.kinderen if k.poll() is not None), 1)
        )
        _beeindig([*self.kinderen, *([self.lader] if self.lader else [])])
        return fout

    def _dien(self) -> None:
        zelf = [sys.executable, "-m", "sluitend"]
        self.kinderen = [
            subprocess.Popen([*zelf, "serve", "--poort", str(self.poort)], env=self.omgeving),
            subprocess.Popen([*zelf, "worker"], env=self.omgeving),
        ]

    def _laad_heel(self, plek: Path) -> None:
        """Start the load of the whole region, after everybody else on this machine."""
        _meld(
            "Dit is een klein deel van de regio. De hele regio wordt intussen geladen; u kunt al aan het werk."
        )
        self.lader = subprocess.Popen(
            [sys.executable, "-m", "sluitend", "demo", "heel"],
            env={**self.omgeving, URL: f"sqlite:///{_heel(plek)}"},
            start_new_session=True,  # Ctrl+C is for us; we end it
        )

    def _wissel(self) -> None:
        """The whole region is ready: show it, or when somebody has worked in the small one wait for the next start."""
        gelukt, self.lader = self.lader is not None and self.lader.returncode == 0, None
        if self.plek is None or not gelukt:
            _meld("De hele regio laden is niet gelukt; de kleine demo blijft staan.")
        elif _er_is_gewerkt(self.plek):
            _meld("De hele regio staat klaar. Stop (Ctrl+C) en start opnieuw om haar te zien.")
        else:
            _beeindig(self.kinderen)
            if not _er_is_gewerkt(self.plek) and _neem_hele_regio(self.plek):
                _meld(f"De hele regio is geladen: http://127.0.0.1:{self.poort}/")
            self._dien()


def _beeindig(kinderen: list[subprocess.Popen[bytes]]) -> None:
    """Ask to stop, wait a while, then insist."""
    for kind in kinderen:
        if kind.poll() is None:
            kind.terminate()
    grens = time.monotonic() + 15
    for kind in kinderen:
        try:
            kind.wait(max(0.1, grens - time.monotonic()))
        except subprocess.TimeoutExpired:
            kind.kill()


def toon_code(rol: str | None) -> int:
    """Print the one-time code of the demo account of a role (UA-02)."""
    os.environ["SLUITEND_DEMO"] = "1"
    import django

    django.setup()
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    from sluitend.demo.bezetting import aanmeldregels
    from sluitend.kern.fouten import VerkeerdGebruik
    from sluitend.regio.actions import regio_van_code

    if not rol:
        raise VerkeerdGebruik("rol-ontbreekt", "Geef --rol ROL.", "30 UA-02")
    regel = next((r for r in aanmeldregels(regio_van_code("ijssel-vecht")) if r.rol == rol), None)
    if regel is None:
        raise Weigering(
            "rol-onbekend", f"Er is geen demo-account met de rol '{rol}'.", "30 UA-02", status=404
        )
    rij = Authenticator.objects.filter(
        user__username=regel.gebruikersnaam, user__demo=True, type=Authenticator.Type.TOTP
    ).first()
    if rij is None:
        tekst = f"{regel.gebruikersnaam} meldt zich aan zonder code: er is geen tweede stap ingesteld."
        raise Weigering("geen-code", tekst, "30 UA-02")
    geheim = get_adapter().decrypt(rij.data["secret"])
    _meld(format_hotp_value(hotp_value(geheim, next(iter(yield_hotp_counters_from_time())))))
    return 0
