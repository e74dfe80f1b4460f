"""Intake, triage and overdracht with the keyboard alone: Tab, Shift+Tab, arrows, Enter, Space; the focus is always seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.lezen import titel, ziet

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Toneel

pytestmark = [pytest.mark.browser, pytest.mark.traag]
FEITEN = "Hij loopt sinds vannacht op straat, praat in zichzelf en herkent zijn ouders niet meer. De deur is open en hij eet niet."
WAAR = (
    "(() => { const e = document.activeElement; return (e.labels && e.labels[0] || e).innerText.trim() })()"
)


def druk(pagina: Page, *toetsen: str) -> None:
    for toets in toetsen:
        pagina.keyboard.press(toets)


def pijl_naar(pagina: Page, naam: str) -> None:
    """Choose within a group of options with the arrows."""
    for _ in range(12):
        if pagina.evaluate(WAAR).startswith(naam):
            druk(pagina, "Space")
            return
        druk(pagina, "ArrowDown")
    raise AssertionError(f"{naam!r} is met de pijlen niet te bereiken")


@pytest.mark.eis("UM-02")
def test_zorgen_melden(toneel: Toneel, toetsenbord) -> None:
    pagina = toneel.bezoeker()
    pagina.goto(f"{toneel.url}/zorgen-melden")
    toetsenbord(pagina, "Nee, ik wil iets melden")
    druk(pagina, "Enter")
    titel(pagina, "Om wie maakt u zich zorgen?")
    toetsenbord(pagina, "Mijzelf")
    pijl_naar(pagina, "Een buur")
    toetsenbord(pagina, "Hoe heet deze persoon?")
    pagina.keyboard.type("Karel Verzonnen")
    druk(pagina, "Enter")  # the first button of the form goes on
    titel(pagina, "Wat ziet u?")
    toetsenbord(pagina, "Is in de war")
    druk(pagina, "Space")
    toetsenbord(pagina, "Terug")
    druk(pagina, "Shift+Tab")
    assert pagina.evaluate(WAAR) == "Verder"
    druk(pagina, "Enter")
    titel(pagina, "Wie bent u?")
    toetsenbord(pagina, "U mag mijn naam weten")
    pijl_naar(pagina, "Ik blijf anoniem")
    toetsenbord(pagina, "Verder")
    druk(pagina, "Enter")
    titel(pagina, "Controleren en versturen")
    ziet(pagina, "Karel Verzonnen")
    toetsenbord(pagina, "Versturen")
    druk(pagina, "Enter")
    titel(pagina, "Uw melding is ontvangen")


@pytest.mark.eis("AM-26", "UM-01", "UM-10", "F01")
def test_snelle_invoer_en_triage(toneel: Toneel, toetsenbord) -> None:
    """At five signs a second within a minute, at most six times Tab; the chips and the advice appear meanwhile."""
    from time import monotonic

    from playwright.sync_api import expect

    pagina = toneel.als("Mila Meldpunt")
    pagina.goto(f"{toneel.url}/meldingen/nieuw")
    tabs = 0

    def tab_naar(naam: str) -> None:
        nonlocal tabs
        while not pagina.evaluate(WAAR).startswith(naam):
            druk(pagina, "Tab")
            tabs += 1
            assert tabs <= 6, f"{naam!r} na {tabs} keer Tab nog niet bereikt"

    expect(pagina.get_by_role("button", name="Geen van deze")).to_be_focused()
    begin = monotonic()
    druk(pagina, "Enter")
    tab_naar("Wat is er aan de hand?")
    assert len(FEITEN) == 120
    pagina.keyboard.type(FEITEN, delay=200)
    tab_naar("Om wie gaat het?")
    pagina.keyboard.type("jan jansen 2-5-1984 8011ab 1", delay=200)
    tab_naar("naaste")
    druk(pagina, "Space")
    tab_naar("Naam en telefoon van de melder")
    tab_naar("Relatie met de persoon")
    pagina.keyboard.type("Ouder", delay=200)
    expect(pagina.locator(".chip")).to_have_text(
        [re.compile(t) for t in ("Jan", "Jansen", "1984-05-02", "8011AB 1")]
    )
    ziet(pagina, "Waarom dit advies")
    druk(pagina, "Control+Enter")
    titel(pagina, re.compile("Beoordelen M-"))
    assert monotonic() - begin < 60
    assert tabs <= 6
    pagina.get_by_role("heading", name="Jansen").wait_for()
    ziet(pagina, FEITEN)
    toetsenbord(pagina, "Triage bevestigen")
    druk(pagina, "Enter")
    ziet(pagina, "Triage bevestigd.")


@pytest.mark.eis("UM-01")
def test_enter_in_een_veld_beantwoordt_geen_kernvragen(toneel: Toneel) -> None:
    """Enter sends the form; it never says that there is no danger."""
    pagina = toneel.als("Mila Meldpunt")
    for context in (pagina, toneel.als("Mila Meldpunt", java_script_enabled=False)):
        context.goto(f"{toneel.url}/meldingen/nieuw")
        context.get_by_label("Om wie gaat het?").fill("jan jansen")
        context.get_by_label("Om wie gaat het?").press("Enter")
        context.get_by_role("alert").wait_for()
        assert context.locator(".kernvragen input:checked").count() == 0
        assert context.get_by_label("Om wie gaat het?").input_value() == "jan jansen"


@pytest.mark.eis("UR-14")
def test_overdracht_aanvaarden(toneel: Toneel, overdracht: str, toetsenbord) -> None:
    pagina = toneel.als("Bea Bemoei")
    toetsenbord(pagina, "Van lokaal naar regionaal")
    druk(pagina, "Enter")
    pagina.wait_for_url(overdracht)
    toetsenbord(pagina, "Aanvaarden")
    druk(pagina, "Enter")
    titel(pagina, "Overdracht aanvaarden")
    toetsenbord(pagina, "Of: waarom was er geen warm gesprek?")
    pagina.keyboard.type("Wij belden elkaar.")
    toetsenbord(pagina, "Aanvaarden")
    druk(pagina, "Enter")
    ziet(pagina, "De overdracht is aanvaard.")
    titel(pagina, "Vera Voorbeeldsma")
