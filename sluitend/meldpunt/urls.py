"""Addresses of the meldpunt."""

from django.urls import path

from sluitend.meldpunt.views import nieuw, politie, werken

urlpatterns = [
    path("", werken.Werkvoorraad.as_view(), name="meldingen"),
    path("nieuw", nieuw.NieuweMelding.as_view(), name="melding_nieuw"),
    path("nieuw/advies", nieuw.Advies.as_view(), name="melding_advies"),
    path("politie", politie.PolitieImport.as_view(), name="melding_politie"),
    path("<uuid:pk>", werken.Melding.as_view(), name="melding"),
    path("<uuid:pk>/triage", werken.Triage.as_view(), name="melding_triage"),
    path("<uuid:pk>/bellen", werken.Bellen.as_view(), name="melding_bellen"),
    path("<uuid:pk>/poging", werken.Poging.as_view(), name="melding_poging"),
    path("<uuid:pk>/<slug:daad>", werken.Daad.as_view(), name="melding_daad"),
]
