"""Offering, answering and taking back an overdracht. Until it is accepted the sender stays responsible (Z-02)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import actions, forms, queries
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.queries.overdrachten import checklist
from sluitend.dossier.rules import overdracht as regels
from sluitend.dossier.rules.overdracht_soorten import SOORTEN
from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.dossier.views.dossiers import Dossierhandeling
from sluitend.platform.eenheid import lezen
from sluitend.platform.vertalingen import vertaal

STANDEN = {"beantwoorden": _("Te beantwoorden"), "verzonden": _("Verzonden"), "afgehandeld": _("Afgehandeld")}


class Overdrachten(Leespagina):
    """Offers: to answer, sent, settled."""

    object = "overdracht"
    template = "dossier/overdrachten.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        stand = self.keuze("stand", STANDEN, "beantwoorden")
        blad = queries.overdrachten(self.actor, stand, self.request.GET.get("na"))
        return {
            "blad": blad,
            "stand": stand,
            "tabs": [
                {"naam": naam, "url": f"{self.request.path}?stand={code}", "hier": code == stand}
                for code, naam in STANDEN.items()
            ],
            "volgende": f"{self.request.path}?stand={stand}&na={blad.volgende}" if blad.volgende else "",
        }


def kaart(overdracht: Any) -> dict[str, Any]:
    """What both sides see of it: the whole content only for who may see the person."""
    vol = "plan" in overdracht.klassen
    return {
        "overdracht": overdracht,
        "checklist": checklist(overdracht),
        "vol": vol,
        "inhoud": [
            (vertaal(naam), *overdracht.inhoud.get(item, ("", False, "")))
            for item, naam in SOORTEN[overdracht.soort].inhoud.items()
        ]
        if vol
        else [],
        "is_nood": overdracht.soort == "nood",
    }


class Overdracht(Leespagina):
    """One overdracht: the card, its answer, and what can be done now."""

    object = "overdracht"
    template = "dossier/overdracht.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        overdracht = queries.overdracht(self.actor, sleutels["overdracht_id"])
        zichtbaar = queries.bestaat_voor(self.actor, overdracht.dossier_id)
        return {**kaart(overdracht), "ziet_dossier": zichtbaar}


class Versturen(Dossierhandeling):
    """Choose a soort, fill in its checklist, see what the receiver will get, send (UR-13)."""

    object, handeling = "dossier", "overdragen"
    template = "dossier/overdracht_versturen.html"
    titel, knop = _("Regie overdragen"), _("Bekijken voor verzenden")

    def soort(self) -> str:
        gevraagd = (self.request.POST if self.request.method == "POST" else self.request.GET).get("soort", "")
        return gevraagd if gevraagd in dict(forms.TE_VERZENDEN) else ""

    def maak_formulier(self, gegevens: Any, **sleutels: Any) -> Any:
        if not (soort := self.soort()):
            return forms.Bevestiging(None)
        vul = {"initial": {"soort": soort}} if gegevens is None else {}
        return forms.OverdrachtFormulier.voor(
            SOORTEN[soort], gegevens, teams=queries.ontvangers(self.actor), **vul
        )

    def get(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        return self.veilig(lambda: self._blad(None, **sleutels))

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        soort = self.soort()
        return {
            **super().beeld(**sleutels),
            "soort": SOORTEN.get(soort),
            "soorten": forms.TE_VERZENDEN,
            "contact_uiterlijk": regels.eerste_contact_uiterlijk(soort, timezone.now()) if soort else None,
        }

    def post(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        stap = request.POST.get("stap", "bekijken")
        if stap == "versturen" or not self.soort():
            if not self.soort():
                return redirect(request.path)
            return super().post(request, **sleutels)
        with lezen(self.actor):
            formulier = self.maak_formulier(request.POST, **sleutels)
        return self.doe(
            formulier,
            lambda: None if stap == "wijzigen" else self._toets(formulier, **sleutels),
            lambda voorbeeld: self._opnieuw(formulier, voorbeeld, **sleutels),
            lambda: self.veilig(lambda: self._blad(formulier, **sleutels)),
        )

    def _toets(self, formulier: Any, dossier_id: UUID) -> dict[str, Any]:
        """Ask the rule whether it could be sent now; refused here as sending would be."""
        aanbieding = aanbieding_van(formulier)
        with lezen(self.actor):
            return actions.toets_overdracht(actor=self.actor, dossier_id=dossier_id, aanbieding=aanbieding)

    def _opnieuw(self, formulier: Any, voorbeeld: Any, **sleutels: Any) -> HttpResponse:
        from sluitend.platform.middleware import in_leeseenheid

        def maak() -> HttpResponse:
            context = {
                **self.beeld(**sleutels),
                "titel": self.titel,
                "knop": self.knop,
                "terug": self.terug(**sleutels),
                "formulier": formulier,
            }
            if voorbeeld is not None:
                aanbieding = aanbieding_van(formulier)
                inhoud = [
                    (vertaal(SOORTEN[aanbieding.soort].inhoud[item]), *w)
                    for item, w in aanbieding.inhoud.items()
                ]
                context |= {"voorbeeld": voorbeeld, "aanbieding": aanbieding, "inhoud": inhoud}
            return self.toon(context)

        return in_leeseenheid(self.request, self.actor, lambda: self.veilig(maak))

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        return actions.verzend_overdracht(
            actor=self.actor, dossier_id=dossier_id, aanbieding=aanbieding_van(formulier)
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        messages.success(
            self.request, _("De overdracht is verzonden. Tot zij is aanvaard, blijft de regie bij u.")
        )
        return redirect("overdracht", overdracht_id=resultaat.pk)


def aanbieding_van(formulier: Any) -> Aanbieding:
    gegevens = formulier.cleaned_data
    return Aanbieding(
        soort=gegevens["soort"],
        naar_team=formulier.teams.get(gegevens["naar_team"]),
        reden=gegevens["reden"],
        inhoud=formulier.inhoud(),
        warm_gesprek_op=gegevens["warm_gesprek_op"],
        inwoner_betrokken=gegevens["inwoner_betrokken"] or None,
        inwoner_niet_reden=gegevens["inwoner_niet_reden"],
    )


class Overdrachthandeling(Handeling):
    """An answer on one overdracht; the card stands above the form."""

    object, handeling = "overdracht", "aanvaarden"
    template = "dossier/overdracht_antwoord.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return kaart(queries.overdracht(self.actor, sleutels["overdracht_id"]))

    def terug(self, **sleutels: Any) -> str:
        return reverse("overdracht", kwargs={"overdracht_id": sleutels["overdracht_id"]})


class Aanvaarden(Overdrachthandeling):
    formulier = forms.AanvaardFormulier
    titel, knop = _("Overdracht aanvaarden"), _("Aanvaarden")
    uitleg = _("Vanaf dit moment is uw organisatie verantwoordelijk voor wat er overgaat.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        overdracht = queries.overdracht_kort(self.actor, sleutels["overdracht_id"])
        if overdracht is None:
            return {}
        initieel = {
            "regisseur": str(self.actor.medewerker_id),
            "warm_gesprek_op": overdracht.warm_gesprek_op,
            "eerste_contact": regels.eerste_contact_uiterlijk(overdracht.soort, timezone.now()),
        }
        return {
            "regisseurs": queries.regisseurs_voor(overdracht),
            "warm": SOORTEN[overdracht.soort].warm,
            "contact": initieel["eerste_contact"] is not None,
            "initial": initieel,
        }

    def actie(self, formulier: Any, overdracht_id: UUID) -> Any:
        gegevens = {**formulier.cleaned_data}
        return actions.aanvaard_overdracht(
            actor=self.actor,
            overdracht_id=overdracht_id,
            regisseur_id=UUID(gegevens.pop("regisseur")),
            **gegevens,
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        messages.success(self.request, _("De overdracht is aanvaard."))
        with lezen(self.actor):
            zichtbaar = queries.bestaat_voor(self.actor, resultaat.dossier_id)
        if zichtbaar:
            return redirect("dossier", dossier_id=resultaat.dossier_id)
        return redirect("overdracht", overdracht_id=resultaat.pk)


class Weigeren(Overdrachthandeling):
    formulier = forms.WeigerFormulier
    titel, knop, variant = _("Overdracht weigeren"), _("Weigeren"), "gevaar"
    uitleg = _("Er verandert niets: de zender blijft verantwoordelijk en krijgt uw reden.")
    klaar_tekst = _("De overdracht is geweigerd.")

    def actie(self, formulier: Any, overdracht_id: UUID) -> Any:
        gegevens = formulier.cleaned_data
        return actions.weiger_overdracht(
            actor=self.actor,
            overdracht_id=overdracht_id,
            code=gegevens["reden"],
            toelichting=gegevens["toelichting"],
        )


class Vragen(Overdrachthandeling):
    formulier = forms.VraagFormulier
    titel, knop = _("Vraag stellen over de overdracht"), _("Vraag stellen")
    klaar_tekst = _("Uw vraag is gesteld.")

    def actie(self, formulier: Any, overdracht_id: UUID) -> Any:
        return actions.stel_vraag(actor=self.actor, overdracht_id=overdracht_id, **formulier.cleaned_data)


class Beantwoorden(Overdrachthandeling):
    handeling = "intrekken"
    formulier = forms.AntwoordFormulier
    titel, knop = _("Vraag beantwoorden"), _("Beantwoorden")
    klaar_tekst = _("De vraag is beantwoord.")

    def actie(self, formulier: Any, overdracht_id: UUID) -> Any:
        return actions.beantwoord_vraag(
            actor=self.actor, overdracht_id=overdracht_id, **formulier.cleaned_data
        )


class Intrekken(Overdrachthandeling):
    handeling = "intrekken"
    titel, knop, variant = _("Overdracht intrekken"), _("Intrekken"), "gevaar"
    uitleg = _("De regie blijft bij u. De ontvanger ziet dat u de overdracht hebt ingetrokken.")
    klaar_tekst = _("De overdracht is ingetrokken.")

    def actie(self, formulier: Any, overdracht_id: UUID) -> Any:
        return actions.trek_overdracht_in(actor=self.actor, overdracht_id=overdracht_id)
