"""A melding as it comes in, checked and cleaned: the shape of the contract (spec 40 §3) with what the screens add.

Every mistake is found in one go and named per field; nothing of what was typed is repeated in a message.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.identificatie import controleer_postcode
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt.rules.invoer import MELDERSOORTEN
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN, onbekende_signalen
from sluitend.meldpunt.rules.staten import mag_laat_invoeren, mag_vastleggen
from sluitend.meldpunt.rules.triagetabel import AARDEN, KANALEN

RELATIES = (
    "ouder", "partner", "kind", "broer_zus", "vertegenwoordiger", "mentor_curator", "vriend", "buur", "huisarts",
    "wijkagent", "behandelaar", "corporatie", "overig",
)  # fmt: skip
# Field → most signs. Names are stored as ciphertext, so they also have a limit in bytes.
LENGTES = {
    "omschrijving": 10_000,
    "mening": 2_000,
    "kanaal_detail": 60,
    "laat_ingevoerd_reden": 200,
}
MELDERLENGTES = {"naam": 120, "telefoon": 40, "email": 254, "organisatie": 120}
BETROKKENELENGTES = {"naam": 120, "voornaam": 60, "telefoon": 40, "kenmerken": 300, "vindplaats": 200}
MAX_BYTES = {"naam": 250, "telefoon": 60, "email": 400}
VOORUIT = timedelta(minutes=5)
# A form that was opened before midnight and saved after it is not a late entry.
DIRECT = timedelta(hours=2)
_TELEFOON = re.compile(r"\+?[0-9]{3,15}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,24}")
_SIGNAAL = re.compile(r"[a-z0-9_]{1,40}")
_RICHTING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Opname:
    """A checked melding. `contract` is what the triage table reads."""

    kanaal: str
    kanaal_detail: str
    politiecode: str
    aard: str
    omschrijving: str
    mening: str
    ontvangen_op: datetime
    gebeurd_op: datetime | None
    laat_ingevoerd_reden: str
    ontruimingsdatum: str
    signalen: tuple[str, ...]
    signalen_nee: tuple[str, ...]
    melder: dict[str, Any]
    betrokkene: dict[str, Any]
    licht: bool = False
    waarschuwingen: list[str] = field(default_factory=list)

    @property
    def persoon(self) -> bool:
        """Whether anything tells who it is about."""
        b = self.betrokkene
        return (
            any(
                b[veld] not in ("", None)
                for veld in (
                    "naam",
                    "voornaam",
                    "geboortedatum",
                    "postcode",
                    "telefoon",
                    "kenmerken",
                    "vindplaats",
                )
            )
            or b["leeftijd_van"] is not None
        )

    @property
    def kernvragen_open(self) -> bool:
        """Whether a kernvraag has no answer yet, so that the melding may still turn out to be acute."""
        return not set(KERNVRAGEN) <= {*self.signalen, *self.signalen_nee}

    def contract(self) -> dict[str, Any]:
        """The input of the triage table."""
        b = self.betrokkene
        return {
            "kanaal": self.kanaal,
            "politiecode": self.politiecode,
            "ontvangen_op": self.ontvangen_op,
            "aard": self.aard,
            "ontruimingsdatum": self.ontruimingsdatum,
            "signalen": [code for code in self.signalen if code in SIGNALEN],
            "signalen_nee": [code for code in self.signalen_nee if code in SIGNALEN],
            "melder": {
                "soort": self.melder["soort"] or None,
                "telefoon": bool(self.melder["telefoon"]),
                "email": bool(self.melder["email"]),
                "anoniem": self.melder["anoniem"],
            },
            "betrokkene": {
                veld: b[veld] for veld in ("geboortedatum", "leeftijd_van", "leeftijd_tot", "verblijft_in")
            },
        }


def lees(
    melding: Mapping[str, Any],
    *,
    nu: datetime,
    laat_dagen: int,
    onvolledig: bool = False,
    reden_nodig: bool = True,
) -> Opname:
    """The checked melding; raises `OngeldigeInvoer` with all errors, or the `Weigering` of UM-01 or a late entry.

    `onvolledig` takes a draft that was left behind, without what was wrong in it; `reden_nodig` is off for systems, which deliver as they can.
    """
    lezer = _Lezer(melding)
    opname = lezer.lees(nu)
    if lezer.fouten and not onvolledig:
        tekst = " ".join(f"{veld}: {fout}" for veld, fout in lezer.fouten.items())
        raise OngeldigeInvoer("invoer-ongeldig", tekst, "UM-03", fouten=lezer.fouten)
    weigering = mag_vastleggen(
        wie_belt=opname.melder["soort"],
        omschrijving=opname.omschrijving,
        signalen=(*opname.signalen, opname.politiecode) if opname.politiecode else opname.signalen,
        persoon=opname.persoon,
    )
    if weigering and not onvolledig:
        raise weigering
    _laat(opname, nu, laat_dagen, reden_nodig)
    return opname


def _laat(opname: Opname, nu: datetime, dagen: int, reden_nodig: bool) -> None:
    if nu - opname.ontvangen_op <= DIRECT:
        opname.laat_ingevoerd_reden = opname.laat_ingevoerd_reden if opname.ontvangen_op < nu else ""
        return
    if not reden_nodig and not opname.laat_ingevoerd_reden:
        opname.laat_ingevoerd_reden = "later aangeleverd door het systeem van de melder"
    weigering: Weigering | None = mag_laat_invoeren(
        gebeurd_op=opname.ontvangen_op, nu=nu, reden=opname.laat_ingevoerd_reden, dagen=dagen
    )
    if weigering:
        raise weigering


class _Lezer:
    def __init__(self, melding: Mapping[str, Any]) -> None:
        if not isinstance(melding, Mapping):
            raise OngeldigeInvoer(
                "invoer-ongeldig",
                "Geef één melding als object.",
                "UM-03",
                fouten={"melding": "geef één object."},
            )
        self.melding = melding
        self.fouten: dict[str, str] = {}
        self.waarschuwingen: list[str] = []

    def lees(self, nu: datetime) -> Opname:
        melding = self.melding
        if melding.get("kanaal") in (None, ""):
            self.fouten["kanaal"] = f"kies een van {', '.join(KANALEN)}."
        signalen, nee = self._codes("signalen"), self._codes("signalen_nee")
        if onbekend := onbekende_signalen((*signalen, *nee)):
            self.waarschuwingen += [f"Onbekend signaal bewaard: {code}" for code in onbekend]
        return Opname(
            kanaal=self._keuze(melding, "kanaal", KANALEN),
            kanaal_detail=self._tekst(melding, "kanaal_detail", LENGTES["kanaal_detail"]),
            politiecode=self._politiecode(),
            aard=self._keuze(melding, "aard", AARDEN) or "onbekend",
            omschrijving=self._tekst(melding, "omschrijving", LENGTES["omschrijving"]),
            mening=self._tekst(melding, "mening", LENGTES["mening"]),
            ontvangen_op=self._ontvangen(nu),
            gebeurd_op=self._moment("gebeurd_op"),
            laat_ingevoerd_reden=self._tekst(
                melding, "laat_ingevoerd_reden", LENGTES["laat_ingevoerd_reden"]
            ),
            ontruimingsdatum=self._datum("ontruimingsdatum"),
            signalen=signalen,
            signalen_nee=tuple(code for code in nee if code not in signalen),
            melder=self._melder(),
            betrokkene=self._betrokkene(nu),
            licht=self._ja_nee(melding, "licht", ""),
            waarschuwingen=self.waarschuwingen,
        )

    def _deel(self, naam: str) -> Mapping[str, Any]:
        waarde = self.melding.get(naam)
        if waarde is None:
            return {}
        if not isinstance(waarde, Mapping):
            self.fouten[naam] = "geef een object."
            return {}
        return waarde

    def _tekst(self, bron: Mapping[str, Any], naam: str, hoogste: int, pad: str = "") -> str:
        waarde = bron.get(naam)
        if waarde is None:
            return ""
        if not isinstance(waarde, str):
            self.fouten[pad + naam] = "geef tekst."
            return ""
        kaal = schoon(waarde)
        if len(kaal) > hoogste or len(kaal.encode()) > MAX_BYTES.get(naam, hoogste * 4):
            self.fouten[pad + naam] = f"te lang: hoogstens {hoogste} tekens."
            return ""
        return kaal

    def _keuze(self, bron: Mapping[str, Any], naam: str, codes: tuple[str, ...], pad: str = "") -> str:
        waarde = bron.get(naam)
        if waarde in (None, ""):
            return ""
        if not isinstance(waarde, str) or waarde not in codes:
            self.fouten[pad + naam] = f"kies een van {', '.join(codes)}."
            return ""
        return waarde

    def _codes(self, naam: str) -> tuple[str, ...]:
        waarde = self.melding.get(naam)
        if waarde is None:
            return ()
        if not isinstance(waarde, list | tuple) or len(waarde) > 80:
            self.fouten[naam] = "geef een lijst met hoogstens 80 codes."
            return ()
        if not all(isinstance(code, str) and _SIGNAAL.fullmatch(code) for code in waarde):
            self.fouten[naam] = "een code heeft kleine letters, cijfers en _ en hoogstens 40 tekens."
            return ()
        return tuple(dict.fromkeys(waarde))

    def _politiecode(self) -> str:
        waarde = self.melding.get("politiecode")
        if waarde in (None, ""):
            return ""
        if isinstance(waarde, str) and re.fullmatch(r"[A-Z][0-9]{2}", waarde):
            return waarde
        self.fouten["politiecode"] = "geef een code met één letter en twee cijfers, zoals E33."
        return ""

    def _moment(self, naam: str) -> datetime | None:
        waarde = self.melding.get(naam)
        if waarde in (None, ""):
            return None
        if isinstance(waarde, str):
            try:
                waarde = datetime.fromisoformat(waarde)
            except ValueError:
                waarde = None
        if not isinstance(waarde, datetime) or not 1980 < waarde.year < 2299:
            self.fouten[naam] = "geef datum en tijd, zoals 2026-11-20T01:15:00+01:00."
            return None
        if waarde.utcoffset() is None:
            self.fouten[naam] = "zet de tijdzone erachter, zoals +01:00."
            return None
        return waarde

    def _ontvangen(self, nu: datetime) -> datetime:
        moment = self._moment("ontvangen_op") or nu
        if moment <= nu:
            return moment
        if moment > nu + VOORUIT:
            self.waarschuwingen.append(
                "ontvangen_op lag in de toekomst en is het moment van ontvangst geworden"
            )
        return nu

    def _datum(self, naam: str) -> str:
        waarde = self.melding.get(naam)
        if waarde in (None, ""):
            return ""
        try:
            if not isinstance(waarde, str) or len(waarde) != 10:
                raise ValueError
            datetime.strptime(waarde, "%Y-%m-%d")  # noqa: DTZ007 - a legal day has no zone
        except ValueError:
            self.fouten[naam] = "geef een datum, zoals 2026-12-03."
            return ""
        return waarde

    def _melder(self) -> dict[str, Any]:
        bron, pad = self._deel("melder"), "melder."
        if not bron.get("soort"):
            self.fouten["melder.soort"] = f"kies een van {', '.join(MELDERSOORTEN)}."
        melder: dict[str, Any] = {
            "soort": self._keuze(bron, "soort", MELDERSOORTEN, pad),
            "relatie": self._keuze(bron, "relatie", RELATIES, pad),
            **{veld: self._tekst(bron, veld, lengte, pad) for veld, lengte in MELDERLENGTES.items()},
            "identiteit_delen": self._ja_nee(bron, "identiteit_delen", pad),
            "anoniem": self._ja_nee(bron, "anoniem", pad),
        }
        melder["anoniem"] = melder["anoniem"] or melder["soort"] == "anoniem"
        if melder["anoniem"] and (melder["naam"] or melder["telefoon"] or melder["email"]):
            self.waarschuwingen.append("De melder is anoniem: naam, telefoon en e-mail zijn niet bewaard")
        if melder["anoniem"]:
            melder |= {"naam": "", "telefoon": "", "email": "", "identiteit_delen": False}
        melder["telefoon"] = self._telefoon(melder["telefoon"], "melder.telefoon")
        if melder["email"] and not _EMAIL.fullmatch(melder["email"]):
            self.fouten["melder.email"] = "dit e-mailadres klopt niet."
        return melder

    def _betrokkene(self, nu: datetime) -> dict[str, Any]:
        bron, pad = self._deel("betrokkene"), "betrokkene."
        adres = bron.get("adres") or {}
        if not isinstance(adres, Mapping):
            self.fouten["betrokkene.adres"] = "geef een object."
            adres = {}
        if bron.get("bsn"):
            self.waarschuwingen.append("Het BSN is niet bewaard: er is nog geen grondslag")
        teksten = {veld: self._tekst(bron, veld, lengte, pad) for veld, lengte in BETROKKENELENGTES.items()}
        return {
            **teksten,
            "telefoon": self._telefoon(teksten["telefoon"], "betrokkene.telefoon"),
            "geboortedatum": self._tekst(bron, "geboortedatum", 10, pad),
            "leeftijd_van": self._getal(bron, "leeftijd_van", 0, 120, pad),
            "leeftijd_tot": self._getal(bron, "leeftijd_tot", 0, 120, pad),
            "verblijft_in": self._tekst(bron, "verblijft_in", 4, pad),
            "postcode": self._postcode(adres),
            "huisnummer": self._getal(adres, "huisnummer", 1, 99_999, "betrokkene.adres."),
            "toevoeging": self._tekst(adres, "toevoeging", 10, "betrokkene.adres."),
        }

    def _postcode(self, adres: Mapping[str, Any]) -> str:
        waarde = self._tekst(adres, "postcode", 7, "betrokkene.adres.")
        if not waarde:
            return ""
        try:
            return controleer_postcode(waarde)
        except OngeldigeInvoer as fout:
            self.fouten["betrokkene.adres.postcode"] = fout.tekst
            return ""

    def _getal(self, bron: Mapping[str, Any], naam: str, laagst: int, hoogst: int, pad: str) -> int | None:
        waarde = bron.get(naam)
        if waarde in (None, ""):
            return None
        if isinstance(waarde, bool) or not isinstance(waarde, int) or not laagst <= waarde <= hoogst:
            self.fouten[pad + naam] = f"geef een getal van {laagst} tot en met {hoogst}."
            return None
        return waarde

    def _ja_nee(self, bron: Mapping[str, Any], naam: str, pad: str) -> bool:
        waarde = bron.get(naam)
        if waarde is None or isinstance(waarde, bool):
            return bool(waarde)
        self.fouten[pad + naam] = "geef true of false."
        return False

    def _telefoon(self, tekst: str, pad: str) -> str:
        kaal = re.sub(r"[\s().-]", "", tekst.replace("(0)", ""))
        if kaal and not _TELEFOON.fullmatch(kaal):
            self.fouten[pad] = "een telefoonnummer heeft 3 tot 15 cijfers."
            return ""
        return kaal


def schoon(tekst: str) -> str:
    """A text without control and direction signs, composed; line ends stay."""
    genormaliseerd = unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n"))
    zichtbaar = "".join(
        t
        for t in _RICHTING.sub("", genormaliseerd)
        if t in "\n\t" or not unicodedata.category(t).startswith("C")
    )
    return zichtbaar.strip()


def ontvangstdag(opname: Opname) -> str:
    """The year of receipt in Amsterdam time, as the series of the number (`M-2026`)."""
    return f"M-{wettelijke_dag(opname.ontvangen_op).year}"
