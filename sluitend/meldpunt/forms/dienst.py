"""The forms of the dienst. They parse; whether something is allowed is for the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sluitend.platform.formulieren import Formulier


class DienstPlannen(Formulier):
    """Who runs the meldpunt, from when to when."""

    begin = forms.DateTimeField(label=_("Begin"), widget=forms.DateTimeInput)
    einde = forms.DateTimeField(label=_("Einde"), widget=forms.DateTimeInput)
    dienstleider = forms.ChoiceField(label=_("Dienstleider"))
    medewerkers = forms.MultipleChoiceField(
        label=_("Wie werken er nog meer?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, collegas: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dienstleider"].choices = [("", _("Kies")), *collegas]  # type: ignore[attr-defined]
        self.fields["medewerkers"].choices = list(collegas)  # type: ignore[attr-defined]


class DienstOverdragen(Formulier):
    """What the next dienst should know and no list tells."""

    opmerking = forms.CharField(
        label=_("Wat moet de volgende dienst weten?"),
        help_text=_("Noem een melding met het nummer, niet met een naam."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DienstAanvaarden(Formulier):
    """Carries the version of the overdracht that was read."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class Logregelformulier(Formulier):
    """A line in the log."""

    use_required_attribute = (
        False  # stands empty on a page that is there to read: not red before anybody typed
    )

    tekst = forms.CharField(
        label=_("Nieuwe regel in het log"),
        help_text=_("Noem een melding met het nummer, niet met een naam. Hoogstens 1.000 tekens."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vasthouden = forms.BooleanField(
        label=_("Vasthouden: blijft op elke overdracht staan tot iemand hem afvinkt"), required=False
    )


class Terugbelformulier(Formulier):
    """A terugbelafspraak."""

    use_required_attribute = (
        False  # stands empty on a page that is there to read: not red before anybody typed
    )

    nummer = forms.CharField(
        label=_("Nummer van de melding"), max_length=20, help_text=_("Bijvoorbeeld M-2026-000123")
    )
    wie = forms.CharField(label=_("Wie belt u terug?"), max_length=80, help_text=_("Bijvoorbeeld: de melder"))
    uiterlijk = forms.DateTimeField(label=_("Vóór"), widget=forms.DateTimeInput)
