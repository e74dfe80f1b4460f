"""The people around a resident (UR-05)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import actions, policy, queries
from sluitend.inwoners.forms import Naasteformulier, Toestemmingformulier
from sluitend.inwoners.views.personen import WijzigInwoner
from sluitend.platform.formulieren import Formulier
from sluitend.platform.pagina import Pagina


class NieuweNaaste(WijzigInwoner):
    """Add somebody close; invited by default, may know nothing yet."""

    object = "naaste"
    handeling = "aanmaken"
    beleid = policy.NAASTE_VAN
    formulier = Naasteformulier
    titel = _("Naaste toevoegen")
    knop = _("Toevoegen")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        return {}

    def actie(self, pk: UUID, formulier: Any) -> Any:
        return actions.voeg_naaste_toe(actor=self.actor, inwoner_id=pk, gegevens=formulier.gegevens())


class _Naaste(Pagina):
    """A form about one naaste of one resident."""

    object = "naaste"
    handeling = "wijzigen"
    template = "inwoners/formulier.html"
    titel: Any = ""

    def beeld(self, pk: UUID, naaste: UUID) -> tuple[queries.Beeld, queries.Naastebeeld]:
        beeld = queries.inwoner(self.actor, pk)
        for rij in queries.naasten(self.actor, pk):
            if rij.naaste.pk == naaste:
                return beeld, rij
        raise queries.BestaatNiet

    def mag(self, beeld: queries.Beeld, rij: queries.Naastebeeld) -> bool:
        return policy.NAASTE.mag(self.actor, "wijzigen", rij.naaste)

    def begin(self, rij: queries.Naastebeeld) -> dict[str, Any]:
        raise NotImplementedError

    def maak(self, *args: Any, **kwargs: Any) -> Formulier:
        raise NotImplementedError

    def actie(self, naaste: UUID, formulier: Any) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: UUID, naaste: UUID) -> HttpResponse:
        beeld, rij = self.beeld(pk, naaste)
        if not self.mag(beeld, rij):
            raise PermissionDenied
        return self._pagina(beeld, rij, self.maak(initial=self.begin(rij)))

    def post(self, request: HttpRequest, pk: UUID, naaste: UUID) -> HttpResponse:
        formulier = self.maak(request.POST)
        return self.doe(
            formulier,
            lambda: self.actie(naaste, formulier),
            lambda _rij: self._klaar(pk),
            lambda: self._pagina(*self.beeld(pk, naaste), formulier),
        )

    def _klaar(self, pk: UUID) -> HttpResponse:
        messages.success(self.request, _("Opgeslagen."))
        return redirect("inwoner", pk=pk)

    def _pagina(self, beeld: queries.Beeld, rij: queries.Naastebeeld, formulier: Formulier) -> HttpResponse:
        titel = f"{self.titel}: {rij.naaste.naam}"
        return self.toon({"beeld": beeld, "formulier": formulier, "titel": titel, "knop": _("Opslaan")})


class Naaste(_Naaste):
    """What is known of a naaste."""

    titel = _("Naaste wijzigen")

    def begin(self, rij: queries.Naastebeeld) -> dict[str, Any]:
        velden = [naam for naam in Naasteformulier.base_fields if naam != "telefoon"]
        return {**{naam: getattr(rij.naaste, naam) for naam in velden}, "telefoon": rij.telefoon}

    def maak(self, *args: Any, **kwargs: Any) -> Formulier:
        return Naasteformulier(*args, **kwargs)

    def actie(self, naaste: UUID, formulier: Any) -> Any:
        return actions.wijzig_naaste(
            actor=self.actor,
            naaste_id=naaste,
            versie=formulier.cleaned_data["versie"] or 0,
            gegevens=formulier.gegevens(),
        )


class Toestemming(_Naaste):
    """What the resident lets this naaste know, and how the resident said so."""

    object = "mag_weten"
    titel = _("Wat mag deze naaste weten")

    def mag(self, beeld: queries.Beeld, rij: queries.Naastebeeld) -> bool:
        return policy.MAG_WETEN.mag(self.actor, "wijzigen", beeld.inwoner)

    def begin(self, rij: queries.Naastebeeld) -> dict[str, Any]:
        return {"versie": rij.naaste.versie, "mag_weten": list(rij.mag_weten)}

    def maak(self, *args: Any, **kwargs: Any) -> Formulier:
        return Toestemmingformulier(*args, **kwargs)

    def actie(self, naaste: UUID, formulier: Any) -> Any:
        v = formulier.cleaned_data
        return actions.leg_toestemming_vast(
            actor=self.actor,
            naaste_id=naaste,
            versie=v["versie"],
            mag_weten=tuple(v["mag_weten"]),
            wijze=v["wijze"],
        )
