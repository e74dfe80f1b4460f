"""The write path of the dossier: one function per use case, each one transaction."""

from sluitend.dossier.actions.contact import leg_contact_vast
from sluitend.dossier.actions.openen import Opening, open_dossier
from sluitend.dossier.actions.overdracht import (
    aanvaard_overdracht,
    beantwoord_vraag,
    laat_verlopen,
    stel_vraag,
    toets_overdracht,
    trek_overdracht_in,
    verzend_overdracht,
    weiger_overdracht,
)
from sluitend.dossier.actions.plan import (
    begin_plan,
    evalueer_plan,
    schrijf_eigen_woorden,
    stel_plan_vast,
    voeg_actie_toe,
    voeg_doel_toe,
)
from sluitend.dossier.actions.sluiten import sluit_dossier
from sluitend.dossier.actions.taken import (
    draag_taak_over,
    hervat_taak,
    laat_taak_wachten,
    maak_taak,
    open_traject,
    plan_taak,
    rond_taak_af,
    rond_taken_van_af,
    sluit_traject,
    wijs_taken_toe,
)
from sluitend.dossier.actions.uitval import (
    beantwoord_vervanging,
    beeindig_afwezigheid,
    beeindig_medewerker,
    meld_afwezig,
    vraag_vervanging,
    zet_in_vangnet,
)
from sluitend.dossier.actions.veeg import veeg

__all__ = [
    "Opening",
    "aanvaard_overdracht",
    "beantwoord_vervanging",
    "beantwoord_vraag",
    "beeindig_afwezigheid",
    "beeindig_medewerker",
    "begin_plan",
    "draag_taak_over",
    "evalueer_plan",
    "hervat_taak",
    "laat_taak_wachten",
    "laat_verlopen",
    "leg_contact_vast",
    "maak_taak",
    "meld_afwezig",
    "open_dossier",
    "open_traject",
    "plan_taak",
    "rond_taak_af",
    "rond_taken_van_af",
    "schrijf_eigen_woorden",
    "sluit_dossier",
    "sluit_traject",
    "stel_plan_vast",
    "stel_vraag",
    "toets_overdracht",
    "trek_overdracht_in",
    "veeg",
    "verzend_overdracht",
    "voeg_actie_toe",
    "voeg_doel_toe",
    "vraag_vervanging",
    "weiger_overdracht",
    "wijs_taken_toe",
    "zet_in_vangnet",
]
