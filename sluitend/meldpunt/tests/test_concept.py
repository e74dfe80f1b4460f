"""What is being typed is kept, and becomes a melding when nobody comes back (10 §3, §7)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from sluitend.config.klok import Klok
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.meldpunt import actions
from sluitend.meldpunt.forms import NieuweMelding
from sluitend.meldpunt.models import Melding, Meldingconcept
from sluitend.meldpunt.tests.stappen import NU, op
from sluitend.meldpunt.tests.test_paginas import invoer_formulier, klant
from sluitend.platform.eenheid import lezen

MINUUT = timedelta(minutes=1)
CONTRACT = {
    "kanaal": "telefoon",
    "ontvangen_op": NU.isoformat(),
    "omschrijving": "Hij staat op het balkon.",
    "signalen": ["levensgevaar_nu"],
    "melder": {"soort": None, "telefoon": "06-1"},
    "betrokkene": {"naam": "Verzonnen"},
}


def _bewaar(wereld, nu=NU, *, sleutel="a" * 20, gevuld=True, wie="Mila Meldpunt", **anders) -> bool:
    return op(
        wereld.actor(wie), nu, actions.bewaar_concept, sleutel=sleutel, velden={"omschrijving": "Hij staat"},
        melding=CONTRACT | anders, gevuld=gevuld,
    )  # fmt: skip


def _staten(wereld) -> list[str]:
    with scope(regio=wereld.regio.pk):
        return sorted(Melding.objects.values_list("staat", flat=True))


@pytest.mark.eis("UM-01")
def test_na_dertig_minuten_wordt_wat_bleef_liggen_een_melding(wereld) -> None:
    _bewaar(wereld)
    _bewaar(wereld, NU + 5 * MINUUT)
    assert _staten(wereld) == ["concept"]
    assert actions.verwerk_concepten(actor=wereld.systeem, nu=NU + 34 * MINUUT) == 0
    assert actions.verwerk_concepten(actor=wereld.systeem, nu=NU + 35 * MINUUT) == 1
    assert actions.verwerk_concepten(actor=wereld.systeem, nu=NU + 36 * MINUUT) == 0
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.select_related("opgave", "melder").get()
        assert (rij.staat, rij.onvolledig, rij.nummer) == ("nieuw", True, "M-2026-000001")
        assert (rij.ontvangen_op, rij.advies_urgentie, rij.opgave.naam) == (NU, "acuut", "Verzonnen")
        assert rij.deadline_triage == NU + 5 * MINUUT  # the clock runs from the opening of the form
        assert not Meldingconcept.objects.exists()


def test_leeg_concept_is_na_een_dag_weg_en_van_een_bezoeker_ook(wereld) -> None:
    """A visitor who never pressed send has not reported; nothing of it stays."""
    from sluitend.platform.actor import publiek

    _bewaar(wereld, gevuld=False)
    op(
        publiek(wereld.regio),
        NU,
        actions.bewaar_concept,
        sleutel="b" * 20,
        velden={},
        melding=CONTRACT,
        gevuld=True,
    )
    actions.verwerk_concepten(actor=wereld.systeem, nu=NU + timedelta(hours=23, minutes=59))
    assert _staten(wereld) == ["concept", "concept"]
    actions.verwerk_concepten(actor=wereld.systeem, nu=NU + timedelta(hours=24))
    assert _staten(wereld) == []


def test_bewaren_na_opslaan_maakt_niets_nieuws_en_het_nummer_blijft_een(wereld) -> None:
    mila = klant(wereld, "Mila Meldpunt")
    velden = invoer_formulier()
    assert mila.post("/meldingen/nieuw/concept", velden).status_code == 204
    with scope(regio=wereld.regio.pk):
        concept = Melding.objects.get()
    antwoord = mila.post("/meldingen/nieuw", velden)
    assert antwoord.status_code == 302
    assert str(concept.pk) in antwoord["Location"]
    assert mila.post("/meldingen/nieuw/concept", velden).status_code == 410
    assert _staten(wereld) == ["nieuw"]
    with scope(regio=wereld.regio.pk):
        assert not Meldingconcept.objects.exists()


@pytest.mark.eis("UM-01")
def test_verder_waar_men_was(wereld) -> None:
    """The maker finds the form back with everything in it; nobody else can open it; it is unreadable where it lies."""
    mila = klant(wereld, "Mila Meldpunt")
    velden = invoer_formulier(omschrijving="Hij zit op het dak", verblijft_in="0193")
    assert mila.post("/meldingen/nieuw/concept", velden).status_code == 204
    with scope(regio=wereld.regio.pk):
        concept = Meldingconcept.objects.get()
    assert "dak" not in concept.inhoud
    adres = f"/meldingen/nieuw?concept={concept.pk}"
    assert adres.removeprefix("/meldingen/nieuw") in mila.get("/meldingen/nieuw").content.decode()
    tekst = mila.get(adres).content.decode()
    for stuk in (
        "Hij zit op het dak",
        "jan jansen 2-5-1984 8011ab 1",
        "Anna Verzonnen 06-12345678",
        "eenmalig-1",
    ):
        assert stuk in tekst
    assert 'class="chip"' in tekst
    assert "Waarom dit advies" in tekst
    assert klant(wereld, "Max Meldpunt").get(adres).status_code == 404
    assert mila.get("/meldingen/nieuw?concept=onzin").status_code == 404


def test_een_concept_bestaat_voor_niemand_anders(wereld) -> None:
    _bewaar(wereld)
    with scope(regio=wereld.regio.pk):
        pk = Melding.objects.get().pk
    mila = klant(wereld, "Mila Meldpunt")
    assert mila.get(f"/meldingen/{pk}").status_code == 404
    assert "concept" not in mila.get("/meldingen/?tab=alles").content.decode().split("<main", 1)[1]


def test_te_lang_wordt_geweigerd(wereld) -> None:
    with pytest.raises(OngeldigeInvoer):
        _bewaar(wereld, omschrijving="x" * 70_000)


@pytest.mark.eis("UM-01")
def test_de_klok_doet_het_elke_minuut(wereld) -> None:
    _bewaar(wereld, timezone.now() - 31 * MINUUT, ontvangen_op=(timezone.now() - 32 * MINUUT).isoformat())
    verslag = Klok().tik()
    assert verslag["fouten"] == 0
    assert _staten(wereld) == ["nieuw"]


@pytest.mark.eis("UM-01", "UM-09")
def test_de_pagina_blijft_binnen_twaalf_vragen(wereld) -> None:
    mila = klant(wereld, "Mila Meldpunt")
    mila.get("/meldingen/nieuw")
    with CaptureQueriesContext(connection) as vragen:
        assert mila.get("/meldingen/nieuw").status_code == 200
    assert len(vragen) <= 12, [v["sql"][:120] for v in vragen]


def test_gevuld_is_tekst_signaal_of_persoon(wereld) -> None:
    def gevuld(**velden) -> bool:
        formulier = NieuweMelding({"wie_belt": "naaste", "kanaal": "telefoon", "aard": "oggz", **velden})
        formulier.is_valid()
        return NieuweMelding.gevuld(formulier.melding(formulier.cleaned_data))

    with lezen(wereld.actor("Mila Meldpunt")):
        assert not gevuld(kern_wapen="nee", verblijft_in="")
        assert gevuld(kern_wapen="ja")
        assert gevuld(omschrijving="hij")
        assert gevuld(om_wie="jan")
        assert gevuld(onbekend="on")
