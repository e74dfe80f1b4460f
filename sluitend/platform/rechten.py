"""The access model as data (chapter 30 2B): a row grants, what has no row is refused.

`rechtenmatrix.csv` says for each role which act on which object within which scope and under which
conditions; `veldmaskers.csv` which classes of fields a mask shows. An area translates scopes and
conditions into queries with a `Beleid`; a scope or condition that an area cannot judge yet grants nothing.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor

MAP = Path(__file__).parent
GEEN_BEVOEGDHEID = _("U hebt hier geen bevoegdheid voor. Vraag uw teamleider wie dit mag doen.")


@dataclass(frozen=True, slots=True)
class Recht:
    """One row of the matrix."""

    rij: int
    reikwijdte: str
    voorwaarden: frozenset[str]
    masker: str | None


def _lees() -> tuple[str, Mapping[tuple[str, str, str], tuple[Recht, ...]]]:
    inhoud = (MAP / "rechtenmatrix.csv").read_bytes()
    rechten: dict[tuple[str, str, str], list[Recht]] = defaultdict(list)
    for nummer, rij in enumerate(csv.DictReader(inhoud.decode().splitlines()), start=1):
        delen = [deel for deel in (rij["voorwaarde"] or "").split("&") if deel]
        masker = next((deel.removeprefix("masker=") for deel in delen if deel.startswith("masker=")), None)
        voorwaarden = frozenset(deel for deel in delen if not deel.startswith("masker="))
        sleutel = (rij["rol"], rij["object"], rij["handeling"])
        rechten[sleutel].append(Recht(nummer, rij["reikwijdte"], voorwaarden, masker))
    beleid = f"sha256:{hashlib.sha256(inhoud).hexdigest()[:12]}"
    return beleid, {sleutel: tuple(rijen) for sleutel, rijen in rechten.items()}


def _lees_maskers() -> Mapping[str, frozenset[str]]:
    klassen: dict[str, set[str]] = defaultdict(set)
    with (MAP / "veldmaskers.csv").open(encoding="utf-8") as bestand:
        for rij in csv.DictReader(bestand):
            klassen[rij["masker"]].add(rij["klasse"])
    return {masker: frozenset(delen) for masker, delen in klassen.items()}


BELEID, _RECHTEN = _lees()
_MASKERS = _lees_maskers()


def rechten(rol: str, object: str, handeling: str) -> tuple[Recht, ...]:
    """The rows for this role, object kind and act; empty means refused."""
    return _RECHTEN.get((rol, object, handeling), ())


@lru_cache(maxsize=2048)
def klassen(maskers: frozenset[str], compartiment: str) -> frozenset[str]:
    """The union of the classes that these masks show of an object in a compartment."""
    resultaat: set[str] = set()
    for masker in maskers:
        for klasse in _MASKERS.get(masker, frozenset()):
            resultaat.add(compartiment if klasse == "@compartiment_van_object" else klasse)
    return frozenset(resultaat)


Vertaling = Callable[[Actor], Q | bool]


@dataclass(frozen=True)
class Beleid:
    """How one object kind is judged: scopes and conditions as queries on its model.

    Two stages of one rule: `zichtbaar` is the only way to a row (a list, a detail, a count, a search, an
    export and the API use it), `eis` is asked before an act. What is not visible does not exist: 404.
    """

    object: str
    compartiment: str = "kern"
    reikwijdten: Mapping[str, Vertaling] = field(default_factory=dict)
    voorwaarden: Mapping[str, Vertaling] = field(default_factory=dict)

    def _rijen(self, actor: Actor, handeling: str) -> list[tuple[Recht, Q]]:
        rijen = []
        for recht in rechten(actor.rol, self.object, handeling):
            q = self._q(actor, recht)
            if q is not None:
                rijen.append((recht, q))
        return rijen

    def _q(self, actor: Actor, recht: Recht) -> Q | None:
        """The row as a query; None when it grants nothing to this actor."""
        delen: list[Q | bool] = []
        vertaal = self.reikwijdten.get(recht.reikwijdte)
        if vertaal is None:
            return None
        delen.append(vertaal(actor))
        for voorwaarde in recht.voorwaarden:
            if voorwaarde.startswith("functie="):
                delen.append(voorwaarde.removeprefix("functie=") in actor.functies)
            elif (eis := self.voorwaarden.get(voorwaarde)) is not None:
                delen.append(eis(actor))
            else:
                return None
        q = Q()
        for deel in delen:
            if deel is False:
                return None
            if deel is not True:
                q &= deel
        return q

    def visible_to(self, actor: Actor, handeling: str = "zien") -> Q | None:
        """Which rows this actor may reach with this act; None means not one."""
        rijen = self._rijen(actor, handeling)
        if not rijen:
            return None
        totaal = Q()
        for _recht, q in rijen:
            if q == Q():
                return Q()
            totaal |= q
        return totaal

    def zichtbaar(self, rijen: QuerySet[Any], actor: Actor, handeling: str = "zien") -> QuerySet[Any]:
        """The rows of a queryset that exist for this actor."""
        q = self.visible_to(actor, handeling)
        if q is None:
            return rijen.none()
        return rijen.filter(q)

    def met_klassen(self, rijen: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
        """`zichtbaar`, and for each row which masks held, in the same query."""
        delen = self._rijen(actor, "zien")
        if not delen:
            return rijen.none()
        totaal, vlaggen = Q(), {}
        alles = False
        for recht, q in delen:
            totaal |= q
            alles = alles or q == Q()
            vlaggen[f"masker_{recht.rij}"] = (
                Value(True, output_field=BooleanField())
                if q == Q()
                else Case(When(q, then=Value(True)), default=Value(False), output_field=BooleanField())
            )
        return (rijen if alles else rijen.filter(totaal)).annotate(**vlaggen)

    def klassen_van(self, rij: Any, actor: Actor) -> frozenset[str]:
        """The classes of this row that this actor sees; only after `met_klassen`."""
        maskers = {
            recht.masker or "vol"
            for recht in rechten(actor.rol, self.object, "zien")
            if getattr(rij, f"masker_{recht.rij}", False)
        }
        return klassen(frozenset(maskers), self.compartiment)

    def mag(self, actor: Actor, handeling: str, rij: Any | None = None) -> bool:
        """Whether this act is allowed, on this row when one is given."""
        q = self.visible_to(actor, handeling)
        if q is None:
            return False
        if rij is None or q == Q():
            return True
        return type(rij)._default_manager.filter(q, pk=rij.pk).exists()

    def eis(
        self, actor: Actor, handeling: str, rij: Any | None = None, tekst: str = GEEN_BEVOEGDHEID
    ) -> None:
        """Raise `Weigering` (403 on something visible) unless the act is allowed."""
        if actor.is_systeem:
            return
        if not self.mag(actor, handeling, rij):
            raise Weigering("geen_bevoegdheid", tekst, f"30 2B {self.object} {handeling}", status=403)
