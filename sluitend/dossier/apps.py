"""The area `dossier` as a Django application."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "sluitend.dossier"
    label = "dossier"
    verbose_name = "Dossier"

    def ready(self) -> None:
        from sluitend.dossier import wachters  # noqa: F401 - registers what the database keeps
