"""Encryption of personal data (chapter 30 5K): master key → region → person, AES-256-GCM.

Stored as `v1.<key id>.<iv>.<ciphertext>`, bound to table, column and row: a value moved elsewhere does not open.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=256)
def regiosleutel(regio_code: str, doel: str) -> bytes:
    """The 256-bit key of a region for one purpose: `bsn-index`, `wikkel`, `ldv`, `code`."""
    meester = bytes.fromhex(settings.HOOFDSLEUTEL)
    return HKDF(
        algorithm=SHA256(), length=32, salt=None, info=f"sluitend:{regio_code}:{doel}".encode()
    ).derive(meester)


def versleutel(sleutel: bytes, waarde: str, plek: str, naam: str = "p1") -> str:
    """Ciphertext of a text for one place (`tabel|kolom|id`); an empty text stays empty."""
    if not waarde:
        return ""
    iv = os.urandom(12)
    inhoud = AESGCM(sleutel).encrypt(iv, waarde.encode(), plek.encode())
    return f"v1.{naam}.{_b64(iv)}.{_b64(inhoud)}"


def ontsleutel(sleutel: bytes, opgeslagen: str, plek: str) -> str:
    """The text again; raises `InvalidTag` when the value was moved, changed or meant for another key."""
    if not opgeslagen:
        return ""
    _versie, _naam, iv, inhoud = opgeslagen.split(".")
    return AESGCM(sleutel).decrypt(_onb64(iv), _onb64(inhoud), plek.encode()).decode()


def nieuwe_sleutel() -> bytes:
    """A random key for one person."""
    return os.urandom(32)


def wikkel(regio_code: str, sleutel: bytes, plek: str) -> str:
    """A person's key under the key of the region."""
    return versleutel(regiosleutel(regio_code, "wikkel"), sleutel.hex(), plek, "r1")


def ontwikkel(regio_code: str, gewikkeld: str, plek: str) -> bytes:
    """The person's key again."""
    return bytes.fromhex(ontsleutel(regiosleutel(regio_code, "wikkel"), gewikkeld, plek))


def zoekindex(regio_code: str, waarde: str, doel: str = "bsn-index") -> str:
    """Keyed hash to search on: equal values differ between regions."""
    return hmac.new(regiosleutel(regio_code, doel), waarde.encode(), hashlib.sha256).hexdigest()


def _b64(inhoud: bytes) -> str:
    return base64.urlsafe_b64encode(inhoud).rstrip(b"=").decode()


def _onb64(tekst: str) -> bytes:
    return base64.urlsafe_b64decode(tekst + "=" * (-len(tekst) % 4))
