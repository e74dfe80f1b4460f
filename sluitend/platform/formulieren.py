"""The base of every form: bounded, clean text, named fields only, and messages that say what to do."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template import loader
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer

KORT, LANG = 200, 4000
ALTIJD = frozenset({"csrfmiddlewaretoken"})
BIDI = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")

BERICHTEN: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (
        forms.Field,
        {
            "required": _("Vul dit in."),
            "max_length": _("Te lang: maximaal %(limit_value)d."),
            "min_length": _("Te kort: minimaal %(limit_value)d."),
            "min_value": _("Te laag: minimaal %(limit_value)s."),
            "max_value": _("Te hoog: maximaal %(limit_value)s."),
        },
    ),
    (forms.BooleanField, {"required": _("Zet hier een vinkje.")}),
    (
        forms.ChoiceField,
        {
            "required": _("Maak een keuze."),
            "invalid_choice": _("Deze keuze is er niet (meer). Kies opnieuw."),
        },
    ),
    (
        forms.ModelChoiceField,
        {
            "required": _("Maak een keuze."),
            "invalid_choice": _("Deze keuze is er niet (meer). Kies opnieuw."),
        },
    ),
    (
        forms.MultipleChoiceField,
        {
            "invalid_choice": _("Deze keuze is er niet (meer). Kies opnieuw."),
            "invalid_list": _("Kies opnieuw."),
        },
    ),
    (forms.IntegerField, {"invalid": _("Vul een heel getal in.")}),
    (forms.DecimalField, {"invalid": _("Vul een getal in, bijvoorbeeld 12,50.")}),
    (forms.DateField, {"invalid": _("Vul een datum in, bijvoorbeeld 27-03-2027.")}),
    (forms.TimeField, {"invalid": _("Vul een tijd in, bijvoorbeeld 15:00.")}),
    (forms.DateTimeField, {"invalid": _("Vul een datum en tijd in, bijvoorbeeld 27-03-2027 15:00.")}),
    (forms.EmailField, {"invalid": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")}),
    (forms.FileField, {"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")}),
]


def schoon(tekst: str, regels: bool = False) -> str:
    """Text without control and bidi signs, composed; line ends stay only where more lines are asked."""
    tekst = unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if not regels:
        tekst = tekst.replace("\n", " ")
    return "".join(
        teken
        for teken in tekst
        if teken == "\n" or (teken not in BIDI and unicodedata.category(teken) not in ("Cc", "Cs"))
    )


class Tijdstip(forms.DateTimeField):
    """An instant on the Dutch clock. An hour that does not exist, or occurs twice, is not guessed (recht:X12, T14)."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or value in self.empty_values:
            return super().to_python(value)
        tekst = value.strip().replace(" ", "T", 1)
        zone = {"zomertijd": "+02:00", "wintertijd": "+01:00"}
        for woord, verschil in zone.items():
            tekst = tekst.replace(f" {woord}", verschil)
        try:
            return kalender.moment(datetime.fromisoformat(tekst))
        except OngeldigeInvoer as fout:
            raise ValidationError(fout.tekst, fout.code) from fout
        except ValueError:
            return super().to_python(value)


class Weergave(BaseRenderer):
    """Forms by our own template with components, widgets as Django draws them."""

    _widgets = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("platform/"):
            return loader.get_template(template_name)
        return self._widgets.get_template(template_name)


class Formulier(forms.Form):
    """A form of the house. `knoppen` names the submit buttons that carry a value.

    `verplicht` names fields that the action refuses when they are empty: they are marked as required, but what is
    missing is for the rule to say, in its own words. `voorwaarden` says of a field that is needed in some cases
    only, in which: those words stand where an optional field says that it is not required.

    A key that the form does not know is an error, never ignored: who changes the page, or sends a field that
    another role has, is told so (chapter 30 5I).
    """

    template_name = "platform/formulier.html"
    default_renderer = Weergave
    knoppen: ClassVar[tuple[str, ...]] = ()
    verplicht: Sequence[str] = ()
    voorwaarden: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            _begrens(veld)
            _vertaal(veld)
            _kies_invoer(veld)
        for naam, tekst in self.voorwaarden.items():
            if naam in self.fields:
                self.fields[naam].voorwaarde = tekst  # type: ignore[attr-defined]  # read by c-veld
        self._zet_verplicht(True)
        if self.is_bound:
            self.data = self._schone_gegevens()

    def _zet_verplicht(self, ja: bool) -> None:
        for naam in self.verplicht:
            if naam in self.fields:
                self.fields[naam].required = self.fields[naam].widget.is_required = ja

    def full_clean(self) -> None:
        self._zet_verplicht(False)
        super().full_clean()
        self._zet_verplicht(True)

    def _schone_gegevens(self) -> MultiValueDict[str, Any]:
        """What was typed, cleaned before anything looks at it; a password stays as it is."""
        schoon_te = {
            self.add_prefix(naam): isinstance(veld.widget, forms.Textarea)
            for naam, veld in self.fields.items()
            if not isinstance(veld.widget, forms.PasswordInput)
        }
        gegevens: MultiValueDict[str, Any] = MultiValueDict()
        for sleutel in self.data:
            lijst = getattr(self.data, "getlist", lambda naam: [self.data[naam]])(sleutel)
            gegevens.setlist(
                sleutel,
                [
                    schoon(waarde, schoon_te[sleutel])
                    if isinstance(waarde, str) and sleutel in schoon_te
                    else waarde
                    for waarde in lijst
                ],
            )
        return gegevens

    def _clean_form(self) -> None:
        if vreemd := self.vreemde_sleutels():
            self.add_error(None, ValidationError(self.vreemd_bericht, "onbekend_veld", {"n": len(vreemd)}))
        super()._clean_form()

    vreemd_bericht = _(
        "Dit formulier is veranderd sinds u het opende. Ververs de pagina en vul het opnieuw in."
    )

    def vreemde_sleutels(self) -> set[str]:
        """Keys that were sent and that no field, button or part of a widget asks for."""
        gekend = set(ALTIJD | {*self.knoppen})
        for naam in self.fields:
            gebonden = self[naam]
            gekend |= {gebonden.html_name, gebonden.html_initial_name, f"{gebonden.html_name}-clear"}
            for i, _deel in enumerate(getattr(gebonden.field.widget, "widgets", ())):
                gekend.add(f"{gebonden.html_name}_{i}")
        eigen = f"{self.prefix}-" if self.prefix else ""
        return {sleutel for sleutel in [*self.data, *self.files] if sleutel.startswith(eigen)} - gekend


def _begrens(veld: forms.Field) -> None:
    """No text without an end."""
    if isinstance(veld, forms.CharField) and veld.max_length is None:
        veld.max_length = LANG if isinstance(veld.widget, forms.Textarea) else KORT
        veld.validators.append(MaxLengthValidator(veld.max_length))


def _vertaal(veld: forms.Field) -> None:
    """Our messages instead of the ones of the framework; what a form says itself goes first."""
    standaard: dict[str, Any] = {}
    for klasse in reversed(type(veld).__mro__):
        standaard.update(getattr(klasse, "default_error_messages", {}))
    berichten: dict[str, Any] = {}
    for soort, eigen in BERICHTEN:
        if isinstance(veld, soort):
            berichten.update(eigen)
    for code, tekst in berichten.items():
        if code not in veld.error_messages or veld.error_messages[code] == standaard.get(code):
            veld.error_messages[code] = tekst


def _kies_invoer(veld: forms.Field) -> None:
    """Dates and times by the picker of the device, in the form that it wants."""
    for soort, invoer, vorm in (
        (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (forms.DateInput, "date", "%Y-%m-%d"),
        (forms.TimeInput, "time", "%H:%M"),
    ):
        if type(veld.widget) is soort and veld.widget.input_type == "text":
            veld.widget.input_type, veld.widget.format = invoer, vorm
