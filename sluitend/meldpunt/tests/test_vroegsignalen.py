"""Early signals (10 §5.5): several meldingen together ask for an act before anything escalates."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from sluitend.dossier.models import Taak
from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.meldpunt import actions
from sluitend.meldpunt.actions.vroegsignalen import zoek_vroegsignalen
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import NU, UUR, invoer, neem_aan, op
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Gebeurtenis

DAG = timedelta(days=1)


@pytest.fixture
def jan(wereld):
    return registreer_inwoner(
        actor=wereld.actor("Mila Meldpunt"),
        gegevens=Inwonergegevens(geslachtsnaam="Verzonnen", voornamen="Jan"),
    )


def _aan(wereld, nu, wie="Mila Meldpunt", inwoner=None, **velden):
    """A melding of somebody about a known resident."""
    rij = neem_aan(wereld, nu, wie=wie, **velden)
    if inwoner is not None:
        with scope(regio=wereld.regio.pk):
            Melding.objects.filter(pk=rij.pk).update(inwoner=inwoner)
    return rij


def _zoek(wereld, nu):
    return [(v.soort.value, v.dagen) for v in zoek_vroegsignalen(actor=wereld.systeem, nu=nu)]


def _taken(wereld, soort):
    with scope(regio=wereld.regio.pk):
        return list(Taak.objects.filter(soort=f"vroegsignaal_{soort}").select_related("eigenaar_team"))


@pytest.mark.eis("F120", "B07", "UM-22")
def test_drie_signalen_van_twee_organisaties(wereld, jan) -> None:
    for i, wie in enumerate(("Wim Woning", "Wim Woning", "Wim Woning")):
        _aan(wereld, NU - (60 - i) * DAG, wie, jan, kanaal="partner", melder={"soort": "professional"})
    assert "partners" not in dict(_zoek(wereld, NU)), "three of one organisation"
    _aan(wereld, NU, "Zoe Zorg", jan, kanaal="partner", melder={"soort": "professional"})
    assert ("partners", 0) in _zoek(wereld, NU)
    (taak,) = _taken(wereld, "partners")
    assert (taak.titel.partition(":")[0], taak.eigenaar_team.naam) == (
        "Overleg voorstellen",
        "Lokaal team Zwolle",
    )
    assert taak.uiterlijk.date() == date(2026, 11, 25), "three working days after Friday 20 November"
    assert _zoek(wereld, NU + UUR) == [], "told once"


@pytest.mark.eis("F120", "B07")
def test_de_derde_na_negentig_dagen_telt_niet_meer(wereld, jan) -> None:
    _aan(wereld, NU - 91 * DAG, "Wim Woning", jan, kanaal="partner", melder={"soort": "professional"})
    for wie in ("Wim Woning", "Zoe Zorg"):
        _aan(wereld, NU, wie, jan, kanaal="partner", melder={"soort": "professional"})
    assert "partners" not in dict(_zoek(wereld, NU))


@pytest.mark.eis("F120")
def test_twee_melders_op_een_adres_en_niemand_gekoppeld(wereld, jan) -> None:
    _aan(wereld, NU - DAG)
    _aan(wereld, NU - UUR)
    assert _zoek(wereld, NU) == [], "the same melder twice"
    ander = _aan(wereld, NU, melder={"soort": "buur", "naam": "Bas Buurman", "telefoon": "0380000009"})
    assert _zoek(wereld, NU) == [("adres", 0)]
    (taak,) = _taken(wereld, "adres")
    assert taak.titel.startswith("Zoek uit wie hier woont")
    assert taak.onderwerp == f"melding:{ander.pk}"
    with scope(regio=wereld.regio.pk):
        gegevens = Gebeurtenis.objects.get(soort="meldpunt.vroegsignaal_gevonden").gegevens
    assert "8011" not in str(gegevens), "no address in an event"
    _aan(wereld, NU, inwoner=jan, betrokkene={"adres": {"postcode": "8011AB", "huisnummer": 7}})
    _aan(
        wereld,
        NU,
        melder={"telefoon": "0612345670"},
        betrokkene={"adres": {"postcode": "8011AB", "huisnummer": 7}},
    )
    assert _zoek(wereld, NU) == [], "somebody is linked there"


@pytest.mark.eis("F94", "F120")
def test_ontruiming_binnen_achtentwintig_dagen_telt_af(wereld) -> None:
    for dag in ("2026-12-18", "2026-12-19"):  # 28 and 29 days
        melding = invoer(
            kanaal="partner", signalen=["uithuiszetting_dreigt"], ontruimingsdatum=dag, ontvangen_op=NU,
            melder={"soort": "professional"}, betrokkene={"adres": {"postcode": "8011AB", "huisnummer": int(dag[-2:])}},
        )  # fmt: skip
        with schrijven(wereld.actor("Wim Woning"), nu=NU):
            actions.neem_melding_aan(actor=wereld.actor("Wim Woning"), melding=melding)
    assert _zoek(wereld, NU) == [("ontruiming", 28)]
    (taak,) = _taken(wereld, "ontruiming")
    assert taak.titel.startswith("Ontruiming over 28 dagen: voorkom die met Wonen Voorbeeld")
    assert taak.eigenaar_team.naam == "Lokaal team Zwolle"
    assert taak.uiterlijk.date() == date(2026, 12, 18)


@pytest.mark.eis("B32", "F120")
def test_een_maand_zonder_lokale_actie_gaat_naar_het_regionale_team(wereld, jan) -> None:
    mila, bo = wereld.actor("Mila Meldpunt"), wereld.actor("Bo Bemoei")
    stil = _aan(wereld, NU, inwoner=jan)
    opgepakt = _aan(wereld, NU, betrokkene={"adres": {"postcode": "8011AB", "huisnummer": 88}})
    op(mila, NU, actions.bevestig_triage, melding_id=opgepakt.pk, urgentie="week", route="bemoeizorg")
    op(bo, NU + UUR, actions.pak_op, melding_id=opgepakt.pk)
    assert _zoek(wereld, NU + 30 * DAG) == [], "30 days is not yet more than 30"
    assert _zoek(wereld, NU + 31 * DAG) == [("stil", 31)]
    (taak,) = _taken(wereld, "stil")
    assert (taak.eigenaar_team.naam, taak.onderwerp) == ("Bemoeizorg", f"melding:{stil.pk}")
    assert _zoek(wereld, NU + 40 * DAG) == []
