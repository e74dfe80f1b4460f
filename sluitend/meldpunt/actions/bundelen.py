"""UM-08: meldingen about one event are handled as one, and each melder still hears about the own melding."""

from collections.abc import Sequence
from uuid import UUID

from sluitend.dossier import actions as dossieracties
from sluitend.kern.fouten import Weigering
from sluitend.meldpunt import bronnen, instellingen, policy, queries
from sluitend.meldpunt.actions.opvolgen import naar_terugkoppeling
from sluitend.meldpunt.actions.triage import bewaar, bied_aan, werk_gaten_bij
from sluitend.meldpunt.models import Bundel, Melding, Triage, Uitkomst
from sluitend.meldpunt.queries import bundels
from sluitend.meldpunt.rules import bundelen as regels
from sluitend.meldpunt.rules import klassen
from sluitend.meldpunt.rules.triagetabel import STANDAARD_NAAM, STANDAARD_VERSIE
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, Gebeurd, ontvanger, schrijven
from sluitend.platform.gebeurtenissen import record

Staat = Melding.Staat
VOLGORDE = (Staat.NIEUW, Staat.GETRIAGEERD, Staat.AANGEBODEN, Staat.OPGEPAKT, Staat.AFGEHANDELD)
VELDEN = (
    "staat", "urgentie", "route", "nevenroutes", "team", "eigenaar", "getriageerd_op", "deadline_oppakken", "deadline",
    "opgepakt_op", "advies_urgentie", "advies_route", "advies_voorlopig", "dossier", "misrouted",
)  # fmt: skip


def bundel_meldingen(
    *, actor: Actor, melding_id: UUID | str, met: Sequence[UUID | str], reden: str = "zelfde_gebeurtenis"
) -> Melding:
    """Handle these meldingen as one event; returns the one that leads. Each keeps its melder and its closing.

    Refused when a more urgent one would follow, when one is in another bundle, or when the leader is closed.
    """
    with schrijven(actor) as eenheid:
        rijen = [queries.voor_daad(actor, pk) for pk in dict.fromkeys(str(pk) for pk in (melding_id, *met))]
        for rij in rijen:
            policy.MELDING.eis(actor, "toewijzen", rij)
        leiders = list(
            Bundel.objects.filter(leidend__in=[rij.pk for rij in rijen]).values_list("leidend_id", flat=True)
        )
        leden = {str(rij.pk): bundels.als_lid(rij, leiders) for rij in rijen}
        gekozen = regels.kies_leidend(list(leden.values()))
        leidend = next(rij for rij in rijen if str(rij.pk) == gekozen.sleutel)
        volgers = [rij for rij in rijen if rij.pk != leidend.pk]
        if weigering := regels.mag_bundelen(gekozen, [leden[str(rij.pk)] for rij in volgers]):
            raise weigering
        bundel = Bundel.objects.filter(leidend=leidend).first() or Bundel.objects.create(
            regio_id=leidend.regio_id,
            leidend=leidend,
            reden=reden[:40],
            door_id=actor.medewerker_id,
            op=eenheid.nu,
        )
        for rij in rijen:
            if rij.bundel_id != bundel.pk:
                rij.bundel = bundel
                bewaar(rij, "bundel")
        for rij in volgers:
            _volg(eenheid, leidend, rij)
            _meld(rij, "meldingen_gebundeld", bundel=bundel.pk, leidend=leidend.pk)
        return leidend


def maak_los(*, actor: Actor, melding_id: UUID | str) -> Melding:
    """Take a melding out of its bundle: from now on it goes its own way, from where the bundle was."""
    with schrijven(actor) as eenheid:
        rij = queries.voor_daad(actor, melding_id)
        policy.MELDING.eis(actor, "toewijzen", rij)
        if rij.bundel_id is None:
            raise Weigering("niet-gebundeld", "Deze melding hoort niet bij een bundel.", "UM-08")
        bundel = Bundel.objects.select_related("leidend").get(pk=rij.bundel_id)
        if bundel.leidend_id == rij.pk:
            raise Weigering(
                "leidt-de-bundel", "Deze melding gaat voor. Haal eerst de andere uit de bundel.", "UM-08"
            )
        rij.bundel = None
        bewaar(rij, "bundel")
        _meld(rij, "bundel_gesplitst", bundel=bundel.pk)
        _eigen_stap(eenheid, rij)
        leidend = bundel.leidend
        if not Melding.objects.filter(bundel=bundel).exclude(pk=leidend.pk).exists():
            leidend.bundel = None
            bewaar(leidend, "bundel")
            bundel.delete()
        return rij


def _meld(rij: Melding, soort: str, **gegevens: object) -> None:
    record(
        f"meldpunt.{soort}",
        object=bronnen.naam(rij.pk),
        betrokkene=rij.betrokkene_pseudoniem,
        dossier=rij.dossier_id,
        gegevens=gegevens,
    )


def _eigen_stap(eenheid: Eenheid, rij: Melding) -> None:
    """A task of its own for where it stands: following, it had none (Z-04)."""
    if rij.staat == Staat.NIEUW:
        from sluitend.meldpunt.actions.opvolgen import zet_op_lijst

        zet_op_lijst(actor=eenheid.actor, melding_ids=[rij.pk])
    elif rij.staat in (Staat.GETRIAGEERD, Staat.AANGEBODEN):
        bied_aan(eenheid, rij)
    elif rij.staat == Staat.OPGEPAKT and rij.eigenaar:
        dossieracties.maak_taak(
            actor=eenheid.actor,
            titel=f"Melding {rij.nummer}: leg vast wat er is gedaan",
            soort="uitkomst",
            uiterlijk=rij.deadline,
            eigenaar_medewerker=rij.eigenaar,
            onderwerp=bronnen.naam(rij.pk),
        )
    werk_gaten_bij(rij)


# --- following ------------------------------------------------------------------------------------------------


def volg_mee(eenheid: Eenheid, gebeurd: Gebeurd) -> None:
    """Something happened to a melding: those that follow it go with it, in the same transaction."""
    pk = UUID(gebeurd.object.removeprefix("melding:"))
    leidend = (
        Melding.objects.select_related("inwoner", "team", "eigenaar")
        .filter(leidt__isnull=False, pk=pk)
        .first()
    )
    if leidend is not None:
        for rij in bundels.volgers_van(leidend):
            _volg(eenheid, leidend, rij)


for _soort in (
    "melding_getrieerd", "melding_gerouteerd", "melding_opgepakt", "melding_teruggegeven", "melding_doorgestuurd",
    "doorsturen_geweigerd", "doorsturen_bevestigd", "melding_afgehandeld",
):  # fmt: skip
    ontvanger(f"meldpunt.{_soort}")(volg_mee)


def _volg(eenheid: Eenheid, leidend: Melding, rij: Melding) -> None:
    """Bring one follower to where the leader stands. Doing it twice changes nothing; what was finished stays so."""
    if rij.staat not in regels.VOLGT:
        return
    onderwerp, stond = bronnen.naam(rij.pk), rij.staat
    _neem_triage_over(eenheid, leidend, rij)
    if not _verzet(eenheid, leidend, rij):
        return
    _neem_velden_over(leidend, rij)
    bewaar(rij, *VELDEN)
    rij.aanbiedingen.filter(antwoord="").update(antwoord="vervallen", op=eenheid.nu)
    for soort in ("triage", "oppakken", "uitkomst"):
        dossieracties.rond_taken_van_af(
            actor=eenheid.actor, onderwerp=onderwerp, soort=soort, resultaat="volgt een andere melding"
        )
    if rij.staat == Staat.AFGEHANDELD:
        _neem_uitkomst_over(eenheid, leidend, rij)
    if stond != rij.staat:
        _meld(rij, _woord(rij.staat), bundel=rij.bundel_id, leidend=leidend.pk)
    werk_gaten_bij(rij)


def _woord(staat: str) -> str:
    return {
        Staat.NIEUW: "melding_teruggegeven",
        Staat.OPGEPAKT: "melding_opgepakt",
        Staat.DOORGESTUURD: "melding_doorgestuurd",
        Staat.AFGEHANDELD: "melding_afgehandeld",
    }.get(Staat(staat), "melding_gerouteerd")


def _neem_triage_over(eenheid: Eenheid, leidend: Melding, rij: Melding) -> None:
    """The person who triaged the leader triaged its followers: own input, own advice, the same choice (Z-06, Z-09)."""
    keuze = leidend.triages.order_by("-volgnr").first()
    eigen = rij.triages.order_by("-volgnr").first()
    if keuze is None or (eigen is not None and eigen.op >= keuze.op):
        return
    invoer = queries.bevroren_invoer(rij)
    advies, rangen = queries.adviseer(invoer), instellingen.klassen()
    if weigering := regels.mag_volgen(
        nummer=rij.nummer or "",
        rang_advies=rangen[advies.urgentie].rang if advies else 0,
        rang_gekozen=rangen[keuze.gekozen_urgentie].rang,
        toelichting=keuze.afwijking_tekst,
    ):
        raise weigering
    Triage.objects.create(
        regio_id=rij.regio_id, melding=rij, volgnr=eigen.volgnr + 1 if eigen else 1,
        tabel=advies.tabel if advies else STANDAARD_NAAM, tabel_versie=advies.versie if advies else STANDAARD_VERSIE,
        invoer=invoer, advies_urgentie=advies.urgentie if advies else "", advies_route=advies.route if advies else "",
        geraakt=list(advies.geraakt) if advies else [], ontbrak=list(advies.ontbreekt) if advies else [],
        gekozen_urgentie=keuze.gekozen_urgentie, gekozen_route=keuze.gekozen_route, nevenroutes=keuze.nevenroutes,
        aard_voor=rij.aard, aard_na=rij.aard, afwijking_code=keuze.afwijking_code,
        afwijking_tekst=keuze.afwijking_tekst, aanleiding="bundel", door=keuze.door, op=eenheid.nu,
    )  # fmt: skip
    rij.getriageerd_op = rij.getriageerd_op or eenheid.nu
    if advies:
        rij.advies_urgentie, rij.advies_route = advies.urgentie, advies.route
        rij.advies_voorlopig = advies.voorlopig
    _meld(
        rij,
        "melding_getrieerd",
        urgentie=keuze.gekozen_urgentie,
        route=keuze.gekozen_route,
        advies=advies.urgentie if advies else None,
        bundel=rij.bundel_id,
    )


def _verzet(eenheid: Eenheid, leidend: Melding, rij: Melding) -> bool:
    """Move the follower by the allowed steps; False when the leader waits for its own first triage."""
    doel = Staat(leidend.staat)
    if rij.getriageerd_op is None:
        return doel == Staat.NIEUW and rij.staat == Staat.NIEUW
    if doel == Staat.DOORGESTUURD:
        if rij.staat != Staat.DOORGESTUURD:
            rij.stuur_door()
        return True
    if rij.staat == Staat.DOORGESTUURD:
        if doel == Staat.AFGEHANDELD:
            rij.handel_af()
            return True
        rij.doorsturen_geweigerd()
    if doel not in VOLGORDE:
        return True
    if VOLGORDE.index(doel) < VOLGORDE.index(Staat(rij.staat)):
        rij.geef_terug()
        rij.misrouted += doel == Staat.NIEUW
    stappen = {
        Staat.NIEUW: rij.trieer,
        Staat.GETRIAGEERD: rij.bied_aan,
        Staat.AANGEBODEN: rij.pak_op,
        Staat.OPGEPAKT: rij.handel_af,
    }
    rij.urgentie, rij.route = leidend.urgentie, leidend.route
    while VOLGORDE.index(Staat(rij.staat)) < VOLGORDE.index(doel):
        stappen[Staat(rij.staat)]()
    return True


def _neem_velden_over(leidend: Melding, rij: Melding) -> None:
    rij.team, rij.eigenaar, rij.opgepakt_op = leidend.team, leidend.eigenaar, leidend.opgepakt_op
    if leidend.urgentie and rij.getriageerd_op:
        rij.urgentie, rij.route, rij.nevenroutes = leidend.urgentie, leidend.route, leidend.nevenroutes
        # A term that was missed stays missed: the earliest of the two counts.
        einden = [rij.deadline_oppakken, leidend.deadline_oppakken]
        rij.deadline_oppakken = min(
            (e for e in einden if e is not None), default=None
        ) or klassen.norm_oppakken(rij.getriageerd_op, instellingen.klassen()[rij.urgentie])
        rij.deadline = rij.deadline_oppakken if rij.staat == Staat.AANGEBODEN else leidend.deadline
    if leidend.dossier_id and leidend.inwoner_id == rij.inwoner_id:
        rij.dossier = leidend.dossier


def _neem_uitkomst_over(eenheid: Eenheid, leidend: Melding, rij: Melding) -> None:
    """One event, one outcome; the terugkoppeling stays with each melder (UM-17)."""
    uitkomst = leidend.uitkomsten.order_by("-op").first()
    if uitkomst is not None:
        Uitkomst.objects.create(
            regio_id=rij.regio_id, melding=rij, soort=uitkomst.soort, reden=uitkomst.reden,
            toelichting=f"Zie {leidend.nummer}", vermijdbaar=uitkomst.vermijdbaar, door=uitkomst.door, op=eenheid.nu,
        )  # fmt: skip
    rij.betrokkene_geinformeerd = leidend.betrokkene_geinformeerd
    rij.betrokkene_niet_reden = leidend.betrokkene_niet_reden
    naar_terugkoppeling(eenheid, rij)


__all__ = ["bundel_meldingen", "maak_los"]
