"""The pure commands from outside: output, exit status 0, 1 and 2, and no Django in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from sluitend.config import cli
from sluitend.kern.tests.scenarios import TABELLEN, WORTEL


def sluitend(*argumenten: str, invoer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sluitend", *argumenten],
        input=invoer,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=WORTEL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=30,
        check=False,
    )


def uitvoer(*argumenten: str, invoer: str = "") -> dict:
    gelopen = sluitend(*argumenten, invoer=invoer)
    assert (gelopen.returncode, gelopen.stderr) == (0, "")
    return json.loads(gelopen.stdout)


def bijdragen() -> str:
    return (TABELLEN / "bijdragen.csv").read_text(encoding="utf-8")


@pytest.mark.eis("AW-01", "recht:X9")
def test_termijn_bereken_prints_the_keys_of_the_contract():
    termijn = uitvoer(
        "termijn", "bereken", "wvggz-verkennend-onderzoek", "--start", "2026-11-22T01:15:00+01:00", "--json"
    )
    assert {
        "regel",
        "artikel",
        "start",
        "einde",
        "eenheid",
        "verschoven",
        "stappen",
        "waarschuwingen",
    } <= termijn.keys()
    assert (termijn["einde"], termijn["verschoven"], termijn["eenheid"]) == ("2026-12-07", True, "dag")


@pytest.mark.eis("AW-11", "recht:X7")
def test_termijn_bereken_prints_instants_with_offset():
    termijn = uitvoer(
        "termijn", "bereken", "wvggz-tvz", "--start", "2027-03-27T20:00:00+01:00",
        "--param", "start_onderzoek=2027-03-27T23:00:00+01:00", "--json",
    )  # fmt: skip
    assert (termijn["start"], termijn["einde"]) == ("2027-03-27T20:00:00+01:00", "2027-03-28T12:00:00+02:00")


def test_a_repeatable_parameter_may_be_given_twice():
    termijn = uitvoer(
        "termijn", "bereken", "wmo-beschikking", "--start", "2026-11-23", "--json",
        "--param", "opschorting=2026-11-27/2026-12-01", "--param", "opschorting=2026-12-03/2026-12-04",
    )  # fmt: skip
    assert termijn["opgeschorte_dagen"] == 7


@pytest.mark.eis("AA-26")
def test_the_privacy_terms_come_by_command_as_printed():
    einden = {
        start: uitvoer("termijn", "bereken", regel, "--start", start, "--json")["einde"]
        for regel, start in (
            ("avg-verzoek", "2026-12-31"),
            ("wmo-vernietiging", "2026-09-25"),
            ("datalek-ap", "2027-03-26T17:00:00+01:00"),
        )
    }
    assert list(einden.values()) == ["2027-02-01", "2026-12-28", "2027-03-29T18:00:00+02:00"]


def test_termijn_regels_lists_every_rule_with_source_and_parameters():
    regels = {r["regel"]: r for r in uitvoer("termijn", "regels", "--json")}
    assert len(regels) >= 29
    assert regels["wvggz-tvz"]["invoer"][0]["naam"] == "start_onderzoek"
    assert {p["zekerheid_tekst"] for p in regels["wvggz-cm-geldigheid"]["parameters"]} == {
        "nog te controleren"
    }


@pytest.mark.eis("recht:T06")
def test_kalender_names_the_ground_and_warns_for_an_unknown_decree():
    jaar = uitvoer("kalender", "2027", "--json")
    assert {"datum": "2027-05-07", "grond": "Dag na Hemelvaartsdag"}.items() <= jaar["vrije_dagen"][6].items()
    assert jaar["waarschuwingen"] == []
    assert "2029" in uitvoer("kalender", "2029", "--json")["waarschuwingen"][0]


@pytest.mark.eis("AF-01", "T1")
def test_verdeel_gives_shares_that_add_up():
    uitkomst = uitvoer("verdeel", "--bedrag", "102000", "--sleutel", "inwoners", "--json", invoer=bijdragen())
    assert list(uitkomst) == ["bedrag", "sleutel", "som_sleutel", "delen", "totaal"]
    assert uitkomst["delen"][0] == {
        "naam": "Dalfsen", "sleutel": "28487", "exact": "726418500/92899", "bedrag": "7819.45", "restcent": True,
    }  # fmt: skip
    assert (uitkomst["totaal"], len(uitkomst["delen"])) == ("102000.00", 8)


@pytest.mark.eis("AF-02")
def test_verdeel_takes_a_credit_and_a_semicolon_file():
    uitkomst = uitvoer(
        "verdeel", "--bedrag", "-100", "--sleutel", "k", "--json", invoer="n;k\nA;1,0\nB;1\nC;1\n"
    )
    assert [d["bedrag"] for d in uitkomst["delen"]] == ["-33.34", "-33.33", "-33.33"]


@pytest.mark.eis("AF-04")
@pytest.mark.parametrize(("soort", "cellen", "gelijk"), [("bw", 24, 22), ("mo", 8, 8), ("doel", 2, 2)])
def test_begroting_controleer_reports_differences_as_a_result(soort, cellen, gelijk):
    bestand = str(TABELLEN / f"begroting_{soort}.csv")
    verslag = uitvoer("begroting", "controleer", bestand, "--json")
    assert (verslag["berekende_cellen"], verslag["gelijk"]) == (cellen, gelijk)
    assert uitvoer("begroting", "controleer", bestand, "--model", soort, "--json") == verslag


@pytest.mark.eis("AF-04")
def test_begroting_streng_makes_differences_status_1():
    gelopen = sluitend("begroting", "controleer", str(TABELLEN / "begroting_bw.csv"), "--streng", "--json")
    assert gelopen.returncode == 1
    assert json.loads(gelopen.stderr)["code"] == "begroting-verschilt"
    assert len(json.loads(gelopen.stdout)["verschillen"]) == 2


@pytest.mark.eis("recht:N01")
def test_bsn_reports_each_number_and_fails_when_one_fails():
    gelopen = sluitend("bsn", "123456782", "123456789", "--json")
    assert gelopen.returncode == 1
    assert [n["geldig"] for n in json.loads(gelopen.stdout)["nummers"]] == [True, False]
    probleem = json.loads(gelopen.stderr)
    assert {"type", "title", "detail", "regel"} <= probleem.keys()
    assert "123456789" not in gelopen.stderr


@pytest.mark.eis("recht:N02")
def test_bsn_accepts_the_test_range_only_when_asked():
    assert sluitend("bsn", "999900006").returncode == 1
    assert sluitend("bsn", "--test", "999900006", "999900018").returncode == 0


WEIGERINGEN = [
    (["termijn", "bereken", "wvggz-cm-advocaat", "--start", "2026-10-25T02:30"], "", "recht:X12"),
    (["termijn", "bereken", "wvggz-zm-duur", "--start", "2026-11-22", "--param", "maanden=25"], "", "W26"),
    (["kalender", "1200"], "", "recht:T04"),
    (["verdeel", "--bedrag", "1", "--sleutel", "k"], "n,k\nA,-1\nB,2\n", "F139"),
    (["verdeel", "--bedrag", "1", "--sleutel", "k"], "n,k\nA,\n", "F139"),
    (["verdeel", "--bedrag", "1", "--sleutel", "k"], "n,k\nA,1\nTOTAAL,2\n", "F139"),
    (["verdeel", "--bedrag", "1.005", "--sleutel", "k"], "n,k\nA,1\n", "F139"),
    (["verdeel", "--bedrag", "1", "--sleutel", "k"], 'n,k\n"A,1\n', "40 2"),
]


@pytest.mark.parametrize(("argumenten", "invoer", "regel"), WEIGERINGEN)
@pytest.mark.parametrize("json_vlag", [[], ["--json"]])
def test_a_refusal_is_status_1_with_a_problem_document(argumenten, invoer, regel, json_vlag):
    gelopen = sluitend(*argumenten, *json_vlag, invoer=invoer)
    assert (gelopen.returncode, gelopen.stdout) == (1, "")
    probleem = json.loads(gelopen.stderr)
    assert {"type", "title", "detail", "regel"} <= probleem.keys()
    assert regel in probleem["regel"]


@pytest.mark.parametrize(
    "argumenten",
    [
        [],
        ["termijn"],
        ["termijn", "bereken"],
        ["termijn", "bereken", "wmo-onderzoek"],
        ["termijn", "bereken", "bestaat-niet", "--start", "2026-11-22"],
        ["termijn", "bereken", "wmo-onderzoek", "--start", "gisteren"],
        ["termijn", "bereken", "wmo-onderzoek", "--start", "2026-11-22", "--param", "los"],
        ["termijn", "bereken", "wmo-onderzoek", "--start", "2026-11-22", "--param", "regel=x"],
        ["termijn", "bereken", "wmo-onderzoek", "--start", "2026-11-22", "--param", "onzin=1"],
        ["kalender"],
        ["kalender", "volgend"],
        ["bsn"],
        ["verdeel", "--bedrag", "1"],
        ["verdeel", "--bedrag", "1", "--sleutel", "k"],
        ["begroting", "controleer", "bestaat-niet.csv"],
        ["begroting", "controleer", "tests/scenarios/bijdragen.csv"],
        ["begroting", "controleer", "tests/scenarios/begroting_bw.csv", "--model", "xx"],
        ["begroting", "controleer", "tests/scenarios/begroting_bw.csv", "--model", "weg.json"],
    ],
)
def test_wrong_usage_is_status_2_without_a_traceback(argumenten):
    gelopen = sluitend(*argumenten)
    assert (gelopen.returncode, gelopen.stdout) == (2, "")
    assert gelopen.stderr
    assert "Traceback" not in gelopen.stderr


@pytest.mark.parametrize(
    "argumenten", [["--help"], ["termijn", "--help"], ["termijn", "bereken", "-h"], ["bsn", "-h"]]
)
def test_help_is_status_0(argumenten):
    gelopen = sluitend(*argumenten)
    assert gelopen.returncode == 0
    assert "sluitend" in gelopen.stdout


@pytest.mark.parametrize(
    ("argumenten", "invoer"),
    [
        (["termijn", "regels"], ""),
        (["termijn", "bereken", "wmo-onderzoek", "--start", "2026-11-22"], ""),
        (["kalender", "2027"], ""),
        (["bsn", "123456782"], ""),
        (["verdeel", "--bedrag", "1", "--sleutel", "k"], "n,k\nA,1\n"),
        (["begroting", "controleer", "tests/scenarios/begroting_bw.csv"], ""),
    ],
)
def test_pure_commands_load_no_django(argumenten, invoer):
    code = (
        "import sys; from sluitend.config.cli import main; status = main(sys.argv[1:]); "
        "zwaar = {'django', 'numpy', 'pydantic', 'holidays', 'structlog'} & sys.modules.keys(); "
        "sys.exit(f'geladen: {zwaar}' if zwaar else status)"
    )
    gelopen = subprocess.run(
        [sys.executable, "-c", code, *argumenten],
        input=invoer,
        capture_output=True,
        text=True,
        cwd=WORTEL,
        check=False,
    )
    assert (gelopen.returncode, gelopen.stderr) == (0, "")


def test_other_commands_are_handed_on_whole(monkeypatch):
    geroepen = []
    monkeypatch.setattr(cli, "_roep", lambda doel, argumenten: geroepen.append((doel, argumenten)) or 0)
    assert cli.main(["triage", "--json"]) == cli.main(["migrate", "--plan"]) == 0
    assert geroepen == [
        ("sluitend.meldpunt.cli:main", ["--json"]),
        ("sluitend.config.beheer:main", ["migrate", "--plan"]),
    ]
