"""Beeld van het meldpunt: kept by the events, equal to a count from scratch, and never pointing at a person."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.actions.beeld import tel_vanaf_nul, werk_beeld_bij
from sluitend.meldpunt.models import Dagtelling, Melding, Politietelling
from sluitend.meldpunt.queries import cijfers as beeldlezen
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.platform.eenheid import lezen
from tests.toegang.test_toegang import meld_aan

VAN, TOT = date(2026, 1, 1), date(2026, 12, 31)


def _bewaard(wereld):
    with scope(regio=wereld.regio.pk):
        return Counter({(t.dag, t.gemeente, t.soort, t.sleutel): t.aantal for t in Dagtelling.objects.all()})


def _beeld(wereld, wie="Pien Programma", nu=NU):
    werk_beeld_bij(actor=wereld.systeem, nu=nu)
    with lezen(wereld.actor(wie), nu=nu):
        return beeldlezen.beeld(wereld.actor(wie), VAN, TOT)


@pytest.mark.eis("K01", "K03", "K04", "F07")
def test_de_tellingen_zijn_gelijk_aan_een_telling_vanaf_nul(wereld) -> None:
    gooi, mila, bo = random.Random(3), wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    nu, rijen = NU, []
    for stap in range(40):
        nu += timedelta(minutes=gooi.randint(1, 400))
        keuze = gooi.choice(
            ("nieuw", "nieuw", "trieer", "pak_op", "geef_terug", "uitkomst", "gemeente", "terug")
        )
        rij = gooi.choice(rijen) if rijen else None
        try:
            if keuze == "nieuw" or rij is None:
                signalen = gooi.choice((["zorgmijding"], ["geweld_dreiging"], [], ["schulden"]))
                rijen.append(
                    neem_aan(
                        wereld, nu, signalen=signalen, kanaal=gooi.choice(("telefoon", "web")),
                        betrokkene={"verblijft_in": gooi.choice(("0193", "0166", ""))},
                    ).pk
                )  # fmt: skip
            elif keuze == "trieer":
                op(mila, nu, actions.bevestig_triage, melding_id=rij, urgentie=gooi.choice(("dag", "spoed")),
                   route="bemoeizorg", afwijking_code="eigen_inschatting", afwijking_tekst="Zo is het beter.")  # fmt: skip
            elif keuze == "pak_op":
                op(bo, nu, actions.pak_op, melding_id=rij)
            elif keuze == "geef_terug":
                op(
                    bo,
                    nu,
                    actions.geef_terug,
                    melding_id=rij,
                    reden="verkeerde_route",
                    toelichting="Ander team.",
                )
            elif keuze == "uitkomst":
                op(bo, nu, actions.leg_uitkomst_vast, melding_id=rij, uitkomst="advies_gegeven",
                   betrokkene_geinformeerd="ja")  # fmt: skip
            elif keuze == "gemeente":
                op(mila, nu, actions.zet_gemeente, melding_id=rij, gemeente=gooi.choice(("0193", "0166")))
            else:
                op(mila, nu, actions.koppel_terug, melding_id=rij, wijze="telefoon")
        except Weigering:
            continue
        if stap % 7 == 0:
            werk_beeld_bij(actor=wereld.systeem, nu=nu)
    werk_beeld_bij(actor=wereld.systeem, nu=nu)
    assert _bewaard(wereld) == tel_vanaf_nul(wereld.systeem)
    assert sum(n for (*_x, soort, _s), n in _bewaard(wereld).items() if soort == "melding") == len(rijen)
    assert werk_beeld_bij(actor=wereld.systeem, nu=nu) == 0, "twice changes nothing"


@pytest.mark.eis("F07", "recht:P05", "K03", "recht:P05")
def test_e33_en_e14_per_jaar_naast_alle_meldingen(wereld) -> None:
    for i in range(6):
        neem_aan(wereld, NU + i * UUR, kanaal="politie", politiecode="E33" if i else "E14", signalen=[])
    with scope(regio=wereld.regio.pk):
        for jaar, code, n in ((2026, "E33", 7), (2025, "E33", 12), (2026, "E14", 2)):
            Politietelling.objects.create(
                regio=wereld.regio,
                gemeente_id="0193",
                dag=date(jaar, 3, 1),
                code=code,
                bron="politie",
                aantal=n,
            )
    jaren = {regel.jaar: regel for regel in _beeld(wereld, nu=NU + 9 * UUR).jaren}
    assert (jaren[2026].e33, jaren[2026].e14, jaren[2026].meldingen) == (12, None, 6)
    assert (jaren[2025].e33, jaren[2025].meldingen) == (12, 0)
    tekst = meld_aan(wereld, "Mila Meldpunt").get("/meldingen/beeld?jaar=2026").content.decode()
    assert "Dit zijn meldingen, geen personen." in tekst
    assert "verwarde personen" not in tekst


@pytest.mark.eis("K04", "B43", "K34")
def test_normen_teruggave_afwijking_en_vermijdbaar(wereld) -> None:
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    rijen = [neem_aan(wereld, NU + i * timedelta(minutes=1)) for i in range(12)]
    for i, rij in enumerate(rijen):
        op(
            mila, NU + timedelta(minutes=30), actions.bevestig_triage, melding_id=rij.pk, urgentie="dag",
            route="bemoeizorg", afwijking_code="eigen_inschatting", afwijking_tekst="Zo is het beter.",
        )  # fmt: skip
        if i < 6:
            op(bo, NU + UUR, actions.pak_op, melding_id=rij.pk)
    for rij in rijen[:6]:
        op(
            bo,
            NU + 2 * UUR,
            actions.geef_terug,
            melding_id=rij.pk,
            reden="verkeerde_route",
            toelichting="Ander team.",
        )
        op(mila, NU + 3 * UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="dag", route="bemoeizorg",
           afwijking_code="eigen_inschatting", afwijking_tekst="Zo is het beter.")  # fmt: skip
        op(bo, NU + 4 * UUR, actions.pak_op, melding_id=rij.pk)
    beeld = _beeld(wereld, nu=NU + 5 * UUR)
    binnen, te_laat = beeld.normen.cellen.binnen[2]
    assert (binnen, te_laat) == (6, 0)
    assert (beeld.misrouted.soort, beeld.misrouted.procent) == ("gelijk", 50)
    assert dict(zip(beeld.afwijkingen.rijen, beeld.afwijkingen.cellen.binnen, strict=True)) == {
        "31": (18, 0, 0)
    }
    assert beeld.vermijdbaar is None, "too few answers"
    later = _beeld(wereld, nu=NU + timedelta(days=3))
    assert later.normen.cellen.binnen[2] == (6, 6), "past its norm by time alone, without an event"
    assert (later.op_tijd["dag"].soort, later.op_tijd["dag"].procent) == ("gelijk", 50)


@pytest.mark.eis("B43")
def test_vermijdbaar_telt_alleen_acute_routes(wereld) -> None:
    mila = wereld.actor("Mila Meldpunt")
    for i in range(12):
        rij = neem_aan(wereld, NU, signalen=["suicide_gedachten", "ernstig_nadeel_dreigt"])
        route = "huisarts" if i < 11 else "bemoeizorg"
        op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="dag", route=route)
        with scope(regio=wereld.regio.pk):
            team = Melding.objects.get(pk=rij.pk).team.naam
        wie = mila if team == "Meldpunt" else wereld.actor("Bo Bemoei")
        op(wie, NU + UUR, actions.pak_op, melding_id=rij.pk)
        op(wie, NU + UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="advies_gegeven",
           betrokkene_geinformeerd="ja", vermijdbaar=i % 2 == 0)  # fmt: skip
    beeld = _beeld(wereld, nu=NU + 2 * UUR)
    assert (beeld.vermijdbaar.soort, round(float(beeld.vermijdbaar.procent), 1)) == ("gelijk", 54.5)


@pytest.mark.eis("K01", "K03", "Z-10")
def test_kleine_getallen_zijn_overal_afgeschermd_en_personen_tellen(wereld) -> None:
    for i in range(4):
        neem_aan(
            wereld,
            NU,
            betrokkene={"verblijft_in": "0166", "adres": {"postcode": "8261AB", "huisnummer": i + 1}},
        )
    for _ in range(9):
        neem_aan(wereld, NU)
    beeld = _beeld(wereld)
    per = {regel.naam: regel for regel in beeld.gemeenten}
    assert (per["Kampen"].aantal, per["Kampen"].per_duizend) == (None, None)
    assert per["Zwolle"].aantal is None, "shown beside the total it would give Kampen away"
    assert beeld.aantal == 13
    tekst = meld_aan(wereld, "Pien Programma").get("/meldingen/beeld?jaar=2026").content.decode()
    assert "afgeschermd" in tekst


@pytest.mark.eis("K03", "recht:V10")
def test_wie_het_mag_zien(wereld) -> None:
    neem_aan(wereld, NU)
    werk_beeld_bij(actor=wereld.systeem, nu=NU)
    assert meld_aan(wereld, "Mila Meldpunt").get("/meldingen/beeld").status_code == 200
    with lezen(wereld.actor("Dora Drenthe"), nu=datetime(2026, 12, 1, tzinfo=UTC)):
        assert beeldlezen.beeld(wereld.actor("Dora Drenthe"), VAN, TOT).aantal == 0
