"""The clock of the worker: what must happen each minute, each hour and each night, for every region.

Each duty is idempotent and finds its work in tables, so one that was missed or failed is done the next time.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import close_old_connections
from django.utils import timezone

from sluitend.dossier.actions import veeg
from sluitend.meldpunt.actions import bewaak_normen, verwerk_concepten
from sluitend.meldpunt.actions.beeld import werk_beeld_bij
from sluitend.meldpunt.actions.piket import meld_piketgaten
from sluitend.meldpunt.actions.vroegsignalen import zoek_vroegsignalen
from sluitend.platform.actor import systeem
from sluitend.platform.api import ruim_antwoordsleutels_op
from sluitend.platform.models import Regio
from sluitend.platform.sporen import verzegel
from sluitend.wvggz.actions import waak

log = logging.getLogger("sluitend.klok")
MINUUT = 60.0
UUR = timedelta(hours=1)
NACHTUUR = 3
VASTGELOPEN = timedelta(minutes=15)


class Ritme(Enum):
    """How often a duty is done."""

    MINUUT = "minuut"
    UUR = "uur"
    NACHT = "nacht"


@dataclass(frozen=True, slots=True)
class Plicht:
    """Something that must be done for a region; what it returns is counted when it is a number."""

    naam: str
    ritme: Ritme
    doe: Callable[[Regio, datetime], object]


PLICHTEN = (
    Plicht("verzegel", Ritme.MINUUT, verzegel),
    Plicht(
        "verwerk_concepten", Ritme.MINUUT, lambda regio, nu: verwerk_concepten(actor=systeem(regio), nu=nu)
    ),
    Plicht("bewaak_normen", Ritme.MINUUT, lambda regio, nu: bewaak_normen(actor=systeem(regio), nu=nu)),
    Plicht("waak_wvggz", Ritme.MINUUT, lambda regio, nu: waak(actor=systeem(regio))),
    Plicht("werk_beeld_bij", Ritme.MINUUT, lambda regio, nu: werk_beeld_bij(actor=systeem(regio), nu=nu)),
    Plicht("veeg", Ritme.UUR, lambda regio, nu: veeg(regio=regio, nu=nu)),
    Plicht("meld_piketgaten", Ritme.UUR, lambda regio, nu: meld_piketgaten(actor=systeem(regio), nu=nu)),
    Plicht(
        "zoek_vroegsignalen", Ritme.UUR, lambda regio, nu: zoek_vroegsignalen(actor=systeem(regio), nu=nu)
    ),
    Plicht("herbouw_gaten", Ritme.NACHT, lambda regio, nu: veeg(regio=regio, nu=nu, alles=True)),
    Plicht("ruim_antwoordsleutels_op", Ritme.NACHT, ruim_antwoordsleutels_op),
)


class Klok:
    """Knows since when it runs and, per region and duty, when that was last done with success."""

    def __init__(self, plichten: tuple[Plicht, ...] = PLICHTEN) -> None:
        self.plichten = plichten
        self.begonnen: datetime | None = None
        self.gedaan: dict[tuple[int, str], datetime] = {}

    def tik(self, nu: datetime | None = None) -> dict[str, int]:
        """Do what is due now for each region; returns how many lines were sealed and how many duties failed.

        A duty that fails leaves the others alone and is due again at the next tick.
        """
        nu = nu or timezone.now()
        self.begonnen = self.begonnen or nu
        verslag = {"verzegeld": 0, "fouten": 0}
        for regio in Regio.objects.order_by("pk"):
            for plicht in self.plichten:
                if not self._is_toe(plicht, regio, nu):
                    continue
                try:
                    uit = plicht.doe(regio, nu)
                except Exception:
                    verslag["fouten"] += 1
                    log.exception("klok: %s voor %s ging niet goed", plicht.naam, regio.code)
                else:
                    self.gedaan[regio.pk, plicht.naam] = nu
                    if plicht.naam == "verzegel":
                        verslag["verzegeld"] += int(uit)  # type: ignore[call-overload]
        zet_vastgelopen_terug(nu - VASTGELOPEN)
        return verslag

    def _is_toe(self, plicht: Plicht, regio: Regio, nu: datetime) -> bool:
        laatst = self.gedaan.get((regio.pk, plicht.naam))
        if plicht.ritme is Ritme.MINUUT:
            return True
        if plicht.ritme is Ritme.UUR:
            return laatst is None or nu - laatst >= UUR
        # Once per local day from three at night. A worker that just started waits an hour: whether the night before
        # was done it does not know, and a restart must not cost a rebuild.
        lokaal = timezone.localtime(nu)
        if lokaal.hour < NACHTUUR or (laatst is not None and timezone.localdate(laatst) == lokaal.date()):
            return False
        return laatst is not None or nu - (self.begonnen or nu) >= UUR

    def loop(self, stop: threading.Event) -> None:
        """Tick each minute until told to stop; a database that is away for a moment does not end it."""
        while not stop.is_set():
            close_old_connections()
            try:
                self.tik()
            except Exception:
                log.exception("klok: deze minuut ging niet goed")
            stop.wait(MINUUT)


def zet_vastgelopen_terug(voor: datetime | None = None) -> int:
    """Put jobs back that were running when their worker was killed; doing one twice changes nothing."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    if voor is not None:
        rijen = rijen.filter(started_at__lt=voor)
    return int(rijen.update(status=TaskResultStatus.READY, started_at=None))
