"""Putting meldingen about one event together, and taking one out again (UM-08)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.actions import bundelen as acties
from sluitend.meldpunt.models import Melding
from sluitend.platform.pagina import Pagina


class Bundelen(Pagina):
    """This melding and another one are about the same event: one click. A refusal is told on the same page."""

    object, handeling, http_method_names = "melding", "toewijzen", ("post",)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        met = request.POST.getlist("met")
        return self._doe(
            pk,
            lambda: acties.bundel_meldingen(actor=self.actor, melding_id=pk, met=met),
            _("Gebundeld. Melding %(nr)s gaat voor."),
        )

    def _doe(self, pk: str, actie: Callable[[], Melding], gelukt: str) -> HttpResponse:
        try:
            rij = actie()
        except Weigering as fout:
            if fout.status == 404:
                raise Http404 from fout
            messages.error(self.request, fout.tekst)
            return redirect("melding", pk=pk)
        messages.success(self.request, gelukt % {"nr": rij.nummer})
        return redirect("melding", pk=rij.pk)


class Losmaken(Bundelen):
    """Out of the bundle, to go its own way."""

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        return self._doe(
            pk,
            lambda: acties.maak_los(actor=self.actor, melding_id=pk),
            _("Melding %(nr)s is uit de bundel gehaald."),
        )
