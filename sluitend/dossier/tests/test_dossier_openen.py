"""UR-12: opening a dossier. From the first second exactly one regisseur and one gemeente, in the database itself."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from sluitend.dossier import actions
from sluitend.dossier.models import Dossier, Regieperiode
from sluitend.dossier.tests.conftest import Aanmelden, Keten
from sluitend.inwoners import actions as inwoneracties
from sluitend.kern.fouten import Weigering
from sluitend.kern.uuid7 import uuid7
from sluitend.platform.eenheid import schrijven

pytestmark = pytest.mark.django_db


@pytest.mark.eis("UR-12", "Z-01", "Z-03")
def test_wie_de_rol_heeft_wordt_regisseur_en_de_herkomst_krijgt_een_contact(keten: Keten) -> None:
    dossier = keten.vers(keten.dossier("Zara Zwolle", "0193"))
    assert (dossier.casusregisseur.naam, dossier.verantwoordelijke_gemeente_id) == ("Zara Zwolle", "0193")
    assert dossier.regie_voorlopig == "nee"
    assert dossier.herkomst_gemeente_id == "0193"
    assert dossier.herkomst_contact_id == keten.wereld.teams["Lokaal team Zwolle"].pk
    (periode,) = keten.perioden(dossier)
    assert (periode.van, periode.tot, periode.grond) == (dossier.geopend_op, None, "opening")
    assert [g.gegevens["gemeente"] for g in keten.gebeurd("dossier_geopend", dossier)] == ["0193"]
    keten.klopt()


@pytest.mark.eis("UR-12", "Z-01")
def test_het_meldpunt_opent_en_het_vangnet_van_de_gemeente_verdeelt_binnen_twee_werkdagen(
    keten: Keten,
) -> None:
    dossier = keten.vers(keten.dossier("Mila Meldpunt", "0166"))
    assert (dossier.casusregisseur.naam, dossier.regie_voorlopig) == ("Kim Kampen", "opening")
    (taak,) = keten.taken(dossier, soort="verdelen")
    assert taak.eigenaar_team.naam == "Lokaal team Kampen"
    assert not keten.gaten("G-11", dossier)
    keten.klopt()


@pytest.mark.eis("UR-12")
def test_een_tweede_keer_openen_geeft_het_dossier_dat_er_is(keten: Keten) -> None:
    inwoner = keten.inwoner()
    eerste = keten.dossier(inwoner=inwoner)
    tweede = actions.open_dossier(actor=keten.actor("Kees Kampen"), inwoner=inwoner, gemeente="0166")
    assert tweede.dossier == eerste
    assert len(keten.gebeurd("dossier_geopend")) == 1


def test_een_gemeente_buiten_de_regio_wordt_geweigerd(keten: Keten) -> None:
    with pytest.raises(Weigering, match="gemeente van deze regio"):
        keten.dossier(gemeente="0106")


def test_wie_geen_dossier_mag_openen_wordt_geweigerd(keten: Keten) -> None:
    with pytest.raises(Weigering) as fout:
        keten.dossier("Zoe Zorg")
    assert fout.value.status == 403
    assert keten.lees(Dossier.objects.count) == 0


@pytest.mark.eis("AR-01", "Z-01")
def test_de_databank_weigert_een_open_dossier_zonder_regisseur_of_gemeente_en_een_tweede(
    keten: Keten,
) -> None:
    dossier = keten.dossier()
    with schrijven(keten.wereld.systeem, stil=True):
        rij = Dossier.objects.filter(pk=dossier.pk).values().get()
        periode = Regieperiode.objects.filter(dossier=dossier, rol="casusregie").values().get()
        ander = keten.wereld.medewerkers["Kees Kampen"].pk
        pogingen = {
            "regisseur leeg": lambda: Dossier.objects.filter(pk=dossier.pk).update(casusregisseur=None),
            "gemeente leeg": lambda: Dossier.objects.filter(pk=dossier.pk).update(
                verantwoordelijke_gemeente=None
            ),
            "tweede dossier": lambda: _insert(Dossier, {**rij, "id": uuid7(), "nummer": "IJV-2026-99999"}),
            "tweede periode": lambda: _insert(
                Regieperiode, {**periode, "id": uuid7(), "medewerker_id": ander}
            ),
            "regisseur wisselt los": lambda: Dossier.objects.filter(pk=dossier.pk).update(
                casusregisseur_id=ander
            ),
            "periode sluit los": lambda: Regieperiode.objects.filter(pk=periode["id"]).update(
                tot=dossier.geopend_op
            ),
            "dossier weg": lambda: _sql("DELETE FROM dossier_dossier"),
            "periode weg": lambda: _sql("DELETE FROM dossier_regieperiode"),
        }
        for naam, poging in pogingen.items():
            try:
                with transaction.atomic():
                    poging()
            except Error:
                continue
            pytest.fail(f"de databank liet toe: {naam}")
        assert Dossier.objects.filter(pk=dossier.pk).values().get() == rij
    keten.klopt()


def _insert(soort: type, waarden: dict) -> None:
    """Straight into the table, around every action."""
    velden = [soort._meta.get_field(naam) for naam in waarden]
    plekken = ",".join(["%s"] * len(velden))
    kolommen = ",".join(f'"{veld.column}"' for veld in velden)
    _sql(
        f'INSERT INTO "{soort._meta.db_table}" ({kolommen}) VALUES ({plekken})',
        [veld.get_db_prep_save(w, connection) for veld, w in zip(velden, waarden.values(), strict=True)],
    )


def _sql(tekst: str, waarden: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(tekst, waarden or [])


@pytest.mark.eis("UR-12")
def test_de_pagina_opent_een_dossier_en_zegt_wie_een_bestaand_dossier_leidt(
    keten: Keten, als: Aanmelden
) -> None:
    inwoner = keten.inwoner()
    pad = f"/inwoners/{inwoner.pk}/dossier"
    mila = als("Mila Meldpunt")
    assert mila.get(pad).status_code == 200
    leeg = mila.post(pad, {"gemeente": "", "contactregime": "regulier"})
    assert "Maak een keuze." in leeg.content.decode()
    assert mila.post(pad, {"gemeente": "0166", "contactregime": "regulier"}).status_code == 302
    dossier = keten.lees(Dossier.objects.get)
    opnieuw = mila.post(pad, {"gemeente": "0166", "contactregime": "regulier"}).content.decode()
    assert "Neem contact op met Lokaal team Kampen" in opnieuw
    assert "Kim Kampen" not in opnieuw, "wie het dossier niet mag zien, leest niet wie het leidt"
    assert keten.lees(Dossier.objects.get) == dossier


@pytest.mark.eis("UA-20")
def test_een_geheim_adres_geeft_de_teamleider_een_taak_tot_iemand_beslist(keten: Keten) -> None:
    """The asker's list works for a day, so somebody else must know of it before that (recht:V23)."""
    dossier, zara = keten.dossier(), keten.actor("Zara Zwolle")
    lijst = [keten.wereld.medewerkers[naam].pk for naam in ("Zara Zwolle", "Zeno Zwolle")]
    rij = inwoneracties.vraag_afscherming(
        actor=zara, inwoner_id=dossier.inwoner_id, reden="bedreiging", lijst=lijst
    )
    (taak,) = keten.taken(dossier, soort="afscherming_bevestigen")
    assert (taak.status, taak.eigenaar_team.naam) == ("open", "Lokaal team Zwolle")
    assert taak.uiterlijk <= timezone.now() + timedelta(hours=24)
    inwoneracties.bevestig_afscherming(
        actor=keten.actor("Zeno Zwolle"),
        afscherming_id=rij.pk,
        herzien_op=timezone.localdate() + timedelta(days=90),
    )
    assert keten.taken(dossier, soort="afscherming_bevestigen")[0].status == "gedaan"
