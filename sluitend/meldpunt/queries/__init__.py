"""Reading meldingen: the only read path, with visibility and the read line built in and a constant query count."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from sluitend.dossier.models import Dossier
from sluitend.inwoners.models import Inwoner
from sluitend.inwoners.rules.herkenning import Persoonsgegevens, telefoon_sleutel
from sluitend.inwoners.rules.klankcode import klankcode
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import begin_dag, wettelijke_dag
from sluitend.meldpunt import policy, tabellen
from sluitend.meldpunt.models import Aanbieding, Melder, Melding, MeldingSignaal, Triage
from sluitend.meldpunt.rules import staten
from sluitend.meldpunt.rules.advies import Advies, beoordeel
from sluitend.meldpunt.rules.invoer import GEEN_CONTEXT, Context, bevries, tel_herhaling
from sluitend.meldpunt.rules.signalen import SIGNALEN
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen
from sluitend.platform.keyset import Blad, pagineer
from sluitend.regio import instellingen as regio_instellingen
from sluitend.regio.models import Functievervulling, Gemeente, Medewerker, RegioGemeente, Team

Staat = Melding.Staat
TABS: Mapping[str, tuple[str, ...]] = {
    "nieuw": (Staat.NIEUW, Staat.GETRIAGEERD),
    "aangeboden": (Staat.AANGEBODEN, Staat.DOORGESTUURD),
    "opgepakt": (Staat.OPGEPAKT,),
    "terug-te-koppelen": (Staat.AFGEHANDELD,),
    "alles": Melding.OPEN,
}
EERDER_DAGEN = 90


def niet_gevonden() -> Weigering:
    """Not there, or not yours: the two are the same."""
    return Weigering(
        "niet-gevonden", "Deze melding is er niet, of is voor u niet zichtbaar.", "30 2B", status=404
    )


# --- the region -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kaart:
    """What each melding needs of its region: gemeenten, and the team that is the meldpunt."""

    gemeenten: frozenset[str]
    bekend: frozenset[str]
    namen: Mapping[str, str]
    meldpunt: Team | None

    @property
    def meldpunt_id(self) -> UUID | None:
        """The team that is the meldpunt, by id."""
        return self.meldpunt.pk if self.meldpunt else None


_kaarten: dict[int, tuple[float, Kaart]] = {}


def kaart() -> Kaart:
    """The map of the running unit's region; kept as long as its settings are, so an intake costs no query for it."""
    regio_id = huidig().actor.regio_id
    gelezen_op = regio_instellingen.stand()  # forgotten together with the settings
    bewaard = _kaarten.get(regio_id)
    if bewaard is None or bewaard[0] != gelezen_op:
        bewaard = _kaarten[regio_id] = (gelezen_op, _lees_kaart())
    return bewaard[1]


def _lees_kaart() -> Kaart:
    dag = wettelijke_dag(huidig().nu)
    eigen = RegioGemeente.objects.filter(Q(tot__isnull=True) | Q(tot__gt=dag), van__lte=dag)
    vervulling = (
        Functievervulling.objects.filter(functie="meldpunt", team__isnull=False, tot__isnull=True)
        .select_related("team")
        .first()
    )
    namen = dict(Gemeente.objects.values_list("code", "naam"))
    return Kaart(
        frozenset(eigen.filter(gemeente__tot__isnull=True).values_list("gemeente_id", flat=True)),
        frozenset(namen),
        namen,
        vervulling.team if vervulling else None,
    )


def meldpuntteam() -> Team:
    """The team that is the meldpunt of this region. A region without one cannot take meldingen."""
    team = kaart().meldpunt
    if team is None:
        raise Weigering(
            "meldpunt-ontbreekt", "Voor deze regio is nog niet ingevuld welk team het meldpunt is.", "10 5.3"
        )
    return team


# --- advice -----------------------------------------------------------------------------------------------


def adviseer(invoer: Mapping[str, Any], context: Context = GEEN_CONTEXT) -> Advies | None:
    """The advice by the table of the region (UM-09); None when the table is broken: urgency stays unknown."""
    try:
        return beoordeel(invoer, context, tabellen.huidige(kaart().gemeenten))
    except Weigering as fout:
        if fout.code != "tabel-ongeldig":
            raise
        return None


def context_voor(inwoner: Inwoner | UUID | None, dag: date, *, melding: UUID | None = None) -> Context:
    """Whether somebody is known, has an open dossier, and how often there was a melding (this one included)."""
    if inwoner is None:
        return GEEN_CONTEXT
    pk = inwoner if isinstance(inwoner, UUID) else inwoner.pk
    dossiers = list(Dossier.objects.filter(inwoner=pk).values_list("status", flat=True))
    eerder = Melding.objects.filter(inwoner=pk).exclude(staat=Staat.CONCEPT)
    recent = eerder.filter(ontvangen_op__gte=begin_dag(dag - timedelta(days=91)))
    if melding is not None:
        eerder = eerder.exclude(pk=melding)
    # A bundle is one event, so it counts once (UM-08).
    rijen = {pk: (op, bundel) for pk, op, bundel in recent.values_list("pk", "ontvangen_op", "bundel")}
    dagen = [(wettelijke_dag(op), str(bundel or "")) for op, bundel in rijen.values()]
    if melding not in rijen:
        dagen.append((dag, ""))
    open_dossier = any(status != Dossier.Status.GESLOTEN for status in dossiers)
    bekend = "open_dossier" if open_dossier else "eerder" if dossiers or eerder.exists() else "nee"
    return Context(
        bekend=bekend,
        titel=False,
        ave=0,
        herhaling_30d=tel_herhaling(dagen, dag, 30),
        herhaling_90d=tel_herhaling(dagen, dag, 90),
    )


def invoer_van(melding: Melding, antwoorden: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """The input of the table, made again from what is stored: for a confirmation and every later triage.

    `antwoorden`: the latest answers, when the caller has read them already.
    """
    opgave, melder = melding.opgave, melding.melder
    if antwoorden is None:
        antwoorden = laatste_antwoorden(melding.signalen.all())
    return {
        "kanaal": melding.kanaal,
        "politiecode": melding.politiecode,
        "ontvangen_op": melding.ontvangen_op.isoformat(),
        "aard": melding.aard,
        "ontruimingsdatum": melding.ontruimingsdatum.isoformat() if melding.ontruimingsdatum else "",
        "signalen": sorted(code for code, ja in antwoorden.items() if ja and code in SIGNALEN),
        "signalen_nee": sorted(code for code, ja in antwoorden.items() if not ja and code in SIGNALEN),
        "melder": {
            "soort": melder.soort,
            "telefoon": bool(melder.telefoon),
            "email": bool(melder.email),
            "anoniem": melder.anoniem,
        },
        "betrokkene": {
            "geboortedatum": opgave.geboortedatum,
            "leeftijd_van": opgave.leeftijd_van,
            "leeftijd_tot": opgave.leeftijd_tot,
            "verblijft_in": melding.gemeente_id or opgave.verblijft_in,
        },
    }


def laatste_antwoorden(rijen: Iterable[MeldingSignaal]) -> dict[str, bool]:
    """Per signal the latest answer."""
    return {rij.code: rij.antwoord for rij in sorted(rijen, key=lambda rij: (rij.op, rij.pk))}


def bevroren_invoer(melding: Melding, antwoorden: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """The input of the table with what is known about the person now: what a triage keeps (Z-09)."""
    context = context_voor(melding.inwoner_id, wettelijke_dag(melding.ontvangen_op), melding=melding.pk)
    return bevries(invoer_van(melding, antwoorden), context)


def advies_op(melding: Melding) -> Advies | None:
    """The advice on a stored melding as it stands now."""
    return adviseer(bevroren_invoer(melding))


# --- one melding ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Melderbeeld:
    """Who reported, in the clear, for those who may see it."""

    soort: str
    relatie: str
    naam: str
    telefoon: str
    email: str
    organisatie: str
    identiteit_delen: bool
    anoniem: bool


@dataclass(frozen=True)
class Beeld:
    """A melding as this actor may see it; what lies outside the mask is empty here and absent on the page."""

    melding: Melding
    heel: bool
    tekst: str = ""
    mening: str = ""
    melder: Melderbeeld | None = None
    antwoorden: Mapping[str, bool] = field(default_factory=dict)
    triages: tuple[Triage, ...] = ()
    eigen_inbreng: bool = False

    @property
    def stap(self) -> tuple[str, str]:
        """The next step and who owns it (Z-04)."""
        return staten.VOLGENDE_STAP.get(staten.Staat(self.melding.staat), ("", ""))


MET = (
    "gemeente",
    "team__organisatie",
    "eigenaar",
    "inwoner",
    "dossier",
    "opgave",
    "melder",
    "bron_organisatie",
)


def _vind(actor: Actor, pk: UUID | str) -> QuerySet[Melding]:
    try:
        return policy.zichtbaar(actor).filter(pk=UUID(str(pk)))
    except ValueError:
        raise niet_gevonden() from None


def melding(actor: Actor, pk: UUID | str) -> Beeld:
    """One melding with everything its page shows; leaves one read line. 404 outside `visible_to`."""
    rij = (
        _vind(actor, pk)
        .select_related(*MET)
        .prefetch_related(
            "signalen",
            Prefetch("triages", Triage.objects.select_related("door")),
            Prefetch(
                "aanbiedingen", Aanbieding.objects.select_related("team", "door").order_by("aangeboden_op")
            ),
            "uitkomsten__door",
            "terugkoppelingen__door",
            "doorverbindingen",
            "doorleidingen",
            "pogingen",
            "tekstversies__door",
        )
        .first()
    )
    if rij is None:
        raise niet_gevonden()
    return beeld(actor, rij)


def beeld(actor: Actor, rij: Melding) -> Beeld:
    """What the actor may see of a melding that is visible; notes the read."""
    heel, ziet_melder = policy.ziet_hele_melding(actor, rij), policy.ziet_melder(actor, rij)
    eigen = rij.bron_organisatie_id is not None and rij.bron_organisatie_id == actor.organisatie_id
    klassen = ["sleutel", "status", *(["naam", "oggz"] if heel else []), *(["melder"] if ziet_melder else [])]
    gelezen(f"melding:{rij.pk}", rij.betrokkene_pseudoniem, tuple(klassen))
    melder = open_melder(rij) if ziet_melder else None
    schoon = (lambda tekst: tekst) if ziet_melder else lambda tekst: zonder_melder(rij, tekst)
    return Beeld(
        rij,
        heel,
        tekst=schoon(rij.omschrijving) if heel or eigen else "",
        mening=schoon(rij.mening) if heel or eigen else "",
        melder=melder,
        antwoorden=laatste_antwoorden(rij.signalen.all()) if heel else {},
        triages=tuple(rij.triages.all()) if heel else (),
        eigen_inbreng=eigen,
    )


def _melderplek(melder: Melder, veld: str) -> str:
    return f"meldpunt_melder|{veld}|{melder.pk}"


def sluit_melder(melder: Melder, gegevens: Mapping[str, Any]) -> None:
    """Put name, phone and mail under a key of their own (30 5K): one melding tells nothing about another."""
    regio = huidig().actor.regio_code
    sleutel = sleutels.nieuwe_sleutel()
    melder.sleutel = sleutels.wikkel(regio, sleutel, _melderplek(melder, "sleutel"))
    for veld in ("naam", "telefoon", "email"):
        setattr(melder, veld, sleutels.versleutel(sleutel, gegevens[veld], _melderplek(melder, veld)))


def open_melder(rij: Melding) -> Melderbeeld:
    """The melder in the clear; the caller judged that the actor may know."""
    melder = rij.melder
    sleutel = sleutels.ontwikkel(huidig().actor.regio_code, melder.sleutel, _melderplek(melder, "sleutel"))
    velden = {
        veld: sleutels.ontsleutel(sleutel, getattr(melder, veld), _melderplek(melder, veld))
        for veld in ("naam", "telefoon", "email")
    }
    return Melderbeeld(
        melder.soort,
        melder.relatie,
        organisatie=melder.organisatie,
        identiteit_delen=melder.identiteit_delen,
        anoniem=melder.anoniem,
        **velden,
    )


def zonder_melder(rij: Melding, tekst: str) -> str:
    """The text with the name, phone and mail of the melder taken out (`meldtekst_geschoond`)."""
    melder = open_melder(rij)
    delen = [melder.telefoon, melder.email, melder.naam, *melder.naam.split()]
    for deel in sorted({deel for deel in delen if len(deel) > 2}, key=len, reverse=True):
        tekst = _vervang(tekst, deel)
    return tekst


def _vervang(tekst: str, deel: str) -> str:
    return re.sub(re.escape(deel), "[melder]", tekst, flags=re.IGNORECASE)


def bestaat(actor: Actor, pk: UUID | str) -> bool:
    """Whether this melding exists for this actor; nothing of it is read."""
    return actor.is_systeem or _vind(actor, pk).exists()


def voor_daad(actor: Actor, pk: UUID | str) -> Melding:
    """The melding, locked until the commit, for an act; 404 when it is not visible. No read line: the act leaves one."""
    rij = _vind(actor, pk).select_for_update(of=("self",)).select_related(*MET).order_by().first()
    if rij is None:
        raise niet_gevonden()
    return rij


# --- lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Werkvoorraad:
    """One tab of the worklist with the counts of all."""

    tab: str
    aantallen: Mapping[str, int]
    blad: Blad
    te_laat: int


def werkvoorraad(
    actor: Actor, tab: str = "nieuw", cursor: str | None = None, limit: int = 25
) -> Werkvoorraad:
    """The open meldingen, past norm first; counts in one grouped query. A constant number of queries."""
    tab = tab if tab in TABS else "nieuw"
    nu = huidig().nu
    rijen = policy.zichtbaar(actor).filter(staat__in=Melding.OPEN)
    per_staat = {
        rij["staat"]: rij
        for rij in rijen.values("staat")
        .annotate(aantal=Count("pk"), te_laat=Count("pk", filter=Q(deadline__lt=nu)))
        .order_by()
    }
    aantallen = {
        naam: sum(per_staat.get(staat, {}).get("aantal", 0) for staat in staten_)
        for naam, staten_ in TABS.items()
    }
    blad = pagineer(
        rijen.filter(staat__in=TABS[tab]).select_related("gemeente", "team", "eigenaar", "inwoner", "opgave"),
        ["deadline", "id"],
        cursor,
        limit,
    )
    lees_lijst(blad.rijen)
    te_laat = sum(per_staat.get(staat, {}).get("te_laat", 0) for staat in TABS[tab])
    return Werkvoorraad(tab, aantallen, blad, te_laat)


def lijst(
    actor: Actor, *, staat: str = "", cursor: str | None = None, limit: int = 25, nummer: str = ""
) -> Blad:
    """Meldingen for the API, newest first."""
    rijen = policy.zichtbaar(actor).select_related(*MET).prefetch_related("terugkoppelingen")
    if staat:
        rijen = rijen.filter(staat=staat)
    if nummer:
        rijen = rijen.filter(nummer=nummer)
    blad = pagineer(rijen, ["-ontvangen_op", "id"], cursor, limit)
    lees_lijst(blad.rijen)
    return blad


def lees_lijst(rijen: Iterable[Melding]) -> None:
    """One read line per person in a list."""
    for rij in rijen:
        gelezen(f"melding:{rij.pk}", rij.betrokkene_pseudoniem, ("sleutel", "status", "naam"))


@dataclass(frozen=True)
class Eerder:
    """Another melding on the same person, address or phone."""

    melding: Melding
    redenen: tuple[str, ...]


def eerdere_meldingen(
    actor: Actor,
    *,
    behalve: UUID | None = None,
    inwoner: UUID | None = None,
    postcode: str = "",
    huisnummer: int | None = None,
    telefoon: str = "",
    limit: int = 10,
) -> list[Eerder]:
    """Other meldingen of 90 days on the same person, address or phone, whoever the person is (§5.4). One query."""
    index = telefoon_index(telefoon)
    q = Q(pk__in=[])
    if inwoner:
        q |= Q(inwoner=inwoner)
    if postcode and huisnummer:
        q |= Q(opgave__postcode=postcode, opgave__huisnummer=huisnummer)
    if index:
        q |= Q(opgave__telefoon_index=index)
    if q == Q(pk__in=[]):
        return []
    rijen = policy.zichtbaar(actor).filter(q, ontvangen_op__gte=huidig().nu - timedelta(days=EERDER_DAGEN))
    if behalve:
        rijen = rijen.exclude(pk=behalve)
    gevonden = []
    for rij in rijen.select_related("opgave", "inwoner", "gemeente").order_by("-ontvangen_op")[:limit]:
        redenen = []
        if inwoner and rij.inwoner_id == inwoner:
            redenen.append("zelfde persoon")
        if postcode and huisnummer and (rij.opgave.postcode, rij.opgave.huisnummer) == (postcode, huisnummer):
            redenen.append("zelfde adres")
        if index and rij.opgave.telefoon_index == index:
            redenen.append("zelfde telefoon")
        gelezen(f"melding:{rij.pk}", rij.betrokkene_pseudoniem, ("sleutel", "status"))
        gevonden.append(Eerder(rij, tuple(redenen)))
    return gevonden


def eerder_bij(actor: Actor, rij: Melding) -> list[Eerder]:
    """The other meldingen that belong on the page of this one."""
    opgave = rij.opgave
    q_telefoon = opgave.telefoon_index
    gevonden = eerdere_meldingen(
        actor,
        behalve=rij.pk,
        inwoner=rij.inwoner_id,
        postcode=opgave.postcode,
        huisnummer=opgave.huisnummer,
    )
    if not q_telefoon:
        return gevonden
    bekend = {eerder.melding.pk for eerder in gevonden}
    op_telefoon = (
        policy.zichtbaar(actor)
        .filter(
            opgave__telefoon_index=q_telefoon, ontvangen_op__gte=huidig().nu - timedelta(days=EERDER_DAGEN)
        )
        .exclude(pk__in=[rij.pk, *bekend])
        .select_related("opgave", "inwoner", "gemeente")[:10]
    )
    return gevonden + [Eerder(ander, ("zelfde telefoon",)) for ander in op_telefoon]


def telefoon_index(nummer: str) -> str:
    """The keyed hash of a phone number, the same as that of residents."""
    sleutel = telefoon_sleutel(nummer) if nummer else ""
    return sleutels.zoekindex(huidig().actor.regio_code, sleutel, "telefoon-index") if sleutel else ""


def persoonsgegevens(rij: Melding) -> Persoonsgegevens:
    """The person as told, for recognising (UM-06). The phone stands stored as a hash and is not among them."""
    opgave = rij.opgave
    return Persoonsgegevens(
        achternaam=opgave.naam,
        voornaam=opgave.voornaam,
        geboortedatum=opgave.geboortedatum,
        leeftijd_van=opgave.leeftijd_van,
        leeftijd_tot=opgave.leeftijd_tot,
        postcode=opgave.postcode,
        huisnummer=str(opgave.huisnummer or ""),
    )


def klank(naam: str) -> str:
    """The sound of a surname, as it is indexed."""
    return klankcode(naam)[:60] if naam else ""


def collegas_van(rij: Melding) -> QuerySet[Medewerker]:
    """Who may become owner of a melding: active members of the team that holds it."""
    return (
        Medewerker.objects.filter(status="actief", rollen__team=rij.team_id, rollen__tot__isnull=True)
        .distinct()
        .order_by("naam")
    )


def betrokkene_naam(rij: Melding) -> str:
    """How a list calls the person: "Jan Jansen", "onbekende vrouw, ±60"."""
    return rij.inwoner.weergavenaam if rij.inwoner_id else naam_zoals_verteld(rij)


def naam_zoals_verteld(rij: Melding) -> str:
    """The person as the melder told, whoever it turned out to be."""
    opgave = rij.opgave
    naam = " ".join(deel for deel in (opgave.voornaam, opgave.naam) if deel)
    if naam:
        return naam
    woorden = re.findall(r"\w+", opgave.kenmerken.lower())
    soort = next((woord for woord in woorden if woord in ("vrouw", "man", "meisje", "jongen")), "persoon")
    if opgave.leeftijd_van is not None and opgave.leeftijd_tot is not None:
        return f"onbekende {soort}, ±{(opgave.leeftijd_van + opgave.leeftijd_tot) // 2}"
    return f"onbekende {soort}"
