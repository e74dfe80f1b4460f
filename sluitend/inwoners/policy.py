"""Who may see and do what with residents: the matrix as queries.

`toegewezen`, `team`, `betrokken`, `gemeente` and conditions such as `melding_open` rest on rows of areas
upstairs. Each such area says what they mean, as a query on `Inwoner`: `vertaal("toegewezen", functie)`. Several
areas may add to one word; what nobody translated grants nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from sluitend.inwoners.models import Adresperiode, Inwoner, Samenvoeging, Toegangslijst
from sluitend.platform import factor
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.rechten import Beleid, Vertaling, rechten

_vertaald: dict[str, list[Vertaling]] = {}
# The object kinds of the compartment kern (chapter 30 2B).
KERNOBJECTEN = (
    "inwoner",
    "naaste",
    "dossier",
    "regieperiode",
    "overdracht",
    "traject",
    "taak",
    "plan",
    "betrokkenheid",
    "mdo",
    "tijdlijn",
    "document",
)


def vertaal(naam: str, functie: Vertaling) -> None:
    """Say what a scope or condition means: which rows of `Inwoner` hold it for an actor. Called from `ready`.

    Use subqueries (`Q(pk__in=Dossier.objects.filter(...).values("inwoner_id"))`), never a join: a join doubles rows.
    """
    lijst = _vertaald.setdefault(naam, [])
    if functie not in lijst:
        lijst.append(functie)


def vergeet(naam: str, functie: Vertaling) -> None:
    """Take a translation away again (tests)."""
    _vertaald[naam].remove(functie)
    if not _vertaald[naam]:
        del _vertaald[naam]


class Vertalingen(Mapping[str, Vertaling]):
    """The translations for one object kind: its own, and those of upstairs turned into a query on its model."""

    def __init__(self, eigen: Mapping[str, Vertaling], vorm: Callable[[Q], Q] = lambda q: q) -> None:
        self.eigen, self.vorm = eigen, vorm

    def __getitem__(self, naam: str) -> Vertaling:
        if naam not in self.eigen and naam not in _vertaald:
            raise KeyError(naam)

        def functie(actor: Actor) -> Q | bool:
            totaal: Q | None = None
            if eigen := self.eigen.get(naam):
                uitkomst = eigen(actor)
                if uitkomst is True:
                    return True
                if uitkomst is not False:
                    totaal = uitkomst
            for boven in _vertaald.get(naam, ()):
                uitkomst = boven(actor)
                if uitkomst is True:
                    return True
                if uitkomst is not False:
                    q = self.vorm(uitkomst)
                    totaal = q if totaal is None else totaal | q
            return False if totaal is None else totaal

        return functie

    def __iter__(self) -> Iterator[str]:
        return iter({*self.eigen, *_vertaald})

    def __len__(self) -> int:
        return len({*self.eigen, *_vertaald})


def _ja(actor: Actor) -> bool:
    return True


def _eigen_organisatie(actor: Actor) -> Q | bool:
    return Q(geregistreerd_door_id=actor.organisatie_id) if actor.organisatie_id else False


def _woont_hier(actor: Actor) -> Q | bool:
    """Somebody whose open address lies in my gemeente, for the search only."""
    if not actor.gemeente_ids:
        return False
    adressen = Adresperiode.objects.filter(tot__isnull=True, gemeente_id__in=actor.gemeente_ids)
    return Q(pk__in=adressen.values("inwoner_id"))


def _kern_is_eigen(actor: Actor) -> bool:
    """`eigen_compartiment` for rows of the compartment kern: my role sees such an object in full."""
    return any(
        recht.masker in (None, "vol", "vol_zonder_melder")
        for soort in KERNOBJECTEN
        for recht in rechten(actor.rol, soort, "zien")
    )


def _via_inwoner(q: Q) -> Q:
    return Q(inwoner_id__in=Inwoner.objects.filter(q).values("pk"))


def _een_van_beide(q: Q) -> Q:
    rijen = Inwoner.objects.filter(q).values("pk")
    return Q(blijft_id__in=rijen) | Q(opgegaan_id__in=rijen)


def _allebei(q: Q) -> Q:
    rijen = Inwoner.objects.filter(q).values("pk")
    return Q(blijft_id__in=rijen) & Q(opgegaan_id__in=rijen)


# How long the list of whoever asked works before somebody else has confirmed it (chapter 30 3, afscherming).
OP_WOORD_VAN_DE_VRAGER = timedelta(hours=24)


def _op_toegangslijst(actor: Actor) -> Q | bool:
    """On the access list of a secret address: one that was confirmed, or asked less than a day ago (recht:V23)."""
    if actor.medewerker_id is None:
        return False
    sinds = huidig().nu - OP_WOORD_VAN_DE_VRAGER
    lijst = Toegangslijst.objects.filter(medewerker=actor.medewerker_id).filter(
        Q(afscherming__status="actief")
        | Q(afscherming__status="gevraagd", afscherming__gevraagd_op__gt=sinds)
    )
    return Q(pk__in=lijst.values("afscherming__inwoner_id"))


# What an act itself demands before it asks the policy: a grond, a reason, the way in which the resident agreed.
_GEVRAAGD: Mapping[str, Vertaling] = {
    "grondslag": _ja,
    "reden": _ja,
    "namens_inwoner": _ja,
    "zoekvelden=2": _ja,
    "eigen_compartiment": _kern_is_eigen,
    "toegangslijst": _op_toegangslijst,
    "tweede_factor": factor.is_vers,
}
_SCOPES: Mapping[str, Vertaling] = {"regio": _ja, "organisatie": _eigen_organisatie}

INWONER = Beleid("inwoner", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD))
# Making a row asks no row: the organisation is the one that registers.
INWONER_MAKEN = Beleid("inwoner", reikwijdten={"organisatie": lambda actor: actor.organisatie_id is not None})
INWONER_ZOEKEN = Beleid(
    "inwoner",
    reikwijdten=Vertalingen({**_SCOPES, "gemeente": _woont_hier}),
    voorwaarden=Vertalingen(_GEVRAAGD),
)
BSN = Beleid("bsn", "slot", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD))
AFGESCHERMD = Beleid(
    "afgeschermd_adres", "slot", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD)
)
NAASTE = Beleid(
    "naaste",
    reikwijdten=Vertalingen(
        {"regio": _ja, "organisatie": lambda a: _of(_eigen_organisatie(a), _via_inwoner)}, _via_inwoner
    ),
    voorwaarden=Vertalingen(_GEVRAAGD, _via_inwoner),
)
# An act on a naaste that is not there yet, or on its consent, is judged on the resident.
NAASTE_VAN = Beleid("naaste", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD))
MAG_WETEN = Beleid("mag_weten", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD))
SAMENVOEGEN = Beleid(
    "samenvoeging",
    reikwijdten=Vertalingen({**_SCOPES, "organisatie": lambda a: a.organisatie_id is not None}),
    voorwaarden=Vertalingen({}),
)


# Asking is judged on the resident, everything after it on the row.
AFSCHERMEN = Beleid("afscherming", reikwijdten=Vertalingen(_SCOPES), voorwaarden=Vertalingen(_GEVRAAGD))
AFSCHERMING = Beleid(
    "afscherming",
    reikwijdten=Vertalingen(
        {"regio": _ja, "organisatie": lambda a: _of(_eigen_organisatie(a), _via_inwoner)}, _via_inwoner
    ),
    voorwaarden=Vertalingen(
        {**_GEVRAAGD, "niet_zelf": lambda a: ~Q(gevraagd_door_id=a.medewerker_id)}, _via_inwoner
    ),
)


def _of(uitkomst: Q | bool, vorm: Callable[[Q], Q]) -> Q | bool:
    return vorm(uitkomst) if isinstance(uitkomst, Q) else uitkomst


class _Voorwaarden(Vertalingen):
    """Conditions on a merge; `zonder_dossier` must hold for both persons, and has one owner."""

    def __getitem__(self, naam: str) -> Vertaling:
        if naam == "zonder_dossier":
            functie = _vertaald[naam][0]
            return lambda actor: _of(functie(actor), _allebei)
        return super().__getitem__(naam)


SAMENVOEGING = Beleid(
    "samenvoeging",
    reikwijdten=Vertalingen(
        {
            "regio": _ja,
            "organisatie": lambda a: Q(door__organisatie_id=a.organisatie_id) if a.organisatie_id else False,
        },
        _een_van_beide,
    ),
    voorwaarden=_Voorwaarden(
        {
            "open": lambda a: Q(status__in=Samenvoeging.OPEN),
            "niet_zelf": lambda a: ~Q(door_id=a.medewerker_id),
            "vier_ogen": _ja,
        },
        _een_van_beide,
    ),
)


def rijen(beleid: Beleid, alle: Any, actor: Actor, handeling: str = "zien") -> Any:
    """The rows an actor may reach with this act; the system handles ids and reaches all (UV-13)."""
    return alle if actor.is_systeem else beleid.zichtbaar(alle, actor, handeling)
