"""The area `inwoners` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InwonersConfig(AppConfig):
    name = "sluitend.inwoners"
    label = "inwoners"
    verbose_name = "Inwoners"

    def ready(self) -> None:
        from sluitend.inwoners import instellingen
        from sluitend.platform.schil import menu, zoekpagina

        instellingen.registreer()
        zoekpagina("zoeken", "inwoner", "zoeken")
        menu(_("Personen zoeken"), "zoeken", "inwoner", "zoeken", volgorde=15)
        menu(_("Samenvoegen"), "samenvoegingen", "samenvoeging", "zien", volgorde=85)
