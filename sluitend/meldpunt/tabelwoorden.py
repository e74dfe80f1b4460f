"""A rule of the triage table as a sentence that a colleague can read, in the language of the page (UM-23)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sluitend.kern.beslistabel import Regel, Soort, Toets
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import SIGNALEN
from sluitend.meldpunt.rules.triagetabel import AANWIJZINGEN
from sluitend.platform.templatetags.sluitend import urgentie_naam

Woord = "str | Promise"
KOLOMMEN: dict[str, Woord] = {
    "kanaal": gettext_lazy("Kanaal"),
    "politiecode": gettext_lazy("Politiecode"),
    "aard": gettext_lazy("Soort melding"),
    "leeftijd": gettext_lazy("Leeftijd in jaren"),
    "bekend": gettext_lazy("Is de persoon bekend?"),
    "titel": gettext_lazy("Loopt er verplichte zorg?"),
    "ave": gettext_lazy("AVE-fase van het dossier"),
    "herhaling_30d": gettext_lazy("Meldingen in 30 dagen"),
    "herhaling_90d": gettext_lazy("Meldingen in 90 dagen"),
    "in_regio": gettext_lazy("Verblijft de persoon in de regio?"),
    "melder_contact": gettext_lazy("Is de melder te bereiken?"),
    "ontruiming_dagen": gettext_lazy("Dagen tot de ontruiming"),
    "urgentie": gettext_lazy("Urgentie"),
}
BEKEND: dict[str, Woord] = {
    "nee": gettext_lazy("niet bekend"),
    "eerder": gettext_lazy("eerder bekend"),
    "open_dossier": gettext_lazy("open dossier"),
}
JA_NEE: dict[str, Woord] = {"ja": gettext_lazy("ja"), "nee": gettext_lazy("nee")}
# Short names, for the head of a matrix.
KORT: dict[str, Woord] = {
    "acuut": gettext_lazy("Acuut"),
    "spoed": gettext_lazy("Spoed"),
    "dag": gettext_lazy("24 uur"),
    "week": gettext_lazy("7 dagen"),
    "niet_acuut": gettext_lazy("14 dagen"),
}
VERGELIJKINGEN: dict[str, Woord] = {
    "<": gettext_lazy("minder dan"),
    "<=": gettext_lazy("hoogstens"),
    "=": gettext_lazy("precies"),
    ">=": gettext_lazy("minstens"),
    ">": gettext_lazy("meer dan"),
}


@dataclass(frozen=True, slots=True)
class Zin:
    """One rule in words: what must hold, what follows, and what was written with it."""

    nr: int
    als: str
    dan: str
    ook: str
    tekst: str
    aanwijzingen: tuple[str, ...]
    urgentie: str


def zin(regel: Regel) -> Zin:
    """The rule as a sentence; `urgentie` is the class when the rule is about urgency, else empty."""
    over_urgentie = regel.nr < 100
    return Zin(
        regel.nr,
        _("Altijd") if regel.is_altijd else _(" en ").join(_toets(toets) for toets in regel.toetsen),
        urgentie_naam(regel.uit) if over_urgentie else ROUTES[regel.uit].label,
        ", ".join(ROUTES[code].label for code in regel.ook),
        regel.tekst,
        tuple(AANWIJZINGEN[code] for code in regel.aanwijzingen),
        regel.uit if over_urgentie else "",
    )


def _toets(toets: Toets) -> str:
    if toets.soort is Soort.KOLOM:
        return _kolom(toets)
    namen = ", ".join(f"‘{SIGNALEN[code].label}’" for code in toets.leden)
    if len(toets.leden) == 1 and toets.soort is not Soort.GEEN_VAN:
        return namen
    if toets.soort is Soort.ALLE:
        return _("alle van: %(namen)s") % {"namen": namen}
    if toets.soort is Soort.GEEN_VAN:
        return _("geen van: %(namen)s") % {"namen": namen}
    return _("één van: %(namen)s") % {"namen": namen}


def _kolom(toets: Toets) -> str:
    naam = str(KOLOMMEN[toets.kolom]).rstrip("?")
    if toets.vergelijking:
        waarde = f"{VERGELIJKINGEN[toets.vergelijking]} {toets.grens}"
    else:
        woorden = waarden(toets.kolom)
        waarde = _(" of ").join(str(woorden.get(code, code)) for code in toets.leden)
    return f"{naam[:1].lower()}{naam[1:]}: {waarde}" if not naam.startswith("AVE") else f"{naam}: {waarde}"


def waarden(kolom: str) -> Mapping[str, Woord]:
    """The codes of a column with the words for people."""
    if kolom == "kanaal":
        return dict(Melding.Kanaal.choices)
    if kolom == "aard":
        return dict(Melding.Aard.choices)
    if kolom == "bekend":
        return BEKEND
    if kolom in ("titel", "in_regio", "melder_contact"):
        return JA_NEE
    if kolom == "urgentie":
        return {code: urgentie_naam(code) for code in ("acuut", "spoed", "dag", "week", "niet_acuut")}
    return {}
