"""The commands of `sluitend` that need Django answer with status 0, 1 or 2 and a problem document."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
import time_machine
from django.test.utils import override_settings

from sluitend.config import beheer
from sluitend.platform.models import Gebeurtenis
from tests import databank

pytestmark = pytest.mark.django_db


def roep(capsys, *argumenten):
    status = beheer.main(list(argumenten))
    uit, fout = capsys.readouterr()
    return status, uit, fout


def probleem(fout):
    document = json.loads(fout)
    assert {"type", "title", "detail", "regel"} <= document.keys()
    return document


def test_gaten_als_een_json_document(wereld, capsys):
    status, uit, _fout = roep(capsys, "gaten", "--regio", "ijssel-vecht", "--op", "2026-11-20", "--json")
    document = json.loads(uit)
    assert status == 0
    assert document["regio"] == "ijssel-vecht"
    assert document["gaten"] == []


def test_sluitendheid_zonder_dossiers_heeft_geen_cijfer(wereld, capsys):
    status, uit, _fout = roep(
        capsys,
        "sluitendheid",
        "--regio",
        "ijssel-vecht",
        "--van",
        "2026-01-01",
        "--tot",
        "2026-01-31",
        "--json",
    )
    assert status == 0
    assert json.loads(uit)["sluitendheid"] is None


def test_onbekende_regio_wordt_geweigerd(wereld, capsys):
    status, uit, fout = roep(capsys, "gaten", "--regio", "atlantis", "--json")
    assert (status, uit) == (1, "")
    assert probleem(fout)["code"] == "regio-onbekend"


@pytest.mark.parametrize(
    "argumenten",
    [
        ["gaten"],
        ["gaten", "--regio", "drenthe", "--op", "gisteren"],
        ["bestaat-niet"],
        ["sluitendheid", "--regio", "drenthe", "--van", "2026-02-01", "--tot", "2026-01-01"],
        ["demo", "--inwoners", "0"],
        ["audit", "vernietig", "--regio", "drenthe"],
    ],
)
def test_verkeerd_gebruik_is_status_2(capsys, argumenten):
    status, uit, fout = roep(capsys, *argumenten)
    assert (status, uit) == (2, "")
    assert fout


def test_audit_controleer_een_hele_keten(wereld, capsys):
    status, uit, _fout = roep(capsys, "audit", "controleer", "--regio", "ijssel-vecht", "--json")
    assert status == 0
    assert json.loads(uit)["heel"] is True


def test_audit_noemt_de_eerste_breuk(wereld, capsys):
    from django.db import connection
    from django_scopes import scope

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER w_platform_gebeurtenis_geen_update_0")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE platform_gebeurtenis DISABLE TRIGGER USER")
    with scope(regio=wereld.regio.pk):
        Gebeurtenis.objects.filter(volgnr=1).update(rol="iemand_anders")
    status, uit, fout = roep(capsys, "audit", "controleer", "--regio", "ijssel-vecht", "--json")
    assert status == 1
    assert json.loads(uit)["breuken"][0]["volgnr"] == 1
    assert probleem(fout)["code"] == "keten-gewijzigd"


def test_token_alleen_in_een_demo(wereld, capsys):
    status, uit, _fout = roep(capsys, "token", "--rol", "meldpuntmedewerker", "--json")
    assert status == 0
    assert json.loads(uit)["token"].startswith("slt_")
    with override_settings(DEMO=False):
        status, uit, fout = roep(capsys, "token", "--rol", "meldpuntmedewerker")
    assert (status, uit) == (1, "")
    assert probleem(fout)["code"] == "alleen-demo"
    assert roep(capsys, "token", "--rol", "tovenaar")[0] == 1
    assert roep(capsys, "token", "--rol", "politie", "--organisatie", "bestaat-niet")[0] == 1


def test_onbekende_import_wordt_duidelijk_geweigerd(wereld, capsys, tmp_path):
    bestand = tmp_path / "plekken.csv"
    bestand.write_text("a;b\n")
    status, _uit, fout = roep(capsys, "importeer", "plekken", str(bestand), "--regio", "ijssel-vecht")
    assert status == 1
    assert probleem(fout)["code"] == "import-onbekend"


def _politiebestand(tmp_path, *, fouten=(), zonder_grond=(), aantal=3000):
    regels = [
        "registratienummer;datum_tijd;code;gemeente;wijk;geboortedatum;naam;adres;toelichting;verstrekkingsgrond"
    ]
    for rij in range(2, aantal + 2):
        code = "E3" if rij in fouten else "E33"
        grond = "" if rij in zonder_grond else "Wpg 18"
        regels.append(
            f"PL{rij:06d};2026-11-19 21:15;{code};Zwolle;Binnenstad;02-05-1984;Jan Verzonnen;8011AB {rij};Liep rond;{grond}"
        )
    bestand = tmp_path / f"politie-{len(fouten)}-{len(zonder_grond)}.csv"
    bestand.write_text("\n".join(regels))
    return str(bestand)


@pytest.mark.eis("UM-04", "AM-24", "recht:V11")
@time_machine.travel("2026-11-20T14:00:00+00:00")
def test_politie_inlezen_op_de_opdrachtregel(wereld, capsys, tmp_path):
    from django_scopes import scope

    from sluitend.meldpunt.models import BetrokkeneOpgave, Melding, Politietelling

    def lees(bestand, *extra):
        status, uit, fout = roep(capsys, "importeer", "politie", bestand, "--regio", "ijssel-vecht", *extra)
        return status, uit, fout

    def aantallen():
        with scope(regio=wereld.regio.pk):
            tellingen = sum(Politietelling.objects.values_list("aantal", flat=True))
            return Melding.objects.count(), BetrokkeneOpgave.objects.count(), tellingen

    fout_bestand = _politiebestand(tmp_path, fouten=(7, 2999))
    status, uit, fout = lees(fout_bestand, "--uitvoeren")
    assert status == 1
    assert "Rij 7, kolom code: 'E3' is geen geldige code." in uit
    assert "Rij 2999, kolom code" in uit
    assert probleem(fout)["detail"] == "2 van 3000 rijen kloppen niet. Er is niets ingelezen."
    assert aantallen() == (0, 0, 0)

    goed = _politiebestand(tmp_path, zonder_grond=range(2, 12))
    status, uit, _fout = lees(goed)
    assert (status, aantallen()) == (0, (0, 0, 0))
    assert "2990 meldingen en 10 tellingen in te lezen" in uit
    assert "Dit was een proef" in uit
    status, uit, _fout = lees(goed, "--uitvoeren", "--json")
    assert status == 0
    assert json.loads(uit) == {
        "rijen": 3000, "meldingen": 2990, "tellingen": 10, "overgeslagen": 0, "uitgevoerd": True, "fouten": [],
    }  # fmt: skip
    assert aantallen() == (2990, 2990, 10)
    status, uit, _fout = lees(goed, "--uitvoeren")
    assert "0 meldingen en 0 tellingen ingelezen, 3000 eerder ingelezen" in uit
    assert aantallen() == (2990, 2990, 10)


def test_importeer_een_bestand_dat_er_niet_is(wereld, capsys, tmp_path):
    weg = str(tmp_path / "weg.csv")
    assert roep(capsys, "importeer", "politie", weg, "--regio", "ijssel-vecht")[0] == 2


def test_importeer_wat_geen_politiebestand_is(wereld, capsys, tmp_path):
    bestand = tmp_path / "foto.csv"
    bestand.write_bytes(b"PK\x03\x04\xff")
    status, _uit, fout = roep(capsys, "importeer", "politie", str(bestand), "--regio", "ijssel-vecht")
    assert status == 1
    assert probleem(fout)["code"] == "bestand-ongeldig"


def test_klok_verzegelt_en_veegt(wereld):
    from sluitend.config.klok import Klok

    klok = Klok()
    assert klok.tik()["fouten"] == 0
    assert klok.tik()["verzegeld"] == 0


def test_vastgelopen_taken_gaan_terug(db):
    from datetime import timedelta

    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from sluitend.config.klok import zet_vastgelopen_terug

    oud = timezone.now() - timedelta(hours=1)
    for gestart in (oud, timezone.now()):
        DBTaskResult.objects.create(
            status="RUNNING", started_at=gestart, args_kwargs={"args": [], "kwargs": {}},
            task_path="sluitend.meldpunt.jobs.verwerk_import", backend_name="default", queue_name="default",
        )  # fmt: skip
    assert zet_vastgelopen_terug(timezone.now() - timedelta(minutes=15)) == 1
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_demo_weigert_een_bestand_met_echte_mensen(tmp_path):
    from sluitend.config.demo import _staat_er
    from sluitend.kern.fouten import Weigering

    plek = tmp_path / "echt.sqlite3"
    with sqlite3.connect(plek) as verbinding:
        verbinding.execute("CREATE TABLE platform_gebruiker (id INTEGER, demo BOOLEAN)")
        verbinding.execute("INSERT INTO platform_gebruiker VALUES (1, 0)")
    verbinding.close()
    with pytest.raises(Weigering) as weigering:
        _staat_er(plek)
    assert weigering.value.code == "demo-en-productie"
    assert not _staat_er(tmp_path / "bestaat-niet.sqlite3")


LEG_DRENTHE = (
    "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0);"
    "from django.utils import timezone; from sluitend.demo.bezetting import bouw_drenthe; bouw_drenthe(timezone.now())"
)


def _twee_databanken(tmp_path):
    """The addresses of a migrated database and of an empty one, on the engine of this run."""
    bank = databank.deze()
    if not bank.is_postgres:
        een, twee = (str(tmp_path / f"{naam}.sqlite3") for naam in ("een", "twee"))
        databank.kopieer(bank, een)
        yield bank.anders(een), bank.anders(twee)
        return
    een, twee = f"kopie_een_{os.getpid()}", f"kopie_twee_{os.getpid()}"
    databank.kopieer(bank, een)
    databank.opdracht(bank, f'CREATE DATABASE "{twee}"')
    try:
        yield bank.anders(een), bank.anders(twee)
    finally:
        for naam in (een, twee):
            databank.opdracht(bank, f'DROP DATABASE "{naam}" WITH (FORCE)')


twee_databanken = pytest.fixture(_twee_databanken)


def _inhoud(url):
    """Every table with its rows, whoever may see them."""
    if url.startswith("sqlite"):
        verbinding = sqlite3.connect(url.removeprefix("sqlite:///"))
        namen = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        rij = "*"
    else:
        import psycopg

        verbinding = psycopg.connect(url)
        verbinding.execute("SET row_security = off")
        namen = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        rij = "t::text"
    tabellen = [naam for (naam,) in verbinding.execute(namen).fetchall()]
    uit = {
        naam: sorted(map(repr, verbinding.execute(f'SELECT {rij} FROM "{naam}" AS t').fetchall()))
        for naam in tabellen
    }
    verbinding.close()
    return uit


def _python(tmp_path, url, *argumenten):
    """A process of the product on that database."""
    omgeving = databank.omgeving(tmp_path, url)
    return subprocess.run(
        [sys.executable, *argumenten], env=omgeving, capture_output=True, text=True, check=False
    )


def test_kopie_en_terug_vergelijkt_elke_tabel(tmp_path, twee_databanken):
    """In processes of their own, as people do; on both engines every table comes back, and so do the guards."""
    een, twee = twee_databanken

    def sluitend(url, *argumenten):
        omgeving = databank.omgeving(tmp_path, url)
        opdracht = [sys.executable, "-m", "sluitend", *argumenten]
        return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False)

    leg = subprocess.run(
        [sys.executable, "-c", LEG_DRENTHE], env=databank.omgeving(tmp_path, een), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert leg.returncode == 0, leg.stderr
    kopie = str(tmp_path / "kopie")
    gemaakt = sluitend(een, "backup", kopie)
    assert gemaakt.returncode == 0, gemaakt.stderr
    assert sluitend(een, "backup", kopie).returncode == 1, "een kopie wordt nooit overschreven"
    assert sluitend(een, "restore", kopie).returncode == 1, "nooit over iets heen"
    terug = sluitend(twee, "restore", kopie)
    assert terug.returncode == 0, terug.stderr
    assert _inhoud(een) == _inhoud(twee)
    assert len(_inhoud(twee)["platform_gebruiker"]) > 10
    assert len(_inhoud(twee)["platform_gebeurtenis"]) > 10
    controle = sluitend(twee, "audit", "controleer", "--regio", "drenthe", "--json")
    assert json.loads(controle.stdout)["heel"] is True


def test_de_werker_doet_wat_er_ligt(tmp_path, twee_databanken):
    """A job on the list is done by `worker --eenmaal`, and once; the clock ticks with it."""
    een, _leeg = twee_databanken
    klaar = (
        LEG_DRENTHE + ";from sluitend.meldpunt.jobs import verwerk_import; verwerk_import.enqueue('drenthe')"
    )
    stand = (
        "import django; django.setup(); from django_tasks_db.models import DBTaskResult;"
        "print(*DBTaskResult.objects.values_list('status', flat=True))"
    )
    assert _python(tmp_path, een, "-c", klaar).returncode == 0
    assert _python(tmp_path, een, "-c", stand).stdout.split() == ["READY"]
    for _keer in range(2):
        werker = _python(tmp_path, een, "-m", "sluitend", "worker", "--eenmaal")
        assert werker.returncode == 0, werker.stderr
        assert _python(tmp_path, een, "-c", stand).stdout.split() == ["SUCCESSFUL"]


def _demobestand(plek, *, voorlopig, sessie="", gewerkt=False):
    """A file with the tables that the change of demos looks at."""
    with sqlite3.connect(plek) as verbinding:
        verbinding.executescript("""
            CREATE TABLE platform_gebruiker (id INTEGER, demo BOOLEAN);
            CREATE TABLE platform_gebeurtenis (soort TEXT, tijd TEXT, rol TEXT, gegevens TEXT);
            CREATE TABLE django_session (session_key TEXT PRIMARY KEY, session_data TEXT, expire_date TEXT);
        """)
        rijen = [
            ("platform.demo_geladen", "2026-11-20 14:00:00", "systeem", json.dumps({"voorlopig": voorlopig}))
        ]
        rijen += [("meldpunt.norm_overschreden", "2026-11-20 14:05:00", "systeem", "{}")]
        rijen += (
            [("dossier.contact_gelegd", "2026-11-20 14:06:00", "casusregisseur", "{}")] if gewerkt else []
        )
        verbinding.executemany("INSERT INTO platform_gebeurtenis VALUES (?, ?, ?, ?)", rijen)
        if sessie:
            verbinding.execute("INSERT INTO django_session VALUES (?, '', '')", [sessie])
    verbinding.close()


def test_demo_de_hele_regio_neemt_de_plaats_van_de_kleine(tmp_path):
    from sluitend.config import demo

    plek = tmp_path / "sluitend.sqlite3"
    _demobestand(plek, voorlopig=True, sessie="aangemeld")
    assert not demo._neem_hele_regio(plek), "de hele regio is er nog niet"
    _demobestand(tmp_path / "sluitend-heel.sqlite3", voorlopig=False)
    assert demo._neem_hele_regio(plek)
    assert not demo._is_voorlopig(plek)
    assert demo._is_voorlopig(tmp_path / "sluitend-klein.sqlite3")
    with sqlite3.connect(plek) as verbinding:
        assert verbinding.execute("SELECT session_key FROM django_session").fetchall() == [("aangemeld",)]
    verbinding.close()
    assert not demo._neem_hele_regio(plek), "eenmaal is genoeg"


@pytest.mark.parametrize("gewerkt", [False, True])
def test_demo_wisselt_niet_onder_iemand_die_werkt(tmp_path, capsys, gewerkt):
    from sluitend.config import demo

    plek = tmp_path / "sluitend.sqlite3"
    _demobestand(plek, voorlopig=True, gewerkt=gewerkt)
    _demobestand(tmp_path / "sluitend-heel.sqlite3", voorlopig=False)
    draaien = demo.Draaien(plek, 8000, {})
    gestart = []
    draaien._dien = lambda: gestart.append(True)
    draaien.lader = subprocess.Popen([sys.executable, "-c", ""])
    draaien.lader.wait()
    draaien._wissel()
    assert demo._is_voorlopig(plek) is gewerkt
    assert bool(gestart) is not gewerkt
    uit = capsys.readouterr().out
    assert ("staat klaar" if gewerkt else "is geladen") in uit


def test_demo_ruimt_op_wat_een_gestopte_lading_achterliet(tmp_path):
    from sluitend.config.demo import _ruim_resten_op

    plek = tmp_path / "sluitend.sqlite3"
    rest, bezig = (plek.with_name(f"{plek.name}.laden-{n}") for n in (999_999_999, os.getpid()))
    for bestand in (rest, bezig):
        bestand.write_text("")
    _ruim_resten_op(plek)
    assert not rest.exists()
    assert bezig.exists()
