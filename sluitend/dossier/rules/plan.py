"""The plan (UR-23, UR-25, 2C): when it may be fixed, who carries what, and when it is evaluated."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sluitend.dossier.rules.tijd import Tijd, date_text, local_day
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.kalender import plus_maanden
from sluitend.kern.tekst import samen
from sluitend.kern.tekst import zin as _

EVALUATIE_STANDAARD_MAANDEN = 6
EVALUATIE_UITERLIJK_MAANDEN = 12
PLAN_AANPASSEN_DAGEN = 14
MAX_ACTIES = 200

DOMEINEN: tuple[str, ...] = (
    "wonen",
    "werk",
    "inkomen",
    "schulden",
    "zorg",
    "jeugd",
    "dagbesteding",
    "netwerk",
    "veiligheid",
)
AKKOORD: frozenset[str] = frozenset({"akkoord", "niet_akkoord", "wil_niet_meedoen", "niet_gevraagd"})
GEMEENTE_ROLLEN: frozenset[str] = frozenset({"regisserend", "financier", "uitvoerend"})
LOPEND: frozenset[str] = frozenset({"voorgesteld", "lopend"})

# concept → (gepland) → actief → vervangen or beeindigd; gepland only for a plan that waits for its start date
OVERGANGEN: frozenset[tuple[str, str]] = frozenset(
    {
        ("concept", "gepland"),
        ("concept", "actief"),
        ("gepland", "actief"),
        ("gepland", "beeindigd"),
        ("actief", "vervangen"),
        ("actief", "beeindigd"),
    }
)
MAG_WACHTEN: frozenset[str] = frozenset({"volwassenplan", "nazorgplan"})


@dataclass(frozen=True, slots=True)
class Actie:
    """An action of the plan. `organisaties` must hold exactly one; a gemeente that owns it names its role (B39)."""

    wat: str
    domein: str
    organisaties: tuple[Hashable, ...]
    is_gemeente: bool = False
    gemeente_rol: str | None = None
    status: str = "lopend"


@dataclass(frozen=True, slots=True)
class Planconcept:
    """A plan about to be fixed."""

    soort: str
    doelen: int
    acties: tuple[Actie, ...]
    akkoord_inwoner: str | None
    akkoord_reden: str = ""
    vraagverheldering_vastgesteld: bool = False
    ander_actief_plan: bool = False
    is_nieuwe_versie: bool = False
    start: date | None = None


def mag_vaststellen(p: Planconcept, vandaag: date) -> Weigering | None:
    """Say why a plan may not be fixed, or None (UR-23, B27, B40). What is missing is told all at once.

    A resident who does not want to take part does not stop the plan; it is said, with the reason.
    """
    wacht = p.soort in MAG_WACHTEN and p.start is not None and p.start > vandaag
    if p.ander_actief_plan and not (p.is_nieuwe_versie or wacht):
        return Weigering("plan-al-actief", _("Er is al een actief plan. Maak een nieuwe versie."), "UR-23")
    fouten: dict[str, str] = {}
    if p.doelen < 1:
        fouten["doelen"] = _("Een plan heeft ten minste één doel.")
    if len(p.acties) > MAX_ACTIES:
        fouten["acties"] = _("Te lang: maximaal {n}.", n=MAX_ACTIES)
    elif tekst := next((t for a in p.acties if (t := action_error(a))), None):
        fouten["acties"] = tekst
    if p.akkoord_inwoner not in AKKOORD:
        fouten["akkoord_inwoner"] = _("Geef aan wat de inwoner van het plan vindt.")
    elif p.akkoord_inwoner != "akkoord" and not p.akkoord_reden.strip():
        fouten["akkoord_reden"] = _("Geef aan waarom de inwoner niet akkoord is of niet is gevraagd.")
    if not p.vraagverheldering_vastgesteld:
        fouten["vraagverheldering"] = _("Rond eerst de brede vraagverheldering af.")
    if fouten:
        return OngeldigeInvoer("plan-onvolledig", samen(fouten.values()), "UR-23", fouten=fouten)
    return None


def action_error(a: Actie) -> str | None:
    """Say in Dutch what is wrong with an action, or None. Two owners are as bad as none: nobody is called."""
    if not a.organisaties:
        return _("Bij deze actie ontbreekt de organisatie.")
    if len(a.organisaties) > 1:
        return _("Bij deze actie hoort precies één organisatie.")
    if a.is_gemeente and a.gemeente_rol not in GEMEENTE_ROLLEN:
        return _("Geef aan of de gemeente regisseert, betaalt of uitvoert.")
    return None


def unowned_domains(acties: Iterable[Actie]) -> tuple[str, ...]:
    """List the domains that the screen marks "Niemand": no action there that still runs has an owner (B40)."""
    bezet = {a.domein for a in acties if a.status in LOPEND and len(a.organisaties) == 1}
    return tuple(domein for domein in DOMEINEN if domein not in bezet)


# --- evaluation (UR-25, G-05) ------------------------------------------------------------------------------


def evaluatie_uiterlijk(vanaf: Tijd, gepland_op: date | None) -> date:
    """The last day for the next evaluation: the agreed date, else six months on, clamped to the month end."""
    return gepland_op or plus_maanden(local_day(vanaf), EVALUATIE_STANDAARD_MAANDEN)


@dataclass(frozen=True, slots=True)
class Evaluatie:
    """An evaluation about to be fixed; `scores` per goal, 0-10, given by the resident (None: not given)."""

    datum: date
    volgende_op: date | None
    nog_passend: str | None
    scores: tuple[int | None, ...] = ()


def mag_evalueren(e: Evaluatie) -> Weigering | None:
    """Say why an evaluation may not be fixed, or None (UR-25): next date after it and within 12 months."""
    fouten: dict[str, str] = {}
    uiterlijk = plus_maanden(e.datum, EVALUATIE_UITERLIJK_MAANDEN)
    if e.volgende_op is None or not e.datum < e.volgende_op <= uiterlijk:
        fouten["volgende_op"] = _("Kies een volgende datum binnen 12 maanden.")
    if e.nog_passend not in {"ja", "deels", "nee"}:
        fouten["nog_passend"] = _("Geef aan of het plan nog past.")
    if any(score is not None and not 0 <= score <= 10 for score in e.scores):
        fouten["scores"] = _("Een cijfer ligt tussen 0 en 10.")
    if fouten:
        return OngeldigeInvoer("evaluatie-onvolledig", samen(fouten.values()), "UR-25", fouten=fouten)
    return None


def aanpassen_uiterlijk(e: Evaluatie) -> date | None:
    """The due day of the task "Plan aanpassen", or None when the plan still fits."""
    return e.datum + timedelta(days=PLAN_AANPASSEN_DAGEN) if e.nog_passend == "nee" else None


def zonder_vooruitgang(scores: Sequence[int]) -> bool:
    """Say whether a goal made no progress in its last two evaluations (S-16, F69).

    `scores` in order of time, the score at the start first; so three are needed before anything can be said.
    """
    return len(scores) >= 3 and scores[-1] <= scores[-2] <= scores[-3]


# --- double voorzieningen (5D, UR-24) ----------------------------------------------------------------------

GROEPEN: dict[str, frozenset[str]] = {
    "dag": frozenset({"reintegratie", "dagbesteding", "sociale_werkplaats"}),
    "begeleiding": frozenset(
        {"individuele_begeleiding", "ambulante_begeleiding", "beschermd_thuis", "bemoeizorg"}
    ),
    "geld": frozenset({"budgetbeheer", "bewind", "schuldhulp"}),
}
STAPEL: tuple[frozenset[str], ...] = (
    frozenset({"reintegratie"}),
    frozenset({"dagbesteding"}),
    GROEPEN["begeleiding"],
)


@dataclass(frozen=True, slots=True)
class Voorziening:
    """A running or planned voorziening, from an action or an indication; `eind` included, None: open end."""

    sleutel: Hashable
    soort: str
    start: date
    eind: date | None = None
    organisatie: str = ""


@dataclass(frozen=True, slots=True)
class Dubbel:
    """Voorzieningen of one group that share at least one day: from `van` to and including `tot`."""

    groep: str
    voorzieningen: tuple[Voorziening, ...]
    van: date
    tot: date | None

    @property
    def dagen(self) -> int | None:
        """Number of shared days, both ends counted; None while the end is open."""
        return None if self.tot is None else (self.tot - self.van).days + 1


def overlap(*voorzieningen: Voorziening) -> tuple[date, date | None] | None:
    """Give max(starts)..min(ends), or None when no day is shared by all."""
    van = max(v.start for v in voorzieningen)
    tot = min((v.eind for v in voorzieningen if v.eind is not None), default=None)
    return None if tot is not None and tot < van else (van, tot)


def find_double(nieuw: Voorziening, bestaande: Iterable[Voorziening]) -> tuple[Dubbel, ...]:
    """Find what a new or changed voorziening doubles with (5D): pairs in a group, triples for `stapel`."""
    anderen = [v for v in bestaande if v.sleutel != nieuw.sleutel and overlap(nieuw, v)]
    gevonden = [
        Dubbel(groep, (nieuw, ander), *gedeeld)
        for groep, soorten in GROEPEN.items()
        if nieuw.soort in soorten
        for ander in anderen
        if ander.soort in soorten and (gedeeld := overlap(nieuw, ander))
    ]
    plaats = next((i for i, soorten in enumerate(STAPEL) if nieuw.soort in soorten), None)
    if plaats is not None:
        links, rechts = (
            [v for v in anderen if v.soort in soorten] for i, soorten in enumerate(STAPEL) if i != plaats
        )
        gevonden += [
            Dubbel("stapel", (nieuw, een, twee), *gedeeld)
            for een in links
            for twee in rechts
            if (gedeeld := overlap(nieuw, een, twee))
        ]
    return tuple(gevonden)


def mag_starten(
    nieuw: Voorziening, bestaande: Iterable[Voorziening], dubbel_reden: str = ""
) -> Weigering | None:
    """Refuse a double voorziening without a reason (UR-24): the first that it meets is named."""
    dubbel = find_double(nieuw, bestaande)
    if not dubbel or dubbel_reden.strip():
        return None
    ander = dubbel[0].voorzieningen[1]
    wie = [ander.organisatie] if ander.organisatie else []
    wanneer = [_("tot {datum}", datum=date_text(ander.eind))] if ander.eind else []
    haakjes = samen([" (", samen([*wie, *wanneer], ", "), ")"], "") if wie or wanneer else ""
    return Weigering(
        "dubbele-voorziening",
        _(
            "Let op: {soort} loopt al{waar}. Geef aan waarom beide nodig zijn.",
            soort=ander.soort.replace("_", " "),
            waar=haakjes,
        ),
        "UR-24",
    )
