"""Which requirement is proven by which test.

    python -m scripts.eisen                 the report, from the results of the last run (runs the suite when there are none)
    python -m scripts.eisen --controleer    every id in a marker exists; the kept list is current
    python -m scripts.eisen --lijst         write docs/eisen/ids.csv anew from the specification

The ids come from the specification beside the project when it is there, else from the list that the project keeps.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.pytest_eisen import BUILD

WORTEL = Path(__file__).resolve().parents[1]
SPEC = WORTEL.parent / "shared" / "spec"
LIJST = WORTEL / "docs" / "eisen" / "ids.csv"
MAX_TITEL = 90
STANDEN = {"proven": "bewezen", "failing": "gezakt", "none": "zonder toets"}
# Which letters a chapter owns. In 02 letters recur, so its rows carry a prefix.
HOOFDSTUKKEN = {
    "00": r"[ZG]-\d{2}",
    "01": r"[FBCKR]\d{2,3}",
    "02": r"(?:WMO|TT|LL|IW|[A-Z])\d{1,3}[a-z]?",
    "10": r"[UA]M-\d{2}",
    "11": r"[UA]W-\d{2}",
    "12": r"[UA]R-\d{2}",
    "13": r"[UA]T-\d{2}",
    "14": r"[UA]P-\d{2}",
    "15": r"[UA]H-\d{2}",
    "20": r"[UA]S-\d{2}",
    "21": r"[UA]F-\d{2}",
    "22": r"[UA]N-\d{2}",
    "30": r"(?:UA|AA|UV)-\d{2}",
}


@dataclass
class Eis:
    """One id and the tests that carry it."""

    id: str
    hoofdstuk: str
    titel: str
    toetsen: dict[str, str] = field(default_factory=dict)

    @property
    def stand(self) -> str:
        """`proven` asks a test that passed and none that failed; a skipped test proves nothing."""
        uitkomsten = set(self.toetsen.values())
        if "gezakt" in uitkomsten:
            return "failing"
        return "proven" if "geslaagd" in uitkomsten else "none"


def _titel(tekst: str) -> str:
    kaal = re.sub(r"[*`|]+", " ", tekst).replace(";", ",")
    kaal = " ".join(kaal.split()).strip(" -—:·,.")
    return kaal if len(kaal) <= MAX_TITEL else kaal[: MAX_TITEL - 1].rsplit(" ", 1)[0] + "…"


def _tabelrijen(regels: Iterable[str], patroon: str) -> Iterator[tuple[str, str]]:
    """Rows of which the first cell is an id."""
    rij = re.compile(rf"^\|\s*\**({patroon})\**\s*\|(.*)$")
    for regel in regels:
        if treffer := rij.match(regel):
            yield treffer[1], treffer[2].split("|")[0]


def _vermeldingen(regels: Iterable[str], patroon: str) -> Iterator[tuple[str, str]]:
    """Ids anywhere; the words after the mention that opens a row, or stands in it first, are the title."""
    for regel in regels:
        stukken = re.split(rf"\b({patroon})\b", regel)
        for nummer in range(1, len(stukken), 2):
            if regel.lstrip(" |*-").startswith(stukken[1]):
                yield stukken[nummer], stukken[nummer + 1]


def uit_specificatie(map_: Path = SPEC) -> dict[str, Eis]:
    """Read every id with its chapter and a short title."""
    eisen: dict[str, Eis] = {}
    for nummer, patroon in HOOFDSTUKKEN.items():
        (bestand,) = map_.glob(f"{nummer}-*.md")
        regels = bestand.read_text("utf-8").splitlines()
        zoek = _tabelrijen if nummer in ("00", "01", "02") else _vermeldingen
        gevonden = list(zoek(regels, patroon))
        if nummer == "01":
            gevonden += re.findall(r"^### (T\d)\. (.*)$", "\n".join(regels), re.MULTILINE)
        if nummer not in ("00", "01", "02"):
            gevonden += [(naam, "") for naam in re.findall(rf"\b{patroon}\b", "\n".join(regels))]
        for naam, tekst in gevonden:
            sleutel = f"recht:{naam}" if nummer == "02" else naam
            if not eisen.setdefault(sleutel, Eis(sleutel, bestand.stem, "")).titel:
                eisen[sleutel].titel = _titel(tekst)
    return dict(sorted(eisen.items(), key=lambda paar: (paar[1].hoofdstuk, paar[0])))


def uit_lijst() -> dict[str, Eis]:
    with LIJST.open(encoding="utf-8", newline="") as bestand:
        return {
            rij["id"]: Eis(rij["id"], rij["hoofdstuk"], rij["titel"])
            for rij in csv.DictReader(bestand, delimiter=";")
        }


def lees() -> dict[str, Eis]:
    return uit_specificatie() if SPEC.is_dir() else uit_lijst()


def schrijf_lijst() -> None:
    LIJST.parent.mkdir(parents=True, exist_ok=True)
    with LIJST.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand, delimiter=";", lineterminator="\n")
        schrijver.writerow(["id", "hoofdstuk", "titel"])
        schrijver.writerows((eis.id, eis.hoofdstuk, eis.titel) for eis in uit_specificatie().values())


def uitslagen() -> dict[str, dict[str, Any]]:
    """Test → outcome and ids, from the last runs; a test that failed on one engine has failed."""
    samen: dict[str, dict[str, Any]] = {}
    for bestand in sorted(BUILD.glob("eisen-*.json")):
        document = json.loads(bestand.read_text("utf-8"))
        for toets, uitslag in document["toetsen"].items():
            samen[f"{toets} [{document['naam']}]"] = uitslag
    return samen


def verzamel() -> dict[str, list[str]]:
    """Id → tests, by collecting without running."""
    doel = BUILD / "verzameld.json"
    BUILD.mkdir(exist_ok=True)
    doel.unlink(missing_ok=True)
    uitvoer = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", "--eisenlijst", str(doel)],
        cwd=WORTEL, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if not doel.exists() or uitvoer.returncode != 0:
        raise SystemExit(
            f"de toetsen zijn niet te verzamelen:\n{uitvoer.stdout[-3000:]}{uitvoer.stderr[-2000:]}"
        )
    return dict(json.loads(doel.read_text("utf-8")))


def controleer() -> int:
    """Refuse markers that name nothing, and a kept list that is behind."""
    eisen, fouten = lees(), 0
    for naam, toetsen in verzamel().items():
        if naam not in eisen:
            fouten += 1
            voorstel = f"; bedoeld is recht:{naam}" if f"recht:{naam}" in eisen else ""
            print(f"onbekende eis {naam!r} in {toetsen[0]}{voorstel}")
    if SPEC.is_dir() and {e.id: e.titel for e in eisen.values()} != {
        e.id: e.titel for e in uit_lijst().values()
    }:
        fouten += 1
        print("docs/eisen/ids.csv loopt achter: python -m scripts.eisen --lijst")
    return int(fouten > 0)


def verslag() -> int:
    """Print the table and write `build/eisen.json`."""
    if not list(BUILD.glob("eisen-*.json")):
        print("nog geen uitslagen; eerst draait de hele reeks")
        subprocess.run([sys.executable, "-m", "scripts.test"], cwd=WORTEL, check=False)
    eisen, onbekend = lees(), set()
    for toets, uitslag in uitslagen().items():
        for naam in uitslag["eisen"]:
            if naam in eisen:
                eisen[naam].toetsen[toets] = uitslag["uitkomst"]
            else:
                onbekend.add(naam)
    per_hoofdstuk: dict[str, dict[str, list[str]]] = {}
    for eis in eisen.values():
        per_hoofdstuk.setdefault(eis.hoofdstuk, {stand: [] for stand in STANDEN})[eis.stand].append(eis.id)
    _druk_af(per_hoofdstuk, onbekend)
    document = {
        "hoofdstukken": {h: {STANDEN[s]: len(ids) for s, ids in standen.items()} for h, standen in per_hoofdstuk.items()},
        "eisen": [
            {"id": e.id, "hoofdstuk": e.hoofdstuk, "titel": e.titel, "stand": STANDEN[e.stand], "toetsen": e.toetsen}
            for e in eisen.values()
        ],
        "onbekend": sorted(onbekend),
    }  # fmt: skip
    (BUILD / "eisen.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    return int(bool(onbekend) or any(standen["failing"] for standen in per_hoofdstuk.values()))


def _druk_af(per_hoofdstuk: dict[str, dict[str, list[str]]], onbekend: set[str]) -> None:
    for hoofdstuk, standen in per_hoofdstuk.items():
        for stand, naam in STANDEN.items():
            if standen[stand] and stand != "none":
                print(f"{hoofdstuk}: {naam}: {' '.join(standen[stand])}")
    print(f"\n{'hoofdstuk':<28}{'bewezen':>9}{'gezakt':>9}{'zonder toets':>14}")
    totaal = dict.fromkeys(STANDEN, 0)
    for hoofdstuk, standen in per_hoofdstuk.items():
        aantallen = {stand: len(ids) for stand, ids in standen.items()}
        totaal = {stand: totaal[stand] + aantallen[stand] for stand in STANDEN}
        print(f"{hoofdstuk:<28}{aantallen['proven']:>9}{aantallen['failing']:>9}{aantallen['none']:>14}")
    print(f"{'samen':<28}{totaal['proven']:>9}{totaal['failing']:>9}{totaal['none']:>14}")
    if onbekend:
        print(f"onbekend: {' '.join(sorted(onbekend))}")


def main(argumenten: list[str]) -> int:
    if argumenten == ["--lijst"]:
        schrijf_lijst()
        return 0
    return controleer() if argumenten == ["--controleer"] else verslag()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
