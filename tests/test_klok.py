"""The clock of the worker does each duty at its moment, once, and one that fails leaves the others alone."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_scopes import scope

from sluitend.config import klok as module
from sluitend.config.klok import PLICHTEN, Klok, Plicht, Ritme
from sluitend.platform.models import Gebeurtenis, Regio

pytestmark = pytest.mark.django_db
AVOND = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)  # 23:00 in Amsterdam
DRIE_UUR = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def _namen(ritme):
    return {plicht.naam for plicht in PLICHTEN if plicht.ritme is ritme}


def test_wat_wanneer_moet():
    assert _namen(Ritme.MINUUT) == {
        "verzegel",
        "bewaak_normen",
        "verwerk_concepten",
        "waak_wvggz",
        "werk_beeld_bij",
    }
    assert _namen(Ritme.UUR) == {"veeg", "meld_piketgaten", "zoek_vroegsignalen"}
    assert _namen(Ritme.NACHT) == {"herbouw_gaten", "ruim_antwoordsleutels_op"}


@pytest.fixture
def gelopen(wereld):
    """A clock with three duties that only note when they were done."""
    gedaan = []

    def plicht(naam, ritme):
        return Plicht(naam, ritme, lambda regio, nu: gedaan.append((naam, nu)) or 0)

    klok = Klok(tuple(plicht(ritme.value, ritme) for ritme in Ritme))
    return klok, gedaan


def _momenten(gedaan, naam, regio_aantal=1):
    return [nu for wat, nu in gedaan if wat == naam][::regio_aantal]


def test_elke_minuut_elk_uur_en_een_keer_per_nacht(gelopen):
    klok, gedaan = gelopen
    regios = Regio.objects.count()
    for minuut in range(30 * 60):
        klok.tik(AVOND + timedelta(minutes=minuut))
    assert len(_momenten(gedaan, "minuut", regios)) == 30 * 60
    uren = _momenten(gedaan, "uur", regios)
    assert uren == [AVOND + timedelta(hours=uur) for uur in range(30)]
    assert _momenten(gedaan, "nacht", regios) == [DRIE_UUR, DRIE_UUR + timedelta(days=1)]


def test_wie_na_drie_uur_begint_haalt_de_nacht_na_een_uur_in(gelopen):
    klok, gedaan = gelopen
    begin = DRIE_UUR + timedelta(hours=6)
    for minuut in range(180):
        klok.tik(begin + timedelta(minutes=minuut))
    assert _momenten(gedaan, "nacht", Regio.objects.count()) == [begin + timedelta(hours=1)]


def test_een_plicht_die_mislukt_houdt_de_andere_niet_tegen(wereld, caplog):
    gedaan, stuk = [], [True]

    def mislukt(regio, nu):
        if stuk[0]:
            raise RuntimeError("schijf vol")
        gedaan.append("eerst kapot")

    klok = Klok(
        (
            Plicht("kapot", Ritme.UUR, mislukt),
            Plicht("heel", Ritme.UUR, lambda regio, nu: gedaan.append("heel")),
        )
    )
    regios = Regio.objects.count()
    assert klok.tik(AVOND)["fouten"] == regios
    assert gedaan == ["heel"] * regios
    assert "kapot" in caplog.text
    stuk[0] = False
    assert klok.tik(AVOND + timedelta(minutes=1))["fouten"] == 0
    assert gedaan == ["heel"] * regios + ["eerst kapot"] * regios, "wat mislukte komt de volgende minuut weer"


def test_de_klok_loopt_door_als_de_databank_even_weg_is(monkeypatch, caplog):
    import threading

    tikken, stop = [], threading.Event()

    def tik(self):
        tikken.append(True)
        if len(tikken) == 3:
            stop.set()
        raise RuntimeError("geen verbinding")

    monkeypatch.setattr(Klok, "tik", tik)
    monkeypatch.setattr(module, "MINUUT", 0.0)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    Klok().loop(stop)
    assert len(tikken) == 3
    assert "ging niet goed" in caplog.text


@pytest.mark.eis("UM-21")
@time_machine.travel(AVOND, tick=False)
def test_de_echte_plichten_twee_keer_geven_niets_dubbel(wereld):
    """A melding past its norm: the dienstleider hears it once, whatever the clock does after that."""
    from sluitend.meldpunt import actions
    from sluitend.platform.models import Antwoordsleutel, InzageOpen
    from sluitend.platform.sporen import controleer

    with time_machine.travel(AVOND - timedelta(hours=3), tick=False):
        actions.neem_melding_aan(
            actor=wereld.actor("Mila Meldpunt"),
            melding={
                "kanaal": "telefoon", "omschrijving": "Buurt maakt zich zorgen.", "signalen": ["overlast"],
                "melder": {"soort": "buur", "naam": "Jan Verzonnen", "telefoon": "0600000001"},
                "betrokkene": {"verblijft_in": "0193", "naam": "Voorbeeld"},
            },
        )  # fmt: skip
    with scope(regio=wereld.regio.pk):
        for dagen in (1, 9):
            Antwoordsleutel.objects.create(
                regio_id=wereld.regio.pk, sleutel=f"s{dagen}", afzender="a", inhoud="x", status=201, antwoord={},
                op=DRIE_UUR - timedelta(days=dagen),
            )  # fmt: skip
    klok = Klok()
    for nu in (AVOND, AVOND + timedelta(minutes=1), DRIE_UUR, DRIE_UUR + timedelta(minutes=1)):
        assert klok.tik(nu)["fouten"] == 0
    with scope(regio=wereld.regio.pk):
        gezegd = Gebeurtenis.objects.filter(soort="meldpunt.norm_overschreden").values_list(
            "gegevens", flat=True
        )
        stappen = [(g["norm"], g["trap"]) for g in map(_als_dict, gezegd)]
        assert sorted(stappen) == [("triage", 1), ("triage", 2)]
        assert not InzageOpen.objects.exists(), "elke leesregel is verzegeld"
        assert list(Antwoordsleutel.objects.values_list("sleutel", flat=True)) == ["s1"]
    assert controleer(wereld.regio)[1] == []


def _als_dict(gegevens):
    return gegevens if isinstance(gegevens, dict) else json.loads(gegevens)
