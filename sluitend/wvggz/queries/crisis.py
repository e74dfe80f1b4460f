"""The crisis overview and the pages of one procedure, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen
from sluitend.regio.instellingen import waarde
from sluitend.wvggz import policy
from sluitend.wvggz.actions.crisis import eerdere_maatregelen, hoedanigheid
from sluitend.wvggz.models import (
    Afschrift,
    CmAntwoord,
    CmBesluit,
    Crisisprocedure,
    Hoorpoging,
    Hoorverslag,
    Klok,
    Maatregel,
    MedischeVerklaring,
    Tvz,
    Vervolghandeling,
    Voortzetting,
)
from sluitend.wvggz.rules import crisis as regels

STAPPEN = {
    "waar": "Waar is betrokkene",
    "verklaring": "Verklaring",
    "horen": "Horen",
    "vragen": "Vijf vragen",
    "vormen": "Vormen van zorg",
    "nalezen": "Nalezen",
    "beslissen": "Beslissen",
}


def mag_tekenen(actor: Actor, rij: Crisisprocedure) -> bool:
    """Whether the page offers this actor the decision; a civil servant never sees the button (W40)."""
    return (
        rij.staat in Crisisprocedure.OPEN
        and bool(hoedanigheid(actor, rij.gemeente_id))
        and policy.ONDERTEKENEN.visible_to(actor, "ondertekenen") is not None
    )


def crisisoverzicht(actor: Actor) -> Sequence[Any]:
    """Every procedure that is not closed, within the actor's reach, with its next deadline; three queries."""
    rijen = list(
        policy.CRISIS.zichtbaar(Crisisprocedure.objects.all(), actor)
        .exclude(staat="afgesloten")
        .select_related("inwoner", "gemeente", "tvz", "besluit__maatregel", "besluit__ondertekenaar")
        .prefetch_related("vervolg")
        .order_by("gestart_op", "id")[:200]
    )
    namen: dict[str, Crisisprocedure] = {}
    for rij in rijen:
        rij.klokken = []
        for onderwerp in _onderwerpen(rij):
            namen[onderwerp] = rij
    lopend = Klok.objects.filter(
        onderwerp__in=list(namen), voldaan_op__isnull=True, vervallen_op__isnull=True
    ).order_by("eindigt_op")
    for klok in lopend:
        namen[klok.onderwerp].klokken.append(klok)
    for rij in rijen:
        rij.eerste = rij.klokken[0] if rij.klokken else None
        gelezen(
            rij.naam,
            rij.inwoner.sleutel_id,
            ("naam", "sleutel", "status"),
            gevoeligheid="wvggz",
            gebeurtenis="wvggz.crisisoverzicht_gelezen",
        )
    return rijen


def _onderwerpen(rij: Crisisprocedure) -> list[str]:
    namen = [rij.naam, *(handeling.naam for handeling in rij.vervolg.all())]
    if hasattr(rij, "tvz"):
        namen.append(rij.tvz.naam)
    besluit = getattr(rij, "besluit", None)
    if besluit is not None and hasattr(besluit, "maatregel"):
        namen.append(besluit.maatregel.naam)
    return namen


@dataclass(frozen=True)
class Procedureblad:
    """One procedure as its pages show it."""

    procedure: Crisisprocedure
    tvz: Tvz | None
    verklaringen: Sequence[MedischeVerklaring]
    pogingen: Sequence[Hoorpoging]
    horen: Hoorverslag | None
    antwoorden: Mapping[str, CmAntwoord]
    besluit: CmBesluit | None
    maatregel: Maatregel | None
    voortzetting: Voortzetting | None
    vervolg: Mapping[str, Vervolghandeling]
    afschriften: Sequence[Afschrift]
    klokken: Sequence[Klok]
    waarschuwing: str
    stappen: Sequence[Mapping[str, str]]
    nu: datetime
    tekenen: bool
    wijzigen: bool
    khonraad: bool

    @property
    def volgende(self) -> str:
        """The first step that is not done."""
        return next((stap["code"] for stap in self.stappen if stap["staat"] == "nu"), "beslissen")

    @property
    def klok(self) -> Klok | None:
        """The clock on top of every step: the first that runs out."""
        return self.klokken[0] if self.klokken else None


def procedureblad(actor: Actor, procedure_id: UUID, hier: str = "") -> Procedureblad:
    """One procedure with all that was recorded; 404 when it does not exist for this actor."""
    rij = (
        policy.CRISIS.zichtbaar(Crisisprocedure.objects.filter(pk=procedure_id), actor)
        .select_related(
            "inwoner", "gemeente", "traject__traject__dossier", "tvz", "besluit__maatregel__voortzetting"
        )
        .prefetch_related("vervolg")
        .first()
    )
    if rij is None:
        raise niet_gevonden("deze procedure")
    nu = huidig().nu
    gelezen(
        rij.naam,
        rij.inwoner.sleutel_id,
        ("medisch", "naam", "sleutel", "status", "wvggz"),
        gevoeligheid="medisch",
        gebeurtenis="wvggz.procedure_gelezen",
    )
    besluit = getattr(rij, "besluit", None)
    maatregel = getattr(besluit, "maatregel", None) if besluit else None
    verklaringen = list(rij.verklaringen.order_by("-ontvangen_op"))
    horen = Hoorverslag.objects.filter(procedure=rij).first()
    antwoorden = {a.criterium: a for a in rij.antwoorden.all()}
    klaar = {
        "waar": True,
        "verklaring": bool(verklaringen),
        "horen": horen is not None,
        "vragen": len(antwoorden) == len(regels.CRITERIA),
        "vormen": bool(rij.vormen),
        "nalezen": False,
        "beslissen": besluit is not None,
    }
    return Procedureblad(
        procedure=rij,
        tvz=getattr(rij, "tvz", None),
        verklaringen=verklaringen,
        pogingen=list(rij.hoorpogingen.order_by("op")),
        horen=horen,
        antwoorden=antwoorden,
        besluit=besluit,
        maatregel=maatregel,
        voortzetting=getattr(maatregel, "voortzetting", None) if maatregel else None,
        vervolg={handeling.soort: handeling for handeling in rij.vervolg.all()},
        afschriften=list(rij.afschriften.order_by("id")),
        klokken=list(
            Klok.objects.filter(
                onderwerp__in=_onderwerpen(rij), voldaan_op__isnull=True, vervallen_op__isnull=True
            ).order_by("eindigt_op")
        ),
        waarschuwing=regels.eerdere_waarschuwing(
            eerdere_maatregelen(rij.inwoner_id) if besluit is None else [], nu.date()
        ),
        stappen=_stappen(klaar, hier, nog_open=rij.staat in Crisisprocedure.OPEN),
        nu=nu,
        tekenen=mag_tekenen(actor, rij),
        wijzigen=policy.CRISIS.mag(actor, "wijzigen", rij),
        khonraad=waarde("cm_bron") == "khonraad",
    )


def _stappen(klaar: Mapping[str, bool], hier: str, *, nog_open: bool) -> list[dict[str, str]]:
    eerste = next((code for code, gedaan in klaar.items() if not gedaan), "beslissen")
    actief = hier or (eerste if nog_open else "")
    return [
        {
            "code": code,
            "naam": f"{nummer} {naam}",
            "staat": "nu" if code == actief else "klaar" if klaar[code] or not nog_open else "straks",
        }
        for nummer, (code, naam) in enumerate(STAPPEN.items(), start=1)
    ]


__all__ = ["STAPPEN", "Procedureblad", "crisisoverzicht", "mag_tekenen", "procedureblad"]
