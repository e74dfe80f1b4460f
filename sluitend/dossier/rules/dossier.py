"""Opening, closing and reopening a dossier (UR-12, UR-22): who is responsible, who has the lead, what still blocks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sluitend.dossier.rules.tijd import add_days, eod, instant, wd
from sluitend.dossier.rules.vervanging import Kandidaat, Vangnet, first_in_line
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import samen
from sluitend.kern.tekst import zin as _

HEROPENTERMIJN_DAGEN = 182
VERDELEN_WERKDAGEN = 2
NACONTACT_MAANDEN = (6, 12, 24)  # check-in contacts that UR-22 offers, with consent


class Status(StrEnum):
    """State of a dossier (12 §3). Open means: not gesloten."""

    OPEN = "open"
    OP_AFSTAND = "op_afstand"
    GESLOTEN = "gesloten"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed step and its event; `van` None is the opening."""

    van: Status | None
    naar: Status
    gebeurtenis: str


OVERGANGEN: tuple[Overgang, ...] = (
    Overgang(None, Status.OPEN, "dossier_geopend"),
    Overgang(Status.OPEN, Status.OP_AFSTAND, "dossier_op_afstand"),
    Overgang(Status.OPEN, Status.GESLOTEN, "dossier_gesloten"),
    Overgang(Status.OP_AFSTAND, Status.GESLOTEN, "dossier_gesloten"),
    Overgang(Status.OP_AFSTAND, Status.OPEN, "dossier_hervat"),
    Overgang(Status.GESLOTEN, Status.OPEN, "dossier_heropend"),
)


def find_transition(van: str | None, naar: str) -> Overgang | None:
    """Give the transition from one state to another, or None when the table does not allow it."""
    return next((o for o in OVERGANGEN if (o.van, o.naar) == (van, naar)), None)


# --- opening (UR-12) ---------------------------------------------------------------------------------------


class Gemeentegrond(StrEnum):
    """Why this gemeente is the responsible one."""

    BRP = "brp"
    VERBLIJF = "verblijf"
    AANMELDING = "aanmelding"


@dataclass(frozen=True, slots=True)
class Gemeentekeuze:
    """Exactly one gemeente and the ground of the choice."""

    gemeente: Hashable
    grond: Gemeentegrond


def kies_gemeente(
    *,
    brp: Hashable | None,
    verblijf: Hashable | None,
    aanmelding: Hashable,
    adres_geheim: bool = False,
    gemeenten_van_regio: Collection[Hashable] | None = None,
) -> Gemeentekeuze:
    """Choose the responsible gemeente: BRP address, else stay, else where the person turned to (UR-12, L01).

    It never fails: help may not wait for an address. A secret address is not used, because the name of the
    gemeente in a list would give it away (§7). With `gemeenten_van_regio`, an address outside the region is
    passed over: only a gemeente of the region can carry a dossier of the region.
    """
    for grond, gemeente in ((Gemeentegrond.BRP, brp), (Gemeentegrond.VERBLIJF, verblijf)):
        binnen = gemeenten_van_regio is None or gemeente in gemeenten_van_regio
        if gemeente is not None and binnen and not adres_geheim:
            return Gemeentekeuze(gemeente, grond)
    return Gemeentekeuze(aanmelding, Gemeentegrond.AANMELDING)


class RegieVoorlopig(StrEnum):
    """Whether the lead still has to be settled properly."""

    NEE = "nee"
    OPENING = "opening"
    NOOD = "nood"


@dataclass(frozen=True, slots=True)
class Regisseurkeuze:
    """Who becomes casusregisseur. `verdelen_uiterlijk`: due day of the task "Verdelen", when it is provisional."""

    gebruiker: Hashable
    regie_voorlopig: RegieVoorlopig
    verdelen_uiterlijk: date | None = None


def kies_regisseur(
    opener: Kandidaat | None,
    *,
    vangnetten: Iterable[Vangnet],
    gemeente: Hashable,
    gemeente_naam: str,
    nu: datetime,
) -> Regisseurkeuze | Weigering:
    """The opener with the role becomes regisseur, else the vangnet of the responsible gemeente (UR-12).

    `opener` None: the system opened it. Without a vangnet there is no dossier: an open dossier without
    regisseur cannot exist (Z-01), and the setup of the region has to be repaired at once.
    """
    if opener and opener.actief and opener.heeft_rol:
        return Regisseurkeuze(opener.gebruiker, RegieVoorlopig.NEE)
    if vangnet := first_in_line(vangnetten, organisatie=gemeente, rol="casusregie"):
        return Regisseurkeuze(vangnet.gebruiker, RegieVoorlopig.OPENING, wd(nu, VERDELEN_WERKDAGEN))
    return Weigering(
        "geen-regievangnet",
        _(
            "{gemeente_naam} heeft geen regievangnet. Waarschuw de functioneel beheerder.",
            gemeente_naam=gemeente_naam,
        ),
        "UR-12",
    )


# --- closing and reopening (UR-22) -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sluitreden:
    """A reason to close. `afronden`: the resident is there to evaluate with, to be told and to be pointed the way."""

    code: str
    naam: str
    afronden: bool = True
    heropenbaar: bool = True


SLUITREDENEN: Mapping[str, Sluitreden] = {
    reden.code: reden
    for reden in (
        Sluitreden("doelen_bereikt", _("Doelen bereikt")),
        Sluitreden("regulier_overgenomen", _("Overgenomen door reguliere hulp")),
        Sluitreden("verhuisd_buiten_regio", _("Verhuisd buiten de regio")),
        Sluitreden("stopbesluit", _("Stopbesluit")),
        Sluitreden("op_eigen_verzoek", _("Op eigen verzoek")),
        Sluitreden("overleden", _("Overleden"), afronden=False),
        Sluitreden("niet_gevonden", _("Niet gevonden"), afronden=False),
        Sluitreden(
            "samengevoegd", _("Samengevoegd met een ander dossier"), afronden=False, heropenbaar=False
        ),
        Sluitreden("ten_onrechte", _("Ten onrechte geopend"), afronden=False, heropenbaar=False),
    )
}


@dataclass(frozen=True, slots=True)
class Sluitfeiten:
    """Everything around a dossier that may stand in the way of closing it. Lists hold Dutch names."""

    status: str
    sluitreden: str
    open_trajecten: tuple[str, ...] = ()
    lopende_termijnen: tuple[str, ...] = ()
    open_overdrachten: int = 0
    plaatsing_loopt: bool = False
    levensloop_actief: bool = False
    grijs_gebied_open: int = 0
    bemoeizorg_zonder_resultaat: bool = False
    slotevaluatie: bool = False
    inwoner_verteld: bool = False
    inwoner_niet_verteld_reden: str = ""
    naaste_mag_weten: bool = False
    naaste_verteld: bool = False
    terugkeerpunt: str = ""  # where to go when it goes wrong again
    contact_buiten_regio_bevestigd: bool = False


def blockers(f: Sluitfeiten) -> tuple[str, ...]:
    """Name in Dutch what keeps this dossier open (UR-22), in a fixed order. Raises `KeyError` for an unknown reason."""
    afronden = SLUITREDENEN[f.sluitreden].afronden
    verteld = f.inwoner_verteld or bool(f.inwoner_niet_verteld_reden.strip())
    in_de_weg = (
        *((_("traject {naam} loopt nog", naam=naam), True) for naam in f.open_trajecten),
        *((_("termijn {naam} loopt nog", naam=naam), True) for naam in f.lopende_termijnen),
        (_("er staat nog een overdracht open"), f.open_overdrachten > 0),
        (_("er loopt nog een plaatsing"), f.plaatsing_loopt),
        (_("er is nog geen besluit van de inclusietafel"), f.levensloop_actief),
        (_("een grijs gebied is nog niet beslecht"), f.grijs_gebied_open > 0),
        (_("de bemoeizorg heeft nog geen resultaat"), f.bemoeizorg_zonder_resultaat),
        (
            _("het eerste contact buiten de regio is nog niet bevestigd"),
            f.sluitreden == "verhuisd_buiten_regio" and not f.contact_buiten_regio_bevestigd,
        ),
        (_("de slotevaluatie ontbreekt"), afronden and not f.slotevaluatie),
        (_("de inwoner weet het nog niet"), afronden and not verteld),
        (_("de naaste weet het nog niet"), afronden and f.naaste_mag_weten and not f.naaste_verteld),
        (_("waar de inwoner terechtkan is niet ingevuld"), afronden and not f.terugkeerpunt.strip()),
    )
    return tuple(tekst for tekst, geldt in in_de_weg if geldt)


def mag_sluiten(f: Sluitfeiten) -> Weigering | None:
    """Say why a dossier may not be closed, or None (UR-22)."""
    if f.sluitreden not in SLUITREDENEN:
        tekst = _("Kies een reden om te sluiten.")
        return OngeldigeInvoer("sluitreden-ontbreekt", tekst, "UR-22", fouten={"sluitreden": tekst})
    if f.status == Status.GESLOTEN:
        return Weigering("dossier-al-gesloten", _("Dit dossier is al gesloten."), "UR-22")
    lijst = blockers(f)
    if f.levensloop_actief and len(lijst) == 1:
        tekst = _("Een levensloopdossier sluit alleen na een besluit van de inclusietafel.")
        return Weigering("levensloop-loopt", tekst, "UR-22")
    if lijst:
        return Weigering(
            "sluiten-kan-nog-niet", _("Sluiten kan nog niet: {items}.", items=samen(lijst, ", ")), "UR-22"
        )
    return None


class Terugkeer(StrEnum):
    """What a new question about a known resident does with the last dossier."""

    BLIJFT = "blijft"  # it is open: nothing to do but tell the regisseur
    HERVAT = "hervat"  # it was at a distance
    HEROPEN = "heropen"
    NIEUW_VERVOLG = "nieuw_vervolg"  # a new dossier that points back (vervolg_op)
    NIEUW = "nieuw"  # a new dossier that does not: the old one was wrong or merged away


def bij_terugkeer(
    *,
    status: str,
    sluitreden: str | None,
    gesloten_op: datetime | None,
    nu: datetime,
    heropentermijn_dagen: int = HEROPENTERMIJN_DAGEN,
) -> Terugkeer:
    """Say whether to resume, to reopen or to start anew. The heropentermijn ends with its last local day."""
    if status == Status.OPEN:
        return Terugkeer.BLIJFT
    if status == Status.OP_AFSTAND:
        return Terugkeer.HERVAT
    if sluitreden is None or gesloten_op is None:
        raise ValueError("Een gesloten dossier heeft een reden en een tijdstip van sluiten.")
    if not SLUITREDENEN[sluitreden].heropenbaar:
        return Terugkeer.NIEUW
    binnen = instant(nu) < eod(add_days(gesloten_op, heropentermijn_dagen))
    return Terugkeer.HEROPEN if binnen else Terugkeer.NIEUW_VERVOLG


def al_open(*, mag_weten: bool, regisseur_naam: str, contactpunt: str) -> Weigering:
    """Refuse a second open dossier; only who may know reads the name of the regisseur (UR-12)."""
    if mag_weten:
        tekst = _(
            "Er is al een open dossier (regisseur: {regisseur_naam}). U kunt zich daar aanmelden.",
            regisseur_naam=regisseur_naam,
        )
    else:
        tekst = _("Neem contact op met {contactpunt}.", contactpunt=contactpunt)
    return Weigering("dossier-al-open", tekst, "UR-12")
