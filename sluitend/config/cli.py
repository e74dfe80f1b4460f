"""The command `sluitend`: pure commands here, everything else handed on (spec 40 section 2).

The pure commands (termijn, kalender, bsn, verdeel, begroting, triage) need no database and must start in half a
second, so this module imports only argparse and each command imports what it needs when it runs. Exit status:
0 done, 1 refused for a domain reason (problem document on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

# Commands of other areas that are pure too: they get the arguments after their own name.
ELDERS = {"triage": "sluitend.meldpunt.cli:main"}
# All the rest needs Django and gets the whole argument list.
BEHEER = "sluitend.config.beheer:main"

HULP = """\
Gebruik: sluitend OPDRACHT [--json] …

  termijn regels | bereken REGEL --start ISO [--param NAAM=WAARDE …]
  kalender JAAR
  bsn NUMMER … [--test]
  triage [--tabel BESTAND] < melding.json
  verdeel --bedrag BEDRAG --sleutel KOLOM < bestand.csv
  begroting controleer BESTAND.csv [--model bw|mo|doel|MODEL.json] [--nl] [--streng]

Andere opdrachten (demo, migrate, serve, worker, …): sluitend OPDRACHT --help
"""


class _Ontleder(argparse.ArgumentParser):
    """An argument parser that raises instead of leaving, so that `main` returns every exit status itself."""

    def error(self, message: str) -> NoReturn:
        raise _VerkeerdeAanroep(f"{self.format_usage()}{self.prog}: {message}")


class _VerkeerdeAanroep(Exception):
    pass


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    argumenten = list(sys.argv[1:] if argv is None else argv)
    if not argumenten or argumenten[0] in ("-h", "--help"):
        (sys.stdout if argumenten else sys.stderr).write(HULP)
        return 0 if argumenten else 2
    opdracht, rest = argumenten[0], argumenten[1:]
    if opdracht in ELDERS:
        return _voer_uit(partial(_roep, ELDERS[opdracht]), rest)
    if opdracht not in PUUR:
        return _roep(BEHEER, argumenten)
    return _voer_uit(PUUR[opdracht], rest)


def _roep(doel: str, argumenten: list[str]) -> int:
    module, _, naam = doel.partition(":")
    return int(cast(Callable[[list[str]], int], getattr(importlib.import_module(module), naam))(argumenten))


def _voer_uit(opdracht: Callable[[list[str]], int], argumenten: list[str]) -> int:
    from sluitend.kern.fouten import VerkeerdGebruik, Weigering

    try:
        return opdracht(argumenten)
    except _VerkeerdeAanroep as fout:
        sys.stderr.write(f"{fout}\n")
        return 2
    except SystemExit as einde:  # argparse after --help
        return einde.code if isinstance(einde.code, int) else int(einde.code is not None)
    except VerkeerdGebruik as weigering:
        sys.stderr.write(f"sluitend: {weigering.tekst}\n")
        return 2
    except Weigering as weigering:
        _probleem(weigering.als_probleem())
        return 1
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stdout = io.TextIOWrapper(io.BytesIO())
        return 0
    except OSError as fout:
        sys.stderr.write(f"sluitend: {fout.filename or ''}: {fout.strerror}\n")
        return 2


def _probleem(document: dict[str, object]) -> None:
    sys.stderr.write(json.dumps(document, ensure_ascii=False) + "\n")


def _toon(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _tabel(rijen: Sequence[Sequence[str]], *, rechts: frozenset[int] = frozenset()) -> None:
    """Write rows as aligned columns; columns in `rechts` are right-aligned."""
    breedtes = [max(len(rij[k]) for rij in rijen) for k in range(len(rijen[0]))] if rijen else []
    for rij in rijen:
        cellen = (
            c.rjust(b) if k in rechts else c.ljust(b)
            for k, (c, b) in enumerate(zip(rij, breedtes, strict=True))
        )
        sys.stdout.write("  ".join(cellen).rstrip() + "\n")


def _lees_csv(inhoud: bytes, naam: str) -> list[list[str]]:
    """Read CSV bytes (UTF-8, with or without BOM); the first line says whether `;` or `,` separates."""
    from sluitend.kern.fouten import OngeldigeInvoer

    try:
        tekst = inhoud.decode("utf-8-sig")
        teken = ";" if ";" in tekst.partition("\n")[0] else ","
        return list(csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True))
    except (UnicodeDecodeError, csv.Error) as fout:
        uitleg = f"{naam} is geen leesbaar CSV-bestand in UTF-8."
        raise OngeldigeInvoer("csv-onleesbaar", uitleg, "40 2", fouten={"bestand": uitleg}) from fout


def termijn(argumenten: list[str]) -> int:
    """`termijn regels` and `termijn bereken` (40 section 2a)."""
    from sluitend.kern.termijnen import bereken

    ontleder = _Ontleder("sluitend termijn", description="Wettelijke en afgesproken termijnen berekenen.")
    acties = ontleder.add_subparsers(dest="actie", required=True, parser_class=_Ontleder)
    regels = acties.add_parser("regels", help="toon alle regels met hun invoer")
    uitrekenen = acties.add_parser("bereken", help="bereken een termijn")
    uitrekenen.add_argument("regel")
    uitrekenen.add_argument("--start", required=True, metavar="ISO")
    uitrekenen.add_argument("--param", action="append", default=[], metavar="NAAM=WAARDE")
    for deel in (regels, uitrekenen):
        deel.add_argument("--json", action="store_true")
    keuze = ontleder.parse_args(argumenten)
    if keuze.actie == "regels":
        return _termijnregels(keuze.json)
    invoer: dict[str, list[str]] = {}
    for paar in keuze.param:
        naam, gelijk, waarde = paar.partition("=")
        if not gelijk or not naam or naam in ("regel", "start", "parameters"):
            uitrekenen.error(f"--param {paar}: geef NAAM=WAARDE")
        invoer.setdefault(naam, []).append(waarde)
    uitkomst = bereken(keuze.regel, keuze.start, **cast(dict[str, Any], invoer))
    if keuze.json:
        _toon(uitkomst.als_json())
        return 0
    sys.stdout.write(f"{uitkomst.regel}, {uitkomst.artikel}\n")
    for zin in uitkomst.stappen:
        sys.stdout.write(f"  {zin}\n")
    for naam, waarde in uitkomst.als_json().items():
        if naam == "einde" or naam in uitkomst.extra:
            sys.stdout.write(f"{naam}: {waarde}\n")
    for zin in uitkomst.waarschuwingen:
        sys.stdout.write(f"Let op: {zin}\n")
    return 0


def _termijnregels(als_json: bool) -> int:
    from sluitend.kern.termijnen import REGELS
    from sluitend.kern.termijnen.overzicht import regel_als_json

    if als_json:
        _toon([regel_als_json(regel) for regel in REGELS.values()])
        return 0
    _tabel([("regel", "artikel", "eenheid", "invoer")] + [
        (r.code, r.artikel, r.eenheid, " ".join(v.naam for v in r.invoer)) for r in REGELS.values()
    ])  # fmt: skip
    return 0


def kalender(argumenten: list[str]) -> int:
    """The free days of a year with their ground, plain weekends left out (40 section 2b)."""
    from sluitend.kern import kalender as k

    ontleder = _Ontleder(
        "sluitend kalender", description="De vrije dagen van een jaar (Algemene termijnenwet)."
    )
    ontleder.add_argument("jaar", type=int)
    ontleder.add_argument("--json", action="store_true")
    keuze = ontleder.parse_args(argumenten)
    dagen, let_op = k.vrije_dagen(keuze.jaar), k.waarschuwingen([keuze.jaar])
    if keuze.json:
        _toon({
            "jaar": keuze.jaar,
            "vrije_dagen": [
                {"datum": d.datum.isoformat(), "weekdag": k.WEEKDAGEN[d.datum.weekday()], "grond": d.grond,
                 "artikel": d.artikel, "gelijkgesteld": d.gelijkgesteld, "in_weekend": d.datum.weekday() >= k.ZATERDAG}
                for d in dagen
            ],
            "waarschuwingen": list(let_op),
        })  # fmt: skip
        return 0
    _tabel([(k.datum_tekst(d.datum), d.grond, d.artikel) for d in dagen])
    for zin in let_op:
        sys.stdout.write(f"Let op: {zin}\n")
    return 0


def bsn(argumenten: list[str]) -> int:
    """The elfproef per number; status 1 when one fails (40 section 2c)."""
    from sluitend.kern.fouten import OngeldigeInvoer
    from sluitend.kern.identificatie import controleer_bsn

    ontleder = _Ontleder("sluitend bsn", description="Controleer burgerservicenummers met de elfproef.")
    ontleder.add_argument("nummer", nargs="+")
    ontleder.add_argument("--test", action="store_true", help="sta alleen het testbereik toe (9999xxxxx)")
    ontleder.add_argument("--json", action="store_true")
    keuze = ontleder.parse_args(argumenten)
    uitkomsten: list[dict[str, object]] = []
    for nummer in keuze.nummer:
        try:
            controleer_bsn(nummer, test=keuze.test)
            uitkomsten.append({"nummer": nummer, "geldig": True, "reden": "", "regel": "recht:N01"})
        except OngeldigeInvoer as weigering:
            uitkomsten.append(
                {"nummer": nummer, "geldig": False, "reden": weigering.tekst, "regel": weigering.regel}
            )
    if keuze.json:
        _toon({"nummers": uitkomsten})
    else:
        _tabel([(str(u["nummer"]), "goed" if u["geldig"] else "fout", str(u["reden"])) for u in uitkomsten])
    fout = [u for u in uitkomsten if not u["geldig"]]
    if not fout:
        return 0
    # The numbers themselves stay out of the problem document: standard error ends up in logs.
    tekst = f"{len(fout)} van {len(uitkomsten)} nummers is geen geldig BSN. {fout[0]['reden']}"
    raise OngeldigeInvoer("bsn", tekst, str(fout[0]["regel"]))


def verdeel(argumenten: list[str]) -> int:
    """Divide an amount over the rows of a CSV on standard input (40 section 2e)."""
    from sluitend.kern import geld

    ontleder = _Ontleder(
        "sluitend verdeel", description="Verdeel een bedrag op de cent; de CSV komt van standaardinvoer."
    )
    ontleder.add_argument("--bedrag", required=True)
    ontleder.add_argument("--sleutel", required=True, metavar="KOLOM")
    ontleder.add_argument("--json", action="store_true")
    keuze = ontleder.parse_args(argumenten)
    rijen = [
        rij for rij in _lees_csv(sys.stdin.buffer.read(), "De invoer") if any(cel.strip() for cel in rij)
    ]
    kop = [cel.strip() for cel in rijen[0]] if rijen else []
    if keuze.sleutel not in kop[1:]:
        ontleder.error(f"kolom {keuze.sleutel!r} staat niet in de kop van het bestand")
    sleutels = geld.lees_sleutels((dict(zip(kop, rij, strict=False)) for rij in rijen[1:]), keuze.sleutel)
    uitkomst = geld.verdeel(geld.lees_bedrag(keuze.bedrag), sleutels)
    if keuze.json:
        _toon({
            "bedrag": f"{uitkomst.bedrag:.2f}",
            "sleutel": keuze.sleutel,
            "som_sleutel": geld.getal(uitkomst.som_sleutel),
            "delen": [
                {"naam": d.naam, "sleutel": geld.getal(d.sleutel), "exact": geld.getal(d.exact),
                 "bedrag": f"{d.bedrag:.2f}", "restcent": d.restcent}
                for d in uitkomst.delen
            ],
            "totaal": f"{uitkomst.totaal:.2f}",
        })  # fmt: skip
        return 0
    regels = [
        (d.naam, geld.getal(d.sleutel), f"{d.bedrag:.2f}", "+ restcent" if d.restcent else "")
        for d in uitkomst.delen
    ]
    totaal = ("totaal", geld.getal(uitkomst.som_sleutel), f"{uitkomst.totaal:.2f}", "")
    _tabel([(kop[0], keuze.sleutel, "bedrag", ""), *regels, totaal], rechts=frozenset({1, 2}))
    return 0


def begroting(argumenten: list[str]) -> int:
    """`begroting controleer`: recompute every computed row; differences are a result (40 section 2f)."""
    from sluitend.kern import begroting as b

    ontleder = _Ontleder("sluitend begroting", description="Reken een begroting na.")
    acties = ontleder.add_subparsers(dest="actie", required=True, parser_class=_Ontleder)
    controleer = acties.add_parser("controleer", help="reken elke som na")
    controleer.add_argument("bestand")
    controleer.add_argument(
        "--model", help="bw, mo, doel of een JSON-bestand; zonder dit wordt het model herkend"
    )
    controleer.add_argument("--nl", action="store_true", help="lees punten als duizendtalscheiding")
    controleer.add_argument("--streng", action="store_true", help="verschillen geven status 1")
    controleer.add_argument("--json", action="store_true")
    keuze = ontleder.parse_args(argumenten)
    rijen = _lees_csv(Path(keuze.bestand).read_bytes(), keuze.bestand)
    if keuze.model is None:
        model, blad = b.herken(rijen, nl=keuze.nl)
    else:
        eigen = keuze.model.endswith(".json")
        model = (
            b.model_uit_json(Path(keuze.model).read_text("utf-8")) if eigen else b.standaardmodel(keuze.model)
        )
        blad = b.lees_blad(rijen, in_kolommen=model.in_kolommen, nl=keuze.nl)
    verslag = b.controleer(model, blad)
    if keuze.json:
        _toon(verslag)
    else:
        sys.stdout.write(b.als_tekst(verslag))
    if keuze.streng and verslag["verschillen"]:
        from sluitend.kern.fouten import Weigering

        raise Weigering(
            "begroting-verschilt", "De begroting klopt niet met zijn eigen sommen.", "21 5B (F140)"
        )
    return 0


PUUR: dict[str, Callable[[list[str]], int]] = {
    "termijn": termijn,
    "kalender": kalender,
    "bsn": bsn,
    "verdeel": verdeel,
    "begroting": begroting,
}
