"""How a visitor finds the way: by the words on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def _wacht_op(zoek: Locator, pagina: Page, wat: object) -> None:
    """Wait until it is there; else say what is there."""
    from playwright.sync_api import TimeoutError as TeLang

    try:
        zoek.wait_for()
    except TeLang:
        pytest.fail(f"{wat!r} staat niet op {pagina.url}:\n{pagina.inner_text('body')}")


def titel(pagina: Page, tekst: str | re.Pattern[str]) -> None:
    """Wait for the page with this heading."""
    _wacht_op(pagina.get_by_role("heading", level=1, name=tekst), pagina, tekst)


def knop(pagina: Page, naam: str) -> None:
    """Press the one button with exactly this name in the page itself."""
    pagina.get_by_role("main").get_by_role("button", name=naam, exact=True).click()


def verder(pagina: Page, naam: str) -> None:
    """Follow the one link with exactly this name in the page itself."""
    pagina.get_by_role("main").get_by_role("link", name=naam, exact=True).click()


def ziet(pagina: Page, tekst: str | re.Pattern[str]) -> None:
    """The page says so."""
    _wacht_op(pagina.get_by_role("main").get_by_text(tekst).locator("visible=true").first, pagina, tekst)


def ziet_niet(pagina: Page, tekst: str) -> None:
    assert tekst not in pagina.inner_text("body"), f"{tekst!r} staat op {pagina.url}"


def kerngegeven(pagina: Page, naam: str) -> str:
    """What the head of a dossier says of this."""
    return pagina.locator(f"xpath=//dt[normalize-space()='{naam}']/../dd").first.inner_text()


def regisseur(pagina: Page) -> str:
    return kerngegeven(pagina, "Regisseur")
