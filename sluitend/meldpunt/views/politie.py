"""Reading a file of the police: a dry run with a table of errors, then a second send that stores it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.meldpunt import actions, forms
from sluitend.meldpunt.actions.politie import KOLOMMEN
from sluitend.platform.middleware import in_leeseenheid
from sluitend.platform.pagina import Pagina

MAX_PAGINA = 5 * 1024 * 1024


class PolitieImport(Pagina):
    """Upload; nothing is stored until somebody sends the checked file with `uitvoeren` (UM-04)."""

    object, handeling, doel = "melding_politie", "aanmaken", "melding_behandelen"
    template = "meldpunt/politie.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon({"formulier": forms.Politiebestand(), "kolommen": KOLOMMEN})

    def post(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.Politiebestand(request.POST, request.FILES)
        verslag: list[actions.Verslag] = []

        def actie() -> Any:
            bestand = formulier.cleaned_data["bestand"]
            if bestand.size > MAX_PAGINA:
                tekst = "Dit bestand is groter dan 5 MB. Lees het in met de opdracht van de beheerder."
                raise OngeldigeInvoer("bestand-te-groot", tekst, "UM-04", fouten={"bestand": tekst})
            uitkomst = actions.importeer_politie(
                actor=self.actor, inhoud=bestand.read(), uitvoeren="uitvoeren" in request.POST
            )
            verslag.append(uitkomst)
            return uitkomst

        def klaar(uitkomst: actions.Verslag) -> HttpResponse:
            if uitkomst.uitgevoerd:
                messages.success(
                    request,
                    f"Ingelezen: {uitkomst.meldingen} meldingen, {uitkomst.tellingen} tellingen, "
                    f"{uitkomst.overgeslagen} al bekend.",
                )
                return redirect("melding_politie")
            return in_leeseenheid(request, self.actor, opnieuw)

        def opnieuw() -> HttpResponse:
            return self.toon(
                {
                    "formulier": formulier if formulier.errors else forms.Politiebestand(),
                    "verslag": verslag[0] if verslag else None,
                    "kolommen": KOLOMMEN,
                }
            )

        return self.doe(formulier, actie, klaar, opnieuw)
