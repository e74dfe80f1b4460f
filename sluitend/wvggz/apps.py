"""The area `wvggz` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WvggzConfig(AppConfig):
    name = "sluitend.wvggz"
    label = "wvggz"
    verbose_name = "Wvggz"

    def ready(self) -> None:
        from sluitend.dossier.policy import registreer_toegewezen
        from sluitend.dossier.woorden import vertel
        from sluitend.platform.schil import menu
        from sluitend.wvggz import bronnen, instellingen, policy, wachters, woorden  # noqa: F401 - they register by import

        registreer_toegewezen("onderzoeker_wvggz", policy.dossiers_in_onderzoek)
        vertel(woorden.ZINNEN)
        menu(_("Verkennende onderzoeken"), "onderzoeken", "verkennend_onderzoek", "aanmaken", volgorde=30)
        menu(_("Crisis"), "crisisoverzicht", "crisisprocedure", "wijzigen", volgorde=31)
        menu(_("Nazorg"), "nazorg", "nazorg_keuze", "besluiten", volgorde=32)
        menu(_("Termijn narekenen"), "termijnen", "termijnparameter", volgorde=80)
