"""UM-14: a melding goes to another region of this installation, which sees only the ticked fields and answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sluitend.dossier import actions as dossieracties
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import policy, queries
from sluitend.meldpunt.actions.aannemen import neem_melding_aan
from sluitend.meldpunt.actions.opvolgen import beantwoord_doorsturen
from sluitend.meldpunt.models import Doorleiding, Doorleidingaanbod, Melding
from sluitend.meldpunt.opname import schoon
from sluitend.meldpunt.rules.staten import MIN_TOELICHTING
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor, systeem
from sluitend.platform.eenheid import Eenheid, Gebeurd, ontvanger, schrijven
from sluitend.platform.gebeurtenissen import gelezen, record
from sluitend.platform.models import Regio

SOORT = "melding_van_andere_regio"


@dataclass(frozen=True)
class Aanbod:
    """What another region offers, opened: `inhoud` holds the ticked fields and nothing else."""

    rij: Doorleidingaanbod
    inhoud: Mapping[str, Any]


def _plek(aanbod: Doorleidingaanbod) -> str:
    return f"meldpunt_doorleidingaanbod|inhoud|{aanbod.pk}"


def _naam(aanbod: Doorleidingaanbod) -> str:
    return f"doorleiding:{aanbod.doorleiding}"


@ontvanger("meldpunt.melding_doorgestuurd")
def bied_aan_regio(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """Lay the ticked fields before the other region, in the same transaction; nothing when it went by phone."""
    if not gebeurd.gegevens.get("regio"):
        return
    pk = UUID(gebeurd.object.removeprefix("melding:"))
    doorleiding = (
        Doorleiding.objects.filter(melding=pk, naar_regio__isnull=False)
        .select_related("melding__opgave", "melding__melder", "naar_regio")
        .latest("verstuurd_op")
    )
    inhoud = aangekruist(doorleiding.melding, doorleiding.velden)
    van = eenheid.actor.regio_id
    ander = systeem(doorleiding.naar_regio)
    with schrijven(ander, nu=eenheid.nu, stil=True):
        aanbod = Doorleidingaanbod(
            regio_id=ander.regio_id, doorleiding=doorleiding.pk, van_regio_id=van,
            nummer=doorleiding.melding.nummer, reden=doorleiding.reden,
            urgentie=doorleiding.melding.urgentie, aangeboden_op=eenheid.nu, uiterlijk=doorleiding.uiterlijk,
        )  # fmt: skip
        geheim = sleutels.nieuwe_sleutel()
        aanbod.sleutel = sleutels.wikkel(ander.regio_code, geheim, _plek(aanbod))
        aanbod.inhoud = sleutels.versleutel(geheim, json.dumps(inhoud), _plek(aanbod))
        aanbod.save(force_insert=True)
        dossieracties.maak_taak(
            actor=ander,
            titel=f"Melding van een andere regio: {aanbod.nummer}",
            soort=SOORT,
            uiterlijk=aanbod.uiterlijk,
            eigenaar_team=queries.meldpuntteam(),
            onderwerp=_naam(aanbod),
            prioriteit=3,
        )
        record("meldpunt.doorleiding_ontvangen", object=_naam(aanbod), gegevens={"velden": len(inhoud)})


def aangekruist(rij: Melding, velden: list[str]) -> dict[str, Any]:
    """The ticked parts of a melding, in the shape of the contract; what was not ticked is not there."""
    opgave = rij.opgave
    antwoorden = queries.laatste_antwoorden(rij.signalen.all())
    uit: dict[str, Any] = {"aard": rij.aard, "betrokkene": {}}
    if "omschrijving" in velden:
        uit["omschrijving"] = rij.omschrijving
    if "signalen" in velden:
        uit["signalen"] = sorted(code for code, ja in antwoorden.items() if ja)
        uit["signalen_nee"] = sorted(code for code, ja in antwoorden.items() if not ja)
    if "persoon" in velden:
        for veld in ("naam", "voornaam", "geboortedatum", "leeftijd_van", "leeftijd_tot", "kenmerken"):
            uit["betrokkene"][veld] = getattr(opgave, veld)
    if "adres" in velden:
        adres = {
            "postcode": opgave.postcode,
            "huisnummer": opgave.huisnummer,
            "toevoeging": opgave.toevoeging,
        }
        uit["betrokkene"] |= {"adres": adres, "vindplaats": opgave.vindplaats}
    if "melder" in velden and not rij.melder.anoniem:
        melder = queries.open_melder(rij)
        uit["melder"] = {
            "soort": melder.soort, "relatie": melder.relatie, "naam": melder.naam, "telefoon": melder.telefoon,
            "identiteit_delen": melder.identiteit_delen,
        }  # fmt: skip
    return uit


def _open(actor: Actor, rij: Doorleidingaanbod) -> Aanbod:
    geheim = sleutels.ontwikkel(actor.regio_code, rij.sleutel, _plek(rij))
    return Aanbod(rij, json.loads(sleutels.ontsleutel(geheim, rij.inhoud, _plek(rij))))


def open_aanboden(actor: Actor) -> list[Aanbod]:
    """What other regions offer and nobody answered, the most pressing first; one read line each. In a reading unit."""
    if not policy.MELDING.mag(actor, "aanvaarden") or actor.rol != policy.MELDPUNT:
        return []
    rijen = (
        Doorleidingaanbod.objects.filter(antwoord="").select_related("van_regio").order_by("uiterlijk")[:25]
    )
    for rij in rijen:
        gelezen(_naam(rij), None, ("naam", "oggz"))
    return [_open(actor, rij) for rij in rijen]


def beantwoord_aanbod(
    *, actor: Actor, aanbod_id: UUID | str, aanvaard: bool, toelichting: str = ""
) -> Doorleidingaanbod:
    """Accept, and it is our melding with our clocks; or refuse with a reason, and it is theirs again."""
    with schrijven(actor) as eenheid:
        rij = Doorleidingaanbod.objects.select_for_update().filter(pk=aanbod_id).first()
        if rij is None or actor.rol != policy.MELDPUNT:
            raise queries.niet_gevonden()
        policy.MELDING.eis(actor, "aanvaarden")
        if rij.antwoord:
            raise Weigering("al-beantwoord", "Een collega heeft dit al beantwoord.", "UM-14")
        toelichting = schoon(toelichting)[:500]
        if not aanvaard and len(toelichting) < MIN_TOELICHTING:
            raise Weigering("reden-verplicht", "Kies een reden en licht kort toe.", "UM-14")
        if aanvaard:
            rij.melding = _neem_over(actor, rij)
        rij.antwoord = "aanvaard" if aanvaard else "geweigerd"
        rij.toelichting, rij.door_id, rij.op = toelichting, actor.medewerker_id, eenheid.nu
        rij.inhoud = ""  # what was accepted stands in the melding; what was refused is not ours
        rij.save()
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=_naam(rij), soort=SOORT)
        record(
            "meldpunt.doorleiding_beantwoord", object=_naam(rij), gegevens={"aanvaard": aanvaard}, actie="U"
        )
        _zeg_terug(rij, f"Meldpunt {actor.regio_naam}", eenheid)
        return rij


def _neem_over(actor: Actor, rij: Doorleidingaanbod) -> Melding:
    inhoud = dict(_open(actor, rij).inhoud)
    van = Regio.objects.get(pk=rij.van_regio_id).naam
    melder = inhoud.pop("melder", None) or {"soort": "professional", "organisatie": f"Meldpunt {van}"}
    tekst = inhoud.pop("omschrijving", "") or f"Doorgestuurd door het meldpunt van {van}."
    contract = {
        "kanaal": "partner", "kanaal_detail": f"{rij.nummer}, {van}"[:60], "melder": melder, "omschrijving": tekst, **inhoud,
    }  # fmt: skip
    return neem_melding_aan(actor=actor, melding=contract).melding


def _zeg_terug(rij: Doorleidingaanbod, door: str, eenheid: Eenheid) -> None:
    """Tell the other region in the same transaction: confirmed, or refused and theirs again (10 §3)."""
    ander = systeem(Regio.objects.get(pk=rij.van_regio_id))
    with schrijven(ander, nu=eenheid.nu):
        melding_id = Doorleiding.objects.get(pk=rij.doorleiding).melding_id
        beantwoord_doorsturen(
            actor=ander, melding_id=melding_id, bevestigd=rij.antwoord == "aanvaard", door=door
        )
