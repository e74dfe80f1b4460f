"""The clock of the worker: what must happen each minute, each hour and each night, for every region.

Each step is idempotent and finds its work in tables, so a step that was missed is done the next time.
"""

import importlib
import logging
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from sluitend.dossier.actions import veeg
from sluitend.platform.actor import systeem
from sluitend.platform.models import Regio
from sluitend.platform.sporen import verzegel
from sluitend.wvggz.actions import waak

log = logging.getLogger("sluitend.klok")
MINUUT = 60.0
NACHTUUR = 3
VASTGELOPEN = timedelta(minutes=15)


def _als_er(doel: str) -> Callable[..., object] | None:
    """A function of an area; None while that area does not have it."""
    module, _, naam = doel.partition(":")
    try:
        return getattr(importlib.import_module(module), naam, None)
    except ModuleNotFoundError as fout:
        if fout.name and doel.startswith(fout.name):
            return None
        raise


class Klok:
    """Knows when the hourly and the nightly work were done last."""

    def __init__(self) -> None:
        self.uur: datetime | None = None
        self.nacht: date | None = None

    def tik(self, nu: datetime | None = None) -> dict[str, int]:
        """One minute: per region norm watch and sealing, when due the sweep and the holes of the roster; returns what was done. Never raises."""
        nu = nu or timezone.now()
        per_uur = self.uur is None or nu - self.uur >= timedelta(hours=1)
        lokaal = timezone.localtime(nu)
        nachtelijk = self.nacht != lokaal.date() and lokaal.hour >= NACHTUUR and self.uur is not None
        verslag = {"verzegeld": 0, "fouten": 0}
        for regio in Regio.objects.order_by("pk"):
            stappen: list[tuple[str, Callable[[], object]]] = [
                ("verzegel", lambda regio=regio: verzegel(regio, nu)),
                ("bewaak", lambda regio=regio: _bewaak(regio)),
                ("waak", lambda regio=regio: waak(actor=systeem(regio))),
            ]
            if per_uur or nachtelijk:
                stappen.append(("veeg", lambda regio=regio: veeg(regio=regio, nu=nu, alles=nachtelijk)))
                stappen.append(("piket", lambda regio=regio: _piket(regio, nu)))
            for naam, stap in stappen:
                try:
                    uit = stap()
                    if naam == "verzegel":
                        verslag["verzegeld"] += int(uit)  # type: ignore[call-overload]
                except Exception:
                    verslag["fouten"] += 1
                    log.exception("klok: %s voor %s ging niet goed", naam, regio.code)
        if per_uur:
            self.uur = nu
        if nachtelijk or self.nacht is None:
            self.nacht = lokaal.date()
        zet_vastgelopen_terug(nu - VASTGELOPEN)
        return verslag

    def loop(self, stop: threading.Event) -> None:
        """Tick each minute until told to stop."""
        while not stop.is_set():
            close_old_connections()
            self.tik()
            stop.wait(MINUUT)


def _bewaak(regio: Regio) -> object:
    bewaak = _als_er("sluitend.meldpunt.actions.bewaken:bewaak_normen")
    return bewaak(actor=systeem(regio)) if bewaak else None


def _piket(regio: Regio, nu: datetime) -> object:
    meld = _als_er("sluitend.meldpunt.actions.piket:meld_piketgaten")
    return meld(actor=systeem(regio), nu=nu) if meld else None


def zet_vastgelopen_terug(voor: datetime | None = None) -> int:
    """Put jobs back that were running when their worker was killed; doing one twice changes nothing."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    if voor is not None:
        rijen = rijen.filter(started_at__lt=voor)
    return int(rijen.update(status=TaskResultStatus.READY, started_at=None))
