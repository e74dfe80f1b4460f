"""The verkennend onderzoek and the aanvraag of a zorgmachtiging."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from sluitend.dossier.models import Traject
from sluitend.inwoners.models import Inwoner
from sluitend.platform.models import RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker, Team


class WvggzTraject(RegioModel):
    """What the traject soort wvggz of a dossier adds: the regime and the gemeente. One open per resident."""

    traject = models.OneToOneField(Traject, models.PROTECT, related_name="wvggz")
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    regime = models.CharField(max_length=6, default="wvggz")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Wvggz-traject")
        constraints = [
            models.UniqueConstraint(
                fields=["inwoner"], condition=Q(gesloten_op__isnull=True), name="wvggz_traject_een_open"
            )
        ]


class VerkennendOnderzoek(RegioModel, Versie):
    """The onderzoek after a melding (art. 5:2): its clock starts on the day of receipt, by any channel (W05)."""

    class Staat(models.TextChoices):
        LOPEND = "lopend", _("lopend")
        AFGEROND = "afgerond", _("besloten")
        TERUGGEKOPPELD = "teruggekoppeld", _("teruggekoppeld")
        GESLOTEN = "gesloten", _("gesloten")
        GESTOPT = "gestopt", _("gestopt")

    traject = models.ForeignKey(WvggzTraject, models.PROTECT, related_name="onderzoeken")
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    onderzoeker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    ontvangen_op = models.DateTimeField()
    intern_doel = models.DateField()
    staat = FSMField(max_length=16, choices=Staat, default=Staat.LOPEND, protected=True)
    signalen_stoornis = models.CharField(max_length=2000, blank=True)
    conclusie = models.TextField(blank=True)
    vervolgroute = models.CharField(max_length=24, blank=True)
    stopreden = models.CharField(max_length=20, blank=True)
    overgenomen_door = models.CharField(max_length=120, blank=True)
    overgenomen_op = models.DateTimeField(null=True)
    geregistreerd_op = models.DateTimeField()
    beeindigd_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("verkennend onderzoek")
        constraints = [
            models.UniqueConstraint(fields=["inwoner"], condition=Q(staat="lopend"), name="vo_een_lopend"),
        ]
        indexes = [
            models.Index(
                fields=["regio", "staat", "ontvangen_op", "id"],
                name="vo_open",
                condition=~Q(staat__in=["gesloten", "gestopt"]),
            ),
        ]

    @property
    def naam(self) -> str:
        """How clocks and tracks name it."""
        return f"verkennend_onderzoek:{self.pk}"

    @transition(staat, source=Staat.LOPEND, target=Staat.AFGEROND)
    def rond_af(self, nu) -> None:
        """Decided; what was found stands."""
        self.beeindigd_op = nu

    @transition(staat, source=Staat.AFGEROND, target=Staat.TERUGGEKOPPELD)
    def koppel_terug(self) -> None:
        """Every melder was told what he may be told."""

    @transition(staat, source=Staat.TERUGGEKOPPELD, target=Staat.GESLOTEN)
    def sluit(self) -> None:
        """Nothing waits any more."""

    @transition(staat, source=Staat.LOPEND, target=Staat.GESTOPT)
    def stop(self, reden: str, nu) -> None:
        """Ended without a decision, with its reason."""
        self.stopreden, self.beeindigd_op = reden, nu


class VoMelding(RegioModel):
    """A melding that is looked into by an onderzoek, and what its melder may hear (W06). Known here by id and facts."""

    onderzoek = models.ForeignKey(VerkennendOnderzoek, models.PROTECT, related_name="meldingen")
    melding = models.UUIDField()
    nummer = models.CharField(max_length=20)
    ontvangen_op = models.DateTimeField()
    relatie = models.CharField(max_length=24, blank=True)
    anoniem = models.BooleanField(default=False)
    bevoegd = models.BooleanField(default=False)
    inhoud = models.CharField(max_length=10, blank=True)
    reactie_tot = models.DateField(null=True)
    gegeven_op = models.DateTimeField(null=True)
    wijze = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("melding in onderzoek")
        constraints = [models.UniqueConstraint(fields=["regio", "melding"], name="vo_melding_eenmaal")]


class Bevinding(RegioModel):
    """One finding: a nadeel, a voluntary option, or an answer to one of the four criteria (art. 3:3)."""

    class Soort(models.TextChoices):
        NADEEL = "nadeel", _("nadeel")
        GEEN_NADEEL = "geen_nadeel", _("geen nadeel gevonden")
        VRIJWILLIG = "vrijwillig", _("vrijwillige mogelijkheid")
        CRITERIUM = "criterium", _("criterium")

    onderzoek = models.ForeignKey(VerkennendOnderzoek, models.PROTECT, related_name="bevindingen")
    soort = models.CharField(max_length=12, choices=Soort)
    code = models.CharField(max_length=40)
    antwoord = models.CharField(max_length=12, blank=True)
    tekst = models.CharField(max_length=2000, blank=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    vervangen_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bevinding")
        ordering = ["op", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["onderzoek", "code"],
                condition=Q(soort="criterium", vervangen_op__isnull=True),
                name="bevinding_criterium_eenmaal",
            )
        ]


class BronRaadpleging(RegioModel):
    """Who was asked, on which article, for what, and what came of it; append only (W10, W70)."""

    onderzoek = models.ForeignKey(VerkennendOnderzoek, models.PROTECT, related_name="bronnen")
    bron = models.CharField(max_length=16)
    grondslag = models.CharField(max_length=120)
    doel = models.CharField(max_length=300)
    ontvangen_op = models.DateField()
    samenvatting = models.CharField(max_length=2000)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name = _("geraadpleegde bron")


class VoBesluit(RegioModel):
    """The outcome of an onderzoek, by whom the gemeente gave mandate; corrected only by a new one (UW-04)."""

    onderzoek = models.ForeignKey(VerkennendOnderzoek, models.PROTECT, related_name="besluiten")
    uitkomst = models.CharField(max_length=12)
    motivering = models.CharField(max_length=4000)
    besloten_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    vorige = models.OneToOneField("self", models.PROTECT, null=True, related_name="volgende")

    class Meta:
        verbose_name = _("besluit op onderzoek")
        constraints = [
            models.UniqueConstraint(
                fields=["onderzoek"], condition=Q(vorige__isnull=True), name="vo_besluit_een"
            )
        ]


class Handhaving(RegioModel):
    """A naaste of the circle insists after a negative outcome: the aanvraag follows, nobody can refuse it (W07)."""

    onderzoek = models.OneToOneField(VerkennendOnderzoek, models.PROTECT, related_name="handhaving")
    vo_melding = models.ForeignKey(VoMelding, models.PROTECT, null=True, related_name="+")
    in_kring = models.BooleanField(default=True)
    ontvangen_op = models.DateField()
    na_reactietermijn = models.BooleanField(default=False)
    wijze = models.CharField(max_length=10)
    door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name = _("handhaving door een naaste")


class AanvraagZm(RegioModel, Versie):
    """The aanvraag at the officier van justitie, by the gemeente or by others (W14), followed by its dates."""

    class Staat(models.TextChoices):
        CONCEPT = "concept", _("nog te verzenden")
        VERZONDEN = "verzonden", _("verzonden")
        IN_VOORBEREIDING = "in_voorbereiding", _("in voorbereiding")
        OPGESCHORT = "opgeschort", _("eigen plan van aanpak")
        OVJ_BESLOTEN = "ovj_besloten", _("officier besliste")
        RECHTER_BESLOTEN = "rechter_besloten", _("rechter besliste")
        GESLOTEN = "gesloten", _("gesloten")

    traject = models.ForeignKey(WvggzTraject, models.PROTECT, related_name="aanvragen")
    onderzoek = models.ForeignKey(VerkennendOnderzoek, models.PROTECT, null=True, related_name="aanvragen")
    grond = models.CharField(max_length=20)
    aanvrager = models.CharField(max_length=20, default="gemeente")
    staat = FSMField(max_length=18, choices=Staat, default=Staat.CONCEPT, protected=True)
    verzonden_op = models.DateField(null=True)
    ovj_kenmerk = models.CharField(max_length=60, blank=True)
    gd_mededeling_op = models.DateField(null=True)
    eigen_plan = models.CharField(max_length=10, default="nee")
    ovj_besluit = models.CharField(max_length=14, blank=True)
    ovj_besluit_op = models.DateField(null=True)
    rechter_ontvangen_op = models.DateField(null=True)
    rechter_besluit = models.CharField(max_length=14, blank=True)
    rechter_besluit_op = models.DateField(null=True)
    geregistreerd_op = models.DateTimeField()

    class Meta:
        verbose_name = _("aanvraag zorgmachtiging")
        constraints = [
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(gd_mededeling_op__isnull=True)
                | Q(gd_mededeling_op__gte=F("verzonden_op")),
                name="aanvraag_mededeling_na",
            )
        ]

    @property
    def naam(self) -> str:
        """How clocks and tracks name it."""
        return f"aanvraag_zm:{self.pk}"

    @transition(staat, source=Staat.CONCEPT, target=Staat.VERZONDEN)
    def verzend(self, op) -> None:
        """The aanvraag is with the officier."""
        self.verzonden_op = op

    @transition(staat, source=[Staat.CONCEPT, Staat.VERZONDEN], target=Staat.IN_VOORBEREIDING)
    def bereid_voor(self, mededeling_op) -> None:
        """The geneesheer-directeur told that the preparation began: this starts the weeks of the officier."""
        self.gd_mededeling_op = mededeling_op

    @transition(staat, source=Staat.IN_VOORBEREIDING, target=Staat.OPGESCHORT)
    def schort_op(self) -> None:
        """The resident makes an own plan."""
        self.eigen_plan = "loopt"

    @transition(staat, source=Staat.OPGESCHORT, target=Staat.IN_VOORBEREIDING)
    def hervat(self, uitkomst: str) -> None:
        """The own plan was handed in, or failed."""
        self.eigen_plan = uitkomst

    @transition(staat, source=[Staat.IN_VOORBEREIDING, Staat.OPGESCHORT], target=Staat.OVJ_BESLOTEN)
    def ovj(self, besluit: str, op) -> None:
        """The officier files a request, or does not."""
        self.ovj_besluit, self.ovj_besluit_op = besluit, op

    @transition(staat, source=Staat.OVJ_BESLOTEN, target=Staat.RECHTER_BESLOTEN)
    def rechter(self, besluit: str, op) -> None:
        """The court decided."""
        self.rechter_besluit, self.rechter_besluit_op = besluit, op

    @transition(staat, source=[Staat.OVJ_BESLOTEN, Staat.RECHTER_BESLOTEN], target=Staat.GESLOTEN)
    def sluit(self) -> None:
        """The melder knows, nothing waits."""
