"""The names of the roles as people say them. Which rights they have stands in `rechtenmatrix.csv`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLNAMEN: dict[str, Promise] = {
    "inwoner": _("Inwoner"),
    "naaste": _("Naaste"),
    "meldpuntmedewerker": _("Medewerker meldpunt"),
    "onderzoeker_wvggz": _("Onderzoeker Wvggz"),
    "burgemeester": _("Burgemeester"),
    "casusregisseur": _("Casusregisseur"),
    "procesregisseur": _("Procesregisseur"),
    "adviseur_veiligheid": _("Adviseur veiligheid"),
    "bemoeizorger": _("Bemoeizorger"),
    "consulent_toegang": _("Consulent toegang"),
    "gedragsdeskundige": _("Gedragsdeskundige"),
    "spoedpoli": _("Spoedpoli"),
    "zorgaanbieder": _("Zorgaanbieder"),
    "woningcorporatie": _("Woningcorporatie"),
    "politie": _("Politie"),
    "programmamanager": _("Programmamanager"),
    "beleidsmedewerker": _("Beleidsmedewerker"),
    "contractmanager": _("Contractmanager"),
    "bestuurder": _("Bestuurder"),
    "financieel_adviseur": _("Financieel adviseur"),
    "functioneel_beheerder": _("Functioneel beheerder"),
    "privacy_officer": _("Privacy officer"),
    "auditor": _("Auditor"),
    "publiek": _("Bezoeker"),
    "systeem": _("Het systeem zelf"),
}


def rolnaam(rol: str) -> "str | Promise":
    """The name of a role; an unknown one is shown readable rather than hidden."""
    return ROLNAMEN.get(rol) or rol.replace("_", " ").capitalize()
