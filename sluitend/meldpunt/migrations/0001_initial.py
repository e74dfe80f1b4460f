"""The tables of this area."""

import django.db.models.deletion
import django.utils.timezone
import django_fsm
import sluitend.kern.uuid7
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossier", "0001_initial"),
        ("inwoners", "0001_initial"),
        ("platform", "0001_initial"),
        ("regio", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Melding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("nummer", models.CharField(max_length=20, null=True)),
                ("pseudoniem", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kanaal",
                    models.CharField(
                        choices=[
                            ("telefoon", "telefoon"),
                            ("web", "web"),
                            ("politie", "politie"),
                            ("huisarts", "huisarts"),
                            ("landelijk", "landelijk nummer"),
                            ("partner", "partner"),
                            ("balie", "balie"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kanaal_detail", models.CharField(blank=True, max_length=60)),
                ("ontvangen_op", models.DateTimeField()),
                ("gebeurd_op", models.DateTimeField(null=True)),
                ("ingevoerd_op", models.DateTimeField(default=django.utils.timezone.now)),
                ("laat_ingevoerd_reden", models.CharField(blank=True, max_length=200)),
                (
                    "aard_bij_ontvangst",
                    models.CharField(
                        choices=[("wvggz", "Wvggz"), ("oggz", "OGGZ"), ("onbekend", "nog onbekend")],
                        default="onbekend",
                        max_length=8,
                    ),
                ),
                (
                    "aard",
                    models.CharField(
                        choices=[("wvggz", "Wvggz"), ("oggz", "OGGZ"), ("onbekend", "nog onbekend")],
                        default="onbekend",
                        max_length=8,
                    ),
                ),
                ("regime", models.CharField(default="onbekend", max_length=8)),
                ("politiecode", models.CharField(blank=True, max_length=4)),
                ("omschrijving", models.TextField(blank=True)),
                ("mening", models.TextField(blank=True)),
                ("ontruimingsdatum", models.DateField(null=True)),
                (
                    "staat",
                    django_fsm.FSMField(
                        choices=[
                            ("concept", "concept"),
                            ("nieuw", "nieuw"),
                            ("getriageerd", "getriageerd"),
                            ("aangeboden", "aangeboden"),
                            ("opgepakt", "opgepakt"),
                            ("doorgestuurd", "doorgestuurd"),
                            ("afgehandeld", "afgehandeld"),
                            ("gesloten", "gesloten"),
                        ],
                        default="nieuw",
                        max_length=14,
                        protected=True,
                    ),
                ),
                ("onvolledig", models.BooleanField(default=False)),
                ("mogelijk_misbruik", models.BooleanField(default=False)),
                ("advies_urgentie", models.CharField(blank=True, max_length=12)),
                ("advies_route", models.CharField(blank=True, max_length=24)),
                ("advies_voorlopig", models.BooleanField(default=True)),
                ("kernvragen_open", models.BooleanField(default=True)),
                ("urgentie", models.CharField(blank=True, max_length=12)),
                ("route", models.CharField(blank=True, max_length=24)),
                ("nevenroutes", models.JSONField(default=list)),
                ("deadline_triage", models.DateTimeField()),
                ("deadline_oppakken", models.DateTimeField(null=True)),
                ("deadline", models.DateTimeField()),
                ("getriageerd_op", models.DateTimeField(null=True)),
                ("opgepakt_op", models.DateTimeField(null=True)),
                ("afgehandeld_op", models.DateTimeField(null=True)),
                ("gesloten_op", models.DateTimeField(null=True)),
                ("teruggekoppeld_op", models.DateTimeField(null=True)),
                ("misrouted", models.PositiveSmallIntegerField(default=0)),
                ("betrokkene_geinformeerd", models.CharField(blank=True, max_length=3)),
                ("betrokkene_niet_reden", models.CharField(blank=True, max_length=300)),
                ("statuscode_hash", models.CharField(blank=True, max_length=64)),
                ("bronsleutel", models.CharField(max_length=64, null=True)),
                (
                    "bron_organisatie",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.organisatie",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meldingen",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "eigenaar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "gemeente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.gemeente",
                    ),
                ),
                (
                    "inwoner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meldingen",
                        to="inwoners.inwoner",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
                    ),
                ),
                (
                    "vervolg_op",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervolgen",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding",
                "indexes": [
                    models.Index(
                        condition=models.Q(("staat__in", ["concept", "gesloten"]), _negated=True),
                        fields=["regio", "staat", "deadline", "id"],
                        name="melding_werk",
                    ),
                    models.Index(
                        condition=models.Q(("staat__in", ["concept", "gesloten"]), _negated=True),
                        fields=["regio", "team", "deadline", "id"],
                        name="melding_team",
                    ),
                    models.Index(
                        condition=models.Q(("inwoner__isnull", False)),
                        fields=["regio", "inwoner", "-ontvangen_op"],
                        name="melding_inwoner",
                    ),
                    models.Index(fields=["regio", "-ontvangen_op"], name="melding_ontvangen"),
                    models.Index(
                        condition=models.Q(("dossier__isnull", False)),
                        fields=["dossier"],
                        name="melding_dossier",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "nummer"), name="melding_nummer"),
                    models.UniqueConstraint(fields=("regio", "bronsleutel"), name="melding_bron"),
                    models.CheckConstraint(
                        condition=models.Q(("staat", "concept"), ("nummer__isnull", False), _connector="OR"),
                        name="melding_genummerd",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("staat__in", ["getriageerd", "aangeboden", "opgepakt"]), _negated=True),
                            models.Q(
                                models.Q(("urgentie", ""), _negated=True),
                                models.Q(("route", ""), _negated=True),
                                ("getriageerd_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="melding_triage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("staat", "opgepakt"), _negated=True),
                            models.Q(("eigenaar__isnull", False), ("opgepakt_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="melding_eigenaar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("betrokkene_geinformeerd", "nee"), _negated=True),
                            models.Q(("betrokkene_niet_reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="melding_betrokkene",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Melder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("naaste", "naaste"),
                            ("buur", "buur"),
                            ("professional", "professional"),
                            ("inwoner", "inwoner zelf"),
                            ("anoniem", "anoniem"),
                        ],
                        max_length=12,
                    ),
                ),
                ("relatie", models.CharField(blank=True, max_length=20)),
                ("naam", models.CharField(blank=True, max_length=400)),
                ("telefoon", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=600)),
                ("organisatie", models.CharField(blank=True, max_length=120)),
                ("identiteit_delen", models.BooleanField(default=False)),
                ("anoniem", models.BooleanField(default=False)),
                ("sleutel", models.CharField(max_length=200)),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "melding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="melder",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anoniem", False),
                            models.Q(("email", ""), ("naam", ""), ("telefoon", "")),
                            _connector="OR",
                        ),
                        name="melder_anoniem",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Herkenningsbesluit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("punten", models.SmallIntegerField()),
                ("redenen", models.JSONField(default=list)),
                ("gewichten_versie", models.PositiveSmallIntegerField(default=1)),
                ("besluit", models.CharField(max_length=6)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "kandidaat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inwoners.inwoner"
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="herkenningen",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Doorverbinding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("functie", models.CharField(max_length=40)),
                ("nummer_gebeld", models.CharField(blank=True, max_length=20)),
                ("begonnen_op", models.DateTimeField()),
                ("gesproken_met", models.CharField(blank=True, max_length=120)),
                ("overgenomen", models.CharField(blank=True, max_length=20)),
                ("overgenomen_op", models.DateTimeField(null=True)),
                ("urgentie_uren", models.PositiveSmallIntegerField(null=True)),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doorverbindingen",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Doorleiding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("naar", models.CharField(max_length=120)),
                ("reden", models.CharField(max_length=20)),
                ("gesproken_met", models.CharField(max_length=120)),
                ("contact_op", models.DateTimeField()),
                ("velden", models.JSONField(default=list)),
                ("verstuurd_op", models.DateTimeField()),
                ("uiterlijk", models.DateTimeField()),
                ("ontvangst_bevestigd_op", models.DateTimeField(null=True)),
                ("ontvangst_bevestigd_door", models.CharField(blank=True, max_length=120)),
                ("geweigerd_op", models.DateTimeField(null=True)),
                ("melder_verteld_op", models.DateTimeField(null=True)),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doorleidingen",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BetrokkeneOpgave",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("naam", models.CharField(blank=True, max_length=120)),
                ("voornaam", models.CharField(blank=True, max_length=60)),
                ("geboortedatum", models.CharField(blank=True, max_length=10)),
                ("leeftijd_van", models.PositiveSmallIntegerField(null=True)),
                ("leeftijd_tot", models.PositiveSmallIntegerField(null=True)),
                ("postcode", models.CharField(blank=True, max_length=6)),
                ("huisnummer", models.PositiveIntegerField(null=True)),
                ("toevoeging", models.CharField(blank=True, max_length=10)),
                ("telefoon_index", models.CharField(blank=True, max_length=64)),
                ("kenmerken", models.CharField(blank=True, max_length=300)),
                ("verblijft_in", models.CharField(blank=True, max_length=4)),
                ("vindplaats", models.CharField(blank=True, max_length=200)),
                ("klank", models.CharField(blank=True, max_length=60)),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "melding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opgave",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["regio", "postcode", "huisnummer"], name="opgave_adres"),
                    models.Index(fields=["regio", "klank"], name="opgave_klank"),
                    models.Index(
                        condition=models.Q(("telefoon_index", ""), _negated=True),
                        fields=["regio", "telefoon_index"],
                        name="opgave_telefoon",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aanbieding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("functie", models.CharField(max_length=40)),
                ("terugval", models.CharField(blank=True, max_length=300)),
                ("aangeboden_op", models.DateTimeField()),
                ("antwoord", models.CharField(blank=True, max_length=12)),
                ("reden", models.CharField(blank=True, max_length=40)),
                ("toelichting", models.CharField(blank=True, max_length=1000)),
                ("op", models.DateTimeField(null=True)),
                (
                    "door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.team"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aanbiedingen",
                        to="meldpunt.melding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("antwoord", "")),
                        fields=("melding", "functie"),
                        name="aanbieding_een_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeldingSignaal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("antwoord", models.BooleanField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signalen",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["melding", "code", "-op"], name="signaal_melding")],
            },
        ),
        migrations.CreateModel(
            name="Politietelling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wijk", models.CharField(blank=True, max_length=60)),
                ("dag", models.DateField()),
                ("code", models.CharField(max_length=4)),
                ("bron", models.CharField(max_length=64)),
                ("aantal", models.PositiveIntegerField()),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.gemeente"
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regio", "gemeente", "wijk", "dag", "code", "bron"),
                        name="politietelling_uniek",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publiekspoging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("soort", models.CharField(max_length=10)),
                ("afzender", models.CharField(max_length=64)),
                ("op", models.DateTimeField()),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["regio", "soort", "afzender", "-op"], name="publiekspoging_afzender")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tekstversie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("omschrijving", models.TextField(blank=True)),
                ("mening", models.TextField(blank=True)),
                ("reden", models.CharField(max_length=300)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tekstversies",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Terugbelpoging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pogingen",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Terugkoppeling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wijze", models.CharField(blank=True, max_length=12)),
                ("sjabloon", models.CharField(blank=True, max_length=40)),
                ("tekst", models.TextField(blank=True)),
                ("niet_mogelijk", models.CharField(blank=True, max_length=20)),
                ("gegeven_op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terugkoppelingen",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wijze", ""), _negated=True),
                            models.Q(("niet_mogelijk", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="terugkoppeling_gevuld",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Triage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("volgnr", models.PositiveSmallIntegerField()),
                ("tabel", models.CharField(max_length=60)),
                ("tabel_versie", models.PositiveSmallIntegerField()),
                ("invoer", models.JSONField()),
                ("advies_urgentie", models.CharField(max_length=12)),
                ("advies_route", models.CharField(max_length=24)),
                ("geraakt", models.JSONField(default=list)),
                ("ontbrak", models.JSONField(default=list)),
                ("gekozen_urgentie", models.CharField(max_length=12)),
                ("gekozen_route", models.CharField(max_length=24)),
                ("nevenroutes", models.JSONField(default=list)),
                ("aard_voor", models.CharField(max_length=8)),
                ("aard_na", models.CharField(max_length=8)),
                ("herkwalificatie_reden", models.CharField(blank=True, max_length=500)),
                ("afwijking_code", models.CharField(blank=True, max_length=40)),
                ("afwijking_tekst", models.CharField(blank=True, max_length=500)),
                ("aanleiding", models.CharField(default="eerste", max_length=20)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="triages",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "ordering": ["volgnr"],
                "constraints": [models.UniqueConstraint(fields=("melding", "volgnr"), name="triage_volgnr")],
            },
        ),
        migrations.CreateModel(
            name="Uitkomst",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("dossier_geopend", "dossier geopend"),
                            ("toegevoegd_aan_dossier", "toegevoegd aan het dossier"),
                            ("verkennend_onderzoek", "verkennend onderzoek"),
                            ("wmo_melding", "Wmo-melding"),
                            ("overgedragen_extern", "overgedragen aan een andere organisatie"),
                            ("advies_gegeven", "advies gegeven"),
                            ("geen_actie", "geen actie"),
                            ("niet_bereikt", "niet bereikt"),
                            ("doorgestuurd", "doorgestuurd"),
                            ("overleden", "overleden"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reden", models.CharField(blank=True, max_length=40)),
                ("toelichting", models.CharField(blank=True, max_length=2000)),
                ("vermijdbaar", models.BooleanField(null=True)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "melding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uitkomsten",
                        to="meldpunt.melding",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "geen_actie"), _negated=True),
                            models.Q(("reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="uitkomst_reden",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Importregel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("soort", models.CharField(max_length=20)),
                ("sleutel", models.CharField(max_length=64)),
                ("op", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "regio",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.regio",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "soort", "sleutel"), name="importregel_uniek")
                ],
            },
        ),
    ]
