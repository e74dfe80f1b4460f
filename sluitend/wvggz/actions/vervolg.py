"""UW-20 to UW-23: what a crisismaatregel obliges to. Late is recorded and explained; it never touches the decision (W44)."""

from datetime import datetime
from uuid import UUID

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven
from sluitend.wvggz.actions import termijnen
from sluitend.wvggz.actions.crisis import eis_verleden, meld, vergrendel
from sluitend.wvggz.models import Afschrift, Crisisprocedure, Vervolghandeling

REGELS = {"advocaat": "wvggz-cm-advocaat", "uitvoering": "wvggz-cm-uitvoering"}
GEBEURTENIS = {
    "advocaat": "advocaat_geregeld",
    "uitvoering": "crisismaatregel_uitgevoerd",
    "pvp": "pvp_gegevens_verzonden",
    "afschriften": "afschriften_verzonden",
}


def _vind(rij: Crisisprocedure, soort: str) -> Vervolghandeling:
    handeling = Vervolghandeling.objects.select_for_update().filter(procedure=rij, soort=soort).first()
    if handeling is None:
        raise Weigering("geen-maatregel", _("Er is geen crisismaatregel genomen."), "UW-20")
    return handeling


def doe(
    *,
    actor: Actor,
    procedure_id: UUID,
    soort: str,
    op: datetime,
    wie: str = "",
    antwoord: str = "",
    uitleg: str = "",
) -> Vervolghandeling:
    """A lawyer was arranged, or the care began: by whom and when (W43, W48)."""
    if soort not in REGELS:
        raise OngeldigeInvoer("invoer-ongeldig", _("Deze stap is er niet."), "UW-20")
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        handeling = _vind(rij, soort)
        if handeling.gedaan_op is not None:
            raise Weigering("al-gedaan", _("Dit is al vastgelegd."), "UW-20")
        eis_verleden(op, eenheid.nu, "op")
        handeling.wie, handeling.antwoord, handeling.uitleg = wie, antwoord, uitleg
        handeling.gedaan_op, handeling.geregistreerd_op = op, eenheid.nu
        handeling.save()
        termijnen.voldoe(handeling.naam, REGELS[soort], op, actor=actor, uitleg=uitleg)
        meld(rij, GEBEURTENIS[soort])
        _sluit_als_klaar(rij, eenheid.nu)
        return handeling


def verzend_afschriften(
    *, actor: Actor, procedure_id: UUID, ontvangers: list[str], op: datetime, wijze: str
) -> list[str]:
    """Copies went to these receivers; returns who still waits (W45)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        eis_verleden(op, eenheid.nu, "op")
        Afschrift.objects.filter(procedure=rij, ontvanger__in=ontvangers, verzonden_op__isnull=True).update(
            verzonden_op=op, wijze=wijze
        )
        wacht = list(
            Afschrift.objects.filter(procedure=rij, verzonden_op__isnull=True).values_list(
                "ontvanger", flat=True
            )
        )
        meld(rij, "afschrift_verzonden", nog=len(wacht))
        if not wacht:
            handeling = _vind(rij, "afschriften")
            handeling.gedaan_op, handeling.geregistreerd_op = op, eenheid.nu
            handeling.save()
            _sluit_als_klaar(rij, eenheid.nu)
        return wacht


def vraag_pvp(*, actor: Actor, procedure_id: UUID, antwoord: str, op: datetime) -> Vervolghandeling:
    """Whether the resident agrees that name, place and phone go to the patiëntenvertrouwenspersoon (W46)."""
    if antwoord not in ("ja", "nee"):
        raise OngeldigeInvoer("invoer-ongeldig", _("Kies ja of nee."), "UW-22", fouten={"antwoord": "Kies."})
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        handeling = _vind(rij, "pvp")
        eis_verleden(op, eenheid.nu, "op")
        handeling.antwoord, handeling.gevraagd_op, handeling.geregistreerd_op = antwoord, op, eenheid.nu
        if antwoord == "nee":
            handeling.gedaan_op = op
        handeling.save()
        meld(rij, "pvp_gevraagd", antwoord=antwoord)
        if antwoord == "nee":
            _sluit_als_klaar(rij, eenheid.nu)
        return handeling


def verzend_pvp(*, actor: Actor, procedure_id: UUID, op: datetime) -> Vervolghandeling:
    """Send the three details; without consent nothing goes (UW-22)."""
    with schrijven(actor) as eenheid:
        rij = vergrendel(actor, procedure_id)
        handeling = _vind(rij, "pvp")
        if handeling.antwoord != "ja" or handeling.gevraagd_op is None:
            raise Weigering(
                "geen-toestemming",
                _("Zonder toestemming gaat niets naar de patiëntenvertrouwenspersoon."),
                "W46",
            )
        eis_verleden(op, eenheid.nu, "op")
        handeling.gedaan_op = op
        handeling.save()
        meld(rij, GEBEURTENIS["pvp"])
        _sluit_als_klaar(rij, eenheid.nu)
        return handeling


def _sluit_als_klaar(rij: Crisisprocedure, nu: datetime) -> None:
    if (
        rij.staat == Crisisprocedure.Staat.IN_UITVOERING
        and not rij.vervolg.filter(gedaan_op__isnull=True).exists()
    ):
        rij.sluit(nu)
        rij.versie += 1
        rij.save()
        meld(rij, "crisis_afgesloten")
