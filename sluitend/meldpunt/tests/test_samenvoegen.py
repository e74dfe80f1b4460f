"""AM-19, AR-22: a merge takes meldingen and dossier along, and gives them back."""

from datetime import date
from typing import Any

import pytest

from sluitend.dossier.actions import open_dossier
from sluitend.dossier.models import Dossier
from sluitend.inwoners import actions as inwoners
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.inwoners.models import Inwoner
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.actions import neem_melding_aan
from sluitend.meldpunt.models import Melding
from sluitend.platform.eenheid import lezen
from sluitend.regio.tests.fabriek import Wereld


def _persoon(wereld: Wereld, naam: str) -> Inwoner:
    gegevens = Inwonergegevens(geslachtsnaam=naam, voornamen="Vera", geboortedatum=date(1984, 5, 2))
    return inwoners.registreer_inwoner(actor=wereld.actor("Mila Meldpunt"), gegevens=gegevens)


def _melding(wereld: Wereld, inwoner: Inwoner) -> Melding:
    inhoud: dict[str, Any] = {
        "kanaal": "telefoon",
        "omschrijving": "Zorgen.",
        "melder": {"soort": "anoniem"},
        "betrokkene": {"verblijft_in": "0193"},
    }
    return neem_melding_aan(actor=wereld.actor("Mila Meldpunt"), melding=inhoud, inwoner=inwoner).melding


def _van(wereld: Wereld, inwoner: Inwoner) -> set[str]:
    with lezen(wereld.systeem):
        return set(Melding.objects.filter(inwoner=inwoner.pk).values_list("nummer", flat=True))


@pytest.mark.eis("AM-19", "UM-07", "UR-04")
def test_meldingen_en_dossier_gaan_mee_en_komen_terug(wereld: Wereld) -> None:
    a, b = _persoon(wereld, "Voorbeeld"), _persoon(wereld, "Voorbeeldt")
    van_a, van_b = _melding(wereld, a), _melding(wereld, b)
    dossier = open_dossier(actor=wereld.actor("Zara Zwolle"), inwoner=b, gemeente="0193").dossier
    mila, bram = wereld.actor("Mila Meldpunt"), wereld.actor("Bram Beheer")
    rij = inwoners.vraag_samenvoeging(actor=mila, blijft_id=a.pk, opgegaan_id=b.pk, reden="zelfde_persoon")
    inwoners.voeg_samen(actor=bram, samenvoeging_id=rij.pk)
    assert _van(wereld, a) == {van_a.nummer, van_b.nummer}
    with lezen(wereld.systeem):
        assert Dossier.objects.get().inwoner_id == a.pk
    later = _melding(wereld, Inwoner(pk=a.pk, regio_id=a.regio_id, sleutel_id=a.sleutel_id))
    inwoners.vraag_terugdraaien(actor=mila, samenvoeging_id=rij.pk)
    inwoners.draai_samenvoeging_terug(actor=bram, samenvoeging_id=rij.pk)
    inwoners.wijs_later_toe(
        actor=mila, samenvoeging_id=rij.pk, sleutel=f"meldpunt.melding|{later.pk}", inwoner_id=b.pk
    )
    assert _van(wereld, a) == {van_a.nummer}
    assert _van(wereld, b) == {van_b.nummer, later.nummer}
    with lezen(wereld.systeem):
        assert Dossier.objects.get(pk=dossier.pk).inwoner_id == b.pk


@pytest.mark.eis("AR-22", "UR-04")
def test_twee_open_dossiers_wachten_op_de_andere_regisseur(wereld: Wereld) -> None:
    a, b = _persoon(wereld, "Voorbeeld"), _persoon(wereld, "Voorbeeldt")
    for inwoner in (a, b):
        _melding(wereld, inwoner)
        open_dossier(actor=wereld.actor("Zara Zwolle"), inwoner=inwoner, gemeente="0193")
    mila, bram = wereld.actor("Mila Meldpunt"), wereld.actor("Bram Beheer")
    rij = inwoners.vraag_samenvoeging(actor=mila, blijft_id=a.pk, opgegaan_id=b.pk, reden="zelfde_persoon")
    with pytest.raises(Weigering, match="Beide dossiers zijn open"):
        inwoners.voeg_samen(actor=bram, samenvoeging_id=rij.pk)
