"""Addresses for everybody."""

from django.urls import path

from sluitend.portaal import views

urlpatterns = [
    path("zorgen-melden", views.ZorgenMelden.as_view(), name="zorgen_melden"),
    path("volg-uw-melding", views.VolgUwMelding.as_view(), name="volg_uw_melding"),
    path("waar-kan-ik-terecht", views.WaarTerecht.as_view(), name="waar_terecht"),
]
