"""The chain against the bytes of the specification, and against whoever changes it as owner of the database."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from sluitend.platform import sporen
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.gebeurtenissen import gelezen, record
from sluitend.platform.models import Gebeurtenis, Inzage
from sluitend.platform.rules import keten

VECTOREN = Path(__file__).resolve().parents[4] / "shared" / "data" / "ketenvectoren.json"
if not VECTOREN.exists():
    VECTOREN = Path(__file__).parent / "ketenvectoren.json"


@pytest.fixture(scope="module")
def vectoren() -> dict:
    return json.loads(VECTOREN.read_text(encoding="utf-8"))


@pytest.mark.eis("AA-18", "Z-09", "recht:V16")
def test_hashes_zijn_die_van_de_specificatie(vectoren: dict) -> None:
    vorige = keten.BEGIN
    for stap in vectoren["gebeurtenis"]:
        assert keten.canoniek(stap["record"]).decode() == stap["canoniek"]
        vorige = keten.schakel(vorige, stap["record"])
        assert vorige.hex() == stap["hash"]
    assert keten.wijzigingen_hash(vectoren["wijziging"]["regels"]) == vectoren["wijziging"]["sha256"]


@pytest.mark.eis("AA-18", "recht:V14", "recht:V15")
def test_inzageregel_en_blok_zijn_die_van_de_specificatie(vectoren: dict) -> None:
    inzage = vectoren["inzage"]
    assert keten.regelhash(inzage["regel"]) == inzage["regelhash"]
    leden, regels = keten.blok_hashes([UUID(inzage["regel"]["id"])], [inzage["regelhash"]])
    assert (leden, regels) == (inzage["blok"]["leden"], inzage["blok"]["regels"])
    assert keten.schakel(bytes.fromhex(inzage["vorige"]), inzage["blok"]).hex() == inzage["hash"]


def test_een_zwevend_getal_heeft_geen_canonieke_vorm() -> None:
    with pytest.raises(TypeError):
        keten.canoniek({"a": 0.1})


def _als_eigenaar(opdracht: str, *waarden: object) -> None:
    """What somebody who holds the database could do: triggers off, then change a row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE platform_gebeurtenis DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE platform_wijziging DISABLE TRIGGER USER")
        else:
            for naam in (
                "platform_gebeurtenis_geen_update_0",
                "platform_gebeurtenis_geen_delete_0",
                "platform_wijziging_geen_update_0",
            ):
                cursor.execute(f"DROP TRIGGER w_{naam}")
        cursor.execute(opdracht, waarden)


def _drie_gebeurtenissen(wereld) -> int:
    with schrijven(wereld.systeem):
        for nummer in range(3):
            record(
                "platform.proef",
                object=f"proef:{nummer}",
                gegevens={"nummer": nummer},
                wijzigingen={"veld": ("a", "b")},
            )
    with lezen(wereld.systeem):
        return Gebeurtenis.objects.order_by("-volgnr").values_list("volgnr", flat=True)[1]


@pytest.mark.eis("AA-18", "Z-09")
@pytest.mark.parametrize(
    ("opdracht", "soort"),
    [
        (
            "UPDATE platform_gebeurtenis SET gegevens = '{\"nummer\": 9}' WHERE volgnr = %s AND regio_id = 1",
            "gewijzigd",
        ),
        (
            "UPDATE platform_wijziging SET nieuw = '\"c\"' WHERE gebeurtenis_id = (SELECT id FROM platform_gebeurtenis "
            "WHERE volgnr = %s AND soort = 'platform.proef')",
            "gewijzigd",
        ),
        (
            "UPDATE platform_gebeurtenis SET volgnr = volgnr + 1000 WHERE volgnr = %s AND soort = 'platform.proef'",
            "ontbreekt",
        ),
    ],
)
def test_wie_de_databank_bezit_kan_niet_ongezien_wijzigen(wereld, opdracht: str, soort: str) -> None:
    midden = _drie_gebeurtenissen(wereld)
    opdracht = opdracht.replace("regio_id = 1", f"regio_id = {wereld.regio.pk}")
    _als_eigenaar(opdracht, midden)
    _aantallen, breuken = sporen.controleer(wereld.regio, ["gebeurtenis"])
    assert [(breuk.soort, breuk.volgnr) for breuk in breuken] == [(soort, midden)]


@pytest.mark.eis("AA-19", "recht:V16", "Z-09")
@pytest.mark.parametrize(
    "tabel", ["platform_gebeurtenis", "platform_wijziging", "platform_inzage", "platform_ketenblok"]
)
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET regio_id = regio_id", "DELETE FROM {}"])
def test_een_spoor_wordt_niet_gewijzigd_of_gewist(wereld, tabel: str, opdracht: str) -> None:
    _drie_gebeurtenissen(wereld)
    actor = wereld.actor("Mila Meldpunt")
    with schrijven(actor):
        gelezen("proef:1", None)
    sporen.verzegel(wereld.regio)
    with (
        pytest.raises(Exception, match="nooit gewijzigd of gewist"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(opdracht.format(tabel))


@pytest.mark.eis("recht:V16")
def test_verzegelen_is_herhaalbaar_en_controleerbaar(wereld) -> None:
    actor = wereld.actor("Mila Meldpunt")
    for nummer in range(5):
        with lezen(actor):
            gelezen(f"proef:{nummer}", None)
    assert sporen.verzegel(wereld.regio) == 5
    assert sporen.verzegel(wereld.regio) == 0
    aantallen, breuken = sporen.controleer(wereld.regio)
    assert aantallen["inzage"] == 1
    assert breuken == []


def test_een_persoon_is_een_regel_per_bezoek(wereld) -> None:
    actor = wereld.actor("Mila Meldpunt")
    wie = UUID(int=7)
    with lezen(actor):
        gelezen("dossier:1", wie, ("naam",))
        gelezen("tijdlijn:1", wie, ("regie",))
        gelezen("dossier:2", UUID(int=8), ("naam",))
    with lezen(wereld.systeem):
        regels = list(Inzage.objects.order_by("object").values_list("betrokkene", "klassen"))
    assert regels == [(wie, ["naam", "regie"]), (UUID(int=8), ["naam"])]


def test_geen_persoonlijke_tekst_in_een_gebeurtenis(wereld) -> None:
    with pytest.raises(ValueError, match="geen code"), schrijven(wereld.systeem):
        record("platform.proef", object="proef:1", gegevens={"naam": "Jan de Voorbeeld"})
