"""Nazorg: what ended and waits for what follows."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.regio import queries as regio
from sluitend.wvggz import actions, forms, queries


class Nazorg(Leespagina):
    """Ends without an accepted follow-up, the earliest deadline first."""

    object = "nazorg_keuze"
    template = "wvggz/nazorg.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"rijen": queries.nazorglijst(self.actor)}


class Nazorghandeling(Handeling):
    """An act on one choice, with whom it is about."""

    object = "nazorg_keuze"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"persoon": queries.te_doen(self.actor, sleutels["keuze_id"], self.handeling).dossier.inwoner}

    def terug(self, **sleutels: Any) -> str:
        return reverse("nazorg")


class Kiezen(Nazorghandeling):
    handeling = "besluiten"
    formulier = forms.NazorgFormulier
    titel, knop = _("Nazorg kiezen"), _("Kiezen")
    klaar_tekst = _("De nazorg is gekozen. Het team krijgt een taak om haar te aanvaarden.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"teams": list(regio.teams())}

    def actie(self, formulier: Any, keuze_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        team = formulier.teams.get(gegevens.pop("team"))
        return actions.kies_nazorg(actor=self.actor, keuze_id=keuze_id, team=team, **gegevens)


class Aanvaarden(Nazorghandeling):
    handeling = "aanvaarden"
    titel, knop = _("Nazorg aanvaarden"), _("Aanvaarden")
    klaar_tekst = _("U hebt de nazorg aanvaard.")

    def actie(self, formulier: Any, keuze_id: UUID) -> Any:
        return actions.aanvaard_nazorg(actor=self.actor, keuze_id=keuze_id)
