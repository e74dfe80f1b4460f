"""The databases of a measurement: a throw-away PostgreSQL that really writes to disk, or an SQLite file."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import postgres

WORTEL = Path(__file__).resolve().parents[1]
# Durable, as in use: an acknowledged melding is on disk. The rest is what a small server would be given.
DUURZAAM = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
}


@dataclass(frozen=True)
class Databank:
    """A filled region, ready to be served."""

    soort: str
    dossiers: int
    url: str
    var: Path
    vulling: dict[str, object]

    def omgeving(self) -> dict[str, str]:
        return omgeving(self.var, self.url)


def omgeving(var: Path, url: str) -> dict[str, str]:
    """The environment of a process that runs the product on that database; a demo, because it is on loopback."""
    schoon = {naam: w for naam, w in os.environ.items() if not naam.startswith(("SLUITEND_", "PYTEST_"))}
    return schoon | {
        "DJANGO_SETTINGS_MODULE": "bench.instellingen",
        "SLUITEND_DEMO": "1",
        "SLUITEND_DATABASE_URL": url,
        "SLUITEND_VAR": str(var),
        "PYTHONPATH": str(WORTEL),
    }


@contextlib.contextmanager
def cluster() -> Iterator[postgres.Cluster]:
    """A throw-away PostgreSQL with durable writes."""
    gewoon = dict(postgres.INSTELLINGEN)
    postgres.INSTELLINGEN.update(DUURZAAM)
    try:
        with postgres.cluster() as server:
            yield server
    finally:
        postgres.INSTELLINGEN.clear()
        postgres.INSTELLINGEN.update(gewoon)


def maak(soort: str, dossiers: int, map_: Path, server: postgres.Cluster | None) -> Databank:
    """Migrate and fill an empty database in a process of its own."""
    var = map_ / f"{soort}-{dossiers}"
    var.mkdir(parents=True, exist_ok=True)
    if server is None:
        url = f"sqlite:///{var / 'bench.sqlite3'}"
    else:
        naam = f"bench_{dossiers}"
        _als_beheer(server, f'CREATE DATABASE "{naam}" OWNER sluitend')
        # Only who is superuser may leave foreign keys unchecked; the generator asks for all of them afterwards.
        _als_beheer(server, "ALTER ROLE sluitend SUPERUSER")
        url = server.url(naam)
    begin = time.monotonic()
    uitkomst = subprocess.run(
        [sys.executable, "-m", "bench.vul", str(dossiers)],
        cwd=WORTEL, env=omgeving(var, url), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if server is not None:
        _als_beheer(server, "ALTER ROLE sluitend NOSUPERUSER")
    if uitkomst.returncode:
        raise RuntimeError(f"vullen met {dossiers} dossiers op {soort} mislukte")
    vulling = json.loads(uitkomst.stdout) | {"seconden": round(time.monotonic() - begin, 1)}
    return Databank(soort, dossiers, url, var, vulling)


def _als_beheer(server: postgres.Cluster, opdracht: str) -> None:
    import psycopg

    with psycopg.connect(server.url("postgres", "beheer"), autocommit=True) as verbinding:
        verbinding.execute(opdracht.encode())


def tijdelijke_map() -> Path:
    return Path(tempfile.mkdtemp(prefix="sluitend-bench-"))
