"""`Piket` and `Contactkaarten`: who answers day and night, and where everybody can turn (UM-20, F126)."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.forms import piket as forms_piket
from sluitend.meldpunt.policy.dienst import CONTACTKAART, PIKET
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.meldpunt.rules import openingstijden
from sluitend.meldpunt.rules.piket import KAARTFUNCTIES, Gat
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.views.werken import gemeenten
from sluitend.platform.eenheid import huidig


def roosterbeeld() -> dict[str, Any]:
    """Who is on call now and the strip of fourteen days, for the pages that show them."""
    nu, namen = huidig().nu, queries.kaart().namen
    gaten = queries_piket.piketgaten(nu)
    return {
        "bereikbaar": [
            {
                "functie": ROUTES[rij.functie].label,
                "wie": rij.bereik,
                "waar": _waar(rij.gemeenten, namen),
                "terugval": ROUTES[rij.terugval].label if rij.terugval else "",
            }
            for rij in queries_piket.nu_bereikbaar(nu)
        ],
        "gaten": [_gat(gat, namen) for gat in gaten],
        "strook": [
            {"dag": dag.dag, "gaten": sorted({ROUTES[gat.functie].label for gat in dag.gaten})}
            for dag in queries_piket.strook(nu, gaten)
        ],
    }


def _gat(gat: Gat, namen: Any) -> dict[str, Any]:
    return {
        "functie": ROUTES[gat.functie].label,
        "waar": _waar(gat.gemeenten, namen),
        "van": gat.van,
        "tot": gat.tot,
    }


def _waar(codes: tuple[str, ...], namen: Any) -> str:
    if set(codes) == set(queries.kaart().gemeenten):
        return str(_("hele regio"))
    return ", ".join(sorted(namen[code] for code in codes))


class _VoorCollegas(Leespagina):
    """Names and numbers of who is on call are for who works here; residents read Waar kan ik terecht?"""

    object = "piket"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None and not PIKET.mag(actor, "zien"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Piket(_VoorCollegas):
    """The roster: who is on call now, fourteen days with the holes in words, and what is planned."""

    template = "meldpunt/piket.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        nu, namen = huidig().nu, queries.kaart().namen
        rooster = [
            {
                "rij": rij,
                "functie": ROUTES[rij.functie].label,
                "waar": _waar(tuple(deel.gemeente_id for deel in rij.gemeenten.all()), namen),
            }
            for rij in queries_piket.rooster(self.actor, nu)
        ]
        return {**roosterbeeld(), "rooster": rooster, "mag_wijzigen": PIKET.mag(self.actor, "wijzigen")}


class _Rooster(Handeling):
    """An act on the roster; who may not change it does not find the page."""

    object, handeling = "piket", "wijzigen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None and not PIKET.mag(actor, "wijzigen"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        try:
            return super().post(request, **sleutels)
        except Weigering as fout:
            if fout.status == 404:
                raise Http404 from fout
            raise

    def terug(self, **sleutels: Any) -> str:
        return reverse("piket")


class Plannen(_Rooster):
    """Put somebody on the roster."""

    titel, knop, klaar_tekst = _("Piket plannen"), _("Plannen"), _("Het piket staat op het rooster.")
    formulier = forms_piket.PiketPlannen

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        team = queries.meldpuntteam()
        return {
            "functies": queries_piket.roosterfuncties(),
            "gemeenten": gemeenten(),
            "collegas": [(str(m.pk), m.naam) for m in queries_dienst.collegas(team)],
        }

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.plan_piket(actor=self.actor, **formulier.cleaned_data)


class Intrekken(_Rooster):
    """Take somebody off the roster."""

    titel, knop, variant = _("Piket intrekken"), _("Intrekken"), "gevaar"
    klaar_tekst = _("Het piket is ingetrokken. Kijk of er nu een gat is.")

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        rij = next(
            (r for r in queries_piket.rooster(self.actor, huidig().nu) if r.pk == sleutels["pk"]), None
        )
        if rij is None:
            raise queries_dienst.niet_gevonden("Dit piket")
        uitleg = _(
            "%(functie)s, %(naam)s, vanaf %(moment)s. De regel blijft te lezen, maar geldt niet meer."
        ) % {
            "functie": ROUTES[rij.functie].label,
            "naam": rij.naam,
            "moment": queries_dienst.kort_moment(rij.van),
        }
        return {"uitleg": uitleg}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.trek_piket_in(actor=self.actor, piket_id=sleutels["pk"])


class Contactkaarten(_VoorCollegas):
    """The cards: which function, where, which number, when open, and whether everybody sees it."""

    template = "meldpunt/contactkaarten.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        nu = huidig().nu
        kaarten = []
        for rij in queries_piket.kaarten(self.actor, nu):
            tijden = openingstijden.lees(rij.uren)
            kaarten.append(
                {
                    "rij": rij,
                    "functie": KAARTFUNCTIES[rij.functie],
                    "altijd": tijden.altijd,
                    "open": rij.van <= wettelijke_dag(nu) and openingstijden.is_open(tijden, nu),
                    "straks": rij.van > wettelijke_dag(nu),
                }
            )
        return {"kaarten": kaarten, "mag_wijzigen": CONTACTKAART.mag(self.actor, "wijzigen")}


class _Kaart(_Rooster):
    def terug(self, **sleutels: Any) -> str:
        return reverse("contactkaarten")


class KaartMaken(_Kaart):
    """A new card."""

    titel, knop, klaar_tekst = _("Contactkaart maken"), _("Opslaan"), _("De contactkaart is gemaakt.")
    formulier = forms_piket.NieuweKaart

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"gemeenten": gemeenten(), "initial": {"van": wettelijke_dag(huidig().nu)}}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.zet_kaart(actor=self.actor, **formulier.velden())


class KaartWijzigen(_Kaart):
    """Change a card from a day on."""

    titel, knop, klaar_tekst = _("Contactkaart wijzigen"), _("Opslaan"), _("De wijziging is vastgelegd.")
    uitleg = _("De kaart van nu blijft gelden tot de dag die u kiest.")
    formulier = forms_piket.Kaartformulier

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries_piket.een_kaart(self.actor, sleutels["pk"])
        tijden = openingstijden.lees(rij.uren)
        dagen = zip(openingstijden.DAGEN, tijden.dagen, strict=True)
        return {
            "initial": {
                "naam": rij.naam,
                "telefoon": rij.telefoon,
                "uitleg": rij.uitleg,
                "publiek": rij.publiek,
                "altijd": tijden.altijd,
                "van": max(rij.van, wettelijke_dag(huidig().nu)) + timedelta(days=1),
                **{dag: openingstijden.zeg_dag(periodes) for dag, periodes in dagen},
            }
        }

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.wijzig_kaart(actor=self.actor, kaart_id=sleutels["pk"], **formulier.velden())


class KaartBeeindigen(_Kaart):
    """End a card."""

    titel, knop, variant = _("Contactkaart beëindigen"), _("Beëindigen"), "gevaar"
    klaar_tekst = _("De contactkaart geldt niet meer vanaf die dag.")
    formulier = forms_piket.KaartEinde

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries_piket.een_kaart(self.actor, sleutels["pk"])
        return {"initial": {"tot": max(rij.van, wettelijke_dag(huidig().nu)) + timedelta(days=1)}}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries_piket.een_kaart(self.actor, sleutels["pk"])
        return {"uitleg": f"{KAARTFUNCTIES[rij.functie]}: {rij.naam}"}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.beeindig_kaart(
            actor=self.actor, kaart_id=sleutels["pk"], tot=formulier.cleaned_data["tot"]
        )
