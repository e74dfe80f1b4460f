"""Residents and the people around them. One table per fact, periods instead of overwriting (chapter 12 2A)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sluitend.platform.models import Persoonsleutel, RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker, Organisatie

# What `Inwoner.weergavenaam` is made of.
NAAMVELDEN = ("geslachtsnaam", "voorvoegsel", "voornamen", "roepnaam", "aanduiding")


class Inwoner(RegioModel, Versie):
    """A resident, known or not yet. Never a dummy BSN, never a dummy name (recht:N03)."""

    class Identiteit(models.TextChoices):
        ONBEKEND = "onbekend", _("onbekend")
        VERMOEDELIJK = "vermoedelijk", _("vermoedelijk")
        BEKEND = "bekend", _("bekend")
        GEVERIFIEERD = "geverifieerd", _("geverifieerd")

    class Precisie(models.TextChoices):
        DAG = "dag", _("dag")
        MAAND = "maand", _("maand")
        JAAR = "jaar", _("jaar")
        GESCHAT = "geschat", _("geschat")
        ONBEKEND = "onbekend", _("onbekend")

    sleutel = models.OneToOneField(Persoonsleutel, models.PROTECT, related_name="+")
    nummer = models.CharField(max_length=20)
    identiteit_status = models.CharField(max_length=12, choices=Identiteit, default=Identiteit.VERMOEDELIJK)
    aanduiding = models.CharField(max_length=200, blank=True)
    geslachtsnaam = models.CharField(max_length=120, blank=True)
    voorvoegsel = models.CharField(max_length=20, blank=True)
    voornamen = models.CharField(max_length=120, blank=True)
    roepnaam = models.CharField(max_length=60, blank=True)
    geboortedatum = models.DateField(null=True, blank=True)
    geboortedatum_precisie = models.CharField(max_length=8, choices=Precisie, default=Precisie.ONBEKEND)
    bsn = models.CharField(max_length=200, blank=True)
    bsn_index = models.CharField(max_length=64, null=True)
    bsn_status = models.CharField(max_length=14, default="onbekend")
    bsn_grondslag = models.CharField(max_length=60, blank=True)
    telefoon = models.CharField(max_length=200, blank=True)
    telefoon_index = models.CharField(max_length=64, blank=True)
    email = models.CharField(max_length=400, blank=True)
    contactvoorkeur = models.CharField(max_length=20, blank=True)
    taal = models.CharField(max_length=40, blank=True)
    tolk_nodig = models.BooleanField(default=False)
    adres_afgeschermd = models.BooleanField(default=False)
    overleden_op = models.DateField(null=True, blank=True)
    klank = models.CharField(max_length=60, blank=True)
    samengevoegd_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="samengevoegd")
    geregistreerd_door = models.ForeignKey(Organisatie, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("inwoner")
        constraints = [
            models.UniqueConstraint(fields=["regio", "nummer"], name="inwoner_nummer"),
            models.UniqueConstraint(
                fields=["regio", "bsn_index"], condition=Q(samengevoegd_in__isnull=True), name="inwoner_bsn"
            ),
            models.CheckConstraint(
                condition=(Q(identiteit_status="onbekend") & ~Q(aanduiding=""))
                | (~Q(identiteit_status="onbekend") & ~Q(geslachtsnaam="")),
                name="inwoner_naam_of_aanduiding",
            ),
            models.CheckConstraint(condition=Q(bsn="") | ~Q(bsn_grondslag=""), name="inwoner_bsn_grondslag"),
            models.CheckConstraint(
                condition=(Q(bsn="") & Q(bsn_index__isnull=True)) | (~Q(bsn="") & Q(bsn_index__isnull=False)),
                name="inwoner_bsn_index",
            ),
        ]
        indexes = [
            models.Index(fields=["regio", "geboortedatum"], name="inwoner_geboren"),
            models.Index(fields=["regio", "klank", "geboortedatum"], name="inwoner_klank"),
            models.Index(fields=["regio", "telefoon_index"], name="inwoner_telefoon"),
        ]

    def __str__(self) -> str:
        return self.weergavenaam

    @property
    def pseudoniem(self):
        """How logs name this person."""
        return self.sleutel_id

    @property
    def weergavenaam(self) -> str:
        """`Jan de Vries`, or how somebody unknown is described."""
        if not self.geslachtsnaam:
            return self.aanduiding
        voor = self.roepnaam or self.voornamen
        return " ".join(deel for deel in (voor, self.voorvoegsel, self.geslachtsnaam) if deel)


class Adresperiode(RegioModel):
    """Where somebody lives or stays, from and until, and who said so."""

    class Soort(models.TextChoices):
        WOONADRES = "woonadres", _("woonadres")
        VERBLIJF = "verblijf", _("verblijf")
        BRIEFADRES = "briefadres", _("briefadres")
        OPVANG = "opvang", _("opvang")
        KLINIEK = "kliniek", _("kliniek")
        DETENTIE = "detentie", _("detentie")
        DAKLOOS = "dakloos", _("dakloos")

    inwoner = models.ForeignKey(Inwoner, models.CASCADE, related_name="adressen")
    soort = models.CharField(max_length=12, choices=Soort, default=Soort.WOONADRES)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    postcode = models.CharField(max_length=6, blank=True)
    huisnummer = models.PositiveIntegerField(null=True, blank=True)
    toevoeging = models.CharField(max_length=10, blank=True)
    plaatsomschrijving = models.CharField(max_length=200, blank=True)
    van = models.DateField()
    tot = models.DateField(null=True)
    bron = models.CharField(max_length=12, default="professional")
    # A secret address stands here only, under the person's key, and the columns to search on are empty (V23).
    geheim = models.CharField(max_length=800, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(geheim="") | Q(postcode="", huisnummer__isnull=True, plaatsomschrijving=""),
                name="adresperiode_geheim",
            ),
            models.UniqueConstraint(
                fields=["inwoner", "soort"], condition=Q(tot__isnull=True), name="adresperiode_open"
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="adresperiode_periode"
            ),
        ]
        indexes = [models.Index(fields=["regio", "postcode", "huisnummer"], name="adresperiode_adres")]


class Naaste(RegioModel, Versie):
    """Somebody close to the resident; what this person may know is the resident's choice, default nothing."""

    class Relatie(models.TextChoices):
        PARTNER = "partner", _("partner")
        OUDER = "ouder", _("ouder")
        KIND = "kind", _("kind")
        BROER_ZUS = "broer_zus", _("broer of zus")
        FAMILIE = "familie", _("andere familie")
        VRIEND = "vriend", _("vriend")
        BUUR = "buur", _("buur")
        ANDERS = "anders", _("anders")

    inwoner = models.ForeignKey(Inwoner, models.CASCADE, related_name="naasten")
    naam = models.CharField(max_length=120)
    relatie = models.CharField(max_length=12, choices=Relatie)
    telefoon = models.CharField(max_length=200, blank=True)
    mantelzorger = models.BooleanField(default=False)
    crisiscontact = models.BooleanField(default=False)
    mag_weten = models.JSONField(default=list)
    toestemming_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)
    uitgenodigd = models.BooleanField(default=True)
    reden_niet = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inwoner", "naam"], name="naaste_uniek"),
            models.CheckConstraint(condition=Q(uitgenodigd=True) | ~Q(reden_niet=""), name="naaste_reden"),
        ]


class Naamklank(RegioModel):
    """The sound of one half of a double surname, so that either half finds the person (chapter 10 5.4)."""

    inwoner = models.ForeignKey(Inwoner, models.CASCADE, related_name="klanken")
    klank = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inwoner", "klank"], name="naamklank_uniek")]
        indexes = [models.Index(fields=["regio", "klank"], name="naamklank_klank")]


class Samenvoeging(RegioModel):
    """Two records that turned out to be one person: asked by one, decided by another, and what moved (UR-04).

    `vooraf` holds what each area moved and, as ciphertext, the fields of before; `later` the rows that came
    after the merge and, once it is undone, to whom each was given.
    """

    class Status(models.TextChoices):
        VOORGESTELD = "voorgesteld", _("voorgesteld")
        GEVRAAGD = "gevraagd", _("wacht op een tweede persoon")
        AFGEWEZEN = "afgewezen", _("afgewezen")
        SAMENGEVOEGD = "samengevoegd", _("samengevoegd")
        TERUG_GEVRAAGD = "terug_gevraagd", _("terugdraaien gevraagd")
        TERUGGEDRAAID = "teruggedraaid", _("teruggedraaid")

    OPEN = (Status.VOORGESTELD, Status.GEVRAAGD, Status.TERUG_GEVRAAGD)
    GELDT = (Status.SAMENGEVOEGD, Status.TERUG_GEVRAAGD)

    blijft = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    opgegaan = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    status = models.CharField(max_length=14, choices=Status, default=Status.GEVRAAGD)
    reden = models.CharField(max_length=40, default="zelfde_persoon")
    keuzes = models.JSONField(default=dict)
    vooraf = models.JSONField(default=dict)
    later = models.JSONField(default=dict)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    tweede = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    besloten_op = models.DateTimeField(null=True)
    terug_gevraagd_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    teruggedraaid_op = models.DateTimeField(null=True)
    teruggedraaid_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(blijft=F("opgegaan")), name="samenvoeging_twee"),
            models.CheckConstraint(
                condition=Q(tweede__isnull=True) | ~Q(door=F("tweede")), name="samenvoeging_vier_ogen"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["voorgesteld", "gevraagd", "afgewezen"]) | Q(tweede__isnull=False),
                name="samenvoeging_besloten",
            ),
            models.CheckConstraint(
                condition=Q(teruggedraaid_door__isnull=True)
                | (Q(terug_gevraagd_door__isnull=False) & ~Q(teruggedraaid_door=F("terug_gevraagd_door"))),
                name="samenvoeging_terug_vier_ogen",
            ),
            models.UniqueConstraint(
                fields=["opgegaan"],
                condition=Q(status__in=["voorgesteld", "gevraagd", "samengevoegd", "terug_gevraagd"]),
                name="samenvoeging_open",
            ),
        ]
        indexes = [models.Index(fields=["regio", "status"], name="samenvoeging_status")]


class Afscherming(RegioModel):
    """Why the address of a resident is secret, who decided it, and who may still see it (recht:V23, chapter 30 2C).

    It works from the moment it is asked: the address is hidden at once, and for a day the list of the asker
    holds. After that the list opens nothing until somebody else has confirmed it.
    """

    class Reden(models.TextChoices):
        RELATIE = "medewerker_of_relatie", _("medewerker of relatie van een medewerker")
        BEKEND = "bekend_persoon", _("bekende persoon")
        BEDREIGING = "bedreiging", _("bedreiging")
        OPVANG = "vrouwenopvang", _("vrouwenopvang")
        GETUIGE = "getuige", _("getuige")
        ANDERS = "anders", _("anders")

    class Status(models.TextChoices):
        GEVRAAGD = "gevraagd", _("gevraagd")
        ACTIEF = "actief", _("actief")
        BEEINDIGD = "beeindigd", _("beëindigd")

    OPEN = (Status.GEVRAAGD, Status.ACTIEF)

    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="afschermingen")
    reden = models.CharField(max_length=24, choices=Reden)
    status = models.CharField(max_length=10, choices=Status, default=Status.GEVRAAGD)
    gevraagd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    besloten_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    besloten_op = models.DateTimeField(null=True)
    herzien_op = models.DateField(null=True)
    beeindigd_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("afscherming")
        constraints = [
            models.UniqueConstraint(
                fields=["inwoner"],
                condition=Q(status__in=["gevraagd", "actief"]),
                name="afscherming_een_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="actief")
                | Q(besloten_door__isnull=False, besloten_op__isnull=False, herzien_op__isnull=False),
                name="afscherming_besloten",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("gevraagd_door")),
                name="afscherming_vier_ogen",
            ),
            models.CheckConstraint(
                condition=~Q(status="beeindigd") | Q(beeindigd_op__isnull=False), name="afscherming_einde"
            ),
        ]


class Toegangslijst(RegioModel):
    """Somebody who may see a secret address (chapter 30 2C)."""

    afscherming = models.ForeignKey(Afscherming, models.PROTECT, related_name="lijst")
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("toegangslijst")
        constraints = [
            models.UniqueConstraint(fields=["afscherming", "medewerker"], name="toegangslijst_uniek")
        ]
        indexes = [models.Index(fields=["regio", "medewerker"], name="toegangslijst_wie")]
