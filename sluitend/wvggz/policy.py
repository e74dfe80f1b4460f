"""Who may see and do what in the Wvggz tasks: the scopes of the matrix on an onderzoek, a procedure, a maatregel.

Compartment wvggz; the medical statement is medisch. A condition is judged where its facts are: `plaats_nu` and
`tweede_factor` in the signing itself, because they hold for that one press only (UW-16).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sluitend.dossier.models import Betrokkenheid, Vervanging
from sluitend.dossier.policy import vervangt_nu
from sluitend.platform.actor import Actor
from sluitend.platform.rechten import Beleid
from sluitend.regio.models import Team
from sluitend.wvggz.models import VerkennendOnderzoek

Vertaling = Callable[[Actor], Q | bool]


def gemeenten_van(actor: Actor) -> Q:
    """Gemeenten in which the actor acts: that of the own organisation, and those of the own teams."""
    teams = Team.gemeenten.through.objects.filter(team_id__in=actor.team_ids).values("gemeente_id")
    return Q(gemeente__in=actor.gemeente_ids) | Q(gemeente__in=teams)


def _scopes(pad_dossier: str, *, onderzoeker: str = "", team: str = "") -> Mapping[str, Vertaling]:
    """The scopes on a row that reaches its dossier by `pad_dossier` and has a `gemeente`."""

    def toegewezen(actor: Actor) -> Q | bool:
        if actor.medewerker_id is None:
            return False
        namens = Vervanging.objects.filter(vervangt_nu(actor)).values("voor_id")
        velden = [f"{pad_dossier}casusregisseur", *([onderzoeker] if onderzoeker else [])]
        q = Q(**{f"{pad_dossier}procesregisseur": actor.medewerker_id})
        for veld in velden:
            q |= Q(**{veld: actor.medewerker_id}) | Q(**{f"{veld}__in": namens})
        if "teamleider" in actor.functies and team and actor.team_ids:
            q |= Q(**{f"{team}__in": actor.team_ids})
        return q

    def van_team(actor: Actor) -> Q | bool:
        return Q(**{f"{team}__in": actor.team_ids}) if team and actor.team_ids else False

    def betrokken(actor: Actor) -> Q | bool:
        q = Q(pk__in=[])
        if actor.medewerker_id is not None:
            q = Q(**{f"{pad_dossier}casusregisseur": actor.medewerker_id}) | Q(
                **{f"{pad_dossier}procesregisseur": actor.medewerker_id}
            )
        if actor.organisatie_id is None:
            return q
        rijen = Betrokkenheid.objects.filter(
            dossier=OuterRef(pad_dossier.removesuffix("__")),
            organisatie=actor.organisatie_id,
            tot__isnull=True,
        )
        return q | Q(Exists(rijen))

    return {
        "toegewezen": toegewezen,
        "team": van_team,
        "betrokken": betrokken,
        "gemeente": gemeenten_van,
        "regio": lambda actor: True,
    }


def dossiers_in_onderzoek(actor: Actor) -> QuerySet[Any]:
    """The dossiers of the onderzoeken that this actor does: assigned for as long as these are open."""
    rijen = VerkennendOnderzoek.objects.filter(onderzoeker=actor.medewerker_id)
    return rijen.exclude(staat__in=["gesloten", "gestopt"]).values("traject__traject__dossier_id")


_VO = _scopes("traject__traject__dossier__", onderzoeker="onderzoeker", team="team")
VO = Beleid(
    "verkennend_onderzoek",
    "wvggz",
    reikwijdten=_VO,
    voorwaarden={"open": lambda actor: Q(staat="lopend"), "mandaat": lambda actor: True},
)
_CRISIS = _scopes("traject__traject__dossier__")
_ONDERWERP: Mapping[str, Vertaling] = {
    # The subject of the crisismaatregel of this gemeente: the procedure is, or was, in it.
    "cm_onderwerp": lambda actor: True,
    "open": lambda actor: ~Q(staat="afgesloten"),
    "mandaat": lambda actor: True,
    "plaats_nu": lambda actor: True,
    "tweede_factor": lambda actor: True,
    "concept": lambda actor: Q(staat__in=["gestart", "verklaring", "gehoord"]),
    "machtiging": lambda actor: True,
    "ontvangerslijst": lambda actor: True,
}
CRISIS = Beleid("crisisprocedure", "wvggz", reikwijdten=_CRISIS, voorwaarden=_ONDERWERP)
ONDERTEKENEN = Beleid("cm_besluit", "wvggz", reikwijdten=_CRISIS, voorwaarden=_ONDERWERP)
HOREN = Beleid("hoorverslag", "wvggz", reikwijdten=_CRISIS, voorwaarden=_ONDERWERP)
MAATREGEL = Beleid(
    "maatregel",
    "wvggz",
    reikwijdten=_scopes("dossier__"),
    voorwaarden={"open": lambda actor: Q(beeindigd_op__isnull=True), "cm_onderwerp": lambda actor: True},
)
NAZORG = Beleid(
    "nazorg_keuze",
    "wvggz",
    reikwijdten={
        **{naam: q for naam, q in _scopes("dossier__").items() if naam != "gemeente"},
        "organisatie": lambda actor: (
            Q(eigenaar_team__organisatie=actor.organisatie_id) if actor.organisatie_id else False
        ),
    },
    voorwaarden={
        "open": lambda actor: Q(staat="open"),
        "overdracht_open": lambda actor: Q(staat="gekozen"),
    },
)
AANVRAAG = Beleid(
    "aanvraag_zm",
    "wvggz",
    reikwijdten=_scopes(
        "traject__traject__dossier__", onderzoeker="onderzoek__onderzoeker", team="onderzoek__team"
    ),
    voorwaarden={"open": lambda actor: ~Q(staat="gesloten"), "mandaat": lambda actor: True},
)

__all__ = [
    "AANVRAAG",
    "CRISIS",
    "HOREN",
    "MAATREGEL",
    "NAZORG",
    "ONDERTEKENEN",
    "VO",
    "dossiers_in_onderzoek",
    "gemeenten_van",
]
