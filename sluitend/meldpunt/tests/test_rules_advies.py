"""The triage advice against the scenarios that policy staff read (tests/scenarios/triage_advies.csv)."""

from __future__ import annotations

import csv
import json
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.meldpunt.rules.advies import Advies, beoordeel
from sluitend.meldpunt.rules.bevestigen import vraagt_herkwalificatie
from sluitend.meldpunt.rules.invoer import Context, tel_herhaling, titel_loopt
from sluitend.meldpunt.rules.klassen import STANDAARD_KLASSEN
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN, onbekende_signalen, veiligheidssignalen
from sluitend.meldpunt.rules.staten import mag_doorsturen
from sluitend.meldpunt.rules.triagetabel import (
    AARDEN,
    BEKEND,
    KANALEN,
    controleer_triagetabel,
    standaardtabel,
)

SCENARIOS = Path(__file__).parents[3] / "tests" / "scenarios"
IJSSEL_VECHT = frozenset({"0148", "0160", "0166", "0175", "0180", "1708", "1896", "0193"})

EISEN = {
    "AM-01": ("AM-01", "F07", "F09"),
    "AM-02": ("AM-02", "F09", "R46"),
    "AM-03": ("AM-03", "F11", "recht:P12"),
    "AM-04": ("AM-04", "F03", "F04", "recht:W03", "recht:W12", "recht:W16", "recht:W17", "recht:W19"),
    "AM-05": ("AM-05", "recht:L01", "recht:M09"),
    "AM-06": ("AM-06", "F10"),
    "AM-07": ("AM-07", "F94"),
    "AM-08": ("AM-08", "Z-03"),
    "AM-09": ("AM-09", "K04", "B32"),
}


def _rijen(naam: str) -> list[dict[str, str]]:
    return list(csv.DictReader((SCENARIOS / naam).read_text(encoding="utf-8").splitlines(), delimiter=";"))


def _melding(rij: dict[str, str]) -> dict[str, Any]:
    """One row of the scenario table as a melding of the contract; what the row leaves out is as chapter 10 §8 says."""
    overig = dict(paar.split("=") for paar in rij["overig"].split())
    bekend = overig.get("bekend", "nee")
    geboren = overig.get("geboren", "1998-01-15")
    melder = {"soort": "naaste", "relatie": "ouder", "telefoon": "0612345678"}
    context = {k: overig[k] for k in ("titel",) if k in overig} | {
        k: int(overig[k]) for k in ("herhaling_90d",) if k in overig
    }
    return {
        "kanaal": overig.get("kanaal", "telefoon"),
        "politiecode": overig.get("politiecode"),
        "ontvangen_op": "2026-11-20T01:15:00+01:00",
        "melder": {"soort": "anoniem"} if overig.get("melder") == "anoniem" else melder,
        "betrokkene": {
            "geboortedatum": None if geboren == "-" else geboren,
            "verblijft_in": overig.get("gemeente", "0193"),
            **({} if bekend == "-" else {"bekend": bekend, "context": context}),
        },
        "signalen": rij["signalen"].split(),
        "signalen_nee": [s for s in KERNVRAGEN if s not in rij["signalen"].split()]
        if rij["kernvragen"] == "nee"
        else [],
        "ontruimingsdatum": overig.get("ontruiming"),
        "aard": overig.get("aard", "onbekend"),
    }


def _params(naam: str) -> list[Any]:
    return [
        pytest.param(rij, id=rij["id"], marks=pytest.mark.eis(*EISEN[rij["id"][:5]])) for rij in _rijen(naam)
    ]


@pytest.mark.parametrize("rij", _params("triage_advies.csv"))
def test_scenario(rij: dict[str, str]) -> None:
    advies = beoordeel(_melding(rij), tabel=standaardtabel(IJSSEL_VECHT))
    assert (advies.urgentie, advies.route) == (rij["urgentie"], rij["route"])
    assert (advies.regel_urgentie, advies.regel_route) == (
        int(rij["regel_urgentie"]),
        int(rij["regel_route"]),
    )
    assert list(advies.nevenroutes) == rij["neven"].split()
    assert list(advies.ontbreekt) == rij["ontbreekt"].split()
    assert advies.voorlopig is (rij["voorlopig"] == "ja")
    assert set(rij["aanwijzingen"].split()) <= set(advies.aanwijzingen)


@pytest.mark.eis("AM-01", "F07", "F09")
def test_contract_example_explains_itself() -> None:
    melding = {
        "kanaal": "politie",
        "politiecode": "E33",
        "ontvangen_op": "2026-11-20T01:15:00+01:00",
        "melder": {
            "soort": "naaste",
            "relatie": "ouder",
            "naam": "M",
            "telefoon": "06",
            "identiteit_delen": False,
        },
        "betrokkene": {
            "bsn": None,
            "naam": "J",
            "geboortedatum": "1984-05-02",
            "verblijft_in": "0193",
            "adres": {"postcode": "8011AB", "huisnummer": 1},
        },
        "omschrijving": "…",
        "signalen": ["ernstig_nadeel_dreigt"],
        "aard": "onbekend",
    }
    advies = beoordeel(melding)
    assert advies.geraakt == (17, 30, 33, 129, 130, 134)
    assert advies.hoogst_mogelijk == "acuut"
    mogelijk = [regel.nr for regel in advies.regels if regel.mogelijk]
    assert mogelijk == [1, 2, 3, 4, 5, 8, 14, 25, 26, 27, 104, 121, 131]
    document = advies.als_dict()
    assert list(document)[:6] == ["urgentie", "route", "regels", "tabel", "versie", "ontbreekt"]
    assert (document["tabel"], document["versie"]) == ("triage-standaard", 1)
    assert document["normen"]["triage_uiterlijk"] == "2026-11-20T01:30:00+01:00"
    assert json.loads(advies.als_json()) == document


@pytest.mark.eis("AM-03")
def test_suicide_plan_names_only_what_can_change_the_route() -> None:
    advies = beoordeel(_melding(next(rij for rij in _rijen("triage_advies.csv") if rij["id"] == "AM-03")))
    assert advies.aanwijzingen == ("bel_crisisdienst", "noem_113")
    assert advies.hoogst_mogelijk == "acuut"


@pytest.mark.eis("AM-04", "recht:W03", "recht:W13")
def test_wvggz_in_and_not_out_asks_why() -> None:
    assert vraagt_herkwalificatie("wvggz", "oggz", "bemoeizorg")
    assert vraagt_herkwalificatie("wvggz", "wvggz", "bemoeizorg")
    assert not vraagt_herkwalificatie("wvggz", "wvggz", "wvggz")
    assert not vraagt_herkwalificatie("wvggz", "wvggz", "spoedpoli", ["wvggz"])
    assert not vraagt_herkwalificatie("wvggz", "wvggz", "112")
    assert not vraagt_herkwalificatie("wvggz", "wvggz", "andere_gemeente")
    assert vraagt_herkwalificatie("wvggz", "wvggz", "wzd")
    assert not vraagt_herkwalificatie("oggz", "oggz", "bemoeizorg")


@pytest.mark.eis("AM-05", "recht:L01", "recht:M09", "UM-14")
def test_homeless_tonight_is_not_forwarded() -> None:
    weigering = mag_doorsturen(signalen=["dakloos_nu"], buiten_regio=True, gesproken=True)
    assert weigering is not None
    assert weigering.code == "toegang-zonder-herkomst"
    assert weigering.tekst == "Eerst opvang regelen, ook zonder binding met de regio."
    assert (
        mag_doorsturen(signalen=["dakloos_nu"], buiten_regio=True, gesproken=True, opvang_geregeld=True)
        is None
    )


@pytest.mark.eis("AM-09", "K04", "B32")
def test_repeat_count_takes_a_bundle_once() -> None:
    dag = date(2026, 11, 20)
    los = [(date(2026, 8, 31), ""), (date(2026, 10, 1), ""), (dag, "")]
    assert tel_herhaling(los, dag, 90) == 3
    gebundeld = [(date(2026, 8, 31), "B1"), (date(2026, 8, 31), "B1"), (dag, "")]
    assert tel_herhaling(gebundeld, dag, 90) == 2
    assert tel_herhaling([(date(2026, 8, 22), ""), (date(2026, 8, 21), ""), (dag, "")], dag, 90) == 2


def _willekeurig(dobbelsteen: random.Random) -> dict[str, Any]:
    """A random melding: any column, some answers, some unknown."""
    betrokkene: dict[str, Any] = {"verblijft_in": dobbelsteen.choice(["0193", "0363", None])}
    kans = dobbelsteen.random()
    if kans < 0.6:
        betrokkene["geboortedatum"] = f"{dobbelsteen.randint(1930, 2020)}-05-02"
    elif kans < 0.8:
        betrokkene |= {
            "leeftijd_van": dobbelsteen.randint(10, 60),
            "leeftijd_tot": dobbelsteen.randint(61, 90),
        }
    if dobbelsteen.random() < 0.5:
        herhaling = dobbelsteen.randint(1, 4)
        betrokkene |= {
            "bekend": dobbelsteen.choice(BEKEND),
            "context": {
                "titel": dobbelsteen.choice(["ja", "nee"]),
                "ave": dobbelsteen.randint(0, 4),
                "herhaling_30d": herhaling,
                "herhaling_90d": herhaling + dobbelsteen.randint(0, 2),
            },
        }
    return {
        "kanaal": dobbelsteen.choice(KANALEN),
        "politiecode": dobbelsteen.choice([None, None, "E33", "E14"]),
        "ontvangen_op": "2026-11-20T01:15:00+01:00",
        "melder": dobbelsteen.choice([{"soort": "anoniem"}, {"soort": "naaste", "telefoon": "06"}]),
        "betrokkene": betrokkene,
        "signalen": dobbelsteen.sample(list(SIGNALEN), dobbelsteen.randint(0, 4)),
        "signalen_nee": dobbelsteen.sample(KERNVRAGEN, dobbelsteen.choice([0, 3, 8])),
        "aard": dobbelsteen.choice(AARDEN),
        "ontruimingsdatum": dobbelsteen.choice([None, "2026-11-30", "2027-02-01"]),
    }


def _rang(code: str) -> int:
    return STANDAARD_KLASSEN[code].rang


@pytest.mark.eis("AM-10", "F09", "recht:V07")
def test_one_more_signal_never_lowers_the_urgency() -> None:
    dobbelsteen = random.Random(20261120)
    tabel = standaardtabel(IJSSEL_VECHT)
    for _ in range(10_000):
        melding = _willekeurig(dobbelsteen)
        extra = dobbelsteen.choice(list(SIGNALEN))
        meer = {**melding, "signalen": [*melding["signalen"], extra]}
        voor, na = beoordeel(melding, tabel=tabel), beoordeel(meer, tabel=tabel)
        assert _rang(na.urgentie) >= _rang(voor.urgentie), (melding, extra)
        assert _rang(voor.urgentie) <= _rang(voor.hoogst_mogelijk)


@pytest.mark.eis("AM-10", "F09")
def test_checker_shows_for_each_rule_a_melding_in_which_it_decides() -> None:
    tabel = standaardtabel(IJSSEL_VECHT)
    controle = controleer_triagetabel(tabel.tabel)
    assert controle.fouten == ()
    assert len(controle.voorbeelden) == len(tabel.tabel.regels) == 67
    for nr, voorbeeld in controle.voorbeelden.items():
        kolommen = voorbeeld.kolommen
        advies = beoordeel(
            {
                "kanaal": kolommen["kanaal"],
                "politiecode": kolommen["politiecode"],
                "ontvangen_op": "2026-11-20T01:15:00+01:00",
                "melder": {"soort": "naaste", "telefoon": "06" if kolommen["melder_contact"] == "ja" else ""},
                "betrokkene": {
                    "verblijft_in": "0193" if kolommen["in_regio"] == "ja" else "0363",
                    "leeftijd_van": kolommen["leeftijd"],
                    "leeftijd_tot": kolommen["leeftijd"],
                    "bekend": kolommen["bekend"],
                    "context": {k: kolommen[k] for k in ("titel", "ave", "herhaling_30d", "herhaling_90d")},
                },
                "signalen": list(voorbeeld.ja),
                "signalen_nee": list(KERNVRAGEN),
                "aard": kolommen["aard"],
                "ontruimingsdatum": date.fromordinal(
                    date(2026, 11, 20).toordinal() + int(kolommen["ontruiming_dagen"])
                ).isoformat(),
            },
            tabel=tabel,
        )
        assert nr in (advies.regel_urgentie, advies.regel_route), f"regel {nr} beslist niet bij {voorbeeld}"
        assert not advies.voorlopig


@pytest.mark.eis("AM-10", "F09")
def test_provisional_advice_is_honest() -> None:
    """Whatever is answered later, the urgency stays within what was said to be possible; without ontbreekt it stands."""
    dobbelsteen = random.Random(7)
    tabel = standaardtabel(IJSSEL_VECHT)
    for _ in range(3_000):
        melding = _willekeurig(dobbelsteen)
        voor = beoordeel(melding, tabel=tabel)
        open_vragen = [k for k in KERNVRAGEN if k not in melding["signalen"] + melding["signalen_nee"]]
        ja = [k for k in open_vragen if dobbelsteen.random() < 0.3]
        later = {
            **melding,
            "signalen": melding["signalen"] + ja,
            "signalen_nee": list(KERNVRAGEN),
            "betrokkene": {
                "bekend": "eerder",
                "context": {
                    "titel": dobbelsteen.choice(["ja", "nee"]),
                    "herhaling_90d": dobbelsteen.randint(1, 4),
                },
                **{k: v for k, v in melding["betrokkene"].items() if v is not None},
            },
        }
        na = beoordeel(later, tabel=tabel)
        assert _rang(voor.urgentie) <= _rang(na.urgentie) <= _rang(voor.hoogst_mogelijk)
        if not voor.voorlopig:
            assert (voor.urgentie, voor.route) == (na.urgentie, na.route)


def _eenvoudig(**betrokkene: Any) -> Advies:
    return beoordeel(
        {
            "kanaal": "telefoon",
            "ontvangen_op": "2026-11-20T01:15:00+01:00",
            "betrokkene": {"verblijft_in": "0193", "bekend": "nee", **betrokkene},
            "signalen": ["niet_gezien"],
            "signalen_nee": list(KERNVRAGEN),
        }
    )


@pytest.mark.eis("UM-09", "AM-06")
@pytest.mark.parametrize(
    ("betrokkene", "regel", "voorlopig"),
    [
        ({"geboortedatum": "1956"}, 19, True),
        ({"geboortedatum": "1955"}, 15, False),
        ({"geboortedatum": "1956-11"}, 19, True),
        ({"geboortedatum": "1956-10"}, 15, False),
        ({"geboortedatum": "1956-11-20"}, 15, False),
        ({"geboortedatum": "1956-11-21"}, 19, False),
        ({"leeftijd_van": 65, "leeftijd_tot": 75}, 19, True),
        ({"leeftijd_van": 70, "leeftijd_tot": 80}, 15, False),
        ({"leeftijd_van": 72}, 15, False),
        ({"leeftijd_tot": 60}, 19, True),
        ({"leeftijd_van": 20, "leeftijd_tot": 60}, 19, False),
    ],
)
def test_partial_birth_date_counts_only_when_the_whole_range_agrees(
    betrokkene: dict[str, Any], regel: int, voorlopig: bool
) -> None:
    advies = _eenvoudig(**betrokkene)
    assert (advies.regel_urgentie, advies.voorlopig) == (regel, voorlopig)


@pytest.mark.eis("UM-03")
@pytest.mark.parametrize(
    ("wijziging", "veld"),
    [
        ({"kanaal": "fax"}, "kanaal"),
        ({"kanaal": ["telefoon"]}, "kanaal"),
        ({"politiecode": "E3"}, "politiecode"),
        ({"ontvangen_op": "2026-11-20T01:15:00"}, "ontvangen_op"),
        ({"ontvangen_op": "gisteren"}, "ontvangen_op"),
        ({"ontvangen_op": None}, "ontvangen_op"),
        ({"ontvangen_op": "9999-12-31T23:59:59+00:00"}, "ontvangen_op"),
        ({"signalen": "wapen"}, "signalen"),
        ({"signalen": [{}]}, "signalen"),
        ({"signalen": ["x"] * 201}, "signalen"),
        ({"betrokkene": []}, "betrokkene"),
        ({"betrokkene": {"geboortedatum": "1984-13-01"}}, "betrokkene.geboortedatum"),
        ({"betrokkene": {"geboortedatum": "2030-01-01"}}, "betrokkene.geboortedatum"),
        ({"betrokkene": {"geboortedatum": 1984}}, "betrokkene.geboortedatum"),
        ({"betrokkene": {"leeftijd_van": 50, "leeftijd_tot": 40}}, "betrokkene.leeftijd_van"),
        ({"betrokkene": {"leeftijd_van": True}}, "betrokkene.leeftijd_van"),
        ({"betrokkene": {"verblijft_in": "Zwolle"}}, "betrokkene.verblijft_in"),
        ({"betrokkene": {"bekend": "ja"}}, "betrokkene.bekend"),
        ({"betrokkene": {"context": {"ave": 9}}}, "betrokkene.context.ave"),
        ({"betrokkene": {"context": {"titel": "misschien"}}}, "betrokkene.context.titel"),
        ({"melder": {"soort": "vreemde"}}, "melder.soort"),
        ({"ontruimingsdatum": "3-12-2026"}, "ontruimingsdatum"),
        ({"aard": "wmo"}, "aard"),
    ],
)
def test_wrong_field_is_named(wijziging: dict[str, Any], veld: str) -> None:
    melding = {"kanaal": "telefoon", "ontvangen_op": "2026-11-20T01:15:00+01:00", "signalen": [], **wijziging}
    with pytest.raises(OngeldigeInvoer) as fout:
        beoordeel(melding)
    assert fout.value.code == "invoer-ongeldig"
    assert list(fout.value.fouten) == [veld]


@pytest.mark.eis("UM-03", "AM-23")
def test_unknown_signal_is_kept_aside_and_does_not_count() -> None:
    melding = {"ontvangen_op": "2026-11-20T01:15:00+01:00", "signalen": ["ufo", "wapen", "ufo"]}
    assert beoordeel(melding).urgentie == "acuut"
    assert onbekende_signalen(melding["signalen"]) == ("ufo",)


@pytest.mark.eis("UM-09")
def test_own_knowledge_goes_before_what_the_caller_says() -> None:
    melding = {
        "ontvangen_op": "2026-11-20T01:15:00+01:00",
        "signalen": ["verzet"],
        "signalen_nee": list(KERNVRAGEN),
        "betrokkene": {"geboortedatum": "1990-01-01", "verblijft_in": "0193", "bekend": "nee"},
    }
    assert beoordeel(melding).regel_urgentie == 31
    assert beoordeel(melding, Context(bekend="open_dossier", titel=True)).regel_urgentie == 14
    zonder_nee = {**melding, "signalen_nee": []}
    assert beoordeel(zonder_nee).voorlopig
    assert not beoordeel(zonder_nee, Context(kernvragen_nee=True)).voorlopig


@pytest.mark.eis("UM-09")
def test_running_title() -> None:
    dag = date(2026, 11, 20)
    assert titel_loopt([("ZM", date(2026, 6, 1), date(2026, 11, 20))], dag)
    assert titel_loopt([("CM", date(2026, 11, 19), None)], dag)
    assert not titel_loopt([("ZM", date(2026, 6, 1), date(2026, 11, 19))], dag)
    assert not titel_loopt([("overig", date(2026, 6, 1), None)], dag)


@pytest.mark.eis("R46", "G-18")
def test_danger_behind_signals() -> None:
    assert veiligheidssignalen(["wapen", "brandgevaar", "suicide_plan", "schulden"]) == (
        "gevaar_ander",
        "gevaar_zelf",
    )


@pytest.mark.eis("F09")
def test_every_signal_has_a_plain_label_and_a_group() -> None:
    assert len(SIGNALEN) == 37
    assert len(KERNVRAGEN) == 8
    assert all(signaal.label and signaal.label[0].isupper() for signaal in SIGNALEN.values())
    assert {signaal.groep for signaal in SIGNALEN.values()} == {
        "gevaar",
        "gezondheid",
        "gedrag",
        "wonen",
        "bestaan",
        "steun",
    }


@pytest.mark.eis("UM-09")
def test_received_defaults_to_the_moment_of_the_context() -> None:
    advies = beoordeel({"signalen": ["wapen"]}, Context(nu=datetime(2026, 11, 20, 0, 15, tzinfo=UTC)))
    assert advies.normen.als_dict()["triage_uiterlijk"] == "2026-11-20T01:20:00+01:00"
