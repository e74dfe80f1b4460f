"""Absence, substitutes and the safety net (UR-19, UR-20, G-11): regie never falls into an empty chair.

A vervanger acts "namens"; the regisseur stays the same. Only leaving moves regie, by noodoverdracht to a
person who signed for it beforehand (Z-01, Z-02 hold at each instant).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _

EEN_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """Local days of absence, both included; `tot` None: unknown. No reason is stored."""

    van: date
    tot: date | None = None

    def covers(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True, slots=True)
class Vervanging:
    """A substitute for local days `van`..`tot`. Counts only when accepted, and not while absent as well."""

    van: date
    tot: date
    aanvaard: bool = True
    door_afwezig: tuple[Afwezigheid, ...] = ()

    def last_covered_day(self, tot_en_met: date) -> date | None:
        """Give the last day up to `tot_en_met` on which this substitute is really there, or None."""
        if not self.aanvaard:
            return None
        dag = min(self.tot, tot_en_met)
        while dag >= self.van and (weg := [a for a in self.door_afwezig if a.covers(dag)]):
            dag = min(a.van for a in weg) - EEN_DAG
        return dag if dag >= self.van else None


def uncovered_since(
    afwezigheden: Iterable[Afwezigheid], vervangingen: Iterable[Vervanging], vandaag: date
) -> date | None:
    """Give the first day of the present spell without regisseur or substitute (G-11a), or None when covered."""
    rijen = tuple(afwezigheden)
    if not (nu_afwezig := [a for a in rijen if a.covers(vandaag)]):
        return None
    begin = min(a.van for a in nu_afwezig)
    # two rows that follow each other without a day in between are one absence
    while eerder := [a for a in rijen if a.covers(begin - EEN_DAG)]:
        begin = min(a.van for a in eerder)
    gedekt = [d for v in vervangingen if (d := v.last_covered_day(vandaag)) is not None]
    if (laatste := max(gedekt, default=None)) is None or laatste < begin:
        return begin
    return None if laatste == vandaag else laatste + EEN_DAG


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """The person asked to stand in or take over, as far as the rules need to know."""

    gebruiker: Hashable
    actief: bool = True
    heeft_rol: bool = True
    afwezigheden: tuple[Afwezigheid, ...] = ()


def mag_vervangen(*, voor: Hashable, door: Kandidaat, van: date, tot: date) -> Weigering | None:
    """Refuse a substitute who is the person self, is absent in that time, or may not hold the role (UR-19).

    An absence that touches a single day of the period is enough: a hole of one day is a day of G-11.
    """
    if tot < van:
        tekst = _("De einddatum ligt voor de begindatum.")
        return OngeldigeInvoer("periode-omgekeerd", tekst, "UR-19", fouten={"tot": tekst})
    ook_weg = any(a.van <= tot and (a.tot is None or a.tot >= van) for a in door.afwezigheden)
    if door.gebruiker == voor or ook_weg:
        return Weigering(
            "vervanger-niet-beschikbaar",
            _("Een vervanger kan niet zichzelf vervangen of zelf afwezig zijn."),
            "UR-19",
        )
    if not (door.actief and door.heeft_rol):
        return Weigering("vervanger-zonder-rol", _("Deze collega is niet actief in deze rol."), "UR-19")
    return None


@dataclass(frozen=True, slots=True)
class Vangnet:
    """A row of the regievangnet: a person of an organisation who accepted beforehand (`volgorde` 1-3)."""

    organisatie: Hashable
    gebruiker: Hashable
    voor: str  # casusregie or procesregie
    volgorde: int
    actief: bool = True
    staande_aanvaarding: bool = True

    def can_take(self, rol: str, vertrekt: Hashable | None) -> bool:
        return self.actief and self.staande_aanvaarding and self.voor == rol and self.gebruiker != vertrekt


def first_in_line(
    vangnetten: Iterable[Vangnet], *, organisatie: Hashable, rol: str, vertrekt: Hashable | None = None
) -> Vangnet | None:
    """Give the first active vangnet of an organisation for a role, leaving out the person who leaves."""
    rij = [v for v in vangnetten if v.organisatie == organisatie and v.can_take(rol, vertrekt)]
    return min(rij, key=lambda v: v.volgorde, default=None)


def kies_noodregisseur(
    vangnetten: Sequence[Vangnet],
    *,
    organisatie: Hashable,
    organisatie_naam: str,
    gemeente: Hashable,
    rol: str = "casusregie",
    vertrekt: Hashable | None = None,
) -> Vangnet | Weigering:
    """Choose who takes over when a regisseur falls away: the organisation first, then the responsible gemeente.

    With nobody left the leaving itself is refused (UR-20): a dossier without regisseur cannot exist (Z-01).
    """
    for houder in (organisatie, gemeente):
        if gevonden := first_in_line(vangnetten, organisatie=houder, rol=rol, vertrekt=vertrekt):
            return gevonden
    return _laatste(organisatie_naam)


def mag_vangnet_beeindigen(
    vangnetten: Sequence[Vangnet],
    *,
    gebruiker: Hashable,
    organisatie: Hashable,
    organisatie_naam: str,
    rol: str = "casusregie",
    vangnet_nodig: bool = True,
) -> Weigering | None:
    """Refuse to end the last active vangnet of an organisation before a successor has signed (2E).

    `vangnet_nodig`: a gemeente always needs one per role, another organisation while it has an open regie.
    Someone who is not in the vangnet may always leave it.
    """
    staat_erin = any(
        v.gebruiker == gebruiker and v.organisatie == organisatie and v.can_take(rol, None)
        for v in vangnetten
    )
    if not (vangnet_nodig and staat_erin):
        return None
    opvolger = first_in_line(vangnetten, organisatie=organisatie, rol=rol, vertrekt=gebruiker)
    return None if opvolger else _laatste(organisatie_naam)


def _laatste(organisatie_naam: str) -> Weigering:
    return Weigering(
        "laatste-regievangnet",
        _(
            "Dit is het laatste regievangnet van {organisatie_naam}. Wijs eerst een opvolger aan.",
            organisatie_naam=organisatie_naam,
        ),
        "UR-20",
    )
