"""The cards: number, hours and area, dated; and who may change them (F126, UM-20)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_scopes import scope

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Contactkaart
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.meldpunt.rules import openingstijden as uren
from sluitend.meldpunt.tests.stappen import op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.actor import publiek
from sluitend.platform.eenheid import lezen

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VRIJDAG = datetime(2026, 11, 20, 10, 0, tzinfo=AMSTERDAM)
KANTOOR = {dag: ["09:00-17:00"] for dag in uren.DAGEN[:5]}
POST = {dag: ["17:00-08:00"] for dag in uren.DAGEN[:5]} | {"za": ["00:00-24:00"], "zo": ["00:00-24:00"]}


def om(dag: int, uur: int = 0, minuut: int = 0, maand: int = 11, jaar: int = 2026) -> datetime:
    return datetime(jaar, maand, dag, uur, minuut, tzinfo=AMSTERDAM)


def zet(wereld, **velden) -> Contactkaart:
    velden = {
        "functie": "ontmoeting", "gemeente": None, "naam": "Inloop (voorbeeld)", "telefoon": "038-0000150",
        "uren": KANTOOR, "publiek": True, "van": date(2026, 1, 1),
    } | velden  # fmt: skip
    return op(wereld.actor("Bram Beheer"), VRIJDAG, actions.zet_kaart, **velden)


def terecht(wereld, gemeente: str | None, nu: datetime) -> list[queries_piket.Plek]:
    wie = publiek(wereld.regio)
    with lezen(wie, nu=nu):
        return queries_piket.waar_terecht(wie, gemeente, nu)


@pytest.mark.eis("F126", "B14")
@pytest.mark.parametrize(
    ("inhoud", "moment", "open_", "opent"),
    [
        (KANTOOR, om(20, 9), True, None),
        (KANTOOR, om(20, 8, 59), False, om(20, 9)),
        (KANTOOR, om(20, 17), False, om(23, 9)),  # Friday after closing: Monday
        (POST, om(20, 17), True, None),
        (POST, om(21, 3), True, None),  # the night of Friday runs on into Saturday
        (POST, om(24, 7, 59), True, None),
        (POST, om(24, 8), False, om(24, 17)),
        (KANTOOR, om(25, 10, maand=12), False, om(28, 9, maand=12)),  # Christmas: the hours of Sunday
        (POST, om(25, 10, maand=12), True, None),
        ({"altijd": True}, om(21, 3), True, None),
        ({}, om(20, 10), False, None),
        (POST, om(25, 2, 30, maand=10), True, None),  # the hour that occurs twice
    ],
)
def test_open_of_dicht_op_de_minuut(
    inhoud: dict, moment: datetime, open_: bool, opent: datetime | None
) -> None:
    tijden = uren.lees(inhoud)
    assert (uren.is_open(tijden, moment), uren.opent_weer(tijden, moment)) == (open_, opent)
    assert uren.lees(uren.schrijf(tijden)) == tijden


@pytest.mark.eis("UM-20")
@pytest.mark.parametrize(
    "tekst",
    [
        "9-17",
        "25:00-26:00",
        "09:00-09:00",
        "09:00-12:00, 11:00-13:00",
        "09:60-17:00",
        "<b>",
        "1:00-2:00," * 5 + "6:00-7:00",
    ],
)
def test_verkeerde_tijden_worden_geweigerd(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        uren.lees_dag(tekst)


@pytest.mark.eis("F126")
def test_tijden_zoals_mensen_ze_typen() -> None:
    assert uren.zeg_dag(uren.lees_dag("13.00 tot 17.00; 9:00 – 12:00")) == "09:00-12:00, 13:00-17:00"


@pytest.mark.eis("B14", "F126")
def test_waar_terecht_per_gemeente_en_minuut_alleen_wat_publiek_is(wereld) -> None:
    zet(wereld, functie="ontmoeting", gemeente="0166", naam="Inloop Kampen (voorbeeld)")
    zet(wereld, functie="ontmoeting", naam="Inloop regio (voorbeeld)")
    zet(wereld, functie="huisarts", naam="Huisartsenpost (voorbeeld)", uren=POST)
    zet(wereld, functie="crisisdienst", naam="Alleen voor collega's", publiek=False)
    zet(wereld, functie="spoedpoli", naam="Straks pas", van=date(2027, 1, 1))
    kampen, zwolle = terecht(wereld, "0166", om(20, 10)), terecht(wereld, "0193", om(20, 10))
    assert [(p.naam, p.open) for p in kampen] == [
        ("Huisartsenpost (voorbeeld)", False),
        ("Inloop Kampen (voorbeeld)", True),
    ]
    assert [p.naam for p in zwolle] == ["Huisartsenpost (voorbeeld)", "Inloop regio (voorbeeld)"]
    nacht = terecht(wereld, "0166", om(21, 2))
    assert [(p.functie, p.open) for p in nacht] == [("huisarts", True), ("ontmoeting", False)]


@pytest.mark.eis("F126", "Z-09")
def test_een_wijziging_geldt_vanaf_een_dag_en_laat_de_oude_staan(wereld) -> None:
    rij = zet(wereld)
    velden = {
        "naam": "Inloop (voorbeeld)",
        "telefoon": "038-0000151",
        "uitleg": "",
        "uren": KANTOOR,
        "publiek": True,
    }
    nieuw = op(
        wereld.actor("Bram Beheer"),
        VRIJDAG,
        actions.wijzig_kaart,
        kaart_id=rij.pk,
        van=date(2026, 11, 23),
        **velden,
    )
    assert [p.telefoon for p in terecht(wereld, None, om(22, 12))] == ["038-0000150"]
    assert [p.telefoon for p in terecht(wereld, None, om(23, 12))] == ["038-0000151"]
    with pytest.raises(Weigering, match="kaart-beeindigd"):
        op(
            wereld.actor("Bram Beheer"),
            VRIJDAG,
            actions.beeindig_kaart,
            kaart_id=rij.pk,
            tot=date(2026, 12, 1),
        )
    with pytest.raises(OngeldigeInvoer):
        op(
            wereld.actor("Bram Beheer"),
            VRIJDAG,
            actions.beeindig_kaart,
            kaart_id=nieuw.pk,
            tot=date(2026, 11, 23),
        )
    with scope(regio=wereld.regio.pk), pytest.raises(IntegrityError), transaction.atomic():
        Contactkaart.objects.filter(pk=nieuw.pk).update(telefoon="1")


@pytest.mark.eis("F126", "F10")
def test_een_kaart_met_uren_bepaalt_wie_er_nu_opneemt(wereld) -> None:
    zet(wereld, functie="spoedpoli", naam="Spoedpoli (voorbeeld)", telefoon="038-0000160")
    with lezen(wereld.systeem):
        overdag = queries_piket.Bereikstand(["spoedpoli"], om(20, 10)).bereik("spoedpoli", "0193")
        nacht = queries_piket.Bereikstand(["spoedpoli"], om(20, 22)).bereik("spoedpoli", "0193")
    assert (overdag.naam, overdag.telefoon, nacht) == ("Spoedpoli (voorbeeld)", "038-0000160", None)


@pytest.mark.eis("UM-20")
def test_alleen_wie_het_rooster_houdt_wijzigt_kaarten(wereld) -> None:
    with pytest.raises(Weigering) as fout:
        op(
            wereld.actor("Mila Meldpunt"),
            VRIJDAG,
            actions.zet_kaart,
            functie="112",
            gemeente=None,
            naam="x",
            van=date(2026, 1, 1),
        )
    assert fout.value.status == 403


@pytest.mark.eis("F126", "UM-20")
def test_de_paginas_van_maken_tot_publiek(wereld) -> None:
    bram = klant(wereld, "Bram Beheer")
    velden = {
        "functie": "ontmoeting", "gemeente": "0193", "naam": "Inloop <b>Zwolle</b>", "telefoon": "038-0000150",
        "uitleg": "Koffie en een praatje.", "ma": "9-17", "publiek": "on", "van": "2020-01-01",
    }  # fmt: skip
    fout = bram.post("/contactkaarten/maken", velden).content.decode()
    assert "Vul een tijd in, bijvoorbeeld 09:00-17:00." in fout
    assert "Koffie en een praatje." in fout
    assert bram.post("/contactkaarten/maken", velden | {"ma": "09:00-17:00"}).status_code == 302
    with scope(regio=wereld.regio.pk):
        rij = Contactkaart.objects.get()
    assert "Inloop &lt;b&gt;Zwolle" in bram.get("/contactkaarten/").content.decode()
    iedereen = bram.get("/waar-kan-ik-terecht?gemeente=0193").content.decode()
    assert "Hulp in Zwolle" in iedereen
    assert 'href="tel:038-0000150"' in iedereen
    assert "Inloop" not in bram.get("/waar-kan-ik-terecht?gemeente=0166").content.decode()
    assert bram.get(f"/contactkaarten/{rij.pk}/wijzigen").status_code == 200
    morgen = f"{timezone.localdate() + timedelta(days=1)}"
    assert bram.post(f"/contactkaarten/{rij.pk}/beeindigen", {"tot": morgen}).status_code == 302
    for naam in ("Mila Meldpunt", "Dora Drenthe"):
        assert klant(wereld, naam).get(f"/contactkaarten/{rij.pk}/wijzigen").status_code == 404
        assert klant(wereld, naam).post(f"/contactkaarten/{rij.pk}/wijzigen", {}).status_code == 404


@pytest.mark.eis("UM-20")
def test_het_rooster_op_de_pagina(wereld) -> None:
    bram = klant(wereld, "Bram Beheer")
    velden = {
        "functie": "urgente_hulp", "gemeenten": ["0193"], "van": "2026-11-21T17:00", "tot": "2026-11-22T08:00",
        "medewerker_id": "", "naam": "J. Bos", "telefoon": "038-0000120", "reserve": "", "reserve_telefoon": "",
    }  # fmt: skip
    assert bram.post("/piket/plannen", velden).status_code == 302
    weer = bram.post("/piket/plannen", velden | {"naam": "P. Berg"}).content.decode()
    assert "Deze dienst overlapt met die van J. Bos (za 21-11 17:00)." in weer
    assert 'value="P. Berg"' in weer
    mila = klant(wereld, "Mila Meldpunt")
    assert mila.get("/piket/plannen").status_code == 404
    pagina = mila.get("/piket/").content.decode()
    assert "Er is straks niemand" in pagina
    assert "Dringende hulp buiten de acute ggz" in pagina
    assert "Piket plannen" not in pagina


@pytest.mark.eis("B14")
@pytest.mark.parametrize(
    "vraag",
    ["", "?gemeente=0363", "?gemeente=%00<script>", "?gemeente=0193&utm=x", "?gemeente=" + "9" * 3000],
)
def test_waar_terecht_noemt_altijd_112_en_het_meldpunt(wereld, client, vraag: str) -> None:
    antwoord = client.get(f"/waar-kan-ik-terecht{vraag}")
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert 'href="tel:112"' in tekst
    assert 'href="tel:0800-1205"' in tekst
    assert "<script>" not in tekst


@pytest.mark.eis("B14")
def test_zonder_databank_staan_de_nummers_er_nog(wereld, client, monkeypatch) -> None:
    from django.db import OperationalError

    def weg(*_a: object, **_k: object) -> None:
        raise OperationalError("weg")

    monkeypatch.setattr(queries_piket, "waar_terecht", weg)
    antwoord = client.get("/waar-kan-ik-terecht?gemeente=0193")
    assert antwoord.status_code == 200
    assert 'href="tel:112"' in antwoord.content.decode()
