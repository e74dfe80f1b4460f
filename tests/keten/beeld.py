"""What stands in the database: every row of every table as it is stored, read with plain SELECTs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

Rij = tuple[Any, ...]


class Tabellen:
    """The tables that hold what the product keeps, and their columns as the database names them."""

    def __init__(self) -> None:
        bestaand = set(connection.introspection.table_names())
        modellen = [
            m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("sluitend.")
        ]
        self.namen = sorted({m._meta.db_table for m in modellen} & bestaand)
        self.kolommen: dict[str, dict[str, int]] = {}
        self.sleutel: dict[str, int] = {}
        with connection.cursor() as cursor:
            for naam in self.namen:
                cursor.execute(f'SELECT * FROM "{naam}" LIMIT 1')
                kolommen = [kolom[0] for kolom in cursor.description]
                self.kolommen[naam] = {kolom: plek for plek, kolom in enumerate(kolommen)}
        for model in modellen:
            if model._meta.db_table in self.kolommen:
                tabel = model._meta.db_table
                self.sleutel[tabel] = self.kolommen[tabel][model._meta.pk.column]


class Beeld:
    """All rows at one moment. Two equal pictures mean: nothing happened."""

    def __init__(self, tabellen: Tabellen) -> None:
        self.tabellen = tabellen
        self.rijen: dict[str, dict[Any, Rij]] = {}
        with connection.cursor() as cursor:
            for naam in tabellen.namen:
                cursor.execute(f'SELECT * FROM "{naam}"')
                plek = tabellen.sleutel[naam]
                self.rijen[naam] = {rij[plek]: rij for rij in cursor.fetchall()}

    def __eq__(self, ander: object) -> bool:
        return isinstance(ander, Beeld) and self.rijen == ander.rijen

    __hash__ = None  # type: ignore[assignment]

    def verschil(self, eerder: Beeld) -> dict[str, list[Any]]:
        """Per table the keys of rows that are new, gone or different; for a message."""
        return {
            naam: sorted(
                (str(k) for k in {*nu, *toen} if nu.get(k) != toen.get(k)),
            )
            for naam, nu in self.rijen.items()
            if nu != (toen := eerder.rijen[naam])
        }

    def alle(self, tabel: str, **waar: Any) -> list[dict[str, Any]]:
        """Rows of a table as dictionaries, in order of their key, where these columns have these values."""
        return list(self._alle(tabel, waar))

    def _alle(self, tabel: str, waar: dict[str, Any]) -> Iterator[dict[str, Any]]:
        kolommen = self.tabellen.kolommen[tabel]
        for sleutel in sorted(self.rijen[tabel], key=str):
            rij = self.rijen[tabel][sleutel]
            if all(
                rij[kolommen[kolom]] in (w if isinstance(w, tuple) else (w,)) for kolom, w in waar.items()
            ):
                yield {kolom: rij[plek] for kolom, plek in kolommen.items()}

    def een(self, tabel: str, sleutel: Any) -> dict[str, Any]:
        """The row with this key."""
        rij = self.rijen[tabel][sleutel]
        return {kolom: rij[plek] for kolom, plek in self.tabellen.kolommen[tabel].items()}

    def nieuw(self, eerder: Beeld, tabel: str) -> list[dict[str, Any]]:
        """Rows that were not there before."""
        return [self.een(tabel, s) for s in self.rijen[tabel] if s not in eerder.rijen[tabel]]


def uuid(waarde: Any) -> UUID:
    """A key as Python knows it: SQLite keeps it as 32 hexadecimal digits."""
    return waarde if isinstance(waarde, UUID) else UUID(waarde)
