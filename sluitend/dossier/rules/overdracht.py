"""The guards of the overdracht (UR-13..UR-18). Kinds, states and dates stand in `overdracht_soorten`.

Regisseur or gemeente change only by an overdracht that the receiver accepts; until then the sender remains
responsible, whatever happens (Z-02).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sluitend.dossier.rules.overdracht_soorten import (
    CASUSREGIE,
    FUNCTIENAMEN,
    FUNCTIES,
    GEMEENTE,
    ONDERDELEN,
    OPEN,
    OVERGANGEN,
    PROCESREGIE,
    SOORTEN,
    UITVOERING,
    WEIGERREDENEN,
    Overgang,
    Soort,
    Status,
    eerste_contact_uiterlijk,
    find_transition,
    norm_op,
    verloopt_op,
)
from sluitend.dossier.rules.tijd import date_text, instant, local_day
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import samen
from sluitend.kern.tekst import zin as _

__all__ = [
    "CASUSREGIE",
    "FUNCTIES",
    "GEMEENTE",
    "ONDERDELEN",
    "OPEN",
    "OVERGANGEN",
    "PROCESREGIE",
    "SOORTEN",
    "UITVOERING",
    "WEIGERREDENEN",
    "Aanbod",
    "Concept",
    "Gemeentewissel",
    "Inhoudsitem",
    "LopendeOverdracht",
    "Ontvanger",
    "Overgang",
    "Soort",
    "Status",
    "eerste_contact_uiterlijk",
    "find_transition",
    "is_verlopen",
    "mag_aanvaarden",
    "mag_intrekken",
    "mag_loslaten",
    "mag_uitnodigen_centrumgemeente",
    "mag_verzenden",
    "mag_vragen",
    "mag_weigeren",
    "missing_items",
    "norm_op",
    "verloopt_op",
]


@dataclass(frozen=True, slots=True)
class Inhoudsitem:
    """One item of the checklist: filled, or `n.v.t.` with a reason."""

    waarde: str = ""
    niet_van_toepassing: bool = False
    reden: str = ""

    @property
    def compleet(self) -> bool:
        return bool((self.reden if self.niet_van_toepassing else self.waarde).strip())


@dataclass(frozen=True, slots=True)
class LopendeOverdracht:
    """An open overdracht of the same dossier: which part (uitvoering as `uitvoering:{traject}`) goes to whom."""

    onderdeel: str
    naar_naam: str


@dataclass(frozen=True, slots=True)
class Gemeentewissel:
    """The gemeenten in an overdracht that moves the responsible gemeente; codes or ids."""

    ontvangend: Hashable
    herkomst: Hashable
    centrumgemeente: Hashable | None
    centrumgemeente_neemt_over: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """An overdracht about to be sent. `onderdelen` as stored, `uitvoering:{traject}` included."""

    soort: str
    onderdelen: frozenset[str]
    inhoud: Mapping[str, Inhoudsitem]
    reden: str
    heeft_ontvanger: bool
    inwoner_betrokken: str | None  # erbij, verteld, niet_verteld
    inwoner_reden: str = ""
    lopende: tuple[LopendeOverdracht, ...] = ()
    gemeentewissel: Gemeentewissel | None = None
    status: str = Status.CONCEPT


@dataclass(frozen=True, slots=True)
class Aanbod:
    """An overdracht that was sent, as far as answering it needs to know."""

    soort: str
    status: str
    verloopt_op: datetime | None
    onderdelen: frozenset[str]
    warm_gesprek_op: datetime | None = None
    warm_niet_reden: str = ""
    ontslagdatum: date | None = None
    gemeentewissel: Gemeentewissel | None = None
    ontvangende_gemeente_naam: str = ""
    verantwoordelijke_gemeente_naam: str = ""
    bewijs_van_aanvaarding: bool = False  # the document of UR-18, only for buiten_regio


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """The person who will carry it. `rollen`: {"casusregisseur", …}; `actief`: account and membership run."""

    actief: bool
    rollen: frozenset[str]
    van_ontvangende_gemeente: bool = False
    mag_gemeente_aanvaarden: bool = False


def mag_uitnodigen_centrumgemeente(wissel: Gemeentewissel | None) -> Weigering | None:
    """Refuse to move a resident's responsible gemeente to the centrumgemeente (R42), unless the region allows it.

    A resident who came from the centrumgemeente itself may go back to it: that is its own resident.
    """
    if wissel is None or wissel.centrumgemeente_neemt_over or wissel.centrumgemeente is None:
        return None
    if wissel.ontvangend != wissel.centrumgemeente or wissel.herkomst == wissel.centrumgemeente:
        return None
    return Weigering(
        "centrumgemeente-neemt-niet-over",
        _("De centrumgemeente neemt geen inwoners over. De gemeente van herkomst blijft verantwoordelijk."),
        "R42",
    )


def missing_items(c: Concept) -> tuple[str, ...]:
    """Name in Dutch what still has to be filled before sending, in the order of the form (UR-13)."""
    kind = SOORTEN[c.soort]
    leeg = Inhoudsitem()
    nodig = [
        (_("de ontvanger"), c.heeft_ontvanger),
        (_("de reden"), bool(c.reden.strip())),
        (_("wat er overgaat"), bool(c.onderdelen)),
        *((label, c.inhoud.get(item, leeg).compleet) for item, label in kind.inhoud.items()),
        (_("of de inwoner erbij betrokken is"), c.inwoner_betrokken is not None),
        (
            _("waarom de inwoner het niet weet"),
            c.inwoner_betrokken != "niet_verteld" or bool(c.inwoner_reden.strip()),
        ),
    ]
    return tuple(label for label, gevuld in nodig if not gevuld)


def mag_verzenden(c: Concept) -> Weigering | None:
    """Say why an overdracht may not be sent, or None (UR-13). Raises `KeyError` for an unknown kind.

    R42 comes first: whoever may not receive need not be offered a complete checklist.
    """
    if c.status != Status.CONCEPT:
        return _already(c.status)
    if geweigerd := mag_uitnodigen_centrumgemeente(c.gemeentewissel):
        return geweigerd
    kind = SOORTEN[c.soort]
    if vreemd := sorted(part for part in c.onderdelen if _kind_of(part) not in kind.onderdelen):
        tekst = _("Bij deze soort overdracht gaat {onderdeel} niet over.", onderdeel=_part_name(vreemd[0]))
        return OngeldigeInvoer("onderdeel-past-niet", tekst, "UR-13", fouten={"onderdelen": tekst})
    if mist := missing_items(c):
        tekst = _("Deze overdracht mist: {items}.", items=samen(mist, ", "))
        return OngeldigeInvoer("overdracht-onvolledig", tekst, "UR-13", fouten={"inhoud": tekst})
    for lopend in c.lopende:
        if lopend.onderdeel in c.onderdelen:
            return Weigering(
                "overdracht-loopt-al",
                _(
                    "Voor {onderdeel} loopt al een overdracht naar {naam}.",
                    onderdeel=_part_name(lopend.onderdeel),
                    naam=lopend.naar_naam,
                ),
                "UR-13",
            )
    return None


def mag_aanvaarden(a: Aanbod, r: Ontvanger, eerste_contact: date | None, nu: datetime) -> Weigering | None:
    """Say why this person may not accept at instant `nu`, or None (UR-14).

    The answer of another comes first (a second answer gets the first outcome), then who the person is, then
    what is filled in. `eerste_contact` is the planned local day.
    """
    if geweigerd := _not_open(a, nu) or mag_uitnodigen_centrumgemeente(a.gemeentewissel):
        return geweigerd
    if a.soort == "buiten_regio":
        return None if a.bewijs_van_aanvaarding else mag_loslaten(a)
    if geweigerd := _may_carry(a, r):
        return geweigerd
    if SOORTEN[a.soort].warm and a.warm_gesprek_op is None and not a.warm_niet_reden.strip():
        tekst = _("Vul in wanneer het warme gesprek was, of waarom het er niet was.")
        return OngeldigeInvoer("warm-gesprek-ontbreekt", tekst, "UR-14", fouten={"warm_gesprek_op": tekst})
    uiterlijk = eerste_contact_uiterlijk(a.soort, nu, a.ontslagdatum)
    if uiterlijk and (eerste_contact is None or not local_day(nu) <= eerste_contact <= uiterlijk):
        tekst = _("Plan het eerste contact uiterlijk {datum}.", datum=date_text(uiterlijk))
        return OngeldigeInvoer("eerste-contact-te-laat", tekst, "UR-14", fouten={"eerste_contact": tekst})
    return None


def mag_loslaten(a: Aanbod) -> Weigering | None:
    """Refuse to let go outside the region before it was accepted there in writing (UR-18, L06)."""
    if a.bewijs_van_aanvaarding:
        return None
    tekst = _(
        "Zonder schriftelijke aanvaarding blijft {verantwoordelijke_gemeente_naam} verantwoordelijk.",
        verantwoordelijke_gemeente_naam=a.verantwoordelijke_gemeente_naam,
    )
    return Weigering("aanvaarding-ontbreekt", tekst, "UR-18")


def mag_weigeren(a: Aanbod, reden: str, toelichting: str, nu: datetime) -> Weigering | None:
    """Say why it may not be refused, or None (UR-15): a known reason and a few words are needed."""
    if geweigerd := _not_open(a, nu):
        return geweigerd
    tekst = _("Geef een reden en een korte toelichting.")
    goed = {"reden": reden in WEIGERREDENEN, "toelichting": bool(toelichting.strip())}
    if all(goed.values()):
        return None
    fouten = {veld: tekst for veld, ja in goed.items() if not ja}
    return OngeldigeInvoer("reden-ontbreekt", tekst, "UR-15", fouten=fouten)


def mag_intrekken(a: Aanbod, nu: datetime) -> Weigering | None:
    """Say why it may not be withdrawn, or None (UR-16): only what was sent and not yet answered."""
    return _not_open(a, nu)


def mag_vragen(a: Aanbod, vraag: str, nu: datetime) -> Weigering | None:
    """Say why the receiver may not ask a question, or None. A question does not stop the clock."""
    if geweigerd := _not_open(a, nu):
        return geweigerd
    if not vraag.strip():
        tekst = _("Schrijf uw vraag op.")
        return OngeldigeInvoer("vraag-ontbreekt", tekst, "UR-14", fouten={"vraag": tekst})
    return None


def is_verlopen(a: Aanbod, nu: datetime) -> bool:
    """Say whether an open offer has lapsed by time, also when the sweep has not written it yet."""
    return a.status in OPEN and a.verloopt_op is not None and instant(nu) >= instant(a.verloopt_op)


def _not_open(a: Aanbod, nu: datetime) -> Weigering | None:
    if is_verlopen(a, nu):
        return _already(Status.VERLOPEN)
    return None if a.status in OPEN else _already(a.status)


def _already(status: str) -> Weigering:
    if status == Status.CONCEPT:
        return Weigering("overdracht-niet-verzonden", _("Deze overdracht is nog niet verzonden."), "UR-14")
    woord = Status.VERZONDEN if status == Status.VRAAG_GESTELD else Status(status)
    return Weigering(
        f"overdracht-al-{woord}", _("Deze overdracht is al {stand}.", stand=_(woord.value)), "UR-14"
    )


def _may_carry(a: Aanbod, r: Ontvanger) -> Weigering | None:
    """Check the person against each part that passes: role for regie, right of the gemeente for the gemeente."""
    nodig = sorted(FUNCTIES[part] for part in a.onderdelen if part in FUNCTIES)
    for functie in nodig:
        if not r.actief or functie not in r.rollen:
            tekst = _(
                "U bent niet actief als {functie}; een collega moet aanvaarden.",
                functie=FUNCTIENAMEN[functie],
            )
            return Weigering("niet-actief-in-rol", tekst, "UR-14")
    if not r.actief:
        return Weigering("niet-actief", _("U bent niet actief; een collega moet aanvaarden."), "UR-14")
    if GEMEENTE in a.onderdelen and not (r.van_ontvangende_gemeente and r.mag_gemeente_aanvaarden):
        naam = a.ontvangende_gemeente_naam or _("de ontvangende gemeente")
        return Weigering(
            "recht-gemeente-aanvaarden",
            _(
                "Alleen een medewerker van {naam} met het recht daarvoor kan de inwoner aanvaarden.",
                naam=naam,
            ),
            "UR-14",
        )
    return None


def _kind_of(onderdeel: str) -> str:
    return onderdeel.partition(":")[0]


def _part_name(onderdeel: str) -> str:
    return ONDERDELEN.get(_kind_of(onderdeel), onderdeel)
