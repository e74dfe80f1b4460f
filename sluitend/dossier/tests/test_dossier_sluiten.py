"""UR-22: a dossier closes when nothing is left lying, and opens again within the heropentermijn."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sluitend.dossier import actions
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Dossier
from sluitend.dossier.rules.dossier import Terugkeer
from sluitend.dossier.tests.conftest import Aanmelden, Keten

pytestmark = pytest.mark.django_db
ALLES = {
    "sluitreden": "doelen_bereikt",
    "slotevaluatie": "on",
    "inwoner_verteld": "on",
    "inwoner_niet_verteld_reden": "",
    "terugkeerpunt": "Het meldpunt",
}


@pytest.mark.eis("UR-22", "AR-24", "F34")
def test_wat_nog_loopt_staat_in_de_weigering(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/sluiten"
    traject = actions.open_traject(
        actor=keten.actor("Zara Zwolle"),
        dossier_id=dossier.pk,
        soort="briefadres",
        stap=Stap(
            "Bellen", timezone.localdate() + timedelta(days=2), keten.wereld.medewerkers["Zara Zwolle"]
        ),
    )
    keten.verzend(dossier)
    tekst = zara.post(pad, {**ALLES, "terugkeerpunt": ""}).content.decode()
    assert "Sluiten kan nog niet: traject briefadres loopt nog, er staat nog een overdracht open" in tekst
    assert "waar de inwoner terechtkan is niet ingevuld" in tekst
    assert keten.vers(dossier).status == "open"
    actions.sluit_traject(
        actor=keten.actor("Zara Zwolle"), traject_id=traject.pk, reden="klaar", geen_vervolg_reden="rond"
    )
    keten.klopt()


@pytest.mark.eis("UR-22", "UR-12")
def test_dicht_en_binnen_een_half_jaar_weer_open(keten: Keten, als: Aanmelden, klok: Any) -> None:
    klok(2027, 1, 4, 10)
    inwoner = keten.inwoner()
    dossier = keten.dossier(inwoner=inwoner)
    keten.plan(dossier)
    assert als("Zara Zwolle").post(f"/dossiers/{dossier.pk}/sluiten", ALLES).status_code == 302
    dicht = keten.vers(dossier)
    assert (dicht.status, dicht.sluitreden) == ("gesloten", "doelen_bereikt")
    assert all(p.tot == dicht.gesloten_op for p in keten.perioden(dossier))
    assert all(gat.opgelost_op for gat in keten.gaten("G-03", dossier) + keten.gaten("G-05", dossier))
    keten.klopt()
    klok(2027, 7, 5, 10)
    opening = actions.open_dossier(actor=keten.actor("Mila Meldpunt"), inwoner=inwoner, gemeente="0193")
    assert (opening.terugkeer, opening.dossier.pk) == (Terugkeer.HEROPEN, dossier.pk)
    keten.klopt()


@pytest.mark.eis("UR-22")
def test_na_de_heropentermijn_komt_er_een_nieuw_dossier_dat_verwijst(
    keten: Keten, als: Aanmelden, klok: Any
) -> None:
    klok(2027, 1, 4, 10)
    inwoner = keten.inwoner()
    dossier = keten.dossier("Kees Kampen", "0166", inwoner=inwoner)
    als("Kees Kampen").post(f"/dossiers/{dossier.pk}/sluiten", ALLES)
    klok(2027, 7, 6, 0, 1)
    opening = actions.open_dossier(actor=keten.actor("Zara Zwolle"), inwoner=inwoner, gemeente="0193")
    assert opening.terugkeer is Terugkeer.NIEUW_VERVOLG
    assert (opening.dossier.vervolg_op_id, opening.dossier.herkomst_gemeente_id) == (dossier.pk, "0166")
    assert keten.lees(Dossier.objects.count) == 2
    keten.klopt()
