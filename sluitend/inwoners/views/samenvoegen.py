"""`Personen vergelijken`: two persons beside each other, and what two people decide about them (UR-04)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners import actions, policy, queries
from sluitend.inwoners.forms import Besluitformulier, Paarformulier
from sluitend.inwoners.models import Samenvoeging
from sluitend.platform.pagina import Pagina

Status = Samenvoeging.Status


class Dubbelen(Pagina):
    """Who may be the same person as this resident; each with a link to the comparison."""

    object = "samenvoeging"
    handeling = "aanmaken"
    template = "inwoners/dubbelen.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        beeld = queries.inwoner(self.actor, pk)
        return self.toon({"beeld": beeld, "kandidaten": queries.lijkt_op(self.actor, beeld.inwoner)})


class Vergelijken(Pagina):
    """Two persons of whom one is mine; the button asks a second person."""

    object = "samenvoeging"
    handeling = "aanmaken"
    template = "inwoners/vergelijken.html"

    def get(self, request: HttpRequest, een: UUID, ander: UUID) -> HttpResponse:
        return self._pagina(een, ander, Paarformulier(initial={"blijft": een, "opgegaan": ander}))

    def post(self, request: HttpRequest, een: UUID, ander: UUID) -> HttpResponse:
        formulier = Paarformulier(request.POST)
        if formulier.is_valid() and set(formulier.cleaned_data.values()) != {str(een), str(ander)}:
            raise Http404
        return self.doe(
            formulier,
            lambda: actions.vraag_samenvoeging(
                actor=self.actor,
                blijft_id=formulier.cleaned_data["blijft"],
                opgegaan_id=formulier.cleaned_data["opgegaan"],
            ),
            self._klaar,
            lambda: self._pagina(een, ander, formulier),
        )

    def _klaar(self, rij: Samenvoeging) -> HttpResponse:
        messages.success(self.request, _("Gevraagd. Een tweede persoon beslist; tot dan verandert er niets."))
        return redirect("samenvoeging", pk=rij.pk)

    def _pagina(self, een: UUID, ander: UUID, formulier: Paarformulier) -> HttpResponse:
        vergelijking = queries.vergelijk(self.actor, een, ander)
        return self.toon({"vergelijking": vergelijking, "formulier": formulier, "vragen": True})


class Samenvoegingen(Pagina):
    """Merges that wait for somebody, oldest first."""

    object = "samenvoeging"
    template = "inwoners/samenvoegingen.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.toon({"rijen": queries.samenvoegingen(self.actor)[:100]})


class Samenvoegingpagina(Pagina):
    """One merge: who asked, what is the same and what differs, and the decisions that this actor may take."""

    object = "samenvoeging"
    template = "inwoners/vergelijken.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._pagina(pk, None)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        formulier = Besluitformulier(request.POST)
        return self.doe(
            formulier,
            lambda: self._besluiten(pk, formulier.cleaned_data)[formulier.cleaned_data["besluit"]](),
            lambda _uitkomst: self._klaar(pk),
            lambda: self._pagina(pk, formulier),
        )

    def _besluiten(self, pk: UUID, v: dict[str, Any]) -> dict[str, Callable[[], Any]]:
        wie = {"actor": self.actor, "samenvoeging_id": pk}
        return {
            "samenvoegen": lambda: actions.voeg_samen(**wie),
            "afwijzen": lambda: actions.wijs_samenvoeging_af(**wie),
            "terug_vragen": lambda: actions.vraag_terugdraaien(**wie),
            "terugdraaien": lambda: actions.draai_samenvoeging_terug(**wie),
            "toewijzen": lambda: actions.wijs_later_toe(
                **wie, sleutel=v["sleutel"], inwoner_id=v["inwoner"] or ""
            ),
        }

    def _klaar(self, pk: UUID) -> HttpResponse:
        messages.success(self.request, _("Vastgelegd."))
        # A beheerder sees a merge only while it is open: after the decision back to the list.
        return redirect("samenvoegingen")

    def _pagina(self, pk: UUID, formulier: Besluitformulier | None) -> HttpResponse:
        rij, vergelijking = queries.vergelijk_samenvoeging(self.actor, pk)
        later = [sleutel for sleutel, wie in rij.later.items() if wie is None]
        return self.toon(
            {
                "rij": rij,
                "vergelijking": vergelijking,
                "formulier": formulier,
                "mag": self._mag(rij),
                "later": later,
            }
        )

    def _mag(self, rij: Samenvoeging) -> dict[str, bool]:
        """The buttons that would not be refused for who I am."""
        ik = self.actor.medewerker_id
        oordeelt = policy.SAMENVOEGING.mag(self.actor, "beoordelen", rij)
        trekt_in = policy.SAMENVOEGING.mag(self.actor, "intrekken", rij)
        open_ = rij.status in (Status.GEVRAAGD, Status.VOORGESTELD)
        return {
            "samenvoegen": rij.status == Status.GEVRAAGD and oordeelt and rij.door_id != ik,
            "vragen": rij.status == Status.VOORGESTELD
            and policy.SAMENVOEGEN.visible_to(self.actor, "aanmaken") is not None,
            "afwijzen": open_ and (oordeelt or rij.door_id == ik),
            "terug_vragen": rij.status == Status.SAMENGEVOEGD and trekt_in,
            "terugdraaien": rij.status == Status.TERUG_GEVRAAGD
            and (oordeelt or trekt_in)
            and rij.terug_gevraagd_door_id != ik,
            "toewijzen": rij.status == Status.TERUGGEDRAAID and (oordeelt or trekt_in),
        }
