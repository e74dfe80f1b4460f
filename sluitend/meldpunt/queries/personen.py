"""Who it is about and who called: a candidate beside what was told, and callers who call often (UM-06, 10 §7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sluitend.inwoners import queries as inwoners
from sluitend.inwoners.queries.herkennen import Kandidaat
from sluitend.meldpunt import policy, queries
from sluitend.meldpunt.models import Melder, Melding
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig

VAAK, VAAK_DAGEN = 4, 7


def vaker_gebeld(
    actor: Actor,
    *,
    telefoon: str = "",
    index: str = "",
    op: datetime | None = None,
    behalve: UUID | None = None,
) -> int:
    """How many calls of 7 days came from this number, this one included: from four on, else 0 (10 §7).

    For the meldpunt only; it never lowers an urgency. One query, over a keyed hash: nobody sees which they were.
    """
    index = index or (queries.telefoon_index(telefoon) if telefoon else "")
    if not index or actor.rol != policy.MELDPUNT:
        return 0
    op = op or huidig().nu
    rijen = Melder.objects.filter(
        telefoon_index=index,
        melding__ontvangen_op__gt=op - timedelta(days=VAAK_DAGEN),
        melding__ontvangen_op__lte=op,
    )
    aantal = rijen.exclude(melding=behalve).count() + 1
    return aantal if aantal >= VAAK else 0


@dataclass(frozen=True)
class Verschil:
    """One kenmerk of what was told and of a known person. `anders` marks a difference, never by colour alone."""

    kenmerk: str
    verteld: str
    bekend: str
    punten: int | None
    waarom: str

    @property
    def anders(self) -> bool:
        return bool(self.verteld and self.bekend and self.punten is not None and self.punten <= 0)


def naast_elkaar(actor: Actor, rij: Melding, kandidaat: UUID) -> tuple[Kandidaat, list[Verschil]] | None:
    """The person as told beside one candidate, with the points per kenmerk; None when it is no candidate.

    Of somebody outside the own residents only what a search shows: name, birth year, gemeente (§5.4).
    """
    persoon = queries.persoonsgegevens(rij)
    ander = next((k for k in inwoners.kandidaten(actor, persoon) if k.id == kandidaat), None)
    if ander is None:
        return None
    punten = {reden.kenmerk: reden for reden in ander.redenen}
    geboren = ander.geboortedatum.isoformat() if ander.geboortedatum else str(ander.geboortejaar or "")
    opgave = rij.opgave
    adres = " ".join(str(deel) for deel in (opgave.postcode, opgave.huisnummer) if deel) + opgave.toevoeging
    regels = (
        ("achternaam", opgave.naam, ander.naam),
        ("voornaam", opgave.voornaam, ander.naam),
        ("geboortedatum", _geboren(rij), geboren),
        ("adres", adres, ander.gemeente),
        ("telefoon", "", ""),
    )
    return ander, [
        Verschil(
            kenmerk,
            verteld,
            bekend,
            punten[kenmerk].punten if kenmerk in punten else None,
            punten[kenmerk].tekst if kenmerk in punten else "",
        )
        for kenmerk, verteld, bekend in regels
        if verteld or kenmerk in punten
    ]


def _geboren(rij: Melding) -> str:
    opgave = rij.opgave
    if opgave.geboortedatum or opgave.leeftijd_van is None or opgave.leeftijd_tot is None:
        return opgave.geboortedatum
    return f"±{(opgave.leeftijd_van + opgave.leeftijd_tot) // 2}"
