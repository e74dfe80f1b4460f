"""Identifiers of persons, places and organisations (spec 02 section 7, recht:N01-N08).

Each `controleer_…` returns the normalised value or raises OngeldigeInvoer with the rule. The text of a refusal
never repeats the value: a wrong BSN is personal data as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn

from stdnum import iban as _iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as _bsn

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tekst import zin as _

# Well-known fictive numbers, in use in documentation of the standards; no living person has them (N02).
FICTIEVE_BSN = frozenset({"123456782", "111222333"})
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_POSTCODE_BUITENLAND = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z -]{0,6}[0-9A-Za-z])?")


def _weiger(code: str, tekst: str, regel: str) -> NoReturn:
    raise OngeldigeInvoer(code, tekst, regel, fouten={code: tekst})


def _cijfers(waarde: str, lengte: int, code: str, naam: str, regel: str) -> str:
    """Return `waarde` without surrounding space when it is exactly `lengte` ASCII digits; zeros in front stay."""
    kaal = waarde.strip()
    if len(kaal) != lengte or not (kaal.isascii() and kaal.isdigit()):
        _weiger(code, _("{naam} heeft {lengte} cijfers.", naam=naam, lengte=lengte), regel)
    return kaal


def controleer_bsn(waarde: str, *, test: bool = False) -> str:
    """Return the BSN as 9 digits (8 are padded), after the elfproef (N01).

    In production the test range 9999xxxxx is refused. With `test` only that range and the well-known fictive
    numbers pass, so that no real number ends up in a test installation (N02).
    """
    kaal = waarde.strip()
    if not (kaal.isascii() and kaal.isdigit()) or len(kaal) not in (8, 9):
        _weiger("bsn", _("Een BSN heeft 8 of 9 cijfers."), "recht:N01")
    nummer = kaal.zfill(9)
    if nummer == "000000000" or not _bsn.is_valid(nummer):
        _weiger("bsn", _("Dit BSN voldoet niet aan de elfproef."), "recht:N01")
    uit_testreeks = is_testbsn(nummer)
    if uit_testreeks and not test:
        _weiger("bsn", _("Dit is een testnummer; het telt alleen in een testomgeving."), "recht:N02")
    if test and not uit_testreeks and nummer not in FICTIEVE_BSN:
        _weiger("bsn", _("In een testomgeving tellen alleen testnummers (9999xxxxx)."), "recht:N02")
    return nummer


def is_testbsn(nummer: str) -> bool:
    """Say whether a nine digit BSN lies in the test range (N02)."""
    return nummer.startswith("9999")


def testnummer(volgnummer: int) -> str:
    """Return the n-th number (from 0) of the test range that passes the elfproef; 0 gives 999900006 (N02).

    Raises OngeldigeInvoer when the range is used up (it holds some nine thousand numbers).
    """
    basis = 99990000
    gezien = -1
    for acht in range(basis, basis + 10_000):
        cijfer = sum(int(c) * w for c, w in zip(str(acht), range(9, 1, -1), strict=True)) % 11
        if cijfer < 10:
            gezien += 1
            if gezien == volgnummer:
                return f"{acht}{cijfer}"
    _weiger("bsn", _("Het testbereik heeft niet zoveel nummers."), "recht:N02")


def controleer_postcode(waarde: str, *, buitenland: bool = False) -> str:
    """Return a Dutch postcode as 8011AB (N07). With `buitenland` a foreign code of at most 8 characters passes too."""
    kaal = waarde.strip().upper()
    treffer = _POSTCODE.fullmatch(kaal)
    if treffer and treffer[2] not in ("SA", "SD", "SS"):
        return treffer[1] + treffer[2]
    if buitenland and not treffer and _POSTCODE_BUITENLAND.fullmatch(kaal):
        return kaal
    _weiger("postcode", _("Een postcode is vier cijfers en twee letters, bijvoorbeeld 8011AB."), "recht:N07")


def controleer_gemeentecode(waarde: str) -> str:
    """Return a CBS gemeentecode: four digits with zeros in front (N05). Whether it holds on a day, `regio` knows."""
    code = _cijfers(waarde, 4, "gemeentecode", "Een gemeentecode", "recht:N05")
    if code == "0000":
        _weiger("gemeentecode", _("Gemeentecode 0000 bestaat niet."), "recht:N05")
    return code


def controleer_agb(waarde: str) -> str:
    """Return an AGB-code: 8 digits as text (N06)."""
    return _cijfers(waarde, 8, "agb", "Een AGB-code", "recht:N06")


def controleer_kvk(waarde: str) -> str:
    """Return a KvK number: 8 digits (N08)."""
    return _cijfers(waarde, 8, "kvk", "Een KvK-nummer", "recht:N08")


def controleer_vestiging(waarde: str) -> str:
    """Return a KvK vestigingsnummer: 12 digits (N08)."""
    return _cijfers(waarde, 12, "vestiging", "Een vestigingsnummer", "recht:N08")


def controleer_rsin(waarde: str) -> str:
    """Return a RSIN: 9 digits that pass the elfproef (N08)."""
    nummer = _cijfers(waarde, 9, "rsin", "Een RSIN", "recht:N08")
    if nummer == "000000000" or not _bsn.is_valid(nummer):
        _weiger("rsin", _("Dit RSIN voldoet niet aan de elfproef."), "recht:N08")
    return nummer


def controleer_oin(waarde: str) -> str:
    """Return an OIN: 20 digits (N08)."""
    return _cijfers(waarde, 20, "oin", "Een OIN", "recht:N08")


def controleer_uzovi(waarde: str) -> str:
    """Return an UZOVI code: 4 digits (N08)."""
    return _cijfers(waarde, 4, "uzovi", "Een UZOVI-code", "recht:N08")


def controleer_iban(waarde: str) -> str:
    """Return an IBAN without spaces: mod 97 = 1, the length of its country, 18 characters for NL (N08)."""
    try:
        # The checks per country would need bank tables; the rule asks for check digits and structure only.
        return str(_iban.validate(waarde, check_country=False))
    except ValidationError:
        _weiger("iban", _("Dit IBAN klopt niet."), "recht:N08")


CONTROLES: dict[str, Callable[[str], str]] = {
    "bsn": controleer_bsn,
    "postcode": controleer_postcode,
    "gemeentecode": controleer_gemeentecode,
    "agb": controleer_agb,
    "kvk": controleer_kvk,
    "vestiging": controleer_vestiging,
    "rsin": controleer_rsin,
    "oin": controleer_oin,
    "uzovi": controleer_uzovi,
    "iban": controleer_iban,
}
