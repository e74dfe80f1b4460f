"""UR-38 and UR-17: contact sought or had. Only being spoken to or seen counts as contact (G-03)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sluitend.dossier import gaten, policy
from sluitend.dossier.actions.regie import voor_daad
from sluitend.dossier.models import Contact, Dossier, Overdracht, Taak
from sluitend.dossier.rules.tijd import local_day
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record

TERUG_DAGEN = 30
SPELING = timedelta(minutes=5)


def leg_contact_vast(
    *,
    actor: Actor,
    dossier_id: UUID,
    met: str,
    wijze: str,
    resultaat: str,
    gebeurd_op: datetime,
    notitie: str = "",
    minuten: int | None = None,
) -> Contact:
    """Log contact, at most 30 days back (UR-54). The first success after an overdracht completes it (UR-17)."""
    with schrijven(actor) as eenheid:
        dossier = voor_daad(actor, dossier_id)
        policy.OP_DOSSIER["contact"].eis(actor, "aanmaken", dossier)
        gebeurd_op = _controleer_moment(gebeurd_op, eenheid.nu)
        contact = Contact.objects.create(
            regio_id=actor.regio_id,
            dossier=dossier,
            met=met,
            wijze=wijze,
            resultaat=resultaat,
            gebeurd_op=gebeurd_op,
            geregistreerd_op=eenheid.nu,
            door_id=actor.medewerker_id,
            notitie=notitie,
            minuten=minuten,
        )
        gelukt = met == Contact.Met.INWONER and resultaat in Contact.GELUKT
        record(
            "dossier.contact_gelegd" if gelukt else "dossier.contactpoging_gedaan",
            object=object_naam("contact", contact.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
            gebeurd_op=gebeurd_op,
            actie="C",
            gegevens={"met": met, "wijze": wijze, "resultaat": resultaat},
        )
        if gelukt:
            if dossier.laatste_contact_op is None or gebeurd_op > dossier.laatste_contact_op:
                dossier.laatste_contact_op = gebeurd_op
                dossier.save(update_fields=["laatste_contact_op"])
            _rond_overdracht_af(eenheid, dossier, gebeurd_op)
        gaten.raak([dossier.pk], "G-03")
        return contact


def _controleer_moment(gebeurd_op: datetime, nu: datetime) -> datetime:
    if gebeurd_op > nu + SPELING:
        raise OngeldigeInvoer(
            "datum-toekomst",
            _("Datum ligt in de toekomst."),
            "UR-38",
            fouten={"gebeurd_op": _("Datum ligt in de toekomst.")},
        )
    vroegst: date = local_day(nu) - timedelta(days=TERUG_DAGEN)
    if local_day(gebeurd_op) < vroegst:
        tekst = _("Een contact kan tot {n} dagen terug worden vastgelegd.", n=TERUG_DAGEN)
        raise OngeldigeInvoer("datum-te-oud", tekst, "UR-54", fouten={"gebeurd_op": tekst})
    return min(gebeurd_op, nu)


def _rond_overdracht_af(eenheid: Eenheid, dossier: Dossier, contact_op: datetime) -> None:
    """The receiver spoke with the resident: the aftercare of the sender ends."""
    wacht = Overdracht.objects.select_for_update().filter(
        dossier=dossier, status="aanvaard", beantwoord_op__lte=contact_op
    )
    for overdracht in wacht:
        overdracht.rond_af(contact_op)
        overdracht.save()
        record(
            "dossier.overdracht_afgerond",
            object=object_naam("overdracht", overdracht.pk),
            dossier=dossier.pk,
            betrokkene=dossier.inwoner.sleutel_id,
        )
    for taak in Taak.objects.filter(dossier=dossier, soort="eerste_contact", status__in=Taak.OPENSTAAND):
        taak.rond_af(eenheid.nu, "gesproken")
        taak.save()
