"""UR-15, UR-16: declined, withdrawn or lapsed. Nothing moves, and the sender is told once."""

from typing import Any

import pytest

from sluitend.dossier import actions
from sluitend.dossier.models import Dossier, Plan, Taak, Traject
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.kern.fouten import Weigering

pytestmark = pytest.mark.django_db


def stand(keten: Keten, dossier: Dossier) -> dict[str, list[Any]]:
    """Everything that must not move."""
    return keten.lees(
        lambda: {
            "dossier": list(Dossier.objects.filter(pk=dossier.pk).values()),
            "plan": list(Plan.objects.filter(dossier=dossier).values()),
            "traject": list(Traject.objects.filter(dossier=dossier).values()),
            "taken": list(
                Taak.objects.filter(dossier=dossier)
                .exclude(soort__startswith="overdracht")
                .order_by("pk")
                .values()
            ),
        }
    )


@pytest.mark.eis("AR-03", "Z-02", "UR-15")
def test_geweigerd_laat_alles_zoals_het_was_en_geeft_de_zender_een_taak(
    keten: Keten, als: Aanmelden, klok: Any
) -> None:
    klok(2026, 12, 21, 9)
    dossier = keten.dossier()
    keten.plan(dossier)
    voor = stand(keten, dossier)
    overdracht = keten.verzend(dossier)
    bea, pad = als("Bea Bemoei"), f"/overdrachten/{overdracht.pk}/weigeren"
    assert (
        "Geef een reden en een korte toelichting."
        in bea.post(pad, {"reden": "", "toelichting": ""}).content.decode()
    )
    assert bea.post(pad, {"reden": "niet_compleet", "toelichting": "De afspraak mist."}).status_code == 302
    assert stand(keten, dossier) == voor
    (taak,) = keten.taken(dossier, soort="overdracht_terug")
    assert (taak.eigenaar_medewerker.naam, taak.uiterlijk) == ("Zara Zwolle", lokaal(2026, 12, 23))
    assert "Niet compleet: De afspraak mist." in " ".join(
        als("Zara Zwolle").get(f"/overdrachten/{overdracht.pk}").content.decode().split()
    )
    keten.klopt()


@pytest.mark.eis("AR-03", "Z-02", "UR-16")
def test_zonder_antwoord_verloopt_zij_en_ieder_hoort_het_een_keer(keten: Keten, klok: Any) -> None:
    klok(2026, 12, 23, 10)
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier)
    klok(2027, 1, 8, 23, 59)
    assert actions.veeg(regio=keten.wereld.regio)["verlopen"] == 0
    klok(2027, 1, 9, 0, 0)
    assert actions.veeg(regio=keten.wereld.regio)["verlopen"] == 1
    assert actions.veeg(regio=keten.wereld.regio)["verlopen"] == 0
    assert keten.vers(overdracht).status == "verlopen"
    assert keten.vers(dossier).casusregisseur.naam == "Zara Zwolle"
    assert len(keten.taken(dossier, soort="overdracht_terug")) == 1
    teams = sorted(taak.eigenaar_team.naam for taak in keten.taken(dossier, soort="teamleider"))
    assert teams == ["Bemoeizorg", "Lokaal team Zwolle"]
    with pytest.raises(Weigering, match="al verlopen"):
        keten.aanvaard(overdracht)
    keten.klopt()


@pytest.mark.eis("UR-16", "Z-02", "Z-09")
def test_ingetrokken_is_ingetrokken(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier)
    assert als("Zara Zwolle").post(f"/overdrachten/{overdracht.pk}/intrekken", {}).status_code == 302
    with pytest.raises(Weigering, match="Deze overdracht is al ingetrokken"):
        keten.aanvaard(overdracht)
    assert keten.vers(dossier).casusregisseur.naam == "Zara Zwolle"
    assert not [
        taak for taak in keten.taken(dossier, soort="overdracht_beantwoorden") if taak.status == "open"
    ]
    keten.klopt()


@pytest.mark.eis("UR-15")
def test_een_nieuwe_overdracht_sluit_de_taak_van_de_weigering(keten: Keten) -> None:
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier)
    actions.weiger_overdracht(
        actor=keten.actor("Bea Bemoei"),
        overdracht_id=overdracht.pk,
        code="geen_capaciteit",
        toelichting="Vol.",
    )
    assert [taak.status for taak in keten.taken(dossier, soort="overdracht_terug")] == ["open"]
    keten.verzend(dossier)
    (taak,) = keten.taken(dossier, soort="overdracht_terug")
    assert (taak.status, taak.resultaat) == ("gedaan", "nieuwe overdracht verzonden")


@pytest.mark.eis("UR-15")
def test_houden_is_een_keuze_op_de_taak(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier)
    actions.weiger_overdracht(
        actor=keten.actor("Bea Bemoei"),
        overdracht_id=overdracht.pk,
        code="geen_capaciteit",
        toelichting="Vol.",
    )
    (taak,) = keten.taken(dossier, soort="overdracht_terug")
    zara = als("Zara Zwolle")
    blad = zara.get(f"/werkvoorraad/{taak.pk}").content.decode()
    assert f"/dossiers/{dossier.pk}/overdragen" in blad
    assert "Dossier houden" in blad
    assert zara.post(f"/werkvoorraad/{taak.pk}/afronden", {"resultaat": ""}).status_code == 302
    assert keten.taken(dossier, soort="overdracht_terug")[0].status == "gedaan"
    assert keten.vers(dossier).casusregisseur.naam == "Zara Zwolle"
