"""Paging by place instead of by number: a page starts after the last row of the one before (keyset).

Rows that come or go meanwhile neither repeat nor hide others, and page 1,000 costs what page 1 costs. The
cursor is sealed: it may hold a value of a person and it travels in an address.
"""

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, Q, QuerySet

from sluitend.kern.fouten import OngeldigeInvoer


@dataclass(frozen=True)
class Blad:
    """The rows of one page and the cursor of the next; None on the last."""

    rijen: list[Any]
    volgende: str | None


@dataclass(frozen=True)
class _Veld:
    naam: str
    dalend: bool
    leeg_mogelijk: bool

    def volgorde(self) -> Any:
        f = F(self.naam)
        if not self.leeg_mogelijk:
            return f.desc() if self.dalend else f.asc()
        return f.desc(nulls_last=True) if self.dalend else f.asc(nulls_last=True)

    def gelijk(self, waarde: Any) -> Q:
        return Q(**{f"{self.naam}__isnull": True}) if waarde is None else Q(**{self.naam: waarde})

    def voorbij(self, waarde: Any) -> Q | None:
        """Rows after this value; nothing comes after an empty one."""
        if waarde is None:
            return None
        q = Q(**{f"{self.naam}__{'lt' if self.dalend else 'gt'}": waarde})
        return q | Q(**{f"{self.naam}__isnull": True}) if self.leeg_mogelijk else q


def pagineer(
    rijen: QuerySet[Any],
    velden: Sequence[str],
    cursor: str | None,
    limit: int = 25,
    *,
    toon: QuerySet[Any] | None = None,
) -> Blad:
    """One page of `rijen` in the order of `velden` (`-ontvangen_op`, `id`), which must name each row uniquely.

    With `toon` the rows come from that queryset, once it is known which they are: what it joins is then joined for
    one page in place of for all that was sorted. One statement either way. Empty values come last in both directions and on both databases. Raises `OngeldigeInvoer`
    [cursor-ongeldig] for a cursor that is not of this list.
    """
    sleutels = [_veld(rijen.model, veld) for veld in velden]
    plek = f"{rijen.model._meta.label}|{'|'.join(velden)}".encode()
    if cursor:
        rijen = rijen.filter(_na(sleutels, _open(cursor, plek, len(sleutels))))
    volgorde = [sleutel.volgorde() for sleutel in sleutels]
    eerste = rijen.order_by(*volgorde)[: limit + 1]
    blad = list(eerste if toon is None else toon.filter(pk__in=eerste.values("pk")).order_by(*volgorde))
    if len(blad) <= limit:
        return Blad(blad, None)
    return Blad(blad[:limit], _sluit([_waarde(blad[limit - 1], s.naam) for s in sleutels], plek))


def _na(sleutels: Sequence[_Veld], waarden: Sequence[Any]) -> Q:
    """`(a > 1) or (a = 1 and b > 2)`, with the plain bound on the first field so that its index is used."""
    totaal, gelijk = Q(pk__in=[]), Q()
    for sleutel, waarde in zip(sleutels, waarden, strict=True):
        voorbij = sleutel.voorbij(waarde)
        if voorbij is not None:
            totaal |= gelijk & voorbij
        gelijk &= sleutel.gelijk(waarde)
    eerste = sleutels[0]
    if eerste.leeg_mogelijk:
        return totaal
    return Q(**{f"{eerste.naam}__{'lte' if eerste.dalend else 'gte'}": waarden[0]}) & totaal


def _veld(model: type[Model], naam: str) -> _Veld:
    kaal = naam.removeprefix("-")
    leeg, huidig = False, model
    try:
        for deel in kaal.split("__"):
            veld = huidig._meta.get_field("id" if deel == "pk" else deel)
            leeg = leeg or not isinstance(veld, Field) or veld.null
            huidig = veld.related_model or huidig  # type: ignore[assignment]
    except FieldDoesNotExist:  # an annotation
        leeg = True
    return _Veld(kaal, naam.startswith("-"), leeg)


def _waarde(rij: Any, naam: str) -> Any:
    if isinstance(rij, dict):
        return rij[naam]
    for deel in naam.split("__"):
        rij = None if rij is None else getattr(rij, deel)
    return rij


_SOORTEN: dict[str, tuple[type, Any]] = {
    "t": (datetime, datetime.fromisoformat),
    "d": (date, date.fromisoformat),
    "u": (UUID, UUID),
    "n": (Decimal, Decimal),
}


def _sluit(waarden: Sequence[Any], plek: bytes) -> str:
    gesoort = []
    for waarde in waarden:
        soort = next((s for s, (type_, _) in _SOORTEN.items() if isinstance(waarde, type_)), "")
        tekst = waarde.isoformat() if soort in ("t", "d") else str(waarde) if soort else waarde
        gesoort.append([soort, tekst])
    iv = os.urandom(12)
    inhoud = AESGCM(_sleutel(settings.SECRET_KEY)).encrypt(iv, json.dumps(gesoort).encode(), plek)
    return base64.urlsafe_b64encode(iv + inhoud).rstrip(b"=").decode()


def _open(cursor: str, plek: bytes, aantal: int) -> list[Any]:
    try:
        rauw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        tekst = AESGCM(_sleutel(settings.SECRET_KEY)).decrypt(rauw[:12], rauw[12:], plek)
    except (ValueError, InvalidTag):
        raise OngeldigeInvoer(
            "cursor-ongeldig",
            "Deze cursor hoort niet bij deze lijst. Begin opnieuw zonder cursor.",
            fouten={"cursor": "Deze cursor hoort niet bij deze lijst."},
        ) from None
    waarden = [_SOORTEN[soort][1](waarde) if soort else waarde for soort, waarde in json.loads(tekst)]
    if len(waarden) != aantal:
        raise ValueError("een cursor met een ander aantal velden")  # the place is sealed in: cannot happen
    return waarden


@lru_cache(maxsize=4)
def _sleutel(geheim: str) -> bytes:
    return hashlib.sha256(f"sluitend:cursor:{geheim}".encode()).digest()
