"""Load the demo region: people at work first, then a year of cases, day by day."""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks.signals import task_finished

from sluitend.demo import GELADEN
from sluitend.demo.bezetting import bouw_drenthe, bouw_ijssel_vecht
from sluitend.demo.diensten import richt_diensten_in
from sluitend.demo.volume import Volume, bereken
from sluitend.kern.fouten import Weigering
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Gebeurtenis, Gebruiker, Regio

ZAAD = 20_260_101
DAGEN = 365
Meld = Callable[[str], None]


@dataclass
class Verslag:
    """What was made, and how long it took."""

    volume: Volume
    aantallen: dict[str, int] = field(default_factory=dict)
    seconden: float = 0.0


def is_geladen() -> bool:
    """Whether the demo stands there whole."""
    with scopes_disabled():
        regio = Regio.objects.filter(code="ijssel-vecht").first()
    if regio is None:
        return False
    with lezen(systeem(regio)):
        return Gebeurtenis.objects.filter(soort=GELADEN).exists()


def eis_leeg() -> None:
    """Refuse a database that holds anything but nothing: real people and demo accounts never meet (UA-02)."""
    if Gebruiker.objects.filter(demo=False).exists():
        raise Weigering("demo-en-productie", "Demo-accounts en productie gaan niet samen.", "30 UA-02")
    if Gebruiker.objects.exists() or Regio.objects.exists():
        tekst = "Deze databank is half gevuld. Geef een lege databank, of gebruik --vernieuw."
        raise Weigering("demo-half", tekst, "40 2")


def laad(
    *,
    inwoners: int | None = None,
    einde: datetime | None = None,
    zaad: int = ZAAD,
    dagen: int = DAGEN,
    voorlopig: bool = False,
    meld: Meld = lambda regel: None,
) -> Verslag:
    """Fill an empty database; the same seed, size and end give the same region every time.

    `voorlopig` notes that a larger one is on its way.
    """
    from sluitend.demo.verhaal import Verhaal

    begonnen = time.monotonic()
    eis_leeg()
    einde = einde or timezone.now().replace(second=0, microsecond=0)
    begin = einde - timedelta(days=dagen + 1)
    with _voluit():
        bezetting, drenthe = bouw_ijssel_vecht(begin), bouw_drenthe(begin)
        volume = bereken(bezetting.inwoners, inwoners, dagen)
        for regel in volume.regels():
            meld(regel)
        verslag = Verslag(volume)
        deel = volume.inwoners / volume.regio
        verhaal = Verhaal(bezetting, volume.per_jaar, random.Random(zaad), dagen, deel)  # noqa: S311 - a story, no secret
        buren = Verhaal(drenthe, min(120, volume.per_jaar // 20), random.Random(zaad + 1), dagen)  # noqa: S311
        for nummer in range(dagen):
            dag = timezone.localdate(einde) - timedelta(days=dagen - 1 - nummer)
            for een in (verhaal, buren):
                with transaction.atomic():
                    een.dag(dag, tot=einde)
            if _maandeinde(dag) or nummer == dagen - 1:
                meld(_voortgang(dag, nummer + 1, dagen, verhaal.aantallen, time.monotonic() - begonnen))
        for een in (verhaal, buren):
            een.sluit_af(einde)
        richt_diensten_in(bezetting, einde)
        for code, aantal in sorted(verhaal.geweigerd.items()):
            meld(f"geweigerd, zoals bij mensen: {aantal} keer {code}")
        with schrijven(bezetting.systeem, nu=einde, stil=True):
            record(
                GELADEN,
                object=f"regio:{bezetting.regio.code}",
                gegevens={"zaad": zaad, "inwoners": volume.inwoners, "tot": einde, "voorlopig": voorlopig},
                actie="C",
            )
    verslag.aantallen = dict(verhaal.aantallen)
    verslag.seconden = time.monotonic() - begonnen
    return verslag


def _maandeinde(dag: date) -> bool:
    return (dag + timedelta(days=1)).day == 1


def _voortgang(dag: date, gedaan: int, dagen: int, aantallen: dict[str, int], tijd: float) -> str:
    rest = tijd / gedaan * (dagen - gedaan)
    return (
        f"{dag:%Y-%m}  {aantallen['meldingen']:>6} meldingen  {aantallen['dossiers']:>5} dossiers  "
        f"{aantallen['contacten']:>6} contacten  {tijd:5.0f} s, nog ongeveer {rest:.0f} s"
    )


class _voluit:
    """Nothing reads along while loading: no waiting for the disk (SQLite), no pauses of the garbage collector.

    A job that fails fails the load, where a worker would keep it for later.
    """

    def __enter__(self) -> None:
        task_finished.connect(_eis_gelukt, dispatch_uid="demo")
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
                cursor.execute("PRAGMA cache_size=-200000")
        gc.collect()
        gc.freeze()
        gc.disable()

    def __exit__(self, *_fout: object) -> None:
        gc.enable()
        gc.unfreeze()
        task_finished.disconnect(dispatch_uid="demo")
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")


def _eis_gelukt(sender: object, task_result: object, **_kwargs: object) -> None:
    if task_result.status == "FAILED":  # type: ignore[attr-defined]
        raise RuntimeError(task_result.errors[-1].traceback)  # type: ignore[attr-defined]
