"""Who it is about and who called: candidates, the comparison, callers who call often, a melder nobody else sees."""

from datetime import date

import pytest
from django.db import Error, transaction
from django_scopes import scope

from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Adresgegevens, Inwonergegevens
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Herkenningsbesluit, Melding
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.meldpunt.tests.test_paginas import invoer_formulier, klant
from sluitend.platform.models import Inzage


def _bekende(wereld, **anders):
    gegevens = {
        "geslachtsnaam": "Jansen",
        "voornamen": "Jan",
        "roepnaam": "Jan",
        "geboortedatum": date(1984, 5, 2),
        "adres": Adresgegevens(gemeente="0193", postcode="8011AB", huisnummer=1, van=date(2020, 1, 1)),
    }
    return registreer_inwoner(
        actor=wereld.actor("Mila Meldpunt"), gegevens=Inwonergegevens(**gegevens | anders)
    )


@pytest.mark.eis("UM-06", "AM-17")
def test_mogelijk_bekend_tijdens_het_typen_met_de_redenen(wereld) -> None:
    """Outside the own residents only name, birth year and gemeente; nothing is linked."""
    _bekende(wereld)
    mila = klant(wereld, "Mila Meldpunt")
    tekst = mila.post(
        "/meldingen/nieuw/advies", invoer_formulier(om_wie="j jansen 2-5-1984 8011ab 1")
    ).content.decode()
    assert "Mogelijk bekend" in tekst
    assert "mogelijk (71)" in tekst
    assert "1984, Zwolle" in tekst
    assert "8011AB 1" in tekst.split('id="chips"')[1]
    assert "8011AB" not in tekst.split("Mogelijk bekend")[1].split('id="chips"')[0]
    with scope(regio=wereld.regio.pk):
        assert not Herkenningsbesluit.objects.exists()


@pytest.mark.eis("UM-06")
def test_personen_vergelijken_en_een_besluit_dat_blijft(wereld) -> None:
    inwoner = _bekende(wereld)
    rij = neem_aan(wereld, betrokkene={"geboortedatum": "1984-05-12"})
    mila = klant(wereld, "Mila Meldpunt")
    adres = f"/meldingen/{rij.pk}/vergelijken/{inwoner.pk}"
    assert adres in mila.get(f"/meldingen/{rij.pk}").content.decode()
    tekst = mila.get(adres).content.decode()
    for stuk in (
        "Verteld",
        "Bekend",
        "1984-05-12",
        "van 100 punten",
        "Zelfde persoon",
        "Andere persoon",
        "Later",
    ):
        assert stuk in tekst
    assert klant(wereld, "Dora Drenthe").get(adres).status_code == 404
    assert mila.get(f"/meldingen/{rij.pk}/vergelijken/{rij.pk}").status_code == 404
    velden = {
        "koppelen-versie": 1,
        "koppelen-inwoner": inwoner.pk,
        "koppelen-punten": 66,
        "koppelen-besluit": "later",
    }
    assert mila.post(f"/meldingen/{rij.pk}/koppelen", velden).status_code == 302
    with scope(regio=wereld.regio.pk):
        besluit = Herkenningsbesluit.objects.get()
        assert (besluit.besluit, besluit.punten, besluit.gewichten_versie) == ("later", 66, 1)
        assert Melding.objects.get().inwoner_id is None
        for daad in (lambda: Herkenningsbesluit.objects.update(besluit="zelfde"), lambda: besluit.delete()):
            with pytest.raises(Error), transaction.atomic():
                daad()


@pytest.mark.eis("UM-25")
def test_andere_koppeling_vraagt_een_reden_en_de_oude_staat_in_het_spoor(wereld) -> None:
    een, ander = _bekende(wereld), _bekende(wereld, geslachtsnaam="Pietersen", geboortedatum=date(1990, 1, 1))
    rij, mila = neem_aan(wereld), wereld.actor("Mila Meldpunt")
    op(mila, NU, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=een.pk)
    with pytest.raises(Exception, match="Leg kort uit"):
        op(mila, NU, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=ander.pk)
    rij = op(mila, NU + UUR, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=ander.pk,
             reden="De moeder noemde de verkeerde zoon")  # fmt: skip
    assert rij.inwoner_id == ander.pk


@pytest.mark.eis("UM-01")
def test_wie_vaak_belt_ziet_alleen_het_meldpunt_en_de_urgentie_blijft(wereld) -> None:
    """Four calls in seven days; calls of longer ago and other numbers do not count."""
    neem_aan(wereld, NU - 24 * 8 * UUR)
    for i in range(3):
        neem_aan(wereld, NU + i * UUR, melder={"telefoon": "06-12345678"})
    mila = klant(wereld, "Mila Meldpunt")
    with scope(regio=wereld.regio.pk):
        derde = Melding.objects.order_by("-ontvangen_op").first()
    assert "keer in 7 dagen" not in mila.get(f"/meldingen/{derde.pk}").content.decode()
    vierde = neem_aan(wereld, NU + 4 * UUR, melder={"telefoon": "+31612345678"})
    assert "Dit nummer belde 4 keer in 7 dagen" in mila.get(f"/meldingen/{vierde.pk}").content.decode()
    assert vierde.advies_urgentie == derde.advies_urgentie
    op(wereld.actor("Mila Meldpunt"), NU + 5 * UUR, actions.bevestig_triage, melding_id=vierde.pk, urgentie="week",
       route="bemoeizorg")  # fmt: skip
    assert "keer in 7 dagen" not in klant(wereld, "Bo Bemoei").get(f"/meldingen/{vierde.pk}").content.decode()


@pytest.mark.eis("AM-21", "recht:V06", "recht:W12")
def test_de_melder_staat_nergens_waar_een_ander_leest(wereld) -> None:
    """The receiving team reads, searches and takes up: the melder is nowhere, and each read left a line."""
    rij = neem_aan(wereld, omschrijving="Ouder Verzonnen belde: hij doet niet open. Bel 0612345678.")
    mila = wereld.actor("Mila Meldpunt")
    op(mila, NU + UUR, actions.koppel_inwoner, melding_id=rij.pk, inwoner_id=_bekende(wereld).pk)
    op(mila, NU + UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie="week", route="lokaal_team",
       afwijking_code="eigen_inschatting")  # fmt: skip
    zara = wereld.actor("Zara Zwolle")
    op(zara, NU + UUR, actions.pak_op, melding_id=rij.pk)
    op(zara, NU + UUR, actions.leg_uitkomst_vast, melding_id=rij.pk, uitkomst="dossier_geopend",
       betrokkene_geinformeerd="ja")  # fmt: skip
    with scope(regio=wereld.regio.pk):
        dossier = Melding.objects.get().dossier_id
        vooraf = Inzage.objects.count()
    client = klant(wereld, "Zara Zwolle")
    paden = (
        f"/meldingen/{rij.pk}",
        "/meldingen/?tab=alles",
        f"/dossiers/{dossier}",
        f"/dossiers/{dossier}/tijdlijn",
    )
    for pad in paden:
        antwoord = client.get(pad, follow=True)
        assert antwoord.status_code == 200, pad
        tekst = antwoord.content.decode()
        assert "Verzonnen" not in tekst, pad
        assert "0612345678" not in tekst, pad
    assert "[melder]" in client.get(f"/meldingen/{rij.pk}").content.decode()
    zoek = client.post("/zoeken", {"q": "Verzonnen"}, follow=True).content.decode()
    assert "Ouder Verzonnen" not in zoek
    with scope(regio=wereld.regio.pk):
        assert Inzage.objects.count() >= vooraf + len(paden)


@pytest.mark.eis("UM-10")
def test_anna_is_bezig_en_de_tweede_ziet_beide_versies(wereld) -> None:
    """A soft claim of ten minutes, and 409 with what was fixed beside what was filled in."""
    rij = neem_aan(wereld)
    mila, max_ = klant(wereld, "Mila Meldpunt"), klant(wereld, "Max Meldpunt")
    pad = f"/meldingen/{rij.pk}/triage"
    assert "is bezig sinds" not in mila.get(pad).content.decode()
    assert "Mila Meldpunt is bezig sinds" in max_.get(pad).content.decode()
    assert "is bezig sinds" not in mila.get(pad).content.decode()
    velden = {"versie": 1, "urgentie": "week", "route": "bemoeizorg", "aard": "oggz"}
    assert max_.post(pad, velden).status_code == 302
    anders = velden | {"urgentie": "dag", "route": "lokaal_team", "afwijking_code": "eigen_inschatting",
                       "afwijking_tekst": "Buurvrouw belde ook"}  # fmt: skip
    antwoord = mila.post(pad, anders)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Buurvrouw belde ook" in tekst
    tabel = tekst.split("Nu vastgelegd", 1)[1].split("</table>")[0]
    for stuk in ("Binnen 7 dagen", "Binnen 24 uur", "Bemoeizorg", "Lokaal team"):
        assert stuk in tabel
    with scope(regio=wereld.regio.pk):
        assert f'name="versie" value="{Melding.objects.get().versie}"' in tekst


@pytest.mark.eis("UM-10")
def test_na_tien_minuten_is_bezig_voorbij(wereld) -> None:
    rij = neem_aan(wereld)
    mila, max_ = wereld.actor("Mila Meldpunt"), wereld.actor("Max Meldpunt")
    assert op(mila, NU, actions.meld_bezig, melding_id=rij.pk) is None
    assert (
        op(max_, NU + UUR / 6 - UUR / 3600, actions.meld_bezig, melding_id=rij.pk).bezig_door.naam
        == "Mila Meldpunt"
    )
    assert op(max_, NU + UUR / 6, actions.meld_bezig, melding_id=rij.pk) is None
    assert op(mila, NU + UUR / 6, actions.meld_bezig, melding_id=rij.pk).bezig_door.naam == "Max Meldpunt"


@pytest.mark.eis("UM-15", "AM-15", "recht:P12")
def test_bel_eerst_met_grote_nummers_en_een_klik(wereld) -> None:
    rij = neem_aan(wereld, signalen=["levensgevaar_nu"], signalen_nee=[])
    mila, pad = klant(wereld, "Mila Meldpunt"), f"/meldingen/{rij.pk}/triage"
    tekst = mila.get(pad).content.decode()
    assert 'href="tel:112"' in tekst
    assert 'href="tel:038-0000112"' in tekst
    assert tekst.index("Bel eerst") < tekst.index("Triage bevestigen")
    velden = {"versie": 1, "urgentie": "acuut", "route": "112", "aard": "oggz"}
    geweigerd = mila.post(pad, velden).content.decode()
    assert "Bel eerst. Leg daarna vast wie het overneemt." in geweigerd
    gebeld = {"functie": "112", "nummer_gebeld": "112"}
    assert mila.post(f"/meldingen/{rij.pk}/bellen", gebeld).status_code == 302
    tekst = mila.get(pad).content.decode()
    assert "Overgenomen door" in tekst
    over = {"functie": "112", "nummer_gebeld": "112", "overgenomen": "ja", "gesproken_met": "Centralist 4"}
    assert mila.post(f"/meldingen/{rij.pk}/bellen", over).status_code == 302
    assert "Centralist 4" in mila.get(pad).content.decode()
    assert mila.post(pad, velden).status_code == 302
