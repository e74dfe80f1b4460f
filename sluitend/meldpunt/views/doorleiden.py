"""What other regions of this installation send to us: only the ticked fields, to accept or to refuse (UM-14)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sluitend.meldpunt import actions, forms
from sluitend.meldpunt.rules.signalen import SIGNALEN
from sluitend.platform.pagina import Pagina


class Doorgestuurd(Pagina):
    """The offers of other regions."""

    object, handeling, doel = "melding", "toewijzen", "melding_behandelen"
    template = "meldpunt/doorgestuurd.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon(self.context())

    def context(
        self, pk: UUID | None = None, formulier: forms.Aanbodantwoord | None = None
    ) -> dict[str, Any]:
        """The offers, each with its form; the refused one keeps what was typed."""
        return {
            "formulier": formulier,
            "aanboden": [
                {
                    "rij": aanbod.rij,
                    "inhoud": aanbod.inhoud,
                    "persoon": aanbod.inhoud["betrokkene"],
                    "signalen": [
                        SIGNALEN[c].label if c in SIGNALEN else c for c in aanbod.inhoud.get("signalen", ())
                    ],
                    "formulier": formulier
                    if formulier and aanbod.rij.pk == pk
                    else forms.Aanbodantwoord(auto_id=f"id_{aanbod.rij.pk}_%s"),
                }
                for aanbod in actions.open_aanboden(self.actor)
            ],
        }


class Beantwoorden(Doorgestuurd):
    """Accept or refuse one offer."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        formulier = forms.Aanbodantwoord(request.POST, auto_id=f"id_{pk}_%s")

        def klaar(rij: Any) -> HttpResponse:
            if rij.melding_id is None:
                messages.success(request, _("Geweigerd. De andere regio weet het."))
                return redirect("meldingen_doorgestuurd")
            messages.success(request, _("Aanvaard. De andere regio weet het."))
            return redirect("melding", pk=rij.melding_id)

        return self.doe(
            formulier,
            lambda: actions.beantwoord_aanbod(
                actor=self.actor,
                aanbod_id=pk,
                aanvaard=request.POST.get("besluit") == "aanvaarden",
                toelichting=formulier.cleaned_data["toelichting"],
            ),
            klaar,
            lambda: self.toon(self.context(pk, formulier)),
        )
