"""The forms of the meldpunt, and how each becomes the input of an action."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from sluitend.kern.kalender import wettelijke_dag
from sluitend.meldpunt.actions.opvolgen import GEEN_ACTIE_REDENEN
from sluitend.meldpunt.models import Melder, Melding, Uitkomst
from sluitend.meldpunt.opname import RELATIES
from sluitend.meldpunt.rules.bevestigen import AFWIJKING_CODES
from sluitend.meldpunt.rules.klassen import STANDAARD_KLASSEN
from sluitend.meldpunt.rules.opgave import lees_opgave
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.meldpunt.rules.signalen import KERNVRAGEN, SIGNALEN, Groep
from sluitend.meldpunt.rules.staten import TERUGGEEFREDENEN
from sluitend.platform.formulieren import Formulier

JA_NEE = [("ja", "Ja"), ("nee", "Nee")]
GROEPNAMEN = {
    Groep.GEVAAR: "Gevaar",
    Groep.GEZONDHEID: "Gezondheid",
    Groep.GEDRAG: "Gedrag",
    Groep.WONEN: "Wonen",
    Groep.BESTAAN: "Bestaan",
    Groep.STEUN: "Steun",
}
RELATIENAMEN = {
    "ouder": "Ouder",
    "partner": "Partner",
    "kind": "Kind",
    "broer_zus": "Broer of zus",
    "vertegenwoordiger": "Vertegenwoordiger",
    "mentor_curator": "Mentor of curator",
    "vriend": "Vriend",
    "buur": "Buur",
    "huisarts": "Huisarts",
    "wijkagent": "Wijkagent",
    "behandelaar": "Behandelaar",
    "corporatie": "Woningcorporatie",
    "overig": "Anders",
}
TERUGGEEFNAMEN = {
    "verkeerde_route": "Hoort bij een ander team",
    "verkeerde_gemeente": "Hoort bij een andere gemeente",
    "te_weinig_gegevens": "Te weinig gegevens",
    "geen_capaciteit": "Geen ruimte",
}
GEEN_ACTIE_NAMEN = {
    "al_hulp": "Er is al hulp",
    "geen_zorg_nodig": "Geen zorg nodig",
    "wil_niet_en_geen_gevaar": "Wil geen hulp, en er is geen gevaar",
    "te_weinig_gegevens": "Te weinig gegevens",
    "buiten_doelgroep": "Buiten de doelgroep",
}
WIJZENAMEN = [
    ("telefoon", "Telefoon"),
    ("brief", "Brief"),
    ("email", "E-mail"),
    ("persoonlijk", "Persoonlijk"),
    ("systeem", "Via het systeem van de melder"),
]
NIET_MOGELIJK_NAMEN = [
    ("anoniem", "De melder is anoniem"),
    ("niet_bereikt", "Niet bereikt (drie keer, op twee dagen)"),
    ("melder_wil_niet", "De melder wil het niet"),
]
_TELEFOON = re.compile(r"(\+?[0-9][0-9 ()-]{7,16}[0-9])")


def kies(paren: Iterable[tuple[str, str]], leeg: str = "Kies") -> list[tuple[str, str]]:
    """Options with an empty first one."""
    return [("", leeg), *paren]


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
        label="Wat is er aan de hand?",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Feiten: wat ziet of hoort de melder?",
    )
    mening = forms.CharField(
        label="Wat vindt de melder ervan?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    om_wie = forms.CharField(
        label="Om wie gaat het?",
        required=False,
        max_length=300,
        help_text="In één regel: naam, geboortedatum of ±leeftijd, postcode en huisnummer, telefoon.",
    )
    onbekend = forms.BooleanField(label="Onbekende persoon", required=False)
    kenmerken = forms.CharField(label="Kenmerken", required=False, max_length=300)
    vindplaats = forms.CharField(label="Waar is de persoon nu?", required=False, max_length=200)
    verblijft_in = forms.ChoiceField(label="Gemeente", required=False)
    wie_belt = forms.ChoiceField(label="Wie belt er?", choices=Melder.Soort.choices, widget=forms.RadioSelect)
    relatie = forms.ChoiceField(
        label="Relatie met de persoon", required=False, choices=kies(RELATIENAMEN.items(), "Niet bekend")
    )
    melder = forms.CharField(label="Naam en telefoon van de melder", required=False, max_length=160)
    melder_onbekend = forms.BooleanField(
        label="Melder blijft onbekend voor betrokkene", required=False, initial=True
    )
    kanaal = forms.ChoiceField(
        label="Hoe kwam de melding binnen?",
        choices=[(k, n) for k, n in Melding.Kanaal.choices if k not in ("politie", "web")],
        initial="telefoon",
    )
    aard = forms.ChoiceField(label="Soort melding", choices=Melding.Aard.choices, initial="onbekend")
    ontruimingsdatum = forms.DateField(label="Datum van de ontruiming", required=False)
    ontvangen_op = forms.DateTimeField(
        label="Eerder ontvangen op", required=False, help_text="Alleen voor invoer achteraf."
    )
    laat_ingevoerd_reden = forms.CharField(label="Reden voor late invoer", required=False, max_length=200)

    def __init__(self, *args: Any, gemeenten: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.base_fields = {**self.base_fields, **self.kernvelden(), **_groepvelden()}
        super().__init__(*args, **kwargs)
        self.fields["verblijft_in"].choices = kies(gemeenten, "Nog niet bekend")
        self.opmerkingen: tuple[str, ...] = ()

    @classmethod
    def leeg(cls, **kwargs: Any) -> "NieuweMelding":
        """A form that was opened now, with its one-time key."""
        return cls(
            initial={"geopend_op": timezone.now().isoformat(), "sleutel": secrets.token_urlsafe(24)}, **kwargs
        )

    def groepen(self) -> list[tuple[str, Any]]:
        """The groups of signals as bound fields."""
        return [(GROEPNAMEN[groep], self[f"signalen_{groep}"]) for groep in Groep]

    def melding(self, gegevens: Mapping[str, Any]) -> dict[str, Any]:
        """The contract of a melding from what was filled in, complete or not."""
        ja, nee = self.antwoorden(gegevens)
        opgave = lees_opgave(
            gegevens.get("om_wie") or "", vandaag=wettelijke_dag(timezone.now()), test=settings.DEMO
        )
        self.opmerkingen = opgave.opmerkingen
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
        label="Urgentie",
        choices=[(k.code, k.label) for k in STANDAARD_KLASSEN.values()],
        widget=forms.RadioSelect,
    )
    route = forms.ChoiceField(
        label="Route", choices=[(r.code, r.label) for r in ROUTES.values() if r.code != "achterwacht"]
    )
    aard = forms.ChoiceField(label="Soort melding", choices=Melding.Aard.choices)
    afwijking_code = forms.ChoiceField(
        label="Waarom anders dan geadviseerd?",
        required=False,
        choices=kies(AFWIJKING_CODES.items(), "Niet van toepassing"),
    )
    afwijking_tekst = forms.CharField(
        label="Toelichting", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    herkwalificatie_reden = forms.CharField(
        label="Waarom is dit geen Wvggz-melding?", required=False, max_length=500
    )
    melder_belt_zelf = forms.BooleanField(label="Melder belt zelf 112", required=False)

    def __init__(self, *args: Any, ontbreekt: Iterable[str] = KERNVRAGEN, **kwargs: Any) -> None:
        kern = self.kernvelden()
        over = {naam: veld for naam, veld in kern.items() if naam.removeprefix("kern_") in set(ontbreekt)}
        self.base_fields = {**self.base_fields, **over}
        super().__init__(*args, **kwargs)


class MetVersie(Formulier):
    """A form that belongs to one version of a melding."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class Oppakken(MetVersie):
    eigenaar = forms.ChoiceField(label="Wie pakt het op?", required=False)

    def __init__(self, *args: Any, collegas: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].choices = kies(collegas, "Ikzelf")


class Teruggeven(MetVersie):
    reden = forms.ChoiceField(label="Reden", choices=[(r, TERUGGEEFNAMEN[r]) for r in TERUGGEEFREDENEN])
    toelichting = forms.CharField(
        label="Toelichting", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class Doorsturen(MetVersie):
    gemeente = forms.ChoiceField(label="Andere gemeente in de regio", required=False)
    naar = forms.CharField(label="Of buiten de regio, naar", required=False, max_length=120)
    gesproken_met = forms.CharField(label="Gesproken met", required=False, max_length=120)
    reden = forms.ChoiceField(
        label="Waarom", choices=[("verblijft_elders", "Verblijft ergens anders"), ("verhuisd", "Is verhuisd")]
    )
    opvang_geregeld = forms.BooleanField(label="Opvang voor vannacht is geregeld", required=False)

    def __init__(self, *args: Any, gemeenten: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = kies(gemeenten, "Niet binnen de regio")


class Bevestiging(MetVersie):
    bevestigd = forms.ChoiceField(
        label="Antwoord",
        choices=[("ja", "Ontvangst bevestigd"), ("nee", "Geweigerd")],
        widget=forms.RadioSelect,
    )
    door = forms.CharField(label="Wie zei dit?", max_length=120)
    melder_verteld = forms.BooleanField(label="De melder weet het", required=False)


class Doorverbinden(Formulier):
    functie = forms.ChoiceField(
        label="Wie belde u?", choices=[(r.code, r.label) for r in ROUTES.values() if r.extern]
    )
    nummer_gebeld = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    gesproken_met = forms.CharField(label="Overgenomen door", required=False, max_length=120)
    overgenomen = forms.ChoiceField(
        label="Overgenomen?",
        required=False,
        choices=kies(
            [("ja", "Ja"), ("nee", "Nee"), ("melder_belt_zelf", "Melder belt zelf 112")], "Nog niet bekend"
        ),
    )


class Uitkomstformulier(MetVersie):
    uitkomst = forms.ChoiceField(
        label="Wat is er gebeurd?",
        choices=kies([(k, n) for k, n in Uitkomst.Soort.choices if k != "doorgestuurd"]),
    )
    reden = forms.ChoiceField(
        label="Bij geen actie: waarom?",
        required=False,
        choices=kies([(r, GEEN_ACTIE_NAMEN[r]) for r in GEEN_ACTIE_REDENEN], "Niet van toepassing"),
    )
    toelichting = forms.CharField(
        label="Toelichting", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    betrokkene_geinformeerd = forms.ChoiceField(
        label="Weet de persoon van de melding?", choices=JA_NEE, widget=forms.RadioSelect
    )
    betrokkene_niet_reden = forms.CharField(label="Zo nee: waarom nog niet?", required=False, max_length=300)
    vermijdbaar = forms.ChoiceField(
        label="Was een rustiger route ook goed geweest?",
        required=False,
        choices=kies(JA_NEE, "Niet beantwoord"),
    )


class Terugkoppelformulier(MetVersie):
    wijze = forms.ChoiceField(label="Hoe verteld?", required=False, choices=kies(WIJZENAMEN, "Niet verteld"))
    tekst = forms.CharField(
        label="Wat is er verteld?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    niet_mogelijk = forms.ChoiceField(
        label="Of: waarom niet mogelijk?",
        required=False,
        choices=kies(NIET_MOGELIJK_NAMEN, "Niet van toepassing"),
    )


class Sluiten(MetVersie):
    pass


class Heropenen(MetVersie):
    reden = forms.CharField(label="Reden", max_length=300)


class Herstellen(MetVersie):
    omschrijving = forms.CharField(label="Tekst", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    reden = forms.CharField(label="Waarom herstelt u de tekst?", max_length=300)


class Koppelen(MetVersie):
    inwoner = forms.CharField(widget=forms.HiddenInput, max_length=40)
    besluit = forms.ChoiceField(
        choices=[("zelfde", "Zelfde persoon"), ("andere", "Andere persoon"), ("later", "Later")],
        label="Besluit",
    )
    punten = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=-200, max_value=200)
    knoppen = ("besluit",)


class NieuwePersoon(MetVersie):
    geslachtsnaam = forms.CharField(label="Achternaam", required=False, max_length=120)
    voorvoegsel = forms.CharField(label="Voorvoegsel", required=False, max_length=20)
    roepnaam = forms.CharField(label="Voornaam", required=False, max_length=60)
    geboortedatum = forms.DateField(label="Geboortedatum", required=False)
    aanduiding = forms.CharField(
        label="Onbekend? Korte aanduiding",
        required=False,
        max_length=200,
        help_text="Bijvoorbeeld: man, ±60, slaapt bij het station.",
    )


class Politiebestand(Formulier):
    knoppen = ("uitvoeren",)
    bestand = forms.FileField(
        label="Bestand (csv)", help_text="Kolommen zoals afgesproken met de politie; hoogstens 5 MB."
    )


assert set(RELATIENAMEN) == set(RELATIES)
