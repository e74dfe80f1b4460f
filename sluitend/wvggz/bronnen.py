"""What the Wvggz area knows for gap G-14: compulsory care that ends without agreed follow-up."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from sluitend.dossier.gaten import Stand, bron
from sluitend.dossier.rules import gaten_feiten as feiten
from sluitend.dossier.rules import gaten_klokken as klokken
from sluitend.dossier.rules.tijd import instant
from sluitend.kern import kalender
from sluitend.wvggz.models import Maatregel


@bron("maatregel", "G-14")
def zonder_nazorg(ids: Collection[UUID] | None) -> Iterable[Stand]:
    """G-14 of these maatregelen, or of all that run or ended without follow-up."""
    rijen = Maatregel.objects.select_related("dossier", "inwoner")
    rijen = (
        rijen.filter(pk__in=ids)
        if ids is not None
        else rijen.filter(Q(beeindigd_op__isnull=True) | Q(vervolg_op__isnull=True))
    )
    for rij in rijen:
        # `einde` is the instant after the last day; the norm counts back from that day itself.
        laatste = kalender.wettelijke_dag(rij.einde - timedelta(seconds=1))
        klok = klokken.g14(feiten.Maatregel(rij.begint_op, laatste, rij.beeindigd_op, rij.vervolg_op))
        overleden = rij.inwoner.overleden_op
        yield Stand(
            "G-14",
            rij.naam,
            f"dossier:{rij.dossier_id}",
            klok,
            rij.dossier_id,
            eigenaar_medewerker_id=rij.dossier.casusregisseur_id,
            overleden_op=instant(overleden) if overleden else None,
        )
