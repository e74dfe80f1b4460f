"""The typed refusal: what every area raises and every edge renders."""

from __future__ import annotations

from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik, Weigering


def test_a_refusal_carries_code_text_rule_and_status():
    weigering = Weigering("plek-bezet", "Op deze plek woont al iemand. Kies een andere.", "Z-04")
    assert (weigering.status, weigering.regel) == (409, "Z-04")
    assert weigering.als_probleem() == {
        "type": "urn:sluitend:fout:plek-bezet",
        "title": "Op deze plek woont al iemand",
        "status": 409,
        "detail": "Op deze plek woont al iemand. Kies een andere.",
        "regel": "Z-04",
        "code": "plek-bezet",
    }
    assert Weigering("weg", "Niet gevonden.", status=404).status == 404


def test_invalid_input_names_every_field():
    fout = OngeldigeInvoer("invoer", "Twee velden kloppen niet.", fouten={"a": "leeg", "b": "te lang"})
    assert (fout.status, fout.als_probleem()["fouten"]) == (400, {"a": "leeg", "b": "te lang"})
    assert isinstance(VerkeerdGebruik("x", "y"), OngeldigeInvoer)
