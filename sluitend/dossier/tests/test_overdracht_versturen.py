"""UR-13: offering. The checklist is complete, R42 holds, and until an answer nothing moves."""

import pytest

from sluitend.dossier import actions
from sluitend.dossier.models import Overdracht
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import schrijven
from sluitend.regio.models import RegioGemeente

pytestmark = pytest.mark.django_db
FORMULIER = {
    "soort": "lokaal_regionaal",
    "reden": "Er is meer nodig",
    "i_lokale_pogingen": "Drie keer aangebeld",
    "n_lokale_pogingen": "",
    "i_wat_werkt": "Koffie",
    "n_wat_werkt": "",
    "i_contactafspraak": "",
    "n_contactafspraak": "Er is nog geen afspraak",
    "warm_gesprek_op": "",
    "inwoner_betrokken": "verteld",
    "inwoner_niet_reden": "",
}


def velden(keten: Keten, **anders: str) -> dict[str, str]:
    return {**FORMULIER, "naar_team": str(keten.wereld.teams["Bemoeizorg"].pk), **anders}


@pytest.mark.eis("UR-13", "Z-02")
def test_bekijken_verzendt_niets_versturen_wel_en_de_regie_blijft(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}/overdragen"
    assert "Van lokaal naar regionaal" in zara.get(pad).content.decode()
    bekijk = zara.post(pad, velden(keten, stap="bekijken")).content.decode()
    assert "Dit ziet de ontvanger nu" in bekijk
    assert "niet van toepassing: Er is nog geen afspraak" in " ".join(bekijk.split())
    assert keten.lees(Overdracht.objects.count) == 0
    assert zara.post(pad, velden(keten, stap="versturen")).status_code == 302
    overdracht = keten.lees(Overdracht.objects.get)
    assert overdracht.status == "verzonden"
    assert overdracht.inhoud["contactafspraak"] == ["", True, "Er is nog geen afspraak"]
    assert keten.vers(dossier).casusregisseur.naam == "Zara Zwolle"
    (taak,) = keten.taken(soort="overdracht_beantwoorden")
    assert (taak.eigenaar_team.naam, taak.uiterlijk) == ("Bemoeizorg", overdracht.norm_op)
    keten.klopt()


@pytest.mark.eis("UR-13")
@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"reden": ""}, "Deze overdracht mist: de reden."),
        ({"i_wat_werkt": "", "n_wat_werkt": ""}, "Deze overdracht mist: wat werkt en wat niet."),
        ({"naar_team": ""}, "Deze overdracht mist: de ontvanger."),
        ({"inwoner_betrokken": "niet_verteld"}, "waarom de inwoner het niet weet"),
        ({"warm_gesprek_op": "2027-02-30"}, "Vul een datum in"),
        ({"reden": "x" * 2001}, "Te lang: maximaal 2000."),
    ],
)
def test_wat_mist_staat_er_en_wat_getypt_was_blijft(
    keten: Keten, als: Aanmelden, anders: dict[str, str], tekst: str
) -> None:
    dossier = keten.dossier()
    for stap in ("bekijken", "versturen"):
        antwoord = als("Zara Zwolle").post(
            f"/dossiers/{dossier.pk}/overdragen", velden(keten, stap=stap, **anders)
        )
        assert tekst in antwoord.content.decode()
        assert "Drie keer aangebeld" in antwoord.content.decode()
    assert keten.lees(Overdracht.objects.count) == 0


@pytest.mark.eis("UR-13")
def test_voor_hetzelfde_deel_loopt_er_een_tegelijk_en_twee_keer_klikken_maakt_er_een(
    keten: Keten, als: Aanmelden
) -> None:
    dossier = keten.dossier()
    zara = als("Zara Zwolle")
    for _ in range(2):
        antwoord = zara.post(f"/dossiers/{dossier.pk}/overdragen", velden(keten, stap="versturen"))
    assert "Voor de casusregie loopt al een overdracht naar Bemoeizorg." in antwoord.content.decode()
    assert keten.lees(Overdracht.objects.count) == 1


@pytest.mark.eis("AR-23", "R42", "C05")
def test_de_centrumgemeente_neemt_geen_inwoners_over(keten: Keten, als: Aanmelden) -> None:
    with schrijven(keten.wereld.systeem, stil=True):
        RegioGemeente.objects.filter(gemeente="0193").update(centrum=True)
    dossier = keten.dossier("Kees Kampen", "0166")
    oud = keten.vers(dossier)
    with pytest.raises(Weigering) as fout:
        keten.verzend(dossier, "Kees Kampen", soort="gemeente_gemeente", team="Lokaal team Zwolle")
    assert fout.value.tekst == (
        "De centrumgemeente neemt geen inwoners over. De gemeente van herkomst blijft verantwoordelijk."
    )
    assert fout.value.regel == "R42"
    nu = keten.vers(dossier)
    assert (nu.status, nu.verantwoordelijke_gemeente_id, nu.versie) == (oud.status, "0166", oud.versie)
    assert keten.lees(Overdracht.objects.count) == 0


def test_alleen_de_regisseur_draagt_over(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    with pytest.raises(Weigering) as fout:
        keten.verzend(dossier, "Kees Kampen")
    assert fout.value.status == 404, "voor een ander bestaat het dossier niet"


def test_een_ontvanger_die_net_weg_is_wordt_geweigerd(keten: Keten) -> None:
    dossier = keten.dossier()
    actions.beeindig_medewerker(
        actor=keten.wereld.systeem, medewerker_id=keten.wereld.medewerkers["Kees Kampen"].pk
    )
    with pytest.raises(Weigering, match="werkt hier niet meer"):
        keten.verzend(dossier, naar_medewerker=keten.wereld.medewerkers["Kees Kampen"], naar_team=None)
