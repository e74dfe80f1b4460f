"""What a merge of two residents does with their meldingen (UM-07)."""

from sluitend.inwoners.models import Samenvoeging
from sluitend.inwoners.samenvoegen import Rijen, deelnemer
from sluitend.meldpunt.models import Herkenningsbesluit, Melding


class Besluiten(Rijen):
    """What somebody decided about a candidate stays with that candidate (Z-09)."""

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        return []


def neem_deel() -> None:
    """Register for every merge; called when the area starts."""
    deelnemer("meldpunt.melding", Rijen(Melding))
    deelnemer("meldpunt.herkenningsbesluit", Besluiten(Herkenningsbesluit, "kandidaat"))
