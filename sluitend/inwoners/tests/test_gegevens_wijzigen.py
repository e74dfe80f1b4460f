"""Changing what is known: who was first, what is kept, and who may at all."""

from datetime import date

import pytest

from sluitend.inwoners import actions, geheim, queries
from sluitend.inwoners.models import Adresperiode, Inwoner
from sluitend.inwoners.tests.conftest import ADRES, gegevens
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.eenheid import lezen


@pytest.fixture
def bo(wereld):
    return wereld.actor("Bo Bemoei")


@pytest.fixture
def persoon(wereld, registreer, scopes, bo):
    rij = registreer(adres=ADRES, telefoon="0612345678")
    scopes.geef("toegewezen", bo, rij)
    return rij


def test_whoever_saves_an_older_version_is_told(persoon, bo):
    actions.wijzig_gegevens(actor=bo, inwoner_id=persoon.pk, versie=1, gegevens=gegevens(roepnaam="Vee"))
    with pytest.raises(Weigering) as fout:
        actions.wijzig_gegevens(actor=bo, inwoner_id=persoon.pk, versie=1, gegevens=gegevens(roepnaam="Vie"))
    assert fout.value.code == "intussen-gewijzigd"
    assert fout.value.tekst == "Intussen gewijzigd. Uw invoer staat er nog."


def test_field_changes_are_kept_as_ciphertext_of_this_person(wereld, persoon, bo, sporen):
    actions.wijzig_gegevens(
        actor=bo,
        inwoner_id=persoon.pk,
        versie=1,
        gegevens=gegevens(roepnaam="Veertje", telefoon="0687654321"),
    )
    gebeurd = sporen.alle()[-1]
    velden = {w.veld: w for w in gebeurd.velden.all()}
    assert set(velden) == {"roepnaam", "telefoon"}
    assert "Veertje" not in str(gebeurd.gegevens)
    with lezen(wereld.systeem):
        vers = sporen.vers(persoon)
        plek = f"platform_wijziging|telefoon|{persoon.pk}"
        assert geheim.toon(vers, plek, velden["telefoon"].oud) == "0612345678"
        assert geheim.toon(vers, plek, velden["telefoon"].nieuw) == "0687654321"
        assert velden["roepnaam"].oud is None


@pytest.mark.eis("UR-01")
@pytest.mark.parametrize(
    ("naam", "status"),
    [
        ("Bea Bemoei", 404),
        ("Dora Drenthe", 404),
        ("Piet Politie", 404),
        ("Pien Programma", 404),
        ("Mila Meldpunt", 403),
    ],
)
def test_who_may_not_is_told_no_more_than_needed(wereld, persoon, naam, status):
    with pytest.raises(Weigering) as fout:
        actions.wijzig_gegevens(
            actor=wereld.actor(naam), inwoner_id=persoon.pk, versie=1, gegevens=gegevens()
        )
    assert fout.value.status == status


def test_an_id_of_nonsense_is_nobody(bo):
    for pk in ("", "x", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(Weigering) as fout:
            actions.wijzig_gegevens(actor=bo, inwoner_id=pk, versie=1, gegevens=gegevens())
        assert fout.value.status == 404


@pytest.mark.eis("B42")
def test_a_new_address_ends_the_one_before_and_counts_as_a_move(wereld, persoon, bo):
    for plaats, jaar in (("0166", 2024), ("0193", 2025)):
        actions.voeg_adres_toe(
            actor=bo,
            inwoner_id=persoon.pk,
            adres=actions.Adresgegevens(
                gemeente=plaats, postcode="8261 aa", huisnummer=3, van=date(jaar, 3, 1)
            ),
        )
    with lezen(bo):
        perioden = queries.adressen(bo, persoon.pk)
        assert [(p.van, p.tot) for p in perioden] == [
            (date(2025, 3, 1), None),
            (date(2024, 3, 1), date(2025, 3, 1)),
            (date(2020, 1, 1), date(2024, 3, 1)),
        ]
        assert queries.verhuizingen(persoon.pk, date(2024, 1, 1), date(2026, 1, 1)) == 2
        assert queries.verhuizingen(persoon.pk, date(2019, 1, 1), date(2026, 1, 1)) == 2
        assert queries.huidig_adres(bo, persoon.pk, date(2024, 6, 1)).gemeente_id == "0166"


def test_periods_of_one_kind_never_overlap(persoon, bo):
    for van, tot in (
        (date(2019, 1, 1), None),
        (date(2020, 1, 1), None),
        (date(2021, 1, 1), date(2021, 2, 1)),
    ):
        with pytest.raises(Weigering) as fout:
            actions.voeg_adres_toe(
                actor=bo,
                inwoner_id=persoon.pk,
                adres=actions.Adresgegevens(gemeente="0193", van=van, tot=tot),
            )
        assert fout.value.code == "adres-overlapt"
    actions.voeg_adres_toe(
        actor=bo,
        inwoner_id=persoon.pk,
        adres=actions.Adresgegevens(gemeente="0193", van=date(2018, 1, 1), tot=date(2020, 1, 1)),
    )


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"gemeente": "9999"}, "gemeente"),
        ({"gemeente": "0193", "postcode": "ABC"}, "postcode"),
        ({"gemeente": "0193", "huisnummer": -4}, "huisnummer"),
        ({"gemeente": "0193", "huisnummer": 10**12}, "huisnummer"),
        ({"gemeente": "0193", "soort": "kasteel"}, "soort"),
        ({"gemeente": "0193", "van": date(2999, 1, 1)}, "van"),
        ({"gemeente": "0193", "van": date(2024, 1, 2), "tot": date(2024, 1, 1)}, "tot"),
        ({"gemeente": "0193", "plaatsomschrijving": "z" * 1_000_000}, "plaatsomschrijving"),
    ],
)
def test_an_impossible_address_is_refused(persoon, bo, velden, veld):
    with pytest.raises(OngeldigeInvoer) as fout:
        actions.voeg_adres_toe(actor=bo, inwoner_id=persoon.pk, adres=actions.Adresgegevens(**velden))
    assert veld in fout.value.fouten


@pytest.mark.eis("recht:V23", "recht:V23", "AA-11")
def test_a_secret_address_goes_under_the_key_and_only_an_act_shows_it(wereld, persoon, scopes, sporen):
    zara = wereld.actor("Zara Zwolle")
    for woord in ("toegewezen", "betrokken"):
        scopes.geef(woord, zara, persoon)
    actions.wijzig_gegevens(
        actor=zara, inwoner_id=persoon.pk, versie=1, gegevens=gegevens(adres_afgeschermd=True)
    )
    with lezen(zara):
        beeld = queries.inwoner(zara, persoon.pk)
        assert beeld.adres is None
        assert queries.huidig_adres(zara, persoon.pk) is None
        assert "8011AB" not in str([a.__dict__ for a in queries.adressen(zara, persoon.pk)])
    with lezen(wereld.systeem):
        assert not Adresperiode.objects.filter(postcode="8011AB").exists()
    with pytest.raises(Weigering) as fout:
        actions.toon_afgeschermd_adres(actor=zara, inwoner_id=persoon.pk, reden="Ik ga op huisbezoek")
    assert fout.value.status == 404
    for woord in ("toegangslijst", "tweede_factor"):
        scopes.geef(woord, zara, persoon)
    (adres,) = actions.toon_afgeschermd_adres(actor=zara, inwoner_id=persoon.pk, reden="Ik ga op huisbezoek")
    assert (adres["postcode"], adres["huisnummer"]) == ("8011AB", 1)
    (lijn,) = sporen.inzage(persoon, gebeurtenis="inwoners.adres_getoond")
    assert lijn.klassen == ["adres_afgeschermd"]


@pytest.mark.eis("recht:V23")
def test_taking_the_shield_off_is_for_the_list_only(wereld, persoon, bo, scopes, sporen):
    actions.wijzig_gegevens(
        actor=bo, inwoner_id=persoon.pk, versie=1, gegevens=gegevens(adres_afgeschermd=True)
    )
    with pytest.raises(Weigering) as fout:
        actions.wijzig_gegevens(actor=bo, inwoner_id=persoon.pk, versie=2, gegevens=gegevens())
    assert fout.value.status == 403
    zara = wereld.actor("Zara Zwolle")
    for woord in ("toegewezen", "betrokken", "toegangslijst"):
        scopes.geef(woord, zara, persoon)
    actions.wijzig_gegevens(actor=zara, inwoner_id=persoon.pk, versie=2, gegevens=gegevens())
    with lezen(wereld.systeem):
        assert Inwoner.objects.get(pk=persoon.pk).adressen.get().postcode == "8011AB"


def test_reading_one_person_several_times_leaves_one_line(wereld, persoon, bo, sporen):
    with lezen(bo):
        queries.inwoner(bo, persoon.pk)
        queries.naasten(bo, persoon.pk)
        queries.adressen(bo, persoon.pk)
        queries.huidig_adres(bo, persoon.pk)
    assert len(sporen.inzage(persoon, rol="bemoeizorger")) == 1


def test_a_narrow_mask_leaves_contact_out(wereld, persoon, bo):
    with lezen(bo):
        beeld = queries.inwoner(bo, persoon.pk)
    assert beeld.telefoon == "0612345678"
    mila = wereld.actor("Mila Meldpunt")  # registered here: kop, without a melding
    with lezen(mila):
        beeld = queries.inwoner(mila, persoon.pk)
    assert (beeld.telefoon, beeld.adres, beeld.weergavenaam) == ("", None, "Vera Voorbeeld")
    assert "contact" not in beeld.klassen
