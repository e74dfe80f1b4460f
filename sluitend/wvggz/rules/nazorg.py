"""What follows when compulsory care or an onderzoek ends: never nothing by accident (W66, F25)."""

from __future__ import annotations

from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _

KEUZES = {
    "bemoeizorg": _("Bemoeizorg"),
    "lokaal_team": _("Lokaal team"),
    "wmo": _("Melding Wmo"),
    "wonen": _("Hulp bij wonen"),
    "vrijwillige_behandeling": _("Vrijwillige behandeling"),
    "naaste_informeren": _("Naaste informeren"),
    "geen": _("Geen nazorg nodig"),
}
MIN_REDEN = 20
# Every way in which an onderzoek, aanvraag, procedure or maatregel ends without a maatregel that takes its place.
EINDEN = (
    "vo:vrijwillig",
    "vo:geen",
    "vo:acuut_doorgeleid",
    "vo:regime_wzd",
    "vo:andere_gemeente",
    "vo:overleden",
    "aanvraag:ovj_geen_verzoek",
    "aanvraag:rechter_afgewezen",
    "aanvraag:ingetrokken",
    "crisis:niet_genomen",
    "tvz:termijn_verstreken",
    "maatregel:verlopen",
    "maatregel:ovj_geen_verzoek",
    "maatregel:rechter_afgewezen",
    "maatregel:gd_beeindigd",
    "maatregel:vernietigd",
    "maatregel:overleden",
)


def standaard(einde: str) -> str:
    """The choice that is offered first: after a negative onderzoek the regional bemoeizorgteam (F25)."""
    return "bemoeizorg" if einde in ("vo:vrijwillig", "vo:geen") else "lokaal_team"


def mag_kiezen(keuzes: tuple[str, ...], reden: str) -> Weigering | None:
    """At least one known choice; none needs an explanation and stands alone (UW-26)."""
    if not keuzes or not set(keuzes) <= set(KEUZES):
        return Weigering("keuze-ontbreekt", _("Kies wat er na afloop gebeurt."), "UW-26", status=400)
    if "geen" in keuzes and len(keuzes) > 1:
        return Weigering(
            "keuze-tegenstrijdig", _("Geen nazorg gaat niet samen met een andere keuze."), "UW-26", status=400
        )
    if "geen" in keuzes and len(reden.strip()) < MIN_REDEN:
        return Weigering("reden-verplicht", _("Leg uit waarom geen nazorg nodig is."), "UW-26", status=400)
    return None
