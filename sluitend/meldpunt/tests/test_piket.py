"""The roster of who must answer day and night: no overlap, no hole unseen, and who it is at a minute (UM-20, F10)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django_scopes import scope

from sluitend.dossier.models import Taak
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Piket, Piketgemeente
from sluitend.meldpunt.queries import piket as queries_piket
from sluitend.meldpunt.rules import piket as regels
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.meldpunt.tests.stappen import neem_aan, op
from sluitend.meldpunt.tests.test_paginas import klant
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.models import Gebeurtenis
from sluitend.regio import actions as regio

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
RUST = [code for code in KERNVRAGEN if code != "suicide_plan"]
ALLE = ["0148", "0160", "0166", "0175", "0180", "0193", "1708", "1896"]


def om(dag: int, uur: int = 0, maand: int = 12, minuut: int = 0) -> datetime:
    return datetime(2026, maand, dag, uur, minuut, tzinfo=AMSTERDAM)


def plan(
    wereld, van: datetime, tot: datetime, functie: str = "crisisdienst", gemeenten=("0193",), **velden
) -> Piket:
    velden = {"naam": "J. Bos", "telefoon": "038-0000120"} | velden
    return op(
        wereld.actor("Bram Beheer"), om(20, 9, 11), actions.plan_piket,
        functie=functie, gemeenten=gemeenten, van=van, tot=tot, **velden,
    )  # fmt: skip


def gaten(wereld, nu: datetime, functie: str = "crisisdienst") -> list[regels.Gat]:
    with lezen(wereld.systeem, nu=nu):
        return [
            gat for gat in queries_piket.piketgaten(nu) if gat.functie == functie and "0193" in gat.gemeenten
        ]


@pytest.fixture
def rooster(wereld) -> None:
    """The crisisdienst from 20 November on, with nobody from Saturday 5 December 23:00 until Sunday 07:00."""
    plan(wereld, om(20, 7, 11), om(5, 23), gemeenten=ALLE)
    plan(wereld, om(6, 7), om(31, 7), gemeenten=ALLE)


@pytest.mark.eis("AM-28", "F10", "UM-20")
def test_gat_in_de_crisisdienst_wordt_gezien_en_de_huisarts_genoemd(wereld, rooster) -> None:
    assert gaten(wereld, om(20, 23, 11, 59)) == []
    for nu in (om(21, 0, 11), om(21, 23, 11), om(4, 12), om(6, 3)):
        gat = regels.Gat("crisisdienst", tuple(ALLE), om(5, 23), om(6, 7))
        assert gaten(wereld, nu)[:1] == [gat], nu
    assert gaten(wereld, om(6, 7)) == []

    melding = neem_aan(wereld, om(6, 2), signalen=["suicide_plan"], signalen_nee=RUST)
    with lezen(wereld.systeem, nu=om(6, 2)):
        in_gat = actions.vind_ontvanger(melding, "crisisdienst", om(6, 2))
        ervoor = actions.vind_ontvanger(melding, "crisisdienst", om(5, 22))
        erna = actions.vind_ontvanger(melding, "crisisdienst", om(6, 7))
    assert (ervoor.naam, ervoor.telefoon, ervoor.terugval) == ("J. Bos", "038-0000120", "")
    assert (erna.naam, erna.ontbreekt) == ("J. Bos", False)
    assert (in_gat.naam, in_gat.ontbreekt) == ("Huisarts of huisartsenpost", True)
    assert in_gat.terugval == (
        "Voor Zwolle is nog niet ingevuld wie de crisisdienst doet. "
        "De melding gaat naar de huisarts of huisartsenpost."
    )


@pytest.mark.eis("UM-20")
def test_geen_overlap_per_functie_en_gemeente(wereld) -> None:
    plan(wereld, om(21, 17, 11), om(22, 8, 11))
    for van, tot in (
        (om(21, 16, 11), om(21, 18, 11)),
        (om(22, 7, 11), om(22, 9, 11)),
        (om(21, 18, 11), om(21, 19, 11)),
    ):
        with pytest.raises(Weigering) as fout:
            plan(wereld, van, tot, gemeenten=["0166", "0193"], naam="P. Berg")
        assert fout.value.tekst == "Deze dienst overlapt met die van J. Bos (za 21-11 17:00)."
    plan(wereld, om(22, 8, 11), om(22, 17, 11))  # begins where the other ends
    plan(wereld, om(21, 17, 11), om(22, 8, 11), gemeenten=["0166"])  # another gemeente
    plan(wereld, om(21, 17, 11), om(22, 8, 11), functie="achterwacht")  # another function


@pytest.mark.eis("UM-20")
def test_de_databank_weigert_overlap_ook(wereld) -> None:
    plan(wereld, om(21, 17, 11), om(22, 8, 11))
    with scope(regio=wereld.regio.pk), transaction.atomic():
        rij = Piket.objects.create(
            regio=wereld.regio,
            functie="crisisdienst",
            van=om(22, 7, 11),
            tot=om(22, 9, 11),
            naam="X",
            telefoon="1",
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Piketgemeente.objects.create(regio=wereld.regio, piket=rij, gemeente_id="0193")
    with scope(regio=wereld.regio.pk), pytest.raises(IntegrityError), transaction.atomic():
        Piket.objects.update(tot=om(23, 8, 11))


@pytest.mark.eis("UM-20")
def test_ingetrokken_laat_een_gat_en_maakt_plaats(wereld) -> None:
    rij = plan(wereld, om(21, 17, 11), om(22, 8, 11))
    plan(wereld, om(20, 7, 11), om(21, 17, 11))
    plan(wereld, om(22, 8, 11), om(20, 8))
    assert gaten(wereld, om(20, 12, 11)) == []
    op(wereld.actor("Bram Beheer"), om(20, 12, 11), actions.trek_piket_in, piket_id=rij.pk)
    assert [(g.van, g.tot) for g in gaten(wereld, om(20, 12, 11))] == [(om(21, 17, 11), om(22, 8, 11))]
    plan(wereld, om(21, 17, 11), om(22, 8, 11), naam="P. Berg")
    assert gaten(wereld, om(20, 12, 11)) == []


@pytest.mark.eis("UM-20")
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"functie": "lokaal_team"}, "functie"), ({"gemeenten": []}, "gemeenten"), ({"gemeenten": ["0363"]}, "gemeenten"),
        ({"tot": om(21, 17, 11)}, "tot"), ({"tot": om(31, 17)}, "tot"), ({"naam": " \x00"}, "naam"),
        ({"telefoon": ""}, "telefoon"), ({"medewerker_id": "geen"}, "medewerker"),
    ],
)  # fmt: skip
def test_verkeerde_invoer_noemt_het_veld(wereld, anders: dict, veld: str) -> None:
    velden = {
        "functie": "crisisdienst",
        "gemeenten": ["0193"],
        "van": om(21, 17, 11),
        "tot": om(22, 8, 11),
    } | anders
    with pytest.raises(OngeldigeInvoer) as fout:
        plan(wereld, velden.pop("van"), velden.pop("tot"), **velden)
    assert veld in fout.value.fouten


@pytest.mark.eis("UM-20")
def test_alleen_teamleider_en_beheerder_maken_het_rooster(wereld) -> None:
    for naam in ("Mila Meldpunt", "Max Meldpunt", "Zara Zwolle"):
        with pytest.raises(Weigering) as fout:
            op(
                wereld.actor(naam), om(20, 9, 11), actions.plan_piket, functie="crisisdienst", gemeenten=["0193"],
                van=om(21, 17, 11), tot=om(22, 8, 11), naam="J. Bos", telefoon="1",
            )  # fmt: skip
        assert fout.value.status == 403


@pytest.mark.eis("F10", "UM-20", "C04")
def test_dringende_hulp_is_dag_en_nacht_iemand(wereld) -> None:
    """Urgent help outside the acute ggz: who is on call, in a hole the achterwacht, then the dienst; always said."""
    plan(
        wereld,
        om(20, 7, 11),
        om(22, 7, 11),
        functie="urgente_hulp",
        naam="Team Dringend",
        telefoon="038-0000130",
    )
    melding = neem_aan(wereld, om(21, 3, 11))

    def wie(nu: datetime):
        with lezen(wereld.systeem, nu=nu):
            return actions.vind_ontvanger(melding, "urgente_hulp", nu)

    assert (wie(om(21, 3, 11)).naam, wie(om(21, 3, 11)).terugval) == ("Team Dringend", "")
    leeg = wie(om(23, 3, 11))
    assert (leeg.naam, leeg.telefoon) == ("Meldpunt", "")
    assert leeg.terugval.endswith("De melding gaat naar het meldpunt.")
    plan(
        wereld,
        om(20, 7, 11),
        om(27, 7, 11),
        functie="achterwacht",
        gemeenten=ALLE,
        naam="A. Wacht",
        telefoon="038-0000140",
    )
    wacht = wie(om(23, 3, 11))
    assert (wacht.naam, wacht.telefoon, wacht.team.naam) == ("A. Wacht", "038-0000140", "Meldpunt")
    assert wacht.terugval.endswith("De melding gaat naar de achterwacht van het meldpunt.")


@pytest.mark.eis("UM-20")
def test_gaten_een_keer_gemeld_en_dagelijks_gemaild(wereld, rooster) -> None:
    with schrijven(wereld.systeem, stil=True):
        regio.stel_in(
            actor=wereld.systeem,
            sleutel="piket_functies",
            waarde=["crisisdienst"],
            van=om(1, 0, 11).date(),
            bron="proef",
        )
        regio.stel_in(
            actor=wereld.systeem,
            sleutel="piket_mail",
            waarde="rooster@voorbeeld.test",
            van=om(1, 0, 11).date(),
            bron="proef",
        )
    gevonden = []
    for nu in (om(20, 12, 11), om(21, 6, 11), om(21, 8, 11), om(21, 8, 11), om(21, 20, 11), om(22, 7, 11)):
        gevonden.append(len(actions.meld_piketgaten(actor=wereld.systeem, nu=nu)))
    assert gevonden == [0, 1, 0, 0, 0, 0]
    with scope(regio=wereld.regio.pk):
        assert Gebeurtenis.objects.filter(soort="meldpunt.piketgat_gevonden").count() == 1
        assert Gebeurtenis.objects.filter(soort="meldpunt.piketmail_gevraagd").count() == 2
        taak = Taak.objects.get(soort="beheer")
        assert (taak.titel, taak.eigenaar_medewerker.naam) == (
            "Vul het piketrooster aan: crisisdienst",
            "Bram Beheer",
        )


@pytest.mark.eis("UM-20")
def test_de_mail_noemt_de_gaten_en_geen_mens(wereld) -> None:
    from django.utils import timezone

    from sluitend.meldpunt.jobs import mail_piketgaten

    nu = timezone.now()
    with schrijven(wereld.systeem, stil=True):
        for sleutel, waarde in (
            ("piket_functies", ["crisisdienst"]),
            ("piket_mail", "rooster@voorbeeld.test"),
        ):
            regio.stel_in(actor=wereld.systeem, sleutel=sleutel, waarde=waarde, van=nu.date(), bron="proef")
    op(
        wereld.actor("Bram Beheer"), nu, actions.plan_piket, functie="crisisdienst", gemeenten=ALLE, van=nu,
        tot=nu + timedelta(days=3), naam="J. Bos", telefoon="038-0000120",
    )  # fmt: skip
    mail_piketgaten.func(wereld.regio.code)
    (bericht,) = mail.outbox
    assert bericht.to == ["rooster@voorbeeld.test"]
    assert "Crisisdienst" in bericht.body
    assert "Zwolle" in bericht.body
    assert "J. Bos" not in bericht.body


@pytest.mark.eis("UM-20")
def test_gaten_zuiver() -> None:
    a, b, c, d = (datetime(2026, 1, dag, tzinfo=UTC) for dag in (1, 2, 3, 4))
    assert regels.gaten([], a, d) == [(a, d)]
    assert regels.gaten([(a, d)], a, d) == []
    assert regels.gaten([(b, c), (a, b)], a, d) == [(c, d)]
    assert regels.gaten([(c, d)], a, b) == [(a, c)]  # told to its end
    assert regels.gaten([(a, b), (c, d)], b + (c - b) / 2, d) == [(b, c)]  # and from its begin
    assert regels.gaten([(a, c), (b, c)], a, c) == []


@pytest.mark.eis("UM-20", "UM-21")
def test_nu_bereikbaar_in_een_vast_aantal_vragen(wereld, rooster, django_assert_max_num_queries) -> None:
    plan(
        wereld,
        om(20, 7, 11),
        om(27, 7, 11),
        functie="achterwacht",
        gemeenten=["0193", "0166"],
        reserve="R. Ruil",
    )
    with lezen(wereld.systeem, nu=om(21, 12, 11)):
        queries_piket.queries.kaart()
        with django_assert_max_num_queries(5):
            nu = queries_piket.nu_bereikbaar(om(21, 12, 11))
    wie = {(rij.functie, rij.bereik.naam if rij.bereik else None): rij.gemeenten for rij in nu}
    assert wie[("crisisdienst", "J. Bos")] == tuple(sorted(ALLE))
    assert wie[("achterwacht", "J. Bos")] == ("0166", "0193")
    assert len(wie[("achterwacht", None)]) == 6


@pytest.mark.eis("UM-15", "UM-20", "AM-28")
def test_de_triagepagina_noemt_het_nummer_van_nu(wereld) -> None:
    nu = datetime.now(tz=AMSTERDAM)
    melding = neem_aan(wereld, nu, signalen=["suicide_plan"], signalen_nee=RUST)
    mila = klant(wereld, "Mila Meldpunt")
    op(
        wereld.actor("Bram Beheer"), nu, actions.plan_piket, functie="crisisdienst", gemeenten=["0193"], van=nu,
        tot=nu + timedelta(hours=8), naam="J. Bos", telefoon="038-0000120",
    )  # fmt: skip
    assert 'href="tel:038-0000120"' in mila.get(f"/meldingen/{melding.pk}/triage").content.decode()
