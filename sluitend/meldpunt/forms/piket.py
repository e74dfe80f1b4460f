"""The forms of the roster and of the contactkaarten. They parse; whether something is allowed is for the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.meldpunt.rules import openingstijden
from sluitend.meldpunt.rules.piket import KAARTFUNCTIES
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.platform.formulieren import Formulier

DAGNAMEN = {
    "ma": _("Maandag"),
    "di": _("Dinsdag"),
    "wo": _("Woensdag"),
    "do": _("Donderdag"),
    "vr": _("Vrijdag"),
    "za": _("Zaterdag"),
    "zo": _("Zondag en feestdagen"),
}


class PiketPlannen(Formulier):
    """Who answers a function for these gemeenten, from when to when."""

    functie = forms.ChoiceField(label=_("Functie"))
    gemeenten = forms.MultipleChoiceField(
        label=_("Voor welke gemeenten?"), widget=forms.CheckboxSelectMultiple
    )
    van = forms.DateTimeField(label=_("Van"), widget=forms.DateTimeInput)
    tot = forms.DateTimeField(label=_("Tot"), widget=forms.DateTimeInput)
    medewerker_id = forms.ChoiceField(
        label=_("Collega van het meldpunt"),
        required=False,
        help_text=_("Een collega krijgt ook de taken. Werkt iemand elders? Vul dan naam en telefoon in."),
    )
    naam = forms.CharField(label=_("Naam"), required=False, max_length=120)
    telefoon = forms.CharField(label=_("Telefoon"), required=False, max_length=20)
    reserve = forms.CharField(label=_("Reserve: naam"), required=False, max_length=120)
    reserve_telefoon = forms.CharField(label=_("Reserve: telefoon"), required=False, max_length=20)

    def __init__(
        self, *args: Any, functies: Any = (), gemeenten: Any = (), collegas: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["functie"].choices = [("", _("Kies")), *((code, ROUTES[code].label) for code in functies)]
        velden["gemeenten"].choices = list(gemeenten)
        velden["gemeenten"].initial = [code for code, _naam in gemeenten]
        velden["medewerker_id"].choices = [("", _("Niemand van het meldpunt")), *collegas]


class Kaartformulier(Formulier):
    """A contactkaart: number, hours, and whether everybody may see it."""

    naam = forms.CharField(label=_("Naam"), max_length=120)
    telefoon = forms.CharField(label=_("Telefoon"), required=False, max_length=20)
    uitleg = forms.CharField(
        label=_("Uitleg"),
        required=False,
        max_length=300,
        help_text=_("In gewone taal: waarvoor kunnen mensen hier terecht? Of: waar is het?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    altijd = forms.BooleanField(label=_("Dag en nacht open"), required=False)
    publiek = forms.BooleanField(label=_("Iedereen mag dit zien, op Waar kan ik terecht?"), required=False)
    van = forms.DateField(label=_("Geldt vanaf"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dag, label in DAGNAMEN.items():
            self.fields[dag] = forms.CharField(
                label=label, required=False, max_length=60, initial=self.initial.get(dag, "")
            )
        self.fields["ma"].help_text = _("Bijvoorbeeld 09:00-12:00, 13:00-17:00. Leeg is dicht.")
        volgorde = [
            "functie",
            "gemeente",
            "naam",
            "telefoon",
            "uitleg",
            "altijd",
            *DAGNAMEN,
            "publiek",
            "van",
        ]
        self.order_fields(volgorde)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        for dag in DAGNAMEN:
            try:
                openingstijden.lees_dag(gegevens.get(dag) or "")
            except OngeldigeInvoer as fout:
                self.add_error(dag, fout.tekst)
        return gegevens

    def uren(self) -> dict[str, Any]:
        """The hours as a card keeps them."""
        g = self.cleaned_data
        return {"altijd": True} if g["altijd"] else {dag: [g[dag]] for dag in DAGNAMEN if g[dag]}

    def velden(self) -> dict[str, Any]:
        """What an action asks."""
        g = self.cleaned_data
        return {naam: g[naam] for naam in ("naam", "telefoon", "uitleg", "publiek", "van")} | {
            "uren": self.uren()
        }


class NieuweKaart(Kaartformulier):
    """A card of a function that had none."""

    functie = forms.ChoiceField(label=_("Functie"), choices=[("", _("Kies")), *KAARTFUNCTIES.items()])
    gemeente = forms.ChoiceField(label=_("Waar geldt de kaart?"), required=False)

    def __init__(self, *args: Any, gemeenten: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", _("De hele regio")), *gemeenten]  # type: ignore[attr-defined]

    def velden(self) -> dict[str, Any]:
        g = self.cleaned_data
        return super().velden() | {"functie": g["functie"], "gemeente": g["gemeente"] or None}


class KaartEinde(Formulier):
    """From which day on nobody is sent there."""

    tot = forms.DateField(label=_("Geldt niet meer vanaf"), widget=forms.DateInput)
