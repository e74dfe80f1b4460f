"""Who may see and run a dienst, and who keeps the roster and the cards: the rows of the matrix as queries."""

from django.db.models import Exists, OuterRef, Q

from sluitend.meldpunt.models import Dienstlid
from sluitend.platform.actor import Actor
from sluitend.platform.rechten import Beleid


def _organisatie(actor: Actor) -> Q | bool:
    """The dienst of the meldpunt where I work."""
    return Q(team__organisatie=actor.organisatie_id) if actor.organisatie_id else False


def _op_dienst(actor: Actor) -> Q | bool:
    """I work in this dienst."""
    if actor.medewerker_id is None:
        return False
    return Exists(Dienstlid.objects.filter(dienst=OuterRef("pk"), medewerker=actor.medewerker_id)) | Q(
        dienstleider=actor.medewerker_id
    )


DIENST = Beleid(
    "dienst",
    "oggz",
    reikwijdten={"organisatie": _organisatie},
    voorwaarden={"open": lambda actor: ~Q(staat="beeindigd"), "dienst": _op_dienst},
)


# Piket and contactkaart are one kind: who answers, of the whole region. The public sees what a card publishes.
PIKET = Beleid(
    "piket",
    "sturing",
    reikwijdten={"regio": lambda actor: True, "organisatie": lambda actor: True},
)
CONTACTKAART = Beleid(
    "piket",
    "sturing",
    reikwijdten={
        "regio": lambda actor: True,
        "organisatie": lambda actor: True,
        "publiek": lambda actor: True,
    },
    voorwaarden={"gepubliceerd": lambda actor: Q(publiek=True)},
)
