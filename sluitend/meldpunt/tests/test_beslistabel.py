"""UM-23: a version of the triage table is drawn up, checked, replayed and fixed by somebody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils.datastructures import MultiValueDict
from django_scopes import scope

from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import actions, tabellen
from sluitend.meldpunt.actions import tabel as tabelacties
from sluitend.meldpunt.forms.tabel import Regelformulier, begin, deel_van
from sluitend.meldpunt.models import Beslistabel, Triage
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.gegevens import lees_tekst
from sluitend.meldpunt.tests.stappen import NU, UUR, neem_aan, op
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.models import Gebeurtenis, Gebruiker
from sluitend.regio import actions as regio
from tests.toegang.test_toegang import meld_aan

STANDAARD = lees_tekst("triage-standaard-1.csv")
REGEL16 = {
    "nr": "16", "uit": "acuut", "ook": "", "als": "een_van:dakloos_nu", "aanwijzingen": "", "tekst": "Heeft vannacht geen slaapplek.",
}  # fmt: skip


@pytest.fixture
def bram(wereld):
    return wereld.actor("Bram Beheer")


def _collega(wereld, naam, rol, organisatie, team, functies=()):
    with schrijven(wereld.systeem, stil=True):
        wie = regio.neem_in_dienst(
            organisatie=wereld.organisaties[organisatie],
            naam=naam,
            gebruiker=Gebruiker.objects.create_user(naam.lower().replace(" ", "."), "alleen-voor-de-test"),
        )
        regio.geef_rol(
            actor=wereld.systeem, medewerker=wie, rol=rol, team=wereld.teams[team], functies=list(functies)
        )
    wereld.medewerkers[naam], wereld.rollen[naam] = wie, rol
    return wereld.actor(naam)


@pytest.fixture
def teamleider(wereld):
    """A team leader of the meldpunt, who may fix what the beheerder drew up."""
    return _collega(wereld, "Tess Teamleider", "meldpuntmedewerker", "ggd", "Meldpunt", ["teamleider"])


@pytest.fixture
def tweede(wereld):
    """A second functioneel beheerder."""
    return _collega(wereld, "Bea Beheer", "functioneel_beheerder", "bestuur", "Bureau")


def _begin(actor, nu=NU, **velden):
    return op(actor, nu, tabelacties.begin_tabel, **velden)


def _vast(wereld, maker, ander, nu=NU, **cel):
    rij = _begin(maker, nu)
    if cel:
        rij = op(
            maker, nu, tabelacties.zet_regel, tabel_id=rij.pk, cellen=REGEL16 | cel, oud_nr=int(cel["nr"])
        )
    op(maker, nu, tabelacties.controleer_tabel, tabel_id=rij.pk)
    return op(ander, nu, tabelacties.stel_tabel_vast, tabel_id=rij.pk)


def test_schrijven_en_lezen_geeft_dezelfde_tabel() -> None:
    assert tabelbewerken.schrijf(tabelbewerken.lees(STANDAARD).regels) == STANDAARD


@pytest.mark.eis("AM-25", "UM-23")
def test_een_regel_die_nooit_beslist_noemt_beide(wereld, bram) -> None:
    rij = _begin(bram)
    op(bram, NU, tabelacties.verplaats_regel, tabel_id=rij.pk, nr=134, omhoog=True)
    rij = op(bram, NU, tabelacties.controleer_tabel, tabel_id=rij.pk)
    assert "moet de laatste van route zijn" in rij.controle["fouten"][0]["tekst"]
    assert rij.staat == "concept"
    rij = op(bram, NU, tabelacties.verplaats_regel, tabel_id=rij.pk, nr=133, omhoog=False)
    # A second rule for geen_woonplek_straks just above the last one.
    altijd = {"nr": "135", "uit": "lokaal_team", "ook": "", "als": "altijd", "aanwijzingen": "", "tekst": "Het lokale team pakt op."}  # fmt: skip
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=altijd, oud_nr=134)
    dubbel = altijd | {"nr": "134", "als": "een_van:geen_woonplek_straks", "tekst": "Nog een keer wonen."}
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=dubbel)
    rij = op(bram, NU, tabelacties.controleer_tabel, tabel_id=rij.pk)
    assert [(f["code"], f["tekst"]) for f in rij.controle["fouten"]] == [
        ("regel-onbereikbaar", "Regel 134 wordt nooit bereikt: regel 128 gaat altijd voor.")
    ]
    assert rij.staat == "concept"


@pytest.mark.eis("AM-25", "UM-23")
def test_geen_van_in_urgentie_komt_er_niet_in(wereld, bram) -> None:
    rij = _begin(bram)
    kapot = STANDAARD.replace("een_van:dakloos_nu;;Heeft", "een_van:dakloos_nu geen_van:schulden;;Heeft")
    assert kapot != STANDAARD
    for daad in (
        lambda: op(bram, NU, tabelacties.lees_regels_in, tabel_id=rij.pk, inhoud=kapot.encode()),
        lambda: op(
            bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, oud_nr=16,
            cellen=REGEL16 | {"als": "een_van:dakloos_nu geen_van:schulden"},
        ),
    ):  # fmt: skip
        with pytest.raises(Weigering) as fout:
            daad()
        assert (fout.value.code, fout.value.regel) == ("tabel-ongeldig", "16")
    with scope(regio=wereld.regio.pk):
        assert Beslistabel.objects.get().regels == STANDAARD


@pytest.mark.eis("AM-25", "UM-23")
def test_eigen_tabel_en_een_die_u_wijzigde(wereld, bram, tweede, teamleider) -> None:
    rij = _begin(bram)
    op(bram, NU, tabelacties.controleer_tabel, tabel_id=rij.pk)
    with pytest.raises(Weigering, match="U kunt uw eigen tabel niet vaststellen") as fout:
        op(bram, NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    assert fout.value.code == "eigen-tabel"
    op(tweede, NU, tabelacties.verplaats_regel, tabel_id=rij.pk, nr=125, omhoog=True)
    op(tweede, NU, tabelacties.controleer_tabel, tabel_id=rij.pk)
    with pytest.raises(Weigering, match="U kunt uw eigen tabel niet vaststellen"):
        op(tweede, NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    rij = op(teamleider, NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    assert (rij.staat, rij.geldig_van) == ("vastgesteld", NU)


@pytest.mark.eis("UM-23")
def test_alleen_wie_het_mag_en_alleen_na_controle(wereld, bram, tweede) -> None:
    with pytest.raises(Weigering) as fout:
        _begin(wereld.actor("Mila Meldpunt"))
    assert fout.value.status == 403
    rij = _begin(bram)
    with pytest.raises(Weigering, match="eerst controleren"):
        op(tweede, NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    with pytest.raises(Weigering) as fout:
        op(wereld.actor("Mila Meldpunt"), NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    assert fout.value.status == 403
    with pytest.raises(Weigering) as fout:
        op(wereld.actor("Dora Drenthe"), NU, tabelacties.stel_tabel_vast, tabel_id=rij.pk)
    assert fout.value.status == 404


@pytest.mark.eis("UM-23", "Z-09", "UM-09")
def test_de_nieuwe_tabel_beslist_en_oude_triages_houden_hun_versie(wereld, bram, tweede) -> None:
    mila = wereld.actor("Mila Meldpunt")
    eerste = neem_aan(wereld, signalen=["dakloos_nu"])
    assert eerste.advies_urgentie == "spoed"
    op(mila, NU + UUR, actions.bevestig_triage, melding_id=eerste.pk, urgentie="spoed", route="opvang_nu")
    vast = _vast(wereld, bram, tweede, NU + 2 * UUR, nr="16")
    tweede_melding = neem_aan(wereld, NU + 3 * UUR, signalen=["dakloos_nu"])
    assert tweede_melding.advies_urgentie == "acuut"
    with scope(regio=wereld.regio.pk):
        triage = Triage.objects.get(melding=eerste)
        assert (triage.tabel, triage.tabel_versie, triage.advies_urgentie) == ("triage-standaard", 1, "spoed")
        melding = Gebeurtenis.objects.get(
            object=f"melding:{tweede_melding.pk}", soort="meldpunt.melding_ontvangen"
        )
        assert melding.regelversie == "triage-ijssel-vecht/1"
        assert vast.proefrapport["urgentie"] == [["spoed", "acuut", 1]]
    later = _vast(wereld, tweede, bram, NU + 4 * UUR)
    with scope(regio=wereld.regio.pk):
        vast = Beslistabel.objects.get(pk=vast.pk)
        assert (vast.staat, vast.geldig_tot, later.tabel_versie) == ("ingetrokken", NU + 4 * UUR, 2)
    # A region of its own: Drenthe still works with the standard table.
    with lezen(wereld.actor("Dora Drenthe")):
        assert tabellen.in_gebruik().naam == "triage-standaard"


@pytest.mark.eis("UM-23")
def test_de_databank_kent_er_een_tegelijk(wereld, bram, tweede) -> None:
    vast = _vast(wereld, bram, tweede)
    with scope(regio=wereld.regio.pk):
        velden = {
            "regio": wereld.regio, "naam": "triage-ijssel-vecht", "regels": STANDAARD, "opgesteld_door_id": bram.medewerker_id,
            "vastgesteld_door_id": tweede.medewerker_id,
        }  # fmt: skip
        fouten = [
            velden | {"tabel_versie": 7, "staat": "vastgesteld", "geldig_van": NU + UUR},
            velden | {"tabel_versie": 8, "staat": "ingetrokken", "geldig_van": NU - UUR, "geldig_tot": NU + UUR},
            velden | {"tabel_versie": 9, "staat": "ingetrokken", "geldig_van": NU - 3 * UUR, "geldig_tot": NU - 2 * UUR,
                      "vastgesteld_door_id": bram.medewerker_id},
            velden | {"tabel_versie": 10, "staat": "vastgesteld"},
        ]  # fmt: skip
        for rij in fouten:
            with pytest.raises(DatabaseError), transaction.atomic():
                Beslistabel.objects.create(**rij)
        for weg in (
            lambda: Beslistabel.objects.filter(pk=vast.pk).update(regels="nr"),
            lambda: Beslistabel.objects.filter(pk=vast.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                weg()


@pytest.mark.eis("UM-23")
def test_gevolgen_in_beide_richtingen_op_wat_bevroren_is(wereld, bram) -> None:
    mila = wereld.actor("Mila Meldpunt")
    meldingen = []
    for i, signalen in enumerate((["dakloos_nu"], ["zorgmijding"], ["zorgmijding"], ["niet_gezien"])):
        rij = neem_aan(wereld, NU + i * UUR, signalen=signalen)
        advies = {"dakloos_nu": ("spoed", "opvang_nu"), "niet_gezien": ("dag", "lokaal_team")}
        urgentie, route = advies.get(signalen[0], ("week", "bemoeizorg"))
        op(mila, NU + 5 * UUR, actions.bevestig_triage, melding_id=rij.pk, urgentie=urgentie, route=route)
        meldingen.append(rij)
    oud = neem_aan(wereld, NU, signalen=["dakloos_nu"])
    with schrijven(mila, nu=NU - timedelta(days=370)):
        actions.bevestig_triage(actor=mila, melding_id=oud.pk, urgentie="spoed", route="opvang_nu")
    rij = _begin(bram, NU + 6 * UUR)
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=REGEL16, oud_nr=16)
    lager = {"nr": "19", "uit": "week", "ook": "", "als": "een_van:niet_gezien", "aanwijzingen": "", "tekst": "Al dagen niet gezien."}  # fmt: skip
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=lager, oud_nr=19)
    rij = op(bram, NU + 6 * UUR, tabelacties.bekijk_gevolgen, tabel_id=rij.pk)
    rapport = rij.proefrapport
    assert (rapport["aantal"], rapport["veranderd"], rapport["hoger"], rapport["lager"]) == (4, 2, 1, 1)
    assert rapport["urgentie"] == [["dag", "week", 1], ["spoed", "acuut", 1], ["week", "week", 2]]
    assert {regel[0] for regel in rapport["lijst"]} == {str(meldingen[0].pk), str(meldingen[3].pk)}
    assert rapport["tegen"] == "triage-standaard 1"
    rij = op(bram, NU, tabelacties.verplaats_regel, tabel_id=rij.pk, nr=125, omhoog=True)
    assert rij.proefrapport == {}, "a changed table has to be replayed again"


@pytest.mark.eis("UM-23")
def test_medische_toets_geldt_voor_precies_deze_regels(wereld, bram, tweede) -> None:
    rij = _begin(bram)
    toets = {"naam": "P. Voorbeeld", "beroep": "psychiater", "big_nummer": "19012345601", "op": NU.date()}
    with pytest.raises(Weigering) as fout:
        op(bram, NU, tabelacties.leg_medische_toets_vast, tabel_id=rij.pk, **toets)
    assert fout.value.status == 403
    with pytest.raises(Weigering, match="elf cijfers"):
        op(tweede, NU, tabelacties.leg_medische_toets_vast, tabel_id=rij.pk, **toets | {"big_nummer": "1"})
    op(tweede, NU, tabelacties.leg_medische_toets_vast, tabel_id=rij.pk, **toets)
    with lezen(bram):
        assert tabellen.medisch_getoetst(tabelbewerken.lees(rij.regels).regels) is not None
    anders = op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=REGEL16, oud_nr=16)
    route = op(bram, NU, tabelacties.verplaats_regel, tabel_id=_begin(bram).pk, nr=125, omhoog=True)
    with lezen(bram):
        assert tabellen.medisch_getoetst(tabelbewerken.lees(anders.regels).regels) is None
        assert tabellen.medisch_getoetst(tabelbewerken.lees(route.regels).regels) is not None


@pytest.mark.eis("UM-23", "F10")
def test_de_controle_kent_de_functies_van_deze_regio(wereld, bram) -> None:
    with lezen(bram):
        routes = tabellen.routes_per_gemeente(["0193", "0166"])
    assert routes["0193"]["crisisdienst"].dag_en_nacht
    assert not routes["0193"]["zorgverantwoordelijke"].dag_en_nacht
    assert not routes["0166"]["urgente_hulp"].dag_en_nacht
    rij = _begin(bram)
    cellen = {"nr": "120", "uit": "lokaal_team", "ook": "", "als": "urgentie:spoed", "aanwijzingen": "", "tekst": "Dringend."}  # fmt: skip
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=cellen, oud_nr=120)
    rij = op(bram, NU, tabelacties.controleer_tabel, tabel_id=rij.pk)
    assert any("niet dag en nacht bereikbaar" in f["tekst"] for f in rij.controle["fouten"])


# --- the page ---------------------------------------------------------------------------------------------


@pytest.mark.eis("UM-23")
def test_de_pagina_leest_als_zinnen_en_filtert_op_signaal(wereld) -> None:
    client = meld_aan(wereld, "Mila Meldpunt")
    tekst = client.get("/meldingen/beslistabel").content.decode()
    assert "triage-standaard" in tekst
    assert "Nog niet medisch getoetst" in tekst
    assert "één van: ‘Heeft iemand net geprobeerd" in tekst
    assert "Nieuwe versie maken" not in tekst
    gefilterd = client.get("/meldingen/beslistabel?signaal=dakloos_nu").content.decode()
    assert 'id="regel-16"' in gefilterd
    assert 'id="regel-106"' in gefilterd
    assert 'id="regel-17"' not in gefilterd
    assert client.get("/meldingen/beslistabel/bestand").content.decode() == STANDAARD


@pytest.mark.eis("UM-23")
def test_een_regel_wijzigen_in_het_formulier(wereld, bram) -> None:
    client = meld_aan(wereld, "Bram Beheer")
    adres = client.post("/meldingen/beslistabel/nieuw").url
    blad = client.get(f"{adres}/regel/16")
    velden = {n: w for n, w in blad.context["formulier"].initial.items() if w not in (False, [])}
    antwoord = client.post(f"{adres}/regel/16", velden | {"uit": "acuut", "nr": "16"})
    assert antwoord.url.endswith("#regel-16")
    with scope(regio=wereld.regio.pk):
        assert Beslistabel.objects.get().regels == STANDAARD.replace("16;spoed;", "16;acuut;")
    weer = client.post(f"{adres}/regel/16", velden | {"uit": "acuut", "nr": "17"})
    assert "Deze tabel is intussen gewijzigd" in weer.content.decode()
    assert 'value="17"' in weer.content.decode(), "what was typed is still there"
    bezet = client.post(f"{adres}/regel/16", velden | {"nr": "17", "versie": "2"})
    assert "Regel 17 bestaat al" in bezet.content.decode()
    fout = client.post(
        f"{adres}/regel?deel=route",
        {"nr": "16", "uit": "wonen", "tekst": "x", "leeftijd_hoe": "<", "versie": "2"},
    ).content.decode()
    assert "Kies een nummer van 101 tot en met 9999" in fout
    assert "Vul beide in" in fout


@pytest.mark.eis("UM-23")
def test_elke_regel_van_de_standaard_past_in_het_formulier_en_blijft_gelijk(wereld) -> None:
    for regel in tabelbewerken.lees(STANDAARD).regels:
        gegevens = {n: w for n, w in begin(regel).items() if w not in (False, [])}
        lijsten = MultiValueDict({n: w if isinstance(w, list) else [str(w)] for n, w in gegevens.items()})
        formulier = Regelformulier(lijsten, deel=deel_van(regel.nr))
        assert formulier.is_valid(), (regel.nr, formulier.errors)
        assert (
            tabelbewerken.zet(STANDAARD, tabelbewerken.lees_regel(formulier.cellen()), regel.nr) == STANDAARD
        )
    dubbel = tabelbewerken.lees_regel(REGEL16 | {"als": "een_van:dakloos_nu een_van:schulden"})
    assert begin(dubbel) is None


@pytest.mark.eis("UM-23")
def test_de_hele_weg_over_de_pagina(wereld, bram, tweede) -> None:
    mila = wereld.actor("Mila Meldpunt")
    melding = neem_aan(wereld, signalen=["dakloos_nu"])
    op(mila, NU + UUR, actions.bevestig_triage, melding_id=melding.pk, urgentie="spoed", route="opvang_nu")
    maker, ander = meld_aan(wereld, "Bram Beheer"), meld_aan(wereld, "Bea Beheer")
    adres = maker.post("/meldingen/beslistabel/nieuw").url
    bestand = STANDAARD.replace("16;spoed;", "16;acuut;").encode()
    stuk = maker.post(
        f"{adres}/bestand",
        {"bestand-bestand": SimpleUploadedFile("t.csv", bestand[:-200] + b"\nx"), "bestand-versie": "1"},
    ).content.decode()
    assert "De beslistabel klopt niet" in stuk
    goed = maker.post(
        f"{adres}/bestand", {"bestand-bestand": SimpleUploadedFile("t.csv", bestand), "bestand-versie": "1"}
    )
    assert goed.url == adres
    assert maker.get(f"{adres}/csv").content == bestand
    assert maker.post(f"{adres}/controleren").url.endswith("#controle")
    assert maker.post(f"{adres}/gevolgen").url.endswith("#gevolgen")
    eigen = maker.post(f"{adres}/vaststellen").content.decode()
    assert "U kunt uw eigen tabel niet vaststellen." in eigen
    beeld = maker.get(adres).content.decode()
    assert "meldingen kregen een ander advies: 1 hoger, 0 lager" in beeld
    assert "U ziet de aantallen wel, maar niet de meldingen erachter." in beeld
    # The meldpunt may see the melding behind it, and that leaves a read line.
    ziet = meld_aan(wereld, "Mila Meldpunt").get(adres).content.decode()
    assert f"/meldingen/{melding.pk}" in ziet
    assert ander.post(f"{adres}/vaststellen").url == adres
    assert "vastgesteld" in ander.get("/meldingen/beslistabel").content.decode()
    assert "triage-ijssel-vecht" in ander.get("/meldingen/beslistabel").content.decode()


@pytest.mark.eis("UM-23", "UM-09")
def test_proefmelding_legt_twee_tabellen_naast_elkaar(wereld, bram) -> None:
    rij = _begin(bram)
    op(bram, NU, tabelacties.zet_regel, tabel_id=rij.pk, cellen=REGEL16, oud_nr=16)
    client = meld_aan(wereld, "Mila Meldpunt")
    vraag = "kanaal=telefoon&aard=oggz&ja=dakloos_nu&kern_nee=on&leeftijd=40&bekend=nee&verblijft_in=0193"
    blad = client.get(f"/meldingen/beslistabel/{rij.pk}/proef?{vraag}")
    assert [a["advies"].urgentie for a in blad.context["adviezen"]] == ["acuut", "spoed"]
    assert {a["route"] for a in blad.context["adviezen"]} == {"Opvang vannacht"}
    assert "Heeft vannacht geen slaapplek." in blad.content.decode()
    los = client.get(f"/meldingen/beslistabel/proef?{vraag.replace('kanaal=telefoon', 'kanaal=fax')}")
    assert los.context["adviezen"] == []
    assert "Deze keuze is er niet" in los.content.decode()


@pytest.mark.eis("UM-23", "Z-10")
def test_een_andere_regio_ziet_niets(wereld, bram) -> None:
    rij = _begin(bram)
    client = meld_aan(wereld, "Dora Drenthe")
    for adres in ("", "/proef", "/csv"):
        assert client.get(f"/meldingen/beslistabel/{rij.pk}{adres}").status_code == 404
    assert str(rij.pk) not in client.get("/meldingen/beslistabel").content.decode()


# --- over the API -----------------------------------------------------------------------------------------


@pytest.mark.eis("UM-23")
def test_dezelfde_daden_over_de_api(wereld, tweede) -> None:
    maker, ander = meld_aan(wereld, "Bram Beheer"), meld_aan(wereld, "Bea Beheer")
    basis = "/api/v1/beslistabellen"
    gemaakt = maker.post(
        basis, {"regels": STANDAARD.replace("16;spoed;", "16;acuut;")}, content_type="application/json"
    )
    assert gemaakt.status_code == 201, gemaakt.content
    adres = f"{basis}/{gemaakt.json()['id']}"

    def doe(client, soort):
        return client.post(f"{adres}/besluit", {"soort": soort}, content_type="application/json")

    gecontroleerd = doe(maker, "controleren").json()
    assert (gecontroleerd["staat"], gecontroleerd["fouten"]) == ("gecontroleerd", [])
    assert doe(maker, "gevolgen").json()["gevolgen"]["veranderd"] == 0
    eigen = doe(maker, "vaststellen")
    assert eigen.json()["detail"] == "U kunt uw eigen tabel niet vaststellen."
    assert doe(ander, "vaststellen").json()["staat"] == "vastgesteld"
    assert [t["staat"] for t in maker.get(basis).json()["resultaten"]] == ["vastgesteld"]
    assert maker.get(adres).json()["regels"].startswith("nr;uit;ook;als")
    kapot = maker.post(basis, {"regels": "nr;x"}, content_type="application/json")
    assert kapot.json()["code"] == "tabel-ongeldig"
    assert meld_aan(wereld, "Dora Drenthe").get(adres).status_code == 404
    assert (
        meld_aan(wereld, "Mila Meldpunt")
        .post(basis, {"regels": ""}, content_type="application/json")
        .status_code
        == 403
    )
