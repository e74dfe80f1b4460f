"""The stage: a small region, a clock that only goes forward, people who act, and an axe that falls in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import time_machine
from django.db import IntegrityError, connection
from django_scopes import scope, scopes_disabled

from sluitend.dossier import gaten
from sluitend.dossier.actions import veeg
from sluitend.kern.fouten import Weigering
from sluitend.platform import sporen
from sluitend.platform.actor import Actor, publiek, systeem
from sluitend.platform.eenheid import schrijven
from sluitend.regio import actions as regioacties
from sluitend.regio.actoren import actor_van_medewerker
from sluitend.regio.models import Medewerker
from sluitend.regio.tests.fabriek import Wereld, maak_wereld
from tests.keten import toezicht
from tests.keten.beeld import Beeld, Tabellen, uuid
from tests.keten.toezicht import Geschonden, Verwacht

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Whoever may never act on a melding or a dossier of this region, whatever the case is.
VREEMD = ("Aart Auditor", "Pien Programma", "Dora Drenthe", "Dirk Drenthe")
OOK_VREEMD = (*VREEMD, "Wim Woning", "Piet Politie", "Fenna Privacy")
PUBLIEK = "het publiek"


class Uitval(BaseException):
    """The process falls away: nothing of ours may catch it."""


class Bijl:
    """Falls once, after the n-th statement of an act. Transaction control is not counted: it is what must save us."""

    def __init__(self, na: int) -> None:
        self.na, self.teller, self.gevallen = na, 0, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        uitkomst = execute(sql, params, many, context)
        if not self.gevallen and not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            self.teller += 1
            if self.teller == self.na:
                self.gevallen = True
                raise Uitval
        return uitkomst


@dataclass
class Telling:
    """What was done over all runs of a test."""

    gelukt: Counter[str] = field(default_factory=Counter)
    geweigerd: Counter[str] = field(default_factory=Counter)
    geveld: Counter[str] = field(default_factory=Counter)
    vreemd: int = 0
    herbouwd: int = 0

    @property
    def daden(self) -> int:
        return sum(sum(soort.values()) for soort in (self.gelukt, self.geweigerd, self.geveld))

    def __str__(self) -> str:
        delen = [
            f"{naam} {self.gelukt[naam]}/{self.geweigerd[naam]}/{self.geveld[naam]}"
            for naam in sorted({*self.gelukt, *self.geweigerd, *self.geveld})
        ]
        return (
            f"{self.daden} daden: {sum(self.gelukt.values())} gelukt, {sum(self.geweigerd.values())} geweigerd, "
            f"{sum(self.geveld.values())} geveld; {self.vreemd} door wie het niet mag; gaten {self.herbouwd} keer "
            f"herbouwd. Per daad (gelukt/geweigerd/geveld): {', '.join(delen)}"
        )


@dataclass
class Decor:
    """What stays the same between runs: the region as it was built, and the tables it stands in."""

    wereld: Wereld
    tabellen: Tabellen
    gemeld: dict[str, Any] = field(default_factory=dict)


def bouw_decor() -> Decor:
    """The small region of the suite, and somebody in the other region who may end staff there."""
    with time_machine.travel(BEGIN - timedelta(days=1), tick=True):
        wereld = maak_wereld()
        with schrijven(systeem(wereld.ander), stil=True) as eenheid:
            dina = regioacties.neem_in_dienst(
                organisatie=wereld.organisaties["ggd-drenthe"], naam="Dina Drenthe"
            )
            regioacties.geef_rol(actor=eenheid.actor, medewerker=dina, rol="functioneel_beheerder")
            wereld.medewerkers["Dina Drenthe"], wereld.rollen["Dina Drenthe"] = dina, "functioneel_beheerder"
    return Decor(wereld, Tabellen())


class Toneel:
    """One run: starts from the built region, ends by taking everything back."""

    def __init__(self, decor: Decor, telling: Telling) -> None:
        self.wereld, self.tabellen, self.telling = decor.wereld, decor.tabellen, telling
        self.nu = BEGIN
        self.mensen: dict[str, tuple[UUID, str]] = {
            naam: (m.pk, decor.wereld.rollen[naam]) for naam, m in decor.wereld.medewerkers.items()
        }
        self.punt = connection.savepoint()
        self.beeld = Beeld(self.tabellen)
        self.stap = 0
        self.geveegd_tot = self.vandaag
        self.gemeld = dict(decor.gemeld)
        self.kapot = False

    @property
    def vandaag(self) -> date:
        return self.nu.astimezone(AMSTERDAM).date()

    def sluit(self) -> None:
        """Take back all that this run did."""
        connection.run_on_commit = []
        connection.savepoint_rollback(self.punt)
        connection.savepoint_commit(self.punt)

    # --- who -----------------------------------------------------------------------------------------------

    def actor(self, naam: str) -> Actor:
        if naam == PUBLIEK:
            return publiek(self.wereld.regio)
        pk, rol = self.mensen[naam]
        with scopes_disabled():
            return actor_van_medewerker(Medewerker.objects.get(pk=pk), rol)

    def naam(self, medewerker_id: Any) -> str | None:
        """The name by which a medewerker acts, while still here."""
        if medewerker_id is None:
            return None
        pk = uuid(medewerker_id)
        return next((naam for naam, (m, _r) in self.mensen.items() if m == pk and self.is_er(naam)), None)

    def is_er(self, naam: str) -> bool:
        sleutel = self._sleutel(self.mensen[naam][0])
        rol = self.mensen[naam][1]
        return self.beeld.een("regio_medewerker", sleutel)["status"] == "actief" and any(
            r["rol"] == rol and r["tot"] is None
            for r in self.beeld.alle("regio_roltoekenning", medewerker_id=sleutel)
        )

    @staticmethod
    def _sleutel(pk: UUID) -> Any:
        return pk.hex if connection.vendor == "sqlite" else pk

    def namen(self, *rollen: str) -> list[str]:
        """Everybody at work in this region in one of these roles, in order of name."""
        return [
            naam
            for naam, (_pk, rol) in sorted(self.mensen.items())
            if rol in rollen and not naam.endswith("Drenthe") and self.is_er(naam)
        ]

    def van_team(self, team_id: Any) -> list[str]:
        rijen = self.beeld.alle("regio_roltoekenning", team_id=team_id, tot=None) if team_id else []
        return sorted(filter(None, {self.naam(rij["medewerker_id"]) for rij in rijen}))

    def object(self, model: type, pk: Any) -> Any:
        with scopes_disabled():
            return model.objects.get(pk=pk)  # type: ignore[attr-defined]

    # --- what ----------------------------------------------------------------------------------------------

    @contextmanager
    def klok(self) -> Iterator[None]:
        with time_machine.travel(self.nu, tick=False):
            yield

    def doe(
        self,
        daad: str,
        wie: str | None,
        actie: Callable[..., Any],
        *,
        uitval: int = 0,
        vreemd: bool = False,
        verwacht: Verwacht | None = None,
        ook: tuple[type[Exception], ...] = (),
        **velden: Any,
    ) -> Any:
        """Let somebody act, and look. Gives what the act gave; None when it was refused or fell.

        `vreemd`: this person may never do this. `ook`: other refusals than a `Weigering`, of the database itself.
        """
        self.stap += 1
        self.kapot = True
        voor, bijl = self.beeld, Bijl(uitval)
        uitkomst, geslaagd = None, False
        with self.klok():
            actor = self.wereld.systeem if wie is None else self.actor(wie)
            try:
                with connection.execute_wrapper(bijl):
                    if wie is None:
                        with schrijven(actor, stil=True):
                            uitkomst = actie(actor=actor, **velden)
                    else:
                        uitkomst = actie(actor=actor, **velden)
                geslaagd = True
                self.telling.gelukt[daad] += 1
            except Uitval:
                self.telling.geveld[daad] += 1
            except (Weigering, *ook):
                self.telling.geweigerd[daad] += 1
        connection.run_on_commit = []
        self.beeld = na = Beeld(self.tabellen)
        if vreemd:
            self.telling.vreemd += 1
            if geslaagd:
                raise Geschonden(f"{wie} mag {daad} niet en deed het toch")
        if not geslaagd:
            if na != voor:
                raise Geschonden(f"{daad} ging niet door en liet toch iets achter: {na.verschil(voor)}")
            self.kapot = False
            return None
        toezicht.controleer(voor, na, verwacht or Verwacht())
        if wie is not None:
            toezicht.controleer_spoor(voor, na, actor)
        if len(na.rijen["meldpunt_melding"]) != len(set(self.gemeld.values())) and daad != "neem_melding_aan":
            raise Geschonden("er is een melding bij gekomen of weggeraakt")
        self.kapot = False
        return uitkomst

    def kijk_dieper(self) -> None:
        """What costs more: references, the rebuilt gaps, both chains from the first link on."""
        if self.kapot:
            return
        toezicht.controleer_verwijzingen()
        self.herbouw()
        with self.klok():
            for regio in (self.wereld.regio, self.wereld.ander):
                sporen.verzegel(regio)
                _aantallen, breuken = sporen.controleer(regio)
                if breuken:
                    raise Geschonden(f"Z-10 de keten is gebroken: {breuken}")
        self.beeld = Beeld(self.tabellen)

    def herbouw(self) -> None:
        """The stored gaps are what a rebuild would make of them (AR-30)."""
        with self.klok():
            if self.geveegd_tot != self.vandaag:
                veeg(regio=self.wereld.regio)
                self.geveegd_tot = self.vandaag
            with schrijven(self.wereld.systeem, stil=True):
                verschil = {code: aantal for code, aantal in gaten.herbouw().items() if aantal}
        self.telling.herbouwd += 1
        if verschil:
            self.kapot = True
            raise Geschonden(f"de gaten liepen achter op wat er gebeurd is: {verschil}")
        self.beeld = Beeld(self.tabellen)


def kies(rij: Iterable[Any], nummer: int) -> Any:
    """One of these, or None when there are none; small numbers choose the newest, so that a run shrinks well."""
    lijst = list(rij)
    return lijst[-1 - nummer % len(lijst)] if lijst else None


__all__ = [
    "BEGIN",
    "OOK_VREEMD",
    "PUBLIEK",
    "VREEMD",
    "Decor",
    "Geschonden",
    "IntegrityError",
    "Telling",
    "Toneel",
    "Uitval",
    "Verwacht",
    "bouw_decor",
    "kies",
    "scope",
]
