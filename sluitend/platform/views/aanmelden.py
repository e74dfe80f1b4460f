"""Signing in ends with one role in one region; signing out leaves nothing behind."""

from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views import View
from django.views.decorators.cache import never_cache

from sluitend.platform.schil import KEUZES

Keuze = dict[str, Any]


def veilig(request: HttpRequest, adres: str) -> str:
    """An address on this host, else the start page (chapter 30 5I)."""
    goed = url_has_allowed_host_and_scheme(adres, {request.get_host()}, require_https=request.is_secure())
    return adres if goed else "/"


@method_decorator(never_cache, name="dispatch")
class KiesRol(LoginRequiredMixin, View):
    """Which role somebody works in from here on; with one role there is nothing to choose (UA-03)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        keuzes = self.keuzes(request)
        if len(keuzes) == 1:
            return self.kies(request, keuzes[0], keuzes, request.GET.get("next", ""))
        return self.toon(request, keuzes, request.GET.get("next", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        keuzes = self.keuzes(request)
        gevraagd = request.POST.get("keuze", "")
        for keuze in keuzes:
            if f"{keuze['regio']}:{keuze['rol']}" == gevraagd:
                return self.kies(request, keuze, keuzes, request.POST.get("next", ""))
        return self.toon(request, keuzes, request.POST.get("next", ""), geweigerd=True)

    def keuzes(self, request: HttpRequest) -> list[Keuze]:
        return list(import_string(settings.KEUZE_LOADER)(request.user.pk))

    def kies(self, request: HttpRequest, keuze: Keuze, keuzes: list[Keuze], verder: str) -> HttpResponse:
        """A new session id with every change of role (chapter 30 5H)."""
        request.session["sluitend_keuze"] = {"regio": keuze["regio"], "rol": keuze["rol"]}
        request.session[KEUZES] = keuzes
        request.session.cycle_key()
        return redirect(veilig(request, verder))

    def toon(
        self, request: HttpRequest, keuzes: list[Keuze], verder: str, geweigerd: bool = False
    ) -> HttpResponse:
        return render(
            request,
            "platform/kies_rol.html",
            {"keuzes": keuzes, "verder": verder, "geweigerd": geweigerd},
            status=403 if geweigerd else 200,
        )


class Afmelden(LogoutView):  # type: ignore[misc]
    """Signing out also empties what the browser kept of the pages."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        antwoord = super().post(*args, **kwargs)
        antwoord["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return antwoord


@never_cache
def afgemeld(request: HttpRequest) -> HttpResponse:
    """Where somebody lands after signing out."""
    return render(request, "platform/afgemeld.html")
