"""Words for people: what an event means in plain Dutch, what a task, a traject and a deadline are called."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.policy import vandaag
from sluitend.dossier.rules.taak import Deadline, Toon, deadline_woorden
from sluitend.dossier.rules.tijd import local_day
from sluitend.platform.eenheid import huidig
from sluitend.platform.vertalingen import vertaal

ANDER_DOMEIN = _("Gebeurtenis in een ander domein")

ZINNEN: dict[str, "str | Promise"] = {
    "dossier.afwezig_gemeld": _("Een medewerker meldde zich afwezig"),
    "dossier.afwezigheid_beeindigd": _("Een medewerker is terug"),
    "dossier.contact_gelegd": _("Er was contact met de inwoner"),
    "dossier.contactpoging_gedaan": _("Er is contact gezocht of afgestemd"),
    "dossier.dossier_geopend": _("Het dossier is geopend"),
    "dossier.dossier_gesloten": _("Het dossier is gesloten"),
    "dossier.dossier_heropend": _("Het dossier is weer geopend"),
    "dossier.eigen_woorden_toegevoegd": _("De inwoner gaf in eigen woorden aan wat nodig is"),
    "dossier.medewerker_vertrokken": _("Een medewerker is uit dienst"),
    "dossier.noodoverdracht_uitgevoerd": _("De regie ging wegens uitval over naar het regievangnet"),
    "dossier.overdracht_aanvaard": _("De overdracht is aanvaard"),
    "dossier.overdracht_afgerond": _("De overdracht is afgerond: het eerste contact was er"),
    "dossier.overdracht_beantwoord": _("De vraag over de overdracht is beantwoord"),
    "dossier.overdracht_bevraagd": _("De ontvanger stelde een vraag over de overdracht"),
    "dossier.overdracht_geweigerd": _("De overdracht is geweigerd; de regie bleef waar zij was"),
    "dossier.overdracht_ingetrokken": _("De overdracht is ingetrokken"),
    "dossier.overdracht_verlopen": _("De overdracht verliep zonder antwoord; de regie bleef waar zij was"),
    "dossier.overdracht_verzonden": _("Een overdracht is verzonden"),
    "dossier.plan_akkoord_vastgelegd": _("Er is vastgelegd wat de inwoner van het plan vindt"),
    "dossier.plan_begonnen": _("Er is een plan begonnen"),
    "dossier.plan_geevalueerd": _("Het plan is geëvalueerd"),
    "dossier.plan_vastgesteld": _("Het plan is vastgesteld"),
    "dossier.plan_vervangen": _("Het plan is vervangen door een nieuwe versie"),
    "dossier.planactie_toegevoegd": _("Er kwam een actie in het plan"),
    "dossier.plandoel_toegevoegd": _("Er kwam een doel in het plan"),
    "dossier.regie_overgedragen": _("De regie is overgedragen"),
    "dossier.taak_gedaan": _("Een taak is afgerond"),
    "dossier.taak_gemaakt": _("Er is een taak gemaakt"),
    "dossier.taak_hervat": _("Een taak die wachtte, gaat weer verder"),
    "dossier.taak_overgenomen": _("Een taak kreeg een andere eigenaar"),
    "dossier.taak_wacht": _("Een taak wacht"),
    "dossier.taken_toegewezen": _("Een taak is toegewezen"),
    "dossier.traject_geopend": _("Er is een traject gestart"),
    "dossier.traject_gesloten": _("Een traject is afgesloten"),
    "dossier.vervanging_beantwoord": _("Een vraag om vervanging is beantwoord"),
    "dossier.vervanging_gevraagd": _("Er is een vervanger gevraagd"),
}


def vertel(zinnen: Mapping[str, "str | Promise"]) -> None:
    """An area upstairs says what its events mean; what nobody tells is shown as an event of another domain."""
    ZINNEN.update(zinnen)


TRAJECTEN: dict[str, "str | Promise"] = {
    "bemoeizorg": _("Bemoeizorg"),
    "nazorg_detentie": _("Nazorg na detentie"),
    "forensische_uitstroom": _("Forensische uitstroom"),
    "overgang_18": _("Overgang 18 jaar"),
    "briefadres": _("Briefadres"),
    "onverzekerd": _("Onverzekerd"),
    "levensloop": _("Levensloop"),
    "zvh": _("Veiligheidshuis"),
    "naastensteun": _("Steun voor naasten"),
    "verslavingszorg": _("Verslavingszorg"),
    "wvggz": _("Wvggz"),
    "toegang": _("Toegang"),
    "plaatsing": _("Plaatsing"),
    "wonen": _("Wonen"),
}
# What the wvggz, toegang, plaatsing and wonen areas open themselves, with a detail of their own.
MET_DETAIL = frozenset({"wvggz", "toegang", "plaatsing"})

DOMEINEN: dict[str, "str | Promise"] = {
    "wonen": _("Wonen"),
    "werk": _("Werk"),
    "inkomen": _("Inkomen"),
    "schulden": _("Schulden"),
    "zorg": _("Zorg"),
    "jeugd": _("Jeugd"),
    "dagbesteding": _("Dagbesteding"),
    "netwerk": _("Netwerk"),
    "veiligheid": _("Veiligheid"),
}
LEEFGEBIEDEN: dict[str, "str | Promise"] = {
    "wonen": _("Wonen"),
    "geld": _("Geld"),
    "werk_en_dag": _("Werk en dag"),
    "geestelijke_gezondheid": _("Geestelijke gezondheid"),
    "lichamelijke_gezondheid": _("Lichamelijke gezondheid"),
    "middelen": _("Middelen"),
    "dagelijks_leven": _("Dagelijks leven"),
    "thuis_en_gezin": _("Thuis en gezin"),
    "netwerk_en_meedoen": _("Netwerk en meedoen"),
    "justitie_en_veiligheid": _("Justitie en veiligheid"),
    "kinderen": _("Kinderen"),
}
AKKOORD: dict[str, "str | Promise"] = {
    "akkoord": _("Akkoord"),
    "niet_akkoord": _("Niet akkoord"),
    "wil_niet_meedoen": _("Wil niet meedoen"),
    "niet_gevraagd": _("Nog niet gevraagd"),
}
PASSEND: dict[str, "str | Promise"] = {"ja": _("Ja"), "deels": _("Deels"), "nee": _("Nee")}
CONTACTREGIMES: dict[str, "str | Promise"] = {"regulier": _("regulier"), "bemoeizorg": _("bemoeizorg")}
VOORZIENINGEN: dict[str, "str | Promise"] = {
    "reintegratie": _("Re-integratie"),
    "dagbesteding": _("Dagbesteding"),
    "sociale_werkplaats": _("Sociale werkplaats"),
    "individuele_begeleiding": _("Individuele begeleiding"),
    "ambulante_begeleiding": _("Ambulante begeleiding"),
    "beschermd_thuis": _("Beschermd thuis"),
    "budgetbeheer": _("Budgetbeheer"),
    "bewind": _("Bewind"),
    "schuldhulp": _("Schuldhulp"),
}


def naam(woorden: Mapping[str, "str | Promise"], code: str) -> str:
    """The word for a code; an unknown one readable rather than hidden."""
    return str(woorden.get(code) or code.replace("_", " ").capitalize())


def uiterlijk(op: date | datetime) -> Deadline:
    """A deadline in words. An instant at midnight is the end of the day before; one that is past today is late now."""
    if not isinstance(op, datetime):
        return _vertaald(deadline_woorden(op, vandaag()))
    nu = huidig().nu
    dag = laatste_dag(op)
    if op <= nu and dag >= vandaag():
        return Deadline(str(_("te laat: vandaag")), Toon.ROOD)
    return _vertaald(deadline_woorden(dag, vandaag()))


def _vertaald(deadline: Deadline) -> Deadline:
    return Deadline(vertaal(deadline.tekst), deadline.toon)


def laatste_dag(op: datetime) -> date:
    """The last local day before an instant: `eod(d)` gives d."""
    from datetime import timedelta

    return local_day(op - timedelta(microseconds=1))
