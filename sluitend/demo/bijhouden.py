"""What people do with their list of tasks: most of it on time, some of it late, some of it put aside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sluitend.demo import kansen
from sluitend.dossier import actions
from sluitend.dossier.models import Taak
from sluitend.kern.kalender import wettelijke_dag
from sluitend.platform.actor import Actor

if TYPE_CHECKING:
    from sluitend.demo.verhaal import Verhaal

# Tasks that no other act finishes: whoever has one says so when it is done.
MET_DE_HAND = (
    "beheer", "melding", "norm_dienstleider", "norm_achterwacht", "overdracht_dienst", "plan_aanpassen", "vervolg",
    "teamleider", "overdracht_terug", "nood",
)  # fmt: skip
OP_TIJD, LATER, OPZIJ = 0.85, 0.35, 0.03
RESULTAAT = {
    "beheer": "ingevuld", "melding": "gezien, meegenomen in het volgende gesprek", "norm_dienstleider": "besproken",
    "norm_achterwacht": "besproken met de dienstleider", "plan_aanpassen": "plan besproken met de inwoner",
    "vervolg": "gebeld, opgepakt door het team",
}  # fmt: skip


class Bijhouden:
    """Each working day at four: what is due soon gets done, or is left a little longer."""

    def __init__(self, verhaal: Verhaal) -> None:
        self.v, self.kans = verhaal, verhaal.kans
        # The role in which somebody works, and the people of a team.
        self.rol_van: dict[UUID, str] = {}
        self.team: dict[UUID, list[tuple[UUID, str]]] = {}
        for (naam, rol), mensen in verhaal.bezetting.mensen.items():
            for medewerker in mensen:
                self.rol_van.setdefault(medewerker.pk, rol)
                self.team.setdefault(verhaal.bezetting.teams[naam].pk, []).append((medewerker.pk, rol))

    def werk_af(self, moment: datetime) -> None:
        """The tasks that are due by tomorrow evening."""
        grens = moment + timedelta(days=1, hours=8)
        rijen = Taak.objects.filter(status=Taak.Status.OPEN, soort__in=MET_DE_HAND, uiterlijk__lt=grens)
        velden = ("pk", "soort", "uiterlijk", "eigenaar_medewerker_id", "eigenaar_team_id")
        for pk, soort, uiterlijk, wie, team in rijen.order_by("uiterlijk", "pk").values_list(*velden):
            if self.kans.random() < (OP_TIJD if uiterlijk > moment - timedelta(days=1) else LATER):
                self._doe(moment, pk, soort, self._eigenaar(moment, wie, team))

    def _eigenaar(self, moment: datetime, wie: UUID | None, team: UUID | None) -> Actor | None:
        werkt = self.v.begeleiden.werkt
        if wie is not None:
            return (
                self.v.actor(wie, self.rol_van[wie]) if wie in self.rol_van and werkt(wie, moment) else None
            )
        mogelijk = [een for een in self.team.get(team, []) if werkt(een[0], moment)]  # type: ignore[arg-type]
        return self.v.actor(*self.kans.choice(mogelijk)) if mogelijk else None

    def _doe(self, moment: datetime, pk: UUID, soort: str, actor: Actor | None) -> None:
        if actor is None:
            return
        with self.v.als(actor, moment):
            if self.kans.random() < OPZIJ:
                tot = wettelijke_dag(moment) + timedelta(days=self.kans.randrange(3, 15))
                actions.laat_taak_wachten(
                    actor=actor, taak_id=pk, wacht_op="antwoord van een collega", wacht_tot=tot
                )
                return
            actions.rond_taak_af(actor=actor, taak_id=pk, resultaat=RESULTAAT.get(soort, "gedaan"))
            self.v.aantallen["taken gedaan"] += 1

    def plan_dag(self, dag: date) -> None:
        """Put it on the list of a working day."""
        if dag.weekday() < 5:
            self.v.agenda.plan(kansen.op(dag, 16), self.werk_af)
