"""The sweep: finds what is due and not done. Duties live in tables, so running it twice does nothing twice."""

from datetime import datetime

from sluitend.dossier import gaten
from sluitend.dossier.actions.overdracht import laat_verlopen
from sluitend.dossier.models import Dossier, Taak
from sluitend.dossier.rules.tijd import local_day
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Regio


def veeg(*, regio: Regio, nu: datetime | None = None, alles: bool = False) -> dict[str, int]:
    """Let offers lapse, wake tasks that waited long enough, see who is absent today; `alles`: rebuild every gap."""
    actor = systeem(regio)
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        verslag = {"verlopen": laat_verlopen(actor=actor)}
        wakker = Taak.objects.select_for_update().filter(status="wacht", wacht_tot__lte=local_day(eenheid.nu))
        verslag["hervat"] = 0
        for taak in wakker:
            taak.hervat()
            taak.save()
            verslag["hervat"] += 1
        if alles:
            verslag |= gaten.herbouw()
        else:
            ids = (
                Dossier.objects.exclude(status="gesloten")
                .filter(casusregisseur__afwezigheden__isnull=False)
                .distinct()
            )
            verslag["G-11"] = gaten.werk_bij("G-11", list(ids.values_list("pk", flat=True)))
        return verslag
