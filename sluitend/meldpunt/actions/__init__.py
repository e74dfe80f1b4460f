"""The write path of the meldpunt: one function per use case, each one transaction."""

from sluitend.meldpunt.actions.aannemen import Ontvangst, meld_via_web, neem_melding_aan, proefadvies
from sluitend.meldpunt.actions.bewaken import Overschrijding, Volgstand, bewaak_normen, volg_melding
from sluitend.meldpunt.actions.opvolgen import (
    Doorstuurgegevens,
    beantwoord_doorsturen,
    geef_terug,
    herstel_tekst,
    koppel_inwoner,
    koppel_nieuwe_inwoner,
    leg_doorverbinding_vast,
    leg_uitkomst_vast,
    pak_op,
    stuur_door_binnen_regio,
    stuur_door_buiten_regio,
    zet_gemeente,
    zet_op_lijst,
)
from sluitend.meldpunt.actions.politie import Rijfout, Verslag, importeer_politie
from sluitend.meldpunt.actions.terugkoppelen import (
    heropen_melding,
    koppel_terug,
    maak_terugbelafspraak,
    noteer_poging,
    sluit_melding,
    voorstel,
)
from sluitend.meldpunt.actions.triage import Ontvanger, bevestig_triage, proef_triage, vind_ontvanger

__all__ = [
    "Doorstuurgegevens",
    "Ontvanger",
    "Ontvangst",
    "Overschrijding",
    "Rijfout",
    "Verslag",
    "Volgstand",
    "beantwoord_doorsturen",
    "bevestig_triage",
    "bewaak_normen",
    "geef_terug",
    "heropen_melding",
    "herstel_tekst",
    "importeer_politie",
    "koppel_inwoner",
    "koppel_nieuwe_inwoner",
    "koppel_terug",
    "leg_doorverbinding_vast",
    "leg_uitkomst_vast",
    "maak_terugbelafspraak",
    "meld_via_web",
    "neem_melding_aan",
    "noteer_poging",
    "pak_op",
    "proef_triage",
    "proefadvies",
    "sluit_melding",
    "stuur_door_binnen_regio",
    "stuur_door_buiten_regio",
    "vind_ontvanger",
    "volg_melding",
    "voorstel",
    "zet_gemeente",
    "zet_op_lijst",
]
