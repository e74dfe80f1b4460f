"""The area `meldpunt` as a Django application."""

from django.apps import AppConfig


class MeldpuntConfig(AppConfig):
    name = "sluitend.meldpunt"
    label = "meldpunt"
    verbose_name = "Meldpunt"

    def ready(self) -> None:
        from sluitend.meldpunt import wachters  # noqa: F401 - registers what the database keeps
