"""A letter is a readable, tagged PDF that fetches nothing."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from sluitend.platform.actor import Actor
from sluitend.platform.brieven import Brief, maak_pdf

ACTOR = Actor(
    regio_id=1,
    regio_code="ijssel-vecht",
    regio_naam="IJssel-Vecht",
    rol="meldpuntmedewerker",
    naam="Mila Meldpunt",
    organisatie_naam="GGD Voorbeeld",
)
BRIEF = Brief("alinea", "Uw melding", date(2026, 11, 22), ("Mevrouw Voorbeeld",), "M-2026-000123")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_een_brief_is_een_leesbare_toegankelijke_pdf() -> None:
    pdf = PdfReader(
        BytesIO(maak_pdf(ACTOR, BRIEF, {"alineas": ["Wij hebben uw melding opgepakt. <script>"]}))
    )
    tekst = pdf.pages[0].extract_text()
    for deel in (
        "GGD Voorbeeld",
        "Mevrouw Voorbeeld",
        "22 november 2026",
        "M-2026-000123",
        "Uw melding",
        "<script>",
    ):
        assert deel in tekst
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl"
    assert pdf.metadata.title == "Uw melding"
