"""A beheerder changes a rule, checks the table and sees what it would do, with the keyboard alone (UM-23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TELEFOON
from tests.browser.lezen import titel, ziet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Toneel

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.mark.eis("UM-23", "AM-25")
def test_een_regel_wijzigen_controleren_en_de_gevolgen_zien(
    toneel: Toneel, toetsenbord, foto: Callable[..., None]
) -> None:
    from django.utils import timezone

    from sluitend.meldpunt import actions
    from sluitend.meldpunt.tests.stappen import neem_aan, op

    nu = timezone.now()
    with toneel.databank() as wereld:
        for _ in range(3):
            melding = neem_aan(wereld, nu, signalen=["dakloos_nu"])
            op(
                wereld.actor("Mila Meldpunt"), nu, actions.bevestig_triage, melding_id=melding.pk, urgentie="spoed",
                route="opvang_nu",
            )  # fmt: skip
    pagina = toneel.als("Bram Beheer")

    def druk(naam: str | re.Pattern[str]) -> None:
        toetsenbord(pagina, naam)
        pagina.keyboard.press("Enter")

    pagina.goto(f"{toneel.url}/meldingen/beslistabel")
    ziet(pagina, "Nog niet medisch getoetst")
    druk("Nieuwe versie maken")
    titel(pagina, "Beslistabel, versie 1")
    druk("Wijzig regel 16")
    titel(pagina, "Regel 16")
    toetsenbord(pagina, "Dan is de urgentie")
    pagina.keyboard.type("Acuut")
    foto(pagina, "beslistabel-regel", (1280, 375))
    druk("Regel bewaren")
    ziet(pagina, "Regel 16 is bewaard.")
    druk("Controleren")
    ziet(pagina, "De tabel is in orde.")
    druk("Gevolgen bekijken")
    ziet(pagina, "3 van 3 meldingen kregen een ander advies: 3 hoger, 0 lager")
    foto(pagina, "beslistabel", (1280, 375))
    druk("Vaststellen")
    ziet(pagina, "U kunt uw eigen tabel niet vaststellen.")
    pagina.set_viewport_size(TELEFOON)
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.eis("UM-23")
def test_zonder_script(toneel: Toneel) -> None:
    pagina = toneel.als("Bram Beheer", java_script_enabled=False)
    pagina.goto(f"{toneel.url}/meldingen/beslistabel")
    pagina.get_by_label("Toon alleen regels met").select_option(label="Is al dagen niet gezien")
    pagina.get_by_role("button", name="Toon", exact=True).click()
    ziet(pagina, "Oudere is dagen niet gezien.")
    assert pagina.get_by_text("Wapen in het spel").count() == 0
    pagina.get_by_role("link", name="Proefmelding").click()
    pagina.get_by_label("Is al dagen niet gezien").check()
    pagina.get_by_label("Leeftijd in jaren").fill("75")
    pagina.get_by_role("button", name="Advies vragen").click()
    ziet(pagina, "Regel 15: Oudere is dagen niet gezien.")
