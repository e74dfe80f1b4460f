"""The worklist of verkennende onderzoeken and the page of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.dossier.models import Contact
from sluitend.kern import kalender
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen
from sluitend.platform.keyset import Blad, pagineer
from sluitend.wvggz import policy
from sluitend.wvggz.actions.onderzoek import REGEL, stand_van
from sluitend.wvggz.models import (
    AanvraagZm,
    Bevinding,
    Klok,
    NazorgKeuze,
    VerkennendOnderzoek,
    VoBesluit,
    VoMelding,
)
from sluitend.wvggz.rules import onderzoek as regels

TABS: Mapping[str, tuple[str, ...]] = {
    "lopend": ("lopend",),
    "terug": ("afgerond",),
    "gesloten": ("teruggekoppeld", "gesloten", "gestopt"),
}
PER_BLADZIJDE = 25


def _met_klok(lijst: Sequence[Any]) -> None:
    """Give each row the end of its term; one query for the whole page."""
    einden = dict(
        Klok.objects.filter(
            onderwerp__in=[rij.naam for rij in lijst], regel=REGEL, vervallen_op__isnull=True
        ).values_list("onderwerp", "eindigt_op")
    )
    for rij in lijst:
        rij.eindigt_op = einden.get(rij.naam)


def onderzoeken(actor: Actor, tab: str = "lopend", cursor: str | None = None) -> Blad:
    """One page of onderzoeken within the actor's reach, the earliest received first."""
    rijen = (
        policy.VO.zichtbaar(VerkennendOnderzoek.objects.all(), actor)
        .filter(staat__in=TABS.get(tab, TABS["lopend"]))
        .select_related("inwoner", "gemeente", "onderzoeker", "traject__traject__dossier")
    )
    velden = ["-ontvangen_op", "-id"] if tab == "gesloten" else ["ontvangen_op", "id"]
    blad = pagineer(rijen, velden, cursor, PER_BLADZIJDE)
    _met_klok(blad.rijen)
    for rij in blad.rijen:
        gelezen(
            rij.naam,
            rij.inwoner.sleutel_id,
            ("naam", "sleutel", "status"),
            gevoeligheid="wvggz",
            gebeurtenis="wvggz.onderzoeken_gelezen",
        )
    return blad


def loopt_voor(melding_id: UUID) -> bool:
    """Whether the onderzoek after this melding still runs: then the melding does not close (Z-06)."""
    return VoMelding.objects.filter(melding=melding_id, onderzoek__staat="lopend").exists()


@dataclass(frozen=True)
class Onderzoekblad:
    """One onderzoek as its page shows it."""

    onderzoek: VerkennendOnderzoek
    klok: Klok | None
    spoor: Sequence[Mapping[str, object]]
    nog_nodig: tuple[str, ...]
    nadelen: Sequence[Bevinding]
    vrijwillig: Sequence[Bevinding]
    criteria: Sequence[tuple[str, str, Bevinding | None]]
    contacten: Sequence[Contact]
    bronnen: Sequence[Any]
    meldingen: Sequence[VoMelding]
    besluit: VoBesluit | None
    aanvragen: Sequence[AanvraagZm]
    klokken: Mapping[str, Klok]
    nazorg: Sequence[NazorgKeuze]
    mag: Mapping[str, bool]


def onderzoekblad(actor: Actor, onderzoek_id: UUID) -> Onderzoekblad:
    """One onderzoek with all that was found; 404 when it does not exist for this actor."""
    rij = (
        policy.VO.zichtbaar(VerkennendOnderzoek.objects.filter(pk=onderzoek_id), actor)
        .select_related("inwoner", "gemeente", "onderzoeker", "team", "traject__traject__dossier")
        .first()
    )
    if rij is None:
        raise niet_gevonden("dit onderzoek")
    nu = huidig().nu
    bevindingen = list(rij.bevindingen.filter(vervangen_op__isnull=True).select_related("door"))
    aanvragen = list(rij.aanvragen.all())
    namen = [rij.naam, *(a.naam for a in aanvragen)]
    lopend = Klok.objects.filter(onderwerp__in=namen, vervallen_op__isnull=True).order_by("id")
    klokken = {f"{k.onderwerp}|{k.regel}": k for k in lopend}
    klok = klokken.get(f"{rij.naam}|{REGEL}")
    gelezen(
        rij.naam,
        rij.inwoner.sleutel_id,
        ("naam", "sleutel", "status", "wvggz"),
        gevoeligheid="wvggz",
        gebeurtenis="wvggz.onderzoek_gelezen",
    )
    op_criterium = {b.code: b for b in bevindingen if b.soort == "criterium"}
    open_ = rij.staat == VerkennendOnderzoek.Staat.LOPEND
    return Onderzoekblad(
        onderzoek=rij,
        klok=klok,
        spoor=regels.dagenspoor(
            kalender.wettelijke_dag(rij.ontvangen_op),
            (klok.laatste_dag if klok else None) or kalender.wettelijke_dag(rij.ontvangen_op) + timedelta(14),
            kalender.wettelijke_dag(nu),
        ),
        nog_nodig=regels.nog_nodig(stand_van(rij)) if open_ else (),
        nadelen=[b for b in bevindingen if b.soort in ("nadeel", "geen_nadeel")],
        vrijwillig=[b for b in bevindingen if b.soort == "vrijwillig"],
        criteria=[(code, zin, op_criterium.get(code)) for code, zin in regels.CRITERIA.items()],
        contacten=list(
            Contact.objects.filter(
                dossier=rij.traject.traject.dossier_id, met="inwoner", gebeurd_op__gte=rij.ontvangen_op
            ).order_by("gebeurd_op")
        ),
        bronnen=list(rij.bronnen.order_by("op")),
        meldingen=list(rij.meldingen.order_by("ontvangen_op")),
        besluit=rij.besluiten.filter(volgende__isnull=True).select_related("besloten_door").first(),
        aanvragen=aanvragen,
        klokken=klokken,
        nazorg=list(NazorgKeuze.objects.filter(onderwerp=rij.naam)),
        mag={
            "wijzigen": open_ and policy.VO.mag(actor, "wijzigen", rij),
            "besluiten": open_ and policy.VO.mag(actor, "besluiten", rij),
            "terugkoppelen": rij.staat == "afgerond"
            and (rij.onderzoeker_id == actor.medewerker_id or "teamleider" in actor.functies),
        },
    )


__all__ = ["TABS", "Onderzoekblad", "loopt_voor", "onderzoekblad", "onderzoeken"]
