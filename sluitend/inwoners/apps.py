"""The area `inwoners` as a Django application."""

from django.apps import AppConfig


class InwonersConfig(AppConfig):
    name = "sluitend.inwoners"
    label = "inwoners"
    verbose_name = "Inwoners"

    def ready(self) -> None:
        from sluitend.inwoners import instellingen

        instellingen.registreer()
