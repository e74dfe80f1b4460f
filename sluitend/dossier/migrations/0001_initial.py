"""The tables of this area."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import django_fsm
import sluitend.kern.uuid7
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inwoners", "0001_initial"),
        ("platform", "0001_initial"),
        ("regio", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
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
                    "status",
                    django_fsm.FSMField(
                        choices=[("open", "open"), ("op_afstand", "op afstand"), ("gesloten", "gesloten")],
                        default="open",
                        max_length=12,
                        protected=True,
                    ),
                ),
                (
                    "regie_voorlopig",
                    models.CharField(
                        choices=[("nee", "nee"), ("opening", "nog te verdelen"), ("nood", "nood")],
                        default="nee",
                        max_length=8,
                    ),
                ),
                ("contactregime", models.CharField(default="regulier", max_length=10)),
                ("laatste_contact_op", models.DateTimeField(null=True)),
                ("geopend_op", models.DateTimeField()),
                ("gesloten_op", models.DateTimeField(null=True)),
                (
                    "sluitreden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("doelen_bereikt", "doelen bereikt"),
                            ("regulier_overgenomen", "regulier overgenomen"),
                            ("verhuisd_buiten_regio", "verhuisd buiten de regio"),
                            ("stopbesluit", "stopbesluit"),
                            ("op_eigen_verzoek", "op eigen verzoek"),
                            ("overleden", "overleden"),
                            ("niet_gevonden", "niet gevonden"),
                            ("samengevoegd", "samengevoegd"),
                            ("ten_onrechte", "ten onrechte geopend"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "casusregisseur",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "herkomst_contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.team"
                    ),
                ),
                (
                    "herkomst_gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.gemeente"
                    ),
                ),
                (
                    "inwoner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="inwoners.inwoner",
                    ),
                ),
                (
                    "procesregisseur",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "regieteam",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
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
                    "verantwoordelijke_gemeente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.gemeente",
                    ),
                ),
                (
                    "vervolg_op",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervolgen",
                        to="dossier.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "gesloten"), _negated=True),
                        fields=["regio", "casusregisseur", "id"],
                        name="dossier_regisseur",
                    ),
                    models.Index(
                        condition=models.Q(("status", "gesloten"), _negated=True),
                        fields=["regio", "regieteam", "id"],
                        name="dossier_team",
                    ),
                    models.Index(
                        condition=models.Q(("status", "gesloten"), _negated=True),
                        fields=["regio", "verantwoordelijke_gemeente", "id"],
                        name="dossier_gemeente",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("regio", "nummer"), name="dossier_nummer"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "gesloten"), _negated=True),
                        fields=("inwoner",),
                        name="dossier_een_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "gesloten"),
                            models.Q(
                                ("casusregisseur__isnull", False),
                                ("verantwoordelijke_gemeente__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_z01",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "gesloten"),
                                models.Q(("sluitreden", ""), _negated=True),
                                ("gesloten_op__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "gesloten"), _negated=True),
                                ("sluitreden", ""),
                                ("gesloten_op__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_sluitreden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "met",
                    models.CharField(
                        choices=[
                            ("inwoner", "inwoner"),
                            ("naaste", "naaste"),
                            ("partij", "partij"),
                            ("afstemming_aanbieder_herkomst", "afstemming aanbieder en herkomstgemeente"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "wijze",
                    models.CharField(
                        choices=[
                            ("thuis", "thuis"),
                            ("buiten", "buiten"),
                            ("kantoor", "op kantoor"),
                            ("telefoon", "telefoon"),
                            ("beeld", "beeldbellen"),
                            ("bericht", "bericht"),
                            ("brief", "brief"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "resultaat",
                    models.CharField(
                        choices=[
                            ("gesproken", "gesproken"),
                            ("gezien", "gezien"),
                            ("niet_thuis", "niet thuis"),
                            ("geen_gehoor", "geen gehoor"),
                            ("geweigerd", "geweigerd"),
                            ("niet_gevonden", "niet gevonden"),
                        ],
                        max_length=14,
                    ),
                ),
                ("gebeurd_op", models.DateTimeField()),
                ("geregistreerd_op", models.DateTimeField()),
                ("notitie", models.TextField(blank=True)),
                ("minuten", models.PositiveSmallIntegerField(null=True)),
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
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacten",
                        to="dossier.dossier",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["dossier", "-gebeurd_op"], name="contact_dossier")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gebeurd_op__lte", models.F("geregistreerd_op"))),
                        name="contact_niet_in_toekomst",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Betrokkenheid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("functie", models.CharField(max_length=60)),
                ("sinds", models.DateTimeField()),
                ("tot", models.DateTimeField(null=True)),
                (
                    "inwoner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="betrokkenheden",
                        to="inwoners.inwoner",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.organisatie"
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
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="betrokkenheden",
                        to="dossier.dossier",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("tot__isnull", True)),
                        fields=["regio", "organisatie", "dossier"],
                        name="betrokken_organisatie",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("inwoner"),
                        models.F("organisatie"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("team"), models.F("organisatie")
                        ),
                        condition=models.Q(("tot__isnull", True)),
                        name="betrokken_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=4)),
                ("onderwerp", models.CharField(max_length=90)),
                ("eenheid", models.CharField(max_length=90)),
                ("klok_start", models.DateTimeField()),
                ("norm_op", models.DateTimeField()),
                ("opgelost_op", models.DateTimeField(null=True)),
                ("opgelost_geregistreerd_op", models.DateTimeField(null=True)),
                ("toelichting", models.CharField(blank=True, max_length=500)),
                ("verwacht_op", models.DateField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gaten",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "eigenaar_medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "eigenaar_team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("opgelost_op__isnull", True)),
                        fields=["regio", "norm_op", "id"],
                        name="gat_open",
                    ),
                    models.Index(
                        condition=models.Q(("opgelost_op__isnull", True)),
                        fields=["regio", "eigenaar_team", "norm_op", "id"],
                        name="gat_team",
                    ),
                    models.Index(
                        condition=models.Q(("opgelost_op__isnull", True)),
                        fields=["regio", "eigenaar_medewerker", "norm_op", "id"],
                        name="gat_mijn",
                    ),
                    models.Index(
                        condition=models.Q(("opgelost_op__isnull", False)),
                        fields=["regio", "opgelost_op"],
                        name="gat_opgelost",
                    ),
                    models.Index(
                        condition=models.Q(("opgelost_op__isnull", True)),
                        fields=["onderwerp"],
                        name="gat_onderwerp",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("opgelost_op__isnull", True)),
                        fields=("code", "onderwerp", "klok_start"),
                        name="gat_een_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Overdracht",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("soort", models.CharField(max_length=24)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=[
                            ("concept", "concept"),
                            ("verzonden", "verzonden"),
                            ("vraag_gesteld", "vraag gesteld"),
                            ("aanvaard", "aanvaard"),
                            ("geweigerd", "geweigerd"),
                            ("verlopen", "verlopen"),
                            ("ingetrokken", "ingetrokken"),
                            ("afgerond", "afgerond"),
                        ],
                        default="concept",
                        max_length=14,
                        protected=True,
                    ),
                ),
                ("reden", models.CharField(max_length=2000)),
                ("inhoud", models.JSONField(default=dict)),
                ("warm_gesprek_op", models.DateField(null=True)),
                ("warm_niet_reden", models.CharField(blank=True, max_length=300)),
                ("inwoner_betrokken", models.CharField(default="verteld", max_length=12)),
                ("inwoner_niet_reden", models.CharField(blank=True, max_length=300)),
                ("vraag", models.CharField(blank=True, max_length=2000)),
                ("antwoord_vraag", models.CharField(blank=True, max_length=2000)),
                ("verzonden_op", models.DateTimeField(null=True)),
                ("norm_op", models.DateTimeField(null=True)),
                ("verloopt_op", models.DateTimeField(null=True)),
                ("beantwoord_op", models.DateTimeField(null=True)),
                (
                    "weigercode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("geen_capaciteit", "geen capaciteit"),
                            ("niet_onze_taak", "niet onze taak"),
                            ("niet_compleet", "niet compleet"),
                            ("andere_gemeente", "andere gemeente"),
                            ("veiligheid", "veiligheid"),
                            ("anders", "anders"),
                        ],
                        max_length=16,
                    ),
                ),
                ("antwoord_toelichting", models.CharField(blank=True, max_length=2000)),
                ("eerste_contact_gepland", models.DateField(null=True)),
                ("eerste_contact_op", models.DateTimeField(null=True)),
                (
                    "beantwoord_door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overdrachten",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "naar_gemeente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.gemeente",
                    ),
                ),
                (
                    "naar_medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "naar_team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
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
                    "van_medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "van_team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["verzonden", "vraag_gesteld"])),
                        fields=["regio", "naar_team", "norm_op"],
                        name="overdracht_ontvanger_idx",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["verzonden", "vraag_gesteld"])),
                        fields=["regio", "verloopt_op"],
                        name="overdracht_verloopt",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "concept"), ("verzonden_op__isnull", False), _connector="OR"
                        ),
                        name="overdracht_verzonden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("naar_team__isnull", False), ("naar_medewerker__isnull", False), _connector="OR"
                        ),
                        name="overdracht_ontvanger",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("inwoner_betrokken", "niet_verteld"), _negated=True),
                            models.Q(("inwoner_niet_reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="overdracht_verteld",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverdrachtOnderdeel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("onderdeel", models.CharField(max_length=60)),
                ("open", models.BooleanField(default=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossier.dossier"
                    ),
                ),
                (
                    "overdracht",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="onderdelen",
                        to="dossier.overdracht",
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
                        condition=models.Q(("open", True)),
                        fields=("dossier", "onderdeel"),
                        name="onderdeel_een_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("soort", models.CharField(default="ondersteuningsplan", max_length=20)),
                ("nummer", models.PositiveSmallIntegerField(default=1)),
                ("eigen_woorden", models.TextField(blank=True)),
                ("akkoord_inwoner", models.CharField(default="niet_gevraagd", max_length=20)),
                ("akkoord_reden", models.CharField(blank=True, max_length=300)),
                ("start", models.DateField()),
                ("evaluatie_gepland_op", models.DateField(null=True)),
                ("laatste_evaluatie_op", models.DateField(null=True)),
                ("vastgesteld_op", models.DateTimeField(null=True)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=[
                            ("concept", "concept"),
                            ("actief", "actief"),
                            ("vervangen", "vervangen"),
                            ("beeindigd", "beëindigd"),
                        ],
                        default="concept",
                        max_length=10,
                        protected=True,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plannen",
                        to="dossier.dossier",
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
                    "vastgesteld_door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "actief")), fields=("dossier",), name="plan_een_actief"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "concept")),
                        fields=("dossier",),
                        name="plan_een_concept",
                    ),
                    models.UniqueConstraint(fields=("dossier", "nummer"), name="plan_nummer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plandoel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("leefgebied", models.CharField(max_length=40)),
                ("doel", models.CharField(max_length=500)),
                ("waaraan_te_merken", models.CharField(blank=True, max_length=500)),
                ("score_nu", models.PositiveSmallIntegerField(null=True)),
                ("score_doel", models.PositiveSmallIntegerField(null=True)),
                ("status", models.CharField(default="open", max_length=10)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="doelen", to="dossier.plan"
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
                        condition=models.Q(("doel", ""), _negated=True), name="plandoel_gevuld"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("score_nu__isnull", True), ("score_nu__lte", 10), _connector="OR"),
                            models.Q(("score_doel__isnull", True), ("score_doel__lte", 10), _connector="OR"),
                        ),
                        name="plandoel_score",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Planactie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wat", models.CharField(max_length=500)),
                ("domein", models.CharField(max_length=20)),
                ("eigenaar_wie", models.CharField(blank=True, max_length=120)),
                ("voorzieningsoort", models.CharField(blank=True, max_length=40)),
                ("start", models.DateField()),
                ("eind", models.DateField(null=True)),
                ("status", models.CharField(default="lopend", max_length=12)),
                ("dubbel_reden", models.CharField(blank=True, max_length=300)),
                (
                    "eigenaar_organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.organisatie"
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
                    "doel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acties",
                        to="dossier.plandoel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eind__isnull", True), ("eind__gte", models.F("start")), _connector="OR"
                        ),
                        name="planactie_periode",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Planevaluatie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("datum", models.DateField()),
                ("met_inwoner", models.BooleanField()),
                ("nog_passend", models.CharField(max_length=5)),
                ("wat_veranderen", models.CharField(blank=True, max_length=2000)),
                ("volgende_op", models.DateField()),
                ("scores", models.JSONField(default=dict)),
                ("geregistreerd_op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluaties",
                        to="dossier.plan",
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
            name="Regieperiode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rol",
                    models.CharField(
                        choices=[
                            ("casusregie", "casusregie"),
                            ("procesregie", "procesregie"),
                            ("verantwoordelijke_gemeente", "verantwoordelijke gemeente"),
                        ],
                        max_length=28,
                    ),
                ),
                ("van", models.DateTimeField()),
                ("tot", models.DateTimeField(null=True)),
                (
                    "grond",
                    models.CharField(
                        choices=[
                            ("opening", "opening"),
                            ("overdracht", "overdracht"),
                            ("nood", "nood"),
                            ("herindeling", "herindeling"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regieperioden",
                        to="dossier.dossier",
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
                    "medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "overdracht",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossier.overdracht",
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
                    "vorige",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volgende",
                        to="dossier.regieperiode",
                    ),
                ),
            ],
            options={
                "ordering": ["van"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot__isnull", True)),
                        fields=("dossier", "rol"),
                        name="regie_een_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("rol", "verantwoordelijke_gemeente"),
                                ("gemeente__isnull", False),
                                ("medewerker__isnull", True),
                            ),
                            models.Q(
                                models.Q(("rol", "verantwoordelijke_gemeente"), _negated=True),
                                ("medewerker__isnull", False),
                                ("gemeente__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="regie_wie",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grond__in", ["opening", "herindeling"]),
                            ("overdracht__isnull", False),
                            _connector="OR",
                        ),
                        name="regie_grond",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"
                        ),
                        name="regie_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regievangnet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("voor", models.CharField(default="casusregie", max_length=12)),
                ("volgorde", models.PositiveSmallIntegerField(default=1)),
                ("staande_aanvaarding_op", models.DateTimeField()),
                ("tot", models.DateTimeField(null=True)),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regio.medewerker"
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vangnet",
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
                    models.UniqueConstraint(
                        condition=models.Q(("tot__isnull", True)),
                        fields=("organisatie", "voor", "volgorde"),
                        name="vangnet_volgorde",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Taak",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("titel", models.CharField(max_length=200)),
                ("soort", models.CharField(default="taak", max_length=40)),
                ("onderwerp", models.CharField(blank=True, max_length=90)),
                ("eigenaar_sinds", models.DateTimeField(default=django.utils.timezone.now)),
                ("uiterlijk", models.DateTimeField()),
                ("prioriteit", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=[
                            ("open", "open"),
                            ("wacht", "wacht"),
                            ("gedaan", "gedaan"),
                            ("vervallen", "vervallen"),
                        ],
                        default="open",
                        max_length=10,
                        protected=True,
                    ),
                ),
                ("wacht_op", models.CharField(blank=True, max_length=120)),
                ("wacht_tot", models.DateField(null=True)),
                ("resultaat", models.CharField(blank=True, max_length=2000)),
                ("herkomst", models.CharField(default="hand", max_length=10)),
                ("afgerond_op", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "eigenaar_medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "eigenaar_team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["open", "wacht"])),
                        fields=["regio", "eigenaar_medewerker", "status", "uiterlijk", "id"],
                        name="taak_mijn",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["open", "wacht"])),
                        fields=["regio", "eigenaar_team", "status", "uiterlijk", "id"],
                        name="taak_team",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["open", "wacht"])),
                        fields=["regio", "onderwerp"],
                        name="taak_onderwerp",
                    ),
                    models.Index(fields=["dossier", "status"], name="taak_dossier"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("eigenaar_medewerker__isnull", False), ("eigenaar_team__isnull", True)),
                            models.Q(("eigenaar_medewerker__isnull", True), ("eigenaar_team__isnull", False)),
                            _connector="OR",
                        ),
                        name="taak_een_eigenaar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "wacht"), _negated=True),
                            models.Q(("wacht_tot__isnull", False), models.Q(("wacht_op", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="taak_wacht",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prioriteit__lte", 3)), name="taak_prioriteit"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Traject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("aangemaakt_op", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("soort", models.CharField(max_length=24)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=[("open", "open"), ("gesloten", "gesloten")],
                        default="open",
                        max_length=10,
                        protected=True,
                    ),
                ),
                ("start", models.DateTimeField()),
                ("einde", models.DateTimeField(null=True)),
                ("eindreden", models.CharField(blank=True, max_length=300)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajecten",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "eigenaar_medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.medewerker",
                    ),
                ),
                (
                    "eigenaar_team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regio.team",
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
                    "volgende_stap",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stap_van",
                        to="dossier.taak",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "open"), ("volgende_stap__isnull", False)),
                            models.Q(("status", "gesloten"), ("volgende_stap__isnull", True)),
                            _connector="OR",
                        ),
                        name="traject_z04",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("eigenaar_medewerker__isnull", False), ("eigenaar_team__isnull", True)),
                            models.Q(("eigenaar_medewerker__isnull", True), ("eigenaar_team__isnull", False)),
                            _connector="OR",
                        ),
                        name="traject_een_eigenaar",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status", "open"),
                            (
                                "soort__in",
                                [
                                    "bemoeizorg",
                                    "levensloop",
                                    "zvh",
                                    "overgang_18",
                                    "briefadres",
                                    "onverzekerd",
                                ],
                            ),
                        ),
                        fields=("dossier", "soort"),
                        name="traject_een_open",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="taak",
            name="traject",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken",
                to="dossier.traject",
            ),
        ),
        migrations.CreateModel(
            name="Vervanging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("van", models.DateField()),
                ("tot", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gevraagd", "gevraagd"),
                            ("aanvaard", "aanvaard"),
                            ("geweigerd", "geweigerd"),
                            ("beeindigd", "beëindigd"),
                        ],
                        default="gevraagd",
                        max_length=10,
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangt",
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
                    "voor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangingen",
                        to="regio.medewerker",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("voor", models.F("door")), _negated=True), name="vervanging_ander"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tot__gte", models.F("van"))), name="vervanging_periode"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Afwezigheid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sluitend.kern.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("van", models.DateField()),
                ("tot", models.DateField(null=True)),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afwezigheden",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot__isnull", True)), fields=("medewerker",), name="afwezig_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"
                        ),
                        name="afwezig_periode",
                    ),
                ],
            },
        ),
    ]
