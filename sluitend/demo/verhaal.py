"""A year in the region, one day at a time, through the same actions as real use.

Every act stands in a unit of its own, with its own actor and moment: nothing is written past the actions. What
follows on an act is planned on a list of things to do, and the list is worked off in order of time.
"""

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django_scopes import scope

from sluitend.demo import kansen
from sluitend.demo.bezetting import Bezetting
from sluitend.dossier.actions import veeg
from sluitend.inwoners.models import Inwoner
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.actions import bewaak_normen
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.sporen import verzegel
from sluitend.regio.models import Medewerker

Stap = Callable[[datetime], None]
MINST, RUIM = 3, 3.0


@dataclass(slots=True)
class Mens:
    """A resident of the story, with what the story needs to go on."""

    inwoner: Inwoner
    gemeente: str
    geboren: date
    postcode: str
    huisnummer: int
    dossier: UUID | None = None
    keren: int = 1


class Agenda:
    """What will happen, in order of time; things planned past the end never do."""

    def __init__(self) -> None:
        self._rij: list[tuple[datetime, int, Stap]] = []
        self._teller = itertools.count()

    def plan(self, moment: datetime, stap: Stap) -> None:
        """Put it on the list."""
        heapq.heappush(self._rij, (moment, next(self._teller), stap))

    def tot(self, moment: datetime) -> Iterator[tuple[datetime, Stap]]:
        """Take what is due before a moment, also what is planned on the way."""
        while self._rij and self._rij[0][0] < moment:
            wanneer, _nummer, stap = heapq.heappop(self._rij)
            yield wanneer, stap


class Verhaal:
    """What happens in one region. `aantallen` counts, `geweigerd` counts the refusals that people met."""

    def __init__(
        self, bezetting: Bezetting, per_jaar: int, kans: random.Random, dagen: int, deel: float = 1.0
    ) -> None:
        from sluitend.demo.begeleiden import Begeleiden
        from sluitend.demo.bijhouden import Bijhouden
        from sluitend.demo.melden import Melden
        from sluitend.demo.onderzoeken import Onderzoeken

        self.bezetting, self.per_jaar, self.kans, self.dagen = bezetting, per_jaar, kans, dagen
        self.deel = deel
        self.agenda = Agenda()
        self.aantallen: Counter[str] = Counter(meldingen=0, dossiers=0, contacten=0)
        self.geweigerd: Counter[str] = Counter()
        self.mensen: list[Mens] = []
        self.begeleiden = Begeleiden(self)
        self.melden = Melden(self)
        self.bijhouden = Bijhouden(self)
        self.onderzoeken = Onderzoeken(self)
        self.nummer = 0

    def dag(self, dag: date, tot: datetime) -> None:
        """Everything that happens on this day, in order of time, up to `tot`."""
        with scope(regio=self.bezetting.regio.pk):
            if self.nummer == 0:
                self.begeleiden.plan_mensen(dag, self.dagen)
            self.melden.plan_dag(dag, self.nummer)
            self.begeleiden.plan_dag(dag, self.nummer)
            self.bijhouden.plan_dag(dag)
            if self.melden.wacht_iets() or self.nummer % 7 == 0:
                self.agenda.plan(kansen.op(dag, 13), self._bewaak)
            if self.begeleiden.wacht_iets() or self.nummer % 7 == 0:
                self.agenda.plan(kansen.op(dag, 23, 30), self._sluit_dag)
            einde = min(kansen.op(dag, 23, 59, 59), tot)
            for moment, stap in self.agenda.tot(einde):
                stap(moment)
        self.nummer += 1

    def sluit_af(self, einde: datetime) -> None:
        """The clock of the last moment, with the rebuild of every gap; all read lines are sealed."""
        regio = self.bezetting.regio
        bewaak_normen(actor=self.bezetting.systeem, nu=einde)
        veeg(regio=regio, nu=einde, alles=True)
        while verzegel(regio, einde):
            pass

    def _bewaak(self, moment: datetime) -> None:
        bewaak_normen(actor=self.bezetting.systeem, nu=moment)

    def _sluit_dag(self, moment: datetime) -> None:
        veeg(regio=self.bezetting.regio, nu=moment)
        if self.nummer % 7 == 0:
            verzegel(self.bezetting.regio, moment)

    def regisseurs(self, gemeente: str) -> list[Medewerker]:
        """Who leads cases for a gemeente; fewer in a part of the region, so that they have something to do."""
        allen = self.bezetting.regisseurs(gemeente)
        return allen[: max(MINST, round(len(allen) * min(1.0, self.deel * RUIM)))]

    def actor(self, wie: Medewerker | UUID, rol: str) -> Actor:
        """Somebody in a role."""
        return self.bezetting.actor(wie, rol)

    @contextmanager
    def als(self, actor: Actor, moment: datetime) -> Iterator[None]:
        """Act as somebody at a moment. A refusal changes nothing, is counted, and the story goes on."""
        try:
            with schrijven(actor, nu=moment):
                yield
        except Weigering as weigering:
            self.geweigerd[weigering.code] += 1
