"""The worklist of the meldpunt and the page of one melding with its acts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import queries as inwoners
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt import actions, forms, policy, queries
from sluitend.meldpunt.actions import Doorstuurgegevens
from sluitend.meldpunt.queries import bundels, personen
from sluitend.meldpunt.queries.piket import Bereikstand
from sluitend.meldpunt.rules.klassen import deel_over
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import SIGNALEN
from sluitend.meldpunt.rules.triagetabel import AANWIJZINGEN
from sluitend.platform.brieven import Brief, maak_pdf
from sluitend.platform.eenheid import huidig, lezen
from sluitend.platform.formulieren import Formulier
from sluitend.platform.models import Regio
from sluitend.platform.pagina import Pagina
from sluitend.regio.instellingen import waarde

TABNAMEN: dict[str, Any] = {
    "nieuw": _("Nieuw"),
    "aangeboden": _("Aangeboden"),
    "opgepakt": _("Opgepakt"),
    "terug-te-koppelen": _("Terug te koppelen"),
    "alles": _("Alles"),
}
STAPPEN = (
    ("nieuw", _("Ontvangen")),
    ("getriageerd", _("Beoordeeld")),
    ("aangeboden", _("Aangeboden")),
    ("opgepakt", _("Opgepakt")),
    ("afgehandeld", _("Afgerond")),
)
VOLGENDE = {
    "triage": _("Beoordelen"),
    "aanbieden": _("Aanbieden"),
    "oppakken": _("Oppakken"),
    "uitkomst": _("Uitkomst vastleggen"),
    "bevestiging": _("Ontvangst laten bevestigen"),
    "terugkoppeling": _("Terugkoppelen en sluiten"),
}


def gemeenten() -> list[tuple[str, str]]:
    """The gemeenten of the region to choose from, without a query."""
    kaart = queries.kaart()
    return sorted(((code, kaart.namen[code]) for code in kaart.gemeenten), key=lambda paar: paar[1])


# The rule of the standard table that holds for everybody, and where its part on routes begins (§5.2).
ALTIJD, EERSTE_ROUTEREGEL = 33, 101


def andere_regios(actor: Any) -> list[tuple[str, str]]:
    """The other regions of this installation, by name."""
    return list(Regio.objects.exclude(pk=actor.regio_id).order_by("naam").values_list("code", "naam"))


class Werkvoorraad(Pagina):
    """Tabs with counts, past norm first."""

    object, doel, template = "melding", "melding_behandelen", "meldpunt/werkvoorraad.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        voorraad = queries.werkvoorraad(
            self.actor, request.GET.get("tab", "nieuw"), request.GET.get("cursor")
        )
        eigen = policy.alleen_eigen_inbreng(self.actor)
        volgende = f"?tab={voorraad.tab}&cursor={voorraad.blad.volgende}" if voorraad.blad.volgende else ""
        return self.toon(
            {
                "voorraad": voorraad,
                "volgende": volgende,
                "tabs": [(code, naam, voorraad.aantallen[code]) for code, naam in TABNAMEN.items()],
                "rijen": [_regel(rij, eigen) for rij in voorraad.blad.rijen],
                "alleen_eigen": eigen,
                "mag_maken": policy.MELDING.mag(self.actor, "aanmaken"),
            }
        )


def norm_begint(rij: Any) -> datetime:
    """When the norm began that the present deadline ends: receipt, triage, oppakken or the outcome."""
    return next(
        (
            moment
            for moment in (rij.afgehandeld_op, rij.opgepakt_op, rij.getriageerd_op)
            if moment is not None and moment < rij.deadline
        ),
        rij.ontvangen_op,
    )


def _regel(rij: Any, eigen: bool) -> dict[str, Any]:
    """A line of the list; a partner reads what it told itself, and where it stands."""
    if eigen:
        return {"melding": rij, "betrokkene": queries.naam_zoals_verteld(rij), "urgentie": "", "route": ""}
    route = rij.route or rij.advies_route
    return {
        "melding": rij,
        "betrokkene": queries.betrokkene_naam(rij),
        "urgentie": rij.urgentie or rij.advies_urgentie,
        "voorlopig": not rij.urgentie,
        "rest": deel_over(norm_begint(rij), rij.deadline, huidig().nu),
        "route": ROUTES[route].label if route else "",
    }


class Melding(Pagina):
    """One melding: where it stands, what is next, what was told, and the acts that fit."""

    object, doel, template = "melding", "melding_behandelen", "meldpunt/melding.html"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        try:
            return self.toon(self.context(pk))
        except Weigering as fout:
            raise Http404 from fout

    def context(self, pk: str, gebonden: dict[str, Formulier] | None = None) -> dict[str, Any]:
        """Everything the page shows; `gebonden` holds the form that was refused, with what was typed."""
        beeld = queries.melding(self.actor, pk)
        rij = beeld.melding
        formulieren = {**formulieren_voor(self.actor, beeld), **(gebonden or {})}
        stap, wie = beeld.stap
        eigenaar = {
            "dienst": _("het meldpunt"),
            "ontvanger": rij.team.naam if rij.team else _("het meldpunt"),
            "eigenaar": rij.eigenaar.naam if rij.eigenaar else _("het meldpunt"),
        }
        fout = next(iter(gebonden.values()), None) if gebonden else None
        return {
            "beeld": beeld,
            "melding": rij,
            "betrokkene": queries.betrokkene_naam(rij) if beeld.heel else "",
            "stappen": _stappen(rij),
            "volgende": VOLGENDE.get(stap, ""),
            "volgende_door": eigenaar.get(wie, ""),
            "signalen": [
                SIGNALEN[c].label if c in SIGNALEN else c for c, ja in beeld.antwoorden.items() if ja
            ],
            "triages": [
                {
                    "rij": triage,
                    "advies_route": ROUTES[triage.advies_route].label
                    if triage.advies_route in ROUTES
                    else "",
                    "route": ROUTES[triage.gekozen_route].label,
                }
                for triage in beeld.triages
            ],
            "route": ROUTES[rij.route].label if rij.route else "",
            "eerder": queries.eerder_bij(self.actor, rij) if beeld.heel else [],
            "bundel": bundels.beeld(self.actor, rij) if beeld.heel else None,
            "vaker": personen.vaker_gebeld(
                self.actor, index=rij.melder.telefoon_index, op=rij.ontvangen_op, behalve=rij.pk
            ),
            "kandidaten": _kandidaten(self.actor, rij) if beeld.heel and "koppelen" in formulieren else [],
            "voorstel": actions.voorstel(rij) if beeld.melder else None,
            "formulieren": formulieren,
            "formulier": fout,
            "mag_trieren": _mag_trieren(self.actor, rij),
        }


def _mag_trieren(actor: Any, rij: Any) -> bool:
    return rij.staat in ("nieuw", "getriageerd", "aangeboden", "opgepakt") and policy.TRIAGE.mag(
        actor, "besluiten", rij
    )


def _stappen(rij: Any) -> list[dict[str, Any]]:
    if rij.staat == "gesloten":
        return [{"naam": naam, "staat": "klaar"} for _c, naam in STAPPEN]
    if rij.staat == "doorgestuurd":
        return [{"naam": _("Ontvangen"), "staat": "klaar"}, {"naam": _("Doorgestuurd"), "staat": "nu"}]
    plek = [code for code, _n in STAPPEN].index(rij.staat)
    return [
        {"naam": naam, "staat": "klaar" if i < plek else "nu" if i == plek else "straks"}
        for i, (_c, naam) in enumerate(STAPPEN)
    ]


def _kandidaten(actor: Any, rij: Any) -> list[Any]:
    if rij.inwoner_id:
        return []
    try:
        return inwoners.kandidaten(actor, queries.persoonsgegevens(rij))
    except Weigering:
        return []


def formulieren_voor(actor: Any, beeld: queries.Beeld) -> dict[str, Formulier]:
    """The acts that fit this melding and this actor, each as a form."""
    rij = beeld.melding
    versie = {"versie": rij.versie}
    mag = {
        handeling: policy.MELDING.mag(actor, handeling, rij)
        for handeling in ("aanvaarden", "besluiten", "overdragen", "wijzigen")
    }
    gevonden: dict[str, Formulier] = {}
    if mag["aanvaarden"] and rij.staat == "aangeboden":
        collegas = [(str(m.pk), m.naam) for m in queries.collegas_van(rij) if m.pk != actor.medewerker_id]
        gevonden["oppakken"] = forms.Oppakken(initial=versie, collegas=collegas, prefix="oppakken")
    if mag["besluiten"] and rij.staat == "opgepakt":
        gevonden["uitkomst"] = forms.Uitkomstformulier(initial=versie, prefix="uitkomst")
    if policy.TERUGKOPPELING.mag(actor, "aanmaken", rij) and rij.staat not in ("nieuw", "gesloten"):
        tekst = actions.voorstel(rij)
        gevonden["terugkoppeling"] = forms.Terugkoppelformulier(
            initial={**versie, "tekst": tekst.tekst if tekst else ""}, prefix="terugkoppeling"
        )
    if mag["besluiten"] and rij.staat == "afgehandeld" and kan_sluiten(rij):
        gevonden["sluiten"] = forms.Sluiten(initial=versie, prefix="sluiten")
    if mag["wijzigen"] and beeld.heel and rij.staat != "gesloten":
        if rij.inwoner_id is None:
            gevonden["koppelen"] = forms.Koppelen(initial=versie, prefix="koppelen")
            opgave = rij.opgave
            gevonden["nieuw"] = forms.NieuwePersoon(
                initial={
                    **versie,
                    "geslachtsnaam": opgave.naam,
                    "roepnaam": opgave.voornaam,
                    "geboortedatum": opgave.geboortedatum if len(opgave.geboortedatum) == 10 else None,
                    "aanduiding": "" if opgave.naam else opgave.kenmerken,
                },
                prefix="nieuw",
            )
        gevonden["herstellen"] = forms.Herstellen(
            initial={**versie, "omschrijving": rij.omschrijving}, prefix="herstellen"
        )
    if mag["aanvaarden"] and rij.staat in ("aangeboden", "opgepakt"):
        gevonden["teruggeven"] = forms.Teruggeven(initial=versie, prefix="teruggeven")
    if mag["overdragen"] and rij.staat in ("nieuw", "getriageerd", "aangeboden", "opgepakt"):
        gevonden["doorsturen"] = forms.Doorsturen(
            initial={**versie, "velden": ["omschrijving", "signalen", "persoon", "adres"]},
            gemeenten=gemeenten(),
            regios=andere_regios(actor),
            prefix="doorsturen",
        )
    if mag["overdragen"] and rij.staat == "doorgestuurd":
        gevonden["bevestiging"] = forms.Bevestiging(initial=versie, prefix="bevestiging")
    if rij.staat == "gesloten" and policy.MELDING_HEROPENEN.mag(actor, "besluiten", rij):
        gevonden["heropenen"] = forms.Heropenen(initial=versie, prefix="heropenen")
    return gevonden


def kan_sluiten(rij: Any) -> bool:
    """Whether the melder was told, or nobody can be told: only then the page offers to close (Z-06)."""
    return bool(rij.teruggekoppeld_op) or rij.melder.anoniem


def _oppakken(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.pak_op(actor=actor, melding_id=pk, versie=g["versie"], eigenaar_id=g["eigenaar"] or None)


def _teruggeven(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.geef_terug(actor=actor, melding_id=pk, **g)


def _doorsturen(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    if g["gemeente"]:
        return actions.stuur_door_binnen_regio(
            actor=actor,
            melding_id=pk,
            versie=g["versie"],
            gemeente=g["gemeente"],
            opvang_geregeld=g["opvang_geregeld"],
        )
    gegevens = Doorstuurgegevens(
        naar=g["naar"],
        reden=g["reden"],
        gesproken_met=g["gesproken_met"],
        opvang_geregeld=g["opvang_geregeld"],
        regio=g["regio"],
        velden=tuple(g["velden"]),
    )
    return actions.stuur_door_buiten_regio(actor=actor, melding_id=pk, versie=g["versie"], gegevens=gegevens)


def _bevestiging(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.beantwoord_doorsturen(
        actor=actor, melding_id=pk, versie=g["versie"], bevestigd=g["bevestigd"] == "ja", door=g["door"],
        melder_verteld=g["melder_verteld"],
    )  # fmt: skip


def _uitkomst(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    vermijdbaar = {"ja": True, "nee": False}.get(g.pop("vermijdbaar"))
    return actions.leg_uitkomst_vast(actor=actor, melding_id=pk, vermijdbaar=vermijdbaar, **g)


def _terugkoppeling(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.koppel_terug(actor=actor, melding_id=pk, **g)


def _sluiten(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.sluit_melding(actor=actor, melding_id=pk, **g)


def _heropenen(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.heropen_melding(actor=actor, melding_id=pk, **g)


def _herstellen(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.herstel_tekst(actor=actor, melding_id=pk, **g)


def _koppelen(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    return actions.koppel_inwoner(
        actor=actor, melding_id=pk, inwoner_id=g["inwoner"], besluit=g["besluit"], punten=g["punten"] or 0,
        versie=g["versie"],
    )  # fmt: skip


def _nieuw(actor: Any, pk: str, g: dict[str, Any]) -> Any:
    versie = g.pop("versie")
    gegevens = Inwonergegevens(**g, onbekend=not g["geslachtsnaam"])
    return actions.koppel_nieuwe_inwoner(actor=actor, melding_id=pk, gegevens=gegevens, versie=versie)


Handeling = Callable[[Any, str, dict[str, Any]], Any]
DADEN: dict[str, tuple[type[Formulier], Handeling, Any]] = {
    "oppakken": (forms.Oppakken, _oppakken, _("De melding is opgepakt.")),
    "teruggeven": (forms.Teruggeven, _teruggeven, _("De melding is terug bij het meldpunt.")),
    "doorsturen": (forms.Doorsturen, _doorsturen, _("De melding is doorgestuurd.")),
    "bevestiging": (forms.Bevestiging, _bevestiging, _("Het antwoord is vastgelegd.")),
    "uitkomst": (forms.Uitkomstformulier, _uitkomst, _("De uitkomst is vastgelegd.")),
    "terugkoppeling": (forms.Terugkoppelformulier, _terugkoppeling, _("De terugkoppeling is vastgelegd.")),
    "sluiten": (forms.Sluiten, _sluiten, _("De melding is gesloten.")),
    "heropenen": (forms.Heropenen, _heropenen, _("De melding is heropend.")),
    "herstellen": (forms.Herstellen, _herstellen, _("De tekst is hersteld; de oude blijft leesbaar.")),
    "koppelen": (forms.Koppelen, _koppelen, _("Uw besluit over de persoon is vastgelegd.")),
    "nieuw": (forms.NieuwePersoon, _nieuw, _("De persoon is geregistreerd en gekoppeld.")),
}


class Daad(Melding):
    """One act on a melding; refused, the page comes back with what was typed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: str, daad: str) -> HttpResponse:
        if daad not in DADEN:
            raise Http404
        soort, handeling, tekst = DADEN[daad]
        formulier = soort(request.POST, prefix=daad, **self._keuzes(daad, pk))

        def klaar(_rij: Any) -> HttpResponse:
            messages.success(request, tekst)
            return redirect("melding", pk=pk)

        def opnieuw() -> HttpResponse:
            return self.toon(self.context(pk, {daad: formulier}))

        return self.doe(
            formulier, lambda: handeling(self.actor, pk, dict(formulier.cleaned_data)), klaar, opnieuw
        )

    def _keuzes(self, daad: str, pk: str) -> dict[str, Any]:
        if daad == "doorsturen":
            with lezen(self.actor):
                return {"gemeenten": gemeenten(), "regios": andere_regios(self.actor)}
        if daad == "oppakken":
            with lezen(self.actor):
                rij = queries._vind(self.actor, pk).first()
                return {"collegas": [(str(m.pk), m.naam) for m in queries.collegas_van(rij)] if rij else []}
        return {}


class Vergelijken(Pagina):
    """`Personen vergelijken`: the person as told beside a candidate, with the points per kenmerk (UM-06)."""

    object, doel, template = "melding", "melding_behandelen", "meldpunt/vergelijken.html"

    def get(self, request: HttpRequest, pk: str, kandidaat: UUID) -> HttpResponse:
        try:
            beeld = queries.melding(self.actor, pk)
        except Weigering as fout:
            raise Http404 from fout
        rij = beeld.melding
        mag = beeld.heel and rij.inwoner_id is None and policy.MELDING.mag(self.actor, "wijzigen", rij)
        naast = personen.naast_elkaar(self.actor, rij, kandidaat) if mag else None
        if naast is None:
            raise Http404
        return self.toon(
            {
                "melding": rij,
                "kandidaat": naast[0],
                "regels": naast[1],
                "betrokkene": queries.betrokkene_naam(rij),
            }
        )


class Poging(Pagina):
    """The melder was called and did not answer: one click."""

    object, handeling, http_method_names = "terugkoppeling", "aanmaken", ("post",)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        return self.doe(
            None,
            lambda: actions.noteer_poging(actor=self.actor, melding_id=pk),
            lambda _rij: redirect("melding", pk=pk),
            lambda: redirect("melding", pk=pk),
        )


class Terugkoppelbrief(Pagina):
    """The letter to the melder: what the law lets this kind of melder know, and nothing more (UM-17)."""

    object, handeling, doel = "terugkoppeling", "aanmaken", "melding_behandelen"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        try:
            beeld = queries.melding(self.actor, pk)
        except Weigering as fout:
            raise Http404 from fout
        tekst = actions.voorstel(beeld.melding) if beeld.melder else None
        if beeld.melder is None or tekst is None:
            raise Http404
        brief = Brief(
            "alinea",
            "Uw melding",
            wettelijke_dag(huidig().nu),
            aan=tuple(deel for deel in (beeld.melder.naam, beeld.melder.organisatie) if deel),
            kenmerk=beeld.melding.nummer or "",
        )
        nummer = waarde("meldpunt_telefoon")
        antwoord = HttpResponse(
            maak_pdf(self.actor, brief, {"alineas": (tekst.tekst, f"U bereikt het meldpunt op {nummer}.")}),
            content_type="application/pdf",
        )
        antwoord["Content-Disposition"] = f'inline; filename="{beeld.melding.nummer}.pdf"'
        return antwoord


class Triage(Pagina):
    """Phone-sized first: urgency, route, the rules as sentences, the missing questions, one button to confirm."""

    object, handeling, doel = "triage", "besluiten", "melding_behandelen"
    template = "meldpunt/triage.html"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        try:
            context = self.context(pk)
        except Weigering as fout:
            raise Http404 from fout
        if context["melding"].staat in ("nieuw", "getriageerd", "aangeboden", "opgepakt"):
            ander = actions.meld_bezig(actor=self.actor, melding_id=pk)
            if ander is not None:
                context |= {"bezig": ander.bezig_door, "bezig_sinds": ander.bezig_sinds}
        return self.toon(context)

    def context(self, pk: str, formulier: forms.Triageformulier | None = None) -> dict[str, Any]:
        beeld = queries.melding(self.actor, pk)
        rij = beeld.melding
        if not beeld.heel:
            raise queries.niet_gevonden()
        advies = queries.advies_op(rij)
        ontbreekt = set(advies.ontbreekt) if advies else set()
        formulier = formulier or forms.Triageformulier(
            initial={
                "versie": rij.versie,
                "urgentie": rij.urgentie or (advies.urgentie if advies else ""),
                "route": rij.route or (advies.route if advies else ""),
                "aard": rij.aard,
            },
            ontbreekt=ontbreekt,
        )
        route = advies.route if advies else "lokaal_team"
        nu = huidig().nu
        ontvanger = actions.vind_ontvanger(rij, route, nu)
        gebeld = sorted(rij.doorverbindingen.all(), key=lambda d: d.begonnen_op)
        verouderd = formulier.is_bound and getattr(self.weigering, "code", "") == "intussen-gewijzigd"
        return {
            "beeld": beeld,
            "melding": rij,
            "betrokkene": queries.betrokkene_naam(rij),
            "signalen": [
                SIGNALEN[c].label if c in SIGNALEN else c for c, ja in beeld.antwoorden.items() if ja
            ],
            "advies": advies,
            "advies_route": ROUTES[route].label,
            "waarom": waarom(advies) if advies else [],
            "aanwijzingen": [AANWIJZINGEN[code] for code in advies.aanwijzingen] if advies else [],
            "ontvanger": ontvanger,
            "bel_eerst": bool(advies and advies.urgentie == "acuut"),
            "doorverbindingen": [
                {"begonnen_op": d.begonnen_op, "naam": ROUTES[d.functie].label, "gesproken_met": d.gesproken_met,
                 "overgenomen": d.overgenomen}
                for d in gebeld
            ],
            "bellen": forms.Doorverbinden(
                initial={
                    "functie": gebeld[-1].functie if gebeld else "112",
                    "nummer_gebeld": gebeld[-1].nummer_gebeld if gebeld else "",
                    "overgenomen": "ja",
                }
            ),
            "nummers": belnummers(rij.gemeente_id, nu),
            "formulier": formulier,
            "versies": naast_elkaar(rij, formulier) if verouderd else [],
        }  # fmt: skip

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        formulier = forms.Triageformulier(request.POST)

        def actie() -> Any:
            g = formulier.cleaned_data
            ja, nee = formulier.antwoorden(g)
            return actions.bevestig_triage(
                actor=self.actor, melding_id=pk, versie=g["versie"], urgentie=g["urgentie"], route=g["route"],
                aard=g["aard"], signalen=ja, signalen_nee=nee, afwijking_code=g["afwijking_code"],
                afwijking_tekst=g["afwijking_tekst"], herkwalificatie_reden=g["herkwalificatie_reden"],
                melder_belt_zelf=g["melder_belt_zelf"],
            )  # fmt: skip

        def klaar(rij: Any) -> HttpResponse:
            messages.success(
                request,
                _("Triage bevestigd. De melding ligt bij {team}.").format(
                    team=rij.team.naam if rij.team else _("het meldpunt")
                ),
            )
            return redirect("melding", pk=pk)

        return self.doe(formulier, actie, klaar, lambda: self.toon(self.context(pk, formulier)))


def naast_elkaar(rij: Any, formulier: forms.Triageformulier) -> list[dict[str, Any]]:
    """What was fixed meanwhile beside what was filled in; from here on that is the version one answers to (§7)."""
    ingevuld = formulier.cleaned_data
    formulier.data["versie"] = str(rij.versie)
    regels = []
    for naam in ("urgentie", "route", "aard"):
        veld = formulier.fields[naam]
        woorden = dict(veld.choices)  # type: ignore[attr-defined]
        nu, uw = getattr(rij, naam), ingevuld.get(naam, "")
        regels.append(
            {"naam": veld.label, "nu": woorden.get(nu, ""), "uw": woorden.get(uw, ""), "anders": nu != uw}
        )
    return regels


def waarom(advies: Any) -> list[str]:
    """The reasons in words: every true rule of urgency but the one that is always true, and the route that won."""
    return [
        regel.tekst
        for regel in advies.regels
        if regel.nr in (advies.regel_urgentie, advies.regel_route)
        or (regel.geraakt and regel.nr < EERSTE_ROUTEREGEL and regel.nr != ALTIJD)
    ]


def belnummers(gemeente: str | None, nu: datetime) -> list[dict[str, str]]:
    """The numbers to call for this gemeente at this minute; 112 first (UM-15)."""
    functies = ("crisisdienst", "spoedpoli", "opvang_nu")
    stand = Bereikstand(functies, nu)
    gevonden = ((functie, stand.bereik(functie, gemeente)) for functie in functies)
    return [
        {"functie": "112", "naam": ROUTES["112"].label, "telefoon": "112"},
        *(
            {"functie": functie, "naam": wie.naam, "telefoon": wie.telefoon}
            for functie, wie in gevonden
            if wie and wie.telefoon
        ),
    ]


class Bellen(Pagina):
    """`Doorverbonden om`: one click logs the time (P12)."""

    object, handeling, http_method_names = "melding", "wijzigen", ("post",)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        formulier = forms.Doorverbinden(request.POST)
        terug = reverse("melding_triage", kwargs={"pk": pk})

        def klaar(rij: Any) -> HttpResponse:
            messages.success(request, _("Vastgelegd dat u heeft gebeld."))
            return redirect(terug)

        def opnieuw() -> HttpResponse:
            if not queries.bestaat(self.actor, pk):
                raise Http404
            for fout in formulier.non_field_errors():
                messages.error(request, fout)
            return redirect(terug)

        return self.doe(
            formulier,
            lambda: actions.leg_doorverbinding_vast(
                actor=self.actor, melding_id=pk, **formulier.cleaned_data
            ),
            klaar,
            opnieuw,
        )
