"""`Om wie gaat het?` in one line, and what a melder may hear."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.rules.opgave import lees_opgave
from sluitend.meldpunt.rules.terugkoppeling import Opvolging, Publiek, mag_zonder, publiek_van, stel_op

VANDAAG = date(2026, 11, 20)


@pytest.mark.eis("AM-26", "F01")
@pytest.mark.parametrize(
    ("tekst", "chips"),
    [
        ("jan jansen 2-5-1984 8011ab 1", "Jan Jansen 1984-05-02 8011AB 1"),
        ("Jansen, Jan", "Jan Jansen"),
        ("Jan Jansen", "Jan Jansen"),
        ("Jansen", "Jansen"),
        ("jan van der meer", "Jan van der Meer"),
        ("Meer, Jan van der 1984-05-02", "Jan van der Meer 1984-05-02"),
        ("van der meer 02051984", "van der Meer 1984-05-02"),
        ("JANSEN, JAN", "Jan Jansen"),
        ("J. Jansen", "J. Jansen"),
        ("±45", "42-48"),
        ("+/- 2", "0-5"),
        ("8011 AB 12a Jan Jansen", "Jan Jansen 8011AB 12 A"),
        ("8011AB 12-2", "8011AB 12 2"),
        ("8011AB", "8011AB"),
        ("Jan 06-12345678", "Jan 0612345678"),
        ("+31 6 12 34 56 78", "+31612345678"),
        ("038 4988888 jansen", "Jansen 0384988888"),
        ("roos o'brien-de vries", "Roos O'brien-de Vries"),
        ("JANSEN-DE VRIES", "Jansen-de Vries"),
        ("", ""),
        (" ,; 5 -", ""),
    ],
)
def test_text_becomes_chips(tekst: str, chips: str) -> None:
    opgave = lees_opgave(tekst, vandaag=VANDAAG)
    assert " ".join(chip.waarde for chip in opgave.chips) == chips
    assert opgave.opmerkingen == ()


@pytest.mark.eis("AM-26", "recht:N04", "recht:N04")
def test_bsn_needs_a_base() -> None:
    zonder = lees_opgave("jansen 999900006", vandaag=VANDAAG, test=True)
    assert zonder.waarde("bsn") == ""
    assert zonder.opmerkingen == ("Een BSN mag u hier niet vastleggen. Het nummer is weggelaten.",)
    assert "999900006" not in repr(zonder)
    assert (
        lees_opgave("jansen 999900006", vandaag=VANDAAG, bsn_mag=True, test=True).waarde("bsn") == "999900006"
    )
    fout = lees_opgave("999900007", vandaag=VANDAAG, bsn_mag=True, test=True)
    assert fout.chips == ()
    assert fout.opmerkingen == ("Dit BSN voldoet niet aan de elfproef.",)


@pytest.mark.eis("AM-26")
@pytest.mark.parametrize(
    ("tekst", "opmerking"),
    [
        ("31-2-1984", "31-2-1984 is geen geboortedatum."),
        ("2-5-2027", "2-5-2027 is geen geboortedatum."),
        ("2-5-1884", "2-5-1884 is geen geboortedatum."),
        ("2-5-1984 3-5-1984", "Er staat al een geboortedatum, 3-5-1984 is niet overgenomen."),
        ("±130", "±130 is niet overgenomen."),
        ("8011AB 1 8011AC 2", "Er staat al een adres, 8011AC 2 is niet overgenomen."),
    ],
)
def test_what_is_left_out_is_said(tekst: str, opmerking: str) -> None:
    assert lees_opgave(tekst, vandaag=VANDAAG).opmerkingen == (opmerking,)


@pytest.mark.eis("AM-26")
def test_chips_fill_the_contract() -> None:
    opgave = lees_opgave("jan jansen 2-5-1984 8011ab 1a 0612345678", vandaag=VANDAAG)
    assert opgave.als_betrokkene() == {
        "voornaam": "Jan",
        "naam": "Jansen",
        "geboortedatum": "1984-05-02",
        "telefoon": "0612345678",
        "adres": {"postcode": "8011AB", "huisnummer": 1, "toevoeging": "A"},
    }
    assert lees_opgave("±45", vandaag=VANDAAG).als_betrokkene() == {"leeftijd_van": 42, "leeftijd_tot": 48}


@pytest.mark.eis("AM-26")
def test_double_surname_is_one_chip() -> None:
    opgave = lees_opgave("roos jansen-de vries", vandaag=VANDAAG)
    assert (opgave.waarde("voornaam"), opgave.waarde("achternaam")) == ("Roos", "Jansen-de Vries")


@pytest.mark.eis("AM-26")
@given(st.text(max_size=600))
def test_any_text_is_read(tekst: str) -> None:
    opgave = lees_opgave(tekst, vandaag=VANDAAG, bsn_mag=True)
    assert all(chip.waarde for chip in opgave.chips)
    opgave.als_betrokkene()


GEGEVENS = Opvolging("M-2026-000123", opgepakt=True, team="bemoeizorg Zwolle", contactpersoon="Anna de Vries")


@pytest.mark.eis("UM-17", "recht:W12")
@pytest.mark.parametrize(
    ("melder", "publiek", "velden"),
    [
        ({"soort": "naaste"}, Publiek.NAASTE, ("nummer", "opgepakt")),
        ({"soort": "buur"}, Publiek.NAASTE, ("nummer", "opgepakt")),
        ({"soort": "inwoner"}, Publiek.INWONER, ("nummer", "opgepakt")),
        ({"soort": "professional"}, Publiek.PROFESSIONAL, ("nummer", "opgepakt", "contactpersoon")),
        ({"soort": "professional", "relatie": "wijkagent"}, Publiek.POLITIE, ("nummer", "opgepakt", "team")),
        ({"soort": "naaste", "kanaal": "politie"}, Publiek.POLITIE, ("nummer", "opgepakt", "team")),
    ],
)
def test_each_melder_hears_what_is_allowed(
    melder: dict[str, str], publiek: Publiek, velden: tuple[str, ...]
) -> None:
    assert publiek_van(**melder) is publiek
    antwoord = stel_op(publiek, GEGEVENS)
    assert antwoord.velden == velden
    assert "M-2026-000123" in antwoord.tekst
    assert ("bemoeizorg" in antwoord.tekst) is (publiek is Publiek.POLITIE)
    assert ("Anna" in antwoord.tekst) is (publiek is Publiek.PROFESSIONAL)


@pytest.mark.eis("UM-17")
def test_not_yet_picked_up_and_anonymous() -> None:
    assert stel_op(Publiek.POLITIE, Opvolging("M-1", opgepakt=False)).tekst == "Melding M-1. Opgepakt: nee."
    assert publiek_van(soort="anoniem", kanaal="politie") is Publiek.ANONIEM
    with pytest.raises(Weigering, match="De melder is anoniem, terugkoppelen kan niet"):
        stel_op(Publiek.ANONIEM, GEGEVENS)


@pytest.mark.eis("Z-06", "UM-17")
def test_not_reached_asks_three_attempts_on_two_days() -> None:
    begin = datetime(2026, 11, 20, 9, tzinfo=UTC)
    een_dag = [begin + timedelta(hours=uur) for uur in range(4)]
    assert getattr(mag_zonder("niet_bereikt", pogingen=een_dag), "code", "") == "te-weinig-pogingen"
    assert mag_zonder("niet_bereikt", pogingen=[begin, begin + timedelta(days=1)]) is not None
    assert mag_zonder("niet_bereikt", pogingen=[*een_dag[:2], begin + timedelta(days=1)]) is None
    assert mag_zonder("anoniem", anoniem=True) is None
    assert getattr(mag_zonder("anoniem"), "code", "") == "melder-bekend"
    assert mag_zonder("melder_wil_niet") is None
    assert mag_zonder("geen_tijd") is not None
