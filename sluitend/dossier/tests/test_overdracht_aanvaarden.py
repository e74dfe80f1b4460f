"""UR-14: accepting. Pointers and periods move at one instant; the first answer wins, whoever is faster."""

import threading
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sluitend.dossier import queries
from sluitend.dossier.models import Overdracht, Regieperiode
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.kern.fouten import Weigering
from sluitend.platform.eenheid import lezen


@pytest.mark.django_db
@pytest.mark.eis("AR-02", "Z-02", "F66", "F25", "G-04", "UR-14")
def test_over_kerst_verzonden_op_30_december_aanvaard(keten: Keten, klok: Any) -> None:
    klok(2026, 12, 23, 9)
    dossier = keten.dossier()
    klok(2026, 12, 23, 10)
    overdracht = keten.verzend(dossier)
    assert overdracht.norm_op == lokaal(2026, 12, 30)
    assert overdracht.verloopt_op == lokaal(2027, 1, 9)
    with lezen(keten.wereld.systeem, nu=lokaal(2026, 12, 29, 23, 59)):
        assert "G-04" not in queries.gaten_per_code(keten.wereld.systeem)
    with lezen(keten.wereld.systeem, nu=lokaal(2026, 12, 30)):
        assert queries.gaten_per_code(keten.wereld.systeem)["G-04"] == 1
    klok(2026, 12, 30, 9, 12)
    keten.aanvaard(overdracht, eerste_contact=date(2027, 1, 4))
    oud, nieuw = keten.perioden(dossier)
    moment = lokaal(2026, 12, 30, 9, 12)
    assert (oud.medewerker.naam, oud.tot) == ("Zara Zwolle", moment)
    assert (nieuw.medewerker.naam, nieuw.van, nieuw.tot, nieuw.vorige_id) == (
        "Bea Bemoei",
        moment,
        None,
        oud.pk,
    )
    assert keten.vers(dossier).verantwoordelijke_gemeente_id == "0193"
    (gat,) = keten.gaten("G-04", dossier)
    assert (gat.norm_op, gat.opgelost_op.astimezone(UTC)) == (lokaal(2026, 12, 30), moment.astimezone(UTC))
    cijfer = keten.lees(lambda: queries.sluitendheid("ijssel-vecht", date(2026, 12, 1), date(2026, 12, 31)))
    assert {regel.code: regel.dagen for regel in cijfer.per_gat}.get("G-04") == 1
    keten.klopt()


@pytest.mark.django_db
@pytest.mark.eis("UR-14")
def test_kaart_voor_aanvaarden_dossier_erna(keten: Keten, als: Aanmelden) -> None:
    dossier = keten.dossier()
    naam = keten.lees(lambda: str(type(dossier).objects.select_related("inwoner").get().inwoner))
    overdracht = keten.verzend(dossier)
    bea = als("Bea Bemoei")
    for pad in (
        "/overdrachten",
        f"/overdrachten/{overdracht.pk}",
        f"/overdrachten/{overdracht.pk}/aanvaarden",
        "/",
        "/werkvoorraad?tab=niemand",
        "/gaten?stand=komt",
    ):
        tekst = bea.get(pad).content.decode()
        assert dossier.nummer in tekst, pad
        assert naam not in tekst, f"{pad}: de naam staat er al voor het aanvaarden"
    assert bea.get(f"/dossiers/{dossier.pk}").status_code == 404
    velden = {
        "regisseur": str(keten.wereld.medewerkers["Bea Bemoei"].pk),
        "eerste_contact": "",
        "warm_gesprek_op": "",
        "warm_niet_reden": "",
    }
    zonder = bea.post(f"/overdrachten/{overdracht.pk}/aanvaarden", velden).content.decode()
    assert "Vul in wanneer het warme gesprek was, of waarom het er niet was." in zonder
    velden["warm_niet_reden"] = "Het kon niet op tijd"
    te_laat = (timezone.localdate() + timedelta(days=8)).isoformat()
    assert (
        "Plan het eerste contact uiterlijk"
        in bea.post(
            f"/overdrachten/{overdracht.pk}/aanvaarden", {**velden, "eerste_contact": te_laat}
        ).content.decode()
    )
    velden["eerste_contact"] = (timezone.localdate() + timedelta(days=3)).isoformat()
    antwoord = bea.post(f"/overdrachten/{overdracht.pk}/aanvaarden", velden)
    assert antwoord["Location"] == f"/dossiers/{dossier.pk}"
    assert naam in bea.get(antwoord["Location"]).content.decode()
    tweede = bea.post(f"/overdrachten/{overdracht.pk}/aanvaarden", velden).content.decode()
    assert "Deze overdracht is al aanvaard." in tweede
    assert len(keten.perioden(dossier)) == 2
    keten.klopt()


@pytest.mark.django_db
@pytest.mark.eis("UR-14", "Z-01")
def test_de_gemeente_gaat_alleen_over_met_het_recht_daarvoor(keten: Keten) -> None:
    dossier = keten.dossier("Zara Zwolle", "0193")
    overdracht = keten.verzend(dossier, soort="gemeente_gemeente", team="Lokaal team Kampen")
    keten.aanvaard(overdracht, "Kees Kampen")
    nu = keten.vers(dossier)
    assert (nu.verantwoordelijke_gemeente_id, nu.casusregisseur.naam) == ("0166", "Kees Kampen")
    assert nu.herkomst_gemeente_id == "0193", "de herkomst blijft verbonden (Z-03)"
    assert [p.gemeente_id for p in keten.perioden(dossier, "verantwoordelijke_gemeente")] == ["0193", "0166"]
    keten.klopt()


@pytest.mark.django_db
def test_een_regisseur_van_een_andere_organisatie_of_net_vertrokken_kan_niet(keten: Keten) -> None:
    overdracht = keten.verzend(keten.dossier())
    with pytest.raises(Weigering, match="ontvangende organisatie"):
        keten.aanvaard(overdracht, regisseur_id=keten.wereld.medewerkers["Kees Kampen"].pk)
    with pytest.raises(Weigering, match="niet actief als casusregisseur"):
        keten.aanvaard(overdracht, regisseur_id=keten.wereld.medewerkers["Bo Bemoei"].pk)
    assert keten.vers(overdracht).status == "verzonden"


@pytest.mark.django_db
@pytest.mark.eis("UR-14")
def test_vragen_en_antwoorden_laten_de_klok_lopen(keten: Keten, als: Aanmelden) -> None:
    overdracht = keten.verzend(keten.dossier())
    bea, zara = als("Bea Bemoei"), als("Zara Zwolle")
    assert bea.post(f"/overdrachten/{overdracht.pk}/vraag", {"vraag": "Is er een hond?"}).status_code == 302
    assert "Is er een hond?" in zara.get(f"/overdrachten/{overdracht.pk}").content.decode()
    assert zara.post(f"/overdrachten/{overdracht.pk}/antwoord", {"antwoord": "Ja"}).status_code == 302
    nu = keten.vers(overdracht)
    assert (nu.status, nu.norm_op, nu.antwoord_vraag) == ("verzonden", overdracht.norm_op, "Ja")
    keten.klopt()


@pytest.mark.django_db
def test_een_overdracht_van_een_andere_regio_bestaat_niet(keten: Keten, als: Aanmelden) -> None:
    overdracht = keten.verzend(keten.dossier())
    dirk = als("Dirk Drenthe")
    assert dirk.get(f"/overdrachten/{overdracht.pk}").status_code == 404
    assert (
        dirk.post(
            f"/overdrachten/{overdracht.pk}/weigeren", {"reden": "anders", "toelichting": "x"}
        ).status_code
        == 404
    )
    with pytest.raises(Weigering) as fout:
        keten.aanvaard(overdracht, "Dirk Drenthe")
    assert fout.value.status == 404
    assert keten.vers(overdracht).status == "verzonden"


RONDEN = 25


@pytest.mark.eis("AR-04", "Z-02")
def test_aanvaarden_en_intrekken_tegelijk_heeft_steeds_een_uitkomst(server: Any) -> None:
    from sluitend.regio.tests.fabriek import maak_wereld

    with server.databank():
        keten = Keten(maak_wereld())
        overdrachten = [keten.verzend(keten.dossier()) for _ in range(RONDEN)]
        sessies = {naam: _sessie(keten, naam) for naam in ("Bea Bemoei", "Zara Zwolle")}
    dag = (timezone.localdate() + timedelta(days=2)).isoformat()
    bea = str(keten.wereld.medewerkers["Bea Bemoei"].pk)
    aanvaard = {
        "regisseur": bea,
        "eerste_contact": dag,
        "warm_gesprek_op": "",
        "warm_niet_reden": "wij belden",
    }
    statussen: list[int] = []
    for overdracht in overdrachten:
        basis = f"{server.url}/overdrachten/{overdracht.pk}"
        start = threading.Barrier(2)

        def stuur(pad: str, sessie: str, velden: dict[str, str], start: threading.Barrier = start) -> None:
            start.wait(10)
            statussen.append(_post(pad, sessie, velden))

        draden = [
            threading.Thread(target=stuur, args=(f"{basis}/aanvaarden", sessies["Bea Bemoei"], aanvaard)),
            threading.Thread(target=stuur, args=(f"{basis}/intrekken", sessies["Zara Zwolle"], {})),
        ]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join(30)
    assert sorted(set(statussen)) == [200, 302], "een wint, de ander leest de uitkomst op de pagina"
    assert statussen.count(302) == RONDEN
    with server.databank(), lezen(keten.wereld.systeem):
        for overdracht in Overdracht.objects.select_related("dossier__casusregisseur"):
            perioden = Regieperiode.objects.filter(dossier=overdracht.dossier, rol="casusregie")
            open_ = perioden.get(tot__isnull=True)
            assert overdracht.status in ("aanvaard", "ingetrokken")
            assert open_.medewerker_id == overdracht.dossier.casusregisseur_id
            assert perioden.count() == (2 if overdracht.status == "aanvaard" else 1)
    with server.databank():
        keten.klopt()


def _sessie(keten: Keten, naam: str) -> str:
    medewerker = keten.wereld.medewerkers[naam]
    client = Client()
    client.force_login(medewerker.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    sessie = client.session
    sessie["sluitend_keuze"] = {"regio": medewerker.regio_id, "rol": keten.wereld.rollen[naam]}
    sessie.save()
    return str(sessie.session_key)


class _GeenOmleiding(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _post(pad: str, sessie: str, velden: dict[str, str]) -> int:
    merk = "a" * 32
    vraag = urllib.request.Request(
        pad,
        data=urllib.parse.urlencode({**velden, "csrfmiddlewaretoken": merk}).encode(),
        headers={"Cookie": f"sessie={sessie}; csrftoken={merk}", "Origin": pad.partition("/overdrachten")[0]},
    )
    try:
        with urllib.request.build_opener(_GeenOmleiding).open(vraag, timeout=30) as antwoord:
            return int(antwoord.status)
    except urllib.error.HTTPError as fout:
        fout.close()
        return fout.code
