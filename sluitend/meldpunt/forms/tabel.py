"""The forms of the page Beslistabel: one rule, a trial melding, a file, a sign-off (UM-23)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sluitend.kern.beslistabel import Deel, Regel, Soort, Toets
from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt.actions.tabel import BEROEPEN
from sluitend.meldpunt.rules.routes import ROUTES, TABELROUTES
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN
from sluitend.meldpunt.rules.triagetabel import AANWIJZINGEN, KANALEN, POLITIECODE, schema
from sluitend.meldpunt.tabelwoorden import KOLOMMEN, VERGELIJKINGEN, waarden
from sluitend.platform.formulieren import Formulier

SIGNAALVELDEN = {
    "een_van": _("Als één van deze signalen er is"),
    "alle": _("Als al deze signalen er zijn"),
    "geen_van": _("Als geen van deze signalen er is"),
}
CODEKOLOMMEN = ("kanaal", "aard", "bekend", "titel", "in_regio", "melder_contact", "urgentie")
GETALKOLOMMEN = ("leeftijd", "ave", "herhaling_30d", "herhaling_90d", "ontruiming_dagen")
BEROEPNAMEN = dict(
    zip(
        BEROEPEN,
        (_("Psychiater"), _("Klinisch psycholoog"), _("Gz-psycholoog"), _("Verpleegkundig specialist ggz")),
        strict=True,
    )
)
_SIGNALEN = [(code, signaal.label) for code, signaal in SIGNALEN.items()]


def _keuzes(kolom: str) -> list[tuple[str, Any]]:
    return list(waarden(kolom).items())


class Regelformulier(Formulier):
    """One rule. What the form cannot say, the file can: such a rule is not opened here, so nothing gets lost."""

    knoppen = ("weg", "omhoog", "omlaag")

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nr = forms.IntegerField(label=_("Nummer"), min_value=1, max_value=9999)
    altijd = forms.BooleanField(label=_("Geldt altijd (vangnet van dit deel)"), required=False)
    tekst = forms.CharField(label=_("Uitleg die de medewerker leest"), max_length=200)
    aanwijzingen = forms.MultipleChoiceField(
        label=_("Aanwijzingen bij deze regel"),
        choices=list(AANWIJZINGEN.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, deel: Deel, **kwargs: Any) -> None:
        self.deel = deel
        over_urgentie = deel.naam == "urgentie"
        velden: dict[str, forms.Field] = {
            "uit": forms.ChoiceField(
                label=_("Dan is de urgentie") if over_urgentie else _("Dan is de route"),
                choices=_keuzes("urgentie")
                if over_urgentie
                else [(code, ROUTES[code].label) for code in TABELROUTES],
            )
        }
        if not over_urgentie:
            velden["ook"] = forms.MultipleChoiceField(
                label=_("En ook naar"),
                required=False,
                choices=[(code, ROUTES[code].label) for code in TABELROUTES],
                widget=forms.CheckboxSelectMultiple,
            )
        for naam, opschrift in SIGNAALVELDEN.items():
            if naam != "geen_van" or deel.geen_van_mag:
                velden[naam] = forms.MultipleChoiceField(
                    label=opschrift, choices=_SIGNALEN, required=False, widget=forms.CheckboxSelectMultiple
                )
        for kolom in CODEKOLOMMEN:
            if kolom != "urgentie" or not over_urgentie:
                velden[kolom] = forms.MultipleChoiceField(
                    label=KOLOMMEN[kolom],
                    choices=_keuzes(kolom),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        velden["politiecode"] = forms.CharField(
            label=KOLOMMEN["politiecode"],
            required=False,
            max_length=60,
            help_text=_("Bijvoorbeeld E33. Meer codes met een komma ertussen."),
        )
        for kolom in GETALKOLOMMEN:
            velden[f"{kolom}_hoe"] = forms.ChoiceField(
                label=KOLOMMEN[kolom],
                required=False,
                choices=[("", _("Maakt niet uit")), *VERGELIJKINGEN.items()],
            )
            velden[f"{kolom}_getal"] = forms.IntegerField(
                label=_("Getal"), required=False, min_value=-3650, max_value=3650
            )
        self.base_fields = {**self.base_fields, **velden}
        super().__init__(*args, **kwargs)

    def ookveld(self) -> Any:
        """Side routes; urgency rules have none."""
        return self["ook"] if "ook" in self.fields else None

    def signaalvelden(self) -> Iterator[tuple[Any, bool]]:
        """The signal fields, each with whether it has something in it, so that it stands open."""
        for naam in SIGNAALVELDEN:
            if naam in self.fields:
                yield self[naam], bool(self[naam].value())

    def kolomvelden(self) -> Iterator[Any]:
        """The fields about columns with one code."""
        for kolom in CODEKOLOMMEN:
            if kolom in self.fields:
                yield self[kolom]

    def getalvelden(self) -> Iterator[tuple[Any, Any]]:
        """Per number column how to compare, and with what."""
        for kolom in GETALKOLOMMEN:
            yield self[f"{kolom}_hoe"], self[f"{kolom}_getal"]

    def kolommen_open(self) -> bool:
        """Whether anything about columns is filled in."""
        return any(
            self[naam].value()
            for naam in self.fields
            if naam in (*CODEKOLOMMEN, "politiecode") or naam.endswith("_hoe")
        )

    def clean_politiecode(self) -> str:
        """Codes as the police write them, with a bar between them."""
        codes = [deel for deel in re.split(r"[,|\s]+", self.cleaned_data["politiecode"].upper()) if deel]
        if not all(re.fullmatch(POLITIECODE, code) for code in codes):
            raise ValidationError(_("Geef codes met één letter en twee cijfers, zoals E33."))
        return "|".join(codes)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        nr = gegevens.get("nr")
        if nr is not None and not self.deel.bevat(nr):
            self.add_error(
                "nr",
                _("Kies een nummer van %(van)d tot en met %(tot)d.")
                % {"van": self.deel.eerste_nr, "tot": self.deel.laatste_nr},
            )
        for kolom in GETALKOLOMMEN:
            hoe, getal = gegevens.get(f"{kolom}_hoe"), gegevens.get(f"{kolom}_getal")
            if bool(hoe) != (getal is not None) and f"{kolom}_getal" not in self.errors:
                self.add_error(f"{kolom}_getal", _("Vul beide in, of geen van beide."))
        if not self.errors and bool(gegevens["altijd"]) == bool(self.als()):
            self.add_error(
                "altijd", _("Kies waarvoor de regel geldt, of zet alleen het vinkje bij ‘Geldt altijd’.")
            )
        return gegevens

    def als(self) -> str:
        """The condition in the language of the table, empty when nothing is chosen."""
        g = self.cleaned_data
        delen = [
            f"{naam}:{'|'.join(g[naam])}" for naam in ("alle", "een_van", "geen_van", "kanaal") if g.get(naam)
        ]
        delen += [f"politiecode:{g['politiecode']}"] if g.get("politiecode") else []
        delen += [f"{naam}:{'|'.join(g[naam])}" for naam in CODEKOLOMMEN if naam != "kanaal" and g.get(naam)]
        delen += [
            f"{kolom}:{g[f'{kolom}_hoe']}{g[f'{kolom}_getal']}"
            for kolom in GETALKOLOMMEN
            if g.get(f"{kolom}_hoe")
        ]
        return " ".join(delen)

    def cellen(self) -> dict[str, str]:
        """The rule as the cells of the file."""
        g = self.cleaned_data
        return {
            "nr": str(g["nr"]),
            "uit": g["uit"],
            "ook": "|".join(g.get("ook") or ()),
            "als": self.als() or "altijd",
            "aanwijzingen": "|".join(g["aanwijzingen"]),
            "tekst": g["tekst"],
        }


def begin(regel: Regel) -> dict[str, Any] | None:
    """What the form shows of a rule; None when the rule says more than the form can hold."""
    gegevens: dict[str, Any] = {
        "nr": regel.nr, "uit": regel.uit, "ook": list(regel.ook), "altijd": regel.is_altijd, "tekst": regel.tekst,
        "aanwijzingen": list(regel.aanwijzingen),
    }  # fmt: skip
    for toets in regel.toetsen:
        naam, inhoud = _veld_van(toets)
        if naam in gegevens:
            return None
        gegevens |= inhoud
    return gegevens


def _veld_van(toets: Toets) -> tuple[str, dict[str, Any]]:
    if toets.soort is not Soort.KOLOM:
        return str(toets.soort), {str(toets.soort): list(toets.leden)}
    if toets.kolom in GETALKOLOMMEN:
        hoe, getal = f"{toets.kolom}_hoe", f"{toets.kolom}_getal"
        if toets.vergelijking:
            return hoe, {hoe: toets.vergelijking, getal: toets.grens}
        if len(toets.leden) > 1:
            return "nr", {}
        return hoe, {hoe: "=", getal: int(toets.leden[0])}
    if toets.kolom == "politiecode":
        return "politiecode", {"politiecode": ", ".join(toets.leden)}
    return toets.kolom, {toets.kolom: list(toets.leden)}


class Proefmelding(Formulier):
    """A melding that does not exist, to see what a table says. It asks nothing that names a person."""

    kanaal = forms.ChoiceField(label=KOLOMMEN["kanaal"], choices=[(k, k) for k in KANALEN])
    politiecode = forms.RegexField(
        POLITIECODE,
        label=KOLOMMEN["politiecode"],
        required=False,
        error_messages={"invalid": _("Geef codes met één letter en twee cijfers, zoals E33.")},
    )
    aard = forms.ChoiceField(label=KOLOMMEN["aard"], choices=[])
    ja = forms.MultipleChoiceField(
        label=_("Deze signalen zijn er"),
        choices=_SIGNALEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kern_nee = forms.BooleanField(label=_("Het antwoord op de andere kernvragen is nee"), required=False)
    leeftijd = forms.IntegerField(label=KOLOMMEN["leeftijd"], min_value=0, max_value=120, required=False)
    bekend = forms.ChoiceField(label=KOLOMMEN["bekend"], choices=[], required=False)
    titel = forms.BooleanField(label=_("Er loopt verplichte zorg"), required=False)
    ave = forms.IntegerField(label=KOLOMMEN["ave"], min_value=0, max_value=4, required=False)
    herhaling_30d = forms.IntegerField(
        label=KOLOMMEN["herhaling_30d"], min_value=1, max_value=99, required=False
    )
    herhaling_90d = forms.IntegerField(
        label=KOLOMMEN["herhaling_90d"], min_value=1, max_value=99, required=False
    )
    verblijft_in = forms.ChoiceField(label=_("Verblijft in"), choices=[], required=False)
    melder_contact = forms.BooleanField(label=_("De melder is te bereiken"), required=False)
    ontruiming_dagen = forms.IntegerField(
        label=KOLOMMEN["ontruiming_dagen"], min_value=-365, max_value=3650, required=False
    )

    def __init__(self, *args: Any, gemeenten: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kanaal"].choices = _keuzes("kanaal")  # type: ignore[attr-defined]
        self.fields["aard"].choices = _keuzes("aard")[::-1]  # type: ignore[attr-defined]
        self.fields["bekend"].choices = [("", _("Nog niet gekeken")), *_keuzes("bekend")]  # type: ignore[attr-defined]
        self.fields["verblijft_in"].choices = [  # type: ignore[attr-defined]
            ("", _("Nog niet bekend")),
            *gemeenten,
            ("9999", _("Buiten de regio")),
        ]

    def melding(self, nu: datetime) -> dict[str, Any]:
        """The trial as a melding of the contract."""
        g = self.cleaned_data
        nee = [code for code in KERNVRAGEN if code not in g["ja"]] if g["kern_nee"] else []
        betrokkene: dict[str, Any] = {"verblijft_in": g["verblijft_in"] or None}
        if g["leeftijd"] is not None:
            betrokkene |= {"leeftijd_van": g["leeftijd"], "leeftijd_tot": g["leeftijd"]}
        if g["bekend"]:
            context = {
                naam: g[naam] for naam in ("ave", "herhaling_30d", "herhaling_90d") if g[naam] is not None
            }
            betrokkene |= {"bekend": g["bekend"], "context": {"titel": g["titel"], **context}}
        melding = {
            "kanaal": g["kanaal"], "politiecode": g["politiecode"], "aard": g["aard"], "ontvangen_op": nu,
            "signalen": g["ja"], "signalen_nee": nee, "betrokkene": betrokkene,
            "melder": {"soort": "naaste", "telefoon": g["melder_contact"]},
        }  # fmt: skip
        if g["ontruiming_dagen"] is not None:
            dag = wettelijke_dag(nu) + timedelta(days=g["ontruiming_dagen"])
            melding["ontruimingsdatum"] = dag.isoformat()
        return melding


class Regelbestand(Formulier):
    """A table as a file."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bestand = forms.FileField(
        label=_("Bestand met regels (csv)"),
        help_text=_(
            "Kolommen: nr;uit;ook;als;aanwijzingen;tekst. De regels van dit concept worden vervangen."
        ),
    )


class MedischeToetsformulier(Formulier):
    """Who signed off the danger rules, and when."""

    naam = forms.CharField(label=_("Naam van de professional"), max_length=120)
    beroep = forms.ChoiceField(label=_("Beroep"), choices=list(BEROEPNAMEN.items()))
    big_nummer = forms.CharField(label=_("BIG-nummer"), max_length=11)
    op = forms.DateField(label=_("Getoetst op"))


def deel_van(nr: int) -> Deel | None:
    """The part of the table to which a rule number belongs."""
    return schema().deel_van(nr)
