"""Who acts: the one value that every query and action gets."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

SYSTEEM = "systeem"
PUBLIEK = "publiek"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user in one role in one region, the system itself, or the public.

    Two people never share an actor and one request has exactly one role active (chapter 30 2B, step 1).
    `team_ids`, `gemeente_ids` hold what the role covers today; `functies` are dated functions on it.
    """

    regio_id: int
    regio_code: str
    rol: str
    gebruiker_id: int | None = None
    medewerker_id: UUID | None = None
    naam: str = ""
    organisatie_id: UUID | None = None
    organisatie_code: str = ""
    organisatie_naam: str = ""
    team_ids: frozenset[UUID] = frozenset()
    gemeente_ids: frozenset[str] = frozenset()
    functies: frozenset[str] = frozenset()
    toegangspunt: str = ""
    doel: str = ""
    regio_naam: str = ""
    kanaal: str = "web"
    scopes: frozenset[str] = field(default=frozenset())
    # For whom a partner's system asks (`user;role`, X-Namens); stands in the read log, decides nothing.
    namens: str = ""
    # When the second factor was given in this session (chapter 30 UA-04); None: not, or not by a person.
    factor_op: datetime | None = None

    @property
    def is_systeem(self) -> bool:
        return self.rol == SYSTEEM

    @property
    def sleutel(self) -> str:
        """How logs name the actor: never by a person's name."""
        return f"medewerker:{self.medewerker_id}" if self.medewerker_id else self.rol

    def met_doel(self, doel: str) -> "Actor":
        """The same actor with the purpose of this visit (doelbinding, Z-10)."""
        return replace(self, doel=doel)


def systeem(regio: object) -> Actor:
    """The system acting for a region: it handles ids and reads nothing for a person (UV-13)."""
    return Actor(
        regio_id=regio.pk, regio_code=regio.code, regio_naam=regio.naam, rol=SYSTEEM, kanaal="systeem"
    )  # type: ignore[attr-defined]


def publiek(regio: object, toegangspunt: str = "") -> Actor:
    """Somebody who is not signed in: may report, may follow an own melding by code (UV-10)."""
    return Actor(
        regio_id=regio.pk,  # type: ignore[attr-defined]
        regio_code=regio.code,  # type: ignore[attr-defined]
        regio_naam=regio.naam,  # type: ignore[attr-defined]
        rol=PUBLIEK,
        toegangspunt=toegangspunt,
        kanaal="publiek",
    )
