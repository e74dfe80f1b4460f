"""The forms of the dossier. They parse; whether something is allowed is for the action."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.dossier import woorden
from sluitend.dossier.models import Contact
from sluitend.dossier.rules.dossier import SLUITREDENEN
from sluitend.dossier.rules.overdracht_soorten import SOORTEN, WEIGERREDENEN, Soort
from sluitend.platform.formulieren import Formulier
from sluitend.platform.vertalingen import vertaal
from sluitend.regio.models import Medewerker, Organisatie, Team

LEEG = ("", "–")
NIET_TERUG = _("Kies vandaag of een dag daarna.")


def _kies(woordenlijst: Any, leeg: bool = False) -> list[tuple[str, Any]]:
    return [*([LEEG] if leeg else []), *woordenlijst.items()]


def _hoofdletter(tekst: str) -> str:
    return f"{tekst[:1].upper()}{tekst[1:]}"


def datumveld(label: Any, **opties: Any) -> forms.DateField:
    return forms.DateField(label=label, **opties)


class Komend(forms.DateField):
    """A day that is still to come, at most ten years on."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not timezone.localdate() <= value <= timezone.localdate() + timedelta(
            days=3653
        ):
            raise ValidationError(NIET_TERUG, "voorbij")


class Eigenaarveld(forms.ChoiceField):
    """A colleague or a team; gives (medewerker, team) of which exactly one is filled."""

    def zet(self, collegas: Sequence[Medewerker], teams: Sequence[Team], leeg: bool = False) -> None:
        self.rijen = {f"m:{c.pk}": (c, None) for c in collegas} | {f"t:{t.pk}": (None, t) for t in teams}
        self.choices = [
            *([LEEG] if leeg else []),
            *((f"m:{c.pk}", c.naam) for c in collegas),
            *((f"t:{t.pk}", _("Team: {naam}").format(naam=t.naam)) for t in teams),
        ]

    def clean(self, value: Any) -> tuple[Medewerker | None, Team | None]:
        return self.rijen.get(super().clean(value), (None, None))


class Taakkeuze(forms.Field):
    """The ticked tasks, each with the version that was seen: `<id>:<version>`."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[tuple[UUID, int]]:
        taken = []
        for deel in value or []:
            pk, _dubbelepunt, versie = str(deel).partition(":")
            try:
                taken.append((UUID(pk), int(versie)))
            except ValueError:
                raise ValidationError(_("Deze keuze is er niet (meer). Kies opnieuw.")) from None
        if not taken:
            raise ValidationError(_("Kies ten minste één taak."))
        return taken


class Bevestiging(Formulier):
    """Nothing to fill in: only the button."""


class ContactFormulier(Formulier):
    """Contact sought or had: result, way, done; the rest is filled in already."""

    resultaat = forms.ChoiceField(
        label=_("Wat was het resultaat?"), choices=Contact.Resultaat.choices, widget=forms.RadioSelect
    )
    wijze = forms.ChoiceField(label=_("Hoe?"), choices=Contact.Wijze.choices, widget=forms.RadioSelect)
    met = forms.ChoiceField(label=_("Met wie?"), choices=Contact.Met.choices, initial="inwoner")
    gebeurd_op = forms.DateTimeField(label=_("Wanneer?"), help_text=_("Tot 30 dagen terug."), required=False)
    minuten = forms.IntegerField(label=_("Minuten"), min_value=0, max_value=1440, required=False)
    notitie = forms.CharField(
        label=_("Notitie"), widget=forms.Textarea, max_length=20000, required=False,
        help_text=_("Alleen voor wie met deze inwoner werkt."),
    )  # fmt: skip


class TaakFormulier(Formulier):
    titel = forms.CharField(label=_("Wat moet er gebeuren?"), max_length=200)
    uiterlijk = Komend(label=_("Uiterlijk"))
    eigenaar = Eigenaarveld(label=_("Wie doet dit?"))

    def __init__(self, *args: Any, collegas: Any = (), teams: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].zet(collegas, teams)


class AfrondFormulier(Formulier):
    """Finish; the next step of a traject asks the new one."""

    resultaat = forms.CharField(
        label=_("Wat is het resultaat?"), widget=forms.Textarea, max_length=2000, required=False
    )
    titel = forms.CharField(label=_("De nieuwe volgende stap"), max_length=200)
    uiterlijk = Komend(label=_("Uiterlijk"))
    eigenaar = Eigenaarveld(label=_("Wie doet dit?"))

    def __init__(
        self, *args: Any, collegas: Any = (), teams: Any = (), stap: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if stap:
            self.fields["eigenaar"].zet(collegas, teams)
        else:
            for naam in ("titel", "uiterlijk", "eigenaar"):
                del self.fields[naam]


class WachtFormulier(Formulier):
    wacht_op = forms.CharField(label=_("Op wie of wat wacht u?"), max_length=120)
    wacht_tot = forms.DateField(label=_("Tot wanneer?"))


class DraagOverFormulier(Formulier):
    naar = Eigenaarveld(label=_("Aan wie?"))

    def __init__(self, *args: Any, collegas: Any = (), teams: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naar"].zet(collegas, teams)


class ToewijsFormulier(Formulier):
    """Many tasks to one colleague, with the reason."""

    taak = Taakkeuze(label=_("Taken"))
    naar = forms.ChoiceField(label=_("Aan wie?"), widget=forms.RadioSelect)
    reden = forms.CharField(label=_("Reden"), max_length=200)

    def __init__(self, *args: Any, caseload: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naar"].choices = [(str(c.medewerker.pk), c.medewerker.naam) for c in caseload]


class TrajectFormulier(Formulier):
    soort = forms.ChoiceField(
        label=_("Traject"),
        choices=[
            LEEG,
            *((code, naam) for code, naam in woorden.TRAJECTEN.items() if code not in woorden.MET_DETAIL),
        ],
    )
    titel = forms.CharField(label=_("De eerste stap"), max_length=200)
    uiterlijk = Komend(label=_("Uiterlijk"))
    eigenaar = Eigenaarveld(label=_("Wie doet dit?"))

    def __init__(self, *args: Any, collegas: Any = (), teams: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].zet(collegas, teams)


class TrajectSluitFormulier(Formulier):
    voorwaarden = {
        "titel": _("of geef hieronder aan waarom er geen vervolg is"),
        "uiterlijk": _("bij een vervolgtaak"),
        "eigenaar": _("bij een vervolgtaak"),
        "geen_vervolg_reden": _("als er geen vervolgtaak is"),
    }
    reden = forms.CharField(label=_("Waarom eindigt dit traject?"), max_length=300)
    titel = forms.CharField(label=_("Vervolgtaak"), max_length=200, required=False)
    uiterlijk = Komend(label=_("Vervolgtaak uiterlijk"), required=False)
    eigenaar = Eigenaarveld(label=_("Wie doet de vervolgtaak?"), required=False)
    geen_vervolg_reden = forms.CharField(label=_("Geen vervolg, omdat"), max_length=300, required=False)

    def __init__(self, *args: Any, collegas: Any = (), teams: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].zet(collegas, teams, leeg=True)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("titel"):
            if not gegevens.get("uiterlijk") and "uiterlijk" not in self.errors:
                self.add_error("uiterlijk", _("Vul in wanneer dit klaar moet zijn."))
            if not any(gegevens.get("eigenaar") or ()):
                self.add_error("eigenaar", _("Kies één eigenaar: een collega of een team."))
        return gegevens


# --- plan --------------------------------------------------------------------------------------------------
class EigenWoordenFormulier(Formulier):
    tekst = forms.CharField(
        label=_("Dit wil ik zelf"), widget=forms.Textarea, max_length=20000, required=False,
        help_text=_("In de woorden van de inwoner. Dit staat overal bovenaan."),
    )  # fmt: skip
    akkoord = forms.ChoiceField(label=_("Wat vindt de inwoner van het plan?"), choices=_kies(woorden.AKKOORD))
    akkoord_reden = forms.CharField(
        label=_("Waarom niet, of waarom niet gevraagd?"), max_length=300, required=False
    )


class DoelFormulier(Formulier):
    leefgebied = forms.ChoiceField(label=_("Leefgebied"), choices=_kies(woorden.LEEFGEBIEDEN))
    doel = forms.CharField(
        label=_("Doel, in de ik-vorm"), max_length=500, help_text=_("Bijvoorbeeld: Ik slaap weer thuis.")
    )
    waaraan_te_merken = forms.CharField(label=_("Waaraan merken we dat?"), max_length=500, required=False)
    score_nu = forms.IntegerField(
        label=_("Cijfer nu"),
        min_value=0,
        max_value=10,
        required=False,
        help_text=_("0 tot 10, door de inwoner."),
    )
    score_doel = forms.IntegerField(
        label=_("Cijfer dat de inwoner wil"), min_value=0, max_value=10, required=False
    )


class ActieFormulier(Formulier):
    verplicht = ("organisatie",)
    voorwaarden = {"dubbel_reden": _("alleen als dezelfde voorziening al loopt")}
    wat = forms.CharField(label=_("Wat wordt er gedaan?"), max_length=500)
    domein = forms.ChoiceField(label=_("Domein"), choices=_kies(woorden.DOMEINEN))
    organisatie = forms.ChoiceField(
        label=_("Welke organisatie doet dit?"), required=False, help_text=_("Precies één organisatie.")
    )
    wie = forms.CharField(
        label=_("Wie daar?"), max_length=120, required=False, help_text=_("Of: inwoner, naaste.")
    )
    start = forms.DateField(label=_("Van"))
    eind = forms.DateField(label=_("Tot en met"), required=False)
    voorzieningsoort = forms.ChoiceField(
        label=_("Soort voorziening"), choices=_kies(woorden.VOORZIENINGEN, leeg=True), required=False
    )
    dubbel_reden = forms.CharField(
        label=_("Waarom naast een andere voorziening?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, organisaties: Sequence[Organisatie] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisaties = {str(rij.pk): rij for rij in organisaties}
        self.fields["organisatie"].choices = [
            LEEG,
            *((pk, rij.naam) for pk, rij in self.organisaties.items()),
        ]


class VaststelFormulier(Formulier):
    evaluatie_op = forms.DateField(
        label=_("Volgende evaluatie"), required=False, help_text=_("Leeg: zes maanden na vandaag.")
    )


class EvalueerFormulier(Formulier):
    """How it went: one score per goal, by the resident."""

    nog_passend = forms.ChoiceField(
        label=_("Past het plan nog?"), choices=_kies(woorden.PASSEND), widget=forms.RadioSelect
    )
    met_inwoner = forms.BooleanField(label=_("Samen met de inwoner"), required=False)
    wat_veranderen = forms.CharField(
        label=_("Wat moet anders?"), widget=forms.Textarea, max_length=2000, required=False
    )
    volgende_op = forms.DateField(label=_("Volgende evaluatie"), help_text=_("Binnen 12 maanden."))

    def __init__(self, *args: Any, doelen: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doelen = list(doelen)

    def scores(self) -> dict[str, int]:
        return {
            str(doel.pk): self.cleaned_data[f"doel_{nummer}"]
            for nummer, doel in enumerate(self.doelen)
            if self.cleaned_data.get(f"doel_{nummer}") is not None
        }

    @classmethod
    def met(cls, *args: Any, doelen: Sequence[Any] = (), **kwargs: Any) -> "EvalueerFormulier":
        """A form with a score field for each goal, made before the house rules are laid on its fields."""
        velden = {
            f"doel_{nummer}": forms.IntegerField(label=doel.doel, min_value=0, max_value=10, required=False)
            for nummer, doel in enumerate(doelen)
        }
        klasse = type("EvalueerDezeDoelen", (cls,), velden)
        return klasse(*args, doelen=doelen, **kwargs)


# --- overdracht --------------------------------------------------------------------------------------------
TE_VERZENDEN = [(code, _(soort.naam)) for code, soort in SOORTEN.items() if code != "nood"]


class OverdrachtFormulier(Formulier):
    """The checklist of one soort: each item filled in, or "n.v.t." with the reason."""

    knoppen = ("stap",)
    soort = forms.ChoiceField(choices=TE_VERZENDEN, widget=forms.HiddenInput)
    naar_team = forms.ChoiceField(label=_("Naar welk team?"), required=False)
    reden = forms.CharField(
        label=_("Reden van de overdracht"), widget=forms.Textarea, max_length=2000, required=False
    )

    @classmethod
    def voor(
        cls, soort: Soort, *args: Any, teams: Sequence[Team] = (), **kwargs: Any
    ) -> "OverdrachtFormulier":
        velden: dict[str, Any] = {}
        for item, label in soort.inhoud.items():
            velden[f"i_{item}"] = forms.CharField(
                label=_hoofdletter(vertaal(label)),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=4000,
                required=False,
            )
            velden[f"n_{item}"] = forms.CharField(
                label=_("Niet van toepassing, omdat"), max_length=300, required=False
            )
        velden |= {
            "warm_gesprek_op": forms.DateField(
                label=_("Datum van het warme gesprek"), required=False,
                help_text=_("Het gesprek met de ontvanger, liefst met de inwoner erbij. Mag ook na verzenden."),
            ),
            "inwoner_betrokken": forms.ChoiceField(
                label=_("Is de inwoner erbij betrokken?"),
                choices=[("erbij", _("Ja, was erbij")), ("verteld", _("Ja, is verteld")), ("niet_verteld", _("Nee, weet het nog niet"))],
                widget=forms.RadioSelect, required=False,
            ),
            "inwoner_niet_reden": forms.CharField(
                label=_("Waarom weet de inwoner het nog niet?"), max_length=300, required=False
            ),
        }  # fmt: skip
        velden["voorwaarden"] = {
            "inwoner_niet_reden": _("als de inwoner het nog niet weet"),
            **{f"n_{item}": _("als u het veld hierboven leeg laat") for item in soort.inhoud},
        }
        formulier = type("OverdrachtVanSoort", (cls,), velden)(*args, **kwargs)
        formulier.inhoudsitems = soort.inhoud
        formulier.teams = {str(team.pk): team for team in teams}
        formulier.fields["naar_team"].choices = [
            LEEG, *((pk, f"{team.naam} ({team.organisatie.naam})") for pk, team in formulier.teams.items())
        ]  # fmt: skip
        formulier.verplicht = [
            "naar_team",
            "reden",
            "inwoner_betrokken",
            *(f"i_{item}" for item in soort.inhoud),
        ]
        formulier._zet_verplicht(True)
        return formulier

    def inhoud(self) -> dict[str, tuple[str, bool, str]]:
        """Item → (text, n.v.t., reason); a reason counts only where no text stands."""
        gegevens = self.cleaned_data
        uit = {}
        for item in self.inhoudsitems:
            tekst, niet = gegevens.get(f"i_{item}", ""), gegevens.get(f"n_{item}", "")
            uit[item] = (tekst, bool(niet and not tekst), niet if not tekst else "")
        return uit


class AanvaardFormulier(Formulier):
    voorwaarden = {
        "warm_gesprek_op": _("of vul hieronder in waarom het er niet was"),
        "warm_niet_reden": _("als er geen gesprek was"),
    }
    regisseur = forms.ChoiceField(label=_("Wie wordt de regisseur?"))
    eerste_contact = forms.DateField(label=_("Eerste contact op"), required=False)
    warm_gesprek_op = forms.DateField(label=_("Datum van het warme gesprek"), required=False)
    warm_niet_reden = forms.CharField(
        label=_("Waarom was er geen warm gesprek?"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        regisseurs: Sequence[Medewerker] = (),
        warm: bool = True,
        contact: bool = True,
        **kwargs: Any,
    ) -> None:
        self.verplicht = ("eerste_contact",) if contact else ()
        super().__init__(*args, **kwargs)
        self.fields["regisseur"].choices = [(str(m.pk), m.naam) for m in regisseurs]
        if not warm:
            del self.fields["warm_gesprek_op"], self.fields["warm_niet_reden"]


class WeigerFormulier(Formulier):
    verplicht = ("reden", "toelichting")
    reden = forms.ChoiceField(
        label=_("Reden"),
        choices=[LEEG, *((code, _(naam)) for code, naam in WEIGERREDENEN.items())],
        required=False,
    )
    toelichting = forms.CharField(
        label=_("Korte toelichting"), widget=forms.Textarea, max_length=2000, required=False
    )


class VraagFormulier(Formulier):
    vraag = forms.CharField(
        label=_("Uw vraag"), widget=forms.Textarea, max_length=2000, help_text=_("De termijn loopt door.")
    )


class AntwoordFormulier(Formulier):
    antwoord = forms.CharField(label=_("Uw antwoord"), widget=forms.Textarea, max_length=2000)


# --- dossier, people ---------------------------------------------------------------------------------------
class SluitFormulier(Formulier):
    voorwaarden = {
        "inwoner_niet_verteld_reden": _("als de inwoner het niet weet"),
        "terugkeerpunt": _("niet nodig bij overleden, niet gevonden of ten onrechte geopend"),
    }
    sluitreden = forms.ChoiceField(
        label=_("Reden"),
        choices=[
            LEEG,
            *((code, _(reden.naam)) for code, reden in SLUITREDENEN.items() if code != "samengevoegd"),
        ],
    )
    slotevaluatie = forms.BooleanField(label=_("De slotevaluatie is gedaan"), required=False)
    inwoner_verteld = forms.BooleanField(label=_("De inwoner weet dat het dossier sluit"), required=False)
    inwoner_niet_verteld_reden = forms.CharField(
        label=_("Zo nee, waarom niet?"), max_length=300, required=False
    )
    naaste_verteld = forms.BooleanField(label=_("De naaste die dit mag weten, weet het"), required=False)
    terugkeerpunt = forms.CharField(
        label=_("Waar kan de inwoner terecht als het weer misgaat?"), max_length=300, required=False
    )


class OpenFormulier(Formulier):
    gemeente = forms.ChoiceField(
        label=_("Bij welke gemeente klopte de inwoner aan?"),
        help_text=_("Het adres gaat voor, als dat bekend is."),
    )
    contactregime = forms.ChoiceField(label=_("Contact"), choices=_kies(woorden.CONTACTREGIMES))

    def __init__(self, *args: Any, gemeenten: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [LEEG, *((g.pk, g.naam) for g in gemeenten)]


class AfwezigFormulier(Formulier):
    wie = forms.ChoiceField(label=_("Wie is er afwezig?"))
    van = forms.DateField(label=_("Eerste dag afwezig"))
    tot = forms.DateField(
        label=_("Laatste dag afwezig"),
        required=False,
        help_text=_("Leeg als u het nog niet weet. De reden leggen wij niet vast."),
    )

    def __init__(self, *args: Any, wie: Sequence[Medewerker] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].choices = [(str(m.pk), m.naam) for m in wie]


class VervangFormulier(Formulier):
    voor = forms.ChoiceField(label=_("Voor wie?"))
    door = forms.ChoiceField(label=_("Wie vervangt?"))
    van = forms.DateField(label=_("Van"))
    tot = Komend(label=_("Tot en met"))

    def __init__(
        self, *args: Any, voor: Sequence[Medewerker] = (), door: Sequence[Medewerker] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voor"].choices = [(str(m.pk), m.naam) for m in voor]
        self.fields["door"].choices = [(str(m.pk), m.naam) for m in door]


class TerugFormulier(Formulier):
    tot = forms.DateField(label=_("Laatste dag afwezig"))
