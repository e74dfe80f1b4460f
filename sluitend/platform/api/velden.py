"""What goes in and out: base classes that refuse unknown fields, and the few field types the API shares."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

import ninja
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

T = TypeVar("T")
JAREN = range(1900, 2200)


class Invoer(BaseModel):
    """What a caller sends. An unknown field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Uitvoer(ninja.Schema):
    """What the API answers; built from a dict, a dataclass or a model instance."""


class Bladzijde(Uitvoer, Generic[T]):
    """One page of a list and the address of the next."""

    resultaten: list[T]
    volgende: str | None = None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return "Bladzijde" + "".join(getattr(soort, "__name__", "") for soort in params)


class Bladering(Invoer):
    """The two query parameters of every list."""

    cursor: str | None = Field(None, max_length=2000, description="Uit `volgende` van de vorige bladzijde.")
    limit: int = Field(25, ge=1, le=100)


def _fout(tekst: str) -> PydanticCustomError:
    return PydanticCustomError("eigen", tekst)


def _datum(waarde: Any) -> date:
    try:
        if not isinstance(waarde, str) or len(waarde) != 10:
            raise ValueError
        dag = date.fromisoformat(waarde)
    except ValueError:
        raise _fout("Geef een datum als jjjj-mm-dd.") from None
    if dag.year not in JAREN:
        raise _fout("Deze datum ligt buiten 1900 tot en met 2199.")
    return dag


def _moment(waarde: Any) -> datetime:
    try:
        if not isinstance(waarde, str) or len(waarde) < 17:
            raise ValueError
        moment = datetime.fromisoformat(waarde)
        if moment.tzinfo is None:
            raise ValueError
    except ValueError:
        raise _fout("Geef een tijdstip met tijdzone, zoals 2026-11-20T01:15:00+01:00.") from None
    if moment.year not in JAREN:
        raise _fout("Dit tijdstip ligt buiten 1900 tot en met 2199.")
    return moment


_JAAR = "^(19|20|21)[0-9]{2}-"

Datum = Annotated[
    date,
    BeforeValidator(_datum),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"{_JAAR}[0-9]{{2}}-[0-9]{{2}}$"}),
]
"""A day as `jjjj-mm-dd`; numbers and instants are refused."""

Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _JAAR}),
]
"""An instant in ISO 8601 with its offset; without one it is refused."""
