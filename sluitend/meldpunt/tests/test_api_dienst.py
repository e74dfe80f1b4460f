"""The dienst and the roster over the API (UM-19, UM-20)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from sluitend.meldpunt import actions
from sluitend.meldpunt.tests.stappen import neem_aan, op
from sluitend.meldpunt.tests.test_api import post
from sluitend.meldpunt.tests.test_paginas import klant


@pytest.mark.eis("UM-19", "AM-22")
def test_overdragen_en_aanvaarden(wereld) -> None:
    nu, max_ = timezone.now(), wereld.actor("Max Meldpunt")
    rijen = [
        op(max_, nu, actions.plan_dienst, begin=nu + timedelta(hours=uur), einde=nu + timedelta(hours=uur + 8),
           dienstleider_id=wereld.medewerkers[wie].pk)
        for uur, wie in ((0, "Max Meldpunt"), (8, "Mila Meldpunt"))
    ]  # fmt: skip
    client = klant(wereld, "Max Meldpunt")
    assert client.get("/api/v1/diensten/nu").status_code == 404
    op(max_, nu, actions.begin_dienst, dienst_id=rijen[0].pk)
    neem_aan(wereld, nu)
    te_vroeg = post(klant(wereld, "Mila Meldpunt"), f"/diensten/{rijen[1].pk}/aanvaarding", {})
    assert (te_vroeg.status_code, te_vroeg.json()["code"]) == (409, "geen-overdracht")
    overdracht = post(client, f"/diensten/{rijen[0].pk}/overdracht", {"opmerking": "Rustig."}).json()
    assert (overdracht["staat"], overdracht["open"]) == ("over_te_dragen", {"week": 1})
    nieuw = post(
        klant(wereld, "Mila Meldpunt"),
        f"/diensten/{rijen[1].pk}/aanvaarding",
        {"versie": overdracht["versie"]},
    )
    assert (nieuw.status_code, nieuw.json()["staat"]) == (200, "lopend")
    assert client.get("/api/v1/diensten/nu").json()["dienstleider"] == "Mila Meldpunt"
    for naam in ("Zara Zwolle", "Dora Drenthe"):
        assert post(klant(wereld, naam), f"/diensten/{rijen[0].pk}/overdracht", {}).status_code == 404
    assert post(client, f"/diensten/{uuid4()}/overdracht", {}).status_code == 404


@pytest.mark.eis("UM-20", "F10", "F126")
def test_rooster_en_kaarten(wereld) -> None:
    nu = timezone.now()
    beheer = klant(wereld, "Bram Beheer")
    rij = {
        "functie": "urgente_hulp", "gemeenten": ["0193"], "van": nu.isoformat(), "naam": "J. Bos",
        "tot": (nu + timedelta(days=1)).isoformat(), "telefoon": "038-0000120",
    }  # fmt: skip
    assert post(beheer, "/piket", rij).status_code == 201
    botst = post(beheer, "/piket", rij)
    assert (botst.status_code, botst.json()["code"]) == (409, "piket-overlapt")
    assert post(beheer, "/piket", rij | {"gemeenten": ["0363"]}).status_code == 400
    assert post(klant(wereld, "Mila Meldpunt"), "/piket", rij).status_code == 403
    rooster = klant(wereld, "Mila Meldpunt").get("/api/v1/piket").json()
    assert {
        r["naam"] for r in rooster["nu"] if r["functie"] == "urgente_hulp" and r["gemeenten"] == ["0193"]
    } == {"J. Bos"}
    assert any(gat["functie"] == "urgente_hulp" and "0193" in gat["gemeenten"] for gat in rooster["gaten"])
    op(
        wereld.actor("Bram Beheer"), nu, actions.zet_kaart, functie="ontmoeting", gemeente="0193", naam="Inloop",
        telefoon="038-0000150", uren={"altijd": True}, publiek=True, van=localdate(nu),
    )  # fmt: skip
    assert [k["naam"] for k in beheer.get("/api/v1/contactkaarten?gemeente=0193").json()] == ["Inloop"]
    assert beheer.get("/api/v1/contactkaarten?gemeente=0166").json() == []
