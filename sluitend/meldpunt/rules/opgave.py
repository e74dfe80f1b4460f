"""`Om wie gaat het?`: one line of free text into chips (chapter 10 §6), as fast as somebody can say it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sluitend.inwoners.rules.namen import VOORVOEGSELS, letters
from sluitend.kern.fouten import Weigering
from sluitend.kern.identificatie import controleer_bsn

MAX_TEKENS = 500
# A guessed age is taken as three years either way, as in recognising a person (§5.4).
SCHATTING_MARGE = 3

_DATUM_NL = re.compile(r"(?<![\w-])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?![\w-])", re.ASCII)
_DATUM_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])", re.ASCII)
_DATUM_AANEEN = re.compile(r"(?<![\w+])(\d{2})(\d{2})(\d{4})(?!\w)", re.ASCII)
_LEEFTIJD = re.compile(r"(?:±|\+/-)\s*(\d{1,3})(?!\w)", re.ASCII)
_ADRES = re.compile(
    r"(?<!\w)([1-9]\d{3})\s?([a-z]{2})(?:\s+([1-9]\d{0,4})(?:-?([a-z0-9]{1,4}))?)?(?!\w)",
    re.ASCII | re.IGNORECASE,
)
_TELEFOON = re.compile(r"(?<!\w)(?:\+31|0031|0)(?:[\s-]?\d){9}(?!\w)|(?<!\w)\+\d{8,14}(?!\w)", re.ASCII)
_NEGEN = re.compile(r"(?<!\w)\d{9}(?!\w)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chip:
    """One recognised piece. `waarde` is as stored, `tekst` as shown."""

    soort: str
    waarde: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Opgave:
    """What was understood, and in Dutch what was left out and why."""

    chips: tuple[Chip, ...]
    opmerkingen: tuple[str, ...] = ()

    def waarde(self, soort: str) -> str:
        """The value of the first chip of this kind, or an empty text."""
        return next((chip.waarde for chip in self.chips if chip.soort == soort), "")

    def als_betrokkene(self) -> dict[str, Any]:
        """Return the chips as the fields of betrokkene (spec 40 §3, betrokkene_opgave)."""
        betrokkene: dict[str, Any] = {
            veld: self.waarde(soort)
            for veld, soort in (
                ("voornaam", "voornaam"),
                ("naam", "achternaam"),
                ("geboortedatum", "geboortedatum"),
                ("telefoon", "telefoon"),
                ("bsn", "bsn"),
            )
            if self.waarde(soort)
        }
        if geschat := self.waarde("leeftijd"):
            van, _, tot = geschat.partition("-")
            betrokkene |= {"leeftijd_van": int(van), "leeftijd_tot": int(tot)}
        if postcode := self.waarde("postcode"):
            adres: dict[str, Any] = {"postcode": postcode}
            if nummer := self.waarde("huisnummer"):
                adres["huisnummer"] = int(nummer)
            if toevoeging := self.waarde("toevoeging"):
                adres["toevoeging"] = toevoeging
            betrokkene["adres"] = adres
        return betrokkene


def lees_opgave(tekst: str, *, vandaag: date, bsn_mag: bool = False, test: bool = False) -> Opgave:
    """Split one line of text into chips.

    `bsn_mag`: there is a legal base to note a BSN (recht:N04); otherwise nine digits that pass the elfproef are
    dropped with a notice. `test` counts numbers of the test range, as on a demo installation.
    """
    lezer = _Lezer(tekst[:MAX_TEKENS], vandaag, bsn_mag, test)
    if len(tekst) > MAX_TEKENS:
        lezer.opmerkingen.append(f"Alleen de eerste {MAX_TEKENS} tekens zijn gelezen.")
    for patroon, maak in lezer.stappen():
        lezer.neem(patroon, maak)
    lezer.neem_naam()
    return Opgave(tuple(lezer.chips), tuple(lezer.opmerkingen))


class _Lezer:
    """Takes pieces out of the text one kind after the other; what is left over is the name."""

    def __init__(self, tekst: str, vandaag: date, bsn_mag: bool, test: bool) -> None:
        self.rest = tekst
        self.vandaag, self.bsn_mag, self.test = vandaag, bsn_mag, test
        self.chips: list[Chip] = []
        self.opmerkingen: list[str] = []

    def stappen(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Chip]]]]:
        return [
            (_DATUM_ISO, lambda m: self._datum(m[0], m[1], m[2], m[3])),
            (_DATUM_NL, lambda m: self._datum(m[0], m[3], m[2], m[1])),
            (_TELEFOON, self._telefoon),
            (_DATUM_AANEEN, lambda m: self._datum(m[0], m[3], m[2], m[1])),
            (_NEGEN, self._bsn),
            (_LEEFTIJD, self._leeftijd),
            (_ADRES, self._adres),
        ]

    def neem(self, patroon: re.Pattern[str], maak: Callable[[re.Match[str]], list[Chip]]) -> None:
        def vervang(treffer: re.Match[str]) -> str:
            self.chips += maak(treffer)
            return "  "

        self.rest = patroon.sub(vervang, self.rest)

    def _heeft(self, soort: str) -> bool:
        return any(chip.soort == soort for chip in self.chips)

    def _datum(self, geschreven: str, jaar: str, maand: str, dag: str) -> list[Chip]:
        try:
            datum = date(int(jaar), int(maand), int(dag))
        except ValueError:
            datum = None
        if datum is None or datum > self.vandaag or self.vandaag.year - datum.year > 120:
            self.opmerkingen.append(f"{geschreven} is geen geboortedatum.")
            return []
        if self._heeft("geboortedatum"):
            self.opmerkingen.append(f"Er staat al een geboortedatum, {geschreven} is niet overgenomen.")
            return []
        return [Chip("geboortedatum", datum.isoformat(), datum.isoformat())]

    def _telefoon(self, treffer: re.Match[str]) -> list[Chip]:
        nummer = re.sub(r"[\s-]", "", treffer[0])
        return [Chip("telefoon", nummer, nummer)]

    def _bsn(self, treffer: re.Match[str]) -> list[Chip]:
        try:
            nummer = controleer_bsn(treffer[0], test=self.test)
        except Weigering as weigering:
            self.opmerkingen.append(weigering.tekst)
            return []
        if not self.bsn_mag:
            self.opmerkingen.append("Een BSN mag u hier niet vastleggen. Het nummer is weggelaten.")
            return []
        return [Chip("bsn", nummer, nummer)]

    def _leeftijd(self, treffer: re.Match[str]) -> list[Chip]:
        jaren = int(treffer[1])
        if jaren > 120 or self._heeft("leeftijd"):
            self.opmerkingen.append(f"±{jaren} is niet overgenomen.")
            return []
        van, tot = max(jaren - SCHATTING_MARGE, 0), min(jaren + SCHATTING_MARGE, 120)
        return [Chip("leeftijd", f"{van}-{tot}", f"±{jaren}")]

    def _adres(self, treffer: re.Match[str]) -> list[Chip]:
        if self._heeft("postcode"):
            self.opmerkingen.append(f"Er staat al een adres, {treffer[0].strip()} is niet overgenomen.")
            return []
        postcode = f"{treffer[1]}{treffer[2].upper()}"
        nummer, toevoeging = treffer[3] or "", (treffer[4] or "").upper()
        tekst = " ".join(deel for deel in (postcode, nummer, toevoeging) if deel)
        chips = [Chip("postcode", postcode, tekst)]
        if nummer:
            chips.append(Chip("huisnummer", nummer, ""))
        if toevoeging:
            chips.append(Chip("toevoeging", toevoeging, ""))
        return chips

    def neem_naam(self) -> None:
        voornaam, achternaam = splits_naam(self.rest)
        self.chips = [
            *(
                Chip(soort, naam, naam)
                for soort, naam in (("voornaam", voornaam), ("achternaam", achternaam))
                if naam
            ),
            *self.chips,
        ]


def splits_naam(tekst: str) -> tuple[str, str]:
    """Return (voornaam, achternaam) from "Jansen, Jan" or "Jan Jansen"; one word is a surname.

    A voorvoegsel starts the surname: "Jan van der Meer", "Jan Jansen-de Vries", and after a comma "Meer, Jan van der".
    """
    voor, komma, na = tekst.partition(",")
    links, rechts = _woorden(voor), _woorden(na)
    if komma and links and rechts:
        eerste = next((i for i, woord in enumerate(rechts) if i and _is_voorvoegsel(woord)), len(rechts))
        return _schrijf(rechts[:eerste]), _schrijf([*rechts[eerste:], *links])
    woorden = [*links, *rechts]
    laatste = max(len(woorden) - 1, 0)
    # The half before "-de" belongs to the surname as well.
    begin = next((i for i, w in enumerate(woorden[:-1]) if _is_voorvoegsel(w.rpartition("-")[2])), laatste)
    return _schrijf(woorden[:begin]), _schrijf(woorden[begin:])


def _is_voorvoegsel(woord: str) -> bool:
    return letters(woord) in VOORVOEGSELS


def _woorden(tekst: str) -> list[str]:
    """Words with at least one letter; loose digits and signs are no name."""
    return [woord.strip(";:") for woord in tekst.split() if letters(woord)]


def _schrijf(woorden: list[str]) -> str:
    """Give a name capitals when it was typed without, or wholly in them; voorvoegsels before a name stay small."""
    laatste = len(woorden) - 1
    return " ".join(_hoofdletters(woord, nog_meer=i < laatste) for i, woord in enumerate(woorden))


def _hoofdletters(woord: str, *, nog_meer: bool) -> str:
    """Write one word; `nog_meer`: another word follows, so that a voorvoegsel at the end is one."""
    if not (woord.islower() or (woord.isupper() and len(letters(woord)) > 1)):
        return woord.lower() if nog_meer and _is_voorvoegsel(woord) else woord
    delen = woord.split("-")
    klein = [_is_voorvoegsel(deel) and (nog_meer or i < len(delen) - 1) for i, deel in enumerate(delen)]
    return "-".join(
        deel.lower() if is_klein else deel[:1].upper() + deel[1:].lower()
        for deel, is_klein in zip(delen, klein, strict=True)
    )
