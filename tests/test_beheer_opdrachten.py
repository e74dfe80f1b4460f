"""The commands of `sluitend` that need Django answer with status 0, 1 or 2 and a problem document."""

import json
import sqlite3

import pytest
from django.test.utils import override_settings

from sluitend.config import beheer
from sluitend.platform.models import Gebeurtenis

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


def test_kopie_en_terug_vergelijkt_elke_tabel(tmp_path):
    """In processes of their own, as people do; on the embedded database (PostgreSQL uses its own programs)."""
    import os
    import subprocess
    import sys

    omgeving = {naam: w for naam, w in os.environ.items() if not naam.startswith("SLUITEND_")}
    omgeving |= {"SLUITEND_DEMO": "1", "DJANGO_SETTINGS_MODULE": "sluitend.config.settings.basis"}

    def sluitend(var, *argumenten):
        waar = omgeving | {"SLUITEND_VAR": str(tmp_path / var)}
        return subprocess.run(
            [sys.executable, "-m", "sluitend", *argumenten],
            env=waar,
            capture_output=True,
            text=True,
            check=False,
        )

    leg = (
        "import django; django.setup(); from sluitend.demo.tabellen import leg_tabellen; leg_tabellen();"
        "from django.utils import timezone; from sluitend.demo.bezetting import bouw_drenthe; bouw_drenthe(timezone.now())"
    )
    subprocess.run(
        [sys.executable, "-c", leg], env=omgeving | {"SLUITEND_VAR": str(tmp_path / "een")}, check=True
    )
    kopie = str(tmp_path / "kopie.sqlite3")
    assert sluitend("een", "backup", kopie).returncode == 0
    assert sluitend("een", "backup", kopie).returncode == 1, "een kopie wordt nooit overschreven"
    assert sluitend("een", "restore", kopie).returncode == 1, "nooit over iets heen"
    assert sluitend("twee", "restore", kopie).returncode == 0

    def inhoud(var):
        verbinding = sqlite3.connect(tmp_path / var / "sluitend.sqlite3")
        namen = verbinding.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        rijen = {naam: sorted(map(repr, verbinding.execute(f'SELECT * FROM "{naam}"'))) for (naam,) in namen}
        verbinding.close()
        return rijen

    assert inhoud("een") == inhoud("twee")
    assert inhoud("twee")["platform_gebruiker"]
