"""One line of text, as people type it in the search box, taken apart: number, date, address, phone, rest is the name."""

import re
from datetime import date

NUMMER = re.compile(r"\b(IW-[0-9]{4}-[0-9]{6,})\b", re.IGNORECASE)
_DATUM = (
    re.compile(r"\b(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<j>[0-9]{4})\b"),
    re.compile(r"\b(?P<j>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})\b"),
    re.compile(r"\b(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<j>(?:19|20)[0-9]{2})\b"),
)
_ADRES = re.compile(r"\b([1-9][0-9]{3}) ?([A-Za-z]{2})\b[ ,]*([0-9]{1,5})?\b")
_TELEFOON = re.compile(r"(?<![0-9])(?:\+31|0031|0)[ -]?(?:\(0\))?[1-9](?:[ -]?[0-9]){8}(?![0-9])")
_BSN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")


def ontleed(tekst: str) -> dict[str, str]:
    """The fields of the search form that this line fills. `Jansen, Jan` and `Jan Jansen` are both understood."""
    velden: dict[str, str] = {}
    tekst = tekst[:200]

    def neem(patroon: re.Pattern[str]) -> re.Match[str] | None:
        nonlocal tekst
        if treffer := patroon.search(tekst):
            tekst = f"{tekst[: treffer.start()]} {tekst[treffer.end() :]}"
        return treffer

    if treffer := neem(NUMMER):
        return {"nummer": treffer[1].upper()}
    for patroon in _DATUM:
        if (treffer := patroon.search(tekst)) and (dag := _dag(treffer)):
            neem(patroon)
            velden["geboortedatum"] = dag
            break
    if treffer := neem(_TELEFOON):
        velden["telefoon"] = treffer[0]
    if treffer := neem(_BSN):
        velden["bsn"] = treffer[0]
    if treffer := neem(_ADRES):
        velden["postcode"] = (treffer[1] + treffer[2]).upper()
        if treffer[3]:
            velden["huisnummer"] = treffer[3]
    achternaam, komma, voornaam = " ".join(tekst.split()).partition(",")
    if not komma and " " in achternaam:
        # The given name stands first; everything after it belongs to the surname.
        voornaam, _spatie, achternaam = achternaam.partition(" ")
        if voornaam.lower() in ("van", "de", "den", "der", "ten", "ter", "te", "el", "al"):
            voornaam, achternaam = "", f"{voornaam} {achternaam}"
    for veld, waarde in (("achternaam", achternaam), ("voornaam", voornaam)):
        if waarde.strip(" ,"):
            velden[veld] = waarde.strip(" ,")
    return velden


def _dag(treffer: re.Match[str]) -> str:
    try:
        return date(int(treffer["j"]), int(treffer["m"]), int(treffer["d"])).isoformat()
    except ValueError:
        return ""
