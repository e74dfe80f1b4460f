"""A copy of the whole database, and back: consistent while others write, and never over something that is there."""

import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection, connections

from sluitend.kern.fouten import Weigering


def _eis(programma: str) -> str:
    gevonden = shutil.which(programma)
    if gevonden is None:
        tekst = f"Het programma {programma} ontbreekt. Installeer het pakket postgresql-client."
        raise Weigering("programma-ontbreekt", tekst, "40 2k")
    return gevonden


def _omgeving(instellingen: dict[str, Any]) -> dict[str, str]:
    """How the programs of PostgreSQL find the database; the password stays off the command line."""
    import os

    paren = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {
        **os.environ,
        **{naam: str(instellingen[veld]) for naam, veld in paren.items() if instellingen.get(veld)},
    }


def maak(bestand: Path) -> None:
    """Write a copy to a file that does not exist yet; a broken copy never gets the name."""
    if bestand.exists():
        raise Weigering("bestand-bestaat", f"{bestand.name} bestaat al.", "40 2k")
    half = bestand.with_name(f"{bestand.name}.half")
    half.unlink(missing_ok=True)
    try:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            doel = sqlite3.connect(half)
            try:
                connection.connection.backup(doel)
                if doel.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise Weigering("kopie-niet-heel", "De kopie is niet heel.", "40 2k")
            finally:
                doel.close()
        else:
            _draai(["pg_dump", "--format=custom", "--no-owner", f"--file={half}"])
        half.replace(bestand)
    finally:
        half.unlink(missing_ok=True)


def zet_terug(bestand: Path) -> None:
    """Put a copy back in an empty database; refuses where accounts are."""
    if not bestand.is_file():
        raise Weigering("bestand-ontbreekt", f"{bestand.name} is er niet.", "40 2k", status=404)
    if connection.introspection.table_names():
        tekst = "Deze databank is niet leeg. Geef een lege databank om in terug te zetten."
        raise Weigering("databank-niet-leeg", tekst, "40 2k")
    if connection.vendor == "sqlite":
        _zet_sqlite_terug(bestand)
    else:
        connections.close_all()
        _draai(["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname",
                str(connection.settings_dict["NAME"]), str(bestand)])  # fmt: skip


def _zet_sqlite_terug(bestand: Path) -> None:
    bron = sqlite3.connect(f"file:{bestand}?mode=ro", uri=True)
    try:
        if bron.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Weigering("kopie-niet-heel", f"{bestand.name} is geen hele kopie.", "40 2k")
        connection.ensure_connection()
        bron.backup(connection.connection)
    except sqlite3.DatabaseError as fout:
        raise Weigering("kopie-niet-heel", f"{bestand.name} is geen hele kopie.", "40 2k") from fout
    finally:
        bron.close()


def _draai(opdracht: list[str]) -> None:
    uitkomst = subprocess.run(
        [_eis(opdracht[0]), *opdracht[1:]], env=_omgeving(connection.settings_dict), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if uitkomst.returncode:
        raise Weigering("kopie-mislukt", uitkomst.stderr.strip()[-500:] or "Het is niet gelukt.", "40 2k")
