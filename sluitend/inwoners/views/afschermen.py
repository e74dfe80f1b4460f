"""Making an address secret, and deciding about that (UA-20)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import actions, policy, queries
from sluitend.inwoners.forms import Afschermformulier, Bevestigformulier
from sluitend.inwoners.queries.afschermen import Afschermingbeeld, afscherming, kandidaten
from sluitend.inwoners.rules.afschermen import herzien_uiterlijk
from sluitend.platform.eenheid import lezen
from sluitend.platform.pagina import Pagina


class Afscherming(Pagina):
    """`/inwoners/<uuid>/afscherming`: ask it, or see who is on the list and decide."""

    object, handeling = "afscherming", "aanmaken"
    template = "inwoners/afscherming.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._blad(pk)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        with lezen(self.actor):
            beeld = queries.inwoner(self.actor, pk)
            loopt = afscherming(self.actor, beeld.inwoner)
            formulier = self._formulier(loopt, request.POST)
        beeindigen = request.POST.get("besluit") == "beeindigen"
        return self.doe(
            None if loopt and beeindigen else formulier,
            lambda: self._actie(pk, loopt, formulier, beeindigen),
            lambda _rij: self._klaar(pk),
            lambda: self._blad(pk, formulier),
        )

    def _formulier(self, loopt: Afschermingbeeld | None, gegevens: Any = None) -> Any:
        if loopt is None:
            namen = [(str(m.pk), m.naam) for m in kandidaten(self.actor)]
            return Afschermformulier(gegevens, kandidaten=namen)
        return Bevestigformulier(gegevens, initial={"herzien_op": herzien_uiterlijk(timezone.localdate())})

    def _actie(self, pk: UUID, loopt: Afschermingbeeld | None, formulier: Any, beeindigen: bool) -> Any:
        if loopt is None:
            return actions.vraag_afscherming(actor=self.actor, inwoner_id=pk, **formulier.cleaned_data)
        if beeindigen:
            return actions.beeindig_afscherming(actor=self.actor, afscherming_id=loopt.rij.pk)
        return actions.bevestig_afscherming(
            actor=self.actor, afscherming_id=loopt.rij.pk, **formulier.cleaned_data
        )

    def _klaar(self, pk: UUID) -> HttpResponse:
        messages.success(self.request, _("Opgeslagen."))
        return redirect("inwoner", pk=pk)

    def _blad(self, pk: UUID, formulier: Any = None) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        loopt = afscherming(self.actor, beeld.inwoner)
        mag_vragen = loopt is None and policy.AFSCHERMEN.mag(self.actor, "aanmaken", beeld.inwoner)
        if loopt is None and not mag_vragen:
            raise Http404
        return self.toon(
            {
                "beeld": beeld,
                "loopt": loopt,
                "formulier": formulier or self._formulier(loopt),
                "vandaag": timezone.localdate(),
            }
        )
