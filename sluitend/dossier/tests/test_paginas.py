"""Every page: who sees what, how many statements it takes, what is logged, and what happens to nonsense."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.template import Context, engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format
from django_cotton.compiler_regex import CottonCompiler

from sluitend.dossier import actions, queries, woorden
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Betrokkenheid, Dossier, Overdracht, Taak
from sluitend.dossier.templatetags.dossier import tijdsduur
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.dossier.views import rijen
from sluitend.inwoners.actions import samenvoegen
from sluitend.kern.fouten import Weigering
from sluitend.platform import sporen
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.templatetags import sluitend as huis

pytestmark = pytest.mark.django_db
GEEN_OPDRACHT = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def opdrachten(client: Client, pad: str) -> list[str]:
    """The statements of one page; the marks of transactions are no statements of ours."""
    client.get(pad)  # the settings of the region are read once per process
    with CaptureQueriesContext(
        connection,
    ) as gezien:
        assert client.get(pad).status_code == 200
    return [q["sql"] for q in gezien.captured_queries if not q["sql"].startswith(GEEN_OPDRACHT)]


def vul(keten: Keten, dossier: Dossier, aantal: int) -> None:
    """Much on one dossier."""
    zara = keten.actor("Zara Zwolle")
    ik = keten.wereld.medewerkers["Zara Zwolle"]
    for n in range(aantal):
        stap = Stap(f"Stap {n}", timezone.localdate() + timedelta(days=n + 1), ik)
        actions.plan_taak(actor=zara, dossier_id=dossier.pk, stap=stap)
        soort = ("naastensteun", "wonen")[n % 2]
        actions.open_traject(actor=zara, dossier_id=dossier.pk, soort=soort, stap=stap)
        keten.contact(dossier, notitie=f"Notitie {n}")


def test_de_eerste_bladzij_werk_is_een_vraag_en_een_regel_in_het_logboek(
    keten: Keten, als: Aanmelden
) -> None:
    dossier = keten.dossier()
    with schrijven(keten.wereld.systeem, stil=True) as eenheid:
        Taak.objects.bulk_create(
            [
                Taak(
                    regio=keten.wereld.regio,
                    titel=f"Taak {n}",
                    dossier=dossier,
                    eigenaar_medewerker=keten.wereld.medewerkers["Zara Zwolle"],
                    uiterlijk=eenheid.nu + timedelta(hours=n),
                    aangemaakt_op=eenheid.nu,
                )
                for n in range(60)
            ]
        )
    zara = als("Zara Zwolle")
    gezien = opdrachten(zara, "/werkvoorraad")
    # Inside the transaction of a test the slot is also taken off again; outside one the commit does that.
    gezien = [sql for sql in gezien if "set_config('sluitend.regio', ''" not in sql]
    slot = [sql for sql in gezien if "set_config" in sql]
    assert len([sql for sql in gezien if '"dossier_taak"."titel"' in sql]) == 1, gezien
    assert len([sql for sql in gezien if sql.startswith("INSERT") and "platform_inzage" in sql]) == 1, gezien
    # session, actor, list, read log; and the slot that PostgreSQL asks for each transaction
    assert len(gezien) - len(slot) == 4, gezien
    assert len(slot) == (1 if connection.vendor == "postgresql" else 0)
    eerste = zara.get("/werkvoorraad").content.decode()
    assert eerste.count('name="taak"') == 50
    volgende = re.search(r'href="([^"]*na=[^"]*)"', eerste)
    assert volgende
    tweede = zara.get(volgende[1].replace("&amp;", "&")).content.decode()
    assert tweede.count('name="taak"') == 11
    assert zara.get("/werkvoorraad?na=onzin").status_code == 302


@pytest.mark.eis("Z-10")
def test_het_dossier_kost_evenveel_hoe_vol_het_ook_is(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    keten.plan(dossier)
    vul(keten, dossier, 1)
    zara, pad = als("Zara Zwolle"), f"/dossiers/{dossier.pk}"
    weinig = opdrachten(zara, pad)
    vul(keten, dossier, 6)
    keten.plan(dossier)
    veel = opdrachten(zara, pad)
    assert len(weinig) == len(veel)
    # what PostgreSQL asks for the slot of each transaction is no query of this page
    assert len([sql for sql in veel if "set_config" not in sql]) <= 18, veel
    voor = len(keten.inzage(object=f"dossier:{dossier.pk}", actie="R"))
    zara.get(pad)
    assert len(keten.inzage(object=f"dossier:{dossier.pk}", actie="R")) == voor + 1, (
        "precies een regel per keer"
    )


def test_de_tellingen_komen_na_de_bladzij_en_een_die_faalt_toont_een_streepje(
    keten: Keten, als: Aanmelden, monkeypatch: pytest.MonkeyPatch
) -> None:
    keten.dossier()
    zara = als("Zara Zwolle")
    assert "teller" not in zara.get("/werkvoorraad").content.decode()
    assert '<span class="teller">1</span>' in zara.get("/werkvoorraad?tel=1").content.decode()
    monkeypatch.setattr(queries, "werktellingen", lambda actor: {"mijn": None})
    assert '<span class="teller">–</span>' in zara.get("/werkvoorraad/tellingen").content.decode()


def test_de_lijst_van_gaten_vraagt_bij_meer_gaten_evenveel(keten: Keten, als: Aanmelden, klok: Any) -> None:
    klok(2027, 3, 1, 9)
    keten.dossier()
    klok(2027, 3, 20, 9)
    een = opdrachten(als("Zara Zwolle"), "/gaten")
    klok(2027, 3, 1, 9)
    for _ in range(4):
        keten.dossier()
    klok(2027, 3, 20, 9)
    zara = als("Zara Zwolle")
    assert len(opdrachten(zara, "/gaten")) == len(een)
    assert zara.get("/gaten").content.decode().count('<th scope="row" data-kop=') == 5


def test_de_cijfers_van_de_gaten_komen_na_de_lijst_en_zonder_script_door_een_koppeling(
    keten: Keten, als: Aanmelden, klok: Any
) -> None:
    klok(2027, 3, 1, 9)
    keten.dossier()
    klok(2027, 3, 20, 9)
    zara = als("Zara Zwolle")
    bladzij = zara.get("/gaten").content.decode()
    assert 'data-hx-get="/gaten/cijfers"' in bladzij
    assert '<a href="/gaten?tel=1">' in bladzij
    cijfer = re.search(r'class="cijfer">([^<]+)<', zara.get("/gaten?tel=1").content.decode())
    stuk = zara.get("/gaten/cijfers").content.decode()
    assert cijfer is not None
    assert "<html" not in stuk
    assert f'class="cijfer">{cijfer[1]}<' in stuk
    assert "Geen contact met de inwoner" in stuk
    assert 'class="cijfer"' not in bladzij


def test_een_regel_in_een_lange_lijst_schrijft_een_termijn_zoals_het_onderdeel_en_laat_niets_door() -> None:
    op = datetime(2027, 3, 27, 14, tzinfo=UTC)
    bron = CottonCompiler().process('<c-termijn toon="{{ t }}" tekst="{{ w }}" :op="op" />')
    onderdeel = engines["django"].engine.from_string(bron)
    for toon, tekst in (("rood", "te laat: 3 dagen"), ("neutraal", "<b>27-3-2027</b> & 'zo'")):
        html = onderdeel.render(Context({"t": toon, "w": tekst, "op": op})).strip()
        assert html == rijen.termijn(toon, tekst, op)


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_een_dag_wordt_geschreven_zoals_de_vormen_van_het_huis_zeggen(taal: str) -> None:
    with translation.override(taal):
        for op in (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
            assert huis.datumtijd(op) == date_format(timezone.localtime(op), "DATETIME_FORMAT")
            assert huis.datum(op) == date_format(timezone.localtime(op), "DATE_FORMAT")
            assert huis.datum(op.date()) == date_format(op.date(), "DATE_FORMAT")


@pytest.mark.eis("Z-10")
def test_wie_alleen_betrokken_is_ziet_het_masker_en_niet_dieper(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    keten.plan(dossier)
    wereld = keten.wereld
    with schrijven(wereld.systeem, stil=True) as eenheid:
        for code in ("corporatie", "zorg"):
            Betrokkenheid.objects.create(
                regio=wereld.regio,
                inwoner_id=dossier.inwoner_id,
                dossier=dossier,
                organisatie=wereld.organisaties[code],
                functie="begeleiding",
                sinds=eenheid.nu,
            )
    pad = f"/dossiers/{dossier.pk}"
    wim = als("Wim Woning")
    tekst = wim.get(pad).content.decode()
    assert dossier.nummer in tekst
    assert "Ik wil rust." not in tekst
    for deel in ("plan", "sluiten"):
        assert wim.get(f"{pad}/{deel}").status_code in (403, 404), deel
    eigen = wim.get(f"{pad}/tijdlijn").content.decode()
    assert "Het plan is vastgesteld" not in eigen, "van de tijdlijn alleen het eigen deel"
    # A colleague of the regisseur sees the head; the plan is for who works with it.
    pim = als("Pim Proces")
    with schrijven(wereld.systeem, stil=True):
        Betrokkenheid.objects.filter(dossier=dossier, organisatie=wereld.organisaties["zwolle"]).update(
            tot=timezone.now()
        )
    kop = pim.get(pad).content.decode()
    assert "Vera Voorbeeld" in kop
    assert "Ik wil rust." not in kop
    dieper = pim.get(f"{pad}/plan")
    assert dieper.status_code == 403
    assert "Geen toegang" in dieper.content.decode()
    assert "Zara Zwolle" in dieper.content.decode(), "de bladzij zegt wie meer kan vertellen"
    for naam in ("Kees Kampen", "Piet Politie", "Dirk Drenthe"):
        assert als(naam).get(pad).status_code == 404, naam


def test_een_gevoelige_organisatie_staat_er_in_neutrale_woorden(keten: Keten, als: Aanmelden) -> None:
    from sluitend.regio import instellingen

    dossier = keten.dossier()
    wereld = keten.wereld
    with schrijven(wereld.systeem, stil=True) as eenheid:
        for code in ("zorg", "corporatie", "politie"):
            Betrokkenheid.objects.create(
                regio=wereld.regio,
                inwoner_id=dossier.inwoner_id,
                dossier=dossier,
                organisatie=wereld.organisaties[code],
                functie="-",
                sinds=eenheid.nu,
            )
    instellingen.vergeet()
    from sluitend.regio.instellingen import _definities

    oud = _definities["gevoelige_organisaties"]
    _definities["gevoelige_organisaties"] = type(oud)(oud.sleutel, oud.naam, ["zorg"], oud.bron)
    try:
        wim = als("Wim Woning").get(f"/dossiers/{dossier.pk}").content.decode()
        zara = als("Zara Zwolle").get(f"/dossiers/{dossier.pk}").content.decode()
    finally:
        _definities["gevoelige_organisaties"] = oud
    assert "een organisatie in zorg of ondersteuning" in wim or "Zorg Voorbeeld" not in wim
    assert "Zorg Voorbeeld" not in wim
    assert "Zorg Voorbeeld" in zara
    assert "Politie Voorbeeld" not in wim + zara


def test_rollen_zonder_personen_krijgen_cijfers_binnen_hun_bereik(
    keten: Keten, als: Aanmelden, klok: Any
) -> None:
    klok(2027, 3, 1, 9)
    dossier = keten.dossier()
    klok(2027, 3, 20, 9)
    pien = als("Pien Programma")
    for pad in ("/", "/gaten"):
        tekst = pien.get(pad).content.decode()
        assert "Geen contact met de inwoner" in tekst
        assert dossier.nummer not in tekst
        assert "Voorbeeld1" not in tekst
    gemeente = Actor(
        regio_id=keten.wereld.regio.pk,
        regio_code="ijssel-vecht",
        rol="beleidsmedewerker",
        medewerker_id=keten.wereld.medewerkers["Pien Programma"].pk,
        gemeente_ids=frozenset({"0166"}),
    )
    with lezen(gemeente):
        assert queries.gaten_per_code(gemeente) == {}, "een gemeente telt alleen haar eigen gaten"


def test_een_beller_zonder_organisatie_of_team_ziet_niets(keten: Keten) -> None:
    keten.verzend(keten.dossier())
    niemand = Actor(regio_id=keten.wereld.regio.pk, regio_code="ijssel-vecht", rol="casusregisseur")
    with lezen(niemand):
        assert queries.overdrachten(niemand).rijen == []
        assert queries.overdrachten(niemand, "afgehandeld").rijen == []
        assert queries.werkvoorraad(niemand, "mijn").rijen == []
        assert queries.dossiers(niemand, "alle").rijen == []


def test_wie_niet_is_aangemeld_gaat_naar_aanmelden(client: Client, keten: Keten) -> None:
    for pad in ("/", "/werkvoorraad", "/dossiers", f"/dossiers/{keten.dossier().pk}", "/gaten"):
        antwoord = client.get(pad)
        assert (antwoord.status_code, "/account/login/" in antwoord["Location"]) == (302, True)


@pytest.mark.eis("UR-51")
def test_gaten_nu_komt_eraan_en_opgelost(keten: Keten, als: Aanmelden, klok: Any) -> None:
    klok(2027, 3, 1, 9)
    dossier = keten.dossier()
    zara = als("Zara Zwolle")
    assert "Geen gaten. De keten is dicht." in zara.get("/gaten").content.decode()
    klok(2027, 3, 10, 9)
    assert dossier.inwoner_id
    assert "Vera Voorbeeld1" in als("Zara Zwolle").get("/gaten?stand=komt").content.decode()
    klok(2027, 3, 17, 9)
    assert "Vera Voorbeeld1" in als("Zara Zwolle").get("/gaten").content.decode()
    keten.contact(dossier)
    nu = als("Zara Zwolle").get("/gaten").content.decode()
    assert "Vera Voorbeeld1" not in nu
    assert "Niet gemeten" in nu
    assert "Vera Voorbeeld1" in als("Zara Zwolle").get("/gaten?stand=opgelost").content.decode()
    keten.klopt()


def test_een_bladzij_en_wie_haar_vraagt_delen_een_slot(keten: Keten, als: Aanmelden) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no slot")
    zara = als("Zara Zwolle")
    with CaptureQueriesContext(connection) as gezien:
        assert zara.get("/werkvoorraad").status_code == 200
    sloten = [rij["sql"] for rij in gezien if "set_config('sluitend.regio'" in rij["sql"]]
    assert len(sloten) == 1 + ("none" in sloten[-1]), (
        "in a test the slot is opened again, in use the commit does it"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        assert cursor.fetchone() == ("none",), "na de bladzij is het slot weer weg"


@pytest.mark.django_db(transaction=True)
@pytest.mark.eis("Z-10")
def test_een_bladzij_waarvan_de_leesregel_niet_kan_wordt_niet_verzonden(
    keten: Keten, als: Aanmelden, monkeypatch: pytest.MonkeyPatch
) -> None:
    zara = als("Zara Zwolle")
    assert zara.get("/werkvoorraad").status_code == 200

    def kapot(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nergens FROM nergens")

    monkeypatch.setattr(sporen, "_inzage", kapot)
    antwoord = zara.get("/werkvoorraad")
    assert antwoord.status_code == 503
    assert "Werkvoorraad</h1>" not in antwoord.content.decode()
    monkeypatch.undo()
    assert zara.get("/werkvoorraad").status_code == 200


def test_elke_soort_gebeurtenis_heeft_een_zin(keten: Keten, als: Aanmelden) -> None:
    wortel = Path(__file__).resolve().parents[2]
    gelezen = re.compile(r'"(dossier\.[a-z0-9_]+)"')
    genoemd = {
        soort
        for bestand in wortel.rglob("*.py")
        if "tests" not in bestand.parts and "migrations" not in bestand.parts and "rules" not in bestand.parts
        for soort in gelezen.findall(bestand.read_text("utf-8"))
        if not soort.endswith("_gelezen")
    }
    modellen = {f"dossier.{model._meta.model_name}" for model in apps.get_app_config("dossier").get_models()}
    assert genoemd - modellen <= set(woorden.ZINNEN)
    dossier = keten.dossier()
    with schrijven(keten.wereld.systeem, stil=True):
        record("wvggz.iets_geheims", object="x:1", dossier=dossier.pk)
    tekst = als("Zara Zwolle").get(f"/dossiers/{dossier.pk}/tijdlijn").content.decode()
    assert "Gebeurtenis in een ander domein" in tekst
    assert "geheims" not in tekst
    assert tekst.index("Eerste contact met de inwoner") < tekst.index(
        ">Vandaag<", tekst.index("tijdlijn__item")
    )
    assert "Het dossier is geopend" in tekst


def test_een_veld_dat_het_formulier_niet_kent_wordt_geweigerd(keten: Keten, als: Aanmelden) -> None:
    overdracht = keten.verzend(keten.dossier())
    antwoord = als("Zara Zwolle").post(f"/overdrachten/{overdracht.pk}/intrekken", {"status": "aanvaard"})
    assert "Dit formulier is veranderd" in antwoord.content.decode()
    assert keten.lees(Overdracht.objects.get).status == "verzonden"


def test_regie_toont_de_perioden_zonder_gat(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    keten.aanvaard(keten.verzend(dossier))
    tekst = als("Bea Bemoei").get(f"/dossiers/{dossier.pk}/regie").content.decode()
    assert "2 perioden, zonder gat" in tekst
    assert tekst.index("Zara Zwolle") < tekst.rindex("Bea Bemoei")


@pytest.mark.parametrize("naam", ["Zara Zwolle", "Bram Beheer", "Pien Programma", "Aart Auditor", "Wim Woning", "Zoe Zorg", "Piet Politie", "Fenna Privacy", "Mila Meldpunt", "Cato Consulent", "Bo Bemoei", "Onno Onderzoek"])  # fmt: skip
def test_elke_rol_komt_op_vandaag_en_elk_menupunt_werkt(keten: Keten, als: Aanmelden, naam: str) -> None:
    client = als(naam)
    start = client.get("/")
    assert start.status_code == 200
    for pad in ("/werkvoorraad", "/dossiers", "/overdrachten", "/gaten", "/afwezigheid", "/medewerkers"):
        in_menu = f'<a href="{pad}"' in start.content.decode()
        status = client.get(pad).status_code
        assert status == 200 if in_menu else status in (200, 404), (naam, pad)


@pytest.mark.eis("UM-07", "UR-04")
def test_de_dienstleider_voegt_samen_wie_nooit_een_dossier_had(keten: Keten) -> None:
    """03: the dienstleider may be the second person when neither of the two has a dossier."""
    een, twee, drie = keten.inwoner(), keten.inwoner(), keten.inwoner()
    mila, max_ = keten.actor("Mila Meldpunt"), keten.actor("Max Meldpunt")
    vraag = samenvoegen.vraag_samenvoeging(actor=mila, blijft_id=een.pk, opgegaan_id=twee.pk)
    samenvoegen.voeg_samen(actor=max_, samenvoeging_id=vraag.pk)
    keten.dossier(inwoner=drie)
    vraag = samenvoegen.vraag_samenvoeging(actor=mila, blijft_id=drie.pk, opgegaan_id=een.pk)
    with pytest.raises(Weigering) as fout:
        samenvoegen.voeg_samen(actor=max_, samenvoeging_id=vraag.pk)
    assert fout.value.status == 403


def test_afgehandeld_zegt_wat_daar_komt(keten: Keten, als: Aanmelden) -> None:
    zara = als("Zara Zwolle")
    assert (
        "Er is nog geen overdracht afgehandeld."
        in zara.get("/overdrachten?stand=afgehandeld").content.decode()
    )
    assert "Geen openstaande overdrachten." in zara.get("/overdrachten").content.decode()


def test_wat_te_laat_is_zegt_dat_boven_de_lijn_vandaag(keten: Keten, als: Aanmelden, klok: Any) -> None:
    klok(2026, 12, 21, 9)
    dossier = keten.dossier()
    stap = Stap("Bellen met de huisarts", date(2026, 12, 22), keten.wereld.medewerkers["Zara Zwolle"])
    actions.plan_taak(actor=keten.actor("Zara Zwolle"), dossier_id=dossier.pk, stap=stap)
    klok(2026, 12, 25, 9)
    blad = als("Zara Zwolle").get(f"/dossiers/{dossier.pk}/tijdlijn").content.decode()
    boven = blad[blad.index("Bellen met de huisarts") : blad.index("tijdlijn__item--vandaag")]
    assert "te laat: 3 dagen" in boven


@pytest.mark.parametrize(
    ("pad", "velden"),
    [
        ("aanvaarden", ["eerste_contact"]),
        ("weigeren", ["reden", "toelichting"]),
    ],
)
def test_wat_de_actie_weigert_heet_niet_niet_verplicht(
    keten: Keten, als: Aanmelden, pad: str, velden: list[str]
) -> None:
    overdracht = keten.verzend(keten.dossier())
    blad = als("Bea Bemoei").get(f"/overdrachten/{overdracht.pk}/{pad}").content.decode()
    for veld in velden:
        label = blad[blad.index(f'for="id_{veld}"') :].split("</label>")[0]
        assert "niet verplicht" not in label, veld
    if pad == "aanvaarden":
        label = blad[blad.index('for="id_warm_gesprek_op"') :].split("</label>")[0]
        assert "of vul hieronder in waarom het er niet was" in label


@pytest.mark.parametrize(
    ("hoelang", "woorden"),
    [
        (timedelta(seconds=30), "minder dan een minuut"),
        (timedelta(minutes=17), "17 min"),
        (timedelta(hours=3, minutes=20), "3 uur 20 min"),
        (timedelta(days=3), "3 dagen"),
    ],
)
def test_een_gat_van_minuten_is_geen_nul_dagen(hoelang: timedelta, woorden: str) -> None:
    assert tijdsduur(hoelang) == woorden
