"""A secret address: asked by one, confirmed by another, shown to who is on the list (UA-20, UA-21, recht:V23)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from sluitend.inwoners import actions
from sluitend.inwoners.models import Adresperiode, Afscherming
from sluitend.inwoners.rules.afschermen import mag_bevestigen, mag_op_lijst
from sluitend.inwoners.tests.conftest import ADRES
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.platform.eenheid import lezen, schrijven


@pytest.fixture
def persoon(wereld, registreer, scopes):
    """A resident of Zwolle: Zara is the regisseur, Zeno leads the team."""
    rij = registreer(adres=ADRES)
    for naam in ("Zara Zwolle", "Zeno Zwolle"):
        actor = wereld.actor(naam)
        for woord in ("toegewezen", "betrokken", "team"):
            scopes.geef(woord, actor, rij)
    return rij


def vraag(wereld, persoon, *namen: str, door: str = "Zara Zwolle", **anders):
    lijst = [wereld.medewerkers[naam].pk for naam in namen]
    return actions.vraag_afscherming(
        actor=wereld.actor(door), inwoner_id=persoon.pk, lijst=lijst, **{"reden": "bedreiging", **anders}
    )


def toon(wereld, persoon, naam: str, *, factor: bool = True, nu=None):
    actor = replace(wereld.actor(naam), factor_op=(nu or timezone.now()) if factor else None)
    with schrijven(actor, nu=nu):
        return actions.toon_afgeschermd_adres(actor=actor, inwoner_id=persoon.pk, reden="Ik ga op huisbezoek")


@pytest.mark.eis("recht:V23", "AA-11", "UA-20", "UA-21", "UA-04")
def test_only_the_list_with_a_fresh_factor_sees_the_address(wereld, persoon, sporen):
    rij = vraag(wereld, persoon, "Zara Zwolle", "Zeno Zwolle")
    with lezen(wereld.systeem):
        assert not Adresperiode.objects.filter(postcode="8011AB").exists()
    (adres,) = toon(wereld, persoon, "Zara Zwolle")
    assert adres["postcode"] == "8011AB"
    with pytest.raises(Weigering) as fout:
        toon(wereld, persoon, "Zara Zwolle", factor=False)
    assert fout.value.status == 404
    assert [g.gegevens["op_lijst"] for g in sporen.gebeurtenissen("afscherming_gevraagd")] == [2]
    with lezen(wereld.systeem):
        assert Afscherming.objects.get(pk=rij.pk).status == "gevraagd"


@pytest.mark.eis("UA-20", "recht:V23")
def test_the_word_of_the_asker_holds_a_day_and_the_address_stays_secret(wereld, persoon):
    vraag(wereld, persoon, "Zara Zwolle", "Zeno Zwolle")
    morgen = timezone.now() + timedelta(hours=24, minutes=1)
    with pytest.raises(Weigering) as fout:
        toon(wereld, persoon, "Zara Zwolle", nu=morgen)
    assert fout.value.status == 404
    with lezen(wereld.systeem):
        assert not Adresperiode.objects.filter(postcode="8011AB").exists()
        rij = Afscherming.objects.get()
    with pytest.raises(Weigering) as fout:  # nobody confirms what they asked themselves
        actions.bevestig_afscherming(
            actor=wereld.actor("Zara Zwolle"),
            afscherming_id=rij.pk,
            herzien_op=timezone.localdate() + timedelta(days=30),
        )
    assert fout.value.status == 403
    actions.bevestig_afscherming(
        actor=wereld.actor("Zeno Zwolle"),
        afscherming_id=rij.pk,
        herzien_op=timezone.localdate() + timedelta(days=30),
    )
    assert toon(wereld, persoon, "Zara Zwolle", nu=morgen)[0]["postcode"] == "8011AB"


@pytest.mark.eis("UA-20")
@pytest.mark.parametrize(
    ("namen", "anders", "tekst"),
    [
        (["Zara Zwolle"], {}, "Zet ten minste twee mensen op de toegangslijst."),
        (["Zara Zwolle", "Kees Kampen"], {}, "Kies alleen mensen uit de lijst."),
        (["Zara Zwolle", "Pim Proces"], {}, "Kies alleen mensen uit de lijst."),
        (["Zara Zwolle", "Zeno Zwolle"], {"reden": "zomaar"}, "Kies een reden."),
    ],
)
def test_a_list_that_cannot_be_is_refused(wereld, persoon, namen, anders, tekst):
    with pytest.raises(OngeldigeInvoer) as fout:
        vraag(wereld, persoon, *namen, **anders)
    assert fout.value.tekst == tekst
    with lezen(wereld.systeem):
        assert not Afscherming.objects.exists()
        assert Adresperiode.objects.filter(postcode="8011AB").exists()


@pytest.mark.eis("UA-20")
def test_ending_shows_the_address_again_and_ends_the_list(wereld, persoon):
    rij = vraag(wereld, persoon, "Zara Zwolle", "Zeno Zwolle")
    with pytest.raises(Weigering, match="loopt al een afscherming"):
        vraag(wereld, persoon, "Zara Zwolle", "Zeno Zwolle")
    actions.beeindig_afscherming(actor=wereld.actor("Zeno Zwolle"), afscherming_id=rij.pk)
    with lezen(wereld.systeem):
        assert Afscherming.objects.get().status == "beeindigd"
        assert Adresperiode.objects.filter(postcode="8011AB").exists()
    with pytest.raises(Weigering):
        toon(wereld, persoon, "Zara Zwolle")


@pytest.mark.eis("UA-20")
def test_the_database_keeps_two_persons_and_one_open(wereld, persoon):
    rij = vraag(wereld, persoon, "Zara Zwolle", "Zeno Zwolle")
    with schrijven(wereld.systeem, stil=True) as eenheid:
        for velden in (
            {"status": "actief"},
            {
                "status": "actief",
                "besloten_door": rij.gevraagd_door_id,
                "besloten_op": eenheid.nu,
                "herzien_op": date(2027, 1, 1),
            },
            {"status": "beeindigd"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Afscherming.objects.filter(pk=rij.pk).update(**velden)


@pytest.mark.parametrize(
    ("herzien_op", "mag"),
    [(date(2027, 7, 15), True), (date(2027, 7, 16), False), (date(2027, 1, 15), False), (None, False)],
)
def test_the_review_is_at_most_six_months_away(herzien_op, mag):
    assert (mag_bevestigen(herzien_op, date(2027, 1, 15)) is None) is mag


def test_two_people_make_a_list():
    assert mag_op_lijst(2, gevraagd=2) is None
    assert mag_op_lijst(1, gevraagd=1) is not None


@pytest.mark.eis("UA-20")
def test_the_page_asks_shows_and_decides(als, wereld, persoon):
    pad = reverse("inwoner_afscherming", args=[persoon.pk])
    zara, zeno = als("Zara Zwolle"), als("Zeno Zwolle")
    assert "Adres geheim maken" in zara.get(reverse("inwoner", args=[persoon.pk])).content.decode()
    assert "Pim Proces" not in zara.get(pad).content.decode()
    refused = zara.post(pad, {"reden": "bedreiging", "lijst": [str(wereld.medewerkers["Zara Zwolle"].pk)]})
    assert "Zet ten minste twee mensen" in refused.content.decode()
    lijst = [str(wereld.medewerkers[naam].pk) for naam in ("Zara Zwolle", "Zeno Zwolle")]
    assert zara.post(pad, {"reden": "bedreiging", "lijst": lijst}).status_code == 302
    blad = zara.get(pad).content.decode()
    assert "Zeno Zwolle" in blad
    assert "Een tweede persoon moet dit bevestigen" in blad
    for niet in ("Bedreiging", 'value="bevestigen"'):  # reason and decision are for who decides
        assert niet not in blad
    assert "Bedreiging" in (blad := zeno.get(pad).content.decode())
    assert 'value="bevestigen"' in blad
    ver = timezone.localdate() + timedelta(days=400)
    assert "binnen 6 maanden" in zeno.post(pad, {"besluit": "bevestigen", "herzien_op": ver}).content.decode()
    goed = timezone.localdate() + timedelta(days=90)
    assert zeno.post(pad, {"besluit": "bevestigen", "herzien_op": goed}).status_code == 302
    assert zeno.post(pad, {"besluit": "beeindigen", "herzien_op": ""}).status_code == 302
    for naam in ("Kees Kampen", "Dora Drenthe", "Piet Politie"):
        assert als(naam).get(pad).status_code == 404
