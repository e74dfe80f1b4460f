"""Who may see and do what with a melding: the scopes of the matrix as queries, one place for list and detail.

The melder stands behind a lock of its own: only the meldpunt and the onderzoeker Wvggz to whom it was routed see
who reported (UV-02). Meldingen of the police are an object kind of their own (recht:V10).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sluitend.dossier.models import Betrokkenheid, Vervanging
from sluitend.dossier.policy import vervangt_nu
from sluitend.meldpunt.models import Melding
from sluitend.platform.actor import PUBLIEK, Actor
from sluitend.platform.rechten import Beleid, rechten

Vertaling = Callable[[Actor], Q | bool]

MELDPUNT = "meldpuntmedewerker"
POLITIE = Q(kanaal="politie")
# A melding that was closed still opens the person to the meldpunt for this long (30, melding_open).
NA_SLUITEN = timedelta(hours=24)


def meldingscopes(pad: str = "") -> Mapping[str, Vertaling]:
    """The scopes of chapter 30 2B on a model that reaches its melding by `pad` (`melding__`)."""

    def organisatie(actor: Actor) -> Q | bool:
        """The region has one meldpunt; any other organisation reaches what it brought in itself."""
        if actor.rol == MELDPUNT:
            return True
        return Q(**{f"{pad}bron_organisatie": actor.organisatie_id}) if actor.organisatie_id else False

    def team(actor: Actor) -> Q | bool:
        return Q(**{f"{pad}team__in": actor.team_ids}) if actor.team_ids else False

    def toegewezen(actor: Actor) -> Q | bool:
        if actor.medewerker_id is None:
            return False
        namens = Vervanging.objects.filter(vervangt_nu(actor)).values("voor_id")
        q = Q(pk__in=[])
        for veld in ("eigenaar", "dossier__casusregisseur"):
            q |= Q(**{f"{pad}{veld}": actor.medewerker_id}) | Q(**{f"{pad}{veld}__in": namens})
        q |= Q(**{f"{pad}dossier__procesregisseur": actor.medewerker_id})
        if "teamleider" in actor.functies and actor.team_ids:
            q |= Q(**{f"{pad}team__in": actor.team_ids})
        return q

    def betrokken(actor: Actor) -> Q | bool:
        if actor.organisatie_id is None:
            return False
        q = Q(
            Exists(
                Betrokkenheid.objects.filter(
                    dossier=OuterRef(f"{pad}dossier"), organisatie=actor.organisatie_id, tot__isnull=True
                )
            )
        )
        return q | Q(**{f"{pad}team__in": actor.team_ids}) if actor.team_ids else q

    return {
        "organisatie": organisatie,
        "team": team,
        "toegewezen": toegewezen,
        "betrokken": betrokken,
        "regio": lambda actor: True,
        "publiek": lambda actor: actor.rol == PUBLIEK,
    }


def _voorwaarden(pad: str = "", *, ook_gesloten: bool = False) -> Mapping[str, Vertaling]:
    def naar_mijn_team(actor: Actor) -> Q | bool:
        """Triage sends the receiving team the text and the signals: a standing provision (30 5B)."""
        return Q(**{f"{pad}team__in": actor.team_ids}) if actor.team_ids else False

    return {
        "open": lambda actor: True if ook_gesloten else ~Q(**{f"{pad}staat": "gesloten"}),
        "bron_eigen": lambda actor: (
            Q(**{f"{pad}bron_organisatie": actor.organisatie_id}) if actor.organisatie_id else False
        ),
        "deelbesluit": naar_mijn_team,
        "webformulier": lambda actor: actor.rol == PUBLIEK,
        "import": lambda actor: True,
    }


MELDING = Beleid("melding", "oggz", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden())
MELDING_POLITIE = Beleid(
    "melding_politie", "politie", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden()
)
# Reopening is the one act on a closed melding (10 §3).
MELDING_HEROPENEN = Beleid(
    "melding", "oggz", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden(ook_gesloten=True)
)
# Judged on the melding itself.
MELDER = Beleid("melder", "slot", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden())
TRIAGE = Beleid("triage", "oggz", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden())
TERUGKOPPELING = Beleid("terugkoppeling", "oggz", reikwijdten=meldingscopes(), voorwaarden=_voorwaarden())

# Tables are configuration: everybody of the matrix reads them, the maker never fixes an own one (UM-23).
TRIAGETABEL = Beleid(
    "triagetabel",
    reikwijdten={"regio": lambda actor: True, "organisatie": lambda actor: actor.rol == MELDPUNT},
    voorwaarden={
        "concept": lambda actor: Q(staat__in=["concept", "gecontroleerd"]),
        "niet_zelf": lambda actor: ~Q(opgesteld_door=actor.medewerker_id),
        # The first of the two is the maker: fixing is the second signature.
        "vier_ogen": lambda actor: ~Q(opgesteld_door=actor.medewerker_id),
    },
)

# Roles that work with the figures of the meldpunt; the others may read them and find them from the monitor.
STUURT = (MELDPUNT, "functioneel_beheerder", "programmamanager", "beleidsmedewerker", "bestuurder")
# Protected figures of the region, for every signed-in role that the matrix gives them to (22 §5.4, MO-3).
INDICATOR = Beleid(
    "indicator",
    reikwijdten={naam: lambda actor: True for naam in ("regio", "organisatie", "gemeente")},
    voorwaarden={"drempel=regio": lambda actor: True, "zonder_persoon": lambda actor: True},
)


def zichtbaar(actor: Actor) -> QuerySet[Melding]:
    """The meldingen that exist for this actor: list, detail, count, search and API use this and nothing else."""
    rijen = Melding.objects.exclude(staat=Melding.Staat.CONCEPT)
    if actor.is_systeem:
        return rijen
    gewoon, politie = MELDING.visible_to(actor), MELDING_POLITIE.visible_to(actor)
    if gewoon == Q() and politie == Q():
        return rijen
    q = Q(pk__in=[])
    if gewoon is not None:
        eigen = _eigen_inbreng(actor)
        q |= gewoon & (~POLITIE | eigen if eigen is not None else ~POLITIE)
    if politie is not None:
        q |= politie & POLITIE
    return rijen.filter(q)


def _eigen_inbreng(actor: Actor) -> Q | None:
    """What my organisation sent in stays mine to follow, also when it is the police (30, melder_eigen)."""
    return Q(bron_organisatie=actor.organisatie_id) if actor.organisatie_id else None


def alleen_eigen_inbreng(actor: Actor) -> bool:
    """A partner follows its own meldingen: number, state, terugkoppeling, and what it wrote itself (UM-03)."""
    rijen = rechten(actor.rol, "melding", "zien")
    return bool(rijen) and all(rij.masker == "melder_eigen" for rij in rijen)


def ziet_melder(actor: Actor, melding: Melding) -> bool:
    """Whether this actor may know who reported (UV-02); a partner knows what it wrote itself."""
    if actor.is_systeem:
        return True
    q = MELDER.visible_to(actor)
    if q is None:
        return melding.bron_organisatie_id is not None and melding.bron_organisatie_id == actor.organisatie_id
    return q == Q() or melding.team_id in actor.team_ids


def ziet_hele_melding(actor: Actor, melding: Melding) -> bool:
    """Whether more than number, state and terugkoppeling is visible (mask `kop` and `melder_eigen` show less)."""
    if actor.is_systeem or actor.rol == MELDPUNT:
        return True
    if melding.team_id in actor.team_ids or melding.eigenaar_id == actor.medewerker_id:
        return True
    rijen = rechten(actor.rol, "melding", "zien")
    if not any(rij.masker in ("vol", "vol_zonder_melder") for rij in rijen):
        return False
    q = meldingscopes()["toegewezen"](actor)
    return isinstance(q, Q) and Melding.objects.filter(q, pk=melding.pk).exists()


def open_melding(actor: Actor) -> QuerySet[Melding]:
    """Meldingen that lie with the actor's organisation and are open, or closed less than a day ago."""
    rijen = Melding.objects.filter(
        Q(staat__in=Melding.OPEN) | Q(gesloten_op__gt=timezone.now() - NA_SLUITEN), inwoner__isnull=False
    )
    if actor.rol == MELDPUNT:
        return rijen
    if actor.organisatie_id is None:
        return rijen.none()
    return rijen.filter(team__organisatie=actor.organisatie_id)


def inwoners_met_open_melding(actor: Actor) -> Q:
    """`melding_open` for residents."""
    return Q(pk__in=open_melding(actor).values("inwoner_id"))


def dossiers_met_open_melding(actor: Actor, pad: str) -> Q:
    """`melding_open` for what hangs on a dossier; `pad` leads to the dossier."""
    return Q(**{f"{pad}inwoner__in": open_melding(actor).values("inwoner_id")})


__all__ = [
    "INDICATOR",
    "MELDER",
    "MELDING",
    "MELDING_HEROPENEN",
    "MELDING_POLITIE",
    "STUURT",
    "TERUGKOPPELING",
    "TRIAGE",
    "TRIAGETABEL",
    "alleen_eigen_inbreng",
    "dossiers_met_open_melding",
    "inwoners_met_open_melding",
    "meldingscopes",
    "zichtbaar",
    "ziet_hele_melding",
    "ziet_melder",
]
