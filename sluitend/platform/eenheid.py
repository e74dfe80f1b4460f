"""The unit of work: one region, one actor, one transaction, and what must be written with it.

Inside a unit only rows of the region exist: django-scopes raises without it, row-level security answers
nothing without it. Acts and reads are buffered and written as the last step before the commit, so that an
act and its event, field changes, read line and follow-up are there together or not at all (Z-09, Z-10).
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from sluitend.kern.uuid7 import uuid7
from sluitend.platform.actor import Actor

ROL = "sluitend_app"


@dataclass
class Gebeurd:
    """An event before it is numbered."""

    soort: str
    object: str
    betrokkene: UUID | None
    gegevens: dict[str, Any]
    grond: str | None
    regelversie: str | None
    dossier: UUID | None
    gebeurd_op: datetime | None
    wijzigingen: list[dict[str, Any]]
    actie: str
    id: UUID = field(default_factory=uuid7)


@dataclass
class Gelezen:
    """A read of one person, or of an object about a person not yet known."""

    object: str
    betrokkene: UUID | None
    klassen: tuple[str, ...]
    gevoeligheid: str
    reikwijdte: str | None
    gebeurtenis: str
    actie: str = "R"
    uitkomst: int = 0
    fase: int = 6


@dataclass
class Eenheid:
    """What one unit has done so far."""

    actor: Actor
    schrijft: bool
    nu: datetime
    handeling: UUID = field(default_factory=uuid7)
    spoor: str = field(default_factory=lambda: secrets.token_hex(16))
    gebeurd: list[Gebeurd] = field(default_factory=list)
    gelezen: dict[tuple[Any, str], Gelezen] = field(default_factory=dict)
    stil: bool = False
    straks: dict[str, set[UUID]] = field(default_factory=dict)
    """What must be recomputed once, at the end of the unit: per kind the subjects that were touched."""

    def lees(self, regel: Gelezen) -> None:
        """Exactly one line per person per unit: the widest one wins."""
        sleutel = (regel.betrokkene or regel.object, regel.actie)
        eerder = self.gelezen.get(sleutel)
        if eerder is None:
            self.gelezen[sleutel] = regel
        elif set(regel.klassen) - set(eerder.klassen):
            eerder.klassen = tuple(sorted({*eerder.klassen, *regel.klassen}))


_huidig: ContextVar[Eenheid | None] = ContextVar("sluitend_eenheid", default=None)


class GeenEenheid(RuntimeError):
    """Somebody read or wrote outside a unit of work: a bug, never a user's mistake."""


def huidig() -> Eenheid:
    """The running unit; raises `GeenEenheid` outside one."""
    if (eenheid := _huidig.get()) is None:
        raise GeenEenheid("lezen en schrijven kan alleen binnen een werkeenheid")
    return eenheid


def zet_slot(regio_id: int | None) -> None:
    """Close the database to every other region, for this transaction only (PostgreSQL); None opens it again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('sluitend.regio', %s, true), set_config('role', %s, true)",
                [str(regio_id or ""), ROL if regio_id else "none"],
            )


@contextlib.contextmanager
def slot(regio_id: int) -> Iterator[None]:
    """A transaction in which only this region exists. Inside a wider one the slot of before comes back after it."""
    eerder, binnen = _huidig.get(), connection.in_atomic_block
    with transaction.atomic():
        zet_slot(regio_id)
        yield
        if binnen:
            zet_slot(eerder.actor.regio_id if eerder else _venster.get())


_venster: ContextVar[int | None] = ContextVar("sluitend_leesvenster", default=None)


@contextlib.contextmanager
def leesvenster(regio_id: int) -> Iterator[None]:
    """One slot for a request that only reads: who signs in and what the page shows are then of one moment.

    On PostgreSQL it spares each page a transaction. What is written inside it has its own savepoint.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with slot(regio_id):
        teken = _venster.set(regio_id)
        try:
            yield
        finally:
            _venster.reset(teken)


def in_leesvenster() -> bool:
    """Whether the transaction that runs now is that of a request."""
    return _venster.get() is not None


def _leesslot(regio_id: int) -> contextlib.AbstractContextManager[None]:
    """A slot to read in: that of the request when there is one for this region. SQLite needs none."""
    van_verzoek = _venster.get() == regio_id and _huidig.get() is None
    return contextlib.nullcontext() if connection.vendor != "postgresql" or van_verzoek else slot(regio_id)


@contextlib.contextmanager
def in_regio(regio_id: int) -> Iterator[None]:
    """Read rows of a region before there is an actor: at sign-in, for a token."""
    with scope(regio=regio_id), _leesslot(regio_id):
        yield


@contextlib.contextmanager
def _eenheid(actor: Actor, *, schrijft: bool, nu: datetime | None, stil: bool = False) -> Iterator[Eenheid]:
    eenheid = Eenheid(actor, schrijft, nu or timezone.now(), stil=stil)
    with contextlib.ExitStack() as stapel:
        stapel.enter_context(scope(regio=actor.regio_id))
        stapel.enter_context(slot(actor.regio_id) if schrijft else _leesslot(actor.regio_id))
        teken = _huidig.set(eenheid)
        try:
            yield eenheid
            schrijf_weg(eenheid)
        finally:
            _huidig.reset(teken)
    return


def lezen(actor: Actor, *, nu: datetime | None = None) -> contextlib.AbstractContextManager[Eenheid]:
    """A unit that only reads; its read lines are committed when it ends, before anything is sent."""
    return _eenheid(actor, schrijft=False, nu=nu)


@contextlib.contextmanager
def schrijven(actor: Actor, *, nu: datetime | None = None, stil: bool = False) -> Iterator[Eenheid]:
    """A unit that changes something: everything in it happens, or nothing does.

    Inside a running writing unit of the same region it joins that one: an action that calls another is one
    act in one transaction. `stil` leaves out the read line of the system's own upkeep.
    """
    lopend = _huidig.get()
    if lopend is not None and lopend.schrijft and lopend.actor.regio_id == actor.regio_id:
        oud, lopend.actor = lopend.actor, actor
        try:
            yield lopend
        finally:
            lopend.actor = oud
        return
    with _eenheid(actor, schrijft=True, nu=nu, stil=stil) as eenheid:
        yield eenheid


_ontvangers: dict[str, list[Callable[[Eenheid, Gebeurd], None]]] = {}


def ontvanger(
    soort: str,
) -> Callable[[Callable[[Eenheid, Gebeurd], None]], Callable[[Eenheid, Gebeurd], None]]:
    """Register a floor above as receiver of an event; it runs in the same transaction, before the commit."""

    def registreer(functie: Callable[[Eenheid, Gebeurd], None]) -> Callable[[Eenheid, Gebeurd], None]:
        _ontvangers.setdefault(soort, []).append(functie)
        return functie

    return registreer


_afronders: list[Callable[[Eenheid], None]] = []
_vastleggers: list[Callable[[Eenheid], None]] = []


def rond_af_met(functie: Callable[[Eenheid], None]) -> None:
    """Register who works off `straks`, after the receivers and before the tracks are written."""
    if functie not in _afronders:
        _afronders.append(functie)


def leg_vast_met(functie: Callable[[Eenheid], None]) -> None:
    """Register who writes the tracks; a unit without one would act without a trace, so there is always one."""
    if functie not in _vastleggers:
        _vastleggers.append(functie)


def schrijf_weg(eenheid: Eenheid) -> None:
    """Let the receivers react, recompute what was touched, number the events, write the three tracks."""
    gedaan = 0
    while gedaan < len(eenheid.gebeurd):
        gebeurd = eenheid.gebeurd[gedaan]
        gedaan += 1
        for functie in _ontvangers.get(gebeurd.soort, ()):
            functie(eenheid, gebeurd)
    for rond_af in _afronders:
        rond_af(eenheid)
    for leg_vast in _vastleggers:
        leg_vast(eenheid)
