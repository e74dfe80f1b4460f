"""The pages of this area: search, one resident, naasten, comparing; by plain forms, without script."""

import re
import time
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sluitend.inwoners import actions, queries
from sluitend.inwoners.models import Naaste, Samenvoeging
from sluitend.inwoners.tests.conftest import ADRES, bsn, gegevens
from sluitend.platform import factor
from sluitend.platform.eenheid import lezen

TWEE = "Vul ten minste twee gegevens in om buiten uw eigen caseload te zoeken."


@pytest.fixture
def persoon(wereld, registreer, scopes):
    rij = registreer(adres=ADRES, telefoon="0612345678")
    zara = wereld.actor("Zara Zwolle")
    for woord in ("toegewezen", "betrokken"):
        scopes.geef(woord, zara, rij)
    return rij


def tekst(antwoord):
    return re.sub(r"\s+", " ", antwoord.content.decode())


# --- search -------------------------------------------------------------------------------------------------
@pytest.mark.eis("UR-01", "UA-12")
def test_search_shows_who_it_may_be_with_reasons(als, persoon):
    antwoord = als("Bo Bemoei").post(
        "/zoeken", {"achternaam": "Voorbeeld", "geboortedatum": "1984-05-02", "reden": "melding"}
    )
    inhoud = tekst(antwoord)
    assert antwoord.status_code == 200
    assert "Vera Voorbeeld" in inhoud
    assert "zelfde geboortedatum (35)" in inhoud
    assert "niet in uw caseload" in inhoud
    for geheim in (persoon.nummer, "0612345678", "8011AB", str(persoon.pk), "2-5-1984"):
        assert geheim not in inhoud


@pytest.mark.eis("UR-01")
def test_one_field_keeps_what_was_typed_and_says_why(als, persoon):
    antwoord = als("Bo Bemoei").post("/zoeken", {"achternaam": "Voorbeeld", "reden": "melding"})
    assert TWEE in tekst(antwoord)
    assert 'value="Voorbeeld"' in tekst(antwoord)


@pytest.mark.eis("UR-01")
def test_the_line_of_the_header_searches_when_posted_and_waits_when_it_came_by_address(als, persoon, sporen):
    browser = als("Mila Meldpunt")
    assert "Vera Voorbeeld" in tekst(browser.post("/zoeken", {"q": "Voorbeeld 2-5-1984"}))
    voor = len(sporen.inzage())
    inhoud = tekst(browser.get("/zoeken", {"q": "Voorbeeld 2-5-1984"}))
    assert 'value="Voorbeeld"' in inhoud
    assert "Vera Voorbeeld" not in inhoud
    assert len(sporen.inzage()) == voor
    assert browser.get("/zoeken", {"q": persoon.nummer}).url == reverse("inwoner", args=[persoon.pk])
    assert bsn(1) not in tekst(browser.get("/zoeken", {"q": bsn(1)})).replace(f"?q={bsn(1)}", "")


def test_huge_and_hostile_input_is_refused_in_words(als, persoon):
    browser = als("Mila Meldpunt")
    for velden in (
        {"achternaam": "x" * 200_000, "reden": "melding"},
        {"achternaam": "<script>alert(1)</script>", "geboortedatum": "31-02-2020", "reden": "melding"},
        {"reden": "zomaar"},
        {"achternaam": "x", "vreemd": "veld", "reden": "melding"},
        {"q": "\x00" * 5000},
    ):
        antwoord = browser.post("/zoeken", velden)
        assert antwoord.status_code == 200
        assert "<script>alert" not in antwoord.content.decode()


def test_roles_without_search_do_not_know_the_page(als, wereld):
    for naam in ("Pien Programma", "Aart Auditor", "Piet Politie"):
        assert als(naam).get("/zoeken").status_code == 404


# --- one resident -------------------------------------------------------------------------------------------
@pytest.mark.eis("UR-01", "Z-10")
def test_the_page_of_a_resident_leaves_one_line(als, persoon, sporen):
    antwoord = als("Zara Zwolle").get(reverse("inwoner", args=[persoon.pk]))
    inhoud = tekst(antwoord)
    assert "Vera Voorbeeld" in inhoud
    assert "0612345678" in inhoud
    assert "8011AB 1" in inhoud
    assert len(sporen.inzage(persoon, rol="casusregisseur")) == 1


def test_a_narrow_mask_is_absent_not_blanked(als, persoon):
    inhoud = tekst(als("Mila Meldpunt").get(reverse("inwoner", args=[persoon.pk])))
    assert "Vera Voorbeeld" in inhoud
    for weg in ("0612345678", "Telefoon", "8011AB", "Naasten", "•••"):
        assert weg not in inhoud


ADRESSEN = [
    "inwoner",
    "inwoner_gegevens",
    "inwoner_identiteit",
    "inwoner_bsn",
    "inwoner_bsn_tonen",
    "inwoner_adres",
    "inwoner_adres_tonen",
    "naaste_nieuw",
    "inwoner_dubbelen",
]


@pytest.mark.parametrize(
    "naam", ["Dora Drenthe", "Dirk Drenthe", "Kees Kampen", "Piet Politie", "Pien Programma"]
)
def test_what_is_not_yours_does_not_exist(als, persoon, naam):
    browser = als(naam)
    for adres in ADRESSEN:
        for pk in (persoon.pk, uuid4()):
            assert browser.get(reverse(adres, args=[pk])).status_code == 404, adres
            if adres not in ("inwoner", "inwoner_dubbelen"):
                assert browser.post(reverse(adres, args=[pk]), {"versie": 1}).status_code == 404, adres
    assert browser.get(reverse("samenvoeging", args=[uuid4()])).status_code == 404


def test_signed_out_goes_to_sign_in(client, wereld):
    antwoord = client.get("/zoeken")
    assert antwoord.status_code == 302
    assert "login" in antwoord.url


def test_the_number_of_queries_does_not_grow(als, wereld, persoon):
    browser = als("Zara Zwolle")
    adres = reverse("inwoner", args=[persoon.pk])

    def tel():
        with CaptureQueriesContext(connection) as vragen:
            assert browser.get(adres).status_code == 200
        return len(vragen)

    browser.get(adres)
    voor = tel()
    for nummer in range(8):
        actions.voeg_naaste_toe(
            actor=wereld.systeem,
            inwoner_id=persoon.pk,
            gegevens=actions.Naastegegevens(f"Naaste {nummer}", "vriend"),
        )
        actions.voeg_adres_toe(
            actor=wereld.systeem,
            inwoner_id=persoon.pk,
            adres=actions.Adresgegevens(
                gemeente="0193",
                van=date(2021 + nummer % 5, 1 + nummer, 1),
                soort="verblijf",
                tot=date(2021 + nummer % 5, 1 + nummer, 9),
            ),
        )
    assert tel() == voor <= 40


# --- forms --------------------------------------------------------------------------------------------------
def test_two_people_on_one_form_and_nothing_typed_is_lost(als, wereld, persoon):
    browser = als("Zara Zwolle")
    adres = reverse("inwoner_gegevens", args=[persoon.pk])
    velden = {
        veld: waarde
        for veld, waarde in browser.get(adres).context["formulier"].initial.items()
        if waarde not in (None, False)
    }
    assert velden["telefoon"] == "0612345678"
    actions.wijzig_gegevens(
        actor=wereld.actor("Zara Zwolle"), inwoner_id=persoon.pk, versie=1, gegevens=gegevens(taal="Fries")
    )
    antwoord = browser.post(adres, {**velden, "roepnaam": "Veertje"})
    assert "Intussen gewijzigd. Uw invoer staat er nog." in tekst(antwoord)
    assert 'value="Veertje"' in tekst(antwoord)
    assert browser.post(adres, {**velden, "versie": 2, "roepnaam": "Veertje"}).status_code == 302


@pytest.mark.eis("UR-02")
def test_an_unknown_person_is_registered_by_form(als, wereld, sporen):
    browser = als("Mila Meldpunt")
    antwoord = browser.post(reverse("inwoner_nieuw"), {"onbekend": "on"})
    assert "Geef een korte aanduiding, bijvoorbeeld waar de persoon verblijft." in tekst(antwoord)
    antwoord = browser.post(
        reverse("inwoner_nieuw"),
        {"onbekend": "on", "aanduiding": "man, portiek Melkmarkt", "gemeente": "0193"},
    )
    assert antwoord.status_code == 302
    assert "man, portiek Melkmarkt" in tekst(browser.get(antwoord.url))
    assert als("Bo Bemoei").post(reverse("inwoner_nieuw"), {"geslachtsnaam": "Nieuwkomer"}).url == reverse(
        "zoeken"
    )


@pytest.mark.eis("UR-03", "UV-14", "recht:N04")
def test_the_bsn_is_stored_and_shown_and_never_in_an_address(als, persoon):
    browser = als("Zara Zwolle")
    adres = reverse("inwoner_bsn", args=[persoon.pk])
    fout = tekst(browser.post(adres, {"versie": 1, "bsn": bsn(20)}))
    assert "Voor het vastleggen van het BSN is een grondslag nodig." in fout
    antwoord = browser.post(adres, {"versie": 1, "bsn": bsn(20), "bsn_grondslag": "wmo_toegang"})
    assert antwoord.status_code == 302
    pagina = tekst(browser.get(reverse("inwoner", args=[persoon.pk])))
    assert bsn(20) not in pagina
    tonen = reverse("inwoner_bsn_tonen", args=[persoon.pk])
    assert bsn(20) not in tekst(browser.get(tonen))
    assert bsn(20) not in tekst(browser.post(tonen, {"reden": "kort"}))
    assert bsn(20) in tekst(browser.post(tonen, {"reden": "Nodig voor de beschikking"}))


@pytest.mark.eis("UR-05")
def test_a_naaste_by_form(als, wereld, persoon):
    browser = als("Zara Zwolle")
    adres = reverse("naaste_nieuw", args=[persoon.pk])
    assert 'name="uitgenodigd"' in tekst(browser.get(adres))
    fout = tekst(browser.post(adres, {"naam": "Noor Naaste", "relatie": "ouder"}))
    assert "Geef aan waarom de naaste niet is uitgenodigd." in fout
    browser.post(adres, {"naam": "Noor Naaste", "relatie": "ouder", "uitgenodigd": "on"})
    with lezen(wereld.systeem):
        naaste = Naaste.objects.get()
    antwoord = browser.post(
        reverse("naaste_mag_weten", args=[persoon.pk, naaste.pk]),
        {"versie": 1, "mag_weten": ["plan"], "wijze": "aanwezig"},
    )
    assert antwoord.status_code == 302
    assert "het plan" in tekst(browser.get(reverse("inwoner", args=[persoon.pk])))
    wijzig = reverse("naaste", args=[persoon.pk, naaste.pk])
    assert browser.get(wijzig).status_code == 200
    velden = {"naam": "Noor Naaste", "relatie": "vriend", "uitgenodigd": "on", "versie": 2}
    assert browser.post(wijzig, velden).status_code == 302


@pytest.mark.eis("recht:V23", "AA-11")
def test_a_secret_address_is_on_no_page(als, wereld, persoon, scopes):
    zara = wereld.actor("Zara Zwolle")
    actions.wijzig_gegevens(
        actor=zara, inwoner_id=persoon.pk, versie=1, gegevens=gegevens(adres_afgeschermd=True)
    )
    browser = als("Zara Zwolle")
    for adres in ("inwoner", "inwoner_gegevens", "inwoner_adres"):
        assert "8011AB" not in tekst(browser.get(reverse(adres, args=[persoon.pk])))
    tonen = reverse("inwoner_adres_tonen", args=[persoon.pk])
    assert browser.get(tonen).status_code == 404
    scopes.geef("toegangslijst", zara, persoon)
    # Without a second factor of one's own: first set one up.
    assert browser.get(tonen).url == reverse("mfa_index")
    Authenticator.objects.create(
        user=wereld.medewerkers["Zara Zwolle"].gebruiker, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    # It was not given lately: it is asked, and nothing is shown.
    for antwoord in (browser.get(tonen), browser.post(tonen, {"reden": "Ik ga op huisbezoek"})):
        assert antwoord.url == f"{reverse('mfa_reauthenticate')}?{urlencode({'next': tonen})}"
    sessie = browser.session
    sessie[factor.BEWIJZEN] = [{"method": "mfa", "type": "totp", "at": time.time() - 200}]
    sessie.save()
    assert browser.get(tonen).status_code == 200
    assert "8011AB" in tekst(browser.post(tonen, {"reden": "Ik ga op huisbezoek"}))
    sessie[factor.BEWIJZEN] = [{"method": "mfa", "type": "totp", "at": time.time() - 400}]
    sessie.save()
    assert "reauthenticate" in browser.get(tonen).url


# --- comparing and merging ----------------------------------------------------------------------------------
@pytest.mark.eis("UR-04", "UM-07")
def test_comparing_asking_deciding_and_undoing(als, wereld, persoon, registreer, sporen):
    dubbel = registreer(voornamen="V.", geslachtsnaam="Voorbeeld")
    mila, bram = als("Mila Meldpunt"), als("Bram Beheer")
    assert reverse("personen_vergelijken", args=[persoon.pk, dubbel.pk]) in tekst(
        mila.get(reverse("inwoner_dubbelen", args=[persoon.pk]))
    )
    vergelijk = reverse("personen_vergelijken", args=[persoon.pk, dubbel.pk])
    inhoud = tekst(mila.get(vergelijk))
    assert "71 van 100 punten" in inhoud
    assert "zelfde voorletter" in inhoud
    assert "anders" in inhoud
    assert mila.post(vergelijk, {"blijft": persoon.pk, "opgegaan": uuid4()}).status_code == 404
    antwoord = mila.post(vergelijk, {"blijft": persoon.pk, "opgegaan": dubbel.pk})
    pagina = antwoord.url
    assert 'value="samenvoegen"' not in tekst(mila.get(pagina))
    assert mila.post(pagina, {"besluit": "samenvoegen"}).status_code == 403
    assert dubbel.nummer in tekst(bram.get(reverse("samenvoegingen")))
    inhoud = tekst(bram.get(pagina))
    assert 'value="samenvoegen"' in inhoud
    assert "0612345678" not in inhoud
    assert bram.post(pagina, {"besluit": "samenvoegen"}).status_code == 302
    assert mila.get(reverse("inwoner", args=[dubbel.pk])).url == reverse("inwoner", args=[persoon.pk])
    assert bram.get(pagina).status_code == 404
    assert mila.post(pagina, {"besluit": "terug_vragen"}).status_code == 302
    assert 'value="terugdraaien"' in tekst(bram.get(pagina))
    assert bram.post(pagina, {"besluit": "terugdraaien"}).status_code == 302
    assert sporen.vers(dubbel).samengevoegd_in_id is None
    with lezen(wereld.systeem):
        assert Samenvoeging.objects.get().status == "teruggedraaid"


def test_comparing_shows_no_more_of_the_other_than_a_search_would(als, wereld, persoon, registreer):
    ander = registreer(voornamen="Vos", telefoon="0687654321", adres=ADRES)
    inhoud = tekst(als("Zara Zwolle").get(reverse("personen_vergelijken", args=[persoon.pk, ander.pk])))
    assert "Vos Voorbeeld" in inhoud
    assert ander.nummer not in inhoud
    assert (
        als("Bo Bemoei").get(reverse("personen_vergelijken", args=[persoon.pk, ander.pk])).status_code == 404
    )
    with lezen(wereld.systeem):
        assert queries.verhuizingen(ander.pk, date(2020, 1, 1), date(2030, 1, 1)) == 0
