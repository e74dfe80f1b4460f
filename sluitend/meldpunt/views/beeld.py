"""Beeld van het meldpunt: charts that state what they show, with a table beside each (chapter 10 §6)."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sluitend.kern.bescherm import Verhouding
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt import grafieken
from sluitend.meldpunt.models import Melding, Uitkomst
from sluitend.meldpunt.queries import cijfers as beeldlezen
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.tabelwoorden import KORT
from sluitend.platform.eenheid import huidig
from sluitend.platform.pagina import Pagina

DAGEN = (
    gettext_lazy("maandag"), gettext_lazy("dinsdag"), gettext_lazy("woensdag"), gettext_lazy("donderdag"),
    gettext_lazy("vrijdag"), gettext_lazy("zaterdag"), gettext_lazy("zondag"),
)  # fmt: skip


class Beeld(Pagina):
    """The figures of twelve months, or of one year."""

    object, template = "indicator", "meldpunt/beeld.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        vandaag = wettelijke_dag(huidig().nu)
        jaren = [vandaag.year - i for i in range(beeldlezen.JAREN)]
        gekozen = request.GET.get("jaar", "")
        jaar = int(gekozen) if gekozen in {str(j) for j in jaren} else None
        van = date(jaar, 1, 1) if jaar else vandaag - timedelta(days=364)
        tot = date(jaar, 12, 31) if jaar else vandaag
        try:
            b = beeldlezen.beeld(self.actor, van, tot)
        except Weigering as fout:
            raise Http404 from fout
        return self.toon({"beeld": b, "van": van, "tot": tot, "jaar": jaar, "jaren": jaren, **in_beeld(b)})


def in_beeld(b: beeldlezen.Beeld) -> dict[str, Any]:
    """The charts and tables in words."""
    kanalen = [str(Melding.Kanaal(k).label) for k in b.heen.rijen]
    routes = [ROUTES[r].label if r in ROUTES else _("nog geen route") for r in b.heen.kolommen]
    uitkomsten = [str(Uitkomst.Soort(u).label) if u else _("nog open") for u in b.verder.kolommen]
    blokken, banden = grafieken.stroom(b.heen, b.verder)
    return {
        "uurkaart": grafieken.warmtekaart(b.uren),
        "uren": b.uren.kolommen,
        "uurlabels": [(uur, i * 26 + 4) for i, uur in enumerate(b.uren.kolommen) if i % 3 == 0],
        "daglabels": [(dag, i * 26 + 17) for i, dag in enumerate(DAGEN)],
        "uurregels": list(zip(DAGEN, b.uren.cellen.binnen, b.uren.cellen.rijtotalen, strict=True)),
        "drukste": _drukste(b),
        "normregels": _normregels(b),
        "op_tijd": _in_woorden(b.op_tijd_totaal),
        "stroomblokken": [
            [(vak, naam) for vak, naam in zip(kolom, namen, strict=True) if vak.h]
            for kolom, namen in zip(blokken, (kanalen, routes, uitkomsten), strict=True)
        ],
        "stroombanden": banden,
        "heen": (routes, list(zip(kanalen, b.heen.cellen.binnen, strict=False))),
        "verder": (uitkomsten, list(zip(routes, b.verder.cellen.binnen, strict=False))),
        "gemeenteregels": list(
            zip(b.gemeenten, grafieken.balken([g.per_duizend for g in b.gemeenten], 160), strict=True)
        ),
        "jaarregels": list(
            zip(
                b.jaren,
                grafieken.balken([j.meldingen for j in b.jaren], 160),
                strict=True,
            )
        ),
        "misrouted": _in_woorden(b.misrouted),
        "vermijdbaar": _in_woorden(b.vermijdbaar),
        "niet_bereikt": _in_woorden(b.niet_bereikt),
        "afwijkingen": list(zip(b.afwijkingen.rijen, b.afwijkingen.cellen.binnen, strict=False)),
    }


def _in_woorden(v: Verhouding | None) -> str:
    """A percentage as it may be said; empty when there are too few."""
    if v is None:
        return ""
    getal = f"{float(v.procent):.1f}".replace(".", ",") if v.soort == "gelijk" else str(int(v.procent))
    vorm = {"gelijk": "%(n)s %%", "minder": _("minder dan %(n)s %%"), "meer": _("meer dan %(n)s %%")}[v.soort]
    return vorm % {"n": getal}


def _drukste(b: beeldlezen.Beeld) -> str:
    """The finding of the heat map: the hour with most meldingen."""
    cellen = [(n, i, j) for i, rij in enumerate(b.uren.cellen.binnen) for j, n in enumerate(rij) if n]
    if not cellen:
        return ""
    _n, i, j = max(cellen, key=lambda cel: (cel[0], -cel[1], -cel[2]))
    return _("De meeste meldingen komen op %(dag)s om %(uur)s uur") % {
        "dag": DAGEN[i],
        "uur": int(b.uren.kolommen[j]),
    }


def _normregels(b: beeldlezen.Beeld) -> list[dict[str, Any]]:
    uit = []
    hoogste = max((sum(n or 0 for n in rij) for rij in b.normen.cellen.binnen), default=0) or 1
    for i, (klasse, (binnen, te_laat)) in enumerate(zip(b.normen.rijen, b.normen.cellen.binnen, strict=True)):
        breed = [round(300 * (n or 0) / hoogste, 1) for n in (binnen, te_laat)]
        uit.append(
            {
                "naam": KORT[klasse],
                "binnen": binnen,
                "te_laat": te_laat,
                "breed": breed,
                "y": i * 30,
                "deel": _in_woorden(b.op_tijd[klasse]),
            }
        )
    return uit
