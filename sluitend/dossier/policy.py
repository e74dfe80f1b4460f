"""Who may see and do what around a dossier: the scopes of the matrix as queries, one place for list and detail."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sluitend.dossier.models import Betrokkenheid, Dossier, Overdracht, Planactie, Vervanging
from sluitend.inwoners import policy as inwonerbeleid
from sluitend.platform.actor import Actor
from sluitend.platform.rechten import Beleid, klassen, rechten
from sluitend.regio.models import Roltoekenning

Vertaling = Callable[[Actor], Q | bool]
# Scopes that reach no further than what lies with a person or a team: a list finds it by its owners.
DICHTBIJ = frozenset({"toegewezen", "team", "eigen"})


def vandaag() -> date:
    """Today in the legal time zone."""
    return timezone.localdate()


def vervangt_nu(actor: Actor) -> Q:
    """Colleagues for whom the actor is the accepted vervanger today."""
    return Q(
        door=actor.medewerker_id, status=Vervanging.Status.AANVAARD, van__lte=vandaag(), tot__gte=vandaag()
    )


def teamleden(actor: Actor) -> QuerySet[Roltoekenning]:
    """Ids of the people in the actor's teams."""
    return Roltoekenning.objects.filter(team__in=actor.team_ids, tot__isnull=True).values("medewerker_id")


def dossierscopes(pad: str = "") -> Mapping[str, Vertaling]:
    """The scopes of chapter 30 2B on a model that reaches its dossier by `pad` (`dossier__`)."""

    def toegewezen(actor: Actor) -> Q | bool:
        if actor.medewerker_id is None:
            return False
        ik = Vervanging.objects.filter(vervangt_nu(actor)).values("voor_id")
        q = (
            Q(**{f"{pad}casusregisseur": actor.medewerker_id})
            | Q(**{f"{pad}procesregisseur": actor.medewerker_id})
            | Q(**{f"{pad}casusregisseur__in": ik})
        )
        if "teamleider" in actor.functies and actor.team_ids:
            q |= Q(**{f"{pad}regieteam__in": actor.team_ids})
        for bron in _toegewezen.get(actor.rol, ()):
            q |= Q(**{f"{pad.removesuffix('__') or 'pk'}__in": bron(actor)})
        return q

    def team(actor: Actor) -> Q | bool:
        return Q(**{f"{pad}regieteam__in": actor.team_ids}) if actor.team_ids else False

    def organisatie(actor: Actor) -> Q | bool:
        return (
            Q(**{f"{pad}casusregisseur__organisatie": actor.organisatie_id})
            if actor.organisatie_id
            else False
        )

    def betrokken(actor: Actor) -> Q | bool:
        if actor.organisatie_id is None:
            return False
        sleutel = "pk" if not pad else pad.removesuffix("__")
        return Q(
            Exists(
                Betrokkenheid.objects.filter(
                    dossier=OuterRef(sleutel), organisatie=actor.organisatie_id, tot__isnull=True
                )
            )
        )

    def gemeente(actor: Actor) -> Q | bool:
        if not actor.gemeente_ids:
            return False
        return Q(**{f"{pad}verantwoordelijke_gemeente__in": actor.gemeente_ids})

    return {
        "toegewezen": toegewezen,
        "team": team,
        "organisatie": organisatie,
        "betrokken": betrokken,
        "gemeente": gemeente,
        "regio": lambda actor: True,
    }


def _melding_open(pad: str) -> Vertaling:
    """A melding about this person lies with my organisation and is open; the meldpunt area says which."""
    return lambda actor: _melding_open_bron(actor, pad) if _melding_open_bron else False


_melding_open_bron: Callable[[Actor, str], Q] | None = None


def registreer_melding_open(functie: Callable[[Actor, str], Q]) -> None:
    """The meldpunt tells which dossiers have an open melding at the actor's organisation; `pad` leads to the dossier."""
    global _melding_open_bron
    _melding_open_bron = functie


_toegewezen: dict[str, list[Callable[[Actor], QuerySet[Any]]]] = {}


def registreer_toegewezen(rol: str, functie: Callable[[Actor], QuerySet[Any]]) -> None:
    """An area upstairs tells which dossiers are assigned to this role by work of its own: ids of dossiers."""
    _toegewezen.setdefault(rol, []).append(functie)


OPEN = ~Q(status="gesloten")
DOSSIER = Beleid(
    "dossier",
    reikwijdten=dossierscopes(),
    voorwaarden={"open": lambda actor: OPEN, "melding_open": _melding_open("")},
)


def _plandeelnemer(pad: str) -> Vertaling:
    def deelnemer(actor: Actor) -> Q | bool:
        if actor.organisatie_id is None:
            return False
        acties = Planactie.objects.filter(
            doel__plan__dossier=OuterRef(pad.removesuffix("__") or "pk"),
            doel__plan__status="actief",
            eigenaar_organisatie=actor.organisatie_id,
        )
        return Q(Exists(acties))

    return deelnemer


PLAN = Beleid(
    "plan",
    reikwijdten=dossierscopes("dossier__"),
    voorwaarden={
        "open": lambda actor: Q(status__in=["concept", "actief"]),
        "plandeelnemer": _plandeelnemer("dossier__"),
    },
)
CONTACT = Beleid("contact", compartiment="wmo", reikwijdten=dossierscopes("dossier__"))
TRAJECT = Beleid(
    "traject", reikwijdten=dossierscopes("dossier__"), voorwaarden={"open": lambda actor: Q(status="open")}
)
REGIEPERIODE = Beleid(
    "regieperiode",
    reikwijdten=dossierscopes("dossier__"),
    voorwaarden={"melding_open": _melding_open("dossier__")},
)
TIJDLIJN = Beleid("tijdlijn", reikwijdten=dossierscopes())
# May this actor write a contact, task or naaste on this dossier: judged on the dossier itself.
OP_DOSSIER = {
    naam: Beleid(
        naam,
        reikwijdten=dossierscopes(),
        voorwaarden={
            "melding_open": _melding_open(""),
            "open": lambda actor: OPEN,
            "plandeelnemer": _plandeelnemer(""),
        },
    )
    for naam in (
        "contact",
        "taak",
        "plan",
        "traject",
        "tijdlijn",
        "overdracht",
        "regieperiode",
        "naaste",
        "kaart",
    )
}


def _taak_mijn(actor: Actor) -> Q | bool:
    if actor.medewerker_id is None:
        return False
    namens = Vervanging.objects.filter(vervangt_nu(actor)).values("voor_id")
    q = Q(eigenaar_medewerker=actor.medewerker_id) | Q(eigenaar_medewerker__in=namens)
    return q | Q(eigenaar_team__in=actor.team_ids) if actor.team_ids else q


def _taak_team(actor: Actor) -> Q | bool:
    """Tasks of my team, and of colleagues in it when I lead it; my own too."""
    q = _taak_mijn(actor)
    if q is False or not actor.team_ids:
        return q
    if "teamleider" in actor.functies or "dienstleider" in actor.functies:
        q = q | Q(eigenaar_medewerker__in=teamleden(actor))
    return q | Q(dossier__regieteam__in=actor.team_ids)


TAAK = Beleid(
    "taak",
    reikwijdten={
        **dossierscopes("dossier__"),
        "toegewezen": _taak_mijn,
        "team": _taak_team,
        "eigen": _taak_mijn,
    },
    voorwaarden={"zonder_persoon": lambda actor: Q(dossier__isnull=True, onderwerp="")},
)


def _overdracht_eigen(actor: Actor) -> Q | bool:
    """Sent by me or for my team, or answered by me."""
    if actor.medewerker_id is None:
        return False
    q = Q(van_medewerker=actor.medewerker_id) | Q(beantwoord_door=actor.medewerker_id)
    return q | Q(van_team__in=actor.team_ids) if actor.team_ids else q


def _aan_team(actor: Actor) -> Q | bool:
    q = Q(naar_medewerker=actor.medewerker_id) if actor.medewerker_id else Q(pk__isnull=True)
    return q | Q(naar_team__in=actor.team_ids) if actor.team_ids else q


def _aan_organisatie(actor: Actor) -> Q | bool:
    if actor.organisatie_id is None:  # without one the query would mean: addressed to no organisation
        return False
    return Q(naar_team__organisatie=actor.organisatie_id) | Q(
        naar_medewerker__organisatie=actor.organisatie_id
    )


OVERDRACHT = Beleid(
    "overdracht",
    reikwijdten={
        **dossierscopes("dossier__"),
        "eigen": _overdracht_eigen,
        "team": _aan_team,
        "organisatie": _aan_organisatie,
        "gemeente": lambda actor: Q(naar_gemeente__in=actor.gemeente_ids) if actor.gemeente_ids else False,
    },
    voorwaarden={
        "open": lambda actor: Q(status__in=["concept", *Overdracht.WACHT]),
        "concept": lambda actor: Q(status="concept"),
        # The receiver keeps seeing that it was offered and how it ended: who answers second reads the first
        # outcome (12 §7). The mask shows the number and the state; whether it is still open is for the rule.
        "overdracht_open": lambda actor: ~Q(status="concept"),
    },
)


def _gat_mijn(actor: Actor) -> Q | bool:
    if actor.medewerker_id is None:
        return False
    q = Q(eigenaar_medewerker=actor.medewerker_id) | Q(dossier__casusregisseur=actor.medewerker_id)
    if "teamleider" in actor.functies and actor.team_ids:
        q |= Q(dossier__regieteam__in=actor.team_ids) | Q(eigenaar_team__in=actor.team_ids)
    return q


def _gat_team(actor: Actor) -> Q | bool:
    q = _gat_mijn(actor)
    return q | Q(eigenaar_team__in=actor.team_ids) if q is not False and actor.team_ids else q


GAT = Beleid(
    "gat",
    reikwijdten={**dossierscopes("dossier__"), "toegewezen": _gat_mijn, "team": _gat_team},
    # `zonder_persoon` roles get figures only; a list of gaps names dossiers, so the row grants them no list.
    voorwaarden={},
)
# Figures for the roles with `zonder_persoon`: counted within their reach, never listed.
GATCIJFERS = Beleid(
    "gat", reikwijdten=dossierscopes("dossier__"), voorwaarden={"zonder_persoon": lambda actor: True}
)
VERVANGING = Beleid(
    "vervanging",
    reikwijdten={
        "eigen": lambda actor: Q(voor=actor.medewerker_id) | Q(door=actor.medewerker_id),
        "team": lambda actor: Q(voor__in=teamleden(actor)) if actor.team_ids else False,
        "organisatie": lambda actor: Q(voor__organisatie=actor.organisatie_id),
        "regio": lambda actor: True,
    },
)


def rolklassen(beleid: Beleid, actor: Actor) -> frozenset[str]:
    """The classes that every row of this object shows to this role: what a list may print for each line."""
    delen = [
        klassen(frozenset({recht.masker or "vol"}), beleid.compartiment)
        for recht in rechten(actor.rol, beleid.object, "zien")
    ]
    return frozenset.intersection(*delen) if delen else frozenset()


def vertel_inwoners() -> None:
    """Say to the residents' area what its scopes mean: who has a dossier within my reach. Called when it starts."""
    for naam, functie in dossierscopes().items():
        if naam not in ("organisatie", "regio"):
            inwonerbeleid.vertaal(naam, _op_inwoner(functie))
    inwonerbeleid.vertaal("zonder_dossier", _zonder_dossier)


def _zonder_dossier(actor: Actor) -> Q:
    """Residents who never had a dossier: of those the dienstleider may be the second person of a merge (03)."""
    return ~Q(pk__in=Dossier.objects.values("inwoner_id"))


def _op_inwoner(functie: Vertaling) -> Vertaling:
    def vertaling(actor: Actor) -> Q | bool:
        q = functie(actor)
        return q if isinstance(q, bool) else Q(pk__in=Dossier.objects.filter(q).values("inwoner_id"))

    return vertaling


__all__ = [
    "CONTACT",
    "DICHTBIJ",
    "DOSSIER",
    "GAT",
    "GATCIJFERS",
    "OP_DOSSIER",
    "OVERDRACHT",
    "PLAN",
    "REGIEPERIODE",
    "TAAK",
    "TIJDLIJN",
    "TRAJECT",
    "VERVANGING",
    "dossierscopes",
    "registreer_melding_open",
    "registreer_toegewezen",
    "rolklassen",
    "teamleden",
    "vandaag",
    "vertel_inwoners",
    "vervangt_nu",
]
