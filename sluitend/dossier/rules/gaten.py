"""The gaps G-01..G-18 (00, 12 §5G): the catalogue, the clock of one gap, and how a stored row follows it.

A row exists from `klok_start`; it is a gap from `norm_op` on, by time alone, without a write. The clock of
each code is computed in `gaten_klokken` from the facts in `gaten_feiten`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sluitend.kern.tekst import zin as _


class SoortNorm(StrEnum):
    """How the norm of a gap is counted."""

    MINUTEN = "minuten"  # elapsed time in UTC
    WERKDAGEN = "werkdagen"  # to the end of the n-th working day
    KALENDERDAGEN = "kalenderdagen"  # to the end of a local day
    TERUG = "terug"  # counted back from a date that is known beforehand
    PLANDATUM = "plandatum"  # a date that people agreed upon
    DIRECT = "direct"  # no time at all


@dataclass(frozen=True, slots=True)
class Gat:
    """One kind of gap. `eigenaar` must act; `daarna` is told when the owner does not (5G)."""

    code: str
    naam: str
    eigenaar: str
    daarna: str
    soort_norm: SoortNorm
    norm: str
    na_overlijden: bool = False
    samenloop: bool = False  # measured only when the region told us which co-involvement may be computed (5E)


CATALOGUS: tuple[Gat, ...] = (
    Gat(
        "G-01",
        _("Melding zonder triage"),
        _("meldpuntmedewerker in dienst"),
        _("dienstleider"),
        SoortNorm.MINUTEN,
        _("15 minuten, of naar urgentie"),
        na_overlijden=True,
    ),
    Gat(
        "G-02",
        _("Getrieerde melding niet opgepakt"),
        _("ontvangend team"),
        _("teamleider van dat team"),
        SoortNorm.MINUTEN,
        _("naar urgentie"),
        na_overlijden=True,
    ),
    Gat(
        "G-03",
        _("Geen contact met de inwoner"),
        _("casusregisseur"),
        _("teamleider"),
        SoortNorm.KALENDERDAGEN,
        _("14 dagen, vanaf AVE-fase 2 7 dagen"),
    ),
    Gat(
        "G-04",
        _("Overdracht niet beantwoord"),
        _("ontvanger"),
        _("teamleider van de ontvanger"),
        SoortNorm.WERKDAGEN,
        _("3 werkdagen"),
        na_overlijden=True,
    ),
    Gat(
        "G-05",
        _("Plan niet geëvalueerd"),
        _("casusregisseur"),
        _("teamleider"),
        SoortNorm.PLANDATUM,
        _("afgesproken datum, anders 6 maanden"),
    ),
    Gat(
        "G-06",
        _("Indicatie eindigt zonder vervolgbesluit"),
        _("consulent"),
        _("teamleider"),
        SoortNorm.TERUG,
        _("8 weken voor het einde"),
    ),
    Gat(
        "G-07",
        _("Wacht langer dan de norm"),
        _("consulent wachtlijst"),
        _("contractmanager (alleen aantallen)"),
        SoortNorm.KALENDERDAGEN,
        _("norm van het product"),
    ),
    Gat(
        "G-08",
        _("Geen contact tussen aanbieder en gemeente van herkomst"),
        _("contactpersoon van de gemeente van herkomst"),
        _("teamleider"),
        SoortNorm.KALENDERDAGEN,
        _("90 dagen"),
    ),
    Gat(
        "G-09",
        _("Klaar voor uitstroom, geen vervolgplek in voorbereiding"),
        _("consulent"),
        _("contactpersoon van de gemeente van herkomst"),
        SoortNorm.KALENDERDAGEN,
        _("30 dagen"),
    ),
    Gat(
        "G-10",
        _("Vertrokken, geen contact door het lokale team"),
        _("contactpersoon van de gemeente van herkomst"),
        _("teamleider"),
        SoortNorm.KALENDERDAGEN,
        _("7 dagen"),
    ),
    Gat(
        "G-11",
        _("Regisseur afwezig of vertrokken zonder vervanger"),
        _("teamleider"),
        _("regievangnet van de gemeente"),
        SoortNorm.DIRECT,
        _("direct"),
        na_overlijden=True,
    ),
    Gat(
        "G-12",
        _("Meer organisaties betrokken, regie niet bij allen bekend"),
        _("casusregisseur, zonder dossier het regievangnet van de gemeente"),
        _("teamleider"),
        SoortNorm.KALENDERDAGEN,
        _("7 dagen"),
        samenloop=True,
    ),
    Gat(
        "G-13",
        _("Burgemeester en wethouder betrokken, niet beiden op de hoogte"),
        _("functioneel_beheerder"),
        _("procesregisseur"),
        SoortNorm.DIRECT,
        _("direct"),
        samenloop=True,
    ),
    Gat(
        "G-14",
        _("Verplichte zorg eindigt zonder afgesproken vervolg"),
        _("casusregisseur"),
        _("procesregisseur"),
        SoortNorm.TERUG,
        _("14 dagen voor het einde, niet eerder dan 24 uur na de start"),
    ),
    Gat(
        "G-15",
        _("Bijna 18, jeugdhulp loopt, geen volwassenplan"),
        _("jeugdregisseur"),
        _("casusregisseur"),
        SoortNorm.TERUG,
        _("12 maanden voor de 18e verjaardag"),
    ),
    Gat(
        "G-16",
        _("Komt vrij, geen nazorgplan"),
        _("procesregisseur"),
        _("teamleider"),
        SoortNorm.TERUG,
        _("8 weken voor het ontslag"),
    ),
    Gat(
        "G-17",
        _("Melder nog niet geïnformeerd"),
        _("team van de melding"),
        _("dienstleider"),
        SoortNorm.KALENDERDAGEN,
        _("14 dagen, of de termijn van het verkennend onderzoek"),
        na_overlijden=True,
    ),
    Gat(
        "G-18",
        _("Veiligheidssignaal zonder AVE-besluit"),
        _("casusregisseur"),
        _("procesregisseur"),
        SoortNorm.WERKDAGEN,
        _("3 werkdagen"),
    ),
)
PER_CODE: dict[str, Gat] = {gat.code: gat for gat in CATALOGUS}


@dataclass(frozen=True, slots=True)
class Klok:
    """The clock of one gap on one subject, read from the facts. All instants are aware and in UTC.

    `loopt` says that the state still exists. `opgelost_op` is when it ended, where the facts know that.
    `hernieuwd_op` is when the event that restarted this clock ended the one before it (late registration
    included, see `sluitendheid.end_of_gap`); None when this is the first clock.
    """

    klok_start: datetime
    norm_op: datetime
    loopt: bool
    opgelost_op: datetime | None = None
    hernieuwd_op: datetime | None = None

    def is_gat(self, op: datetime) -> bool:
        """Say whether this is a gap at instant `op`: the state exists and its norm has passed."""
        open_op = self.loopt if self.opgelost_op is None else op < self.opgelost_op
        return self.norm_op <= op and open_op


@dataclass(frozen=True, slots=True)
class Gatrij:
    """What is stored of one gap: unique per (code, onderwerp, klok_start) while it is open."""

    klok_start: datetime
    norm_op: datetime
    opgelost_op: datetime | None = None


def verschuif_norm(oud: datetime, nieuw: datetime, nu: datetime) -> datetime:
    """Move a norm from `oud` to `nieuw` at instant `nu` (5G).

    Only a norm that still lies in the future moves, and never to before the moment of the change: nobody is
    late in retrospect, and nobody who is late becomes on time by changing a setting.
    """
    return oud if oud <= nu else max(nieuw, nu)


def stop_at_death(code: str, klok: Klok | None, overleden_op: datetime | None) -> Klok | None:
    """End a clock at the death of the resident, except for the codes about our own work (G-01, 02, 04, 11, 17).

    A clock that would only start after the death does not start at all.
    """
    if klok is None or overleden_op is None or PER_CODE[code].na_overlijden:
        return klok
    if klok.klok_start >= overleden_op:
        return None
    if klok.opgelost_op is not None and klok.opgelost_op <= overleden_op:
        return klok
    return replace(klok, loopt=False, opgelost_op=overleden_op)


def werk_bij(rij: Gatrij | None, klok: Klok | None, nu: datetime) -> tuple[Gatrij, ...]:
    """Give the rows to write when the clock of a subject is read again at `nu`; empty when nothing changes.

    `rij` is the open row of this code and subject, if any. Upkeep after an event and the nightly rebuild both
    fold over this one function, so that they cannot differ. A new clock ends the old row first.
    """
    if rij is None:
        return (Gatrij(klok.klok_start, klok.norm_op),) if klok is not None and klok.loopt else ()
    if klok is None:
        return (replace(rij, opgelost_op=nu),)
    if klok.klok_start != rij.klok_start:
        ended = replace(rij, opgelost_op=max(klok.hernieuwd_op or nu, rij.klok_start))
        return (ended, Gatrij(klok.klok_start, klok.norm_op)) if klok.loopt else (ended,)
    if not klok.loopt:
        # a norm that would move at the very moment of the end rewrites history: close the row as it stood
        return (replace(rij, opgelost_op=max(klok.opgelost_op or nu, rij.klok_start)),)
    moved = replace(rij, norm_op=verschuif_norm(rij.norm_op, klok.norm_op, nu))
    return (moved,) if moved != rij else ()


@dataclass(frozen=True, slots=True)
class Escalatie:
    """When a gap that stays open goes up: to the team lead, then to the overleg zorg en veiligheid."""

    teamleider_op: datetime
    overleg_op: datetime


def escalatie(code: str, klok: Gatrij | Klok) -> Escalatie:
    """Compute the default escalation of 5G: owner at norm_op, team lead 24 h later, overleg after 7 days.

    A norm in minutes escalates after the same time again: 24 h would be absurd for an acute call.
    """
    in_minuten = PER_CODE[code].soort_norm is SoortNorm.MINUTEN
    wacht = klok.norm_op - klok.klok_start if in_minuten else timedelta(hours=24)
    return Escalatie(klok.norm_op + wacht, klok.norm_op + timedelta(days=7))


def niet_gemeten(bereik: str) -> tuple[str, ...]:
    """Name the codes that a region with this `samenloop.bereik` does not measure (5E): never shown as 0.

    `uit` computes nothing; `gemeente` sees only pairs inside one gemeente, so G-12 across organisations is
    unknown. Raises `ValueError` for an unknown setting.
    """
    try:
        return {"uit": ("G-12", "G-13"), "gemeente": ("G-12",), "regio": ()}[bereik]
    except KeyError:
        raise ValueError(f"Onbekend bereik van samenloop: {bereik!r}") from None
