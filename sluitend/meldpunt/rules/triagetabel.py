"""The triage table of a region: its schema, the default version 1, and the checks before people fix it (§5.2, UM-23)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from sluitend.kern.beslistabel import (
    Beleid,
    Controle,
    Deel,
    Kolom,
    Regel,
    Rekenaar,
    Schema,
    Tabel,
    Zoeker,
    controleer,
    lees_csv,
)
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt.rules.gegevens import lees_tekst
from sluitend.meldpunt.rules.klassen import STANDAARD_KLASSEN, Klassen
from sluitend.meldpunt.rules.routes import ROUTES, TABELROUTES, Route, eindigt_dag_en_nacht
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN

STANDAARD_NAAM, STANDAARD_VERSIE = "triage-standaard", 1
KANALEN = ("telefoon", "politie", "web", "huisarts", "landelijk", "partner", "balie")
AARDEN = ("onbekend", "oggz", "wvggz")
BEKEND = ("nee", "eerder", "open_dossier")
POLITIECODE = r"[A-Z][0-9]{2}"

AANWIJZINGEN: dict[str, str] = {
    "bel_112": "Bel 112.",
    "bel_crisisdienst": "Bel de crisisdienst.",
    "bel_politie": "Bel de politie.",
    "noem_113": "Noem 113 Zelfmoordpreventie.",
    "niet_alleen": "Ga niet alleen.",
    "meld_veilig_thuis": "Meld het bij Veilig Thuis.",
    "toon_crisiskaart": "Bekijk de crisiskaart.",
    "huisarts_informeren": "Informeer de huisarts.",
}

# Danger rules that a ggz professional must sign off before use (§5.2).
MEDISCHE_REGELS = range(1, 19)
# Rules of the default table that hold the age limit of the region for the Wvggz (recht:W17).
WVGGZ_LEEFTIJDREGELS = (110, 115, 116)

_HOOGSTE_TELLING = 9
_BLOK, _MAX_ONTHOUDEN = 8, 2_000


def _onmogelijk() -> tuple[str, ...]:
    """Conditions that cannot be: more meldingen in 30 than in 90 days, a history of somebody who is not known."""
    tellingen = range(2, _HOOGSTE_TELLING + 1)
    return (
        *(f"herhaling_30d:>={n} herhaling_90d:<={n - 1}" for n in tellingen),
        "bekend:nee titel:ja",
        "bekend:nee ave:>=1",
        "bekend:nee herhaling_90d:>=2",
    )


@cache
def schema() -> Schema:
    """Return what a triage table may name. Columns carry the name of the question in `ontbreekt`."""
    return Schema(
        signalen=tuple(SIGNALEN),
        gevraagd=frozenset(KERNVRAGEN),
        kolommen=(
            Kolom("kanaal", KANALEN),
            Kolom("politiecode", ("", "E14", "E33"), patroon=POLITIECODE),
            Kolom("aard", AARDEN),
            Kolom("leeftijd", laagst=0, hoogst=120, gewoon=45, vraag="leeftijd"),
            Kolom("bekend", BEKEND, vraag="bekend"),
            Kolom("titel", ("nee", "ja"), vraag="bekend"),
            Kolom("ave", laagst=0, hoogst=4, vraag="bekend"),
            Kolom("herhaling_30d", laagst=1, hoogst=99, gewoon=1, vraag="bekend"),
            Kolom("herhaling_90d", laagst=1, hoogst=99, gewoon=1, vraag="bekend"),
            Kolom("in_regio", ("ja", "nee"), vraag="verblijft_in"),
            Kolom("melder_contact", ("ja", "nee")),
            Kolom("ontruiming_dagen", laagst=-3650, hoogst=3650, gewoon=90, vraag="ontruimingsdatum"),
            Kolom("urgentie", tuple(STANDAARD_KLASSEN)),
        ),
        delen=(
            # No geen_van here: one more signal may never lower the urgency.
            Deel(
                "urgentie",
                Beleid.HOOGSTE,
                1,
                99,
                tuple(STANDAARD_KLASSEN),
                kolom="urgentie",
                geen_van_mag=False,
            ),
            Deel("route", Beleid.EERSTE, 101, 9999, TABELROUTES, altijd_laatst=True),
        ),
        aanwijzingen=frozenset(AANWIJZINGEN),
        onmogelijk=_onmogelijk(),
    )


@dataclass(frozen=True, slots=True)
class Regeluitslag:
    """One rule of the table: `geraakt` when it is true, `mogelijk` when an unknown answer can still make it true."""

    nr: int
    tekst: str
    geraakt: bool
    mogelijk: bool

    def als_dict(self) -> dict[str, Any]:
        return {"nr": self.nr, "tekst": self.tekst, "geraakt": self.geraakt, "mogelijk": self.mogelijk}


@dataclass(frozen=True)
class Triagetabel:
    """A table ready for use: compiled once, with the norms and gemeenten of its region (none listed: all are in)."""

    tabel: Tabel
    klassen: Klassen
    gemeenten: frozenset[str]
    rekenaar: Rekenaar = field(repr=False, compare=False)

    @cached_property
    def met_aanwijzing(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The urgency rules that carry instructions: (bit of the rule, codes)."""
        urgentie = self.tabel.schema.delen[0]
        return tuple(
            (bit, regel.aanwijzingen)
            for bit, regel in self.rekenaar.bits
            if regel.aanwijzingen and urgentie.bevat(regel.nr)
        )

    @cached_property
    def _blokken(self) -> tuple[tuple[int, tuple[tuple[int, Regel], ...], dict[tuple[int, int], str]], ...]:
        """The rules by number in blocks of eight, each with its mask and the texts that were already written."""
        bits = self.rekenaar.bits
        blokken = [bits[i : i + _BLOK] for i in range(0, len(bits), _BLOK)]
        return tuple((sum(bit for bit, _ in blok), blok, {}) for blok in blokken)

    def regels_json(self, geraakt: int, mogelijk: int) -> str:
        """Return the explanation of all rules as JSON; a block in a state seen before is not written again."""
        stukken: list[str] = []
        for masker, blok, bekend in self._blokken:
            sleutel = geraakt & masker, mogelijk & masker
            stuk = bekend.get(sleutel)
            if stuk is None:
                regels = [
                    Regeluitslag(regel.nr, regel.tekst, bool(geraakt & bit), bool(mogelijk & bit)).als_dict()
                    for bit, regel in blok
                ]
                stuk = json.dumps(regels, ensure_ascii=False)[1:-1]
                # Callers choose the states, so the memory of them is bounded.
                if len(bekend) < _MAX_ONTHOUDEN:
                    bekend[sleutel] = stuk
            stukken.append(stuk)
        return f"[{', '.join(stukken)}]"


def lees_triagetabel(
    tekst: str,
    naam: str,
    versie: int = 1,
    *,
    gemeenten: frozenset[str] = frozenset(),
    klassen: Klassen = STANDAARD_KLASSEN,
    wvggz_leeftijd: int = 16,
) -> Triagetabel:
    """Read a table from CSV. Gemeenten may also stand in the file, as `# gemeenten: 0148|0193` above the header.

    Raises Weigering [tabel-ongeldig].
    """
    tabel = lees_csv(tekst, schema(), naam, versie)
    if wvggz_leeftijd != 16:
        tabel = replace(tabel, regels=tuple(_met_leeftijd(regel, wvggz_leeftijd) for regel in tabel.regels))
    uit_bestand = frozenset(re.findall(r"\d{4}", tabel.kenmerken.get("gemeenten", "")))
    return Triagetabel(tabel, klassen, gemeenten or uit_bestand, Rekenaar(tabel))


@cache
def standaardtabel(gemeenten: frozenset[str] = frozenset()) -> Triagetabel:
    """Return `triage-standaard` version 1 for these gemeenten, compiled once."""
    tekst = lees_tekst(f"{STANDAARD_NAAM}-{STANDAARD_VERSIE}.csv")
    return lees_triagetabel(tekst, STANDAARD_NAAM, STANDAARD_VERSIE, gemeenten=gemeenten)


def _met_leeftijd(regel: Regel, grens: int) -> Regel:
    if regel.nr not in WVGGZ_LEEFTIJDREGELS:
        return regel
    toetsen = (
        replace(t, grens=grens) if t.kolom == "leeftijd" and t.grens == 16 else t for t in regel.toetsen
    )
    return replace(regel, toetsen=tuple(toetsen))


def controleer_triagetabel(
    tabel: Tabel, routes_per_gemeente: Mapping[str, Mapping[str, Route]] | None = None
) -> Controle:
    """Check a table as UM-23 asks: the checks of the engine, and a 24/7 end for each route with acuut or spoed.

    `routes_per_gemeente` gives the functions as each gemeente has them; without it the defaults are checked.
    """
    controle = controleer(tabel)
    fouten = list(controle.fouten)
    per_gemeente = routes_per_gemeente or {"": ROUTES}
    try:
        dringend = _dringende_routes(tabel)
    except Weigering as fout:
        return replace(controle, fouten=(*fouten, fout))
    for nr, route in dringend.items():
        for gemeente, routes in per_gemeente.items():
            if not eindigt_dag_en_nacht(route, routes):
                waar = f" in gemeente {gemeente}" if gemeente else ""
                reden = f"regel {nr} kan dringend zijn, maar '{route}' is{waar} niet dag en nacht bereikbaar."
                fouten.append(Weigering("tabel-ongeldig", f"De beslistabel klopt niet: {reden}", str(nr)))
    return replace(controle, fouten=tuple(fouten))


def _dringende_routes(tabel: Tabel) -> dict[int, str]:
    """Route rules that can decide while the urgency is acuut or spoed."""
    zoeker = Zoeker(tabel)
    urgentie, route = tabel.schema.delen
    dringend = [regel for regel in tabel.regels_van(urgentie) if regel.uit in ("acuut", "spoed")]
    gevonden: dict[int, str] = {}
    for regel in tabel.regels_van(route):
        voor = zoeker.gaan_voor(regel)
        for oorzaak in dringend:
            onwaar = [*voor, *zoeker.gaan_voor(oorzaak)]
            if zoeker.vind([regel.nr, oorzaak.nr], onwaar, vast={"urgentie": oorzaak.uit}) is not None:
                gevonden[regel.nr] = regel.uit
                break
    return gevonden


def mag_vaststellen(*, opsteller: str, vaststeller: str, controle: Controle) -> Weigering | None:
    """Refuse to fix a table that is not sound, or by the person who drew it up (UM-23)."""
    if opsteller == vaststeller:
        return Weigering("eigen-tabel", "U kunt uw eigen tabel niet vaststellen.", "UM-23")
    return controle.fouten[0] if controle.fouten else None
