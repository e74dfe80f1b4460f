"""What a merge of two residents does with their dossiers (UR-04, AR-22)."""

from sluitend.dossier.models import Betrokkenheid, Dossier
from sluitend.inwoners.models import Samenvoeging
from sluitend.inwoners.samenvoegen import Rijen, deelnemer
from sluitend.kern.fouten import Weigering
from sluitend.kern.tekst import zin as _


class Dossiers(Rijen):
    """The dossier goes along with the person; two open ones wait until one regisseur has let go."""

    def bezwaar(self, samenvoeging: Samenvoeging) -> Weigering | None:
        paar = [samenvoeging.blijft_id, samenvoeging.opgegaan_id]
        if Dossier.objects.filter(inwoner__in=paar).exclude(status="gesloten").count() < 2:
            return None
        return Weigering(
            "twee-open-dossiers",
            _("Beide dossiers zijn open. Kies welk dossier blijft; de andere regisseur moet dit aanvaarden."),
            "UR-04",
        )


class Betrokkenheden(Rijen):
    """An organisation that is already around the other record stays where it is: it would stand there twice."""

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        bekend = set(
            self._van(samenvoeging.blijft_id).filter(tot__isnull=True).values_list("organisatie", "team")
        )
        return [
            str(rij.pk)
            for rij in self._van(samenvoeging.opgegaan_id)
            if rij.tot is not None or (rij.organisatie_id, rij.team_id) not in bekend
        ]


def neem_deel() -> None:
    """Register for every merge; called when the area starts."""
    deelnemer("dossier.dossier", Dossiers(Dossier))
    deelnemer("dossier.betrokkenheid", Betrokkenheden(Betrokkenheid))
