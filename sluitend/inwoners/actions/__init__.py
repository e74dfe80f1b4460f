"""The only write path to residents: one function per act."""

from sluitend.inwoners.actions.adressen import toon_afgeschermd_adres, voeg_adres_toe
from sluitend.inwoners.actions.afschermen import (
    beeindig_afscherming,
    bevestig_afscherming,
    vraag_afscherming,
)
from sluitend.inwoners.actions.naasten import leg_toestemming_vast, voeg_naaste_toe, wijzig_naaste
from sluitend.inwoners.actions.personen import (
    Bsnuitslag,
    leg_bsn_vast,
    registreer_inwoner,
    stel_identiteit_vast,
    toon_bsn,
    wijzig_gegevens,
)
from sluitend.inwoners.actions.samenvoegen import (
    draai_samenvoeging_terug,
    voeg_samen,
    vraag_samenvoeging,
    vraag_terugdraaien,
    wijs_later_toe,
    wijs_samenvoeging_af,
)
from sluitend.inwoners.gegevens import Adresgegevens, Inwonergegevens, Naastegegevens

__all__ = [
    "Adresgegevens",
    "Bsnuitslag",
    "Inwonergegevens",
    "Naastegegevens",
    "beeindig_afscherming",
    "bevestig_afscherming",
    "draai_samenvoeging_terug",
    "leg_bsn_vast",
    "leg_toestemming_vast",
    "registreer_inwoner",
    "stel_identiteit_vast",
    "toon_afgeschermd_adres",
    "toon_bsn",
    "voeg_adres_toe",
    "voeg_naaste_toe",
    "voeg_samen",
    "vraag_afscherming",
    "vraag_samenvoeging",
    "vraag_terugdraaien",
    "wijs_later_toe",
    "wijs_samenvoeging_af",
    "wijzig_gegevens",
    "wijzig_naaste",
]
