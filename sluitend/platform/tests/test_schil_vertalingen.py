"""English is complete; catalogues compile without gettext programs."""

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
