"""The triage table as people change it: what the check refuses and what it warns for (UM-23)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sluitend.kern.beslistabel import controleer
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.rules.gegevens import lees_tekst
from sluitend.meldpunt.rules.routes import ROUTES, eindigt_dag_en_nacht, terugvalketen
from sluitend.meldpunt.rules.triagetabel import (
    controleer_triagetabel,
    lees_triagetabel,
    mag_vaststellen,
    standaardtabel,
)

STANDAARD = lees_tekst("triage-standaard-1.csv")


def _voeg_in(regel: str, voor: str) -> str:
    regels = STANDAARD.splitlines()
    plek = next(i for i, r in enumerate(regels) if r.startswith(voor))
    return "\n".join([*regels[:plek], regel, *regels[plek:]])


@pytest.mark.eis("UM-09")
def test_default_table_is_the_one_of_the_chapter() -> None:
    hoofdstuk = Path(__file__).parents[4] / "shared" / "spec" / "10-melding-triage.md"
    if hoofdstuk.exists():
        assert hoofdstuk.read_text(encoding="utf-8").split("```csv\n")[1].split("```")[0] == STANDAARD
    assert len(standaardtabel().tabel.regels) == 67


@pytest.mark.eis("AM-25", "UM-23")
def test_a_rule_that_never_decides_is_refused_and_names_both() -> None:
    dubbel = "134;lokaal_team;;een_van:geen_woonplek_straks;;Nog een keer wonen."
    tekst = _voeg_in(dubbel, "134;").replace("\n134;lokaal_team;;altijd", "\n135;lokaal_team;;altijd")
    controle = controleer_triagetabel(lees_triagetabel(tekst, "eigen", 2).tabel)
    assert [(f.code, f.tekst) for f in controle.fouten] == [
        ("regel-onbereikbaar", "Regel 134 wordt nooit bereikt: regel 128 gaat altijd voor.")
    ]
    vervangen = STANDAARD.replace(
        "133;meldpunt_niet_acuut;lokaal_team;urgentie:niet_acuut;",
        "133;lokaal_team;;een_van:geen_woonplek_straks;",
    )
    controle = controleer_triagetabel(lees_triagetabel(vervangen, "eigen", 2).tabel)
    assert [f.tekst for f in controle.fouten] == [
        "Regel 133 wordt nooit bereikt: regel 128 gaat altijd voor."
    ]


@pytest.mark.eis("AM-25", "UM-23", "F09")
def test_geen_van_in_urgency_is_refused() -> None:
    tekst = STANDAARD.replace(
        "16;spoed;;een_van:dakloos_nu;", "16;spoed;;een_van:dakloos_nu geen_van:schulden;"
    )
    with pytest.raises(Weigering) as fout:
        lees_triagetabel(tekst, "eigen", 2)
    assert fout.value.code == "tabel-ongeldig"
    assert fout.value.regel == "16"


@pytest.mark.eis("AM-25", "UM-23")
def test_nobody_fixes_the_own_table() -> None:
    controle = controleer(standaardtabel().tabel)
    weigering = mag_vaststellen(opsteller="u1", vaststeller="u1", controle=controle)
    assert weigering is not None
    assert weigering.tekst == "U kunt uw eigen tabel niet vaststellen."
    assert mag_vaststellen(opsteller="u1", vaststeller="u2", controle=controle) is None
    fout = Weigering("tabel-ongeldig", "x")
    assert (
        mag_vaststellen(opsteller="u1", vaststeller="u2", controle=replace(controle, fouten=(fout,))) is fout
    )


@pytest.mark.eis("UM-23")
@pytest.mark.parametrize(
    ("oud", "nieuw", "deel_van_tekst"),
    [
        ("een_van:brandgevaar", "een_van:vuur", "'vuur' is geen bekend signaal"),
        ("kanaal:huisarts", "kanaal:fax", "'fax' is geen code van kolom kanaal"),
        ("kanaal:huisarts", "dag:maandag", "'dag' is geen bekende kolom"),
        ("ave:>=3", "ave:veel", "geen vergelijking"),
        ("29;dag;", "29;rood;", "'rood' is geen bekende uitkomst"),
        (
            "4;acuut;;een_van:brandgevaar;bel_112",
            "4;acuut;;een_van:brandgevaar;bel_mama",
            "geen bekende aanwijzing",
        ),
        ("29;dag;", "28;dag;", "regel 28 staat er twee keer in"),
        ("29;dag;", "100;dag;", "regel 100 valt in geen deel"),
        ("29;dag;", "x;dag;", "'x' is geen regelnummer"),
        ("33;niet_acuut;;altijd;", "33;niet_acuut;;;", "geen voorwaarde"),
        ("nr;uit;ook", "nummer;uit;ook", "de eerste rij moet zijn"),
        (";De huisarts meldt.", ";", "regel 29 heeft geen tekst"),
        (";De huisarts meldt.", ";a;b", "kolommen"),
    ],
)
def test_unknown_words_are_named(oud: str, nieuw: str, deel_van_tekst: str) -> None:
    assert oud in STANDAARD
    with pytest.raises(Weigering) as fout:
        lees_triagetabel(STANDAARD.replace(oud, nieuw), "eigen", 2)
    assert fout.value.code == "tabel-ongeldig"
    assert deel_van_tekst in fout.value.tekst
    assert fout.value.tekst.startswith("De beslistabel klopt niet: ")


@pytest.mark.eis("UM-23")
@pytest.mark.parametrize(
    ("oud", "nieuw", "deel_van_tekst"),
    [
        ("33;niet_acuut;;altijd;", "33;niet_acuut;;een_van:schulden;", "urgentie heeft geen regel 'altijd'"),
        (
            "104;zorgverantwoordelijke;;",
            "136;zorgverantwoordelijke;;",
            "'altijd' moet de laatste van route zijn",
        ),
        ("|vraagt_zelf_hulp", "", "signaal 'vraagt_zelf_hulp' komt in geen enkele regel voor"),
    ],
)
def test_table_that_can_be_read_but_is_not_sound(oud: str, nieuw: str, deel_van_tekst: str) -> None:
    controle = controleer_triagetabel(lees_triagetabel(STANDAARD.replace(oud, nieuw), "eigen", 2).tabel)
    assert any(deel_van_tekst in fout.tekst for fout in controle.fouten), [f.tekst for f in controle.fouten]


@pytest.mark.eis("UM-23", "F10")
def test_an_urgent_route_must_end_day_and_night() -> None:
    tekst = STANDAARD.replace("120;urgente_hulp;;urgentie:spoed", "120;lokaal_team;;urgentie:spoed")
    fouten = controleer_triagetabel(lees_triagetabel(tekst, "eigen", 2).tabel).fouten
    assert [fout.regel for fout in fouten] == ["120"]
    assert "'lokaal_team' is niet dag en nacht bereikbaar" in fouten[0].tekst
    overdag = {**ROUTES, "crisisdienst": replace(ROUTES["crisisdienst"], dag_en_nacht=False, terugval="")}
    gemeenten = {"0193": ROUTES, "0180": overdag}
    fouten = controleer_triagetabel(standaardtabel().tabel, gemeenten).fouten
    assert {fout.regel for fout in fouten} == {"102", "113", "116", "117", "118"}
    assert all("in gemeente 0180" in fout.tekst for fout in fouten)


@pytest.mark.eis("F10")
def test_fallbacks_end_somewhere() -> None:
    assert terugvalketen("verslavingszorg") == ("verslavingszorg", "bemoeizorg", "lokaal_team")
    assert terugvalketen("crisisdienst_jeugd") == ("crisisdienst_jeugd", "crisisdienst", "huisarts", "112")
    assert eindigt_dag_en_nacht("spoedpoli")
    assert eindigt_dag_en_nacht("wvggz")
    assert not eindigt_dag_en_nacht("regisseur")


@pytest.mark.eis("UM-23")
def test_overlap_warns_with_an_example_and_the_winner() -> None:
    overlappen = {(o.een, o.ander): o for o in controleer(standaardtabel().tabel).waarschuwingen}
    overlap = overlappen[(121, 122)]
    assert overlap.wint == 121
    assert overlap.tekst == (
        "Regel 121 en regel 122 gelden samen bij bekend open_dossier, in_regio nee: regel 121 wint."
    )
    assert (109, 114) in overlappen
    assert not {(111, 112), (113, 114), (102, 120)} & set(overlappen)


@pytest.mark.eis("recht:W17")
def test_age_limit_of_the_region() -> None:
    tabel = lees_triagetabel(STANDAARD, "eigen", 2, wvggz_leeftijd=18)
    assert [tabel.tabel.regel(nr).als for nr in (110, 115)] == [
        "aard:wvggz leeftijd:<18",
        tabel.tabel.regel(115).als.replace("leeftijd:>=16", "leeftijd:>=18"),
    ]
    assert controleer(tabel.tabel).in_orde
    assert tabel.tabel.regel(107).als == "leeftijd:<18 urgentie:spoed"


@pytest.mark.eis("UM-23")
def test_gemeenten_may_stand_in_the_file() -> None:
    assert lees_triagetabel(f"# gemeenten: 0193|0148\n{STANDAARD}", "eigen").gemeenten == {"0193", "0148"}
