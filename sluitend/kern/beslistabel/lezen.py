"""Read a decision table from CSV in the format of chapter 10 §5.2: `nr;uit;ook;als;aanwijzingen;tekst`.

Lines above the header that start with `#` hold a mark of the table, such as `# gemeenten: 0148|0193`.
Every fault is refused with [tabel-ongeldig] and the number of the rule (UM-09, UM-23).
"""

from __future__ import annotations

import csv
import re

from sluitend.kern.beslistabel.model import (
    MAX_REGELS,
    MAX_SIGNALEN,
    Kolom,
    Regel,
    Schema,
    Soort,
    Tabel,
    Toets,
    ongeldig,
)

KOPPEN = ["nr", "uit", "ook", "als", "aanwijzingen", "tekst"]
_GETALLEN = re.compile(r"(0|[1-9]\d{0,8})(\|(0|[1-9]\d{0,8}))*")
MAX_TEKENS = 500_000
_VERGELIJKING = re.compile(r"(<=|>=|<|>|=)(-?\d{1,9})")


def lees_csv(tekst: str, schema: Schema, naam: str, versie: int) -> Tabel:
    """Return the table in `tekst`, rules by number.

    Raises Weigering [tabel-ongeldig] on another header, an unknown column, code or outcome, a repeated number or a
    table over the limits.
    """
    if len(tekst) > MAX_TEKENS:
        raise ongeldig(f"het bestand is groter dan {MAX_TEKENS} tekens.")
    if len(schema.signalen) > MAX_SIGNALEN:
        raise ongeldig(f"er zijn meer dan {MAX_SIGNALEN} signalen.")
    kenmerken, inhoud = _splits_kenmerken(tekst)
    rijen = [rij for rij in csv.reader(inhoud, delimiter=";") if any(cel.strip() for cel in rij)]
    if not rijen or [cel.strip() for cel in rijen[0]] != KOPPEN:
        raise ongeldig(f"de eerste rij moet zijn '{';'.join(KOPPEN)}'.")
    if len(rijen) - 1 > MAX_REGELS:
        raise ongeldig(f"er zijn {len(rijen) - 1} regels, het maximum is {MAX_REGELS}.")
    regels: dict[int, Regel] = {}
    for rij in rijen[1:]:
        regel = _lees_regel(rij, schema)
        if regel.nr in regels:
            raise ongeldig(f"regel {regel.nr} staat er twee keer in.", str(regel.nr))
        regels[regel.nr] = regel
    return Tabel(naam, versie, schema, tuple(regels[nr] for nr in sorted(regels)), kenmerken)


def lees_voorwaarde(als: str, schema: Schema, nr: str = "") -> tuple[Toets, ...]:
    """Return the tests in one condition, such as `alle:vermist leeftijd:<18`; empty for `altijd`."""
    delen = als.split()
    if delen == ["altijd"]:
        return ()
    if not delen or "altijd" in delen:
        raise ongeldig(f"regel {nr} heeft geen voorwaarde; schrijf 'altijd' als de regel altijd geldt.", nr)
    return tuple(_lees_toets(deel, schema, nr) for deel in delen)


def _splits_kenmerken(tekst: str) -> tuple[dict[str, str], list[str]]:
    kenmerken: dict[str, str] = {}
    regels = tekst.removeprefix("\ufeff").splitlines()
    while regels and (not regels[0].strip() or regels[0].startswith("#")):
        naam, _, waarde = regels.pop(0).lstrip("# ").partition(":")
        if waarde.strip():
            kenmerken[naam.strip()] = waarde.strip()
    return kenmerken, regels


def _lees_regel(rij: list[str], schema: Schema) -> Regel:
    cellen = [cel.strip() for cel in rij]
    if len(cellen) != len(KOPPEN):
        raise ongeldig(
            f"regel {cellen[0]} heeft {len(cellen)} kolommen, het moeten er {len(KOPPEN)} zijn.", cellen[0]
        )
    nr, uit, ook, als, aanwijzingen, tekst = cellen
    if not re.fullmatch(r"[0-9]{1,4}", nr):
        raise ongeldig(f"'{nr[:40]}' is geen regelnummer.", nr[:40])
    deel = schema.deel_van(int(nr))
    if deel is None:
        raise ongeldig(f"regel {nr} valt in geen deel van de tabel.", nr)
    if not tekst:
        raise ongeldig(f"regel {nr} heeft geen tekst.", nr)
    neven, gegeven = _lijst(ook), _lijst(aanwijzingen)
    for uitkomst in (uit, *neven):
        if uitkomst not in deel.uitkomsten:
            raise ongeldig(f"regel {nr}: '{uitkomst}' is geen bekende uitkomst van {deel.naam}.", nr)
    for code in gegeven:
        if code not in schema.aanwijzingen:
            raise ongeldig(f"regel {nr}: '{code}' is geen bekende aanwijzing.", nr)
    toetsen = lees_voorwaarde(als, schema, nr)
    if not deel.geen_van_mag and any(toets.soort is Soort.GEEN_VAN for toets in toetsen):
        raise ongeldig(
            f"regel {nr}: 'geen_van' mag niet in {deel.naam}, een extra signaal zou dan verlagen.", nr
        )
    return Regel(int(nr), uit, toetsen, neven, gegeven, tekst)


def _lees_toets(deel: str, schema: Schema, nr: str) -> Toets:
    links, scheiding, rechts = deel.partition(":")
    leden = _lijst(rechts)
    if not scheiding or not leden:
        raise ongeldig(f"regel {nr}: '{deel[:60]}' is geen toets.", nr)
    if links in (Soort.EEN_VAN, Soort.ALLE, Soort.GEEN_VAN):
        for code in leden:
            if code not in schema.signalen:
                raise ongeldig(f"regel {nr}: '{code[:60]}' is geen bekend signaal.", nr)
        return Toets(Soort(links), leden)
    kolom = schema.kolom(links)
    if kolom is None:
        raise ongeldig(f"regel {nr}: '{links[:60]}' is geen bekende kolom.", nr)
    return _lees_getaltoets(kolom, rechts, nr) if kolom.is_getal else _lees_codetoets(kolom, leden, nr)


def _lees_getaltoets(kolom: Kolom, rechts: str, nr: str) -> Toets:
    if _GETALLEN.fullmatch(rechts):
        return Toets(Soort.KOLOM, _lijst(rechts), kolom.naam)
    treffer = _VERGELIJKING.fullmatch(rechts)
    if treffer is None:
        raise ongeldig(f"regel {nr}: '{kolom.naam}:{rechts[:40]}' is geen vergelijking met een getal.", nr)
    return Toets(Soort.KOLOM, (), kolom.naam, treffer[1], int(treffer[2]))


def _lees_codetoets(kolom: Kolom, leden: tuple[str, ...], nr: str) -> Toets:
    for code in leden:
        if not kolom.kent(code):
            raise ongeldig(f"regel {nr}: '{code[:60]}' is geen code van kolom {kolom.naam}.", nr)
    return Toets(Soort.KOLOM, leden, kolom.naam)


def _lijst(cel: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lid for lid in cel.split("|") if lid))
