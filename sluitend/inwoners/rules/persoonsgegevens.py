"""What is known of a person when two are compared, and the index keys under which a person is found (10 §5.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sluitend.inwoners.rules.klankcode import klank_van
from sluitend.inwoners.rules.namen import achternaamdelen


@dataclass(frozen=True, slots=True)
class Persoonsgegevens:
    """What is known of a person on either side; empty means unknown.

    `geboortedatum` is jjjj, jjjj-mm or jjjj-mm-dd. `leeftijd_van`/`leeftijd_tot` are an estimate in years.
    `bsn` may be the number or its keyed index, as long as both sides use the same.
    """

    achternaam: str = ""
    voornaam: str = ""
    roepnaam: str = ""
    geboortedatum: str = ""
    leeftijd_van: int | None = None
    leeftijd_tot: int | None = None
    postcode: str = ""
    huisnummer: str = ""
    telefoons: tuple[str, ...] = ()
    bsn: str = ""


def postcode_sleutel(postcode: str) -> str:
    """Return a postcode as 8011AB, whatever spaces and capitals it was written with."""
    return re.sub(r"\s", "", postcode).upper()


def telefoon_sleutel(nummer: str) -> str:
    """Return a phone number as bare digits; +31 and 0031 become 0."""
    cijfers = re.sub(r"[^\d+]", "", nummer.replace("(0)", ""))
    cijfers = re.sub(r"^(\+|00)31", "0", cijfers)
    return cijfers.replace("+", "00")


def zoeksleutels(p: Persoonsgegevens, bsn_index: str = "") -> frozenset[tuple[str, str]]:
    """Return the index keys under which this person is found, as (kind, key); candidates share at least one.

    Kinds: datum, klank_jaar, klank_cijfers (sound and the four digits of the postcode), adres, telefoon, bsn. Parts of
    a double surname have keys of their own, so that either half finds the person.
    """
    sleutels: set[tuple[str, str]] = set()
    delen = achternaamdelen(p.achternaam)
    klanken = {klank_van(deel) for deel in (*delen, "".join(delen)) if deel}
    postcode = postcode_sleutel(p.postcode)
    if len(p.geboortedatum) == 10:
        sleutels.add(("datum", p.geboortedatum))
    for klank in klanken:
        if p.geboortedatum:
            sleutels.add(("klank_jaar", f"{klank}:{p.geboortedatum[:4]}"))
        if postcode[:4].isdigit() and len(postcode) >= 4:
            sleutels.add(("klank_cijfers", f"{klank}:{postcode[:4]}"))
    if postcode and p.huisnummer.strip():
        sleutels.add(("adres", f"{postcode}:{p.huisnummer.strip()}"))
    sleutels |= {("telefoon", telefoon_sleutel(nummer)) for nummer in p.telefoons if telefoon_sleutel(nummer)}
    if bsn_index:
        sleutels.add(("bsn", bsn_index))
    return frozenset(sleutels)
