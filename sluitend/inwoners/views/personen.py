"""The page of a resident and the forms that change what is known."""

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import actions, policy, queries
from sluitend.inwoners.actions.personen import gegevens_van
from sluitend.inwoners.forms import (
    CONTACTNAMEN,
    Adresformulier,
    Bsnformulier,
    Gegevensformulier,
    Identiteitformulier,
    Persoonsvelden,
    Redenformulier,
    Registratieformulier,
    gemeentekeuzes,
)
from sluitend.inwoners.models import Adresperiode
from sluitend.inwoners.queries.afschermen import afscherming
from sluitend.platform import factor
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, lezen
from sluitend.platform.formulieren import Formulier
from sluitend.platform.pagina import Pagina


class Inwonerpagina(Pagina):
    """`/inwoners/<uuid>`: who this is, where, and who is around."""

    object = "inwoner"
    template = "inwoners/inwoner.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        if beeld.inwoner.samengevoegd_in_id:
            return redirect("inwoner", pk=beeld.inwoner.samengevoegd_in_id)
        return self.toon(
            {
                "beeld": beeld,
                "adressen": queries.adressen(self.actor, pk),
                "voorkeur": CONTACTNAMEN.get(beeld.inwoner.contactvoorkeur, ""),
                "naasten": queries.naasten(self.actor, pk) if beeld.ziet("naaste") else [],
                "mag": {
                    "wijzigen": policy.INWONER.mag(self.actor, "wijzigen", beeld.inwoner),
                    "bsn": policy.BSN.mag(self.actor, "wijzigen", beeld.inwoner),
                    "bsn_tonen": bool(beeld.inwoner.bsn)
                    and policy.BSN.mag(self.actor, "tonen", beeld.inwoner),
                    "adres_tonen": beeld.inwoner.adres_afgeschermd
                    and mag_na_factor(self.actor, beeld.inwoner),
                    "afscherming": afscherming(self.actor, beeld.inwoner) is not None,
                    "afschermen": policy.AFSCHERMEN.mag(self.actor, "aanmaken", beeld.inwoner),
                    "dubbelen": policy.SAMENVOEGEN.mag(self.actor, "aanmaken", beeld.inwoner),
                    "naaste": policy.NAASTE_VAN.mag(self.actor, "aanmaken", beeld.inwoner),
                },
            }
        )


class NieuweInwoner(Pagina):
    """Register somebody, known or not (UR-01, UR-02)."""

    object = "inwoner"
    handeling = "aanmaken"
    template = "inwoners/formulier.html"

    def _formulier(self, gegevens: Any = None) -> Registratieformulier:
        with lezen(self.actor):
            return Registratieformulier(gegevens, gemeenten=gemeentekeuzes())

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._pagina(Registratieformulier(gemeenten=gemeentekeuzes()))

    def post(self, request: HttpRequest) -> HttpResponse:
        formulier = self._formulier(request.POST)
        return self.doe(
            formulier,
            lambda: actions.registreer_inwoner(actor=self.actor, gegevens=formulier.gegevens()),
            self._klaar,
            lambda: self._pagina(formulier),
        )

    def _klaar(self, persoon: Any) -> HttpResponse:
        messages.success(self.request, _("Ingeschreven met nummer {nummer}.").format(nummer=persoon.nummer))
        with lezen(self.actor):
            zichtbaar = queries.zichtbaar(self.actor).filter(pk=persoon.pk).exists()
        # Whoever may register but sees only dossiers of the own caseload goes on by opening one.
        return redirect("inwoner", pk=persoon.pk) if zichtbaar else redirect("zoeken")

    def _pagina(self, formulier: Registratieformulier) -> HttpResponse:
        return self.toon({"formulier": formulier, "titel": _("Nieuwe inwoner"), "knop": _("Inschrijven")})


class WijzigInwoner(Pagina):
    """The base of a form about one resident: GET shows it, POST runs one action, both judge the person first."""

    object = "inwoner"
    handeling = "wijzigen"
    template = "inwoners/formulier.html"
    beleid: ClassVar[Any] = policy.INWONER
    formulier: ClassVar[type[Formulier]]
    titel: ClassVar[str] = ""
    knop: ClassVar[Any] = _("Opslaan")
    klaar_tekst: ClassVar[Any] = _("Opgeslagen.")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        """What the form starts with."""
        return {"versie": beeld.inwoner.versie}

    def maak(self, gegevens: Any = None, initial: dict[str, Any] | None = None) -> Formulier:
        return self.formulier(gegevens, initial=initial)

    def actie(self, pk: UUID, formulier: Any) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        if not self.beleid.mag(self.actor, self.handeling, beeld.inwoner):
            raise PermissionDenied
        return self._pagina(beeld, self.maak(initial=self.begin(beeld)))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        with lezen(self.actor):
            formulier = self.maak(request.POST)
        return self.doe(
            formulier,
            lambda: self.actie(pk, formulier),
            lambda uitkomst: self.klaar(pk, uitkomst),
            lambda: self._pagina(queries.inwoner(self.actor, pk), formulier),
        )

    def klaar(self, pk: UUID, uitkomst: Any) -> HttpResponse:
        messages.success(self.request, self.klaar_tekst)
        return redirect("inwoner", pk=pk)

    def _pagina(self, beeld: queries.Beeld, formulier: Formulier) -> HttpResponse:
        return self.toon({"beeld": beeld, "formulier": formulier, "titel": self.titel, "knop": self.knop})


class Gegevens(WijzigInwoner):
    """What is known of a resident; two people on one form do not overwrite each other."""

    formulier = Gegevensformulier
    titel = _("Gegevens wijzigen")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        gegevens = gegevens_van(beeld.inwoner)
        velden = {naam: getattr(gegevens, naam) for naam in Persoonsvelden.base_fields}
        return {**velden, "versie": beeld.inwoner.versie}

    def actie(self, pk: UUID, formulier: Gegevensformulier) -> Any:
        return actions.wijzig_gegevens(
            actor=self.actor,
            inwoner_id=pk,
            versie=formulier.cleaned_data["versie"],
            gegevens=formulier.persoon(),
        )


class Identiteit(WijzigInwoner):
    """How sure we are who this is (UR-03)."""

    formulier = Identiteitformulier
    titel = _("Identiteit vaststellen")
    knop = _("Vaststellen")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        return {"versie": beeld.inwoner.versie, "status": beeld.inwoner.identiteit_status}

    def actie(self, pk: UUID, formulier: Any) -> Any:
        return actions.stel_identiteit_vast(actor=self.actor, inwoner_id=pk, **formulier.cleaned_data)


class Bsn(WijzigInwoner):
    """Storing the BSN; another person with it leads to the comparison."""

    object = "bsn"
    beleid = policy.BSN
    formulier = Bsnformulier
    titel = _("BSN vastleggen")
    knop = _("Vastleggen")

    def actie(self, pk: UUID, formulier: Any) -> Any:
        v = formulier.cleaned_data
        return actions.leg_bsn_vast(
            actor=self.actor,
            inwoner_id=pk,
            versie=v["versie"],
            bsn=v["bsn"],
            grondslag=v["bsn_grondslag"],
            geverifieerd=v["geverifieerd"],
        )

    def klaar(self, pk: UUID, uitkomst: actions.Bsnuitslag) -> HttpResponse:
        if uitkomst.voorstel is None:
            return super().klaar(pk, uitkomst)
        messages.warning(
            self.request,
            _("Dit BSN staat al bij een andere persoon. Er is niets opgeslagen. Vergelijk beide."),
        )
        return redirect("samenvoeging", pk=uitkomst.voorstel.pk)


class Tonen(WijzigInwoner):
    """Showing a locked field: a reason first, then the field, once, in the answer itself."""

    handeling = "tonen"
    formulier = Redenformulier
    knop = _("Tonen")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        if not self.beleid.mag(self.actor, "tonen", beeld.inwoner):
            raise queries.BestaatNiet
        return self._pagina(beeld, self.maak())


class BsnTonen(Tonen):
    """The BSN, by an act of its own (UV-14)."""

    object = "bsn"
    beleid = policy.BSN
    titel = _("BSN tonen")

    def actie(self, pk: UUID, formulier: Any) -> Any:
        return actions.toon_bsn(actor=self.actor, inwoner_id=pk, reden=formulier.cleaned_data["reden"])

    def klaar(self, pk: UUID, uitkomst: str) -> HttpResponse:
        return self.toon(
            {"titel": _("BSN"), "regels": [uitkomst], "pk": pk}, template="inwoners/getoond.html"
        )


def mag_na_factor(actor: Actor, persoon: Any) -> bool:
    """Whether this actor may see the secret address once the second factor was given again."""
    return policy.AFGESCHERMD.mag(replace(actor, factor_op=huidig().nu), "tonen", persoon)


class AdresTonen(Tonen):
    """A secret address, by an act of its own, after the second factor (recht:V23, UA-04)."""

    object = "afgeschermd_adres"
    beleid = policy.AFGESCHERMD
    titel = _("Geheim adres tonen")

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        if not mag_na_factor(self.actor, beeld.inwoner):
            raise queries.BestaatNiet
        if not factor.heeft(request):
            messages.warning(
                request, _("Stel eerst een tweede stap van het aanmelden in. Daarna ziet u het adres.")
            )
            return redirect("mfa_index")
        return self._pagina(beeld, self.maak()) if factor.is_vers(self.actor) else factor.vraag(request)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        with lezen(self.actor):
            beeld = queries.inwoner(self.actor, pk)
            verlopen = mag_na_factor(self.actor, beeld.inwoner) and not factor.is_vers(self.actor)
        return factor.vraag(request) if verlopen else super().post(request, pk)

    def actie(self, pk: UUID, formulier: Any) -> Any:
        return actions.toon_afgeschermd_adres(
            actor=self.actor, inwoner_id=pk, reden=formulier.cleaned_data["reden"]
        )

    def klaar(self, pk: UUID, uitkomst: list[dict[str, Any]]) -> HttpResponse:
        regels = [
            f"{Adresperiode.Soort(a['soort']).label}: {a['postcode']} {a['huisnummer'] or ''}{a['toevoeging']} {a['plaatsomschrijving']}".strip()
            for a in uitkomst
        ]
        return self.toon(
            {"titel": _("Geheim adres"), "regels": regels, "pk": pk}, template="inwoners/getoond.html"
        )


class Adres(WijzigInwoner):
    """A new place to live or stay."""

    formulier = Adresformulier
    titel = _("Adres toevoegen")
    knop = _("Toevoegen")

    def begin(self, beeld: queries.Beeld) -> dict[str, Any]:
        return {}

    def maak(self, gegevens: Any = None, initial: dict[str, Any] | None = None) -> Formulier:
        return Adresformulier(gegevens, initial=initial, gemeenten=gemeentekeuzes())

    def actie(self, pk: UUID, formulier: Any) -> Any:
        return actions.voeg_adres_toe(actor=self.actor, inwoner_id=pk, adres=formulier.gegevens())
