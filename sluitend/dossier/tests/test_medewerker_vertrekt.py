"""UR-20 and Z-01: somebody leaves, and no dossier stays behind, not even when the power fails halfway."""

import pytest
from django.db import connection

from sluitend.dossier import actions
from sluitend.dossier.models import Dossier, Overdracht
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import schrijven
from sluitend.regio.models import Medewerker

pytestmark = pytest.mark.django_db
AANTAL = 14


@pytest.mark.eis("AR-05", "Z-01", "G-11", "F31", "UR-20")
def test_veertien_dossiers_gaan_in_een_keer_naar_het_vangnet(keten: Keten, als: Aanmelden) -> None:
    dossiers = [keten.dossier() for _ in range(AANTAL)]
    zara = keten.wereld.medewerkers["Zara Zwolle"]
    bram = als("Bram Beheer")
    pagina = bram.get(f"/medewerkers/{zara.pk}/vertrek").content.decode()
    assert all(dossier.nummer in pagina for dossier in dossiers)
    assert "Voorbeeld1" not in pagina, "de beheerder ziet nummers, geen namen"
    antwoord = bram.post(f"/medewerkers/{zara.pk}/vertrek", {}, follow=True)
    assert "14 dossiers gingen naar het regievangnet." in antwoord.content.decode()
    for dossier in keten.lees(lambda: list(Dossier.objects.select_related("casusregisseur"))):
        assert (dossier.casusregisseur.naam, dossier.regie_voorlopig) == ("Zeno Zwolle", "nood")
        (gat,) = keten.gaten("G-11", dossier)
        assert gat.norm_op == gat.klok_start
        assert gat.opgelost_op is None
        (taak,) = keten.taken(dossier, soort="verdelen")
        assert taak.eigenaar_team.naam == "Lokaal team Zwolle"
    assert keten.lees(lambda: Overdracht.objects.filter(soort="nood", status="aanvaard").count()) == AANTAL
    assert len(keten.gebeurd("noodoverdracht_uitgevoerd")) == AANTAL
    keten.klopt()


@pytest.mark.eis("AR-05", "Z-01", "UR-20")
def test_het_laatste_vangnet_kan_niet_weg(keten: Keten, als: Aanmelden) -> None:
    keten.dossier("Zeno Zwolle")
    zeno = keten.wereld.medewerkers["Zeno Zwolle"]
    tekst = als("Bram Beheer").post(f"/medewerkers/{zeno.pk}/vertrek", {}).content.decode()
    assert "Dit is het laatste regievangnet van Gemeente Zwolle. Wijs eerst een opvolger aan." in tekst
    actions.zet_in_vangnet(
        actor=keten.wereld.systeem,
        organisatie=keten.wereld.organisaties["zwolle"],
        medewerker=keten.wereld.medewerkers["Zara Zwolle"],
        volgorde=2,
    )
    assert actions.beeindig_medewerker(actor=keten.wereld.systeem, medewerker_id=zeno.pk) == 1
    keten.klopt()


class Stroomuitval(Exception):
    """The machine stops."""


@pytest.mark.eis("AR-05", "Z-01")
def test_stroomuitval_na_welke_opdracht_ook_alles_of_niets(keten: Keten) -> None:
    for _ in range(AANTAL):
        keten.dossier()
    zara = keten.wereld.medewerkers["Zara Zwolle"]

    def vertrek(breek_na: int | None) -> int:
        geteld = 0

        def tel(voer_uit, sql, params, many, context):
            nonlocal geteld
            geteld += 1
            if geteld == breek_na:
                raise Stroomuitval
            return voer_uit(sql, params, many, context)

        with connection.execute_wrapper(tel):
            actions.beeindig_medewerker(actor=keten.wereld.systeem, medewerker_id=zara.pk)
        return geteld

    def stand() -> tuple[int, int, str]:
        return keten.lees(
            lambda: (
                Dossier.objects.filter(casusregisseur=zara).count(),
                Overdracht.objects.count(),
                Medewerker.objects.get(pk=zara.pk).status,
            )
        )

    uitgevallen = 0
    for breek_na in [*range(1, 40, 3), *range(40, 2000, 37)]:
        try:
            vertrek(breek_na)
        except Stroomuitval:
            uitgevallen += 1
            assert stand() == (AANTAL, 0, "actief"), f"na opdracht {breek_na} is er iets blijven staan"
        else:
            break
    assert uitgevallen > 15
    assert stand() == (0, AANTAL, "uit_dienst")
    keten.klopt()


def test_alleen_de_beheerder_of_de_eigen_teamleider_beeindigt(keten: Keten, als: Aanmelden) -> None:
    zara = keten.wereld.medewerkers["Zara Zwolle"]
    for naam in ("Kees Kampen", "Kim Kampen", "Zara Zwolle", "Mila Meldpunt", "Aart Auditor"):
        with pytest.raises(Weigering) as fout:
            actions.beeindig_medewerker(actor=keten.actor(naam), medewerker_id=zara.pk)
        assert fout.value.status == 403
    bram = keten.wereld.medewerkers["Bram Beheer"]
    with pytest.raises(Weigering):
        actions.beeindig_medewerker(actor=keten.actor("Bram Beheer"), medewerker_id=bram.pk)
    assert als("Kees Kampen").get(f"/medewerkers/{zara.pk}/vertrek").status_code == 404
    actions.beeindig_medewerker(actor=keten.actor("Zeno Zwolle"), medewerker_id=zara.pk)
    assert keten.vers(zara).status == "uit_dienst"


def test_een_procesregisseur_zonder_vangnet_gaat_niet_stil_weg(keten: Keten) -> None:
    dossier = keten.dossier()
    overdracht = keten.verzend(dossier, soort="zvh_op", team="Lokaal team Zwolle")
    pim = keten.wereld.medewerkers["Pim Proces"]
    keten.aanvaard(overdracht, "Pim Proces", eerste_contact=None)
    assert keten.vers(dossier).procesregisseur_id == pim.pk
    with pytest.raises(Weigering, match="Draag die eerst over"):
        actions.beeindig_medewerker(actor=keten.wereld.systeem, medewerker_id=pim.pk)
    with schrijven(keten.wereld.systeem, stil=True):
        assert Dossier.objects.get(pk=dossier.pk).procesregisseur_id == pim.pk
    keten.klopt()
