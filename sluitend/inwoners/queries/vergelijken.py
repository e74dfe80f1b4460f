"""Two persons beside each other, so that somebody can decide whether they are one (`Personen vergelijken`)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sluitend.inwoners import policy
from sluitend.inwoners.models import Adresperiode, Inwoner, Samenvoeging
from sluitend.inwoners.queries.herkennen import herken_paar
from sluitend.inwoners.queries.personen import BestaatNiet, huidige_adressen, samenvoeging, vind
from sluitend.inwoners.rules.herkenning import Herkenning
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.gebeurtenissen import gelezen
from sluitend.platform.vertalingen import vertaal

IDENTITEIT = frozenset({"sleutel", "naam", "adres", "bsn_gelijk"})
KOP = frozenset({"naam"})


@dataclass(frozen=True)
class Regel:
    """One kenmerk of both; `anders` marks a difference, never by colour alone."""

    kenmerk: str
    links: str
    rechts: str

    @property
    def anders(self) -> bool:
        return bool(self.links and self.rechts and self.links != self.rechts)


@dataclass(frozen=True)
class Vergelijking:
    """Two persons, what the actor may see of each, and the points."""

    links: Inwoner
    rechts: Inwoner
    regels: list[Regel]
    herkenning: Herkenning


def vergelijk(actor: Actor, een_id: UUID | str, ander_id: UUID | str) -> Vergelijking:
    """Two persons, of whom one is the actor's; of the other as much as a search would show."""
    een, ander = (_te_zien(actor, pk) for pk in (een_id, ander_id))
    if not een[1] and not ander[1]:
        raise BestaatNiet
    if een[0].pk == ander[0].pk:
        raise BestaatNiet
    return _zet_naast(een, ander)


def vergelijk_samenvoeging(actor: Actor, pk: UUID | str) -> tuple[Samenvoeging, Vergelijking]:
    """The two persons of a merge, with identity and address only (mask identiteit)."""
    rij = samenvoeging(actor, pk)
    return rij, _zet_naast((rij.blijft, IDENTITEIT), (rij.opgegaan, IDENTITEIT))


def _te_zien(actor: Actor, pk: UUID | str) -> tuple[Inwoner, frozenset[str]]:
    """The person and its visible classes; an empty set for somebody whom only a search would find."""
    rijen = vind(pk).select_related("sleutel")
    persoon = policy.INWONER.met_klassen(rijen, actor).first()
    if persoon is not None:
        klassen = policy.INWONER.klassen_van(persoon, actor)
        gelezen(f"inwoner:{persoon.pk}", persoon.pseudoniem, tuple(klassen))
        return persoon, klassen
    persoon = policy.rijen(policy.INWONER_ZOEKEN, rijen, actor, "zoeken").first()
    if persoon is None:
        raise BestaatNiet
    gelezen(f"inwoner:{persoon.pk}", persoon.pseudoniem, tuple(KOP))
    return persoon, frozenset()


def _zet_naast(een: tuple[Inwoner, frozenset[str]], ander: tuple[Inwoner, frozenset[str]]) -> Vergelijking:
    adressen = huidige_adressen([een[0].pk, ander[0].pk])
    links, rechts = (_kenmerken(rij, klassen, adressen.get(rij.pk)) for rij, klassen in (een, ander))
    regels = [Regel(naam, links.get(naam, ""), rechts.get(naam, "")) for naam in {**links, **rechts}]
    if een[0].bsn_index and ander[0].bsn_index:
        gelijk = een[0].bsn_index == ander[0].bsn_index
        regels.append(
            Regel(
                _("BSN"), vertaal(_("bekend")), vertaal(_("hetzelfde") if gelijk else _("een ander nummer"))
            )
        )
    return Vergelijking(een[0], ander[0], regels, herken_paar(een[0], ander[0]))


def _datum(dag: date | None) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}" if dag else ""


def _kenmerken(rij: Inwoner, klassen: frozenset[str], adres: Adresperiode | None) -> dict[str, str]:
    gemeente = adres.gemeente.naam if adres and not rij.adres_afgeschermd else ""
    if not klassen:
        jaar = str(rij.geboortedatum.year) if rij.geboortedatum else ""
        return {_("Naam"): rij.weergavenaam, _("Geboortejaar"): jaar, _("Gemeente"): gemeente}
    uit = {
        _("Nummer"): rij.nummer,
        _("Naam"): rij.weergavenaam,
        _("Voornamen"): rij.voornamen,
        _("Aanduiding"): rij.aanduiding,
        _("Geboortejaar"): str(rij.geboortedatum.year) if rij.geboortedatum else "",
        _("Geboortedatum"): _datum(rij.geboortedatum),
        _("Identiteit"): str(rij.get_identiteit_status_display()),
        _("Gemeente"): gemeente,
    }
    if "adres" in klassen and adres and not adres.geheim:
        uit[_("Adres")] = f"{adres.postcode} {adres.huisnummer or ''}{adres.toevoeging}".strip()
    return uit
