"""UW-25, UW-26: no end without a choice of what follows, and an owner who accepted it (W66)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sluitend.dossier import actions as dossieracties
from sluitend.dossier import gaten
from sluitend.dossier.actions.regie import niet_gevonden
from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.regio.instellingen import waarde
from sluitend.regio.models import Team
from sluitend.wvggz import policy
from sluitend.wvggz.models import Maatregel, NazorgKeuze, WvggzTraject
from sluitend.wvggz.rules import nazorg as regels

OPEN = (NazorgKeuze.Staat.OPEN, NazorgKeuze.Staat.GEKOZEN)
TAAK = "nazorg_kiezen"


def staat_open(onderwerp: str) -> bool:
    """Whether the choice about this end still waits."""
    return NazorgKeuze.objects.filter(onderwerp=onderwerp, staat=NazorgKeuze.Staat.OPEN).exists()


def open_keuze(
    *,
    actor: Actor,
    traject: WvggzTraject,
    onderwerp: str,
    einde: str,
    maatregel: Maatregel | None = None,
    uiterlijk: datetime | None = None,
) -> NazorgKeuze:
    """Ask the regisseur what follows; in the same transaction as the end, or at the start of a maatregel."""
    nu = huidig().nu
    if uiterlijk is None:
        dag = kalender.werkdag_na(kalender.wettelijke_dag(nu), waarde("nazorg_werkdagen"))
        uiterlijk = kalender.einde_dag(dag)
    dossier = traject.traject.dossier
    keuze = NazorgKeuze.objects.create(
        regio_id=actor.regio_id,
        traject=traject,
        dossier=dossier,
        maatregel=maatregel,
        bron_einde=einde,
        onderwerp=onderwerp,
        uiterlijk=uiterlijk,
        geopend_op=nu,
    )
    dossieracties.maak_taak(
        actor=actor,
        titel="Nazorg kiezen",
        soort=TAAK,
        uiterlijk=uiterlijk,
        dossier=dossier,
        eigenaar_medewerker=dossier.casusregisseur,
        onderwerp=f"nazorg_keuze:{keuze.pk}",
    )
    return keuze


def _vind(actor: Actor, keuze_id: UUID, handeling: str) -> NazorgKeuze:
    rijen = NazorgKeuze.objects.filter(pk=keuze_id)
    if not actor.is_systeem and not policy.NAZORG.zichtbaar(rijen, actor).exists():
        raise niet_gevonden("deze keuze")
    keuze = (
        rijen.select_for_update(of=("self",)).select_related("dossier__inwoner", "traject", "maatregel").get()
    )
    policy.NAZORG.eis(actor, handeling, keuze)
    return keuze


def kies_nazorg(
    *, actor: Actor, keuze_id: UUID, keuzes: Sequence[str], reden: str = "", team: Team | None = None
) -> NazorgKeuze:
    """Choose what follows and who takes it up. None at all needs a reason and stays in view (UW-26)."""
    if weigering := regels.mag_kiezen(tuple(keuzes), reden):
        raise weigering
    geen = "geen" in keuzes
    if not geen and team is None:
        tekst = _("Kies wie de nazorg oppakt.")
        raise OngeldigeInvoer("eigenaar-ontbreekt", tekst, "UW-26", fouten={"team": tekst})
    with schrijven(actor) as eenheid:
        keuze = _vind(actor, keuze_id, "besluiten")
        if keuze.staat != NazorgKeuze.Staat.OPEN:
            raise Weigering("al-gekozen", _("Over deze nazorg is al gekozen."), "UW-26")
        keuze.keuze, keuze.reden = list(keuzes), reden
        keuze.staat = NazorgKeuze.Staat.GEEN if geen else NazorgKeuze.Staat.GEKOZEN
        keuze.eigenaar_team = None if geen else team
        keuze.gekozen_door_id, keuze.gekozen_op = actor.medewerker_id, eenheid.nu
        keuze.versie += 1
        keuze.save()
        onderwerp = f"nazorg_keuze:{keuze.pk}"
        dossieracties.rond_taken_van_af(actor=actor, onderwerp=onderwerp, soort=TAAK, resultaat="gekozen")
        if geen:
            _vul_vervolg(keuze, eenheid.nu)
        else:
            dossieracties.maak_taak(
                actor=actor,
                titel="Nazorg aanvaarden",
                soort="nazorg_aanvaarden",
                uiterlijk=keuze.uiterlijk,
                dossier=keuze.dossier,
                eigenaar_team=team,
                onderwerp=onderwerp,
            )
        _meld(keuze, "nazorg_gekozen", keuze="_".join(keuzes)[:64])
        return keuze


def aanvaard_nazorg(*, actor: Actor, keuze_id: UUID) -> NazorgKeuze:
    """The owner takes it up; from now on the end has its follow-up (G-14)."""
    with schrijven(actor) as eenheid:
        keuze = _vind(actor, keuze_id, "aanvaarden")
        keuze.staat = NazorgKeuze.Staat.AANVAARD
        keuze.aanvaard_door_id, keuze.aanvaard_op = actor.medewerker_id, eenheid.nu
        keuze.versie += 1
        keuze.save()
        dossieracties.rond_taken_van_af(
            actor=actor, onderwerp=f"nazorg_keuze:{keuze.pk}", resultaat="aanvaard"
        )
        _vul_vervolg(keuze, eenheid.nu)
        _meld(keuze, "nazorg_aanvaard")
        return keuze


def verhuis_naar(opvolger: Maatregel, voorganger: Maatregel, nu: datetime) -> None:
    """A maatregel that is followed by another takes its open choice along, and has its own follow-up by that (W66)."""
    NazorgKeuze.objects.filter(maatregel=voorganger, staat__in=OPEN).update(
        maatregel=opvolger, onderwerp=opvolger.naam
    )
    voorganger.vervolg_op = nu


def _vul_vervolg(keuze: NazorgKeuze, nu: datetime) -> None:
    if keuze.maatregel is not None:
        keuze.maatregel.vervolg_op = nu
        keuze.maatregel.save(update_fields=["vervolg_op"])
        gaten.raak([keuze.maatregel.pk], "G-14")


def _meld(rij: NazorgKeuze, soort: str, /, **gegevens: object) -> None:
    record(
        f"wvggz.{soort}",
        object=rij.onderwerp,
        betrokkene=rij.dossier.inwoner.sleutel_id,
        dossier=rij.dossier_id,
        gegevens={"einde": rij.bron_einde, **gegevens},
    )
