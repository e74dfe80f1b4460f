"""Who works in the demo region: organisations by their function, fictive people, one account for every role.

Organisations that the sources name (GGD IJsselland, Veiligheidshuis, GGD Drenthe) keep their name; all others
are called after what they do. Everything goes through the actions of `regio` and `dossier`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Max
from django.utils import timezone

from sluitend.demo.namen import gebruikersnaam
from sluitend.dossier.actions import zet_in_vangnet
from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Gebruiker, Regio
from sluitend.platform.rollen import rolnaam
from sluitend.regio import actions, instellingen
from sluitend.regio import queries as regioqueries
from sluitend.regio.actoren import actor_van_medewerker
from sluitend.regio.models import InwonerAantal, Medewerker, Organisatie, Team

WACHTWOORD = "sluitende-keten-demo"
INWONERS_PER_REGISSEUR = 9_000
VOORNAMEN = (
    "Anouk", "Bart", "Chantal", "Daan", "Eva", "Frank", "Greet", "Hugo", "Iris", "Jeroen", "Karin", "Lars", "Mirjam",
    "Nico", "Olaf", "Paula", "Quinten", "Renske", "Simon", "Tamara", "Ursula", "Victor", "Wilma", "Xander", "Yvonne",
    "Zara", "Amber", "Boris", "Cindy", "Dennis", "Ellen", "Floor", "Gerben", "Helma", "Ivo", "Judith", "Kevin", "Linda",
    "Marcel", "Nina", "Okke", "Patricia", "Rik", "Sabine", "Thijs", "Uwe", "Vera", "Wouter", "Yara", "Ziggy",
)  # fmt: skip
# Nobody is called this way, and each team has its own, so that a name tells where somebody works.
ACHTERNAAM = {
    "meldpunt": "Meldproef", "bemoeizorg": "Bemoeivoorbeeld", "onderzoek": "Onderzoekema", "toegang": "Toegangsma",
    "bestuur": "Bestuurstest", "zorg": "Zorgvoorbeeld", "wonen": "Woonproef", "veilig": "Veiligstra",
    "portaal": "Proefpersoon", "lokaal": "Voorbeeld",
}  # fmt: skip
FAMILIE_PER_TEAM = {"Bemoeizorg": "bemoeizorg", "Onderzoek Wvggz": "onderzoek", "Centrale Toegang": "toegang"}
FUNCTIES_ELDERS = (
    ("crisisdienst", "Crisisdienst ggz (voorbeeld)", "038-0000112"),
    ("crisisdienst_jeugd", "Crisisdienst jeugd (voorbeeld)", "038-0000113"),
    ("huisarts", "Huisartsenpost (voorbeeld)", "038-0000114"),
    ("opvang_nu", "Herberg, crisisopvang (voorbeeld)", "038-0000115"),
)
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plek:
    """A job to fill: the team it is in, the role, functions with it, how many people."""

    team: str
    rol: str
    aantal: int = 1
    functies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Huis:
    """An organisation, its teams (with their gemeenten: all, or one) and its jobs."""

    code: str
    naam: str
    soort: str
    familie: str
    teams: tuple[str, ...]
    plekken: tuple[Plek, ...]
    gemeente: str | None = None


GGD_TEAMS = ("Meldpunt", "Bemoeizorg", "Onderzoek Wvggz", "Centrale Toegang")
GGD = (
    Plek("Meldpunt", "meldpuntmedewerker", 7),
    Plek("Meldpunt", "meldpuntmedewerker", 1, ("dienstleider",)),
    Plek("Bemoeizorg", "bemoeizorger", 4),
    Plek("Bemoeizorg", "casusregisseur", 3),
    Plek("Bemoeizorg", "casusregisseur", 2, ("teamleider",)),
    Plek("Onderzoek Wvggz", "onderzoeker_wvggz", 3),
    Plek("Onderzoek Wvggz", "onderzoeker_wvggz", 1, ("mandaat_vo",)),
    Plek("Centrale Toegang", "consulent_toegang", 5),
    Plek("Centrale Toegang", "gedragsdeskundige"),
)
PARTNERS = (
    Huis("zorg-wonen", "Aanbieder beschermd wonen (voorbeeld)", "zorgaanbieder", "zorg", ("Beschermd wonen",),
         (Plek("Beschermd wonen", "zorgaanbieder", 2),)),
    Huis("zorg-thuis", "Aanbieder begeleiding thuis (voorbeeld)", "zorgaanbieder", "zorg", ("Begeleiding thuis",),
         (Plek("Begeleiding thuis", "zorgaanbieder", 2),)),
    Huis("ggz", "Ggz-instelling (voorbeeld)", "zorgaanbieder", "zorg", ("Spoedpoli",), (Plek("Spoedpoli", "spoedpoli", 2),)),
    Huis("corporatie", "Woningcorporatie (voorbeeld)", "corporatie", "wonen", ("Leefbaarheid",),
         (Plek("Leefbaarheid", "woningcorporatie", 2),)),
    Huis("politie", "Politie, basisteams IJsselland", "politie", "veilig", ("Basisteam",), (Plek("Basisteam", "politie", 2),)),
    Huis("veiligheidshuis", "Veiligheidshuis", "overig", "veilig", ("Zorg en veiligheid",),
         (Plek("Zorg en veiligheid", "procesregisseur", 2), Plek("Zorg en veiligheid", "adviseur_veiligheid"))),
    Huis("regiobureau", "Regiobureau", "overig", "bestuur", ("Bureau",),
         tuple(Plek("Bureau", rol) for rol in (
             "programmamanager", "beleidsmedewerker", "contractmanager", "financieel_adviseur", "functioneel_beheerder",
             "privacy_officer", "auditor"))),
    # Residents and naasten have no organisation; in a demo they sign in like everybody else.
    Huis("portaal", "Inwoners en naasten", "overig", "portaal", ("Portaal",),
         (Plek("Portaal", "inwoner"), Plek("Portaal", "naaste"))),
)  # fmt: skip


@dataclass
class Bezetting:
    """The demo region with its people by team and role, ready to act."""

    regio: Regio
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    mensen: dict[tuple[str, str], list[Medewerker]] = field(default_factory=dict)
    inwoners: dict[str, int] = field(default_factory=dict)
    gemeenten: dict[str, str] = field(default_factory=dict)
    _actoren: dict[tuple[UUID, str], Actor] = field(default_factory=dict)

    @property
    def systeem(self) -> Actor:
        return systeem(self.regio)

    def team_van(self, gemeente: str) -> Team:
        """The lokaal team of a gemeente."""
        return self.teams[f"Lokaal team {self.gemeenten[gemeente]}"]

    def regisseurs(self, gemeente: str) -> list[Medewerker]:
        """Everybody who can lead a case for a gemeente, teamleider first."""
        return self.mensen[(self.team_van(gemeente).naam, "casusregisseur")]

    def actor(self, medewerker: Medewerker | UUID, rol: str) -> Actor:
        """The actor of somebody in a role; made once. Run inside the scope of the region."""
        pk = medewerker if isinstance(medewerker, UUID) else medewerker.pk
        if (pk, rol) not in self._actoren:
            if not isinstance(medewerker, Medewerker):
                medewerker = Medewerker.objects.get(pk=pk)
            self._actoren[(pk, rol)] = actor_van_medewerker(medewerker, rol, kanaal="web")
        return self._actoren[(pk, rol)]


def _gemeentehuis(code: str, naam: str, inwoners: int, hoofdstad: bool) -> Huis:
    team = f"Lokaal team {naam}"
    aantal = max(2, round(inwoners / INWONERS_PER_REGISSEUR))
    plekken = [
        Plek(team, "casusregisseur", 2, ("teamleider", "gemeente_aanvaarden")),
        Plek(team, "casusregisseur", aantal, ("gemeente_aanvaarden",)),
    ]
    if hoofdstad:
        plekken += [
            Plek(team, "procesregisseur"),
            Plek("Bestuur", "bestuurder"),
            Plek("Bestuur", "burgemeester"),
        ]
    teams = (team, "Bestuur") if hoofdstad else (team,)
    return Huis(f"gemeente-{code}", f"Gemeente {naam}", "gemeente", "lokaal", teams, tuple(plekken), code)


def bouw_ijssel_vecht(nu: datetime) -> Bezetting:
    """IJssel-Vecht whole: GGD, eight gemeenten with a lokaal team, partners, bestuur."""
    bezetting = _begin("ijssel-vecht", nu)
    grootste_eerst = sorted(bezetting.gemeenten, key=lambda code: -bezetting.inwoners[code])
    huizen = [
        _gemeentehuis(code, bezetting.gemeenten[code], bezetting.inwoners[code], code == grootste_eerst[0])
        for code in grootste_eerst
    ]
    ggd = Huis("ggd", "GGD IJsselland", "ggd", "meldpunt", GGD_TEAMS, GGD)
    _vul(bezetting, [*huizen, ggd, *PARTNERS], nu)
    _richt_in(bezetting, nu)
    return bezetting


def bouw_drenthe(nu: datetime) -> Bezetting:
    """Drenthe small beside it, to show that regions are strictly apart."""
    bezetting = _begin("drenthe", nu)
    ggd = (Plek("Meldpunt", "meldpuntmedewerker", 2), Plek("Meldpunt", "meldpuntmedewerker", 1, ("dienstleider",)),
           Plek("Bemoeizorg", "bemoeizorger", 1), Plek("Bemoeizorg", "casusregisseur", 2, ("teamleider",)))  # fmt: skip
    huizen = [Huis("ggd", "GGD Drenthe", "ggd", "meldpunt", ("Meldpunt", "Bemoeizorg"), ggd)]
    for code, naam in bezetting.gemeenten.items():
        team = f"Lokaal team {naam}"
        plekken = (Plek(team, "casusregisseur", 2, ("teamleider", "gemeente_aanvaarden")),)
        huizen.append(
            Huis(f"gemeente-{code}", f"Gemeente {naam}", "gemeente", "lokaal", (team,), plekken, code)
        )
    _vul(bezetting, huizen, nu)
    _richt_in(bezetting, nu)
    return bezetting


def _begin(code: str, nu: datetime) -> Bezetting:
    instellingen.vergeet()
    bezetting = Bezetting(actions.richt_regio_in(code, nu=nu))
    with schrijven(bezetting.systeem, nu=nu, stil=True):
        bezetting.gemeenten = {g.code: g.naam for g in regioqueries.gemeenten(nu.date())}
        nieuwste = dict(
            InwonerAantal.objects.filter(gemeente__in=bezetting.gemeenten)
            .values_list("gemeente")
            .annotate(Max("peildatum"))
        )
        # In one order on every database: the dice of the story fall over this list.
        for rij in InwonerAantal.objects.filter(gemeente__in=bezetting.gemeenten).order_by("gemeente"):
            if nieuwste[rij.gemeente_id] == rij.peildatum:
                bezetting.inwoners[rij.gemeente_id] = rij.aantal
    return bezetting


def _namen(bestaand: set[str], familie: str, gemeente: str) -> Iterator[str]:
    achternaam = ACHTERNAAM[familie] if not gemeente else f"Voorbeeld-{gemeente}"
    for ronde in ("", "van "):
        for voornaam in VOORNAMEN:
            naam = f"{voornaam} {ronde}{achternaam}"
            if naam not in bestaand:
                bestaand.add(naam)
                yield naam
    raise RuntimeError(f"geen namen meer voor {familie} {gemeente}")


def _vul(bezetting: Bezetting, huizen: Iterable[Huis], nu: datetime) -> None:
    """Organisations, teams and people; accounts share one hash, the same in every demo, because the password is known.

    Who is signed in stays so when a larger demo takes the place of a small one.
    """
    geheim = make_password(WACHTWOORD, salt="sluitend-demo-zout")
    achter = "" if bezetting.regio.code == "ijssel-vecht" else f".{bezetting.regio.code}"
    bestaand: set[str] = set()
    with schrijven(bezetting.systeem, nu=nu, stil=True) as eenheid:
        for huis in huizen:
            organisatie = actions.voeg_organisatie_toe(
                code=huis.code,
                naam=huis.naam,
                soort=huis.soort,
                gemeente=huis.gemeente,
                telefoon="038-0000000",
            )
            bezetting.organisaties[huis.code] = organisatie
            waar = [huis.gemeente] if huis.gemeente else list(bezetting.gemeenten)
            for naam in huis.teams:
                bezetting.teams[naam] = actions.voeg_team_toe(
                    organisatie=organisatie, naam=naam, gemeenten=waar
                )
            waar_van = bezetting.gemeenten.get(huis.gemeente or "", "")
            for plek in huis.plekken:
                namen = _namen(bestaand, FAMILIE_PER_TEAM.get(plek.team, huis.familie), waar_van)
                for _nummer in range(plek.aantal):
                    naam = next(namen)
                    gebruiker = Gebruiker.objects.create(
                        username=gebruikersnaam(naam) + achter, password=geheim, demo=True
                    )
                    medewerker = actions.neem_in_dienst(
                        organisatie=organisatie, naam=naam, gebruiker=gebruiker, telefoon="038-0000001"
                    )
                    actions.geef_rol(
                        actor=eenheid.actor, medewerker=medewerker, rol=plek.rol, team=bezetting.teams[plek.team],
                        functies=plek.functies, van=BEGIN,
                    )  # fmt: skip
                    bezetting.mensen.setdefault((plek.team, plek.rol), []).append(medewerker)


def _richt_in(bezetting: Bezetting, nu: datetime) -> None:
    """Who fulfils which function, and who accepted beforehand to take over what falls (2E)."""
    functies: Mapping[str, str] = {
        "meldpunt": "Meldpunt", "meldpunt_niet_acuut": "Meldpunt", "bemoeizorg": "Bemoeizorg",
        "wvggz": "Onderzoek Wvggz", "regionale_toegang": "Centrale Toegang",
    }  # fmt: skip
    with schrijven(bezetting.systeem, nu=nu, stil=True) as eenheid:
        for functie, team in functies.items():
            if team in bezetting.teams:
                actions.vervul_functie(functie=functie, team=bezetting.teams[team])
        for functie, naam, telefoon in FUNCTIES_ELDERS:
            actions.vervul_functie(functie=functie, naam=naam, telefoon=telefoon, altijd_open=True)
        houders = [(bezetting.organisaties["ggd"], bezetting.mensen[("Bemoeizorg", "casusregisseur")][-2:])]
        for gemeente in bezetting.gemeenten:
            for functie in ("lokaal_team", "jeugd", "wonen", "nazorg_detentie"):
                actions.vervul_functie(functie=functie, gemeente=gemeente, team=bezetting.team_van(gemeente))
            houders.append(
                (bezetting.organisaties[f"gemeente-{gemeente}"], bezetting.regisseurs(gemeente)[:2])
            )
        for organisatie, mensen in houders:
            for volgorde, medewerker in enumerate(mensen, start=1):
                zet_in_vangnet(
                    actor=eenheid.actor, organisatie=organisatie, medewerker=medewerker, volgorde=volgorde
                )


@dataclass(frozen=True, slots=True)
class Aanmeldregel:
    """How to sign in as a role."""

    rol: str
    naam: str
    gebruikersnaam: str
    organisatie: str
    regio: str


def aanmeldregels(regio: Regio) -> list[Aanmeldregel]:
    """One account per role of a region, in the order of the chain: of whoever is at work and has most to do."""
    from sluitend.dossier.models import Afwezigheid, Dossier, Taak
    from sluitend.platform.eenheid import lezen
    from sluitend.platform.rollen import ROLNAMEN
    from sluitend.regio.models import Roltoekenning

    eerste: dict[str, Aanmeldregel] = {}
    with lezen(systeem(regio)):
        rijen = Roltoekenning.objects.filter(
            tot__isnull=True, medewerker__status="actief", medewerker__gebruiker__demo=True
        ).select_related("medewerker__gebruiker", "medewerker__organisatie")
        vandaag = timezone.localdate()
        weg = set(
            Afwezigheid.objects.filter(van__lte=vandaag)
            .exclude(tot__lt=vandaag)
            .values_list("medewerker_id", flat=True)
        )
        werk = Counter(Dossier.objects.exclude(status="gesloten").values_list("casusregisseur_id", flat=True))
        werk += Counter(Taak.objects.filter(status="open").values_list("eigenaar_medewerker_id", flat=True))

        def drukste(rij: Roltoekenning) -> tuple[bool, int, int]:
            wie = rij.medewerker
            return wie.pk in weg, -werk[wie.pk], wie.gebruiker_id

        for rij in sorted(rijen, key=drukste):
            wie = rij.medewerker
            eerste.setdefault(
                rij.rol,
                Aanmeldregel(
                    rij.rol, str(rolnaam(rij.rol)), wie.gebruiker.username, wie.organisatie.naam, regio.code
                ),
            )
    return [eerste[rol] for rol in ROLNAMEN if rol in eerste]
