"""The zorgmachtiging: its road from aanvraag to decision, and how long it may last (Wvggz chapter 5 and 6)."""

from __future__ import annotations

from datetime import date

from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import plus_maanden
from sluitend.kern.tekst import zin as _

VIJF_JAAR = 60


def mag_duur(
    maanden: int,
    *,
    aansluitend: bool,
    ononderbroken_sinds: date | None,
    besluit: date,
    eerste: int = 6,
    vervolg: int = 12,
    na_vijf_jaar: int = 24,
) -> Weigering | None:
    """At most 6 months first, 12 when connecting, 24 only after five years without a break (W26, W27)."""  # fmt: skip
    if maanden < 1:
        return Weigering("zm-duur", _("Vul de duur in hele maanden in."), "W26", status=400)
    vijf = ononderbroken_sinds is not None and plus_maanden(ononderbroken_sinds, VIJF_JAAR) <= besluit
    if aansluitend and vijf and maanden <= na_vijf_jaar:
        return None
    grens = vervolg if aansluitend else eerste
    if maanden <= grens:
        return None
    if not aansluitend:
        return Weigering(
            "zm-duur", _("Een eerste zorgmachtiging duurt ten hoogste {n} maanden.", n=eerste), "W26"
        )
    return Weigering(
        "zm-duur",
        _(
            "Een aansluitende zorgmachtiging duurt ten hoogste {n} maanden, of {lang} na vijf jaar.",
            n=vervolg,
            lang=na_vijf_jaar,
        ),
        "W27",
    )


def mag_mededeling(aanvraag_op: date | None, mededeling_op: date) -> Weigering | None:
    """The notice of the geneesheer-directeur starts the clock, not the sending (W21)."""
    if aanvraag_op is not None and mededeling_op < aanvraag_op:
        return Weigering(
            "datum-volgorde", _("De datum van de mededeling ligt voor de aanvraag."), "UW-07", status=400
        )
    return None
