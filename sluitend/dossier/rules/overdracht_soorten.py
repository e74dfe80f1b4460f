"""The overdracht as data (5C, 12 §3): kinds, parts, states and transitions, and the dates that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sluitend.dossier.rules.tijd import add_days, eod, local_day, wd

ANTWOORD_WERKDAGEN = 3  # G-04, the same for every kind

CASUSREGIE = "casusregie"
PROCESREGIE = "procesregie"
GEMEENTE = "verantwoordelijke_gemeente"
UITVOERING = "uitvoering"

ONDERDELEN: Mapping[str, str] = {
    CASUSREGIE: "de casusregie",
    PROCESREGIE: "de procesregie",
    GEMEENTE: "de verantwoordelijke gemeente",
    UITVOERING: "de uitvoering",
}
FUNCTIES: Mapping[str, str] = {CASUSREGIE: "casusregisseur", PROCESREGIE: "procesregisseur"}

WEIGERREDENEN: Mapping[str, str] = {
    "geen_capaciteit": "Geen capaciteit",
    "niet_onze_taak": "Niet onze taak",
    "niet_compleet": "Niet compleet",
    "andere_gemeente": "Andere gemeente",
    "veiligheid": "Veiligheid",
    "anders": "Anders",
}


class Status(StrEnum):
    """State of an overdracht (12 §3)."""

    CONCEPT = "concept"
    VERZONDEN = "verzonden"
    VRAAG_GESTELD = "vraag_gesteld"
    AANVAARD = "aanvaard"
    GEWEIGERD = "geweigerd"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"
    AFGEROND = "afgerond"


OPEN = frozenset({Status.VERZONDEN, Status.VRAAG_GESTELD})


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed step, who takes it and the events it records."""

    van: Status
    naar: Status
    wie: str
    gebeurtenissen: tuple[str, ...]


OVERGANGEN: tuple[Overgang, ...] = (
    Overgang(Status.CONCEPT, Status.VERZONDEN, "verzender", ("overdracht_verzonden",)),
    Overgang(Status.VERZONDEN, Status.VRAAG_GESTELD, "ontvanger", ("overdracht_bevraagd",)),
    Overgang(Status.VRAAG_GESTELD, Status.VERZONDEN, "verzender", ("overdracht_beantwoord",)),
    *(
        overgang
        for van in (Status.VERZONDEN, Status.VRAAG_GESTELD)
        for overgang in (
            Overgang(van, Status.AANVAARD, "ontvanger", ("overdracht_aanvaard", "regie_overgedragen")),
            Overgang(van, Status.GEWEIGERD, "ontvanger", ("overdracht_geweigerd",)),
            Overgang(van, Status.VERLOPEN, "systeem", ("overdracht_verlopen",)),
            Overgang(van, Status.INGETROKKEN, "verzender", ("overdracht_ingetrokken",)),
        )
    ),
    Overgang(Status.AANVAARD, Status.AFGEROND, "systeem", ("overdracht_afgerond",)),
)


def find_transition(van: str, naar: str) -> Overgang | None:
    """Give the transition from one state to another, or None when the table does not allow it."""
    return next((o for o in OVERGANGEN if (o.van, o.naar) == (van, naar)), None)


class Telling(StrEnum):
    """How the norm of the first contact counts."""

    DAGEN = "dagen"
    WERKDAGEN = "werkdagen"
    DAG_VAN_ONTSLAG = "dag_van_ontslag"
    GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of overdracht. `inhoud` maps each item of the checklist to its label; None never expires."""

    code: str
    naam: str
    onderdelen: frozenset[str]
    inhoud: Mapping[str, str]
    verloopt_werkdagen: int | None
    contact_telling: Telling
    contact_aantal: int = 0
    warm: bool = True


def _soort(
    code: str,
    naam: str,
    onderdelen: tuple[str, ...],
    inhoud: Mapping[str, str],
    verloopt: int | None,
    contact: tuple[Telling, int] = (Telling.GEEN, 0),
) -> Soort:
    return Soort(code, naam, frozenset(onderdelen), inhoud, verloopt, *contact, warm=code != "nood")


_REGIONAAL = {
    "lokale_pogingen": "wat lokaal is geprobeerd",
    "wat_werkt": "wat werkt en wat niet",
    "contactafspraak": "de contactafspraak",
}
_VRIJ = {
    "datum": "de datum van vrijkomen",
    "titel": "de titel en het einde ervan",
    "voorwaarden": "de voorwaarden",
    "basisvoorwaarden": "de vijf basisvoorwaarden",
    "woning": "waar de inwoner gaat wonen",
    "reclassering": "het contact bij de reclassering",
}
_UITVOERING = {
    "plan": "het plan",
    "kaart": "de crisiskaart of het signaleringsplan",
    "ontslagdatum": "de datum van ontslag",
    "wie_belt": "wie als eerste belt",
}
_DAG_0 = (Telling.DAG_VAN_ONTSLAG, 0)

SOORTEN: Mapping[str, Soort] = {
    soort.code: soort
    for soort in (
        _soort(
            "regie_intern",
            "Binnen de organisatie",
            (CASUSREGIE,),
            {"lopende_afspraken": "de lopende afspraken", "volgende_datum": "de eerstvolgende datum"},
            10,
            (Telling.DAGEN, 14),
        ),
        _soort(
            "lokaal_regionaal",
            "Van lokaal naar regionaal",
            (CASUSREGIE,),
            _REGIONAAL,
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "regionaal_lokaal",
            "Van regionaal naar lokaal",
            (CASUSREGIE,),
            _REGIONAAL,
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "jeugd_volwassen",
            "Van jeugd naar volwassen",
            (CASUSREGIE,),
            {
                "jeugdregisseur": "de jeugdregisseur",
                "jeugdhulp": "de lopende jeugdhulp",
                "volwassenplan": "het concept van het volwassenplan",
                "zes_punten": "de zes punten",
                "toestemming": "de toestemming",
            },
            20,
            (Telling.DAGEN, 14),
        ),
        _soort("detentie_gemeente", "Van detentie naar gemeente", (CASUSREGIE,), _VRIJ, 10, _DAG_0),
        _soort("forensisch_gemeente", "Van forensisch naar gemeente", (CASUSREGIE,), _VRIJ, 10, _DAG_0),
        _soort(
            "gemeente_gemeente",
            "Naar een andere gemeente",
            (GEMEENTE, CASUSREGIE),
            {
                "wens_inwoner": "de wens van de inwoner",
                "bijdrage_herstel": "waarom deze plek helpt bij herstel",
                "betaler": "de verwijzing naar de vraag wie betaalt",
            },
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "buiten_regio",
            "Naar buiten de regio",
            (GEMEENTE, CASUSREGIE, PROCESREGIE, UITVOERING),
            {
                "factoren": "de factoren voor de beste plek",
                "contactpersoon": "de contactpersoon daar",
                "aanvaarddatum": "de datum van aanvaarding",
            },
            20,
            (Telling.DAGEN, 14),
        ),
        _soort(
            "aanbieder_aanbieder",
            "Tussen aanbieders",
            (UITVOERING,),
            _UITVOERING,
            10,
            (Telling.DAGEN, 3),
        ),
        _soort("kliniek_thuis", "Van kliniek naar huis", (UITVOERING,), _UITVOERING, 10, (Telling.DAGEN, 3)),
        _soort("zvh_op", "Naar het Veiligheidshuis", (PROCESREGIE,), {"criteria": "de vier criteria"}, 15),
        _soort(
            "zvh_terug",
            "Terug van het Veiligheidshuis",
            (PROCESREGIE,),
            {"resultaat": "het resultaat", "afspraken": "de afspraken"},
            15,
        ),
        _soort(
            "nood",
            "Wegens uitval",
            (CASUSREGIE, PROCESREGIE, UITVOERING),
            {},
            None,
            (Telling.WERKDAGEN, 3),
        ),
    )
}


def norm_op(verzonden_op: datetime) -> datetime:
    """The answer is late from the end of the third working day after sending (G-04); UTC instant."""
    return eod(wd(verzonden_op, ANTWOORD_WERKDAGEN))


def verloopt_op(soort: str, verzonden_op: datetime) -> datetime | None:
    """The offer lapses at the end of the n-th working day of its kind (5C); None: never. UTC instant.

    Raises `KeyError` for an unknown kind.
    """
    werkdagen = SOORTEN[soort].verloopt_werkdagen
    return None if werkdagen is None else eod(wd(verzonden_op, werkdagen))


def eerste_contact_uiterlijk(
    soort: str, aanvaard_op: datetime, ontslagdatum: date | None = None
) -> date | None:
    """The last local day for the first contact, counted from acceptance; None when the kind sets no norm.

    On release from detention it is the day of release itself; a release that has passed, or whose date is
    not known, asks for contact on the day of acceptance.
    """
    kind = SOORTEN[soort]
    if kind.contact_telling is Telling.DAGEN:
        return add_days(aanvaard_op, kind.contact_aantal)
    if kind.contact_telling is Telling.WERKDAGEN:
        return wd(aanvaard_op, kind.contact_aantal)
    if kind.contact_telling is Telling.DAG_VAN_ONTSLAG:
        return max(local_day(aanvaard_op), ontslagdatum or local_day(aanvaard_op))
    return None
