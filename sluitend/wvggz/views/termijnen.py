"""Termijn narekenen: each legal date explained in plain Dutch, for anybody who works with one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.views.basis import Leespagina
from sluitend.kern import kalender, termijnen
from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.termijnen import Termijn
from sluitend.platform.formulieren import Formulier, Tijdstip
from sluitend.wvggz.actions.termijnen import bereken, parameters


class NarekenFormulier(Formulier):
    """A rule, its start, and the two inputs that change the outcome of some of them."""

    regel = forms.ChoiceField(label=_("Welke termijn?"))
    start = Tijdstip(label=_("Vanaf wanneer?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regel"].choices = [
            (code, regel.naam)
            for code, regel in termijnen.REGELS.items()
            if not any(veld.verplicht for veld in regel.invoer)
        ]


class Narekenen(Leespagina):
    """The calculator, and the parameters it counts with; no person is on this page."""

    object = "termijnparameter"
    template = "wvggz/termijnen.html"

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        gevuld = "regel" in self.request.GET
        formulier = NarekenFormulier(
            self.request.GET if gevuld else None, initial={"start": timezone.localtime().replace(second=0)}
        )
        uitkomst = None
        if gevuld and formulier.is_valid():
            try:
                uitkomst = self._bereken(**formulier.cleaned_data)
            except (OngeldigeInvoer, VerkeerdGebruik) as fout:
                formulier.add_error("start", fout.tekst)
        rijen = sorted(parameters().rijen, key=lambda rij: (rij.artikel, rij.code))
        return {
            "formulier": formulier,
            "uitkomst": uitkomst,
            "dagen": _weken(uitkomst) if uitkomst else [],
            "parameters": rijen,
            "ongetekend": sum(1 for rij in rijen if rij.ongetekend),
        }

    def _bereken(self, regel: str, start: datetime) -> Termijn:
        uren = termijnen.REGELS[regel].eenheid == "uur"
        return bereken(regel, start if uren else kalender.wettelijke_dag(start))


def _weken(termijn: Termijn) -> list[list[dict[str, Any]]]:
    """The weeks from start to end as a small calendar, at most twelve; longer terms have no picture."""
    begin = termijn.start.date() if isinstance(termijn.start, datetime) else termijn.start
    einde = kalender.wettelijke_dag(termijn.einde) if isinstance(termijn.einde, datetime) else termijn.einde
    if einde < begin or (einde - begin).days > 84:
        return []
    eerste = date.fromordinal(begin.toordinal() - begin.weekday())
    weken = []
    for week in range(((einde - eerste).days // 7) + 1):
        dagen = [date.fromordinal(eerste.toordinal() + 7 * week + dag) for dag in range(7)]
        weken.append(
            [
                {
                    "dag": d,
                    "vrij": kalender.is_vrij(d),
                    "in": begin <= d <= einde,
                    "start": d == begin,
                    "einde": d == einde,
                }
                for d in dagen
            ]
        )
    return weken
