"""The melder hears; then the melding closes, and may open again (UM-17, UM-18, Z-06)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from sluitend.dossier import gaten
from sluitend.dossier.models import Gat
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.eenheid import lezen, schrijven


def _afgehandeld(wereld, **anders):
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    rij = neem_aan(wereld, **anders)
    op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="bemoeizorg")
    op(bo, NU + UUR, actions.pak_op, melding_id=rij.pk)
    return op(bo, NU + UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="advies_gegeven",
              betrokkene_geinformeerd="ja")  # fmt: skip


@pytest.mark.eis("AM-20", "Z-06", "F01", "UM-18")
def test_drie_meldingen_twee_terugkoppelingen(wereld) -> None:
    mila = wereld.actor("Mila Meldpunt")
    rijen = [_afgehandeld(wereld) for _ in range(3)]
    for rij in rijen[:2]:
        op(mila, NU + UUR, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")
        assert op(mila, NU + UUR, actions.sluit_melding, melding_id=rij.pk).staat == "gesloten"
    with pytest.raises(Weigering) as fout:
        op(mila, NU + UUR, actions.sluit_melding, melding_id=rijen[2].pk)
    assert fout.value.code == "terugkoppeling-ontbreekt"
    anoniem = _afgehandeld(wereld, melder={"soort": "anoniem"})
    op(mila, NU + UUR, actions.koppel_terug, melding_id=anoniem.pk, niet_mogelijk="anoniem")
    assert op(mila, NU + UUR, actions.sluit_melding, melding_id=anoniem.pk).staat == "gesloten"
    zonder = neem_aan(wereld)
    op(mila, NU, actions.bevestig_triage, melding_id=zonder.pk, urgentie="week", route="bemoeizorg")
    with pytest.raises(Weigering) as fout:
        op(mila, NU + UUR, actions.sluit_melding, melding_id=zonder.pk)
    assert fout.value.code == "uitkomst-ontbreekt"


@pytest.mark.eis("Z-06")
def test_de_databank_sluit_zelf_ook_niet(wereld) -> None:
    rij = _afgehandeld(wereld)
    with schrijven(wereld.systeem, stil=True), pytest.raises(IntegrityError), transaction.atomic():
        Melding.objects.filter(pk=rij.pk).update(staat="gesloten", gesloten_op=NU)


@pytest.mark.eis("UM-17")
def test_naaste_hoort_dat_het_is_opgepakt_en_niets_meer(wereld) -> None:
    rij = _afgehandeld(wereld)
    rij = op(wereld.actor("Mila Meldpunt"), NU, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")
    with scope(regio=wereld.regio.pk):
        tekst = rij.terugkoppelingen.get().tekst
    assert "is opgepakt" in tekst
    assert "Bemoeizorg" not in tekst


@pytest.mark.eis("UM-17")
def test_politie_hoort_welk_team(wereld) -> None:
    rij = _afgehandeld(
        wereld, kanaal="politie", politiecode="E33", melder={"soort": "professional", "relatie": "wijkagent"}
    )
    assert "Bemoeizorg" in actions.voorstel(rij).tekst


@pytest.mark.eis("UM-17", "Z-06")
def test_niet_bereikt_na_drie_pogingen_op_twee_dagen(wereld) -> None:
    mila, rij = wereld.actor("Mila Meldpunt"), _afgehandeld(wereld)
    for nu in (NU, NU + UUR):
        op(mila, nu, actions.noteer_poging, melding_id=rij.pk)
    with pytest.raises(Weigering) as fout:
        op(mila, NU + UUR, actions.koppel_terug, melding_id=rij.pk, niet_mogelijk="niet_bereikt")
    assert fout.value.code == "te-weinig-pogingen"
    op(mila, NU + 24 * UUR, actions.noteer_poging, melding_id=rij.pk)
    op(mila, NU + 24 * UUR, actions.koppel_terug, melding_id=rij.pk, niet_mogelijk="niet_bereikt")
    assert op(mila, NU + 25 * UUR, actions.sluit_melding, melding_id=rij.pk).staat == "gesloten"


def test_anonieme_melder_kan_niet_gebeld(wereld) -> None:
    rij = _afgehandeld(wereld, melder={"soort": "anoniem"})
    with pytest.raises(Weigering, match="De melder is anoniem, terugkoppelen kan niet"):
        op(wereld.actor("Mila Meldpunt"), NU, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")


@pytest.mark.eis("AM-27", "UM-18")
@pytest.mark.parametrize(("dag", "mag"), [(1, True), (2, False)])
def test_heropenen_tot_dag_dertig(wereld, dag: int, mag: bool) -> None:
    mila, rij = wereld.actor("Mila Meldpunt"), _afgehandeld(wereld)
    gesloten, later = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 12, dag, 9, tzinfo=UTC)
    op(mila, gesloten, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")
    op(mila, gesloten, actions.sluit_melding, melding_id=rij.pk)
    if mag:
        rij = op(mila, later, actions.heropen_melding, melding_id=rij.pk, reden="Moeder belt opnieuw")
        assert rij.staat == "nieuw"
        return
    with pytest.raises(Weigering, match="Langer dan 30 dagen gesloten"):
        op(mila, later, actions.heropen_melding, melding_id=rij.pk, reden="Moeder belt opnieuw")
    vervolg = op(mila, later, actions.neem_melding_aan, vervolg_op=rij.pk, melding={
        "kanaal": "telefoon", "omschrijving": "Vervolg", "melder": {"soort": "naaste"}})  # fmt: skip
    assert vervolg.melding.vervolg_op_id == rij.pk


@pytest.mark.eis("AM-29", "G-17")
def test_niets_verteld_is_een_gat_na_veertien_dagen(wereld) -> None:
    zondag = datetime(2026, 11, 22, 12, tzinfo=UTC)
    rij = neem_aan(wereld, zondag, melder={"soort": "buur"})
    with scope(regio=wereld.regio.pk):
        gat = Gat.objects.get(code="G-17")
        assert gat.norm_op == datetime(2026, 12, 6, 23, tzinfo=UTC)  # maandag 7 december 00:00
    op(wereld.actor("Mila Meldpunt"), zondag, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")
    with scope(regio=wereld.regio.pk):
        assert Gat.objects.get(code="G-17").opgelost_op == zondag


@pytest.mark.eis("G-01", "G-02", "G-17")
def test_herbouw_verandert_niets(wereld) -> None:
    _afgehandeld(wereld)
    neem_aan(wereld)
    with schrijven(wereld.systeem, nu=NU + timedelta(days=20), stil=True):
        uitkomst = gaten.herbouw()
    assert {code: uitkomst[code] for code in ("G-01", "G-02", "G-17")} == {"G-01": 0, "G-02": 0, "G-17": 0}


@pytest.mark.eis("G-17", "UM-17")
def test_na_de_uitkomst_is_terugkoppelen_werk_van_het_meldpunt(wereld) -> None:
    """Whoever took it up may not know who reported (UV-02): the gap lies with a team, and then with the meldpunt."""
    bo, rij = wereld.actor("Bo Bemoei"), neem_aan(wereld)

    def eigenaar() -> tuple[object, object]:
        with scope(regio=wereld.regio.pk):
            gat = Gat.objects.get(code="G-17", onderwerp=f"melding:{rij.pk}")
            return gat.eigenaar_team_id, gat.eigenaar_medewerker_id

    op(wereld.actor("Mila Meldpunt"), NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="week",
       route="bemoeizorg")  # fmt: skip
    op(bo, NU + UUR, actions.pak_op, melding_id=rij.pk)
    assert eigenaar() == (wereld.teams["Bemoeizorg"].pk, None)
    op(bo, NU + UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="advies_gegeven",
       betrokkene_geinformeerd="ja")  # fmt: skip
    assert eigenaar() == (wereld.teams["Meldpunt"].pk, None)


@pytest.mark.eis("UM-17", "recht:V06")
def test_de_brief_aan_de_melder_zegt_alleen_wat_mag(wereld) -> None:
    """A letter in PDF for whoever may know the melder; a naaste reads nothing about health, an anonymous one has none."""
    rij = neem_aan(wereld, omschrijving="Psychotisch", signalen=["psychotisch"])
    mila = klant(wereld, "Mila Meldpunt")
    antwoord = mila.get(f"/meldingen/{rij.pk}/brief")
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert antwoord.content.startswith(b"%PDF-")
    with lezen(wereld.actor("Mila Meldpunt")):
        tekst = actions.voorstel(queries.melding(wereld.actor("Mila Meldpunt"), rij.pk).melding).tekst
    assert "Wij mogen u niet vertellen hoe het met deze persoon gaat" in tekst
    assert "sychotisch" not in tekst
    anoniem = neem_aan(wereld, melder={"soort": "anoniem", "naam": "", "telefoon": ""})
    assert mila.get(f"/meldingen/{anoniem.pk}/brief").status_code == 404
    assert klant(wereld, "Dora Drenthe").get(f"/meldingen/{rij.pk}/brief").status_code == 404
