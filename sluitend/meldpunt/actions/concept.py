"""A melding that is being typed: kept every five seconds, never lost, gone when it stayed empty (10 §3, §7)."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import policy
from sluitend.meldpunt.actions.aannemen import bronsleutel, neem_melding_aan
from sluitend.meldpunt.models import Melding, Meldingconcept
from sluitend.platform import sleutels
from sluitend.platform.actor import PUBLIEK, Actor
from sluitend.platform.eenheid import lezen, schrijven

log = logging.getLogger("sluitend.meldpunt")
VERLATEN = timedelta(minutes=30)
BEWAARD = timedelta(hours=24)
# The longest text of the contract in every field, with room to spare.
MAX_INHOUD = 64_000


@dataclass(frozen=True, slots=True)
class Concept:
    """A draft as its maker left it. `velden` are the fields of the form as they were typed."""

    id: UUID
    laatst_op: datetime
    velden: Mapping[str, Any]


def _plek(concept: Meldingconcept) -> str:
    return f"meldpunt_meldingconcept|inhoud|{concept.pk}"


def bewaar_concept(
    *, actor: Actor, sleutel: str, velden: Mapping[str, Any], melding: Mapping[str, Any], gevuld: bool
) -> bool:
    """Keep what was typed so far under the one-time key of the form; False when it was saved as a melding before.

    `melding` is the same as a contract, for the system that takes it in when nobody comes back. Writes two rows at
    the first time and one after it; says nothing in the tracks, because nothing was reported yet.
    """
    tekst = json.dumps({"velden": velden, "melding": melding}, default=str)
    if len(tekst) > MAX_INHOUD or not sleutel:
        raise OngeldigeInvoer("invoer-ongeldig", "De tekst is te lang om te bewaren.", "10 §7")
    bron = bronsleutel(actor, sleutel)
    with schrijven(actor, stil=True) as eenheid:
        policy.MELDING.eis(actor, "aanmaken")
        rij = Melding.objects.select_for_update().filter(bronsleutel=bron).first()
        if rij is not None and rij.staat != Melding.Staat.CONCEPT:
            return False
        concept = Meldingconcept.objects.filter(melding=rij).first() if rij else None
        if rij is None:
            rij = Melding.objects.create(
                regio_id=actor.regio_id, staat=Melding.Staat.CONCEPT, bronsleutel=bron,
                kanaal=melding.get("kanaal") or Melding.Kanaal.WEB, ontvangen_op=eenheid.nu,
                deadline_triage=eenheid.nu + VERLATEN, deadline=eenheid.nu + VERLATEN,
            )  # fmt: skip
        if concept is None:
            concept = Meldingconcept(regio_id=actor.regio_id, melding=rij, medewerker_id=actor.medewerker_id)
            geheim = sleutels.nieuwe_sleutel()
            concept.sleutel = sleutels.wikkel(actor.regio_code, geheim, _plek(concept))
        else:
            geheim = sleutels.ontwikkel(actor.regio_code, concept.sleutel, _plek(concept))
        concept.inhoud = sleutels.versleutel(geheim, tekst, _plek(concept))
        concept.gevuld, concept.laatst_op = gevuld, eenheid.nu
        concept.save()
        return True


def _open(actor: Actor, concept: Meldingconcept) -> dict[str, Any]:
    geheim = sleutels.ontwikkel(actor.regio_code, concept.sleutel, _plek(concept))
    inhoud: dict[str, Any] = json.loads(sleutels.ontsleutel(geheim, concept.inhoud, _plek(concept)))
    return inhoud


def mijn_concepten(actor: Actor) -> list[Concept]:
    """The drafts of this colleague with something in them, the newest first; call inside a reading unit."""
    if actor.medewerker_id is None:
        return []
    rijen = Meldingconcept.objects.filter(medewerker=actor.medewerker_id, gevuld=True).order_by("-laatst_op")
    return [Concept(rij.pk, rij.laatst_op, {}) for rij in rijen[:5]]


def open_concept(actor: Actor, pk: UUID | str) -> Concept | None:
    """One's own draft with what was typed; call inside a reading unit."""
    rij = Meldingconcept.objects.filter(pk=pk, medewerker=actor.medewerker_id).first()
    if rij is None or actor.medewerker_id is None:
        return None
    return Concept(rij.pk, rij.laatst_op, _open(actor, rij)["velden"])


def bezoekersconcept(actor: Actor, sleutel: str) -> Concept | None:
    """The draft of a visitor who holds its key (a cookie of 24 hours); None when there is none any more."""
    if actor.rol != PUBLIEK or not sleutel:
        return None
    with lezen(actor):
        rij = Meldingconcept.objects.filter(
            melding__bronsleutel=bronsleutel(actor, sleutel), medewerker__isnull=True
        ).first()
        return Concept(rij.pk, rij.laatst_op, _open(actor, rij)["velden"]) if rij else None


def wis_concept(*, actor: Actor, sleutel: str) -> None:
    """Throw the draft with this key away: its maker asks for it."""
    with schrijven(actor, stil=True):
        Melding.objects.filter(bronsleutel=bronsleutel(actor, sleutel), staat=Melding.Staat.CONCEPT).delete()


def verwerk_concepten(*, actor: Actor, nu: datetime | None = None) -> int:
    """Take in what a colleague left behind for 30 minutes, and clear what stayed empty for a day. Idempotent.

    A visitor who never pressed send has not reported: that draft is kept for a day and then thrown away.
    """
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        nu = eenheid.nu
        oud = Q(gevuld=False) | Q(medewerker__isnull=True)
        weg = Meldingconcept.objects.filter(oud, laatst_op__lte=nu - BEWAARD).values("melding_id")
        Melding.objects.filter(pk__in=list(weg.values_list("melding_id", flat=True))).delete()
        verlaten = Meldingconcept.objects.filter(
            gevuld=True, medewerker__isnull=False, laatst_op__lte=nu - VERLATEN
        )
        ids = list(verlaten.order_by("laatst_op").values_list("pk", flat=True)[:100])
    return sum(_neem_aan(actor, pk, nu) for pk in ids)


def _neem_aan(actor: Actor, pk: UUID, nu: datetime) -> int:
    """One left draft, in a transaction of its own: one that cannot be read keeps nothing else back."""
    try:
        with schrijven(actor, nu=nu):
            concept = Meldingconcept.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if concept is None or concept.laatst_op > nu - VERLATEN:
                return 0
            neem_melding_aan(
                actor=actor,
                melding=_open(actor, concept)["melding"],
                concept=concept.melding_id,
                onvolledig=True,
            )
            return 1
    except Weigering as fout:
        log.error("concept %s kon niet worden aangenomen: %s", pk, fout.code)
        return 0
