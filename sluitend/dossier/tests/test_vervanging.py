"""UR-19 and G-11: absent without a vervanger is a gap from the first day; a yes of a colleague ends it."""

from datetime import date
from typing import Any

import pytest

from sluitend.dossier import actions
from sluitend.dossier.models import Afwezigheid, Vervanging
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.kern.fouten import Weigering

pytestmark = pytest.mark.django_db


@pytest.mark.eis("UR-19", "G-11")
def test_afwezig_gevraagd_ja_gezegd(keten: Keten, als: Aanmelden, klok: Any) -> None:
    klok(2027, 2, 1, 9)
    dossier = keten.dossier()
    zara_id, zeno_id = (str(keten.wereld.medewerkers[n].pk) for n in ("Zara Zwolle", "Zeno Zwolle"))
    zara, zeno = als("Zara Zwolle"), als("Zeno Zwolle")
    omgekeerd = {"wie": zara_id, "van": "2027-02-08", "tot": "2027-02-05"}
    assert (
        "De einddatum ligt voor de begindatum."
        in zara.post("/afwezigheid/melden", omgekeerd).content.decode()
    )
    assert zara.post("/afwezigheid/melden", {**omgekeerd, "tot": "2027-02-12"}).status_code == 302
    assert not [gat for gat in keten.gaten("G-11", dossier) if gat.norm_op <= lokaal(2027, 2, 1, 9)]
    klok(2027, 2, 8, 6)
    actions.veeg(regio=keten.wereld.regio)
    (gat,) = keten.gaten("G-11", dossier)
    assert (gat.norm_op, gat.opgelost_op) == (lokaal(2027, 2, 8), None)
    zara, zeno = als("Zara Zwolle"), als("Zeno Zwolle")  # a session does not last a week
    zelf = {"voor": zara_id, "door": zara_id, "van": "2027-02-08", "tot": "2027-02-12"}
    geweigerd = zara.post("/afwezigheid/vervanger", zelf).content.decode()
    assert "Een vervanger kan niet zichzelf vervangen of zelf afwezig zijn." in geweigerd
    assert zara.post("/afwezigheid/vervanger", {**zelf, "door": zeno_id}).status_code == 302
    vervanging = keten.lees(Vervanging.objects.get)
    assert keten.gaten("G-11", dossier)[0].opgelost_op is None, "vragen is nog geen ja"
    assert als("Kees Kampen").get(f"/vervanging/{vervanging.pk}").status_code == 404
    assert zeno.post(f"/vervanging/{vervanging.pk}", {"antwoord": "ja"}).status_code == 302
    assert keten.gaten("G-11", dossier)[0].opgelost_op is not None
    nu = keten.vers(dossier)
    assert nu.casusregisseur.naam == "Zara Zwolle", "de regisseur verandert niet"
    bladzij = zeno.get(f"/dossiers/{dossier.pk}").content.decode()
    assert "Zara Zwolle" in bladzij
    assert "Vervanger" in bladzij
    keten.klopt()


@pytest.mark.eis("UR-19")
def test_alleen_zelf_of_de_teamleider(keten: Keten) -> None:
    zara = keten.wereld.medewerkers["Zara Zwolle"]
    dag = date(2027, 3, 1)
    with pytest.raises(Weigering) as fout:
        actions.meld_afwezig(actor=keten.actor("Kim Kampen"), medewerker_id=zara.pk, van=dag)
    assert fout.value.status == 403
    actions.meld_afwezig(actor=keten.actor("Zeno Zwolle"), medewerker_id=zara.pk, van=dag)
    with pytest.raises(Weigering, match="al een afwezigheid"):
        actions.meld_afwezig(actor=keten.actor("Zara Zwolle"), medewerker_id=zara.pk, van=dag)
    rij = keten.lees(Afwezigheid.objects.get)
    actions.beeindig_afwezigheid(
        actor=keten.actor("Zara Zwolle"), afwezigheid_id=rij.pk, tot=date(2027, 3, 3)
    )
    assert keten.vers(rij).tot == date(2027, 3, 3)
    keten.klopt()
