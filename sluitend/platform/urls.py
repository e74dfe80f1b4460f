"""Addresses of the shell itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.i18n import set_language

from sluitend.platform.views import aanmelden, fouten


def geen_pagina(request: HttpRequest, *args: str) -> HttpResponse:
    """Not there, for nobody."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("aanmelden/mislukt", fouten.aanmelden_mislukt, name="aanmelden_mislukt"),
    path("kies-rol", aanmelden.KiesRol.as_view(), name="kies_rol"),
    path("afgemeld", aanmelden.afgemeld, name="afgemeld"),
    path("account/logout/", aanmelden.Afmelden.as_view(), name="account_logout"),
    # Accounts are made, linked and reset by the organisation: these pages of the sign-in package do not exist.
    re_path(r"^account/(signup|email|confirm-email|phone|login/code|password/(reset|set))(/|$)", geen_pagina),
    re_path(r"^account/3rdparty/(signup/)?$", geen_pagina),
    path("taal", set_language, name="taal"),
]
