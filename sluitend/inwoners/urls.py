"""Addresses of this area. An id of a person is a random one; nothing personal stands in an address."""

from django.urls import URLPattern, path

from sluitend.inwoners.views import afschermen, naasten, personen, samenvoegen, zoeken

urlpatterns: list[URLPattern] = [
    path("zoeken", zoeken.Zoeken.as_view(), name="zoeken"),
    path("inwoners/nieuw", personen.NieuweInwoner.as_view(), name="inwoner_nieuw"),
    path("inwoners/<uuid:pk>", personen.Inwonerpagina.as_view(), name="inwoner"),
    path("inwoners/<uuid:pk>/gegevens", personen.Gegevens.as_view(), name="inwoner_gegevens"),
    path("inwoners/<uuid:pk>/identiteit", personen.Identiteit.as_view(), name="inwoner_identiteit"),
    path("inwoners/<uuid:pk>/bsn", personen.Bsn.as_view(), name="inwoner_bsn"),
    path("inwoners/<uuid:pk>/bsn/tonen", personen.BsnTonen.as_view(), name="inwoner_bsn_tonen"),
    path("inwoners/<uuid:pk>/adres", personen.Adres.as_view(), name="inwoner_adres"),
    path("inwoners/<uuid:pk>/adres/tonen", personen.AdresTonen.as_view(), name="inwoner_adres_tonen"),
    path("inwoners/<uuid:pk>/afscherming", afschermen.Afscherming.as_view(), name="inwoner_afscherming"),
    path("inwoners/<uuid:pk>/naasten/nieuw", naasten.NieuweNaaste.as_view(), name="naaste_nieuw"),
    path("inwoners/<uuid:pk>/naasten/<uuid:naaste>", naasten.Naaste.as_view(), name="naaste"),
    path(
        "inwoners/<uuid:pk>/naasten/<uuid:naaste>/mag-weten",
        naasten.Toestemming.as_view(),
        name="naaste_mag_weten",
    ),
    path(
        "personen-vergelijken/<uuid:een>/<uuid:ander>",
        samenvoegen.Vergelijken.as_view(),
        name="personen_vergelijken",
    ),
    path("inwoners/<uuid:pk>/dubbelen", samenvoegen.Dubbelen.as_view(), name="inwoner_dubbelen"),
    path("samenvoegingen", samenvoegen.Samenvoegingen.as_view(), name="samenvoegingen"),
    path("samenvoegingen/<uuid:pk>", samenvoegen.Samenvoegingpagina.as_view(), name="samenvoeging"),
]
