"""What is kept under the key of one person: phone, mail, BSN, a secret address, values of before a change.

Destroying that key makes all of it nobody's (chapter 30 5K).
"""

from uuid import UUID

from sluitend.inwoners.models import Adresperiode, Inwoner
from sluitend.inwoners.rules.herkenning import telefoon_sleutel
from sluitend.platform import sleutels
from sluitend.platform.eenheid import huidig
from sluitend.platform.models import Persoonsleutel


def _plek(sleutel_id: UUID) -> str:
    return f"platform_persoonsleutel|gewikkeld|{sleutel_id}"


def maak_sleutel() -> Persoonsleutel:
    """A random key for a new person, wrapped under the key of the running unit's region."""
    actor = huidig().actor
    sleutel = Persoonsleutel(regio_id=actor.regio_id)
    sleutel.gewikkeld = sleutels.wikkel(actor.regio_code, sleutels.nieuwe_sleutel(), _plek(sleutel.pk))
    sleutel.save(force_insert=True)
    return sleutel


def persoonssleutel(inwoner: Inwoner) -> bytes:
    """The key of this person; fetch the inwoner with `select_related("sleutel")`."""
    return sleutels.ontwikkel(huidig().actor.regio_code, inwoner.sleutel.gewikkeld, _plek(inwoner.sleutel_id))


def verberg(inwoner: Inwoner, plek: str, tekst: str) -> str:
    """Ciphertext of a text about this person for one place (`tabel|kolom|id`)."""
    return sleutels.versleutel(persoonssleutel(inwoner), tekst, plek)


def toon(inwoner: Inwoner, plek: str, opgeslagen: str) -> str:
    """The text again; empty when there is none or the person's key was destroyed."""
    if not opgeslagen or inwoner.sleutel.vernietigd_op is not None:
        return ""
    return sleutels.ontsleutel(persoonssleutel(inwoner), opgeslagen, plek)


def veldplek(inwoner: Inwoner, veld: str) -> str:
    return f"inwoners_inwoner|{veld}|{inwoner.pk}"


def adresplek(adres: Adresperiode) -> str:
    return f"inwoners_adresperiode|geheim|{adres.pk}"


def naasteplek(naaste_id: UUID) -> str:
    return f"inwoners_naaste|telefoon|{naaste_id}"


def zet(inwoner: Inwoner, veld: str, tekst: str) -> None:
    """Put a text into an encrypted field of a person, with its search key."""
    setattr(inwoner, veld, verberg(inwoner, veldplek(inwoner, veld), tekst))
    if veld == "bsn":
        inwoner.bsn_index = bsn_index(tekst) or None
    if veld == "telefoon":
        inwoner.telefoon_index = telefoon_index(tekst)


def lees(inwoner: Inwoner, veld: str) -> str:
    """What stands in an encrypted field of a person."""
    return toon(inwoner, veldplek(inwoner, veld), getattr(inwoner, veld))


def bsn_index(bsn: str) -> str:
    """The keyed hash of a normalised BSN; equal BSNs of two regions differ."""
    return sleutels.zoekindex(huidig().actor.regio_code, bsn) if bsn else ""


def telefoon_index(nummer: str) -> str:
    """The keyed hash of a phone number, however it was written."""
    sleutel = telefoon_sleutel(nummer)
    return sleutels.zoekindex(huidig().actor.regio_code, sleutel, "telefoon-index") if sleutel else ""
