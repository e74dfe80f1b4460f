"""The house keeps to its own rules: names, floors, one reader of the environment, documents that are current."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from scripts import eisen, instellingen
from tests.databank import WORTEL

PRODUCT = WORTEL / "sluitend"
VERBODEN_NAMEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "services",
    "service",
    "common",
    "misc",
}
HUIS = {"kern", "config"}


def _modules(*, toetsen: bool = False) -> list[Path]:
    return [pad for pad in sorted(PRODUCT.rglob("*.py")) if toetsen or "tests" not in pad.parts]


def _bij(pad: Path) -> str:
    return str(pad.relative_to(WORTEL))


def test_no_drawer_for_anything():
    namen = [
        pad for pad in PRODUCT.rglob("*") if pad.stem in VERBODEN_NAMEN and "__pycache__" not in pad.parts
    ]
    assert [_bij(pad) for pad in namen] == []


@pytest.mark.parametrize("pad", [p for p in _modules() if "config" not in p.parts], ids=_bij)
def test_only_config_reads_the_environment(pad):
    boom = ast.parse(pad.read_text("utf-8"))
    gelezen = [
        f"{knoop.lineno}: {ast.unparse(knoop)}"
        for knoop in ast.walk(boom)
        if (isinstance(knoop, ast.Attribute) and knoop.attr in {"environ", "getenv", "environb"})
        or (
            isinstance(knoop, ast.ImportFrom)
            and knoop.module == "os"
            and {"environ", "getenv"} & {a.name for a in knoop.names}
        )
    ]
    assert gelezen == []


@pytest.mark.parametrize("pad", _modules(), ids=_bij)
def test_a_module_says_what_it_is(pad):
    boom = ast.parse(pad.read_text("utf-8"))
    if boom.body and "migrations" not in pad.parts:
        assert ast.get_docstring(boom), "de module zegt niet wat zij is"


def test_every_area_stands_on_a_floor():
    """A new folder must get its place in the layers, or nothing guards it."""
    lagen = (WORTEL / "pyproject.toml").read_text("utf-8").partition("layers = [")[2].partition("]")[0]
    bekend = set(re.findall(r"[a-z]+", lagen))
    gebieden = {pad.parent.name for pad in PRODUCT.glob("*/__init__.py")} - {"locale"}
    assert gebieden <= bekend, f"geen verdieping voor {gebieden - bekend}"


def test_settings_reference_is_current():
    assert instellingen.BESTAND.read_text("utf-8") == instellingen.tekst(), "python -m scripts.instellingen"


def test_every_setting_is_explained():
    assert [regel for regel in instellingen.tekst().splitlines() if regel.endswith("|  |")] == []


@pytest.mark.skipif(not eisen.SPEC.is_dir(), reason="de specificatie staat hier niet naast")
def test_kept_list_of_requirements_is_that_of_the_specification():
    assert {e.id: e.titel for e in eisen.uit_lijst().values()} == {
        e.id: e.titel for e in eisen.uit_specificatie().values()
    }


@pytest.mark.parametrize(
    ("uitkomsten", "stand"),
    [
        ([], "none"),
        (["geslaagd"], "proven"),
        (["overgeslagen"], "none"),
        (["geslaagd", "overgeslagen"], "proven"),
        (["geslaagd", "gezakt"], "failing"),
    ],
)
def test_a_requirement_is_proven_by_a_test_that_passed_and_none_that_failed(uitkomsten, stand):
    toetsen = {str(nummer): uitkomst for nummer, uitkomst in enumerate(uitkomsten)}
    assert eisen.Eis("F01", "01", "", toetsen).stand == stand


def test_ids_are_found_in_the_kept_list():
    ids = eisen.uit_lijst()
    for naam in ("Z-01", "Z-10", "G-18", "F09", "F01", "T3", "K12", "B05", "C06", "R08", "recht:W05", "recht:TT7",
                 "recht:X1", "recht:IW13", "UM-03", "AR-12", "UA-01", "AA-30", "AN-30", "UV-13"):  # fmt: skip
        assert naam in ids
    assert len(ids) > 1200


def test_documents_point_at_files_that_exist():
    kapot = []
    for document in [*WORTEL.glob("*.md"), *(WORTEL / "docs").rglob("*.md")]:
        for doel in re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8")):
            if "://" not in doel and not (document.parent / doel).exists():
                kapot.append(f"{_bij(document)}: {doel}")
    assert kapot == []
