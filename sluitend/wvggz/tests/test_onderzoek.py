"""UW-01 to UW-11: the verkennend onderzoek with the dates of chapter 11 §8."""

from datetime import date
from typing import Any

import pytest

from sluitend.dossier.tests.conftest import lokaal
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.wvggz import actions
from sluitend.wvggz.models import AanvraagZm, Handhaving, VoMelding
from sluitend.wvggz.tests.fabriek import Wvggz

pytestmark = pytest.mark.django_db
REGEL = "wvggz-verkennend-onderzoek"


@pytest.mark.eis("AW-01", "recht:W04", "recht:W05", "UW-01")
def test_de_klok_loopt_vanaf_de_dag_van_ontvangst(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    termijn = wvggz.klok_van(vo.naam, REGEL)
    assert (termijn.laatste_dag, vo.intern_doel) == (date(2026, 12, 7), date(2026, 12, 4))
    assert termijn.berekening["ruw_einde"] == "2026-12-06"
    assert termijn.berekening["verschoven"] is True
    assert len(termijn.berekening["stappen"]) == 3
    dossier = wvggz.vers(vo.traject.traject.dossier)
    assert (dossier.status, dossier.casusregisseur is not None) == ("open", True)


@pytest.mark.eis("AW-02", "recht:T01")
@pytest.mark.parametrize(
    ("ontvangen", "einde", "doel"),
    [
        (lokaal(2027, 3, 12, 9), date(2027, 3, 30), date(2027, 3, 25)),
        (lokaal(2026, 12, 12, 9), date(2026, 12, 28), date(2026, 12, 24)),
        (lokaal(2027, 4, 22, 9), date(2027, 5, 10), date(2027, 5, 4)),
    ],
)
def test_feestdagen_schuiven_het_einde_en_niet_het_interne_doel(
    wvggz: Wvggz, klok: Any, ontvangen: Any, einde: date, doel: date
) -> None:
    klok(ontvangen.year, ontvangen.month, ontvangen.day, 12)
    vo = wvggz.onderzoek(ontvangen)
    assert (wvggz.laatste_dag(vo.naam, REGEL), vo.intern_doel) == (einde, doel)


@pytest.mark.eis("AW-03", "UW-01")
def test_een_tweede_melding_voegt_zich_bij_het_lopende_onderzoek(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    klok(2026, 11, 27, 10)
    tweede = wvggz.onderzoek(lokaal(2026, 11, 27, 9), vo.inwoner, relatie="buur")
    assert tweede.pk == vo.pk
    assert wvggz.laatste_dag(vo.naam, REGEL) == date(2026, 12, 7)
    meldingen = wvggz.lees(lambda: list(VoMelding.objects.filter(onderzoek=vo).order_by("ontvangen_op")))
    assert [(m.relatie, m.bevoegd) for m in meldingen] == [("ouder", True), ("buur", False)]


@pytest.mark.eis("UW-01")
def test_een_eerdere_melding_die_later_binnenkomt_vervroegt_het_einde(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 25, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 25, 9))
    wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15), vo.inwoner)
    assert wvggz.laatste_dag(vo.naam, REGEL) == date(2026, 12, 7)


@pytest.mark.eis("AW-04", "recht:W10", "R47", "UW-04")
def test_besluiten_vraagt_contact_of_twee_pogingen(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wvggz.vul(vo, contact=False)
    with pytest.raises(Weigering, match="contact met betrokkene") as fout:
        wvggz.besluit(vo)
    assert fout.value.code == "vo-onvolledig"
    for uur in (11, 15):
        klok(2026, 11, 24, uur)
        wvggz.contact(vo.traject.traject.dossier, "Onno Onderzoek", resultaat="niet_thuis")
    besluit = wvggz.besluit(vo)
    assert (besluit.uitkomst, wvggz.vers(vo).staat) == ("geen", "afgerond")
    assert wvggz.klok_van(vo.naam, REGEL).voldaan_op == lokaal(2026, 11, 24, 15)


@pytest.mark.eis("UW-04", "R47")
def test_een_aanvraag_vraagt_een_nadeel_en_alle_criteria(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wvggz.vul(vo)
    actions.leg_bevinding_vast(
        actor=wvggz.actor("Onno Onderzoek"),
        onderzoek_id=vo.pk,
        soort="criterium",
        code="evenredig",
        antwoord="onbekend",
    )
    with pytest.raises(Weigering, match="evenredig"):
        wvggz.besluit(vo, "aanvraag")
    actions.leg_bevinding_vast(
        actor=wvggz.actor("Onno Onderzoek"),
        onderzoek_id=vo.pk,
        soort="criterium",
        code="evenredig",
        antwoord="ja",
        tekst="Minder kan niet.",
    )
    wvggz.besluit(vo, "aanvraag")
    (aanvraag,) = wvggz.lees(lambda: list(AanvraagZm.objects.filter(onderzoek=vo)))
    assert (aanvraag.grond, aanvraag.staat) == ("positief_vo", "concept")
    assert not wvggz.nazorg()


@pytest.mark.eis("UW-04")
def test_zonder_mandaat_wordt_niet_besloten(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wvggz.vul(vo)
    with pytest.raises(Weigering) as fout:
        wvggz.besluit(vo, door="Onno Onderzoek")
    assert fout.value.status == 403


@pytest.mark.eis("recht:W06", "UW-05")
def test_alleen_de_naaste_hoort_de_uitkomst_en_tot_wanneer(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15), relatie="ouder")
    wvggz.onderzoek(lokaal(2026, 11, 22, 9), vo.inwoner, relatie="buur")
    wvggz.vul(vo)
    klok(2026, 12, 4, 11)
    wvggz.besluit(vo)
    ouder, buur = wvggz.lees(lambda: list(VoMelding.objects.order_by("ontvangen_op")))
    assert (ouder.inhoud, ouder.reactie_tot) == ("uitkomst", date(2026, 12, 18))
    assert (buur.inhoud, buur.reactie_tot) == ("ontvangst", None)
    wie = wvggz.actor("Onno Onderzoek")
    assert actions.koppel_terug(actor=wie, onderzoek_id=vo.pk, melding_ids=[ouder.pk], wijze="brief") == 1
    assert wvggz.vers(vo).staat == "afgerond"
    actions.koppel_terug(actor=wie, onderzoek_id=vo.pk, melding_ids=[buur.pk], wijze="telefoon")
    assert wvggz.vers(vo).staat == "teruggekoppeld"
    with pytest.raises(OngeldigeInvoer, match="Kies eerst"):
        actions.sluit_onderzoek(actor=wie, onderzoek_id=vo.pk)


@pytest.mark.eis("recht:W07", "recht:W08", "UW-06")
@pytest.mark.parametrize(
    ("dag", "uiterlijk"), [(date(2026, 12, 8), date(2026, 12, 9)), (date(2026, 12, 24), date(2026, 12, 28))]
)
def test_wie_handhaaft_krijgt_een_aanvraag(wvggz: Wvggz, klok: Any, dag: date, uiterlijk: date) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wvggz.vul(vo)
    klok(2026, 12, 4, 11)
    wvggz.besluit(vo)
    melding = wvggz.lees(lambda: VoMelding.objects.get(onderzoek=vo))
    klok(dag.year, dag.month, dag.day, 14)
    handhaving = actions.leg_handhaving_vast(
        actor=wvggz.actor("Onno Onderzoek"),
        onderzoek_id=vo.pk,
        ontvangen_op=dag,
        wijze="brief",
        vo_melding_id=melding.pk,
    )
    aanvraag = wvggz.lees(lambda: AanvraagZm.objects.get(onderzoek=vo))
    assert (aanvraag.grond, aanvraag.staat) == ("op_verzoek_naaste", "concept")
    assert wvggz.laatste_dag(aanvraag.naam, "wvggz-naaste-handhaaft") == uiterlijk
    assert handhaving.na_reactietermijn is (dag > date(2026, 12, 18))
    # No act refuses it: there is none among the acts, and the row cannot be changed in the database.
    assert not [naam for naam in actions.__all__ if "weiger" in naam]
    with pytest.raises(Exception, match="Z-09"):
        wvggz.lees(lambda: Handhaving.objects.update(in_kring=False))


@pytest.mark.eis("AW-07", "recht:W21", "UW-07", "UW-08")
@pytest.mark.parametrize(
    ("mededeling", "gewoon", "met_plan"),
    [
        (date(2026, 11, 27), date(2026, 12, 28), date(2027, 1, 8)),
        (date(2026, 12, 11), date(2027, 1, 8), date(2027, 1, 22)),
    ],
)
def test_de_mededeling_start_de_weken_van_de_officier(
    wvggz: Wvggz, klok: Any, mededeling: date, gewoon: date, met_plan: date
) -> None:
    aanvraag = _aanvraag(wvggz, klok)
    wie = wvggz.actor("Onno Onderzoek")
    actions.verzend_aanvraag(actor=wie, aanvraag_id=aanvraag.pk, op=date(2026, 11, 25))
    klok(mededeling.year, mededeling.month, mededeling.day, 12)
    actions.leg_mededeling_vast(actor=wie, aanvraag_id=aanvraag.pk, op=mededeling)
    assert wvggz.laatste_dag(aanvraag.naam, "wvggz-ovj-beslissing") == gewoon
    actions.vraag_eigen_plan(actor=wie, aanvraag_id=aanvraag.pk)
    assert wvggz.laatste_dag(aanvraag.naam, "wvggz-ovj-beslissing") == met_plan
    actions.leg_eigen_plan_vast(actor=wie, aanvraag_id=aanvraag.pk, uitkomst="mislukt")
    assert wvggz.laatste_dag(aanvraag.naam, "wvggz-ovj-beslissing") == met_plan


def _aanvraag(wvggz: Wvggz, klok: Any) -> AanvraagZm:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wvggz.vul(vo)
    klok(2026, 11, 25, 10)
    wvggz.besluit(vo, "aanvraag")
    return wvggz.lees(lambda: AanvraagZm.objects.get(onderzoek=vo))


@pytest.mark.eis("UW-07")
def test_een_mededeling_van_voor_de_aanvraag_wordt_geweigerd(wvggz: Wvggz, klok: Any) -> None:
    aanvraag = _aanvraag(wvggz, klok)
    wie = wvggz.actor("Onno Onderzoek")
    actions.verzend_aanvraag(actor=wie, aanvraag_id=aanvraag.pk, op=date(2026, 11, 25))
    with pytest.raises(Weigering, match="ligt voor de aanvraag"):
        actions.leg_mededeling_vast(actor=wie, aanvraag_id=aanvraag.pk, op=date(2026, 11, 24))


@pytest.mark.eis("AW-08", "recht:W25", "UW-10")
@pytest.mark.parametrize(
    ("ontvangen", "einde"), [(date(2027, 1, 11), date(2027, 2, 1)), (date(2027, 3, 5), date(2027, 3, 30))]
)
def test_de_rechter_heeft_drie_weken(wvggz: Wvggz, klok: Any, ontvangen: date, einde: date) -> None:
    aanvraag = _aanvraag(wvggz, klok)
    wie = wvggz.actor("Onno Onderzoek")
    actions.leg_mededeling_vast(actor=wie, aanvraag_id=aanvraag.pk, op=date(2026, 11, 25))
    klok(ontvangen.year, ontvangen.month, ontvangen.day, 12)
    actions.leg_ovj_vast(
        actor=wie,
        aanvraag_id=aanvraag.pk,
        besluit="verzoekschrift",
        op=ontvangen,
        rechter_ontvangen_op=ontvangen,
    )
    assert wvggz.laatste_dag(aanvraag.naam, "wvggz-zm-beslissing") == einde


@pytest.mark.eis("recht:W26", "recht:W27", "recht:T13", "G-14")
@pytest.mark.parametrize(
    ("op", "tot"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 2, 1), date(2027, 8, 1)),
    ],
)
def test_een_zorgmachtiging_loopt_tot_en_met_dezelfde_dag(
    wvggz: Wvggz, klok: Any, op: date, tot: date
) -> None:
    klok(2026, 7, 1, 10)
    vo = wvggz.onderzoek(lokaal(2026, 7, 1, 9))
    wvggz.vul(vo)
    wvggz.besluit(vo, "aanvraag")
    aanvraag = wvggz.lees(lambda: AanvraagZm.objects.get(onderzoek=vo))
    wie = wvggz.actor("Onno Onderzoek")
    actions.leg_mededeling_vast(actor=wie, aanvraag_id=aanvraag.pk, op=date(2026, 7, 2))
    klok(op.year, op.month, op.day, 15)
    actions.leg_ovj_vast(
        actor=wie, aanvraag_id=aanvraag.pk, besluit="verzoekschrift", op=op, rechter_ontvangen_op=op
    )
    with pytest.raises(Weigering, match="ten hoogste 6 maanden") as fout:
        actions.leg_rechter_vast(
            actor=wie, aanvraag_id=aanvraag.pk, besluit="toegewezen", op=op, duur=actions.Duur(7)
        )
    assert fout.value.code == "zm-duur"
    actions.leg_rechter_vast(
        actor=wie, aanvraag_id=aanvraag.pk, besluit="toegewezen", op=op, duur=actions.Duur(6)
    )
    maatregel = wvggz.lees(lambda: aanvraag.maatregel)
    assert maatregel.einde == lokaal(tot.year, tot.month, tot.day).replace(hour=0) + _dag()
    (gat,) = wvggz.gaten("G-14")
    if op == date(2027, 2, 1):
        assert gat.norm_op == lokaal(2027, 7, 18)


def _dag() -> Any:
    from datetime import timedelta

    return timedelta(days=1)


@pytest.mark.eis("UW-11", "recht:W13", "recht:W66")
def test_stoppen_voor_acute_zorg_noemt_wie_het_overnam(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    wie = wvggz.actor("Onno Onderzoek")
    with pytest.raises(Weigering, match="Wie heeft het overgenomen"):
        actions.stop_onderzoek(actor=wie, onderzoek_id=vo.pk, reden="acuut_doorgeleid")
    actions.stop_onderzoek(
        actor=wie,
        onderzoek_id=vo.pk,
        reden="acuut_doorgeleid",
        overgenomen_door="Crisisdienst Voorbeeld",
        overgenomen_op=lokaal(2026, 11, 23, 9, 50),
    )
    (keuze,) = wvggz.nazorg()
    assert (keuze.bron_einde, keuze.staat) == ("vo:acuut_doorgeleid", "open")
    with pytest.raises(Weigering, match="Wzd"):
        actions.start_onderzoek(
            actor=wie,
            melding=wvggz.melding(lokaal(2026, 11, 23, 9)),
            inwoner=wvggz.inwoner(),
            gemeente="0193",
            regime="wzd",
        )


@pytest.mark.eis("UW-03", "recht:V11")
def test_een_bron_zonder_grondslag_wordt_geweigerd(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    with pytest.raises(OngeldigeInvoer, match="Kies eerst de grondslag"):
        actions.raadpleeg_bron(
            actor=wvggz.actor("Onno Onderzoek"),
            onderzoek_id=vo.pk,
            bron="politie",
            grondslag=" ",
            doel="Beeld",
            samenvatting="Iets",
            ontvangen_op=date(2026, 11, 23),
        )


@pytest.mark.eis("UW-01", "Z-10")
def test_een_ander_ziet_het_onderzoek_niet(wvggz: Wvggz, klok: Any) -> None:
    klok(2026, 11, 23, 10)
    vo = wvggz.onderzoek(lokaal(2026, 11, 22, 1, 15))
    for naam in ("Kees Kampen", "Bo Bemoei", "Dirk Drenthe"):
        with pytest.raises(Weigering) as fout:
            actions.leg_conclusie_vast(
                actor=wvggz.actor(naam),
                onderzoek_id=vo.pk,
                signalen_stoornis="",
                conclusie="",
                vervolgroute="",
            )
        assert fout.value.status == 404
