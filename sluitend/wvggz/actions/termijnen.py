"""Clocks: begun with their arithmetic, met by an act, watched each minute (Z-05, 11 §5.1)."""

from collections.abc import Mapping
from datetime import date, datetime

from sluitend.dossier import actions as dossieracties
from sluitend.dossier.models import Dossier, Taak
from sluitend.kern import kalender, termijnen
from sluitend.kern.tekst import zin as _
from sluitend.kern.termijnen import Parameter, Parameterset, Termijn
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.regio.models import Gemeente, Medewerker, Team
from sluitend.wvggz.models import Klok, Termijnparameter

# What the owner of a clock reads on the worklist.
WERK: Mapping[str, str] = {
    "wvggz-verkennend-onderzoek": _("Verkennend onderzoek afronden"),
    "wvggz-naaste-handhaaft": _("Aanvraag verzenden: een naaste handhaaft de melding"),
    "wvggz-ovj-beslissing": _("Beslissing van de officier navragen"),
    "wvggz-eigen-plan": _("Eigen plan van aanpak: hulp bieden en indienen"),
    "wvggz-zm-beslissing": _("Beslissing van de rechter navragen"),
    "wvggz-tvz": _("Beslissen over de crisismaatregel"),
    "wvggz-cm-geldigheid": _("Voortzetting of einde van de crisismaatregel vastleggen"),
    "wvggz-cm-advocaat": _("Advocaat regelen"),
    "wvggz-cm-uitvoering": _("Crisismaatregel uitvoeren"),
    "wvggz-mvc-beslissing": _("Beslissing op de voortzetting vastleggen"),
}
SLOTALARM = 3


def parameters() -> Parameterset:
    """The packaged parameters with the rows of the region laid over them; unsigned rows do not count (UW-29)."""
    rijen = Termijnparameter.objects.filter(getekend_door__isnull=False).select_related("getekend_door")
    basis = termijnen.standaard()
    return basis.met(
        Parameter(
            code=rij.code,
            waarde=f"{rij.waarde.normalize():f}",
            eenheid=(oud := basis.op(rij.code, rij.geldig_van)).eenheid,
            artikel=oud.artikel,
            zekerheid=rij.zekerheid,
            bron=rij.bron,
            geldig_van=rij.geldig_van,
            geldig_tot=rij.geldig_tot,
            getekend_door=rij.jurist or rij.getekend_door.naam,
            versie=str(rij.pk)[:8],
        )
        for rij in rijen.order_by("geldig_van", "id")
    )


def bereken(regel: str, start: date | datetime, **invoer: object) -> Termijn:
    """A term with the parameters of the running unit's region."""
    return termijnen.bereken(regel, start, parameters=parameters(), **invoer)


def begin(
    termijn: Termijn,
    onderwerp: str,
    *,
    actor: Actor,
    dossier: Dossier,
    gemeente: Gemeente | None = None,
    medewerker: Medewerker | None = None,
    team: Team | None = None,
) -> Klok:
    """Let a computed term run for a subject, with a task for who must act. A new start of the same rule replaces the old."""
    verval(onderwerp, termijn.regel, actor=actor, reden="opnieuw berekend")
    veilig = termijn.extra.get("veilig_einde")
    uiterst = termijn.extra.get("uiterste_einde")
    einde = termijn.verstreken_vanaf if not isinstance(veilig, date) else kalender.einde_dag(veilig)
    alarmen = [moment.isoformat() for moment in termijn.alarmen()]
    klok = Klok.objects.create(
        regio_id=actor.regio_id,
        regel=termijn.regel,
        onderwerp=onderwerp,
        gemeente=gemeente,
        begint_op=termijn.start_moment,
        eindigt_op=einde,
        laatste_dag=None if isinstance(termijn.einde, datetime) else (veilig or termijn.einde),
        uiterst_op=kalender.einde_dag(uiterst) if isinstance(uiterst, date) else None,
        alarmen=alarmen,
        alarm_op=datetime.fromisoformat(alarmen[0]) if alarmen else None,
        eigenaar_medewerker=None if team else medewerker,
        eigenaar_team=team,
        berekening=termijn.als_json(),
    )
    if titel := WERK.get(termijn.regel):
        dossieracties.maak_taak(
            actor=actor,
            titel=titel,
            soort=termijn.regel,
            uiterlijk=einde,
            dossier=dossier,
            eigenaar_medewerker=klok.eigenaar_medewerker,
            eigenaar_team=team,
            onderwerp=onderwerp,
            prioriteit=1,
        )
    return klok


def voldoe(onderwerp: str, regel: str, op: datetime, *, actor: Actor, uitleg: str = "") -> Klok | None:
    """The act was done at `op`; late or not, the clock keeps both and the task closes (W44). None without a clock."""
    klok = (
        Klok.objects.select_for_update()
        .filter(onderwerp=onderwerp, regel=regel, voldaan_op__isnull=True, vervallen_op__isnull=True)
        .first()
    )
    if klok is None:
        return None
    klok.voldaan_op, klok.alarm_op = op, None
    klok.uitleg = uitleg or klok.uitleg
    klok.save(update_fields=["voldaan_op", "alarm_op", "uitleg"])
    dossieracties.rond_taken_van_af(actor=actor, onderwerp=onderwerp, soort=regel, resultaat="gedaan")
    if klok.overschreden(op):
        record(
            "wvggz.termijn_overschreden",
            object=onderwerp,
            gebeurd_op=op,
            gegevens={"regel": regel},
        )
    return klok


def verval(onderwerp: str, regel: str = "", *, actor: Actor, reden: str = "niet meer nodig") -> None:
    """The clocks of a subject end without their act: it was stopped, replaced, or started anew."""
    rijen = Klok.objects.filter(onderwerp=onderwerp, voldaan_op__isnull=True, vervallen_op__isnull=True)
    if regel:
        rijen = rijen.filter(regel=regel)
    regels = list(rijen.values_list("regel", flat=True))
    if not regels:
        return
    rijen.update(vervallen_op=huidig().nu, alarm_op=None)
    for soort in regels:
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=onderwerp, soort=soort, resultaat=reden)


def alarmeer(*, actor: Actor) -> int:
    """Give every alarm whose minute has come: the task rises, and near the end the teamleider hears too. Idempotent."""
    with schrijven(actor, stil=True) as eenheid:
        te_doen = (
            Klok.objects.select_for_update()
            .filter(alarm_op__lte=eenheid.nu, voldaan_op__isnull=True, vervallen_op__isnull=True)
            .order_by("alarm_op", "id")
        )
        aantal = 0
        for klok in te_doen:
            gegeven = sum(1 for op in klok.alarmen if datetime.fromisoformat(op) <= eenheid.nu)
            rest = klok.alarmen[gegeven:]
            klok.alarm_op = datetime.fromisoformat(rest[0]) if rest else None
            klok.save(update_fields=["alarm_op"])
            Taak.objects.filter(
                onderwerp=klok.onderwerp, soort=klok.regel, status__in=Taak.OPENSTAAND
            ).update(prioriteit=min(3, gegeven))
            record(
                "wvggz.alarm_gegeven",
                object=klok.onderwerp,
                gegevens={"regel": klok.regel, "deel": gegeven, "slot": gegeven >= SLOTALARM},
            )
            aantal += 1
        return aantal


__all__ = ["alarmeer", "begin", "bereken", "parameters", "verval", "voldoe"]
