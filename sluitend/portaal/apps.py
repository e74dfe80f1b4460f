"""The area `portaal` as a Django application."""

from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "sluitend.portaal"
    label = "portaal"
