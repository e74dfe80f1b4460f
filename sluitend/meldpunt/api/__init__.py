"""Meldingen over the API (UM-03, spec 40 §3): the same acts and the same visibility as the pages."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.kalender import lokaal
from sluitend.meldpunt import actions, policy, queries
from sluitend.meldpunt.actions import Doorstuurgegevens
from sluitend.meldpunt.models import Melding
from sluitend.platform.api import (
    Bladering,
    Bladzijde,
    Datum,
    Invoer,
    Moment,
    Router,
    Status,
    Uitvoer,
    met_scope,
)

router = Router(tags=["meldingen"])


class MelderIn(Invoer):
    soort: str = Field(max_length=20)
    relatie: str | None = Field(None, max_length=20)
    naam: str | None = Field(None, max_length=120)
    telefoon: str | None = Field(None, max_length=40)
    email: str | None = Field(None, max_length=254)
    organisatie: str | None = Field(None, max_length=120)
    identiteit_delen: bool = False
    anoniem: bool = False


class AdresIn(Invoer):
    postcode: str | None = Field(None, max_length=7)
    huisnummer: int | None = Field(None, ge=1, le=99_999)
    toevoeging: str | None = Field(None, max_length=10)


class ContextIn(Invoer):
    titel: Literal["ja", "nee"] | bool | None = None
    ave: int | None = Field(None, ge=0, le=4)
    herhaling_30d: int | None = Field(None, ge=1, le=9999)
    herhaling_90d: int | None = Field(None, ge=1, le=9999)


class BetrokkeneIn(Invoer):
    bsn: str | None = Field(None, max_length=20)
    naam: str | None = Field(None, max_length=120)
    voornaam: str | None = Field(None, max_length=60)
    geboortedatum: str | None = Field(None, max_length=10)
    leeftijd_van: int | None = Field(None, ge=0, le=120)
    leeftijd_tot: int | None = Field(None, ge=0, le=120)
    verblijft_in: str | None = Field(None, max_length=4)
    adres: AdresIn | None = None
    telefoon: str | None = Field(None, max_length=40)
    kenmerken: str | None = Field(None, max_length=300)
    vindplaats: str | None = Field(None, max_length=200)
    bekend: Literal["nee", "eerder", "open_dossier"] | None = None
    context: ContextIn | None = None


class MeldingIn(Invoer):
    """A melding as it comes in."""

    kanaal: str = Field(max_length=20)
    kanaal_detail: str | None = Field(None, max_length=60)
    politiecode: str | None = Field(None, max_length=4)
    ontvangen_op: Moment | None = None
    gebeurd_op: Moment | None = None
    laat_ingevoerd_reden: str | None = Field(None, max_length=200)
    melder: MelderIn
    betrokkene: BetrokkeneIn | None = None
    omschrijving: str | None = Field(None, max_length=10_000)
    mening: str | None = Field(None, max_length=2_000)
    ontruimingsdatum: Datum | None = None
    signalen: list[str] = Field(default_factory=list, max_length=80)
    signalen_nee: list[str] = Field(default_factory=list, max_length=80)
    aard: str | None = Field(None, max_length=10)
    licht: bool = False


class Ontvangen(Uitvoer):
    id: UUID
    nummer: str
    staat: str
    advies: dict[str, Any] | None
    waarschuwingen: list[str]


class TerugkoppelingUit(Uitvoer):
    gegeven_op: datetime
    tekst: str
    niet_mogelijk: str


class MeldingUit(Uitvoer):
    """A melding; for a partner that sent it in only number, state and terugkoppeling are filled."""

    id: UUID
    nummer: str
    staat: str
    ontvangen_op: datetime
    versie: int
    terugkoppeling: list[TerugkoppelingUit]
    kanaal: str | None = None
    gemeente: str | None = None
    aard: str | None = None
    urgentie: str | None = None
    route: str | None = None
    advies: dict[str, str] | None = None
    deadline: datetime | None = None
    team: str | None = None
    eigenaar: str | None = None
    omschrijving: str | None = None
    signalen: list[str] | None = None
    signalen_nee: list[str] | None = None
    dossier: str | None = None


class Meldingfilter(Bladering):
    staat: str = Field("", max_length=14)
    nummer: str = Field("", max_length=20)


class TriageIn(Invoer):
    urgentie: str | None = Field(None, max_length=12)
    route: str | None = Field(None, max_length=24)
    aard: Literal["wvggz", "oggz", "onbekend"] | None = None
    signalen: list[str] = Field(default_factory=list, max_length=80)
    signalen_nee: list[str] = Field(default_factory=list, max_length=80)
    nevenroutes: list[str] | None = Field(None, max_length=10)
    afwijking_code: str = Field("", max_length=40)
    afwijking_tekst: str = Field("", max_length=500)
    herkwalificatie_reden: str = Field("", max_length=500)
    melder_belt_zelf: bool = False
    versie: int | None = Field(None, ge=1)
    proef: bool = False


class Getrieerd(Uitvoer):
    id: UUID
    nummer: str
    staat: str
    versie: int
    advies: dict[str, Any] | None
    team: str | None = None
    deadline: datetime | None = None


class BesluitIn(Invoer):
    """One act on a melding; `soort` says which, the other fields are those of that act."""

    soort: Literal[
        "oppakken",
        "teruggeven",
        "doorsturen",
        "doorverbinding",
        "uitkomst",
        "terugkoppeling",
        "sluiten",
        "heropenen",
    ]
    versie: int | None = Field(None, ge=1)
    eigenaar: UUID | None = None
    reden: str = Field("", max_length=300)
    toelichting: str = Field("", max_length=2000)
    gemeente: str | None = Field(None, max_length=4)
    naar: str = Field("", max_length=120)
    regio: str = Field("", max_length=40)
    gesproken_met: str = Field("", max_length=120)
    velden: list[str] = Field(default_factory=list, max_length=20)
    opvang_geregeld: bool = False
    functie: str = Field("", max_length=40)
    nummer_gebeld: str = Field("", max_length=20)
    overgenomen: Literal["", "ja", "nee", "melder_belt_zelf"] = ""
    urgentie_uren: Literal[1, 4, 24] | None = None
    uitkomst: str = Field("", max_length=24)
    betrokkene_geinformeerd: str = Field("", max_length=3)
    betrokkene_niet_reden: str = Field("", max_length=300)
    vermijdbaar: bool | None = None
    vervolg_team: UUID | None = None
    wijze: str = Field("", max_length=12)
    tekst: str = Field("", max_length=2000)
    niet_mogelijk: str = Field("", max_length=20)


def _kort(rij: Melding) -> dict[str, Any]:
    return {
        "id": rij.pk,
        "nummer": rij.nummer,
        "staat": rij.staat,
        "ontvangen_op": lokaal(rij.ontvangen_op),
        "versie": rij.versie,
        "terugkoppeling": [
            {"gegeven_op": lokaal(t.gegeven_op), "tekst": t.tekst, "niet_mogelijk": t.niet_mogelijk}
            for t in rij.terugkoppelingen.all()
        ],
    }


def _lang(beeld: queries.Beeld) -> dict[str, Any]:
    rij = beeld.melding
    document = _kort(rij)
    if not beeld.heel:
        return document
    return document | {
        "kanaal": rij.kanaal,
        "gemeente": rij.gemeente_id or "0000",
        "aard": rij.aard,
        "urgentie": rij.urgentie or None,
        "route": rij.route or None,
        "advies": {"urgentie": rij.advies_urgentie, "route": rij.advies_route}
        if rij.advies_urgentie
        else None,
        "deadline": lokaal(rij.deadline),
        "team": rij.team.naam if rij.team else None,
        "eigenaar": rij.eigenaar.naam if rij.eigenaar else None,
        "omschrijving": beeld.tekst,
        "signalen": sorted(code for code, ja in beeld.antwoorden.items() if ja),
        "signalen_nee": sorted(code for code, ja in beeld.antwoorden.items() if not ja),
        "dossier": rij.dossier.nummer if rij.dossier else None,
    }


@router.post("", response={201: Ontvangen})
@met_scope("meldingen:maken", "meldpunt", limiet="meldingen-maken")
def maak(request: HttpRequest, melding: MeldingIn) -> Any:
    """Neem een melding aan. De klokken lopen vanaf de ontvangst."""
    document = melding.model_dump(exclude_none=True)
    if melding.ontruimingsdatum:
        document["ontruimingsdatum"] = melding.ontruimingsdatum.isoformat()
    ontvangst = actions.neem_melding_aan(actor=request.actor, melding=document)  # type: ignore[attr-defined]
    return Status(
        201,
        {
            "id": ontvangst.melding.pk,
            "nummer": ontvangst.melding.nummer,
            "staat": ontvangst.melding.staat,
            "advies": ontvangst.advies.als_dict() if ontvangst.advies else None,
            "waarschuwingen": list(ontvangst.waarschuwingen),
        },
    )


@router.get("", response=Bladzijde[MeldingUit], exclude_none=True)
@met_scope("meldingen:eigen", "meldpunt")
def lijst(request: HttpRequest, response: HttpResponse, filter: Query[Meldingfilter]) -> Any:
    """Meldingen die u mag zien, de nieuwste eerst."""
    blad = queries.lijst(
        request.actor,  # type: ignore[attr-defined]
        staat=filter.staat,
        nummer=filter.nummer,
        cursor=filter.cursor,
        limit=filter.limit,
    )
    volgende = None
    if blad.volgende:
        vraag = request.GET.copy()
        vraag["cursor"] = blad.volgende
        volgende = request.build_absolute_uri(f"{request.path}?{vraag.urlencode()}")
        response["Link"] = f'<{volgende}>; rel="next"'
    alleen_kort = policy.alleen_eigen_inbreng(request.actor)  # type: ignore[attr-defined]
    return {
        "resultaten": [
            _kort(rij)
            if alleen_kort
            else _kort(rij)
            | {
                "kanaal": rij.kanaal,
                "gemeente": rij.gemeente_id or "0000",
                "urgentie": rij.urgentie or None,
                "route": rij.route or None,
                "deadline": lokaal(rij.deadline),
                "team": rij.team.naam if rij.team else None,
            }
            for rij in blad.rijen
        ],
        "volgende": volgende,
    }


@router.get("/{melding_id}", response=MeldingUit, exclude_none=True)
@met_scope("meldingen:eigen", "meldpunt")
def toon(request: HttpRequest, melding_id: UUID) -> Any:
    """Eén melding."""
    return _lang(queries.melding(request.actor, melding_id))  # type: ignore[attr-defined]


@router.post("/{melding_id}/triage", response=Getrieerd)
@met_scope("meldpunt")
def triage(request: HttpRequest, melding_id: UUID, triage: TriageIn) -> Any:
    """Bevestig de triage. Met `proef` wordt niets vastgelegd en komt alleen het advies terug."""
    actor = request.actor  # type: ignore[attr-defined]
    if triage.proef:
        rij, advies = actions.proef_triage(
            actor=actor, melding_id=melding_id, signalen=triage.signalen, signalen_nee=triage.signalen_nee,
            aard=triage.aard or "",
        )  # fmt: skip
    else:
        if not triage.urgentie or not triage.route:
            fouten = {n: "Dit veld is verplicht." for n in ("urgentie", "route") if not getattr(triage, n)}
            raise OngeldigeInvoer(
                "invoer-ongeldig", "Kies een urgentie en een route.", "UM-10", fouten=fouten
            )
        rij = actions.bevestig_triage(
            actor=actor, melding_id=melding_id, urgentie=triage.urgentie, route=triage.route, aard=triage.aard or "",
            versie=triage.versie, signalen=triage.signalen, signalen_nee=triage.signalen_nee,
            nevenroutes=triage.nevenroutes, afwijking_code=triage.afwijking_code,
            afwijking_tekst=triage.afwijking_tekst, herkwalificatie_reden=triage.herkwalificatie_reden,
            melder_belt_zelf=triage.melder_belt_zelf,
        )  # fmt: skip
        advies = queries.advies_op(rij)
    return {
        "id": rij.pk,
        "nummer": rij.nummer,
        "staat": rij.staat,
        "versie": rij.versie,
        "advies": advies.als_dict() if advies else None,
        "team": rij.team.naam if rij.team else None,
        "deadline": lokaal(rij.deadline),
    }


@router.post("/{melding_id}/besluit", response=MeldingUit, exclude_none=True)
@met_scope("meldpunt")
def besluit(request: HttpRequest, melding_id: UUID, besluit: BesluitIn) -> Any:
    """Pak op, geef terug, stuur door, leg vast, sluit of heropen."""
    actor, b = request.actor, besluit  # type: ignore[attr-defined]
    vast: dict[str, Any] = {"actor": actor, "melding_id": melding_id, "versie": b.versie}
    match b.soort:
        case "oppakken":
            actions.pak_op(**vast, eigenaar_id=b.eigenaar)
        case "teruggeven":
            actions.geef_terug(**vast, reden=b.reden, toelichting=b.toelichting)
        case "doorsturen" if b.gemeente:
            actions.stuur_door_binnen_regio(**vast, gemeente=b.gemeente, opvang_geregeld=b.opvang_geregeld)
        case "doorsturen":
            gegevens = Doorstuurgegevens(
                naar=b.naar, reden=b.reden or "verblijft_elders", gesproken_met=b.gesproken_met,
                velden=tuple(b.velden), opvang_geregeld=b.opvang_geregeld,
                regio=b.regio,
            )  # fmt: skip
            actions.stuur_door_buiten_regio(**vast, gegevens=gegevens)
        case "doorverbinding":
            actions.leg_doorverbinding_vast(
                actor=actor, melding_id=melding_id, functie=b.functie, nummer_gebeld=b.nummer_gebeld,
                gesproken_met=b.gesproken_met, overgenomen=b.overgenomen, urgentie_uren=b.urgentie_uren,
            )  # fmt: skip
        case "uitkomst":
            actions.leg_uitkomst_vast(
                **vast, uitkomst=b.uitkomst, reden=b.reden, toelichting=b.toelichting, vermijdbaar=b.vermijdbaar,
                betrokkene_geinformeerd=b.betrokkene_geinformeerd, betrokkene_niet_reden=b.betrokkene_niet_reden,
                vervolg_team_id=b.vervolg_team,
            )  # fmt: skip
        case "terugkoppeling":
            actions.koppel_terug(**vast, wijze=b.wijze, tekst=b.tekst, niet_mogelijk=b.niet_mogelijk)
        case "sluiten":
            actions.sluit_melding(**vast)
        case "heropenen":
            actions.heropen_melding(**vast, reden=b.reden)
    return _na(actor, melding_id)


def _na(actor: Any, melding_id: UUID) -> dict[str, Any]:
    """The melding after the act; who gave it away may no longer see it, and gets number and state."""
    try:
        return _lang(queries.melding(actor, melding_id))
    except Exception as fout:
        if getattr(fout, "status", None) != 404:
            raise
        return _kort(Melding.objects.prefetch_related("terugkoppelingen").get(pk=melding_id))
