"""Tasks and the next step of a traject (Z-04, UR-49, UR-50), and the words for a deadline on the screen (§6)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from sluitend.dossier.rules.tijd import date_text, wd
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import samen
from sluitend.kern.tekst import zin as _

MAX_TOEWIJZEN = 200
GEEL_WERKDAGEN = 5


class Status(StrEnum):
    """State of a task; open means open or wacht."""

    OPEN = "open"
    WACHT = "wacht"
    GEDAAN = "gedaan"
    VERVALLEN = "vervallen"


OVERGANGEN: frozenset[tuple[Status, Status]] = frozenset(
    {
        (Status.OPEN, Status.WACHT),
        (Status.WACHT, Status.OPEN),
        *((van, naar) for van in (Status.OPEN, Status.WACHT) for naar in (Status.GEDAAN, Status.VERVALLEN)),
    }
)


class Toon(StrEnum):
    """Tone of a deadline; a screen always adds the word and an icon, never the colour alone."""

    ROOD = "rood"
    ORANJE = "oranje"
    GEEL = "geel"
    NEUTRAAL = "neutraal"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a person reads about a due date."""

    tekst: str
    toon: Toon


@lru_cache(maxsize=4096)
def deadline_woorden(vervaldatum: date, vandaag: date) -> Deadline:
    """Say a due date in words. Days are calendar days, as people count; yellow runs to the fifth working day."""
    dagen = (vervaldatum - vandaag).days
    if dagen < 0:
        tekst = _("te laat: 1 dag") if dagen == -1 else _("te laat: {n} dagen", n=-dagen)
        return Deadline(tekst, Toon.ROOD)
    if dagen <= 1:
        return Deadline(_("vandaag") if dagen == 0 else _("morgen"), Toon.ORANJE)
    if vervaldatum <= wd(vandaag, GEEL_WERKDAGEN):
        return Deadline(_("over {n} dagen", n=dagen), Toon.GEEL)
    return Deadline(date_text(vervaldatum), Toon.NEUTRAAL)


@dataclass(frozen=True, slots=True)
class Taak:
    """A task as far as the rules need to know. `volgende_stap_van_open_traject`: an open traject points to it."""

    taak: Hashable
    status: str = Status.OPEN
    eigenaar_gebruiker: Hashable | None = None
    eigenaar_team: Hashable | None = None
    vervaldatum: date | None = None
    volgende_stap_van_open_traject: bool = False
    resultaat_nodig: bool = False


def is_next_step(t: Taak) -> bool:
    """Say whether a task can be the next step of an open traject: open, one owner, a due date (Z-04)."""
    een_eigenaar = (t.eigenaar_gebruiker is None) != (t.eigenaar_team is None)
    return t.status in {Status.OPEN, Status.WACHT} and een_eigenaar and t.vervaldatum is not None


def mag_opslaan(t: Taak) -> Weigering | None:
    """Refuse a task without exactly one owner (person or team) or without a due date, all errors together."""
    fouten = {}
    if (t.eigenaar_gebruiker is None) == (t.eigenaar_team is None):
        fouten["eigenaar"] = _("Kies één eigenaar: een persoon of een team.")
    if t.vervaldatum is None:
        fouten["vervaldatum"] = _("Vul in wanneer dit klaar moet zijn.")
    return (
        OngeldigeInvoer("taak-onvolledig", samen(fouten.values()), "UR-49", fouten=fouten) if fouten else None
    )


def mag_afronden(
    t: Taak, *, naar: str = Status.GEDAAN, resultaat: str = "", nieuwe_stap: Taak | None = None
) -> Weigering | None:
    """Say why a task may not be closed, or None (UR-49).

    The next step of an open traject is closed only together with a new one, another task: a traject without
    next step is a resident whom nobody is moving for.
    """
    if geweigerd := _may_move(t, naar):
        return geweigerd
    if t.resultaat_nodig and naar == Status.GEDAAN and not resultaat.strip():
        tekst = _("Vul het resultaat in.")
        return OngeldigeInvoer("resultaat-ontbreekt", tekst, "UR-49", fouten={"resultaat": tekst})
    vervangen = nieuwe_stap is not None and nieuwe_stap.taak != t.taak and is_next_step(nieuwe_stap)
    if t.volgende_stap_van_open_traject and not vervangen:
        return Weigering(
            "volgende-stap-ontbreekt",
            _("Dit is de volgende stap van een lopend traject. Kies eerst de nieuwe volgende stap."),
            "UR-49",
        )
    return None


def mag_wachten(t: Taak, *, wacht_op: str, wacht_tot: date | None, vandaag: date) -> Weigering | None:
    """Say why a task may not wait, or None: waiting is on somebody and until a day that is still to come."""
    if geweigerd := _may_move(t, Status.WACHT):
        return geweigerd
    if not wacht_op.strip() or wacht_tot is None or wacht_tot <= vandaag:
        tekst = _("Vul in op wie u wacht en tot wanneer.")
        return OngeldigeInvoer("wachten-onvolledig", tekst, "UR-49", fouten={"wacht_tot": tekst})
    return None


def _may_move(t: Taak, naar: str) -> Weigering | None:
    if (t.status, naar) in OVERGANGEN:
        return None
    return Weigering("taak-al-klaar", _("Deze taak is al {stand}.", stand=_(Status(t.status).value)), "UR-49")


@dataclass(frozen=True, slots=True)
class Trajectsluiting:
    """What closing a traject asks: an end reason, no running term, and a follow-up or "geen" with a reason (W66)."""

    eindreden: str
    lopende_termijnen: tuple[str, ...] = ()
    vervolgtaak: Taak | None = None
    geen_vervolg_reden: str = ""


def mag_traject_sluiten(s: Trajectsluiting) -> Weigering | None:
    """Say why a traject may not be closed, or None (12 §3)."""
    if s.lopende_termijnen:
        tekst = _("Sluiten kan nog niet: termijn {items} loopt nog.", items=samen(s.lopende_termijnen, ", "))
        return Weigering("termijn-loopt", tekst, "W66")
    fouten = {}
    if not s.eindreden.strip():
        fouten["eindreden"] = _("Geef een reden om te sluiten.")
    if not ((s.vervolgtaak and is_next_step(s.vervolgtaak)) or s.geen_vervolg_reden.strip()):
        fouten["vervolg"] = _("Kies een vervolgtaak, of geef aan waarom er geen vervolg is.")
    if fouten:
        return OngeldigeInvoer("traject-onvolledig", samen(fouten.values()), "W66", fouten=fouten)
    return None


def mag_bulk_toewijzen(aantal: int) -> Weigering | None:
    """Refuse more rows than one act may carry (UR-50)."""
    if aantal <= MAX_TOEWIJZEN:
        return None
    return OngeldigeInvoer("te-veel-rijen", _("Te lang: maximaal {n}.", n=MAX_TOEWIJZEN), "UR-50")


def bulk_verslag(totaal: int, niet_toegewezen: int) -> str:
    """Report a bulk assignment in one sentence (UR-50)."""
    if niet_toegewezen:
        return _(
            "{niet_toegewezen} van {totaal} niet toegewezen: intussen door een ander gewijzigd.",
            niet_toegewezen=niet_toegewezen,
            totaal=totaal,
        )
    return _("{totaal} toegewezen.", totaal=totaal)
