"""The forms of the meldpunt, and how each becomes the input of an action."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt.actions.opvolgen import GEEN_ACTIE_REDENEN
from sluitend.meldpunt.models import Melder, Melding, Uitkomst
from sluitend.meldpunt.opname import RELATIES
from sluitend.meldpunt.rules.bevestigen import AFWIJKING_CODES
from sluitend.meldpunt.rules.klassen import STANDAARD_KLASSEN
from sluitend.meldpunt.rules.opgave import Chip, lees_opgave
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN, Groep
from sluitend.meldpunt.rules.staten import TERUGGEEFREDENEN
from sluitend.platform.actor import Actor
from sluitend.platform.formulieren import Formulier

JA_NEE = [("ja", _("Ja")), ("nee", _("Nee"))]
GROEPNAMEN = {
    Groep.GEVAAR: _("Gevaar"),
    Groep.GEZONDHEID: _("Gezondheid"),
    Groep.GEDRAG: _("Gedrag"),
    Groep.WONEN: _("Wonen"),
    Groep.BESTAAN: _("Bestaan"),
    Groep.STEUN: _("Steun"),
}
RELATIENAMEN = {
    "ouder": _("Ouder"),
    "partner": _("Partner"),
    "kind": _("Kind"),
    "broer_zus": _("Broer of zus"),
    "vertegenwoordiger": _("Vertegenwoordiger"),
    "mentor_curator": _("Mentor of curator"),
    "vriend": _("Vriend"),
    "buur": _("Buur"),
    "huisarts": _("Huisarts"),
    "wijkagent": _("Wijkagent"),
    "behandelaar": _("Behandelaar"),
    "corporatie": _("Woningcorporatie"),
    "overig": _("Anders"),
}
TERUGGEEFNAMEN = {
    "verkeerde_route": _("Hoort bij een ander team"),
    "verkeerde_gemeente": _("Hoort bij een andere gemeente"),
    "te_weinig_gegevens": _("Te weinig gegevens"),
    "geen_capaciteit": _("Geen ruimte"),
}
GEEN_ACTIE_NAMEN = {
    "al_hulp": _("Er is al hulp"),
    "geen_zorg_nodig": _("Geen zorg nodig"),
    "wil_niet_en_geen_gevaar": _("Wil geen hulp, en er is geen gevaar"),
    "te_weinig_gegevens": _("Te weinig gegevens"),
    "buiten_doelgroep": _("Buiten de doelgroep"),
}
WIJZENAMEN = [
    ("telefoon", _("Telefoon")),
    ("brief", _("Brief")),
    ("email", _("E-mail")),
    ("persoonlijk", _("Persoonlijk")),
    ("systeem", _("Via het systeem van de melder")),
]
NIET_MOGELIJK_NAMEN = [
    ("anoniem", _("De melder is anoniem")),
    ("niet_bereikt", _("Niet bereikt (drie keer, op twee dagen)")),
    ("melder_wil_niet", _("De melder wil het niet")),
]
_TELEFOON = re.compile(r"(\+?[0-9][0-9 ()-]{7,16}[0-9])")


def kies(paren: Iterable[tuple[Any, Any]], leeg: Any = None) -> list[tuple[Any, Any]]:
    """Options with an empty first one."""
    return [("", leeg or _("Kies")), *paren]


class Kernvragen(Formulier):
    """The eight questions that are always asked, and the other signals by group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @classmethod
    def kernvelden(cls) -> dict[str, forms.Field]:
        return {
            f"kern_{code}": forms.ChoiceField(
                label=SIGNALEN[code].label, choices=JA_NEE, required=False, widget=forms.RadioSelect
            )
            for code in KERNVRAGEN
        }

    def kern(self) -> list[Any]:
        """The bound fields of the kernvragen, in their order."""
        return [self[f"kern_{code}"] for code in KERNVRAGEN if f"kern_{code}" in self.fields]

    def antwoorden(self, gegevens: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """(signals with ja, kernvragen with nee)."""
        ja = [code for code in KERNVRAGEN if gegevens.get(f"kern_{code}") == "ja"]
        nee = [code for code in KERNVRAGEN if gegevens.get(f"kern_{code}") == "nee"]
        for groep in Groep:
            ja += gegevens.get(f"signalen_{groep}") or []
        return ja, nee


class NieuweMelding(Kernvragen):
    """One page for a call of less than a minute (UM-01)."""

    knoppen = ("geen_van_deze", "advies")

    geopend_op = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    omschrijving = forms.CharField(
        label=_("Wat is er aan de hand?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Feiten: wat ziet of hoort de melder?"),
    )
    mening = forms.CharField(
        label=_("Wat vindt de melder ervan?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    om_wie = forms.CharField(
        label=_("Om wie gaat het?"),
        required=False,
        max_length=300,
        help_text=_("In één regel: naam, geboortedatum of ±leeftijd, postcode en huisnummer, telefoon."),
    )
    onbekend = forms.BooleanField(label=_("Onbekende persoon"), required=False)
    kenmerken = forms.CharField(label=_("Kenmerken"), required=False, max_length=300)
    vindplaats = forms.CharField(label=_("Waar is de persoon nu?"), required=False, max_length=200)
    verblijft_in = forms.ChoiceField(label=_("Gemeente"), required=False)
    wie_belt = forms.ChoiceField(
        label=_("Wie belt er?"), choices=Melder.Soort.choices, widget=forms.RadioSelect
    )
    relatie = forms.ChoiceField(
        label=_("Relatie met de persoon"),
        required=False,
        choices=kies(RELATIENAMEN.items(), _("Niet bekend")),
    )
    melder = forms.CharField(label=_("Naam en telefoon van de melder"), required=False, max_length=160)
    melder_onbekend = forms.BooleanField(
        label=_("Melder blijft onbekend voor betrokkene"), required=False, initial=True
    )
    kanaal = forms.ChoiceField(
        label=_("Hoe kwam de melding binnen?"),
        choices=[(k, n) for k, n in Melding.Kanaal.choices if k not in ("politie", "web")],
        initial="telefoon",
    )
    aard = forms.ChoiceField(label=_("Soort melding"), choices=Melding.Aard.choices, initial="onbekend")
    ontruimingsdatum = forms.DateField(label=_("Datum van de ontruiming"), required=False)
    ontvangen_op = forms.DateTimeField(
        label=_("Eerder ontvangen op"), required=False, help_text=_("Alleen voor invoer achteraf.")
    )
    laat_ingevoerd_reden = forms.CharField(label=_("Reden voor late invoer"), required=False, max_length=200)

    def __init__(self, *args: Any, gemeenten: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.base_fields = {**self.base_fields, **self.kernvelden(), **_groepvelden()}
        super().__init__(*args, **kwargs)
        self.fields["verblijft_in"].choices = kies(gemeenten, _("Nog niet bekend"))
        for veld in self.fields.values():
            veld.zonder_merk = True  # nearly everything may follow later: saying so at each field is noise
        self.chips: tuple[Chip, ...] = ()
        self.opmerkingen: tuple[str, ...] = ()

    def getypt(self) -> dict[str, Any]:
        """What was typed, valid or not, as the start of the same form: for a draft, and for the page again."""
        return {
            naam: veld.widget.value_from_datadict(self.data, self.files, self.add_prefix(naam))
            for naam, veld in self.fields.items()
        }

    @staticmethod
    def gevuld(melding: Mapping[str, Any]) -> bool:
        """Whether there is text, a signal or a person, so that it may not get lost (10 §3)."""
        persoon = {naam for naam, w in melding["betrokkene"].items() if w and naam != "verblijft_in"}
        return bool(melding["omschrijving"] or melding["mening"] or melding["signalen"] or persoon)

    @classmethod
    def leeg(cls, **kwargs: Any) -> "NieuweMelding":
        """A form that was opened now, with its one-time key."""
        return cls(
            initial={"geopend_op": timezone.now().isoformat(), "sleutel": secrets.token_urlsafe(24)}, **kwargs
        )

    @property
    def met_signalen(self) -> bool:
        """Whether a signal was chosen, so that the list stands open."""
        return any(self[f"signalen_{groep}"].value() for groep in Groep)

    def groepen(self) -> list[tuple[str, Any]]:
        """The groups of signals as bound fields."""
        return [(GROEPNAMEN[groep], self[f"signalen_{groep}"]) for groep in Groep]

    def melding(self, gegevens: Mapping[str, Any]) -> dict[str, Any]:
        """The contract of a melding from what was filled in, complete or not."""
        ja, nee = self.antwoorden(gegevens)
        opgave = lees_opgave(
            gegevens.get("om_wie") or "", vandaag=wettelijke_dag(timezone.now()), test=settings.DEMO
        )
        self.opmerkingen, self.chips = opgave.opmerkingen, opgave.chips
        naam, telefoon = _naam_en_telefoon(gegevens.get("melder") or "")
        soort = gegevens.get("wie_belt") or ""
        ontruiming = gegevens.get("ontruimingsdatum")
        return {
            "kanaal": gegevens.get("kanaal") or "telefoon",
            "aard": gegevens.get("aard") or "onbekend",
            "ontvangen_op": self._ontvangen(gegevens),
            "laat_ingevoerd_reden": gegevens.get("laat_ingevoerd_reden") or "",
            "omschrijving": gegevens.get("omschrijving") or "",
            "mening": gegevens.get("mening") or "",
            "signalen": ja,
            "signalen_nee": nee,
            "ontruimingsdatum": ontruiming.isoformat() if ontruiming else "",
            "melder": {
                "soort": soort or None,
                "relatie": gegevens.get("relatie") or "",
                "naam": naam if soort != "anoniem" else "",
                "telefoon": telefoon if soort != "anoniem" else "",
                "identiteit_delen": not gegevens.get("melder_onbekend") and soort != "anoniem",
            },
            "betrokkene": {
                **{k: v for k, v in opgave.als_betrokkene().items() if k != "bsn"},
                "verblijft_in": gegevens.get("verblijft_in") or "",
                "kenmerken": gegevens.get("kenmerken")
                or ("onbekende persoon" if gegevens.get("onbekend") else ""),
                "vindplaats": gegevens.get("vindplaats") or "",
            },
        }

    def _ontvangen(self, gegevens: Mapping[str, Any]) -> datetime | None:
        """When it was received: as given for a late entry, else when the form was opened."""
        if gegevens.get("ontvangen_op"):
            return gegevens["ontvangen_op"]  # type: ignore[no-any-return]
        try:
            geopend = datetime.fromisoformat(gegevens.get("geopend_op") or "")
        except ValueError:
            return None
        oud = geopend.tzinfo is None or not 0 <= (timezone.now() - geopend).total_seconds() <= 12 * 3600
        return None if oud else geopend


# What a partner notices first: low enough to pass on without being sure (B07, F94).
VROEGSIGNALEN = {
    "uithuiszetting_dreigt": _("Er dreigt een ontruiming"),
    "zorgmijding": _("Contact lukt niet: afspraken gemist, doet niet open"),
    "niet_gezien": _("Al dagen niet gezien"),
    "woning_vervuild": _("Het huis is heel vies"),
    "schulden": _("Betaalt niet meer, of heeft schulden"),
    "overlast": _("Er zijn klachten over overlast"),
    "verward_gedrag": _("Is in de war"),
    "mantelzorg_overbelast": _("De mantelzorger kan niet meer"),
}


class Signaal(Formulier):
    """Three fields for a partner: who, what, and what was seen (UM-22). It is a melding, so it gets an answer."""

    voorwaarden: ClassVar[dict[str, Any]] = {"ontruimingsdatum": _("als er een ontruiming dreigt")}

    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    om_wie = forms.CharField(
        label=_("Om wie gaat het?"),
        max_length=300,
        help_text=_("In één regel: naam, geboortedatum of ±leeftijd, postcode en huisnummer, telefoon."),
    )
    signaal = forms.ChoiceField(
        label=_("Wat valt u op?"), choices=list(VROEGSIGNALEN.items()), widget=forms.RadioSelect
    )
    ontruimingsdatum = forms.DateField(label=_("Datum van de ontruiming"), required=False)
    toelichting = forms.CharField(
        label=_("Wat ziet u?"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def melding(self, actor: Actor) -> dict[str, Any]:
        """The contract of a light melding of this partner."""
        g = self.cleaned_data
        opgave = lees_opgave(g["om_wie"], vandaag=wettelijke_dag(timezone.now()), test=settings.DEMO)
        datum = g["ontruimingsdatum"] if g["signaal"] == "uithuiszetting_dreigt" else None
        return {
            "kanaal": "partner",
            "licht": True,
            "omschrijving": g["toelichting"],
            "signalen": [g["signaal"]],
            "ontruimingsdatum": datum.isoformat() if datum else "",
            "melder": {"soort": "professional", "naam": actor.naam, "organisatie": actor.organisatie_naam},
            "betrokkene": {naam: w for naam, w in opgave.als_betrokkene().items() if naam != "bsn"},
        }


def _groepvelden() -> dict[str, forms.Field]:
    return {
        f"signalen_{groep}": forms.MultipleChoiceField(
            label=GROEPNAMEN[groep],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(s.code, s.label) for s in SIGNALEN.values() if s.groep == groep and not s.kernvraag],
        )
        for groep in Groep
    }


def _naam_en_telefoon(tekst: str) -> tuple[str, str]:
    """ "Anna de Vries 06-12345678" in its two parts."""
    treffer = _TELEFOON.search(tekst)
    if treffer is None:
        return tekst.strip(" ,;"), ""
    naam = (tekst[: treffer.start()] + " " + tekst[treffer.end() :]).strip(" ,;")
    return " ".join(naam.split()), treffer[1]


class Triageformulier(Kernvragen):
    """Confirm as advised, or choose otherwise and say why (UM-10)."""

    knoppen = ("zoals_geadviseerd",)

    versie = forms.IntegerField(widget=forms.HiddenInput)
    urgentie = forms.ChoiceField(
        label=_("Urgentie"),
        choices=[(k.code, k.label) for k in STANDAARD_KLASSEN.values()],
        widget=forms.RadioSelect,
    )
    route = forms.ChoiceField(
        label=_("Route"), choices=[(r.code, r.label) for r in ROUTES.values() if r.code != "achterwacht"]
    )
    aard = forms.ChoiceField(label=_("Soort melding"), choices=Melding.Aard.choices)
    afwijking_code = forms.ChoiceField(
        label=_("Waarom anders dan geadviseerd?"),
        required=False,
        choices=kies(AFWIJKING_CODES.items(), _("Niet van toepassing")),
    )
    afwijking_tekst = forms.CharField(
        label=_("Toelichting"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    herkwalificatie_reden = forms.CharField(
        label=_("Waarom is dit geen Wvggz-melding?"), required=False, max_length=500
    )
    melder_belt_zelf = forms.BooleanField(label=_("Melder belt zelf 112"), required=False)

    def __init__(self, *args: Any, ontbreekt: Iterable[str] = KERNVRAGEN, **kwargs: Any) -> None:
        kern = self.kernvelden()
        over = {naam: veld for naam, veld in kern.items() if naam.removeprefix("kern_") in set(ontbreekt)}
        self.base_fields = {**self.base_fields, **over}
        super().__init__(*args, **kwargs)


class MetVersie(Formulier):
    """A form that belongs to one version of a melding."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class Oppakken(MetVersie):
    eigenaar = forms.ChoiceField(label=_("Wie pakt het op?"), required=False)

    def __init__(self, *args: Any, collegas: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].choices = kies(collegas, _("Ikzelf"))


class Teruggeven(MetVersie):
    reden = forms.ChoiceField(label=_("Reden"), choices=[(r, TERUGGEEFNAMEN[r]) for r in TERUGGEEFREDENEN])
    toelichting = forms.CharField(
        label=_("Toelichting"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


DOORSTUURVELDEN = [
    ("omschrijving", _("Wat er aan de hand is")),
    ("signalen", _("Signalen")),
    ("persoon", _("Naam en geboortedatum")),
    ("adres", _("Adres en vindplaats")),
    ("melder", _("Wie er belde")),
]


class Doorsturen(MetVersie):
    """Another gemeente, another region of this installation, or somebody outside by phone (UM-14)."""

    voorwaarden: ClassVar[dict[str, Any]] = {
        "gesproken_met": _("bij buiten de regio"),
        "naar": _("als de regio hier niet tussen staat"),
    }

    gemeente = forms.ChoiceField(label=_("Andere gemeente in de regio"), required=False)
    regio = forms.ChoiceField(label=_("Of een andere regio"), required=False)
    naar = forms.CharField(label=_("Of buiten de regio, naar"), required=False, max_length=120)
    gesproken_met = forms.CharField(label=_("Gesproken met"), required=False, max_length=120)
    reden = forms.ChoiceField(
        label=_("Waarom"),
        choices=[("verblijft_elders", _("Verblijft ergens anders")), ("verhuisd", _("Is verhuisd"))],
    )
    velden = forms.MultipleChoiceField(
        label=_("Wat gaat mee?"),
        required=False,
        choices=DOORSTUURVELDEN,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De andere regio ziet alleen wat u aankruist."),
    )
    opvang_geregeld = forms.BooleanField(label=_("Opvang voor vannacht is geregeld"), required=False)

    def __init__(
        self,
        *args: Any,
        gemeenten: Iterable[tuple[str, str]] = (),
        regios: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = kies(gemeenten, _("Niet binnen de regio"))
        self.fields["regio"].choices = kies(regios, _("Niet van toepassing"))


class Aanbodantwoord(Formulier):
    """Accept or refuse what another region offers."""

    knoppen = ("besluit",)

    toelichting = forms.CharField(label=_("Reden om te weigeren"), required=False, max_length=500)


class Bevestiging(MetVersie):
    bevestigd = forms.ChoiceField(
        label=_("Antwoord"),
        choices=[("ja", _("Ontvangst bevestigd")), ("nee", _("Geweigerd"))],
        widget=forms.RadioSelect,
    )
    door = forms.CharField(label=_("Wie zei dit?"), max_length=120)
    melder_verteld = forms.BooleanField(label=_("De melder weet het"), required=False)


class Doorverbinden(Formulier):
    functie = forms.ChoiceField(
        label=_("Wie belde u?"), choices=[(r.code, r.label) for r in ROUTES.values() if r.extern]
    )
    nummer_gebeld = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    gesproken_met = forms.CharField(label=_("Overgenomen door"), required=False, max_length=120)
    overgenomen = forms.ChoiceField(
        label=_("Overgenomen?"),
        required=False,
        choices=kies(
            [("ja", _("Ja")), ("nee", _("Nee")), ("melder_belt_zelf", _("Melder belt zelf 112"))],
            "Nog niet bekend",
        ),
    )


class Uitkomstformulier(MetVersie):
    uitkomst = forms.ChoiceField(
        label=_("Wat is er gebeurd?"),
        choices=kies([(k, n) for k, n in Uitkomst.Soort.choices if k != "doorgestuurd"]),
    )
    reden = forms.ChoiceField(
        label=_("Bij geen actie: waarom?"),
        required=False,
        choices=kies([(r, GEEN_ACTIE_NAMEN[r]) for r in GEEN_ACTIE_REDENEN], _("Niet van toepassing")),
    )
    toelichting = forms.CharField(
        label=_("Toelichting"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    betrokkene_geinformeerd = forms.ChoiceField(
        label=_("Weet de persoon van de melding?"), choices=JA_NEE, widget=forms.RadioSelect
    )
    betrokkene_niet_reden = forms.CharField(
        label=_("Zo nee: waarom nog niet?"), required=False, max_length=300
    )
    vermijdbaar = forms.ChoiceField(
        label=_("Was een rustiger route ook goed geweest?"),
        required=False,
        choices=kies(JA_NEE, _("Niet beantwoord")),
    )


class Terugkoppelformulier(MetVersie):
    wijze = forms.ChoiceField(
        label=_("Hoe verteld?"), required=False, choices=kies(WIJZENAMEN, _("Niet verteld"))
    )
    tekst = forms.CharField(
        label=_("Wat is er verteld?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    niet_mogelijk = forms.ChoiceField(
        label=_("Of: waarom niet mogelijk?"),
        required=False,
        choices=kies(NIET_MOGELIJK_NAMEN, _("Niet van toepassing")),
    )


class Sluiten(MetVersie):
    pass


class Heropenen(MetVersie):
    reden = forms.CharField(label=_("Reden"), max_length=300)


class Herstellen(MetVersie):
    omschrijving = forms.CharField(
        label=_("Tekst"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    reden = forms.CharField(label=_("Waarom herstelt u de tekst?"), max_length=300)


class Koppelen(MetVersie):
    inwoner = forms.CharField(widget=forms.HiddenInput, max_length=40)
    besluit = forms.ChoiceField(
        choices=[("zelfde", _("Zelfde persoon")), ("andere", _("Andere persoon")), ("later", _("Later"))],
        label=_("Besluit"),
    )
    punten = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=-200, max_value=200)
    knoppen = ("besluit",)


class NieuwePersoon(MetVersie):
    geslachtsnaam = forms.CharField(label=_("Achternaam"), required=False, max_length=120)
    voorvoegsel = forms.CharField(label=_("Voorvoegsel"), required=False, max_length=20)
    roepnaam = forms.CharField(label=_("Voornaam"), required=False, max_length=60)
    geboortedatum = forms.DateField(label=_("Geboortedatum"), required=False)
    aanduiding = forms.CharField(
        label=_("Onbekend? Korte aanduiding"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld: man, ±60, slaapt bij het station."),
    )


class Politiebestand(Formulier):
    knoppen = ("uitvoeren",)
    bestand = forms.FileField(
        label=_("Bestand (csv)"), help_text=_("Kolommen zoals afgesproken met de politie; hoogstens 5 MB.")
    )


assert set(RELATIENAMEN) == set(RELATIES)
