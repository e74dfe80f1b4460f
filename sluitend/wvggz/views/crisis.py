"""The crisis: an overview for who carries out, and one step per page for the burgemeester on a phone."""

from typing import Any
from uuid import UUID

from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.inwoners import queries as inwoners
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin
from sluitend.platform import factor
from sluitend.platform.eenheid import lezen
from sluitend.platform.vertalingen import vertaal
from sluitend.regio import queries as regio
from sluitend.wvggz import actions, forms, queries
from sluitend.wvggz.queries.crisis import Procedureblad
from sluitend.wvggz.rules.crisis import CRITERIA, VORMEN


def gemeenten() -> list[tuple[str, str]]:
    return list(regio.gemeenten().values_list("pk", "naam"))


class Overzicht(Leespagina):
    """Running crisis procedures, the first to run out on top."""

    object = "crisisprocedure"
    template = "wvggz/crisisoverzicht.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        rijen = queries.crisisoverzicht(self.actor)
        return {
            "rijen": sorted(rijen, key=lambda rij: (rij.eerste is None, rij.eerste and rij.eerste.eindigt_op))
        }


class Starten(Handeling):
    """Open a procedure for a resident, with TVZ when that runs."""

    object, handeling = "crisisprocedure", "aanmaken"
    formulier = forms.StartFormulier
    titel, knop = _("Crisisprocedure starten"), _("Starten")
    uitleg = _("De burgemeester van de gemeente waar betrokkene nu is, beslist.")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {"gemeenten": gemeenten()}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {"persoon": inwoners.inwoner(self.actor, sleutels["inwoner_id"])}

    def actie(self, formulier: Any, inwoner_id: UUID) -> Any:
        g = formulier.cleaned_data
        tvz = None
        if g["tvz"]:
            tvz = actions.Tvzgegevens(g["tvz_begint_op"], g["tvz_door"], "", g["tvz_onderzoek_op"])
        return actions.start_procedure(
            actor=self.actor,
            inwoner_id=inwoner_id,
            gemeente=g["gemeente"],
            plaats=g["plaats"],
            aangemeld_door=g["aangemeld_door"],
            tvz=tvz,
        )

    def terug(self, **sleutels: Any) -> str:
        return reverse("crisisoverzicht")


class Procedure(Leespagina):
    """Before the decision: where it stands and the next step. After it: the five duties and the dates."""

    object = "crisisprocedure"
    template = "wvggz/procedure.html"

    def beeld(self, procedure_id: UUID) -> dict[str, Any]:
        blad = queries.procedureblad(self.actor, procedure_id)
        return {"blad": blad, "stappen": _met_adres(blad), "vormen": VORMEN}


def _met_adres(blad: Procedureblad) -> list[dict[str, str]]:
    return [
        {
            **stap,
            "url": reverse("crisis_stap", kwargs={"procedure_id": blad.procedure.pk, "stap": stap["code"]}),
        }
        for stap in blad.stappen
    ]


class Stap(Handeling):
    """One step of the road to the decision; each is saved by itself."""

    object = "crisisprocedure"
    handeling = "zien"
    template = "wvggz/stap.html"
    code = ""

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.procedureblad(self.actor, sleutels["procedure_id"], self.code)
        return {"blad": blad, "stappen": _met_adres(blad), "persoon": None}

    def blad(self, **sleutels: Any) -> Procedureblad:
        return queries.procedureblad(self.actor, sleutels["procedure_id"], self.code)

    def terug(self, **sleutels: Any) -> str:
        return reverse("crisis", kwargs={"procedure_id": sleutels["procedure_id"]})


class Waar(Stap):
    code = "waar"
    formulier = forms.PlaatsFormulier
    titel, knop = _("1 Waar is betrokkene"), _("Opslaan")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        blad = self.blad(**sleutels)
        rij = blad.procedure
        velden = {
            "gemeente": rij.gemeente_id,
            "plaats": rij.plaats,
            "vertegenwoordiger": rij.vertegenwoordiger,
            "gezinsvoogd": rij.gezinsvoogd,
            "onderzoek_op": blad.tvz.onderzoek_op if blad.tvz else None,
        }
        return {"gemeenten": gemeenten(), "tvz": blad.tvz is not None, "initial": velden}

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        onderzoek_op = gegevens.pop("onderzoek_op", None)
        if onderzoek_op is not None and "onderzoek_op" in formulier.changed_data:
            actions.leg_onderzoek_psychiater_vast(
                actor=self.actor, procedure_id=procedure_id, op=onderzoek_op
            )
        return actions.leg_plaats_vast(actor=self.actor, procedure_id=procedure_id, **gegevens)


class Verklaring(Stap):
    code = "verklaring"
    formulier = forms.VerklaringFormulier
    titel, knop = _("2 Verklaring"), _("Vastleggen")

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.leg_verklaring_vast(
            actor=self.actor, procedure_id=procedure_id, **formulier.cleaned_data
        )


class Horen(Stap):
    code = "horen"
    formulier = forms.HoorFormulier
    titel, knop = _("3 Horen"), _("Vastleggen")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        verslag = self.blad(**sleutels).horen
        if verslag is None:
            return {"initial": {"door": self.actor.naam}}
        velden = ("door", "wijze", "zienswijze", "voorkeuren", "kaart_bekeken", "reden", "toelichting")
        return {
            "initial": {
                **{v: getattr(verslag, v) for v in velden},
                "gehoord": "ja" if verslag.gehoord else "nee",
            }
        }

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        gehoord = gegevens.pop("gehoord") == "ja"
        horen = actions.Horen(gehoord=gehoord, **gegevens)
        return actions.leg_horen_vast(actor=self.actor, procedure_id=procedure_id, horen=horen)


class Poging(Stap):
    code = "horen"
    formulier = forms.PogingFormulier
    titel, knop = _("Poging toevoegen"), _("Toevoegen")

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.leg_hoorpoging_vast(
            actor=self.actor, procedure_id=procedure_id, **formulier.cleaned_data
        )

    def terug(self, **sleutels: Any) -> str:
        return reverse("crisis_stap", kwargs={"procedure_id": sleutels["procedure_id"], "stap": "horen"})


class Vraag(Stap):
    """One page per criterion; the next page follows by itself."""

    code = "vragen"
    formulier = forms.VraagFormulier
    titel, knop = _("4 Vijf vragen"), _("Volgende")

    def _criterium(self, **sleutels: Any) -> str:
        gevraagd = sleutels.get("criterium") or next(iter(CRITERIA))
        if gevraagd not in CRITERIA:
            raise Http404
        return str(gevraagd)

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        criterium = self._criterium(**sleutels)
        nummer = list(CRITERIA).index(criterium) + 1
        teller = _("Vraag {n} van {totaal}").format(n=nummer, totaal=len(CRITERIA))
        return {**super().beeld(**sleutels), "uitleg": vertaal(CRITERIA[criterium]), "teller": teller}

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        oud = self.blad(**sleutels).antwoorden.get(self._criterium(**sleutels))
        return {"initial": {"ja": "ja" if oud.ja else "nee", "toelichting": oud.toelichting}} if oud else {}

    def actie(self, formulier: Any, procedure_id: UUID, criterium: str = "") -> Any:
        return actions.beantwoord_criterium(
            actor=self.actor,
            procedure_id=procedure_id,
            criterium=self._criterium(criterium=criterium),
            ja=formulier.cleaned_data["ja"] == "ja",
            toelichting=formulier.cleaned_data["toelichting"],
        )

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        codes = list(CRITERIA)
        plek = codes.index(self._criterium(**sleutels)) + 1
        if plek < len(codes):
            return redirect("crisis_vraag", procedure_id=sleutels["procedure_id"], criterium=codes[plek])
        return redirect("crisis_stap", procedure_id=sleutels["procedure_id"], stap="vormen")


class Vormen(Stap):
    code = "vormen"
    formulier = forms.VormenFormulier
    titel, knop = _("5 Vormen van zorg"), _("Opslaan")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        blad = self.blad(**sleutels)
        geadviseerd = blad.verklaringen[0].vormen if blad.verklaringen else ""
        velden = {
            "vormen": list(blad.procedure.vormen or geadviseerd),
            "afwijking_reden": blad.procedure.afwijking_reden,
        }
        return {"initial": velden}

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.kies_vormen(actor=self.actor, procedure_id=procedure_id, **formulier.cleaned_data)


class Nalezen(Leespagina):
    """Everything on one page before the decision."""

    object = "crisisprocedure"
    template = "wvggz/nalezen.html"

    def beeld(self, procedure_id: UUID, stap: str = "") -> dict[str, Any]:
        blad = queries.procedureblad(self.actor, procedure_id, "nalezen")
        antwoorden = [(zin, blad.antwoorden.get(code)) for code, zin in CRITERIA.items()]
        gekozen = [VORMEN[code] for code in blad.procedure.vormen]
        return {"blad": blad, "stappen": _met_adres(blad), "antwoorden": antwoorden, "vormen": gekozen}


class Nemen(Stap):
    """Sign, with the password again and the place asked in this very step (UW-16)."""

    code = "beslissen"
    handeling = "zien"
    formulier = forms.NemenFormulier
    titel, knop = _("7 Beslissen"), _("Crisismaatregel nemen")
    klaar_tekst = _("De crisismaatregel is genomen. Regel nu de advocaat.")

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        beeld = super().beeld(**sleutels)
        if not beeld["blad"].tekenen:
            raise Weigering("niet-gevonden", zin("Dit is er niet."), "W40", status=404)
        return beeld

    def get(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        antwoord = super().get(request, **sleutels)
        if antwoord.status_code == 200 and factor.heeft(request) and not factor.is_vers(self.actor):
            return factor.vraag(request)
        return antwoord

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        met_factor = factor.heeft(self.request)
        return {
            "gemeenten": gemeenten(),
            "khonraad": self.blad(**sleutels).khonraad,
            "wachtwoord": not met_factor,
        }

    def _bevestig(self, wachtwoord: str | None) -> None:
        """The second factor of the last minutes, or in a demo without one the password again."""
        if wachtwoord is None:
            with lezen(self.actor):
                vers = factor.is_vers(self.actor)
            if not vers:
                raise Weigering(
                    "factor-verlopen", zin("Geef uw tweede factor opnieuw. Er is niets besloten."), "UW-16"
                )
            return
        naam = self.request.user.get_username()
        if authenticate(self.request, username=naam, password=wachtwoord) is None:
            raise Weigering(
                "wachtwoord-onjuist", zin("Het wachtwoord klopt niet. Er is niets besloten."), "UW-16"
            )

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        gegevens = dict(formulier.cleaned_data)
        self._bevestig(gegevens.pop("wachtwoord", None))
        return actions.neem_crisismaatregel(actor=self.actor, procedure_id=procedure_id, **gegevens)


class NietNemen(Stap):
    code = "beslissen"
    formulier = forms.NietNemenFormulier
    titel, knop = _("Geen crisismaatregel"), _("Vastleggen")

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        beeld = super().beeld(**sleutels)
        if not beeld["blad"].tekenen:
            raise Weigering("niet-gevonden", zin("Dit is er niet."), "W40", status=404)
        return beeld

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.neem_geen_crisismaatregel(
            actor=self.actor, procedure_id=procedure_id, reden=formulier.cleaned_data["reden"]
        )


STAPPEN = {
    "waar": Waar,
    "verklaring": Verklaring,
    "horen": Horen,
    "vragen": Vraag,
    "vormen": Vormen,
    "nalezen": Nalezen,
    "beslissen": Nemen,
}


class Vervolg(Stap):
    """A duty after the decision: who did it and when."""

    template = "wvggz/stap.html"
    handeling = "wijzigen"
    formulier = forms.UitvoeringFormulier
    soort = ""
    knop = _("Vastleggen")

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.doe(
            actor=self.actor, procedure_id=procedure_id, soort=self.soort, **formulier.cleaned_data
        )


class Advocaat(Vervolg):
    soort, titel = "advocaat", _("Advocaat geregeld")


class Uitvoering(Vervolg):
    soort, titel = "uitvoering", _("Uitvoering gestart")


class Afschriften(Vervolg):
    formulier = forms.AfschriftFormulier
    titel = _("Afschrift verzonden")

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        return {
            "ontvangers": [a.ontvanger for a in self.blad(**sleutels).afschriften if a.verzonden_op is None]
        }

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        return actions.verzend_afschriften(
            actor=self.actor, procedure_id=procedure_id, **formulier.cleaned_data
        )


class Pvp(Vervolg):
    formulier = forms.PvpFormulier
    titel = _("Patiëntenvertrouwenspersoon")

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        gegevens = formulier.cleaned_data
        handeling = actions.vraag_pvp(actor=self.actor, procedure_id=procedure_id, **gegevens)
        if gegevens["antwoord"] == "ja":
            return actions.verzend_pvp(actor=self.actor, procedure_id=procedure_id, op=gegevens["op"])
        return handeling


class Voortzetting(Vervolg):
    formulier = forms.VerzoekFormulier
    titel = _("Voortzetting verzocht")

    def maatregel(self, **sleutels: Any) -> Any:
        blad = self.blad(**sleutels)
        if blad.maatregel is None:
            raise Weigering("niet-gevonden", zin("Er is geen maatregel."), "UW-24", status=404)
        return blad.maatregel

    def actie(self, formulier: Any, procedure_id: UUID) -> Any:
        with lezen(self.actor):
            maatregel = self.maatregel(procedure_id=procedure_id)
        return self.doe_voort(maatregel.pk, formulier.cleaned_data)

    def doe_voort(self, maatregel_id: UUID, gegevens: dict[str, Any]) -> Any:
        return actions.vraag_voortzetting(actor=self.actor, maatregel_id=maatregel_id, **gegevens)


class VoortzettingBesluit(Voortzetting):
    formulier = forms.VoortzettingFormulier
    titel = _("Besluit over de voortzetting")

    def doe_voort(self, maatregel_id: UUID, gegevens: dict[str, Any]) -> Any:
        return actions.besluit_voortzetting(
            actor=self.actor,
            maatregel_id=maatregel_id,
            toegewezen=gegevens["toegewezen"] == "ja",
            op=gegevens["op"],
        )


class Einde(Voortzetting):
    formulier = forms.EindeFormulier
    titel = _("Maatregel beëindigen")

    def doe_voort(self, maatregel_id: UUID, gegevens: dict[str, Any]) -> Any:
        return actions.beeindig_maatregel(actor=self.actor, maatregel_id=maatregel_id, **gegevens)


def stap(request: HttpRequest, procedure_id: UUID, stap: str) -> HttpResponse:
    """The page of a step by its code."""
    if stap not in STAPPEN:
        raise Http404
    return STAPPEN[stap].as_view()(request, procedure_id=procedure_id)
