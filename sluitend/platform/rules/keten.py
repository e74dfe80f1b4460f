"""The hash chain of chapter 30 5F: canonical form and hashes, nothing else.

Every event of a region follows the one before it; whoever changes, removes or inserts one breaks every
hash after it. `data/ketenvectoren.json` of the specification holds the bytes that prove this file.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

BEGIN = bytes(32)
KETEN = b"sluitend:keten:1\n"
WIJZIGING = b"sluitend:wijziging:1\n"
INZAGE = b"sluitend:inzage:1\n"


def eenvoudig(waarde: Any) -> Any:
    """A value as the canonical form knows it; raises `TypeError` for a float or anything else foreign."""
    match waarde:
        case None | bool() | int():
            return waarde
        case str():
            return unicodedata.normalize("NFC", waarde)
        case datetime():
            return waarde.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return waarde.isoformat()
        case UUID():
            return str(waarde)
        case Decimal():
            return format(waarde, "f")
        case Mapping():
            return {str(sleutel): eenvoudig(deel) for sleutel, deel in waarde.items()}
        case list() | tuple():
            return [eenvoudig(deel) for deel in waarde]
    raise TypeError(f"geen canonieke vorm voor {type(waarde).__name__}")


def canoniek(waarde: Any) -> bytes:
    """The canonical bytes: sorted keys, no white space, UTF-8 in NFC, instants with six decimals."""
    return json.dumps(eenvoudig(waarde), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def schakel(vorige: bytes, record: Mapping[str, Any]) -> bytes:
    """hash(n) from hash(n-1) and record n; 32 bytes."""
    return hashlib.sha256(KETEN + vorige + canoniek(record)).digest()


def wijzigingen_hash(regels: Iterable[Mapping[str, Any]]) -> str | None:
    """Hash over the field changes of one act, in order of object and field; None when nothing changed."""
    gesorteerd = sorted(regels, key=lambda regel: (regel["object"], regel["veld"]))
    if not gesorteerd:
        return None
    return hashlib.sha256(WIJZIGING + b"\n".join(canoniek(regel) for regel in gesorteerd)).hexdigest()


def regelhash(regel: Mapping[str, Any]) -> str:
    """Hash of one line of the read log, over all its columns but the hash itself."""
    return hashlib.sha256(INZAGE + canoniek(regel)).hexdigest()


def regelhashes(vast: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], str]:
    """`regelhash` for lines that share `vast`: its canonical text is made once, a line adds only what is its own.

    Every line must have the same fields, and none that `vast` has.
    """
    gedeeld = {sleutel: f'"{sleutel}":{canoniek(waarde).decode()}' for sleutel, waarde in vast.items()}
    eerder: dict[tuple[str, str], str] = {}

    def tekst(sleutel: str, waarde: Any) -> str:
        if isinstance(waarde, UUID):
            return f'"{sleutel}":"{waarde}"'
        merk = (sleutel, repr(waarde))
        if (klaar := eerder.get(merk)) is None:
            klaar = eerder[merk] = f'"{sleutel}":{canoniek(waarde).decode()}'
        return klaar

    volgorde: list[str] = []

    def hash_van(eigen: Mapping[str, Any]) -> str:
        if not volgorde:
            volgorde.extend(sorted([*gedeeld, *eigen]))
        delen = [gedeeld[naam] if naam in gedeeld else tekst(naam, eigen[naam]) for naam in volgorde]
        return hashlib.sha256(INZAGE + ("{" + ",".join(delen) + "}").encode()).hexdigest()

    return hash_van


def blok_hashes(ids: Iterable[UUID], regelhashes: Iterable[str]) -> tuple[str, str]:
    """(`leden`, `regels`) of a sealed block: over the 16-byte ids and over the line hashes."""
    leden = hashlib.sha256(b"".join(deel.bytes for deel in ids)).hexdigest()
    regels = hashlib.sha256(b"".join(bytes.fromhex(deel) for deel in regelhashes)).hexdigest()
    return leden, regels
