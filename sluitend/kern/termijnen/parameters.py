"""Parameters of the terms: dated rows with source and confidence, so that a lawyer can sign without a release.

The packaged rows are the defaults. An installation may lay its own rows over them (`Parameterset.met`); a
term takes the row that is valid on its start day, so a running procedure keeps the version it started with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.gegevens import lees_rijen


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value with the period in which it holds (`geldig_tot` is the last day, None when open)."""

    code: str
    waarde: str
    eenheid: str
    artikel: str
    zekerheid: str
    bron: str
    geldig_van: date
    geldig_tot: date | None = None
    getekend_door: str = ""
    versie: str = "1"

    @property
    def ongetekend(self) -> bool:
        """Whether this is a row of confidence C that no lawyer has signed yet."""
        return "C" in self.zekerheid and not self.getekend_door

    def geldt_op(self, dag: date) -> bool:
        return self.geldig_van <= dag and (self.geldig_tot is None or dag <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Parameterset:
    """All known parameter rows. Of two rows valid on one day the later `geldig_van` wins, then the later row."""

    rijen: tuple[Parameter, ...]

    def op(self, code: str, dag: date) -> Parameter:
        """Return the row of `code` that is valid on `dag`. Raises OngeldigeInvoer when there is none."""
        geldig = [
            (p.geldig_van, nr, p) for nr, p in enumerate(self.rijen) if p.code == code and p.geldt_op(dag)
        ]
        if not geldig:
            tekst = f"Parameter {code} heeft op {dag.isoformat()} geen geldige waarde."
            raise OngeldigeInvoer("parameter-ontbreekt", tekst, "recht:T06", fouten={"start": tekst})
        return max(geldig, key=lambda rij: rij[:2])[2]

    def met(self, rijen: Iterable[Parameter]) -> Parameterset:
        """Return a set in which `rijen` are laid over these ones."""
        return Parameterset((*self.rijen, *rijen))


@cache
def standaard() -> Parameterset:
    """Return the packaged parameters of `gegevens/termijnparameters.csv`."""
    return Parameterset(
        tuple(
            Parameter(
                code=rij["code"],
                waarde=rij["waarde"],
                eenheid=rij["eenheid"],
                artikel=rij["artikel"],
                zekerheid=rij["zekerheid"],
                bron=rij["bron"],
                geldig_van=date.fromisoformat(rij["geldig_van"]),
                geldig_tot=date.fromisoformat(rij["geldig_tot"]) if rij["geldig_tot"] else None,
                getekend_door=rij["getekend_door"],
                versie=rij["versie"],
            )
            for rij in lees_rijen("termijnparameters.csv")
        )
    )
