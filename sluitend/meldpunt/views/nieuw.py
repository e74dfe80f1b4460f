"""`Nieuwe melding`: one page, less than a minute, the same with and without a script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sluitend.inwoners import queries as inwoners
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, forms, policy, queries
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN
from sluitend.meldpunt.rules.triagetabel import AANWIJZINGEN
from sluitend.meldpunt.views.werken import gemeenten, waarom
from sluitend.platform.eenheid import huidig
from sluitend.platform.middleware import in_leeseenheid
from sluitend.platform.pagina import Pagina

VRAGEN = {
    "bekend": "Is de persoon al bekend?",
    "leeftijd": "Hoe oud is de persoon?",
    "verblijft_in": "In welke gemeente is de persoon?",
    "ontruimingsdatum": "Wanneer is de ontruiming?",
}


class NieuweMelding(Pagina):
    """Take in a melding by phone, at the desk or from the national line (UM-01, UM-05)."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    template = "meldpunt/nieuw.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon(self.context(forms.NieuweMelding.leeg(gemeenten=gemeenten())))

    def context(self, formulier: forms.NieuweMelding) -> dict[str, Any]:
        formulier.fields["verblijft_in"].choices = forms.kies(gemeenten(), "Nog niet bekend")  # type: ignore[attr-defined]
        return {"formulier": formulier, **zijkant(self.actor, formulier)}

    def post(self, request: HttpRequest) -> HttpResponse:
        gegevens = request.POST.copy()
        keuzes = _zoals_gekozen(gegevens.get("verblijft_in", ""))
        if "geen_van_deze" in gegevens:
            for code in KERNVRAGEN:
                gegevens.setdefault(f"kern_{code}", "nee")
        formulier = forms.NieuweMelding(gegevens, gemeenten=keuzes)
        if "geen_van_deze" in gegevens or "advies" in gegevens:
            formulier.is_valid()
            proef = forms.NieuweMelding(initial=_als_begin(formulier), gemeenten=keuzes)
            proef.gegevens = formulier.cleaned_data  # type: ignore[attr-defined]
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


class Advies(Pagina):
    """The right column, made again after each answer."""

    object, handeling, doel = "melding", "aanmaken", "melding_behandelen"
    template = "meldpunt/_zijkant.html"
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        def maak() -> HttpResponse:
            formulier = forms.NieuweMelding(request.POST, gemeenten=gemeenten())
            formulier.is_valid()
            return self.toon(zijkant(self.actor, formulier))

        return in_leeseenheid(request, self.actor, maak)


def _zoals_gekozen(code: str) -> list[tuple[str, str]]:
    """The one gemeente that was chosen: saving reads no list, the action knows which codes there are."""
    return [(code, code)] if len(code) == 4 and code.isascii() and code.isdigit() else []


def _als_begin(formulier: forms.NieuweMelding) -> dict[str, Any]:
    """What was typed, valid or not, as the start of the same form."""
    begin = {}
    for naam, veld in formulier.fields.items():
        begin[naam] = veld.widget.value_from_datadict(formulier.data, formulier.files, naam)
    return begin


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
    adres = betrokkene.get("adres", {})
    eerder = queries.eerdere_meldingen(
        actor,
        postcode=adres.get("postcode", ""),
        huisnummer=adres.get("huisnummer"),
        telefoon=betrokkene.get("telefoon", ""),
    )
    context: dict[str, Any] = {
        "advies": advies,
        "eerder": eerder,
        "kandidaten": _kandidaten(actor, betrokkene),
        "opmerkingen": formulier.opmerkingen,
    }
    if advies:
        proef = Melding(gemeente_id=betrokkene.get("verblijft_in") or None)
        context |= {
            "route": ROUTES[advies.route].label,
            "waarom": waarom(advies),
            "aanwijzingen": [AANWIJZINGEN[code] for code in advies.aanwijzingen],
            "ontvanger": actions.vind_ontvanger(proef, advies.route, huidig().nu),
            "eerste_vraag": _vraag(advies.ontbreekt[0]) if advies.ontbreekt else None,
            "hoogst": advies.hoogst_mogelijk,
        }
    return context


def _vraag(code: str) -> dict[str, str]:
    if code in SIGNALEN:
        return {"tekst": SIGNALEN[code].label, "doel": f"id_kern_{code}_0" if code in KERNVRAGEN else ""}
    return {"tekst": VRAGEN.get(code, code), "doel": "id_om_wie"}


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
