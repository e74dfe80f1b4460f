"""The pages of the Wvggz tasks: the journeys of the onderzoeker and the burgemeester, without a script."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sluitend.dossier.tests.conftest import Aanmelden, lokaal
from sluitend.regio.tests.fabriek import WACHTWOORD
from sluitend.wvggz.models import AanvraagZm, CmBesluit, Crisisprocedure, VerkennendOnderzoek
from sluitend.wvggz.rules.crisis import CRITERIA
from sluitend.wvggz.tests.fabriek import Wvggz

pytestmark = pytest.mark.django_db


def doe(client: Client, naam: str, gegevens: dict[str, Any], **sleutels: Any) -> str:
    """Send a form and follow it; fails with the page when it was refused."""
    url = reverse(naam, kwargs=sleutels)
    antwoord = client.post(url, gegevens)
    assert antwoord.status_code == 302, antwoord.content.decode()[-4000:]
    return str(antwoord["Location"])


@pytest.mark.eis("UW-01", "UW-02", "UW-03", "UW-04", "UW-05", "UW-06", "F20")
def test_de_weg_van_een_onderzoek(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    onno, olga = als("Onno Onderzoek"), als("Olga Onderzoek")
    lijst = onno.get(reverse("onderzoeken")).content.decode()
    assert "Voorbeeld" in lijst
    pk = {"onderzoek_id": vo.pk}
    blad = onno.get(reverse("onderzoek", kwargs=pk)).content.decode()
    assert "Uiterlijk" in blad
    assert "ten minste één bron" in blad
    doe(
        onno,
        "onderzoek_nadeel",
        {"code": "levensgevaar", "antwoord": "betrokkene", "tekst": "Eet niet."},
        **pk,
    )
    doe(
        onno,
        "onderzoek_vrijwillig",
        {"code": "huisarts", "antwoord": "geprobeerd", "tekst": "Wil niet."},
        **pk,
    )
    bron = {
        "bron": "huisarts",
        "grondslag": "Wvggz art. 8:22",
        "doel": "Beeld",
        "samenvatting": "Geen contact.",
        "ontvangen_op": "2026-11-23",
    }
    doe(onno, "onderzoek_bron", bron, **pk)
    doe(onno, "onderzoek_conclusie", {"conclusie": "Er is zorg nodig.", "vervolgroute": "bemoeizorg"}, **pk)
    doe(onno, "onderzoek_criterium", {"antwoord": "ja", "tekst": "Zo is het."}, **pk, criterium="evenredig")
    wvggz.contact(vo.traject.traject.dossier, "Onno Onderzoek")
    assert olga.get(reverse("onderzoek_besluiten", kwargs=pk)).status_code == 200
    doe(olga, "onderzoek_besluiten", {"uitkomst": "geen", "motivering": "Vrijwillig kan."}, **pk)
    melding = wvggz.lees(lambda: vo.meldingen.get())
    doe(onno, "onderzoek_terugkoppelen", {"meldingen": [str(melding.pk)], "wijze": "telefoon"}, **pk)
    doe(
        onno,
        "onderzoek_handhaven",
        {"melding": str(melding.pk), "ontvangen_op": "2026-11-23", "wijze": "telefoon"},
        **pk,
    )
    aanvraag = wvggz.lees(lambda: AanvraagZm.objects.get(onderzoek=vo))
    doe(onno, "aanvraag_verzenden", {"op": "2026-11-23", "kenmerk": "OM-1"}, **pk, aanvraag_id=aanvraag.pk)
    doe(onno, "aanvraag_mededeling", {"op": "2026-11-23"}, **pk, aanvraag_id=aanvraag.pk)
    blad = onno.get(reverse("onderzoek", kwargs=pk)).content.decode()
    assert "Deze aanvraag kan niet worden geweigerd" in blad
    assert wvggz.vers(aanvraag).staat == "in_voorbereiding"


@pytest.mark.eis("recht:W08")
def test_er_is_geen_adres_dat_een_naaste_weigert(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    from django.urls import get_resolver

    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    namen = [
        str(naam) for naam in get_resolver().reverse_dict if str(naam).startswith(("onderzoek", "aanvraag"))
    ]
    assert not [naam for naam in namen if "weiger" in naam or "afwijs" in naam]
    olga = als("Olga Onderzoek")
    for pad in ("weigeren", "afwijzen"):
        assert olga.post(f"/onderzoeken/{vo.pk}/{pad}").status_code == 404


@pytest.mark.eis("UW-04")
def test_een_onvolledig_onderzoek_houdt_wat_getypt_is(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    antwoord = als("Olga Onderzoek").post(
        reverse("onderzoek_besluiten", kwargs={"onderzoek_id": vo.pk}),
        {"uitkomst": "geen", "motivering": "Mijn lange verhaal"},
    )
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode()
    assert "Nog nodig:" in tekst
    assert "Mijn lange verhaal" in tekst
    assert wvggz.vers(vo).staat == "lopend"


def bereid_voor(wvggz: Wvggz, bob: Client, vic: Client, klok: Any) -> Crisisprocedure:
    """Through all steps by page, up to the decision."""
    klok(2026, 11, 23, 2, 30)
    rij = wvggz.procedure()
    pk = {"procedure_id": rij.pk}
    doe(
        vic,
        "crisis_stap",
        {
            "psychiater": "P. Voorbeeld",
            "ontvangen_op": "2026-11-23T02:10",
            "conclusie": "Gevaar.",
            "vormen": ["a", "j"],
        },
        **pk,
        stap="verklaring",
    )
    doe(
        bob,
        "crisis_stap",
        {
            "gehoord": "ja",
            "door": "Bob Burgemeester",
            "wijze": "telefoon",
            "zienswijze": "Wil naar huis.",
            "kaart_bekeken": "nee",
        },
        **pk,
        stap="horen",
    )
    for criterium in CRITERIA:
        volgende = doe(
            bob, "crisis_vraag", {"ja": "ja", "toelichting": "Ja, want."}, **pk, criterium=criterium
        )
    assert volgende.endswith("/stap/vormen")
    doe(bob, "crisis_stap", {"vormen": ["a", "j"]}, **pk, stap="vormen")
    return rij


@pytest.mark.eis("UW-12", "UW-14", "UW-15", "UW-16", "UW-20", "UW-21", "F21", "F22")
def test_de_nacht_van_de_burgemeester(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    bob, vic = als("Bob Burgemeester"), als("Vic Veilig")
    rij = bereid_voor(wvggz, bob, vic, klok)
    pk = {"procedure_id": rij.pk}
    assert "Lopende crisissituaties" in bob.get(reverse("crisisoverzicht")).content.decode()
    nalezen = bob.get(reverse("crisis_stap", kwargs={**pk, "stap": "nalezen"})).content.decode()
    assert "Crisismaatregel nemen" in nalezen
    # Who carries out reads along and has no button; whoever guesses the address does not find it (W40).
    assert (
        "Crisismaatregel nemen"
        not in vic.get(reverse("crisis_stap", kwargs={**pk, "stap": "nalezen"})).content.decode()
    )
    assert vic.get(reverse("crisis_stap", kwargs={**pk, "stap": "beslissen"})).status_code == 404
    besluit = {"plaats_nu": "0193", "khonraad_nummer": "KH-1", "wachtwoord": "fout"}
    url = reverse("crisis_stap", kwargs={**pk, "stap": "beslissen"})
    geweigerd = bob.post(url, besluit)
    assert "Er is niets besloten" in geweigerd.content.decode()
    assert "fout" not in geweigerd.content.decode().split('name="wachtwoord"')[1][:200]
    elders = bob.post(url, {**besluit, "plaats_nu": "0166", "wachtwoord": WACHTWOORD}).content.decode()
    assert "De burgemeester van Kampen beslist" in elders
    doe(bob, "crisis_stap", {**besluit, "wachtwoord": WACHTWOORD}, **pk, stap="beslissen")
    blad = vic.get(reverse("crisis", kwargs=pk)).content.decode()
    assert "Zeker tot en met" in blad
    doe(vic, "crisis_advocaat", {"wie": "Advocaat Voorbeeld", "op": "2026-11-23T02:30"}, **pk)
    doe(vic, "crisis_uitvoering", {"wie": "Crisisdienst", "op": "2026-11-23T02:30"}, **pk)
    doe(vic, "crisis_pvp", {"antwoord": "ja", "op": "2026-11-23T02:30"}, **pk)
    namen = ["inwoner", "advocaat", "geneesheer-directeur", "inspectie", "officier van justitie"]
    doe(vic, "crisis_afschriften", {"ontvangers": namen, "wijze": "mail", "op": "2026-11-23T02:30"}, **pk)
    assert wvggz.vers(rij).staat == "afgesloten"
    klok(2026, 11, 24, 9)
    vic = als("Vic Veilig")
    doe(vic, "crisis_voortzetting", {"op": "2026-11-24T08:30"}, **pk)
    doe(vic, "crisis_voortzetting_besluit", {"toegewezen": "ja", "op": "2026-11-24T08:45"}, **pk)
    assert vic.get(reverse("crisis", kwargs=pk)).status_code == 200


@pytest.mark.eis("recht:W40")
def test_een_andere_gemeente_vindt_de_procedure_niet(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    rij = bereid_voor(wvggz, als("Bob Burgemeester"), als("Vic Veilig"), klok)
    for naam in ("Bente Burgemeester", "Kees Kampen", "Pien Programma", "Dirk Drenthe"):
        antwoord = als(naam).get(reverse("crisis", kwargs={"procedure_id": rij.pk}))
        assert (naam, antwoord.status_code) == (naam, 404)
    assert wvggz.lees(lambda: CmBesluit.objects.count()) == 0


@pytest.mark.eis("UW-17", "UW-26", "F25")
def test_geen_maatregel_en_dan_nazorg(wvggz: Wvggz, als: Aanmelden, klok: Any) -> None:
    klok(2026, 11, 23, 2, 30)
    rij = wvggz.procedure()
    bob = als("Bob Burgemeester")
    assert (
        "Waarom geen crisismaatregel"
        in bob.get(reverse("crisis_geen", kwargs={"procedure_id": rij.pk})).content.decode()
    )
    doe(bob, "crisis_geen", {"reden": "vrijwillig"}, procedure_id=rij.pk)
    (keuze,) = wvggz.nazorg()
    regisseur = wvggz.lees(lambda: keuze.dossier.casusregisseur.naam)
    zij = als(regisseur, "casusregisseur")
    assert "Nazorg kiezen" in zij.get(reverse("nazorg")).content.decode()
    team = wvggz.wereld.teams["Bemoeizorg"]
    doe(zij, "nazorg_kiezen", {"keuzes": ["bemoeizorg"], "team": str(team.pk)}, keuze_id=keuze.pk)
    bo = als("Bo Bemoei")
    doe(bo, "nazorg_aanvaarden", {}, keuze_id=keuze.pk)
    assert wvggz.nazorg()[0].staat == "aanvaard"


@pytest.mark.eis("UW-29", "recht:T15")
def test_een_termijn_narekenen(wvggz: Wvggz, als: Aanmelden) -> None:
    pien = als("Pien Programma")
    blad = pien.get(
        reverse("termijnen"), {"regel": "wvggz-verkennend-onderzoek", "start": "2026-11-22T01:15"}
    ).content.decode()
    assert "Zondag telt niet als laatste dag" in blad
    assert "nog niet juridisch gecontroleerd" in blad
    assert (
        "bestaat niet"
        in pien.get(
            reverse("termijnen"), {"regel": "wvggz-cm-advocaat", "start": "2027-03-28T02:30"}
        ).content.decode()
    )


@pytest.mark.eis("UW-01")
def test_de_lijst_kost_een_vast_aantal_vragen(
    wvggz: Wvggz, als: Aanmelden, klok: Any, django_assert_max_num_queries: Any
) -> None:
    klok(2026, 11, 23, 10)
    onno = als("Onno Onderzoek")
    for dag in (20, 21, 22, 23):
        wvggz.onderzoek(lokaal(2026, 11, dag, 1, 15))
    onno.get(reverse("onderzoeken"))
    with django_assert_max_num_queries(14):
        onno.get(reverse("onderzoeken"))
    assert (
        wvggz.lees(lambda: VerkennendOnderzoek.objects.filter(intern_doel__gt=date(2026, 11, 1)).count()) == 4
    )
