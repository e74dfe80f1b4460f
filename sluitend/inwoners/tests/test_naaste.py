"""UR-05: the people around a resident, and what the resident lets them know."""

import pytest

from sluitend.inwoners import actions, queries
from sluitend.inwoners.gegevens import Naastegegevens
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.eenheid import lezen


@pytest.fixture
def zara(wereld):
    return wereld.actor("Zara Zwolle")


@pytest.fixture
def persoon(wereld, registreer, scopes, zara):
    rij = registreer()
    for woord in ("toegewezen", "betrokken"):
        scopes.geef(woord, zara, rij)
    return rij


def voeg_toe(actor, persoon, wijze="", **velden):
    return actions.voeg_naaste_toe(
        actor=actor,
        inwoner_id=persoon.pk,
        wijze=wijze,
        gegevens=Naastegegevens(**{"naam": "Noor Naaste", "relatie": "ouder", **velden}),
    )


@pytest.mark.eis("UR-05", "F35", "K32")
def test_invited_by_default_and_knows_nothing(persoon, zara, sporen):
    naaste = voeg_toe(zara, persoon, telefoon="06 12345678")
    assert naaste.uitgenodigd
    assert naaste.mag_weten == []
    assert len(sporen.gebeurtenissen("naaste_uitgenodigd")) == 1
    with lezen(zara):
        (beeld,) = queries.naasten(zara, persoon.pk)
    assert (beeld.telefoon, beeld.mag_weten) == ("0612345678", ())
    assert naaste.telefoon.startswith("v1.")


@pytest.mark.eis("UR-05", "F35")
def test_not_invited_needs_a_reason(persoon, zara, sporen):
    with pytest.raises(OngeldigeInvoer) as fout:
        voeg_toe(zara, persoon, uitgenodigd=False)
    assert fout.value.tekst == "Geef aan waarom de naaste niet is uitgenodigd."
    voeg_toe(zara, persoon, uitgenodigd=False, reden_niet="De inwoner wil dit niet")
    assert sporen.gebeurtenissen("naaste_uitgenodigd") == []


@pytest.mark.eis("UR-05")
def test_consent_is_given_withdrawn_and_kept_in_the_track(persoon, zara, sporen):
    naaste = voeg_toe(zara, persoon)
    with pytest.raises(OngeldigeInvoer):
        actions.leg_toestemming_vast(
            actor=zara, naaste_id=naaste.pk, versie=1, mag_weten=("plan",), wijze="mondeling via via"
        )
    with pytest.raises(OngeldigeInvoer):
        actions.leg_toestemming_vast(
            actor=zara, naaste_id=naaste.pk, versie=1, mag_weten=("alles",), wijze="aanwezig"
        )
    naaste = actions.leg_toestemming_vast(
        actor=zara, naaste_id=naaste.pk, versie=1, mag_weten=("crisis", "plan"), wijze="aanwezig"
    )
    assert naaste.mag_weten == ["plan", "crisis"]
    assert naaste.toestemming_op is not None
    naaste = actions.leg_toestemming_vast(
        actor=zara, naaste_id=naaste.pk, versie=2, mag_weten=(), wijze="ondertekend"
    )
    assert naaste.ingetrokken_op is not None
    eerste, tweede = sporen.gebeurtenissen("mag_weten_gewijzigd")
    assert eerste.gegevens["plan"]
    assert not tweede.gegevens["plan"]


def test_two_colleagues_on_one_naaste(persoon, zara):
    naaste = voeg_toe(zara, persoon)
    nieuw = Naastegegevens("Noor Naaste", "vriend")
    actions.wijzig_naaste(actor=zara, naaste_id=naaste.pk, versie=1, gegevens=nieuw)
    with pytest.raises(Weigering) as fout:
        actions.wijzig_naaste(actor=zara, naaste_id=naaste.pk, versie=1, gegevens=nieuw)
    assert fout.value.code == "intussen-gewijzigd"
    with pytest.raises(OngeldigeInvoer):
        voeg_toe(zara, persoon)


@pytest.mark.eis("UR-05")
@pytest.mark.parametrize("naam", ["Bo Bemoei", "Dora Drenthe", "Wim Woning", "Piet Politie", "Kees Kampen"])
def test_who_has_nothing_to_do_with_the_resident_sees_nobody(wereld, persoon, zara, naam):
    naaste = voeg_toe(zara, persoon)
    actor = wereld.actor(naam)
    with pytest.raises(Weigering) as fout:
        voeg_toe(actor, persoon, naam="Nog Iemand")
    assert fout.value.status == 404
    with pytest.raises(Weigering) as fout:
        actions.wijzig_naaste(
            actor=actor, naaste_id=naaste.pk, versie=1, gegevens=Naastegegevens("Noor Naaste", "vriend")
        )
    assert fout.value.status == 404
    with lezen(actor), pytest.raises(queries.BestaatNiet):
        queries.naasten(actor, persoon.pk)


@pytest.mark.eis("UR-05")
def test_the_meldpunt_adds_a_naaste_while_the_melding_is_open(wereld, persoon, scopes):
    mila = wereld.actor("Mila Meldpunt")
    with pytest.raises(Weigering) as fout:
        voeg_toe(mila, persoon)
    assert fout.value.status == 403
    scopes.geef("melding_open", mila, persoon)
    voeg_toe(mila, persoon)
    with lezen(mila):
        assert len(queries.naasten(mila, persoon.pk)) == 1
