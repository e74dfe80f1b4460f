"""The decision table engine on tables of its own: three values, hit policies, and a check that is exact."""

from __future__ import annotations

import itertools
import random

import pytest

from sluitend.kern.beslistabel import (
    Beleid,
    Deel,
    Kolom,
    Rekenaar,
    Schema,
    Tabel,
    Zoeker,
    controleer,
    lees_csv,
    lees_voorwaarde,
)
from sluitend.kern.fouten import Weigering

KOP = "nr;uit;ook;als;aanwijzingen;tekst\n"
SIGNALEN = ("a", "b", "c", "d")
KOLOMMEN = (
    Kolom("kleur", ("geen", "rood", "wit")),
    Kolom("jaren", laagst=0, hoogst=9, gewoon=5, vraag="leeftijd"),
)


def _schema(beleid: Beleid = Beleid.EERSTE, *, gevraagd: str = "ab", altijd: bool = False) -> Schema:
    return Schema(
        SIGNALEN,
        frozenset(gevraagd),
        (*KOLOMMEN, Kolom("klasse", ("hoog", "laag"))),
        (
            Deel("klasse", Beleid.HOOGSTE, 1, 9, ("hoog", "laag"), kolom="klasse", altijd_nodig=altijd),
            Deel("weg", beleid, 10, 99, ("x", "y", "z"), altijd_nodig=altijd),
        ),
    )


def _tabel(*regels: str, beleid: Beleid = Beleid.EERSTE) -> Tabel:
    return lees_csv(KOP + "\n".join(regels), _schema(beleid), "proef", 1)


@pytest.mark.eis("F09")
@pytest.mark.parametrize(
    ("als", "ja", "nee", "kolommen", "verwacht"),
    [
        ("altijd", "", "", {}, True),
        ("een_van:a|c", "a", "", {}, True),
        ("een_van:a|c", "", "", {}, None),
        ("een_van:a|c", "c", "", {}, True),
        ("een_van:a|c", "", "a", {}, False),
        ("alle:a|c", "a", "", {}, False),
        ("alle:a|c", "c", "", {}, None),
        ("alle:a|c", "ac", "", {}, True),
        ("geen_van:a|c", "", "", {}, None),
        ("geen_van:a|c", "c", "", {}, False),
        ("geen_van:a|c", "", "a", {}, True),
        ("een_van:c geen_van:a", "", "", {}, False),
        ("een_van:c geen_van:a", "c", "", {}, None),
        ("kleur:rood|wit", "", "", {"kleur": "wit"}, True),
        ("kleur:rood|wit", "", "", {"kleur": "geen"}, False),
        ("kleur:rood|wit", "", "", {}, None),
        ("jaren:<=3", "", "", {"jaren": 3}, True),
        ("jaren:<3", "", "", {"jaren": 3}, False),
        ("jaren:>=3 jaren:<5", "", "", {"jaren": 4}, True),
        ("jaren:=3", "", "", {"jaren": 3}, True),
        ("jaren:2|3", "", "", {"jaren": 3}, True),
        ("jaren:2|3", "", "", {"jaren": 4}, False),
        ("jaren:<3", "", "", {"jaren": range(3)}, True),
        ("jaren:<3", "", "", {"jaren": range(4)}, None),
        ("jaren:<3", "", "", {"jaren": range(3, 6)}, False),
        ("jaren:=3", "", "", {"jaren": range(2, 5)}, None),
    ],
)
def test_three_values(
    als: str, ja: str, nee: str, kolommen: dict[str, int | str | range], verwacht: bool | None
) -> None:
    rekenaar = Rekenaar(_tabel(f"10;x;;{als};;t"))
    uitslag = rekenaar.beoordeel(rekenaar.lees(tuple(ja), tuple(nee), kolommen))
    assert (bool(uitslag.geraakt), bool(uitslag.mogelijk)) == (verwacht is True, verwacht is None)
    assert uitslag.delen[1].uit == ("x" if verwacht else None)


@pytest.mark.eis("F09")
def test_missing_answers_come_by_class_number_and_place() -> None:
    rekenaar = Rekenaar(
        _tabel(
            "1;laag;;een_van:c;;t",
            "2;hoog;;alle:b|a;;t",
            "3;hoog;;een_van:a jaren:>=3;;t",
            "4;laag;;kleur:rood;;t",
            "10;x;;kleur:wit klasse:hoog;;t",
            "11;y;;kleur:wit klasse:laag;;t",
            "12;z;;altijd;;t",
        )
    )
    uitslag = rekenaar.beoordeel(rekenaar.lees(("c",), (), {"jaren": range(10)}))
    assert [deel.uit for deel in uitslag.delen] == ["laag", "z"]
    assert [deel.hoogst_mogelijk for deel in uitslag.delen] == ["hoog", "y"]
    # Rule 4 is undecided too, but no higher than what is certain; rule 10 cannot be true in class laag.
    assert uitslag.ontbreekt == ("b", "a", "leeftijd", "kleur")
    uitslag = rekenaar.beoordeel(rekenaar.lees(("a", "b"), (), {"jaren": 1, "kleur": "geen"}))
    assert uitslag.ontbreekt == ()
    assert uitslag.delen[0].regel is not None
    assert uitslag.delen[0].regel.nr == 2


@pytest.mark.eis("F09")
def test_an_answer_that_is_already_enough_is_not_asked_again() -> None:
    rekenaar = Rekenaar(_tabel("10;x;;een_van:a|b kleur:rood;;t", "11;y;;altijd;;t"))
    assert rekenaar.beoordeel(rekenaar.lees(("a",), (), {})).ontbreekt == ("kleur",)
    assert rekenaar.beoordeel(rekenaar.lees((), ("a",), {"kleur": "rood"})).ontbreekt == ("b",)


@pytest.mark.eis("F09", "UM-23")
def test_unique_policy_refuses_two_true_rules() -> None:
    tabel = _tabel("10;x;;een_van:c;;t", "11;x;;een_van:d;;t", beleid=Beleid.UNIEK)
    rekenaar = Rekenaar(tabel)
    assert rekenaar.beoordeel(rekenaar.lees(("c",), (), {})).delen[1].uit == "x"
    with pytest.raises(Weigering, match="regel 10 en regel 11 gelden allebei"):
        rekenaar.beoordeel(rekenaar.lees(("c", "d"), (), {}))
    fouten = [fout.tekst for fout in controleer(tabel).fouten]
    assert "De beslistabel klopt niet: regel 10 en regel 11 gelden allebei bij c, d, weg is uniek." in fouten
    uit_elkaar = _tabel("10;x;;een_van:c;;t", "11;x;;een_van:d geen_van:c;;t", beleid=Beleid.UNIEK)
    assert not [f for f in controleer(uit_elkaar).fouten if "allebei" in f.tekst]


@pytest.mark.eis("UM-23")
def test_gap_and_blame_are_named() -> None:
    teksten = [
        fout.tekst
        for fout in controleer(_tabel("10;x;;een_van:a;;t", "11;y;;geen_van:a kleur:rood;;t")).fouten
    ]
    assert any("in weg geldt geen enkele regel bij geen enkel signaal" in tekst for tekst in teksten)
    tabel = _tabel("10;x;;een_van:a;;t", "11;y;;geen_van:a;;t", "12;z;;een_van:c;;t")
    teksten = [fout.tekst for fout in controleer(tabel).fouten if fout.code == "regel-onbereikbaar"]
    assert teksten == ["Regel 12 wordt nooit bereikt: de regels 10 en 11 gaan samen altijd voor."]
    tabel = _tabel("10;x;;jaren:<3 jaren:>4;;t", "11;y;;altijd;;t")
    teksten = [fout.tekst for fout in controleer(tabel).fouten if fout.code == "regel-onbereikbaar"]
    assert teksten == ["Regel 10 wordt nooit bereikt: de voorwaarde kan nooit waar zijn."]
    tabel = _tabel(
        "1;hoog;;een_van:a;;t", "2;laag;;altijd;;t", "10;x;;een_van:a klasse:laag;;t", "11;y;;altijd;;t"
    )
    teksten = [fout.tekst for fout in controleer(tabel).fouten if fout.code == "regel-onbereikbaar"]
    assert teksten == [
        "Regel 10 wordt nooit bereikt: de voorwaarde past bij geen enkele uitkomst van het deel ervoor."
    ]


def _alle_invoer() -> list[tuple[tuple[str, ...], dict[str, str | int]]]:
    return [
        (tuple(s for s, aan in zip(SIGNALEN, bits, strict=True) if aan), {"kleur": kleur, "jaren": jaren})
        for bits in itertools.product((0, 1), repeat=4)
        for kleur in ("geen", "rood", "wit")
        for jaren in (1, 4, 8)
    ]


def _toets(dobbelsteen: random.Random) -> str:
    codes = "|".join(dobbelsteen.sample(SIGNALEN, dobbelsteen.randint(1, 2)))
    return dobbelsteen.choice(
        [
            f"een_van:{codes}",
            f"alle:{codes}",
            f"geen_van:{codes}",
            "kleur:rood",
            "kleur:rood|wit",
            "jaren:<3",
            "jaren:>=6",
        ]
    )


@pytest.mark.eis("UM-23", "AM-25", "AM-10")
def test_check_is_exact_against_every_input() -> None:
    """Random small tables: what the search says about reach, gaps and overlap is what trying every input says."""
    dobbelsteen = random.Random(42)
    invoer = _alle_invoer()
    onbereikbaar = 0
    for _ in range(120):
        regels = [
            f"{nr};{dobbelsteen.choice(['hoog', 'laag'])};;{_toets(dobbelsteen)} {_toets(dobbelsteen)};;t"
            for nr in range(1, 4)
        ]
        regels.append("9;laag;;altijd;;t")
        for nr in range(10, 16):
            klasse = dobbelsteen.choice(["", " klasse:hoog", " klasse:laag"])
            regels.append(
                f"{nr};{dobbelsteen.choice('xyz')};;{_toets(dobbelsteen)} {_toets(dobbelsteen)}{klasse};;t"
            )
        tabel = _tabel(*regels)
        rekenaar = Rekenaar(tabel)
        beslist: set[int] = set()
        samen: set[tuple[int, int]] = set()
        gat = False
        for ja, kolommen in invoer:
            uitslag = rekenaar.beoordeel(rekenaar.lees(ja, SIGNALEN, kolommen))
            beslist |= {deel.regel.nr for deel in uitslag.delen if deel.regel}
            gat |= uitslag.delen[1].regel is None
            waar = [regel for bit, regel in rekenaar.bits if uitslag.geraakt & bit and regel.nr >= 10]
            samen |= {(waar[0].nr, ander.nr) for ander in waar[1:] if ander.uit != waar[0].uit}
        controle = controleer(tabel)
        assert set(controle.voorbeelden) == beslist
        assert {int(f.regel) for f in controle.fouten if f.code == "regel-onbereikbaar"} == {
            regel.nr for regel in tabel.regels
        } - beslist
        assert any("geldt geen enkele regel" in f.tekst for f in controle.fouten) is gat
        assert {(o.een, o.ander) for o in controle.waarschuwingen} == {
            paar for paar in samen if set(paar) <= beslist
        }
        for nr, voorbeeld in controle.voorbeelden.items():
            uitslag = rekenaar.beoordeel(rekenaar.lees(voorbeeld.ja, SIGNALEN, voorbeeld.kolommen))
            assert nr in {deel.regel.nr for deel in uitslag.delen if deel.regel}
        onbereikbaar += len(tabel.regels) - len(beslist)
    assert onbereikbaar > 50


def _kleene(als: str, ja: set[str], onbekend: set[str], kolommen: dict[str, str | int]) -> bool | None:
    """The three-valued meaning of a condition, written out the slow way."""
    uitkomst: bool | None = True
    for toets in lees_voorwaarde(als, _schema()):
        if toets.kolom:
            waarde = kolommen.get(toets.kolom)
            deel = None if waarde is None else toets.geldt_voor(waarde)
        else:
            waarden = [True if c in ja else None if c in onbekend else False for c in toets.leden]
            if toets.soort == "alle":
                deel = False if False in waarden else None if None in waarden else True
            else:
                deel = True if True in waarden else None if None in waarden else False
                if toets.soort == "geen_van" and deel is not None:
                    deel = not deel
        if deel is False:
            return False
        if deel is None:
            uitkomst = None
    return uitkomst


@pytest.mark.eis("F09")
def test_masks_mean_what_the_words_mean() -> None:
    dobbelsteen = random.Random(3)
    for _ in range(400):
        regels = [f"{nr};x;;{' '.join(_toets(dobbelsteen) for _ in range(3))};;t" for nr in range(10, 20)]
        tabel = _tabel(*regels)
        rekenaar = Rekenaar(tabel)
        ja = {s for s in SIGNALEN if dobbelsteen.random() < 0.3}
        nee = {s for s in SIGNALEN if dobbelsteen.random() < 0.5}
        kolommen: dict[str, str | int] = {}
        if dobbelsteen.random() < 0.6:
            kolommen["kleur"] = dobbelsteen.choice(["geen", "rood", "wit"])
        if dobbelsteen.random() < 0.6:
            kolommen["jaren"] = dobbelsteen.randint(0, 9)
        uitslag = rekenaar.beoordeel(rekenaar.lees(tuple(ja), tuple(nee), kolommen))
        for bit, regel in rekenaar.bits:
            verwacht = _kleene(regel.als, ja, {"a", "b"} - ja - nee, kolommen)
            assert (bool(uitslag.geraakt & bit), bool(uitslag.mogelijk & bit)) == (
                verwacht is True,
                verwacht is None,
            )


@pytest.mark.eis("UM-23")
def test_limits() -> None:
    veel = "\n".join(f"{nr};x;;een_van:c;;t" for nr in range(10, 211))
    schema = Schema(SIGNALEN, frozenset(), KOLOMMEN, (Deel("weg", Beleid.EERSTE, 10, 999, ("x",)),))
    with pytest.raises(Weigering, match="er zijn 201 regels, het maximum is 200"):
        lees_csv(KOP + veel, schema, "groot", 1)
    breed = Schema(tuple(f"s{i}" for i in range(81)), frozenset(), (), schema.delen)
    with pytest.raises(Weigering, match="meer dan 80 signalen"):
        lees_csv(KOP + "10;x;;altijd;;t", breed, "breed", 1)
    with pytest.raises(Weigering, match="groter dan"):
        lees_csv(KOP + "x" * 500_001, schema, "lang", 1)


@pytest.mark.eis("UM-23")
def test_search_gives_up_on_a_table_that_is_too_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sluitend.kern.beslistabel.zoeken.MAX_STAPPEN", 3)
    controle = controleer(_tabel("10;x;;een_van:a;;t", "11;y;;een_van:b;;t", "12;z;;altijd;;t"))
    assert any("te veel werk" in fout.tekst for fout in controle.fouten)
    assert not controle.volledig


@pytest.mark.eis("UM-23")
def test_impossible_conditions_are_not_used_as_examples() -> None:
    schema = _schema()
    met = Schema(
        schema.signalen, schema.gevraagd, schema.kolommen, schema.delen, onmogelijk=("een_van:c jaren:<3",)
    )
    tabel = lees_csv(KOP + "10;x;;een_van:c jaren:<3;;t\n11;y;;altijd;;t", met, "proef", 1)
    assert [fout.regel for fout in controleer(tabel).fouten if fout.code == "regel-onbereikbaar"] == ["10"]
    assert Zoeker(tabel).vind([10]) is None


@pytest.mark.eis("UM-23")
@pytest.mark.parametrize(
    "rij",
    [
        "10;x;;een_van:q;;t",
        "10;x;;een_van:;;t",
        "10;x;;een_van;;t",
        "10;x;;maat:groot;;t",
        "10;x;;kleur:blauw;;t",
        "10;x;;jaren:>;;t",
        "10;x;;jaren:>1.5;;t",
        "10;x;;altijd een_van:a;;t",
        "10;x;;;;t",
        "10;w;;altijd;;t",
        "10;x;w;altijd;;t",
        "10;x;;altijd;roep;t",
        "10;x;;altijd;;",
        "10;x;;altijd;t",
        "1000;x;;altijd;;t",
        "-1;x;;altijd;;t",
        "١٠;x;;altijd;;t",
        "10;x;;altijd;;t\n10;y;;altijd;;t",
    ],
)
def test_what_cannot_be_read_is_refused(rij: str) -> None:
    with pytest.raises(Weigering) as fout:
        _tabel(rij)
    assert fout.value.code == "tabel-ongeldig"


@pytest.mark.eis("UM-23")
def test_marks_above_the_header_and_quoted_text() -> None:
    tabel = lees_csv(f'# gemeenten: 0193\n# leeg\n{KOP}10;x;;altijd;;"een; twee"\n\n', _schema(), "proef", 3)
    assert tabel.kenmerken == {"gemeenten": "0193"}
    assert tabel.regel(10).tekst == "een; twee"
    assert (tabel.naam, tabel.versie) == ("proef", 3)
    with pytest.raises(KeyError):
        tabel.regel(11)
