"""The verkennend onderzoek: the list, the page, and one act per page."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.platform.vertalingen import vertaal
from sluitend.wvggz import actions, forms, queries
from sluitend.wvggz.rules.onderzoek import CRITERIA

TABNAMEN = {"lopend": _("Lopend"), "terug": _("Terug te koppelen"), "gesloten": _("Gesloten")}


class Onderzoeken(Leespagina):
    """What runs, the earliest received first: each with what is left of its term."""

    object = "verkennend_onderzoek"
    template = "wvggz/onderzoeken.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        tab = self.keuze("tab", TABNAMEN, "lopend")
        blad = queries.onderzoeken(self.actor, tab, self.request.GET.get("na"))
        vraag = self.request.GET.copy()
        vraag["na"] = blad.volgende or ""
        return {
            "blad": blad,
            "tab": tab,
            "tabs": [
                {"naam": naam, "url": self.adres(tab=code), "hier": code == tab}
                for code, naam in TABNAMEN.items()
            ],
            "volgende": f"{self.request.path}?{vraag.urlencode()}" if blad.volgende else "",
        }


class Onderzoek(Leespagina):
    """One onderzoek: the day track, what is found, what is still needed, who must hear of it."""

    object = "verkennend_onderzoek"
    template = "wvggz/onderzoek.html"

    def beeld(self, onderzoek_id: UUID) -> dict[str, Any]:
        return {"blad": queries.onderzoekblad(self.actor, onderzoek_id)}


class Onderzoekhandeling(Handeling):
    """An act on one onderzoek."""

    object, handeling = "verkennend_onderzoek", "wijzigen"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        self.blad = queries.onderzoekblad(self.actor, sleutels["onderzoek_id"])
        return {"persoon": self.blad.onderzoek.inwoner}

    def terug(self, **sleutels: Any) -> str:
        return reverse("onderzoek", kwargs={"onderzoek_id": sleutels["onderzoek_id"]})


class Nadeel(Onderzoekhandeling):
    formulier = forms.NadeelFormulier
    titel, knop = _("Nadeel vastleggen"), _("Vastleggen")

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        geen = gegevens["code"] == "geen"
        soort = "geen_nadeel" if geen else "nadeel"
        return actions.leg_bevinding_vast(
            actor=self.actor, onderzoek_id=onderzoek_id, soort=soort, **gegevens
        )


class Vrijwillig(Onderzoekhandeling):
    formulier = forms.VrijwilligFormulier
    titel, knop = _("Vrijwillige hulp vastleggen"), _("Vastleggen")

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.leg_bevinding_vast(
            actor=self.actor, onderzoek_id=onderzoek_id, soort="vrijwillig", **formulier.cleaned_data
        )


class Criterium(Onderzoekhandeling):
    formulier = forms.CriteriumFormulier
    titel, knop = _("Criterium beantwoorden"), _("Opslaan")

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {**super().beeld(**sleutels), "uitleg": vertaal(CRITERIA[sleutels["criterium"]])}

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.onderzoekblad(self.actor, sleutels["onderzoek_id"])
        oud = next((b for code, _zin, b in blad.criteria if code == sleutels["criterium"] and b), None)
        return {"initial": {"antwoord": oud.antwoord, "tekst": oud.tekst}} if oud else {}

    def actie(self, formulier: Any, onderzoek_id: UUID, criterium: str) -> Any:
        return actions.leg_bevinding_vast(
            actor=self.actor,
            onderzoek_id=onderzoek_id,
            soort="criterium",
            code=criterium,
            **formulier.cleaned_data,
        )


class Bron(Onderzoekhandeling):
    formulier = forms.BronFormulier
    titel, knop = _("Bron toevoegen"), _("Toevoegen")
    uitleg = _(
        "Noem eerst het artikel en het doel. Politiegegevens gebruikt u alleen met een verstrekkingsgrond."
    )

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.raadpleeg_bron(actor=self.actor, onderzoek_id=onderzoek_id, **formulier.cleaned_data)


class Conclusie(Onderzoekhandeling):
    formulier = forms.ConclusieFormulier
    titel, knop = _("Conclusie"), _("Opslaan")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries.onderzoekblad(self.actor, sleutels["onderzoek_id"]).onderzoek
        velden = ("signalen_stoornis", "conclusie", "vervolgroute")
        return {"initial": {veld: getattr(rij, veld) for veld in velden}}

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.leg_conclusie_vast(
            actor=self.actor, onderzoek_id=onderzoek_id, **formulier.cleaned_data
        )


class Besluiten(Onderzoekhandeling):
    handeling = "besluiten"
    formulier = forms.BesluitFormulier
    titel, knop = _("Besluiten"), _("Besluit vastleggen")
    uitleg = _("U besluit namens de gemeente. Een besluit verandert niet meer.")
    klaar_tekst = _("Het besluit is vastgelegd. Vertel het nu aan de melders.")

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.besluit_onderzoek(
            actor=self.actor, onderzoek_id=onderzoek_id, **formulier.cleaned_data
        )


class Stoppen(Onderzoekhandeling):
    formulier = forms.StopFormulier
    titel, knop, variant = _("Onderzoek stoppen"), _("Stoppen"), "gevaar"
    uitleg = _("Het onderzoek eindigt zonder besluit. De regisseur kiest daarna de nazorg.")

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.stop_onderzoek(actor=self.actor, onderzoek_id=onderzoek_id, **formulier.cleaned_data)


def melders(meldingen: Any) -> list[tuple[str, Any]]:
    """Melders to choose from: the number and what they may hear, never a name."""
    return [
        (str(m.pk), _("{nummer}: {wat}").format(nummer=m.nummer, wat=MEDEDELING[m.inhoud or "ontvangst"]))
        for m in meldingen
        if not m.anoniem
    ]


MEDEDELING = {"uitkomst": _("mag de uitkomst horen"), "ontvangst": _("krijgt alleen een ontvangstbericht")}


class Terugkoppelen(Onderzoekhandeling):
    handeling = "zien"
    formulier = forms.TerugkoppelFormulier
    titel, knop = _("Melders informeren"), _("Vastleggen")
    uitleg = _(
        "Een naaste uit de kring hoort de uitkomst en hoe hij om een aanvraag kan vragen. Anderen horen alleen dat "
        "de melding is bekeken. Niemand hoort bevindingen, gezondheid of bronnen."
    )

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.onderzoekblad(self.actor, sleutels["onderzoek_id"])
        return {"meldingen": melders([m for m in blad.meldingen if m.gegeven_op is None])}

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        ids = [UUID(pk) for pk in formulier.cleaned_data["meldingen"]]
        return actions.koppel_terug(
            actor=self.actor,
            onderzoek_id=onderzoek_id,
            melding_ids=ids,
            wijze=formulier.cleaned_data["wijze"],
        )


class Handhaven(Onderzoekhandeling):
    handeling = "zien"
    formulier = forms.HandhavingFormulier
    titel, knop = _("Naaste handhaaft"), _("Vastleggen")
    uitleg = _("Vraagt een naaste om toch een aanvraag te doen, dan komt die er. Niemand kan dat weigeren.")
    klaar_tekst = _("De aanvraag staat klaar. Verzend haar binnen één werkdag.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.onderzoekblad(self.actor, sleutels["onderzoek_id"])
        return {"meldingen": melders(blad.meldingen)}

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        gekozen = gegevens.pop("melding")
        return actions.leg_handhaving_vast(
            actor=self.actor,
            onderzoek_id=onderzoek_id,
            vo_melding_id=UUID(gekozen) if gekozen else None,
            **gegevens,
        )


class Sluiten(Onderzoekhandeling):
    handeling = "zien"
    titel, knop = _("Onderzoek sluiten"), _("Sluiten")

    def actie(self, formulier: Any, onderzoek_id: UUID) -> Any:
        return actions.sluit_onderzoek(actor=self.actor, onderzoek_id=onderzoek_id)


class Aanvraaghandeling(Handeling):
    """An act on the aanvraag of an onderzoek; back to the onderzoek afterwards."""

    object, handeling = "aanvraag_zm", "wijzigen"
    functie: Any = None

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"persoon": queries.onderzoekblad(self.actor, sleutels["onderzoek_id"]).onderzoek.inwoner}

    def terug(self, **sleutels: Any) -> str:
        return reverse("onderzoek", kwargs={"onderzoek_id": sleutels["onderzoek_id"]})

    def velden(self, formulier: Any) -> dict[str, Any]:
        return dict(formulier.cleaned_data)

    def actie(self, formulier: Any, onderzoek_id: UUID, aanvraag_id: UUID) -> Any:
        return type(self).functie(actor=self.actor, aanvraag_id=aanvraag_id, **self.velden(formulier))


class Verzenden(Aanvraaghandeling):
    formulier = forms.VerzendFormulier
    titel, knop = _("Aanvraag verzonden"), _("Vastleggen")
    functie = staticmethod(actions.verzend_aanvraag)


class Mededeling(Aanvraaghandeling):
    formulier = forms.DatumFormulier
    titel, knop = _("Mededeling van de geneesheer-directeur"), _("Vastleggen")
    uitleg = _("Vanaf deze dag heeft de officier vier weken, of zes met een eigen plan van aanpak.")
    functie = staticmethod(actions.leg_mededeling_vast)


class EigenPlan(Aanvraaghandeling):
    titel, knop = _("Eigen plan van aanpak"), _("De inwoner maakt een eigen plan")
    uitleg = _("De officier heeft dan zes weken vanaf de mededeling.")
    functie = staticmethod(actions.vraag_eigen_plan)

    def velden(self, formulier: Any) -> dict[str, Any]:
        return {}


class EigenPlanKlaar(Aanvraaghandeling):
    formulier = forms.EigenPlanFormulier
    titel, knop = _("Eigen plan van aanpak"), _("Vastleggen")
    functie = staticmethod(actions.leg_eigen_plan_vast)


class Officier(Aanvraaghandeling):
    formulier = forms.OvjFormulier
    titel, knop = _("Besluit van de officier"), _("Vastleggen")
    functie = staticmethod(actions.leg_ovj_vast)


class Rechter(Aanvraaghandeling):
    formulier = forms.RechterFormulier
    titel, knop = _("Besluit van de rechter"), _("Vastleggen")
    functie = staticmethod(actions.leg_rechter_vast)

    def velden(self, formulier: Any) -> dict[str, Any]:
        gegevens = dict(formulier.cleaned_data)
        maanden, aansluitend = gegevens.pop("maanden"), gegevens.pop("aansluitend")
        return {**gegevens, "duur": actions.Duur(maanden, aansluitend) if maanden else None}
