"""The public forms, in plain Dutch (B1). Every field about a person may stay empty."""

import secrets
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sluitend.platform.formulieren import Formulier

OVER_WIE = [
    ("mijzelf", _("Mijzelf")),
    ("familie", _("Familie of een vriend")),
    ("buur", _("Een buur")),
    ("werk", _("Iemand die ik via mijn werk ken")),
    ("onbekend", _("Iemand die ik niet ken")),
]
SOORT = {
    "mijzelf": "inwoner",
    "familie": "naaste",
    "buur": "buur",
    "werk": "professional",
    "onbekend": "buur",
}
ZIET = [
    ("suicide_gedachten", _("Praat over niet meer willen leven")),
    ("verward_gedrag", _("Is in de war")),
    ("niet_eten_drinken", _("Eet of drinkt niet")),
    ("ernstige_zelfverwaarlozing", _("Zorgt niet meer voor zichzelf")),
    ("woning_vervuild", _("Het huis is heel vies")),
    ("zorgmijding", _("Wil geen hulp, doet niet open")),
    ("niet_gezien", _("Al dagen niet gezien")),
    ("geweld_dreiging", _("Dreigt met geweld")),
    ("middelengebruik", _("Gebruikt veel drank of drugs")),
    ("geen_woonplek_straks", _("Heeft straks geen plek om te wonen")),
]
BEKEND = [
    ("naam", _("U mag mijn naam weten")),
    ("geheim", _("De persoon mag niet weten dat ik meld")),
    ("anoniem", _("Ik blijf anoniem (dan kunnen we u niet bellen)")),
]
STAPPEN: dict[int, tuple[str, ...]] = {
    1: ("gevaar",),
    2: ("over_wie", "naam", "leeftijd", "postcode", "huisnummer", "gemeente", "vindplaats"),
    3: ("tekst", "ziet"),
    4: ("bekend", "melder_naam", "melder_telefoon", "melder_email"),
    5: (),
}


class ZorgenMelden(Formulier):
    """All five steps; a page shows one and carries the others along."""

    knoppen = ("naar",)
    # Asked step by step: a step that is still to come does not refuse the present one.
    verplicht = ("over_wie", "bekend")
    voorwaarden: ClassVar[dict[str, Any]] = {
        "tekst": _("schrijf iets op, of kruis iets aan"),
        "ziet": _("kruis iets aan, of schrijf iets op"),
    }

    stap = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=5)
    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    gevaar = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)
    over_wie = forms.ChoiceField(
        label=_("Om wie maakt u zich zorgen?"), choices=OVER_WIE, required=False, widget=forms.RadioSelect
    )
    naam = forms.CharField(label=_("Hoe heet deze persoon?"), required=False, max_length=120)
    leeftijd = forms.IntegerField(label=_("Hoe oud ongeveer?"), required=False, min_value=0, max_value=120)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=7)
    huisnummer = forms.IntegerField(label=_("Huisnummer"), required=False, min_value=1, max_value=99_999)
    gemeente = forms.ChoiceField(label=_("Gemeente"), required=False)
    vindplaats = forms.CharField(label=_("Of: waar is de persoon vaak?"), required=False, max_length=200)
    tekst = forms.CharField(
        label=_("Wat ziet u of waar maakt u zich zorgen over?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    ziet = forms.MultipleChoiceField(
        label=_("Kruis aan wat klopt"), choices=ZIET, required=False, widget=forms.CheckboxSelectMultiple
    )
    bekend = forms.ChoiceField(
        label=_("Wie bent u?"), choices=BEKEND, required=False, widget=forms.RadioSelect
    )
    melder_naam = forms.CharField(label=_("Uw naam"), required=False, max_length=80)
    melder_telefoon = forms.CharField(label=_("Uw telefoonnummer"), required=False, max_length=20)
    melder_email = forms.CharField(label=_("Uw e-mailadres"), required=False, max_length=120)

    def __init__(self, *args: Any, gemeenten: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", _("Weet ik niet")), *gemeenten]

    @classmethod
    def leeg(cls, **kwargs: Any) -> "ZorgenMelden":
        """A new form with its one-time key."""
        return cls(initial={"stap": 1, "sleutel": secrets.token_urlsafe(24)}, **kwargs)

    def zichtbaar(self, stap: int) -> list[Any]:
        """The fields of a step."""
        return [self[naam] for naam in STAPPEN[stap] if naam != "gevaar"]

    def mee(self, stap: int) -> list[Any]:
        """The fields of the other steps, carried along unseen."""
        hier = set(STAPPEN[stap]) - {"gevaar"}
        return [self[naam] for naam in self.fields if naam not in hier and naam != "stap"]

    def melding(self) -> dict[str, Any]:
        """The contract of a melding."""
        g = self.cleaned_data
        anoniem = g["bekend"] == "anoniem"
        signalen = list(g["ziet"])
        if g["gevaar"] == "ja":
            signalen.insert(0, "levensgevaar_nu")
        return {
            "aard": "onbekend",
            "omschrijving": g["tekst"],
            "signalen": signalen,
            "melder": {
                "soort": SOORT.get(g["over_wie"] or "", "naaste"),
                "naam": "" if anoniem else g["melder_naam"],
                "telefoon": "" if anoniem else g["melder_telefoon"],
                "email": "" if anoniem else g["melder_email"],
                "identiteit_delen": g["bekend"] == "naam",
                "anoniem": anoniem,
            },
            "betrokkene": {
                "naam": g["naam"],
                "leeftijd_van": None if g["leeftijd"] is None else max(0, g["leeftijd"] - 3),
                "leeftijd_tot": None if g["leeftijd"] is None else min(120, g["leeftijd"] + 3),
                "verblijft_in": g["gemeente"],
                "vindplaats": g["vindplaats"],
                "adres": {"postcode": g["postcode"], "huisnummer": g["huisnummer"]},
            },
        }


# Where the field of a refusal of the contract stands on the form.
VELDEN = {
    "betrokkene.adres.postcode": ("postcode", 2),
    "betrokkene.adres.huisnummer": ("huisnummer", 2),
    "betrokkene.geboortedatum": ("leeftijd", 2),
    "betrokkene.naam": ("naam", 2),
    "betrokkene.vindplaats": ("vindplaats", 2),
    "omschrijving": ("tekst", 3),
    "melder.naam": ("melder_naam", 4),
    "melder.telefoon": ("melder_telefoon", 4),
    "melder.email": ("melder_email", 4),
}


class Volgen(Formulier):
    """Number and code of an own melding."""

    nummer = forms.CharField(
        label=_("Nummer van uw melding"), max_length=20, help_text=_("Bijvoorbeeld M-2026-000123")
    )
    code = forms.CharField(label=_("Code"), max_length=14, help_text=_("De tien tekens die u kreeg"))


class Gemeentekeuze(Formulier):
    """Which gemeente one asks about."""

    gemeente = forms.ChoiceField(label=_("In welke gemeente bent u?"), required=False)

    def __init__(self, *args: Any, gemeenten: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", _("Weet ik niet")), *gemeenten]  # type: ignore[attr-defined]

    def vreemde_sleutels(self) -> set[str]:
        """An address may carry more than we ask: a link from elsewhere works too."""
        return set()
