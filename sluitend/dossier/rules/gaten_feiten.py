"""The facts that the clocks of the gaps are read from: one frozen dataclass per source (12 §5G).

Other chapters supply them (`bron_melding`, `bron_plaatsing`, …), whatever their tables are called. A field
of type `Tijd` may be a local day or an aware instant; a day counts from 00:00.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sluitend.dossier.rules.tijd import Tijd
from sluitend.dossier.rules.vervanging import Afwezigheid, Vervanging


class NormOntbreekt(LookupError):
    """The region has no norm for this urgency class: a task for the functioneel_beheerder, never silence."""


@dataclass(frozen=True, slots=True)
class Urgentienorm:
    """Minutes per urgency class (10 §5.1). With `schuift`, an end on a free day moves to the next other day."""

    triage: int
    oppak: int
    schuift: bool = False


@dataclass(frozen=True, slots=True)
class Meldingsnormen:
    """The norms of the region for G-01 and G-02; `onbekend` is the triage norm while urgency is unknown."""

    per_klasse: Mapping[str, Urgentienorm]
    onbekend: int = 15

    def of(self, urgentie: str) -> Urgentienorm:
        """Give the norms of a class; raises `NormOntbreekt` for a class that the region does not have."""
        try:
            return self.per_klasse[urgentie]
        except KeyError:
            raise NormOntbreekt(f"Geen norm voor urgentie {urgentie!r}") from None


@dataclass(frozen=True, slots=True)
class Melding:
    """A melding (10). `urgentie` None: not known yet. `wvggz_einde`: end of the term of the VO, if any."""

    ontvangen_op: datetime
    urgentie: str | None = None
    getriageerd_op: datetime | None = None
    route_team: Hashable | None = None
    opgepakt_op: datetime | None = None
    afgesloten_op: datetime | None = None
    terugkoppeling_vereist: bool = True
    terugkoppeling_op: datetime | None = None
    wvggz_einde: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact or attempt. `lokaal`: by a team of the herkomst or responsible gemeente (G-10)."""

    gebeurd_op: datetime
    met: str = "inwoner"
    resultaat: str = "gesproken"
    geregistreerd_op: datetime | None = None
    lokaal: bool = False

    @property
    def gelukt(self) -> bool:
        return self.resultaat in {"gesproken", "gezien"}


@dataclass(frozen=True, slots=True)
class AveMoment:
    """An AVE decision: the phase that holds from `gebeurd_op` on (n → n counts as a decision)."""

    gebeurd_op: datetime
    naar_fase: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier with its contacts and AVE decisions. `hervat_op`: last reopening or return from op_afstand."""

    geopend_op: datetime
    status: str = "open"
    contactregime: str = "regulier"
    gesloten_op: datetime | None = None
    hervat_op: datetime | None = None
    hercontact_op: date | None = None
    contacten: tuple[Contact, ...] = ()
    ave: tuple[AveMoment, ...] = ()


@dataclass(frozen=True, slots=True)
class Overdracht:
    """An overdracht that was sent; `beantwoord_op` is the answer, withdrawal or expiry."""

    verzonden_op: datetime | None
    status: str
    beantwoord_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An active or former plan; `geevalueerd_op` is the last evaluation."""

    vastgesteld_op: Tijd
    status: str = "actief"
    geevalueerd_op: Tijd | None = None
    evaluatie_gepland_op: date | None = None
    beeindigd_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Indicatie:
    """An indication (13). `toegekend_op`, when given, keeps a short indication from being late at birth."""

    status: str
    einde: date | None
    vervolg_status: str | None = None
    vervolg_op: datetime | None = None
    toegekend_op: Tijd | None = None


@dataclass(frozen=True, slots=True)
class Wachtplek:
    """A row on the waiting list (14). `norm_dagen` None: the region set no norm, so G-07 is not measured."""

    wachtend_sinds: Tijd
    norm_dagen: int | None = None
    pauze_dagen: int = 0
    van_lijst_op: Tijd | None = None


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """A stay (14) with the contacts that matter for it."""

    start: Tijd
    regionaal: bool = True
    uitstroomgereed_op: Tijd | None = None
    vervolg_op: Tijd | None = None
    werkelijk_einde: Tijd | None = None
    eindreden: str | None = None
    contacten: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Regievoering:
    """One regisseur of a dossier with absences of that person and the substitutes who accepted."""

    afwezigheden: tuple[Afwezigheid, ...] = ()
    vervangingen: tuple[Vervanging, ...] = ()
    nood_sinds: datetime | None = None  # regie_voorlopig = nood


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """One organisation around a resident; `regie_bevestigd_op`: it knows who has the lead."""

    organisatie: Hashable
    sinds: datetime
    tot: datetime | None = None
    regie_bevestigd_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Netwerk:
    """All involvement around one resident; `open_dossier` says whether a dossier is open now.

    `regie_sinds`: start of the present regisseur. Only a confirmation from then on counts, and only from then
    on can an organisation be late in knowing this regisseur. None: a confirmation once given stays.
    """

    betrokkenheden: tuple[Betrokkenheid, ...]
    open_dossier: bool
    regie_sinds: datetime | None = None


@dataclass(frozen=True, slots=True)
class Samenloop:
    """A co-involvement with the moments of delivery to both parties (None: not delivered)."""

    soort: str
    ontstaan_op: datetime
    afgeleverd: tuple[datetime | None, datetime | None]
    beeindigd_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Maatregel:
    """Compulsory care (11). `vervolg_op`: follow-up accepted by its owner, or "geen" with a reason."""

    start: datetime
    einde: Tijd
    beeindigd_op: Tijd | None = None
    vervolg_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Jeugd:
    """Youth support of a minor. `overgang_geregeld_op`: volwassenplan fixed and overdracht accepted (or same
    regisseur), the later of the two. `sinds` keeps support that starts after the 17th birthday from being
    late before it began."""

    geboortedatum: date
    actief: bool = True
    beeindigd_op: datetime | None = None
    overgang_geregeld_op: datetime | None = None
    sinds: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nazorg:
    """Announced release from detention."""

    aangekondigd_op: datetime
    ontslagdatum: date | None
    nazorgplan_op: datetime | None = None


@dataclass(frozen=True, slots=True)
class Veiligheidssignaal:
    """A safety signal (10, 11). Closing the signal does not end G-18: only a decision does."""

    ontvangen_op: datetime
    gekoppeld_op: datetime | None = None
    ave: tuple[AveMoment, ...] = ()
