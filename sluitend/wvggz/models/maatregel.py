"""Compulsory care that runs, how it goes on, and what follows on its end (W26-W66)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sluitend.dossier.models import Dossier
from sluitend.inwoners.models import Inwoner
from sluitend.platform.models import RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker, Team
from sluitend.wvggz.models.crisis import CmBesluit
from sluitend.wvggz.models.onderzoek import AanvraagZm, WvggzTraject


class Maatregel(RegioModel, Versie):
    """Compulsory care from its start to its end. For a crisismaatregel `einde` is the safe end (W35)."""

    class Code(models.TextChoices):
        CM = "CM", _("crisismaatregel")
        VCM = "VCM", _("voortzetting crisismaatregel")
        ZM = "ZM", _("zorgmachtiging")
        IBS = "IBS", _("inbewaringstelling (Wzd)")
        RM = "RM", _("rechterlijke machtiging (Wzd)")

    class Eindreden(models.TextChoices):
        VERLOPEN = "verlopen", _("verlopen")
        OPGEVOLGD = "opgevolgd", _("opgevolgd door een andere maatregel")
        OVJ_GEEN_VERZOEK = "ovj_geen_verzoek", _("officier dient geen verzoek in")
        AFGEWEZEN = "rechter_afgewezen", _("rechter wees af")
        GD = "gd_beeindigd", _("beëindigd door de geneesheer-directeur")
        VERNIETIGD = "vernietigd", _("vernietigd")
        OVERLEDEN = "overleden", _("overleden")

    traject = models.ForeignKey(WvggzTraject, models.PROTECT, related_name="maatregelen")
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="maatregelen")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="maatregelen")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    code = models.CharField(max_length=4, choices=Code)
    besluit = models.OneToOneField(CmBesluit, models.PROTECT, null=True, related_name="maatregel")
    aanvraag = models.OneToOneField(AanvraagZm, models.PROTECT, null=True, related_name="maatregel")
    voorganger = models.OneToOneField("self", models.PROTECT, null=True, related_name="opvolger")
    begint_op = models.DateTimeField()
    einde = models.DateTimeField()
    uiterste_einde = models.DateTimeField()
    beeindigd_op = models.DateTimeField(null=True)
    eindreden = models.CharField(max_length=18, choices=Eindreden, blank=True)
    vervolg_op = models.DateTimeField(null=True)
    onzeker_sinds = models.DateTimeField(null=True)
    zorgaanbieder = models.CharField(max_length=120, blank=True)
    geregistreerd_op = models.DateTimeField()

    class Meta:
        verbose_name = _("maatregel")
        constraints = [
            models.UniqueConstraint(
                fields=["inwoner", "code"],
                condition=Q(beeindigd_op__isnull=True),
                name="maatregel_een_lopend",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op__isnull=True) | ~Q(eindreden=""), name="maatregel_eindreden"
            ),
            models.CheckConstraint(
                condition=Q(uiterste_einde__gte=F("einde")), name="maatregel_uiterst_na_veilig"
            ),
        ]
        indexes = [
            models.Index(
                fields=["regio", "einde", "id"],
                name="maatregel_loopt",
                condition=Q(beeindigd_op__isnull=True),
            ),
            models.Index(
                fields=["inwoner"], name="maatregel_inwoner", condition=Q(beeindigd_op__isnull=True)
            ),
        ]

    @property
    def naam(self) -> str:
        """How clocks, gaps and tracks name it."""
        return f"maatregel:{self.pk}"


class Voortzetting(RegioModel):
    """The request of the officier to let a crisismaatregel run on, and what the court said (W59-W63)."""

    maatregel = models.OneToOneField(Maatregel, models.PROTECT, related_name="voortzetting")
    verzoek_op = models.DateTimeField()
    document = models.CharField(max_length=120, blank=True)
    rechter_uiterlijk = models.DateTimeField()
    besluit = models.CharField(max_length=12, blank=True)
    besluit_op = models.DateTimeField(null=True)
    zm_verzoek_op = models.DateField(null=True)

    class Meta:
        verbose_name = _("voortzetting crisismaatregel")


class NazorgKeuze(RegioModel, Versie):
    """What happens after an end, chosen by the regisseur and accepted by its owner, or none with a reason (W66)."""

    class Staat(models.TextChoices):
        OPEN = "open", _("te kiezen")
        GEKOZEN = "gekozen", _("wacht op aanvaarding")
        AANVAARD = "aanvaard", _("aanvaard")
        GEEN = "geen", _("geen nazorg")

    traject = models.ForeignKey(WvggzTraject, models.PROTECT, related_name="nazorg")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="nazorgkeuzes")
    maatregel = models.ForeignKey(Maatregel, models.PROTECT, null=True, related_name="nazorg")
    bron_einde = models.CharField(max_length=40)
    onderwerp = models.CharField(max_length=90)
    staat = models.CharField(max_length=8, choices=Staat, default=Staat.OPEN)
    keuze = models.JSONField(default=list)
    reden = models.CharField(max_length=1000, blank=True)
    eigenaar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    gekozen_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    gekozen_op = models.DateTimeField(null=True)
    aanvaard_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    aanvaard_op = models.DateTimeField(null=True)
    uiterlijk = models.DateTimeField()
    geopend_op = models.DateTimeField()

    class Meta:
        verbose_name = _("nazorgkeuze")
        constraints = [
            models.UniqueConstraint(
                fields=["onderwerp"],
                condition=Q(staat__in=["open", "gekozen"]),
                name="nazorg_een_open",
            )
        ]
