"""UR-01 and UA-12: searching outside the own residents needs two fields and leaves a line, also without a hit."""

from datetime import date

import pytest

from sluitend.inwoners import queries
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.inwoners.tests.conftest import ADRES
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import lezen

TEKST = "Vul ten minste twee gegevens in om buiten uw eigen caseload te zoeken."


def zoek(actor, reden="melding", nummer="", **velden):
    with lezen(actor):
        return queries.zoek(actor, Persoonsgegevens(**velden), nummer=nummer, reden=reden)


@pytest.mark.eis("UR-01", "UA-12")
def test_one_field_is_refused_outside_the_own_residents(wereld, registreer):
    registreer()
    with pytest.raises(Weigering) as fout:
        zoek(wereld.actor("Bo Bemoei"), achternaam="Voorbeeld")
    assert fout.value.tekst == TEKST


@pytest.mark.eis("UR-01")
def test_one_field_is_enough_for_the_own_residents(wereld, registreer, scopes):
    persoon, ander = registreer(), registreer(voornamen="Victor")
    bo = wereld.actor("Bo Bemoei")
    scopes.geef("toegewezen", bo, persoon)
    uitslag = zoek(bo, achternaam="voorbeeld")
    assert [k.id for k in uitslag.kandidaten] == [persoon.pk]
    assert not uitslag.ruim
    assert ander.pk not in {k.id for k in uitslag.kandidaten}
    assert [k.id for k in zoek(bo, nummer=persoon.nummer.lower()).kandidaten] == [persoon.pk]
    assert zoek(bo, nummer=ander.nummer).kandidaten == []


@pytest.mark.eis("UR-01")
def test_two_fields_find_whoever_fits_even_with_a_common_name(wereld, registreer):
    persoon = registreer(geslachtsnaam="Jansen", voornamen="Jan", geboortedatum=date(1984, 5, 2), adres=ADRES)
    registreer(geslachtsnaam="Jansen", voornamen="Piet", geboortedatum=date(1960, 5, 2))
    bo = wereld.actor("Bo Bemoei")
    uitslag = zoek(bo, achternaam="Jansen", geboortedatum="1984-05-02")
    assert [k.id for k in uitslag.kandidaten] == [persoon.pk]
    assert uitslag.ruim
    assert [k.id for k in zoek(bo, achternaam="Jansen", postcode="8011AB", huisnummer="1").kandidaten] == [
        persoon.pk
    ]


@pytest.mark.eis("UA-12")
def test_a_search_without_a_hit_leaves_a_line_with_its_reason(wereld, sporen):
    bo = wereld.actor("Bo Bemoei")
    assert zoek(bo, reden="overdracht", achternaam="Niemand", geboortedatum="1999-01-01").kandidaten == []
    (lijn,) = sporen.inzage(gebeurtenis="inwoners.gezocht")
    assert (lijn.object, lijn.actie, lijn.betrokkene, lijn.rol) == (
        "zoekvraag:overdracht",
        "E",
        None,
        "bemoeizorger",
    )
    with pytest.raises(Weigering):
        zoek(bo, reden="nieuwsgierig", achternaam="Niemand", geboortedatum="1999-01-01")


@pytest.mark.eis("UR-01")
def test_another_region_is_never_found(wereld, registreer):
    registreer()
    assert (
        zoek(wereld.actor("Dora Drenthe"), achternaam="Voorbeeld", geboortedatum="1984-05-02").kandidaten
        == []
    )


@pytest.mark.parametrize(
    "velden",
    [
        {"achternaam": "x" * 1_000_000, "voornaam": "y"},
        {"achternaam": "Voorbeeld", "geboortedatum": "1984-02-31"},
        {"achternaam": "Voorbeeld", "geboortedatum": "abcd"},
        {"achternaam": "Voorbeeld", "postcode": "%%%", "huisnummer": "９９"},
        {"achternaam": "'; DROP TABLE", "huisnummer": "9" * 40, "postcode": "8011AB"},
        {"achternaam": "\x00", "voornaam": "\x00"},
        {"bsn": "1" * 500, "achternaam": "x"},
        {"achternaam": "Voorbeeld", "geboortedatum": "0000-00-00"},
    ],
)
def test_nonsense_finds_nobody_and_breaks_nothing(wereld, registreer, velden):
    registreer()
    try:
        assert zoek(wereld.actor("Mila Meldpunt"), **velden).kandidaten == []
    except Weigering as fout:
        assert fout.tekst  # noqa: PT017 - a refusal with words is as good as nobody
