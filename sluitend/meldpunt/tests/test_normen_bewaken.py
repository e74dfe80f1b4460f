"""The norms are watched (UM-21)."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.meldpunt import actions
from sluitend.meldpunt.tests.stappen import neem_aan, op
from sluitend.platform.models import Gebeurtenis

DRIE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # vrijdag 03:00


def bewaak(wereld, nu: datetime) -> list[tuple[str, int]]:
    return [(o.norm, o.trap) for o in actions.bewaak_normen(actor=wereld.systeem, nu=nu)]


@pytest.mark.eis("AM-14", "UM-21", "G-01")
def test_webmelding_om_drie_uur_en_niemand_kijkt(wereld) -> None:
    rij = neem_aan(wereld, DRIE, signalen_nee=[], signalen=[], kanaal="web")
    assert rij.deadline_triage == DRIE + timedelta(minutes=15)
    gezegd = []
    for minuten in (14, 15, 15, 29, 30, 30, 90):
        gezegd += [(minuten, *wat) for wat in bewaak(wereld, DRIE + timedelta(minutes=minuten))]
    assert gezegd == [(15, "triage", 1), (30, "triage", 2)]
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="norm_dienstleider").eigenaar_medewerker.naam == "Max Meldpunt"
        assert Taak.objects.filter(soort="norm_achterwacht").count() == 1
        assert Taak.objects.filter(soort="triage").count() == 1
        assert Gat.objects.get(code="G-01").norm_op == DRIE + timedelta(minutes=15)
        gebeurd = Gebeurtenis.objects.filter(soort="meldpunt.norm_overschreden").order_by("volgnr")
        assert [(g.gegevens["norm"], g.gegevens["trap"], g.gegevens["wie"]) for g in gebeurd] == [
            ("triage", 1, "dienstleider"),
            ("triage", 2, "achterwacht"),
        ]


@pytest.mark.eis("AM-14", "UM-21", "UM-19")
def test_de_dienstleider_van_nu_en_de_achterwacht_op_het_rooster(wereld) -> None:
    """The one who leads the running dienst, not whoever has the function; then the colleague who is on call."""
    dienst = op(
        wereld.actor("Mila Meldpunt"), DRIE, actions.plan_dienst, begin=DRIE, einde=DRIE + timedelta(hours=5),
        dienstleider_id=wereld.medewerkers["Mila Meldpunt"].pk,
    )  # fmt: skip
    op(wereld.actor("Mila Meldpunt"), DRIE, actions.begin_dienst, dienst_id=dienst.pk)
    op(
        wereld.actor("Bram Beheer"), DRIE, actions.plan_piket, functie="achterwacht", gemeenten=["0193"], van=DRIE,
        tot=DRIE + timedelta(hours=5), medewerker_id=wereld.medewerkers["Max Meldpunt"].pk,
    )  # fmt: skip
    neem_aan(wereld, DRIE, signalen_nee=[], signalen=[])
    assert bewaak(wereld, DRIE + timedelta(minutes=31)) == [("triage", 1), ("triage", 2)]
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="norm_dienstleider").eigenaar_medewerker.naam == "Mila Meldpunt"
        assert Taak.objects.get(soort="norm_achterwacht").eigenaar_medewerker.naam == "Max Meldpunt"


@pytest.mark.eis("UM-21", "UM-20")
def test_een_achterwacht_van_buiten_staat_met_nummer_in_de_taak(wereld) -> None:
    op(
        wereld.actor("Bram Beheer"), DRIE, actions.plan_piket, functie="achterwacht", gemeenten=["0193"], van=DRIE,
        tot=DRIE + timedelta(hours=5), naam="A. Wacht", telefoon="038-0000140",
    )  # fmt: skip
    neem_aan(wereld, DRIE, signalen_nee=[], signalen=[])
    bewaak(wereld, DRIE + timedelta(minutes=31))
    with scope(regio=wereld.regio.pk):
        taak = Taak.objects.get(soort="norm_achterwacht")
        assert taak.titel.endswith("Bel de achterwacht: A. Wacht, 038-0000140")
        assert taak.eigenaar_medewerker.naam == "Max Meldpunt"


@pytest.mark.eis("UM-21", "G-02")
def test_oppakken_en_teruggegeven_lopen_door_op_dezelfde_norm(wereld) -> None:
    """Spoed: 4 hours to pick up, told once, again past 8 hours; giving back starts no clock and is no new triage."""
    rij = neem_aan(wereld, DRIE)
    op(
        wereld.actor("Mila Meldpunt"), DRIE, actions.bevestig_triage, melding_id=rij.pk, urgentie="spoed",
        route="lokaal_team", afwijking_code="eigen_inschatting", afwijking_tekst="De buurvrouw belde ook.",
    )  # fmt: skip
    uur = timedelta(hours=1)
    assert bewaak(wereld, DRIE + 4 * uur - timedelta(minutes=1)) == []
    assert bewaak(wereld, DRIE + 4 * uur) == [("oppakken", 1)]
    op(
        wereld.actor("Zara Zwolle"), DRIE + 5 * uur, actions.geef_terug, melding_id=rij.pk,
        reden="geen_capaciteit", toelichting="Wij hebben vandaag niemand.",
    )  # fmt: skip
    assert bewaak(wereld, DRIE + 6 * uur) == []
    assert bewaak(wereld, DRIE + 8 * uur) == [("oppakken", 2)]
    assert bewaak(wereld, DRIE + 80 * uur) == []


@pytest.mark.eis("UM-21")
def test_niets_te_zeggen_kost_weinig(wereld, django_assert_max_num_queries) -> None:
    for _ in range(5):
        neem_aan(wereld, DRIE, signalen_nee=[], signalen=[])
    bewaak(wereld, DRIE + timedelta(hours=1))
    with django_assert_max_num_queries(14):
        assert bewaak(wereld, DRIE + timedelta(hours=1)) == []
