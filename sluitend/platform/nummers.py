"""Numbers that people say aloud: `M-2026-000123`. Given once, in order, per region and series."""

from django.db import connection

from sluitend.kern.uuid7 import uuid7
from sluitend.platform.eenheid import huidig


def volgend_nummer(reeks: str, cijfers: int = 6) -> str:
    """The next number of a series of the running unit's region; one statement, locked until the commit."""
    sleutel = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_nummerreeks (id, regio_id, reeks, laatste) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (regio_id, reeks) DO UPDATE SET laatste = platform_nummerreeks.laatste + 1 RETURNING laatste",
            [sleutel.hex if connection.vendor == "sqlite" else sleutel, huidig().actor.regio_id, reeks],
        )
        (laatste,) = cursor.fetchone()
    return f"{reeks}-{laatste:0{cijfers}d}"
