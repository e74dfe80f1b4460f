"""The tables of this area."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import sluitend.kern.uuid7
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("platform", "0001_initial"),
        ("platform", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gemeente",
            fields=[
                ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=80)),
                ("van", models.DateField(null=True)),
                ("tot", models.DateField(null=True)),
                (
                    "opvolger",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voorgangers",
                        to="regio.gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemeente",
                "ordering": ["naam"],
            },
        ),
        migrations.CreateModel(
            name="Organisatie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("naam", models.CharField(max_length=120)),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("gemeente", "gemeente"),
                            ("ggd", "GGD"),
                            ("zorgaanbieder", "zorgaanbieder"),
                            ("corporatie", "woningcorporatie"),
                            ("politie", "politie"),
                            ("welzijn", "welzijn"),
                            ("overig", "overig"),
                        ],
                        max_length=20,
                    ),
                ),
                ("telefoon", models.CharField(blank=True, max_length=20)),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                (
                    "gemeente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="regio.gemeente",
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
                    models.UniqueConstraint(fields=("regio", "code"), name="organisatie_code"),
                    models.CheckConstraint(
                        condition=models.Q(("naam", ""), _negated=True), name="organisatie_naam"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Medewerker",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("naam", models.CharField(max_length=120)),
                ("telefoon", models.CharField(blank=True, max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uitgenodigd", "uitgenodigd"),
                            ("actief", "actief"),
                            ("geblokkeerd", "geblokkeerd"),
                            ("uit_dienst", "uit dienst"),
                        ],
                        default="actief",
                        max_length=12,
                    ),
                ),
                ("uit_dienst_op", models.DateTimeField(null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="medewerkers",
                        to="regio.organisatie",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "gebruiker"), name="medewerker_gebruiker"),
                    models.CheckConstraint(
                        condition=models.Q(("naam", ""), _negated=True), name="medewerker_naam"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegioGemeente",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("thema", models.CharField(default="alles", max_length=20)),
                ("centrum", models.BooleanField(default=False)),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regios",
                        to="regio.gemeente",
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
                        fields=("regio", "gemeente", "thema", "van"), name="regiogemeente_uniek"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="regiogemeente_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("naam", models.CharField(max_length=120)),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                ("gemeenten", models.ManyToManyField(related_name="+", to="regio.gemeente")),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="regio.organisatie",
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
                    models.UniqueConstraint(fields=("regio", "organisatie", "naam"), name="team_naam")
                ],
            },
        ),
        migrations.CreateModel(
            name="Roltoekenning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rol", models.CharField(max_length=40)),
                ("functies", models.JSONField(default=list)),
                ("van", models.DateTimeField(default=django.utils.timezone.now)),
                ("tot", models.DateTimeField(null=True)),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollen",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leden",
                        to="regio.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["medewerker", "rol"], name="rol_medewerker")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("medewerker"),
                        models.F("rol"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("team"), models.F("medewerker")
                        ),
                        condition=models.Q(("tot__isnull", True)),
                        name="rol_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="rol_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Functievervulling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("functie", models.CharField(max_length=40)),
                ("naam", models.CharField(blank=True, max_length=120)),
                ("telefoon", models.CharField(blank=True, max_length=20)),
                ("altijd_open", models.BooleanField(default=False)),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                ("bron", models.CharField(blank=True, max_length=120)),
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
                    "gemeente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.gemeente",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("regio"),
                        models.F("functie"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("gemeente"), models.Value("")
                        ),
                        condition=models.Q(("tot__isnull", True)),
                        name="functie_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("team__isnull", False), models.Q(("naam", ""), _negated=True), _connector="OR"
                        ),
                        name="functie_iemand",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instelling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sleutel", models.CharField(max_length=60)),
                ("waarde", models.JSONField()),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                ("bron", models.CharField(max_length=160)),
                ("zekerheid", models.CharField(default="keuze", max_length=6)),
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
                        condition=models.Q(("tot__isnull", True)),
                        fields=("regio", "sleutel"),
                        name="instelling_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gt", models.F("van")), _connector="OR"
                        ),
                        name="instelling_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InwonerAantal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("peildatum", models.DateField()),
                ("aantal", models.PositiveIntegerField()),
                ("bron", models.CharField(max_length=120)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inwoneraantallen",
                        to="regio.gemeente",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "peildatum"), name="inwoneraantal_uniek")
                ],
            },
        ),
    ]
