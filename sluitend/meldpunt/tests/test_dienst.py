"""The dienst: its log, its overdracht, and who answers for what is open (UM-19)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django_scopes import scope

from sluitend.dossier.models import Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Dienst, Logregel
from sluitend.meldpunt.queries import dienst as queries_dienst
from sluitend.meldpunt.rules import dienst as regels
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.meldpunt.tests.stappen import UUR, neem_aan, op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.eenheid import lezen
from sluitend.platform.models import Gebeurtenis

VROEG = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # vrijdag 07:00
LAAT = VROEG + 8 * UUR
NACHT = LAAT + 8 * UUR
RUST = [code for code in KERNVRAGEN if code != "suicide_plan"]


def plan(wereld, begin: datetime, leider: str, *mensen: str, nu: datetime = VROEG) -> Dienst:
    return op(
        wereld.actor("Max Meldpunt"),
        nu,
        actions.plan_dienst,
        begin=begin,
        einde=begin + 8 * UUR,
        dienstleider_id=wereld.medewerkers[leider].pk,
        medewerkers=[wereld.medewerkers[naam].pk for naam in mensen],
    )


@pytest.fixture
def diensten(wereld) -> tuple[Dienst, Dienst]:
    """The dienst of Max runs since 07:00, that of Mila is planned from 15:00."""
    eerste, tweede = plan(wereld, VROEG, "Max Meldpunt"), plan(wereld, LAAT, "Mila Meldpunt")
    return op(wereld.actor("Max Meldpunt"), VROEG, actions.begin_dienst, dienst_id=eerste.pk), tweede


def ververs(wereld, rij):
    with scope(regio=wereld.regio.pk):
        return type(rij).objects.get(pk=rij.pk)


def van_dienst(wereld, rij: Dienst) -> set[str]:
    with lezen(wereld.systeem):
        return {m.nummer for m in queries_dienst.meldingen_van(Dienst.objects.get(pk=rij.pk))}


@pytest.mark.eis("AM-22", "UM-19", "Z-04")
def test_dienst_eindigt_pas_als_de_volgende_aanvaardt(wereld, diensten) -> None:
    oud, nieuw = diensten
    max_, mila = wereld.actor("Max Meldpunt"), wereld.actor("Mila Meldpunt")
    nummers = {neem_aan(wereld, VROEG + UUR).nummer, neem_aan(wereld, VROEG + 2 * UUR).nummer}
    for stap in (None, actions.stel_overdracht_op):
        if stap:
            op(max_, LAAT, stap, dienst_id=oud.pk, opmerking="Let op de derde verdieping.")
        with pytest.raises(Weigering) as fout:
            op(max_, LAAT, actions.beeindig_dienst, dienst_id=oud.pk)
        assert fout.value.code == "dienst-niet-overgedragen"
        assert fout.value.tekst == "De volgende dienst heeft nog niet aanvaard. U blijft verantwoordelijk."
        assert (van_dienst(wereld, oud), van_dienst(wereld, nieuw)) == (nummers, set())
    op(mila, LAAT + UUR, actions.aanvaard_dienst, dienst_id=nieuw.pk)
    assert (van_dienst(wereld, oud), van_dienst(wereld, nieuw)) == (set(), nummers)
    oud, nieuw = ververs(wereld, oud), ververs(wereld, nieuw)
    assert (oud.staat, oud.aanvaard_op, oud.opvolger_id) == ("beeindigd", LAAT + UUR, nieuw.pk)
    assert (nieuw.staat, nieuw.begonnen_op) == ("lopend", LAAT + UUR)
    op(max_, LAAT + UUR, actions.beeindig_dienst, dienst_id=oud.pk)
    with scope(regio=wereld.regio.pk):
        assert Gebeurtenis.objects.filter(soort="meldpunt.dienst_overgedragen").count() == 1


@pytest.mark.eis("UM-19")
def test_de_overdracht_telt_wat_er_openstaat(wereld, diensten) -> None:
    dienst, _nieuw = diensten
    mila, max_ = wereld.actor("Mila Meldpunt"), wereld.actor("Max Meldpunt")
    spoed = neem_aan(wereld, VROEG + UUR, signalen=["psychotisch", "medicatie_gestopt"])
    verlaagd = neem_aan(wereld, VROEG + UUR, signalen=["suicide_plan"], signalen_nee=RUST)
    acuut = neem_aan(wereld, VROEG - 13 * UUR, signalen=["suicide_plan"], signalen_nee=RUST)
    recent = neem_aan(wereld, LAAT - UUR / 4, signalen=["suicide_plan"], signalen_nee=RUST)
    op(
        mila, VROEG + 2 * UUR, actions.bevestig_triage, melding_id=verlaagd.pk, urgentie="dag",
        route="lokaal_team", afwijking_code="eigen_inschatting", afwijking_tekst="Broer is bij hem gebleven.",
    )  # fmt: skip
    bellen = op(
        mila,
        VROEG + 3 * UUR,
        actions.plan_terugbellen,
        nummer=spoed.nummer.lower(),
        uiterlijk=LAAT + UUR,
        wie="de melder",
    )
    vast = op(
        max_,
        VROEG,
        actions.schrijf_logregel,
        dienst_id=dienst.pk,
        tekst="De achterwacht heeft een ander nummer.",
        vasthouden=True,
    )
    op(max_, VROEG, actions.schrijf_logregel, dienst_id=dienst.pk, tekst="Rustige ochtend.")
    rij = op(max_, LAAT, actions.stel_overdracht_op, dienst_id=dienst.pk)
    stand = rij.overdracht
    assert stand["open"] == {"spoed": 1, "dag": 1, "acuut": 2}
    assert stand["over_norm"]["ids"] == [str(acuut.pk), str(spoed.pk), str(recent.pk)]
    assert stand["acuut"]["ids"] == [str(recent.pk)]  # not the one of 20 hours ago, not the lowered one
    assert stand["verlaagd"]["ids"] == [str(verlaagd.pk)]
    assert stand["terugbellen"]["ids"] == [str(bellen.pk)]
    assert stand["vastgehouden"] == {"aantal": 1, "ids": [str(vast.pk)]}
    assert "Broer" not in str(stand)


@pytest.mark.eis("UM-19", "UM-10")
def test_na_aanvaarden_is_lager_dan_acuut_gelezen_en_gaat_de_vastgehouden_regel_mee(wereld, diensten) -> None:
    oud, nieuw = diensten
    max_, mila = wereld.actor("Max Meldpunt"), wereld.actor("Mila Meldpunt")
    melding = neem_aan(wereld, VROEG + UUR, signalen=["suicide_plan"], signalen_nee=RUST)
    op(
        mila, VROEG + 2 * UUR, actions.bevestig_triage, melding_id=melding.pk, urgentie="dag",
        route="lokaal_team", afwijking_code="eigen_inschatting", afwijking_tekst="Broer is bij hem gebleven.",
    )  # fmt: skip
    regel = op(
        max_,
        VROEG,
        actions.schrijf_logregel,
        dienst_id=oud.pk,
        tekst="Sleutel bij de balie.",
        vasthouden=True,
    )
    op(max_, LAAT, actions.stel_overdracht_op, dienst_id=oud.pk)
    op(mila, LAAT, actions.aanvaard_dienst, dienst_id=nieuw.pk)
    with scope(regio=wereld.regio.pk):
        assert Taak.objects.get(soort="overdracht_dienst").status == "gedaan"
    stand = op(mila, NACHT, actions.stel_overdracht_op, dienst_id=nieuw.pk).overdracht
    assert (stand["verlaagd"]["aantal"], stand["vastgehouden"]["ids"]) == (0, [str(regel.pk)])
    op(mila, NACHT, actions.vink_af, regel_id=regel.pk)
    assert (
        op(mila, NACHT, actions.stel_overdracht_op, dienst_id=nieuw.pk).overdracht["vastgehouden"]["aantal"]
        == 0
    )


@pytest.mark.eis("UM-19")
def test_aanvaarden_vraagt_een_overdracht_en_de_nieuwste(wereld, diensten) -> None:
    oud, nieuw = diensten
    max_, mila = wereld.actor("Max Meldpunt"), wereld.actor("Mila Meldpunt")
    with pytest.raises(Weigering, match="geen-overdracht"):
        op(mila, LAAT, actions.aanvaard_dienst, dienst_id=nieuw.pk)
    gelezen = op(max_, LAAT, actions.stel_overdracht_op, dienst_id=oud.pk).versie
    op(max_, LAAT, actions.stel_overdracht_op, dienst_id=oud.pk, opmerking="Toch nog iets.")
    with pytest.raises(Weigering, match="intussen-gewijzigd"):
        op(mila, LAAT, actions.aanvaard_dienst, dienst_id=nieuw.pk, versie=gelezen)
    op(mila, LAAT, actions.aanvaard_dienst, dienst_id=nieuw.pk, versie=gelezen + 1)


@pytest.mark.eis("UM-19")
def test_alleen_wie_op_dienst_is_draagt_over_en_aanvaardt(wereld, diensten) -> None:
    oud, nieuw = diensten
    mila = wereld.actor("Mila Meldpunt")
    with pytest.raises(Weigering) as fout:
        op(mila, LAAT, actions.stel_overdracht_op, dienst_id=oud.pk)
    assert fout.value.status == 403
    nacht = plan(wereld, NACHT, "Max Meldpunt")
    op(wereld.actor("Max Meldpunt"), LAAT, actions.stel_overdracht_op, dienst_id=oud.pk)
    with pytest.raises(Weigering) as fout:
        op(mila, LAAT, actions.aanvaard_dienst, dienst_id=nacht.pk)
    assert fout.value.status == 403
    op(wereld.actor("Max Meldpunt"), LAAT, actions.aanvaard_dienst, dienst_id=nieuw.pk)  # as dienstleider


@pytest.mark.eis("UM-19")
def test_een_andere_regio_ziet_de_dienst_niet(wereld, diensten) -> None:
    dora = wereld.actor("Dora Drenthe")
    for stap in (
        actions.begin_dienst,
        actions.stel_overdracht_op,
        actions.aanvaard_dienst,
        actions.beeindig_dienst,
    ):
        with pytest.raises(Weigering) as fout:
            op(dora, LAAT, stap, dienst_id=diensten[0].pk)
        assert fout.value.status == 404


@pytest.mark.eis("UM-19")
@pytest.mark.parametrize(
    ("van", "duur", "code"),
    [
        (VROEG, timedelta(0), "dienst-periode"),
        (VROEG, 25 * UUR, "dienst-te-lang"),
        (LAAT + UUR, 4 * UUR, "dienst-overlapt"),
    ],
)
def test_plannen_weigert(wereld, diensten, van: datetime, duur: timedelta, code: str) -> None:
    with pytest.raises(Weigering) as fout:
        op(
            wereld.actor("Max Meldpunt"), VROEG, actions.plan_dienst, begin=van, einde=van + duur,
            dienstleider_id=wereld.medewerkers["Mila Meldpunt"].pk,
        )  # fmt: skip
    assert fout.value.code == code
    if code == "dienst-overlapt":
        assert fout.value.tekst == "Deze dienst overlapt met die van Mila Meldpunt (vr 20-11 15:00)."


@pytest.mark.eis("UM-19")
def test_dienstleider_komt_van_het_meldpunt(wereld) -> None:
    with pytest.raises(OngeldigeInvoer):
        plan(wereld, VROEG, "Zara Zwolle")


@pytest.mark.eis("UM-19", "Z-04")
def test_de_databank_kent_een_verantwoordelijke_en_eindigt_niet_zonder_aanvaarding(wereld, diensten) -> None:
    oud, nieuw = diensten
    for rij, staat in ((nieuw, "lopend"), (oud, "beeindigd")):
        with scope(regio=wereld.regio.pk), pytest.raises(IntegrityError), transaction.atomic():
            Dienst.objects.filter(pk=rij.pk).update(staat=staat)
    with pytest.raises(Weigering, match="dienst-loopt-al"):
        op(wereld.actor("Mila Meldpunt"), LAAT, actions.begin_dienst, dienst_id=nieuw.pk)


@pytest.mark.eis("UM-19", "Z-09")
def test_log_blijft_zoals_geschreven(wereld, diensten) -> None:
    max_ = wereld.actor("Max Meldpunt")
    regel = op(max_, VROEG, actions.schrijf_logregel, dienst_id=diensten[0].pk, tekst="Eerste regel")
    with scope(regio=wereld.regio.pk):
        for poging in (lambda r: r.update(tekst="anders"), lambda r: r.delete()):
            with pytest.raises(IntegrityError), transaction.atomic():
                poging(Logregel.objects.filter(pk=regel.pk))
    for tekst in ("", "  \x00 ", "x" * 1001):
        with pytest.raises(OngeldigeInvoer):
            op(max_, VROEG, actions.schrijf_logregel, dienst_id=diensten[0].pk, tekst=tekst)
    assert (
        len(op(max_, VROEG, actions.schrijf_logregel, dienst_id=diensten[0].pk, tekst="x" * 1000).tekst)
        == 1000
    )


@pytest.mark.eis("UM-19", "AM-22")
def test_de_pagina_van_begin_tot_aanvaarding(wereld) -> None:
    with time_machine.travel(VROEG, tick=False):
        max_ = klant(wereld, "Max Meldpunt")
        assert "Er loopt nog geen dienst." in max_.get("/dienst/").content.decode()
        for naam, begin in (("Max Meldpunt", "2026-11-20T07:00"), ("Mila Meldpunt", "2026-11-20T15:00")):
            antwoord = max_.post(
                "/dienst/plannen",
                {
                    "begin": begin,
                    "einde": f"2026-11-20T{int(begin[11:13]) + 8}:00",
                    "dienstleider": wereld.medewerkers[naam].pk,
                },
            )
            assert antwoord.status_code == 302, antwoord.content.decode()
        with scope(regio=wereld.regio.pk):
            eerste, tweede = Dienst.objects.order_by("begin")
        assert max_.post(f"/dienst/{eerste.pk}/aanvaarden", {}).status_code == 302
        neem_aan(wereld, VROEG)
        leeg = max_.post(f"/dienst/{eerste.pk}/log", {"log-tekst": "", "log-vasthouden": "on"})
        assert "Vul dit in." in leeg.content.decode()
        assert (
            max_.post(
                f"/dienst/{eerste.pk}/log", {"log-tekst": "<b>Bel de bode</b>", "log-vasthouden": "on"}
            ).status_code
            == 302
        )
        pagina = max_.get("/dienst/").content.decode()
        assert "&lt;b&gt;Bel de bode&lt;/b&gt;" in pagina
        assert "Nu: de dienst van Max Meldpunt" in pagina
        max_.post(f"/dienst/{eerste.pk}/beeindigen")
        geweigerd = max_.post(f"/dienst/{eerste.pk}/beeindigen").content.decode()
        assert "De volgende dienst heeft nog niet aanvaard. U blijft verantwoordelijk." in geweigerd
        assert (
            max_.post(f"/dienst/{eerste.pk}/overdragen", {"opmerking": "Portier belt om 16:00."}).status_code
            == 302
        )
        mila = klant(wereld, "Mila Meldpunt")
        lezen_ = mila.get(f"/dienst/{tweede.pk}/aanvaarden").content.decode()
        assert "Portier belt om 16:00." in lezen_
        assert "Bel de bode" in lezen_
        versie = ververs(wereld, eerste).versie
        assert mila.post(f"/dienst/{tweede.pk}/aanvaarden", {"versie": versie}).status_code == 302
        assert "Nu: de dienst van Mila Meldpunt" in mila.get("/dienst/").content.decode()
    assert klant(wereld, "Zara Zwolle").get("/dienst/").status_code == 404


@pytest.mark.eis("UM-19")
def test_terugbellen_van_afspraak_tot_gedaan(wereld, diensten) -> None:
    rij = neem_aan(wereld, VROEG)
    with time_machine.travel(VROEG, tick=False):
        max_ = klant(wereld, "Max Meldpunt")
        fout = max_.post(
            "/dienst/terugbellen",
            {"bel-nummer": "M-2026-999999", "bel-wie": "de melder", "bel-uiterlijk": "2026-11-20T09:00"},
        )
        assert "Deze melding is er niet." in fout.content.decode()
        assert 'value="de melder"' in fout.content.decode()
        goed = max_.post(
            "/dienst/terugbellen",
            {"bel-nummer": rij.nummer, "bel-wie": "de melder", "bel-uiterlijk": "2026-11-20T09:00"},
        )
        assert goed.status_code == 302, goed.content.decode()
        with scope(regio=wereld.regio.pk):
            taak = Taak.objects.get(soort="terugbellen")
        assert rij.nummer in max_.get("/dienst/").content.decode()
        assert max_.post(f"/dienst/teruggebeld/{taak.pk}").status_code == 302
        assert "Geen open terugbelafspraken." in max_.get("/dienst/").content.decode()


@pytest.mark.eis("UM-19")
def test_vaste_aantal_vragen_hoe_druk_het_ook_is(wereld, diensten, django_assert_max_num_queries) -> None:
    max_ = klant(wereld, "Max Meldpunt")
    neem_aan(wereld, VROEG)
    max_.get("/dienst/")
    for _ in range(6):
        neem_aan(wereld, VROEG)
    for i in range(12):
        op(
            wereld.actor("Max Meldpunt"),
            VROEG,
            actions.schrijf_logregel,
            dienst_id=diensten[0].pk,
            tekst=f"Regel {i}",
        )
    with django_assert_max_num_queries(30):
        max_.get("/dienst/")


@pytest.mark.eis("UM-19")
def test_de_stand_noemt_er_vijftig_en_telt_er_meer() -> None:
    rijen = [regels.OpenMelding(str(i), "", VROEG) for i in range(60)]
    stand = regels.stel_stand_op(
        nu=LAAT, meldingen=rijen, acuut=[], verlaagd=[], terugbellen=[], vastgehouden=[]
    )
    assert stand["open"] == {regels.ZONDER_KLASSE: 60}
    assert (stand["over_norm"]["aantal"], len(stand["over_norm"]["ids"])) == (60, 50)
