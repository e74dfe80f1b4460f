"""Every address of the product."""

from django.urls import include, path

handler403 = "sluitend.platform.views.fouten.geen_toegang"
handler404 = "sluitend.platform.views.fouten.niet_gevonden"
handler500 = "sluitend.platform.views.fouten.serverfout"

urlpatterns = [
    path("", include("sluitend.platform.urls")),
    path("account/", include("allauth.urls")),
]
