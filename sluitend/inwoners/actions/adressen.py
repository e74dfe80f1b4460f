"""Where somebody lives or stays, as periods that never overlap per kind; secret addresses under the person's key."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from sluitend.inwoners import geheim, policy
from sluitend.inwoners.actions.toegang import te_tonen, te_wijzigen
from sluitend.inwoners.gegevens import Adresgegevens, controleer_adres
from sluitend.inwoners.models import Adresperiode, Inwoner
from sluitend.inwoners.samenvoegen import overlapt
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import gelezen, record

GEHEIM = ("postcode", "huisnummer", "toevoeging", "plaatsomschrijving")


def voeg_adres_toe(*, actor: Actor, inwoner_id: UUID | str, adres: Adresgegevens) -> Adresperiode:
    """Add a period. The open one of the same kind ends where the new one begins; an overlap is refused."""
    with schrijven(actor) as eenheid:
        persoon = te_wijzigen(actor, inwoner_id, None)
        return schrijf(persoon, adres, timezone.localdate(eenheid.nu))


def schrijf(persoon: Inwoner, adres: Adresgegevens, vandaag: date) -> Adresperiode:
    """The period itself, inside an act that judged access."""
    velden = controleer_adres(adres, vandaag)
    nieuw = Adresperiode(regio_id=persoon.regio_id, inwoner=persoon, **velden)
    zelfde = list(Adresperiode.objects.filter(inwoner=persoon, soort=nieuw.soort).order_by("van"))
    open_ = next((rij for rij in zelfde if rij.tot is None), None)
    if open_ is not None and nieuw.tot is None and open_.van < nieuw.van:
        open_.tot = nieuw.van
        open_.save(update_fields=["tot"])
    if any(overlapt(nieuw, rij) for rij in zelfde):
        raise Weigering(
            "adres-overlapt",
            _("Er is al een {soort} in deze periode.", soort=nieuw.get_soort_display()),
            "12 2A",
        )
    if persoon.adres_afgeschermd:
        _verberg(persoon, nieuw)
    nieuw.save(force_insert=True)
    record(
        "inwoners.adres_toegevoegd",
        object=f"inwoner:{persoon.pk}",
        betrokkene=persoon.pseudoniem,
        gegevens={
            "soort": nieuw.soort,
            "gemeente": nieuw.gemeente_id,
            "van": nieuw.van,
            "verhuisd": bool(zelfde),
            "bron": nieuw.bron,
        },
    )
    return nieuw


def scherm(persoon: Inwoner) -> None:
    """Hide or show again every address of a person, after the flag changed (V23)."""
    for adres in Adresperiode.objects.filter(inwoner=persoon):
        if persoon.adres_afgeschermd and not adres.geheim:
            _verberg(persoon, adres)
        elif not persoon.adres_afgeschermd and adres.geheim:
            for veld, waarde in onthul(persoon, adres).items():
                setattr(adres, veld, waarde)
            adres.geheim = ""
        adres.save()


def _verberg(persoon: Inwoner, adres: Adresperiode) -> None:
    inhoud = json.dumps({veld: getattr(adres, veld) for veld in GEHEIM})
    adres.geheim = geheim.verberg(persoon, geheim.adresplek(adres), inhoud)
    adres.postcode = adres.toevoeging = adres.plaatsomschrijving = ""
    adres.huisnummer = None


def onthul(persoon: Inwoner, adres: Adresperiode) -> dict[str, Any]:
    """What a secret address says."""
    return json.loads(geheim.toon(persoon, geheim.adresplek(adres), adres.geheim) or "{}")


def toon_afgeschermd_adres(*, actor: Actor, inwoner_id: UUID | str, reden: str) -> list[dict[str, Any]]:
    """Show the secret addresses by an act of its own: one line `adres_getoond` (recht:V23, UV-14)."""
    with schrijven(actor):
        persoon = te_tonen(actor, inwoner_id, policy.AFGESCHERMD, reden)
        gelezen(
            f"inwoner:{persoon.pk}",
            persoon.pseudoniem,
            ("adres_afgeschermd",),
            gevoeligheid="slot",
            gebeurtenis="inwoners.adres_getoond",
        )
        rijen = Adresperiode.objects.filter(inwoner=persoon, tot__isnull=True).exclude(geheim="")
        return [{"soort": rij.soort, **onthul(persoon, rij)} for rij in rijen.order_by("van")]
