"""The English pages are English: what is Dutch on them is a name or what somebody wrote."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from sluitend.dossier import actions
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.rules.gaten import CATALOGUS
from sluitend.dossier.rules.overdracht_soorten import SOORTEN
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.platform.vertalingen import vertaal

pytestmark = pytest.mark.django_db
# Words that no English sentence has; the names in this small world have none of them either.
NEDERLANDS = re.compile(
    r"\b(het|een|niet|geen|wordt|worden|uw|nog|naar|bij|voor|dagen|jaar|inwoner|overdracht|melding|taak|gat|"
    r"gaten|gemeente|kies|vul|geef|maar|sinds|uiterlijk|plan van|de regie|eigenaar|doel|verplicht)\b",
    re.IGNORECASE,
)
# Names of organisations and teams, what the tests wrote, and abbreviations that are names.
NAMEN = ("Gemeente Zwolle", "Gemeente Kampen", "Basisteam", "gaten_", "Lokaal team")


def zichtbaar(pagina: str) -> str:
    """The text that a visitor reads, and the names that a screen reader says."""
    romp = re.sub(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", " ", pagina, flags=re.DOTALL)
    romp = romp.partition("<main")[2] or romp
    labels = " ".join(re.findall(r'(?:aria-label|title|placeholder|data-kop)="([^"]*)"', romp))
    tekst = html.unescape(re.sub(r"<[^>]+>", " · ", romp) + " " + labels)
    for naam in NAMEN:
        tekst = tekst.replace(naam, "")
    return re.sub(r"\s+", " ", tekst)


def nederlands(pagina: str) -> list[str]:
    tekst = zichtbaar(pagina)
    return [tekst[max(0, m.start() - 40) : m.end() + 40] for m in NEDERLANDS.finditer(tekst)]


@pytest.fixture
def gevuld(keten: Keten) -> dict[str, Any]:
    """A dossier with a bit of everything, and an offer that was declined and one that waits."""
    dossier, zara = keten.dossier(), keten.actor("Zara Zwolle")
    keten.plan(dossier)
    keten.contact(dossier)
    ik = keten.wereld.medewerkers["Zara Zwolle"]
    stap = Stap("Call", timezone.localdate() + timedelta(days=3), ik)
    taak = actions.plan_taak(actor=zara, dossier_id=dossier.pk, stap=stap)
    actions.open_traject(actor=zara, dossier_id=dossier.pk, soort="wonen", stap=stap)
    eerste = keten.verzend(dossier)
    actions.weiger_overdracht(
        actor=keten.actor("Bea Bemoei"), overdracht_id=eerste.pk, code="geen_capaciteit", toelichting="Full."
    )
    terug = keten.taken(dossier, soort="overdracht_terug")[0]
    overdracht = keten.verzend(keten.dossier(), reden="More")
    return {"d": dossier.pk, "i": dossier.inwoner_id, "t": taak.pk, "terug": terug.pk, "o": overdracht.pk}


PAGINAS = [
    ("Zara Zwolle", pad)
    for pad in (
        "/", "/werkvoorraad", "/werkvoorraad?tab=team", "/werkvoorraad/{t}", "/werkvoorraad/{terug}",
        "/werkvoorraad/{terug}/afronden", "/werkvoorraad/{t}/wachten", "/dossiers", "/dossiers/{d}", "/dossiers/{d}/plan",
        "/dossiers/{d}/regie", "/dossiers/{d}/tijdlijn", "/dossiers/{d}/contact", "/dossiers/{d}/taak",
        "/dossiers/{d}/overdragen", "/dossiers/{d}/overdragen?soort=gemeente_gemeente", "/dossiers/{d}/sluiten",
        "/overdrachten", "/overdrachten?stand=verzonden", "/overdrachten?stand=afgehandeld", "/overdrachten/{o}",
        "/gaten", "/gaten?stand=komt", "/afwezigheid", "/zoeken", "/inwoners/{i}", "/inwoners/{i}/gegevens",
        "/inwoners/{i}/identiteit", "/inwoners/{i}/bsn", "/inwoners/{i}/adres", "/inwoners/{i}/naasten/nieuw",
        "/inwoners/{i}/afscherming", "/inwoners/{i}/dubbelen",
    )
] + [
    ("Bea Bemoei", "/overdrachten"), ("Bea Bemoei", "/overdrachten/{o}/aanvaarden"),
    ("Bea Bemoei", "/overdrachten/{o}/weigeren"), ("Bram Beheer", "/medewerkers"), ("Pien Programma", "/gaten"),
    ("Pien Programma", "/"),
]  # fmt: skip
# What was refused stands on the page in English too.
GEWEIGERD = [
    ("Bea Bemoei", "/overdrachten/{o}/weigeren", {"reden": "", "toelichting": ""}),
    ("Bea Bemoei", "/overdrachten/{o}/aanvaarden", {"regisseur": "", "eerste_contact": ""}),
    ("Zara Zwolle", "/dossiers/{d}/sluiten", {"sluitreden": "doelen_bereikt"}),
    ("Zara Zwolle", "/dossiers/{d}/overdragen", {"soort": "lokaal_regionaal", "naar_team": "", "reden": ""}),
    ("Zara Zwolle", "/zoeken", {"achternaam": "x", "reden": "melding"}),
    ("Zara Zwolle", "/inwoners/{i}/bsn", {"versie": "1", "bsn": "1", "bsn_grondslag": ""}),
    ("Zara Zwolle", "/werkvoorraad/{t}/wachten", {"wacht_op": "Jan", "wacht_tot": "2020-01-01"}),
]


def test_each_page_is_english_in_english(keten: Keten, als: Aanmelden, gevuld: dict[str, Any]) -> None:
    resten: dict[str, list[str]] = {}
    for wie, pad in PAGINAS:
        browser = als(wie)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        antwoord = browser.get(pad.format(**gevuld))
        assert antwoord.status_code == 200, (wie, pad)
        if over := nederlands(antwoord.content.decode()):
            resten[f"{wie} {pad}"] = over
    assert resten == {}


def test_each_refusal_is_english_in_english(keten: Keten, als: Aanmelden, gevuld: dict[str, Any]) -> None:
    resten: dict[str, list[str]] = {}
    for wie, pad, velden in GEWEIGERD:
        browser = als(wie)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        antwoord = browser.post(pad.format(**gevuld), velden)
        assert antwoord.status_code == 200, (wie, pad)
        if over := nederlands(antwoord.content.decode()):
            resten[f"{wie} {pad}"] = over
    assert resten == {}


def test_the_same_page_in_dutch_is_found_out(als: Aanmelden, gevuld: dict[str, Any]) -> None:
    """The search can fail: the Dutch page is full of it."""
    assert len(nederlands(als("Zara Zwolle").get(f"/dossiers/{gevuld['d']}").content.decode())) > 10


def test_every_word_of_the_tables_has_an_english_one() -> None:
    """A gap or a kind of overdracht that is not on one of these pages is translated all the same."""
    from django.utils import translation

    woorden = [gat.naam for gat in CATALOGUS]
    for soort in SOORTEN.values():
        woorden += [soort.naam, *soort.inhoud.values()]
    with translation.override("en"):
        assert [woord for woord in woorden if vertaal(woord) == woord] == []
