"""The crisisprocedure: from a person in danger to one decision of one burgemeester, and its follow-up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from sluitend.inwoners.models import Inwoner
from sluitend.platform.models import RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker
from sluitend.wvggz.models.onderzoek import WvggzTraject


class Crisisprocedure(RegioModel, Versie):
    """The road to a crisismaatregel, in the gemeente where the person is now (W31). One open per resident."""

    class Staat(models.TextChoices):
        GESTART = "gestart", _("gestart")
        VERKLARING = "verklaring", _("verklaring ontvangen")
        GEHOORD = "gehoord", _("horen vastgelegd")
        BESLOTEN = "besloten", _("besloten")
        IN_UITVOERING = "in_uitvoering", _("in uitvoering")
        AFGESLOTEN = "afgesloten", _("afgesloten")

    OPEN = (Staat.GESTART, Staat.VERKLARING, Staat.GEHOORD)

    traject = models.ForeignKey(WvggzTraject, models.PROTECT, related_name="crisisprocedures")
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="+")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    plaats = models.CharField(max_length=200)
    aangemeld_door = models.CharField(max_length=120, blank=True)
    gestart_op = models.DateTimeField()
    geregistreerd_op = models.DateTimeField()
    khonraad_nummer = models.CharField(max_length=40, blank=True)
    vertegenwoordiger = models.CharField(max_length=120, blank=True)
    gezinsvoogd = models.CharField(max_length=120, blank=True)
    staat = FSMField(max_length=14, choices=Staat, default=Staat.GESTART, protected=True)
    vormen = models.CharField(max_length=22, blank=True)
    afwijking_reden = models.CharField(max_length=1000, blank=True)
    afgesloten_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("crisisprocedure")
        constraints = [
            models.UniqueConstraint(
                fields=["inwoner"],
                condition=Q(staat__in=["gestart", "verklaring", "gehoord"]),
                name="crisis_een_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["regio", "gemeente", "gestart_op", "id"],
                name="crisis_open",
                condition=~Q(staat="afgesloten"),
            )
        ]

    @property
    def naam(self) -> str:
        """How clocks and tracks name it."""
        return f"crisisprocedure:{self.pk}"

    @transition(staat, source=[Staat.GESTART, Staat.VERKLARING], target=Staat.VERKLARING)
    def ontvang_verklaring(self) -> None:
        """A medical statement is there."""

    @transition(staat, source=OPEN, target=Staat.GEHOORD)
    def leg_horen_vast(self) -> None:
        """Heard, or written down why not."""

    @transition(staat, source=OPEN, target=Staat.BESLOTEN)
    def besluit_niet(self, nu) -> None:
        """No crisismaatregel: nothing to carry out."""
        self.afgesloten_op = nu

    @transition(staat, source=OPEN, target=Staat.IN_UITVOERING)
    def neem(self) -> None:
        """The crisismaatregel was taken."""

    @transition(staat, source=[Staat.BESLOTEN, Staat.IN_UITVOERING], target=Staat.AFGESLOTEN)
    def sluit(self, nu) -> None:
        """Every follow-up was done or explained."""
        self.afgesloten_op = nu


class Tvz(RegioModel):
    """Tijdelijk verplichte zorg before a crisismaatregel: the earlier of two clocks in elapsed hours (W50)."""

    class Eindreden(models.TextChoices):
        CM_GENOMEN = "cm_genomen", _("crisismaatregel genomen")
        GEEN_CM = "geen_cm", _("geen crisismaatregel")
        VRIJWILLIG = "vrijwillig", _("vrijwillige zorg")
        VERSTREKEN = "termijn_verstreken", _("termijn verstreken")

    procedure = models.OneToOneField(Crisisprocedure, models.PROTECT, related_name="tvz")
    begint_op = models.DateTimeField()
    door = models.CharField(max_length=16)
    plaats = models.CharField(max_length=200, blank=True)
    onderzoek_op = models.DateTimeField(null=True)
    einde_op = models.DateTimeField(null=True)
    einde_geregistreerd_op = models.DateTimeField(null=True)
    eindreden = models.CharField(max_length=20, choices=Eindreden, blank=True)

    class Meta:
        verbose_name = _("tijdelijk verplichte zorg")

    @property
    def naam(self) -> str:
        """How clocks name it."""
        return f"tvz:{self.pk}"


class MedischeVerklaring(RegioModel):
    """The statement of an independent psychiatrist (W36); immutable."""

    procedure = models.ForeignKey(Crisisprocedure, models.PROTECT, related_name="verklaringen")
    psychiater = models.CharField(max_length=120)
    big_nummer = models.CharField(max_length=11, blank=True)
    laatste_zorg_op = models.DateField(null=True)
    conclusie = models.CharField(max_length=4000)
    vormen = models.CharField(max_length=22, blank=True)
    ontvangen_op = models.DateTimeField()
    geregistreerd_op = models.DateTimeField()

    class Meta:
        verbose_name = _("medische verklaring")


class Hoorpoging(RegioModel):
    """An attempt to hear the resident before the decision (W37); append only."""

    procedure = models.ForeignKey(Crisisprocedure, models.PROTECT, related_name="hoorpogingen")
    op = models.DateTimeField()
    wijze = models.CharField(max_length=20)
    resultaat = models.CharField(max_length=300)
    door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("hoorpoging")


class Hoorverslag(RegioModel):
    """Heard, by whom and what was said, or why not (W37-W39, document D6)."""

    procedure = models.OneToOneField(Crisisprocedure, models.PROTECT, related_name="hoorverslag")
    gehoord = models.BooleanField()
    door = models.CharField(max_length=120, blank=True)
    wijze = models.CharField(max_length=20, blank=True)
    op = models.DateTimeField(null=True)
    zienswijze = models.CharField(max_length=4000, blank=True)
    voorkeuren = models.CharField(max_length=2000, blank=True)
    kaart_bekeken = models.CharField(max_length=10, default="nee")
    reden = models.CharField(max_length=16, blank=True)
    toelichting = models.CharField(max_length=1000, blank=True)
    geregistreerd_op = models.DateTimeField()

    class Meta:
        verbose_name = _("hoorverslag")
        constraints = [
            models.CheckConstraint(
                condition=(Q(gehoord=True) & ~Q(door="")) | (Q(gehoord=False) & ~Q(reden="")),
                name="hoorverslag_gehoord_of_reden",
            )
        ]


class CmAntwoord(RegioModel):
    """An answer to one of the five questions of art. 7:1, saved per step until the decision freezes it."""

    procedure = models.ForeignKey(Crisisprocedure, models.PROTECT, related_name="antwoorden")
    criterium = models.CharField(max_length=24)
    ja = models.BooleanField()
    toelichting = models.CharField(max_length=2000, blank=True)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name = _("antwoord op criterium")
        constraints = [models.UniqueConstraint(fields=["procedure", "criterium"], name="cm_antwoord_eenmaal")]


class CmBesluit(RegioModel):
    """The one decision of a procedure: taken or not, signed with a second factor, immutable (UW-16, Z-09)."""

    procedure = models.OneToOneField(Crisisprocedure, models.PROTECT, related_name="besluit")
    uitkomst = models.CharField(max_length=14)
    criteria = models.JSONField(default=dict)
    vormen = models.CharField(max_length=22, blank=True)
    geadviseerd = models.CharField(max_length=22, blank=True)
    afwijking_reden = models.CharField(max_length=1000, blank=True)
    reden_niet = models.CharField(max_length=24, blank=True)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    locatie_bevestigd_op = models.DateTimeField()
    ondertekenaar = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    hoedanigheid = models.CharField(max_length=18)
    op = models.DateTimeField()
    gegeven_op = models.DateTimeField()
    khonraad_nummer = models.CharField(max_length=40, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("besluit crisismaatregel")
        constraints = [
            models.CheckConstraint(
                condition=Q(uitkomst="genomen") | (Q(uitkomst="niet_genomen") & ~Q(reden_niet="")),
                name="cm_besluit_reden",
            )
        ]


class Vervolghandeling(RegioModel):
    """What the decision obliges to: a lawyer, copies, the patiëntenvertrouwenspersoon, the carrying out (W43-W48)."""

    class Soort(models.TextChoices):
        ADVOCAAT = "advocaat", _("advocaat")
        AFSCHRIFTEN = "afschriften", _("afschriften")
        PVP = "pvp", _("patiëntenvertrouwenspersoon")
        UITVOERING = "uitvoering", _("uitvoering")

    procedure = models.ForeignKey(Crisisprocedure, models.PROTECT, related_name="vervolg")
    soort = models.CharField(max_length=12, choices=Soort)
    antwoord = models.CharField(max_length=16, blank=True)
    wie = models.CharField(max_length=200, blank=True)
    gevraagd_op = models.DateTimeField(null=True)
    gedaan_op = models.DateTimeField(null=True)
    geregistreerd_op = models.DateTimeField(null=True)
    uitleg = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("vervolghandeling")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "soort"], name="vervolghandeling_eenmaal")
        ]

    @property
    def naam(self) -> str:
        """How clocks name it."""
        return f"vervolghandeling:{self.pk}"


class Afschrift(RegioModel):
    """A copy of decision and statement to one receiver (W45)."""

    procedure = models.ForeignKey(Crisisprocedure, models.PROTECT, related_name="afschriften")
    ontvanger = models.CharField(max_length=40)
    wijze = models.CharField(max_length=20, blank=True)
    verzonden_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("afschrift")
        constraints = [models.UniqueConstraint(fields=["procedure", "ontvanger"], name="afschrift_eenmaal")]
