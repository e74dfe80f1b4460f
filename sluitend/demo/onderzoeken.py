"""The verkennend onderzoek that follows on some meldingen: what is found, the decision, and who hears it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sluitend.demo import kansen
from sluitend.dossier.actions import leg_contact_vast
from sluitend.kern.kalender import wettelijke_dag
from sluitend.platform.actor import Actor
from sluitend.wvggz import actions
from sluitend.wvggz.models import VerkennendOnderzoek

if TYPE_CHECKING:
    from sluitend.demo.verhaal import Verhaal

# Fourteen days from receipt; some take longer.
DAGEN = (4, 12)
TE_LAAT = 0.07


class Onderzoeken:
    """The onderzoekers of the region at work."""

    def __init__(self, verhaal: Verhaal) -> None:
        self.v, self.kans = verhaal, verhaal.kans

    def plan(self, moment: datetime, dossier: UUID, actor: Actor) -> None:
        """Somebody started an onderzoek; it is decided within the term, mostly."""
        laat = 8 if self.kans.random() < TE_LAAT else 0
        wanneer = kansen.na_dagen(self.kans, moment, DAGEN[0] + laat, DAGEN[1] + laat)
        self.v.agenda.plan(wanneer, lambda op: self._rond_af(op, dossier, actor))

    def _rond_af(self, moment: datetime, dossier: UUID, actor: Actor) -> None:
        rijen = VerkennendOnderzoek.objects.filter(traject__traject__dossier=dossier, staat="lopend")
        pk = rijen.values_list("pk", flat=True).first()
        if pk is None or not self.v.begeleiden.werkt(actor.medewerker_id, moment):  # type: ignore[arg-type]
            return
        with self.v.als(actor, moment):
            leg_contact_vast(
                actor=actor, dossier_id=dossier, met="inwoner", wijze="thuis", resultaat="gesproken",
                gebeurd_op=moment, minuten=45,
            )  # fmt: skip
            for soort, code, antwoord, tekst in kansen.BEVINDINGEN:
                actions.leg_bevinding_vast(
                    actor=actor, onderzoek_id=pk, soort=soort, code=code, antwoord=antwoord, tekst=tekst
                )
            actions.raadpleeg_bron(
                actor=actor, onderzoek_id=pk, bron="huisarts", grondslag="Wvggz art. 8:22",
                doel="Beeld van de zorg die er is", samenvatting="Is bekend, wil nu wel op gesprek komen.",
                ontvangen_op=wettelijke_dag(moment),
            )  # fmt: skip
            actions.leg_conclusie_vast(
                actor=actor, onderzoek_id=pk, signalen_stoornis="Slaapt slecht, achterdochtig.",
                conclusie="Er is zorg nodig, en die wil de inwoner vrijwillig aannemen.", vervolgroute="bemoeizorg",
            )  # fmt: skip
            # The last of the team has the mandate of the gemeenten.
            besluiter = self.v.bezetting.mensen["Onderzoek Wvggz", "onderzoeker_wvggz"][-1]
            actions.besluit_onderzoek(
                actor=self.v.actor(besluiter, "onderzoeker_wvggz"),
                onderzoek_id=pk,
                uitkomst="vrijwillig",
                motivering="Zorg op vrijwillige basis kan.",
            )
            melders = VerkennendOnderzoek.objects.get(pk=pk).meldingen.values_list("pk", flat=True)
            actions.koppel_terug(actor=actor, onderzoek_id=pk, melding_ids=list(melders), wijze="telefoon")
            self.v.aantallen["onderzoeken afgerond"] += 1
