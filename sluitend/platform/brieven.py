"""Letters as PDF/UA on the region's paper: made from a template, in plain Dutch, without any remote call."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from sluitend.platform.actor import Actor

STIJL = Path(__file__).parent / "static" / "brieven" / "brief.css"


@dataclass(frozen=True)
class Brief:
    """What a letter needs besides its text: to whom, about what, when, by whom."""

    sjabloon: str
    onderwerp: str
    datum: date
    aan: tuple[str, ...] = ()
    kenmerk: str = ""


def maak_pdf(actor: Actor, brief: Brief, context: dict[str, Any]) -> bytes:
    """The letter as tagged PDF (PDF/UA-1). Only packaged files are read: an address in a text is never fetched."""
    from weasyprint import CSS, HTML  # imported here: it costs a second that no page should pay
    from weasyprint.urls import URLFetchingError

    def niets_ophalen(url: str, *args: object, **kwargs: object) -> dict[str, Any]:
        raise URLFetchingError(f"niet toegestaan: {url.split(':', 1)[0]}")

    tekst = render_to_string(f"brieven/{brief.sjabloon}.html", {**context, "brief": brief, "actor": actor})
    html = HTML(string=tekst, url_fetcher=niets_ophalen)
    return bytes(
        html.write_pdf(stylesheets=[CSS(string=STIJL.read_text(encoding="utf-8"))], pdf_variant="pdf/ua-1")
        or b""
    )
