"""Addresses of the roster and of the contactkaarten."""

from django.urls import path

from sluitend.meldpunt.views import piket

urlpatterns = [
    path("piket/", piket.Piket.as_view(), name="piket"),
    path("piket/plannen", piket.Plannen.as_view(), name="piket_plannen"),
    path("piket/<uuid:pk>/intrekken", piket.Intrekken.as_view(), name="piket_intrekken"),
    path("contactkaarten/", piket.Contactkaarten.as_view(), name="contactkaarten"),
    path("contactkaarten/maken", piket.KaartMaken.as_view(), name="contactkaart_maken"),
    path("contactkaarten/<uuid:pk>/wijzigen", piket.KaartWijzigen.as_view(), name="contactkaart_wijzigen"),
    path(
        "contactkaarten/<uuid:pk>/beeindigen", piket.KaartBeeindigen.as_view(), name="contactkaart_beeindigen"
    ),
]
