"""Registering a resident, known or not, and what becomes known later (UR-01 to UR-03)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from sluitend.inwoners import geheim, policy
from sluitend.inwoners.actions import adressen
from sluitend.inwoners.actions.toegang import te_tonen, te_wijzigen
from sluitend.inwoners.gegevens import (
    Inwonergegevens,
    controleer_burgerservicenummer,
    controleer_persoon,
    schoon,
)
from sluitend.inwoners.models import Afscherming, Inwoner, Naamklank, Samenvoeging
from sluitend.inwoners.queries.personen import gesplitst_van
from sluitend.inwoners.rules.klankcode import klank_van, klankcode
from sluitend.inwoners.rules.namen import achternaamdelen
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import gelezen, record
from sluitend.platform.nummers import volgend_nummer

VERSLEUTELD = ("telefoon", "email")
VOLGORDE = list(Inwoner.Identiteit)
MIDDELEN = ("paspoort", "identiteitskaart", "rijbewijs", "verblijfsdocument", "brp")
VERIFIEERT = ("consulent_toegang", "onderzoeker_wvggz")
BSN_VAN_ANDER = _("Dit BSN hoort bij iemand anders. Controleer het nummer.")


@dataclass(frozen=True)
class Bsnuitslag:
    """The person, and a proposal to merge when the BSN already stands elsewhere; then nothing was stored."""

    inwoner: Inwoner
    voorstel: Samenvoeging | None = None


def registreer_inwoner(*, actor: Actor, gegevens: Inwonergegevens) -> Inwoner:
    """Register a resident (UR-01), or somebody of whom only an aanduiding is known (UR-02). No dummy name or BSN."""
    with schrijven(actor) as eenheid:
        if not actor.is_systeem:
            policy.INWONER_MAKEN.eis(actor, "aanmaken")
        vandaag = timezone.localdate(eenheid.nu)
        velden = controleer_persoon(gegevens, vandaag)
        bsn = controleer_burgerservicenummer(gegevens.bsn, gegevens.bsn_grondslag) if gegevens.bsn else ""
        if (
            bsn
            and Inwoner.objects.filter(bsn_index=geheim.bsn_index(bsn), samengevoegd_in__isnull=True).exists()
        ):
            raise Weigering("bsn-verschilt", BSN_VAN_ANDER, "10 UM-06")
        persoon = Inwoner(
            regio_id=actor.regio_id,
            sleutel=geheim.maak_sleutel(),
            nummer=volgend_nummer(f"IW-{vandaag.year}"),
            identiteit_status=Inwoner.Identiteit.ONBEKEND
            if gegevens.onbekend
            else Inwoner.Identiteit.VERMOEDELIJK,
            geregistreerd_door_id=actor.organisatie_id,
            aangemaakt_op=eenheid.nu,
        )
        _vul(persoon, velden)
        if bsn:
            geheim.zet(persoon, "bsn", bsn)
            persoon.bsn_status, persoon.bsn_grondslag = "opgegeven", gegevens.bsn_grondslag
        persoon.save(force_insert=True)
        _klanken(persoon)
        if gegevens.adres is not None:
            adressen.schrijf(persoon, gegevens.adres, vandaag)
        record(
            "inwoners.inwoner_geregistreerd",
            object=f"inwoner:{persoon.pk}",
            betrokkene=persoon.pseudoniem,
            gegevens={"identiteit": persoon.identiteit_status, "bsn": bool(bsn)},
            grond=gegevens.bsn_grondslag or None,
            wijzigingen=_wijzigingen(persoon, {}, _beeld(persoon)),
            actie="C",
        )
        return persoon


def wijzig_gegevens(
    *, actor: Actor, inwoner_id: UUID | str, versie: int, gegevens: Inwonergegevens
) -> Inwoner:
    """Change what is known; refuses when somebody else was first. Identity, BSN and address are acts of their own."""
    with schrijven(actor) as eenheid:
        persoon = te_wijzigen(actor, inwoner_id, versie)
        onbekend = persoon.identiteit_status == Inwoner.Identiteit.ONBEKEND
        velden = controleer_persoon(
            replace(gegevens, onbekend=onbekend, adres=None), timezone.localdate(eenheid.nu)
        )
        if persoon.adres_afgeschermd and not velden["adres_afgeschermd"] and not actor.is_systeem:
            policy.AFGESCHERMD.eis(actor, "wijzigen", persoon)
        bewaar(persoon, velden, "inwoners.gegevens_gewijzigd")
        return persoon


def stel_identiteit_vast(
    *,
    actor: Actor,
    inwoner_id: UUID | str,
    versie: int,
    status: str,
    gegevens: Inwonergegevens | None = None,
    middel: str = "",
    gezien_op: date | None = None,
    reden: str = "",
) -> Inwoner:
    """Say how sure we are who this is (UR-03). Up freely, back with a reason; geverifieerd needs means and date."""
    with schrijven(actor) as eenheid:
        persoon = te_wijzigen(actor, inwoner_id, versie)
        vandaag = timezone.localdate(eenheid.nu)
        _mag_status(actor, persoon, status, middel, gezien_op, reden, vandaag)
        velden = controleer_persoon(
            replace(
                gegevens or gegevens_van(persoon), onbekend=status == Inwoner.Identiteit.ONBEKEND, adres=None
            ),
            vandaag,
        )
        if persoon.adres_afgeschermd:
            velden["adres_afgeschermd"] = True
        bewaar(
            persoon,
            {**velden, "identiteit_status": status},
            "inwoners.identiteit_vastgesteld",
            {"van": persoon.identiteit_status, "naar": status, "middel": middel, "gezien_op": gezien_op},
        )
        return persoon


def _mag_status(
    actor: Actor,
    persoon: Inwoner,
    status: str,
    middel: str,
    gezien_op: date | None,
    reden: str,
    vandaag: date,
) -> None:
    fouten = {}
    if status not in Inwoner.Identiteit.values:
        fouten["status"] = _("Kies een van de mogelijkheden.")
    elif VOLGORDE.index(Inwoner.Identiteit(status)) < VOLGORDE.index(
        Inwoner.Identiteit(persoon.identiteit_status)
    ):
        if len(schoon(reden)) < 10:
            fouten["reden"] = _("Geef een reden van ten minste 10 tekens.")
    elif status == Inwoner.Identiteit.GEVERIFIEERD:
        if not actor.is_systeem and actor.rol not in VERIFIEERT:
            raise Weigering(
                "geen_bevoegdheid",
                _("Alleen een consulent of onderzoeker stelt de identiteit vast met een bewijs."),
                "12 3",
                status=403,
            )
        if middel not in MIDDELEN:
            fouten["middel"] = _("Geef aan met welk bewijs de identiteit is vastgesteld.")
        if gezien_op is None or not date(1900, 1, 1) <= gezien_op <= vandaag:
            fouten["gezien_op"] = _("Geef aan wanneer u het bewijs hebt gezien.")
    if fouten:
        raise OngeldigeInvoer("identiteit-ongeldig", next(iter(fouten.values())), "12 UR-03", fouten=fouten)


def leg_bsn_vast(
    *,
    actor: Actor,
    inwoner_id: UUID | str,
    versie: int,
    bsn: str,
    grondslag: str,
    geverifieerd: bool = False,
) -> Bsnuitslag:
    """Store a BSN with its ground (UR-03). Stands it with another person, that pair is proposed for a merge."""
    with schrijven(actor) as eenheid:
        persoon = te_wijzigen(actor, inwoner_id, versie, beleid=policy.BSN)
        nummer = controleer_burgerservicenummer(bsn, grondslag)
        index = geheim.bsn_index(nummer)
        ander = (
            Inwoner.objects.filter(bsn_index=index, samengevoegd_in__isnull=True)
            .exclude(pk=persoon.pk)
            .first()
        )
        if ander is not None:
            return Bsnuitslag(persoon, _stel_voor(actor, blijft=ander, opgegaan=persoon, nu=eenheid.nu))
        had = bool(persoon.bsn)
        geheim.zet(persoon, "bsn", nummer)
        persoon.bsn_grondslag = grondslag
        persoon.bsn_status = "geverifieerd" if geverifieerd else "opgegeven"
        persoon.versie += 1
        persoon.save()
        record(
            "inwoners.bsn_vastgelegd",
            object=f"inwoner:{persoon.pk}",
            betrokkene=persoon.pseudoniem,
            gegevens={"status": persoon.bsn_status, "vervangen": had},
            grond=grondslag,
        )
        return Bsnuitslag(persoon)


def _stel_voor(actor: Actor, *, blijft: Inwoner, opgegaan: Inwoner, nu: Any) -> Samenvoeging:
    """A proposal that a person still has to ask for; a pair that was split is never proposed again."""
    if frozenset((blijft.pk, opgegaan.pk)) in gesplitst_van([blijft.pk]):
        raise Weigering("bsn-verschilt", BSN_VAN_ANDER, "10 UM-06")
    if actor.medewerker_id is None:
        raise Weigering("bsn-verschilt", BSN_VAN_ANDER, "10 UM-06")
    lopend = Samenvoeging.objects.filter(
        opgegaan=opgegaan, status__in=[*Samenvoeging.OPEN, *Samenvoeging.GELDT]
    ).first()
    if lopend is not None:
        return lopend
    voorstel = Samenvoeging.objects.create(
        regio_id=actor.regio_id,
        blijft=blijft,
        opgegaan=opgegaan,
        status=Samenvoeging.Status.VOORGESTELD,
        reden="gelijk_bsn",
        door_id=actor.medewerker_id,
        op=nu,
    )
    record(
        "inwoners.samenvoeging_voorgesteld",
        object=f"samenvoeging:{voorstel.pk}",
        betrokkene=opgegaan.pseudoniem,
        gegevens={"reden": "gelijk_bsn"},
        actie="C",
    )
    return voorstel


def toon_bsn(*, actor: Actor, inwoner_id: UUID | str, reden: str) -> str:
    """Show the BSN by an act of its own, with a reason that is counted in the log (slot class, UV-14)."""
    with schrijven(actor):
        persoon = te_tonen(actor, inwoner_id, policy.BSN, reden)
        gelezen(
            f"inwoner:{persoon.pk}",
            persoon.pseudoniem,
            ("bsn",),
            gevoeligheid="slot",
            gebeurtenis="inwoners.bsn_getoond",
        )
        return geheim.lees(persoon, "bsn")


def bewaar(
    persoon: Inwoner, velden: dict[str, Any], soort: str, gegevens: dict[str, Any] | None = None
) -> None:
    """Put the fields in, save, and record what changed under the person's own key."""
    voor = _beeld(persoon)
    was_afgeschermd = persoon.adres_afgeschermd
    _vul(persoon, velden)
    na = _beeld(persoon)
    persoon.versie += 1
    persoon.save()
    _klanken(persoon)
    if persoon.adres_afgeschermd != was_afgeschermd:
        adressen.scherm(persoon)
        if was_afgeschermd:
            _beeindig_afscherming(persoon)
    record(
        soort,
        object=f"inwoner:{persoon.pk}",
        betrokkene=persoon.pseudoniem,
        gegevens={
            **{k: v for k, v in (gegevens or {}).items() if v not in ("", None)},
            "versie": persoon.versie,
        },
        wijzigingen=_wijzigingen(persoon, voor, na),
    )


def _beeindig_afscherming(persoon: Inwoner) -> None:
    """A list without a secret opens nothing and guards nothing: it ends with the secrecy."""
    Afscherming.objects.filter(inwoner=persoon, status__in=Afscherming.OPEN).update(
        status=Afscherming.Status.BEEINDIGD, beeindigd_op=huidig().nu
    )


def _vul(persoon: Inwoner, velden: dict[str, Any]) -> None:
    for veld, waarde in velden.items():
        if veld not in VERSLEUTELD:
            setattr(persoon, veld, waarde)
        elif geheim.lees(persoon, veld) != waarde:
            geheim.zet(persoon, veld, waarde)
    persoon.klank = klankcode(" ".join(d for d in (persoon.voorvoegsel, persoon.geslachtsnaam) if d))[:60]


def _klanken(persoon: Inwoner) -> None:
    """Keep the sounds of the halves of a double surname."""
    delen = achternaamdelen(persoon.geslachtsnaam)
    nodig = {klank_van(deel)[:60] for deel in delen} if len(delen) > 1 else set()
    heeft = set(Naamklank.objects.filter(inwoner=persoon).values_list("klank", flat=True))
    if nodig != heeft:
        Naamklank.objects.filter(inwoner=persoon, klank__in=heeft - nodig).delete()
        Naamklank.objects.bulk_create(
            Naamklank(regio_id=persoon.regio_id, inwoner=persoon, klank=klank)
            for klank in sorted(nodig - heeft)
        )


def gegevens_van(persoon: Inwoner) -> Inwonergegevens:
    """What stands in the row, as somebody would give it."""
    gewoon = (
        "geslachtsnaam",
        "voorvoegsel",
        "voornamen",
        "roepnaam",
        "aanduiding",
        "geboortedatum",
        "contactvoorkeur",
        "taal",
        "tolk_nodig",
        "adres_afgeschermd",
    )
    return Inwonergegevens(
        **{veld: getattr(persoon, veld) for veld in gewoon},
        geboortedatum_precisie=persoon.geboortedatum_precisie if persoon.geboortedatum else "",
        telefoon=geheim.lees(persoon, "telefoon"),
        email=geheim.lees(persoon, "email"),
    )


BEWAARD = (
    "identiteit_status",
    "aanduiding",
    "geslachtsnaam",
    "voorvoegsel",
    "voornamen",
    "roepnaam",
    "geboortedatum",
    "geboortedatum_precisie",
    "contactvoorkeur",
    "taal",
    "tolk_nodig",
    "adres_afgeschermd",
)


def _beeld(persoon: Inwoner) -> dict[str, str]:
    """The person fields as texts, to compare before and after."""
    beeld = {veld: _tekst(getattr(persoon, veld)) for veld in BEWAARD}
    return beeld | {veld: geheim.lees(persoon, veld) for veld in VERSLEUTELD}


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else ""
    return "" if waarde is None else str(waarde)


def _wijzigingen(persoon: Inwoner, voor: dict[str, str], na: dict[str, str]) -> dict[str, tuple[Any, Any]]:
    """Old and new value of each changed field, as ciphertext under the person's key."""

    def dicht(veld: str, waarde: str) -> str | None:
        plek = f"platform_wijziging|{veld}|{persoon.pk}"
        return geheim.verberg(persoon, plek, waarde) if waarde else None

    return {
        veld: (dicht(veld, voor.get(veld, "")), dicht(veld, waarde))
        for veld, waarde in na.items()
        if voor.get(veld, "") != waarde
    }
