"""The gaps in the chain, and how closed it is this month."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sluitend.dossier import erbij, queries
from sluitend.dossier.gaten import niet_gemeten
from sluitend.dossier.rules.gaten import PER_CODE
from sluitend.dossier.views.basis import Leespagina
from sluitend.dossier.views.rijen import gatrijen
from sluitend.platform.actor import Actor

STANDEN = {"nu": _("Nu"), "komt": _("Komt eraan"), "opgelost": _("Opgelost")}


class Gaten(Leespagina):
    """What lies there now, what will, what was solved; for some roles figures only.

    The figures count over the whole region. They come after the list, by a link when there is no script.
    """

    object = "gat"
    template = "dossier/gaten.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        stand = self.keuze("stand", STANDEN, "nu")
        code = self.keuze("code", PER_CODE, "")
        alleen_cijfers = queries.mag_cijfers(self.actor)
        rijen: dict[str, Any] = {}
        if not alleen_cijfers:
            blad = queries.gaten(self.actor, stand, self.request.GET.get("na"), code=code)
            links = erbij.verwijzingen(self.actor, [gat.onderwerp for gat in blad.rijen])
            rijen = {"rijen": gatrijen(blad.rijen, stand, links), "volgende": self.volgende(blad)}
        tellen = alleen_cijfers or "tel" in self.request.GET
        return {
            **rijen,
            **(cijfers(self.actor) if tellen else {}),
            "tellen": tellen,
            "tel_url": self.adres(tel="1"),
            "stand": stand,
            "code": PER_CODE.get(code),
            "zonder_code": self.adres(code=None),
            "alleen_cijfers": alleen_cijfers,
            "niet_gemeten": [PER_CODE[sleutel] for sleutel in niet_gemeten()],
            "tabs": [
                {"naam": naam, "url": self.adres(stand=sleutel), "hier": sleutel == stand}
                for sleutel, naam in STANDEN.items()
            ],
        }


class Gatcijfers(Leespagina):
    """The figures of the gaps: a fragment that the page asks for when it stands."""

    object = "gat"
    template = "dossier/_gatcijfers.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        return cijfers(self.actor)


def cijfers(actor: Actor) -> dict[str, Any]:
    """The figure of this month, and per code how many gaps there are now and how many days they took."""
    maand = queries.maandcijfer(actor)
    per_code = queries.gaten_per_code(actor)
    dagen = {regel.code: regel for regel in maand.per_gat}
    meeste = max((regel.dagen for regel in maand.per_gat), default=0) or 1
    return {
        "maand": maand,
        "alleen_cijfers": queries.mag_cijfers(actor),
        "codes": [
            {
                "gat": PER_CODE[sleutel],
                "nu": per_code.get(sleutel, 0),
                "dagen": dagen[sleutel].dagen if sleutel in dagen else 0,
                "zonder": dagen[sleutel].zonder if sleutel in dagen else None,
                "deel": round(100 * dagen[sleutel].dagen / meeste) if sleutel in dagen else 0,
            }
            for sleutel in sorted({*per_code, *dagen})
        ],
    }
