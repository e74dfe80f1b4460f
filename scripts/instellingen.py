"""Write `docs/beheer/instellingen.md` from `sluitend.config.omgeving.Omgeving`; a test holds them together."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from pathlib import Path
from typing import Any

from sluitend.config.omgeving import WORTEL, Omgeving

BESTAND = Path(__file__).resolve().parents[1] / "docs" / "beheer" / "instellingen.md"
KOP = """\
# Instellingen

Alles wat per installatie verschilt, staat in de omgeving van het proces: `SLUITEND_<NAAM>`. Geen ander deel van het
product leest de omgeving. Deze bladzijde wordt gemaakt uit `sluitend/config/omgeving.py` met
`python -m scripts.instellingen`; wat een regio zelf regelt (termijnen, teams, normen), staat in de databank met een
ingangsdatum en niet hier.

| variabele | soort | zonder waarde | betekenis |
|---|---|---|---|
"""


def _uitleg() -> dict[str, str]:
    """The docstring below each field; a field without one belongs to the last that has."""
    boom = ast.parse(textwrap.dedent(inspect.getsource(Omgeving))).body[0]
    assert isinstance(boom, ast.ClassDef)
    uitleg: dict[str, str] = {}
    naam = hoofd = ""
    for deel in boom.body:
        if isinstance(deel, ast.AnnAssign) and isinstance(deel.target, ast.Name):
            naam = deel.target.id
            uitleg[naam] = f"Hoort bij `SLUITEND_{hoofd.upper()}`." if hoofd else ""
        elif isinstance(deel, ast.Expr) and isinstance(deel.value, ast.Constant) and naam:
            uitleg[naam] = " ".join(str(deel.value.value).split())
            hoofd = naam
    return uitleg


def _standaard(waarde: Any) -> str:
    if waarde is None or waarde == "":
        return "leeg"
    if isinstance(waarde, Path):
        return f"`{waarde.relative_to(WORTEL)}` in de map van het product"
    if isinstance(waarde, bool):
        return "`1`" if waarde else "`0`"
    return f"`{waarde}`"


def _soort(soort: Any) -> str:
    naam = str(getattr(soort, "__name__", soort))
    if "SecretStr" in str(soort):
        return "geheim"
    if "list" in str(soort):
        return "JSON-lijst"
    return {"bool": "`1` of `0`", "str": "tekst", "Path": "pad", "int": "getal"}.get(naam, naam)


def tekst() -> str:
    """The whole page."""
    uitleg = _uitleg()
    regels = [
        f"| `SLUITEND_{naam.upper()}` | {_soort(veld.annotation)} | {_standaard(veld.default)} | "
        f"{uitleg.get(naam, '').replace('|', chr(92) + '|')} |\n"
        for naam, veld in Omgeving.model_fields.items()
    ]
    return KOP + "".join(regels)


if __name__ == "__main__":
    BESTAND.parent.mkdir(parents=True, exist_ok=True)
    BESTAND.write_text(tekst(), "utf-8")
    sys.exit(0)
