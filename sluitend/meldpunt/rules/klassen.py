"""Urgency classes and their norms (chapter 10 §5.1; the minutes are a choice of the region).

Norms are elapsed time: added in UTC, so that a change of the clock never makes a night longer (recht:T14).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sluitend.kern.kalender import AMSTERDAM, is_vrij, lokaal, wettelijke_dag
from sluitend.meldpunt.rules.gegevens import lees_rijen

# Triage within this time while a kernvraag is unanswered: the melding may still turn out to be acute.
ONBEANTWOORD_MINUTEN = 15


@dataclass(frozen=True, slots=True)
class Klasse:
    """An urgency class. Norms in minutes, the outcome in calendar days after oppakken.

    `schuift`: an end on a Saturday, Sunday or holiday moves to the next other day at the same clock time.
    """

    code: str
    rang: int
    label: str
    triage_minuten: int
    oppakken_minuten: int
    schuift: bool
    uitkomst_dagen: int


Klassen = Mapping[str, Klasse]

STANDAARD_KLASSEN: dict[str, Klasse] = {
    rij["code"]: Klasse(
        rij["code"],
        int(rij["rang"]),
        rij["label"],
        int(rij["triage_minuten"]),
        int(rij["oppakken_minuten"]),
        rij["schuift"] == "ja",
        int(rij["uitkomst_dagen"]),
    )
    for rij in lees_rijen("klassen.csv")
}


def norm_triage(ontvangen_op: datetime, klasse: Klasse | None, *, onbeantwoord: bool = False) -> datetime:
    """Return the moment (UTC) by which a melding must be triaged.

    `onbeantwoord`: a kernvraag has no answer yet, so 15 minutes count, or less when the class already asks for
    less. `klasse` None (no urgency known) counts as unanswered.
    """
    if klasse is None:
        return _plus(ontvangen_op, ONBEANTWOORD_MINUTEN)
    if onbeantwoord:
        return _plus(ontvangen_op, min(klasse.triage_minuten, ONBEANTWOORD_MINUTEN))
    return _schuif(_plus(ontvangen_op, klasse.triage_minuten), klasse)


def norm_oppakken(eerste_triage: datetime, klasse: Klasse) -> datetime:
    """Return the moment (UTC) by which somebody must have picked the melding up, from its first triage."""
    return _schuif(_plus(eerste_triage, klasse.oppakken_minuten), klasse)


def norm_uitkomst(opgepakt_op: datetime, klasse: Klasse) -> date:
    """Return the last day for the outcome: calendar days after oppakken."""
    return wettelijke_dag(opgepakt_op) + timedelta(days=klasse.uitkomst_dagen)


def norm_oppakken_na_hertriage(
    *, eerste_triage: datetime, deadline: datetime, oud: Klasse, nieuw: Klasse, moment: datetime
) -> datetime:
    """Return the deadline after a new triage at `moment` (UM-11).

    Raised: the earlier of the old deadline and the news plus the norm. Lowered: first triage plus the norm, only
    while the old deadline is still in the future; a term that was missed stays missed.
    """
    if nieuw.rang > oud.rang:
        return min(deadline.astimezone(UTC), norm_oppakken(moment, nieuw))
    if nieuw.rang < oud.rang and deadline > moment:
        return norm_oppakken(eerste_triage, nieuw)
    return deadline.astimezone(UTC)


def deel_over(begin: datetime, einde: datetime, nu: datetime) -> int:
    """Return which part of a norm is left, in whole percents: 100 at its begin, 0 from its end on (10 §6)."""
    heel = (einde - begin).total_seconds()
    if heel <= 0:
        return 0
    return max(0, min(100, round(100 * (einde - nu).total_seconds() / heel)))


def _plus(moment: datetime, minuten: int) -> datetime:
    return moment.astimezone(UTC) + timedelta(minutes=minuten)


def _schuif(einde: datetime, klasse: Klasse) -> datetime:
    if not klasse.schuift:
        return einde
    klok = lokaal(einde)
    dag = klok.date()
    while is_vrij(dag):
        dag += timedelta(days=1)
    if dag == klok.date():
        return einde
    return datetime.combine(dag, klok.time(), AMSTERDAM).astimezone(UTC)
