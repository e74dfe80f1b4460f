"""`Dienst`: the log, the calls to make, and handing the meldpunt over to the next dienst (UM-19)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Handeling, Leespagina
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.forms import dienst as forms_dienst
from sluitend.meldpunt.models import Dienst as Dienstrij
from sluitend.meldpunt.policy.dienst import DIENST
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.rules.dienst import ZONDER_KLASSE
from sluitend.meldpunt.views.piket import roosterbeeld
from sluitend.platform.eenheid import huidig
from sluitend.platform.rechten import rechten

STANDNAMEN = {
    "over_norm": _("Over de norm"),
    "acuut": _("Acuut in de laatste 12 uur"),
    "verlaagd": _("Lager gezet dan acuut"),
}


class Dienst(Leespagina):
    """Who answers now, what is held, whom to call back, and the log."""

    object, template = "dienst", "meldpunt/dienst.html"
    doel = "melding_behandelen"

    def beeld(self, **gebonden: Any) -> dict[str, Any]:
        blad = queries_dienst.dienstblad(self.actor)
        volgende = blad.volgende[0] if blad.volgende else None
        return {
            "blad": blad,
            "mag_plannen": DIENST.mag(self.actor, "aanmaken"),
            "mag_schrijven": bool(blad.nu and DIENST.mag(self.actor, "wijzigen", blad.nu)),
            "mag_overdragen": bool(blad.nu and DIENST.mag(self.actor, "overdragen", blad.nu)),
            "over_te_nemen": volgende
            if volgende and DIENST.mag(self.actor, "aanvaarden", volgende)
            else None,
            **(roosterbeeld() if rechten(self.actor.rol, "piket", "zien") else {}),
            "loopt_uit": bool(blad.nu and blad.nu.gepland_einde < huidig().nu),
            "logformulier": forms_dienst.Logregelformulier(prefix="log"),
            "belformulier": forms_dienst.Terugbelformulier(prefix="bel"),
            "formulier": next(iter(gebonden.values()), None),
            **gebonden,
        }


class OpDienst(Dienst):
    """One act on the page of the dienst; refused, the page comes back with what was typed."""

    http_method_names = ("post",)
    handeling = "wijzigen"
    naam = ""
    tekst: "str | Promise" = ""

    def formulier(self, gegevens: Any) -> Any:
        """The form of this act; None when it has only a button."""
        return None

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        formulier = self.formulier(request.POST)

        def klaar(_rij: Any) -> HttpResponse:
            messages.success(request, self.tekst)
            return redirect("dienst")

        def opnieuw() -> HttpResponse:
            if formulier is None and self.weigering is not None:
                messages.error(request, self.weigering.tekst)
            return self.toon(self.beeld(**({self.naam: formulier} if formulier else {})))

        return self.doe(formulier, lambda: self.actie(formulier, **sleutels), klaar, opnieuw)


class Loggen(OpDienst):
    """A new line in the log."""

    naam, tekst = "logformulier", _("De regel staat in het log.")

    def formulier(self, gegevens: Any) -> Any:
        return forms_dienst.Logregelformulier(gegevens, prefix="log")

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.schrijf_logregel(actor=self.actor, dienst_id=sleutels["pk"], **formulier.cleaned_data)


class Terugbellen(OpDienst):
    """A terugbelafspraak by the number of the melding."""

    naam, tekst = "belformulier", _("De terugbelafspraak staat.")

    def formulier(self, gegevens: Any) -> Any:
        return forms_dienst.Terugbelformulier(gegevens, prefix="bel")

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.plan_terugbellen(actor=self.actor, **formulier.cleaned_data)


class Teruggebeld(OpDienst):
    """The call was made."""

    tekst = _("Teruggebeld: de afspraak is klaar.")

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.rond_terugbellen_af(actor=self.actor, taak_id=sleutels["taak_id"])


class Afvinken(OpDienst):
    """Tick a held line off."""

    tekst = _("Afgevinkt.")

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.vink_af(actor=self.actor, regel_id=sleutels["regel_id"])


class Beeindigen(OpDienst):
    """End the dienst: refused until the next one accepted."""

    handeling, tekst = "zien", _("Deze dienst is beëindigd.")

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.beeindig_dienst(actor=self.actor, dienst_id=sleutels["pk"])


class _Dienstdaad(Handeling):
    object, doel = "dienst", "melding_behandelen"

    def post(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        try:
            return super().post(request, **sleutels)
        except Weigering as fout:  # the form itself asks for the dienst
            if fout.status == 404:
                raise Http404 from fout
            raise

    def terug(self, **sleutels: Any) -> str:
        return reverse("dienst")


class Plannen(_Dienstdaad):
    """Plan a dienst."""

    handeling = "aanmaken"
    titel, knop, klaar_tekst = _("Dienst plannen"), _("Plannen"), _("De dienst is gepland.")
    formulier = forms_dienst.DienstPlannen

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        team = queries.meldpuntteam()
        return {"collegas": [(str(m.pk), m.naam) for m in queries_dienst.collegas(team)]}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        g = formulier.cleaned_data
        return actions.plan_dienst(
            actor=self.actor,
            begin=g["begin"],
            einde=g["einde"],
            dienstleider_id=g["dienstleider"],
            medewerkers=g["medewerkers"],
        )


class Overdragen(_Dienstdaad):
    """See how things stand, add a remark, and offer the dienst to the next one."""

    handeling, template = "overdragen", "meldpunt/dienst_overdragen.html"
    titel, knop = _("Dienst overdragen"), _("Dienst overdragen")
    uitleg = _("Dit krijgt de volgende dienst. U blijft verantwoordelijk tot die heeft aanvaard.")
    klaar_tekst = _("De overdracht staat klaar. U blijft verantwoordelijk tot de volgende dienst aanvaardt.")
    formulier = forms_dienst.DienstOverdragen

    def maak_formulier(self, gegevens: Any, **sleutels: Any) -> Any:
        rij = queries_dienst.dienst(self.actor, sleutels["pk"])
        return self.formulier(gegevens, initial={"opmerking": rij.opmerking})

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries_dienst.dienst(self.actor, sleutels["pk"])
        beeld = queries_dienst.lees_stand(self.actor, rij, queries_dienst.stand(rij))
        return {"stand": beeld, "standregels": standregels(beeld), "dienst": rij, "zonder": ZONDER_KLASSE}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.stel_overdracht_op(
            actor=self.actor, dienst_id=sleutels["pk"], opmerking=formulier.cleaned_data["opmerking"]
        )


class Aanvaarden(_Dienstdaad):
    """Read the overdracht of the dienst before, and take over everything that is open."""

    handeling, template = "aanvaarden", "meldpunt/dienst_aanvaarden.html"
    titel, knop = _("Dienst aanvaarden"), _("Dienst aanvaarden")
    klaar_tekst = _("De dienst is van u. Alle open meldingen horen nu bij deze dienst.")
    formulier = forms_dienst.DienstAanvaarden

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        queries_dienst.dienst(self.actor, sleutels["pk"])  # 404 when it does not exist for me
        self.oud = queries_dienst.verantwoordelijk(queries.kaart().meldpunt_id)
        return {"initial": {"versie": self.oud.versie if self.oud else None}}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        rij = queries_dienst.dienst(self.actor, sleutels["pk"])
        oud = queries_dienst.verantwoordelijk(rij.team_id)
        klaar = bool(oud and oud.staat == Dienstrij.Staat.OVER_TE_DRAGEN)
        beeld = queries_dienst.lees_stand(self.actor, oud, oud.overdracht) if klaar else None  # type: ignore[union-attr,arg-type]
        return {
            "dienst": rij,
            "oud": oud,
            "stand": beeld,
            "standregels": standregels(beeld) if beeld else [],
            "zonder": ZONDER_KLASSE,
        }

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        return actions.aanvaard_dienst(
            actor=self.actor, dienst_id=sleutels["pk"], versie=formulier.cleaned_data["versie"]
        )


def standregels(beeld: queries_dienst.Standbeeld) -> list[dict[str, Any]]:
    """The kinds of an overdracht with their names."""
    return [{"naam": STANDNAMEN[regel.code], "regel": regel} for regel in beeld.regels]
