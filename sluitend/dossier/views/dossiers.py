"""The dossier and its tabs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import actions, forms, queries, woorden
from sluitend.dossier.actions.sluiten import Afsluiting
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.rules.dossier import Terugkeer
from sluitend.dossier.views.basis import Handeling, Leespagina, eigenaars
from sluitend.inwoners import queries as inwoners
from sluitend.platform.eenheid import lezen
from sluitend.regio import queries as regio

LIJSTEN = {"mijn": _("Mijn dossiers"), "team": _("Mijn team"), "alle": _("Alle die ik mag zien")}


class Dossiers(Leespagina):
    """The dossiers of mine, of my team, or all that exist for me."""

    object = "dossier"
    template = "dossier/dossiers.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        wie = self.keuze("wie", LIJSTEN, "mijn")
        gesloten = self.request.GET.get("gesloten") == "ja"
        blad = queries.dossiers(self.actor, wie, self.request.GET.get("na"), gesloten=gesloten)
        vraag = self.request.GET.copy()
        vraag["na"] = blad.volgende or ""
        return {
            "blad": blad,
            "tabs": [
                {"naam": naam, "url": self.adres(wie=code), "hier": code == wie}
                for code, naam in LIJSTEN.items()
            ],
            "gesloten": gesloten,
            "wissel": self.adres(gesloten=None if gesloten else "ja"),
            "volgende": f"{self.request.path}?{vraag.urlencode()}" if blad.volgende else "",
        }


class Dossier(Leespagina):
    """Everything around one resident that this actor may see."""

    object = "dossier"
    template = "dossier/dossier.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.dossierblad(self.actor, sleutels["dossier_id"])
        return {
            "blad": blad,
            "dossier": blad.dossier,
            "delen": blad.delen,
            "mag": blad.mag,
            "deel": "overzicht",
        }


class Regie(Leespagina):
    """Who had the lead when."""

    object = "dossier"
    template = "dossier/regie.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.regieblad(self.actor, sleutels["dossier_id"])
        return {"blad": blad, "dossier": blad.dossier, "delen": blad.delen, "mag": blad.mag, "deel": "regie"}


class Tijdlijn(Leespagina):
    """What will come above the line "Vandaag", what happened below it."""

    object = "dossier"
    template = "dossier/tijdlijn.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        cursor = self.request.GET.get("na")
        rij, blad = queries.tijdlijn(self.actor, sleutels["dossier_id"], cursor)
        namen = queries.namen_van({gebeurd.actor for gebeurd in blad.rijen})
        for gebeurd in blad.rijen:
            zin = woorden.ZINNEN.get(gebeurd.soort)
            gebeurd.zin, gebeurd.dicht = zin or woorden.ANDER_DOMEIN, zin is None
            gebeurd.wie = "" if zin is None else namen.get(gebeurd.actor, _("het systeem"))
        return {
            "dossier": rij,
            "blad": blad,
            "toekomst": [] if cursor else queries.toekomst(self.actor, rij),
            "nu": timezone.now(),
            "eerste": not cursor,
            "volgende": f"{self.request.path}?na={blad.volgende}" if blad.volgende else "",
            "delen": queries.delen_van(self.actor, rij),
            "deel": "tijdlijn",
        }


class Dossierhandeling(Handeling):
    """An act on one dossier."""

    object, handeling = "dossier", "zien"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"dossier": queries.dossier(self.actor, sleutels["dossier_id"])}

    def terug(self, **sleutels: Any) -> str:
        return reverse("dossier", kwargs={"dossier_id": sleutels["dossier_id"]})


class ContactVastleggen(Dossierhandeling):
    """Three taps on a phone: result, way, done (UR-38)."""

    object, handeling = "contact", "aanmaken"
    template = "dossier/contact.html"
    formulier = forms.ContactFormulier
    titel, knop = _("Contact vastleggen"), _("Vastleggen")
    klaar_tekst = _("Het contact is vastgelegd.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"initial": {"gebeurd_op": timezone.localtime().replace(second=0, microsecond=0)}}

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        gegevens = {**formulier.cleaned_data}
        gegevens["gebeurd_op"] = gegevens["gebeurd_op"] or timezone.now()
        return actions.leg_contact_vast(actor=self.actor, dossier_id=dossier_id, **gegevens)


class TaakMaken(Dossierhandeling):
    object, handeling = "taak", "aanmaken"
    formulier = forms.TaakFormulier
    titel, knop = _("Taak maken"), _("Taak maken")
    klaar_tekst = _("De taak is gemaakt.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return eigenaars(self.actor)

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        return actions.plan_taak(actor=self.actor, dossier_id=dossier_id, stap=stap_van(formulier))


def stap_van(formulier: Any) -> Stap:
    """A step as it was filled in."""
    medewerker, team = formulier.cleaned_data["eigenaar"]
    return Stap(formulier.cleaned_data["titel"], formulier.cleaned_data["uiterlijk"], medewerker, team)


class TrajectOpenen(Dossierhandeling):
    object, handeling = "traject", "aanmaken"
    formulier = forms.TrajectFormulier
    titel, knop = _("Traject starten"), _("Starten")
    uitleg = _("Een traject heeft altijd een volgende stap, met iemand die het doet en een datum.")
    klaar_tekst = _("Het traject is gestart.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return eigenaars(self.actor)

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        return actions.open_traject(
            actor=self.actor,
            dossier_id=dossier_id,
            soort=formulier.cleaned_data["soort"],
            stap=stap_van(formulier),
        )


class TrajectSluiten(Dossierhandeling):
    object, handeling = "traject", "besluiten"
    formulier = forms.TrajectSluitFormulier
    titel, knop = _("Traject afsluiten"), _("Afsluiten")
    uitleg = _("Kies een vervolgtaak, of geef aan waarom er geen vervolg is.")
    klaar_tekst = _("Het traject is afgesloten.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return eigenaars(self.actor)

    def actie(self, formulier: Any, dossier_id: UUID, traject_id: UUID) -> Any:
        gegevens = formulier.cleaned_data
        return actions.sluit_traject(
            actor=self.actor,
            traject_id=traject_id,
            reden=gegevens["reden"],
            vervolg=stap_van(formulier) if gegevens["titel"] else None,
            geen_vervolg_reden=gegevens["geen_vervolg_reden"],
        )


class Sluiten(Dossierhandeling):
    """Close, when nothing is left lying (UR-22)."""

    object, handeling = "dossier", "besluiten"
    formulier = forms.SluitFormulier
    titel, knop, variant = _("Dossier sluiten"), _("Dossier sluiten"), "gevaar"
    uitleg = _(
        "Binnen een half jaar kan het dossier weer open. Daarna komt er een nieuw dossier dat hiernaar verwijst."
    )
    klaar_tekst = _("Het dossier is gesloten.")

    def actie(self, formulier: Any, dossier_id: UUID) -> Any:
        gegevens = {**formulier.cleaned_data}
        return actions.sluit_dossier(
            actor=self.actor,
            dossier_id=dossier_id,
            afsluiting=Afsluiting(reden=gegevens.pop("sluitreden"), **gegevens),
        )


class Openen(Handeling):
    """Open a dossier for a resident who was found or registered (UR-12)."""

    object, handeling = "dossier", "aanmaken"
    formulier = forms.OpenFormulier
    titel, knop = _("Dossier openen"), _("Dossier openen")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"gemeenten": regio.gemeenten()}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"persoon": inwoners.inwoner(self.actor, sleutels["inwoner_id"])}

    def actie(self, formulier: Any, inwoner_id: UUID) -> Any:
        with lezen(self.actor):
            persoon = inwoners.inwoner(self.actor, inwoner_id).inwoner
        opening = actions.open_dossier(
            actor=self.actor, inwoner=persoon, aanleiding="aanmelding", **formulier.cleaned_data
        )
        if opening.terugkeer is Terugkeer.BLIJFT:
            with lezen(self.actor):
                raise queries.al_open(self.actor, opening.dossier)
        return opening.dossier

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        messages.success(self.request, _("Dossier {nummer} is geopend.").format(nummer=resultaat.nummer))
        with lezen(self.actor):
            zichtbaar = queries.bestaat_voor(self.actor, resultaat.pk)
        return redirect("dossier", dossier_id=resultaat.pk) if zichtbaar else redirect("vandaag")

    def terug(self, **sleutels: Any) -> str:
        return reverse("vandaag")
