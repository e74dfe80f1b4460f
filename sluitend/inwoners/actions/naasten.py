"""The people around a resident, and what the resident lets them know (UR-05)."""

from typing import Any
from uuid import UUID

from sluitend.inwoners import geheim, policy, queries
from sluitend.inwoners.gegevens import MAG_WETEN, Naastegegevens, controleer_mag_weten, controleer_naaste
from sluitend.inwoners.models import Inwoner, Naaste
from sluitend.inwoners.queries.personen import _uuid
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import record

WIJZEN = ("aanwezig", "ondertekend")


def voeg_naaste_toe(
    *, actor: Actor, inwoner_id: UUID | str, gegevens: Naastegegevens, wijze: str = ""
) -> Naaste:
    """Add somebody close. Invited by default, else with a reason; may know nothing unless the resident says so."""
    with schrijven(actor) as eenheid:
        persoon = queries.voor_wijziging(actor, inwoner_id)
        policy.NAASTE_VAN.eis(actor, "aanmaken", persoon)
        velden = controleer_naaste(gegevens)
        _niet_dubbel(persoon, velden["naam"])
        weten = _toestemming(actor, persoon, gegevens.mag_weten, wijze) if gegevens.mag_weten else []
        telefoon = velden.pop("telefoon")
        naaste = Naaste(regio_id=persoon.regio_id, inwoner=persoon, aangemaakt_op=eenheid.nu, **velden)
        naaste.mag_weten = weten
        naaste.toestemming_op = eenheid.nu if weten else None
        naaste.telefoon = geheim.verberg(persoon, geheim.naasteplek(naaste.pk), telefoon)
        naaste.save(force_insert=True)
        _noteer("naaste_toegevoegd", naaste, persoon, {"uitgenodigd": naaste.uitgenodigd}, actie="C")
        if naaste.uitgenodigd:
            _noteer("naaste_uitgenodigd", naaste, persoon)
        if weten:
            _noteer("mag_weten_gewijzigd", naaste, persoon, _vlaggen(weten) | {"wijze": wijze})
        return naaste


def wijzig_naaste(*, actor: Actor, naaste_id: UUID | str, versie: int, gegevens: Naastegegevens) -> Naaste:
    """Change what is known of a naaste. Consent is an act of its own: `leg_toestemming_vast`."""
    with schrijven(actor):
        naaste, persoon = _slot(actor, naaste_id, versie)
        policy.NAASTE.eis(actor, "wijzigen", naaste)
        velden = controleer_naaste(gegevens)
        if velden["naam"] != naaste.naam:
            _niet_dubbel(persoon, velden["naam"])
        was_uitgenodigd = naaste.uitgenodigd
        telefoon = velden.pop("telefoon")
        for veld, waarde in velden.items():
            setattr(naaste, veld, waarde)
        plek = geheim.naasteplek(naaste.pk)
        if geheim.toon(persoon, plek, naaste.telefoon) != telefoon:
            naaste.telefoon = geheim.verberg(persoon, plek, telefoon)
        naaste.versie += 1
        naaste.save()
        _noteer("naaste_gewijzigd", naaste, persoon, {"uitgenodigd": naaste.uitgenodigd})
        if naaste.uitgenodigd and not was_uitgenodigd:
            _noteer("naaste_uitgenodigd", naaste, persoon)
        return naaste


def leg_toestemming_vast(
    *, actor: Actor, naaste_id: UUID | str, versie: int, mag_weten: tuple[str, ...], wijze: str
) -> Naaste:
    """Store what the resident lets this naaste know; an empty choice withdraws it. How the resident said so is kept."""
    with schrijven(actor) as eenheid:
        naaste, persoon = _slot(actor, naaste_id, versie)
        weten = _toestemming(actor, persoon, mag_weten, wijze)
        naaste.mag_weten = weten
        if weten:
            naaste.toestemming_op, naaste.ingetrokken_op = eenheid.nu, None
        elif naaste.toestemming_op:
            naaste.ingetrokken_op = eenheid.nu
        naaste.versie += 1
        naaste.save()
        _noteer("mag_weten_gewijzigd", naaste, persoon, _vlaggen(weten) | {"wijze": wijze})
        return naaste


def _toestemming(actor: Actor, persoon: Inwoner, mag_weten: tuple[str, ...], wijze: str) -> list[str]:
    policy.MAG_WETEN.eis(actor, "wijzigen" if mag_weten else "intrekken", persoon)
    weten = controleer_mag_weten(mag_weten)
    if wijze not in WIJZEN:
        tekst = _("Geef aan hoe de inwoner dit heeft gezegd: aanwezig of ondertekend.")
        raise OngeldigeInvoer("namens-inwoner", tekst, "12 UR-05", fouten={"wijze": tekst})
    return weten


def _slot(actor: Actor, naaste_id: UUID | str, versie: int) -> tuple[Naaste, Inwoner]:
    rijen = policy.rijen(policy.NAASTE, Naaste.objects.filter(pk=_uuid(naaste_id)), actor)
    inwoner_id = rijen.values_list("inwoner_id", flat=True).first()
    if inwoner_id is None:
        raise queries.BestaatNiet
    persoon = queries.voor_wijziging(actor, inwoner_id)
    naaste = Naaste.objects.select_for_update().get(pk=_uuid(naaste_id))
    if naaste.versie != versie:
        raise Weigering("intussen-gewijzigd", _("Intussen gewijzigd. Uw invoer staat er nog."), "12 7")
    return naaste, persoon


def _niet_dubbel(persoon: Inwoner, naam: str) -> None:
    if Naaste.objects.filter(inwoner=persoon, naam=naam).exists():
        tekst = _("Deze naaste staat er al.")
        raise OngeldigeInvoer("naaste-dubbel", tekst, "12 2A", fouten={"naam": tekst})


def _vlaggen(weten: list[str]) -> dict[str, bool]:
    return {onderdeel: onderdeel in weten for onderdeel in MAG_WETEN}


def _noteer(
    soort: str, naaste: Naaste, persoon: Inwoner, gegevens: dict[str, Any] | None = None, actie: str = "U"
) -> None:
    record(
        f"inwoners.{soort}",
        object=f"naaste:{naaste.pk}",
        betrokkene=persoon.pseudoniem,
        gegevens=gegevens,
        actie=actie,
    )
