"""UR-01 and UR-02: registering a resident, known or not."""

from datetime import date

import pytest

from sluitend.inwoners import actions, geheim
from sluitend.inwoners.models import Inwoner
from sluitend.inwoners.tests.conftest import ADRES, bsn, gegevens
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.eenheid import lezen


@pytest.mark.eis("UR-01")
def test_a_resident_gets_a_number_a_key_and_an_address(wereld, registreer, sporen):
    persoon = registreer(telefoon="06-12 34 56 78", email="vera@voorbeeld.test", adres=ADRES)
    assert persoon.nummer.startswith("IW-2")
    assert persoon.nummer.endswith("-000001")
    assert persoon.identiteit_status == "vermoedelijk"
    (gebeurd,) = sporen.gebeurtenissen("inwoner_geregistreerd")
    assert gebeurd.betrokkene == persoon.sleutel_id
    with lezen(wereld.systeem):
        vers = Inwoner.objects.select_related("sleutel").get(pk=persoon.pk)
        assert geheim.lees(vers, "telefoon") == "0612345678"
        assert geheim.lees(vers, "email") == "vera@voorbeeld.test"
        assert "0612345678" not in vers.telefoon
        assert vers.telefoon.startswith("v1.p1.")
        assert vers.adressen.get().postcode == "8011AB"


@pytest.mark.eis("UR-02", "recht:N03")
def test_an_unknown_person_needs_only_an_aanduiding_and_gets_no_dummy(registreer):
    persoon = registreer(
        geslachtsnaam="", voornamen="", geboortedatum=None, onbekend=True, aanduiding="man, portiek Melkmarkt"
    )
    assert persoon.weergavenaam == "man, portiek Melkmarkt"
    assert (persoon.identiteit_status, persoon.geslachtsnaam, persoon.bsn, persoon.bsn_index) == (
        "onbekend",
        "",
        "",
        None,
    )
    with pytest.raises(OngeldigeInvoer) as fout:
        registreer(geslachtsnaam="", onbekend=True)
    assert fout.value.fouten["aanduiding"] == (
        "Geef een korte aanduiding, bijvoorbeeld waar de persoon verblijft."
    )


@pytest.mark.eis("UR-03", "recht:N04")
def test_a_bsn_needs_a_ground_the_elfproef_and_the_test_range(wereld, registreer):
    for fout_bsn in ("123456789", "999900001", "abc", "111222334", "9" * 40):
        with pytest.raises(OngeldigeInvoer) as fout:
            registreer(bsn=fout_bsn, bsn_grondslag="wmo_toegang")
        assert fout.value.fouten["bsn"] == "Dit burgerservicenummer is niet geldig."
        assert fout_bsn not in str(fout.value)
    with pytest.raises(OngeldigeInvoer) as fout:
        registreer(bsn=bsn(1))
    assert fout.value.tekst == "Voor het vastleggen van het BSN is een grondslag nodig."
    with pytest.raises(OngeldigeInvoer):
        registreer(bsn=bsn(1), bsn_grondslag="oggz_bemoeizorg")
    persoon = registreer(bsn=bsn(1), bsn_grondslag="wmo_toegang")
    assert persoon.bsn.startswith("v1.")
    assert bsn(1) not in persoon.bsn
    with pytest.raises(Weigering) as botsing:
        registreer(bsn=bsn(1), bsn_grondslag="wmo_toegang")
    assert botsing.value.code == "bsn-verschilt"


@pytest.mark.eis("recht:N04")
def test_outside_a_demo_the_test_range_is_refused(registreer, settings):
    settings.DEMO = False
    with pytest.raises(OngeldigeInvoer):
        registreer(bsn=bsn(1), bsn_grondslag="wmo_toegang")


@pytest.mark.eis("UR-01")
@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"geslachtsnaam": ""}, "geslachtsnaam"),
        ({"geslachtsnaam": "\x00\x07  "}, "geslachtsnaam"),
        ({"geslachtsnaam": "x" * 1_000_000}, "geslachtsnaam"),
        ({"voornamen": "y" * 121}, "voornamen"),
        ({"geboortedatum": date(2999, 1, 1)}, "geboortedatum"),
        ({"geboortedatum": date(1820, 1, 1)}, "geboortedatum"),
        ({"geboortedatum_precisie": "ooit"}, "geboortedatum_precisie"),
        ({"telefoon": "bel mij maar"}, "telefoon"),
        ({"telefoon": "1" * 900}, "telefoon"),
        ({"email": "geen adres"}, "email"),
        ({"contactvoorkeur": "duif"}, "contactvoorkeur"),
    ],
)
def test_bad_input_is_refused_beside_its_field(registreer, velden, veld):
    with pytest.raises(OngeldigeInvoer) as fout:
        registreer(**velden)
    assert veld in fout.value.fouten


def test_every_mistake_is_named_at_once(registreer):
    with pytest.raises(OngeldigeInvoer) as fout:
        registreer(geslachtsnaam="", telefoon="x", email="x")
    assert set(fout.value.fouten) == {"geslachtsnaam", "telefoon", "email"}


def test_a_refused_registration_leaves_nothing(wereld, registreer):
    with pytest.raises(OngeldigeInvoer):
        registreer(adres=ADRES.__class__(gemeente="9999"))
    with lezen(wereld.systeem):
        assert not Inwoner.objects.exists()


@pytest.mark.eis("UR-01")
@pytest.mark.parametrize("naam", ["Piet Politie", "Wim Woning", "Zoe Zorg", "Pien Programma", "Bram Beheer"])
def test_only_intake_roles_register(wereld, naam):
    with pytest.raises(Weigering) as fout:
        actions.registreer_inwoner(actor=wereld.actor(naam), gegevens=gegevens())
    assert fout.value.status == 403


def test_no_personal_data_in_events(registreer, sporen):
    registreer(
        geslachtsnaam="Zeldzaamheid",
        telefoon="0612345678",
        bsn=bsn(2),
        bsn_grondslag="wmo_toegang",
        adres=ADRES,
    )
    inhoud = " ".join(
        f"{g.object} {g.gegevens} {[(w.veld, w.oud, w.nieuw) for w in g.velden.all()]}" for g in sporen.alle()
    )
    for geheim_ in ("Zeldzaamheid", "0612345678", bsn(2), "1984", "8011AB", "Vera"):
        assert geheim_ not in inhoud
