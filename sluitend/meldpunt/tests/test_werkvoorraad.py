"""Werkvoorraad meldpunt (10 §6), and to whom police data may go."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.klassen import deel_over
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.eenheid import lezen


def test_de_balk_loopt_leeg() -> None:
    begin, einde = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, 10, tzinfo=UTC)
    kwart = timedelta(minutes=15)
    assert [deel_over(begin, einde, begin + n * kwart) for n in range(6)] == [100, 75, 50, 25, 0, 0]
    assert deel_over(einde, einde, begin) == 0
    assert deel_over(begin, einde, begin - UUR) == 100


@pytest.mark.eis("UM-21", "Z-04")
def test_over_de_norm_staat_boven_en_het_aantal_vragen_blijft_gelijk(wereld) -> None:
    laat = neem_aan(wereld, NU)
    for i in range(8):
        neem_aan(wereld, NU + (i + 1) * UUR, betrokkene={"naam": f"Verzonnen{i}"})
    client = klant(wereld, "Mila Meldpunt")
    client.get("/meldingen/")
    aantallen = []
    for limiet in (2, 8):
        with lezen(wereld.actor("Mila Meldpunt")):
            with CaptureQueriesContext(connection) as vragen:
                voorraad = queries.werkvoorraad(wereld.actor("Mila Meldpunt"), "alles", limit=limiet)
            aantallen.append(len(vragen))
            assert voorraad.blad.rijen[0].pk == laat.pk
            assert len(voorraad.blad.rijen) == limiet
    assert aantallen[0] == aantallen[1] <= 8
    tekst = client.get("/meldingen/?tab=alles").content.decode()
    assert tekst.index(laat.nummer) < tekst.index("M-2026-000009")
    assert "te laat" in tekst
    assert '<meter class="nog__balk' in tekst


def test_onbekende_krijgt_een_naam_die_je_herkent(wereld) -> None:
    leeg = {"naam": "", "voornaam": "", "geboortedatum": "", "adres": {}}
    vrouw = neem_aan(
        wereld,
        betrokkene={**leeg, "kenmerken": "Vrouw, rode jas", "leeftijd_van": 57, "leeftijd_tot": 63},
    )
    iemand = neem_aan(wereld, betrokkene={**leeg, "kenmerken": "bij het station"})
    with scope(regio=wereld.regio.pk):
        namen = [
            queries.betrokkene_naam(Melding.objects.select_related("opgave").get(pk=rij.pk))
            for rij in (vrouw, iemand)
        ]
    assert namen == ["onbekende vrouw, ±60", "onbekende persoon"]


@pytest.mark.eis("recht:V10", "recht:V11", "UM-10")
def test_politiemelding_gaat_nooit_naar_een_team_dat_haar_niet_mag_zien(wereld) -> None:
    """Toegang has no right on police rows: the local team gets it, the page says so, and somebody can act."""
    mila = wereld.actor("Mila Meldpunt")
    rij = neem_aan(
        wereld, kanaal="politie", politiecode="E33", signalen=["geen_woonplek_straks"],
        melder={"soort": "professional"},
    )  # fmt: skip
    rij = op(mila, NU + UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="regionale_toegang",
             afwijking_code="eigen_inschatting", afwijking_tekst="In overleg zo besloten")  # fmt: skip
    assert rij.team.naam == "Lokaal team Zwolle"
    with scope(regio=wereld.regio.pk):
        assert "Toegang mag geen gegevens van de politie zien" in rij.aanbiedingen.get().terugval
    assert (
        op(wereld.actor("Zara Zwolle"), NU + 2 * UUR, actions.pak_op, melding_id=rij.pk).staat == "opgepakt"
    )


@pytest.mark.eis("UM-10", "UM-12", "UM-16", "UM-17", "UM-18")
def test_het_meldpunt_kan_een_politiemelding_zelf_afmaken(wereld) -> None:
    mila = wereld.actor("Mila Meldpunt")
    rij = neem_aan(wereld, kanaal="politie", politiecode="E33", melder={"soort": "professional"})
    op(mila, NU + UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="meldpunt_niet_acuut",
       afwijking_code="eigen_inschatting", afwijking_tekst="Alleen advies gevraagd")  # fmt: skip
    client = klant(wereld, "Mila Meldpunt")
    assert "Oppakken" in client.get(f"/meldingen/{rij.pk}").content.decode()
    op(mila, NU + 2 * UUR, actions.pak_op, melding_id=rij.pk)
    op(mila, NU + 3 * UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="advies_gegeven",
       betrokkene_geinformeerd="ja")  # fmt: skip
    sluitknop = f"/meldingen/{rij.pk}/sluiten"
    assert sluitknop not in client.get(f"/meldingen/{rij.pk}").content.decode()
    op(mila, NU + 4 * UUR, actions.koppel_terug, melding_id=rij.pk, wijze="systeem")
    assert sluitknop in client.get(f"/meldingen/{rij.pk}").content.decode()
    assert op(mila, NU + 5 * UUR, actions.sluit_melding, melding_id=rij.pk).staat == "gesloten"
