"""What a region may decide about its meldpunt (chapter 10 §5.1, §5.3). Each default is a choice, marked so."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sluitend.dossier.rules.gaten_feiten import Meldingsnormen, Urgentienorm
from sluitend.meldpunt.rules.klassen import ONBEANTWOORD_MINUTEN, STANDAARD_KLASSEN, Klasse, Klassen
from sluitend.meldpunt.rules.piket import ROOSTERFUNCTIES
from sluitend.meldpunt.rules.staten import DOORSTUUR_WERKDAGEN, HEROPEN_DAGEN, LAAT_INVOER_DAGEN
from sluitend.meldpunt.rules.terugkoppeling import TERUGKOPPELING_DAGEN
from sluitend.regio.instellingen import Definitie, bepaal, ja_nee, positief, waarde

_MAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,255}\.[^@\s,;<>]{2,}")
NORMVELDEN = ("triage_minuten", "oppakken_minuten", "uitkomst_dagen")


def _normen_geldig(inhoud: Any) -> bool:
    """`{"spoed": {"oppakken_minuten": 120}}`: known classes, known norms, positive whole numbers."""
    return isinstance(inhoud, Mapping) and all(
        klasse in STANDAARD_KLASSEN
        and isinstance(normen, Mapping)
        and all(
            (naam in NORMVELDEN and positief(getal)) or (naam == "schuift" and ja_nee(getal))
            for naam, getal in normen.items()
        )
        for klasse, normen in inhoud.items()
    )


BRON = "10 5.1"
bepaal(
    Definitie("meldpunt_normen", "Normen per urgentieklasse", {}, BRON, geldig=_normen_geldig),
    Definitie("heropen_dagen", "Dagen om een melding te heropenen", HEROPEN_DAGEN, "10 5.3", geldig=positief),
    Definitie(
        "terugkoppeling_dagen", "Dagen voor de terugkoppeling", TERUGKOPPELING_DAGEN, "10 5.3", geldig=positief
    ),
    Definitie("wvggz_leeftijd", "Laagste leeftijd voor de Wvggz-route", 16, "10 5.3, recht:W17", geldig=positief),
    Definitie("batch_kernvragen", "Kernvragen tellen bij een import als nee", False, "10 5.3", geldig=ja_nee),
    Definitie("web_drempel_uur", "Webmeldingen per uur van één adres", 5, "10 5.3", geldig=positief),
    Definitie("bundel_uren", "Uren waarbinnen meldingen één gebeurtenis zijn", 6, "10 5.3", geldig=positief),
    Definitie("doorstuur_werkdagen", "Werkdagen om door te sturen", DOORSTUUR_WERKDAGEN, "10 5.3", geldig=positief),
    Definitie("laat_invoer_dagen", "Dagen om later in te voeren", LAAT_INVOER_DAGEN, "10 5.3", geldig=positief),
    Definitie(
        "piket_functies", "Functies die dag en nacht bereikbaar moeten zijn", list(ROOSTERFUNCTIES), "10 5.3, F10",
        geldig=lambda w: isinstance(w, list) and set(w) <= set(ROOSTERFUNCTIES),
    ),
    Definitie(
        "piket_mail", "E-mailadres voor gaten in het piketrooster", "", "10 UM-20",
        geldig=lambda w: isinstance(w, str) and len(w) <= 120 and (not w or bool(_MAIL.fullmatch(w))),
    ),
    Definitie(
        "meldpunt_telefoon", "Telefoonnummer van het meldpunt", "0800-1205", "10 5.3",
        geldig=lambda w: isinstance(w, str) and 3 <= len(w) <= 20,
    ),
)  # fmt: skip


def klassen() -> Klassen:
    """The urgency classes with the norms of the running unit's region."""
    return klassen_van(vast(waarde("meldpunt_normen")))


def vast(inhoud: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    """The norms of a region as something that can be remembered by."""
    return tuple((klasse, tuple(sorted(normen.items()))) for klasse, normen in sorted(inhoud.items()))


@lru_cache(maxsize=64)
def klassen_van(eigen: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]) -> dict[str, Klasse]:
    """The urgency classes with these norms in place of the defaults."""
    verschil = {klasse: dict(normen) for klasse, normen in eigen}
    return {
        code: Klasse(
            code,
            klasse.rang,
            klasse.label,
            verschil.get(code, {}).get("triage_minuten", klasse.triage_minuten),
            verschil.get(code, {}).get("oppakken_minuten", klasse.oppakken_minuten),
            verschil.get(code, {}).get("schuift", klasse.schuift),
            verschil.get(code, {}).get("uitkomst_dagen", klasse.uitkomst_dagen),
        )
        for code, klasse in STANDAARD_KLASSEN.items()
    }


def gatnormen() -> Meldingsnormen:
    """The same norms as the gaps read them."""
    return Meldingsnormen(
        {
            code: Urgentienorm(klasse.triage_minuten, klasse.oppakken_minuten, klasse.schuift)
            for code, klasse in klassen().items()
        },
        ONBEANTWOORD_MINUTEN,
    )
