"""Addresses of the shell itself."""

from django.urls import URLPattern, path

from sluitend.platform.views import fouten

urlpatterns: list[URLPattern] = [
    path("aanmelden/mislukt", fouten.aanmelden_mislukt, name="aanmelden_mislukt"),
]
