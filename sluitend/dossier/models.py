"""The heart: one dossier, one plan, one regisseur (chapter 12 2B, 2C). Periods are added, never overwritten."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from sluitend.inwoners.models import Inwoner
from sluitend.platform.models import RegioModel, Versie
from sluitend.regio.models import Gemeente, Medewerker, Organisatie, Team


class Dossier(RegioModel, Versie):
    """One per person per region while open: exactly one regisseur, exactly one gemeente (Z-01)."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        OP_AFSTAND = "op_afstand", _("op afstand")
        GESLOTEN = "gesloten", _("gesloten")

    class Voorlopig(models.TextChoices):
        NEE = "nee", _("nee")
        OPENING = "opening", _("nog te verdelen")
        NOOD = "nood", _("nood")

    class Sluitreden(models.TextChoices):
        DOELEN_BEREIKT = "doelen_bereikt", _("doelen bereikt")
        REGULIER = "regulier_overgenomen", _("regulier overgenomen")
        VERHUISD = "verhuisd_buiten_regio", _("verhuisd buiten de regio")
        STOPBESLUIT = "stopbesluit", _("stopbesluit")
        EIGEN_VERZOEK = "op_eigen_verzoek", _("op eigen verzoek")
        OVERLEDEN = "overleden", _("overleden")
        NIET_GEVONDEN = "niet_gevonden", _("niet gevonden")
        SAMENGEVOEGD = "samengevoegd", _("samengevoegd")
        TEN_ONRECHTE = "ten_onrechte", _("ten onrechte geopend")

    nummer = models.CharField(max_length=20)
    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="dossiers")
    status = FSMField(max_length=12, choices=Status, default=Status.OPEN, protected=True)
    verantwoordelijke_gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    casusregisseur = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    regieteam = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    procesregisseur = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    regie_voorlopig = models.CharField(max_length=8, choices=Voorlopig, default=Voorlopig.NEE)
    herkomst_gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+")
    herkomst_contact = models.ForeignKey(Team, models.PROTECT, related_name="+")
    contactregime = models.CharField(max_length=10, default="regulier")
    laatste_contact_op = models.DateTimeField(null=True)
    geopend_op = models.DateTimeField()
    gesloten_op = models.DateTimeField(null=True)
    sluitreden = models.CharField(max_length=24, choices=Sluitreden, blank=True)
    vervolg_op = models.ForeignKey("self", models.PROTECT, null=True, related_name="vervolgen")

    class Meta:
        verbose_name = _("dossier")
        constraints = [
            models.UniqueConstraint(fields=["regio", "nummer"], name="dossier_nummer"),
            models.UniqueConstraint(
                fields=["inwoner"], condition=~Q(status="gesloten"), name="dossier_een_open"
            ),
            models.CheckConstraint(
                condition=Q(status="gesloten")
                | Q(casusregisseur__isnull=False, verantwoordelijke_gemeente__isnull=False),
                name="dossier_z01",
            ),
            models.CheckConstraint(
                condition=(Q(status="gesloten") & ~Q(sluitreden="") & Q(gesloten_op__isnull=False))
                | (~Q(status="gesloten") & Q(sluitreden="") & Q(gesloten_op__isnull=True)),
                name="dossier_sluitreden",
            ),
        ]
        indexes = [
            models.Index(
                fields=["regio", "casusregisseur", "id"],
                name="dossier_regisseur",
                condition=~Q(status="gesloten"),
            ),
            models.Index(
                fields=["regio", "regieteam", "id"], name="dossier_team", condition=~Q(status="gesloten")
            ),
            models.Index(
                fields=["regio", "verantwoordelijke_gemeente", "id"],
                name="dossier_gemeente",
                condition=~Q(status="gesloten"),
            ),
        ]

    def __str__(self) -> str:
        return self.nummer

    @transition(status, source=[Status.OPEN, Status.OP_AFSTAND], target=Status.GESLOTEN)
    def sluit(self, reden: str, nu) -> None:
        """Close; the checks of UR-22 were done by the action."""
        self.sluitreden, self.gesloten_op = reden, nu

    @transition(status, source=[Status.GESLOTEN, Status.OP_AFSTAND], target=Status.OPEN)
    def heropen(self) -> None:
        """Open again within the heropentermijn."""
        self.sluitreden, self.gesloten_op = "", None


class Regieperiode(RegioModel):
    """Who had the lead, or which gemeente was responsible, from instant to instant. Append-only."""

    class Rol(models.TextChoices):
        CASUSREGIE = "casusregie", _("casusregie")
        PROCESREGIE = "procesregie", _("procesregie")
        GEMEENTE = "verantwoordelijke_gemeente", _("verantwoordelijke gemeente")

    class Grond(models.TextChoices):
        OPENING = "opening", _("opening")
        OVERDRACHT = "overdracht", _("overdracht")
        NOOD = "nood", _("nood")
        HERINDELING = "herindeling", _("herindeling")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="regieperioden")
    rol = models.CharField(max_length=28, choices=Rol)
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    van = models.DateTimeField()
    tot = models.DateTimeField(null=True)
    grond = models.CharField(max_length=12, choices=Grond)
    overdracht = models.ForeignKey("Overdracht", models.PROTECT, null=True, related_name="+")
    vorige = models.OneToOneField("self", models.PROTECT, null=True, related_name="volgende")

    class Meta:
        ordering = ["van"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "rol"], condition=Q(tot__isnull=True), name="regie_een_open"
            ),
            models.CheckConstraint(
                condition=(
                    Q(rol="verantwoordelijke_gemeente")
                    & Q(gemeente__isnull=False)
                    & Q(medewerker__isnull=True)
                )
                | (
                    ~Q(rol="verantwoordelijke_gemeente")
                    & Q(medewerker__isnull=False)
                    & Q(gemeente__isnull=True)
                ),
                name="regie_wie",
            ),
            models.CheckConstraint(
                condition=Q(grond__in=["opening", "herindeling"]) | Q(overdracht__isnull=False),
                name="regie_grond",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="regie_periode"
            ),
        ]


class Overdracht(RegioModel, Versie):
    """An offer to take over. Until the receiver accepts, the sender stays responsible (Z-02)."""

    class Status(models.TextChoices):
        CONCEPT = "concept", _("concept")
        VERZONDEN = "verzonden", _("verzonden")
        VRAAG_GESTELD = "vraag_gesteld", _("vraag gesteld")
        AANVAARD = "aanvaard", _("aanvaard")
        GEWEIGERD = "geweigerd", _("geweigerd")
        VERLOPEN = "verlopen", _("verlopen")
        INGETROKKEN = "ingetrokken", _("ingetrokken")
        AFGEROND = "afgerond", _("afgerond")

    class Weigering(models.TextChoices):
        GEEN_CAPACITEIT = "geen_capaciteit", _("geen capaciteit")
        NIET_ONZE_TAAK = "niet_onze_taak", _("niet onze taak")
        NIET_COMPLEET = "niet_compleet", _("niet compleet")
        ANDERE_GEMEENTE = "andere_gemeente", _("andere gemeente")
        VEILIGHEID = "veiligheid", _("veiligheid")
        ANDERS = "anders", _("anders")

    WACHT = (Status.VERZONDEN, Status.VRAAG_GESTELD)

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="overdrachten")
    soort = models.CharField(max_length=24)
    status = FSMField(max_length=14, choices=Status, default=Status.CONCEPT, protected=True)
    van_medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    van_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    naar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    naar_medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    naar_gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, related_name="+")
    reden = models.CharField(max_length=2000)
    inhoud = models.JSONField(default=dict)
    warm_gesprek_op = models.DateField(null=True)
    warm_niet_reden = models.CharField(max_length=300, blank=True)
    inwoner_betrokken = models.CharField(max_length=12, default="verteld")
    inwoner_niet_reden = models.CharField(max_length=300, blank=True)
    vraag = models.CharField(max_length=2000, blank=True)
    antwoord_vraag = models.CharField(max_length=2000, blank=True)
    verzonden_op = models.DateTimeField(null=True)
    norm_op = models.DateTimeField(null=True)
    verloopt_op = models.DateTimeField(null=True)
    beantwoord_op = models.DateTimeField(null=True)
    beantwoord_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    weigercode = models.CharField(max_length=16, choices=Weigering, blank=True)
    antwoord_toelichting = models.CharField(max_length=2000, blank=True)
    eerste_contact_gepland = models.DateField(null=True)
    eerste_contact_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="concept") | Q(verzonden_op__isnull=False), name="overdracht_verzonden"
            ),
            models.CheckConstraint(
                condition=Q(naar_team__isnull=False) | Q(naar_medewerker__isnull=False),
                name="overdracht_ontvanger",
            ),
            models.CheckConstraint(
                condition=~Q(inwoner_betrokken="niet_verteld") | ~Q(inwoner_niet_reden=""),
                name="overdracht_verteld",
            ),
        ]
        indexes = [
            models.Index(
                fields=["regio", "naar_team", "norm_op"],
                name="overdracht_ontvanger_idx",
                condition=Q(status__in=["verzonden", "vraag_gesteld"]),
            ),
            models.Index(
                fields=["regio", "verloopt_op"],
                name="overdracht_verloopt",
                condition=Q(status__in=["verzonden", "vraag_gesteld"]),
            ),
        ]

    @transition(status, source=Status.CONCEPT, target=Status.VERZONDEN)
    def verzend(self, nu, norm_op, verloopt_op) -> None:
        """Start the clocks."""
        self.verzonden_op, self.norm_op, self.verloopt_op = nu, norm_op, verloopt_op

    @transition(status, source=WACHT, target=Status.VRAAG_GESTELD)
    def bevraag(self, vraag: str) -> None:
        """The receiver asks; the clock runs on."""
        self.vraag = vraag

    @transition(status, source=Status.VRAAG_GESTELD, target=Status.VERZONDEN)
    def antwoord(self, tekst: str) -> None:
        """The sender answers."""
        self.antwoord_vraag = tekst

    @transition(status, source=[Status.CONCEPT, *WACHT], target=Status.AANVAARD)
    def aanvaard(self, medewerker, nu, eerste_contact) -> None:
        """Straight from concept only for a noodoverdracht, accepted in advance."""
        self.verzonden_op = self.verzonden_op or nu
        self.beantwoord_door, self.beantwoord_op, self.eerste_contact_gepland = medewerker, nu, eerste_contact

    @transition(status, source=WACHT, target=Status.GEWEIGERD)
    def weiger(self, medewerker, nu, code: str, tekst: str) -> None:
        """Nothing moves."""
        self.beantwoord_door, self.beantwoord_op = medewerker, nu
        self.weigercode, self.antwoord_toelichting = code, tekst

    @transition(status, source=WACHT, target=Status.VERLOPEN)
    def verloop(self, nu) -> None:
        """Nobody answered in time; the sender keeps it."""
        self.beantwoord_op = nu

    @transition(status, source=[Status.CONCEPT, *WACHT], target=Status.INGETROKKEN)
    def trek_in(self, nu) -> None:
        """The sender takes it back before an answer."""
        self.beantwoord_op = nu

    @transition(status, source=Status.AANVAARD, target=Status.AFGEROND)
    def rond_af(self, contact_op) -> None:
        """The receiver spoke with the resident."""
        self.eerste_contact_op = contact_op


class OverdrachtOnderdeel(RegioModel):
    """What an overdracht would move; one open offer per part of a dossier."""

    overdracht = models.ForeignKey(Overdracht, models.CASCADE, related_name="onderdelen")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    onderdeel = models.CharField(max_length=60)
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "onderdeel"], condition=Q(open=True), name="onderdeel_een_open"
            )
        ]


class Afwezigheid(RegioModel):
    """That somebody is not there; why is not stored."""

    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="afwezigheden")
    van = models.DateField()
    tot = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medewerker"], condition=Q(tot__isnull=True), name="afwezig_open"
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="afwezig_periode"
            ),
        ]


class Vervanging(RegioModel):
    """A colleague who acts for an absent regisseur; the regisseur stays the same."""

    class Status(models.TextChoices):
        GEVRAAGD = "gevraagd", _("gevraagd")
        AANVAARD = "aanvaard", _("aanvaard")
        GEWEIGERD = "geweigerd", _("geweigerd")
        BEEINDIGD = "beeindigd", _("beëindigd")

    voor = models.ForeignKey(Medewerker, models.PROTECT, related_name="vervangingen")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="vervangt")
    van = models.DateField()
    tot = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.GEVRAAGD)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(voor=F("door")), name="vervanging_ander"),
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="vervanging_periode"),
        ]


class Regievangnet(RegioModel):
    """Who takes over at once when a regisseur falls away; signed for in advance."""

    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="vangnet")
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    voor = models.CharField(max_length=12, default="casusregie")
    volgorde = models.PositiveSmallIntegerField(default=1)
    staande_aanvaarding_op = models.DateTimeField()
    tot = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisatie", "voor", "volgorde"],
                condition=Q(tot__isnull=True),
                name="vangnet_volgorde",
            )
        ]


class Betrokkenheid(RegioModel):
    """That an organisation is active around a resident; why is not here (B06)."""

    inwoner = models.ForeignKey(Inwoner, models.PROTECT, related_name="betrokkenheden")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="betrokkenheden")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    functie = models.CharField(max_length=60)
    sinds = models.DateTimeField()
    tot = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("inwoner"),
                F("organisatie"),
                Coalesce(F("team"), F("organisatie")),
                condition=Q(tot__isnull=True),
                name="betrokken_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["regio", "organisatie", "dossier"],
                name="betrokken_organisatie",
                condition=Q(tot__isnull=True),
            )
        ]


# Lines of work of which a dossier has one at a time.
EENMAAL_OPEN = ["bemoeizorg", "levensloop", "zvh", "overgang_18", "briefadres", "onverzekerd"]


class Traject(RegioModel, Versie):
    """A line of work on a dossier. Open means: there is a next step with an owner and a date (Z-04)."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        GESLOTEN = "gesloten", _("gesloten")

    GEVOELIG = frozenset(
        {
            "bemoeizorg",
            "verslavingszorg",
            "wvggz",
            "nazorg_detentie",
            "forensische_uitstroom",
            "levensloop",
            "zvh",
        }
    )

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="trajecten")
    soort = models.CharField(max_length=24)
    eigenaar_medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    eigenaar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    status = FSMField(max_length=10, choices=Status, default=Status.OPEN, protected=True)
    start = models.DateTimeField()
    einde = models.DateTimeField(null=True)
    eindreden = models.CharField(max_length=300, blank=True)
    volgende_stap = models.OneToOneField("Taak", models.PROTECT, null=True, related_name="stap_van")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="open") & Q(volgende_stap__isnull=False))
                | (Q(status="gesloten") & Q(volgende_stap__isnull=True)),
                name="traject_z04",
            ),
            models.CheckConstraint(
                condition=Q(eigenaar_medewerker__isnull=False, eigenaar_team__isnull=True)
                | Q(eigenaar_medewerker__isnull=True, eigenaar_team__isnull=False),
                name="traject_een_eigenaar",
            ),
            models.UniqueConstraint(
                fields=["dossier", "soort"],
                condition=Q(status="open") & Q(soort__in=EENMAAL_OPEN),
                name="traject_een_open",
            ),
        ]

    @transition(status, source=Status.OPEN, target=Status.GESLOTEN)
    def sluit(self, reden: str, nu) -> None:
        """End the traject with its reason."""
        self.eindreden, self.einde, self.volgende_stap = reden, nu, None


class Taak(RegioModel, Versie):
    """Something that one person or one team must do before an instant."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        WACHT = "wacht", _("wacht")
        GEDAAN = "gedaan", _("gedaan")
        VERVALLEN = "vervallen", _("vervallen")

    titel = models.CharField(max_length=200)
    soort = models.CharField(max_length=40, default="taak")
    onderwerp = models.CharField(max_length=90, blank=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="taken")
    traject = models.ForeignKey(Traject, models.PROTECT, null=True, related_name="taken")
    eigenaar_medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    eigenaar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    eigenaar_sinds = models.DateTimeField(default=timezone.now)
    uiterlijk = models.DateTimeField()
    prioriteit = models.PositiveSmallIntegerField(default=0)
    status = FSMField(max_length=10, choices=Status, default=Status.OPEN, protected=True)
    wacht_op = models.CharField(max_length=120, blank=True)
    wacht_tot = models.DateField(null=True)
    resultaat = models.CharField(max_length=2000, blank=True)
    herkomst = models.CharField(max_length=10, default="hand")
    afgerond_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eigenaar_medewerker__isnull=False, eigenaar_team__isnull=True)
                | Q(eigenaar_medewerker__isnull=True, eigenaar_team__isnull=False),
                name="taak_een_eigenaar",
            ),
            models.CheckConstraint(
                condition=~Q(status="wacht") | (Q(wacht_tot__isnull=False) & ~Q(wacht_op="")),
                name="taak_wacht",
            ),
            models.CheckConstraint(condition=Q(prioriteit__lte=3), name="taak_prioriteit"),
        ]
        indexes = [
            models.Index(
                fields=["regio", "eigenaar_medewerker", "status", "uiterlijk", "id"],
                name="taak_mijn",
                condition=Q(status__in=["open", "wacht"]),
            ),
            models.Index(
                fields=["regio", "eigenaar_team", "status", "uiterlijk", "id"],
                name="taak_team",
                condition=Q(status__in=["open", "wacht"]),
            ),
            models.Index(
                fields=["regio", "onderwerp"],
                name="taak_onderwerp",
                condition=Q(status__in=["open", "wacht"]),
            ),
            models.Index(fields=["dossier", "status"], name="taak_dossier"),
        ]

    OPENSTAAND = (Status.OPEN, Status.WACHT)

    @property
    def opschrift(self) -> str:
        """The title as a page shows it: what somebody wrote as it is, what the system wrote in the language of the page."""
        return self.titel if self.herkomst == "hand" else gettext(self.titel)

    @transition(status, source=OPENSTAAND, target=Status.GEDAAN)
    def rond_af(self, nu, resultaat: str = "") -> None:
        """Done."""
        self.afgerond_op, self.resultaat = nu, resultaat

    @transition(status, source=OPENSTAAND, target=Status.VERVALLEN)
    def verval(self, nu, reden: str = "") -> None:
        """No longer needed, with the reason."""
        self.afgerond_op, self.resultaat = nu, reden

    @transition(status, source=Status.OPEN, target=Status.WACHT)
    def wacht(self, op: str, tot) -> None:
        """Waits for somebody until a day."""
        self.wacht_op, self.wacht_tot = op, tot

    @transition(status, source=Status.WACHT, target=Status.OPEN)
    def hervat(self) -> None:
        """The waiting is over."""
        self.wacht_op, self.wacht_tot = "", None


class Contact(RegioModel):
    """Contact sought or had; only `gesproken` and `gezien` count as contact with the resident (G-03)."""

    GELUKT = ("gesproken", "gezien")

    class Met(models.TextChoices):
        INWONER = "inwoner", _("inwoner")
        NAASTE = "naaste", _("naaste")
        PARTIJ = "partij", _("partij")
        AFSTEMMING = "afstemming_aanbieder_herkomst", _("afstemming aanbieder en herkomstgemeente")

    class Wijze(models.TextChoices):
        THUIS = "thuis", _("thuis")
        BUITEN = "buiten", _("buiten")
        KANTOOR = "kantoor", _("op kantoor")
        TELEFOON = "telefoon", _("telefoon")
        BEELD = "beeld", _("beeldbellen")
        BERICHT = "bericht", _("bericht")
        BRIEF = "brief", _("brief")

    class Resultaat(models.TextChoices):
        GESPROKEN = "gesproken", _("gesproken")
        GEZIEN = "gezien", _("gezien")
        NIET_THUIS = "niet_thuis", _("niet thuis")
        GEEN_GEHOOR = "geen_gehoor", _("geen gehoor")
        GEWEIGERD = "geweigerd", _("geweigerd")
        NIET_GEVONDEN = "niet_gevonden", _("niet gevonden")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="contacten")
    met = models.CharField(max_length=32, choices=Met)
    wijze = models.CharField(max_length=10, choices=Wijze)
    resultaat = models.CharField(max_length=14, choices=Resultaat)
    gebeurd_op = models.DateTimeField()
    geregistreerd_op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    notitie = models.TextField(blank=True)
    minuten = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gebeurd_op__lte=F("geregistreerd_op")), name="contact_niet_in_toekomst"
            )
        ]
        indexes = [models.Index(fields=["dossier", "-gebeurd_op"], name="contact_dossier")]


class Plan(RegioModel, Versie):
    """The one plan, with the resident's own words first."""

    class Status(models.TextChoices):
        CONCEPT = "concept", _("concept")
        ACTIEF = "actief", _("actief")
        VERVANGEN = "vervangen", _("vervangen")
        BEEINDIGD = "beeindigd", _("beëindigd")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="plannen")
    soort = models.CharField(max_length=20, default="ondersteuningsplan")
    nummer = models.PositiveSmallIntegerField(default=1)
    eigen_woorden = models.TextField(blank=True)
    akkoord_inwoner = models.CharField(max_length=20, default="niet_gevraagd")
    akkoord_reden = models.CharField(max_length=300, blank=True)
    start = models.DateField()
    evaluatie_gepland_op = models.DateField(null=True)
    laatste_evaluatie_op = models.DateField(null=True)
    vastgesteld_op = models.DateTimeField(null=True)
    vastgesteld_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    status = FSMField(max_length=10, choices=Status, default=Status.CONCEPT, protected=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(status="actief"), name="plan_een_actief"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(status="concept"), name="plan_een_concept"
            ),
            models.UniqueConstraint(fields=["dossier", "nummer"], name="plan_nummer"),
        ]

    @transition(status, source=Status.CONCEPT, target=Status.ACTIEF)
    def stel_vast(self, medewerker, nu) -> None:
        """From now on this is the plan."""
        self.vastgesteld_door, self.vastgesteld_op = medewerker, nu

    @transition(status, source=Status.ACTIEF, target=Status.VERVANGEN)
    def vervang(self) -> None:
        """A newer version took its place."""

    @transition(status, source=[Status.ACTIEF, Status.CONCEPT], target=Status.BEEINDIGD)
    def beeindig(self) -> None:
        """The plan ends with the dossier."""


class Plandoel(RegioModel):
    """A goal in the first person; the scores are the resident's own."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="doelen")
    leefgebied = models.CharField(max_length=40)
    doel = models.CharField(max_length=500)
    waaraan_te_merken = models.CharField(max_length=500, blank=True)
    score_nu = models.PositiveSmallIntegerField(null=True)
    score_doel = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=10, default="open")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(doel=""), name="plandoel_gevuld"),
            models.CheckConstraint(
                condition=(Q(score_nu__isnull=True) | Q(score_nu__lte=10))
                & (Q(score_doel__isnull=True) | Q(score_doel__lte=10)),
                name="plandoel_score",
            ),
        ]


class Planactie(RegioModel):
    """What is done for a goal, and the exactly one organisation that owns it (B40)."""

    doel = models.ForeignKey(Plandoel, models.CASCADE, related_name="acties")
    wat = models.CharField(max_length=500)
    domein = models.CharField(max_length=20)
    eigenaar_organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    eigenaar_wie = models.CharField(max_length=120, blank=True)
    voorzieningsoort = models.CharField(max_length=40, blank=True)
    start = models.DateField()
    eind = models.DateField(null=True)
    status = models.CharField(max_length=12, default="lopend")
    dubbel_reden = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eind__isnull=True) | Q(eind__gte=F("start")), name="planactie_periode"
            )
        ]


class Planevaluatie(RegioModel):
    """How it went, by the resident's own scores; final once made."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluaties")
    datum = models.DateField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    met_inwoner = models.BooleanField()
    nog_passend = models.CharField(max_length=5)
    wat_veranderen = models.CharField(max_length=2000, blank=True)
    volgende_op = models.DateField()
    scores = models.JSONField(default=dict)
    geregistreerd_op = models.DateTimeField()


class Gat(RegioModel):
    """A state that a closed chain must not leave lying. It runs from `klok_start`, is a gap from `norm_op`."""

    code = models.CharField(max_length=4)
    onderwerp = models.CharField(max_length=90)
    eenheid = models.CharField(max_length=90)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="gaten")
    klok_start = models.DateTimeField()
    norm_op = models.DateTimeField()
    opgelost_op = models.DateTimeField(null=True)
    opgelost_geregistreerd_op = models.DateTimeField(null=True)
    eigenaar_medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, related_name="+")
    eigenaar_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    toelichting = models.CharField(max_length=500, blank=True)
    verwacht_op = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "onderwerp", "klok_start"],
                condition=Q(opgelost_op__isnull=True),
                name="gat_een_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["regio", "norm_op", "id"], name="gat_open", condition=Q(opgelost_op__isnull=True)
            ),
            models.Index(
                fields=["regio", "eigenaar_team", "norm_op", "id"],
                name="gat_team",
                condition=Q(opgelost_op__isnull=True),
            ),
            models.Index(
                fields=["regio", "eigenaar_medewerker", "norm_op", "id"],
                name="gat_mijn",
                condition=Q(opgelost_op__isnull=True),
            ),
            models.Index(
                fields=["regio", "opgelost_op"], name="gat_opgelost", condition=Q(opgelost_op__isnull=False)
            ),
            models.Index(fields=["onderwerp"], name="gat_onderwerp", condition=Q(opgelost_op__isnull=True)),
            models.Index(
                fields=["dossier", "norm_op", "id"], name="gat_dossier", condition=Q(opgelost_op__isnull=True)
            ),
        ]
