"""Who answers a function for a gemeente at a minute, where the roster has holes, and the cards for everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sluitend.kern.kalender import begin_dag, einde_dag, wettelijke_dag
from sluitend.meldpunt import queries
from sluitend.meldpunt.models import Contactkaart, Piket, Piketgemeente
from sluitend.meldpunt.policy.dienst import CONTACTKAART, PIKET
from sluitend.meldpunt.queries.dienst import als_id, niet_gevonden
from sluitend.meldpunt.rules import openingstijden, piket
from sluitend.meldpunt.rules.piket import LANDELIJK, Gat
from sluitend.meldpunt.rules.routes import ROUTES, Soort
from sluitend.platform.actor import Actor
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Functievervulling, Medewerker, Team


@dataclass(frozen=True, slots=True)
class Bereik:
    """Who answers now: a name and a number, the team when it is one, the colleague when it is one of us."""

    functie: str
    naam: str
    telefoon: str = ""
    team: Team | None = None
    reserve: str = ""
    reserve_telefoon: str = ""
    medewerker: Medewerker | None = None
    tot: datetime | None = None


def roosterfuncties() -> list[str]:
    """The 24/7 functions that this region plans somebody for, in their order."""
    gekozen = set(waarde("piket_functies"))
    return [functie for functie in piket.ROOSTERFUNCTIES if functie in gekozen]


class Bereikstand:
    """Who answers a set of functions at one minute, for any gemeente. At most five queries, however many are asked."""

    def __init__(self, functies: Collection[str], nu: datetime) -> None:
        self.nu, dag = nu, wettelijke_dag(nu)
        rooster = [functie for functie in functies if functie in piket.ROOSTERFUNCTIES]
        bellen = [f for f in functies if f not in ROUTES or ROUTES[f].soort is Soort.BELLEN]
        geldend = Piket.objects.filter(ingetrokken_op__isnull=True, functie__in=rooster)
        self._op_piket = [
            (rij, {deel.gemeente_id for deel in rij.gemeenten.all()})
            for rij in (
                geldend.filter(van__lte=nu, tot__gt=nu)
                .select_related("medewerker")
                .prefetch_related("gemeenten")
                if rooster
                else ()
            )
        ]
        self._rooster = set(
            Piketgemeente.objects.filter(piket__in=geldend.filter(tot__gt=nu - piket.ROOSTER_LOOPT_DOOR))
            .values_list("piket__functie", "gemeente_id")
            .distinct()
            if rooster
            else ()
        )
        self._vervuld = {
            (rij.functie, rij.gemeente_id): rij
            for rij in Functievervulling.objects.filter(functie__in=list(functies), van__lte=dag)
            .filter(Q(tot__isnull=True) | Q(tot__gt=dag))
            .select_related("team__organisatie")
        }
        self._kaarten = list(_kaarten(dag).filter(functie__in=bellen)) if bellen else []

    def bereik(self, functie: str, gemeente: str | None) -> Bereik | None:
        """Who answers this function for this gemeente; None when nobody does, and a fallback is needed (§5.3).

        The roster goes first; then the team or organisation that fulfils the function, within its hours; then a card;
        then the numbers of the country. Without a gemeente only somebody who covers the whole region is on call.
        """
        vervulling = self._vervuld.get((functie, gemeente)) or self._vervuld.get((functie, None))
        team = vervulling.team if vervulling else None
        if rij := self._piket(functie, gemeente):
            return Bereik(
                functie,
                rij.naam,
                rij.telefoon,
                team,
                rij.reserve,
                rij.reserve_telefoon,
                rij.medewerker,
                rij.tot,
            )
        if self._met_rooster(functie, gemeente):
            return None
        if vervulling and (vervulling.team_id or vervulling.altijd_open):
            return Bereik(functie, vervulling.naam or vervulling.team.naam, vervulling.telefoon, team)
        kaarten = [k for k in self._kaarten if k.functie == functie and k.gemeente_id in (None, gemeente)]
        if vervulling and not kaarten:  # hours were never filled in
            return Bereik(functie, vervulling.naam, vervulling.telefoon)
        if kaart := next(
            (k for k in kaarten if openingstijden.is_open(openingstijden.lees(k.uren), self.nu)), None
        ):
            naam = (vervulling.naam if vervulling else "") or kaart.naam
            return Bereik(functie, naam, (vervulling.telefoon if vervulling else "") or kaart.telefoon)
        if functie in LANDELIJK and not vervulling:
            return Bereik(functie, ROUTES[functie].label, LANDELIJK[functie])
        return None

    def _piket(self, functie: str, gemeente: str | None) -> Piket | None:
        nodig = {gemeente} if gemeente else set(queries.kaart().gemeenten)
        return next(
            (rij for rij, gedekt in self._op_piket if rij.functie == functie and nodig <= gedekt), None
        )

    def _met_rooster(self, functie: str, gemeente: str | None) -> bool:
        if gemeente:
            return (functie, gemeente) in self._rooster
        return any(naam == functie for naam, _gemeente in self._rooster)


# --- the roster -------------------------------------------------------------------------------------------


def piketgaten(nu: datetime) -> list[Gat]:
    """Every hole of the coming fourteen days in the 24/7 functions of the region, earliest first. Three queries.

    A function that a team or number fulfils day and night has none, unless it works with a roster.
    """
    van, tot = piket.venster(nu)
    functies, gemeenten = roosterfuncties(), sorted(queries.kaart().gemeenten)
    bezet: dict[tuple[str, str], list[piket.Periode]] = defaultdict(list)
    for functie, gemeente, begin, einde in Piketgemeente.objects.filter(
        piket__ingetrokken_op__isnull=True,
        piket__functie__in=functies,
        piket__tot__gt=nu - piket.ROOSTER_LOOPT_DOOR,
    ).values_list("piket__functie", "gemeente_id", "piket__van", "piket__tot"):
        bezet[(functie, gemeente)].append((begin, einde))
    altijd = set(
        Functievervulling.objects.filter(functie__in=functies, altijd_open=True)
        .filter(Q(tot__isnull=True) | Q(tot__gt=wettelijke_dag(nu)), van__lte=wettelijke_dag(nu))
        .values_list("functie", "gemeente_id")
    )
    return piket.bundel(
        (functie, gemeente, gat)
        for functie in functies
        for gemeente in gemeenten
        if (functie, gemeente) in bezet or not altijd & {(functie, gemeente), (functie, None)}
        for gat in piket.gaten(bezet[(functie, gemeente)], van, tot)
    )


@dataclass(frozen=True)
class Strookdag:
    """A day of the strip: whole, or with its holes in words."""

    dag: datetime
    gaten: tuple[Gat, ...]


def strook(nu: datetime, gaten: Collection[Gat]) -> list[Strookdag]:
    """Today and the fourteen days after it, each with the holes that touch it."""
    vandaag = wettelijke_dag(nu)
    dagen = [vandaag + timedelta(days=i) for i in range(piket.VOORUIT_DAGEN + 1)]
    return [
        Strookdag(begin_dag(dag), tuple(piket.dag_van(list(gaten), begin_dag(dag), einde_dag(dag))))
        for dag in dagen
    ]


@dataclass(frozen=True)
class Nu:
    """Who answers a function now, and for which gemeenten; nobody when `bereik` is None."""

    functie: str
    bereik: Bereik | None
    gemeenten: tuple[str, ...]
    terugval: str = ""


def nu_bereikbaar(nu: datetime) -> list[Nu]:
    """Per 24/7 function who answers at this minute, the gemeenten with the same answer together."""
    uit, functies = [], roosterfuncties()
    stand = Bereikstand(functies, nu)
    for functie in functies:
        per: dict[Bereik | None, list[str]] = defaultdict(list)
        for gemeente in sorted(queries.kaart().gemeenten):
            per[stand.bereik(functie, gemeente)].append(gemeente)
        for wie, gemeenten in per.items():
            uit.append(Nu(functie, wie, tuple(gemeenten), "" if wie else ROUTES[functie].terugval))
    return uit


def rooster(actor: Actor, nu: datetime) -> list[Piket]:
    """What is planned from now on, earliest first."""
    rijen = PIKET.zichtbaar(Piket.objects.all(), actor).filter(ingetrokken_op__isnull=True, tot__gt=nu)
    return list(rijen.prefetch_related("gemeenten__gemeente").order_by("van", "functie")[:300])


def een_piket(actor: Actor, pk: UUID | str) -> Piket:
    """One row of the roster, locked, for an act."""
    if not PIKET.zichtbaar(Piket.objects.all(), actor).filter(pk=als_id(pk)).exists():
        raise niet_gevonden("Dit piket")
    return Piket.objects.select_for_update(of=("self",)).get(pk=als_id(pk))


# --- the cards --------------------------------------------------------------------------------------------


def _kaarten(dag: object) -> QuerySet[Contactkaart]:
    return Contactkaart.objects.filter(Q(tot__isnull=True) | Q(tot__gt=dag), van__lte=dag)


def _gebied(gemeente: str | None) -> Q:
    return Q(gemeente__isnull=True) | Q(gemeente=gemeente) if gemeente else Q(gemeente__isnull=True)


def kaarten(actor: Actor, nu: datetime) -> list[Contactkaart]:
    """The cards that hold now or later, by function and area."""
    dag = wettelijke_dag(nu)
    rijen = CONTACTKAART.zichtbaar(Contactkaart.objects.all(), actor).filter(
        Q(tot__isnull=True) | Q(tot__gt=dag)
    )
    volgorde = list(piket.KAARTFUNCTIES)
    return sorted(
        rijen.select_related("gemeente"),
        key=lambda rij: (volgorde.index(rij.functie), str(rij.gemeente or ""), rij.naam, rij.van),
    )


def een_kaart(actor: Actor, pk: UUID | str, *, slot: bool = False) -> Contactkaart:
    """One card; locked for an act."""
    rij = CONTACTKAART.zichtbaar(Contactkaart.objects.all(), actor).filter(pk=als_id(pk)).first()
    if rij is None:
        raise niet_gevonden("Deze contactkaart")
    return Contactkaart.objects.select_for_update(of=("self",)).get(pk=rij.pk) if slot else rij


@dataclass(frozen=True)
class Plek:
    """A place to turn to, as a page for everybody shows it."""

    functie: str
    naam: str
    telefoon: str
    uitleg: str
    altijd: bool
    open: bool
    opent: datetime | None
    uren: tuple[tuple[str, str], ...]


def waar_terecht(actor: Actor, gemeente: str | None, nu: datetime) -> list[Plek]:
    """The published cards of a gemeente and of the whole region, in the order in which people need them; one query.

    Of one function the card of the gemeente goes before that of the region (B14, F126).
    """
    rijen = CONTACTKAART.zichtbaar(_kaarten(wettelijke_dag(nu)), actor).filter(
        _gebied(gemeente), publiek=True
    )
    per: dict[str, list[Contactkaart]] = defaultdict(list)
    for rij in rijen.order_by("naam", "pk"):
        per[rij.functie].append(rij)
    return [_plek(rij, nu) for functie in piket.KAARTFUNCTIES for rij in _dichtstbij(per.get(functie, ()))]


def _dichtstbij(rijen: Iterable[Contactkaart]) -> list[Contactkaart]:
    rijen = list(rijen)
    return [rij for rij in rijen if rij.gemeente_id] or rijen


def _plek(rij: Contactkaart, nu: datetime) -> Plek:
    tijden = openingstijden.lees(rij.uren)
    return Plek(
        rij.functie,
        rij.naam,
        rij.telefoon,
        rij.uitleg,
        tijden.altijd,
        openingstijden.is_open(tijden, nu),
        openingstijden.opent_weer(tijden, nu),
        tuple(
            (dag, openingstijden.zeg_dag(periodes))
            for dag, periodes in zip(openingstijden.DAGEN, tijden.dagen, strict=True)
        ),
    )
