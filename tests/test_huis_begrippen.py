"""One term, one spelling: every model stands in the list of terms, and nothing else does."""

from __future__ import annotations

from scripts import begrippen


def test_every_model_is_a_term():
    assert sorted(set(begrippen.modellen()) - set(begrippen.rijen())) == []


def test_every_term_is_a_model():
    assert sorted(set(begrippen.rijen()) - set(begrippen.modellen())) == []


def test_every_term_has_a_source():
    assert [code for code, (_, bron) in begrippen.rijen().items() if not bron.strip()] == []
