"""UW-12 to UW-26: the night of a crisismaatregel, with the hours and dates of chapter 11 §8."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from sluitend.dossier.actions import meld_afwezig
from sluitend.dossier.tests.conftest import lokaal
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.wvggz import actions
from sluitend.wvggz.models import (
    Afschrift,
    CmBesluit,
    Crisisprocedure,
    Klok,
    Maatregel,
    Tvz,
    Vervolghandeling,
)
from sluitend.wvggz.tests.fabriek import Wvggz

pytestmark = pytest.mark.django_db
TVZ = "wvggz-tvz"


def tvz(begint: datetime, onderzoek: datetime | None = None) -> actions.Tvzgegevens:
    return actions.Tvzgegevens(begint_op=begint, door="zorgaanbieder", onderzoek_op=onderzoek)


@pytest.mark.eis("AW-10", "recht:W50", "UW-12")
def test_de_vroegste_van_twee_klokken_telt(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure(tvz=tvz(lokaal(2026, 11, 22, 22, 15)))
    zorg = wvggz.lees(lambda: Tvz.objects.get(procedure=rij))
    assert wvggz.klok_van(zorg.naam, TVZ).eindigt_op == lokaal(2026, 11, 23, 16, 15)
    actions.leg_onderzoek_psychiater_vast(
        actor=wvggz.actor("Vic Veilig"), procedure_id=rij.pk, op=lokaal(2026, 11, 23, 3)
    )
    loopt = wvggz.klok_van(zorg.naam, TVZ)
    assert loopt.eindigt_op == lokaal(2026, 11, 23, 15)
    assert loopt.berekening["bepalend"] == "onderzoek"
    alarmen = [datetime.fromisoformat(op) for op in loopt.alarmen]
    assert alarmen == [
        lokaal(2026, 11, 23, 6, 37),
        lokaal(2026, 11, 23, 10, 48),
        lokaal(2026, 11, 23, 13, 19),
    ]


@pytest.mark.eis("AW-11", "recht:W50", "recht:T14")
@pytest.mark.parametrize(
    ("begint", "onderzoek", "einde"),
    [
        (lokaal(2027, 3, 27, 20), lokaal(2027, 3, 27, 23), "2027-03-28T12:00:00+02:00"),
        (lokaal(2027, 10, 30, 18, 30), lokaal(2027, 10, 31, 0, 30), "2027-10-31T11:30:00+01:00"),
    ],
)
def test_uren_lopen_door_over_de_klokwissel(
    wvggz: Wvggz, klok: Any, begint: datetime, onderzoek: datetime, einde: str
) -> None:
    nu = onderzoek + timedelta(hours=1)
    klok(nu.year, nu.month, nu.day, nu.hour)
    rij = wvggz.procedure(tvz=tvz(begint, onderzoek))
    zorg = wvggz.lees(lambda: Tvz.objects.get(procedure=rij))
    assert wvggz.klok_van(zorg.naam, TVZ).eindigt_op == datetime.fromisoformat(einde)


@pytest.mark.eis("AW-12", "recht:W50", "recht:W66")
def test_verstreken_tvz_opent_nazorg_en_een_later_besluit_mag(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure(tvz=tvz(lokaal(2026, 11, 22, 22, 15), lokaal(2026, 11, 23, 3)))
    klok(2026, 11, 23, 15, 0)
    wvggz.waak()
    wvggz.waak()
    zorg = wvggz.lees(lambda: Tvz.objects.get(procedure=rij))
    assert (zorg.eindreden, zorg.einde_op) == ("termijn_verstreken", None)
    assert [k.bron_einde for k in wvggz.nazorg()] == ["tvz:termijn_verstreken"]
    loopt = wvggz.klok_van(zorg.naam, TVZ)
    assert loopt.overschreden(lokaal(2026, 11, 23, 15, 5))
    klok(2026, 11, 23, 15, 10)
    actions.beeindig_tvz(
        actor=wvggz.actor("Vic Veilig"),
        procedure_id=rij.pk,
        op=lokaal(2026, 11, 23, 14, 30),
        reden="vrijwillig",
    )
    assert not wvggz.vers(loopt).overschreden(lokaal(2026, 11, 23, 16))
    zorg = wvggz.vers(zorg)
    assert (zorg.einde_op, zorg.einde_geregistreerd_op) == (
        lokaal(2026, 11, 23, 14, 30),
        lokaal(2026, 11, 23, 15, 10),
    )
    klok(2026, 11, 23, 15, 20)
    wvggz.klaar(rij, lokaal(2026, 11, 23, 15, 15))
    assert wvggz.neem(rij).uitkomst == "genomen"


@pytest.mark.eis("recht:W34", "recht:W35", "recht:W43", "recht:W48", "G-14", "UW-16")
def test_alles_wat_een_crisismaatregel_in_gang_zet(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    morgen = lokaal(2026, 11, 24, 14, 20)
    for soort in ("advocaat", "uitvoering"):
        handeling = wvggz.lees(lambda soort=soort: Vervolghandeling.objects.get(procedure=rij, soort=soort))
        assert wvggz.klok_van(handeling.naam, f"wvggz-cm-{soort}").eindigt_op == morgen
    assert maatregel.einde == lokaal(2026, 11, 26)  # through wo 25-11
    assert maatregel.uiterste_einde == lokaal(2026, 11, 27)  # through do 26-11
    geldt = wvggz.klok_van(maatregel.naam, "wvggz-cm-geldigheid")
    assert [datetime.fromisoformat(op) for op in geldt.alarmen] == [
        lokaal(2026, 11, 24, 19, 9),
        lokaal(2026, 11, 25, 9, 34),
        lokaal(2026, 11, 25, 18, 13),
    ]
    (gat,) = wvggz.gaten("G-14")
    assert gat.norm_op == morgen
    assert [k.bron_einde for k in wvggz.nazorg()] == ["maatregel:CM"]
    assert rij.staat == "in_uitvoering"
    wvggz.klopt()


@pytest.mark.eis("AW-14", "recht:W61", "recht:W62", "recht:W63", "recht:W64", "UW-24")
def test_voortzetting_en_doorlopen(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    _rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    wie = wvggz.actor("Vic Veilig")
    klok(2026, 11, 24, 16)
    actions.vraag_voortzetting(actor=wie, maatregel_id=maatregel.pk, op=lokaal(2026, 11, 24, 15))
    assert wvggz.laatste_dag(maatregel.naam, "wvggz-mvc-beslissing").isoformat() == "2026-11-27"
    klok(2026, 11, 26, 23)
    wvggz.waak()
    assert wvggz.vers(maatregel).beeindigd_op is None  # runs on: the request was in time
    opvolger = actions.besluit_voortzetting(
        actor=wie, maatregel_id=maatregel.pk, toegewezen=True, op=lokaal(2026, 11, 26, 16)
    )
    assert (opvolger.code, opvolger.einde) == ("VCM", lokaal(2026, 12, 18))  # through do 17-12
    assert wvggz.vers(maatregel).eindreden == "opgevolgd"
    (keuze,) = wvggz.nazorg()
    assert keuze.maatregel_id == opvolger.pk
    klok(2026, 12, 15, 12)
    door = actions.leg_zm_verzoek_vast(
        actor=wvggz.wereld.systeem, maatregel_id=opvolger.pk, op=lokaal(2026, 12, 15).date()
    )
    assert door.einde == lokaal(2027, 1, 6)  # through di 5-1-2027


@pytest.mark.eis("recht:W35", "recht:W61")
@pytest.mark.parametrize(
    ("genomen", "verzoek", "veilig_tot", "rechter"),
    [
        ((2027, 3, 26, 16), (2027, 3, 27, 12), (2027, 3, 29), "2027-03-31"),
        ((2026, 11, 27, 16), (2026, 11, 30, 10), (2026, 11, 30), "2026-12-03"),
        ((2026, 12, 24, 10), (2026, 12, 24, 12), (2026, 12, 27), "2026-12-29"),
        ((2027, 5, 4, 10), (2027, 5, 4, 12), (2027, 5, 7), "2027-05-11"),
    ],
)
def test_weekend_en_feestdagen_rond_een_crisismaatregel(
    wvggz: Wvggz, klok: Any, genomen: tuple, verzoek: tuple, veilig_tot: tuple, rechter: str
) -> None:
    klok(*genomen)
    _rij, maatregel = wvggz.genomen(lokaal(*genomen))
    assert maatregel.einde == lokaal(*veilig_tot)
    klok(*verzoek)
    actions.vraag_voortzetting(
        actor=wvggz.actor("Vic Veilig"), maatregel_id=maatregel.pk, op=lokaal(*verzoek)
    )
    assert wvggz.laatste_dag(maatregel.naam, "wvggz-mvc-beslissing").isoformat() == rechter


@pytest.mark.eis("recht:W37", "recht:W38", "UW-15")
def test_niet_horen_vraagt_een_reden_en_pogingen(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3)
    rij = wvggz.procedure()
    bob = wvggz.actor("Bob Burgemeester")

    def leg_vast(reden: str) -> Any:
        return actions.leg_horen_vast(
            actor=bob,
            procedure_id=rij.pk,
            horen=actions.Horen(False, reden=reden, toelichting="Deed niet open."),
        )

    def probeer() -> None:
        actions.leg_hoorpoging_vast(
            actor=bob,
            procedure_id=rij.pk,
            op=lokaal(2026, 11, 23, 2, 50),
            wijze="telefoon",
            resultaat="geen gehoor",
        )

    with pytest.raises(Weigering, match="Waarom is betrokkene niet gehoord"):
        leg_vast("")
    probeer()
    with pytest.raises(Weigering) as fout:
        leg_vast("niet_bereikbaar")
    assert fout.value.code == "niet-gehoord-zonder-reden"
    probeer()
    assert leg_vast("niet_bereikbaar").gehoord is False
    assert wvggz.vers(rij).staat == "gehoord"


@pytest.mark.eis("AW-19", "recht:W31", "recht:W32", "UW-18")
def test_wie_verhuist_krijgt_een_andere_burgemeester(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure(tvz=tvz(lokaal(2026, 11, 22, 22, 15)))
    zorg = wvggz.lees(lambda: Tvz.objects.get(procedure=rij))
    eerder = wvggz.klok_van(zorg.naam, TVZ).eindigt_op
    wvggz.klaar(rij, lokaal(2026, 11, 23, 3))
    with pytest.raises(Weigering, match="De burgemeester van Kampen beslist") as fout:
        wvggz.neem(rij, plaats="0166")
    assert fout.value.code == "andere-locatie"
    actions.leg_plaats_vast(
        actor=wvggz.actor("Bob Burgemeester"),
        procedure_id=rij.pk,
        gemeente="0166",
        plaats="Politiebureau Kampen",
    )
    assert wvggz.klok_van(zorg.naam, TVZ).eindigt_op == eerder
    with pytest.raises(Weigering) as fout:
        wvggz.neem(rij)
    assert fout.value.status == 404
    besluit = wvggz.neem(rij, "Bente Burgemeester", "0166")
    assert (besluit.gemeente_id, besluit.hoedanigheid) == ("0166", "burgemeester")


@pytest.mark.eis("recht:W40", "UW-16")
def test_alleen_wie_mag_tekent(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure()
    wvggz.klaar(rij, lokaal(2026, 11, 23, 3))
    for naam, status in (
        ("Onno Onderzoek", 404),
        ("Pien Programma", 404),
        ("Wout Wethouder", 404),
        ("Vic Veilig", 403),
        ("Lotte Loco", 403),
        ("Bente Burgemeester", 404),
    ):
        with pytest.raises(Weigering) as fout:
            wvggz.neem(rij, naam)
        assert (naam, fout.value.status) == (naam, status)
    dag = lokaal(2026, 11, 23).date()
    bob = wvggz.actor("Bob Burgemeester")
    meld_afwezig(actor=bob, medewerker_id=bob.medewerker_id, van=dag, tot=dag)
    assert wvggz.neem(rij, "Lotte Loco").hoedanigheid == "loco"


@pytest.mark.eis("UW-16", "recht:W40")
def test_een_wethouder_met_mandaat_tekent(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure()
    wvggz.klaar(rij, lokaal(2026, 11, 23, 3))
    assert wvggz.neem(rij, "Wies Wethouder").hoedanigheid == "wethouder_mandaat"


@pytest.mark.eis("Z-09", "UW-16")
def test_dezelfde_druk_geeft_hetzelfde_besluit_en_een_ander_hoort_wie_eerst_was(
    wvggz: Wvggz, klok: Any
) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure()
    wvggz.klaar(rij, lokaal(2026, 11, 23, 3))
    eerste = wvggz.neem(rij)
    assert wvggz.neem(rij).pk == eerste.pk
    with pytest.raises(Weigering, match=r"Er is al besloten door Bob Burgemeester om 03\.05 uur") as fout:
        wvggz.neem(rij, "Wies Wethouder")
    assert fout.value.code == "al-besloten"
    assert wvggz.lees(lambda: CmBesluit.objects.count()) == 1
    assert wvggz.lees(lambda: Maatregel.objects.count()) == 1


@pytest.mark.eis("AW-22", "recht:W33", "recht:W36", "recht:W41", "UW-14")
def test_wat_ontbreekt_wordt_gezegd_en_niets_gaat_verloren(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure()
    with pytest.raises(Weigering) as fout:
        actions.leg_verklaring_vast(
            actor=wvggz.actor("Vic Veilig"),
            procedure_id=rij.pk,
            psychiater="Psychiater Voorbeeld",
            conclusie="Gevaar.",
            vormen=["a"],
            ontvangen_op=lokaal(2026, 11, 23, 3),
            laatste_zorg_op=lokaal(2026, 3, 23).date(),
        )
    assert fout.value.code == "niet-onafhankelijk"
    with pytest.raises(Weigering, match="medische verklaring ontbreekt"):
        wvggz.neem(rij)
    wvggz.klaar(rij, lokaal(2026, 11, 23, 3))
    bob = wvggz.actor("Bob Burgemeester")
    actions.beantwoord_criterium(
        actor=bob, procedure_id=rij.pk, criterium="verzet", ja=False, toelichting="Werkt mee."
    )
    with pytest.raises(Weigering, match="Niet aan alle vijf criteria"):
        wvggz.neem(rij)
    actions.beantwoord_criterium(
        actor=bob, procedure_id=rij.pk, criterium="verzet", ja=True, toelichting="Toch."
    )
    actions.kies_vormen(actor=bob, procedure_id=rij.pk, vormen=["a", "c"])
    with pytest.raises(Weigering, match="niet adviseert"):
        wvggz.neem(rij)
    actions.kies_vormen(actor=bob, procedure_id=rij.pk, vormen=["a", "c"], afwijking_reden="Veiligheid.")
    besluit = wvggz.neem(rij)
    assert (besluit.vormen, besluit.geadviseerd) == ("ac", "adj")


@pytest.mark.eis("AW-23", "recht:W43", "recht:W44", "UW-20")
def test_een_late_advocaat_raakt_de_maatregel_niet(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    klok(2026, 11, 24, 14, 30)
    op = lokaal(2026, 11, 24, 14, 25)
    actions.doe(
        actor=wvggz.actor("Vic Veilig"),
        procedure_id=rij.pk,
        soort="advocaat",
        op=op,
        wie="Advocaat Voorbeeld",
    )
    (overschreden,) = wvggz.lees(
        lambda: [k for k in Klok.objects.filter(regel="wvggz-cm-advocaat") if k.overschreden(op)]
    )
    assert overschreden.voldaan_op - overschreden.eindigt_op == timedelta(minutes=5)
    assert wvggz.vers(maatregel).beeindigd_op is None


@pytest.mark.eis("recht:W45", "recht:W46", "UW-21", "UW-22")
def test_afschriften_en_de_vertrouwenspersoon(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    rij = wvggz.procedure()
    vic = wvggz.actor("Vic Veilig")
    actions.leg_plaats_vast(
        actor=vic,
        procedure_id=rij.pk,
        gemeente="0193",
        plaats="Kliniek",
        vertegenwoordiger="Curator Voorbeeld",
    )
    wvggz.klaar(rij, lokaal(2026, 11, 23, 14))
    wvggz.neem(rij)
    namen = wvggz.lees(
        lambda: list(Afschrift.objects.filter(procedure=rij).values_list("ontvanger", flat=True))
    )
    assert len(namen) == 6
    assert "vertegenwoordiger" in namen
    klok(2026, 11, 23, 17)
    nu = lokaal(2026, 11, 23, 17)
    actions.vraag_pvp(actor=vic, procedure_id=rij.pk, antwoord="nee", op=nu)
    with pytest.raises(Weigering, match="Zonder toestemming gaat niets"):
        actions.verzend_pvp(actor=vic, procedure_id=rij.pk, op=nu)
    klok(2026, 11, 23, 18)
    actions.vraag_pvp(actor=vic, procedure_id=rij.pk, antwoord="ja", op=lokaal(2026, 11, 23, 18))
    pvp = actions.verzend_pvp(actor=vic, procedure_id=rij.pk, op=lokaal(2026, 11, 23, 18))
    assert pvp.gevraagd_op == lokaal(2026, 11, 23, 18)
    wacht = actions.verzend_afschriften(
        actor=vic,
        procedure_id=rij.pk,
        ontvangers=namen[:5],
        op=lokaal(2026, 11, 23, 18),
        wijze="beveiligde mail",
    )
    assert wacht == namen[5:]


@pytest.mark.eis("UW-19", "recht:W53")
def test_een_tweede_naast_een_lopende_wordt_geweigerd(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    _rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    inwoner = wvggz.lees(lambda: maatregel.inwoner)
    tweede = wvggz.procedure(inwoner=inwoner)
    wvggz.klaar(tweede, lokaal(2026, 11, 23, 14, 10))
    with pytest.raises(Weigering, match="Er loopt al een crisismaatregel tot 26-11-2026"):
        wvggz.neem(tweede)
    klok(2026, 11, 27, 9)
    wvggz.waak()
    assert wvggz.vers(maatregel).eindreden == "verlopen"
    assert wvggz.neem(tweede).uitkomst == "genomen"


@pytest.mark.eis("UW-17", "recht:W66")
def test_geen_crisismaatregel_vraagt_een_reden_en_opent_nazorg(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    rij = wvggz.procedure(tvz=tvz(lokaal(2026, 11, 22, 22, 15)))
    bob = wvggz.actor("Bob Burgemeester")
    with pytest.raises(OngeldigeInvoer, match="Kies waarom"):
        actions.neem_geen_crisismaatregel(actor=bob, procedure_id=rij.pk, reden="")
    actions.neem_geen_crisismaatregel(actor=bob, procedure_id=rij.pk, reden="vrijwillig")
    assert wvggz.lees(lambda: Tvz.objects.get(procedure=rij)).eindreden == "geen_cm"
    assert [k.bron_einde for k in wvggz.nazorg()] == ["crisis:niet_genomen"]
    assert wvggz.vers(rij).staat == "besloten"


@pytest.mark.eis("recht:W66", "UW-25", "UW-26", "G-14")
@pytest.mark.parametrize("reden", ["ovj_geen_verzoek", "gd_beeindigd", "vernietigd", "overleden"])
def test_elk_einde_houdt_een_open_keuze(wvggz: Wvggz, klok: Any, reden: str) -> None:
    klok(2026, 11, 23, 14, 20)
    _rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    klok(2026, 11, 24, 15)
    actions.beeindig_maatregel(
        actor=wvggz.wereld.systeem, maatregel_id=maatregel.pk, reden=reden, op=lokaal(2026, 11, 24, 14, 30)
    )
    (keuze,) = wvggz.nazorg(staat="open")
    regisseur = wvggz.vers(keuze.dossier).casusregisseur.naam
    wie = wvggz.actor(regisseur, "casusregisseur")
    with pytest.raises(Weigering, match="Leg uit waarom geen nazorg nodig is"):
        actions.kies_nazorg(actor=wie, keuze_id=keuze.pk, keuzes=["geen"], reden="kort")
    actions.kies_nazorg(
        actor=wie, keuze_id=keuze.pk, keuzes=["bemoeizorg"], team=wvggz.wereld.teams["Bemoeizorg"]
    )
    assert wvggz.vers(maatregel).vervolg_op is None
    actions.aanvaard_nazorg(actor=wvggz.actor("Bo Bemoei"), keuze_id=keuze.pk)
    assert wvggz.vers(maatregel).vervolg_op is not None
    wvggz.klopt()


@pytest.mark.eis("UW-16", "Z-05")
def test_een_lopende_termijn_verandert_niet(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 14, 20)
    _rij, maatregel = wvggz.genomen(lokaal(2026, 11, 23, 14))
    loopt = wvggz.klok_van(maatregel.naam, "wvggz-cm-geldigheid")
    with pytest.raises(Exception, match="Z-05"):
        wvggz.lees(lambda: Klok.objects.filter(pk=loopt.pk).update(eindigt_op=lokaal(2026, 12, 1)))


@pytest.mark.eis("UW-12")
def test_alarmen_komen_een_voor_een_en_maar_eenmaal(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 3, 5)
    wvggz.procedure(tvz=tvz(lokaal(2026, 11, 22, 22, 15), lokaal(2026, 11, 23, 3)))
    gedaan = []
    for uur, minuut in ((6, 36), (6, 37), (6, 38), (10, 48), (13, 19), (14, 0)):
        klok(2026, 11, 23, uur, minuut)
        gedaan.append(wvggz.waak())
    assert gedaan == [0, 1, 0, 1, 1, 0]
    taak = next(t for t in wvggz.taken(soort=TVZ) if t.status == "open")
    assert taak.prioriteit == 3


@pytest.mark.eis("UW-12")
def test_een_starttijd_in_de_toekomst_en_een_tweede_procedure_worden_geweigerd(
    wvggz: Wvggz, klok: Any
) -> None:
    klok(2026, 11, 23, 3, 5)
    with pytest.raises(OngeldigeInvoer, match="De starttijd ligt in de toekomst"):
        wvggz.procedure(tvz=tvz(lokaal(2026, 11, 23, 4)))
    rij = wvggz.procedure()
    with pytest.raises(Weigering, match="Er loopt al een crisisprocedure"):
        wvggz.procedure(inwoner=wvggz.lees(lambda: rij.inwoner))
    assert wvggz.lees(lambda: Crisisprocedure.objects.count()) == 1


@pytest.mark.eis("UW-16", "Z-09")
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite in het geheugen kent één schrijver")
@pytest.mark.parametrize("keer", range(5))
def test_twee_die_tegelijk_tekenen_nemen_een_besluit(wvggz: Wvggz, keer: int) -> None:
    nu = timezone.now()
    rij = wvggz.procedure()
    wvggz.klaar(rij, nu)
    start = threading.Barrier(2)
    uitslag: dict[str, str] = {}

    def teken(naam: str) -> None:
        try:
            actor = wvggz.actor(naam)
            start.wait()
            actions.neem_crisismaatregel(
                actor=actor, procedure_id=rij.pk, plaats_nu="0193", khonraad_nummer=f"KH-{keer}"
            )
            uitslag[naam] = "genomen"
        except Weigering as fout:
            uitslag[naam] = fout.code
        finally:
            connection.close()

    draden = [threading.Thread(target=teken, args=(naam,)) for naam in ("Bob Burgemeester", "Wies Wethouder")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitslag.values()) == ["al-besloten", "genomen"], uitslag
    assert wvggz.lees(lambda: CmBesluit.objects.filter(procedure=rij).count()) == 1
    assert wvggz.lees(lambda: Maatregel.objects.count()) == 1
