"""What the tests of this area share: persons with recognisably fictive names, and scopes that dossiers would give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from sluitend.inwoners import actions, policy
from sluitend.inwoners.gegevens import Adresgegevens, Inwonergegevens
from sluitend.inwoners.models import Inwoner
from sluitend.kern.identificatie import testnummer
from sluitend.platform.eenheid import lezen
from sluitend.platform.models import Gebeurtenis, Inzage
from sluitend.regio.tests.fabriek import Wereld

ADRES = Adresgegevens(gemeente="0193", postcode="8011AB", huisnummer=1, van=date(2020, 1, 1))


def gegevens(**velden: Any) -> Inwonergegevens:
    """Somebody fictive; every field can be given."""
    return Inwonergegevens(
        **{
            "geslachtsnaam": "Voorbeeld",
            "voornamen": "Vera",
            "geboortedatum": date(1984, 5, 2),
            **velden,
        }
    )


def bsn(volgnummer: int = 0) -> str:
    return testnummer(volgnummer)


@dataclass
class Scopes:
    """The rows that a dossier would give: per word of the matrix, which persons an actor's organisation has."""

    rijen: dict[tuple[str, UUID | None], set[UUID]] = field(default_factory=dict)

    def geef(self, woord: str, actor: Any, *personen: Inwoner) -> None:
        self.rijen.setdefault((woord, actor.medewerker_id), set()).update(p.pk for p in personen)

    def vertaling(self, woord: str) -> Callable[[Any], Q]:
        return lambda actor: Q(pk__in=self.rijen.get((woord, actor.medewerker_id), set()))


@pytest.fixture
def scopes() -> Iterator[Scopes]:
    """`scopes.geef("toegewezen", actor, persoon)`: as if the dossier area said so."""
    uit = Scopes()
    woorden = (
        "toegewezen",
        "team",
        "betrokken",
        "gemeente",
        "organisatie",
        "melding_open",
        "zonder_dossier",
        "aanvraag_hier",
        "toegangslijst",
        "tweede_factor",
    )
    # `zonder_dossier` has one owner; while the test runs that is the test.
    bewaard = policy._vertaald.pop("zonder_dossier", None)
    functies = {woord: uit.vertaling(woord) for woord in woorden}
    for woord, functie in functies.items():
        policy.vertaal(woord, functie)
    yield uit
    for woord, functie in functies.items():
        policy.vergeet(woord, functie)
    if bewaard:
        policy._vertaald["zonder_dossier"] = bewaard


@pytest.fixture
def registreer(wereld: Wereld) -> Callable[..., Inwoner]:
    """`registreer(geslachtsnaam=…)` by the meldpunt, or by another actor."""

    def maak(actor: Any = None, **velden: Any) -> Inwoner:
        return actions.registreer_inwoner(
            actor=actor or wereld.actor("Mila Meldpunt"), gegevens=gegevens(**velden)
        )

    return maak


@pytest.fixture
def sporen(wereld: Wereld) -> Any:
    """The tracks of the region: events by kind, read lines by person."""

    class Sporen:
        def gebeurtenissen(self, soort: str) -> list[Gebeurtenis]:
            with lezen(wereld.systeem):
                return list(Gebeurtenis.objects.filter(soort=f"inwoners.{soort}").order_by("volgnr"))

        def alle(self) -> list[Gebeurtenis]:
            with lezen(wereld.systeem):
                return list(Gebeurtenis.objects.prefetch_related("velden").order_by("volgnr"))

        def inzage(self, persoon: Inwoner | None = None, **filters: Any) -> list[Inzage]:
            with lezen(wereld.systeem):
                rijen = Inzage.objects.filter(**filters).order_by("tijd", "pk")
                return list(rijen.filter(betrokkene=persoon.pseudoniem) if persoon else rijen)

        def vers(self, persoon: Inwoner) -> Inwoner:
            with lezen(wereld.systeem):
                return Inwoner.objects.select_related("sleutel").get(pk=persoon.pk)

    return Sporen()


@pytest.fixture
def als(wereld: Wereld) -> Callable[..., Any]:
    """`als("Mila Meldpunt")`: a browser in which this medewerker is signed in, in one role."""
    from django.test import Client

    from sluitend.platform.models import Gebruiker
    from sluitend.regio.actoren import KEUZE

    def maak(naam: str) -> Client:
        browser = Client()
        medewerker = wereld.medewerkers[naam]
        browser.force_login(
            Gebruiker.objects.get(pk=medewerker.gebruiker_id), "django.contrib.auth.backends.ModelBackend"
        )
        sessie = browser.session
        sessie[KEUZE] = {"regio": medewerker.regio_id, "rol": wereld.rollen[naam]}
        sessie.save()
        return browser

    return maak
