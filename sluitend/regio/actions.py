"""Setting up a region and its people. Every row is dated; nothing about staff is deleted."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Gebruiker, Ketenkop, Regio
from sluitend.platform.sporen import open_ketens
from sluitend.regio import instellingen
from sluitend.regio.models import (
    Functievervulling,
    Gemeente,
    Instelling,
    InwonerAantal,
    Medewerker,
    Organisatie,
    RegioGemeente,
    Roltoekenning,
    Team,
)

GEGEVENS = Path(__file__).parent / "gegevens" / "regios.json"
BEGIN = date(2020, 1, 1)
SAMEN_VERBODEN = (
    ({"consulent_toegang"}, {"zorgaanbieder"}),
    ({"functioneel_beheerder"}, {"privacy_officer"}),
    ({"functioneel_beheerder"}, {"auditor"}),
    ({"privacy_officer"}, {"auditor"}),
    ({"onderzoeker_wvggz"}, {"burgemeester"}),
    ({"financieel_adviseur", "contractmanager"}, {"consulent_toegang"}),
    ({"adviseur_veiligheid"}, {"casusregisseur", "consulent_toegang", "bemoeizorger"}),
)
LEEST_PERSONEN = {
    "meldpuntmedewerker",
    "onderzoeker_wvggz",
    "casusregisseur",
    "procesregisseur",
    "bemoeizorger",
    "consulent_toegang",
    "gedragsdeskundige",
    "zorgaanbieder",
    "spoedpoli",
    "burgemeester",
}
TOEZICHT = {"functioneel_beheerder", "privacy_officer", "auditor"}


def richt_regio_in(code: str, *, nu: datetime | None = None) -> Regio:
    """Make one of the real regions with its gemeenten, codes and inhabitants (recht:N20). Idempotent."""
    gegevens = json.loads(GEGEVENS.read_text(encoding="utf-8"))[code]
    nu = nu or timezone.now()
    regio, _nieuw = Regio.objects.get_or_create(code=code, defaults={"naam": gegevens["naam"]})
    with scope(regio=regio.pk):
        if not Ketenkop.objects.exists():
            open_ketens(regio, nu)
    vroeger = gegevens.get("opvolgers_per_2022_01_01", {})
    einde = {oud: opvolger for opvolger, ouden in vroeger.items() for oud in ouden}
    for opvolger in vroeger:
        Gemeente.objects.get_or_create(
            code=opvolger.split(" ", 1)[0],
            defaults={"naam": opvolger.split(" ", 1)[1], "van": date(2022, 1, 1)},
        )
    with schrijven(systeem(regio), nu=nu, stil=True):
        for rij in gegevens["gemeenten"]:
            opgeheven = einde.get(rij["cbs_code"])
            gemeente, _nieuw = Gemeente.objects.update_or_create(
                code=rij["cbs_code"],
                defaults={
                    "naam": rij["naam"],
                    "tot": date(2022, 1, 1) if opgeheven else None,
                    "opvolger_id": opgeheven.split(" ", 1)[0] if opgeheven else None,
                },
            )
            RegioGemeente.objects.get_or_create(
                regio=regio,
                gemeente=gemeente,
                thema="alles",
                van=BEGIN,
                defaults={"centrum": rij["cbs_code"] in gegevens["centrumgemeenten"]},
            )
            for peil, aantal in rij["inwoners"].items():
                InwonerAantal.objects.update_or_create(
                    gemeente=gemeente, peildatum=_peildatum(peil), defaults={"aantal": aantal, "bron": "CBS"}
                )
    return regio


def _peildatum(tekst: str) -> date:
    return date.fromisoformat(tekst if len(tekst) == 10 else f"{tekst}-31")


def voeg_organisatie_toe(
    *, code: str, naam: str, soort: str, gemeente: str | None = None, telefoon: str = "", van: date = BEGIN
) -> Organisatie:
    """A partner of the chain, in the region of the running unit."""
    organisatie, _nieuw = Organisatie.objects.get_or_create(
        regio_id=huidig().actor.regio_id,
        code=code,
        defaults={"naam": naam, "soort": soort, "gemeente_id": gemeente, "telefoon": telefoon, "van": van},
    )
    return organisatie


def voeg_team_toe(
    *, organisatie: Organisatie, naam: str, gemeenten: Iterable[str] = (), van: date = BEGIN
) -> Team:
    """A team that can hold work, for these gemeenten."""
    team, _nieuw = Team.objects.get_or_create(
        regio_id=organisatie.regio_id, organisatie=organisatie, naam=naam, defaults={"van": van}
    )
    team.gemeenten.set(list(gemeenten))
    return team


def neem_in_dienst(
    *,
    organisatie: Organisatie,
    naam: str,
    telefoon: str = "",
    gebruiker: Gebruiker | None = None,
    id: UUID | None = None,
) -> Medewerker:
    """A person at work in one organisation."""
    extra = {"id": id} if id else {}
    return Medewerker.objects.create(
        regio_id=organisatie.regio_id,
        organisatie=organisatie,
        naam=naam,
        telefoon=telefoon,
        gebruiker=gebruiker,
        **extra,
    )


def geef_rol(
    *,
    actor: Actor,
    medewerker: Medewerker,
    rol: str,
    team: Team | None = None,
    functies: Sequence[str] = (),
    van: datetime | None = None,
) -> Roltoekenning:
    """Grant a role. Refuses oneself (UV-09) and pairs that never go together (chapter 30 5B)."""
    if actor.medewerker_id == medewerker.pk:
        raise Weigering("eigen-rol", _("U kunt uzelf geen rol geven."), "30 UA-07", status=403)
    heeft = set(
        Roltoekenning.objects.filter(medewerker=medewerker, tot__isnull=True).values_list("rol", flat=True)
    )
    if botsing := _botsing(heeft, rol):
        raise Weigering(
            "rollen-gaan-niet-samen",
            _("{botsing} en {rol} gaan niet samen.", botsing=botsing, rol=rol),
            "30 5B",
        )
    toekenning = Roltoekenning.objects.create(
        regio_id=medewerker.regio_id,
        medewerker=medewerker,
        rol=rol,
        team=team,
        functies=list(functies),
        van=van or datetime(2020, 1, 1, tzinfo=UTC),
    )
    record("platform.rol_toegekend", object=f"medewerker:{medewerker.pk}", gegevens={"rol": rol}, actie="C")
    return toekenning


def _botsing(heeft: set[str], rol: str) -> str | None:
    for ander in sorted(heeft):
        paar = {ander, rol}
        if (ander in TOEZICHT and rol in LEEST_PERSONEN) or (rol in TOEZICHT and ander in LEEST_PERSONEN):
            return ander
        for links, rechts in SAMEN_VERBODEN:
            if paar & links and paar & rechts and ander != rol:
                return ander
    return None


def beeindig_rol(*, toekenning: Roltoekenning, nu: datetime) -> None:
    """End a role; the database refuses while its holder still leads an open dossier (Z-01)."""
    toekenning.tot = nu
    toekenning.save(update_fields=["tot"])
    record(
        "platform.rol_beeindigd",
        object=f"medewerker:{toekenning.medewerker_id}",
        gegevens={"rol": toekenning.rol},
    )


def vervul_functie(
    *,
    functie: str,
    gemeente: str | None = None,
    team: Team | None = None,
    naam: str = "",
    telefoon: str = "",
    altijd_open: bool = False,
    bron: str = "",
    van: date = BEGIN,
) -> Functievervulling:
    """Say which team or number fulfils a function for a gemeente from a day on; ends the one before it."""
    regio_id = huidig().actor.regio_id
    lopend = Functievervulling.objects.filter(functie=functie, gemeente_id=gemeente, tot__isnull=True)
    lopend.filter(van__lt=van).update(tot=van)
    bestaand = lopend.filter(van=van).first()
    if bestaand:
        return bestaand
    return Functievervulling.objects.create(
        regio_id=regio_id,
        functie=functie,
        gemeente_id=gemeente,
        team=team,
        naam=naam,
        telefoon=telefoon,
        altijd_open=altijd_open,
        bron=bron,
        van=van,
    )


def stel_in(
    *, actor: Actor, sleutel: str, waarde: Any, van: date, bron: str, zekerheid: str = "keuze"
) -> Instelling:
    """Change a setting from a date on; what counted before stays readable and never changes."""
    definitie = instellingen.definitie(sleutel)
    if not definitie.geldig(waarde):
        raise OngeldigeInvoer(
            "instelling-ongeldig",
            _("{naam}: deze waarde kan niet.", naam=definitie.naam),
            "12 5A",
            fouten={"waarde": _("Deze waarde kan niet.")},
        )
    with schrijven(actor) as eenheid:
        lopend = Instelling.objects.select_for_update().filter(sleutel=sleutel, tot__isnull=True).first()
        if lopend and lopend.van >= van:
            raise Weigering(
                "instelling-terug",
                _("Er geldt al een waarde vanaf {van}. Kies een latere datum.", van=lopend.van),
                "12 5A",
            )
        if lopend:
            lopend.tot = van
            lopend.save(update_fields=["tot"])
        nieuw = Instelling.objects.create(
            regio_id=actor.regio_id, sleutel=sleutel, waarde=waarde, van=van, bron=bron, zekerheid=zekerheid
        )
        record(
            "regio.instelling_gewijzigd",
            object=f"instelling:{nieuw.pk}",
            gegevens={"sleutel": sleutel, "van": van},
            wijzigingen={"waarde": (lopend.waarde if lopend else definitie.standaard, waarde)},
        )
        del eenheid
    instellingen.vergeet(actor.regio_id)
    return nieuw


def regio_van_code(code: str) -> Regio:
    """The region with this code; 404 when there is none."""
    with scopes_disabled():
        regio = Regio.objects.filter(code=code).first()
    if regio is None:
        raise Weigering(
            "regio-onbekend", _("Er is geen regio met de code '{code}'.", code=code), "40 2", status=404
        )
    return regio
