"""UR-03: how sure we are who somebody is, and the BSN with its ground."""

from datetime import date

import pytest

from sluitend.inwoners import actions, geheim
from sluitend.inwoners.models import Samenvoeging
from sluitend.inwoners.tests.conftest import bsn, gegevens
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.eenheid import lezen


@pytest.fixture
def persoon(wereld, registreer, scopes):
    rij = registreer()
    for naam in ("Cato Consulent", "Bo Bemoei", "Onno Onderzoek", "Zara Zwolle"):
        for woord in ("toegewezen", "betrokken", "aanvraag_hier"):
            scopes.geef(woord, wereld.actor(naam), rij)
    return rij


def stel_vast(wereld, persoon, naam="Cato Consulent", **velden):
    return actions.stel_identiteit_vast(
        actor=wereld.actor(naam),
        inwoner_id=persoon.pk,
        **{"versie": persoon.versie, "status": "bekend", **velden},
    )


@pytest.mark.eis("UR-03")
def test_verified_needs_means_date_and_the_right_role(wereld, persoon, sporen):
    with pytest.raises(OngeldigeInvoer) as fout:
        stel_vast(wereld, persoon, status="geverifieerd")
    assert set(fout.value.fouten) == {"middel", "gezien_op"}
    with pytest.raises(Weigering) as fout:
        stel_vast(
            wereld, persoon, "Bo Bemoei", status="geverifieerd", middel="paspoort", gezien_op=date(2026, 1, 5)
        )
    assert fout.value.status == 403
    with pytest.raises(OngeldigeInvoer):
        stel_vast(wereld, persoon, status="geverifieerd", middel="paspoort", gezien_op=date(2999, 1, 1))
    rij = stel_vast(wereld, persoon, status="geverifieerd", middel="paspoort", gezien_op=date(2026, 1, 5))
    assert rij.identiteit_status == "geverifieerd"
    (gebeurd,) = sporen.gebeurtenissen("identiteit_vastgesteld")
    assert gebeurd.gegevens["middel"] == "paspoort"
    assert gebeurd.gegevens["naar"] == "geverifieerd"


@pytest.mark.eis("UR-02", "UR-03", "AR-22")
def test_somebody_unknown_becomes_known_and_back_asks_a_reason(wereld, registreer, scopes):
    rij = registreer(
        geslachtsnaam="", voornamen="", geboortedatum=None, onbekend=True, aanduiding="man, portiek Melkmarkt"
    )
    scopes.geef("toegewezen", wereld.actor("Cato Consulent"), rij)
    scopes.geef("betrokken", wereld.actor("Cato Consulent"), rij)
    rij = stel_vast(wereld, rij, gegevens=gegevens(aanduiding="man, portiek Melkmarkt"))
    assert rij.weergavenaam == "Vera Voorbeeld"
    with pytest.raises(OngeldigeInvoer) as fout:
        stel_vast(wereld, rij, status="onbekend")
    assert "reden" in fout.value.fouten
    rij = stel_vast(wereld, rij, status="onbekend", reden="Bleek iemand anders te zijn")
    assert rij.identiteit_status == "onbekend"


@pytest.mark.eis("UR-03", "recht:N04")
def test_a_bsn_is_stored_with_its_ground(wereld, persoon, sporen):
    cato = wereld.actor("Cato Consulent")

    def leg_vast(nummer, grondslag, actor=cato):
        return actions.leg_bsn_vast(
            actor=actor,
            inwoner_id=persoon.pk,
            versie=sporen.vers(persoon).versie,
            bsn=nummer,
            grondslag=grondslag,
        )

    with pytest.raises(OngeldigeInvoer) as fout:
        leg_vast(bsn(10), "")
    assert fout.value.tekst == "Voor het vastleggen van het BSN is een grondslag nodig."
    with pytest.raises(OngeldigeInvoer) as fout:
        leg_vast("999900001", "wmo_toegang")
    assert fout.value.tekst == "Dit burgerservicenummer is niet geldig."
    with pytest.raises(Weigering) as fout:
        leg_vast(bsn(10), "wmo_toegang", wereld.actor("Bo Bemoei"))
    assert fout.value.status == 403
    uitslag = leg_vast(bsn(10), "wmo_toegang")
    assert uitslag.voorstel is None
    with lezen(cato):
        assert geheim.lees(sporen.vers(persoon), "bsn") == bsn(10)
    (gebeurd,) = sporen.gebeurtenissen("bsn_vastgelegd")
    assert gebeurd.grond == "wmo_toegang"
    assert bsn(10) not in str(gebeurd.gegevens)


@pytest.mark.eis("UR-03", "UR-04")
def test_an_equal_bsn_elsewhere_proposes_a_merge_and_stores_nothing(wereld, persoon, registreer, sporen):
    eigenaar = registreer(geslachtsnaam="Eerder", bsn=bsn(11), bsn_grondslag="wmo_toegang")
    cato = wereld.actor("Cato Consulent")
    uitslag = actions.leg_bsn_vast(
        actor=cato, inwoner_id=persoon.pk, versie=persoon.versie, bsn=bsn(11), grondslag="wmo_toegang"
    )
    assert uitslag.voorstel.status == Samenvoeging.Status.VOORGESTELD
    assert (uitslag.voorstel.blijft_id, uitslag.voorstel.opgegaan_id) == (eigenaar.pk, persoon.pk)
    assert sporen.vers(persoon).bsn == ""
    nog_eens = actions.leg_bsn_vast(
        actor=cato, inwoner_id=persoon.pk, versie=persoon.versie, bsn=bsn(11), grondslag="wmo_toegang"
    )
    assert nog_eens.voorstel.pk == uitslag.voorstel.pk
    rij = actions.vraag_samenvoeging(actor=cato, blijft_id=eigenaar.pk, opgegaan_id=persoon.pk)
    assert (rij.pk, rij.status) == (uitslag.voorstel.pk, "gevraagd")


@pytest.mark.eis("UV-14")
def test_showing_the_bsn_is_an_act_with_a_reason_and_one_line(wereld, persoon, sporen):
    cato = wereld.actor("Cato Consulent")
    actions.leg_bsn_vast(
        actor=cato, inwoner_id=persoon.pk, versie=persoon.versie, bsn=bsn(12), grondslag="wmo_toegang"
    )
    with pytest.raises(OngeldigeInvoer):
        actions.toon_bsn(actor=cato, inwoner_id=persoon.pk, reden="kort")
    assert actions.toon_bsn(actor=cato, inwoner_id=persoon.pk, reden="Nodig voor de beschikking") == bsn(12)
    (lijn,) = sporen.inzage(persoon, gebeurtenis="inwoners.bsn_getoond")
    assert lijn.klassen == ["bsn"]
    for naam in ("Mila Meldpunt", "Bo Bemoei", "Bram Beheer"):
        with pytest.raises(Weigering) as fout:
            actions.toon_bsn(actor=wereld.actor(naam), inwoner_id=persoon.pk, reden="Nodig voor het werk")
        assert fout.value.status == 404
