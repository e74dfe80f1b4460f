"""The area `meldpunt` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Everybody at work may look who is on call; for these roles it is a page of every day.
ROOSTER_IN_MENU = ("meldpuntmedewerker", "functioneel_beheerder", "onderzoeker_wvggz", "bemoeizorger")


class MeldpuntConfig(AppConfig):
    name = "sluitend.meldpunt"
    label = "meldpunt"
    verbose_name = "Meldpunt"

    def ready(self) -> None:
        from sluitend.dossier.policy import registreer_melding_open
        from sluitend.dossier.woorden import vertel
        from sluitend.inwoners.policy import vertaal
        from sluitend.meldpunt import (  # noqa: F401 - they register by import
            bronnen,
            erbij,
            instellingen,
            jobs,
            policy,
            samenvoegen,
            wachters,
            woorden,
        )
        from sluitend.meldpunt.actions import bundelen, vertrek  # noqa: F401 - receive events
        from sluitend.platform.schil import menu

        menu(_("Nieuwe melding"), "melding_nieuw", "melding", "aanmaken", volgorde=10, toets="n")
        menu(
            _("Signaal doorgeven"),
            "melding_signaal",
            "melding",
            "aanmaken",
            volgorde=10,
            alleen=lambda actor: actor.rol != policy.MELDPUNT,
        )
        menu(_("Meldingen"), "meldingen", "melding", "zien", volgorde=11)
        menu(_("Dienst"), "dienst", "dienst", "zien", volgorde=12)
        menu(
            _("Piket"),
            "piket",
            "piket",
            "zien",
            volgorde=13,
            alleen=lambda actor: actor.rol in ROOSTER_IN_MENU,
        )
        menu(_("Van een andere regio"), "meldingen_doorgestuurd", "melding", "toewijzen", volgorde=13)
        menu(_("Politiebestand"), "melding_politie", "melding_politie", "aanmaken", volgorde=60)
        menu(
            _("Beeld van het meldpunt"),
            "meldpuntbeeld",
            "indicator",
            volgorde=55,
            alleen=lambda actor: actor.rol in policy.STUURT,
        )
        menu(_("Beslistabel"), "beslistabellen", "triagetabel", "instellen", volgorde=61)
        samenvoegen.neem_deel()
        vertel(woorden.ZINNEN)
        registreer_melding_open(policy.dossiers_met_open_melding)
        vertaal("melding_open", policy.inwoners_met_open_melding)
