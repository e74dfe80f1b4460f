"""What the pages of the dossier share: a page to read, and a page to do one thing."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from sluitend.dossier import queries
from sluitend.dossier.forms import Bevestiging
from sluitend.dossier.queries.keuzes import mijn_teams
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import lezen
from sluitend.platform.keyset import Blad
from sluitend.platform.pagina import Pagina

Tekst = str | Promise


class Leespagina(Pagina):
    """A page to read. `beeld` gives its context within the reading unit, or refuses."""

    def get(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        return self.veilig(lambda: self.toon(self.beeld(**sleutels)))

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        raise NotImplementedError

    def veilig(self, maak: Callable[[], HttpResponse]) -> HttpResponse:
        """Not there: 404. There but not for you: a page that says who can tell more. A stale cursor: the first page."""
        try:
            return maak()
        except queries.GeenToegang as fout:
            return self.toon({"dossier": fout.dossier}, template="dossier/geen_toegang.html", status=403)
        except Weigering as fout:
            if fout.status == 404:
                raise Http404 from fout
            if fout.code == "cursor-ongeldig":
                return redirect(self.request.path)
            raise

    def adres(self, **anders: str | None) -> str:
        """This address with other parameters; None takes one away, and a changed filter starts at the first page."""
        vraag = self.request.GET.copy()
        vraag.pop("na", None)
        for sleutel, waarde in anders.items():
            vraag.pop(sleutel, None)
            if waarde:
                vraag[sleutel] = waarde
        return f"{self.request.path}?{vraag.urlencode()}" if vraag else self.request.path

    def volgende(self, blad: Blad) -> str:
        """The address of the page after this one, empty on the last."""
        if blad.volgende is None:
            return ""
        vraag = self.request.GET.copy()
        vraag["na"] = blad.volgende
        return f"{self.request.path}?{vraag.urlencode()}"

    def keuze(self, naam: str, mogelijk: Any, anders: str) -> str:
        """A parameter of the address, or the default when it says something unknown."""
        waarde = self.request.GET.get(naam, anders)
        return waarde if waarde in mogelijk else anders


class Handeling(Leespagina):
    """A page with one form and one act. It works without a script, and a refusal keeps what was typed."""

    template = "dossier/handeling.html"
    formulier: ClassVar[type[BaseForm] | Callable[..., BaseForm]] = Bevestiging
    titel: ClassVar[Tekst] = ""
    knop: ClassVar[Tekst] = ""
    uitleg: ClassVar[Tekst] = ""
    variant: ClassVar[str] = "hoofd"
    klaar_tekst: ClassVar[Tekst] = ""

    def get(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        return self.veilig(lambda: self._blad(None, **sleutels))

    def post(self, request: HttpRequest, **sleutels: Any) -> HttpResponse:
        with lezen(self.actor):
            formulier = self.maak_formulier(request.POST, **sleutels)
        return self.doe(
            formulier,
            lambda: self.actie(formulier, **sleutels),
            lambda resultaat: self.klaar(resultaat, **sleutels),
            lambda: self.veilig(lambda: self._blad(formulier, **sleutels)),
        )

    def _blad(self, formulier: BaseForm | None, **sleutels: Any) -> HttpResponse:
        context = self.beeld(**sleutels)
        formulier = formulier or self.maak_formulier(None, **sleutels)
        vast = {"titel": self.titel, "knop": self.knop, "uitleg": self.uitleg, "variant": self.variant}
        return self.toon({**vast, "terug": self.terug(**sleutels), **context, "formulier": formulier})

    def maak_formulier(self, gegevens: Any, **sleutels: Any) -> BaseForm:
        return self.formulier(gegevens, **self.keuzes(**sleutels))  # type: ignore[operator]

    def keuzes(self, **sleutels: Any) -> dict[str, Any]:
        """What the form needs to offer its choices; reads no person."""
        return {}

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return {}

    def actie(self, formulier: Any, **sleutels: Any) -> Any:
        raise NotImplementedError

    def terug(self, **sleutels: Any) -> str:
        raise NotImplementedError

    def klaar(self, resultaat: Any, **sleutels: Any) -> HttpResponse:
        if tekst := self.bericht(resultaat):
            messages.success(self.request, tekst)
        return redirect(self.terug(**sleutels))

    def bericht(self, resultaat: Any) -> Tekst:
        return self.klaar_tekst


def eigenaars(actor: Any) -> dict[str, Any]:
    """Colleagues and teams that a step can be given to."""
    return {"collegas": queries.collegas_van(actor), "teams": mijn_teams(actor)}


def uuid(tekst: str) -> UUID | None:
    """An id from an address, or nothing."""
    try:
        return UUID(tekst)
    except ValueError:
        return None
