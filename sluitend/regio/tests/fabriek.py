"""A small region to test in: IJssel-Vecht with a few teams in Zwolle and Kampen, and Drenthe beside it.

Everybody is fictive and has a name that says so.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Gebruiker, Regio
from sluitend.regio import actions, instellingen
from sluitend.regio.actoren import actor_van_medewerker
from sluitend.regio.models import Medewerker, Organisatie, Team

WACHTWOORD = "alleen-voor-de-test"

# code, naam, soort, gemeente, teams: (naam, gemeenten, [(medewerker, rol, functies)])
IJSSEL_VECHT = [
    (
        "ggd",
        "GGD Voorbeeld",
        "ggd",
        None,
        [
            (
                "Meldpunt",
                ["0193"],
                [
                    ("Mila Meldpunt", "meldpuntmedewerker", []),
                    ("Max Meldpunt", "meldpuntmedewerker", ["dienstleider"]),
                ],
            ),
            (
                "Bemoeizorg",
                ["0193", "0166"],
                [("Bo Bemoei", "bemoeizorger", []), ("Bea Bemoei", "casusregisseur", ["teamleider"])],
            ),
            ("Onderzoek", ["0193"], [("Onno Onderzoek", "onderzoeker_wvggz", [])]),
            ("Toegang", ["0193", "0166"], [("Cato Consulent", "consulent_toegang", [])]),
        ],
    ),
    (
        "zwolle",
        "Gemeente Zwolle",
        "gemeente",
        "0193",
        [
            (
                "Lokaal team Zwolle",
                ["0193"],
                [
                    ("Zara Zwolle", "casusregisseur", ["gemeente_aanvaarden"]),
                    ("Zeno Zwolle", "casusregisseur", ["teamleider", "gemeente_aanvaarden"]),
                    ("Pim Proces", "procesregisseur", []),
                ],
            ),
        ],
    ),
    (
        "kampen",
        "Gemeente Kampen",
        "gemeente",
        "0166",
        [
            (
                "Lokaal team Kampen",
                ["0166"],
                [
                    ("Kees Kampen", "casusregisseur", ["gemeente_aanvaarden"]),
                    ("Kim Kampen", "casusregisseur", ["teamleider", "gemeente_aanvaarden"]),
                ],
            ),
        ],
    ),
    (
        "zorg",
        "Zorg Voorbeeld",
        "zorgaanbieder",
        None,
        [("Wonen met zorg", ["0193"], [("Zoe Zorg", "zorgaanbieder", [])])],
    ),
    (
        "corporatie",
        "Wonen Voorbeeld",
        "corporatie",
        None,
        [("Leefbaarheid", ["0193"], [("Wim Woning", "woningcorporatie", [])])],
    ),
    (
        "politie",
        "Politie Voorbeeld",
        "politie",
        None,
        [("Basisteam", ["0193"], [("Piet Politie", "politie", [])])],
    ),
    (
        "bestuur",
        "Regiobureau Voorbeeld",
        "overig",
        None,
        [
            (
                "Bureau",
                [],
                [
                    ("Bram Beheer", "functioneel_beheerder", []),
                    ("Fenna Privacy", "privacy_officer", []),
                    ("Aart Auditor", "auditor", []),
                    ("Pien Programma", "programmamanager", []),
                ],
            ),
        ],
    ),
]
DRENTHE = [
    (
        "ggd-drenthe",
        "GGD Ander Voorbeeld",
        "ggd",
        None,
        [
            ("Meldpunt", ["0106"], [("Dora Drenthe", "meldpuntmedewerker", [])]),
            ("Lokaal team Assen", ["0106"], [("Dirk Drenthe", "casusregisseur", [])]),
        ],
    ),
]


@dataclass
class Wereld:
    """Regions, organisations, teams and actors by their short names."""

    regio: Regio
    ander: Regio
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    medewerkers: dict[str, Medewerker] = field(default_factory=dict)
    rollen: dict[str, str] = field(default_factory=dict)

    def actor(self, naam: str, rol: str | None = None) -> Actor:
        """`wereld.actor("Mila Meldpunt")`; run it inside or outside a unit."""
        from django_scopes import scope

        medewerker = self.medewerkers[naam]
        with scope(regio=medewerker.regio_id):
            return actor_van_medewerker(medewerker, rol or self.rollen[naam])

    @property
    def systeem(self) -> Actor:
        return systeem(self.regio)


def bouw(wereld: Wereld, regio: Regio, opzet: list) -> None:
    """Fill a region through the same actions as real use."""
    van = datetime(2020, 1, 1, tzinfo=UTC)
    with schrijven(systeem(regio), stil=True) as eenheid:
        for code, naam, soort, gemeente, teams in opzet:
            organisatie = actions.voeg_organisatie_toe(
                code=code, naam=naam, soort=soort, gemeente=gemeente, telefoon="038-0000000"
            )
            wereld.organisaties[code] = organisatie
            for teamnaam, gemeenten, leden in teams:
                team = actions.voeg_team_toe(organisatie=organisatie, naam=teamnaam, gemeenten=gemeenten)
                wereld.teams.setdefault(teamnaam, team)
                for medewerkernaam, rol, functies in leden:
                    gebruiker = Gebruiker.objects.create_user(
                        medewerkernaam.lower().replace(" ", "."), WACHTWOORD
                    )
                    medewerker = actions.neem_in_dienst(
                        organisatie=organisatie,
                        naam=medewerkernaam,
                        gebruiker=gebruiker,
                        telefoon="038-0000001",
                    )
                    actions.geef_rol(
                        actor=eenheid.actor,
                        medewerker=medewerker,
                        rol=rol,
                        team=team,
                        functies=functies,
                        van=van,
                    )
                    wereld.medewerkers[medewerkernaam] = medewerker
                    wereld.rollen[medewerkernaam] = rol


def vangnetten(wereld: Wereld) -> None:
    """A standing acceptance per gemeente and for the GGD, as the chain requires (chapter 12 2E)."""
    from sluitend.dossier.models import Regievangnet

    with schrijven(wereld.systeem, stil=True):
        for code, naam in (("zwolle", "Zeno Zwolle"), ("kampen", "Kim Kampen"), ("ggd", "Bea Bemoei")):
            Regievangnet.objects.create(
                regio=wereld.regio,
                organisatie=wereld.organisaties[code],
                medewerker=wereld.medewerkers[naam],
                staande_aanvaarding_op=timezone.now(),
            )
        for functie, team in (
            ("meldpunt", "Meldpunt"),
            ("bemoeizorg", "Bemoeizorg"),
            ("wvggz", "Onderzoek"),
            ("regionale_toegang", "Toegang"),
        ):
            actions.vervul_functie(functie=functie, team=wereld.teams[team])
        for gemeente, team in (("0193", "Lokaal team Zwolle"), ("0166", "Lokaal team Kampen")):
            actions.vervul_functie(functie="lokaal_team", gemeente=gemeente, team=wereld.teams[team])
        actions.vervul_functie(
            functie="crisisdienst", naam="Crisisdienst Voorbeeld", telefoon="038-0000112", altijd_open=True
        )


def maak_wereld() -> Wereld:
    """The whole small world; also used by servers that a browser test starts."""
    instellingen.vergeet()
    wereld = Wereld(actions.richt_regio_in("ijssel-vecht"), actions.richt_regio_in("drenthe"))
    bouw(wereld, wereld.regio, IJSSEL_VECHT)
    bouw(wereld, wereld.ander, DRENTHE)
    vangnetten(wereld)
    return wereld


@pytest.fixture
def wereld(db: None) -> Wereld:
    """IJssel-Vecht with people in it, and Drenthe to leak to."""
    return maak_wereld()
