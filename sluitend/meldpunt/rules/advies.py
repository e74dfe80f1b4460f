"""The triage advice (UM-09): what the table of the region says about a melding, and what could still change it.

A person always decides (V07). The advice is a pure function of the melding, the context and the table version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sluitend.kern.beslistabel import Uitslag
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import lokaal
from sluitend.meldpunt.rules.invoer import GEEN_CONTEXT, Context, lees_invoer
from sluitend.meldpunt.rules.klassen import norm_triage
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.meldpunt.rules.triagetabel import Regeluitslag, Triagetabel, standaardtabel

_KERNVRAGEN = frozenset(KERNVRAGEN)


@dataclass(frozen=True, slots=True)
class Normen:
    """The norms of the advised class: minutes, days, and the moment by which the melding must be triaged."""

    triage_minuten: int
    oppakken_minuten: int
    uitkomst_dagen: int
    triage_uiterlijk: datetime

    def als_dict(self) -> dict[str, Any]:
        return {
            "triage_minuten": self.triage_minuten,
            "oppakken_minuten": self.oppakken_minuten,
            "uitkomst_dagen": self.uitkomst_dagen,
            "triage_uiterlijk": lokaal(self.triage_uiterlijk).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Advies:
    """The advice, with every output of §5.2. `regel_urgentie` and `regel_route` are the numbers that decided."""

    urgentie: str
    route: str
    tabel: str
    versie: int
    ontbreekt: tuple[str, ...]
    hoogst_mogelijk: str
    regel_urgentie: int
    regel_route: int
    nevenroutes: tuple[str, ...]
    aanwijzingen: tuple[str, ...]
    normen: Normen
    uitslag: Uitslag = field(repr=False)
    bron: Triagetabel = field(repr=False)

    @property
    def voorlopig(self) -> bool:
        """Whether an unanswered question could still change this advice."""
        return bool(self.ontbreekt)

    @property
    def regels(self) -> tuple[Regeluitslag, ...]:
        """All rules by number, as the explanation under "Waarom dit advies"."""
        geraakt, mogelijk = self.uitslag.geraakt, self.uitslag.mogelijk
        return tuple(
            Regeluitslag(regel.nr, regel.tekst, bool(geraakt & bit), bool(mogelijk & bit))
            for bit, regel in self.bron.rekenaar.bits
        )

    @property
    def geraakt(self) -> tuple[int, ...]:
        """The numbers of the true rules."""
        return tuple(regel.nr for bit, regel in self.bron.rekenaar.bits if self.uitslag.geraakt & bit)

    def als_dict(self) -> dict[str, Any]:
        """Return the document of the contract (spec 40 §2d), keys in that order."""
        return {
            "urgentie": self.urgentie,
            "route": self.route,
            "regels": [regel.als_dict() for regel in self.regels],
            **{sleutel: list(w) if isinstance(w, tuple) else w for sleutel, w in self._rest().items()},
            "normen": self.normen.als_dict(),
        }

    def als_json(self) -> str:
        """Return the same document as text, for batches of thousands."""
        regels = self.bron.regels_json(self.uitslag.geraakt, self.uitslag.mogelijk)
        rest = ", ".join([f'"{sleutel}": {_json(waarde)}' for sleutel, waarde in self._rest().items()])
        normen = ", ".join(
            [f'"{sleutel}": {_json(waarde)}' for sleutel, waarde in self.normen.als_dict().items()]
        )
        return (
            f'{{"urgentie": {_json(self.urgentie)}, "route": {_json(self.route)}, '
            f'"regels": {regels}, {rest}, "normen": {{{normen}}}}}'
        )

    def _rest(self) -> dict[str, str | int | tuple[str, ...]]:
        return {
            "tabel": self.tabel,
            "versie": self.versie,
            "ontbreekt": self.ontbreekt,
            "voorlopig": self.voorlopig,
            "hoogst_mogelijk": self.hoogst_mogelijk,
            "regel_urgentie": self.regel_urgentie,
            "regel_route": self.regel_route,
            "nevenroutes": self.nevenroutes,
            "aanwijzingen": self.aanwijzingen,
        }


def beoordeel(
    melding: Mapping[str, Any], context: Context = GEEN_CONTEXT, tabel: Triagetabel | None = None
) -> Advies:
    """Return the advice on a melding of the contract. Without `tabel` the default table counts, for every gemeente.

    Raises OngeldigeInvoer [invoer-ongeldig], or Weigering [tabel-ongeldig] when the table has no rule that applies.
    """
    bron = tabel or standaardtabel()
    invoer = lees_invoer(melding, context, bron.gemeenten)
    nee = (*invoer.nee, *KERNVRAGEN) if context.kernvragen_nee else invoer.nee
    stand = bron.rekenaar.lees(invoer.ja, nee, invoer.kolommen)
    uitslag = bron.rekenaar.beoordeel(stand)
    urgentie, route = uitslag.delen
    if urgentie.regel is None or route.regel is None or urgentie.hoogst_mogelijk is None:
        tekst = "De beslistabel klopt niet: voor deze melding geldt geen enkele regel."
        raise Weigering("tabel-ongeldig", tekst, "UM-09")
    klasse = bron.klassen[urgentie.regel.uit]
    return Advies(
        urgentie=klasse.code,
        route=route.regel.uit,
        tabel=bron.tabel.naam,
        versie=bron.tabel.versie,
        ontbreekt=uitslag.ontbreekt,
        hoogst_mogelijk=urgentie.hoogst_mogelijk,
        regel_urgentie=urgentie.regel.nr,
        regel_route=route.regel.nr,
        nevenroutes=route.regel.ook,
        aanwijzingen=_aanwijzingen(bron, uitslag, route.regel.aanwijzingen),
        normen=Normen(
            klasse.triage_minuten,
            klasse.oppakken_minuten,
            klasse.uitkomst_dagen,
            norm_triage(invoer.ontvangen_op, klasse, onbeantwoord=not _KERNVRAGEN.isdisjoint(stand.onbekend)),
        ),
        uitslag=uitslag,
        bron=bron,
    )


def _aanwijzingen(bron: Triagetabel, uitslag: Uitslag, van_route: tuple[str, ...]) -> tuple[str, ...]:
    """Every instruction of a true urgency rule, by number: a lower danger does not make a call less needed."""
    geraakt = uitslag.geraakt
    gevonden = [code for masker, codes in bron.met_aanwijzing if geraakt & masker for code in codes]
    return tuple(dict.fromkeys((*gevonden, *van_route)))


@lru_cache(maxsize=4096, typed=True)
def _json(waarde: str | int | tuple[str, ...]) -> str:
    """JSON of the few values that come back in every advice."""
    return json.dumps(waarde, ensure_ascii=False)
