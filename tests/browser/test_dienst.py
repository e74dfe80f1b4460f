"""Handing over and accepting a dienst on a phone, with the keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TELEFOON
from tests.browser.lezen import titel, ziet

if TYPE_CHECKING:
    from tests.browser.conftest import Toneel

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.mark.eis("UM-19", "AM-22", "Z-04")
def test_dienst_overdragen_en_aanvaarden(toneel: Toneel, toetsenbord, foto) -> None:
    from django.utils import timezone

    from sluitend.meldpunt import actions
    from sluitend.meldpunt.tests.stappen import neem_aan

    with toneel.databank() as wereld:
        nu, max_ = timezone.now(), wereld.actor("Max Meldpunt")
        for begin, leider in ((nu, "Max Meldpunt"), (nu + timedelta(hours=8), "Mila Meldpunt")):
            dienst = actions.plan_dienst(
                actor=max_,
                begin=begin,
                einde=begin + timedelta(hours=8),
                dienstleider_id=wereld.medewerkers[leider].pk,
            )
            if leider == "Max Meldpunt":
                actions.begin_dienst(actor=max_, dienst_id=dienst.pk)
        melding = neem_aan(wereld, nu - timedelta(hours=1), signalen=["suicide_plan"], signalen_nee=[])

    pagina = toneel.als("Max Meldpunt", TELEFOON)
    pagina.goto(f"{toneel.url}/dienst/")
    toetsenbord(pagina, "Nieuwe regel in het log")
    pagina.keyboard.type("De bode komt om tien uur.")
    toetsenbord(pagina, "Vasthouden: blijft op elke overdracht staan tot iemand hem afvinkt")
    pagina.keyboard.press("Space")
    toetsenbord(pagina, "In het log zetten")
    pagina.keyboard.press("Enter")
    ziet(pagina, "De regel staat in het log.")
    toetsenbord(pagina, "Dienst beëindigen")
    pagina.keyboard.press("Enter")
    ziet(pagina, "De volgende dienst heeft nog niet aanvaard. U blijft verantwoordelijk.")
    foto(pagina, "dienst", (375, 1280))
    toetsenbord(pagina, "Dienst overdragen")
    pagina.keyboard.press("Enter")
    titel(pagina, "Dienst overdragen")
    ziet(pagina, melding.nummer)
    toetsenbord(pagina, "Wat moet de volgende dienst weten?")
    pagina.keyboard.type("De moeder belt nog terug.")
    toetsenbord(pagina, "Dienst overdragen")
    foto(pagina, "dienst-overdragen", (375, 1280))
    pagina.keyboard.press("Enter")
    ziet(pagina, "De overdracht staat klaar")

    pagina = toneel.als("Mila Meldpunt", TELEFOON)
    pagina.goto(f"{toneel.url}/dienst/")
    toetsenbord(pagina, "Dienst aanvaarden")
    pagina.keyboard.press("Enter")
    titel(pagina, "Dienst aanvaarden")
    ziet(pagina, "De moeder belt nog terug.")
    ziet(pagina, "De bode komt om tien uur.")
    ziet(pagina, melding.nummer)
    foto(pagina, "dienst-aanvaarden", (375, 1280))
    toetsenbord(pagina, "Dienst aanvaarden")
    pagina.keyboard.press("Enter")
    ziet(pagina, "Alle open meldingen horen nu bij deze dienst.")
    ziet(pagina, "Nu: de dienst van Mila Meldpunt")


@pytest.mark.eis("B14", "F126", "UM-20")
def test_waar_kan_ik_terecht_zonder_script_op_een_smal_scherm(toneel: Toneel, foto) -> None:
    from django.utils import timezone

    from sluitend.meldpunt import actions

    with toneel.databank() as wereld:
        bram, vandaag = wereld.actor("Bram Beheer"), timezone.localdate()
        for functie, naam, telefoon, uren in (
            ("huisarts", "Huisartsenpost (voorbeeld)", "038-0000114", {"altijd": True}),
            ("ontmoeting", "Inloophuis Zwolle (voorbeeld)", "038-0000301", {"ma": ["09:00-17:00"]}),
        ):
            actions.zet_kaart(
                actor=bram, functie=functie, gemeente="0193", naam=naam, telefoon=telefoon, uren=uren, publiek=True,
                van=vandaag, uitleg="Koffie en een praatje. U hoeft geen afspraak te maken.",
            )  # fmt: skip
    pagina = toneel.bezoeker({"width": 320, "height": 700}, java_script_enabled=False)
    pagina.goto(f"{toneel.url}/zorgen-melden")
    pagina.get_by_role("link", name="Waar kan ik terecht?").click()
    titel(pagina, "Waar kan ik terecht?")
    assert pagina.get_by_role("link", name="Inloophuis").count() == 0
    pagina.get_by_label("In welke gemeente bent u?").select_option("Zwolle")
    pagina.get_by_role("button", name="Laat zien").click()
    ziet(pagina, "Hulp in Zwolle")
    ziet(pagina, "Inloophuis Zwolle (voorbeeld)")
    assert pagina.locator('a[href="tel:112"]').is_visible()
    foto(pagina, "waar-terecht", (320, 1280))
    bram = toneel.als("Bram Beheer")
    bram.goto(f"{toneel.url}/piket/")
    foto(bram, "piket", (375, 1280))
    bram.goto(f"{toneel.url}/contactkaarten/maken")
    foto(bram, "contactkaart-maken", (375, 1280))
