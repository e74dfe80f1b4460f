"""Every address of the product."""

from django.urls import include, path

from sluitend.platform.api import api

handler400 = "sluitend.platform.views.fouten.foute_vraag"
handler403 = "sluitend.platform.views.fouten.geen_toegang"
handler404 = "sluitend.platform.views.fouten.niet_gevonden"
handler500 = "sluitend.platform.views.fouten.serverfout"

api.add_router("/meldingen", "sluitend.meldpunt.api.router")
api.add_router("/meldingen", "sluitend.meldpunt.api.bundel.router")
api.add_router("/beslistabellen", "sluitend.meldpunt.api.tabel.router")

api.add_router("", "sluitend.dossier.api.router")
api.add_router("", "sluitend.meldpunt.api.dienst.router")

urlpatterns = [
    path("", include("sluitend.platform.urls")),
    path("", include("sluitend.portaal.urls")),
    path("meldingen/", include("sluitend.meldpunt.urls")),
    path("dienst/", include("sluitend.meldpunt.urls.dienst")),
    path("", include("sluitend.meldpunt.urls.piket")),
    path("", include("sluitend.inwoners.urls")),
    path("", include("sluitend.dossier.urls")),
    path("", include("sluitend.wvggz.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
