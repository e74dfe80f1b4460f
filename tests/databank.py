"""The test database, copied from a migrated mould instead of migrated each time.

The mould is made by the real migrations, once per state of the migration files: for SQLite a file in `build/mal`, for
PostgreSQL a template in the same cluster. After the copy `migrate` runs once more, which makes the guards anew from
the code as it is now.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parents[1]
MALLEN = WORTEL / "build" / "mal"
INSTELLINGEN = "sluitend.config.settings.test"


@dataclass(frozen=True)
class Databank:
    """Which engine this run is on."""

    soort: str
    url: str

    @property
    def is_postgres(self) -> bool:
        return self.soort == "postgresql"

    def anders(self, naam: str) -> str:
        """The address of another database on the same engine."""
        if not self.is_postgres:
            return f"sqlite:///{naam}"
        basis, vraagteken, vraag = self.url.partition("?")
        return f"{basis.rpartition('/')[0]}/{naam}{vraagteken}{vraag}"


def deze() -> Databank:
    url = os.environ.get("SLUITEND_DATABASE_URL", "")
    return Databank("postgresql" if url.startswith("postgres") else "sqlite", url)


def omgeving(var: Path, url: str) -> dict[str, str]:
    """The environment of a process that runs the product on that database."""
    schoon = {naam: w for naam, w in os.environ.items() if not naam.startswith(("SLUITEND_", "PYTEST_"))}
    return schoon | {
        "DJANGO_SETTINGS_MODULE": INSTELLINGEN,
        "SLUITEND_DEMO": "1",
        "SLUITEND_DATABASE_URL": url,
        "SLUITEND_VAR": str(var),
    }


def beheer(omgeving: dict[str, str], *argumenten: str) -> subprocess.CompletedProcess[str]:
    """Run a management command in a process of its own."""
    uitkomst = subprocess.run(
        [sys.executable, "manage.py", *argumenten],
        cwd=WORTEL, env=omgeving, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert uitkomst.returncode == 0, f"{argumenten}: {uitkomst.stderr[-3000:]}"
    return uitkomst


def kenmerk() -> str:
    """A mark that changes with any migration, ours or a package's."""
    bestanden = [*sorted((WORTEL / "sluitend").glob("*/migrations/*.py")), WORTEL / "uv.lock"]
    som = hashlib.sha256()
    for bestand in bestanden:
        som.update(str(bestand.relative_to(WORTEL)).encode() + bestand.read_bytes())
    return som.hexdigest()[:16]


@contextlib.contextmanager
def _slot() -> Iterator[None]:
    """One process at a time makes a mould or copies it."""
    MALLEN.mkdir(parents=True, exist_ok=True)
    with (MALLEN / "slot").open("w") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        yield


def opdracht(bank: Databank, tekst: str) -> list[tuple[Any, ...]]:
    """One statement on the database that the run was started with (PostgreSQL)."""
    import psycopg

    with psycopg.connect(bank.url, autocommit=True) as verbinding:
        cursor = verbinding.execute(tekst.encode())
        return cursor.fetchall() if cursor.description else []


def kopieer(bank: Databank, doel: str) -> None:
    """Make a migrated, empty database under the name (PostgreSQL) or path (SQLite) `doel`."""
    with _slot():
        if bank.is_postgres:
            opdracht(bank, f'CREATE DATABASE "{doel}" TEMPLATE "{_mal_postgres(bank)}"')
        else:
            shutil.copyfile(_mal_sqlite(), doel)


def _mal_sqlite() -> Path:
    mal = MALLEN / f"{kenmerk()}.sqlite3"
    if not mal.exists():
        for oud in MALLEN.glob("*.sqlite3*"):
            oud.unlink()
        nieuw = MALLEN / "nieuw.sqlite3"
        beheer(omgeving(MALLEN, f"sqlite:///{nieuw}"), "migrate", "-v0", "--skip-checks")
        with sqlite3.connect(nieuw) as verbinding:
            verbinding.execute("PRAGMA journal_mode=DELETE")
        verbinding.close()
        nieuw.rename(mal)
    return mal


def _mal_postgres(bank: Databank) -> str:
    mal = f"mal_{kenmerk()}"
    if not opdracht(bank, f"SELECT 1 FROM pg_database WHERE datname = '{mal}'"):
        opdracht(bank, f'DROP DATABASE IF EXISTS "{mal}_nieuw" WITH (FORCE)')
        opdracht(bank, f'CREATE DATABASE "{mal}_nieuw"')
        beheer(omgeving(MALLEN, bank.anders(f"{mal}_nieuw")), "migrate", "-v0", "--skip-checks")
        opdracht(bank, f'ALTER DATABASE "{mal}_nieuw" RENAME TO "{mal}"')
    return mal


def weg(bank: Databank, naam: str) -> None:
    if bank.is_postgres:
        opdracht(bank, f'DROP DATABASE IF EXISTS "{naam}" WITH (FORCE)')


@contextlib.contextmanager
def testdatabank(proces: str) -> Iterator[None]:
    """Point the default connection at a fresh copy, for the length of the session."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    bank, verbinding = deze(), connections["default"]
    naam = f"toets_{proces}_{os.getpid()}"
    verbinding.close()
    if bank.is_postgres:
        kopieer(bank, naam)
        oude = _noem(verbinding, settings, naam)
        call_command("migrate", verbosity=0)
        afgedekt = contextlib.nullcontext()
    else:
        oude = _noem(verbinding, settings, f"file:{naam}?mode=memory&cache=shared")
        beeld = _laad(verbinding)
        call_command("migrate", verbosity=0)
        verbinding.connection.backup(beeld)
        afgedekt = _herstel_in_plaats_van_wissen(verbinding, beeld)
    with afgedekt:
        yield
    _noem(verbinding, settings, oude)
    verbinding.close()
    weg(bank, naam)


def _noem(verbinding: Any, settings: Any, naam: str) -> str:
    oude = str(verbinding.settings_dict["NAME"])
    settings.DATABASES["default"]["NAME"] = verbinding.settings_dict["NAME"] = naam
    return oude


def _laad(verbinding: Any) -> sqlite3.Connection:
    """Fill the database in memory from the mould; returns an empty one to keep its picture in."""
    with _slot():
        mal = sqlite3.connect(_mal_sqlite())
        verbinding.ensure_connection()
        mal.backup(verbinding.connection)
        mal.close()
    return sqlite3.connect(":memory:")


@contextlib.contextmanager
def _herstel_in_plaats_van_wissen(verbinding: Any, beeld: sqlite3.Connection) -> Iterator[None]:
    """After a test with real commits: put the picture back. Emptying tables is what the guards forbid."""
    type(verbinding.ops).execute_sql_flush, eigen = (
        lambda _self, _sql: beeld.backup(verbinding.connection),
        type(verbinding.ops).execute_sql_flush,
    )
    try:
        yield
    finally:
        type(verbinding.ops).execute_sql_flush = eigen
        beeld.close()
