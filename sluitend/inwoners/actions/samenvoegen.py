"""Two records that are one person: one asks, another decides, and all of it can be undone (UR-04, UM-07)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sluitend.inwoners import geheim, policy, queries, samenvoegen
from sluitend.inwoners.actions import adressen
from sluitend.inwoners.actions.personen import BSN_VAN_ANDER, _klanken, _vul
from sluitend.inwoners.models import Inwoner, Samenvoeging
from sluitend.inwoners.queries.personen import gesplitst_van, samenvoeging_slot, slot, vind
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record

REDENEN = ("zelfde_persoon", "gelijk_bsn", "dubbel_ingevoerd")
# Fields that the remaining record takes over when it has none itself; names go together.
NAMEN = ("geslachtsnaam", "voorvoegsel", "voornamen", "roepnaam")
LOS = ("aanduiding", "contactvoorkeur", "taal")
VERSLEUTELD = ("telefoon", "email", "bsn")
Status = Samenvoeging.Status


def vraag_samenvoeging(
    *,
    actor: Actor,
    blijft_id: UUID | str,
    opgegaan_id: UUID | str,
    reden: str = "zelfde_persoon",
    keuzes: Mapping[str, str] | None = None,
) -> Samenvoeging:
    """Ask for a merge; nothing changes until a second person agrees. `keuzes` goes to the areas (`{"dossier": id}`)."""
    with schrijven(actor) as eenheid:
        blijft, opgegaan = _paar(actor, blijft_id, opgegaan_id)
        if reden not in REDENEN:
            raise OngeldigeInvoer(
                "reden-ongeldig", _("Kies een reden."), "12 UR-04", fouten={"reden": _("Kies een reden.")}
            )
        lopend = _lopend(blijft, opgegaan)
        zelfde = lopend is not None and {lopend.blijft_id, lopend.opgegaan_id} == {blijft.pk, opgegaan.pk}
        if lopend is not None and not (zelfde and lopend.status == Status.VOORGESTELD):
            raise Weigering("al-gevraagd", _("Voor deze persoon loopt al een samenvoeging."), "12 UR-04")
        rij = lopend or Samenvoeging(regio_id=actor.regio_id)
        rij.blijft, rij.opgegaan, rij.reden = blijft, opgegaan, reden
        rij.status, rij.door_id, rij.op = Status.GEVRAAGD, _wie(actor), eenheid.nu
        rij.keuzes = dict(keuzes or {})
        rij.save()
        _noteer("samenvoeging_gevraagd", rij, {"reden": reden}, actie="C")
        return rij


def _paar(actor: Actor, blijft_id: UUID | str, opgegaan_id: UUID | str) -> tuple[Inwoner, Inwoner]:
    """Both persons, locked: one of them the actor's, the other at least one that the actor can find."""
    personen = {}
    for pk in sorted({str(blijft_id), str(opgegaan_id)}):
        gezien = policy.rijen(policy.INWONER, vind(pk), actor).exists()
        if not gezien and not policy.rijen(policy.INWONER_ZOEKEN, vind(pk), actor, "zoeken").exists():
            raise queries.BestaatNiet
        persoon = slot(UUID(pk))
        personen[persoon.pk] = (persoon, gezien)
    if len(personen) != 2:
        raise OngeldigeInvoer("zelfde-rij", _("Kies twee verschillende personen."), "12 UR-04")
    paar = [persoon for persoon, _gezien in personen.values()]
    if not actor.is_systeem and not any(
        gezien and policy.SAMENVOEGEN.mag(actor, "aanmaken", persoon) for persoon, gezien in personen.values()
    ):
        policy.SAMENVOEGEN.eis(actor, "aanmaken", paar[0])
        raise Weigering("geen_bevoegdheid", _("Een van beide personen moet van u zijn."), "30 2B", status=403)
    if any(persoon.samengevoegd_in_id for persoon in paar):
        raise Weigering("samengevoegd", _("Deze persoon is samengevoegd met een andere."), "12 UR-04")
    if frozenset(personen) in gesplitst_van(list(personen)):
        raise Weigering(
            "paar-gesplitst",
            _("Deze twee personen zijn eerder uit elkaar gehaald. Zij worden niet opnieuw samengevoegd."),
            "12 UR-04",
        )
    eerste = personen[UUID(str(blijft_id))][0]
    tweede = personen[UUID(str(opgegaan_id))][0]
    if eerste.bsn_index and tweede.bsn_index and eerste.bsn_index != tweede.bsn_index:
        raise Weigering("bsn-verschilt", BSN_VAN_ANDER, "10 UM-06")
    return eerste, tweede


def _lopend(blijft: Inwoner, opgegaan: Inwoner) -> Samenvoeging | None:
    paar = [blijft.pk, opgegaan.pk]
    rijen = Samenvoeging.objects.select_for_update().filter(
        status__in=[*Samenvoeging.OPEN, *Samenvoeging.GELDT]
    )
    return rijen.filter(opgegaan_id__in=paar).exclude(status__in=Samenvoeging.GELDT).first()


def _wie(actor: Actor) -> UUID:
    if actor.medewerker_id is None:
        raise Weigering(
            "twee-personen", _("Twee mensen beslissen samen over samenvoegen."), "12 UR-04", status=403
        )
    return actor.medewerker_id


def voeg_samen(*, actor: Actor, samenvoeging_id: UUID | str) -> Inwoner:
    """The second person agrees: everything of `opgegaan` moves to `blijft`, and what was before is kept."""
    with schrijven(actor) as eenheid:
        rij = _te_beslissen(actor, samenvoeging_id, (Status.GEVRAAGD,))
        blijft, opgegaan = slot(rij.blijft_id), slot(rij.opgegaan_id)
        rij.blijft, rij.opgegaan = blijft, opgegaan
        if blijft.samengevoegd_in_id or opgegaan.samengevoegd_in_id:
            raise Weigering("samengevoegd", _("Deze persoon is samengevoegd met een andere."), "12 UR-04")
        if samenvoegen.ongedekt(opgegaan.pk):
            raise Weigering(
                "samenvoegen-onvolledig",
                _("Aan deze persoon hangen gegevens die nog niet mee kunnen verhuizen."),
                "12 UR-04",
            )
        for wie in samenvoegen.deelnemers().values():
            if bezwaar := wie.bezwaar(rij):
                raise bezwaar
        rij.status, rij.tweede_id, rij.besloten_op = Status.SAMENGEVOEGD, _wie(actor), eenheid.nu
        voor = {zijde: _momentopname(getattr(rij, zijde)) for zijde in ("blijft", "opgegaan")}
        overnemen = _over_te_nemen(voor["blijft"], voor["opgegaan"])
        rij.vooraf = {
            **{zijde: _dicht(rij, zijde, voor[zijde]) for zijde in voor},
            "overgenomen": sorted(overnemen),
        }
        opgegaan.samengevoegd_in = blijft
        opgegaan.versie += 1
        opgegaan.save()
        _zet(blijft, overnemen)
        rij.vooraf["rijen"] = {naam: wie.verplaats(rij) for naam, wie in samenvoegen.deelnemers().items()}
        rij.save()
        _noteer("inwoners_samengevoegd", rij)
        return blijft


def wijs_samenvoeging_af(*, actor: Actor, samenvoeging_id: UUID | str) -> Samenvoeging:
    """The second person does not agree; or whoever asked takes it back."""
    with schrijven(actor) as eenheid:
        rij = samenvoeging_slot(actor, samenvoeging_id)
        if rij.status not in (Status.GEVRAAGD, Status.VOORGESTELD):
            raise _intussen(rij)
        if rij.door_id != actor.medewerker_id and not actor.is_systeem:
            policy.SAMENVOEGING.eis(actor, "beoordelen", rij)
        rij.status, rij.besloten_op = Status.AFGEWEZEN, eenheid.nu
        if rij.door_id != actor.medewerker_id:
            rij.tweede_id = actor.medewerker_id
        rij.save()
        _noteer("samenvoeging_afgewezen", rij)
        return rij


def vraag_terugdraaien(*, actor: Actor, samenvoeging_id: UUID | str) -> Samenvoeging:
    """Ask to undo a merge; a second person decides."""
    with schrijven(actor):
        rij = samenvoeging_slot(actor, samenvoeging_id)
        policy.SAMENVOEGING.eis(actor, "intrekken", rij)
        if rij.status != Status.SAMENGEVOEGD:
            raise _intussen(rij)
        rij.status, rij.terug_gevraagd_door_id = Status.TERUG_GEVRAAGD, _wie(actor)
        rij.save()
        _noteer("terugdraaien_gevraagd", rij)
        return rij


def draai_samenvoeging_terug(*, actor: Actor, samenvoeging_id: UUID | str) -> Samenvoeging:
    """Two persons again: every earlier row on its own side; later rows wait to be given one by one."""
    with schrijven(actor) as eenheid:
        rij = samenvoeging_slot(actor, samenvoeging_id)
        if rij.status != Status.TERUG_GEVRAAGD:
            raise _intussen(rij)
        if rij.terug_gevraagd_door_id == actor.medewerker_id:
            raise _tweede_nodig()
        if not actor.is_systeem and not policy.SAMENVOEGING.mag(actor, "beoordelen", rij):
            policy.SAMENVOEGING.eis(actor, "intrekken", rij)
        blijft, opgegaan = slot(rij.blijft_id), slot(rij.opgegaan_id)
        rij.blijft, rij.opgegaan = blijft, opgegaan
        if blijft.samengevoegd_in_id is not None:
            raise Weigering("later-samengevoegd", _("Draai eerst de latere samenvoeging terug."), "12 UR-04")
        later = {}
        for naam, wie in samenvoegen.deelnemers().items():
            if (bewaard := rij.vooraf["rijen"].get(naam)) is not None:
                later |= dict.fromkeys(f"{naam}|{sleutel}" for sleutel in wie.later(rij, bewaard))
                wie.zet_terug(rij, bewaard)
        _herstel(rij)
        rij.later = later
        rij.status, rij.teruggedraaid_op = Status.TERUGGEDRAAID, eenheid.nu
        rij.teruggedraaid_door_id = _wie(actor)
        rij.save()
        _noteer("samenvoeging_teruggedraaid", rij, {"later": len(later)})
        return rij


def wijs_later_toe(
    *, actor: Actor, samenvoeging_id: UUID | str, sleutel: str, inwoner_id: UUID | str
) -> Samenvoeging:
    """Give one row of after the merge to the person it is about (AM-19)."""
    with schrijven(actor):
        rij = samenvoeging_slot(actor, samenvoeging_id)
        if not actor.is_systeem and not policy.SAMENVOEGING.mag(actor, "beoordelen", rij):
            policy.SAMENVOEGING.eis(actor, "intrekken", rij)
        personen = {str(p.pk): p for p in (rij.blijft, rij.opgegaan)}
        if rij.status != Status.TERUGGEDRAAID or rij.later.get(sleutel, "?") is not None:
            raise _intussen(rij)
        if str(inwoner_id) not in personen:
            raise OngeldigeInvoer("niet-van-dit-paar", _("Kies een van deze twee personen."), "12 UR-04")
        naam, _streep, rest = sleutel.partition("|")
        samenvoegen.deelnemers()[naam].wijs_toe(rest, personen[str(inwoner_id)])
        rij.later[sleutel] = str(inwoner_id)
        rij.save()
        _noteer("later_toegewezen", rij, {"soort": naam})
        return rij


def _te_beslissen(actor: Actor, pk: UUID | str, statussen: tuple[str, ...]) -> Samenvoeging:
    rij = samenvoeging_slot(actor, pk)
    if rij.status not in statussen:
        raise _intussen(rij)
    if rij.door_id == actor.medewerker_id:
        raise _tweede_nodig()
    policy.SAMENVOEGING.eis(actor, "beoordelen", rij)
    return rij


def _tweede_nodig() -> Weigering:
    return Weigering("vier-ogen", _("Een tweede persoon moet dit bevestigen."), "12 UR-04", status=403)


def _intussen(rij: Samenvoeging) -> Weigering:
    return Weigering(
        "intussen-gewijzigd",
        _("Dit kan niet meer: de stand is '{stand}'.", stand=rij.get_status_display()),
        "12 UR-04",
    )


def _momentopname(persoon: Inwoner) -> dict[str, Any]:
    """Everything of a record that a merge may change, in the clear; it is stored only as ciphertext."""
    velden = (
        *NAMEN,
        *LOS,
        "identiteit_status",
        "geboortedatum_precisie",
        "tolk_nodig",
        "adres_afgeschermd",
        "bsn_status",
        "bsn_grondslag",
    )
    return {
        **{veld: getattr(persoon, veld) for veld in velden},
        "geboortedatum": persoon.geboortedatum.isoformat() if persoon.geboortedatum else None,
        **{veld: geheim.lees(persoon, veld) for veld in VERSLEUTELD},
    }


def _over_te_nemen(blijft: dict[str, Any], opgegaan: dict[str, Any]) -> dict[str, Any]:
    """What `blijft` lacks and `opgegaan` has. A secret address stays secret."""
    over = {v: opgegaan[v] for v in (*LOS, "telefoon", "email") if opgegaan[v] and not blijft[v]}
    if opgegaan["geslachtsnaam"] and not blijft["geslachtsnaam"]:
        over |= {veld: opgegaan[veld] for veld in NAMEN}
        if blijft["identiteit_status"] == Inwoner.Identiteit.ONBEKEND:
            over["identiteit_status"] = opgegaan["identiteit_status"]
    if opgegaan["geboortedatum"] and not blijft["geboortedatum"]:
        over |= {veld: opgegaan[veld] for veld in ("geboortedatum", "geboortedatum_precisie")}
    if opgegaan["bsn"] and not blijft["bsn"]:
        over |= {veld: opgegaan[veld] for veld in ("bsn", "bsn_status", "bsn_grondslag")}
    over |= {v: True for v in ("tolk_nodig", "adres_afgeschermd") if opgegaan[v] and not blijft[v]}
    return over


def _zet(persoon: Inwoner, velden: Mapping[str, Any]) -> None:
    """Write these fields of a record, with all that hangs on them."""
    gewoon = dict(velden)
    if "bsn" in gewoon:
        geheim.zet(persoon, "bsn", gewoon.pop("bsn"))
    if gewoon.get("geboortedatum"):
        gewoon["geboortedatum"] = date.fromisoformat(gewoon["geboortedatum"])
    was = persoon.adres_afgeschermd
    _vul(persoon, gewoon)
    persoon.versie += 1
    persoon.save()
    _klanken(persoon)
    if persoon.adres_afgeschermd != was:
        adressen.scherm(persoon)


def _herstel(rij: Samenvoeging) -> None:
    """Give `blijft` back what it was in the fields it took over, unless they were changed since."""
    voor = {zijde: _open(rij, zijde) for zijde in ("blijft", "opgegaan")}
    nu = _momentopname(rij.blijft)
    terug = {
        veld: voor["blijft"][veld]
        for veld in rij.vooraf["overgenomen"]
        if nu[veld] == voor["opgegaan"][veld] or (veld in ("tolk_nodig", "adres_afgeschermd") and nu[veld])
    }
    if rij.blijft.bsn_index and rij.blijft.bsn_index == rij.opgegaan.bsn_index:
        # One BSN, two persons: it belongs to the record that had it before.
        terug |= {veld: voor["blijft"][veld] for veld in ("bsn", "bsn_status", "bsn_grondslag")}
    _zet(rij.blijft, terug)
    rij.opgegaan.samengevoegd_in = None
    rij.opgegaan.versie += 1
    rij.opgegaan.save()


def _plek(rij: Samenvoeging, zijde: str) -> str:
    return f"inwoners_samenvoeging|vooraf.{zijde}|{rij.pk}"


def _dicht(rij: Samenvoeging, zijde: str, inhoud: dict[str, Any]) -> str:
    return geheim.verberg(getattr(rij, zijde), _plek(rij, zijde), json.dumps(inhoud))


def _open(rij: Samenvoeging, zijde: str) -> dict[str, Any]:
    return json.loads(geheim.toon(getattr(rij, zijde), _plek(rij, zijde), rij.vooraf[zijde]))


def _noteer(soort: str, rij: Samenvoeging, gegevens: dict[str, Any] | None = None, actie: str = "U") -> None:
    """One event in the track of each of the two persons."""
    for persoon in (rij.blijft, rij.opgegaan):
        record(
            f"inwoners.{soort}",
            object=f"samenvoeging:{rij.pk}",
            betrokkene=persoon.pseudoniem,
            gegevens=gegevens,
            actie=actie,
        )
