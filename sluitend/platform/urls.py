"""Addresses of the shell itself."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from sluitend.platform.views import aanmelden, fouten

urlpatterns: list[URLPattern] = [
    path("aanmelden/mislukt", fouten.aanmelden_mislukt, name="aanmelden_mislukt"),
    path("kies-rol", aanmelden.KiesRol.as_view(), name="kies_rol"),
    path("afgemeld", aanmelden.afgemeld, name="afgemeld"),
    path("account/logout/", aanmelden.Afmelden.as_view(), name="account_logout"),
    path("taal", set_language, name="taal"),
]
