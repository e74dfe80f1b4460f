"""`Nieuwe melding`: one page, less than a minute, the same with and without a script."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import queries as inwoners
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, forms, policy, queries
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.queries import personen
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN
from sluitend.meldpunt.rules.triagetabel import AANWIJZINGEN
from sluitend.meldpunt.views.werken import belnummers, gemeenten, waarom
from sluitend.platform.eenheid import huidig
from sluitend.platform.middleware import in_leeseenheid
from sluitend.platform.pagina import Pagina

VRAGEN = {
    "bekend": _("Is de persoon al bekend?"),
    "leeftijd": _("Hoe oud is de persoon?"),
    "verblijft_in": _("In welke gemeente is de persoon?"),
    "ontruimingsdatum": _("Wanneer is de ontruiming?"),
}


VELDEN = {"verblijft_in": "id_verblijft_in", "ontruimingsdatum": "id_ontruimingsdatum"}


class NieuweMelding(Pagina):
    """Take in a melding by phone, at the desk or from the national line (UM-01, UM-05)."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    template = "meldpunt/nieuw.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.NieuweMelding.leeg(gemeenten=gemeenten())
        if "concept" in request.GET:
            formulier = self.verder(request.GET["concept"])
        return self.toon(self.context(formulier))

    def verder(self, pk: str) -> forms.NieuweMelding:
        """The form as its maker left it, under the same one-time key."""
        try:
            concept = actions.open_concept(self.actor, UUID(pk))
        except ValueError:
            concept = None
        if concept is None:
            raise Http404
        return begin_opnieuw(forms.NieuweMelding(initial=concept.velden, gemeenten=gemeenten()))

    def context(self, formulier: forms.NieuweMelding) -> dict[str, Any]:
        formulier.fields["verblijft_in"].choices = forms.kies(gemeenten(), _("Nog niet bekend"))  # type: ignore[attr-defined]
        concepten = [c for c in actions.mijn_concepten(self.actor) if "concept" not in self.request.GET]
        return {"formulier": formulier, "concepten": concepten, **zijkant(self.actor, formulier)}

    def post(self, request: HttpRequest) -> HttpResponse:
        gegevens = request.POST.copy()
        keuzes = _zoals_gekozen(gegevens.get("verblijft_in", ""))
        if "geen_van_deze" in gegevens:
            for code in KERNVRAGEN:
                gegevens.setdefault(f"kern_{code}", "nee")
        formulier = forms.NieuweMelding(gegevens, gemeenten=keuzes)
        if "geen_van_deze" in gegevens or "advies" in gegevens:
            bewaar(self.actor, formulier)
            proef = begin_opnieuw(forms.NieuweMelding(initial=formulier.getypt(), gemeenten=keuzes))
            return in_leeseenheid(request, self.actor, lambda: self.toon(self.context(proef)))

        def actie() -> Any:
            ontvangst = actions.neem_melding_aan(
                actor=self.actor,
                melding=formulier.melding(formulier.cleaned_data),
                sleutel=formulier.cleaned_data["sleutel"],
            )
            return ontvangst.melding

        def klaar(rij: Melding) -> HttpResponse:
            if policy.TRIAGE.visible_to(self.actor, "besluiten") is not None:
                return redirect("melding_triage", pk=rij.pk)
            return redirect("melding", pk=rij.pk)

        return self.doe(formulier, actie, klaar, lambda: self.toon(self.context(formulier)))


def begin_opnieuw(formulier: forms.NieuweMelding) -> forms.NieuweMelding:
    """A form that starts with what was typed before: what is valid of it counts for the advice."""
    gebonden = forms.NieuweMelding(_als_verzonden(formulier.initial), gemeenten=gemeenten_van(formulier))
    gebonden.is_valid()
    formulier.gegevens = gebonden.cleaned_data  # type: ignore[attr-defined]
    return formulier


def gemeenten_van(formulier: forms.NieuweMelding) -> list[tuple[str, str]]:
    """The choices that a form was made with."""
    return list(formulier.fields["verblijft_in"].choices)[1:]  # type: ignore[attr-defined]


def _als_verzonden(velden: Mapping[str, Any]) -> QueryDict:
    """Fields by name as a browser would have sent them."""
    gegevens = QueryDict(mutable=True)
    for naam, waarde in velden.items():
        gegevens.setlist(naam, [str(w) for w in waarde] if isinstance(waarde, list) else [waarde or ""])
    for naam in list(gegevens):
        if gegevens.getlist(naam) in ([""], ["False"]):
            del gegevens[naam]
    return gegevens


def bewaar(actor: Any, formulier: forms.NieuweMelding) -> bool:
    """Keep what was typed so far; what is too long is refused later, in words, when it is saved."""
    formulier.is_valid()
    melding = formulier.melding(formulier.cleaned_data)
    sleutel = formulier.cleaned_data.get("sleutel") or ""
    try:
        return actions.bewaar_concept(
            actor=actor, sleutel=sleutel, velden=formulier.getypt(), melding=melding,
            gevuld=formulier.gevuld(melding),
        )  # fmt: skip
    except Weigering:
        return False


class Concept(Pagina):
    """What is being typed, every five seconds (10 §3). 204 kept, 410 it is a melding already or cannot be kept."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        keuzes = _zoals_gekozen(request.POST.get("verblijft_in", ""))
        gelukt = bewaar(self.actor, forms.NieuweMelding(request.POST, gemeenten=keuzes))
        return HttpResponse(status=204 if gelukt else 410)


class Advies(Pagina):
    """The right column, made again after each answer."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    template = "meldpunt/_antwoord.html"
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        def maak() -> HttpResponse:
            formulier = forms.NieuweMelding(request.POST, gemeenten=gemeenten())
            formulier.is_valid()
            return self.toon({"formulier": formulier, **zijkant(self.actor, formulier)})

        return in_leeseenheid(request, self.actor, maak)


def _zoals_gekozen(code: str) -> list[tuple[str, str]]:
    """The one gemeente that was chosen: saving reads no list, the action knows which codes there are."""
    return [(code, code)] if len(code) == 4 and code.isascii() and code.isdigit() else []


def zijkant(actor: Any, formulier: forms.NieuweMelding) -> dict[str, Any]:
    """The advice on what is filled in so far, who gets it, and who it may be."""
    gegevens = getattr(formulier, "gegevens", None) or getattr(formulier, "cleaned_data", {})
    melding = formulier.melding(gegevens)
    betrokkene = melding["betrokkene"]
    leeg = not gegevens or not (
        melding["omschrijving"] or melding["signalen"] or melding["signalen_nee"] or gegevens.get("om_wie")
    )
    try:
        advies = (
            None
            if leeg
            else queries.adviseer({**melding, "ontvangen_op": melding["ontvangen_op"] or huidig().nu})
        )
    except Weigering:
        advies = None
    context: dict[str, Any] = {
        "advies": advies,
        "kandidaten": _kandidaten(actor, betrokkene),
        "chips": formulier.chips,
        "opmerkingen": formulier.opmerkingen,
        **_eerder(actor, melding),
    }
    if advies:
        nu = huidig().nu
        proef = Melding(gemeente_id=betrokkene.get("verblijft_in") or None)
        context |= {
            "route": ROUTES[advies.route].label,
            "waarom": waarom(advies),
            "aanwijzingen": [AANWIJZINGEN[code] for code in advies.aanwijzingen],
            "ontvanger": actions.vind_ontvanger(proef, advies.route, nu),
            "eerste_vraag": _vraag(advies.ontbreekt[0]) if advies.ontbreekt else None,
            "hoogst": advies.hoogst_mogelijk,
            "bel_eerst": advies.urgentie == "acuut",
            "nummers": belnummers(proef.gemeente_id, nu) if advies.urgentie == "acuut" else [],
        }
    return context


def _eerder(actor: Any, melding: dict[str, Any]) -> dict[str, Any]:
    """Other meldingen on the address or the phone, and how often this caller called."""
    betrokkene = melding["betrokkene"]
    adres = betrokkene.get("adres", {})
    return {
        "eerder": queries.eerdere_meldingen(
            actor,
            postcode=adres.get("postcode", ""),
            huisnummer=adres.get("huisnummer"),
            telefoon=betrokkene.get("telefoon", ""),
        ),
        "vaker": personen.vaker_gebeld(actor, telefoon=melding["melder"]["telefoon"]),
    }


def _vraag(code: str) -> dict[str, Any]:
    if code in SIGNALEN:
        return {"tekst": SIGNALEN[code].label, "doel": f"id_kern_{code}_0" if code in KERNVRAGEN else ""}
    return {"tekst": VRAGEN.get(code, code), "doel": VELDEN.get(code, "id_om_wie")}


def _kandidaten(actor: Any, betrokkene: dict[str, Any]) -> list[Any]:
    adres = betrokkene.get("adres", {})
    persoon = Persoonsgegevens(
        achternaam=betrokkene.get("naam", ""),
        voornaam=betrokkene.get("voornaam", ""),
        geboortedatum=betrokkene.get("geboortedatum", ""),
        leeftijd_van=betrokkene.get("leeftijd_van"),
        leeftijd_tot=betrokkene.get("leeftijd_tot"),
        postcode=adres.get("postcode", ""),
        huisnummer=str(adres.get("huisnummer") or ""),
        telefoons=(betrokkene["telefoon"],) if betrokkene.get("telefoon") else (),
    )
    if persoon == Persoonsgegevens():
        return []
    try:
        return list(inwoners.kandidaten(actor, persoon))
    except Weigering:
        return []
