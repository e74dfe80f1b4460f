"""Every page, for somebody who may see it: no violation of WCAG 2.2 AA, and no sideways scroll at 320 px.

Also with nothing in it, and after a form was sent empty. Only on SQLite: the markup is the same on every engine. A named
page that stands neither in `PAGINAS` nor in `GEEN_PAGINA` fails, so that a new page gets its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.databank import deze

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Toneel

pytestmark = [
    pytest.mark.browser,
    pytest.mark.traag,
    pytest.mark.skipif(deze().is_postgres, reason="the markup is the same on every engine"),
]
MILA, MAX, ZARA, ZENO, BEA, BRAM, PIEN = (
    "Mila Meldpunt",
    "Max Meldpunt",
    "Zara Zwolle",
    "Zeno Zwolle",
    "Bea Bemoei",
    "Bram Beheer",
    "Pien Programma",
)
AART, FENNA = "Aart Auditor", "Fenna Privacy"
ONNO, OLGA, BOB, VIC = "Onno Onderzoek", "Olga Onderzoek", "Bob Burgemeester", "Vic Veilig"
VO, BESLOTEN, CRISIS = {"onderzoek_id": "onderzoek"}, {"onderzoek_id": "besloten"}, {"procedure_id": "crisis"}
AANVRAAG, GENOMEN = BESLOTEN | {"aanvraag_id": "aanvraag"}, {"procedure_id": "genomen"}
IEDEREEN = ""
D, P, T, O = {"dossier_id": "dossier"}, {"pk": "inwoner"}, {"taak_id": "taak"}, {"overdracht_id": "ontvangen"}  # noqa: E741
PLAN = {"dossier_id": "dossier", "plan_id": "plan"}


@dataclass(frozen=True)
class Blad:
    """A named page: who looks, what its address needs from the stage, what follows it, whether it has a form.

    What an address needs is a name on the stage, or with `=` before it the word itself.
    """

    naam: str
    wie: str = ZARA
    sleutels: tuple[tuple[str, str], ...] = ()
    vraag: str = ""
    formulier: bool = False
    status: int = 200

    def __str__(self) -> str:
        return f"{self.naam}{self.vraag}-{self.wie.partition(' ')[0] or 'iedereen'}"


def blad(
    naam: str, wie: str = ZARA, sleutels: dict[str, str] | None = None, vraag: str = "", **meer: Any
) -> Blad:
    return Blad(naam, wie, tuple((sleutels or {}).items()), vraag, **meer)


PAGINAS = [
    # everybody
    blad("zorgen_melden", IEDEREEN),
    blad("volg_uw_melding", IEDEREEN, formulier=True),
    blad("waar_terecht", IEDEREEN),
    blad("waar_terecht", IEDEREEN, vraag="?gemeente=0193"),
    blad("account_login", IEDEREEN, formulier=True),
    blad("aanmelden_mislukt", IEDEREEN, status=403),
    blad("afgemeld", IEDEREEN),
    blad("account_inactive", IEDEREEN),
    # one's own account
    blad("kies_rol", AART),
    blad("account_logout", BRAM),
    blad("account_reauthenticate", BRAM),
    blad("account_change_password", BRAM),
    blad("mfa_index", BRAM),
    blad("mfa_activate_totp", FENNA, formulier=True),
    # the meldpunt
    blad("meldingen", MILA),
    blad("meldingen", MILA, vraag="?tab=alles"),
    blad("meldingen", ZARA, vraag="?tab=alles"),
    blad("melding_nieuw", MILA, formulier=True),
    blad("melding_politie", MILA, formulier=True),
    blad("melding_signaal", ZARA, formulier=True),
    blad("meldingen_doorgestuurd", MILA),
    blad("melding_vergelijken", MILA, {"pk": "melding", "kandidaat": "bekende"}),
    blad("melding", MILA, {"pk": "melding"}),
    blad("melding", ZARA, {"pk": "aangeboden"}),
    blad("melding_triage", MILA, {"pk": "melding"}),
    blad("melding_triage", MILA, {"pk": "acuut"}),
    # the dienst
    blad("dienst", MAX),
    blad("dienst_plannen", MAX, formulier=True),
    blad("dienst_overdragen", MAX, {"pk": "dienst"}),
    blad("dienst_aanvaarden", MILA, {"pk": "volgende"}),
    blad("meldpuntbeeld", MILA),
    blad("meldpuntbeeld", PIEN, vraag="?jaar=2026"),
    blad("beslistabellen", BRAM),
    blad("beslistabellen", MILA, vraag="?signaal=dakloos_nu"),
    blad("beslistabel", BRAM, {"pk": "beslistabel"}),
    blad("beslistabel", MILA, {"pk": "beslistabel"}),
    blad("beslistabel_regel", BRAM, {"pk": "beslistabel", "nr": "regel"}),
    blad("beslistabel_regel_nieuw", BRAM, {"pk": "beslistabel"}, "?deel=route", formulier=True),
    blad("beslistabel_proef", BRAM, {"pk": "beslistabel"}),
    blad("beslistabel_geldend_proef", MILA, vraag="?kanaal=telefoon&aard=oggz&ja=dakloos_nu&kern_nee=on"),
    blad("piket", MILA),
    blad("piket", BRAM),
    blad("piket_plannen", BRAM, formulier=True),
    blad("piket_intrekken", BRAM, {"pk": "piket"}),
    blad("contactkaarten", BRAM),
    blad("contactkaart_maken", BRAM, formulier=True),
    blad("contactkaart_wijzigen", BRAM, {"pk": "kaart"}),
    blad("contactkaart_beeindigen", BRAM, {"pk": "kaart"}),
    # persons
    blad("zoeken", MILA, formulier=True),
    blad("inwoner_nieuw", MILA, formulier=True),
    blad("inwoner", ZARA, P),
    blad("inwoner_gegevens", ZARA, P),
    blad("inwoner_identiteit", ZARA, P),
    blad("inwoner_bsn", ZARA, P, formulier=True),
    blad("inwoner_bsn_tonen", ZARA, P, formulier=True),
    blad("inwoner_adres", ZARA, P, formulier=True),
    blad("inwoner_afscherming", ZARA, P, formulier=True),
    blad("naaste_nieuw", ZARA, P, formulier=True),
    blad("naaste", ZARA, P | {"naaste": "naaste"}),
    blad("naaste_mag_weten", ZARA, P | {"naaste": "naaste"}, formulier=True),
    blad("inwoner_dubbelen", ZARA, P),
    blad("personen_vergelijken", ZARA, {"een": "inwoner", "ander": "dubbel"}),
    blad("samenvoegingen", ZENO),
    blad("samenvoeging", ZENO, {"pk": "samenvoeging"}),
    # work
    blad("vandaag", ZARA),
    blad("vandaag", MILA),
    blad("vandaag", PIEN),
    blad("vandaag", BRAM),
    blad("werkvoorraad", ZARA),
    blad("werkvoorraad", ZENO, vraag="?tab=team"),
    blad("toewijzen", ZENO),
    blad("taak", ZARA, T),
    blad("taak_afronden", ZARA, T, formulier=True),
    blad("taak_wachten", ZARA, T, formulier=True),
    blad("taak_hervatten", ZARA, {"taak_id": "wachtend"}),
    blad("taak_overdragen", ZARA, T),
    # the dossier
    blad("dossiers", ZARA),
    blad("dossier_openen", ZARA, {"inwoner_id": "inwoner"}, formulier=True),
    blad("dossier", ZARA, D),
    blad("dossier", ZENO, D),
    blad("regie", ZARA, D),
    blad("tijdlijn", ZARA, D),
    blad("contact_vastleggen", ZARA, D, formulier=True),
    blad("taak_maken", ZARA, D, formulier=True),
    blad("traject_openen", ZARA, D, formulier=True),
    blad("traject_sluiten", ZARA, D | {"traject_id": "traject"}, formulier=True),
    blad("dossier_sluiten", ZARA, D, formulier=True),
    blad("plan", ZARA, D),
    blad("plan_beginnen", ZARA, D),
    blad("eigen_woorden", ZARA, PLAN),
    blad("doel_toevoegen", ZARA, PLAN, formulier=True),
    blad("actie_toevoegen", ZARA, {"dossier_id": "dossier", "doel_id": "doel"}, formulier=True),
    blad("plan_vaststellen", ZARA, PLAN),
    blad("plan_evalueren", ZARA, {"dossier_id": "vastgesteld", "plan_id": "vast_plan"}, formulier=True),
    # the overdracht
    blad("overdracht_versturen", ZARA, D),
    blad("overdracht_versturen", ZARA, D, "?soort=gemeente_gemeente", formulier=True),
    blad("overdrachten", BEA),
    blad("overdrachten", ZARA, vraag="?stand=verzonden"),
    blad("overdracht", BEA, O),
    blad("overdracht", ZARA, {"overdracht_id": "bevraagd"}),
    blad("overdracht_aanvaarden", BEA, O, formulier=True),
    blad("overdracht_weigeren", BEA, O, formulier=True),
    blad("overdracht_vraag", BEA, O, formulier=True),
    blad("overdracht_antwoord", ZARA, {"overdracht_id": "bevraagd"}, formulier=True),
    blad("overdracht_intrekken", ZARA, {"overdracht_id": "bevraagd"}),
    # gaps and people
    blad("gaten", ZARA),
    blad("gaten", ZARA, vraag="?stand=komt"),
    blad("gaten", PIEN),
    blad("afwezigheid", ZENO),
    blad("afwezig_melden", ZENO, formulier=True),
    blad("vervanger_vragen", ZARA, formulier=True),
    blad("afwezig_terug", ZENO, {"afwezigheid_id": "afwezigheid"}),
    blad("vervanging_antwoord", ZENO, {"vervanging_id": "vervanging"}),
    # the Wvggz tasks
    blad("onderzoeken", ONNO),
    blad("onderzoek", ONNO, VO),
    blad("onderzoek", ONNO, BESLOTEN),
    *(
        blad(f"onderzoek_{deel}", ONNO, VO, formulier=True)
        for deel in ("nadeel", "vrijwillig", "bron", "stoppen")
    ),
    blad("onderzoek_conclusie", ONNO, VO),
    blad("onderzoek_criterium", ONNO, VO | {"criterium": "=evenredig"}),
    blad("onderzoek_besluiten", OLGA, VO, formulier=True),
    blad("onderzoek_terugkoppelen", ONNO, BESLOTEN, formulier=True),
    blad("onderzoek_handhaven", ONNO, BESLOTEN, formulier=True),
    blad("onderzoek_sluiten", ONNO, BESLOTEN),
    *(
        blad(f"aanvraag_{deel}", ONNO, AANVRAAG, formulier=True)
        for deel in ("verzenden", "mededeling", "eigen_plan_klaar", "officier", "rechter")
    ),
    blad("aanvraag_eigen_plan", ONNO, AANVRAAG),
    blad("crisisoverzicht", BOB),
    blad("crisis_starten", MILA, {"inwoner_id": "inwoner"}, formulier=True),
    blad("crisis", BOB, CRISIS),
    blad("crisis", VIC, GENOMEN),
    *(
        blad("crisis_stap", BOB, CRISIS | {"stap": f"={stap}"})
        for stap in ("waar", "verklaring", "horen", "vragen", "vormen", "nalezen", "beslissen")
    ),
    blad("crisis_vraag", BOB, CRISIS | {"criterium": "=verzet"}, formulier=True),
    blad("crisis_poging", BOB, CRISIS, formulier=True),
    blad("crisis_geen", BOB, CRISIS, formulier=True),
    *(
        blad(f"crisis_{deel}", VIC, GENOMEN, formulier=True)
        for deel in (
            "advocaat",
            "uitvoering",
            "afschriften",
            "pvp",
            "voortzetting",
            "voortzetting_besluit",
            "einde",
        )
    ),
    blad("nazorg", ZENO),
    blad("nazorg_kiezen", ZENO, {"keuze_id": "keuze"}, formulier=True),
    blad("nazorg_aanvaarden", BEA, {"keuze_id": "keuze"}),
    blad("termijnen", PIEN, vraag="?regel=wvggz-verkennend-onderzoek&start=2026-11-22T01:15"),
    blad("medewerkers", BRAM),
    blad("vertrek", BRAM, {"medewerker_id": "medewerker"}),
]
LEEG = [
    "vandaag",
    "meldingen",
    "dienst",
    "piket",
    "contactkaarten",
    "werkvoorraad",
    "dossiers",
    "overdrachten",
    "gaten",
    "afwezigheid",
    "samenvoegingen",
]

# Names that are no page of their own, with the reason.
ALLEEN_VERSTUREN = "answers a form only"
EEN_BESTAND = "a file to keep"
DICHT = "closed: accounts are made, linked and reset by the organisation"
TWEEDE_STAP = "asks a second factor that is being used; the layout is that of mfa_activate_totp"
DOORVERWIJZING = "sends the visitor on to a provider"
GEEN_PAGINA = {
    "werktellingen": "the tabs of werkvoorraad, for a script that renews them", "gatcijfers": "the figures of gaten, for a script that asks them", "taal": ALLEEN_VERSTUREN, "melding_advies": ALLEEN_VERSTUREN, "melding_concept": ALLEEN_VERSTUREN, "melding_aanbod": ALLEEN_VERSTUREN, "melding_brief": EEN_BESTAND, "melding_bellen": ALLEEN_VERSTUREN,
    "melding_poging": ALLEEN_VERSTUREN, "melding_daad": ALLEEN_VERSTUREN,
    "dienst_log": ALLEEN_VERSTUREN, "dienst_terugbellen": ALLEEN_VERSTUREN, "dienst_teruggebeld": ALLEEN_VERSTUREN,
    "dienst_afvinken": ALLEEN_VERSTUREN, "dienst_beeindigen": ALLEEN_VERSTUREN,
    "melding_bundelen": ALLEEN_VERSTUREN, "melding_losmaken": ALLEEN_VERSTUREN,
    "beslistabel_nieuw": ALLEEN_VERSTUREN, "beslistabel_daad": ALLEEN_VERSTUREN, "beslistabel_csv": EEN_BESTAND,
    "beslistabel_geldend_bestand": EEN_BESTAND,
    "account_signup": DICHT, "account_email": DICHT, "account_email_verification_sent": DICHT,
    "account_confirm_email": DICHT, "account_set_password": DICHT, "account_reset_password": DICHT,
    "account_reset_password_done": DICHT, "account_reset_password_from_key": DICHT,
    "account_reset_password_from_key_done": DICHT, "account_confirm_login_code": DICHT, "socialaccount_signup": DICHT,
    "socialaccount_connections": DICHT, "socialaccount_login_cancelled": "the page of aanmelden_mislukt",
    "socialaccount_login_error": "the page of aanmelden_mislukt",
    "mfa_authenticate": TWEEDE_STAP, "mfa_reauthenticate": TWEEDE_STAP, "mfa_reauthenticate_webauthn": TWEEDE_STAP,
    "mfa_deactivate_totp": TWEEDE_STAP, "mfa_view_recovery_codes": TWEEDE_STAP,
    "mfa_generate_recovery_codes": TWEEDE_STAP, "mfa_download_recovery_codes": TWEEDE_STAP,
    "mfa_list_webauthn": TWEEDE_STAP, "mfa_add_webauthn": TWEEDE_STAP, "mfa_remove_webauthn": TWEEDE_STAP,
    "mfa_edit_webauthn": TWEEDE_STAP,
    "inwoner_adres_tonen": "asks a second factor that is being used; the layout is that of inwoner_bsn_tonen",
    "openid_connect_login": DOORVERWIJZING, "openid_connect_callback": DOORVERWIJZING,
}  # fmt: skip


def namen() -> set[str]:
    """Every name in the URLconf, without the API."""
    from django.urls import get_resolver

    def loop(knoop: Any, begin: str = "") -> Iterator[str]:
        for punt in knoop.url_patterns:
            adres = begin + str(punt.pattern)
            if hasattr(punt, "url_patterns"):
                yield from loop(punt, adres)
            elif punt.name and not adres.startswith("api/"):
                yield punt.name

    return set(loop(get_resolver()))


def test_elke_pagina_heeft_een_regel() -> None:
    bekend = {regel.naam for regel in PAGINAS} | set(GEEN_PAGINA)
    assert namen() - bekend == set(), "geef deze pagina's een regel in PAGINAS of een reden in GEEN_PAGINA"
    assert bekend - namen() == set(), "deze namen bestaan niet meer"


@pytest.fixture(scope="module")
def decor(toneel: Toneel) -> dict[str, Any]:
    """A thing of each kind, made by the real actions; gives their ids by name."""
    with toneel.databank() as wereld:
        return richt_in(wereld)


def richt_in(wereld: Any) -> dict[str, Any]:
    from django.utils import timezone

    from sluitend.dossier import actions
    from sluitend.dossier.actions.overdracht import Aanbieding
    from sluitend.dossier.actions.plan import begin_plan
    from sluitend.dossier.actions.taken import Stap
    from sluitend.dossier.models import Taak
    from sluitend.dossier.rules.overdracht_soorten import SOORTEN
    from sluitend.inwoners import actions as inwoners
    from sluitend.inwoners.gegevens import Adresgegevens, Inwonergegevens, Naastegegevens
    from sluitend.meldpunt.tests.stappen import neem_aan, op
    from sluitend.platform.eenheid import lezen

    mila, zara, zeno, bea = (wereld.actor(naam) for naam in (MILA, ZARA, ZENO, BEA))
    nu, vandaag = timezone.now(), timezone.localdate()

    def inwoner(naam: str = "Voorbeeldsma", **velden: Any) -> Any:
        adres = Adresgegevens(gemeente="0193", postcode="8011AB", huisnummer=1)
        gegevens = {
            "geslachtsnaam": naam,
            "voornamen": "Vera",
            "geboortedatum": date(1984, 5, 2),
            "adres": adres,
        }
        return inwoners.registreer_inwoner(actor=mila, gegevens=Inwonergegevens(**gegevens | velden))

    def dossier(wie: Any) -> Any:
        return actions.open_dossier(actor=zara, inwoner=wie, gemeente="0193").dossier

    def plan(bij: Any, vast: bool) -> tuple[Any, Any]:
        rij = begin_plan(actor=zara, dossier_id=bij.pk)
        doel = actions.voeg_doel_toe(
            actor=zara, plan_id=rij.pk, leefgebied="wonen", doel="Ik slaap weer thuis"
        )
        actions.voeg_actie_toe(
            actor=zara, doel_id=doel.pk, wat="Huis opruimen", domein="wonen",
            organisatie=wereld.organisaties["corporatie"], start=vandaag,
        )  # fmt: skip
        actions.schrijf_eigen_woorden(actor=zara, plan_id=rij.pk, tekst="Ik wil rust.", akkoord="akkoord")
        return (actions.stel_plan_vast(actor=zara, plan_id=rij.pk) if vast else rij), doel

    def bied_aan(bij: Any) -> Any:
        inhoud = dict.fromkeys(SOORTEN["lokaal_regionaal"].inhoud, ("ingevuld", False, ""))
        aanbod = Aanbieding(
            soort="lokaal_regionaal", naar_team=wereld.teams["Bemoeizorg"], reden="Meer nodig", inhoud=inhoud,
            inwoner_betrokken="erbij",
        )  # fmt: skip
        return actions.verzend_overdracht(actor=zara, dossier_id=bij.pk, aanbieding=aanbod)

    vera, dubbel = inwoner(), inwoner("Voorbeeldsmå")
    geheim = inwoner("Tweede", adres_afgeschermd=True)
    een, twee, drie, vier = (
        dossier(vera),
        dossier(geheim),
        dossier(inwoner("Derde")),
        dossier(inwoner("Vierde")),
    )
    concept, doel = plan(een, vast=False)
    vast, _ = plan(vier, vast=True)
    naaste = inwoners.voeg_naaste_toe(
        actor=zara, inwoner_id=vera.pk, gegevens=Naastegegevens(naam="Moeder Voorbeeld", relatie="ouder")
    )
    traject = actions.open_traject(
        actor=zara, dossier_id=een.pk, soort="briefadres",
        stap=Stap("Briefadres aanvragen", vandaag + timedelta(days=3), wereld.medewerkers[ZARA]),
    )  # fmt: skip
    actions.leg_contact_vast(
        actor=zara, dossier_id=een.pk, met="inwoner", wijze="thuis", resultaat="gesproken", gebeurd_op=nu,
        notitie="Wilde niet praten, wel koffie.",
    )  # fmt: skip
    with lezen(wereld.systeem):
        taken = list(Taak.objects.filter(dossier=twee).order_by("pk"))
    actions.laat_taak_wachten(
        actor=zara, taak_id=taken[0].pk, wacht_op="de huisarts", wacht_tot=vandaag + timedelta(days=2)
    )
    ontvangen, bevraagd = bied_aan(twee), bied_aan(drie)
    actions.stel_vraag(actor=bea, overdracht_id=bevraagd.pk, vraag="Wat werkte er eerder?")
    afwezigheid = actions.meld_afwezig(
        actor=zeno, medewerker_id=wereld.medewerkers[ZARA].pk, van=vandaag + timedelta(days=7), tot=None
    )
    vervanging = actions.vraag_vervanging(
        actor=zara, voor_id=wereld.medewerkers[ZARA].pk, door_id=wereld.medewerkers[ZENO].pk,
        van=vandaag + timedelta(days=7), tot=vandaag + timedelta(days=9),
    )  # fmt: skip
    samenvoeging = inwoners.vraag_samenvoeging(actor=zara, blijft_id=vera.pk, opgegaan_id=dubbel.pk)
    melding = neem_aan(wereld, nu - timedelta(hours=1))
    bekende = inwoners.registreer_inwoner(
        actor=mila,
        gegevens=Inwonergegevens(geslachtsnaam="Jansen", voornamen="Jan", geboortedatum=date(1998, 1, 15)),
    )
    acuut = neem_aan(wereld, nu, signalen=["levensgevaar_nu"], signalen_nee=[])
    aangeboden = neem_aan(wereld, nu - timedelta(hours=2))
    from sluitend.meldpunt import actions as meldpunt
    from sluitend.meldpunt.actions import tabel
    from sluitend.platform.eenheid import schrijven
    from sluitend.regio import actions as regio

    with schrijven(wereld.systeem, stil=True):  # somebody with a choice of roles
        regio.geef_rol(
            actor=wereld.systeem, medewerker=wereld.medewerkers[AART], rol="programmamanager",
            team=wereld.teams["Bureau"], functies=[], van=nu,
        )  # fmt: skip

    op(
        mila, nu, meldpunt.bevestig_triage, melding_id=aangeboden.pk, urgentie="dag", route="lokaal_team", aard="oggz",
        afwijking_code="eigen_inschatting", afwijking_tekst="De buurvrouw belde ook.",
    )  # fmt: skip
    max_ = wereld.actor(MAX)
    diensten = [
        meldpunt.plan_dienst(
            actor=max_,
            begin=begin,
            einde=begin + timedelta(hours=8),
            dienstleider_id=wereld.medewerkers[leider].pk,
        )
        for begin, leider in ((nu, MAX), (nu + timedelta(hours=8), MILA))
    ]
    meldpunt.begin_dienst(actor=max_, dienst_id=diensten[0].pk)
    meldpunt.schrijf_logregel(
        actor=max_, dienst_id=diensten[0].pk, tekst="De bode komt pas om tien uur.", vasthouden=True
    )
    meldpunt.plan_terugbellen(
        actor=max_, nummer=melding.nummer or "", uiterlijk=nu + timedelta(hours=1), wie="de melder"
    )
    meldpunt.stel_overdracht_op(
        actor=max_, dienst_id=diensten[0].pk, opmerking="Lees de eerste regel van het log."
    )
    bram = wereld.actor(BRAM)
    beslistabel = tabel.begin_tabel(actor=bram)
    tabel.zet_regel(
        actor=bram, tabel_id=beslistabel.pk, oud_nr=23,
        cellen={"nr": "23", "uit": "week", "ook": "", "als": "een_van:uithuiszetting_dreigt ontruiming_dagen:<=14",
                "aanwijzingen": "", "tekst": "Ontruiming binnen 14 dagen."},
    )  # fmt: skip
    tabel.controleer_tabel(actor=bram, tabel_id=beslistabel.pk)
    tabel.bekijk_gevolgen(actor=bram, tabel_id=beslistabel.pk)
    piket = meldpunt.plan_piket(
        actor=bram, functie="achterwacht", gemeenten=["0193"], van=nu, tot=nu + timedelta(days=3), naam="A. Wacht",
        telefoon="038-0000140", reserve="R. Ruil", reserve_telefoon="038-0000141",
    )  # fmt: skip
    kaart = meldpunt.zet_kaart(
        actor=bram, functie="ontmoeting", gemeente="0193", naam="Inloop (voorbeeld)", telefoon="038-0000150",
        uitleg="Koffie en een praatje.", uren={"ma": ["09:00-17:00"]}, publiek=True, van=vandaag,
    )  # fmt: skip
    rijen = {
        "piket": piket, "kaart": kaart,
        "dienst": diensten[0], "volgende": diensten[1],
        "inwoner": vera, "dubbel": dubbel, "dossier": een, "geheim": geheim, "vastgesteld": vier, "plan": concept,
        "doel": doel, "vast_plan": vast, "naaste": naaste, "traject": traject, "wachtend": taken[0],
        "ontvangen": ontvangen, "bevraagd": bevraagd, "afwezigheid": afwezigheid, "vervanging": vervanging,
        "samenvoeging": samenvoeging, "melding": melding, "bekende": bekende, "acuut": acuut, "aangeboden": aangeboden,
        "medewerker": wereld.medewerkers[ZARA],
    }  # fmt: skip
    eigen = {"taak": traject.volgende_stap_id, "regel": 16, "beslistabel": beslistabel.pk}
    from sluitend.wvggz.tests.fabriek import richt_in as wvggz

    return {naam: rij.pk for naam, rij in rijen.items()} | eigen | wvggz(wereld)


@pytest.fixture(scope="module")
def kijker(toneel: Toneel, decor: dict[str, Any]) -> Callable[[str], Page]:
    """The page of somebody, signed in once."""
    open_: dict[str, Page] = {}

    def geef(wie: str) -> Page:
        if wie not in open_:
            open_[wie] = toneel.als(wie) if wie else toneel.bezoeker()
        return open_[wie]

    return geef


def bevestig(pagina: Page) -> None:
    """Say once more who is there."""
    from sluitend.regio.tests.fabriek import WACHTWOORD

    pagina.get_by_label("Wachtwoord").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Bevestigen").click()


@pytest.mark.parametrize("regel", PAGINAS, ids=str)
def test_pagina(
    toneel: Toneel, decor: dict[str, Any], kijker: Callable[[str], Page], axe, regel: Blad
) -> None:
    from django.urls import reverse

    adres = (
        reverse(
            regel.naam,
            kwargs={
                sleutel: naam.lstrip("=") if naam.startswith("=") else decor[naam]
                for sleutel, naam in regel.sleutels
            },
        )
        + regel.vraag
    )
    pagina = kijker(regel.wie)
    antwoord = pagina.goto(toneel.url + adres)
    assert antwoord is not None
    if "/account/reauthenticate/?next=" in pagina.url:
        bevestig(pagina)
        pagina.wait_for_url(toneel.url + adres)
    assert antwoord.status == regel.status, f"{antwoord.status} op {adres} voor {regel.wie or 'iedereen'}"
    assert pagina.url == toneel.url + adres
    assert "{%" not in pagina.content(), "een stuk sjabloon staat in de pagina"
    axe(pagina)
    if regel.formulier:
        knop = pagina.locator("main form[method=post] button:not([tabindex='-1'])")
        pagina.locator("main form[method=post]").last.evaluate("f => { f.noValidate = true; }")
        (knop.filter(has_text="Melding opslaan") if regel.naam == "melding_nieuw" else knop).first.click()
        pagina.get_by_role("alert").first.wait_for()
        axe(pagina)


@pytest.mark.parametrize("naam", LEEG)
def test_lege_pagina(toneel: Toneel, kijker: Callable[[str], Page], axe, naam: str) -> None:
    """A region where nothing happened yet."""
    from django.urls import reverse

    wie = "Dora Drenthe" if naam in ("meldingen", "dienst") else "Dirk Drenthe"
    antwoord = kijker(wie).goto(toneel.url + reverse(naam))
    assert antwoord is not None
    assert antwoord.status == 200
    axe(kijker(wie))


def test_wat_er_niet_is(toneel: Toneel, kijker: Callable[[str], Page], axe) -> None:
    for wie in (IEDEREEN, ZARA):
        antwoord = kijker(wie).goto(toneel.url + "/bestaat-niet")
        assert antwoord is not None
        assert antwoord.status == 404
        axe(kijker(wie))


def test_zorgen_melden_stap_voor_stap(toneel: Toneel, axe) -> None:
    """The steps of the public form, each also when it was sent empty, and the page that says: call 112."""
    pagina = toneel.bezoeker()
    pagina.goto(f"{toneel.url}/zorgen-melden")
    pagina.get_by_role("button", name="Ja", exact=True).click()
    axe(pagina)
    pagina.get_by_role("button", name="Ik heb gebeld, ik wil ook melden").click()
    for kies in ("Een buur", "Is in de war", "U mag mijn naam weten"):
        pagina.get_by_label(kies).wait_for()
        axe(pagina)
        pagina.get_by_role("button", name="Verder").click()
        pagina.get_by_role("alert").wait_for()
        axe(pagina)
        pagina.get_by_label(kies).check()
        pagina.get_by_role("button", name="Verder").click()
    pagina.get_by_role("button", name="Versturen").wait_for()
    axe(pagina)
    pagina.get_by_role("button", name="Versturen").click()
    pagina.get_by_role("heading", name="Uw melding is ontvangen").wait_for()
    axe(pagina)
