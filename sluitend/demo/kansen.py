"""What is likely: when meldingen come, over what, and how long people take. All draws come from one seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sluitend.meldpunt.rules.signalen import KERNVRAGEN

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Share per hour of the day: the police is called in the evening, others in office hours.
UUR_POLITIE = (4, 3, 3, 2, 2, 2, 2, 3, 4, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 6, 5)
UUR_ANDERS = (1, 1, 0, 0, 0, 0, 1, 3, 8, 12, 12, 10, 7, 9, 10, 9, 7, 4, 3, 3, 2, 2, 2, 1)
WEEKDAG_POLITIE = (0.97, 0.96, 0.97, 0.98, 1.04, 1.06, 1.02)
WEEKDAG_ANDERS = (1.32, 1.25, 1.18, 1.18, 1.10, 0.50, 0.47)


@dataclass(frozen=True, slots=True)
class Geval:
    """A kind of worry: how often, its signals, the police code, what is written down."""

    gewicht: int
    signalen: tuple[str, ...]
    tekst: str
    code: str = "E33"
    aard: str = "oggz"


POLITIE = (
    Geval(30, ("verward_gedrag", "overlast"), "Loopt verward rond in de buurt en spreekt mensen aan. Ter plaatse rustig gekregen."),
    Geval(16, ("verward_gedrag", "middelengebruik", "overlast"), "Onder invloed en in de war aangetroffen op straat."),
    Geval(12, ("psychotisch", "medicatie_gestopt"), "Hoort stemmen, zegt met medicijnen te zijn gestopt."),
    Geval(9, ("suicide_gedachten",), "Zegt niet meer verder te willen. Met agenten gesproken, nu bij familie."),
    Geval(4, ("suicide_poging",), "Poging gedaan, ambulance ter plaatse geweest.", "E14"),
    Geval(7, ("ernstige_overlast", "zorgmijding"), "Schreeuwt 's nachts in de woning, doet niet open voor hulp."),
    Geval(5, ("geweld_dreiging", "verward_gedrag"), "Dreigt naar de buren, in de war."),
    Geval(5, ("dementie_vermoeden", "vermist"), "Oudere dwaalde over straat, wist de weg naar huis niet."),
    Geval(5, ("woning_vervuild", "ernstige_zelfverwaarlozing"), "Woning sterk vervuild, geen eten in huis."),
    Geval(4, ("dakloos_nu", "middelengebruik"), "Slaapt buiten, heeft geen plek voor vannacht."),
    Geval(3, ("ernstig_nadeel_dreigt", "verzet", "psychotisch"), "Weigert alle hulp terwijl het misgaat.", "E33", "wvggz"),
)  # fmt: skip
ANDERS = (
    Geval(16, ("zorgmijding", "ernstige_zelfverwaarlozing"), "Trekt zich terug en verzorgt zich slecht.", ""),
    Geval(12, ("schulden", "uithuiszetting_dreigt"), "Grote huurachterstand, post blijft dicht.", ""),
    Geval(12, ("verward_gedrag", "overlast"), "Buurt maakt zich zorgen over vreemd gedrag.", ""),
    Geval(11, ("mantelzorg_overbelast", "terugval"), "Familie houdt het niet meer vol, het gaat weer slechter.", ""),
    Geval(9, ("vraagt_zelf_hulp", "middelengebruik"), "Belt zelf: wil stoppen met drinken en weet niet waar te beginnen.", ""),
    Geval(8, ("suicide_gedachten", "terugval"), "Praat over niet meer willen leven, is bij de huisarts geweest.", ""),
    Geval(7, ("psychotisch", "medicatie_gestopt"), "Heeft overtuigingen die niet kloppen, is gestopt met medicijnen.", ""),
    Geval(6, ("niet_gezien", "zorgmijding"), "Is al dagen niet gezien, reageert niet op de bel.", ""),
    Geval(6, ("uit_kliniek", "geen_woonplek_straks"), "Komt binnenkort uit de kliniek en heeft geen plek.", ""),
    Geval(4, ("uit_detentie", "geen_inkomen_of_verzekering"), "Net vrij, geen inkomen en geen verzekering.", ""),
    Geval(4, ("verplichte_zorg_gevraagd", "verzet"), "Familie vraagt om verplichte zorg.", "", "wvggz"),
    Geval(3, ("lvb_vermoeden", "schulden"), "Snapt brieven niet, wordt gebruikt door bekenden.", ""),
    Geval(2, ("woning_vervuild", "brandgevaar"), "Zeer volle woning, kookt op een losse gasbrander.", ""),
)  # fmt: skip
# kanaal, soort melder, relatie, organisatie, gewicht
MELDERS = (
    ("telefoon", "naaste", "ouder", "", 20), ("telefoon", "naaste", "partner", "", 10), ("telefoon", "buur", "buur", "", 14),
    ("web", "buur", "buur", "", 8), ("web", "naaste", "vriend", "", 7), ("web", "anoniem", "", "", 6),
    ("huisarts", "professional", "huisarts", "Huisartsenpraktijk (voorbeeld)", 11),
    ("partner", "professional", "corporatie", "Woningcorporatie (voorbeeld)", 10),
    ("partner", "professional", "behandelaar", "Ggz-instelling (voorbeeld)", 6), ("telefoon", "inwoner", "", "", 5),
    ("balie", "inwoner", "", "", 2), ("landelijk", "naaste", "kind", "", 4),
)  # fmt: skip
DOELEN = (
    ("wonen", "Ik wil in mijn huis kunnen blijven", "huurachterstand regelen"),
    ("geld", "Ik wil overzicht over mijn geld", "samen de post openen en ordenen"),
    ("geestelijke_gezondheid", "Ik wil beter slapen en minder angstig zijn", "afspraak bij de behandelaar"),
    ("werk_en_dag", "Ik wil weer iets te doen hebben", "twee dagdelen dagbesteding"),
    ("netwerk_en_meedoen", "Ik wil weer contact met mijn familie", "gesprek met een naaste"),
    ("middelen", "Ik wil minder drinken", "intake bij de verslavingszorg"),
)
# A line of work, and the steps that follow on each other in it.
TRAJECTEN = (
    (
        "bemoeizorg",
        ("opnieuw aan de deur", "samen naar de huisarts", "kennismaken met de wijkverpleegkundige"),
    ),
    (
        "schulden",
        ("gegevens voor de schuldhulp verzamelen", "gesprek met de kredietbank", "beslagvrije voet nagaan"),
    ),
    ("dagbesteding", ("bezoek aan een werkplaats", "proefdag meelopen", "evaluatie van de proefweken")),
)
# What a verkennend onderzoek finds when care on a voluntary basis turns out to be possible.
BEVINDINGEN = (
    ("nadeel", "ernstige_schade", "betrokkene", "Verzorgt zich slecht en eet onregelmatig."),
    ("vrijwillig", "ambulante zorg", "kan", "Wil met de wijkverpleegkundige in gesprek."),
)
EIGEN_WOORDEN = (
    "Ik wil rust en iemand die ik kan bellen.",
    "Ik wil thuis blijven wonen.",
    "Ik wil dat het stopt in mijn hoofd en dat mijn familie weer langskomt.",
)


def in_verhouding(kans: random.Random, rijen: Sequence[tuple[object, ...]] | Sequence[Geval]) -> object:
    """One of the rows, by its weight."""
    gewichten = [rij.gewicht if isinstance(rij, Geval) else rij[-1] for rij in rijen]
    return kans.choices(rijen, gewichten)[0]


def aantal_vandaag(kans: random.Random, per_jaar: float, factor: float) -> int:
    """How many on this day: Poisson, by adding waiting times."""
    verwacht, aantal, som = per_jaar / 365 * factor, 0, kans.expovariate(1.0)
    while som < verwacht:
        aantal += 1
        som += kans.expovariate(1.0)
    return aantal


def moment(kans: random.Random, dag: date, uren: Sequence[int]) -> datetime:
    """A moment on this local day, in UTC."""
    uur = kans.choices(range(24), uren)[0]
    return op(dag, uur, kans.randrange(60), kans.randrange(60))


def op(dag: date, uur: int, minuut: int = 0, seconde: int = 0) -> datetime:
    """An instant of a local day and time."""
    return datetime.combine(dag, time(uur, minuut, seconde), tzinfo=AMSTERDAM).astimezone(UTC)


def kantooruur(kans: random.Random, vanaf: datetime) -> datetime:
    """The first moment from then on in which an office is open, with some minutes."""
    lokaal = vanaf.astimezone(AMSTERDAM)
    if lokaal.hour >= 17:
        lokaal = (lokaal + timedelta(days=1)).replace(hour=9)
    elif lokaal.hour < 9:
        lokaal = lokaal.replace(hour=9)
    while lokaal.weekday() >= 5:
        lokaal = (lokaal + timedelta(days=1)).replace(hour=9)
    return max(vanaf, lokaal.replace(minute=kans.randrange(60), second=kans.randrange(60)).astimezone(UTC))


def na_dagen(kans: random.Random, vanaf: datetime, kort: float, lang: float) -> datetime:
    """A working moment some days later."""
    return kantooruur(kans, vanaf + timedelta(days=kans.uniform(kort, lang)))


def kernvragen_nee(kans: random.Random, signalen: Sequence[str], kans_beantwoord: float) -> list[str]:
    """The kernvragen that were answered with nee; sometimes somebody forgot one."""
    nee = [code for code in KERNVRAGEN if code not in signalen]
    if kans.random() > kans_beantwoord:
        nee.pop(kans.randrange(len(nee)))
    return nee
