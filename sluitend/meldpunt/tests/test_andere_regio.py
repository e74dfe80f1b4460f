"""A melding goes to another region of this installation: only what was ticked, accepted or refused (UM-14)."""

from datetime import timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.actions import Doorstuurgegevens
from sluitend.meldpunt.models import Doorleiding, Doorleidingaanbod, Melding
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.eenheid import schrijven
from sluitend.regio import actions as regioacties


@pytest.fixture
def twee(wereld):
    """Drenthe has a meldpunt too."""
    from sluitend.platform.actor import systeem
    from sluitend.regio.models import Team

    with schrijven(systeem(wereld.ander), stil=True):
        regioacties.vervul_functie(functie="meldpunt", team=Team.objects.get(naam="Meldpunt"))
    return wereld


def _stuur(wereld, velden=("omschrijving", "signalen"), **anders):
    rij = neem_aan(wereld, **anders)
    gegevens = Doorstuurgegevens(naar="", gesproken_met="Dora", velden=velden, regio="drenthe")
    return op(
        wereld.actor("Mila Meldpunt"),
        NU + UUR,
        actions.stuur_door_buiten_regio,
        melding_id=rij.pk,
        gegevens=gegevens,
    )


@pytest.mark.eis("UM-14", "recht:W16")
def test_alleen_wat_is_aangekruist_en_aanvaard(twee) -> None:
    rij = _stuur(twee)
    assert rij.staat == "doorgestuurd"
    dora = klant(twee, "Dora Drenthe")
    assert dora.get(f"/meldingen/{rij.pk}").status_code == 404
    tekst = dora.get("/meldingen/doorgestuurd").content.decode()
    assert "Hij doet de deur niet meer open." in tekst
    for geheim in ("Jansen", "8011AB", "Ouder Verzonnen", "0612345678"):
        assert geheim not in tekst
    assert rij.nummer not in klant(twee, "Mila Meldpunt").get("/meldingen/doorgestuurd").content.decode()
    with scope(regio=twee.ander.pk):
        aanbod = Doorleidingaanbod.objects.get()
        assert "deur" not in aanbod.inhoud
        assert Taak.objects.get(soort="melding_van_andere_regio").uiterlijk == aanbod.uiterlijk
    assert (
        klant(twee, "Mila Meldpunt")
        .post(f"/meldingen/doorgestuurd/{aanbod.pk}", {"besluit": "aanvaarden"})
        .status_code
        == 404
    )
    assert dora.post(f"/meldingen/doorgestuurd/{aanbod.pk}", {"besluit": "aanvaarden"}).status_code == 302
    with scope(regio=twee.ander.pk):
        hunne = Melding.objects.select_related("opgave", "melder").get()
        assert (hunne.staat, hunne.kanaal, hunne.opgave.naam, hunne.omschrijving) == (
            "nieuw", "partner", "", "Hij doet de deur niet meer open.",
        )  # fmt: skip
        assert not Taak.objects.filter(soort="melding_van_andere_regio", status__in=Taak.OPENSTAAND).exists()
    with scope(regio=twee.regio.pk):
        onze = Melding.objects.get()
        assert (onze.staat, onze.uitkomsten.get().soort) == ("afgehandeld", "doorgestuurd")
        assert Doorleiding.objects.get().ontvangst_bevestigd_door == "Meldpunt Drenthe"


@pytest.mark.eis("UM-14")
def test_geweigerd_is_weer_van_ons_en_de_klok_loopt_door(twee) -> None:
    rij = _stuur(twee)
    with scope(regio=twee.ander.pk):
        pk = Doorleidingaanbod.objects.get().pk
    dora = twee.actor("Dora Drenthe")
    with pytest.raises(Weigering, match="licht kort toe"):
        op(dora, NU + 2 * UUR, actions.beantwoord_aanbod, aanbod_id=pk, aanvaard=False)
    op(
        dora,
        NU + 2 * UUR,
        actions.beantwoord_aanbod,
        aanbod_id=pk,
        aanvaard=False,
        toelichting="Woont in Zwolle",
    )
    with pytest.raises(Weigering, match="al beantwoord"):
        op(dora, NU + 3 * UUR, actions.beantwoord_aanbod, aanbod_id=pk, aanvaard=True)
    with scope(regio=twee.regio.pk):
        onze = Melding.objects.get(pk=rij.pk)
        assert (onze.staat, onze.ontvangen_op) == ("nieuw", NU)
        assert Taak.objects.filter(soort="triage", status__in=Taak.OPENSTAAND).count() == 1
    with scope(regio=twee.ander.pk):
        assert not Melding.objects.exists()


@pytest.mark.eis("UM-14", "recht:W16")
def test_de_norm_is_een_werkdag(twee) -> None:
    rij = _stuur(twee)
    assert rij.deadline - (NU + UUR) <= timedelta(days=5)
    with scope(regio=twee.ander.pk):
        assert Doorleidingaanbod.objects.get().uiterlijk == rij.deadline


@pytest.mark.eis("UM-14", "AM-05", "recht:L01", "recht:M09")
def test_wie_vannacht_geen_bed_heeft_gaat_niet_door_zonder_opvang(twee) -> None:
    with pytest.raises(Weigering) as fout:
        _stuur(twee, signalen=["dakloos_nu"])
    assert fout.value.code == "toegang-zonder-herkomst"
    with scope(regio=twee.ander.pk):
        assert not Doorleidingaanbod.objects.exists()


@pytest.mark.eis("UM-14")
def test_de_eigen_regio_is_geen_andere(twee) -> None:
    rij = neem_aan(twee)
    gegevens = Doorstuurgegevens(naar="", gesproken_met="Dora", regio="ijssel-vecht")
    with pytest.raises(OngeldigeInvoer):
        op(
            twee.actor("Mila Meldpunt"),
            NU,
            actions.stuur_door_buiten_regio,
            melding_id=rij.pk,
            gegevens=gegevens,
        )
