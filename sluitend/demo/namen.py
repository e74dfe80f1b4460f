"""Names that say that nobody is meant: ordinary given names, surnames that cannot be real, streets that do not exist."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

VOORNAMEN = (
    "Aaliyah", "Abel", "Aisha", "Albert", "Amina", "Anna", "Anton", "Arie", "Bas", "Bea", "Berend", "Bram", "Carla",
    "Cees", "Corrie", "Daan", "Dewi", "Dirk", "Ebru", "Eline", "Els", "Emre", "Esther", "Fatima", "Femke", "Fleur",
    "Frits", "Geert", "Gerda", "Gijs", "Hanna", "Harm", "Hatice", "Henk", "Hilde", "Ilse", "Imran", "Inge", "Jaap",
    "Jan", "Jasmijn", "Jelle", "Johanna", "Joost", "Joris", "Karim", "Kees", "Klaas", "Koen", "Lars", "Lena", "Liesbeth",
    "Lotte", "Maarten", "Maria", "Marieke", "Mark", "Mehmet", "Mia", "Mohamed", "Nadia", "Niels", "Noor", "Olga",
    "Oscar", "Paul", "Petra", "Piet", "Rachid", "Rianne", "Robin", "Roel", "Rosa", "Ruben", "Sander", "Sara", "Sem",
    "Sjoerd", "Sofie", "Stefan", "Susan", "Teun", "Thea", "Tim", "Tineke", "Tom", "Truus", "Vera", "Wendy", "Willem",
    "Wim", "Yara", "Yusuf", "Zeynep",
)  # fmt: skip
ACHTERNAMEN = (
    "Voorbeeld", "Proefpersoon", "Testema", "Voorbeeldsma", "Proefstra", "Testinga", "Verzonnen", "Fictief", "Denkbeeld",
    "Fictiefsma", "Nepnaam", "Proefman", "Testman", "Verzinsel", "Schijnnaam", "Demostra", "Demoman", "Bedenksel",
    "Oefennaam", "Oefenstra", "Proefveld", "Testveld", "Voorbeeldman", "Fantasia",
)  # fmt: skip
VOORVOEGSELS = ("", "", "", "", "", "van", "de", "van der")
STRATEN = (
    "Voorbeeldlaan", "Proefstraat", "Testweg", "Verzonnen Dreef", "Fictiefpad", "Denkbeeldige Kade", "Demoplein",
    "Oefenhof", "Schijnsingel", "Bedenkselsteeg",
)  # fmt: skip
# The first four digits of postcodes that the gemeente really has; the letters ZZ make them nobody's address.
POSTCODES = {
    "0148": 7721, "0160": 7772, "0166": 8261, "0175": 7731, "0180": 7951, "1708": 8331, "1896": 8061, "0193": 8011,
    "1680": 9461, "0106": 9401, "1681": 9531, "0109": 7741, "1690": 7921, "0114": 7811, "0118": 7901, "0119": 7941,
    "1731": 9411, "1699": 9301, "1730": 9471, "1701": 7981,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Naam:
    """How somebody is called."""

    roepnaam: str
    voorvoegsel: str
    geslachtsnaam: str

    def __str__(self) -> str:
        return " ".join(deel for deel in (self.roepnaam, self.voorvoegsel, self.geslachtsnaam) if deel)


def kies_naam(kans: random.Random) -> Naam:
    """Somebody new; the given name is common, the surname cannot be."""
    return Naam(kans.choice(VOORNAMEN), kans.choice(VOORVOEGSELS), kans.choice(ACHTERNAMEN))


def kies_geboortedatum(kans: random.Random, op: date) -> date:
    """An adult mostly, some young people and some old ones."""
    leeftijd = (
        kans.choice((16, 17)) if kans.random() < 0.03 else int(min(92, 18 + kans.gammavariate(4.2, 6.4)))
    )
    return op - timedelta(days=leeftijd * 365 + kans.randrange(365))


def postcode(kans: random.Random, gemeente: str) -> str:
    """A code that looks right and that no letter carrier knows."""
    return f"{POSTCODES.get(gemeente, 8000) + kans.randrange(6)}ZZ"


def gebruikersnaam(naam: str) -> str:
    """`Anna van der Voorbeeld` signs in as `anna.van.der.voorbeeld`."""
    return naam.lower().replace(" ", ".")
