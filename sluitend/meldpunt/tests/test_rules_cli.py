"""`sluitend triage` as a script sees it: one document out, a problem document on refusal, no framework loaded."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sluitend.meldpunt.cli import main
from sluitend.meldpunt.rules.gegevens import lees_tekst

MELDING = {
    "kanaal": "politie",
    "politiecode": "E33",
    "ontvangen_op": "2026-11-20T01:15:00+01:00",
    "betrokkene": {"geboortedatum": "1984-05-02", "verblijft_in": "0193"},
    "signalen": ["ernstig_nadeel_dreigt"],
    "aard": "onbekend",
}


def _geef(monkeypatch: pytest.MonkeyPatch, invoer: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(invoer)))


def _json(invoer: Any) -> bytes:
    return json.dumps(invoer).encode()


@pytest.mark.eis("UM-09", "AM-01", "F09")
def test_one_melding_gives_one_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _geef(monkeypatch, _json(MELDING))
    assert main(["--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["urgentie"], document["route"]) == ("dag", "bemoeizorg")
    assert [regel["nr"] for regel in document["regels"] if regel["geraakt"]] == [17, 30, 33, 129, 130, 134]


@pytest.mark.eis("UM-09")
def test_a_list_gives_a_list_and_text_is_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _geef(monkeypatch, _json([MELDING, {**MELDING, "signalen": ["wapen"]}]))
    assert main(["--json"]) == 0
    assert [een["urgentie"] for een in json.loads(capsys.readouterr().out)] == ["dag", "acuut"]
    _geef(monkeypatch, _json([]))
    assert main(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    _geef(monkeypatch, _json(MELDING))
    assert main([]) == 0
    assert "Route: bemoeizorg (regel 129)" in capsys.readouterr().out


@pytest.mark.eis("UM-23", "UM-09")
def test_own_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    eigen = tmp_path / "triage-zwolle-7.csv"
    eigen.write_text(lees_tekst("triage-standaard-1.csv").replace("30;week;", "30;spoed;"), encoding="utf-8")
    _geef(monkeypatch, _json(MELDING))
    assert main(["--tabel", str(eigen), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["tabel"], document["versie"], document["regel_urgentie"]) == ("triage-zwolle", 7, 30)
    _geef(monkeypatch, _json(MELDING | {"betrokkene": {"verblijft_in": "0363"}, "aard": "wvggz"}))
    assert main(["--gemeenten", "0193,0148", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["route"] == "andere_gemeente"


@pytest.mark.eis("AM-10", "UM-23")
def test_check_prints_an_example_for_each_rule(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--controleer"]) == 0
    regels = capsys.readouterr().out.splitlines()
    assert len(regels) == 67
    assert regels[14] == "Regel 15 beslist bij: niet_gezien, leeftijd 70."
    kapot = tmp_path / "kapot.csv"
    kapot.write_text(lees_tekst("triage-standaard-1.csv").replace("een_van:brandgevaar", "een_van:wapen", 1))
    assert main(["--controleer", "--tabel", str(kapot), "--json"]) == 1
    fouten = json.loads(capsys.readouterr().out)["fouten"]
    assert [fout["detail"] for fout in fouten] == ["Regel 4 wordt nooit bereikt: regel 3 gaat altijd voor."]


@pytest.mark.eis("UM-03", "UM-09")
@pytest.mark.parametrize(
    ("invoer", "code"),
    [
        (b"", "invoer-ongeldig"),
        (b"{", "invoer-ongeldig"),
        (b"\xff\xfe", "invoer-ongeldig"),
        (b"[" * 100_000, "invoer-ongeldig"),
        (b"7", "invoer-ongeldig"),
        (b'"tekst"', "invoer-ongeldig"),
        (b"[7]", "invoer-ongeldig"),
        (b"null", "invoer-ongeldig"),
        (b'{"kanaal": "fax", "ontvangen_op": "2026-11-20T01:15:00+01:00"}', "invoer-ongeldig"),
    ],
)
def test_wrong_input_is_refused_with_a_problem_document(
    invoer: bytes, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _geef(monkeypatch, invoer)
    assert main(["--json"]) == 1
    uit, fout = capsys.readouterr()
    assert uit == ""
    probleem = json.loads(fout)
    assert probleem["code"] == code
    assert {"type", "title", "detail", "regel"} <= set(probleem)


@pytest.mark.eis("UM-09")
def test_broken_table_and_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kapot = tmp_path / "kapot.csv"
    kapot.write_text("onzin")
    for tabel in (kapot, tmp_path / "weg.csv", tmp_path):
        _geef(monkeypatch, _json(MELDING))
        assert main(["--tabel", str(tabel), "--json"]) == 1
        assert json.loads(capsys.readouterr().err)["code"] == "tabel-ongeldig"
    assert main(["--onbekend"]) == 2


@pytest.mark.eis("UM-09")
def test_starts_without_the_framework() -> None:
    code = "import sys, sluitend.meldpunt.cli; sys.exit('django' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
