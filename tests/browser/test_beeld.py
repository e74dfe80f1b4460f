"""Beeld van het meldpunt to look at: charts without a script, wide and on a phone (10 §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.lezen import titel, ziet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Toneel

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.mark.eis("K01", "K03", "recht:P05")
def test_beeld_zonder_script(toneel: Toneel, axe, foto: Callable[..., None]) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from sluitend.meldpunt import actions
    from sluitend.meldpunt.actions.beeld import werk_beeld_bij
    from sluitend.meldpunt.tests.stappen import neem_aan, op

    nu = timezone.now()
    with toneel.databank() as wereld:
        mila = wereld.actor("Mila Meldpunt")
        for i in range(45):
            op_moment = nu - timedelta(hours=7 * i % 60, days=i % 3)
            kanaal = ("telefoon", "web", "politie")[i % 3]
            code = {"politiecode": "E33"} if kanaal == "politie" else {}
            rij = neem_aan(wereld, op_moment, kanaal=kanaal, **code)
            if i % 4:
                route = ("bemoeizorg", "lokaal_team")[i % 2]
                op(
                    mila, op_moment + timedelta(minutes=8), actions.bevestig_triage, melding_id=rij.pk, urgentie="week",
                    route=route,
                )  # fmt: skip
        werk_beeld_bij(actor=wereld.systeem)
    pagina = toneel.als("Pien Programma", java_script_enabled=False)
    pagina.goto(f"{toneel.url}/meldingen/beeld")
    titel(pagina, "Beeld van het meldpunt")
    ziet(pagina, "Dit zijn meldingen, geen personen.")
    foto(pagina, "beeld", (1280, 375))
    pagina = toneel.als("Mila Meldpunt")
    pagina.goto(f"{toneel.url}/meldingen/beeld")
    axe(pagina)
