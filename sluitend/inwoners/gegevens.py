"""What people give about a person, checked before anything is done with it.

Every mistake is found in one go and named per field; the text never repeats what was typed.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from sluitend.inwoners.models import Adresperiode, Inwoner, Naaste
from sluitend.inwoners.rules.herkenning import telefoon_sleutel
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.identificatie import controleer_bsn, controleer_postcode
from sluitend.kern.tekst import zin as _
from sluitend.regio.models import Gemeente

# The grounds of chapter 30 5C that carry a BSN; OGGZ meldingen are not among them (recht:N04).
BSN_GRONDSLAGEN = {
    "wmo_toegang": _("Toegang Wmo (Wmo 2015)"),
    "wmo_plaatsing": _("Plaatsing Wmo (Wmo 2015)"),
    "wvggz_vo": _("Verkennend onderzoek (Wvggz)"),
    "wvggz_cm": _("Crisismaatregel (Wvggz)"),
}
CONTACTVOORKEUREN = ("telefoon", "brief", "e-mail", "app", "via_naaste")
MAG_WETEN = ("dat_er_hulp_is", "plan", "afspraken", "crisis")
BRONNEN = ("inwoner", "brp", "professional", "plaatsing", "politie")
AANDUIDING_NODIG = _("Geef een korte aanduiding, bijvoorbeeld waar de persoon verblijft.")
BSN_ONGELDIG = _("Dit burgerservicenummer is niet geldig.")
BSN_GRONDSLAG_NODIG = _("Voor het vastleggen van het BSN is een grondslag nodig.")
OUDSTE = date(1900, 1, 1)
TEKSTVELDEN = {
    "aanduiding": 200,
    "geslachtsnaam": 120,
    "voorvoegsel": 20,
    "voornamen": 120,
    "roepnaam": 60,
    "taal": 40,
}
_TELEFOON = re.compile(r"\+?[0-9]{8,15}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,24}")


@dataclass(frozen=True, slots=True)
class Adresgegevens:
    """Where somebody lives or stays, from a day on."""

    gemeente: str
    soort: str = Adresperiode.Soort.WOONADRES
    postcode: str = ""
    huisnummer: int | None = None
    toevoeging: str = ""
    plaatsomschrijving: str = ""
    van: date | None = None
    tot: date | None = None
    bron: str = "professional"


@dataclass(frozen=True, slots=True)
class Inwonergegevens:
    """What is known of a resident. Nothing but a name, or an `aanduiding` of somebody unknown, is required."""

    geslachtsnaam: str = ""
    voorvoegsel: str = ""
    voornamen: str = ""
    roepnaam: str = ""
    aanduiding: str = ""
    onbekend: bool = False
    geboortedatum: date | None = None
    geboortedatum_precisie: str = ""
    telefoon: str = ""
    email: str = ""
    contactvoorkeur: str = ""
    taal: str = ""
    tolk_nodig: bool = False
    adres_afgeschermd: bool = False
    bsn: str = ""
    bsn_grondslag: str = ""
    adres: Adresgegevens | None = None


@dataclass(frozen=True, slots=True)
class Naastegegevens:
    """Somebody close to a resident, and what this person may know."""

    naam: str
    relatie: str
    telefoon: str = ""
    mantelzorger: bool = False
    crisiscontact: bool = False
    mag_weten: tuple[str, ...] = ()
    uitgenodigd: bool = True
    reden_niet: str = ""


@dataclass
class Controle:
    """Collects what is wrong, per field, and refuses once."""

    fouten: dict[str, str] = field(default_factory=dict)

    def tekst(self, veld: str, waarde: str, hoogste: int) -> str:
        kaal = schoon(waarde)
        if len(kaal) > hoogste:
            self.fouten[veld] = _("Te lang: maximaal {n}.", n=hoogste)
            return ""
        return kaal

    def keuze(self, veld: str, waarde: str, mogelijk: Any) -> str:
        if waarde not in mogelijk:
            self.fouten[veld] = _("Kies een van de mogelijkheden.")
        return waarde

    def telefoon(self, veld: str, waarde: str) -> str:
        kaal = re.sub(r"[\s().-]", "", self.tekst(veld, waarde, 40).replace("(0)", ""))
        if kaal and not _TELEFOON.fullmatch(kaal):
            self.fouten[veld] = _("Een telefoonnummer heeft 8 tot 15 cijfers.")
        return telefoon_sleutel(kaal)

    def klaar(self, code: str, regel: str) -> None:
        """Refuse when anything is wrong; the first message stands on top."""
        if self.fouten:
            raise OngeldigeInvoer(code, next(iter(self.fouten.values())), regel, fouten=self.fouten)


def schoon(tekst: str) -> str:
    """A text without control signs, with single spaces, composed."""
    zichtbaar = "".join(
        t if not unicodedata.category(t).startswith("C") else " " for t in unicodedata.normalize("NFC", tekst)
    )
    return " ".join(zichtbaar.split())


def controleer_persoon(gegevens: Inwonergegevens, vandaag: date) -> dict[str, Any]:
    """The person fields as they are stored (phone, mail and BSN still in the clear); refuses all mistakes at once."""
    controle = Controle()
    velden: dict[str, Any] = {
        veld: controle.tekst(veld, getattr(gegevens, veld), hoogste) for veld, hoogste in TEKSTVELDEN.items()
    }
    if gegevens.onbekend and not velden["aanduiding"]:
        controle.fouten.setdefault("aanduiding", AANDUIDING_NODIG)
    if not gegevens.onbekend and not velden["geslachtsnaam"]:
        controle.fouten.setdefault("geslachtsnaam", _("Vul de achternaam in, of kies 'onbekende persoon'."))
    velden["geboortedatum"], velden["geboortedatum_precisie"] = _geboorte(controle, gegevens, vandaag)
    velden["telefoon"] = controle.telefoon("telefoon", gegevens.telefoon)
    velden["email"] = controle.tekst("email", gegevens.email, 254)
    if velden["email"] and not _EMAIL.fullmatch(velden["email"]):
        controle.fouten["email"] = _("Dit e-mailadres klopt niet.")
    velden["contactvoorkeur"] = controle.keuze(
        "contactvoorkeur", gegevens.contactvoorkeur, ("", *CONTACTVOORKEUREN)
    )
    velden["tolk_nodig"] = bool(gegevens.tolk_nodig)
    velden["adres_afgeschermd"] = bool(gegevens.adres_afgeschermd)
    controle.klaar("inwoner-ongeldig", "12 UR-01")
    return velden


def _geboorte(controle: Controle, gegevens: Inwonergegevens, vandaag: date) -> tuple[date | None, str]:
    datum, precisie = gegevens.geboortedatum, gegevens.geboortedatum_precisie
    if datum is None:
        return None, Inwoner.Precisie.ONBEKEND
    if datum > vandaag:
        controle.fouten["geboortedatum"] = _("Deze datum ligt in de toekomst.")
    elif datum < OUDSTE:
        controle.fouten["geboortedatum"] = _("Deze datum ligt voor 1900.")
    precisie = precisie or Inwoner.Precisie.DAG
    if precisie not in Inwoner.Precisie.values or precisie == Inwoner.Precisie.ONBEKEND:
        controle.fouten["geboortedatum_precisie"] = _("Kies een van de mogelijkheden.")
    # Part of a date is kept as its earliest day (chapter 12 section 7).
    if precisie == Inwoner.Precisie.MAAND:
        datum = datum.replace(day=1)
    if precisie in (Inwoner.Precisie.JAAR, Inwoner.Precisie.GESCHAT):
        datum = datum.replace(month=1, day=1)
    return datum, precisie


def controleer_burgerservicenummer(bsn: str, grondslag: str) -> str:
    """The BSN as nine digits; needs a ground, the elfproef, and in a demo the test range (UR-03, recht:N02, N04)."""
    fouten = {}
    if grondslag not in BSN_GRONDSLAGEN:
        fouten["bsn_grondslag"] = BSN_GRONDSLAG_NODIG
    nummer = ""
    try:
        nummer = controleer_bsn(bsn, test=settings.DEMO)
    except OngeldigeInvoer:
        fouten["bsn"] = BSN_ONGELDIG
    if fouten:
        raise OngeldigeInvoer(
            "bsn-grondslag" if "bsn_grondslag" in fouten else "bsn-ongeldig",
            next(iter(fouten.values())),
            "12 UR-03",
            fouten=fouten,
        )
    return nummer


def controleer_adres(adres: Adresgegevens, vandaag: date) -> dict[str, Any]:
    """The fields of an address period; a placement may lie ahead, at most a year."""
    controle = Controle()
    velden: dict[str, Any] = {
        "soort": controle.keuze("soort", adres.soort, Adresperiode.Soort.values),
        "bron": controle.keuze("bron", adres.bron, BRONNEN),
        "toevoeging": controle.tekst("toevoeging", adres.toevoeging, 10),
        "plaatsomschrijving": controle.tekst("plaatsomschrijving", adres.plaatsomschrijving, 200),
        "huisnummer": adres.huisnummer,
        "gemeente_id": controle.tekst("gemeente", adres.gemeente, 4),
        "postcode": "",
        "van": adres.van or vandaag,
        "tot": adres.tot,
    }
    if adres.postcode.strip():
        try:
            velden["postcode"] = controleer_postcode(adres.postcode)
        except OngeldigeInvoer as fout:
            controle.fouten["postcode"] = fout.tekst
    if adres.huisnummer is not None and not 1 <= adres.huisnummer <= 99_999:
        controle.fouten["huisnummer"] = _("Een huisnummer ligt tussen 1 en 99999.")
    if not Gemeente.objects.filter(pk=velden["gemeente_id"]).exists():
        controle.fouten["gemeente"] = _("Kies een gemeente.")
    if velden["van"] < OUDSTE or velden["van"].year > vandaag.year + 1:
        controle.fouten["van"] = _("Deze datum kan niet.")
    if velden["tot"] is not None and velden["tot"] < velden["van"]:
        controle.fouten["tot"] = _("De einddatum ligt voor de begindatum.")
    controle.klaar("adres-ongeldig", "12 2A")
    return velden


def controleer_naaste(gegevens: Naastegegevens) -> dict[str, Any]:
    """The fields of a naaste: invited by default, else with a reason (F35, K32)."""
    controle = Controle()
    velden: dict[str, Any] = {
        "naam": controle.tekst("naam", gegevens.naam, 120),
        "relatie": controle.keuze("relatie", gegevens.relatie, Naaste.Relatie.values),
        "telefoon": controle.telefoon("telefoon", gegevens.telefoon),
        "mantelzorger": bool(gegevens.mantelzorger),
        "crisiscontact": bool(gegevens.crisiscontact),
        "uitgenodigd": bool(gegevens.uitgenodigd),
        "reden_niet": controle.tekst("reden_niet", gegevens.reden_niet, 200),
    }
    if not velden["naam"]:
        controle.fouten.setdefault("naam", _("Vul de naam van de naaste in."))
    if not velden["uitgenodigd"] and not velden["reden_niet"]:
        controle.fouten.setdefault("reden_niet", _("Geef aan waarom de naaste niet is uitgenodigd."))
    controle.klaar("naaste-ongeldig", "12 UR-05")
    return velden


def controleer_mag_weten(mag_weten: Any) -> list[str]:
    """What a naaste may know, in a fixed order."""
    gekozen = set(mag_weten)
    if gekozen - set(MAG_WETEN):
        raise OngeldigeInvoer(
            "mag-weten-ongeldig",
            _("Kies een van de mogelijkheden."),
            "12 2A",
            fouten={"mag_weten": _("Kies een van de mogelijkheden.")},
        )
    return [onderdeel for onderdeel in MAG_WETEN if onderdeel in gekozen]
