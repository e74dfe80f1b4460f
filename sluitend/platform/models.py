"""The plumbing that every area stands on: tenant, users, the append-only tracks, keys, numbers, tokens."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager
from django_scopes.state import get_scope

from sluitend.kern.uuid7 import uuid7


class Regio(models.Model):
    """The tenant: a group of gemeenten that keeps one chain. Its code never changes (chapter 30 §7)."""

    id = models.BigAutoField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("regio")

    def __str__(self) -> str:
        return self.naam


class GebruikerManager(BaseUserManager):
    """Makes accounts; there is no superuser, because rights come from roles alone (chapter 30 AA-09)."""

    def create_user(self, username: str, password: str | None = None, **velden: object) -> "Gebruiker":
        gebruiker = self.model(username=username, **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker


class Gebruiker(AbstractBaseUser):
    """An account. It can sign in; what it may see follows from the roles of its medewerkers."""

    id = models.BigAutoField(primary_key=True)
    username = models.CharField(_("gebruikersnaam"), max_length=150, unique=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    objects = GebruikerManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("gebruiker")

    def __str__(self) -> str:
        return self.username


class Regiomanager(type(ScopedManager(regio="regio"))):  # type: ignore[misc]
    """The rows of the running scope. Every query starts here, so its filter is made once per region and then copied."""

    _begin: ClassVar[dict[tuple[type[models.Model], int], models.QuerySet[Any]]] = {}

    def get_queryset(self) -> models.QuerySet[Any]:
        scope = get_scope()
        regio = scope.get("regio")
        if not isinstance(regio, int) or not scope.get("_enabled", True) or self._db or self._hints:
            return super().get_queryset()
        begin = self._begin.get((self.model, regio))
        if begin is None:
            begin = self._begin[self.model, regio] = super().get_queryset()
        return begin.all()


class RegioModel(models.Model):
    """A row of one region. Reading without a scope raises; on PostgreSQL row-level security guards it too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="+", db_index=False)

    objects = Regiomanager()

    class Meta:
        abstract = True


class Versie(models.Model):
    """`versie` for optimistic locking: whoever saves an older one is told who was first."""

    versie = models.PositiveIntegerField(default=1)
    aangemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Ketenkop(RegioModel):
    """The last link of a chain; locked while links are numbered, moved by a trigger on the chain itself."""

    keten = models.CharField(max_length=20)
    volgnr = models.BigIntegerField(default=-1)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "keten"], name="ketenkop_uniek")]


class Gebeurtenis(RegioModel):
    """What happened, why, and under which version of the rule. Append-only and hash-chained per region."""

    volgnr = models.BigIntegerField()
    tijd = models.DateTimeField()
    soort = models.CharField(max_length=80)
    actor = models.CharField(max_length=60)
    rol = models.CharField(max_length=40)
    organisatie = models.CharField(max_length=60, null=True)
    object = models.CharField(max_length=90)
    betrokkene = models.UUIDField(null=True)
    handeling = models.UUIDField()
    grond = models.CharField(max_length=60, null=True)
    regelversie = models.CharField(max_length=60, null=True)
    gegevens = models.JSONField(default=dict)
    wijzigingen = models.CharField(max_length=64, null=True)
    hash = models.CharField(max_length=64)
    dossier = models.UUIDField(null=True)
    gebeurd_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "volgnr"], name="gebeurtenis_volgnr")]
        indexes = [
            models.Index(
                fields=["regio", "dossier", "-tijd", "-volgnr"],
                name="gebeurtenis_tijdlijn",
                condition=models.Q(dossier__isnull=False),
            ),
            models.Index(fields=["regio", "object", "-volgnr"], name="gebeurtenis_object"),
        ]


class Wijziging(RegioModel):
    """Old and new value of one field in one act; values about a person only as ciphertext."""

    gebeurtenis = models.ForeignKey(Gebeurtenis, models.PROTECT, related_name="velden")
    object = models.CharField(max_length=90)
    veld = models.CharField(max_length=60)
    oud = models.JSONField(null=True)
    nieuw = models.JSONField(null=True)


class Inzage(RegioModel):
    """One line per person per visit: who read what about whom, in which role and why (NEN 7513)."""

    tijd = models.DateTimeField()
    actie = models.CharField(max_length=1)
    uitkomst = models.SmallIntegerField(default=0)
    gebeurtenis = models.CharField(max_length=80)
    verwerking = models.CharField(max_length=120)
    gebruiker = models.CharField(max_length=60, null=True)
    gebruiker_alt = models.CharField(max_length=150, null=True)
    naam = models.CharField(max_length=120, null=True)
    rol = models.CharField(max_length=40)
    organisatie = models.CharField(max_length=60, null=True)
    doel = models.CharField(max_length=60)
    is_aanvrager = models.BooleanField(default=True)
    namens = models.CharField(max_length=120, null=True)
    toegangspunt = models.CharField(max_length=60, null=True)
    betrokkene = models.UUIDField(null=True)
    object = models.CharField(max_length=90)
    klassen = models.JSONField(default=list)
    gevoeligheid = models.CharField(max_length=20)
    fase = models.SmallIntegerField(default=6)
    beleid = models.CharField(max_length=90)
    reikwijdte = models.CharField(max_length=40, null=True)
    basis = models.CharField(max_length=60, null=True)
    noodtoegang = models.UUIDField(null=True)
    bron = models.JSONField(default=dict)
    spoor = models.CharField(max_length=32)
    bezoek = models.UUIDField(null=True)
    regelhash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["regio", "betrokkene", "-tijd"], name="inzage_betrokkene")]


class InzageOpen(models.Model):
    """Lines that wait for the sealer; filled by a trigger on `inzage`."""

    id = models.UUIDField(primary_key=True)
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="+")

    objects = Regiomanager()


class Ketenblok(RegioModel):
    """A sealed minute of the read log, itself a link of the chain `inzage`."""

    volgnr = models.BigIntegerField()
    tijd = models.DateTimeField()
    aantal = models.PositiveIntegerField()
    leden = models.CharField(max_length=64)
    regels = models.CharField(max_length=64)
    eerste = models.UUIDField()
    hash = models.CharField(max_length=64)
    ids = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "volgnr"], name="ketenblok_volgnr")]


class Persoonsleutel(RegioModel):
    """The only link between a person and the logs; destroying it makes every ciphertext nobody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gewikkeld = models.CharField(max_length=200)
    vernietigd_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("persoonsleutel")


class Nummerreeks(RegioModel):
    """The last number given in a series (`M-2026`); numbers are never used twice."""

    reeks = models.CharField(max_length=20)
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "reeks"], name="nummerreeks_uniek")]


class Servicetoken(RegioModel):
    """A reference token of a partner system; only its SHA-256 is stored."""

    naam = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    rol = models.CharField(max_length=40)
    organisatie = models.UUIDField(null=True)
    scopes = models.JSONField(default=list)
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True)

    objects = models.Manager()  # looked up by hash before the region is known


class Antwoordsleutel(RegioModel):
    """An Idempotency-Key with the first answer to it: a repeat gets that answer, other content 409."""

    sleutel = models.CharField(max_length=120)
    afzender = models.CharField(max_length=60)
    inhoud = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    antwoord = models.JSONField()
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regio", "afzender", "sleutel"], name="antwoordsleutel_uniek")
        ]
