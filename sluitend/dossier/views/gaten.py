"""The gaps in the chain, and how closed it is this month."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sluitend.dossier import erbij, queries
from sluitend.dossier.rules.gaten import PER_CODE
from sluitend.dossier.views.basis import Leespagina

STANDEN = {"nu": _("Nu"), "komt": _("Komt eraan"), "opgelost": _("Opgelost")}


class Gaten(Leespagina):
    """What lies there now, what will, what was solved; for some roles figures only."""

    object = "gat"
    template = "dossier/gaten.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:

        stand = self.keuze("stand", STANDEN, "nu")
        code = self.keuze("code", PER_CODE, "")
        cijfers = queries.mag_cijfers(self.actor)
        blad = None if cijfers else queries.gaten(self.actor, stand, self.request.GET.get("na"), code=code)
        if blad:
            links = erbij.verwijzingen(self.actor, [gat.onderwerp for gat in blad.rijen])
            for gat in blad.rijen:
                gat.link = links.get(gat.onderwerp)
        maand = queries.maandcijfer(self.actor)
        per_code = queries.gaten_per_code(self.actor)
        dagen = {regel.code: regel for regel in maand.per_gat}
        codes = sorted({*per_code, *dagen})
        meeste = max((regel.dagen for regel in maand.per_gat), default=0) or 1
        vraag = self.request.GET.copy()
        vraag["na"] = (blad and blad.volgende) or ""
        return {
            "blad": blad,
            "stand": stand,
            "code": PER_CODE.get(code),
            "zonder_code": self.adres(code=None),
            "cijfers": cijfers,
            "maand": maand,
            "codes": [
                {
                    "gat": PER_CODE[sleutel],
                    "nu": per_code.get(sleutel, 0),
                    "dagen": dagen[sleutel].dagen if sleutel in dagen else 0,
                    "zonder": dagen[sleutel].zonder if sleutel in dagen else None,
                    "deel": round(100 * dagen[sleutel].dagen / meeste) if sleutel in dagen else 0,
                    "url": self.adres(code=sleutel),
                }
                for sleutel in codes
            ],
            "niet_gemeten": [PER_CODE[sleutel] for sleutel in maand.niet_gemeten],
            "tabs": [
                {"naam": naam, "url": self.adres(stand=sleutel), "hier": sleutel == stand}
                for sleutel, naam in STANDEN.items()
            ],
            "volgende": f"{self.request.path}?{vraag.urlencode()}" if blad and blad.volgende else "",
        }
