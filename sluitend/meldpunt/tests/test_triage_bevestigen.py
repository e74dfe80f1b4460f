"""A person confirms the triage (UM-10, UM-11), and the melding goes to its receiver (§5.3)."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding, Triage
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op


def _trieer(wereld, rij, nu=NU + UUR, **velden):
    velden = {"urgentie": "week", "route": "bemoeizorg"} | velden
    return op(wereld.actor("Mila Meldpunt"), nu, actions.bevestig_triage, melding_id=rij.pk, **velden)


@pytest.mark.eis("UM-10", "G-02", "Z-04")
def test_zoals_geadviseerd(wereld) -> None:
    rij = _trieer(wereld, neem_aan(wereld))
    assert (rij.staat, rij.team.naam, rij.versie) == ("aangeboden", "Bemoeizorg", 3)
    with scope(regio=wereld.regio.pk):
        triage = Triage.objects.get(melding=rij)
        assert (triage.advies_urgentie, triage.gekozen_urgentie, triage.tabel_versie) == ("week", "week", 1)
        assert 31 in triage.geraakt
        gaten = {gat.code: gat for gat in Gat.objects.filter(onderwerp=f"melding:{rij.pk}")}
        assert gaten["G-01"].opgelost_op == NU + UUR
        assert gaten["G-02"].norm_op == rij.deadline_oppakken
        assert gaten["G-02"].eigenaar_team_id == wereld.teams["Bemoeizorg"].pk
        taak = Taak.objects.get(soort="oppakken", status="open")
        assert (taak.eigenaar_team.naam, taak.uiterlijk) == ("Bemoeizorg", rij.deadline)


@pytest.mark.eis("AM-16", "recht:V07")
def test_lager_dan_acuut_vraagt_code_en_tekst_en_komt_op_de_overdracht(wereld) -> None:
    rij = neem_aan(wereld, signalen=["suicide_plan"])
    lager = {"urgentie": "dag", "afwijking_code": "steun_aanwezig"}
    with pytest.raises(Weigering, match="Geef een reden voor de lagere urgentie"):
        _trieer(wereld, rij, **lager, afwijking_tekst="ok")
    rij = _trieer(wereld, rij, **lager, afwijking_tekst="Broer is bij hem gebleven")
    assert rij.urgentie == "dag"
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.filter(soort="overdracht_dienst", onderwerp=f"melding:{rij.pk}").exists()


@pytest.mark.eis("AM-15", "recht:P12", "UM-15")
def test_acuut_belt_eerst(wereld) -> None:
    mila = wereld.actor("Mila Meldpunt")
    rij = neem_aan(wereld, signalen=["levensgevaar_nu"])
    with pytest.raises(Weigering) as fout:
        _trieer(wereld, rij, urgentie="acuut", route="112")
    assert fout.value.code == "acuut-niet-doorverbonden"
    gebeld = op(
        mila, NU + UUR, actions.leg_doorverbinding_vast, melding_id=rij.pk, functie="112", nummer_gebeld="112"
    )
    assert gebeld.begonnen_op == NU + UUR
    rij = _trieer(wereld, rij, urgentie="acuut", route="112")
    assert (rij.staat, rij.team.naam) == ("aangeboden", "Meldpunt")


@pytest.mark.eis("AM-13", "Z-09", "UM-11")
def test_hertriage_verzet_de_klok_volgens_de_regel(wereld) -> None:
    negen = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # vrijdag 09:00
    rij = neem_aan(wereld, negen, signalen=["ernstige_zelfverwaarlozing"])
    rij = _trieer(wereld, rij, negen, urgentie="dag")
    assert rij.deadline_oppakken == negen + timedelta(hours=24)
    rij = _trieer(wereld, rij, negen + timedelta(hours=6), urgentie="spoed", signalen=["geweld_dreiging"],
                  route="bemoeizorg")  # fmt: skip
    assert rij.deadline_oppakken == negen + timedelta(hours=10)
    rij = _trieer(wereld, rij, negen + timedelta(hours=7), urgentie="dag", signalen_nee=["geweld_dreiging"])
    assert rij.deadline_oppakken == negen + timedelta(hours=24)
    bo = wereld.actor("Bo Bemoei")
    rij = op(bo, negen + timedelta(hours=25), actions.geef_terug, melding_id=rij.pk, reden="verkeerde_route",
             toelichting="Hoort bij het lokale team")  # fmt: skip
    assert (rij.deadline, rij.misrouted, rij.staat) == (negen + timedelta(hours=24), 1, "nieuw")
    with scope(regio=wereld.regio.pk):
        assert Triage.objects.filter(melding=rij).count() == 3
        assert Gat.objects.get(code="G-02", opgelost_op__isnull=True).norm_op == negen + timedelta(hours=24)


@pytest.mark.eis("UM-10")
def test_twee_mensen_tegelijk(wereld) -> None:
    rij = neem_aan(wereld)
    _trieer(wereld, rij, versie=1)
    with pytest.raises(Weigering) as fout:
        _trieer(wereld, rij, versie=1)
    assert (fout.value.code, fout.value.status) == ("intussen-gewijzigd", 409)


@pytest.mark.eis("recht:W03")
def test_wvggz_erin_en_eruit_vraagt_waarom(wereld) -> None:
    rij = neem_aan(wereld, aard="wvggz", melder={"soort": "anoniem"})
    with pytest.raises(Weigering, match="Waarom is dit geen Wvggz-melding"):
        _trieer(wereld, rij, urgentie="dag", aard="oggz")


@pytest.mark.eis("C04")
def test_terugval_en_niemand_ingevuld(wereld) -> None:
    rij = neem_aan(wereld, signalen=["middelengebruik"], betrokkene={"verblijft_in": "0166"})
    rij = _trieer(wereld, rij, route="verslavingszorg")
    assert rij.team.naam == "Bemoeizorg"
    with scope(regio=wereld.regio.pk):
        aanbod = rij.aanbiedingen.get()
        assert aanbod.terugval == (
            "Voor Kampen is nog niet ingevuld wie verslavingszorg doet. De melding gaat naar bemoeizorg."
        )
        assert Taak.objects.filter(soort="beheer", eigenaar_medewerker__naam="Bram Beheer").count() == 1


def test_alleen_het_meldpunt_trieert(wereld) -> None:
    rij = _trieer(wereld, neem_aan(wereld))
    with pytest.raises(Weigering) as fout:
        op(
            wereld.actor("Bo Bemoei"),
            NU,
            actions.bevestig_triage,
            melding_id=rij.pk,
            urgentie="dag",
            route="jeugd",
        )
    assert fout.value.status == 403
    with pytest.raises(Weigering) as fout:
        op(
            wereld.actor("Dora Drenthe"),
            NU,
            actions.bevestig_triage,
            melding_id=rij.pk,
            urgentie="dag",
            route="jeugd",
        )
    assert fout.value.status == 404
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.get(pk=rij.pk).versie == rij.versie
