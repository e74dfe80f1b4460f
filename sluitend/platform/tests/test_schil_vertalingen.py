"""English is complete; catalogues compile without gettext programs."""

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from sluitend.platform import vertalingen


def test_english_catalogue_is_complete() -> None:
    catalogus = vertalingen.lees(vertalingen.BESTANDEN / "en/LC_MESSAGES/django.po")
    leeg = [bericht.id for bericht in catalogus if bericht.id and not vertalingen._heel(bericht.string)]
    assert leeg == []
    assert [bericht.id for bericht in catalogus if bericht.id and bericht.fuzzy] == []


def test_every_text_of_the_shell_is_in_it() -> None:
    assert vertalingen.ontbrekend(gebieden=["platform"]) == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    from babel.messages.checkers import python_format

    for bericht in vertalingen.lees(vertalingen.BESTANDEN / "en/LC_MESSAGES/django.po"):
        if bericht.id and "%(" in str(bericht.id):
            python_format(None, bericht)
        for haak in ("{n}", "{duur}", "{uren}", "{minuten}"):
            if haak in str(bericht.id):
                assert haak in str(bericht.string), bericht.id


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
