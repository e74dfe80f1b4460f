"""Who is who in a region: gemeenten, organisations, teams, staff with roles, and dated settings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.platform.models import Regio, RegioModel


class Gemeente(models.Model):
    """A gemeente with its CBS code and the years in which it exists (recht:N05). Reference data of the country."""

    code = models.CharField(max_length=4, primary_key=True)
    naam = models.CharField(max_length=80)
    van = models.DateField(null=True)
    tot = models.DateField(null=True)
    opvolger = models.ForeignKey("self", models.PROTECT, null=True, related_name="voorgangers")

    class Meta:
        ordering = ["naam"]
        verbose_name = _("gemeente")

    def __str__(self) -> str:
        return self.naam


class InwonerAantal(models.Model):
    """How many people live in a gemeente on a date, with the source."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="inwoneraantallen")
    peildatum = models.DateField()
    aantal = models.PositiveIntegerField()
    bron = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "peildatum"], name="inwoneraantal_uniek")]


class RegioGemeente(RegioModel):
    """That a gemeente belongs to the region for a theme, from and until (recht:N20)."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="regios")
    thema = models.CharField(max_length=20, default="alles")
    centrum = models.BooleanField(default=False)
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "gemeente", "thema", "van"], name="regiogemeente_uniek"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gt=F("van")), name="regiogemeente_periode"
            ),
        ]


class Organisatie(RegioModel):
    """A partner in the chain: a gemeente, the GGD, a provider, a corporation, the police."""

    class Soort(models.TextChoices):
        GEMEENTE = "gemeente", _("gemeente")
        GGD = "ggd", _("GGD")
        ZORGAANBIEDER = "zorgaanbieder", _("zorgaanbieder")
        CORPORATIE = "corporatie", _("woningcorporatie")
        POLITIE = "politie", _("politie")
        WELZIJN = "welzijn", _("welzijn")
        OVERIG = "overig", _("overig")

    code = models.SlugField(max_length=60)
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=20, choices=Soort)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "code"], name="organisatie_code"),
            models.CheckConstraint(condition=~Q(naam=""), name="organisatie_naam"),
        ]

    def __str__(self) -> str:
        return self.naam


class Team(RegioModel):
    """A team of an organisation that can hold work."""

    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="teams")
    naam = models.CharField(max_length=120)
    gemeenten = models.ManyToManyField(Gemeente, related_name="+")
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "organisatie", "naam"], name="team_naam")]

    def __str__(self) -> str:
        return self.naam


class Medewerker(RegioModel):
    """A person at work in one organisation of a region. Never deleted: leaves, and stays readable in the logs."""

    class Status(models.TextChoices):
        UITGENODIGD = "uitgenodigd", _("uitgenodigd")
        ACTIEF = "actief", _("actief")
        GEBLOKKEERD = "geblokkeerd", _("geblokkeerd")
        UIT_DIENST = "uit_dienst", _("uit dienst")

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="medewerkers")
    naam = models.CharField(max_length=120)
    telefoon = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIEF)
    uit_dienst_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "gebruiker"], name="medewerker_gebruiker"),
            models.CheckConstraint(condition=~Q(naam=""), name="medewerker_naam"),
        ]

    def __str__(self) -> str:
        return self.naam


class Roltoekenning(RegioModel):
    """A role of a medewerker, in one team or for the whole organisation, from and until; with dated functions."""

    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="rollen")
    rol = models.CharField(max_length=40)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="leden")
    functies = models.JSONField(default=list)
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Without a team the medewerker stands in for it: SQLite knows no "nulls not distinct".
            models.UniqueConstraint(
                F("medewerker"),
                F("rol"),
                Coalesce(F("team"), F("medewerker")),
                condition=Q(tot__isnull=True),
                name="rol_open",
            ),
            models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gt=F("van")), name="rol_periode"),
        ]
        indexes = [models.Index(fields=["medewerker", "rol"], name="rol_medewerker")]


class Functievervulling(RegioModel):
    """Which team or number fulfils a function (`bemoeizorg`, `crisisdienst`) for a gemeente, dated (C04)."""

    functie = models.CharField(max_length=40)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    naam = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    altijd_open = models.BooleanField(default=False)
    van = models.DateField()
    tot = models.DateField(null=True)
    bron = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("regio"),
                F("functie"),
                Coalesce(F("gemeente"), Value("")),
                condition=Q(tot__isnull=True),
                name="functie_open",
            ),
            models.CheckConstraint(condition=Q(team__isnull=False) | ~Q(naam=""), name="functie_iemand"),
        ]


class Instelling(RegioModel):
    """A setting of the region with validity, source and confidence; a change counts from its date."""

    sleutel = models.CharField(max_length=60)
    waarde = models.JSONField()
    van = models.DateField()
    tot = models.DateField(null=True)
    bron = models.CharField(max_length=160)
    zekerheid = models.CharField(max_length=6, default="keuze")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "sleutel"], condition=Q(tot__isnull=True), name="instelling_open"
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gt=F("van")), name="instelling_periode"
            ),
        ]


__all__ = [
    "Functievervulling",
    "Gemeente",
    "Instelling",
    "InwonerAantal",
    "Medewerker",
    "Organisatie",
    "Regio",
    "RegioGemeente",
    "Roltoekenning",
    "Team",
]
