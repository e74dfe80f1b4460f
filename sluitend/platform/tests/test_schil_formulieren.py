"""Every form: bounded, clean, only the fields it names, messages that say what to do."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from sluitend.platform.formulieren import BIDI, Formulier, schoon


class Melding(Formulier):
    knoppen = ("actie",)
    naam = forms.CharField()
    verhaal = forms.CharField(widget=forms.Textarea, required=False)
    kort = forms.CharField(max_length=5, required=False)
    dag = forms.DateField(required=False)
    aantal = forms.IntegerField(required=False, min_value=1)


def fouten(**gegevens: str) -> dict[str, list[str]]:
    return dict(Melding(gegevens).errors)


def test_unknown_key_is_refused_and_nothing_is_lost() -> None:
    formulier = Melding({"naam": "Test", "is_beheerder": "1"})
    assert not formulier.is_valid()
    assert "veranderd" in formulier.non_field_errors()[0]
    assert 'value="Test"' in str(formulier["naam"])


def test_own_keys_buttons_and_csrf_are_known() -> None:
    formulier = Melding({"naam": "Test", "csrfmiddlewaretoken": "x", "actie": "opslaan"})
    assert formulier.is_valid(), formulier.errors


def test_prefixed_form_looks_at_its_own_keys_only() -> None:
    gegevens = {"een-naam": "A", "twee-naam": "B", "csrfmiddlewaretoken": "x"}
    assert Melding(gegevens, prefix="een").is_valid()
    assert not Melding({**gegevens, "een-extra": "1"}, prefix="een").is_valid()


def test_control_and_bidi_signs_are_stripped() -> None:
    formulier = Melding({"naam": "Pi\x00et\u202e \x1bV", "verhaal": "een\r\ntwee\x07\u2066"})
    assert formulier.is_valid()
    assert formulier.cleaned_data["naam"] == "Piet V"
    assert formulier.cleaned_data["verhaal"] == "een\ntwee"


def test_a_name_of_only_invisible_signs_is_empty() -> None:
    assert fouten(naam="\u200b\u202e")["naam"] == ["Vul dit in."]


@pytest.mark.parametrize(
    ("veld", "waarde", "bericht"),
    [
        ("naam", "x" * 201, "Te lang: maximaal 200."),
        ("verhaal", "x" * 4001, "Te lang: maximaal 4000."),
        ("kort", "x" * 6, "Te lang: maximaal 5."),
        ("dag", "31-02-2027", "Vul een datum in, bijvoorbeeld 27-03-2027."),
        ("aantal", "veel", "Vul een heel getal in."),
        ("aantal", "0", "Te laag: minimaal 1."),
        ("naam", "", "Vul dit in."),
    ],
)
def test_message_says_in_dutch_what_to_do(veld: str, waarde: str, bericht: str) -> None:
    assert fouten(**{"naam": "Test", veld: waarde})[veld] == [bericht]


def test_own_message_of_a_form_goes_first() -> None:
    class Eigen(Formulier):
        naam = forms.CharField(error_messages={"required": "Hoe heet de inwoner?"})

    assert Eigen({}).errors["naam"] == ["Hoe heet de inwoner?"]


def test_password_is_not_touched() -> None:
    class Sleutel(Formulier):
        geheim = forms.CharField(widget=forms.PasswordInput, strip=False)

    formulier = Sleutel({"geheim": "a\u202eb\tc"})
    assert formulier.is_valid()
    assert formulier.cleaned_data["geheim"] == "a\u202eb\tc"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_no_hidden_sign(tekst: str) -> None:
    eenmaal = schoon(tekst, True)
    assert schoon(eenmaal, True) == eenmaal
    assert not set(eenmaal) & BIDI
    assert all(ord(teken) >= 32 or teken == "\n" for teken in eenmaal)


@given(st.dictionaries(st.sampled_from(["naam", "verhaal", "kort", "dag", "aantal", "x"]), st.text()))
def test_no_input_breaks_a_form(gegevens: dict[str, str]) -> None:
    formulier = Melding(gegevens)
    formulier.is_valid()
    assert str(formulier)
