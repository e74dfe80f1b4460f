"""The area `regio` as a Django application."""

from django.apps import AppConfig


class RegioConfig(AppConfig):
    name = "sluitend.regio"
    label = "regio"
