"""A melding from receipt to closing, step by step (F01, Z-06)."""

import pytest
from django_scopes import scope

from sluitend.dossier.models import Gat, Taak
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op


@pytest.mark.eis("Z-06", "F01", "UM-16")
def test_van_ontvangst_tot_sluiten(wereld) -> None:
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    rij = neem_aan(wereld)
    op(mila, NU + UUR, actions.koppel_nieuwe_inwoner, melding_id=rij.pk,
       gegevens=Inwonergegevens(geslachtsnaam="Jansen", roepnaam="Jan"))  # fmt: skip
    rij = op(mila, NU + UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="bemoeizorg")
    assert (rij.staat, rij.team.naam) == ("aangeboden", "Bemoeizorg")
    rij = op(bo, NU + 2 * UUR, actions.pak_op, melding_id=rij.pk)
    assert rij.eigenaar.naam == "Bo Bemoei"
    rij = op(bo, NU + 3 * UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="dossier_geopend",
             betrokkene_geinformeerd="ja")  # fmt: skip
    assert rij.staat == "afgehandeld"
    assert rij.dossier.casusregisseur_id
    rij = op(mila, NU + 4 * UUR, actions.koppel_terug, melding_id=rij.pk, wijze="telefoon")
    rij = op(mila, NU + 5 * UUR, actions.sluit_melding, melding_id=rij.pk)
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.get(pk=rij.pk).staat == "gesloten"
        assert not Gat.objects.filter(onderwerp=f"melding:{rij.pk}", opgelost_op__isnull=True).exists()
        assert not Taak.objects.filter(onderwerp=f"melding:{rij.pk}", status="open").exists()
