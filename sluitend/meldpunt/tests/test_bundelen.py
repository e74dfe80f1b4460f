"""UM-08: meldingen about one event; one leads, the others follow and keep their own melder."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.actions import bundelen
from sluitend.meldpunt.actions.bewaken import bewaak_normen
from sluitend.meldpunt.models import Bundel, Melding, Triage
from sluitend.meldpunt.queries import bundels
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.models import Gebeurtenis
from tests.toegang.test_toegang import meld_aan

ELDERS = {"postcode": "8011AB", "huisnummer": 9}


def _vers(wereld, rij):
    with scope(regio=wereld.regio.pk):
        return Melding.objects.get(pk=rij.pk)


@pytest.fixture
def mila(wereld):
    return wereld.actor("Mila Meldpunt")


@pytest.fixture
def drie(wereld, mila):
    """Three melders about one address within an hour; the third is anonymous. Bundled."""
    rijen = [
        neem_aan(wereld, NU),
        neem_aan(wereld, NU + UUR / 2, melder={"soort": "buur", "naam": "Bas Buurman"}),
        neem_aan(wereld, NU + UUR, melder={"soort": "anoniem", "naam": "", "telefoon": ""}),
    ]
    op(mila, NU + UUR, bundelen.bundel_meldingen, melding_id=rijen[0].pk, met=[r.pk for r in rijen[1:]])
    return rijen


def _hele_weg(wereld, mila, rij, nu):
    bo = wereld.actor("Bo Bemoei")
    op(mila, nu, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="bemoeizorg")
    op(bo, nu + UUR, actions.pak_op, melding_id=rij.pk)
    op(
        bo, nu + 2 * UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="advies_gegeven",
        toelichting="Gesproken met betrokkene", betrokkene_geinformeerd="ja",
    )  # fmt: skip
    return bo


@pytest.mark.eis("AM-20", "Z-06", "F01", "UM-08")
def test_drie_gebundeld_twee_terugkoppelingen(wereld, mila, drie) -> None:
    bo = _hele_weg(wereld, mila, drie[0], NU + 2 * UUR)
    rijen = [_vers(wereld, rij) for rij in drie]
    assert [rij.staat for rij in rijen] == ["afgehandeld"] * 3
    for rij in rijen[:1]:
        op(mila, NU + 5 * UUR, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon", tekst="Opgepakt.")
    op(bo, NU + 6 * UUR, actions.sluit_melding, melding_id=rijen[0].pk)
    with pytest.raises(Weigering) as fout:
        op(bo, NU + 6 * UUR, actions.sluit_melding, melding_id=rijen[1].pk)
    assert fout.value.code == "terugkoppeling-ontbreekt"
    op(mila, NU + 7 * UUR, actions.koppel_terug, melding_id=rijen[1].pk, wijze="telefoon", tekst="Opgepakt.")
    op(bo, NU + 7 * UUR, actions.sluit_melding, melding_id=rijen[1].pk)
    op(mila, NU + 7 * UUR, actions.koppel_terug, melding_id=rijen[2].pk, niet_mogelijk="anoniem")
    op(bo, NU + 7 * UUR, actions.sluit_melding, melding_id=rijen[2].pk)
    assert [_vers(wereld, rij).staat for rij in drie] == ["gesloten"] * 3


@pytest.mark.eis("AM-20", "Z-06")
def test_zonder_uitkomst_sluit_niemand(wereld, mila, drie) -> None:
    op(
        mila,
        NU + 2 * UUR,
        actions.bevestig_triage,
        melding_id=drie[0].pk,
        urgentie="week",
        route="bemoeizorg",
    )
    bo = wereld.actor("Bo Bemoei")
    op(bo, NU + 3 * UUR, actions.pak_op, melding_id=drie[0].pk)
    op(mila, NU + 3 * UUR, actions.koppel_terug, melding_id=drie[1].pk, wijze="telefoon", tekst="Opgepakt.")
    for rij in drie:
        with pytest.raises(Weigering) as fout:
            op(bo, NU + 4 * UUR, actions.sluit_melding, melding_id=rij.pk)
        assert fout.value.code == "uitkomst-ontbreekt"


@pytest.mark.eis("UM-08", "Z-09", "Z-04")
def test_de_volgers_gaan_mee_en_houden_hun_eigen_triage(wereld, mila, drie) -> None:
    op(
        mila, NU + 2 * UUR, actions.bevestig_triage, melding_id=drie[0].pk, urgentie="dag", route="bemoeizorg",
        afwijking_code="eigen_inschatting", afwijking_tekst="Drie melders op een avond.",
    )  # fmt: skip
    leider, volger, _ = (_vers(wereld, rij) for rij in drie)
    assert (volger.staat, volger.team_id, volger.urgentie) == ("aangeboden", leider.team_id, "dag")
    assert volger.getriageerd_op == NU + 2 * UUR
    with scope(regio=wereld.regio.pk):
        triage = Triage.objects.get(melding=volger)
        assert (triage.aanleiding, triage.door.naam, triage.afwijking_code) == (
            "bundel", "Mila Meldpunt", "eigen_inschatting",
        )  # fmt: skip
        assert triage.invoer["melder"]["soort"] == "buur"
        taken = Taak.objects.filter(soort="oppakken", status="open")
        assert [taak.onderwerp for taak in taken] == [f"melding:{leider.pk}"], "one visit"
        assert Gat.objects.get(code="G-01", onderwerp=f"melding:{volger.pk}").opgelost_op == NU + 2 * UUR
    bea = wereld.actor("Bo Bemoei")
    op(bea, NU + 3 * UUR, actions.pak_op, melding_id=leider.pk)
    volger = _vers(wereld, drie[1])
    assert (volger.staat, volger.eigenaar.naam, volger.opgepakt_op) == ("opgepakt", "Bo Bemoei", NU + 3 * UUR)
    op(
        bea, NU + 4 * UUR, actions.geef_terug, melding_id=leider.pk, reden="verkeerde_route",
        toelichting="Hoort bij het lokale team",
    )  # fmt: skip
    volger = _vers(wereld, drie[1])
    assert (volger.staat, volger.team, volger.misrouted) == ("nieuw", None, 1)
    bewaak_normen(actor=wereld.systeem, nu=NU + 4 * UUR)
    with scope(regio=wereld.regio.pk):
        open_ = Taak.objects.filter(soort="triage", status="open").values_list("onderwerp", flat=True)
        assert list(open_) == [f"melding:{leider.pk}"]
        soorten = set(
            Gebeurtenis.objects.filter(object=f"melding:{volger.pk}").values_list("soort", flat=True)
        )
    assert {
        "meldpunt.meldingen_gebundeld",
        "meldpunt.melding_getrieerd",
        "meldpunt.melding_opgepakt",
        "meldpunt.melding_teruggegeven",
    } <= soorten


@pytest.mark.eis("UM-08")
def test_een_volger_heeft_geen_eigen_daden_tot_hij_los_is(wereld, mila, drie) -> None:
    with pytest.raises(Weigering, match=f"volgt {drie[0].nummer}") as fout:
        op(
            mila,
            NU + UUR,
            actions.bevestig_triage,
            melding_id=drie[1].pk,
            urgentie="week",
            route="bemoeizorg",
        )
    assert fout.value.code == "volgt-een-ander"
    with pytest.raises(Weigering, match="gaat voor"):
        op(mila, NU + UUR, bundelen.maak_los, melding_id=drie[0].pk)
    op(
        mila,
        NU + 2 * UUR,
        actions.bevestig_triage,
        melding_id=drie[0].pk,
        urgentie="week",
        route="bemoeizorg",
    )
    los = op(mila, NU + 3 * UUR, bundelen.maak_los, melding_id=drie[1].pk)
    assert (los.staat, los.bundel_id) == ("aangeboden", None)
    with scope(regio=wereld.regio.pk):
        assert (
            Taak.objects.filter(onderwerp=f"melding:{los.pk}", soort="oppakken", status="open").count() == 1
        )
        assert los.aanbiedingen.get(antwoord="").team.naam == "Bemoeizorg"
    op(wereld.actor("Bo Bemoei"), NU + 4 * UUR, actions.pak_op, melding_id=los.pk)
    assert _vers(wereld, drie[0]).staat == "aangeboden", "it goes its own way"
    op(mila, NU + 5 * UUR, bundelen.maak_los, melding_id=drie[2].pk)
    with scope(regio=wereld.regio.pk):
        assert not Bundel.objects.exists()
    assert _vers(wereld, drie[0]).bundel_id is None


@pytest.mark.eis("UM-08", "recht:V07")
def test_het_dringendste_gaat_voor(wereld, mila) -> None:
    rustig = neem_aan(wereld, NU)
    acuut = neem_aan(wereld, NU + UUR, signalen=["levensgevaar_nu"])
    leider = op(mila, NU + UUR, bundelen.bundel_meldingen, melding_id=rustig.pk, met=[acuut.pk])
    assert leider.pk == acuut.pk
    spoed = neem_aan(wereld, NU + UUR, signalen=["geweld_dreiging"])
    week = neem_aan(wereld, NU + UUR)
    leider = op(mila, NU + 2 * UUR, bundelen.bundel_meldingen, melding_id=spoed.pk, met=[week.pk])
    erger = neem_aan(wereld, NU + 2 * UUR, signalen=["wapen"])
    with pytest.raises(Weigering, match=f"Melding {erger.nummer} is dringender"):
        op(mila, NU + 2 * UUR, bundelen.bundel_meldingen, melding_id=spoed.pk, met=[erger.pk])
    with pytest.raises(Weigering, match="andere bundel"):
        op(mila, NU + 2 * UUR, bundelen.bundel_meldingen, melding_id=spoed.pk, met=[rustig.pk])
    with pytest.raises(Weigering, match="minstens één"):
        op(mila, NU + 2 * UUR, bundelen.bundel_meldingen, melding_id=spoed.pk, met=[spoed.pk])


@pytest.mark.eis("UM-08", "UM-10")
def test_lager_dan_het_advies_op_een_volger_vraagt_een_reden(wereld, mila) -> None:
    een, ander = neem_aan(wereld, NU, signalen=["geweld_dreiging"]), neem_aan(wereld, NU + UUR)
    op(mila, NU + UUR, bundelen.bundel_meldingen, melding_id=een.pk, met=[ander.pk])
    # News about the follower: it turns out to be acute.
    with schrijven(mila, nu=NU + UUR) as eenheid:
        rij = queries.voor_daad(mila, ander.pk)
        actions.triage.leg_antwoorden_vast(eenheid, rij, ["wapen"], [])
    with pytest.raises(Weigering, match=f"Melding {ander.nummer} in deze bundel kreeg een hoger advies"):
        op(
            mila,
            NU + 2 * UUR,
            actions.bevestig_triage,
            melding_id=een.pk,
            urgentie="spoed",
            route="urgente_hulp",
        )
    assert _vers(wereld, een).staat == "nieuw", "nothing happened"


@pytest.mark.eis("UM-08", "F07")
def test_voorstel_zelfde_inwoner_adres_of_politienummer(wereld, mila) -> None:
    jan = registreer_inwoner(actor=mila, gegevens=Inwonergegevens(geslachtsnaam="Verzonnen", voornamen="Jan"))

    def aan(nu, inwoner=None, **velden):
        velden.setdefault("betrokkene", {"adres": {"postcode": "8011AB", "huisnummer": len(rijen) + 20}})
        with schrijven(mila, nu=nu):
            from sluitend.meldpunt.tests.stappen import invoer

            rij = actions.neem_melding_aan(
                actor=mila, inwoner=inwoner, melding=invoer(**velden) | {"ontvangen_op": nu}
            ).melding
        rijen.append(rij)
        return rij

    rijen: list = []
    eerste = aan(NU, jan)
    binnen = aan(NU + 6 * UUR, jan)
    aan(NU + 6 * UUR + timedelta(minutes=1), jan)
    adres = aan(NU + UUR, betrokkene={"adres": {"postcode": "8011AB", "huisnummer": 20}})
    politie = {"kanaal": "politie", "kanaal_detail": "PL0400-2026123456"}
    een = aan(NU - 40 * UUR, **politie)
    twee = aan(NU, **politie)
    with lezen(mila):
        gevonden = {v.melding.pk: v.redenen for v in bundels.voorstellen(mila, eerste)}
        assert gevonden == {binnen.pk: ("zelfde_persoon",), adres.pk: ("zelfde_adres",)}
        gevonden = {v.melding.pk: v.redenen for v in bundels.voorstellen(mila, twee)}
        assert gevonden == {een.pk: ("zelfde_politienummer",)}
    inhoud = (
        "registratienummer,datum_tijd,code,gemeente,wijk,geboortedatum,naam,adres,toelichting,verstrekkingsgrond\n"
        "PL0400-2026123456,2026-11-19 23:00,E33,Zwolle,,,Jan Verzonnen,,Praat hardop,art. 16\n"
    )
    op(
        wereld.actor("Piet Politie"),
        NU + UUR,
        actions.importeer_politie,
        inhoud=inhoud.encode(),
        uitvoeren=True,
    )
    with scope(regio=wereld.regio.pk):
        ingelezen = Melding.objects.get(politiecode="E33")
    with lezen(mila):
        assert ingelezen.pk in {v.melding.pk for v in bundels.voorstellen(mila, twee)}


@pytest.mark.eis("AM-09", "K04", "B32", "UM-08")
def test_een_bundel_telt_een_keer_voor_herhaling(wereld, mila) -> None:
    jan = registreer_inwoner(actor=mila, gegevens=Inwonergegevens(geslachtsnaam="Verzonnen", voornamen="Jan"))

    def e33(nu):
        from sluitend.meldpunt.tests.stappen import invoer

        melding = invoer(kanaal="politie", politiecode="E33", signalen=[], aard="onbekend", ontvangen_op=nu)
        with schrijven(mila, nu=nu):
            return actions.neem_melding_aan(actor=mila, inwoner=jan, melding=melding)

    dag = datetime(2026, 11, 20, 0, 15, tzinfo=UTC)
    een, twee = e33(dag - timedelta(days=81)), e33(dag - timedelta(days=81) + 2 * UUR)
    derde = e33(dag)
    assert (derde.advies.urgentie, derde.advies.regel_urgentie) == ("dag", 26)
    assert (derde.advies.route, derde.advies.regel_route) == ("bemoeizorg", 130)
    op(mila, dag, bundelen.bundel_meldingen, melding_id=een.melding.pk, met=[twee.melding.pk])
    with lezen(mila):
        rij = Melding.objects.select_related("opgave", "melder").get(pk=derde.melding.pk)
        context = queries.context_voor(jan, dag.date(), melding=rij.pk)
        assert (context.bekend, context.herhaling_90d) == ("eerder", 2)
        advies = queries.advies_op(rij)
        assert (advies.urgentie, advies.regel_urgentie) == ("week", 30)


@pytest.mark.eis("UM-08")
def test_op_de_pagina_van_de_melding_en_over_de_api(wereld, mila) -> None:
    een, ander = neem_aan(wereld, NU), neem_aan(wereld, NU + UUR)
    client = meld_aan(wereld, "Mila Meldpunt")
    blad = client.get(f"/meldingen/{een.pk}").content.decode()
    assert "Gaat dit over dezelfde gebeurtenis?" in blad
    assert client.post(f"/meldingen/{een.pk}/bundelen", {"met": str(ander.pk)}).url == f"/meldingen/{een.pk}"
    assert f"/meldingen/{ander.pk}" in client.get(f"/meldingen/{een.pk}").content.decode()
    volger = client.get(f"/meldingen/{ander.pk}").content.decode()
    assert "Deze melding volgt" in volger
    assert client.post(f"/meldingen/{ander.pk}/losmaken").status_code == 302
    assert _vers(wereld, ander).bundel_id is None
    leeg = client.post(f"/meldingen/{een.pk}/bundelen", follow=True).content.decode()
    assert "Kies minstens één andere melding." in leeg
    antwoord = client.post(
        f"/api/v1/meldingen/{een.pk}/bundel", {"met": [str(ander.pk)]}, content_type="application/json"
    )
    assert antwoord.json()["id"] == str(een.pk)
    los = client.post(f"/api/v1/meldingen/{ander.pk}/bundel", {}, content_type="application/json")
    assert los.json()["bundel"] is None
    vreemd = meld_aan(wereld, "Dora Drenthe").post(f"/meldingen/{een.pk}/bundelen", {"met": str(ander.pk)})
    assert vreemd.status_code == 404
