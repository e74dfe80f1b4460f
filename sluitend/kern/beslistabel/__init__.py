"""A neutral decision table with three-valued answers: read, check, evaluate (chapter 10 §5.2)."""

from sluitend.kern.beslistabel.controle import Controle, Overlap, controleer
from sluitend.kern.beslistabel.lezen import lees_csv, lees_voorwaarde
from sluitend.kern.beslistabel.model import (
    MAX_REGELS,
    MAX_SIGNALEN,
    Beleid,
    Deel,
    Kolom,
    Regel,
    Schema,
    Soort,
    Tabel,
    Toets,
)
from sluitend.kern.beslistabel.uitvoeren import Deeluitslag, Gegeven, Rekenaar, Stand, Uitslag
from sluitend.kern.beslistabel.zoeken import Voorbeeld, Zoeker

__all__ = [
    "MAX_REGELS",
    "MAX_SIGNALEN",
    "Beleid",
    "Controle",
    "Deel",
    "Deeluitslag",
    "Gegeven",
    "Kolom",
    "Overlap",
    "Regel",
    "Rekenaar",
    "Schema",
    "Soort",
    "Stand",
    "Tabel",
    "Toets",
    "Uitslag",
    "Voorbeeld",
    "Zoeker",
    "controleer",
    "lees_csv",
    "lees_voorwaarde",
]
