"""The werkvoorraad and what one does with a task."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import actions, erbij, forms, queries
from sluitend.dossier.actions.taken import TERUG, Stap
from sluitend.dossier.queries.werk import TERMIJNEN
from sluitend.dossier.views.basis import Handeling, Leespagina, eigenaars, uuid
from sluitend.dossier.views.rijen import werkrijen
from sluitend.platform.rechten import rechten
from sluitend.platform.vertalingen import vertaal
from sluitend.regio.models import Medewerker

TABNAMEN = {
    "mijn": _("Mijn werk"),
    "team": _("Mijn team"),
    "niemand": _("Nog niemand"),
    "verdelen": _("Te verdelen"),
    "wacht": _("Wacht op ander"),
    "gedaan": _("Gedaan"),
}
VERDEELBAAR = ("mijn", "team", "niemand", "verdelen")
TERMIJNNAMEN = {"te_laat": _("Te laat"), "vandaag": _("Vandaag"), "week": _("Deze week")}


def tabs(actief: str, tellingen: dict[str, int | None] | None) -> list[dict[str, Any]]:
    """The tabs, with counts once they were asked for."""
    adres = reverse("werkvoorraad")
    return [
        {
            "naam": naam,
            "url": adres if tab == "mijn" else f"{adres}?tab={tab}",
            "hier": tab == actief,
            "telt": tab != "gedaan",
            "aantal": "" if tellingen is None else tellingen.get(tab),
        }
        for tab, naam in TABNAMEN.items()
    ]


class Werkvoorraad(Leespagina):
    """Work, the earliest deadline first. Counts come after the page, by a link when there is no script."""

    object = "taak"
    template = "dossier/werkvoorraad.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        tab = self.keuze("tab", queries.TABS, "mijn")
        termijn = self.keuze("termijn", TERMIJNEN, "")
        eigenaar = uuid(self.request.GET.get("eigenaar", ""))
        blad = queries.werkvoorraad(
            self.actor, tab, self.request.GET.get("na"), termijn=termijn, eigenaar=eigenaar
        )
        tellen = "tel" in self.request.GET
        filters = [
            {
                "naam": naam,
                "aan": termijn == code,
                "url": self.adres(termijn=None if termijn == code else code),
            }
            for code, naam in TERMIJNNAMEN.items()
        ]
        mag_toewijzen = tab in VERDEELBAAR and bool(rechten(self.actor.rol, "taak", "toewijzen"))
        wie = next((taak.eigenaar_medewerker for taak in blad.rijen), None) if eigenaar else None
        return {
            "rijen": werkrijen(blad.rijen, tab, mag_toewijzen=mag_toewijzen),
            "tab": tab,
            "tabs": tabs(tab, queries.werktellingen(self.actor) if tellen else None),
            "tellen": tellen,
            "filters": filters if tab != "gedaan" else [],
            "eigenaar": wie,
            "zonder_eigenaar": self.adres(eigenaar=None),
            "tel_url": self.adres(tel="1"),
            "volgende": self.volgende(blad),
            "mag_toewijzen": mag_toewijzen,
        }


class Tellingen(Leespagina):
    """The tabs with their counts: a fragment that the page asks for when it stands."""

    object = "taak"
    template = "dossier/_werktabs.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        tab = self.keuze("tab", queries.TABS, "mijn")
        return {"tabs": tabs(tab, queries.werktellingen(self.actor)), "tellen": True}


class Toewijzen(Handeling):
    """Many tasks to one colleague, with everybody's caseload beside it (UR-50)."""

    object, handeling = "taak", "toewijzen"
    template = "dossier/toewijzen.html"
    formulier = forms.ToewijsFormulier
    titel, knop = _("Taken toewijzen"), _("Toewijzen")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        self.caseload = queries.caseload(self.actor)
        return {"caseload": self.caseload}

    def maak_formulier(self, gegevens: Any, **sleutels: Any) -> Any:
        if gegevens is None:
            return self.formulier(initial={"taak": self.request.GET.getlist("taak")[:200]}, **self.keuzes())
        return super().maak_formulier(gegevens, **sleutels)

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        bron = self.request.POST if self.request.method == "POST" else self.request.GET
        ids = [pk for deel in bron.getlist("taak")[:200] if (pk := uuid(deel.partition(":")[0]))]
        taken = queries.te_verdelen(self.actor, ids)
        if not hasattr(self, "caseload"):
            self.caseload = queries.caseload(self.actor)
        return {"taken": taken, "caseload": self.caseload, "gekozen": bron.get("naar", "")}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        naar = next(
            c.medewerker for c in self.caseload if str(c.medewerker.pk) == formulier.cleaned_data["naar"]
        )
        return actions.wijs_taken_toe(
            actor=self.actor,
            taken=formulier.cleaned_data["taak"],
            naar=naar,
            reden=formulier.cleaned_data["reden"],
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        (messages.warning if resultaat.niet else messages.success)(self.request, vertaal(resultaat.verslag))
        return redirect(self.terug())

    def terug(self, **sleutels: Any) -> str:
        return f"{reverse('werkvoorraad')}?tab=team"


class Taak(Leespagina):
    """One task: what, about whom, until when, and what can be done with it."""

    object = "taak"
    template = "dossier/taak.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.taak(self.actor, sleutels["taak_id"])
        return {
            "blad": blad,
            "link": erbij.verwijzingen(self.actor, [blad.taak.onderwerp]).get(blad.taak.onderwerp),
            "overdracht_id": _overdracht_van(blad.taak.onderwerp),
            "houden": blad.taak.soort == TERUG,
        }


def _overdracht_van(onderwerp: str) -> UUID | None:
    soort, _dubbelepunt, pk = onderwerp.partition(":")
    return uuid(pk) if soort == "overdracht" else None


class Taakhandeling(Handeling):
    """An act on one task."""

    object, handeling = "taak", "zien"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"taakblad": queries.taak(self.actor, sleutels["taak_id"])}

    def terug(self, **sleutels: Any) -> str:
        return reverse("taak", kwargs={"taak_id": sleutels["taak_id"]})


# What finishing means after an offer was declined or lapsed: the sender keeps it (UR-15).
HOUDEN = {
    "titel": _("Dossier houden"),
    "knop": _("Dossier houden"),
    "uitleg": _("U blijft regisseur. Er gaat geen nieuwe overdracht uit."),
}


class Afronden(Taakhandeling):
    """Finish; the next step of a running traject asks for the new one (Z-04)."""

    formulier = forms.AfrondFormulier
    titel, knop = _("Taak afronden"), _("Afronden")
    klaar_tekst = _("De taak is afgerond.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        # What a hidden task is part of, nobody learns here: the action answers 404 for it.
        return {**eigenaars(self.actor), "stap": queries.is_volgende_stap(self.actor, sleutels["taak_id"])}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        beeld = super().beeld(**sleutels)
        return {**beeld, **HOUDEN} if beeld["taakblad"].taak.soort == TERUG else beeld

    def actie(self, formulier: Any, taak_id: UUID) -> Any:
        gegevens = formulier.cleaned_data
        stap = None
        if "titel" in gegevens:
            medewerker, team = gegevens["eigenaar"]
            stap = Stap(gegevens["titel"], gegevens["uiterlijk"], medewerker, team)
        return actions.rond_taak_af(
            actor=self.actor, taak_id=taak_id, resultaat=gegevens["resultaat"], volgende=stap
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        messages.success(self.request, self.klaar_tekst)
        return redirect("werkvoorraad")


class Wachten(Taakhandeling):
    formulier = forms.WachtFormulier
    titel, knop = _("Taak laten wachten"), _("Laten wachten")
    klaar_tekst = _("De taak wacht.")

    def actie(self, formulier: Any, taak_id: UUID) -> Any:
        return actions.laat_taak_wachten(actor=self.actor, taak_id=taak_id, **formulier.cleaned_data)


class Hervatten(Taakhandeling):
    titel, knop = _("Verder met deze taak"), _("Verder")
    klaar_tekst = _("De taak staat weer in de werkvoorraad.")

    def actie(self, formulier: Any, taak_id: UUID) -> Any:
        return actions.hervat_taak(actor=self.actor, taak_id=taak_id)


class Overdragen(Taakhandeling):
    handeling = "toewijzen"
    formulier = forms.DraagOverFormulier
    titel, knop = _("Taak aan een ander geven"), _("Geven")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return eigenaars(self.actor)

    def actie(self, formulier: Any, taak_id: UUID) -> Any:
        medewerker, team = formulier.cleaned_data["naar"]
        return actions.draag_taak_over(
            actor=self.actor, taak_id=taak_id, naar_medewerker=medewerker, naar_team=team
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        wie: Medewerker = resultaat.eigenaar_medewerker or resultaat.eigenaar_team
        messages.success(self.request, _("De taak ligt nu bij {naam}.").format(naam=wie))
        return redirect("werkvoorraad")


__all__ = [
    "Afronden",
    "Hervatten",
    "Overdragen",
    "Taak",
    "Tellingen",
    "Toewijzen",
    "Wachten",
    "Werkvoorraad",
]
