"""The forms of this area: what is asked; the rules stand in `gegevens` and the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sluitend.inwoners.actions.naasten import WIJZEN
from sluitend.inwoners.actions.personen import MIDDELEN
from sluitend.inwoners.gegevens import (
    BSN_GRONDSLAGEN,
    CONTACTVOORKEUREN,
    MAG_WETEN,
    Adresgegevens,
    Inwonergegevens,
    Naastegegevens,
)
from sluitend.inwoners.models import Adresperiode, Afscherming, Inwoner, Naaste
from sluitend.inwoners.queries.herkennen import ZOEKREDENEN
from sluitend.inwoners.queries.personen import MAG_WETEN_NAMEN
from sluitend.inwoners.rules.herkenning import Persoonsgegevens
from sluitend.platform.formulieren import Formulier
from sluitend.regio import queries as regio

REDENNAMEN = {
    "melding": _("melding"),
    "overdracht": _("overdracht"),
    "aanvraag": _("aanvraag"),
    "afspraak": _("afspraak"),
    "identiteit": _("identiteit vaststellen"),
    "anders": _("iets anders"),
}
CONTACTNAMEN = {
    "telefoon": _("telefoon"),
    "brief": _("brief"),
    "e-mail": _("e-mail"),
    "app": _("app"),
    "via_naaste": _("via een naaste"),
}
MIDDELNAMEN = {
    "paspoort": _("paspoort"),
    "identiteitskaart": _("identiteitskaart"),
    "rijbewijs": _("rijbewijs"),
    "verblijfsdocument": _("verblijfsdocument"),
    "brp": _("basisregistratie personen (BRP)"),
}
WIJZENAMEN = {
    "aanwezig": _("de inwoner was erbij en zei ja"),
    "ondertekend": _("de inwoner tekende"),
}


def keuzes(codes: Any, namen: dict[str, Any] | None = None) -> list[tuple[str, Any]]:
    """Choices with readable names, nothing chosen first."""
    return [("", "–"), *((code, (namen or {}).get(code, code.replace("_", " "))) for code in codes)]


class Zoekformulier(Formulier):
    """Find somebody. Nothing here ever stands in an address."""

    achternaam = forms.CharField(label=_("Achternaam"), required=False, max_length=120)
    voornaam = forms.CharField(label=_("Voornaam"), required=False, max_length=120)
    geboortedatum = forms.DateField(label=_("Geboortedatum"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    huisnummer = forms.CharField(label=_("Huisnummer"), required=False, max_length=5)
    telefoon = forms.CharField(label=_("Telefoon"), required=False, max_length=40)
    bsn = forms.CharField(label=_("BSN"), required=False, max_length=9)
    nummer = forms.CharField(label=_("Nummer (IW-…)"), required=False, max_length=20)
    reden = forms.ChoiceField(
        label=_("Waarom zoekt u?"), choices=[(code, REDENNAMEN[code]) for code in ZOEKREDENEN]
    )

    def opgave(self) -> Persoonsgegevens:
        """What was given, as the rule compares it."""
        v = self.cleaned_data
        return Persoonsgegevens(
            achternaam=v["achternaam"],
            voornaam=v["voornaam"],
            geboortedatum=v["geboortedatum"].isoformat() if v["geboortedatum"] else "",
            postcode=v["postcode"],
            huisnummer=v["huisnummer"],
            telefoons=(v["telefoon"],) if v["telefoon"] else (),
            bsn=v["bsn"],
        )


class Persoonsvelden(Formulier):
    """What may be known of a resident."""

    voorwaarden = {
        "geslachtsnaam": _("als de naam bekend is"),
        "aanduiding": _("als de naam niet bekend is"),
    }
    geslachtsnaam = forms.CharField(label=_("Achternaam"), required=False, max_length=120)
    voorvoegsel = forms.CharField(label=_("Voorvoegsel"), required=False, max_length=20)
    voornamen = forms.CharField(label=_("Voornamen"), required=False, max_length=120)
    roepnaam = forms.CharField(label=_("Roepnaam"), required=False, max_length=60)
    aanduiding = forms.CharField(
        label=_("Aanduiding"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld waar de persoon verblijft."),
    )
    geboortedatum = forms.DateField(label=_("Geboortedatum"), required=False)
    geboortedatum_precisie = forms.ChoiceField(
        label=_("Hoe precies is die datum?"),
        required=False,
        choices=[("", "–"), *(k for k in Inwoner.Precisie.choices if k[0] != "onbekend")],
    )
    telefoon = forms.CharField(label=_("Telefoon"), required=False, max_length=40)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)
    contactvoorkeur = forms.ChoiceField(
        label=_("Liefst contact per"), required=False, choices=keuzes(CONTACTVOORKEUREN, CONTACTNAMEN)
    )
    taal = forms.CharField(label=_("Taal"), required=False, max_length=40)
    tolk_nodig = forms.BooleanField(label=_("Er is een tolk nodig"), required=False)
    adres_afgeschermd = forms.BooleanField(
        label=_("Het adres is geheim"),
        required=False,
        help_text=_("Het adres staat dan in geen lijst, brief, zoekvraag of uitwisseling."),
    )

    def persoon(self, **extra: Any) -> Inwonergegevens:
        velden = {naam: self.cleaned_data[naam] for naam in Persoonsvelden.base_fields}
        return Inwonergegevens(**velden, **extra)


class Registratieformulier(Persoonsvelden):
    """A new resident, with an address when there is one."""

    voorwaarden = {**Persoonsvelden.voorwaarden, "gemeente": _("als u een adres invult")}
    onbekend = forms.BooleanField(label=_("Onbekende persoon"), required=False)
    gemeente = forms.ChoiceField(label=_("Gemeente van verblijf"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    huisnummer = forms.IntegerField(label=_("Huisnummer"), required=False, min_value=1, max_value=99_999)
    toevoeging = forms.CharField(label=_("Toevoeging"), required=False, max_length=10)

    field_order = ("onbekend",)

    def __init__(self, *args: Any, gemeenten: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", "–"), *gemeenten]  # type: ignore[attr-defined]

    def gegevens(self) -> Inwonergegevens:
        v, adres = self.cleaned_data, None
        if v["gemeente"] or v["postcode"]:
            adres = Adresgegevens(
                gemeente=v["gemeente"],
                postcode=v["postcode"],
                huisnummer=v["huisnummer"],
                toevoeging=v["toevoeging"],
            )
        return self.persoon(onbekend=v["onbekend"], adres=adres)


class Gegevensformulier(Persoonsvelden):
    """Changing what is known; `versie` says what was on the screen."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Identiteitformulier(Formulier):
    """How sure we are who this is."""

    voorwaarden = {
        "middel": _("als de identiteit geverifieerd is"),
        "gezien_op": _("als de identiteit geverifieerd is"),
        "reden": _("als de identiteit minder zeker wordt"),
    }
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    status = forms.ChoiceField(label=_("De identiteit is"), choices=Inwoner.Identiteit.choices)
    middel = forms.ChoiceField(label=_("Bewijs"), required=False, choices=keuzes(MIDDELEN, MIDDELNAMEN))
    gezien_op = forms.DateField(label=_("Gezien op"), required=False)
    reden = forms.CharField(label=_("Reden"), required=False, max_length=200)


class Bsnformulier(Formulier):
    """The BSN with its ground."""

    verplicht = ("bsn_grondslag",)
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    bsn = forms.CharField(label=_("BSN"), max_length=9)
    bsn_grondslag = forms.ChoiceField(
        label=_("Grondslag"),
        required=False,
        choices=[("", "–"), *((code, _(naam)) for code, naam in BSN_GRONDSLAGEN.items())],
    )
    geverifieerd = forms.BooleanField(label=_("Gecontroleerd met een bewijs"), required=False)


class Redenformulier(Formulier):
    """Why a locked field is shown."""

    reden = forms.CharField(label=_("Waarom hebt u dit nodig?"), max_length=200)


class Afschermformulier(Formulier):
    """Why the address must be secret, and for whom not."""

    reden = forms.ChoiceField(
        label=_("Waarom moet het adres geheim zijn?"), choices=[("", "–"), *Afscherming.Reden.choices]
    )
    lijst = forms.MultipleChoiceField(
        label=_("Wie mag het adres zien?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ten minste twee mensen, anders kan niemand er meer bij."),
    )

    def __init__(self, *args: Any, kandidaten: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lijst"].choices = kandidaten  # type: ignore[attr-defined]


class Bevestigformulier(Formulier):
    """Until when the secrecy holds before it is judged again."""

    knoppen = ("besluit",)
    herzien_op = forms.DateField(label=_("Opnieuw beoordelen op"), help_text=_("Binnen 6 maanden."))


class Adresformulier(Formulier):
    """A new place to live or stay."""

    soort = forms.ChoiceField(label=_("Soort"), choices=Adresperiode.Soort.choices)
    gemeente = forms.ChoiceField(label=_("Gemeente"))
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    huisnummer = forms.IntegerField(label=_("Huisnummer"), required=False, min_value=1, max_value=99_999)
    toevoeging = forms.CharField(label=_("Toevoeging"), required=False, max_length=10)
    plaatsomschrijving = forms.CharField(label=_("Omschrijving van de plek"), required=False, max_length=200)
    van = forms.DateField(label=_("Vanaf"), required=False)
    tot = forms.DateField(label=_("Tot"), required=False)

    def __init__(self, *args: Any, gemeenten: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [("", "–"), *gemeenten]  # type: ignore[attr-defined]

    def gegevens(self) -> Adresgegevens:
        return Adresgegevens(**self.cleaned_data)


class Naasteformulier(Formulier):
    """Somebody close to the resident."""

    voorwaarden = {"reden_niet": _("als u de naaste niet uitnodigt")}
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=120)
    relatie = forms.ChoiceField(label=_("Relatie"), choices=Naaste.Relatie.choices)
    telefoon = forms.CharField(label=_("Telefoon"), required=False, max_length=40)
    mantelzorger = forms.BooleanField(label=_("Is mantelzorger"), required=False)
    crisiscontact = forms.BooleanField(label=_("Bellen bij een crisis"), required=False)
    uitgenodigd = forms.BooleanField(label=_("Uitgenodigd om mee te doen"), required=False, initial=True)
    reden_niet = forms.CharField(label=_("Waarom niet uitgenodigd"), required=False, max_length=200)

    def gegevens(self) -> Naastegegevens:
        return Naastegegevens(**{k: v for k, v in self.cleaned_data.items() if k != "versie"})


class Toestemmingformulier(Formulier):
    """What the resident lets this naaste know."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    mag_weten = forms.MultipleChoiceField(
        label=_("Deze naaste mag weten"),
        required=False,
        choices=[(code, MAG_WETEN_NAMEN[code]) for code in MAG_WETEN],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets aankruisen trekt de toestemming in."),
    )
    wijze = forms.ChoiceField(
        label=_("Hoe heeft de inwoner dit gezegd?"),
        choices=[(code, WIJZENAMEN[code]) for code in WIJZEN],
        widget=forms.RadioSelect,
    )


class Paarformulier(Formulier):
    """Asking for a merge: who stays, who goes up in the other."""

    blijft = forms.CharField(widget=forms.HiddenInput, max_length=36)
    opgegaan = forms.CharField(widget=forms.HiddenInput, max_length=36)


class Besluitformulier(Formulier):
    """One button of the page of a merge."""

    besluit = forms.ChoiceField(
        choices=[(c, c) for c in ("samenvoegen", "afwijzen", "terug_vragen", "terugdraaien", "toewijzen")],
        error_messages={"required": _("Kies wat u wilt doen.")},
    )
    sleutel = forms.CharField(required=False, max_length=200)
    inwoner = forms.CharField(required=False, max_length=36)


def gemeentekeuzes() -> list[tuple[str, str]]:
    """The gemeenten of the region today; inside a unit."""
    return [(g.pk, g.naam) for g in regio.gemeenten() if g.tot is None]
