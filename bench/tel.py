"""Statements per page, raw queries and their plans, counted inside one process: `python -m bench.tel`.

The sessions come in as JSON on standard input, the counts leave as JSON on standard output.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.instellingen")


@contextmanager
def opgenomen() -> Iterator[list[tuple[str, Any]]]:
    """Every statement that runs meanwhile, savepoints too."""
    from django.db import connection

    gezien: list[tuple[str, Any]] = []

    def schrijf_op(uitvoeren: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        gezien.append((sql, params))
        return uitvoeren(sql, params, many, context)

    with connection.execute_wrapper(schrijf_op):
        yield gezien


def meldingvelden(sleutel: str) -> dict[str, str]:
    """A melding as a medewerker types it, all kernvragen answered."""
    from sluitend.meldpunt.rules.signalen import KERNVRAGEN

    return {
        "sleutel": sleutel,
        "omschrijving": "Een verzonnen buurvrouw maakt zich zorgen: al dagen dichte gordijnen en geroep in de nacht.",
        "om_wie": "Fictief Bedenksel, 8011AB 12",
        "verblijft_in": "0193",
        "wie_belt": "buur",
        "melder": "Proefje Voorbeeld 0612345678",
        "melder_onbekend": "on",
        "kanaal": "telefoon",
        "aard": "onbekend",
        **{f"kern_{code}": "nee" for code in KERNVRAGEN},
    }


def bezoeker(sessie: str) -> Any:
    """A test client that is signed in."""
    from django.conf import settings
    from django.test import Client

    klant = Client(HTTP_HOST="127.0.0.1")
    klant.cookies[settings.SESSION_COOKIE_NAME] = sessie
    return klant


def statements(
    klant: Any, methode: str, pad: str, *gegevens: Any, status: int = 200
) -> list[tuple[str, Any]]:
    """What one request asks of the database, the second time: settings and templates are read by then."""
    from uuid import uuid4

    for _ in range(2):
        if gegevens:
            gegevens = ({**gegevens[0], "sleutel": uuid4().hex},)
        with opgenomen() as gezien:
            antwoord = getattr(klant, methode)(pad, *gegevens)
        if antwoord.status_code != status:
            raise RuntimeError(f"{pad}: {antwoord.status_code} {antwoord.content[:800]!r}")
    return gezien


def bladen(vulling: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Page → (session, method, path, fields, status)."""
    return {
        "melding": ("meldpunt", "post", "/meldingen/nieuw", meldingvelden(""), 302),
        "werkvoorraad": ("regisseur", "get", "/werkvoorraad", None, 200),
        "werkvoorraad_team": ("regisseur", "get", "/werkvoorraad?tab=team", None, 200),
        "gaten": ("regisseur", "get", "/gaten", None, 200),
        "gaten_gemeente": ("proces", "get", "/gaten", None, 200),
        "meldingen": ("meldpunt", "get", "/meldingen/", None, 200),
        "dossier": ("regisseur", "get", f"/dossiers/{vulling['dossier']}", None, 200),
    }


def tel(vulling: dict[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """Page → its statements."""
    uitkomst = {}
    for naam, (wie, methode, pad, velden, status) in bladen(vulling).items():
        klant = bezoeker(vulling["sessies"][wie])
        extra = (velden,) if velden else ()
        uitkomst[naam] = statements(klant, methode, pad, *extra, status=status)
    return uitkomst


def zwaarste(gezien: list[tuple[str, Any]]) -> tuple[str, Any]:
    """The statement that fetches the rows of the list."""
    lijsten = [
        paar for paar in gezien if paar[0].startswith(("SELECT", "WITH", "(SELECT")) and "LIMIT 51" in paar[0]
    ]
    return max(lijsten or [p for p in gezien if p[0].startswith("SELECT")], key=lambda paar: len(paar[0]))


def rauw(sql: str, params: Any, keer: int) -> float:
    """Milliseconds of the same query without Django: execute and fetch."""
    from django.db import connection

    connection.ensure_connection()
    duren = []
    with connection.cursor() as cursor:
        for _ in range(keer):
            begin = time.perf_counter()
            cursor.execute(sql, params)
            cursor.fetchall()
            duren.append((time.perf_counter() - begin) * 1000)
    return median(duren)


def plan(sql: str, params: Any) -> list[str]:
    """How the database does it."""
    from django.db import connection

    vorm = (
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF)"
        if connection.vendor == "postgresql"
        else "EXPLAIN QUERY PLAN"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{vorm} {sql}", params)
        return [str(rij[-1]) for rij in cursor.fetchall()]


def rauw_schrijven(keer: int) -> float:
    """Milliseconds of a row and an audit row by the driver alone, each pair in a durable transaction."""
    from django.db import connection, transaction

    duren = []
    for nummer in range(keer):
        begin = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_kale_rij (nummer, naam, gemeente, soort, eigenaar, tekst, uiterlijk) "
                "VALUES (%s, 'Fictief', 'Zwolle', 'melding', '', 'verzonnen', %s) RETURNING id",
                [f"R{nummer}", "2026-11-20 09:00:00+00"],
            )
            (pk,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO bench_kaal_spoor (wie, wat, rij_id, op) VALUES ('bench', 'rauw', %s, %s)",
                [pk, "2026-11-20 09:00:00+00"],
            )
        duren.append((time.perf_counter() - begin) * 1000)
    return median(duren)


def main() -> int:
    import django

    django.setup()
    vulling = json.load(sys.stdin)
    from sluitend.platform import eenheid  # noqa: F401

    geteld = tel(vulling)
    uit: dict[str, Any] = {
        "statements": {naam: len(gezien) for naam, gezien in geteld.items()},
        "sql": {naam: [sql for sql, _ in gezien] for naam, gezien in geteld.items()},
        "rauw_ms": {},
        "plannen": {},
    }
    for naam in ("werkvoorraad", "werkvoorraad_team", "gaten", "gaten_gemeente", "meldingen"):
        sql, params = zwaarste(geteld[naam])
        uit["rauw_ms"][naam] = round(rauw(sql, params, 30), 3)
        uit["plannen"][naam] = plan(sql, params)
    uit["rauw_ms"]["schrijven"] = round(rauw_schrijven(30), 3)
    json.dump(uit, sys.stdout, default=str)
    return 0


if __name__ == "__main__":
    sys.exit(main())
