"""`sluitend demo`: prepare the database once, say how to sign in, then serve and keep the clock.

An SQLite demo is built beside its place and moved there whole, so a start that was broken off leaves nothing.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from sluitend.kern.fouten import Weigering

URL = "SLUITEND_DATABASE_URL"
# What a first start can load in the time that it may take: an act costs 20 to 60 ms, a melding with what follows on
# it a good quarter of a second on two quiet cores. `--inwoners 385473` loads the region whole, in half an hour or so.
STANDAARD_INWONERS = 8_000


def _meld(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def demo(keuze: argparse.Namespace) -> int:
    """Load when needed, print the sign-in lines, serve on loopback."""
    os.environ["SLUITEND_DEMO"] = "1"
    omgeving = dict(os.environ)
    os.environ["SLUITEND_TAKEN"] = "direct"  # while loading: what follows on an act follows at once
    plek = _bestand()
    if plek is None:
        _laad_in_databank(keuze)
    elif keuze.vernieuw or not _staat_er(plek):
        _bouw(plek, keuze)
    else:
        _sta_op(plek)
    _toon_aanmelden(keuze.poort)
    if keuze.zonder_server:
        return 0
    from django.db import connections

    connections.close_all()
    return _dien(keuze.poort, omgeving)


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

    verbinding = sqlite3.connect(f"file:{plek}?mode=ro", uri=True)
    try:
        tabellen = {
            naam for (naam,) in verbinding.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if "platform_gebruiker" in tabellen and next(
            verbinding.execute("SELECT 1 FROM platform_gebruiker WHERE NOT demo"), None
        ):
            raise Weigering("demo-en-productie", "Demo-accounts en productie gaan niet samen.", "30 UA-02")
        if "platform_gebeurtenis" not in tabellen:
            return False
        vraag = "SELECT 1 FROM platform_gebeurtenis WHERE soort = ? LIMIT 1"
        return next(verbinding.execute(vraag, [GELADEN]), None) is not None
    except sqlite3.DatabaseError as fout:
        raise Weigering("databank-onleesbaar", f"{plek.name} is geen leesbare databank.", "40 2") from fout
    finally:
        verbinding.close()


def _bouw(plek: Path, keuze: argparse.Namespace) -> None:
    """Build beside the place, then move: readers see the old demo or the new one, never half."""
    _staat_er(plek)  # refuses what is not a demo
    plek.parent.mkdir(parents=True, exist_ok=True)
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


def _laad(keuze: argparse.Namespace) -> None:
    import django

    django.setup()
    from sluitend.demo.tabellen import leg_tabellen

    leg_tabellen()
    from sluitend.demo.laden import laad

    verslag = laad(inwoners=keuze.inwoners or STANDAARD_INWONERS, meld=_meld)
    if keuze.inwoners is None:
        _meld(
            f"De hele regio: sluitend demo --vernieuw --inwoners {verslag.volume.regio} (duurt veel langer)."
        )
    _meld(
        f"Geladen in {verslag.seconden:.0f} s: " + ", ".join(f"{n} {s}" for s, n in verslag.aantallen.items())
    )


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


def _dien(poort: int, omgeving: dict[str, str]) -> int:
    """Serve and keep the clock until one of the two ends or somebody says stop; then end both."""
    zelf = [sys.executable, "-m", "sluitend"]
    kinderen = [
        subprocess.Popen([*zelf, "serve", "--poort", str(poort)], env=omgeving),
        subprocess.Popen([*zelf, "worker"], env=omgeving),
    ]
    stop = threading.Event()

    def einde(_signaal: int, _frame: FrameType | None) -> None:
        stop.set()

    for signaal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signaal, einde)
    while not stop.is_set() and all(kind.poll() is None for kind in kinderen):
        stop.wait(0.5)
    fout = (
        0
        if stop.is_set()
        else next((kind.returncode or 1 for kind in kinderen if kind.poll() is not None), 1)
    )
    for kind in kinderen:
        if kind.poll() is None:
            kind.terminate()
    grens = time.monotonic() + 15
    for kind in kinderen:
        try:
            kind.wait(max(0.1, grens - time.monotonic()))
        except subprocess.TimeoutExpired:
            kind.kill()
    return fout


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
