"""A melding comes in: by phone, late, by a system, without content, hostile (UM-01, UM-03, UM-05)."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions, jobs
from sluitend.meldpunt.models import Melder, Melding, MeldingSignaal
from sluitend.meldpunt.tests.stappen import NU, UUR, invoer, neem_aan, op
from sluitend.platform.models import Gebeurtenis


@pytest.mark.eis("UM-01", "UM-09", "F01")
def test_nummer_advies_klokken_en_spoor(wereld) -> None:
    rij = neem_aan(wereld)
    assert rij.nummer == "M-2026-000001"
    assert (rij.advies_urgentie, rij.advies_route, rij.staat) == ("week", "bemoeizorg", "nieuw")
    assert rij.deadline_triage == NU + timedelta(minutes=480)
    with scope(regio=wereld.regio.pk):
        gaten = {gat.code: gat for gat in Gat.objects.filter(onderwerp=f"melding:{rij.pk}")}
        assert set(gaten) == {"G-01", "G-17"}
        assert gaten["G-01"].norm_op == rij.deadline_triage
        assert gaten["G-01"].eigenaar_team_id == wereld.teams["Meldpunt"].pk
        spoor = Gebeurtenis.objects.get(soort="meldpunt.melding_ontvangen")
        assert spoor.object == f"melding:{rij.pk}"
        assert "Ouder" not in str(spoor.gegevens)


@pytest.mark.eis("recht:V06", "recht:W12")
def test_melder_staat_versleuteld(wereld) -> None:
    rij = neem_aan(wereld)
    with scope(regio=wereld.regio.pk):
        melder = Melder.objects.get(melding=rij)
        assert melder.naam.startswith("v1.")
        assert "Verzonnen" not in melder.naam + melder.telefoon


@pytest.mark.eis("G-01")
def test_onbeantwoorde_kernvraag_vijftien_minuten(wereld) -> None:
    rij = neem_aan(wereld, signalen_nee=[])
    assert rij.kernvragen_open
    assert rij.deadline_triage == NU + timedelta(minutes=15)
    with scope(regio=wereld.regio.pk):
        assert Gat.objects.get(code="G-01").norm_op == NU + timedelta(minutes=15)


def test_taak_komt_na_de_ontvangst_en_maar_een_keer(wereld) -> None:
    rij = neem_aan(wereld)
    for _keer in range(2):
        jobs.verwerk_ontvangst.call(wereld.regio.code, str(rij.pk))
    with scope(regio=wereld.regio.pk):
        taak = Taak.objects.get(onderwerp=f"melding:{rij.pk}")
        assert (taak.soort, taak.eigenaar_team_id, taak.uiterlijk) == (
            "triage", wereld.teams["Meldpunt"].pk, rij.deadline_triage,
        )  # fmt: skip


@pytest.mark.eis("UM-03", "AM-23")
def test_onbekend_signaal_blijft_met_waarschuwing(wereld) -> None:
    actor = wereld.actor("Mila Meldpunt")
    ontvangst = actions.neem_melding_aan(actor=actor, melding=invoer(signalen=["ufo", "verward_gedrag"]))
    assert any("ufo" in tekst for tekst in ontvangst.waarschuwingen)
    with scope(regio=wereld.regio.pk):
        assert MeldingSignaal.objects.filter(melding=ontvangst.melding, code="ufo", antwoord=True).exists()


@pytest.mark.eis("UM-03")
def test_toekomst_wordt_nu(wereld) -> None:
    actor = wereld.actor("Mila Meldpunt")
    ontvangst = op(actor, NU, actions.neem_melding_aan, melding=invoer(ontvangen_op=NU + UUR))
    assert ontvangst.melding.ontvangen_op == NU
    assert any("toekomst" in tekst for tekst in ontvangst.waarschuwingen)


def test_late_invoer_met_reden_en_grens(wereld) -> None:
    actor = wereld.actor("Mila Meldpunt")
    gisteren = invoer(ontvangen_op=NU - timedelta(days=1))
    with pytest.raises(Weigering, match="late invoer"):
        op(actor, NU, actions.neem_melding_aan, melding=gisteren)
    gelukt = op(actor, NU, actions.neem_melding_aan, melding=gisteren | {"laat_ingevoerd_reden": "storing"})
    assert gelukt.melding.deadline_triage == NU - timedelta(days=1) + timedelta(minutes=480)
    oud = invoer(ontvangen_op=NU - timedelta(days=31), laat_ingevoerd_reden="storing")
    with pytest.raises(Weigering, match="Meer dan 30 dagen terug"):
        op(actor, NU, actions.neem_melding_aan, melding=oud)


@pytest.mark.eis("UM-01")
def test_zonder_inhoud(wereld) -> None:
    leeg = invoer(omschrijving=" ", signalen=[], betrokkene={
        "naam": "", "voornaam": "", "geboortedatum": "", "adres": {}})  # fmt: skip
    with pytest.raises(Weigering) as fout:
        actions.neem_melding_aan(actor=wereld.actor("Mila Meldpunt"), melding=leeg)
    assert fout.value.code == "melding-zonder-inhoud"


FOUT = [
    ({"kanaal": "duif"}, "kanaal"),
    ({"kanaal": None}, "kanaal"),
    ({"politiecode": "E3"}, "politiecode"),
    ({"aard": "ruzie"}, "aard"),
    ({"omschrijving": "x" * 1_000_000}, "omschrijving"),
    ({"omschrijving": 7}, "omschrijving"),
    ({"ontruimingsdatum": "2026-02-30"}, "ontruimingsdatum"),
    ({"ontvangen_op": "gisteren"}, "ontvangen_op"),
    ({"ontvangen_op": "2026-11-20T01:15:00"}, "ontvangen_op"),
    ({"signalen": "verzet"}, "signalen"),
    ({"signalen": ["X" * 41]}, "signalen"),
    ({"melder": {"soort": None}}, "melder.soort"),
    ({"melder": {"telefoon": "bel maar"}}, "melder.telefoon"),
    ({"melder": {"email": "geen adres"}}, "melder.email"),
    ({"betrokkene": {"geboortedatum": "1984-13-02"}}, "betrokkene.geboortedatum"),
    ({"betrokkene": {"geboortedatum": "2031-01-01"}}, "betrokkene.geboortedatum"),
    ({"betrokkene": {"leeftijd_van": -1}}, "betrokkene.leeftijd_van"),
    ({"betrokkene": {"verblijft_in": "Zwo"}}, "betrokkene.verblijft_in"),
    ({"betrokkene": {"adres": {"postcode": "12AB"}}}, "betrokkene.adres.postcode"),
    ({"betrokkene": {"adres": {"huisnummer": 100_000}}}, "betrokkene.adres.huisnummer"),
]


@pytest.mark.eis("UM-03")
@pytest.mark.parametrize(("anders", "veld"), FOUT)
def test_foute_invoer_noemt_het_veld(wereld, anders: dict, veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        actions.neem_melding_aan(actor=wereld.actor("Mila Meldpunt"), melding=invoer(**anders))
    assert veld in fout.value.fouten
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()


def test_stuurtekens_verdwijnen_en_opmaak_blijft_tekst(wereld) -> None:
    rij = neem_aan(wereld, omschrijving="<script>alert(1)</script>\x00\u202eregel\ntwee")
    assert rij.omschrijving == "<script>alert(1)</script>regel\ntwee"


@pytest.mark.eis("recht:N03")
def test_over_een_onbekende(wereld) -> None:
    rij = neem_aan(wereld, betrokkene={
        "naam": "", "voornaam": "", "geboortedatum": "", "adres": {}, "kenmerken": "vrouw, rode jas",
        "leeftijd_van": 57, "leeftijd_tot": 63, "vindplaats": "station"})  # fmt: skip
    assert rij.inwoner_id is None
    assert rij.opgave.kenmerken == "vrouw, rode jas"


@pytest.mark.eis("recht:N04")
def test_bsn_zonder_grondslag_wordt_niet_bewaard(wereld) -> None:
    ontvangst = actions.neem_melding_aan(
        actor=wereld.actor("Mila Meldpunt"), melding=invoer(betrokkene={"bsn": "999990019"})
    )
    assert any("BSN" in tekst for tekst in ontvangst.waarschuwingen)


def test_anoniem_bewaart_geen_naam(wereld) -> None:
    rij = neem_aan(wereld, melder={"soort": "anoniem"})
    with scope(regio=wereld.regio.pk):
        melder = Melder.objects.get(melding=rij)
        assert (melder.anoniem, melder.naam, melder.telefoon) == (True, "", "")
        assert not Gat.objects.filter(code="G-17").exists()


@pytest.mark.eis("UM-05")
def test_jaar_van_het_nummer_is_amsterdams(wereld) -> None:
    oudjaar = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 1 januari 00:30 in Zwolle
    assert neem_aan(wereld, oudjaar, kanaal="landelijk").nummer == "M-2027-000001"


def test_rol_zonder_recht_kan_niet_melden(wereld) -> None:
    with pytest.raises(Weigering) as fout:
        actions.neem_melding_aan(actor=wereld.actor("Aart Auditor"), melding=invoer())
    assert fout.value.status == 403
