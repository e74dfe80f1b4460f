"""The dossier for other systems: the same rights, the same acts, the same refusals as on the pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from sluitend.dossier import actions, queries, woorden
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.models import Dossier, Overdracht, Taak
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tekst import zin as _
from sluitend.platform.api import Bladering, Bladzijde, Datum, Invoer, Router, Status, Uitvoer, met_scope
from sluitend.regio import queries as regio

router = Router(tags=["dossier"])


class Dossierkop(Uitvoer):
    """What every field means depends on the mask: a field that you may not see is null."""

    id: UUID
    nummer: str
    status: str | None = None
    inwoner: str | None = None
    gemeente: str | None = None
    regisseur: str | None = None
    regisseur_telefoon: str | None = None
    herkomst_gemeente: str | None = None
    regie_voorlopig: str | None = None
    contactregime: str | None = None
    geopend_op: datetime | None = None


class Stap(Uitvoer):
    id: UUID
    titel: str
    uiterlijk: datetime
    eigenaar: str


class Traject(Uitvoer):
    id: UUID
    soort: str
    status: str
    volgende_stap: Stap | None = None


class Dossierdetail(Dossierkop):
    eigen_woorden: str | None = None
    trajecten: list[Traject] = []
    volgende_stappen: list[Stap] = []
    gaten: list[str] = []
    betrokken: list[str] = []


class Gebeurtenis(Uitvoer):
    id: UUID
    tijd: datetime
    gebeurd_op: datetime | None
    soort: str | None
    tekst: str


class Overdrachtkaart(Uitvoer):
    id: UUID
    dossier: UUID
    dossiernummer: str
    soort: str
    status: str
    van: str
    naar: str
    onderdelen: list[str]
    verzonden_op: datetime | None
    norm_op: datetime | None
    verloopt_op: datetime | None
    beantwoord_op: datetime | None
    eerste_contact_gepland: date | None
    reden: str | None = None
    inhoud: dict[str, str] | None = None


class Inhoudsitem(Invoer):
    waarde: str = Field("", max_length=4000)
    niet_van_toepassing: bool = False
    reden: str = Field("", max_length=300)


class NieuweOverdracht(Invoer):
    soort: str = Field(max_length=24)
    naar_team: UUID
    reden: str = Field(max_length=2000)
    inhoud: dict[str, Inhoudsitem] = Field(default_factory=dict, max_length=20)
    warm_gesprek_op: Datum | None = None
    inwoner_betrokken: Literal["erbij", "verteld", "niet_verteld"]
    inwoner_niet_reden: str = Field("", max_length=300)


class Aanvaarding(Invoer):
    eerste_contact: Datum | None = None
    regisseur: UUID | None = None
    warm_gesprek_op: Datum | None = None
    warm_niet_reden: str = Field("", max_length=300)


class Weigering(Invoer):
    reden: str = Field(max_length=16)
    toelichting: str = Field(max_length=2000)


class Taakregel(Stap):
    status: str
    dossier: UUID | None
    over: str
    eigenaar_sinds: datetime
    loopt_sinds: datetime


class Gatregel(Uitvoer):
    code: str
    naam: str
    dossier: UUID | None
    over: str
    norm_op: datetime
    opgelost_op: datetime | None
    eigenaar: str


class Gatenlijst(Bladzijde[Gatregel]):
    per_code: dict[str, int]
    sluitendheid: Decimal | None
    niet_gemeten: list[str]


class Dossierfilter(Bladering):
    wie: Literal["mijn", "team", "alle"] = "alle"
    gesloten: bool = False


class Werkfilter(Bladering):
    tab: Literal["mijn", "team", "niemand", "verdelen", "wacht", "gedaan"] = "mijn"


class Gatfilter(Bladering):
    stand: Literal["nu", "komt", "opgelost"] = "nu"
    code: str = Field("", max_length=4, pattern=r"^(G-[0-9]{2})?$")


def bladzijde(request: HttpRequest, respons: HttpResponse, blad: Any, maak: Any) -> dict[str, Any]:
    """A page of rows that a query already cut, and the address of the next."""
    volgende = None
    if blad.volgende is not None:
        vraag = request.GET.copy()
        vraag["cursor"] = blad.volgende
        volgende = request.build_absolute_uri(f"{request.path}?{vraag.urlencode()}")
        respons["Link"] = f'<{volgende}>; rel="next"'
    return {"resultaten": [maak(rij) for rij in blad.rijen], "volgende": volgende}


def _kop(rij: Dossier) -> dict[str, Any]:
    klassen = rij.klassen
    uit: dict[str, Any] = {"id": rij.pk, "nummer": rij.nummer}
    if "naam" in klassen:
        uit["inwoner"] = rij.inwoner.weergavenaam
    if "status" in klassen:
        uit |= {
            "status": rij.status,
            "regie_voorlopig": rij.regie_voorlopig,
            "contactregime": rij.contactregime,
        }
        uit["geopend_op"] = rij.geopend_op
    if "regie" in klassen:
        uit |= {
            "regisseur": str(rij.casusregisseur or ""),
            "regisseur_telefoon": getattr(rij.casusregisseur, "telefoon", ""),
        }
        if "status" in klassen:
            uit |= {
                "gemeente": rij.verantwoordelijke_gemeente_id,
                "herkomst_gemeente": rij.herkomst_gemeente_id,
            }
    return uit


def _stap(taak: Taak) -> dict[str, Any]:
    wie = str(taak.eigenaar_medewerker or taak.eigenaar_team)
    return {"id": taak.pk, "titel": taak.titel, "uiterlijk": taak.uiterlijk, "eigenaar": wie}


def _kaart(rij: Overdracht) -> dict[str, Any]:
    uit: dict[str, Any] = {
        "id": rij.pk,
        "dossier": rij.dossier_id,
        "dossiernummer": rij.dossier.nummer,
        "soort": rij.soort,
        "status": rij.status,
        "van": str(rij.van_medewerker),
        "naar": str(rij.naar_team or rij.naar_medewerker),
        "onderdelen": [deel.onderdeel for deel in rij.onderdelen.all()],
        **{
            veld: getattr(rij, veld)
            for veld in ("verzonden_op", "norm_op", "verloopt_op", "beantwoord_op", "eerste_contact_gepland")
        },
    }
    if "plan" in rij.klassen:
        inhoud = {item: tekst or f"n.v.t.: {reden}" for item, (tekst, _niet, reden) in rij.inhoud.items()}
        uit |= {"reden": rij.reden, "inhoud": inhoud}
    return uit


@router.get("/dossiers", response=Bladzijde[Dossierkop], summary="Dossiers")
@met_scope("dossiers:lezen")
def lijst(request: HttpRequest, response: HttpResponse, filter: Query[Dossierfilter]) -> Any:
    """De dossiers die voor u bestaan, het nieuwste eerst."""
    blad = queries.dossiers(request.actor, filter.wie, filter.cursor, filter.limit, gesloten=filter.gesloten)
    return bladzijde(request, response, blad, _kop)


@router.get("/dossiers/{dossier_id}", response=Dossierdetail, summary="Eén dossier")
@met_scope("dossiers:lezen")
def toon(request: HttpRequest, dossier_id: UUID) -> Any:
    """Het dossier met wat u ervan mag zien; een ander veld is leeg."""
    blad = queries.dossierblad(request.actor, dossier_id)
    plan = blad.plan or blad.concept
    return {
        **_kop(blad.dossier),
        "eigen_woorden": plan.eigen_woorden if plan and "eigen_woorden" in blad.klassen else None,
        "trajecten": [
            {
                "id": t.pk,
                "soort": t.soort,
                "status": t.status,
                "volgende_stap": _stap(t.volgende_stap) if t.volgende_stap else None,
            }
            for t in blad.trajecten
        ],
        "volgende_stappen": [_stap(taak) for taak in blad.taken],
        "gaten": [gat.code for gat in blad.gaten if gat.is_gat],
        "betrokken": [deel.wie for deel in blad.betrokken],
    }


@router.get("/dossiers/{dossier_id}/tijdlijn", response=Bladzijde[Gebeurtenis], summary="Tijdlijn")
@met_scope("dossiers:lezen")
def tijdlijn(
    request: HttpRequest, response: HttpResponse, dossier_id: UUID, bladering: Query[Bladering]
) -> Any:
    """Wat er gebeurde, het nieuwste eerst; een gebeurtenis van een ander domein staat er zonder inhoud."""
    _rij, blad = queries.tijdlijn(request.actor, dossier_id, bladering.cursor, bladering.limit)

    def maak(rij: Any) -> dict[str, Any]:
        zin = woorden.ZINNEN.get(rij.soort)
        soort = rij.soort if zin else None
        return {
            "id": rij.id,
            "tijd": rij.tijd,
            "gebeurd_op": rij.gebeurd_op,
            "soort": soort,
            "tekst": str(zin or woorden.ANDER_DOMEIN),
        }

    return bladzijde(request, response, blad, maak)


@router.get(
    "/dossiers/{dossier_id}/overdrachten", response=Bladzijde[Overdrachtkaart], summary="Overdrachten"
)
@met_scope("overdrachten")
def overdrachten(
    request: HttpRequest, response: HttpResponse, dossier_id: UUID, bladering: Query[Bladering]
) -> Any:
    """De overdrachten van een dossier die u mag zien; de ontvanger ziet vóór aanvaarden alleen de kaart."""
    blad = queries.overdrachten_van(request.actor, dossier_id, bladering.cursor, bladering.limit)
    return bladzijde(request, response, blad, _kaart)


@router.post(
    "/dossiers/{dossier_id}/overdrachten", response={201: Overdrachtkaart}, summary="Overdracht versturen"
)
@met_scope("overdrachten")
def verstuur(request: HttpRequest, response: HttpResponse, dossier_id: UUID, aanbod: NieuweOverdracht) -> Any:
    """Verstuurt een overdracht; tot zij is aanvaard, blijft de zender verantwoordelijk."""
    team = next((team for team in regio.teams() if team.pk == aanbod.naar_team), None)
    if team is None:
        tekst = _("Kies een team dat bestaat.")
        raise OngeldigeInvoer("team-onbekend", tekst, "UR-13", fouten={"naar_team": tekst})
    rij = actions.verzend_overdracht(
        actor=request.actor,
        dossier_id=dossier_id,
        aanbieding=Aanbieding(
            soort=aanbod.soort,
            naar_team=team,
            reden=aanbod.reden,
            inhoud={item: (i.waarde, i.niet_van_toepassing, i.reden) for item, i in aanbod.inhoud.items()},
            warm_gesprek_op=aanbod.warm_gesprek_op,
            inwoner_betrokken=aanbod.inwoner_betrokken,
            inwoner_niet_reden=aanbod.inwoner_niet_reden,
        ),
    )
    return Status(201, _kaart(queries.overdracht(request.actor, rij.pk)))


@router.post(
    "/overdrachten/{overdracht_id}/aanvaarden", response=Overdrachtkaart, summary="Overdracht aanvaarden"
)
@met_scope("overdrachten")
def aanvaard(request: HttpRequest, overdracht_id: UUID, antwoord: Aanvaarding) -> Any:
    """Neemt over wat de overdracht noemt; een tweede antwoord krijgt de uitkomst van het eerste."""
    _eis_medewerker(request)
    actions.aanvaard_overdracht(
        actor=request.actor,
        overdracht_id=overdracht_id,
        eerste_contact=antwoord.eerste_contact,
        regisseur_id=antwoord.regisseur,
        warm_gesprek_op=antwoord.warm_gesprek_op,
        warm_niet_reden=antwoord.warm_niet_reden,
    )
    return _kaart(queries.overdracht(request.actor, overdracht_id))


@router.post(
    "/overdrachten/{overdracht_id}/weigeren", response=Overdrachtkaart, summary="Overdracht weigeren"
)
@met_scope("overdrachten")
def weiger(request: HttpRequest, overdracht_id: UUID, antwoord: Weigering) -> Any:
    """Weigert met een reden; er verandert niets aan de regie."""
    _eis_medewerker(request)
    actions.weiger_overdracht(
        actor=request.actor,
        overdracht_id=overdracht_id,
        code=antwoord.reden,
        toelichting=antwoord.toelichting,
    )
    return _kaart(queries.overdracht(request.actor, overdracht_id))


def _eis_medewerker(request: HttpRequest) -> None:
    """A person answers an overdracht, never an organisation as such."""
    if request.actor.medewerker_id is None:  # type: ignore[attr-defined]
        from sluitend.kern.fouten import Weigering as Nee

        raise Nee(
            "geen-medewerker",
            _("Een medewerker beantwoordt een overdracht, niet een systeem."),
            "UR-14",
            status=403,
        )


@router.get("/werkvoorraad", response=Bladzijde[Taakregel], summary="Werkvoorraad")
@met_scope("dossiers:lezen")
def werkvoorraad(request: HttpRequest, response: HttpResponse, filter: Query[Werkfilter]) -> Any:
    """Taken, de vroegste datum eerst."""
    blad = queries.werkvoorraad(request.actor, filter.tab, filter.cursor, filter.limit)

    def maak(taak: Taak) -> dict[str, Any]:
        return {
            **_stap(taak),
            "status": taak.status,
            "dossier": taak.dossier_id,
            "over": taak.over,
            "eigenaar_sinds": taak.eigenaar_sinds,
            "loopt_sinds": taak.aangemaakt_op,
        }

    return bladzijde(request, response, blad, maak)


@router.get("/gaten", response=Gatenlijst, summary="Gaten in de keten")
@met_scope("gaten")
def gaten(request: HttpRequest, response: HttpResponse, filter: Query[Gatfilter]) -> Any:
    """Wat blijft liggen, met de sluitendheid van de lopende maand; wat niet gemeten wordt, staat erbij."""
    blad = queries.gaten(request.actor, filter.stand, filter.cursor, filter.limit, filter.code)
    maand = queries.maandcijfer(request.actor)

    def maak(gat: Any) -> dict[str, Any]:
        return {
            "code": gat.code,
            "naam": gat.naam,
            "dossier": gat.dossier_id,
            "over": gat.over,
            "norm_op": gat.norm_op,
            "opgelost_op": gat.opgelost_op,
            "eigenaar": str(gat.eigenaar_medewerker or gat.eigenaar_team or ""),
        }

    return {
        **bladzijde(request, response, blad, maak),
        "per_code": queries.gaten_per_code(request.actor),
        "sluitendheid": maand.sluitendheid,
        "niet_gemeten": list(maand.niet_gemeten),
    }
