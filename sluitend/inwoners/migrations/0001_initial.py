"""The tables of this area."""

import django.db.models.deletion
import django.utils.timezone
import sluitend.kern.uuid7
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("platform", "0001_initial"),
        ("regio", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inwoner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("nummer", models.CharField(max_length=20)),
                (
                    "identiteit_status",
                    models.CharField(
                        choices=[
                            ("onbekend", "onbekend"),
                            ("vermoedelijk", "vermoedelijk"),
                            ("bekend", "bekend"),
                            ("geverifieerd", "geverifieerd"),
                        ],
                        default="vermoedelijk",
                        max_length=12,
                    ),
                ),
                ("aanduiding", models.CharField(blank=True, max_length=200)),
                ("geslachtsnaam", models.CharField(blank=True, max_length=120)),
                ("voorvoegsel", models.CharField(blank=True, max_length=20)),
                ("voornamen", models.CharField(blank=True, max_length=120)),
                ("roepnaam", models.CharField(blank=True, max_length=60)),
                ("geboortedatum", models.DateField(blank=True, null=True)),
                (
                    "geboortedatum_precisie",
                    models.CharField(
                        choices=[
                            ("dag", "dag"),
                            ("maand", "maand"),
                            ("jaar", "jaar"),
                            ("geschat", "geschat"),
                            ("onbekend", "onbekend"),
                        ],
                        default="onbekend",
                        max_length=8,
                    ),
                ),
                ("bsn", models.CharField(blank=True, max_length=200)),
                ("bsn_index", models.CharField(max_length=64, null=True)),
                ("bsn_status", models.CharField(default="onbekend", max_length=14)),
                ("bsn_grondslag", models.CharField(blank=True, max_length=60)),
                ("telefoon", models.CharField(blank=True, max_length=200)),
                ("telefoon_index", models.CharField(blank=True, max_length=64)),
                ("email", models.CharField(blank=True, max_length=400)),
                ("contactvoorkeur", models.CharField(blank=True, max_length=20)),
                ("taal", models.CharField(blank=True, max_length=40)),
                ("tolk_nodig", models.BooleanField(default=False)),
                ("adres_afgeschermd", models.BooleanField(default=False)),
                ("overleden_op", models.DateField(blank=True, null=True)),
                ("klank", models.CharField(blank=True, max_length=60)),
                (
                    "geregistreerd_door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                (
                    "samengevoegd_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samengevoegd",
                        to="inwoners.inwoner",
                    ),
                ),
                (
                    "sleutel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.persoonsleutel",
                    ),
                ),
            ],
            options={
                "verbose_name": "inwoner",
                "indexes": [
                    models.Index(fields=["regio", "geboortedatum"], name="inwoner_geboren"),
                    models.Index(fields=["regio", "klank", "geboortedatum"], name="inwoner_klank"),
                    models.Index(fields=["regio", "telefoon_index"], name="inwoner_telefoon"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "nummer"), name="inwoner_nummer"),
                    models.UniqueConstraint(
                        condition=models.Q(("samengevoegd_in__isnull", True)),
                        fields=("regio", "bsn_index"),
                        name="inwoner_bsn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identiteit_status", "onbekend"), models.Q(("aanduiding", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("identiteit_status", "onbekend"), _negated=True),
                                models.Q(("geslachtsnaam", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inwoner_naam_of_aanduiding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bsn", ""), models.Q(("bsn_grondslag", ""), _negated=True), _connector="OR"
                        ),
                        name="inwoner_bsn_grondslag",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bsn", ""), ("bsn_index__isnull", True)),
                            models.Q(models.Q(("bsn", ""), _negated=True), ("bsn_index__isnull", False)),
                            _connector="OR",
                        ),
                        name="inwoner_bsn_index",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adresperiode",
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
                            ("woonadres", "woonadres"),
                            ("verblijf", "verblijf"),
                            ("briefadres", "briefadres"),
                            ("opvang", "opvang"),
                            ("kliniek", "kliniek"),
                            ("detentie", "detentie"),
                            ("dakloos", "dakloos"),
                        ],
                        default="woonadres",
                        max_length=12,
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=6)),
                ("huisnummer", models.PositiveIntegerField(blank=True, null=True)),
                ("toevoeging", models.CharField(blank=True, max_length=10)),
                ("plaatsomschrijving", models.CharField(blank=True, max_length=200)),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                ("bron", models.CharField(default="professional", max_length=12)),
                ("geheim", models.CharField(blank=True, max_length=800)),
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
                (
                    "inwoner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adressen",
                        to="inwoners.inwoner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["regio", "postcode", "huisnummer"], name="adresperiode_adres")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("geheim", ""),
                            models.Q(
                                ("huisnummer__isnull", True), ("plaatsomschrijving", ""), ("postcode", "")
                            ),
                            _connector="OR",
                        ),
                        name="adresperiode_geheim",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tot__isnull", True)),
                        fields=("inwoner", "soort"),
                        name="adresperiode_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"
                        ),
                        name="adresperiode_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Naamklank",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("klank", models.CharField(max_length=60)),
                (
                    "inwoner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="klanken",
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
            ],
            options={
                "indexes": [models.Index(fields=["regio", "klank"], name="naamklank_klank")],
                "constraints": [models.UniqueConstraint(fields=("inwoner", "klank"), name="naamklank_uniek")],
            },
        ),
        migrations.CreateModel(
            name="Naaste",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("naam", models.CharField(max_length=120)),
                (
                    "relatie",
                    models.CharField(
                        choices=[
                            ("partner", "partner"),
                            ("ouder", "ouder"),
                            ("kind", "kind"),
                            ("broer_zus", "broer of zus"),
                            ("familie", "andere familie"),
                            ("vriend", "vriend"),
                            ("buur", "buur"),
                            ("anders", "anders"),
                        ],
                        max_length=12,
                    ),
                ),
                ("telefoon", models.CharField(blank=True, max_length=200)),
                ("mantelzorger", models.BooleanField(default=False)),
                ("crisiscontact", models.BooleanField(default=False)),
                ("mag_weten", models.JSONField(default=list)),
                ("toestemming_op", models.DateTimeField(null=True)),
                ("ingetrokken_op", models.DateTimeField(null=True)),
                ("uitgenodigd", models.BooleanField(default=True)),
                ("reden_niet", models.CharField(blank=True, max_length=200)),
                (
                    "inwoner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="naasten",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("inwoner", "naam"), name="naaste_uniek"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("uitgenodigd", True),
                            models.Q(("reden_niet", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="naaste_reden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Samenvoeging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("voorgesteld", "voorgesteld"),
                            ("gevraagd", "wacht op een tweede persoon"),
                            ("afgewezen", "afgewezen"),
                            ("samengevoegd", "samengevoegd"),
                            ("terug_gevraagd", "terugdraaien gevraagd"),
                            ("teruggedraaid", "teruggedraaid"),
                        ],
                        default="gevraagd",
                        max_length=14,
                    ),
                ),
                ("reden", models.CharField(default="zelfde_persoon", max_length=40)),
                ("keuzes", models.JSONField(default=dict)),
                ("vooraf", models.JSONField(default=dict)),
                ("later", models.JSONField(default=dict)),
                ("op", models.DateTimeField(default=django.utils.timezone.now)),
                ("besloten_op", models.DateTimeField(null=True)),
                ("teruggedraaid_op", models.DateTimeField(null=True)),
                (
                    "blijft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inwoners.inwoner"
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "opgegaan",
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
                    "terug_gevraagd_door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "teruggedraaid_door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "tweede",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["regio", "status"], name="samenvoeging_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("blijft", models.F("opgegaan")), _negated=True),
                        name="samenvoeging_twee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tweede__isnull", True),
                            models.Q(("door", models.F("tweede")), _negated=True),
                            _connector="OR",
                        ),
                        name="samenvoeging_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["voorgesteld", "gevraagd", "afgewezen"]),
                            ("tweede__isnull", False),
                            _connector="OR",
                        ),
                        name="samenvoeging_besloten",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("teruggedraaid_door__isnull", True),
                            models.Q(
                                ("terug_gevraagd_door__isnull", False),
                                models.Q(
                                    ("teruggedraaid_door", models.F("terug_gevraagd_door")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="samenvoeging_terug_vier_ogen",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["voorgesteld", "gevraagd", "samengevoegd", "terug_gevraagd"])
                        ),
                        fields=("opgegaan",),
                        name="samenvoeging_open",
                    ),
                ],
            },
        ),
    ]
