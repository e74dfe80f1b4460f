"""`make bench`: throughput of the product against bare Django and raw queries, in the same run on the same server.

python -m bench [--kort | --proef] [--dossiers 10000,1000000] [--databanken postgresql,sqlite] [--uit build/bench.json]

Every figure is a median of ratios of pairs measured right after each other, so that a busy machine slows both
halves. Nothing here passes or fails a build: the table says which targets are met.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import databank
from bench.databank import WORTEL, Databank
from bench.klant import PLEK, Verzoek, doorvoer, haal, paren, stuur, verbindingen
from bench.server import server
from bench.tel import meldingvelden

GROEI = 0.95
MB = 165


@dataclass(frozen=True)
class Doel:
    """What one page must reach against its bare counterpart."""

    naam: str
    blad: str
    kaal: str
    klanten: tuple[tuple[int, float], ...]
    statements: int
    groei: bool = False


DOELEN = (
    Doel("melding vastleggen", "melding", "invoegen", ((1, 0.30), (8, 0.25)), 14),
    Doel("werkvoorraad", "werkvoorraad", "lijst", ((1, 0.60), (8, 0.60)), 5, groei=True),
    Doel("gaten", "gaten", "lijst", ((1, 0.60), (8, 0.60)), 5, groei=True),
    Doel("dossier", "dossier", "rij", ((1, 0.12), (8, 0.12)), 20),
)


def verzoeken(bank: Databank) -> dict[str, Verzoek]:
    """Every request of the measurement, ready to send."""
    sessies: Any = bank.vulling["sessies"]
    velden = meldingvelden(PLEK)
    kaal = {"nummer": "M-2026-000001", "om_wie": velden["om_wie"], "omschrijving": velden["omschrijving"]}
    return {
        "invoegen": stuur("invoegen", "/kaal/nieuw", kaal),
        "lijst": haal("lijst", "/kaal/lijst", sessies["regisseur"]),
        "rij": haal("rij", "/kaal/1"),
        "melding": stuur("melding", "/meldingen/nieuw", velden, sessies["meldpunt"]),
        "werkvoorraad": haal("werkvoorraad", "/werkvoorraad", sessies["regisseur"]),
        "gaten": haal("gaten", "/gaten", sessies["regisseur"]),
        "dossier": haal("dossier", f"/dossiers/{bank.vulling['dossier']}", sessies["regisseur"]),
    }


def meet(bank: Databank, rondes: int, seconden: float) -> dict[str, Any]:
    """All figures of one database."""
    uitkomst: dict[str, Any] = {
        "databank": bank.soort,
        "dossiers": bank.dossiers,
        "gevuld_in_s": bank.vulling["seconden"],
    }
    uitkomst |= tel(bank)
    alle = verzoeken(bank)
    uitkomst["verhoudingen"] = {}
    with server(bank) as gastheer:
        for doel in DOELEN:
            for klanten, eis in doel.klanten:
                with verbindingen(gastheer.poort, klanten) as open_:
                    gemeten = paren(open_, alle[doel.kaal], alle[doel.blad], rondes, seconden)
                verhouding = [vol / kaal for kaal, vol in gemeten]
                uitkomst["verhoudingen"][f"{doel.blad}|{klanten}"] = {
                    "kaal_per_s": round(median(kaal for kaal, _ in gemeten), 1),
                    "per_s": round(median(vol for _, vol in gemeten), 1),
                    "verhouding": round(median(verhouding), 3),
                    "laagst": round(min(verhouding), 3),
                    "hoogst": round(max(verhouding), 3),
                    "eis": eis,
                }
                regel = uitkomst["verhoudingen"][f"{doel.blad}|{klanten}"]
                meld(
                    f"  {doel.naam}, {klanten} tegelijk: {regel['per_s']}/s van {regel['kaal_per_s']}/s = {regel['verhouding']}"
                )
    return uitkomst


def tel(bank: Databank) -> dict[str, Any]:
    """Statements, raw queries and plans, from a process of its own."""
    proces = subprocess.run(
        [sys.executable, "-m", "bench.tel"], cwd=WORTEL, env=bank.omgeving(), input=json.dumps(bank.vulling),
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if proces.returncode:
        raise RuntimeError("de statements waren niet te tellen")
    uitkomst: dict[str, Any] = json.loads(proces.stdout)
    return uitkomst


def geheugen(bank: Databank, seconden: float = 3) -> dict[str, float]:
    """Two workers of the product alone, after every page was asked for many times, so long each."""
    alle = verzoeken(bank)
    with (
        server(bank, "sluitend.config.wsgi:application") as gastheer,
        verbindingen(gastheer.poort, 8) as open_,
    ):
        for naam in ("melding", "werkvoorraad", "gaten", "dossier"):
            doorvoer(open_, alle[naam], seconden)
        return gastheer.geheugen()


# --- the verdict -------------------------------------------------------------------------------------------
def oordeel(metingen: list[dict[str, Any]], mb: dict[str, float]) -> list[dict[str, Any]]:
    """One line per target: what was asked, what was measured, met or not."""
    regels: list[dict[str, Any]] = []

    def regel(waar: str, wat: str, waarde: float, eis: float, *, hoogstens: bool = False) -> None:
        gehaald = waarde <= eis if hoogstens else waarde >= eis
        vorm = "≤" if hoogstens else "≥"
        regels.append(
            {"waar": waar, "wat": wat, "waarde": waarde, "eis": f"{vorm} {eis:g}", "gehaald": gehaald}
        )

    for meting in metingen:
        waar = f"{meting['databank']} {meting['dossiers']:,}".replace(",", ".")
        for doel in DOELEN:
            for klanten, eis in doel.klanten:
                waarde = meting["verhoudingen"][f"{doel.blad}|{klanten}"]["verhouding"]
                regel(waar, f"{doel.naam}, {klanten} tegelijk", waarde, eis)
            regel(
                waar,
                f"{doel.naam}, statements",
                meting["statements"][doel.blad],
                doel.statements,
                hoogstens=True,
            )
    for groot in metingen:
        klein = next((m for m in metingen if m["databank"] == groot["databank"]), groot)
        if klein is groot:
            continue
        for doel in DOELEN:
            if doel.groei:
                sleutel = f"{doel.blad}|1"
                groei = (
                    groot["verhoudingen"][sleutel]["verhouding"]
                    / klein["verhoudingen"][sleutel]["verhouding"]
                )
                waar = f"{groot['databank']} {groot['dossiers']:,} t.o.v. {klein['dossiers']:,}".replace(
                    ",", "."
                )
                regel(waar, f"{doel.naam}, behoud bij groei", round(groei, 3), GROEI)
    if mb:
        regel("twee werkers", "geheugen in MB (RSS samen)", mb["rss"], MB, hoogstens=True)
    return regels


def toon(regels: list[dict[str, Any]], metingen: list[dict[str, Any]], mb: dict[str, float]) -> None:
    for regel in regels:
        gehaald = "gehaald" if regel["gehaald"] else "NIET GEHAALD"
        print(f"{regel['waar']:<38} {regel['wat']:<36} {regel['waarde']:>8} {regel['eis']:>8}  {gehaald}")
    for meting in metingen:
        rauw = ", ".join(f"{naam} {ms} ms" for naam, ms in meting["rauw_ms"].items())
        print(
            f"rauwe query's op {meting['databank']} {meting['dossiers']}: {rauw}; gevuld in {meting['gevuld_in_s']} s"
        )
    if mb:
        print(f"twee werkers: RSS {mb['rss']} MB, waarvan gedeeld geteld PSS {mb['pss']} MB")


def meld(tekst: str) -> None:
    print(tekst, file=sys.stderr, flush=True)


def main(argumenten: list[str]) -> int:
    ontleder = argparse.ArgumentParser(
        prog="python -m bench", description="Snelheid, in verhouding tot kaal Django."
    )
    ontleder.add_argument("--dossiers", default="10000,1000000", help="groottes, met komma's ertussen")
    ontleder.add_argument("--databanken", default="postgresql,sqlite")
    ontleder.add_argument("--kort", action="store_true", help="alleen 10.000 dossiers en weinig herhaling")
    ontleder.add_argument(
        "--proef",
        action="store_true",
        help="of alles loopt: van elk een ogenblik, geen bruikbare verhoudingen",
    )
    ontleder.add_argument("--uit", type=Path, default=WORTEL / "build" / "bench.json")
    keuze = ontleder.parse_args(argumenten)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    groottes = [10_000] if keuze.kort else [int(deel) for deel in keuze.dossiers.split(",")]
    rondes, seconden = (1, 0.05) if keuze.proef else (5, 0.6) if keuze.kort else (9, 1.0)
    map_ = databank.tijdelijke_map()
    metingen: list[dict[str, Any]] = []
    mb: dict[str, float] = {}
    begin = time.monotonic()
    try:
        for soort in keuze.databanken.split(","):
            with databank.cluster() if soort == "postgresql" else nullcontext() as cluster:
                for dossiers in groottes:
                    meld(f"== {soort}, {dossiers} dossiers")
                    bank = databank.maak(soort, dossiers, map_, cluster)
                    metingen.append(meet(bank, rondes, seconden))
                    mb = mb or geheugen(bank, 3 * seconden)
                    shutil.rmtree(bank.var, ignore_errors=True)
    finally:
        shutil.rmtree(map_, ignore_errors=True)
    regels = oordeel(metingen, mb)
    toon(regels, metingen, mb)
    keuze.uit.parent.mkdir(exist_ok=True)
    document = {"regels": regels, "metingen": metingen, "geheugen": mb, "kernen": os.cpu_count()}
    keuze.uit.write_text(json.dumps(document, indent=2, ensure_ascii=False), "utf-8")
    meld(
        f"{sum(r['gehaald'] for r in regels)} van {len(regels)} doelen gehaald in {time.monotonic() - begin:.0f} s; {keuze.uit}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
