"""What time does by itself, once a minute and idempotent: alarms, TVZ that runs out, maatregelen that end (11 §3, §5.1)."""

from sluitend.platform.actor import Actor
from sluitend.wvggz.actions.crisis import laat_tvz_verstrijken
from sluitend.wvggz.actions.maatregel import laat_verlopen
from sluitend.wvggz.actions.termijnen import alarmeer


def waak(*, actor: Actor) -> int:
    """Do what has come due; returns how much was done."""
    return alarmeer(actor=actor) + laat_tvz_verstrijken(actor=actor) + laat_verlopen(actor=actor)
