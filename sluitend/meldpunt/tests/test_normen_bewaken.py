"""The norms are watched (UM-21)."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.meldpunt import actions
from sluitend.meldpunt.tests.stappen import neem_aan


@pytest.mark.eis("AM-14", "UM-21", "G-01")
def test_webmelding_om_drie_uur_en_niemand_kijkt(wereld) -> None:
    drie = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    rij = neem_aan(wereld, drie, signalen_nee=[], signalen=[])
    assert rij.deadline_triage == drie + timedelta(minutes=15)
    gezegd = []
    for minuten in (14, 15, 15, 29, 30, 30, 90):
        nieuw = actions.bewaak_normen(actor=wereld.systeem, nu=drie + timedelta(minutes=minuten))
        gezegd += [(minuten, overschrijding.trap) for overschrijding in nieuw]
    assert gezegd == [(15, 1), (30, 2)]
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="norm_dienstleider").eigenaar_medewerker.naam == "Max Meldpunt"
        assert Taak.objects.filter(soort="norm_achterwacht").count() == 1
        assert Taak.objects.filter(soort="triage").count() == 1
        assert Gat.objects.get(code="G-01").norm_op == drie + timedelta(minutes=15)
