"""Pages for everybody: report a worry, follow it. Without sign-in, without a script, and honest when it fails."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_scopes import scopes_disabled

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.forms.piket import DAGNAMEN
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.platform.actor import Actor, publiek
from sluitend.platform.eenheid import lezen
from sluitend.platform.middleware import adres
from sluitend.platform.models import Regio
from sluitend.platform.vertalingen import vertaal
from sluitend.portaal import forms
from sluitend.regio.instellingen import waarde

TELEFOON = "0800-1205"  # the national line, when nothing else can be read
KOEK, BEWAARD = "zorgen_melden", 24 * 3600
_laatst: dict[str, Any] = {}


def regio() -> Regio:
    """The region of the public pages; what was read last, when the database is away."""
    try:
        with scopes_disabled():
            rijen = Regio.objects.order_by("pk")
            code = settings.PUBLIEKE_REGIO
            gevonden = (rijen.filter(code=code) if code else rijen).first()
    except (DatabaseError, InterfaceError):
        gevonden = _laatst.get("regio")
    if gevonden is None:
        return Regio(code="", naam="Sluitend")
    _laatst["regio"] = gevonden
    return gevonden


def gegevens(actor: Actor) -> dict[str, Any]:
    """Gemeenten to choose from and the number to call; the last known ones when the database is away."""
    try:
        with lezen(actor):
            kaart = queries.kaart()
            _laatst["gemeenten"] = sorted(
                ((code, kaart.namen[code]) for code in kaart.gemeenten), key=lambda paar: paar[1]
            )
            _laatst["telefoon"] = waarde("meldpunt_telefoon")
    except (DatabaseError, InterfaceError):
        pass
    return {"gemeenten": _laatst.get("gemeenten", []), "telefoon": _laatst.get("telefoon", TELEFOON)}


class Publiek(View):
    """A page without a role, for the region of the installation."""

    template = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.regio = regio()
        self.actor = publiek(self.regio, adres(request))
        self.vast = gegevens(self.actor) if self.regio.pk else {"gemeenten": [], "telefoon": TELEFOON}

    def toon(self, context: dict[str, Any], *, template: str = "", status: int = 200) -> TemplateResponse:
        antwoord = TemplateResponse(
            self.request,
            template or self.template,
            {"regio": self.regio, "telefoon": self.vast["telefoon"], **context},
            status=status,
        )
        antwoord["Cache-Control"] = "no-store"
        return antwoord


class ZorgenMelden(Publiek):
    """Five steps, the danger page first (UM-02)."""

    template = "portaal/zorgen_melden.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        concept = self.concept()
        if concept is None or "verder" not in request.GET:
            leeg = forms.ZorgenMelden.leeg(gemeenten=self.vast["gemeenten"])
            return self.stap(leeg, 1, concept=concept)
        velden = {
            naam: [str(w) for w in waarde] if isinstance(waarde, list) else [str(waarde)]
            for naam, waarde in concept.velden.items()
            if waarde not in (None, "", [])
        }
        formulier = forms.ZorgenMelden(MultiValueDict(velden), gemeenten=self.vast["gemeenten"])
        formulier.is_valid()
        formulier.errors.clear()
        return self.stap(formulier, min(4, max(1, int(formulier.cleaned_data.get("stap") or 1))))

    def concept(self) -> actions.Concept | None:
        """What this visitor typed in the last 24 hours; nothing when the database is away."""
        try:
            sleutel = self.request.get_signed_cookie(KOEK, max_age=BEWAARD)
            return actions.bezoekersconcept(self.actor, sleutel)
        except (KeyError, BadSignature, DatabaseError, InterfaceError):
            return None

    def bewaar(self, formulier: forms.ZorgenMelden, antwoord: HttpResponse) -> HttpResponse:
        """Keep what was typed for a day, for this browser only. When that fails nothing says that it was kept."""
        if formulier.errors or not self.regio.pk:
            return antwoord
        melding = formulier.melding()
        gevuld = bool(melding["omschrijving"] or melding["signalen"] or melding["betrokkene"]["naam"])
        sleutel = formulier.cleaned_data.get("sleutel")
        if not gevuld or not sleutel:
            return antwoord
        velden = {naam: formulier.cleaned_data[naam] for naam in formulier.fields}
        try:
            kan = actions.bewaar_concept(
                actor=self.actor, sleutel=sleutel, velden=velden, melding=melding, gevuld=True
            )
        except (Weigering, DatabaseError, InterfaceError):
            return antwoord
        if kan:
            antwoord.set_signed_cookie(
                KOEK, sleutel, max_age=BEWAARD, httponly=True, samesite="Strict", path=self.request.path,
                secure=self.request.is_secure(),
            )  # fmt: skip
        return antwoord

    def stap(self, formulier: forms.ZorgenMelden, nummer: int, **extra: Any) -> TemplateResponse:
        namen = (_("Gevaar"), _("Om wie"), _("Wat ziet u"), _("Wie bent u"), _("Versturen"))
        stappen = [
            {"naam": naam, "staat": "klaar" if i < nummer else "nu" if i == nummer else "straks"}
            for i, naam in enumerate(namen, start=1)
        ]
        status = extra.pop("status", 200)
        context = {
            "formulier": formulier,
            "nummer": nummer,
            "stappen": stappen,
            "velden": formulier.zichtbaar(nummer),
            "mee": formulier.mee(nummer),
            "samenvatting": _samenvatting(formulier) if nummer == 5 else [],
            **extra,
        }
        return self.toon(context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.ZorgenMelden(request.POST, gemeenten=self.vast["gemeenten"])
        geldig = formulier.is_valid()
        nu = formulier.cleaned_data.get("stap") or 1
        naar = request.POST.get("naar", "")
        if naar == "wissen":
            return self.wis()
        if naar == "terug":
            formulier.errors.clear()
            return self.stap(formulier, max(1, nu - 1))
        if not geldig:
            return self.stap(formulier, _stap_van(formulier, nu))
        if nu == 1 and naar == "gevaar":
            return self.toon(
                {"formulier": formulier, "mee": formulier.mee(1)}, template="portaal/gevaar.html"
            )
        if nu < 5:
            return self.bewaar(formulier, self.verder(formulier, nu))
        return self.verstuur(formulier)

    def wis(self) -> HttpResponse:
        """Throw away what was kept, at the visitor's wish."""
        concept = self.request.get_signed_cookie(KOEK, default="", max_age=BEWAARD)
        if concept:
            actions.wis_concept(actor=self.actor, sleutel=concept)
        antwoord = redirect(self.request.path)
        antwoord.delete_cookie(KOEK, path=self.request.path)
        return antwoord

    def verder(self, formulier: forms.ZorgenMelden, nu: int) -> HttpResponse:
        g = formulier.cleaned_data
        if nu == 2 and not g["over_wie"]:
            formulier.add_error("over_wie", _("Kies om wie het gaat."))
            return self.stap(formulier, 2)
        if nu == 3 and not (g["tekst"].strip() or g["ziet"]):
            formulier.add_error("tekst", _("Vul in wat u ziet of waar u zich zorgen over maakt."))
            return self.stap(formulier, 3)
        if nu == 4 and not g["bekend"]:
            formulier.add_error("bekend", _("Kies of wij uw naam mogen weten."))
            return self.stap(formulier, 4)
        return self.stap(formulier, nu + 1)

    def verstuur(self, formulier: forms.ZorgenMelden) -> HttpResponse:
        g = formulier.cleaned_data
        if not (g["tekst"].strip() or g["ziet"] or g["gevaar"] == "ja"):
            formulier.add_error("tekst", _("Vul in wat u ziet of waar u zich zorgen over maakt."))
            return self.stap(formulier, 3)
        try:
            if not self.regio.pk:
                raise DatabaseError("geen regio")
            ontvangst = actions.meld_via_web(
                actor=self.actor,
                melding=formulier.melding(),
                sleutel=g["sleutel"],
                afzender=adres(self.request),
            )
        except Weigering as fout:
            return self.geweigerd(formulier, fout)
        except actions.NietZeker:
            tekst = _(
                "Wij weten niet zeker of uw melding is opgeslagen. Verstuur opnieuw; dat geeft geen dubbele melding."
            )
            return self.mislukt(formulier, tekst)
        except (DatabaseError, InterfaceError):
            tekst = _("Uw melding is NIET opgeslagen. Bel {telefoon}. Bij gevaar: 112.")
            return self.mislukt(formulier, tekst.format(telefoon=self.vast["telefoon"]))
        antwoord = self.toon(
            {"ontvangst": ontvangst, "nummer": ontvangst.melding.nummer}, template="portaal/ontvangen.html"
        )
        antwoord.delete_cookie(KOEK, path=self.request.path)
        return antwoord

    def mislukt(self, formulier: forms.ZorgenMelden, tekst: str) -> HttpResponse:
        """Say what is known and what to do; what was typed and the one-time key stay (UA-38)."""
        antwoord = self.stap(formulier, 5, niet_opgeslagen=tekst, status=503)
        antwoord["Retry-After"] = "60"
        return antwoord

    def geweigerd(self, formulier: forms.ZorgenMelden, fout: Weigering) -> HttpResponse:
        stap = 3
        if isinstance(fout, OngeldigeInvoer) and fout.fouten:
            for veld, tekst in fout.fouten.items():
                naam, plek = forms.VELDEN.get(veld, (None, 3))
                formulier.add_error(naam, tekst)
                stap = min(plek, stap) if naam is None else plek
        else:
            formulier.add_error("tekst", vertaal(fout.tekst))
        return self.stap(formulier, stap)


def _stap_van(formulier: forms.ZorgenMelden, nu: int) -> int:
    """The first step with a mistake, at most the one that was filled in."""
    for nummer, velden in forms.STAPPEN.items():
        if any(formulier.errors.get(veld) for veld in velden):
            return nummer
    return nu


def _samenvatting(formulier: forms.ZorgenMelden) -> list[tuple[str, str]]:
    g = getattr(formulier, "cleaned_data", {})
    keuzes = {**dict(forms.OVER_WIE), **dict(forms.BEKEND), **dict(forms.ZIET)}
    regels = []
    for naam in (
        "over_wie",
        "naam",
        "leeftijd",
        "postcode",
        "huisnummer",
        "vindplaats",
        "tekst",
        "ziet",
        "bekend",
        "melder_naam",
        "melder_telefoon",
        "melder_email",
    ):
        inhoud = g.get(naam)
        if inhoud in (None, "", []):
            continue
        if g.get("bekend") == "anoniem" and naam.startswith("melder_"):
            continue
        tekst = (
            ", ".join(str(keuzes[c]) for c in inhoud)
            if isinstance(inhoud, list)
            else str(keuzes.get(inhoud, inhoud))
        )
        regels.append((str(formulier.fields[naam].label), tekst))
    return regels


STAPTEKST = {
    "ontvangen": gettext_lazy("Uw melding is ontvangen. Wij kijken er snel naar."),
    "bekeken": gettext_lazy("Uw melding is bekeken en ligt bij een team."),
    "opgepakt": gettext_lazy("Uw melding is opgepakt."),
    "afgerond": gettext_lazy("Wij zijn klaar met uw melding."),
}


class VolgUwMelding(Publiek):
    """Where an own melding stands, by number and code; nothing about the person (UM-24)."""

    template = "portaal/volgen.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon({"formulier": forms.Volgen(), "stand": None})

    def post(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.Volgen(request.POST)
        stand = None
        status = 200
        if formulier.is_valid():
            try:
                stand = actions.volg_melding(
                    actor=self.actor,
                    nummer=formulier.cleaned_data["nummer"],
                    code=formulier.cleaned_data["code"],
                    afzender=adres(request),
                )
            except Weigering as fout:
                formulier.add_error(None, vertaal(fout.tekst))
                status = 429 if fout.status == 429 else 200
        stappen = (
            [{"naam": naam.capitalize(), "staat": _staat(naam, stand.stap)} for naam in STAPTEKST]
            if stand
            else []
        )
        tekst = STAPTEKST[stand.stap] if stand else ""
        return self.toon(
            {"formulier": formulier, "stand": stand, "stappen": stappen, "tekst": tekst}, status=status
        )


def _staat(naam: str, nu: str) -> str:
    volgorde = list(STAPTEKST)
    return "klaar" if volgorde.index(naam) < volgorde.index(nu) else "nu" if naam == nu else "straks"


class WaarTerecht(Publiek):
    """Where anybody can turn, per gemeente and minute: 112 first, then the meldpunt, and whom else (B14, F126)."""

    template = "portaal/waar_terecht.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        formulier = forms.Gemeentekeuze(
            request.GET if "gemeente" in request.GET else None, gemeenten=self.vast["gemeenten"]
        )
        gemeente = (formulier.cleaned_data["gemeente"] if formulier.is_valid() else "") or None
        return self.toon(
            {
                "formulier": formulier,
                "gemeente": dict(self.vast["gemeenten"]).get(gemeente or "", ""),
                "plekken": self.plekken(gemeente),
                "dagen": DAGNAMEN,
            }
        )

    def plekken(self, gemeente: str | None) -> list[Any]:
        """The places; without a database only 112 and the meldpunt, which the page always names."""
        try:
            if not self.regio.pk:
                return []
            with lezen(self.actor) as eenheid:
                return queries_piket.waar_terecht(self.actor, gemeente, eenheid.nu)
        except (DatabaseError, InterfaceError):
            return []
