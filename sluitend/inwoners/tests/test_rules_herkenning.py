"""Recognising a person without BSN against the table that policy staff read (tests/scenarios/herkenning.csv)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.inwoners.rules.herkenning import (
    GEWICHTEN,
    Oordeel,
    rangschik,
    score,
    veelvoorkomende_namen,
)
from sluitend.inwoners.rules.klankcode import klank_van, klankcode
from sluitend.inwoners.rules.namen import (
    achternaamdelen,
    is_roepnaam_van,
    letters,
    normaliseer_achternaam,
    roepnamen,
)
from sluitend.inwoners.rules.persoonsgegevens import Persoonsgegevens, telefoon_sleutel, zoeksleutels

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios"


def _persoon(cel: str) -> Persoonsgegevens:
    voornaam, achternaam, geboren, adres, telefoon = cel.split("|")
    postcode, _, huisnummer = adres.rpartition(" ")
    return Persoonsgegevens(
        achternaam=achternaam,
        voornaam=voornaam,
        geboortedatum=geboren,
        postcode=postcode,
        huisnummer=huisnummer,
        telefoons=(telefoon,) if telefoon else (),
    )


def _rijen() -> list[object]:
    bestand = (SCENARIOS / "herkenning.csv").read_text(encoding="utf-8")
    return [
        pytest.param(
            rij,
            id=rij["id"],
            marks=pytest.mark.eis(*((rij["id"][:5],) if "AM-" in rij["id"] else ()), "recht:N03"),
        )
        for rij in csv.DictReader(bestand.splitlines(), delimiter=";")
    ]


@pytest.mark.parametrize("rij", _rijen())
def test_score(rij: dict[str, str]) -> None:
    bekend, opgave = _persoon(rij["bekend"]), _persoon(rij["opgave"])
    herkenning = score(opgave, bekend)
    assert herkenning.punten == int(rij["punten"])
    assert herkenning.oordeel == rij["oordeel"]
    assert [reden.punten for reden in herkenning.redenen] == [int(p) for p in rij["redenen"].split()]
    assert score(bekend, opgave).punten == herkenning.punten


@pytest.mark.eis("AM-18", "recht:N03")
def test_twins_are_named() -> None:
    ada = _persoon("Ada|Okafor|1999-07-01|8011AB 1|0612345678")
    eze = _persoon("Eze|Okafor|1999-07-01|8011AB 1|0612345678")
    herkenning = score(ada, eze)
    assert sum(reden.punten for reden in herkenning.redenen) == 95
    assert herkenning.redenen[-1].tekst == "mogelijk tweeling"
    assert herkenning.tonen


@pytest.mark.eis("UM-06", "recht:N03")
def test_bsn_decides_both_ways() -> None:
    a = Persoonsgegevens(achternaam="Meijden", voornaam="Roos", bsn="x")
    assert score(a, Persoonsgegevens(bsn="x")).punten == 100
    ander = score(a, Persoonsgegevens(achternaam="Meijden", voornaam="Roos", bsn="y"))
    assert (ander.oordeel, ander.tonen) == (Oordeel.UITGESLOTEN, False)
    # Twins with both a BSN are told apart by it, so the cap does not apply to the same number.
    zelfde = Persoonsgegevens(achternaam="Meijden", voornaam="Rik", geboortedatum="1990-03-04", bsn="x")
    andere_naam = Persoonsgegevens(achternaam="Meijden", voornaam="Bo", geboortedatum="1990-03-04", bsn="x")
    assert score(zelfde, andere_naam).punten == 100


@pytest.mark.eis("recht:N03")
@pytest.mark.parametrize(
    ("een", "ander", "punten"),
    [
        ("Meijden", "Meijden", 30),
        ("Meijden", "meyden", 22),
        ("Wolters", "Wouters", 18),
        ("Wolters", "Woltres", 18),
        ("Wolters", "Wolterss", 22),
        ("Wolters", "Wolers", 18),
        ("Wolters", "Wolvters", 18),
        ("Bosch", "Busch", 18),
        ("Kok", "Kuk", -15),
        ("Wolters", "Woutres", -15),
        ("Jansen", "Jansen", 15),
        ("Smit", "Smid", 11),
        ("Bakker", "Bakkes", 9),
        ("Öztürk", "Ozturk", 30),
        ("van 't Hof", "Hof", 30),
        ("El Amrani", "Amrani", 30),
        ("de Wilde-Meijden", "Meijden", 22),
        ("Wilde van der Meijden", "Meijden", 22),
        ("Ben", "Ben", 30),
        ("", "Meijden", None),
        ("van", "12", None),
    ],
)
def test_surname(een: str, ander: str, punten: int | None) -> None:
    redenen = score(Persoonsgegevens(achternaam=een), Persoonsgegevens(achternaam=ander)).redenen
    assert [reden.punten for reden in redenen] == ([] if punten is None else [punten])


@pytest.mark.eis("recht:N03")
@pytest.mark.parametrize(
    ("een", "ander", "punten"),
    [
        ("Jan", "Jan", 20),
        ("JAN", "jan", 20),
        ("Henk", "Hendrik", 14),
        ("Hendrik", "Henk", 14),
        ("Jan", "Johannes", 14),
        ("J.", "Jan", 6),
        ("J", "J.", 6),
        ("K.", "Jan", -10),
        ("Jan", "Hans", -10),
        ("Jan Willem", "Jan", 20),
        ("José", "Jose", 20),
    ],
)
def test_given_name(een: str, ander: str, punten: int) -> None:
    redenen = score(Persoonsgegevens(voornaam=een), Persoonsgegevens(voornaam=ander)).redenen
    assert [reden.punten for reden in redenen] == [punten]


@pytest.mark.eis("recht:N03")
@pytest.mark.parametrize(
    ("opgave", "geboren", "punten"),
    [
        ({"geboortedatum": "1984-05-02"}, "1984-05-02", 35),
        ({"geboortedatum": "1984-05-02"}, "1984-02-05", 25),
        ({"geboortedatum": "1984-05-02"}, "1984-05-03", 20),
        ({"geboortedatum": "1984-05-02"}, "1974-05-02", 20),
        ({"geboortedatum": "1984-05-02"}, "1974-05-03", -35),
        ({"geboortedatum": "1984"}, "1984-05-02", 10),
        ({"geboortedatum": "1984-05"}, "1984-05-02", 10),
        ({"geboortedatum": "1984-06"}, "1984-05-02", -35),
        ({"geboortedatum": "1985"}, "1984-05-02", -35),
        ({"leeftijd_van": 45, "leeftijd_tot": 45}, "1984-05-02", 6),
        ({"leeftijd_van": 46, "leeftijd_tot": 46}, "1984-05-02", -35),
        ({"leeftijd_van": 40, "leeftijd_tot": 50}, "1984-05-02", 6),
        ({"leeftijd_van": 42, "leeftijd_tot": 48}, "1984-05-02", 6),
        ({"leeftijd_van": 46, "leeftijd_tot": 60}, "1984-05-02", -35),
    ],
)
def test_birth_date(opgave: dict[str, object], geboren: str, punten: int) -> None:
    persoon = Persoonsgegevens(**opgave)  # type: ignore[arg-type]
    herkenning = score(persoon, Persoonsgegevens(geboortedatum=geboren), peildatum=date(2026, 11, 20))
    assert [reden.punten for reden in herkenning.redenen] == [punten]


@pytest.mark.eis("recht:N03")
@pytest.mark.parametrize(
    ("namen", "gelijk"),
    [
        (("Meijer", "Meyer", "Meier"), True),
        (("Visser", "Fisser"), True),
        (("Thijssen", "Tijsen"), True),
        (("Schmidt", "Smit"), False),
        (("Schouten", "Schauten"), True),
        (("Philips", "Filips"), True),
        (("Quist", "Kuist"), True),
        (("Cramer", "Kramer"), True),
        (("Cees", "Sees"), True),
        (("Zegers", "Seghers"), True),
        (("Haan", "Han"), True),
        (("Brandt", "Brant", "Brand"), True),
        (("Claessen", "Klasen"), True),
        (("Dieks", "Dix"), True),
        (("Jacob", "Jakop"), True),
        (("Bakker", "Dekker"), False),
    ],
)
def test_sound(namen: tuple[str, ...], gelijk: bool) -> None:
    assert (len({klankcode(naam) for naam in namen}) == 1) is gelijk


@pytest.mark.eis("recht:N03")
@given(st.text(max_size=40))
def test_sound_of_anything(naam: str) -> None:
    assert klank_van(normaliseer_achternaam(naam)) == klankcode(naam)
    assert all(teken.isalpha() for teken in letters(naam))
    assert bool(klankcode(naam)) <= bool(achternaamdelen(naam))


namen = st.sampled_from(
    ["Jansen", "Meijden", "van der Meijden", "Wolters-Bos", "Okafor", "Smit", "", "Öztürk"]
)
personen = st.builds(
    Persoonsgegevens,
    achternaam=namen,
    voornaam=st.sampled_from(["Jan", "J.", "Johannes", "Roos", ""]),
    geboortedatum=st.sampled_from(["1984-05-02", "1984-02-05", "1984", "1990-03-04", ""]),
    postcode=st.sampled_from(["8011AB", "8011 ab", "9401AA", ""]),
    huisnummer=st.sampled_from(["1", "2", ""]),
    telefoons=st.sampled_from([(), ("0612345678",), ("+31612345678", "0381234567")]),
    bsn=st.sampled_from(["", "a", "b"]),
)


@pytest.mark.eis("recht:N03")
@given(personen, personen)
def test_score_is_the_same_from_both_sides_and_adds_up(a: Persoonsgegevens, b: Persoonsgegevens) -> None:
    heen, terug = score(a, b), score(b, a)
    assert heen == terug
    assert heen.punten <= GEWICHTEN.hoogste
    som = sum(reden.punten for reden in heen.redenen)
    assert heen.punten in (som, GEWICHTEN.hoogste, GEWICHTEN.tweeling)


@pytest.mark.eis("recht:N03", "UM-06")
@given(personen, personen)
def test_whoever_is_probably_the_same_shares_a_key(a: Persoonsgegevens, b: Persoonsgegevens) -> None:
    """The index keys lose nobody who would be shown."""
    if score(a, b).tonen:
        assert zoeksleutels(a, a.bsn) & zoeksleutels(b, b.bsn)


@pytest.mark.eis("UM-06")
def test_keys() -> None:
    persoon = Persoonsgegevens(
        achternaam="de Wilde-Meijer",
        geboortedatum="1984-05-02",
        postcode="8011 ab",
        huisnummer="1",
        telefoons=("+31 6 12345678",),
    )
    sleutels = zoeksleutels(persoon, "idx")
    assert ("datum", "1984-05-02") in sleutels
    assert ("klank_jaar", "myer:1984") in sleutels
    assert ("klank_cijfers", "myer:8011") in sleutels
    assert ("adres", "8011AB:1") in sleutels
    assert ("telefoon", "0612345678") in sleutels
    assert ("bsn", "idx") in sleutels
    assert zoeksleutels(Persoonsgegevens(geboortedatum="1984", achternaam="Bos")) == {
        ("klank_jaar", "bos:1984")
    }
    assert zoeksleutels(Persoonsgegevens()) == frozenset()
    assert telefoon_sleutel("0031 (0)38-1234567") == "0381234567"


@pytest.mark.eis("UM-06")
def test_five_are_shown_best_first() -> None:
    opgave = Persoonsgegevens(achternaam="Meijden", voornaam="Roos", geboortedatum="1990-03-04")
    vreemd = Persoonsgegevens(achternaam="Okafor")
    lijst = rangschik(opgave, [("z", vreemd), *((f"p{i}", opgave) for i in range(7))])
    assert [sleutel for sleutel, _ in lijst] == ["p0", "p1", "p2", "p3", "p4"]
    assert rangschik(opgave, [("z", vreemd)]) == ()


@pytest.mark.eis("recht:N03")
def test_common_names_of_the_region_are_counted() -> None:
    assert veelvoorkomende_namen({"meijden": 3, "bos": 2, "rest": 995}) == {"meijden", "rest"}
    assert veelvoorkomende_namen({}) == frozenset()
    opgave = Persoonsgegevens(achternaam="Meijden")
    assert score(opgave, opgave, frozenset({"meijden"})).punten == 15


@pytest.mark.eis("recht:N03")
def test_short_names_work_both_ways() -> None:
    tabel = roepnamen()
    assert len(tabel) > 150
    assert all(naam in tabel[ander] for naam, anderen in tabel.items() for ander in anderen)
    assert is_roepnaam_van("henk", "hendrik")
    assert not is_roepnaam_van("henk", "kees")
