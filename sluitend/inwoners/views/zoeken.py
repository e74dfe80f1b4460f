"""Finding a resident (UR-01). What was typed never stands in an address: a search is posted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sluitend.inwoners import queries
from sluitend.inwoners.forms import Zoekformulier
from sluitend.inwoners.zoekvraag import NUMMER, ontleed
from sluitend.kern.fouten import Weigering
from sluitend.platform.middleware import in_leeseenheid
from sluitend.platform.pagina import Pagina, meld
from sluitend.platform.rechten import rechten

BEGIN = {"reden": "melding"}


class Zoeken(Pagina):
    """`/zoeken`: a form, and under it who may be meant, with the reasons."""

    object = "inwoner"
    handeling = "zoeken"
    template = "inwoners/zoeken.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form. A line of the header fills it in; only a number, which is no personal data, searches."""
        regel = request.GET.get("q", "")
        velden = ontleed(regel)
        if NUMMER.fullmatch(regel.strip()):
            return self._zoek(Zoekformulier({**BEGIN, **velden}))
        if "bsn" in velden:
            velden = {}
        return self._pagina(Zoekformulier(initial={**BEGIN, **velden}), ingevuld=bool(velden))

    def post(self, request: HttpRequest) -> HttpResponse:
        if "q" in request.POST:
            formulier = Zoekformulier({**BEGIN, **ontleed(request.POST["q"])})
        else:
            formulier = Zoekformulier(request.POST)
        return in_leeseenheid(request, self.actor, lambda: self._zoek(formulier))

    def _zoek(self, formulier: Zoekformulier) -> HttpResponse:
        uitslag = None
        if formulier.is_valid():
            v = formulier.cleaned_data
            try:
                uitslag = queries.zoek(self.actor, formulier.opgave(), nummer=v["nummer"], reden=v["reden"])
            except Weigering as fout:
                meld(formulier, fout)
            if v["nummer"] and uitslag and len(uitslag.kandidaten) == 1:
                return redirect("inwoner", pk=uitslag.kandidaten[0].id)
        return self._pagina(formulier, uitslag=uitslag)

    def _pagina(self, formulier: Zoekformulier, **extra: Any) -> HttpResponse:
        maken = bool(rechten(self.actor.rol, "inwoner", "aanmaken"))
        return self.toon({"formulier": formulier, "mag_maken": maken, **extra})
