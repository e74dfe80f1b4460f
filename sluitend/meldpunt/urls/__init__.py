"""Addresses of the meldpunt."""

from django.urls import path

from sluitend.meldpunt.views import beeld, bundel, doorleiden, nieuw, politie, signaal, tabel, werken

urlpatterns = [
    path("", werken.Werkvoorraad.as_view(), name="meldingen"),
    path("nieuw", nieuw.NieuweMelding.as_view(), name="melding_nieuw"),
    path("signaal", signaal.Signaal.as_view(), name="melding_signaal"),
    path("doorgestuurd", doorleiden.Doorgestuurd.as_view(), name="meldingen_doorgestuurd"),
    path("doorgestuurd/<uuid:pk>", doorleiden.Beantwoorden.as_view(), name="melding_aanbod"),
    path("nieuw/concept", nieuw.Concept.as_view(), name="melding_concept"),
    path("nieuw/advies", nieuw.Advies.as_view(), name="melding_advies"),
    path("politie", politie.PolitieImport.as_view(), name="melding_politie"),
    path("beeld", beeld.Beeld.as_view(), name="meldpuntbeeld"),
    path("beslistabel", tabel.Beslistabellen.as_view(), name="beslistabellen"),
    path("beslistabel/nieuw", tabel.NieuweTabel.as_view(), name="beslistabel_nieuw"),
    path("beslistabel/bestand", tabel.Tabelbestand.as_view(), name="beslistabel_geldend_bestand"),
    path("beslistabel/proef", tabel.Proefmelding.as_view(), name="beslistabel_geldend_proef"),
    path("beslistabel/<uuid:pk>", tabel.Beslistabel.as_view(), name="beslistabel"),
    path("beslistabel/<uuid:pk>/csv", tabel.Tabelbestand.as_view(), name="beslistabel_csv"),
    path("beslistabel/<uuid:pk>/proef", tabel.Proefmelding.as_view(), name="beslistabel_proef"),
    path("beslistabel/<uuid:pk>/regel", tabel.Tabelregel.as_view(), name="beslistabel_regel_nieuw"),
    path("beslistabel/<uuid:pk>/regel/<int:nr>", tabel.Tabelregel.as_view(), name="beslistabel_regel"),
    path("beslistabel/<uuid:pk>/<slug:daad>", tabel.Tabeldaad.as_view(), name="beslistabel_daad"),
    path("<uuid:pk>", werken.Melding.as_view(), name="melding"),
    path("<uuid:pk>/triage", werken.Triage.as_view(), name="melding_triage"),
    path("<uuid:pk>/bellen", werken.Bellen.as_view(), name="melding_bellen"),
    path("<uuid:pk>/poging", werken.Poging.as_view(), name="melding_poging"),
    path("<uuid:pk>/bundelen", bundel.Bundelen.as_view(), name="melding_bundelen"),
    path("<uuid:pk>/losmaken", bundel.Losmaken.as_view(), name="melding_losmaken"),
    path("<uuid:pk>/vergelijken/<uuid:kandidaat>", werken.Vergelijken.as_view(), name="melding_vergelijken"),
    path("<uuid:pk>/brief", werken.Terugkoppelbrief.as_view(), name="melding_brief"),
    path("<uuid:pk>/<slug:daad>", werken.Daad.as_view(), name="melding_daad"),
]
