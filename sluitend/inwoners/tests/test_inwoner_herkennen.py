"""UR-01, UM-06, AM-17, AM-18: who it may be, found through the database, with reasons."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sluitend.inwoners import queries
from sluitend.inwoners.models import Inwoner
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.inwoners.tests.conftest import ADRES, bsn
from sluitend.platform.eenheid import lezen


def punten(actor, opgave):
    with lezen(actor):
        return [(k.naam, k.punten, k.oordeel) for k in queries.kandidaten(actor, opgave)]


@pytest.mark.eis("AM-17", "UR-01")
@pytest.mark.parametrize(
    ("bekend", "opgave", "verwacht"),
    [
        (
            {
                "geslachtsnaam": "Jansen",
                "voornamen": "Jan",
                "geboortedatum": date(1984, 5, 2),
                "adres": ADRES,
            },
            Persoonsgegevens("Jansen", "J.", geboortedatum="1984-05-02", postcode="8011 ab", huisnummer="1"),
            71,
        ),
        (
            {"geslachtsnaam": "Jansen", "voornamen": "Jan", "geboortedatum": date(1984, 5, 2)},
            Persoonsgegevens("Janssen", "Jan", geboortedatum="1984-05-02"),
            66,
        ),
        (
            {"geslachtsnaam": "Meijden", "voornamen": "Roos", "geboortedatum": date(1990, 4, 3)},
            Persoonsgegevens("van der Meijden", "Roos", geboortedatum="1990-03-04"),
            75,
        ),
        (
            {"geslachtsnaam": "Meijerink", "voornamen": "Jan", "geboortedatum": date(1958, 10, 11)},
            Persoonsgegevens("Meyerink", "Johannes", geboortedatum="1958-10-11"),
            71,
        ),
    ],
)
def test_the_worked_examples_of_the_chapter(wereld, registreer, bekend, opgave, verwacht):
    registreer(**bekend)
    [(_naam, gescoord, oordeel)] = punten(wereld.actor("Mila Meldpunt"), opgave)
    assert (gescoord, oordeel) == (verwacht, "mogelijk")


@pytest.mark.eis("AM-18")
def test_likely_twins_and_father_and_son(wereld, registreer):
    mila = wereld.actor("Mila Meldpunt")
    registreer(geslachtsnaam="Wolters", voornamen="Ina", geboortedatum=date(1970, 1, 5), adres=ADRES)
    registreer(
        geslachtsnaam="Okafor",
        voornamen="Ada",
        geboortedatum=date(2001, 7, 8),
        adres=ADRES,
        telefoon="0612345678",
    )
    registreer(geslachtsnaam="Hoekstra", voornamen="Gerrit", geboortedatum=date(1990, 3, 4), adres=ADRES)
    wouters = Persoonsgegevens(
        "Wouters", "Ina", geboortedatum="1970-01-05", postcode="8011AB", huisnummer="1"
    )
    assert punten(mila, wouters) == [("Ina Wolters", 88, "waarschijnlijk")]
    eze = Persoonsgegevens(
        "Okafor",
        "Eze",
        geboortedatum="2001-07-08",
        postcode="8011AB",
        huisnummer="1",
        telefoons=("+31 6 12345678",),
    )
    assert punten(mila, eze) == [("Ada Okafor", 84, "mogelijk")]
    with lezen(mila):
        (kandidaat,) = queries.kandidaten(mila, eze)
    assert "mogelijk tweeling" in {reden.tekst for reden in kandidaat.redenen}
    vader = Persoonsgegevens(
        "Hoekstra", "Gerrit", geboortedatum="1961-12-30", postcode="8011AB", huisnummer="1"
    )
    assert punten(mila, vader) == []


@pytest.mark.eis("UR-01")
def test_half_of_a_double_name_and_an_equal_bsn_find_somebody(wereld, registreer):
    mila = wereld.actor("Mila Meldpunt")
    registreer(geslachtsnaam="Zonneveld-Kwakernaak", voornamen="Roos", geboortedatum=date(1990, 4, 3))
    helft = Persoonsgegevens("Kwakernaak", "Roos", geboortedatum="1990-03-04")
    assert punten(mila, helft) == [("Roos Zonneveld-Kwakernaak", 67, "mogelijk")]
    registreer(geslachtsnaam="Nummer", bsn=bsn(3), bsn_grondslag="wvggz_vo")
    assert punten(mila, Persoonsgegevens("Heel-anders", bsn=bsn(3)))[0][0] == "Vera Nummer"


@pytest.mark.eis("UR-01")
def test_outside_the_own_residents_only_name_year_and_gemeente(wereld, registreer):
    persoon = registreer(adres=ADRES, telefoon="0612345678")
    cato = wereld.actor("Cato Consulent")
    bo = wereld.actor("Bo Bemoei")
    opgave = Persoonsgegevens("Voorbeeld", "Vera", geboortedatum="1984-05-02")
    # Registered by the organisation of both; the consulent's row asks a running aanvraag as well.
    for actor in (cato, bo):
        with lezen(actor):
            (kandidaat,) = queries.kandidaten(actor, opgave)
        assert not kandidaat.eigen
        assert (kandidaat.naam, kandidaat.geboortejaar, kandidaat.gemeente) == (
            "Vera Voorbeeld",
            1984,
            "Zwolle",
        )
        assert (kandidaat.nummer, kandidaat.geboortedatum, kandidaat.identiteit_status) == ("", None, "")
    with lezen(wereld.actor("Mila Meldpunt")) as eenheid:
        (kandidaat,) = queries.kandidaten(eenheid.actor, opgave)
    assert kandidaat.eigen
    assert kandidaat.nummer == persoon.nummer


@pytest.mark.eis("UR-01")
def test_one_field_finds_nobody_outside_the_own_residents(wereld, registreer):
    registreer()
    bo = wereld.actor("Bo Bemoei")
    assert punten(bo, Persoonsgegevens("Voorbeeld")) == []
    assert punten(bo, Persoonsgegevens(geboortedatum="1984-05-02")) == []


def test_roles_without_a_search_row_find_nobody(wereld, registreer):
    registreer()
    opgave = Persoonsgegevens("Voorbeeld", "Vera", geboortedatum="1984-05-02")
    for naam in ("Piet Politie", "Pien Programma", "Aart Auditor", "Bram Beheer"):
        assert punten(wereld.actor(naam), opgave) == []
    assert punten(wereld.actor("Dora Drenthe"), opgave) == []


@pytest.mark.eis("UR-01")
def test_the_number_of_queries_does_not_grow_and_each_person_gets_one_line(wereld, registreer, sporen):
    mila = wereld.actor("Mila Meldpunt")
    opgave = Persoonsgegevens(
        "Voorbeeld", "Vera", geboortedatum="1984-05-02", postcode="8011AB", huisnummer="1"
    )

    def tel():
        with lezen(mila), CaptureQueriesContext(connection) as vragen:
            gevonden = queries.kandidaten(mila, opgave)
        return len(vragen), len(gevonden)

    registreer(adres=ADRES)
    tel()
    een = tel()
    for _ in range(8):
        registreer(adres=ADRES)
    acht = tel()
    assert een[0] == acht[0] <= 6
    assert acht[1] == 5
    with lezen(mila):
        gevonden = queries.kandidaten(mila, opgave)
        queries.kandidaten(mila, opgave)
    with lezen(wereld.systeem):
        persoon = Inwoner.objects.get(pk=gevonden[0].id)
    laatste = sporen.inzage(persoon)[-1]
    assert len(sporen.inzage(persoon, bezoek=laatste.bezoek)) == 1
    assert laatste.klassen == ["naam", "sleutel"]


@pytest.mark.eis("recht:V23", "recht:V23")
def test_a_secret_address_is_not_found_by_its_address(wereld, registreer, scopes):
    persoon = registreer(adres=ADRES, adres_afgeschermd=True)
    mila = wereld.actor("Mila Meldpunt")
    opgave = Persoonsgegevens("Voorbeeld", postcode="8011AB", huisnummer="1")
    assert punten(mila, opgave) == []
    op_naam = Persoonsgegevens(
        "Voorbeeld", "Vera", geboortedatum="1984-05-02", postcode="8011AB", huisnummer="1"
    )
    with lezen(mila):
        (kandidaat,) = queries.kandidaten(mila, op_naam)
    assert kandidaat.punten == 85
    assert kandidaat.gemeente == "afgeschermd, bel het meldpunt"
    with lezen(wereld.systeem):
        adres = Inwoner.objects.get(pk=persoon.pk).adressen.get()
    assert (adres.postcode, adres.huisnummer, adres.geheim[:3]) == ("", None, "v1.")
