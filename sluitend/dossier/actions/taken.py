"""UR-49, UR-50 and trajecten: nothing open without a next step, an owner and a date (Z-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sluitend.dossier import policy
from sluitend.dossier.actions.regie import niet_gevonden, vergrendel
from sluitend.dossier.models import EENMAAL_OPEN, Dossier, Taak, Traject
from sluitend.dossier.rules import taak as regels
from sluitend.dossier.rules.tijd import eod, local_day
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.kern.uuid7 import uuid7
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.platform.gebeurtenissen import object_naam, record
from sluitend.regio.models import Medewerker, Team

# After an offer was declined or lapsed: the sender offers anew or keeps (UR-15); both team leaders hear of a lapse.
TERUG, TEAMLEIDER = "overdracht_terug", "teamleider"


@dataclass(frozen=True, slots=True)
class Stap:
    """A next step as it was filled in: what, before the end of which day, by whom."""

    titel: str
    uiterlijk: date
    eigenaar_medewerker: Medewerker | None = None
    eigenaar_team: Team | None = None


def maak_taak(
    *,
    actor: Actor,
    titel: str,
    soort: str,
    uiterlijk: datetime,
    dossier: Dossier | None = None,
    traject: Traject | None = None,
    eigenaar_medewerker: Medewerker | None = None,
    eigenaar_team: Team | None = None,
    onderwerp: str = "",
    prioriteit: int = 0,
    herkomst: str = "systeem",
    id: UUID | None = None,
    traject_id: UUID | None = None,
) -> Taak:
    """A task with exactly one owner and an instant before which it is due. Raises `OngeldigeInvoer` without them."""
    if (eigenaar_medewerker is None) == (eigenaar_team is None):
        raise OngeldigeInvoer(
            "taak-onvolledig",
            _("Kies één eigenaar: een collega of een team."),
            "Z-04",
            fouten={"eigenaar": _("Kies één eigenaar: een collega of een team.")},
        )
    with schrijven(actor) as eenheid:
        extra = {"id": id} if id else {}
        return Taak.objects.create(
            regio_id=actor.regio_id,
            titel=str(titel),
            soort=soort,
            uiterlijk=uiterlijk,
            dossier=dossier,
            traject_id=traject_id or (traject.pk if traject else None),
            eigenaar_medewerker=eigenaar_medewerker,
            eigenaar_team=eigenaar_team,
            eigenaar_sinds=eenheid.nu,
            onderwerp=onderwerp,
            prioriteit=prioriteit,
            herkomst=herkomst,
            aangemaakt_op=eenheid.nu,
            **extra,
        )


def plan_taak(*, actor: Actor, dossier_id: UUID, stap: Stap, prioriteit: int = 0) -> Taak:
    """A task by hand on a dossier; its owner is somebody who still works here (UR-49)."""
    with schrijven(actor):
        dossier = (
            policy.DOSSIER.zichtbaar(Dossier.objects.select_related("inwoner"), actor)
            .filter(pk=dossier_id)
            .first()
        )
        if dossier is None:
            raise niet_gevonden("dit dossier")
        policy.OP_DOSSIER["taak"].eis(actor, "aanmaken", dossier)
        if dossier.status == Dossier.Status.GESLOTEN:
            raise Weigering("dossier-gesloten", _("Dit dossier is gesloten."), "UR-49")
        eis_actief(stap.eigenaar_medewerker)
        taak = maak_taak(
            actor=actor,
            titel=stap.titel,
            soort="taak",
            uiterlijk=eod(stap.uiterlijk),
            dossier=dossier,
            eigenaar_medewerker=stap.eigenaar_medewerker,
            eigenaar_team=stap.eigenaar_team,
            prioriteit=prioriteit,
            herkomst="hand",
        )
        _meld(taak, "dossier.taak_gemaakt")
        return taak


def eis_actief(medewerker: Medewerker | None) -> None:
    """Refuse an owner who has left meanwhile; the row is locked, so that nobody leaves in between."""
    if medewerker is None:
        return
    nu = Medewerker.objects.select_for_update().filter(pk=medewerker.pk).first()
    if nu is None or nu.status != Medewerker.Status.ACTIEF:
        tekst = _("Deze collega werkt hier niet meer. Kies een ander.")
        raise OngeldigeInvoer(
            "collega-niet-actief", tekst, "UR-49", fouten={"naar": tekst, "eigenaar": tekst}
        )


def _mijn(actor: Actor, taak_id: UUID, handeling: str = "wijzigen") -> Taak:
    """The task, locked and allowed; 404 when it does not exist for this actor."""
    zichtbaar = policy.TAAK.zichtbaar(Taak.objects.all(), actor).filter(pk=taak_id)
    if not actor.is_systeem and not zichtbaar.exists():
        raise niet_gevonden("deze taak")
    taak = Taak.objects.select_for_update().get(pk=taak_id)
    policy.TAAK.eis(
        actor, handeling, taak, _("Deze taak is van een collega. Vraag die collega of de teamleider.")
    )
    return taak


def _feiten(taak: Taak) -> regels.Taak:
    return regels.Taak(
        taak.pk,
        status=taak.status,
        eigenaar_gebruiker=taak.eigenaar_medewerker_id,
        eigenaar_team=taak.eigenaar_team_id,
        vervaldatum=local_day(taak.uiterlijk),
        volgende_stap_van_open_traject=Traject.objects.filter(volgende_stap=taak, status="open").exists(),
    )


def rond_taak_af(*, actor: Actor, taak_id: UUID, resultaat: str = "", volgende: Stap | None = None) -> Taak:
    """Finish a task; the next step of a traject only together with the new one (Z-04)."""
    with schrijven(actor) as eenheid:
        taak = _mijn(actor, taak_id)
        nieuw = None
        if volgende is not None:
            nieuw = regels.Taak(
                uuid7(),
                eigenaar_gebruiker=volgende.eigenaar_medewerker.pk if volgende.eigenaar_medewerker else None,
                eigenaar_team=volgende.eigenaar_team.pk if volgende.eigenaar_team else None,
                vervaldatum=volgende.uiterlijk,
            )
        feiten = _feiten(taak)
        if weigering := regels.mag_afronden(feiten, resultaat=resultaat, nieuwe_stap=nieuw):
            raise weigering
        if feiten.volgende_stap_van_open_traject and volgende is not None:
            _verzet_stap(actor, taak.stap_van, volgende)
        taak.rond_af(eenheid.nu, resultaat)
        taak.versie += 1
        taak.save()
        if taak.soort == TERUG:
            rond_taken_van_af(
                actor=actor, dossier=taak.dossier, soort=TEAMLEIDER, resultaat="de zender houdt het dossier"
            )
        _meld(taak, "dossier.taak_gedaan")
        return taak


def _verzet_stap(actor: Actor, traject: Traject, stap: Stap) -> Taak:
    """Insert the new step, point to it; only then may the old one close."""
    taak = maak_taak(
        actor=actor,
        titel=stap.titel,
        soort="volgende_stap",
        uiterlijk=eod(stap.uiterlijk),
        dossier=traject.dossier,
        traject=traject,
        eigenaar_medewerker=stap.eigenaar_medewerker,
        eigenaar_team=stap.eigenaar_team,
        herkomst="hand",
    )
    traject.volgende_stap = taak
    traject.save(update_fields=["volgende_stap"])
    return taak


def _meld(taak: Taak, soort: str, **gegevens: object) -> None:
    betrokkene = taak.dossier.inwoner.sleutel_id if taak.dossier_id else None
    record(
        soort,
        object=object_naam("taak", taak.pk),
        dossier=taak.dossier_id,
        betrokkene=betrokkene,
        gegevens={"soort": taak.soort, **gegevens},
    )


def rond_taken_van_af(
    *,
    actor: Actor,
    onderwerp: str = "",
    dossier: Dossier | None = None,
    soort: str = "",
    resultaat: str = "",
) -> int:
    """Finish the open tasks about a subject (`melding:<id>`) or a dossier, because what they asked for has happened."""
    with schrijven(actor) as eenheid:
        rijen = Taak.objects.select_for_update().filter(status__in=Taak.OPENSTAAND)
        rijen = rijen.filter(dossier=dossier) if dossier else rijen.filter(onderwerp=onderwerp)
        if soort:
            rijen = rijen.filter(soort=soort)
        aantal = 0
        for taak in rijen:
            taak.rond_af(eenheid.nu, resultaat)
            taak.save()
            aantal += 1
        return aantal


def laat_taak_wachten(*, actor: Actor, taak_id: UUID, wacht_op: str, wacht_tot: date | None) -> Taak:
    """Put a task aside: on whom it waits and until which day."""
    with schrijven(actor) as eenheid:
        taak = _mijn(actor, taak_id)
        if weigering := regels.mag_wachten(
            _feiten(taak), wacht_op=wacht_op, wacht_tot=wacht_tot, vandaag=local_day(eenheid.nu)
        ):
            raise weigering
        taak.wacht(wacht_op, wacht_tot)
        taak.versie += 1
        taak.save()
        _meld(taak, "dossier.taak_wacht")
        return taak


def hervat_taak(*, actor: Actor, taak_id: UUID) -> Taak:
    """The waiting is over."""
    with schrijven(actor):
        taak = _mijn(actor, taak_id)
        if taak.status != Taak.Status.WACHT:
            raise Weigering("taak-wacht-niet", _("Deze taak wacht niet."), "UR-49")
        taak.hervat()
        taak.versie += 1
        taak.save()
        _meld(taak, "dossier.taak_hervat")
        return taak


def draag_taak_over(
    *, actor: Actor, taak_id: UUID, naar_medewerker: Medewerker | None = None, naar_team: Team | None = None
) -> Taak:
    """Hand a task to a colleague or a team; the time it is theirs starts anew."""
    if (naar_medewerker is None) == (naar_team is None):
        raise OngeldigeInvoer(
            "taak-onvolledig",
            _("Kies één eigenaar: een collega of een team."),
            "Z-04",
            fouten={"naar": _("Kies één eigenaar: een collega of een team.")},
        )
    with schrijven(actor) as eenheid:
        taak = _mijn(actor, taak_id, "toewijzen")
        if taak.status not in Taak.OPENSTAAND:
            raise Weigering("taak-al-klaar", _("Deze taak is al afgerond."), "UR-49")
        eis_actief(naar_medewerker)
        taak.eigenaar_medewerker, taak.eigenaar_team = naar_medewerker, naar_team
        taak.eigenaar_sinds = eenheid.nu
        taak.versie += 1
        taak.save()
        _meld(taak, "dossier.taak_overgenomen")
        return taak


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """What a bulk assignment did: per task that stayed behind the reason."""

    gedaan: int
    niet: dict[UUID, str]

    @property
    def verslag(self) -> str:
        return regels.bulk_verslag(self.gedaan + len(self.niet), len(self.niet))


def wijs_taken_toe(
    *, actor: Actor, taken: Sequence[tuple[UUID, int]], naar: Medewerker, reden: str
) -> Toewijzing:
    """Assign at most 200 tasks (id, version as seen); one changed meanwhile stays where it is (UR-50)."""
    if weigering := regels.mag_bulk_toewijzen(len(taken)):
        raise weigering
    if not reden.strip():
        raise OngeldigeInvoer(
            "reden-verplicht", _("Geef een reden."), "UR-50", fouten={"reden": _("Geef een reden.")}
        )
    niet: dict[UUID, str] = {}
    gedaan = 0
    with schrijven(actor) as eenheid:
        eis_actief(naar)
        mag = policy.TAAK.visible_to(actor, "toewijzen")
        toegestaan = (
            set(Taak.objects.filter(mag, pk__in=[pk for pk, _v in taken]).values_list("pk", flat=True))
            if mag is not None
            else set()
        )
        rijen = {
            taak.pk: taak
            for taak in Taak.objects.select_for_update().filter(pk__in=toegestaan).order_by("pk")
        }
        for pk, versie in taken:
            taak = rijen.get(pk)
            if taak is None:
                niet[pk] = "niet gevonden"
            elif taak.versie != versie or taak.status not in Taak.OPENSTAAND:
                niet[pk] = "intussen door een ander gewijzigd"
            else:
                taak.eigenaar_medewerker, taak.eigenaar_team, taak.eigenaar_sinds = naar, None, eenheid.nu
                taak.versie += 1
                gedaan += 1
                _meld(taak, "dossier.taken_toegewezen")
        Taak.objects.bulk_update(
            [rijen[pk] for pk, _v in taken if pk in rijen and pk not in niet],
            ["eigenaar_medewerker", "eigenaar_team", "eigenaar_sinds", "versie"],
        )
        return Toewijzing(gedaan, niet)


def open_traject(
    *,
    actor: Actor,
    dossier_id: UUID,
    soort: str,
    stap: Stap,
    eigenaar_medewerker: Medewerker | None = None,
    eigenaar_team: Team | None = None,
) -> Traject:
    """Open a line of work with its first step; without one it cannot exist (Z-04)."""
    with schrijven(actor) as eenheid:
        dossier = (
            policy.DOSSIER.zichtbaar(Dossier.objects.all(), actor).filter(pk=dossier_id).first()
            if not actor.is_systeem
            else Dossier.objects.get(pk=dossier_id)
        )
        if dossier is None:
            raise niet_gevonden("dit dossier")
        dossier = vergrendel(dossier.pk)
        policy.OP_DOSSIER["traject"].eis(actor, "aanmaken", dossier)
        if dossier.status == Dossier.Status.GESLOTEN:
            raise Weigering("dossier-gesloten", _("Dit dossier is gesloten."), "Z-04")
        lopend = Traject.objects.filter(dossier=dossier, soort=soort, status="open")
        if soort in EENMAAL_OPEN and lopend.exists():
            raise Weigering("traject-loopt-al", _("Dit traject loopt al in dit dossier."), "Z-04")
        traject_id = uuid7()
        taak = maak_taak(
            actor=actor,
            titel=stap.titel,
            soort="volgende_stap",
            uiterlijk=eod(stap.uiterlijk),
            dossier=dossier,
            traject_id=traject_id,
            eigenaar_medewerker=stap.eigenaar_medewerker,
            eigenaar_team=stap.eigenaar_team,
            herkomst="hand",
        )
        traject = Traject.objects.create(
            id=traject_id,
            regio_id=actor.regio_id,
            dossier=dossier,
            soort=soort,
            start=eenheid.nu,
            volgende_stap=taak,
            eigenaar_medewerker=eigenaar_medewerker or (None if eigenaar_team else stap.eigenaar_medewerker),
            eigenaar_team=eigenaar_team
            or (None if eigenaar_medewerker or stap.eigenaar_medewerker else stap.eigenaar_team),
        )
        record(
            "dossier.traject_geopend",
            object=object_naam("traject", traject.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
            gegevens={"soort": soort},
            actie="C",
        )
        return traject


def sluit_traject(
    *, actor: Actor, traject_id: UUID, reden: str, vervolg: Stap | None = None, geen_vervolg_reden: str = ""
) -> Traject:
    """End a traject with its reason and a follow-up task, or why there is none (W66)."""
    with schrijven(actor) as eenheid:
        if not policy.TRAJECT.zichtbaar(Traject.objects.all(), actor).filter(pk=traject_id).exists():
            raise niet_gevonden("dit traject")
        traject = Traject.objects.select_for_update().get(pk=traject_id)
        policy.TRAJECT.eis(actor, "besluiten", traject)
        vervolgtaak = None
        if vervolg is not None:
            vervolgtaak = regels.Taak(
                uuid7(),
                eigenaar_gebruiker=vervolg.eigenaar_medewerker.pk if vervolg.eigenaar_medewerker else None,
                eigenaar_team=vervolg.eigenaar_team.pk if vervolg.eigenaar_team else None,
                vervaldatum=vervolg.uiterlijk,
            )
        if weigering := regels.mag_traject_sluiten(
            regels.Trajectsluiting(reden, vervolgtaak=vervolgtaak, geen_vervolg_reden=geen_vervolg_reden)
        ):
            raise weigering
        stap = traject.volgende_stap
        traject.sluit(reden, eenheid.nu)
        traject.save()
        if stap is not None and stap.status in Taak.OPENSTAAND:
            stap.rond_af(eenheid.nu, reden)
            stap.save()
        if vervolg is not None:
            maak_taak(
                actor=actor,
                titel=vervolg.titel,
                soort="nazorg",
                uiterlijk=eod(vervolg.uiterlijk),
                dossier=traject.dossier,
                eigenaar_medewerker=vervolg.eigenaar_medewerker,
                eigenaar_team=vervolg.eigenaar_team,
                herkomst="hand",
            )
        record(
            "dossier.traject_gesloten",
            object=object_naam("traject", traject.pk),
            dossier=traject.dossier_id,
            betrokkene=traject.dossier.inwoner.sleutel_id,
            gegevens={"soort": traject.soort},
        )
        return traject
