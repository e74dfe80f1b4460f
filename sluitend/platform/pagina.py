"""The base of every page: an actor, a right, one unit of work, and a refusal that loses nothing."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views import View

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.actor import Actor
from sluitend.platform.middleware import in_leeseenheid
from sluitend.platform.rechten import rechten
from sluitend.platform.sporen import noteer_weigering
from sluitend.platform.vertalingen import vertaal


class Pagina(View):
    """A page for signed-in users. `object` and `handeling` name the right that a role needs to know it at all.

    A role without any row for them gets 404: what is not yours does not exist (chapter 30 2B).
    `get` runs in a reading unit; `post` calls `doe`, which runs one action and answers a refusal with the
    same page, everything typed still in it.
    """

    object: ClassVar[str] = ""
    handeling: ClassVar[str] = "zien"
    doel: ClassVar[str] = ""
    template: ClassVar[str] = ""
    actor: Actor
    weigering: Weigering | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None:
            if request.user.is_authenticated:
                return redirect("kies_rol")
            if getattr(request, "htmx", False):
                antwoord = HttpResponse(status=401)
                antwoord["HX-Redirect"] = request.get_full_path()
                return antwoord
            return redirect_to_login(request.get_full_path())
        if self.object and not rechten(actor.rol, self.object, self.handeling):
            raise Http404
        self.actor = actor.met_doel(self.doel) if self.doel else actor
        maak = super().dispatch
        if request.method in ("GET", "HEAD"):
            return in_leeseenheid(request, self.actor, lambda: maak(request, *args, **kwargs))
        return maak(request, *args, **kwargs)

    def toon(self, context: dict[str, Any], *, template: str = "", status: int = 200) -> TemplateResponse:
        """The page with this context."""
        return TemplateResponse(self.request, template or self.template, context, status=status)

    def doe(
        self,
        formulier: BaseForm | None,
        actie: Callable[[], Any],
        klaar: Callable[[Any], HttpResponse],
        opnieuw: Callable[[], HttpResponse],
    ) -> HttpResponse:
        """Run one action. Refused: the form says why beside the field or on top, and keeps what was typed."""
        weigering: Weigering | None = None
        if formulier is None or formulier.is_valid():
            try:
                return klaar(actie())
            except Weigering as fout:
                weigering = fout
                if fout.status == 404:
                    raise Http404 from fout
                if fout.status == 403:
                    noteer_weigering(self.actor, f"{self.object or 'pagina'}:-", None, fout.code)
                if formulier is not None:
                    meld(formulier, fout)
        self.weigering = weigering

        def maak() -> HttpResponse:
            antwoord = opnieuw()
            if isinstance(antwoord, HttpResponseRedirect):
                return antwoord
            fragment = bool(getattr(self.request, "htmx", False))
            eigen = weigering and (weigering.status == 403 or weigering.code == "intussen-gewijzigd")
            antwoord.status_code = 422 if fragment else weigering.status if weigering and eigen else 200
            return antwoord

        return in_leeseenheid(self.request, self.actor, maak)


def meld(formulier: BaseForm, fout: Weigering) -> None:
    """Put a refusal into a form: beside its fields when it names them, else on top."""
    if isinstance(fout, OngeldigeInvoer) and fout.fouten:
        for veld, tekst in fout.fouten.items():
            formulier.add_error(veld if veld in formulier.fields else None, vertaal(tekst))
        return
    formulier.add_error(None, vertaal(fout.tekst))
