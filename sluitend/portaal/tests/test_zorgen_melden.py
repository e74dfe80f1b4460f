"""The public form: five steps, no script, no sign-in; and following it (UM-02, UM-24, UA-38)."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django_scopes import scope

from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.tests.stappen import neem_aan, op

PAD = "/zorgen-melden"


def velden(**anders: object) -> dict[str, object]:
    """The last step, as a browser carries everything along."""
    return {
        "stap": 5, "sleutel": "eenmalig", "naar": "verder", "gevaar": "", "over_wie": "buur", "naam": "",
        "leeftijd": "60", "postcode": "8011AB", "huisnummer": "1", "gemeente": "0193", "vindplaats": "",
        "tekst": "De gordijnen zijn al een week dicht.", "ziet": ["niet_gezien"], "bekend": "geheim",
        "melder_naam": "Buur Verzonnen", "melder_telefoon": "0612345678", "melder_email": "",
    } | anders  # fmt: skip


def verstuur(client: Client, **anders: object):
    return client.post(PAD, velden(**anders))


def nummer_en_code(antwoord) -> tuple[str, str]:
    tickets = re.findall(r'class="ticket">([^<]+)<', antwoord.content.decode())
    return tickets[0], tickets[1] if len(tickets) > 1 else ""


@pytest.mark.eis("UM-02", "F06")
def test_stap_voor_stap_met_gevaar_eerst(wereld) -> None:
    client = Client()
    assert "Is er nu gevaar?" in client.get(PAD).content.decode()
    gevaar = client.post(PAD, {"stap": 1, "naar": "gevaar", "sleutel": "s"}).content.decode()
    assert 'href="tel:112"' in gevaar
    assert "Ik heb gebeld, ik wil ook melden" in gevaar
    stap2 = client.post(PAD, {"stap": 1, "naar": "verder", "sleutel": "s"}).content.decode()
    assert "Om wie maakt u zich zorgen?" in stap2
    leeg = client.post(PAD, velden(stap=3, tekst="", ziet=[])).content.decode()
    assert "Vul in wat u ziet of waar u zich zorgen over maakt." in leeg
    controle = client.post(PAD, velden(stap=4)).content.decode()
    assert "Controleren en versturen" in controle
    assert "De gordijnen zijn al een week dicht." in controle


@pytest.mark.eis("UM-02", "UM-24", "C18")
def test_versturen_geeft_nummer_en_code_en_volgen_zegt_niets_over_de_persoon(wereld) -> None:
    client = Client()
    antwoord = verstuur(client)
    nummer, code = nummer_en_code(antwoord)
    assert (len(code), antwoord.status_code) == (10, 200)
    with scope(regio=wereld.regio.pk):
        rij = Melding.objects.select_related("opgave", "melder").get()
        assert (rij.nummer, rij.kanaal, rij.melder.soort) == (nummer, "web", "buur")
        assert code not in rij.statuscode_hash
    stand = client.post("/volg-uw-melding", {"nummer": nummer, "code": code.lower()}).content.decode()
    assert "Uw melding is ontvangen" in stand
    assert "gordijnen" not in stand
    mila = wereld.actor("Mila Meldpunt")
    op(
        mila,
        rij.ontvangen_op,
        actions.bevestig_triage,
        melding_id=rij.pk,
        urgentie="dag",
        route="lokaal_team",
    )
    stand = client.post("/volg-uw-melding", {"nummer": nummer, "code": code}).content.decode()
    assert "is bekeken" in stand


@pytest.mark.eis("UM-02")
def test_dubbel_versturen_geeft_hetzelfde_nummer(wereld) -> None:
    client = Client()
    eerste, tweede = nummer_en_code(verstuur(client)), nummer_en_code(verstuur(client))
    assert eerste[0] == tweede[0]
    assert tweede[1] == ""
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 1


@pytest.mark.eis("UM-02")
def test_anoniem_bewaart_niets_van_de_melder(wereld) -> None:
    verstuur(Client(), bekend="anoniem")
    with scope(regio=wereld.regio.pk):
        melder = Melding.objects.get().melder
        assert (melder.anoniem, melder.naam, melder.telefoon) == (True, "", "")


@pytest.mark.eis("UM-02")
def test_meer_dan_vijf_per_uur_wordt_aangenomen_en_gemerkt(wereld) -> None:
    client = Client()
    for i in range(6):
        assert verstuur(client, sleutel=f"s{i}").status_code == 200
    with scope(regio=wereld.regio.pk):
        gemerkt = list(Melding.objects.order_by("nummer").values_list("mogelijk_misbruik", flat=True))
    assert gemerkt == [False] * 5 + [True]


@pytest.mark.eis("UM-24")
def test_tien_foute_codes_is_een_kwartier_pauze(wereld) -> None:
    client = Client()
    nummer, code = nummer_en_code(verstuur(client))
    for _ in range(10):
        fout = client.post("/volg-uw-melding", {"nummer": nummer, "code": "AAAAAAAAAA"})
        assert "Dit nummer en deze code horen niet bij elkaar." in fout.content.decode()
    pauze = client.post("/volg-uw-melding", {"nummer": nummer, "code": code})
    assert pauze.status_code == 429
    assert "over 15 minuten" in pauze.content.decode()


def test_melding_van_de_telefoon_is_niet_te_volgen(wereld) -> None:
    rij = neem_aan(wereld)
    fout = Client().post("/volg-uw-melding", {"nummer": rij.nummer, "code": ""})
    assert "Vul dit in." in fout.content.decode()


@pytest.mark.eis("UA-38")
def test_databank_weg_is_503_met_deze_woorden_en_de_tekst_blijft(wereld, monkeypatch) -> None:
    def weg(**_velden: object) -> None:
        raise OperationalError("weg")

    monkeypatch.setattr(actions, "meld_via_web", weg)
    antwoord = verstuur(Client())
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 503
    assert "Uw melding is NIET opgeslagen. Bel 0800-1205. Bij gevaar: 112." in tekst
    assert "De gordijnen zijn al een week dicht." in tekst
    assert 'value="eenmalig"' in tekst


@pytest.mark.parametrize(
    "anders",
    [
        {"postcode": "12"}, {"melder_telefoon": "bel maar"}, {"melder_email": "x"}, {"huisnummer": "nul"},
        {"leeftijd": "-1"}, {"tekst": "x" * 10_001}, {"ziet": ["ufo"]}, {"regio_id": "2"}, {"stap": "9"},
    ],
)  # fmt: skip
def test_foute_invoer_verliest_niets(wereld, anders: dict) -> None:
    antwoord = verstuur(Client(), **anders)
    assert antwoord.status_code == 200
    assert "Fout:" in antwoord.content.decode()
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()


@pytest.mark.eis("UM-02")
def test_wat_getypt_is_blijft_een_dag_voor_deze_bezoeker(wereld) -> None:
    """Kept for this browser only, never taken for a melding, gone when it is sent or thrown away."""
    client = Client()
    stap = velden(stap=3, tekst="Zij roept uit het raam", bekend="", melder_naam="")
    assert "Wie bent u?" in client.post(PAD, stap).content.decode()
    koek = client.cookies["zorgen_melden"]
    assert (koek["max-age"], koek["httponly"], koek["samesite"]) == (86400, True, "Strict")
    begin = client.get(PAD).content.decode()
    assert "Die is nog niet verstuurd" in begin
    assert "Zij roept" not in begin  # who else sits down at this screen reads nothing
    assert "Zij roept uit het raam" in client.get(f"{PAD}?verder=1").content.decode()
    assert "nog niet verstuurd" not in Client().get(PAD).content.decode()
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.get().staat == "concept"
    assert "Uw melding is ontvangen" in verstuur(client).content.decode()
    with scope(regio=wereld.regio.pk):
        assert [rij.staat for rij in Melding.objects.all()] == ["nieuw"]
    assert "nog niet verstuurd" not in client.get(PAD).content.decode()


@pytest.mark.eis("UM-02")
def test_weggooien_is_weg(wereld) -> None:
    client = Client()
    client.post(PAD, velden(stap=3, bekend=""))
    assert client.post(PAD, {"stap": 1, "naar": "wissen"}).status_code == 302
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()
    assert "nog niet verstuurd" not in client.get(PAD).content.decode()


@pytest.mark.eis("UA-38")
def test_verbinding_weg_tijdens_het_vastleggen_zegt_dat_men_het_niet_weet(wereld, monkeypatch) -> None:
    """Nobody may think that it was stored, nor that it was not; the same key makes sending again safe."""
    import contextlib

    from sluitend.meldpunt.actions import aannemen

    echt = aannemen.schrijven

    @contextlib.contextmanager
    def valt_weg(*args, **kwargs):
        with echt(*args, **kwargs) as eenheid:
            yield eenheid
        raise OperationalError("server closed the connection unexpectedly")

    client = Client()
    with monkeypatch.context() as even:
        even.setattr(aannemen, "schrijven", valt_weg)
        antwoord = verstuur(client)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 503
    assert (
        "Wij weten niet zeker of uw melding is opgeslagen. Verstuur opnieuw; dat geeft geen dubbele melding."
        in tekst
    )
    assert "NIET opgeslagen" not in tekst
    assert "De gordijnen zijn al een week dicht." in tekst
    assert "Uw melding is ontvangen" in verstuur(client).content.decode()
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 1
