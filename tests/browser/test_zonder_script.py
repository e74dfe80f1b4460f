"""Intake, triage and overdracht without JavaScript: everything that matters works without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TELEFOON
from tests.browser.lezen import knop, titel, verder, ziet

if TYPE_CHECKING:
    from tests.browser.conftest import Toneel

pytestmark = [pytest.mark.browser, pytest.mark.traag]
ZONDER = {"java_script_enabled": False}


@pytest.mark.eis("UM-02")
def test_zorgen_melden(toneel: Toneel) -> None:
    pagina = toneel.bezoeker(TELEFOON, **ZONDER)
    pagina.goto(f"{toneel.url}/zorgen-melden")
    knop(pagina, "Ja")
    titel(pagina, "Bel 112")
    knop(pagina, "Ik heb gebeld, ik wil ook melden")
    knop(pagina, "Verder")
    ziet(pagina, "Kies om wie het gaat.")
    pagina.get_by_label("Een buur").check()
    pagina.get_by_label("Hoe heet deze persoon?").fill("Karel Verzonnen")
    knop(pagina, "Verder")
    pagina.get_by_label("Is in de war").check()
    knop(pagina, "Verder")
    knop(pagina, "Terug")
    assert pagina.get_by_label("Is in de war").is_checked()
    knop(pagina, "Verder")
    pagina.get_by_label("Ik blijf anoniem").check()
    knop(pagina, "Verder")
    ziet(pagina, "Karel Verzonnen")
    knop(pagina, "Versturen")
    titel(pagina, "Uw melding is ontvangen")


@pytest.mark.eis("UM-01", "UM-09", "UM-10", "UM-12", "AM-26")
def test_invoer_triage_en_oppakken(toneel: Toneel) -> None:
    mila = toneel.als("Mila Meldpunt", **ZONDER)
    mila.goto(f"{toneel.url}/meldingen/nieuw")
    mila.get_by_label("Om wie gaat het?").fill("jan jansen 2-5-1984 8011ab 1")
    knop(mila, "Geen van deze")
    titel(mila, "Nieuwe melding")
    assert mila.locator(".kernvragen input[value=nee]:checked").count() == 8
    assert mila.get_by_label("Om wie gaat het?").input_value() == "jan jansen 2-5-1984 8011ab 1"
    mila.get_by_label("Wat is er aan de hand?").fill("Hij doet de deur niet meer open.")
    mila.get_by_label("Gemeente").select_option(label="Zwolle")
    mila.get_by_label("naaste", exact=True).check()
    knop(mila, "Advies bekijken")
    ziet(mila, "Waarom dit advies")
    knop(mila, "Melding opslaan")
    titel(mila, re.compile("Beoordelen M-"))
    mila.get_by_label("Binnen 24 uur").check()
    mila.get_by_label("Route").select_option("lokaal_team")
    knop(mila, "Triage bevestigen")
    mila.get_by_role(
        "alert"
    ).wait_for()  # another choice than advised asks why; what was chosen is still there
    assert mila.get_by_label("Binnen 24 uur").is_checked()
    mila.get_by_label("Waarom anders dan geadviseerd?").select_option("eigen_inschatting")
    mila.get_by_label("Toelichting").fill("Hij is bekend bij het lokale team.")
    knop(mila, "Triage bevestigen")
    ziet(mila, "De melding ligt bij Lokaal team Zwolle.")
    zara = toneel.als("Zara Zwolle", **ZONDER)
    zara.goto(mila.url)
    knop(zara, "Oppakken")
    ziet(zara, "De melding is opgepakt.")


@pytest.mark.eis("UR-13", "UR-14", "UR-15")
def test_overdracht(toneel: Toneel, overdracht: str) -> None:
    """Decline is asked for a reason; then it is accepted."""
    bea = toneel.als("Bea Bemoei", **ZONDER)
    bea.goto(overdracht)
    verder(bea, "Weigeren")
    knop(bea, "Weigeren")
    ziet(bea, "Geef een reden en een korte toelichting.")
    verder(bea, "Annuleren")
    verder(bea, "Aanvaarden")
    bea.get_by_label("Of: waarom was er geen warm gesprek?").fill("Wij belden elkaar.")
    knop(bea, "Aanvaarden")
    ziet(bea, "De overdracht is aanvaard.")
    titel(bea, "Vera Voorbeeldsma")
    verder(bea, "Regie")
    verder(bea, "Regie overdragen")
    verder(bea, "Van regionaal naar lokaal")
    bea.get_by_label("Naar welk team?").select_option(label="Lokaal team Zwolle (Gemeente Zwolle)")
    bea.get_by_label("Reden van de overdracht").fill("Het gaat beter.")
    knop(bea, "Bekijken voor verzenden")
    ziet(bea, "Dit gaat nog niet. Pas aan:")
    for label in ("Wat lokaal is geprobeerd", "Wat werkt en wat niet", "De contactafspraak"):
        bea.get_by_label(label).fill("Zie het plan.")
    bea.get_by_label("Ja, was erbij").check()
    knop(bea, "Bekijken voor verzenden")
    ziet(bea, "Dit ziet de ontvanger nu")
    knop(bea, "Versturen")
    ziet(bea, "De overdracht is verzonden.")
