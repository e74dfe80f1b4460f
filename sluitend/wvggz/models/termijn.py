"""One table for every running term, one for the parameters it is computed with (Z-05, UW-29)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sluitend.platform.models import RegioModel
from sluitend.regio.models import Gemeente, Medewerker, Team


class Klok(RegioModel):
    """A legal term that runs for one subject; met late or never, it stays on the list and in the file (Z-05).

    `eindigt_op` is the instant at which it has run out; for a crisismaatregel the safe one, with the latest
    in `uiterst_op`. `berekening` keeps the arithmetic and the rule version with which it was computed.
    """

    regel = models.CharField(max_length=40)
    onderwerp = models.CharField(max_length=90)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    begint_op = models.DateTimeField()
    eindigt_op = models.DateTimeField()
    laatste_dag = models.DateField(null=True)
    uiterst_op = models.DateTimeField(null=True)
    alarmen = models.JSONField(default=list)
    alarm_op = models.DateTimeField(null=True)
    eigenaar_medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    eigenaar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    voldaan_op = models.DateTimeField(null=True)
    vervallen_op = models.DateTimeField(null=True)
    uitleg = models.CharField(max_length=500, blank=True)
    berekening = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("klok")
        constraints = [
            models.UniqueConstraint(
                fields=["onderwerp", "regel"],
                condition=Q(voldaan_op__isnull=True, vervallen_op__isnull=True),
                name="klok_een_lopend",
            ),
        ]
        indexes = [
            models.Index(
                fields=["regio", "alarm_op"],
                name="klok_alarm",
                condition=Q(voldaan_op__isnull=True, vervallen_op__isnull=True, alarm_op__isnull=False),
            ),
            models.Index(fields=["onderwerp"], name="klok_onderwerp"),
        ]

    @property
    def loopt(self) -> bool:
        """Whether the term still waits for its act."""
        return self.voldaan_op is None and self.vervallen_op is None

    def overschreden(self, nu) -> bool:
        """Whether the act came after the end, or has not come and the end is past (W44: the act stays valid)."""
        if self.vervallen_op is not None:
            return False
        return (self.voldaan_op or nu) >= self.eindigt_op


class Termijnparameter(RegioModel):
    """An amount of a term rule in force over a period; entered by one, signed by another (UW-29)."""

    code = models.CharField(max_length=40)
    waarde = models.DecimalField(max_digits=8, decimal_places=2)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True)
    bron = models.CharField(max_length=300)
    zekerheid = models.CharField(max_length=8)
    toelichting = models.CharField(max_length=500, blank=True)
    ingevoerd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    ingevoerd_op = models.DateTimeField()
    getekend_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    getekend_op = models.DateTimeField(null=True)
    jurist = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("termijnparameter")
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="termijnparameter_periode",
            ),
            models.CheckConstraint(
                condition=Q(getekend_door__isnull=True) | ~Q(getekend_door=F("ingevoerd_door")),
                name="termijnparameter_vier_ogen",
            ),
        ]
