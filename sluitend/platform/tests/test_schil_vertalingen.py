"""English is complete; catalogues compile without gettext programs."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from django.utils.translation import gettext

from sluitend.platform import vertalingen


def test_english_catalogue_is_complete() -> None:
    """Of every area: all texts in the source translated, none in doubt, the same places to fill in."""
    assert vertalingen.gebreken() == []
    catalogus = [b for b in vertalingen.lees(vertalingen.BESTANDEN / "en/LC_MESSAGES/django.po") if b.id]
    assert [b.id for b in catalogus if not vertalingen._heel(b.string)] == []
    assert [b.id for b in catalogus if b.fuzzy] == []


@pytest.mark.parametrize(
    ("vertaling", "gebrek"),
    [
        ({"string": "Hello {naam}"}, []),
        ({"string": ""}, ["niet vertaald: Dag {naam}"]),
        ({"string": "Hello {naam}", "flags": ["fuzzy"]}, ["twijfel: Dag {naam}"]),
        ({"string": "Hello {name}"}, ["andere invulplekken: Dag {naam}"]),
    ],
)
def test_a_defect_is_told(
    vertaling: dict[str, Any], gebrek: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bron, vertaald = Catalog(), Catalog(locale="en")
    bron.add("Dag {naam}")
    vertaald.add("Dag {naam}", **vertaling)
    monkeypatch.setattr(vertalingen, "verzamel", lambda: bron)
    monkeypatch.setattr(vertalingen, "lees", lambda po: vertaald)
    assert vertalingen.gebreken() == gebrek


def test_compiling_is_idempotent(tmp_path: Path) -> None:
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_bytes((vertalingen.BESTANDEN / "en/LC_MESSAGES/django.po").read_bytes())
    assert vertalingen.compileer(tmp_path) == [po.with_suffix(".mo")]
    assert vertalingen.compileer(tmp_path) == []
    assert sorted(pad.name for pad in po.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_compiled_catalogue_is_used() -> None:
    with translation.override("en"):
        assert gettext("Afmelden") == "Sign out"
    with translation.override("nl"):
        assert gettext("Afmelden") == "Afmelden"


# --- what people read is marked -------------------------------------------------------------------------------
ZIN = re.compile(r"^[A-ZÀ-Ý{].*\s.*[.?!]$", re.DOTALL)
GEMERKT = {"_", "zin", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
# What a developer reads, in Dutch or English, and never a visitor of a page.
VOOR_ONTWIKKELAARS = {"ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError", "ImproperlyConfigured", "ConfigError", "Error", "NormOntbreekt", "warning", "Wachter"}  # fmt: skip
GEBIEDEN = ("dossier", "inwoners", "portaal", "regio", "platform", "wvggz")
# The API answers systems, in the Dutch of its contract; tokens are made on the command line.
ZONDER = ("platform/api/", "platform/tokens.py", "platform/keyset.py", "platform/vertalingen.py", "/cli.py", "/wachters.py", "/tests/", "/migrations/")  # fmt: skip


def _literal(knoop: ast.AST) -> str | None:
    if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str):
        return knoop.value
    if isinstance(knoop, ast.JoinedStr):
        return "".join(str(deel.value) if isinstance(deel, ast.Constant) else "{}" for deel in knoop.values)
    return None


def ongemerkt(bron: str) -> list[str]:
    """The sentences in a module that are neither marked nor a docstring."""
    gevonden: list[str] = []

    def loop(knoop: ast.AST) -> None:
        if isinstance(knoop, ast.Call):
            naam = getattr(knoop.func, "id", getattr(knoop.func, "attr", ""))
            if naam in GEMERKT | VOOR_ONTWIKKELAARS:
                return
        if isinstance(knoop, ast.Expr) and _literal(knoop.value) is not None:
            return  # a docstring
        if (tekst := _literal(knoop)) is not None:
            if ZIN.match(tekst):
                gevonden.append(tekst)
            return
        for kind in ast.iter_child_nodes(knoop):
            loop(kind)

    loop(ast.parse(bron))
    return gevonden


def test_the_search_for_unmarked_sentences_finds_them() -> None:
    assert (
        ongemerkt('"""Docstring. Stays."""\nx = _("Dit is gemerkt.")\nraise ValueError("Niet voor u.")') == []
    )
    assert ongemerkt('w = Weigering("c", "Dit kan niet meer.", "UR-1")') == ["Dit kan niet meer."]
    assert ongemerkt('w = f"Te lang: maximaal {n}."') == ["Te lang: maximaal {}."]


@pytest.mark.parametrize("gebied", GEBIEDEN)
def test_every_sentence_that_people_read_is_marked(gebied: str) -> None:
    """A refusal, help text or message in plain Dutch would stand half translated on the English page."""
    vergeten = [
        f"{pad.relative_to(vertalingen.HUIS)}: {tekst}"
        for pad in sorted((vertalingen.HUIS / gebied).rglob("*.py"))
        if not any(deel in pad.as_posix() for deel in ZONDER)
        for tekst in ongemerkt(pad.read_text(encoding="utf-8"))
    ]
    assert vergeten == []
