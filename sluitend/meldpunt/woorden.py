"""What the events of a melding mean on the timeline of a dossier; who reported stands in none of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ZINNEN: dict[str, "str | Promise"] = {
    "meldpunt.aard_gewijzigd": _("De soort van een melding is gewijzigd"),
    "meldpunt.bundel_gesplitst": _("Een melding is uit een bundel gehaald"),
    "meldpunt.meldingen_gebundeld": _("Meldingen over één gebeurtenis zijn gebundeld"),
    "meldpunt.doorleiding_beantwoord": _("Een melding van een andere regio is beantwoord"),
    "meldpunt.doorleiding_ontvangen": _("Een andere regio stuurde een melding"),
    "meldpunt.doorsturen_bevestigd": _("De ontvanger van een doorgestuurde melding heeft die bevestigd"),
    "meldpunt.doorsturen_geweigerd": _("De ontvanger weigerde een doorgestuurde melding"),
    "meldpunt.doorverbonden": _("Het meldpunt heeft doorverbonden"),
    "meldpunt.gemeente_vastgesteld": _("De gemeente van een melding is vastgesteld"),
    "meldpunt.inwoner_gekoppeld": _("Een melding is aan deze inwoner gekoppeld"),
    "meldpunt.kandidaat_beoordeeld": _("Beoordeeld of een melding over deze inwoner gaat"),
    "meldpunt.melding_afgehandeld": _("Een melding kreeg een uitkomst"),
    "meldpunt.melding_afgesloten": _("Een melding is gesloten"),
    "meldpunt.melding_doorgestuurd": _("Een melding is doorgestuurd"),
    "meldpunt.melding_gecorrigeerd": _("De tekst van een melding is hersteld"),
    "meldpunt.melding_gerouteerd": _("Een melding is bij een team gelegd"),
    "meldpunt.melding_getrieerd": _("Een melding is beoordeeld"),
    "meldpunt.melding_heropend": _("Een melding is weer geopend"),
    "meldpunt.melding_ontvangen": _("Er kwam een melding binnen"),
    "meldpunt.melding_opgepakt": _("Een melding is opgepakt"),
    "meldpunt.melding_teruggegeven": _("Een melding is teruggegeven aan het meldpunt"),
    "meldpunt.norm_overschreden": _("Een melding ging over de norm"),
    "meldpunt.terugbelpoging": _("Het meldpunt belde de melder en kreeg geen gehoor"),
    "meldpunt.terugkoppeling_gegeven": _("De melder heeft gehoord wat er met de melding is gedaan"),
    "meldpunt.vroegsignaal_gevonden": _("Meldingen samen gaven een vroeg signaal"),
}
