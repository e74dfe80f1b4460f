"""Limits of the public pages, counted in the database: the same for every process, and one statement each (UM-02, UM-24).

Only acts of the public count here. Taking a melding by phone never reads or waits for a counter.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from sluitend.kern.uuid7 import uuid7
from sluitend.meldpunt.models import Publieksteller
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor

BEWAREN = timedelta(days=1)
_TEL = """
INSERT INTO meldpunt_publieksteller (id, regio_id, soort, afzender, aantal, sinds) VALUES (%s, %s, %s, %s, 1, %s)
ON CONFLICT (regio_id, soort, afzender) DO UPDATE SET
  aantal = CASE WHEN meldpunt_publieksteller.sinds <= %s THEN 1 ELSE meldpunt_publieksteller.aantal + 1 END,
  sinds = CASE WHEN meldpunt_publieksteller.sinds <= %s OR %s THEN excluded.sinds ELSE meldpunt_publieksteller.sinds END
RETURNING aantal
"""


def sleutel(actor: Actor, wie: str) -> str:
    """How a counter calls an address or a number: by a keyed hash."""
    return sleutels.zoekindex(actor.regio_code, wie, "adres")


def tel(
    actor: Actor, soort: str, afzender: str, *, nu: datetime, venster: timedelta, schuift: bool = False
) -> int:
    """Count one more and return how many there are within the window.

    The window begins at the first; with `schuift` at the last one, so that it only ends after `venster` of rest. The
    row stays locked until the commit: whoever comes at the same moment waits, and counts on.
    """
    pk = Publieksteller._meta.pk.get_db_prep_value(uuid7(), connection)
    moment = connection.ops.adapt_datetimefield_value
    vanaf = moment(nu - venster)
    with connection.cursor() as cursor:
        cursor.execute(_TEL, [pk, actor.regio_id, soort, afzender, moment(nu), vanaf, vanaf, schuift])
        return int(cursor.fetchone()[0])


def tel_terug(soort: str, afzender: str) -> None:
    """Take the last one back: it was right after all."""
    Publieksteller.objects.filter(soort=soort, afzender=afzender, aantal__gt=0).update(aantal=F("aantal") - 1)


def ruim_op(nu: datetime) -> None:
    """Forget addresses of which nothing was heard for a day."""
    Publieksteller.objects.filter(sinds__lt=nu - BEWAREN).delete()
