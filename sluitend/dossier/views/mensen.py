"""Colleagues: absent, standing in, leaving. Nobody leaves a dossier behind (Z-01)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sluitend.dossier import actions, forms, queries
from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.kern.fouten import Weigering
from sluitend.platform.actor import Actor
from sluitend.platform.rechten import rechten


def wie_ik_regel(actor: Actor) -> list[Any]:
    """Myself, and as teamleider my team."""
    collegas = queries.collegas_van(actor)
    return (
        collegas if "teamleider" in actor.functies else [c for c in collegas if c.pk == actor.medewerker_id]
    )


class Afwezigheid(Leespagina):
    """Who is away, who stands in, what I was asked."""

    object, handeling = "vervanging", "aanmaken"
    template = "dossier/afwezigheid.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"blad": queries.afwezig(self.actor)}


class Mensenhandeling(Handeling):
    object, handeling = "vervanging", "aanmaken"

    def terug(self, **sleutels: Any) -> str:
        return reverse("afwezigheid")


class Melden(Mensenhandeling):
    formulier = forms.AfwezigFormulier
    titel, knop = _("Afwezigheid melden"), _("Melden")
    uitleg = _("Zonder vervanger die ja zegt, staan de dossiers vanaf de eerste dag als gat in de keten.")
    klaar_tekst = _("De afwezigheid is gemeld. Vraag nu een vervanger.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"wie": wie_ik_regel(self.actor)}

    def actie(self, formulier: Any) -> Any:
        gegevens = formulier.cleaned_data
        return actions.meld_afwezig(
            actor=self.actor, medewerker_id=UUID(gegevens["wie"]), van=gegevens["van"], tot=gegevens["tot"]
        )


class Terug(Mensenhandeling):
    formulier = forms.TerugFormulier
    titel, knop = _("Weer aan het werk"), _("Opslaan")
    klaar_tekst = _("De afwezigheid is bijgewerkt.")

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        queries.afwezigheid(self.actor, sleutels["afwezigheid_id"])
        return {}

    def actie(self, formulier: Any, afwezigheid_id: UUID) -> Any:
        return actions.beeindig_afwezigheid(
            actor=self.actor, afwezigheid_id=afwezigheid_id, tot=formulier.cleaned_data["tot"]
        )


class VervangerVragen(Mensenhandeling):
    formulier = forms.VervangFormulier
    titel, knop = _("Vervanger vragen"), _("Vragen")
    uitleg = _(
        "De vervanger handelt namens de regisseur; beide namen staan in het dossier. De regisseur verandert niet."
    )
    klaar_tekst = _("De vraag is gesteld. De vervanging telt vanaf het ja van uw collega.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        vul = {"initial": {"voor": self.request.GET.get("voor", "")}} if self.request.method == "GET" else {}
        return {"voor": wie_ik_regel(self.actor), "door": queries.vervangers(self.actor), **vul}

    def actie(self, formulier: Any) -> Any:
        gegevens = formulier.cleaned_data
        return actions.vraag_vervanging(
            actor=self.actor,
            voor_id=UUID(gegevens["voor"]),
            door_id=UUID(gegevens["door"]),
            van=gegevens["van"],
            tot=gegevens["tot"],
        )


class Antwoorden(Mensenhandeling):
    """Yes or no to standing in."""

    titel, knop = _("Vervanging beantwoorden"), _("Ja, ik vervang")
    template = "dossier/vervanging_antwoord.html"

    class Keuze(forms.Bevestiging):
        knoppen = ("antwoord",)

    formulier = Keuze

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"vervanging": queries.vervanging(self.actor, sleutels["vervanging_id"])}

    def actie(self, formulier: Any, vervanging_id: UUID) -> Any:
        return actions.beantwoord_vervanging(
            actor=self.actor, vervanging_id=vervanging_id, aanvaard=self.request.POST.get("antwoord") == "ja"
        )

    def bericht(self, resultaat: Any) -> Any:
        return _("U vervangt uw collega.") if resultaat.status == "aanvaard" else _("U hebt nee gezegd.")


# --- leaving -----------------------------------------------------------------------------------------------
def mag_beheren(actor: Actor) -> bool:
    """Whether this role ends people's work in the whole region."""
    return any(recht.reikwijdte == "regio" for recht in rechten(actor.rol, "medewerker", "wijzigen"))


class Medewerkers(Leespagina):
    """Staff that works here, with how much each leads."""

    object, handeling = "medewerker", "intrekken"
    template = "dossier/medewerkers.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        if not mag_beheren(self.actor):
            raise Weigering("niet-gevonden", "", status=404)
        return {"medewerkers": queries.medewerkers()}


class Vertrek(Handeling):
    """Somebody leaves: the dossiers are named, then move to the vangnet in one go (UR-20)."""

    object, handeling = "medewerker", "wijzigen"
    template = "dossier/vertrek.html"
    titel, knop, variant = _("Uit dienst"), _("Uit dienst en alles overdragen"), "gevaar"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        if not mag_beheren(self.actor):
            raise Weigering("niet-gevonden", "", status=404)
        return {"vertrek": queries.vertrek(sleutels["medewerker_id"])}

    def actie(self, formulier: Any, medewerker_id: UUID) -> Any:
        return actions.beeindig_medewerker(actor=self.actor, medewerker_id=medewerker_id)

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        tekst = ngettext(
            "Uit dienst. {n} dossier ging naar het regievangnet.",
            "Uit dienst. {n} dossiers gingen naar het regievangnet.",
            resultaat,
        ).format(n=resultaat)
        messages.success(self.request, tekst)
        return redirect("medewerkers")

    def terug(self, **sleutels: Any) -> str:
        return reverse("medewerkers")


__all__ = [
    "Afwezigheid",
    "Antwoorden",
    "Medewerkers",
    "Melden",
    "Terug",
    "Vertrek",
    "VervangerVragen",
]
