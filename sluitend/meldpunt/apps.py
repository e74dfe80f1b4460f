"""The area `meldpunt` as a Django application."""

from django.apps import AppConfig


class MeldpuntConfig(AppConfig):
    name = "sluitend.meldpunt"
    label = "meldpunt"
    verbose_name = "Meldpunt"

    def ready(self) -> None:
        from sluitend.dossier.policy import registreer_melding_open
        from sluitend.inwoners.policy import vertaal
        from sluitend.meldpunt import bronnen, instellingen, policy, wachters  # noqa: F401 - registered by import

        registreer_melding_open(policy.dossiers_met_open_melding)
        vertaal("melding_open", policy.inwoners_met_open_melding)
