"""UR-12: open a dossier, or join, resume or reopen the one that is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sluitend.dossier import gaten
from sluitend.dossier.actions import regie, taken
from sluitend.dossier.models import Dossier, Regieperiode
from sluitend.dossier.rules import dossier as regels
from sluitend.dossier.rules.dossier import RegieVoorlopig, Regisseurkeuze, Terugkeer
from sluitend.dossier.rules.tijd import add_days, eod
from sluitend.inwoners.models import Inwoner
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.platform.nummers import volgend_nummer
from sluitend.platform.rechten import GEEN_BEVOEGDHEID, rechten
from sluitend.regio import instellingen
from sluitend.regio import queries as regio
from sluitend.regio.models import Medewerker, Team

EERSTE_CONTACT_DAGEN = 7
LETTERS = {"ijssel-vecht": "IJV", "drenthe": "DRE", "brabant-noordoost-oost": "BNO"}


@dataclass(frozen=True, slots=True)
class Opening:
    """The dossier, and what was done with the one that may have been there before."""

    dossier: Dossier
    terugkeer: Terugkeer


def open_dossier(
    *,
    actor: Actor,
    inwoner: Inwoner,
    gemeente: str,
    aanleiding: str = "melding",
    contactregime: str = "regulier",
) -> Opening:
    """Open a dossier: from this second on exactly one regisseur and one responsible gemeente (Z-01).

    `gemeente` is where the person turned to or was reported; the address decides first (L01). An open
    dossier stays what it is and is given back; a recently closed one is reopened. Raises `Weigering`
    when nobody can be regisseur.
    """
    with schrijven(actor) as eenheid:
        if not actor.is_systeem and not rechten(actor.rol, "dossier", "aanmaken"):
            raise Weigering("geen_bevoegdheid", GEEN_BEVOEGDHEID, "UR-12", status=403)
        gevonden = Inwoner.objects.select_for_update().filter(pk=inwoner.pk).first()
        if gevonden is None:
            raise regie.niet_gevonden("deze inwoner")
        inwoner = gevonden
        laatste = Dossier.objects.select_for_update().filter(inwoner=inwoner).order_by("-geopend_op").first()
        terugkeer = _terugkeer(laatste, eenheid)
        if laatste is not None and terugkeer is Terugkeer.BLIJFT:
            return Opening(laatste, terugkeer)
        if laatste is not None and terugkeer in (Terugkeer.HEROPEN, Terugkeer.HERVAT):
            return Opening(_heropen(eenheid, laatste, aanleiding), terugkeer)
        dossier = _nieuw(
            eenheid,
            inwoner,
            gemeente,
            contactregime,
            vervolg_op=laatste if terugkeer is Terugkeer.NIEUW_VERVOLG else None,
        )
        record(
            "dossier.dossier_geopend",
            object=object_naam("dossier", dossier.pk),
            betrokkene=inwoner.sleutel_id,
            dossier=dossier.pk,
            actie="C",
            gegevens={
                "aanleiding": aanleiding,
                "gemeente": dossier.verantwoordelijke_gemeente_id,
                "regie": dossier.regie_voorlopig,
            },
        )
        return Opening(dossier, terugkeer)


def _terugkeer(laatste: Dossier | None, eenheid: Eenheid) -> Terugkeer:
    if laatste is None:
        return Terugkeer.NIEUW
    return regels.bij_terugkeer(
        status=laatste.status,
        sluitreden=laatste.sluitreden or None,
        gesloten_op=laatste.gesloten_op,
        nu=eenheid.nu,
        heropentermijn_dagen=instellingen.waarde("heropentermijn_dagen"),
    )


def _nieuw(
    eenheid: Eenheid, inwoner: Inwoner, gemeente: str, contactregime: str, vervolg_op: Dossier | None
) -> Dossier:
    nu, regio_id = eenheid.nu, eenheid.actor.regio_id
    namen = dict(regio.gemeenten().values_list("pk", "naam"))
    keuze = _kies_gemeente(inwoner, gemeente, set(namen))
    gekozen = _kies_regisseur(eenheid, keuze, namen[keuze])
    regisseur = regie.vergrendel_medewerker(gekozen.gebruiker)  # type: ignore[arg-type]
    team = regio.team_van(regisseur, "casusregisseur")
    herkomst = vervolg_op.herkomst_gemeente_id if vervolg_op else keuze
    letters = LETTERS.get(eenheid.actor.regio_code, eenheid.actor.regio_code[:3].upper())
    dossier = Dossier(
        regio_id=regio_id,
        nummer=volgend_nummer(f"{letters}-{nu.year}", 5),
        inwoner=inwoner,
        verantwoordelijke_gemeente_id=keuze,
        casusregisseur=regisseur,
        regieteam=team,
        regie_voorlopig=str(gekozen.regie_voorlopig),
        herkomst_gemeente_id=herkomst,
        herkomst_contact=regie.contactteam(herkomst),
        contactregime=contactregime,
        geopend_op=nu,
        vervolg_op=vervolg_op,
    )
    _open_perioden(dossier, nu, {})
    dossier.save(force_insert=True)
    if team is not None:
        regie.betrek(dossier, team, "casusregie", nu)
    if dossier.herkomst_contact_id != (team.pk if team else None):
        regie.betrek(dossier, dossier.herkomst_contact, "herkomst", nu)
    _eerste_taak(eenheid, dossier, gekozen, regisseur, team)
    gaten.raak([dossier.pk], "G-03", "G-11")
    return dossier


def _open_perioden(dossier: Dossier, nu: datetime, vorige: Mapping[str, Regieperiode]) -> None:
    """Both periods are there before the dossier is: the database refuses a dossier without them."""
    gemeenschappelijk = {
        "regio_id": dossier.regio_id,
        "dossier_id": dossier.pk,
        "van": nu,
        "grond": "opening",
    }
    Regieperiode.objects.bulk_create(
        [
            Regieperiode(
                rol="casusregie",
                medewerker=dossier.casusregisseur,
                vorige=vorige.get("casusregie"),
                **gemeenschappelijk,
            ),
            Regieperiode(
                rol="verantwoordelijke_gemeente",
                gemeente_id=dossier.verantwoordelijke_gemeente_id,
                vorige=vorige.get("verantwoordelijke_gemeente"),
                **gemeenschappelijk,
            ),
        ]
    )


def _kies_gemeente(inwoner: Inwoner, aanmelding: str, in_regio: set[str]) -> str:
    adressen = {adres.soort: adres.gemeente_id for adres in inwoner.adressen.filter(tot__isnull=True)}
    keuze = regels.kies_gemeente(
        brp=adressen.get("woonadres"),
        verblijf=adressen.get("verblijf") or adressen.get("opvang"),
        aanmelding=aanmelding,
        adres_geheim=inwoner.adres_afgeschermd,
        gemeenten_van_regio=in_regio,
    )
    if keuze.gemeente not in in_regio:
        raise Weigering("gemeente-buiten-regio", _("Kies een gemeente van deze regio."), "UR-12", status=400)
    return str(keuze.gemeente)


def _kies_regisseur(eenheid: Eenheid, gemeente: str, naam: str) -> Regisseurkeuze:
    opener = None
    if eenheid.actor.medewerker_id and eenheid.actor.rol == "casusregisseur":
        medewerker = Medewerker.objects.get(pk=eenheid.actor.medewerker_id)
        opener = regie.kandidaat(medewerker)
    vangnetten = [] if opener and opener.heeft_rol else regie.vangnetten()
    keuze = regels.kies_regisseur(
        opener, vangnetten=vangnetten, gemeente=gemeente, gemeente_naam=naam, nu=eenheid.nu
    )
    if isinstance(keuze, Weigering):
        raise keuze
    return keuze


def _eerste_taak(
    eenheid: Eenheid, dossier: Dossier, keuze: Regisseurkeuze, regisseur: Medewerker, team: Team | None
) -> None:
    if keuze.regie_voorlopig is RegieVoorlopig.OPENING and keuze.verdelen_uiterlijk:
        taken.maak_taak(
            actor=eenheid.actor,
            titel=_("Regie verdelen"),
            soort="verdelen",
            dossier=dossier,
            eigenaar_team=team,
            eigenaar_medewerker=None if team else regisseur,
            uiterlijk=eod(keuze.verdelen_uiterlijk),
        )
    taken.maak_taak(
        actor=eenheid.actor,
        titel=_("Eerste contact met de inwoner"),
        soort="eerste_contact",
        dossier=dossier,
        eigenaar_medewerker=regisseur,
        uiterlijk=eod(add_days(eenheid.nu, EERSTE_CONTACT_DAGEN)),
    )


def _heropen(eenheid: Eenheid, dossier: Dossier, aanleiding: str) -> Dossier:
    """Open the closed dossier again; a regisseur who left is replaced by the vangnet."""
    regisseur = regie.vergrendel_medewerker(dossier.casusregisseur_id) if dossier.casusregisseur_id else None
    gekozen = Regisseurkeuze(regisseur.pk, RegieVoorlopig.NEE) if regisseur else None
    if regisseur is None or not regie.kandidaat(regisseur).heeft_rol:
        gekozen = _kies_regisseur(
            eenheid, str(dossier.verantwoordelijke_gemeente_id), str(dossier.verantwoordelijke_gemeente)
        )
        regisseur = regie.vergrendel_medewerker(gekozen.gebruiker)  # type: ignore[arg-type]
    assert gekozen is not None
    dossier.casusregisseur, dossier.regieteam = regisseur, regio.team_van(regisseur, "casusregisseur")
    dossier.regie_voorlopig = str(gekozen.regie_voorlopig)
    eerder = Regieperiode.objects.filter(dossier_id=dossier.pk, volgende__isnull=True)
    _open_perioden(dossier, eenheid.nu, {periode.rol: periode for periode in eerder})
    dossier.heropen()
    dossier.versie += 1
    dossier.save()
    if dossier.regieteam:
        regie.betrek(dossier, dossier.regieteam, "casusregie", eenheid.nu)
    _eerste_taak(eenheid, dossier, gekozen, regisseur, dossier.regieteam)
    regie.werk_gaten_bij(dossier)
    record(
        "dossier.dossier_heropend",
        object=object_naam("dossier", dossier.pk),
        dossier=dossier.pk,
        betrokkene=dossier.inwoner.sleutel_id,
        gegevens={"aanleiding": aanleiding},
    )
    return dossier
