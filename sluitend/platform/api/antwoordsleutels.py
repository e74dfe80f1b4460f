"""`Idempotency-Key`: a repeat of an act gets the first answer, and the act happens once.

The key is written first in the transaction of the act, so that of two calls at once the second waits on the
unique constraint and then finds the answer of the first. A refused act rolls its key back: nothing happened,
so a repeat is judged anew. The answer is kept encrypted, seven days.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import Eenheid, Gelezen, schrijven
from sluitend.platform.models import Antwoordsleutel, Regio
from sluitend.platform.sleutels import ontsleutel, regiosleutel, versleutel, zoekindex

BEWAREN = timedelta(days=7)
VORM = re.compile(r"[ -~]{1,120}")
KOPPEN = ("Location", "Link", "ETag")


def lees_sleutel(request: HttpRequest) -> str | None:
    """The key of this call; None when there is none. Raises for one that is empty, long or not printable."""
    if request.method != "POST" or (sleutel := request.headers.get("Idempotency-Key")) is None:
        return None
    if not VORM.fullmatch(sleutel):
        raise OngeldigeInvoer(
            "sleutel-ongeldig",
            "Idempotency-Key klopt niet. Geef 1 tot 120 leesbare tekens.",
            "40 §3",
            fouten={"Idempotency-Key": "Geef 1 tot 120 leesbare tekens."},
        )
    return sleutel


def inhoud_van(actor: Actor, request: HttpRequest, document: Any) -> str:
    """Keyed hash of what was asked: the same fields in another order are the same question."""
    vraag = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return zoekindex(actor.regio_code, f"{request.get_full_path()}\n{vraag}", "antwoord-index")


def claim(
    eenheid: Eenheid, afzender: str, sleutel: str, inhoud: str
) -> tuple[Antwoordsleutel, HttpResponse | None]:
    """Take the key inside the unit of the act; with the first answer when it was taken before."""
    eigen = {"regio_id": eenheid.actor.regio_id, "afzender": afzender, "sleutel": sleutel}
    verlopen = Antwoordsleutel.objects.filter(**eigen, op__lt=eenheid.nu - BEWAREN)
    try:
        return _neem(eigen, inhoud, eenheid.nu), None
    except IntegrityError:
        if verlopen.delete()[0]:
            return _neem(eigen, inhoud, eenheid.nu), None
    eerste = Antwoordsleutel.objects.get(**eigen)
    if eerste.inhoud != inhoud:
        raise Weigering(
            "sleutel-hergebruikt",
            "Deze Idempotency-Key hoort bij een ander bericht. Neem voor elk nieuw bericht een nieuwe.",
            "40 §3",
            status=409,
        )
    return eerste, _herhaal(eenheid, eerste)


def _neem(eigen: dict[str, Any], inhoud: str, nu: datetime) -> Antwoordsleutel:
    with transaction.atomic():
        return Antwoordsleutel.objects.create(**eigen, inhoud=inhoud, status=0, antwoord="", op=nu)


def bewaar(eenheid: Eenheid, rij: Antwoordsleutel, respons: HttpResponse) -> None:
    """Keep the answer with the key, and what it let the caller read."""
    if respons.status_code >= 400:
        raise RuntimeError("een bewerking weigert met een Weigering, niet met een antwoord")
    document = {
        "inhoud": respons.content.decode(),
        "soort": respons["Content-Type"],
        "koppen": {kop: respons[kop] for kop in KOPPEN if kop in respons},
        "gelezen": [
            [
                g.object,
                g.betrokkene and str(g.betrokkene),
                g.klassen,
                g.gevoeligheid,
                g.reikwijdte,
                g.gebeurtenis,
            ]
            for g in eenheid.gelezen.values()
        ],
    }
    rij.status = respons.status_code
    rij.antwoord = versleutel(_sleutel(eenheid), json.dumps(document), _plek(rij))
    rij.save(update_fields=["status", "antwoord"])


def _herhaal(eenheid: Eenheid, rij: Antwoordsleutel) -> HttpResponse:
    """The first answer again; whoever gets it reads again what stood in it (Z-10)."""
    document = json.loads(ontsleutel(_sleutel(eenheid), rij.antwoord, _plek(rij)))
    for object_, betrokkene, klassen, *rest in document["gelezen"]:
        eenheid.lees(Gelezen(object_, betrokkene and UUID(betrokkene), tuple(klassen), *rest))
    respons = HttpResponse(document["inhoud"], status=rij.status, content_type=document["soort"])
    for kop, waarde in document["koppen"].items():
        respons[kop] = waarde
    respons["Idempotent-Replayed"] = "true"
    return respons


def _sleutel(eenheid: Eenheid) -> bytes:
    return regiosleutel(eenheid.actor.regio_code, "antwoord")


def _plek(rij: Antwoordsleutel) -> str:
    return f"platform_antwoordsleutel|antwoord|{rij.pk}"


def ruim_antwoordsleutels_op(regio: Regio, nu: datetime | None = None) -> int:
    """Remove keys older than seven days; returns how many. Run each night; doing it twice changes nothing."""
    with schrijven(systeem(regio), nu=nu, stil=True) as eenheid:
        return Antwoordsleutel.objects.filter(op__lt=eenheid.nu - BEWAREN).delete()[0]
