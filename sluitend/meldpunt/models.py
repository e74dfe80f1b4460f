"""A worry that was reported, and what became of it (chapter 10 §2). Nothing is deleted, nothing renumbered."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from sluitend.dossier.models import Dossier
from sluitend.inwoners.models import Inwoner
from sluitend.platform.models import Regio, RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker, Organisatie, Team


class Melding(RegioModel, Versie):
    """One report of one melder. Receipt by any channel starts the clocks (recht:W05)."""

    class Staat(models.TextChoices):
        CONCEPT = "concept", _("concept")
        NIEUW = "nieuw", _("nieuw")
        GETRIAGEERD = "getriageerd", _("getriageerd")
        AANGEBODEN = "aangeboden", _("aangeboden")
        OPGEPAKT = "opgepakt", _("opgepakt")
        DOORGESTUURD = "doorgestuurd", _("doorgestuurd")
        AFGEHANDELD = "afgehandeld", _("afgehandeld")
        GESLOTEN = "gesloten", _("gesloten")

    class Kanaal(models.TextChoices):
        TELEFOON = "telefoon", _("telefoon")
        WEB = "web", _("web")
        POLITIE = "politie", _("politie")
        HUISARTS = "huisarts", _("huisarts")
        LANDELIJK = "landelijk", _("landelijk nummer")
        PARTNER = "partner", _("partner")
        BALIE = "balie", _("balie")

    class Aard(models.TextChoices):
        WVGGZ = "wvggz", _("Wvggz")
        OGGZ = "oggz", _("OGGZ")
        ONBEKEND = "onbekend", _("nog onbekend")

    OPEN = (
        Staat.NIEUW,
        Staat.GETRIAGEERD,
        Staat.AANGEBODEN,
        Staat.OPGEPAKT,
        Staat.DOORGESTUURD,
        Staat.AFGEHANDELD,
    )

    nummer = models.CharField(max_length=20, null=True)
    pseudoniem = models.UUIDField(default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    kanaal = models.CharField(max_length=10, choices=Kanaal)
    kanaal_detail = models.CharField(max_length=60, blank=True)
    ontvangen_op = models.DateTimeField()
    gebeurd_op = models.DateTimeField(null=True)
    ingevoerd_op = models.DateTimeField(default=timezone.now)
    laat_ingevoerd_reden = models.CharField(max_length=200, blank=True)
    aard_bij_ontvangst = models.CharField(max_length=8, choices=Aard, default=Aard.ONBEKEND)
    aard = models.CharField(max_length=8, choices=Aard, default=Aard.ONBEKEND)
    regime = models.CharField(max_length=8, default="onbekend")
    politiecode = models.CharField(max_length=4, blank=True)
    omschrijving = models.TextField(blank=True)
    mening = models.TextField(blank=True)
    ontruimingsdatum = models.DateField(null=True)
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, null=True, related_name="meldingen")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="meldingen")
    bundel = models.ForeignKey("Bundel", models.PROTECT, null=True, related_name="meldingen")
    vervolg_op = models.ForeignKey("self", models.PROTECT, null=True, related_name="vervolgen")
    staat = FSMField(max_length=14, choices=Staat, default=Staat.NIEUW, protected=True)
    onvolledig = models.BooleanField(default=False)
    mogelijk_misbruik = models.BooleanField(default=False)
    advies_urgentie = models.CharField(max_length=12, blank=True)
    advies_route = models.CharField(max_length=24, blank=True)
    advies_voorlopig = models.BooleanField(default=True)
    kernvragen_open = models.BooleanField(default=True)
    urgentie = models.CharField(max_length=12, blank=True)
    route = models.CharField(max_length=24, blank=True)
    nevenroutes = models.JSONField(default=list)
    eigenaar = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    bron_organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, related_name="+")
    deadline_triage = models.DateTimeField()
    deadline_oppakken = models.DateTimeField(null=True)
    deadline = models.DateTimeField()
    getriageerd_op = models.DateTimeField(null=True)
    opgepakt_op = models.DateTimeField(null=True)
    afgehandeld_op = models.DateTimeField(null=True)
    gesloten_op = models.DateTimeField(null=True)
    teruggekoppeld_op = models.DateTimeField(null=True)
    misrouted = models.PositiveSmallIntegerField(default=0)
    betrokkene_geinformeerd = models.CharField(max_length=3, blank=True)
    betrokkene_niet_reden = models.CharField(max_length=300, blank=True)
    statuscode_hash = models.CharField(max_length=64, blank=True)
    bronsleutel = models.CharField(max_length=64, null=True)
    licht = models.BooleanField(default=False)
    bezig_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    bezig_sinds = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("melding")
        constraints = [
            models.UniqueConstraint(fields=["regio", "nummer"], name="melding_nummer"),
            models.UniqueConstraint(fields=["regio", "bronsleutel"], name="melding_bron"),
            models.CheckConstraint(
                condition=Q(staat="concept") | Q(nummer__isnull=False), name="melding_genummerd"
            ),
            models.CheckConstraint(
                condition=~Q(staat__in=["getriageerd", "aangeboden", "opgepakt"])
                | (~Q(urgentie="") & ~Q(route="") & Q(getriageerd_op__isnull=False)),
                name="melding_triage",
            ),
            models.CheckConstraint(
                condition=~Q(staat="opgepakt") | Q(eigenaar__isnull=False, opgepakt_op__isnull=False),
                name="melding_eigenaar",
            ),
            models.CheckConstraint(
                condition=~Q(betrokkene_geinformeerd="nee") | ~Q(betrokkene_niet_reden=""),
                name="melding_betrokkene",
            ),
        ]
        indexes = [
            models.Index(
                fields=["regio", "staat", "deadline", "id"],
                name="melding_werk",
                condition=~Q(staat__in=["concept", "gesloten"]),
            ),
            models.Index(
                fields=["regio", "team", "deadline", "id"],
                name="melding_team",
                condition=~Q(staat__in=["concept", "gesloten"]),
            ),
            models.Index(
                fields=["regio", "inwoner", "-ontvangen_op"],
                name="melding_inwoner",
                condition=Q(inwoner__isnull=False),
            ),
            models.Index(fields=["regio", "-ontvangen_op"], name="melding_ontvangen"),
            models.Index(fields=["dossier"], name="melding_dossier", condition=Q(dossier__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.nummer or "concept"

    @property
    def betrokkene_pseudoniem(self):
        """How logs name the person it is about: the resident when known, else the melding's own pseudonym."""
        return self.inwoner.sleutel_id if self.inwoner_id else self.pseudoniem

    @transition(staat, source=Staat.CONCEPT, target=Staat.NIEUW)
    def ontvang(self) -> None:
        """A draft becomes a melding."""

    @transition(staat, source=Staat.NIEUW, target=Staat.GETRIAGEERD)
    def trieer(self) -> None:
        """Somebody confirmed urgency and route."""

    @transition(staat, source=[Staat.GETRIAGEERD, Staat.AANGEBODEN], target=Staat.AANGEBODEN)
    def bied_aan(self) -> None:
        """Offered to its receiver."""

    @transition(staat, source=[Staat.GETRIAGEERD, Staat.AANGEBODEN], target=Staat.OPGEPAKT)
    def pak_op(self) -> None:
        """Its receiver took it."""

    @transition(staat, source=[Staat.GETRIAGEERD, Staat.AANGEBODEN, Staat.OPGEPAKT], target=Staat.NIEUW)
    def geef_terug(self) -> None:
        """Back to the meldpunt; no clock restarts."""

    @transition(
        staat,
        source=[Staat.NIEUW, Staat.GETRIAGEERD, Staat.AANGEBODEN, Staat.OPGEPAKT],
        target=Staat.DOORGESTUURD,
    )
    def stuur_door(self) -> None:
        """To another region; ours until receipt is confirmed."""

    @transition(staat, source=Staat.DOORGESTUURD, target=Staat.NIEUW)
    def doorsturen_geweigerd(self) -> None:
        """Refused by the other region."""

    @transition(staat, source=[Staat.OPGEPAKT, Staat.DOORGESTUURD], target=Staat.AFGEHANDELD)
    def handel_af(self) -> None:
        """There is an outcome."""

    @transition(staat, source=Staat.AFGEHANDELD, target=Staat.GESLOTEN)
    def sluit(self) -> None:
        """Routed, with an outcome, and the melder was told (Z-06)."""

    @transition(staat, source=Staat.GESLOTEN, target=Staat.NIEUW)
    def heropen(self) -> None:
        """Within the days that the region allows."""


class Meldingconcept(RegioModel):
    """What is being typed for a melding that was not saved yet, under a key of its own; gone as soon as it is saved.

    `gevuld`: there is text, a signal or a person, so that it may not get lost (10 §3).
    """

    melding = models.OneToOneField(Melding, models.CASCADE, related_name="concept")
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    sleutel = models.CharField(max_length=200)
    inhoud = models.TextField()
    gevuld = models.BooleanField(default=False)
    laatst_op = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["regio", "laatst_op"], name="concept_laatst"),
            models.Index(fields=["regio", "medewerker", "-laatst_op"], name="concept_van"),
        ]


class MeldingSignaal(RegioModel):
    """An answer to a question of the signal list; all are kept, the latest counts."""

    melding = models.ForeignKey(Melding, models.CASCADE, related_name="signalen")
    code = models.CharField(max_length=40)
    antwoord = models.BooleanField()
    door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["melding", "code", "-op"], name="signaal_melding")]


class Melder(RegioModel):
    """Who reported. Its own table and lock: never shown to the person concerned or a provider (recht:W12)."""

    class Soort(models.TextChoices):
        NAASTE = "naaste", _("naaste")
        BUUR = "buur", _("buur")
        PROFESSIONAL = "professional", _("professional")
        INWONER = "inwoner", _("inwoner zelf")
        ANONIEM = "anoniem", _("anoniem")

    melding = models.OneToOneField(Melding, models.CASCADE, related_name="melder")
    soort = models.CharField(max_length=12, choices=Soort)
    relatie = models.CharField(max_length=20, blank=True)
    naam = models.CharField(max_length=400, blank=True)
    telefoon = models.CharField(max_length=200, blank=True)
    telefoon_index = models.CharField(max_length=64, blank=True)
    email = models.CharField(max_length=600, blank=True)
    organisatie = models.CharField(max_length=120, blank=True)
    identiteit_delen = models.BooleanField(default=False)
    anoniem = models.BooleanField(default=False)
    sleutel = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(anoniem=False) | Q(naam="", telefoon="", telefoon_index="", email=""),
                name="melder_anoniem",
            )
        ]
        indexes = [
            models.Index(
                fields=["regio", "telefoon_index"], name="melder_telefoon", condition=~Q(telefoon_index="")
            )
        ]


class BetrokkeneOpgave(RegioModel):
    """The person concerned as told at the call; never changed afterwards."""

    melding = models.OneToOneField(Melding, models.CASCADE, related_name="opgave")
    naam = models.CharField(max_length=120, blank=True)
    voornaam = models.CharField(max_length=60, blank=True)
    geboortedatum = models.CharField(max_length=10, blank=True)
    leeftijd_van = models.PositiveSmallIntegerField(null=True)
    leeftijd_tot = models.PositiveSmallIntegerField(null=True)
    postcode = models.CharField(max_length=6, blank=True)
    huisnummer = models.PositiveIntegerField(null=True)
    toevoeging = models.CharField(max_length=10, blank=True)
    telefoon_index = models.CharField(max_length=64, blank=True)
    kenmerken = models.CharField(max_length=300, blank=True)
    verblijft_in = models.CharField(max_length=4, blank=True)
    vindplaats = models.CharField(max_length=200, blank=True)
    klank = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["regio", "postcode", "huisnummer"], name="opgave_adres"),
            models.Index(fields=["regio", "klank"], name="opgave_klank"),
            models.Index(
                fields=["regio", "telefoon_index"],
                name="opgave_telefoon",
                condition=~Q(telefoon_index=""),
            ),
        ]


class Herkenningsbesluit(RegioModel):
    """That a worker said: the same person, another one, or later. Nothing links by itself."""

    melding = models.ForeignKey(Melding, models.CASCADE, related_name="herkenningen")
    kandidaat = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    punten = models.SmallIntegerField()
    redenen = models.JSONField(default=list)
    gewichten_versie = models.PositiveSmallIntegerField(default=1)
    besluit = models.CharField(max_length=6)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()


class Triage(RegioModel):
    """A confirmed triage: what the table advised and what a person chose. Never edited (Z-09)."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="triages")
    volgnr = models.PositiveSmallIntegerField()
    tabel = models.CharField(max_length=60)
    tabel_versie = models.PositiveSmallIntegerField()
    invoer = models.JSONField()
    advies_urgentie = models.CharField(max_length=12)
    advies_route = models.CharField(max_length=24)
    geraakt = models.JSONField(default=list)
    ontbrak = models.JSONField(default=list)
    gekozen_urgentie = models.CharField(max_length=12)
    gekozen_route = models.CharField(max_length=24)
    nevenroutes = models.JSONField(default=list)
    aard_voor = models.CharField(max_length=8)
    aard_na = models.CharField(max_length=8)
    herkwalificatie_reden = models.CharField(max_length=500, blank=True)
    afwijking_code = models.CharField(max_length=40, blank=True)
    afwijking_tekst = models.CharField(max_length=500, blank=True)
    aanleiding = models.CharField(max_length=20, default="eerste")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["volgnr"]
        constraints = [models.UniqueConstraint(fields=["melding", "volgnr"], name="triage_volgnr")]


class Doorverbinding(RegioModel):
    """An acute call put through by phone, with the times (recht:P12)."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="doorverbindingen")
    functie = models.CharField(max_length=40)
    nummer_gebeld = models.CharField(max_length=20, blank=True)
    begonnen_op = models.DateTimeField()
    gesproken_met = models.CharField(max_length=120, blank=True)
    overgenomen = models.CharField(max_length=20, blank=True)
    overgenomen_op = models.DateTimeField(null=True)
    urgentie_uren = models.PositiveSmallIntegerField(null=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")


class Aanbieding(RegioModel):
    """An offer of a melding to a receiver and the answer."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="aanbiedingen")
    functie = models.CharField(max_length=40)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    terugval = models.CharField(max_length=300, blank=True)
    aangeboden_op = models.DateTimeField()
    antwoord = models.CharField(max_length=12, blank=True)
    reden = models.CharField(max_length=40, blank=True)
    toelichting = models.CharField(max_length=1000, blank=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["melding", "functie"], condition=Q(antwoord=""), name="aanbieding_een_open"
            )
        ]


class Uitkomst(RegioModel):
    """What came of it; added to, never edited."""

    class Soort(models.TextChoices):
        DOSSIER_GEOPEND = "dossier_geopend", _("dossier geopend")
        TOEGEVOEGD = "toegevoegd_aan_dossier", _("toegevoegd aan het dossier")
        ONDERZOEK = "verkennend_onderzoek", _("verkennend onderzoek")
        WMO_MELDING = "wmo_melding", _("Wmo-melding")
        EXTERN = "overgedragen_extern", _("overgedragen aan een andere organisatie")
        ADVIES = "advies_gegeven", _("advies gegeven")
        GEEN_ACTIE = "geen_actie", _("geen actie")
        NIET_BEREIKT = "niet_bereikt", _("niet bereikt")
        DOORGESTUURD = "doorgestuurd", _("doorgestuurd")
        OVERLEDEN = "overleden", _("overleden")

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="uitkomsten")
    soort = models.CharField(max_length=24, choices=Soort)
    reden = models.CharField(max_length=40, blank=True)
    toelichting = models.CharField(max_length=2000, blank=True)
    vermijdbaar = models.BooleanField(null=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(soort="geen_actie") | ~Q(reden=""), name="uitkomst_reden")
        ]


class Terugkoppeling(RegioModel):
    """What the melder was told, or why that was not possible."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="terugkoppelingen")
    wijze = models.CharField(max_length=12, blank=True)
    sjabloon = models.CharField(max_length=40, blank=True)
    tekst = models.TextField(blank=True)
    niet_mogelijk = models.CharField(max_length=20, blank=True)
    gegeven_op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(wijze="") | ~Q(niet_mogelijk=""), name="terugkoppeling_gevuld"
            )
        ]


class Politietelling(RegioModel):
    """Police incidents without a ground to share who it was: only counts (recht:V11)."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    wijk = models.CharField(max_length=60, blank=True)
    dag = models.DateField()
    code = models.CharField(max_length=4)
    bron = models.CharField(max_length=64)
    aantal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "gemeente", "wijk", "dag", "code", "bron"], name="politietelling_uniek"
            )
        ]


class Importregel(RegioModel):
    """Keyed hash of a row that was imported before: running a file twice adds nothing."""

    soort = models.CharField(max_length=20)
    sleutel = models.CharField(max_length=64)
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "soort", "sleutel"], name="importregel_uniek")
        ]


class Tekstversie(RegioModel):
    """The text of a melding as it read before it was mended; the newest stands on the melding (UM-25)."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="tekstversies")
    omschrijving = models.TextField(blank=True)
    mening = models.TextField(blank=True)
    reden = models.CharField(max_length=300)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["op"]


class Terugbelpoging(RegioModel):
    """An attempt to reach the melder; three on two days make `niet_bereikt` a valid reason (Z-06)."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="pogingen")
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")


class Doorleiding(RegioModel):
    """A melding sent on outside the region: with whom it was discussed, which fields went, and the receipt (W16)."""

    melding = models.ForeignKey(Melding, models.PROTECT, related_name="doorleidingen")
    naar = models.CharField(max_length=120)
    naar_regio = models.ForeignKey(Regio, models.PROTECT, null=True, related_name="+")
    reden = models.CharField(max_length=20)
    gesproken_met = models.CharField(max_length=120)
    contact_op = models.DateTimeField()
    velden = models.JSONField(default=list)
    verstuurd_op = models.DateTimeField()
    uiterlijk = models.DateTimeField()
    ontvangst_bevestigd_op = models.DateTimeField(null=True)
    ontvangst_bevestigd_door = models.CharField(max_length=120, blank=True)
    geweigerd_op = models.DateTimeField(null=True)
    melder_verteld_op = models.DateTimeField(null=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")


class Doorleidingaanbod(RegioModel):
    """What another region of this installation offers us: only the fields that it ticked, under a key of its own.

    `doorleiding` names the row over there; nothing else of that region can be reached from here (UM-14).
    """

    doorleiding = models.UUIDField()
    van_regio = models.ForeignKey(Regio, models.PROTECT, related_name="+")
    nummer = models.CharField(max_length=20)
    reden = models.CharField(max_length=20)
    urgentie = models.CharField(max_length=12)
    sleutel = models.CharField(max_length=200)
    inhoud = models.TextField()
    aangeboden_op = models.DateTimeField()
    uiterlijk = models.DateTimeField()
    antwoord = models.CharField(max_length=10, blank=True)
    toelichting = models.CharField(max_length=500, blank=True)
    melding = models.ForeignKey(Melding, models.PROTECT, null=True, related_name="+")
    door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "van_regio", "doorleiding"], name="doorleidingaanbod_uniek"
            ),
            models.CheckConstraint(
                condition=~Q(antwoord="aanvaard") | Q(melding__isnull=False), name="doorleidingaanbod_melding"
            ),
        ]


class Publieksteller(RegioModel):
    """How often one address (a keyed hash) used a public page: one row for all processes, gone after a day (UM-02, UM-24)."""

    soort = models.CharField(max_length=10)
    afzender = models.CharField(max_length=64)
    aantal = models.PositiveIntegerField()
    sinds = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "soort", "afzender"], name="publieksteller_uniek")
        ]


class Dienst(RegioModel, Versie):
    """A shift of the meldpunt. Whoever runs one owns every open melding of the dienst until the next accepts (UM-19)."""

    class Staat(models.TextChoices):
        GEPLAND = "gepland", _("gepland")
        LOPEND = "lopend", _("lopend")
        OVER_TE_DRAGEN = "over_te_dragen", _("over te dragen")
        BEEINDIGD = "beeindigd", _("beëindigd")

    VERANTWOORDELIJK = (Staat.LOPEND, Staat.OVER_TE_DRAGEN)

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    begin = models.DateTimeField()
    gepland_einde = models.DateTimeField()
    dienstleider = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    staat = FSMField(max_length=14, choices=Staat, default=Staat.GEPLAND, protected=True)
    begonnen_op = models.DateTimeField(null=True)
    overdracht = models.JSONField(null=True)
    opmerking = models.CharField(max_length=2000, blank=True)
    opgesteld_op = models.DateTimeField(null=True)
    opgesteld_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    aanvaard_op = models.DateTimeField(null=True)
    aanvaard_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    opvolger = models.OneToOneField("self", models.PROTECT, null=True, related_name="voorganger")

    class Meta:
        verbose_name = _("dienst")
        ordering = ["begin"]
        constraints = [
            # Exactly one dienst answers for the open meldingen: there is no moment with two, and none without (Z-04).
            models.UniqueConstraint(
                fields=["regio", "team"],
                condition=Q(staat__in=["lopend", "over_te_dragen"]),
                name="dienst_een_verantwoordelijk",
            ),
            models.CheckConstraint(condition=Q(gepland_einde__gt=F("begin")), name="dienst_periode"),
            models.CheckConstraint(
                condition=~Q(staat="beeindigd")
                | Q(aanvaard_op__isnull=False, aanvaard_door__isnull=False, opvolger__isnull=False),
                name="dienst_aanvaard",
            ),
            models.CheckConstraint(
                condition=~Q(staat="over_te_dragen")
                | Q(overdracht__isnull=False, opgesteld_op__isnull=False),
                name="dienst_overdracht",
            ),
        ]
        indexes = [models.Index(fields=["regio", "team", "staat", "begin"], name="dienst_team")]

    @transition(staat, source=Staat.GEPLAND, target=Staat.LOPEND)
    def begin_nu(self) -> None:
        """From now on this dienst answers for the open meldingen."""

    @transition(staat, source=[Staat.LOPEND, Staat.OVER_TE_DRAGEN], target=Staat.OVER_TE_DRAGEN)
    def draag_over(self) -> None:
        """The overdracht is written; still responsible."""

    @transition(staat, source=Staat.OVER_TE_DRAGEN, target=Staat.BEEINDIGD)
    def beeindig(self) -> None:
        """The next dienst accepted."""


class Dienstlid(RegioModel):
    """Somebody who works in a dienst."""

    dienst = models.ForeignKey(Dienst, models.PROTECT, related_name="leden")
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dienst", "medewerker"], name="dienstlid_uniek")]


class Logregel(RegioModel):
    """A line in the log of the dienst. One that is held stays on every next overdracht until somebody ticks it off."""

    dienst = models.ForeignKey(Dienst, models.PROTECT, related_name="logregels")
    tekst = models.CharField(max_length=1000)
    vasthouden = models.BooleanField(default=False)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    afgevinkt_op = models.DateTimeField(null=True)
    afgevinkt_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-op", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(tekst=""), name="logregel_tekst")]
        indexes = [
            models.Index(fields=["dienst", "-op"], name="logregel_dienst"),
            models.Index(
                fields=["regio", "-op"],
                name="logregel_vast",
                condition=Q(vasthouden=True, afgevinkt_op__isnull=True),
            ),
        ]


class Beslistabel(RegioModel, Versie):
    """A version of the triage table of the region; one in force at any moment, fixed by another than its maker (UM-23)."""

    class Staat(models.TextChoices):
        CONCEPT = "concept", _("concept")
        GECONTROLEERD = "gecontroleerd", _("gecontroleerd")
        VASTGESTELD = "vastgesteld", _("vastgesteld")
        INGETROKKEN = "ingetrokken", _("ingetrokken")

    naam = models.CharField(max_length=60)
    tabel_versie = models.PositiveSmallIntegerField()
    staat = FSMField(max_length=14, choices=Staat, default=Staat.CONCEPT, protected=True)
    regels = models.TextField()
    opgesteld_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    bewerkers = models.JSONField(default=list)
    controle = models.JSONField(default=dict)
    gecontroleerd_op = models.DateTimeField(null=True)
    proefrapport = models.JSONField(default=dict)
    vastgesteld_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    geldig_van = models.DateTimeField(null=True)
    geldig_tot = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("beslistabel")
        constraints = [
            models.UniqueConstraint(fields=["regio", "naam", "tabel_versie"], name="beslistabel_versie"),
            models.UniqueConstraint(
                fields=["regio"], condition=Q(staat="vastgesteld"), name="beslistabel_een_vast"
            ),
            models.CheckConstraint(
                condition=Q(staat__in=["concept", "gecontroleerd"], geldig_van__isnull=True)
                | Q(staat="vastgesteld", geldig_van__isnull=False, geldig_tot__isnull=True)
                | Q(staat="ingetrokken", geldig_van__isnull=False, geldig_tot__isnull=False),
                name="beslistabel_geldig",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van")),
                name="beslistabel_periode",
            ),
            models.CheckConstraint(
                condition=Q(geldig_van__isnull=True)
                | (Q(vastgesteld_door__isnull=False) & ~Q(vastgesteld_door=F("opgesteld_door"))),
                name="beslistabel_ander",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.tabel_versie}"

    @transition(staat, source=[Staat.CONCEPT, Staat.GECONTROLEERD], target=Staat.CONCEPT)
    def wijzig(self) -> None:
        """A rule changed: what was checked no longer counts."""

    @transition(staat, source=[Staat.CONCEPT, Staat.GECONTROLEERD], target=Staat.GECONTROLEERD)
    def keur(self) -> None:
        """The checks found no error."""

    @transition(staat, source=Staat.GECONTROLEERD, target=Staat.VASTGESTELD)
    def stel_vast(self) -> None:
        """Another person fixed it: from now on it decides."""

    @transition(staat, source=Staat.VASTGESTELD, target=Staat.INGETROKKEN)
    def trek_in(self) -> None:
        """A later version took over; old triages keep this one (Z-09)."""


class MedischeToets(RegioModel):
    """A ggz professional signed off the danger rules (1 to 18) as they read; another text asks a new sign-off (UM-23)."""

    regels_hash = models.CharField(max_length=64)
    naam = models.CharField(max_length=120)
    beroep = models.CharField(max_length=40)
    big_nummer = models.CharField(max_length=11)
    op = models.DateField()
    vastgelegd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField()

    class Meta:
        verbose_name = _("medische toets")
        constraints = [
            models.UniqueConstraint(fields=["regio", "regels_hash", "big_nummer"], name="medische_toets_een")
        ]


class Bundel(RegioModel):
    """Meldingen about one event: one leads, the others follow it up to the outcome and keep their own melder (UM-08)."""

    leidend = models.OneToOneField(Melding, models.PROTECT, related_name="leidt")
    reden = models.CharField(max_length=40)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name = _("bundel")


class Piket(RegioModel):
    """Who answers a function from one instant to another (UM-20). Never edited: withdrawn, and made anew."""

    functie = models.CharField(max_length=40)
    van = models.DateTimeField()
    tot = models.DateTimeField()
    naam = models.CharField(max_length=120)
    telefoon = models.CharField(max_length=20)
    reserve = models.CharField(max_length=120, blank=True)
    reserve_telefoon = models.CharField(max_length=20, blank=True)
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    ingevoerd_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    ingevoerd_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True)
    ingetrokken_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("piket")
        ordering = ["van"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__gt=F("van")), name="piket_periode"),
            models.CheckConstraint(condition=~Q(naam="") & ~Q(telefoon=""), name="piket_bereikbaar"),
        ]
        indexes = [
            models.Index(
                fields=["regio", "functie", "tot"],
                name="piket_functie",
                condition=Q(ingetrokken_op__isnull=True),
            )
        ]


class Piketgemeente(RegioModel):
    """A gemeente that a piket covers; two for one function never share a minute (kept by the database)."""

    piket = models.ForeignKey(Piket, models.PROTECT, related_name="gemeenten")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piket", "gemeente"], name="piketgemeente_uniek")]


class Contactkaart(RegioModel, Versie):
    """Where people can turn: a function for an area, its number and hours, from and until (F126).

    Hours are never overwritten: a change ends this card and begins the next, so that the page of a past day can be told.
    """

    functie = models.CharField(max_length=40)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    naam = models.CharField(max_length=120)
    telefoon = models.CharField(max_length=20, blank=True)
    uitleg = models.CharField(max_length=300, blank=True)
    uren = models.JSONField(default=dict)
    publiek = models.BooleanField(default=False)
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        verbose_name = _("contactkaart")
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gt=F("van")), name="contactkaart_periode"
            ),
            models.CheckConstraint(condition=~Q(naam=""), name="contactkaart_naam"),
        ]
        indexes = [models.Index(fields=["regio", "functie", "van"], name="contactkaart_functie")]


class Dagtelling(RegioModel):
    """How many meldingen of a day and gemeente have a property; kept by the events, equal to a count from scratch (chapter 10 §9)."""

    dag = models.DateField()
    gemeente = models.CharField(max_length=4)
    soort = models.CharField(max_length=16)
    sleutel = models.CharField(max_length=80)
    aantal = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("dagtelling")
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "dag", "gemeente", "soort", "sleutel"], name="dagtelling_uniek"
            )
        ]


class Dagbijdrage(RegioModel):
    """What one melding adds to the day counts now, so that a change takes away exactly what it added (chapter 10 §9)."""

    melding = models.OneToOneField(Melding, models.CASCADE, related_name="bijdrage")
    dag = models.DateField()
    gemeente = models.CharField(max_length=4)
    posten = models.JSONField()

    class Meta:
        verbose_name = _("dagbijdrage")


class Beeldstand(RegioModel):
    """Up to which event the day counts have been kept (chapter 10 §9)."""

    volgnr = models.BigIntegerField(default=0)
    op = models.DateTimeField()

    class Meta:
        verbose_name = _("beeldstand")
        constraints = [models.UniqueConstraint(fields=["regio"], name="beeldstand_een")]
