"""A sentence stays the Dutch text everywhere, and can be said in another language at the edge."""

import json
import pickle

from django.utils import translation

from sluitend.kern.tekst import Zin, samen, zin
from sluitend.platform.vertalingen import vertaal


def test_a_sentence_is_its_dutch_text() -> None:
    tekst = zin("Te lang: maximaal {n}.", n=20)
    assert tekst == "Te lang: maximaal 20."
    assert json.dumps(tekst) == '"Te lang: maximaal 20."'
    assert type(str(tekst)) is str
    assert pickle.loads(pickle.dumps(tekst)) == tekst


def test_braces_in_what_somebody_typed_stay_what_they_are() -> None:
    assert zin("Neem contact op met {contactpunt}.", contactpunt="{n} {0}") == "Neem contact op met {n} {0}."


def test_the_edge_says_it_in_the_language_of_the_page() -> None:
    mist = samen([zin("de reden"), zin("de ontvanger")], ", ")
    tekst = zin("Deze overdracht mist: {items}.", items=mist)
    assert tekst == "Deze overdracht mist: de reden, de ontvanger."
    with translation.override("en"):
        assert vertaal(tekst) == "This handover lacks: the reason, the receiver."
        assert vertaal("") == ""
        assert vertaal("Iets dat in geen catalogus staat") == "Iets dat in geen catalogus staat"
    with translation.override("nl"):
        assert vertaal(tekst) == tekst


def test_what_is_filled_in_is_data_unless_it_is_a_sentence_itself() -> None:
    """Somebody may be called like a word of the catalogue."""
    with translation.override("en"):
        assert (
            vertaal(zin("Neem contact op met {contactpunt}.", contactpunt="Wonen")) == "Please contact Wonen."
        )
        assert vertaal(samen(["Wonen", zin("wonen")], "/")).startswith("Wonen/")
    assert isinstance(samen([]), Zin)
