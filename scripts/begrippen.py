"""Keep `docs/begrippen.md` complete: one row per model, term → code name → source.

python -m scripts.begrippen     add rows for new models and take out those of models that are gone; keeps what was written
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

BESTAND = Path(__file__).resolve().parents[1] / "docs" / "begrippen.md"
RIJ = re.compile(r"^\| (?P<term>[^|]+?) \| `(?P<code>[\w.]+)` \| (?P<bron>[^|]*?) \|$", re.MULTILINE)
HOOFDSTUK = {
    "platform": "30 privacy en beveiliging",
    "regio": "00 overzicht",
    "inwoners": "12 regie",
    "dossier": "12 regie",
    "wvggz": "11 Wvggz",
    "meldpunt": "10 melding en triage",
}
ID = re.compile(r"\(((?:recht:)?[A-Z]{1,3}-?\d+[^)]*)\)|\((chapter \d+[^)]*)\)")
KOP = "| term | codenaam | bron |\n|---|---|---|\n"


def rijen() -> dict[str, tuple[str, str]]:
    """Code name → term and source, as the document has them."""
    tekst = BESTAND.read_text("utf-8") if BESTAND.exists() else ""
    return {m["code"]: (m["term"], m["bron"]) for m in RIJ.finditer(tekst)}


def modellen() -> dict[str, tuple[str, str]]:
    """Code name → term and source, as the code suggests them."""
    from django.apps import apps

    uitkomst = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("sluitend."):
            continue
        for model in config.get_models():
            treffer = ID.search(model.__doc__ or "")
            vindplaats = (treffer[1] or treffer[2]).replace("chapter", "hoofdstuk") if treffer else ""
            bron = vindplaats or HOOFDSTUK.get(config.label, config.label)
            uitkomst[f"{config.label}.{model.__name__}"] = (str(model._meta.verbose_name), bron)
    return uitkomst


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sluitend.config.settings.test")
    import django

    django.setup()
    geschreven = rijen()
    tabel = {code: geschreven.get(code, voorstel) for code, voorstel in modellen().items()}
    tekst = BESTAND.read_text("utf-8")
    kop, _, _ = tekst.partition(KOP)
    regels = "".join(f"| {term} | `{code}` | {bron} |\n" for code, (term, bron) in sorted(tabel.items()))
    BESTAND.write_text(kop + KOP + regels, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
