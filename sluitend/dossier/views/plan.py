"""The plan: in the resident's own words first, each action with one organisation."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import actions, forms, queries
from sluitend.dossier.views.basis import Handeling, Leespagina


class Plan(Leespagina):
    """The plan that holds, and the draft beside it."""

    object = "plan"
    template = "dossier/plan.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.planblad(self.actor, sleutels["dossier_id"])
        return {
            "blad": blad,
            "dossier": blad.dossier,
            "delen": blad.delen,
            "mag": blad.mag,
            "deel": "plan",
            "plannen": [plan for plan in (blad.concept, blad.actief) if plan],
        }


class Planhandeling(Handeling):
    """An act on the plan of one dossier."""

    object, handeling = "plan", "wijzigen"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"dossier": queries.met_toegang(self.actor, sleutels["dossier_id"], "plan")}

    def terug(self, **sleutels: Any) -> str:
        return reverse("plan", kwargs={"dossier_id": sleutels["dossier_id"]})


class Beginnen(Planhandeling):
    handeling = "aanmaken"
    titel, knop = _("Plan beginnen"), _("Beginnen")
    uitleg = _(
        "U begint met een concept. Het geldt pas als u het vaststelt; tot die tijd blijft het oude plan gelden."
    )
    klaar_tekst = _("Het concept staat klaar.")

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        return actions.begin_plan(actor=self.actor, dossier_id=dossier_id)


class EigenWoorden(Planhandeling):
    formulier = forms.EigenWoordenFormulier
    titel, knop = _("Eigen woorden"), _("Opslaan")
    klaar_tekst = _("De eigen woorden zijn opgeslagen.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        plan = queries.plan_kort(self.actor, sleutels["plan_id"])
        if plan is None:
            return {}
        velden = {
            "tekst": plan.eigen_woorden,
            "akkoord": plan.akkoord_inwoner,
            "akkoord_reden": plan.akkoord_reden,
        }
        return {"initial": velden}

    def actie(self, formulier: Any, dossier_id: UUID, plan_id: UUID) -> Any:
        return actions.schrijf_eigen_woorden(actor=self.actor, plan_id=plan_id, **formulier.cleaned_data)


class DoelToevoegen(Planhandeling):
    formulier = forms.DoelFormulier
    titel, knop = _("Doel toevoegen"), _("Toevoegen")
    klaar_tekst = _("Het doel staat in het plan.")

    def actie(self, formulier: Any, dossier_id: UUID, plan_id: UUID) -> Any:
        return actions.voeg_doel_toe(actor=self.actor, plan_id=plan_id, **formulier.cleaned_data)


class ActieToevoegen(Planhandeling):
    formulier = forms.ActieFormulier
    titel, knop = _("Actie toevoegen"), _("Toevoegen")
    klaar_tekst = _("De actie staat in het plan.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"organisaties": queries.organisaties()}

    def actie(self, formulier: Any, dossier_id: UUID, doel_id: UUID) -> Any:
        gegevens = {**formulier.cleaned_data}
        organisatie = formulier.organisaties.get(gegevens.pop("organisatie"))
        return actions.voeg_actie_toe(actor=self.actor, doel_id=doel_id, organisatie=organisatie, **gegevens)


class Vaststellen(Planhandeling):
    handeling = "besluiten"
    formulier = forms.VaststelFormulier
    titel, knop = _("Plan vaststellen"), _("Vaststellen")
    uitleg = _("Dit concept wordt het plan. Het vorige plan blijft te lezen, maar geldt niet meer.")
    klaar_tekst = _("Het plan is vastgesteld.")

    def actie(self, formulier: Any, dossier_id: UUID, plan_id: UUID) -> Any:
        return actions.stel_plan_vast(actor=self.actor, plan_id=plan_id, **formulier.cleaned_data)


class Evalueren(Planhandeling):
    handeling = "besluiten"
    titel, knop = _("Plan evalueren"), _("Evaluatie vastleggen")
    uitleg = _(
        "Een evaluatie staat vast zodra u haar vastlegt. De cijfers geeft de inwoner zelf, van 0 tot 10."
    )
    klaar_tekst = _("De evaluatie is vastgelegd.")

    def maak_formulier(self, gegevens: Any, **sleutels: Any) -> Any:
        plan = queries.plan_kort(self.actor, sleutels["plan_id"])
        return forms.EvalueerFormulier.met(
            gegevens, doelen=list(plan.doelen.order_by("leefgebied", "id")) if plan else []
        )

    def actie(self, formulier: Any, dossier_id: UUID, plan_id: UUID) -> Any:
        gegevens = {
            naam: formulier.cleaned_data[naam]
            for naam in ("nog_passend", "met_inwoner", "wat_veranderen", "volgende_op")
        }
        return actions.evalueer_plan(actor=self.actor, plan_id=plan_id, scores=formulier.scores(), **gegevens)


__all__ = [
    "ActieToevoegen",
    "Beginnen",
    "DoelToevoegen",
    "EigenWoorden",
    "Evalueren",
    "Plan",
    "Vaststellen",
]
