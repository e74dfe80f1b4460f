"""The API shell. An area writes `api.py` with a `router`; `config/urls.py` adds it to `api`."""

from ninja import Router, Status

from sluitend.platform.api.antwoordsleutels import ruim_antwoordsleutels_op
from sluitend.platform.api.bladeren import bladzijde
from sluitend.platform.api.schil import Api
from sluitend.platform.api.toegang import met_scope
from sluitend.platform.api.velden import Bladering, Bladzijde, Datum, Invoer, Moment, Uitvoer

__all__ = [
    "Bladering",
    "Bladzijde",
    "Datum",
    "Invoer",
    "Moment",
    "Router",
    "Status",
    "Uitvoer",
    "api",
    "bladzijde",
    "maak_api",
    "met_scope",
    "ruim_antwoordsleutels_op",
]


def maak_api(naam: str = "api") -> Api:
    """An API with only its own health on it."""
    nieuw = Api(urls_namespace=naam)
    nieuw.add_router("", "sluitend.platform.api.gezondheid.router")
    return nieuw


api = maak_api()
