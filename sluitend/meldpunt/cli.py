"""`sluitend triage [--tabel BESTAND] --json < melding.json`: the advice without database or framework (spec 40 §2d)."""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
from pathlib import Path
from typing import Any

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt.rules.advies import Advies, beoordeel
from sluitend.meldpunt.rules.triagetabel import (
    Triagetabel,
    controleer_triagetabel,
    lees_triagetabel,
    standaardtabel,
)

MAX_BYTES = 256 * 1024 * 1024


def main(argv: list[str]) -> int:
    """Read one melding, or a list of them, from standard input and print the advice as JSON.

    Returns 0 when done, 1 when refused (problem document on standard error), 2 on wrong usage.
    """
    try:
        keuzes = _parser().parse_args(argv)
    except SystemExit as einde:
        return int(einde.code or 0)
    gemeenten = frozenset(re.findall(r"\d{4}", keuzes.gemeenten))
    try:
        tabel = _lees_tabel(Path(keuzes.tabel), gemeenten) if keuzes.tabel else standaardtabel(gemeenten)
        if keuzes.controleer:
            return _controleer(tabel, als_json=keuzes.json)
        melding = _lees_melding()
        if isinstance(melding, list):
            # A long list stays in memory as a whole; without this every advice would make it be searched for waste.
            gc.freeze()
            _schrijf("[" + ",\n".join(beoordeel(een, tabel=tabel).als_json() for een in melding) + "]")
        elif keuzes.json:
            _schrijf(beoordeel(melding, tabel=tabel).als_json())
        else:
            _schrijf(als_tekst(beoordeel(melding, tabel=tabel)))
    except Weigering as weigering:
        sys.stderr.write(json.dumps(weigering.als_probleem(), ensure_ascii=False) + "\n")
        return 1
    return 0


def _schrijf(tekst: str) -> None:
    sys.stdout.write(tekst + "\n")


def als_tekst(advies: Advies) -> str:
    """Return the advice as lines for a person."""
    regels = [
        f"Urgentie: {advies.urgentie} (regel {advies.regel_urgentie})",
        f"Route: {advies.route} (regel {advies.regel_route})",
        *(f"  {regel.nr:>4} {regel.tekst}" for regel in advies.regels if regel.geraakt),
    ]
    if advies.voorlopig:
        regels.append(f"Voorlopig. Nog te vragen: {', '.join(advies.ontbreekt)}")
    return "\n".join(regels)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sluitend triage", description="Advies over een melding op standaardinvoer."
    )
    parser.add_argument(
        "--tabel", metavar="BESTAND", help="een eigen beslistabel als CSV, bestand NAAM-VERSIE.csv"
    )
    parser.add_argument(
        "--gemeenten", default="", metavar="CODES", help="gemeentecodes van de regio, zoals 0193,0148"
    )
    parser.add_argument(
        "--controleer", action="store_true", help="controleer de tabel en toon bij elke regel een voorbeeld"
    )
    parser.add_argument("--json", action="store_true", help="geef één JSON-document")
    return parser


def _lees_tabel(pad: Path, gemeenten: frozenset[str]) -> Triagetabel:
    try:
        tekst = pad.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        raise Weigering(
            "tabel-ongeldig", f"De beslistabel klopt niet: {pad.name} is niet te lezen.", "UM-09"
        ) from fout
    treffer = re.fullmatch(r"(.+)-(\d{1,6})", pad.stem)
    naam, versie = (treffer[1], int(treffer[2])) if treffer else (pad.stem, 1)
    return lees_triagetabel(tekst, naam, versie, gemeenten=gemeenten)


def _lees_melding() -> Any:
    inhoud = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(inhoud) > MAX_BYTES:
        raise OngeldigeInvoer("invoer-ongeldig", "De invoer is te groot.", "UM-03", status=413)
    try:
        return json.loads(inhoud)
    except (ValueError, RecursionError) as fout:
        tekst = "De invoer is geen geldig JSON-document."
        raise OngeldigeInvoer("invoer-ongeldig", tekst, "UM-03", fouten={"melding": tekst}) from fout


def _controleer(tabel: Triagetabel, *, als_json: bool) -> int:
    controle = controleer_triagetabel(tabel.tabel)
    if als_json:
        uitkomst = {
            "fouten": [fout.als_probleem() for fout in controle.fouten],
            "waarschuwingen": [overlap.tekst for overlap in controle.waarschuwingen],
            "voorbeelden": {str(nr): str(voorbeeld) for nr, voorbeeld in controle.voorbeelden.items()},
        }
        _schrijf(json.dumps(uitkomst, ensure_ascii=False))
    else:
        for fout in controle.fouten:
            _schrijf(fout.tekst)
        for nr, voorbeeld in controle.voorbeelden.items():
            _schrijf(f"Regel {nr} beslist bij: {voorbeeld}.")
    return 1 if controle.fouten else 0
