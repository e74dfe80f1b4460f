"""UR-04, UM-07, AM-19, AR-22: two records that are one person, by two people, and back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sluitend.inwoners import actions, geheim, queries, samenvoegen
from sluitend.inwoners.gegevens import Adresgegevens, Naastegegevens
from sluitend.inwoners.models import Inwoner, Naaste, Samenvoeging
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.inwoners.tests.conftest import ADRES, bsn
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import lezen, schrijven


@pytest.fixture
def paar(wereld: Any, registreer: Any) -> tuple[Inwoner, Inwoner]:
    """An existing resident, and the unknown man of the portiek."""
    bekend = registreer(geslachtsnaam="Melkmarkt", voornamen="Mart", adres=ADRES)
    onbekend = registreer(
        geslachtsnaam="",
        voornamen="",
        geboortedatum=None,
        onbekend=True,
        aanduiding="man, portiek Melkmarkt",
        telefoon="0612345678",
        bsn=bsn(5),
        bsn_grondslag="wvggz_vo",
    )
    return bekend, onbekend


def vraag(wereld: Any, paar: Any, naam: str = "Mila Meldpunt", **extra: Any) -> Samenvoeging:
    return actions.vraag_samenvoeging(
        actor=wereld.actor(naam), blijft_id=paar[0].pk, opgegaan_id=paar[1].pk, **extra
    )


def voeg_samen(wereld: Any, paar: Any) -> Samenvoeging:
    rij = vraag(wereld, paar)
    actions.voeg_samen(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)
    return rij


def draai_terug(wereld: Any, rij: Samenvoeging) -> Samenvoeging:
    actions.vraag_terugdraaien(actor=wereld.actor("Mila Meldpunt"), samenvoeging_id=rij.pk)
    return actions.draai_samenvoeging_terug(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)


@pytest.mark.eis("UR-04")
def test_a_request_changes_nothing_until_a_second_person_agrees(wereld, paar, sporen):
    rij = vraag(wereld, paar)
    assert rij.status == "gevraagd"
    assert sporen.vers(paar[1]).samengevoegd_in_id is None
    with pytest.raises(Weigering) as fout:
        actions.voeg_samen(actor=wereld.actor("Mila Meldpunt"), samenvoeging_id=rij.pk)
    assert (fout.value.code, fout.value.status) == ("vier-ogen", 403)
    actions.voeg_samen(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)
    assert sporen.vers(paar[1]).samengevoegd_in_id == paar[0].pk
    beide = sporen.gebeurtenissen("inwoners_samengevoegd")
    assert {g.betrokkene for g in beide} == {p.sleutel_id for p in paar}
    with pytest.raises(Weigering):
        actions.voeg_samen(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)


@pytest.mark.eis("UR-04", "UM-07")
def test_the_dienstleider_is_the_second_person_only_without_dossiers(wereld, paar, scopes):
    rij = vraag(wereld, paar)
    max_ = wereld.actor("Max Meldpunt")
    with pytest.raises(Weigering) as fout:
        actions.voeg_samen(actor=max_, samenvoeging_id=rij.pk)
    assert fout.value.status == 403
    scopes.geef("zonder_dossier", max_, paar[0])
    with pytest.raises(Weigering):
        actions.voeg_samen(actor=max_, samenvoeging_id=rij.pk)
    scopes.geef("zonder_dossier", max_, *paar)
    actions.voeg_samen(actor=max_, samenvoeging_id=rij.pk)


@pytest.mark.eis("UR-04")
def test_others_cannot_ask_see_or_decide(wereld, paar):
    rij = vraag(wereld, paar)
    for naam in ("Bo Bemoei", "Piet Politie", "Pien Programma", "Dora Drenthe", "Kees Kampen"):
        with pytest.raises(Weigering) as fout:
            actions.voeg_samen(actor=wereld.actor(naam), samenvoeging_id=rij.pk)
        assert fout.value.status == 404
        with pytest.raises(Weigering):
            vraag(wereld, paar, naam)


@pytest.mark.eis("UR-04", "AR-22", "recht:N03")
def test_what_the_remaining_record_lacks_comes_over_and_goes_back(wereld, paar, sporen):
    rij = voeg_samen(wereld, paar)
    with lezen(wereld.systeem):
        blijft = Inwoner.objects.select_related("sleutel").get(pk=paar[0].pk)
        assert geheim.lees(blijft, "telefoon") == "0612345678"
        assert geheim.lees(blijft, "bsn") == bsn(5)
        assert blijft.aanduiding == "man, portiek Melkmarkt"
        assert blijft.geslachtsnaam == "Melkmarkt"
        tekst = str(Samenvoeging.objects.get(pk=rij.pk).vooraf)
    for woord in ("Melkmarkt", "0612345678", bsn(5), "1984"):
        assert woord not in tekst
    draai_terug(wereld, rij)
    een, twee = sporen.vers(paar[0]), sporen.vers(paar[1])
    assert (een.telefoon, een.bsn, een.bsn_index, een.aanduiding, een.bsn_grondslag) == ("", "", None, "", "")
    assert (twee.samengevoegd_in_id, twee.identiteit_status) == (None, "onbekend")
    with lezen(wereld.systeem):
        assert geheim.lees(twee, "bsn") == bsn(5)
        assert geheim.lees(twee, "telefoon") == "0612345678"


@pytest.mark.eis("UR-04")
def test_what_was_changed_after_the_merge_stays(wereld, paar, sporen):
    rij = voeg_samen(wereld, paar)
    blijft = sporen.vers(paar[0])
    with lezen(wereld.systeem):
        gegevens = actions.personen.gegevens_van(blijft)
    actions.wijzig_gegevens(
        actor=wereld.systeem,
        inwoner_id=blijft.pk,
        versie=blijft.versie,
        gegevens=Vervang(gegevens, telefoon="0687654321"),
    )
    draai_terug(wereld, rij)
    with lezen(wereld.systeem):
        assert geheim.lees(sporen.vers(paar[0]), "telefoon") == "0687654321"


def Vervang(gegevens: Any, **velden: Any) -> Any:
    from dataclasses import replace

    return replace(gegevens, **velden)


class Meldingen:
    """Stands in for an area upstairs: rows that hang on a person, by number."""

    def __init__(self) -> None:
        self.van: dict[str, Any] = {}
        self.weiger: Weigering | None = None

    def bezwaar(self, samenvoeging: Samenvoeging) -> Weigering | None:
        return None if samenvoeging.keuzes.get("dossier") else self.weiger

    def verplaats(self, samenvoeging: Samenvoeging) -> Any:
        bewaard = dict(self.van)
        for sleutel, wie in self.van.items():
            if wie == str(samenvoeging.opgegaan_id):
                self.van[sleutel] = str(samenvoeging.blijft_id)
        return bewaard

    def zet_terug(self, samenvoeging: Samenvoeging, bewaard: Any) -> None:
        self.van.update(bewaard)

    def later(self, samenvoeging: Samenvoeging, bewaard: Any) -> list[str]:
        return [s for s, w in self.van.items() if w == str(samenvoeging.blijft_id) and s not in bewaard]

    def wijs_toe(self, sleutel: str, inwoner: Inwoner) -> None:
        self.van[sleutel] = str(inwoner.pk)


@pytest.fixture
def meldingen() -> Iterator[Meldingen]:
    uit = Meldingen()
    samenvoegen.deelnemer("proef.melding", uit)
    yield uit
    samenvoegen.uit("proef.melding")


@pytest.mark.eis("AM-19", "UM-07")
def test_undo_gives_each_earlier_row_back_and_asks_for_each_later_one(wereld, paar, meldingen):
    a, b = (str(p.pk) for p in paar)
    meldingen.van = {"m1": a, "m2": b}
    rij = voeg_samen(wereld, paar)
    assert meldingen.van == {"m1": a, "m2": a}
    meldingen.van["m3"] = a
    rij = draai_terug(wereld, rij)
    assert meldingen.van == {"m1": a, "m2": b, "m3": a}
    assert rij.later == {"proef.melding|m3": None}
    for _ in range(2):
        try:
            rij = actions.wijs_later_toe(
                actor=wereld.actor("Mila Meldpunt"),
                samenvoeging_id=rij.pk,
                sleutel="proef.melding|m3",
                inwoner_id=b,
            )
        except Weigering as nogmaals:
            assert nogmaals.code == "intussen-gewijzigd"  # noqa: PT017 - given once
    assert meldingen.van == {"m1": a, "m2": b, "m3": b}
    assert rij.later == {"proef.melding|m3": b}


@pytest.mark.eis("AM-19", "AR-22", "UR-04")
def test_a_pair_that_was_split_is_never_proposed_again(wereld, paar, sporen):
    draai_terug(wereld, voeg_samen(wereld, paar))
    mila = wereld.actor("Mila Meldpunt")
    with lezen(mila):
        opgave = Persoonsgegevens("Melkmarkt", "Mart", geboortedatum="1984-05-02")
        assert [k.id for k in queries.kandidaten(mila, opgave)] == [paar[0].pk]
        assert queries.kandidaten(mila, opgave, voor=paar[1].pk) == []
    for om in (paar, paar[::-1]):
        with pytest.raises(Weigering) as fout:
            vraag(wereld, om)
        assert fout.value.code == "paar-gesplitst"
    with pytest.raises(Weigering) as fout:
        actions.leg_bsn_vast(
            actor=wereld.systeem,
            inwoner_id=paar[0].pk,
            versie=sporen.vers(paar[0]).versie,
            bsn=bsn(5),
            grondslag="wvggz_vo",
        )
    assert fout.value.code == "bsn-verschilt"


@pytest.mark.eis("AR-22", "UR-04")
def test_an_area_may_object_until_a_choice_was_made(wereld, paar, meldingen, sporen):
    tekst = "Beide dossiers zijn open. Kies welk dossier blijft; de andere regisseur moet dit aanvaarden."
    meldingen.weiger = Weigering("twee-dossiers", tekst, "12 UR-04")
    rij = vraag(wereld, paar)
    bram = wereld.actor("Bram Beheer")
    with pytest.raises(Weigering) as fout:
        actions.voeg_samen(actor=bram, samenvoeging_id=rij.pk)
    assert fout.value.tekst == tekst
    assert sporen.vers(paar[1]).samengevoegd_in_id is None
    actions.wijs_samenvoeging_af(actor=bram, samenvoeging_id=rij.pk)
    rij = vraag(wereld, paar, keuzes={"dossier": "gekozen"})
    actions.voeg_samen(actor=bram, samenvoeging_id=rij.pk)


@pytest.mark.eis("UR-04")
def test_addresses_and_naasten_stand_on_their_own_side_after_undo(wereld, registreer):
    a, b = (
        registreer(adres=ADRES),
        registreer(
            voornamen="Vien",
            adres=Adresgegevens(gemeente="0166", soort="verblijf", van=date(2021, 1, 1)),
        ),
    )
    actions.voeg_adres_toe(
        actor=wereld.systeem,
        inwoner_id=b.pk,
        adres=Adresgegevens(gemeente="0166", postcode="8261AA", huisnummer=2, van=date(2021, 1, 1)),
    )
    for naam in ("Noor Naaste", "Nico Naaste"):
        actions.voeg_naaste_toe(
            actor=wereld.systeem, inwoner_id=b.pk, gegevens=Naastegegevens(naam, "vriend")
        )
    actions.voeg_naaste_toe(
        actor=wereld.systeem, inwoner_id=a.pk, gegevens=Naastegegevens("Noor Naaste", "vriend")
    )

    def stand() -> tuple[set, set]:
        with lezen(wereld.systeem):
            return (
                {(n.naam, n.inwoner_id) for n in Naaste.objects.all()},
                {(r.soort, r.inwoner_id, r.tot) for p in Inwoner.objects.all() for r in p.adressen.all()},
            )

    voor = stand()
    rij = voeg_samen(wereld, (a, b))
    assert ("Nico Naaste", a.pk) in stand()[0]
    assert ("verblijf", a.pk, None) in stand()[1]
    assert ("woonadres", b.pk, None) in stand()[1]
    draai_terug(wereld, rij)
    assert stand() == voor


@pytest.mark.eis("UR-04")
def test_two_different_bsns_are_never_one_person(wereld, registreer):
    een = registreer(bsn=bsn(6), bsn_grondslag="wmo_toegang")
    ander = registreer(bsn=bsn(7), bsn_grondslag="wmo_toegang")
    with pytest.raises(Weigering) as fout:
        vraag(wereld, (een, ander))
    assert fout.value.tekst == "Dit BSN hoort bij iemand anders. Controleer het nummer."


@pytest.mark.eis("UR-04")
def test_undo_needs_two_people_too(wereld, paar):
    rij = voeg_samen(wereld, paar)
    mila = wereld.actor("Mila Meldpunt")
    with pytest.raises(Weigering):
        actions.draai_samenvoeging_terug(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)
    actions.vraag_terugdraaien(actor=mila, samenvoeging_id=rij.pk)
    with pytest.raises(Weigering) as fout:
        actions.draai_samenvoeging_terug(actor=mila, samenvoeging_id=rij.pk)
    assert fout.value.code == "vier-ogen"


@pytest.mark.eis("UR-04")
def test_the_database_keeps_the_second_person(wereld, paar):
    rij = vraag(wereld, paar)
    with (
        pytest.raises(IntegrityError),
        schrijven(wereld.systeem),
        transaction.atomic(),
    ):
        Samenvoeging.objects.filter(pk=rij.pk).update(status="samengevoegd")
    with pytest.raises(IntegrityError), schrijven(wereld.systeem), transaction.atomic():
        Samenvoeging.objects.filter(pk=rij.pk).update(status="samengevoegd", tweede_id=rij.door_id)


def test_a_merged_record_cannot_be_changed_or_merged_again(wereld, paar, registreer, sporen):
    voeg_samen(wereld, paar)
    op = sporen.vers(paar[1])
    with pytest.raises(Weigering) as fout:
        actions.wijzig_gegevens(
            actor=wereld.systeem,
            inwoner_id=op.pk,
            versie=op.versie,
            gegevens=actions.Inwonergegevens(geslachtsnaam="Nieuw"),
        )
    assert fout.value.code == "samengevoegd"
    with pytest.raises(Weigering):
        vraag(wereld, (registreer(voornamen="Vos"), op))


@pytest.mark.eis("UR-04")
def test_nothing_moves_while_an_area_has_not_said_how_its_rows_move(wereld, paar, sporen, monkeypatch):
    rij = vraag(wereld, paar)
    actions.voeg_naaste_toe(
        actor=wereld.systeem, inwoner_id=paar[1].pk, gegevens=Naastegegevens("Noor Naaste", "vriend")
    )
    monkeypatch.delitem(samenvoegen._deelnemers, "inwoners.naaste")
    with pytest.raises(Weigering) as fout:
        actions.voeg_samen(actor=wereld.actor("Bram Beheer"), samenvoeging_id=rij.pk)
    assert fout.value.code == "samenvoegen-onvolledig"
    assert sporen.vers(paar[1]).samengevoegd_in_id is None
