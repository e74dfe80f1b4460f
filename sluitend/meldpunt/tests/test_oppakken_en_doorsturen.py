"""Taking up, giving back, sending on (UM-12, UM-13, UM-14), and who it is about (UM-06, UM-25)."""

import pytest
from django_scopes import scope

from sluitend.dossier.models import Dossier, Gat, Taak
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions, queries
from sluitend.meldpunt.actions import Doorstuurgegevens
from sluitend.meldpunt.models import Doorleiding, Herkenningsbesluit, Tekstversie
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.platform.eenheid import lezen


def _aangeboden(wereld, **anders):
    rij = neem_aan(wereld, **anders)
    return op(wereld.actor("Mila Meldpunt"), NU + UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="week",
              route="bemoeizorg")  # fmt: skip


@pytest.mark.eis("UM-12")
def test_tweede_oppakker_leest_wie_eerst_was(wereld) -> None:
    rij = _aangeboden(wereld)
    op(wereld.actor("Bo Bemoei"), NU + 9 * UUR, actions.pak_op, melding_id=rij.pk)
    with pytest.raises(Weigering) as fout:
        op(wereld.actor("Bea Bemoei"), NU + 10 * UUR, actions.pak_op, melding_id=rij.pk)
    assert fout.value.tekst == "Bo Bemoei heeft deze melding al opgepakt om 10:15."
    with scope(regio=wereld.regio.pk):
        assert Gat.objects.get(code="G-02").opgelost_op == NU + 9 * UUR


@pytest.mark.eis("UM-12")
def test_ander_team_ziet_de_melding_niet(wereld) -> None:
    rij = _aangeboden(wereld)
    with pytest.raises(Weigering) as fout:
        op(wereld.actor("Kees Kampen"), NU, actions.pak_op, melding_id=rij.pk)
    assert fout.value.status == 404


@pytest.mark.eis("UM-13")
def test_teruggeven_vraagt_reden_en_de_klok_loopt_door(wereld) -> None:
    rij, bo = _aangeboden(wereld), wereld.actor("Bo Bemoei")
    with pytest.raises(Weigering, match="Kies een reden en licht kort toe"):
        op(bo, NU, actions.geef_terug, melding_id=rij.pk, reden="geen_capaciteit", toelichting="vol")
    deadline = rij.deadline_oppakken
    rij = op(bo, NU + 2 * UUR, actions.geef_terug, melding_id=rij.pk, reden="geen_capaciteit",
             toelichting="Deze week is niemand vrij")  # fmt: skip
    assert (rij.staat, rij.team, rij.deadline) == ("nieuw", None, deadline)
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="triage", status="open").eigenaar_team.naam == "Meldpunt"
    with pytest.raises(Weigering):
        op(bo, NU, actions.pak_op, melding_id=rij.pk)


@pytest.mark.eis("UM-14")
def test_andere_gemeente_in_de_regio(wereld) -> None:
    rij = neem_aan(wereld)
    mila = wereld.actor("Mila Meldpunt")
    rij = op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="lokaal_team")
    assert rij.team.naam == "Lokaal team Zwolle"
    deadline = rij.deadline
    rij = op(mila, NU + UUR, actions.stuur_door_binnen_regio, melding_id=rij.pk, gemeente="0166")
    assert (rij.team.naam, rij.deadline, rij.staat) == ("Lokaal team Kampen", deadline, "aangeboden")


@pytest.mark.eis("AM-05", "recht:L01", "recht:M09", "UM-14")
def test_dakloos_wordt_niet_doorgestuurd(wereld) -> None:
    rij, mila = neem_aan(wereld, signalen=["dakloos_nu"]), wereld.actor("Mila Meldpunt")
    naar = Doorstuurgegevens(naar="Meldpunt Utrecht", gesproken_met="mevrouw Verzonnen")
    with pytest.raises(Weigering) as fout:
        op(mila, NU, actions.stuur_door_buiten_regio, melding_id=rij.pk, gegevens=naar)
    assert fout.value.code == "toegang-zonder-herkomst"


@pytest.mark.eis("UM-14", "recht:W16")
def test_buiten_de_regio_van_ons_tot_bevestigd(wereld) -> None:
    rij, mila = neem_aan(wereld), wereld.actor("Mila Meldpunt")
    with pytest.raises(Weigering) as fout:
        op(
            mila,
            NU,
            actions.stuur_door_buiten_regio,
            melding_id=rij.pk,
            gegevens=Doorstuurgegevens("Utrecht"),
        )
    assert fout.value.code == "doorsturen-zonder-contact"
    naar = Doorstuurgegevens("Meldpunt Utrecht", gesproken_met="mevrouw Verzonnen", velden=("naam",))
    rij = op(mila, NU, actions.stuur_door_buiten_regio, melding_id=rij.pk, gegevens=naar)
    assert rij.staat == "doorgestuurd"
    with pytest.raises(OngeldigeInvoer):
        op(mila, NU, actions.beantwoord_doorsturen, melding_id=rij.pk, bevestigd=True, door=" ")
    rij = op(
        mila, NU + UUR, actions.beantwoord_doorsturen, melding_id=rij.pk, bevestigd=False, door="mevrouw V."
    )
    assert rij.staat == "nieuw"
    rij = op(mila, NU, actions.stuur_door_buiten_regio, melding_id=rij.pk, gegevens=naar)
    rij = op(
        mila, NU + UUR, actions.beantwoord_doorsturen, melding_id=rij.pk, bevestigd=True, door="mevrouw V."
    )
    assert rij.staat == "afgehandeld"
    with scope(regio=wereld.regio.pk):
        assert Doorleiding.objects.filter(melding=rij).count() == 2
        assert rij.triages.get().gekozen_route == "andere_gemeente"


@pytest.mark.eis("UM-06", "UM-25", "recht:N03")
def test_koppelen_opnieuw_koppelen_en_gaten_volgen(wereld) -> None:
    rij, mila = neem_aan(wereld), wereld.actor("Mila Meldpunt")
    rij = op(mila, NU, actions.koppel_nieuwe_inwoner, melding_id=rij.pk,
             gegevens=Inwonergegevens(geslachtsnaam="Jansen", roepnaam="Jan"))  # fmt: skip
    ander = neem_aan(wereld, NU + UUR)
    eerste = rij.inwoner
    op(mila, NU + UUR, actions.koppel_inwoner, melding_id=ander.pk, inwoner_id=eerste.pk, besluit="andere")
    ander = op(mila, NU + UUR, actions.koppel_inwoner, melding_id=ander.pk, inwoner_id=eerste.pk, punten=71)
    assert ander.inwoner_id == eerste.pk
    with scope(regio=wereld.regio.pk):
        assert set(Herkenningsbesluit.objects.values_list("besluit", flat=True)) == {"andere", "zelfde"}
        assert set(Gat.objects.values_list("eenheid", flat=True)) == {f"inwoner:{eerste.pk}"}
    with lezen(mila, nu=NU + UUR):
        context = queries.context_voor(eerste, NU.date(), melding=ander.pk)
        assert (context.bekend, context.herhaling_90d) == ("eerder", 2)
        redenen = queries.eerdere_meldingen(mila, behalve=ander.pk, postcode="8011AB", huisnummer=1)
        assert [eerder.redenen for eerder in redenen] == [("zelfde adres",)]


@pytest.mark.eis("UM-25")
def test_tekst_herstellen_houdt_de_oude(wereld) -> None:
    rij, mila = neem_aan(wereld), wereld.actor("Mila Meldpunt")
    rij = op(
        mila,
        NU,
        actions.herstel_tekst,
        melding_id=rij.pk,
        omschrijving="Zij doet niet open.",
        reden="verhoord",
    )
    assert rij.omschrijving == "Zij doet niet open."
    with scope(regio=wereld.regio.pk):
        assert Tekstversie.objects.get().omschrijving == "Hij doet de deur niet meer open."


@pytest.mark.eis("UM-16", "Z-01")
def test_dossier_openen_en_daarna_bij_hetzelfde_komen(wereld) -> None:
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    dossiers = []
    for _keer in range(2):
        rij = _aangeboden(wereld)
        op(bo, NU + UUR, actions.pak_op, melding_id=rij.pk)
        if not dossiers:
            with pytest.raises(Weigering, match="Koppel eerst de persoon"):
                op(bo, NU, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="dossier_geopend",
                   betrokkene_geinformeerd="ja")  # fmt: skip
            rij = op(mila, NU + UUR, actions.koppel_nieuwe_inwoner, melding_id=rij.pk,
                     gegevens=Inwonergegevens(geslachtsnaam="Jansen"))  # fmt: skip
            inwoner = rij.inwoner
        else:
            op(mila, NU + UUR, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=inwoner.pk)
        rij = op(bo, NU + 2 * UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="dossier_geopend",
                 betrokkene_geinformeerd="nee", betrokkene_niet_reden="Nog niet gesproken")  # fmt: skip
        dossiers.append(rij.dossier_id)
    assert dossiers[0] == dossiers[1]
    with scope(regio=wereld.regio.pk):
        assert Dossier.objects.count() == 1


@pytest.mark.eis("UM-16", "recht:W13")
def test_na_112_volgt_iemand_op(wereld) -> None:
    mila = wereld.actor("Mila Meldpunt")
    rij = neem_aan(wereld, signalen=["levensgevaar_nu"])
    rij = op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="acuut", route="112",
             melder_belt_zelf=True)  # fmt: skip
    op(mila, NU, actions.pak_op, melding_id=rij.pk)
    op(mila, NU, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="overgedragen_extern",
       betrokkene_geinformeerd="ja", vermijdbaar=False)  # fmt: skip
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="vervolg").eigenaar_team.naam == "Lokaal team Zwolle"
