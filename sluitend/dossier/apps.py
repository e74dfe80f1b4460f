"""The area `dossier` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossierConfig(AppConfig):
    name = "sluitend.dossier"
    label = "dossier"
    verbose_name = "Dossier"

    def ready(self) -> None:
        from sluitend.dossier import bronnen, wachters  # noqa: F401 - what the database keeps, what the gaps rest on
        from sluitend.regio.instellingen import Definitie, bepaal, ja_nee, positief

        bepaal(
            Definitie(
                "heropentermijn_dagen",
                str(_("Dagen waarbinnen een gesloten dossier weer opengaat")),
                182,
                "12 §3",
                geldig=positief,
            ),
            Definitie(
                "centrumgemeente_neemt_over",
                str(_("De centrumgemeente neemt inwoners over")),
                False,
                "R42, C05",
                geldig=ja_nee,
            ),
        )
