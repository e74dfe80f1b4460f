"""The page Beslistabel: rules as sentences, one rule in a form, a trial, checks, replay, fixing (UM-23)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import policy, queries, tabellen
from sluitend.meldpunt.actions import tabel as acties
from sluitend.meldpunt.forms import tabel as tabelformulieren
from sluitend.meldpunt.queries import tabel as tabellezen
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.advies import Advies, beoordeel
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import SIGNALEN
from sluitend.meldpunt.rules.triagetabel import schema
from sluitend.meldpunt.tabelwoorden import KORT, zin
from sluitend.meldpunt.views.werken import gemeenten
from sluitend.platform.eenheid import huidig, lezen
from sluitend.platform.pagina import Pagina

URGENTIES = ("acuut", "spoed", "dag", "week", "niet_acuut")
MAX_BESTAND = 600_000


def _signaal(request: HttpRequest) -> str:
    gekozen = request.GET.get("signaal", "")
    return gekozen if gekozen in SIGNALEN else ""


class Beslistabellen(Pagina):
    """The table in force, and every version of it."""

    object, template = "triagetabel", "meldpunt/beslistabellen.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon(self.context(request))

    def context(self, request: HttpRequest) -> dict[str, Any]:
        bron, signaal = tabellen.in_gebruik(), _signaal(request)
        return {
            "bron": bron,
            "delen": tabellezen.delen(bron.regels, signaal),
            "signaal": signaal,
            "signalen": [(code, s.label) for code, s in SIGNALEN.items()],
            "toets": tabellezen.toets_van(bron.regels),
            "versies": tabellezen.versies(self.actor),
            "mag_maken": policy.TRIAGETABEL.mag(self.actor, "instellen"),
        }


class NieuweTabel(Beslistabellen):
    """A new version: a copy of the table in force."""

    handeling, http_method_names = "instellen", ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.doe(
            None,
            lambda: acties.begin_tabel(actor=self.actor),
            lambda rij: redirect("beslistabel", pk=rij.pk),
            lambda: self.toon(self.context(request)),
        )


class Beslistabel(Pagina):
    """One version with what may be done with it."""

    object, template = "triagetabel", "meldpunt/beslistabel.html"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return self.toon(self.context(request, pk))

    def context(self, request: HttpRequest, pk: str, **gebonden: Any) -> dict[str, Any]:
        try:
            rij = tabellezen.een(self.actor, pk)
        except Weigering as fout:
            raise Http404 from fout
        mag_wijzigen = policy.TRIAGETABEL.mag(self.actor, "instellen", rij)
        mag_besluiten = policy.TRIAGETABEL.mag(self.actor, "besluiten", rij)
        open_ = rij.staat in ("concept", "gecontroleerd")
        signaal, toets = _signaal(request), tabellezen.toets_van(rij.regels)
        rapport = rij.proefrapport
        weigering = getattr(self, "weigering", None)
        return {
            "tabel": rij,
            "delen": tabellezen.delen(rij.regels, signaal),
            "signaal": signaal,
            "signalen": [(code, s.label) for code, s in SIGNALEN.items()],
            "toets": toets,
            "mag_wijzigen": mag_wijzigen,
            "mag_besluiten": mag_besluiten and open_,
            "mag_vaststellen": open_ and rij.staat == "gecontroleerd",
            "mag_naspelen": open_ and (mag_wijzigen or mag_besluiten),
            "eigen": str(self.actor.medewerker_id) in rij.bewerkers,
            "rapport": rapport,
            "matrix": _matrix(rapport) if rapport else [],
            "klassen": [(code, KORT[code]) for code in URGENTIES],
            "routes": _routes(rapport) if rapport else [],
            "veranderd": [
                {
                    "melding": v.melding,
                    "oud": (v.oud[0], ROUTES[v.oud[1]].label),
                    "nieuw": (v.nieuw[0], ROUTES[v.nieuw[1]].label),
                    "naar": v.naar,
                }
                for v in tabellezen.veranderde_meldingen(self.actor, rapport)
            ]
            if rapport
            else [],
            "bestandformulier": tabelformulieren.Regelbestand(
                initial={"versie": rij.versie}, prefix="bestand"
            )
            if mag_wijzigen
            else None,
            "medisch": tabelformulieren.MedischeToetsformulier(prefix="medisch")
            if mag_besluiten and toets is None
            else None,
            "weigering": weigering,
            **gebonden,
        }


def _matrix(rapport: dict[str, Any]) -> list[dict[str, Any]]:
    """Old urgency as rows, new as columns; `naar` says whether a cell went up or down."""
    aantallen = {(oud, nieuw): n for oud, nieuw, n in rapport["urgentie"]}
    return [
        {
            "naam": KORT[oud],
            "cellen": [
                {
                    "n": aantallen.get((oud, nieuw), 0),
                    "naar": "gelijk" if i == j else "hoger" if j < i else "lager",
                }
                for j, nieuw in enumerate(URGENTIES)
            ],
        }
        for i, oud in enumerate(URGENTIES)
    ]


def _routes(rapport: dict[str, Any]) -> list[dict[str, Any]]:
    """The pairs of routes that differ, the most frequent first."""
    paren = [(oud, nieuw, n) for oud, nieuw, n in rapport["route"] if oud != nieuw]
    return [
        {"oud": ROUTES[oud].label, "nieuw": ROUTES[nieuw].label, "n": n}
        for oud, nieuw, n in sorted(paren, key=lambda paar: (-paar[2], paar[0], paar[1]))
    ]


class Tabeldaad(Beslistabel):
    """One act on a version: check, replay, fix, throw away, note a sign-off, read a file."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: str, daad: str) -> HttpResponse:
        if daad in ("bestand", "medisch"):
            return self._met_formulier(request, pk, daad)
        uitvoering = {
            "controleren": acties.controleer_tabel,
            "gevolgen": acties.bekijk_gevolgen,
            "vaststellen": acties.stel_tabel_vast,
            "weggooien": acties.gooi_weg,
        }.get(daad)
        if uitvoering is None:
            raise Http404

        def klaar(rij: Any) -> HttpResponse:
            messages.success(request, _zegt(daad, rij))
            if daad == "weggooien":
                return redirect("beslistabellen")
            deel = {"controleren": "#controle", "gevolgen": "#gevolgen"}.get(daad, "")
            return redirect(f"{reverse('beslistabel', kwargs={'pk': pk})}{deel}")

        return self.doe(
            None,
            lambda: uitvoering(actor=self.actor, tabel_id=pk),
            klaar,
            lambda: self.toon(self.context(request, pk)),
        )

    def _met_formulier(self, request: HttpRequest, pk: str, daad: str) -> HttpResponse:
        soort = (
            tabelformulieren.Regelbestand if daad == "bestand" else tabelformulieren.MedischeToetsformulier
        )
        formulier = soort(request.POST, request.FILES, prefix=daad)

        def actie() -> Any:
            if daad == "medisch":
                return acties.leg_medische_toets_vast(actor=self.actor, tabel_id=pk, **formulier.cleaned_data)
            bestand = formulier.cleaned_data["bestand"]
            if bestand.size > MAX_BESTAND:
                tekst = _("Dit bestand is te groot: hoogstens 600 kB.")
                raise OngeldigeInvoer("bestand-te-groot", tekst, "UM-23", fouten={"bestand": tekst})
            return acties.lees_regels_in(
                actor=self.actor,
                tabel_id=pk,
                inhoud=bestand.read(),
                versie=formulier.cleaned_data["versie"],
            )

        def klaar(_rij: Any) -> HttpResponse:
            messages.success(
                request, _("De regels zijn ingelezen.") if daad == "bestand" else _("De toets is vastgelegd.")
            )
            return redirect("beslistabel", pk=pk)

        naam = "bestandformulier" if daad == "bestand" else "medisch"
        return self.doe(
            formulier,
            actie,
            klaar,
            lambda: self.toon(self.context(request, pk, formulier=formulier, **{naam: formulier})),
        )


def _zegt(daad: str, rij: Any) -> str:
    if daad == "controleren":
        fouten = len(rij.controle["fouten"])
        return (
            _("De tabel is in orde.") if not fouten else _("De controle vond %(n)d fouten.") % {"n": fouten}
        )
    if daad == "gevolgen":
        return _("Nagespeeld op %(n)d meldingen.") % {"n": rij.proefrapport["aantal"]}
    if daad == "vaststellen":
        return _("De tabel is vastgesteld en geldt vanaf nu.")
    return _("Het concept is weggegooid.")


class Tabelbestand(Pagina):
    """The rules as a file of §5.2, to keep or to change elsewhere."""

    object = "triagetabel"

    def get(self, request: HttpRequest, pk: str = "") -> HttpResponse:
        try:
            bron = tabellen.bron_van(tabellezen.een(self.actor, pk)) if pk else tabellen.in_gebruik()
        except Weigering as fout:
            raise Http404 from fout
        antwoord = HttpResponse(bron.regels, content_type="text/csv; charset=utf-8")
        antwoord["Content-Disposition"] = f'attachment; filename="{bron.naam}-{bron.versie}.csv"'
        return antwoord


class Tabelregel(Pagina):
    """One rule in a form: change, move, take out; or a new one."""

    object, handeling, template = "triagetabel", "instellen", "meldpunt/tabelregel.html"

    def get(self, request: HttpRequest, pk: str, nr: int = 0) -> HttpResponse:
        rij, deel, begin, regel = self._regel(pk, nr, request.GET.get("deel", ""))
        formulier = (
            None
            if begin is None
            else tabelformulieren.Regelformulier(deel=deel, initial={**begin, "versie": rij.versie})
        )
        return self.toon({"tabel": rij, "formulier": formulier, "nr": nr, "regel": regel, "deel": deel})

    def _regel(self, pk: str, nr: int, deelnaam: str) -> tuple[Any, Any, dict[str, Any] | None, Any]:
        try:
            rij = tabellezen.een(self.actor, pk)
        except Weigering as fout:
            raise Http404 from fout
        if not policy.TRIAGETABEL.mag(self.actor, "instellen", rij):
            raise Http404
        regels = tabelbewerken.lees(rij.regels).regels
        if nr:
            regel = next((r for r in regels if r.nr == nr), None)
            if regel is None:
                raise Http404
            return rij, tabelformulieren.deel_van(nr), tabelformulieren.begin(regel), zin(regel)
        delen = schema().delen
        deel = next((d for d in delen if d.naam == deelnaam), delen[0])
        bezet = {r.nr for r in regels}
        vrij = next((n for n in range(deel.eerste_nr, deel.laatste_nr + 1) if n not in bezet), deel.eerste_nr)
        return rij, deel, {"nr": vrij}, None

    def post(self, request: HttpRequest, pk: str, nr: int = 0) -> HttpResponse:
        with lezen(self.actor):
            _rij, deel, _begin, regel = self._regel(pk, nr, request.GET.get("deel", ""))
        for knop in ("weg", "omhoog", "omlaag"):
            if knop in request.POST:
                return self._knop(request, pk, nr, knop, deel, regel)
        formulier = tabelformulieren.Regelformulier(request.POST, deel=deel)

        def klaar(_rij: Any) -> HttpResponse:
            messages.success(request, _("Regel %(nr)d is bewaard.") % {"nr": formulier.cleaned_data["nr"]})
            return redirect(
                f"{reverse('beslistabel', kwargs={'pk': pk})}#regel-{formulier.cleaned_data['nr']}"
            )

        return self.doe(
            formulier,
            lambda: acties.zet_regel(
                actor=self.actor, tabel_id=pk, cellen=formulier.cellen(), oud_nr=nr or None,
                versie=formulier.cleaned_data["versie"],
            ),
            klaar,
            lambda: self._opnieuw(pk, nr, formulier, deel, regel),
        )  # fmt: skip

    def _opnieuw(self, pk: str, nr: int, formulier: Any, deel: Any, regel: Any) -> HttpResponse:
        rij = tabellezen.een(self.actor, pk)
        return self.toon({"tabel": rij, "formulier": formulier, "nr": nr, "regel": regel, "deel": deel})

    def _knop(self, request: HttpRequest, pk: str, nr: int, knop: str, deel: Any, regel: Any) -> HttpResponse:
        formulier = tabelformulieren.Regelformulier(request.POST, deel=deel)

        def actie() -> Any:
            if knop == "weg":
                return acties.haal_regel_weg(actor=self.actor, tabel_id=pk, nr=nr)
            return acties.verplaats_regel(actor=self.actor, tabel_id=pk, nr=nr, omhoog=knop == "omhoog")

        def klaar(_rij: Any) -> HttpResponse:
            messages.success(
                request,
                (_("Regel %(nr)d is weg.") if knop == "weg" else _("Regel %(nr)d is verplaatst."))
                % {"nr": nr},
            )
            return redirect("beslistabel", pk=pk)

        def opnieuw() -> HttpResponse:
            fout = self.weigering
            if fout is not None:
                formulier.add_error(None, fout.tekst)
            return self._opnieuw(pk, nr, formulier, deel, regel)

        return self.doe(None, actie, klaar, opnieuw)


class Proefmelding(Pagina):
    """What this table says about a melding that does not exist, beside what the table in force says."""

    object, template = "triagetabel", "meldpunt/proefmelding.html"

    def get(self, request: HttpRequest, pk: str = "") -> HttpResponse:
        try:
            rij = tabellezen.een(self.actor, pk) if pk else None
        except Weigering as fout:
            raise Http404 from fout
        gevraagd = "kanaal" in request.GET
        formulier = tabelformulieren.Proefmelding(
            request.GET if gevraagd else None,
            gemeenten=gemeenten(),
            initial={"kern_nee": True, "aard": "oggz"},
        )
        adviezen = self._adviezen(rij, formulier) if gevraagd and formulier.is_valid() else []
        return self.toon({"tabel": rij, "formulier": formulier, "adviezen": adviezen})

    def _adviezen(self, rij: Any, formulier: Any) -> list[dict[str, Any]]:
        kaart, in_gebruik = queries.kaart(), tabellen.in_gebruik()
        bronnen = [in_gebruik] if rij is None else [tabellen.bron_van(rij), in_gebruik]
        uit: list[dict[str, Any]] = []
        for bron in bronnen:
            try:
                advies = beoordeel(formulier.melding(huidig().nu), tabel=tabellen.bouw(bron, kaart.gemeenten))
            except Weigering as fout:
                formulier.add_error(None, fout.tekst)
                continue
            if any(ander["bron"] == bron for ander in uit):
                continue
            uit.append(_in_woorden(advies, bron))
        return uit


def _in_woorden(advies: Advies, bron: tabellen.Bron) -> dict[str, Any]:
    regels = {regel.nr: regel for regel in advies.bron.tabel.regels}
    return {
        "bron": bron,
        "advies": advies,
        "route": ROUTES[advies.route].label,
        "neven": ", ".join(ROUTES[code].label for code in advies.nevenroutes),
        "beslist": [zin(regels[advies.regel_urgentie]), zin(regels[advies.regel_route])],
        "ook": [
            zin(regels[nr]) for nr in advies.geraakt if nr not in (advies.regel_urgentie, advies.regel_route)
        ],
        "ontbreekt": [SIGNALEN[code].label if code in SIGNALEN else code for code in advies.ontbreekt],
    }
