"""The tables of the Wvggz tasks (chapter 11 §2)."""

from sluitend.wvggz.models.crisis import (
    Afschrift,
    CmAntwoord,
    CmBesluit,
    Crisisprocedure,
    Hoorpoging,
    Hoorverslag,
    MedischeVerklaring,
    Tvz,
    Vervolghandeling,
)
from sluitend.wvggz.models.maatregel import Maatregel, NazorgKeuze, Voortzetting
from sluitend.wvggz.models.onderzoek import (
    AanvraagZm,
    Bevinding,
    BronRaadpleging,
    Handhaving,
    VerkennendOnderzoek,
    VoBesluit,
    VoMelding,
    WvggzTraject,
)
from sluitend.wvggz.models.termijn import Klok, Termijnparameter

__all__ = [
    "AanvraagZm",
    "Afschrift",
    "Bevinding",
    "BronRaadpleging",
    "CmAntwoord",
    "CmBesluit",
    "Crisisprocedure",
    "Handhaving",
    "Hoorpoging",
    "Hoorverslag",
    "Klok",
    "Maatregel",
    "MedischeVerklaring",
    "NazorgKeuze",
    "Termijnparameter",
    "Tvz",
    "VerkennendOnderzoek",
    "Vervolghandeling",
    "VoBesluit",
    "VoMelding",
    "Voortzetting",
    "WvggzTraject",
]
