"""UM-16 to UW-01: a melding with route Wvggz becomes a verkennend onderzoek, and closes only after it."""

from datetime import date

import pytest
from django_scopes import scope

from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.wvggz.models import VerkennendOnderzoek
from sluitend.wvggz.queries import loopt_voor

pytestmark = pytest.mark.django_db
PERSOON = Inwonergegevens(geslachtsnaam="Verzonnen", voornamen="Onna", geboortedatum=date(1984, 5, 2))


@pytest.mark.eis("UM-16", "UM-18", "UW-01", "Z-06", "recht:W05")
def test_een_opgepakte_melding_wordt_een_onderzoek(wereld) -> None:
    rij = neem_aan(wereld)
    mila, onno = wereld.actor("Mila Meldpunt"), wereld.actor("Onno Onderzoek")
    op(mila, NU, actions.koppel_nieuwe_inwoner, melding_id=rij.pk, gegevens=PERSOON)
    op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="wvggz", aard="wvggz")
    op(onno, NU + UUR, actions.pak_op, melding_id=rij.pk)
    rij = op(onno, NU + 2 * UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="verkennend_onderzoek",
             betrokkene_geinformeerd="nee", betrokkene_niet_reden="Eerst een bezoek.")  # fmt: skip
    with scope(regio=wereld.regio.pk):
        onderzoek = VerkennendOnderzoek.objects.get()
        assert (onderzoek.ontvangen_op, onderzoek.onderzoeker.naam) == (rij.ontvangen_op, "Onno Onderzoek")
        assert rij.dossier_id == onderzoek.traject.traject.dossier_id
        assert loopt_voor(rij.pk)
    with pytest.raises(Weigering) as fout:
        op(onno, NU + 3 * UUR, actions.sluit_melding, melding_id=rij.pk)
    assert fout.value.code == "onderzoek-open"


@pytest.mark.eis("UW-01")
def test_alleen_een_onderzoeker_start_het(wereld) -> None:
    rij = neem_aan(wereld)
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    op(mila, NU, actions.koppel_nieuwe_inwoner, melding_id=rij.pk, gegevens=PERSOON)
    op(mila, NU, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="bemoeizorg")
    op(bo, NU + UUR, actions.pak_op, melding_id=rij.pk)
    with pytest.raises(Weigering, match="Alleen een onderzoeker"):
        op(bo, NU + UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="verkennend_onderzoek",
           betrokkene_geinformeerd="ja")  # fmt: skip
