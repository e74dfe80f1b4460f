"""The whole story, as people live it: a worry at night, a phone, two gemeenten, a mother, and nobody falls through.

Everybody is fictive. The clock of the server is set, so that a night, a morning and two weeks pass in a minute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TELEFOON, Toneel, lokaal
from tests.browser.lezen import kerngegeven, knop, regisseur, titel, verder, ziet, ziet_niet

if TYPE_CHECKING:
    from playwright.sync_api import Page

NACHT = lokaal(2026, 11, 21, 2, 40)  # zaterdag
TE_LAAT = lokaal(2026, 11, 21, 2, 58)  # three minutes past the quarter
OCHTEND = lokaal(2026, 11, 21, 9, 20)
MAANDAG = lokaal(2026, 11, 23, 10, 0)
LATER = lokaal(2026, 12, 7, 9, 0)  # more than fourteen days after the night
GEPROBEERD = "Wij belden drie keer aan en spraken hem een keer op straat."
OVERDRACHT = {
    "Wat lokaal is geprobeerd": GEPROBEERD,
    "Wat werkt en wat niet": "Met zijn moeder erbij wil hij wel praten.",
    "De contactafspraak": "Dinsdag om tien uur, bij zijn moeder thuis in Zwolle.",
}


@pytest.mark.browser
@pytest.mark.traag
@pytest.mark.eis(
    "F01", "Z-01", "Z-02", "Z-06", "Z-10", "G-01", "G-17", "UM-01", "UM-02", "UM-10", "UM-12", "UM-16", "UM-17",
    "UM-18", "UM-24", "UR-12", "UR-13", "UR-14", "UR-15", "R42",
)  # fmt: skip
def test_het_hele_verhaal(toneel: Toneel, foto) -> None:
    # --- zaterdag 02:40: a neighbour reports on the web form, on the phone ---
    toneel.het_is(NACHT)
    buur = toneel.bezoeker(TELEFOON)
    buur.goto(f"{toneel.url}/zorgen-melden")
    titel(buur, "Is er nu gevaar?")
    foto(buur, "01-zorgen-melden-gevaar")
    knop(buur, "Nee, ik wil iets melden")
    titel(buur, "Om wie maakt u zich zorgen?")
    buur.get_by_label("Een buur").check()
    buur.get_by_label("Hoe heet deze persoon?").fill("Karel Verzonnen")
    buur.get_by_label("Hoe oud ongeveer?").fill("42")
    buur.get_by_label("Postcode").fill("8261 AB")
    buur.get_by_label("Huisnummer").fill("12")
    buur.get_by_label("Gemeente").select_option(label="Kampen")
    foto(buur, "02-zorgen-melden-wie")
    knop(buur, "Verder")
    titel(buur, "Wat ziet u?")
    buur.get_by_label("Wat ziet u of waar maakt u zich zorgen over?").fill(
        "Hij loopt midden in de nacht op straat te roepen. Hij herkent mij niet meer."
    )
    buur.get_by_label("Is in de war").check()
    knop(buur, "Verder")
    titel(buur, "Wie bent u?")
    buur.get_by_label("De persoon mag niet weten dat ik meld").check()
    buur.get_by_label("Uw naam").fill("Bas Buurman")
    buur.get_by_label("Uw telefoonnummer").fill("06-12345678")
    knop(buur, "Verder")
    titel(buur, "Controleren en versturen")
    foto(buur, "03-zorgen-melden-versturen")
    knop(buur, "Versturen")
    titel(buur, "Uw melding is ontvangen")
    foto(buur, "04-zorgen-melden-ontvangen")
    nummer, code = buur.locator(".ticket").all_inner_texts()

    # --- 02:58: nobody looked in a quarter of an hour; that is a gap, on the phone of who has the dienst ---
    toneel.het_is(TE_LAAT)
    mila = toneel.als("Mila Meldpunt", TELEFOON)
    mila.goto(f"{toneel.url}/gaten")
    ziet(mila, "G-01")
    foto(mila, "05-gat-g01")
    mila.goto(f"{toneel.url}/meldingen/")
    ziet(mila, "1 melding is over de norm.")
    foto(mila, "06-werkvoorraad-meldpunt")
    verder(mila, nummer)
    titel(mila, f"Melding {nummer}")
    foto(mila, "07-melding-nieuw")
    melding_buur = mila.url
    ziet(mila, "Bas Buurman")
    verder(mila, "Beoordelen")
    titel(mila, f"Beoordelen {nummer}")
    for vraag in mila.get_by_role("radiogroup").all():
        vraag.get_by_label("Nee", exact=True).check()
    mila.get_by_label("Binnen 24 uur").check()
    mila.get_by_label("Route").select_option("lokaal_team")
    foto(mila, "08-triage-telefoon")
    mila.get_by_text("Anders dan geadviseerd", exact=True).click()
    mila.get_by_label("Waarom anders dan geadviseerd?").select_option("eigen_inschatting")
    mila.get_by_label("Toelichting").fill("Hij is bekend bij het lokale team in Kampen.")
    knop(mila, "Triage bevestigen")
    ziet(mila, "Triage bevestigd. De melding ligt bij Lokaal team Kampen.")
    foto(mila, "09-melding-aangeboden")
    mila.get_by_text("Nieuwe persoon registreren").click()
    mila.get_by_label("Achternaam").fill("Verzonnen")
    mila.get_by_label("Voornaam").fill("Karel")
    mila.get_by_label("Geboortedatum").fill("1984-05-02")
    knop(mila, "Vastleggen")
    ziet(mila, "De persoon is geregistreerd en gekoppeld.")
    mila.goto(f"{toneel.url}/gaten")
    ziet_niet(mila, "melding zonder triage")
    verder(mila, "Opgelost")
    ziet(mila, "G-01")
    foto(mila, "10-gat-opgelost")
    toneel.weg(mila)

    # --- 09:20: the mother phones; while her words are typed, the same person turns up ---
    toneel.het_is(OCHTEND)
    mila = toneel.als("Mila Meldpunt")
    mila.goto(f"{toneel.url}/meldingen/nieuw")
    knop(mila, "Geen van deze")
    mila.get_by_label("Wat is er aan de hand?").fill(
        "Haar zoon belde vannacht in paniek. Hij eet bijna niet meer."
    )
    mila.get_by_label("Om wie gaat het?").press_sequentially("Karel Verzonnen 2-5-1984 8261AB 12", delay=5)
    mila.get_by_label("Gemeente").select_option(label="Kampen")
    mila.get_by_label("naaste", exact=True).check()
    mila.get_by_label("Relatie met de persoon").select_option(label="Ouder")
    mila.get_by_label("Naam en telefoon van de melder").fill("Moeder Verzonnen 06-87654321")
    zij = mila.locator("#zijkant")
    zij.get_by_text("Mogelijk bekend").wait_for()
    zij.get_by_text("Verzonnen").first.wait_for()
    zij.get_by_role("link", name=nummer).wait_for()
    foto(mila, "11-nieuwe-melding-moeder", (1280, 375))
    knop(mila, "Melding opslaan")
    titel(mila, re.compile("Beoordelen M-"))
    mila.get_by_label("Route").select_option("lokaal_team")
    foto(mila, "12-triage-moeder", (1280,))
    if mila.get_by_text("Waarom anders dan geadviseerd?").is_hidden():
        mila.get_by_text("Anders dan geadviseerd", exact=True).click()
    mila.get_by_label("Waarom anders dan geadviseerd?").select_option("eigen_inschatting")
    mila.get_by_label("Toelichting").fill("Vannacht ging hij al naar het lokale team in Kampen.")
    knop(mila, "Triage bevestigen")
    ziet(mila, "De melding ligt bij Lokaal team Kampen.")
    melding_moeder = mila.url
    knop(mila, "Zelfde persoon")
    ziet(mila, "Uw besluit over de persoon is vastgelegd.")
    foto(mila, "13-melding-moeder", (1280, 375))

    # --- the route: the local team of Kampen picks both up; the dossier is open and has a regisseur ---
    kees = toneel.als("Kees Kampen")
    kees.goto(melding_buur)
    ziet_niet(kees, "Bas Buurman")
    for melding, uitkomst in ((melding_buur, "dossier_geopend"), (melding_moeder, "toegevoegd_aan_dossier")):
        kees.goto(melding)
        knop(kees, "Oppakken")
        ziet(kees, "De melding is opgepakt.")
        kees.get_by_label("Wat is er gebeurd?").select_option(uitkomst)
        kees.get_by_role("group", name="Weet de persoon van de melding?").get_by_label("Nee").check()
        kees.get_by_label("Zo nee: waarom nog niet?").fill("Morgen gaan wij bij hem langs.")
        knop(kees, "Uitkomst vastleggen")
        ziet(kees, "De uitkomst is vastgelegd.")
    foto(kees, "14-melding-afgehandeld", (1280,))
    kees.goto(f"{toneel.url}/dossiers")
    foto(kees, "15-dossiers", (1280, 375))
    verder(kees, "Karel Verzonnen")
    titel(kees, "Karel Verzonnen")
    dossier = kees.url
    assert regisseur(kees).startswith("Kees Kampen, Gemeente Kampen")
    foto(kees, "16-dossier-kampen", (1280, 375))
    verder(kees, "Contact vastleggen")
    kees.get_by_label("gesproken", exact=True).check()
    kees.get_by_label("thuis", exact=True).check()
    knop(kees, "Vastleggen")
    ziet(kees, "Het contact is vastgelegd.")

    # --- maandag: Kampen offers the regie to Zwolle; until Zwolle says yes, nothing moves ---
    toneel.het_is(MAANDAG)
    kees = toneel.als("Kees Kampen")
    zara = toneel.als("Zara Zwolle")
    kees.goto(f"{dossier}/overdragen?soort=gemeente_gemeente")
    kees.get_by_label("Naar welk team?").select_option(label="Lokaal team Zwolle (Gemeente Zwolle)")
    knop(kees, "Bekijken voor verzenden")
    ziet(kees, "De centrumgemeente neemt geen inwoners over.")
    eerste = verstuur_overdracht(toneel, kees, dossier, foto)
    kees.goto(dossier)
    assert regisseur(kees).startswith("Kees Kampen")
    zara.goto(toneel.url)
    ziet(zara, "Overdrachten te beantwoorden")
    ziet_niet(zara, "Karel")
    foto(zara, "20-vandaag-zwolle", (1280, 375))
    assert zara.goto(dossier).status == 404  # type: ignore[union-attr]
    zara.goto(eerste)
    ziet(zara, "Naam en inhoud ziet u zodra u de overdracht aanvaardt.")
    ziet_niet(zara, "Karel")
    verder(zara, "Weigeren")
    knop(zara, "Weigeren")
    ziet(zara, "Geef een reden en een korte toelichting.")
    foto(zara, "21-weigeren-zonder-reden", (1280,))
    zara.get_by_label("Reden", exact=False).first.select_option("niet_compleet")
    zara.get_by_label("Korte toelichting").fill("Wij missen wat Karel zelf over de verhuizing zegt.")
    knop(zara, "Weigeren")
    ziet(zara, "De overdracht is geweigerd.")

    kees.goto(toneel.url)
    ziet(kees, "Overdracht geweigerd: nieuwe overdracht of houden")
    foto(kees, "22-vandaag-kampen-na-weigering", (1280, 375))
    kees.goto(eerste)
    ziet(kees, "Wij missen wat Karel zelf over de verhuizing zegt.")
    kees.goto(dossier)
    assert regisseur(kees).startswith("Kees Kampen, Gemeente Kampen")
    tweede = verstuur_overdracht(toneel, kees, dossier)
    assert tweede != eerste
    zara.goto(tweede)
    verder(zara, "Aanvaarden")
    foto(zara, "23-aanvaarden", (1280, 375))
    zara.get_by_label("Datum van het warme gesprek").fill("2026-11-23")
    knop(zara, "Aanvaarden")
    ziet(zara, "De overdracht is aanvaard.")
    titel(zara, "Karel Verzonnen")
    assert regisseur(zara).startswith("Zara Zwolle, Gemeente Zwolle")
    assert kerngegeven(zara, "Gemeente") == "Kampen", "de gemeente van herkomst blijft verantwoordelijk"
    foto(zara, "24-dossier-zwolle", (1280, 375))

    # --- the mother hears that it is picked up, and no more than that; her melding closes only then ---
    mila = toneel.als("Mila Meldpunt")
    mila.goto(melding_moeder)
    knop(mila, "Melding sluiten")
    ziet(mila, "Er is nog niet teruggekoppeld aan de melder.")
    foto(mila, "25-niet-sluiten-zonder-terugkoppeling", (1280,))
    terugkoppelen(mila)
    ziet(mila, "is opgepakt. Wij mogen u niet vertellen hoe het met deze persoon gaat.")
    knop(mila, "Melding sluiten")
    ziet(mila, "De melding is gesloten.")
    foto(mila, "26-melding-moeder-gesloten", (1280, 375))

    # --- two weeks on: the neighbour heard nothing; that is a gap until somebody phones him ---
    toneel.het_is(LATER)
    kees = toneel.als("Kees Kampen")
    kees.goto(f"{toneel.url}/gaten?code=G-17")
    ziet(kees, "zo 6 dec 2026, 00:00")
    assert kees.get_by_role("cell", name="G-17", exact=True).count() == 1, "alleen de buur wacht nog"
    foto(kees, "27-gat-g17", (1280, 375))
    mila = toneel.als("Mila Meldpunt", TELEFOON)
    mila.goto(melding_buur)
    terugkoppelen(mila)
    kees.reload()
    ziet(kees, "Geen gaten. De keten is dicht.")
    kees.goto(f"{toneel.url}/gaten?code=G-17&stand=opgelost")
    ziet(kees, "ma 7 dec 2026")
    buur = toneel.bezoeker(TELEFOON)
    buur.goto(f"{toneel.url}/volg-uw-melding")
    buur.get_by_label("Nummer van uw melding").fill(nummer)
    buur.get_by_label("Code").fill(code)
    knop(buur, "Bekijk")
    ziet(buur, "Wij zijn klaar met uw melding.")
    ziet_niet(buur, "Karel")
    foto(buur, "28-volg-uw-melding")

    # --- the timeline tells it all ---
    zara = toneel.als("Zara Zwolle")
    zara.goto(dossier)
    verder(zara, "Tijdlijn")
    titel(zara, "Tijdlijn: Karel Verzonnen")
    foto(zara, "29-tijdlijn", (1280, 375))
    verhaal = zara.get_by_role("main").inner_text()
    assert "Gebeurtenis in een ander domein" not in verhaal
    verwacht = [  # the newest on top
        "De melder heeft gehoord wat er met de melding is gedaan",
        "Een melding is gesloten",
        "De melder heeft gehoord wat er met de melding is gedaan",
        "De overdracht is aanvaard",
        "Een overdracht is verzonden",
        "De overdracht is geweigerd; de regie bleef waar zij was",
        "Een overdracht is verzonden",
        "Er was contact met de inwoner",
        "Een melding kreeg een uitkomst",
        "Een melding kreeg een uitkomst",
        "Het dossier is geopend",
    ]
    plek = -1
    for zin in verwacht:
        plek = verhaal.find(zin, plek + 1)
        assert plek >= 0, f"{zin!r} staat niet (op zijn plek) in de tijdlijn:\n{verhaal}"
    assert "Kees Kampen" in verhaal
    assert "Zara Zwolle" in verhaal
    zara.get_by_role("link", name="Regie", exact=True).click()
    ziet(zara, "Regieperioden")
    foto(zara, "30-regie", (1280, 375))

    # --- the other region sees nothing ---
    for naam in ("Dora Drenthe", "Dirk Drenthe"):
        ander = toneel.als(naam)
        for adres in (
            dossier,
            f"{dossier}/tijdlijn",
            f"{dossier}/regie",
            melding_buur,
            melding_moeder,
            eerste,
            tweede,
        ):
            antwoord = ander.goto(adres)
            assert antwoord is not None
            assert antwoord.status == 404, f"{naam} krijgt {antwoord.status} op {adres}"
            ziet_niet(ander, "Verzonnen")
        for adres in (
            "/",
            "/dossiers?wie=alle",
            "/meldingen/?tab=alles",
            "/gaten?stand=opgelost",
            "/overdrachten?stand=afgehandeld",
        ):
            ander.goto(f"{toneel.url}{adres}")
            ziet_niet(ander, "Verzonnen")
            ziet_niet(ander, nummer)
    foto(ander, "31-ander-regio")

    # --- every look at Karel by those who worked on it left a line; the other region left none ---
    from django_scopes import scopes_disabled

    with toneel.databank() as wereld, scopes_disabled():
        from sluitend.platform.models import Inzage

        keek = set(Inzage.objects.values_list("regio__code", flat=True))
        assert keek == {wereld.regio.code}


def verstuur_overdracht(toneel: Toneel, pagina: Page, dossier: str, foto=None) -> str:
    """Fill in the checklist, see what the receiver will see, send; gives the address of the overdracht."""
    pagina.goto(f"{dossier}/regie")
    verder(pagina, "Regie overdragen")
    pagina.get_by_role("link", name="Van lokaal naar regionaal").click()
    pagina.get_by_label("Naar welk team?").select_option(label="Lokaal team Zwolle (Gemeente Zwolle)")
    pagina.get_by_label("Reden van de overdracht").fill("Karel is steeds bij zijn moeder in Zwolle.")
    knop(pagina, "Bekijken voor verzenden")
    ziet(pagina, re.compile("Deze overdracht mist"))
    for label, tekst in OVERDRACHT.items():
        pagina.get_by_label(label).fill(tekst)
    pagina.get_by_label("Ja, was erbij").check()
    if foto:
        foto(pagina, "17-overdracht-invullen", (1280, 375))
    knop(pagina, "Bekijken voor verzenden")
    ziet(pagina, "Dit ziet de ontvanger nu")
    ziet(pagina, GEPROBEERD)
    if foto:
        foto(pagina, "18-overdracht-voorbeeld", (1280, 375))
    knop(pagina, "Versturen")
    ziet(pagina, "De overdracht is verzonden. Tot zij is aanvaard, blijft de regie bij u.")
    if foto:
        foto(pagina, "19-overdracht-verzonden", (1280,))
    return pagina.url


def terugkoppelen(pagina: Page) -> None:
    """Tell the melder by phone, in the words that are offered."""
    if pagina.get_by_label("Hoe verteld?").is_hidden():
        pagina.get_by_text("Terugkoppeling vastleggen", exact=True).click()
    pagina.get_by_label("Hoe verteld?").select_option("telefoon")
    knop(pagina, "Vastleggen")
    ziet(pagina, "De terugkoppeling is vastgelegd.")
