"""The components: what they say to eyes, to ears and to a keyboard."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, engines
from django.template.loader import get_template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from sluitend.platform.formulieren import Formulier
from sluitend.platform.templatetags import sluitend as tags

SJABLONEN = Path(__file__).resolve().parents[1] / "templates"
NU = datetime(2027, 3, 27, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def proefsjablonen(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test pages stand beside the tests, not in the product."""
    eerste = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**eerste, "DIRS": [*eerste["DIRS"], Path(__file__).parent / "templates"]}]
    monkeypatch.setattr("sluitend.platform.schil._menu", [])


def teken(bron: str, **context: object) -> str:
    """Render a template source with components, as the loader compiles it."""
    return engines["django"].engine.from_string(CottonCompiler().process(bron)).render(Context(context))


class Proef(Formulier):
    naam = forms.CharField(help_text="Zoals op de pas")
    soort = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Appel"), ("b", "Boom")])
    vakken = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("x", "X"), ("y", "Y")], required=False
    )
    team = forms.ChoiceField(choices=[("1", "Een")])
    dag = forms.DateField()
    tekst = forms.CharField(widget=forms.Textarea, required=False)
    akkoord = forms.BooleanField()


@pytest.mark.parametrize(
    ("bron", "verwacht"),
    [
        ("<c-knop>Opslaan</c-knop>", ['<button type="submit"', "primary-action", "Opslaan"]),
        ('<c-knop variant="neven" href="/x" id="k">Terug</c-knop>', ['<a href="/x"', 'id="k"', "secondary"]),
        ('<c-knop variant="gevaar" name="actie" value="weg">Weg</c-knop>', ['name="actie"', "knop--gevaar"]),
        ('<c-melding soort="fout" titel="Kijk">Tekst</c-melding>', ["melding--fout", "Kijk", "Tekst", ">!<"]),
        ('<c-statusbadge toon="ok">Klaar</c-statusbadge>', ["badge--ok", "✓", "Klaar"]),
        ('<c-termijn toon="rood" tekst="te laat: 3 dagen" />', ["termijn--rood", "!", "te laat: 3 dagen"]),
        ('<c-termijn tekst="morgen" :op="nu" />', ['<time datetime="2027-03-27', "za 27 mrt 2027, 15:00"]),
        ('<c-kaart titel="Plan" href="/p">In<c-slot name="voet">Voet</c-slot></c-kaart>', ["<h2>", "Voet"]),
        ('<c-kerngegevens :rijen="rijen" />', ["<dt>Leeftijd</dt><dd>34</dd>", "<dt>Team</dt><dd>–</dd>"]),
        ('<c-leeg tekst="Niets te doen."><c-knop>Nieuw</c-knop></c-leeg>', ["Niets te doen.", "<button"]),
        ('<c-stappen :stappen="stappen" />', ['aria-current="step"', "stap--klaar", 'aria-label="Stappen"']),
        ('<c-pagineren volgende="?na=2" tekst="25 van 30" />', ['href="?na=2"', 'rel="next"', "25 van 30"]),
        (
            '<c-tijdlijn><c-tijdlijn.item titel="Melding" :op="dag">Hoi</c-tijdlijn.item></c-tijdlijn>',
            ["<ol", "za 27 mrt 2027<", "Melding", "Hoi"],
        ),
        (
            '<c-tabel bijschrift="Werk"><c-slot name="kop"><tr><th>A</th></tr></c-slot><tr><td>1</td></tr></c-tabel>',
            ["<caption>Werk</caption>", 'tabindex="0"', "<thead><tr><th>A", "<td>1</td>"],
        ),
    ],
)
def test_component_shows_what_it_is_given(bron: str, verwacht: list[str]) -> None:
    html = teken(
        bron,
        nu=NU,
        dag=date(2027, 3, 27),
        rijen=[("Leeftijd", 34), ("Team", None)],
        stappen=[{"naam": "Melding", "staat": "klaar"}, {"naam": "Onderzoek", "staat": "nu"}],
    )
    for stuk in verwacht:
        assert stuk in html


def test_every_component_is_documented_and_was_drawn() -> None:
    """A new component without a first line on its attributes, or without a test, fails."""
    bron = Path(__file__).read_text() + (Path(__file__).parent / "templates/proef/pagina.html").read_text()
    for pad in (SJABLONEN / "cotton").rglob("*.html"):
        naam = ".".join(pad.relative_to(SJABLONEN / "cotton").with_suffix("").parts).removesuffix(".index")
        assert pad.read_text().startswith(f"{{# c-{naam}:"), naam
        assert f"<c-{naam}" in bron, naam


def test_field_says_its_help_and_error_to_a_screen_reader() -> None:
    formulier = Proef({"akkoord": ""})
    html = "".join(teken('<c-veld :veld="veld" />', veld=veld) for veld in formulier)
    assert 'aria-describedby="id_naam_hulp id_naam_fout"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="veld__label" for="id_naam">' in html
    assert '<fieldset class="veld veld--fout" id="id_soort" aria-describedby="id_soort_fout"' in html
    assert 'type="radio" name="soort" value="a"' in html
    assert 'type="checkbox" name="vakken" value="x"' in html
    assert "utrecht-select" in html
    assert 'type="date"' in html
    assert '<label class="optie" for="id_akkoord"><input type="checkbox"' in html
    assert html.count('autocomplete="off"') >= 3
    assert "Vul dit in." in html
    assert "Zet hier een vinkje." in html


def test_error_summary_links_to_each_field() -> None:
    html = teken('<c-formulierfouten :formulier="f" />', f=Proef({}))
    assert 'href="#id_naam"' in html
    assert 'href="#id_soort_0"' in html
    assert 'role="alert"' in html
    assert teken('<c-formulierfouten :formulier="f" />', f=Proef()).strip() == ""


def test_passed_attributes_are_escaped() -> None:
    """Cotton prints dynamic attributes as they are; ours never do."""
    html = teken('<c-knop :data-x="boos" data-y="{{ boos }}">a</c-knop>', boos='"><script>x</script>')
    assert "<script>" not in html
    assert '">' not in html.partition("data-x=")[2].partition(">a<")[0]


def test_component_inside_a_partial_keeps_working() -> None:
    """Cotton and template-partials both rewrite the loaders (trap 1 of the stack)."""
    html = get_template("proef/deel.html#rij").render({"rij": {"toon": "geel", "tekst": "over 5 dagen"}})
    assert "termijn--geel" in html
    assert "over 5 dagen" in html
    assert "<c-" not in html
    assert "buiten" not in html


@pytest.mark.parametrize(
    ("verschil", "tekst", "toon"),
    [
        (timedelta(minutes=12), "nog 12 min", "oranje"),
        (timedelta(minutes=-34), "34 min te laat", "rood"),
        (timedelta(hours=3, minutes=20), "nog 3 uur 20 min", "neutraal"),
        (timedelta(minutes=90), "nog 1 uur 30 min", "geel"),
        (timedelta(days=4), "nog 4 dagen", "neutraal"),
        (timedelta(days=-1, hours=-25), "2 dagen te laat", "rood"),
    ],
)
def test_term_is_said_in_words(verschil: timedelta, tekst: str, toon: str) -> None:
    assert tags.nog(NU + verschil, NU) == tekst
    assert tags.nog_toon(NU + verschil, NU) == toon


def test_dates_money_and_roles_are_written_the_dutch_way() -> None:
    assert tags.datumtijd(NU) == "za 27 mrt 2027, 15:00"
    assert tags.datum(date(2027, 3, 27)) == "za 27 mrt 2027"
    assert tags.euro(7819) == "€ 7.819,00"
    assert tags.rolnaam("onderzoeker_wvggz") == "Onderzoeker Wvggz"
    assert tags.datum(None) == "–"
    assert tags.geleden(NU - timedelta(minutes=5), NU) == "5 min geleden"


def test_every_role_of_the_matrix_has_a_name() -> None:
    from sluitend.platform.rollen import ROLNAMEN

    matrix = (SJABLONEN.parent / "rechtenmatrix.csv").read_text().splitlines()[1:]
    assert {regel.split(",")[0] for regel in matrix} <= set(ROLNAMEN)


class Inline(HTMLParser):
    """Finds what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.gevonden: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        namen = dict(attrs)
        self._script = tag == "script" and "src" not in namen and namen.get("type") != "application/json"
        self.gevonden += [f"{tag} {n}" for n in namen if n == "style" or n.startswith("on")]
        if tag == "style" or self._script:
            self.gevonden.append(tag)


def test_shell_holds_nothing_inline_and_no_script_may_come_from_elsewhere(rf: RequestFactory) -> None:
    from sluitend.platform.actor import Actor

    verzoek = rf.get("/")
    verzoek.session = {}
    verzoek.actor = Actor(
        regio_id=1, regio_code="drenthe", rol="auditor", regio_naam="Drenthe", naam="A. Voorbeeld"
    )
    html = get_template("proef/pagina.html").render(
        {"form": Proef({}), "nu": NU, "morgen": NU.date()}, verzoek
    )
    lezer = Inline()
    lezer.feed(html)
    assert lezer.gevonden == []
    assert "https://" not in html
    assert "platform/regio/drenthe.css" in html
    assert '"allowEval":false' in html
    assert "<title>Fout: Werkvoorraad - Sluitend</title>" in html
    assert html.count("<h1") == 1
    assert "<c-" not in html
