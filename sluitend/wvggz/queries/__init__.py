"""The read path of the Wvggz tasks: visibility and read log built in."""

from sluitend.wvggz.queries.crisis import (
    STAPPEN,
    Procedureblad,
    crisisoverzicht,
    mag_tekenen,
    procedureblad,
)
from sluitend.wvggz.queries.nazorg import nazorglijst, te_doen
from sluitend.wvggz.queries.onderzoeken import TABS, Onderzoekblad, loopt_voor, onderzoekblad, onderzoeken

__all__ = [
    "STAPPEN",
    "TABS",
    "Onderzoekblad",
    "Procedureblad",
    "crisisoverzicht",
    "loopt_voor",
    "mag_tekenen",
    "nazorglijst",
    "onderzoekblad",
    "onderzoeken",
    "procedureblad",
    "te_doen",
]
