"""Addresses of the dienst."""

from django.urls import path

from sluitend.meldpunt.views import dienst

urlpatterns = [
    path("", dienst.Dienst.as_view(), name="dienst"),
    path("plannen", dienst.Plannen.as_view(), name="dienst_plannen"),
    path("terugbellen", dienst.Terugbellen.as_view(), name="dienst_terugbellen"),
    path("teruggebeld/<uuid:taak_id>", dienst.Teruggebeld.as_view(), name="dienst_teruggebeld"),
    path("afvinken/<uuid:regel_id>", dienst.Afvinken.as_view(), name="dienst_afvinken"),
    path("<uuid:pk>/log", dienst.Loggen.as_view(), name="dienst_log"),
    path("<uuid:pk>/overdragen", dienst.Overdragen.as_view(), name="dienst_overdragen"),
    path("<uuid:pk>/aanvaarden", dienst.Aanvaarden.as_view(), name="dienst_aanvaarden"),
    path("<uuid:pk>/beeindigen", dienst.Beeindigen.as_view(), name="dienst_beeindigen"),
]
