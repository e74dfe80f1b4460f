"""The overdracht as data (5C, 12 §3): kinds, parts, states and transitions, and the dates that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sluitend.dossier.rules.tijd import add_days, eod, local_day, wd
from sluitend.kern.tekst import zin as _

ANTWOORD_WERKDAGEN = 3  # G-04, the same for every kind

CASUSREGIE = "casusregie"
PROCESREGIE = "procesregie"
GEMEENTE = "verantwoordelijke_gemeente"
UITVOERING = "uitvoering"

ONDERDELEN: Mapping[str, str] = {
    CASUSREGIE: _("de casusregie"),
    PROCESREGIE: _("de procesregie"),
    GEMEENTE: _("de verantwoordelijke gemeente"),
    UITVOERING: _("de uitvoering"),
}
FUNCTIENAMEN: Mapping[str, str] = {
    "casusregisseur": _("casusregisseur"),
    "procesregisseur": _("procesregisseur"),
}
FUNCTIES: Mapping[str, str] = {CASUSREGIE: "casusregisseur", PROCESREGIE: "procesregisseur"}

WEIGERREDENEN: Mapping[str, str] = {
    "geen_capaciteit": _("Geen capaciteit"),
    "niet_onze_taak": _("Niet onze taak"),
    "niet_compleet": _("Niet compleet"),
    "andere_gemeente": _("Andere gemeente"),
    "veiligheid": _("Veiligheid"),
    "anders": _("Anders"),
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
    "lokale_pogingen": _("wat lokaal is geprobeerd"),
    "wat_werkt": _("wat werkt en wat niet"),
    "contactafspraak": _("de contactafspraak"),
}
_VRIJ = {
    "datum": _("de datum van vrijkomen"),
    "titel": _("de titel en het einde ervan"),
    "voorwaarden": _("de voorwaarden"),
    "basisvoorwaarden": _("de vijf basisvoorwaarden"),
    "woning": _("waar de inwoner gaat wonen"),
    "reclassering": _("het contact bij de reclassering"),
}
_UITVOERING = {
    "plan": _("het plan"),
    "kaart": _("de crisiskaart of het signaleringsplan"),
    "ontslagdatum": _("de datum van ontslag"),
    "wie_belt": _("wie als eerste belt"),
}
_DAG_0 = (Telling.DAG_VAN_ONTSLAG, 0)

SOORTEN: Mapping[str, Soort] = {
    soort.code: soort
    for soort in (
        _soort(
            "regie_intern",
            _("Binnen de organisatie"),
            (CASUSREGIE,),
            {"lopende_afspraken": _("de lopende afspraken"), "volgende_datum": _("de eerstvolgende datum")},
            10,
            (Telling.DAGEN, 14),
        ),
        _soort(
            "lokaal_regionaal",
            _("Van lokaal naar regionaal"),
            (CASUSREGIE,),
            _REGIONAAL,
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "regionaal_lokaal",
            _("Van regionaal naar lokaal"),
            (CASUSREGIE,),
            _REGIONAAL,
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "jeugd_volwassen",
            _("Van jeugd naar volwassen"),
            (CASUSREGIE,),
            {
                "jeugdregisseur": _("de jeugdregisseur"),
                "jeugdhulp": _("de lopende jeugdhulp"),
                "volwassenplan": _("het concept van het volwassenplan"),
                "zes_punten": _("de zes punten"),
                "toestemming": _("de toestemming"),
            },
            20,
            (Telling.DAGEN, 14),
        ),
        _soort("detentie_gemeente", _("Van detentie naar gemeente"), (CASUSREGIE,), _VRIJ, 10, _DAG_0),
        _soort("forensisch_gemeente", _("Van forensisch naar gemeente"), (CASUSREGIE,), _VRIJ, 10, _DAG_0),
        _soort(
            "gemeente_gemeente",
            _("Naar een andere gemeente"),
            (GEMEENTE, CASUSREGIE),
            {
                "wens_inwoner": _("de wens van de inwoner"),
                "bijdrage_herstel": _("waarom deze plek helpt bij herstel"),
                "betaler": _("de verwijzing naar de vraag wie betaalt"),
            },
            10,
            (Telling.DAGEN, 7),
        ),
        _soort(
            "buiten_regio",
            _("Naar buiten de regio"),
            (GEMEENTE, CASUSREGIE, PROCESREGIE, UITVOERING),
            {
                "factoren": _("de factoren voor de beste plek"),
                "contactpersoon": _("de contactpersoon daar"),
                "aanvaarddatum": _("de datum van aanvaarding"),
            },
            20,
            (Telling.DAGEN, 14),
        ),
        _soort(
            "aanbieder_aanbieder",
            _("Tussen aanbieders"),
            (UITVOERING,),
            _UITVOERING,
            10,
            (Telling.DAGEN, 3),
        ),
        _soort(
            "kliniek_thuis", _("Van kliniek naar huis"), (UITVOERING,), _UITVOERING, 10, (Telling.DAGEN, 3)
        ),
        _soort(
            "zvh_op", _("Naar het Veiligheidshuis"), (PROCESREGIE,), {"criteria": _("de vier criteria")}, 15
        ),
        _soort(
            "zvh_terug",
            _("Terug van het Veiligheidshuis"),
            (PROCESREGIE,),
            {"resultaat": _("het resultaat"), "afspraken": _("de afspraken")},
            15,
        ),
        _soort(
            "nood",
            _("Wegens uitval"),
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
