"""One region is closed to another by the database, not by good manners (chapter 30 5K)."""

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabankFout
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from sluitend.platform import wachters
from sluitend.platform.eenheid import GeenEenheid, huidig, leesvenster, lezen, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Nummerreeks
from sluitend.regio.models import Medewerker, Organisatie, Team


def alleen_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row-level security exists on PostgreSQL only; SQLite is proven by the triggers below")


@pytest.mark.eis("AA-21", "recht:V10")
def test_zonder_regio_is_er_niets_te_lezen(wereld) -> None:
    with pytest.raises(ScopeError):
        list(Medewerker.objects.all())


@pytest.mark.eis("AA-21", "recht:V10")
def test_een_regio_ziet_alleen_zichzelf(wereld) -> None:
    dirk = wereld.actor("Dirk Drenthe")
    with lezen(dirk):
        namen = set(Medewerker.objects.values_list("naam", flat=True))
    assert namen == {"Dora Drenthe", "Dirk Drenthe"}


@pytest.mark.eis("AA-21")
def test_ook_zonder_filter_houdt_de_databank_een_andere_regio_dicht(wereld) -> None:
    alleen_postgres()
    with schrijven(wereld.systeem), scopes_disabled(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT regio_id FROM regio_medewerker")
        assert cursor.fetchall() == [(wereld.regio.pk,)]


@pytest.mark.eis("AA-21")
def test_zonder_slot_geeft_elke_tabel_niets(wereld) -> None:
    alleen_postgres()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sluitend_app")
        for model in wachters.regiotabellen():
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model._meta.db_table
        cursor.execute("RESET ROLE")


@pytest.mark.eis("AA-21")
def test_invoegen_in_een_andere_regio_wordt_geweigerd(wereld) -> None:
    alleen_postgres()
    with pytest.raises(DatabankFout, match="row-level security"), schrijven(wereld.systeem):
        Nummerreeks.objects.create(regio=wereld.ander, reeks="X-2026")


@pytest.mark.eis("AA-21")
def test_een_kind_van_een_andere_regio_wordt_geweigerd(wereld) -> None:
    vreemd = wereld.organisaties["ggd-drenthe"]
    with pytest.raises(DatabankFout, match="andere regio"), schrijven(wereld.systeem):
        Team.objects.create(regio=wereld.regio, organisatie=vreemd, naam="Verdwaald", van="2026-01-01")


@pytest.mark.eis("AA-21")
def test_een_rij_verhuist_nooit_van_regio(wereld) -> None:
    with pytest.raises(DatabankFout, match=r"verhuist|row-level"), scopes_disabled(), transaction.atomic():
        Organisatie.objects.filter(pk=wereld.organisaties["corporatie"].pk).update(regio=wereld.ander)


def test_een_weggehaalde_wachter_houdt_de_start_tegen(wereld) -> None:
    assert wachters.controle() == []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER w_dossier_nooit_weg ON dossier_dossier")
        else:
            cursor.execute("DROP TRIGGER w_dossier_nooit_weg_0")
    assert [fout.id for fout in wachters.controle()] == ["sluitend.E001"]


def test_elke_tabel_met_een_regio_heeft_een_slot(wereld) -> None:
    alleen_postgres()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'regio_slot'")
        met_slot = {naam for (naam,) in cursor.fetchall()}
    assert {model._meta.db_table for model in wachters.regiotabellen()} == met_slot


def test_schrijven_buiten_een_eenheid_is_een_fout(wereld) -> None:
    with pytest.raises(GeenEenheid):
        huidig()
    with pytest.raises(GeenEenheid):
        record("platform.proef", object="proef:1")


@pytest.mark.eis("Z-09")
def test_een_daad_en_zijn_spoor_zijn_er_samen_of_niet(wereld) -> None:
    from sluitend.platform.models import Gebeurtenis

    with lezen(wereld.systeem):
        voor = Gebeurtenis.objects.count()
    with pytest.raises(RuntimeError), schrijven(wereld.systeem):  # noqa: PT012
        Nummerreeks.objects.create(regio=wereld.regio, reeks="X-2026")
        record("platform.proef", object="proef:1")
        raise RuntimeError
    with lezen(wereld.systeem):
        assert Gebeurtenis.objects.count() == voor
        assert not Nummerreeks.objects.filter(reeks="X-2026").exists()


def test_binnen_het_venster_van_een_verzoek_is_een_andere_regio_even_dicht(wereld) -> None:
    alleen_postgres()
    zara, dirk = wereld.actor("Zara Zwolle"), wereld.actor("Dirk Drenthe")

    def slot() -> tuple[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('sluitend.regio'), current_setting('role')")
            return cursor.fetchone()

    mijn = (str(zara.regio_id), "sluitend_app")
    with leesvenster(zara.regio_id):
        with lezen(zara):
            assert slot() == mijn
        with lezen(dirk):
            assert slot() == (str(dirk.regio_id), "sluitend_app")
        assert slot() == mijn
        with schrijven(zara):
            assert slot() == mijn
        assert slot() == mijn, "na een daad in het venster staat het slot er nog"
