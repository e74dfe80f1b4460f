"""The tables of this area."""

import django.db.models.deletion
import django.utils.timezone
import sluitend.kern.uuid7
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Gebruiker",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("username", models.CharField(max_length=150, unique=True, verbose_name="gebruikersnaam")),
                ("is_active", models.BooleanField(default=True)),
                ("demo", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "gebruiker",
            },
        ),
        migrations.CreateModel(
            name="Regio",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("naam", models.CharField(max_length=80)),
            ],
            options={
                "verbose_name": "regio",
            },
        ),
        migrations.CreateModel(
            name="Persoonsleutel",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("gewikkeld", models.CharField(max_length=200)),
                ("vernietigd_op", models.DateTimeField(null=True)),
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
                "verbose_name": "persoonsleutel",
            },
        ),
        migrations.CreateModel(
            name="InzageOpen",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="platform.regio"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Gebeurtenis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("volgnr", models.BigIntegerField()),
                ("tijd", models.DateTimeField()),
                ("soort", models.CharField(max_length=80)),
                ("actor", models.CharField(max_length=60)),
                ("rol", models.CharField(max_length=40)),
                ("organisatie", models.CharField(max_length=60, null=True)),
                ("object", models.CharField(max_length=90)),
                ("betrokkene", models.UUIDField(null=True)),
                ("handeling", models.UUIDField()),
                ("grond", models.CharField(max_length=60, null=True)),
                ("regelversie", models.CharField(max_length=60, null=True)),
                ("gegevens", models.JSONField(default=dict)),
                ("wijzigingen", models.CharField(max_length=64, null=True)),
                ("hash", models.CharField(max_length=64)),
                ("dossier", models.UUIDField(null=True)),
                ("gebeurd_op", models.DateTimeField(null=True)),
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
                    models.Index(
                        condition=models.Q(("dossier__isnull", False)),
                        fields=["regio", "dossier", "-tijd", "-volgnr"],
                        name="gebeurtenis_tijdlijn",
                    ),
                    models.Index(fields=["regio", "object", "-volgnr"], name="gebeurtenis_object"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "volgnr"), name="gebeurtenis_volgnr")
                ],
            },
        ),
        migrations.CreateModel(
            name="Antwoordsleutel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sleutel", models.CharField(max_length=120)),
                ("afzender", models.CharField(max_length=60)),
                ("inhoud", models.CharField(max_length=64)),
                ("status", models.SmallIntegerField()),
                ("antwoord", models.JSONField()),
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
                    models.UniqueConstraint(
                        fields=("regio", "afzender", "sleutel"), name="antwoordsleutel_uniek"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Servicetoken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("naam", models.CharField(max_length=80)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("rol", models.CharField(max_length=40)),
                ("organisatie", models.UUIDField(null=True)),
                ("scopes", models.JSONField(default=list)),
                ("van", models.DateTimeField(default=django.utils.timezone.now)),
                ("tot", models.DateTimeField()),
                ("ingetrokken_op", models.DateTimeField(null=True)),
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
            name="Wijziging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("object", models.CharField(max_length=90)),
                ("veld", models.CharField(max_length=60)),
                ("oud", models.JSONField(null=True)),
                ("nieuw", models.JSONField(null=True)),
                (
                    "gebeurtenis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="velden",
                        to="platform.gebeurtenis",
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
            name="Nummerreeks",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reeks", models.CharField(max_length=20)),
                ("laatste", models.PositiveIntegerField(default=0)),
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
                "constraints": [models.UniqueConstraint(fields=("regio", "reeks"), name="nummerreeks_uniek")],
            },
        ),
        migrations.CreateModel(
            name="Ketenkop",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("keten", models.CharField(max_length=20)),
                ("volgnr", models.BigIntegerField(default=-1)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
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
                "constraints": [models.UniqueConstraint(fields=("regio", "keten"), name="ketenkop_uniek")],
            },
        ),
        migrations.CreateModel(
            name="Ketenblok",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("volgnr", models.BigIntegerField()),
                ("tijd", models.DateTimeField()),
                ("aantal", models.PositiveIntegerField()),
                ("leden", models.CharField(max_length=64)),
                ("regels", models.CharField(max_length=64)),
                ("eerste", models.UUIDField()),
                ("hash", models.CharField(max_length=64)),
                ("ids", models.JSONField(default=list)),
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
                "constraints": [models.UniqueConstraint(fields=("regio", "volgnr"), name="ketenblok_volgnr")],
            },
        ),
        migrations.CreateModel(
            name="Inzage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tijd", models.DateTimeField()),
                ("actie", models.CharField(max_length=1)),
                ("uitkomst", models.SmallIntegerField(default=0)),
                ("gebeurtenis", models.CharField(max_length=80)),
                ("verwerking", models.CharField(max_length=120)),
                ("gebruiker", models.CharField(max_length=60, null=True)),
                ("gebruiker_alt", models.CharField(max_length=150, null=True)),
                ("naam", models.CharField(max_length=120, null=True)),
                ("rol", models.CharField(max_length=40)),
                ("organisatie", models.CharField(max_length=60, null=True)),
                ("doel", models.CharField(max_length=60)),
                ("is_aanvrager", models.BooleanField(default=True)),
                ("namens", models.CharField(max_length=120, null=True)),
                ("toegangspunt", models.CharField(max_length=60, null=True)),
                ("betrokkene", models.UUIDField(null=True)),
                ("object", models.CharField(max_length=90)),
                ("klassen", models.JSONField(default=list)),
                ("gevoeligheid", models.CharField(max_length=20)),
                ("fase", models.SmallIntegerField(default=6)),
                ("beleid", models.CharField(max_length=90)),
                ("reikwijdte", models.CharField(max_length=40, null=True)),
                ("basis", models.CharField(max_length=60, null=True)),
                ("noodtoegang", models.UUIDField(null=True)),
                ("bron", models.JSONField(default=dict)),
                ("spoor", models.CharField(max_length=32)),
                ("bezoek", models.UUIDField(null=True)),
                ("regelhash", models.CharField(max_length=64)),
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
                "indexes": [models.Index(fields=["regio", "betrokkene", "-tijd"], name="inzage_betrokkene")],
            },
        ),
    ]
