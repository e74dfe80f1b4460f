"""The forms of the Wvggz tasks. They parse; whether something is allowed is for the action."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sluitend.platform.formulieren import Formulier, Tijdstip
from sluitend.regio.models import Team
from sluitend.wvggz.models import Maatregel
from sluitend.wvggz.rules import crisis, nazorg, onderzoek

JA_NEE = (("ja", _("Ja")), ("nee", _("Nee")))
BRONNEN = {
    "naaste": _("naaste"),
    "huisarts": _("huisarts"),
    "behandelaar": _("behandelaar"),
    "politie": _("politie"),
    "lokaal_team": _("lokaal team"),
    "corporatie": _("woningcorporatie"),
    "registratie": _("eigen registratie"),
}
VERVOLG = {
    "bemoeizorg": _("bemoeizorg"),
    "lokaal_team": _("lokaal team"),
    "wmo": _("ondersteuning vanuit de Wmo"),
    "vrijwillige_behandeling": _("vrijwillige behandeling"),
    "aanvraag": _("aanvraag zorgmachtiging"),
    "geen": _("geen vervolg nodig"),
}
UITKOMSTEN = {
    "aanvraag": _("Aanvraag voor een zorgmachtiging"),
    "vrijwillig": _("Zorg op vrijwillige basis"),
    "geen": _("Geen aanvraag"),
}
STOPREDENEN = {
    "acuut_doorgeleid": _("Acute zorg nam het over"),
    "regime_wzd": _("De Wzd is van toepassing"),
    "andere_gemeente": _("Een andere gemeente onderzoekt"),
    "overleden": _("Betrokkene is overleden"),
}
NIET_GENOMEN = {
    "vrijwillig": _("Betrokkene krijgt vrijwillig zorg"),
    "geen_verzet": _("Betrokkene verzet zich niet"),
    "geen_verklaring": _("Er is geen medische verklaring"),
    "elders": _("Betrokkene is in een andere gemeente"),
    "onmiddellijk_nadeel": _("Er dreigt geen onmiddellijk ernstig nadeel"),
    "vermoeden_stoornis": _("Er is geen ernstig vermoeden van een psychische stoornis"),
    "cm_neemt_weg": _("Een crisismaatregel neemt het nadeel niet weg"),
    "zm_niet_afwachten": _("Een zorgmachtiging kan worden afgewacht"),
    "verzet": _("Er is geen verzet tegen de zorg"),
}
WIJZEN = {
    "telefoon": _("telefoon"),
    "gesprek": _("gesprek"),
    "beeld": _("beeldbellen"),
    "brief": _("brief"),
    "bericht": _("bericht"),
}


def _vertaald(woorden: Mapping[str, str]) -> dict[str, Any]:
    """The words of a rule, said in the language of the page."""
    return {code: _(naam) for code, naam in woorden.items()}


def _lang(
    label: Any, *, verplicht: bool = True, tekens: int = 2000, rijen: int = 3, **opties: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=verplicht,
        max_length=tekens,
        widget=forms.Textarea(attrs={"rows": rijen}),
        **opties,
    )


def _keuze(label: Any, keuzes: Any, *, verplicht: bool = True, **opties: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(keuzes.items()), required=verplicht, widget=forms.RadioSelect, **opties
    )


class NadeelFormulier(Formulier):
    code = _keuze(
        _("Welk nadeel dreigt er?"), {**_vertaald(onderzoek.NADEEL), "geen": _("Ik vond geen nadeel")}
    )
    antwoord = forms.ChoiceField(
        label=_("Voor wie?"), choices=[("betrokkene", _("betrokkene zelf")), ("ander", _("een ander"))]
    )
    tekst = _lang(_("Welke feiten wijzen daarop?"))


class VrijwilligFormulier(Formulier):
    code = forms.CharField(label=_("Welke vrijwillige hulp?"), max_length=40)
    antwoord = forms.ChoiceField(
        label=_("Geprobeerd of mogelijk?"),
        choices=[("geprobeerd", _("geprobeerd")), ("mogelijk", _("mogelijk"))],
    )
    tekst = _lang(_("Met welk resultaat, of waarom het wel of niet werkt"), verplicht=False)


class CriteriumFormulier(Formulier):
    antwoord = _keuze(_("Klopt dit?"), {"ja": _("Ja"), "nee": _("Nee"), "onbekend": _("Weet ik nog niet")})
    tekst = _lang(_("Toelichting"), verplicht=False)


class BronFormulier(Formulier):
    bron = forms.ChoiceField(label=_("Wie vroeg u?"), choices=list(BRONNEN.items()))
    grondslag = forms.CharField(
        label=_("Op welk artikel?"), max_length=120, help_text=_("Bijvoorbeeld: Wvggz art. 8:22.")
    )
    doel = forms.CharField(label=_("Waarvoor?"), max_length=300)
    ontvangen_op = forms.DateField(label=_("Wanneer kreeg u antwoord?"))
    samenvatting = _lang(_("Wat kwam eruit?"))


class ConclusieFormulier(Formulier):
    signalen_stoornis = _lang(_("Welke signalen van een psychische stoornis zijn er?"), verplicht=False)
    conclusie = _lang(_("Conclusie"), tekens=20000, rijen=6)
    vervolgroute = forms.ChoiceField(label=_("Wat stelt u voor als vervolg?"), choices=list(VERVOLG.items()))


class BesluitFormulier(Formulier):
    uitkomst = _keuze(_("Wat is de uitkomst?"), UITKOMSTEN)
    motivering = _lang(_("Motivering"), tekens=4000, rijen=5)


class StopFormulier(Formulier):
    reden = _keuze(_("Waarom stopt het onderzoek?"), STOPREDENEN)
    overgenomen_door = forms.CharField(label=_("Wie nam het over?"), max_length=120, required=False)
    overgenomen_op = Tijdstip(label=_("Wanneer?"), required=False)


class TerugkoppelFormulier(Formulier):
    meldingen = forms.MultipleChoiceField(
        label=_("Wie hebt u geïnformeerd?"), widget=forms.CheckboxSelectMultiple
    )
    wijze = forms.ChoiceField(label=_("Hoe?"), choices=list(WIJZEN.items()))

    def __init__(self, *args: Any, meldingen: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meldingen"].choices = list(meldingen)


class HandhavingFormulier(Formulier):
    melding = forms.ChoiceField(label=_("Wie vraagt het?"), required=False)
    ontvangen_op = forms.DateField(label=_("Op welke dag kwam de brief of het telefoontje?"))
    wijze = forms.ChoiceField(label=_("Hoe?"), choices=list(WIJZEN.items()))

    def __init__(self, *args: Any, meldingen: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["melding"].choices = [("", _("een andere naaste")), *meldingen]


class DatumFormulier(Formulier):
    op = forms.DateField(label=_("Op welke dag?"))


class VerzendFormulier(DatumFormulier):
    kenmerk = forms.CharField(label=_("Kenmerk van het Openbaar Ministerie"), max_length=60, required=False)


class EigenPlanFormulier(Formulier):
    uitkomst = _keuze(
        _("Hoe liep het af?"),
        {"ingediend": _("Het plan is ingediend"), "mislukt": _("Het plan kwam er niet")},
    )


class OvjFormulier(Formulier):
    besluit = _keuze(
        _("Wat besloot de officier?"),
        {"verzoekschrift": _("Een verzoek aan de rechter"), "geen": _("Geen verzoek")},
    )
    op = forms.DateField(label=_("Op welke dag?"))
    rechter_ontvangen_op = forms.DateField(label=_("Wanneer ontving de rechter het verzoek?"), required=False)


class RechterFormulier(Formulier):
    besluit = _keuze(
        _("Wat besloot de rechter?"),
        {
            "toegewezen": _("Toegewezen"),
            "afgewezen": _("Afgewezen"),
            "aangehouden": _("Aangehouden"),
            "ingetrokken": _("Het verzoek is ingetrokken"),
        },
    )
    op = forms.DateField(label=_("Op welke dag?"))
    maanden = forms.IntegerField(label=_("Voor hoeveel maanden?"), min_value=1, max_value=24, required=False)
    aansluitend = forms.BooleanField(label=_("Sluit aan op een eerdere zorgmachtiging"), required=False)


# --- crisis --------------------------------------------------------------------------------------------------


class StartFormulier(Formulier):
    gemeente = forms.ChoiceField(label=_("In welke gemeente is betrokkene nu?"))
    plaats = forms.CharField(label=_("Waar precies?"), max_length=200)
    aangemeld_door = forms.CharField(label=_("Wie meldt dit?"), max_length=120, required=False)
    tvz = forms.BooleanField(label=_("Er loopt tijdelijk verplichte zorg"), required=False)
    tvz_begint_op = Tijdstip(label=_("Sinds wanneer?"), required=False)
    tvz_door = forms.ChoiceField(
        label=_("Door wie?"),
        required=False,
        choices=[
            ("zorgaanbieder", _("zorgaanbieder")),
            ("ambulance", _("ambulance")),
            ("politie", _("politie")),
        ],
    )
    tvz_onderzoek_op = Tijdstip(label=_("Wanneer begon de psychiater?"), required=False)

    def __init__(self, *args: Any, gemeenten: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = list(gemeenten)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("tvz") and not gegevens.get("tvz_begint_op"):
            self.add_error("tvz_begint_op", _("Vul in sinds wanneer."))
        return gegevens


class PlaatsFormulier(Formulier):
    gemeente = forms.ChoiceField(label=_("In welke gemeente is betrokkene nu?"))
    plaats = forms.CharField(label=_("Waar is betrokkene nu?"), max_length=200)
    vertegenwoordiger = forms.CharField(
        label=_("Curator, mentor of gemachtigde"), max_length=120, required=False
    )
    gezinsvoogd = forms.CharField(label=_("Gezinsvoogd"), max_length=120, required=False)
    onderzoek_op = Tijdstip(label=_("Wanneer begon de psychiater met het onderzoek?"), required=False)

    def __init__(
        self, *args: Any, gemeenten: Sequence[tuple[str, str]] = (), tvz: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = list(gemeenten)
        if not tvz:
            del self.fields["onderzoek_op"]


class VerklaringFormulier(Formulier):
    psychiater = forms.CharField(label=_("Naam van de psychiater"), max_length=120)
    big_nummer = forms.CharField(label=_("BIG-nummer"), max_length=11, required=False)
    laatste_zorg_op = forms.DateField(
        label=_("Laatste keer dat deze psychiater zorg gaf aan betrokkene"),
        required=False,
        help_text=_("Leeg als dat nooit was. Het moet langer dan een jaar geleden zijn."),
    )
    ontvangen_op = Tijdstip(label=_("Wanneer kwam de verklaring?"))
    conclusie = _lang(_("Conclusie van de psychiater"), tekens=4000, rijen=4)
    vormen = forms.MultipleChoiceField(
        label=_("Welke vormen van zorg adviseert de psychiater?"),
        choices=list(_vertaald(crisis.VORMEN).items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class PogingFormulier(Formulier):
    op = Tijdstip(label=_("Wanneer?"))
    wijze = forms.ChoiceField(label=_("Hoe?"), choices=list(WIJZEN.items()))
    resultaat = forms.CharField(label=_("Wat gebeurde er?"), max_length=300)


class HoorFormulier(Formulier):
    gehoord = forms.ChoiceField(label=_("Is betrokkene gehoord?"), choices=JA_NEE, widget=forms.RadioSelect)
    door = forms.CharField(label=_("Door wie?"), max_length=120, required=False)
    wijze = forms.ChoiceField(label=_("Hoe?"), choices=list(WIJZEN.items()), required=False)
    zienswijze = _lang(_("Wat zei betrokkene?"), verplicht=False, tekens=4000)
    voorkeuren = _lang(_("Voorkeuren over de zorg"), verplicht=False)
    kaart_bekeken = forms.ChoiceField(
        label=_("Is de crisiskaart bekeken?"),
        choices=[("nee", _("nee")), ("ja", _("ja")), ("geen_kaart", _("er is geen kaart"))],
    )
    reden = forms.ChoiceField(
        label=_("Reden van niet horen"),
        choices=[("", "–"), *_vertaald(crisis.NIET_GEHOORD).items()],
        required=False,
    )
    toelichting = _lang(_("Toelichting bij niet horen"), verplicht=False, tekens=1000)


class VraagFormulier(Formulier):
    ja = forms.ChoiceField(label=_("Antwoord"), choices=JA_NEE, widget=forms.RadioSelect)
    toelichting = _lang(_("Toelichting"))


class VormenFormulier(Formulier):
    vormen = forms.MultipleChoiceField(
        label=_("Welke vormen van verplichte zorg?"),
        choices=list(_vertaald(crisis.VORMEN).items()),
        widget=forms.CheckboxSelectMultiple,
    )
    afwijking_reden = _lang(
        _("Waarom een vorm die de psychiater niet adviseert?"), verplicht=False, tekens=1000
    )


class NemenFormulier(Formulier):
    plaats_nu = forms.ChoiceField(label=_("In welke gemeente is betrokkene op dit moment?"))
    khonraad_nummer = forms.CharField(label=_("Nummer in Khonraad"), max_length=40, required=False)
    wachtwoord = forms.CharField(
        label=_("Bevestig met uw wachtwoord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(
        self,
        *args: Any,
        gemeenten: Sequence[tuple[str, str]] = (),
        khonraad: bool = True,
        wachtwoord: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plaats_nu"].choices = [("", _("Kies de gemeente")), *gemeenten]
        if not khonraad:
            del self.fields["khonraad_nummer"]
        if not wachtwoord:
            del self.fields["wachtwoord"]


class NietNemenFormulier(Formulier):
    reden = _keuze(_("Waarom geen crisismaatregel?"), NIET_GENOMEN)


class UitvoeringFormulier(Formulier):
    wie = forms.CharField(label=_("Wie?"), max_length=200)
    op = Tijdstip(label=_("Wanneer?"))
    uitleg = forms.CharField(label=_("Uitleg als het later was"), max_length=500, required=False)


class AfschriftFormulier(Formulier):
    ontvangers = forms.MultipleChoiceField(
        label=_("Aan wie is verzonden?"), widget=forms.CheckboxSelectMultiple
    )
    wijze = forms.CharField(label=_("Hoe?"), max_length=20, initial="beveiligde mail")
    op = Tijdstip(label=_("Wanneer?"))

    def __init__(self, *args: Any, ontvangers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ontvangers"].choices = [(naam, naam) for naam in ontvangers]


class PvpFormulier(Formulier):
    antwoord = forms.ChoiceField(
        label=_("Mag de patiëntenvertrouwenspersoon bellen?"), choices=JA_NEE, widget=forms.RadioSelect,
        help_text=_("Alleen naam, verblijfplaats en telefoonnummer gaan dan mee."),
    )  # fmt: skip
    op = Tijdstip(label=_("Wanneer gevraagd?"))


class VerzoekFormulier(Formulier):
    op = Tijdstip(label=_("Wanneer diende de officier het verzoek in?"))
    document = forms.CharField(label=_("Kenmerk van het verzoek"), max_length=120, required=False)
    bevestigd = forms.BooleanField(label=_("Dit verzoek is echt van na het uiterste einde"), required=False)


class VoortzettingFormulier(Formulier):
    toegewezen = forms.ChoiceField(
        label=_("Wat besloot de rechter?"),
        choices=[("ja", _("Toegewezen")), ("nee", _("Afgewezen"))],
        widget=forms.RadioSelect,
    )
    op = Tijdstip(label=_("Wanneer?"))


class EindeFormulier(Formulier):
    reden = forms.ChoiceField(
        label=_("Waarom eindigt de maatregel?"),
        choices=[(k, v) for k, v in Maatregel.Eindreden.choices if k != "opgevolgd"],
        widget=forms.RadioSelect,
    )
    op = Tijdstip(label=_("Wanneer?"))


class NazorgFormulier(Formulier):
    keuzes = forms.MultipleChoiceField(
        label=_("Wat gebeurt er hierna?"),
        choices=list(_vertaald(nazorg.KEUZES).items()),
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ChoiceField(label=_("Welk team pakt het op?"), required=False)
    reden = _lang(_("Uitleg als er geen nazorg nodig is"), verplicht=False, tekens=1000)

    def __init__(self, *args: Any, teams: Sequence[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["team"].choices = [("", "–"), *((pk, str(team)) for pk, team in self.teams.items())]
