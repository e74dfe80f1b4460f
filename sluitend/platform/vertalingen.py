"""Languages: Dutch is the source, English the catalogue. No gettext programs are needed on the machine.

python -m sluitend.platform.vertalingen            what lacks a good translation; fails when something does
python -m sluitend.platform.vertalingen --haal-op  bring the catalogue up to date with the source first
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext, templatize

from sluitend.kern.tekst import Zin

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

INVULPLEK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HUIS = Path(__file__).resolve().parents[1]
BESTANDEN = HUIS / "locale"
SLEUTELWOORDEN = {
    "_": None,
    "gettext": None,
    "zin": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


class TaalMiddleware:
    """Dutch, unless somebody chose English with the switch: a browser from elsewhere says nothing about a team."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        gekozen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        taal = gekozen if gekozen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(taal)
        request.LANGUAGE_CODE = taal
        antwoord = self.get_response(request)
        antwoord.setdefault("Content-Language", taal)
        return antwoord


def vertaal(tekst: str) -> str:
    """A text of a rule or an action in the language of the page; what is filled in stays as it is."""
    if not isinstance(tekst, Zin):
        return gettext(tekst) if tekst else ""
    if tekst.delen:
        return tekst.tussen.join(vertaal(deel) if isinstance(deel, Zin) else deel for deel in tekst.delen)
    gezegd = gettext(tekst.sjabloon) if tekst.sjabloon else ""
    waarden = {k: vertaal(v) if isinstance(v, Zin) else v for k, v in tekst.waarden.items()}
    return gezegd.format(**waarden) if waarden else gezegd


def compileer(map_: Path = BESTANDEN) -> list[Path]:
    """Make each .mo that is missing or older than its .po; returns what was made. Safe to run at the same time."""
    gemaakt = []
    for po in map_.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        _schrijf_mo(lees(po), mo)
        gemaakt.append(mo)
    return gemaakt


def _schrijf_mo(catalogus: "Catalog", mo: Path) -> None:
    from babel.messages.mofile import write_mo

    greep, naam = tempfile.mkstemp(dir=mo.parent, suffix=".mo.tmp")
    with os.fdopen(greep, "wb") as bestand:
        write_mo(bestand, catalogus)
    os.replace(naam, mo)


def lees(po: Path) -> "Catalog":
    """The catalogue in a .po file."""
    from babel.messages.pofile import read_po

    with po.open("rb") as bestand:
        return read_po(bestand)


def bronnen() -> Iterator[Path]:
    """Every file that may hold text for people; tests hold none."""
    for patroon in ("*/**/*.py", "*/templates/**/*.html", "*/templates/**/*.txt"):
        for pad in sorted(HUIS.glob(patroon)):
            if not {"tests", "migrations", "locale"} & {*pad.relative_to(HUIS).parts}:
                yield pad


def verzamel() -> "Catalog":
    """All texts in the source, as an empty catalogue."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract

    catalogus = Catalog(project="Sluitend", charset="utf-8", fuzzy=False)
    for pad in bronnen():
        tekst = pad.read_text(encoding="utf-8")
        if pad.suffix != ".py":
            tekst = f"(\n{templatize(tekst)}\n)"  # within brackets the indents of a template mean nothing
        stroom = io.BytesIO(tekst.encode())
        for _regel, melding, _toelichting, context in extract("python", stroom, keywords=SLEUTELWOORDEN):
            catalogus.add(melding, context=context, locations=[(str(pad.relative_to(HUIS)), 0)])
    return catalogus


def gebreken(taal: str = "en") -> list[str]:
    """What is wrong with the catalogue: a text without translation, one in doubt, or with other places to fill in."""
    vertaald = lees(BESTANDEN / taal / "LC_MESSAGES" / "django.po")
    uit = []
    for bericht in verzamel():
        if not bericht.id:
            continue
        bron = _vormen(bericht.id)
        gevonden = vertaald.get(bericht.id, bericht.context)
        if gevonden is None or not _heel(gevonden.string):
            uit.append(f"niet vertaald: {bron[0]}")
        elif gevonden.fuzzy:
            uit.append(f"twijfel: {bron[0]}")
        elif [_plekken(v) for v in bron] != [_plekken(v) for v in _vormen(gevonden.string)]:
            uit.append(f"andere invulplekken: {bron[0]}")
    return uit


def _vormen(tekst: "str | list[str] | tuple[str, ...] | None") -> list[str]:
    return [tekst] if isinstance(tekst, str) else list(tekst or ())


def _plekken(tekst: str) -> set[str]:
    return {*INVULPLEK.findall(tekst)}


def _heel(tekst: object) -> bool:
    return all(tekst) if isinstance(tekst, tuple | list) else bool(tekst)


def haal_op(taal: str = "en") -> list[str]:
    """Bring the .po up to date with the source, keep what is translated; returns what still lacks a translation."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    po = BESTANDEN / taal / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    bestaand = lees(po) if po.exists() else None
    oud = {(b.id if isinstance(b.id, str) else b.id[0], b.context): b for b in bestaand or () if b.id}
    moment = datetime(2027, 1, 1, tzinfo=UTC)  # a fixed one: a catalogue changes only when its texts do
    nieuw = Catalog(
        locale=taal,
        project="Sluitend",
        version="1",
        charset="utf-8",
        fuzzy=False,
        header_comment="# English catalogue; `sluitend.platform.vertalingen.haal_op` keeps it up to date.",
        last_translator="",
        language_team="",
        creation_date=moment,
        revision_date=moment,
    )
    leeg = []
    for bericht in sorted(verzamel(), key=lambda b: str(b.id)):
        if not bericht.id:
            continue
        sleutel = (bericht.id if isinstance(bericht.id, str) else bericht.id[0], bericht.context)
        tekst = oud[sleutel].string if sleutel in oud else ""
        if isinstance(bericht.id, tuple) != isinstance(tekst, tuple):
            tekst = ("", "") if isinstance(bericht.id, tuple) else ""
        nieuw.add(
            bericht.id, tekst, context=bericht.context, flags={f for f in bericht.flags if f != "fuzzy"}
        )
        if not _heel(tekst):
            leeg.append(sleutel[0])
    with po.open("wb") as bestand:
        write_po(bestand, nieuw, width=0, omit_header=False, sort_output=True)
    return leeg


if __name__ == "__main__":
    if "--haal-op" in sys.argv[1:]:
        haal_op()
    gevonden = gebreken()
    sys.stdout.write("\n".join(gevonden or ["Alles is vertaald."]) + "\n")
    sys.exit(int(bool(gevonden)))
