"""UR-38, UR-17, UR-54 and G-03: contact sought and had."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sluitend.dossier.models import Contact
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.kern.fouten import Weigering

pytestmark = pytest.mark.django_db


@pytest.mark.eis("G-03")
def test_veertien_dagen_zonder_contact_is_een_gat_en_contact_sluit_het(keten: Keten, klok: Any) -> None:
    klok(2027, 3, 1, 10)
    dossier = keten.dossier()
    (gat,) = keten.gaten("G-03", dossier)
    assert gat.norm_op == lokaal(2027, 3, 16)
    klok(2027, 3, 18, 9)
    keten.contact(dossier, resultaat="niet_thuis")
    assert keten.gaten("G-03", dossier)[0].opgelost_op is None, "een poging is geen contact"
    keten.contact(dossier)
    eerste, volgende = keten.gaten("G-03", dossier)
    assert eerste.opgelost_op == lokaal(2027, 3, 18, 9)
    assert (volgende.norm_op, volgende.opgelost_op) == (lokaal(2027, 4, 2), None)
    keten.klopt()


@pytest.mark.eis("UR-17")
def test_het_eerste_gesprek_na_overdracht_rondt_haar_af(keten: Keten) -> None:
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier)
    keten.aanvaard(overdracht)
    keten.contact(dossier, "Bea Bemoei", resultaat="geen_gehoor")
    assert keten.vers(overdracht).status == "aanvaard"
    keten.contact(dossier, "Bea Bemoei")
    nu = keten.vers(overdracht)
    assert nu.status == "afgerond"
    assert nu.eerste_contact_op is not None
    keten.klopt()


@pytest.mark.eis("UR-54", "UR-38")
def test_niet_in_de_toekomst_en_niet_meer_dan_dertig_dagen_terug(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/contact"
    goed = {
        "resultaat": "gesproken",
        "wijze": "telefoon",
        "met": "inwoner",
        "minuten": "",
        "notitie": "Kop koffie",
    }
    for dagen, tekst in ((1, "Datum ligt in de toekomst."), (-31, "tot 30 dagen terug")):
        moment = (timezone.localtime() + timedelta(days=dagen)).strftime("%Y-%m-%dT%H:%M")
        antwoord = zara.post(pad, {**goed, "gebeurd_op": moment}).content.decode()
        assert tekst in antwoord
        assert "Kop koffie" in antwoord
    assert (
        "Vul een datum en tijd in"
        in zara.post(pad, {**goed, "gebeurd_op": "2027-02-30T10:00"}).content.decode()
    )
    assert (
        "Te lang: maximaal 20000."
        in zara.post(pad, {**goed, "gebeurd_op": "", "notitie": "x" * 20001}).content.decode()
    )
    assert keten.lees(Contact.objects.count) == 0
    assert zara.post(pad, {**goed, "gebeurd_op": ""}).status_code == 302
    assert keten.lees(Contact.objects.get).notitie == "Kop koffie"


def test_te_grote_invoer_geeft_geen_fout_500(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    zara = als("Zara Zwolle")
    velden = {
        "resultaat": "gesproken",
        "wijze": "thuis",
        "met": "inwoner",
        "gebeurd_op": "",
        "notitie": "é" * 1_000_000,
    }
    assert zara.post(f"/dossiers/{dossier.pk}/contact", velden).status_code in (400, 413)
    assert keten.lees(Contact.objects.count) == 0


def test_wie_niet_betrokken_is_legt_geen_contact_vast(keten: Keten) -> None:
    dossier = keten.dossier()
    for naam in ("Kees Kampen", "Dirk Drenthe"):
        with pytest.raises(Weigering) as fout:
            keten.contact(dossier, naam)
        assert fout.value.status == 404
