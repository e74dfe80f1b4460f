"""Reference tokens of partner systems: `slt_` and 256 random bits. Only the SHA-256 is kept (chapter 30 5H)."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.platform.actor import PUBLIEK, SYSTEEM, systeem
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.platform.models import Regio, Servicetoken
from sluitend.platform.rechten import _RECHTEN

SCOPES = frozenset(
    {
        "meldingen:maken",
        "meldingen:eigen",
        "meldpunt",
        "dossiers:lezen",
        "overdrachten",
        "betrokkenheid",
        "wachtlijst",
        "plaatsingen",
        "plekken",
        "woningen",
        "gaten",
        "indicatoren",
        "agenda",
        "iwmo",
        "scim",
    }
)
# Outside a demo a reference token opens only what holds no persons; for the rest a partner signs a JWT.
ZONDER_PERSONEN = frozenset({"plekken", "woningen", "indicatoren", "agenda"})
VORM = re.compile(r"slt_[A-Za-z0-9_-]{43}")


def hash_van(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def bruikbaar() -> frozenset[str]:
    """The scopes that a reference token can open in this installation."""
    return SCOPES if settings.DEMO else ZONDER_PERSONEN


def zoek(token: str, rijen: QuerySet[Servicetoken] | None = None) -> Servicetoken | None:
    """The valid row behind a plain token; None for a wrong, expired or revoked one. One query."""
    if not VORM.fullmatch(token):
        return None
    hash_ = hash_van(token)
    rij = (
        (Servicetoken.objects if rijen is None else rijen).select_related("regio").filter(hash=hash_).first()
    )
    nu = timezone.now()
    if rij is None or not hmac.compare_digest(rij.hash, hash_):
        return None
    if rij.ingetrokken_op is not None or not rij.van <= nu < rij.tot:
        return None
    return rij


def geef_uit(
    regio: Regio,
    *,
    naam: str,
    rol: str,
    organisatie: UUID | None = None,
    scopes: Collection[str] | None = None,
    tot: datetime | None = None,
) -> str:
    """Make a token and return it: the only time it can be read. Without `scopes` it gets all that may be.

    Raises `OngeldigeInvoer` [token-ongeldig] for an unknown role or scope, or one that a reference token
    may not open here. Valid for 90 days unless `tot` says otherwise.
    """
    gevraagd = bruikbaar() if scopes is None else frozenset(scopes)
    fouten = {}
    if rol in (SYSTEEM, PUBLIEK) or rol not in {rol_ for rol_, _object, _handeling in _RECHTEN}:
        fouten["rol"] = f"De rol {rol} bestaat niet."
    if vreemd := sorted(gevraagd - bruikbaar()):
        fouten["scopes"] = f"Een verwijstoken opent dit niet: {', '.join(vreemd)}."
    if not 0 < len(naam) <= 80:
        fouten["naam"] = "Geef een naam van 1 tot 80 tekens."
    if fouten:
        raise OngeldigeInvoer("token-ongeldig", " ".join(fouten.values()), "30 5H", fouten=fouten)
    token = f"slt_{secrets.token_urlsafe(32)}"
    with schrijven(systeem(regio)) as eenheid:
        rij = Servicetoken.objects.create(
            regio=regio,
            naam=naam,
            hash=hash_van(token),
            rol=rol,
            organisatie=organisatie,
            scopes=sorted(gevraagd),
            van=eenheid.nu,
            tot=tot or eenheid.nu + timedelta(days=90),
        )
        record(
            "platform.token_uitgegeven",
            object=object_naam("servicetoken", rij.pk),
            gegevens={"rol": rol, "tot": rij.tot.date()},
            actie="C",
        )
    return token


def trek_in(rij: Servicetoken) -> None:
    """End a token now; doing it twice changes nothing."""
    with schrijven(systeem(rij.regio)):
        ingetrokken = Servicetoken.objects.filter(pk=rij.pk, ingetrokken_op__isnull=True)
        if ingetrokken.update(ingetrokken_op=huidig().nu):
            record("platform.token_ingetrokken", object=object_naam("servicetoken", rij.pk))
