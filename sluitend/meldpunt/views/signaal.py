"""`Signaal doorgeven`: three fields for a partner who notices something (UM-22)."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sluitend.meldpunt import actions, forms
from sluitend.meldpunt.models import Melding
from sluitend.platform.pagina import Pagina


class Signaal(Pagina):
    """Pass on an early signal; it is a melding, so somebody answers."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    template = "meldpunt/signaal.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon({"formulier": forms.Signaal(initial={"sleutel": secrets.token_urlsafe(24)})})

    def post(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.Signaal(request.POST)

        def actie() -> Melding:
            return actions.neem_melding_aan(
                actor=self.actor,
                melding=formulier.melding(self.actor),
                sleutel=formulier.cleaned_data["sleutel"],
            ).melding

        def klaar(rij: Melding) -> HttpResponse:
            tekst = _("Doorgegeven met nummer {nummer}. U hoort wie het oppakt.")
            messages.success(request, tekst.format(nummer=rij.nummer))
            return redirect("melding", pk=rij.pk)

        return self.doe(formulier, actie, klaar, lambda: self.toon({"formulier": formulier}))
