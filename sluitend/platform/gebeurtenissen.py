"""How an area says what happened and what was read. The words are its own; the tracks are here."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sluitend.platform.eenheid import Gebeurd, Gelezen, huidig, ontvanger

__all__ = ["gelezen", "object_naam", "ontvanger", "record"]

CODE = re.compile(r"[A-Za-z0-9_.:@-]{1,64}")


def object_naam(soort: str, sleutel: object) -> str:
    """`dossier:0192…`: how tracks name an object."""
    return f"{soort}:{sleutel}"


def record(
    soort: str,
    *,
    object: str,
    betrokkene: UUID | None = None,
    dossier: UUID | None = None,
    gegevens: Mapping[str, Any] | None = None,
    grond: str | None = None,
    regelversie: str | None = None,
    gebeurd_op: datetime | None = None,
    wijzigingen: Mapping[str, tuple[Any, Any]] | None = None,
    actie: str = "U",
) -> Gebeurd:
    """Add an event (`area.event`) to the running unit.

    `gegevens` holds only integers, booleans, dates, ids and codes: a name, a text or an address in it is a
    bug and raises `ValueError` (chapter 30 5F). `wijzigingen` maps field → (old, new) under the same rule;
    values about a person are passed as ciphertext.
    """
    gegevens = dict(gegevens or {})
    for sleutel, waarde in gegevens.items():
        if isinstance(waarde, str) and not CODE.fullmatch(waarde):
            raise ValueError(f"{soort}: {sleutel} is geen code")
    gebeurd = Gebeurd(
        soort=soort,
        object=object,
        betrokkene=betrokkene,
        gegevens=gegevens,
        grond=grond,
        regelversie=regelversie,
        dossier=dossier,
        gebeurd_op=gebeurd_op,
        wijzigingen=[
            {"object": object, "veld": veld, "oud": oud, "nieuw": nieuw}
            for veld, (oud, nieuw) in (wijzigingen or {}).items()
            if oud != nieuw
        ],
        actie=actie,
    )
    huidig().gebeurd.append(gebeurd)
    return gebeurd


def gelezen(
    object: str,
    betrokkene: UUID | None,
    klassen: tuple[str, ...] = ("sleutel", "status", "naam"),
    *,
    gevoeligheid: str = "kern",
    reikwijdte: str | None = None,
    gebeurtenis: str | None = None,
    actie: str = "R",
) -> None:
    """Note that the actor of the running unit reads these classes about this person (Z-10)."""
    soort = object.split(":", 1)[0]
    huidig().lees(
        Gelezen(
            object,
            betrokkene,
            tuple(sorted(klassen)),
            gevoeligheid,
            reikwijdte,
            gebeurtenis or f"{soort}.gelezen",
            actie,
        )
    )
