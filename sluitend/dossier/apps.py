"""The area `dossier` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sluitend.platform.actor import Actor

BEWONERS = ("inwoner", "naaste")


class DossierConfig(AppConfig):
    name = "sluitend.dossier"
    label = "dossier"
    verbose_name = "Dossier"

    def ready(self) -> None:
        from sluitend.dossier import bronnen, gaten, samenvoegen, wachters  # noqa: F401 - what the database keeps, what the gaps rest on
        from sluitend.dossier.actions import afscherming  # noqa: F401 - receives events
        from sluitend.dossier.policy import vertel_inwoners
        from sluitend.platform import eenheid, schil
        from sluitend.regio.instellingen import Definitie, bepaal, ja_nee, positief

        eenheid.rond_af_met(gaten.rond_af)

        def voor_medewerkers(actor: Actor) -> bool:
            """Work of staff: a resident or naaste has none, and finds it in no menu."""
            return actor.rol not in BEWONERS

        vertel_inwoners()
        samenvoegen.neem_deel()
        schil.menu(_("Vandaag"), "vandaag", "medewerker", "wijzigen", volgorde=1)
        schil.menu(_("Werkvoorraad"), "werkvoorraad", "taak", volgorde=5, alleen=voor_medewerkers)
        schil.menu(_("Dossiers"), "dossiers", "dossier", volgorde=20, alleen=voor_medewerkers)
        schil.menu(_("Overdrachten"), "overdrachten", "overdracht", volgorde=25, alleen=voor_medewerkers)
        schil.menu(_("Gaten in de keten"), "gaten", "gat", volgorde=60)
        schil.menu(_("Afwezigheid"), "afwezigheid", "vervanging", "aanmaken", volgorde=70)
        schil.menu(
            _("Medewerkers"),
            "medewerkers",
            "medewerker",
            "intrekken",
            volgorde=90,
            alleen=lambda actor: actor.rol == "functioneel_beheerder",
        )

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
            Definitie(
                "gevoelige_organisaties",
                str(_("Organisaties die anderen zien als organisatie in zorg of ondersteuning")),
                [],
                "12 §5A, V10",
                geldig=lambda waarde: isinstance(waarde, list) and all(isinstance(w, str) for w in waarde),
            ),
        )
