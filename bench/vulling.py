"""Fills an empty region with any number of fictive dossiers, fast: the rows are made by the database itself.

Each kind of row is one `INSERT ... SELECT` over a series of numbers, the same text for PostgreSQL and SQLite; only
keys under encryption come from Python. Meanwhile guards, foreign keys and indexes are off. Afterwards they are made
anew and `controleer` asks the database whether any row breaks one of them. The same number gives the same region.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import gcd
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django_scopes import scopes_disabled

NU = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CASELOAD, TEAMGROOTTE = 80, 10
ACHTERNAMEN = (
    "Proefstra", "Voorbeeldsma", "van Verzinsel", "Testema", "Fictief", "Nepveld", "Schijnhout", "Bedenksel",
    "Denkbeeld", "Zogenaamd", "Modelmans", "Monsterboer", "Speelman-Toets", "Droomland", "Papierwoud", "Oefening",
)  # fmt: skip
ROEPNAMEN = (
    "Aad",
    "Bep",
    "Cor",
    "Dirkje",
    "Evert",
    "Femke",
    "Gijs",
    "Hanna",
    "Ids",
    "Jopie",
    "Koos",
    "Lies",
    "Mees",
)
TITELS = (
    "Huisbezoek plannen",
    "Bellen met de huisarts",
    "Plan bespreken",
    "Schulden in kaart",
    "Overleg met familie",
)
SOORTEN = {"sleutel": 1, "inwoner": 2, "dossier": 3, "casus": 4, "gemeente": 5, "betrokken": 6, "contact": 7, "stap": 8,
           "klaar": 9, "traject": 10, "gat": 11, "gat_oud": 12, "melding": 13, "melder": 14, "opgave": 15, "triage": 16,
           "uitkomst": 17, "terug": 18, "gat_triage": 19, "gat_melder": 20, "medewerker": 21, "team": 22, "rol": 23,
           "adres": 24}  # fmt: skip


def staf_voor(dossiers: int) -> int:
    """One regisseur per 80 dossiers; a number that shares no divisor with the patterns below, so that all get of all."""
    staf = max(TEAMGROOTTE * 2, -(-dossiers // CASELOAD))
    while gcd(staf, 20 * 7 * 11 * 3) > 1:
        staf += 1
    return staf


class Dialect:
    """The few places where the two databases write the same thing differently."""

    def __init__(self, nu: datetime) -> None:
        self.postgres = connection.vendor == "postgresql"
        self.epoch = int(nu.timestamp())

    def id(self, soort: str, n: str = "n") -> str:
        """A UUID that tells kind and number, in the order of the numbers."""
        kop = f"0192{SOORTEN[soort]:04x}"
        if self.postgres:
            return f"('{kop}-0000-7000-8000-' || lpad(to_hex({n}), 12, '0'))::uuid"
        return f"'{kop}' || '000070008000' || printf('%012x', {n})"

    def vast_id(self, waarde: UUID) -> str:
        return f"'{waarde}'::uuid" if self.postgres else f"'{waarde.hex}'"

    def op(self, seconden: str) -> str:
        """The instant so many seconds from now."""
        if self.postgres:
            return f"to_timestamp({self.epoch} + ({seconden}))"
        return f"strftime('%Y-%m-%d %H:%M:%S', {self.epoch} + ({seconden}), 'unixepoch')"

    def dag(self, dagen: str) -> str:
        """The day so many days from now."""
        if self.postgres:
            return f"(to_timestamp({self.epoch})::date + ({dagen})::int)"
        return f"date({self.epoch} + ({dagen}) * 86400, 'unixepoch')"

    def json(self, tekst: str) -> str:
        return f"'{tekst}'::jsonb" if self.postgres else f"'{tekst}'"

    def nummer(self, n: str, cijfers: int = 6) -> str:
        """The number with leading zeros, and longer when it does not fit."""
        if self.postgres:
            return f"lpad(({n})::text, greatest({cijfers}, length(({n})::text)), '0')"
        return f"printf('%0{cijfers}d', {n})"

    @staticmethod
    def kies(waarden: Sequence[str], n: str) -> str:
        return f"CASE ({n}) % {len(waarden)} " + " ".join(
            f"WHEN {i} THEN '{w}'" for i, w in enumerate(waarden)
        ) + " END"  # fmt: skip


@dataclass
class Vulling:
    """What was made: how many rows of what, how long it took, and who to sign in as."""

    dossiers: int
    regio_id: int
    rijen: dict[str, int] = field(default_factory=dict)
    seconden: float = 0.0
    wereld: Any = None

    def eigen(self) -> int:
        """The number of an open dossier of the first regisseur, with a step, a traject and a gap."""
        staf = staf_voor(self.dossiers)
        return next(n for n in range(staf, self.dossiers + 1, staf) if n % 20 and n % 3 == 0)

    def dossier_id(self, n: int) -> UUID:
        return UUID(f"0192{SOORTEN['dossier']:04x}000070008000{n:012x}")


def vul(dossiers: int, meld: Callable[[str], None] = lambda tekst: None, nu: datetime = NU) -> Vulling:
    """Make a region with this many dossiers in the migrated, empty database of the default connection."""
    from sluitend.platform import wachters
    from sluitend.regio.tests.fabriek import maak_wereld

    begin = time.monotonic()
    wereld = maak_wereld()
    vulling = Vulling(dossiers, wereld.regio.pk, wereld=wereld)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("bench").get_models():
            editor.create_model(model)
    maker = _Maker(vulling, Dialect(nu), nu, meld)
    with scopes_disabled(), _zonder_controle(maker.tabellen(), meld):
        maker.maak()
    wachters.installeer()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    vulling.seconden = time.monotonic() - begin
    return vulling


# --- guards off, and on again ------------------------------------------------------------------------------
@contextlib.contextmanager
def _zonder_controle(tabellen: Sequence[str], meld: Callable[[str], None]) -> Iterator[None]:
    """No guard, no foreign key and no index on these tables while they are filled; the indexes come back."""
    from sluitend.platform import wachters

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '256MB'")
            cursor.execute("SET work_mem = '64MB'")
            cursor.execute(
                "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND i.tablename = ANY(%s) "
                "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
                [list(tabellen)],
            )
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            )
        indexen = [(rij[0], rij[-1]) for rij in cursor.fetchall() if len(rij) == 2 or rij[1] in tabellen]
        wachters._ruim_op(cursor)
        for naam, _sql in indexen:
            cursor.execute(f'DROP INDEX "{naam}"')
    yield
    with connection.cursor() as cursor:
        begin = time.monotonic()
        for _naam, sql in indexen:
            cursor.execute(sql)
        meld(f"{len(indexen)} indexen in {time.monotonic() - begin:.0f} s")
        if connection.vendor == "postgresql":
            for instelling in (
                "session_replication_role",
                "statement_timeout",
                "synchronous_commit",
                "work_mem",
            ):
                with contextlib.suppress(Exception):
                    cursor.execute(f"RESET {instelling}")
        else:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA cache_size = -2000")


class _Maker:
    def __init__(self, vulling: Vulling, dialect: Dialect, nu: datetime, meld: Callable[[str], None]) -> None:
        self.v, self.d, self.nu, self.meld = vulling, dialect, nu, meld
        self.regio = vulling.wereld.regio
        self.n = vulling.dossiers
        self.staf = staf_voor(self.n)

    def model(self, naam: str) -> type[models.Model]:
        return apps.get_model(naam)

    def tabellen(self) -> list[str]:
        namen = ("platform.Persoonsleutel", "inwoners.Inwoner", "inwoners.Adresperiode", "dossier.Dossier",
                 "dossier.Regieperiode", "dossier.Betrokkenheid", "dossier.Contact", "dossier.Taak", "dossier.Traject",
                 "dossier.Gat", "meldpunt.Melding", "meldpunt.Melder", "meldpunt.BetrokkeneOpgave", "meldpunt.Triage",
                 "meldpunt.Uitkomst", "meldpunt.Terugkoppeling")  # fmt: skip
        return [self.model(naam)._meta.db_table for naam in namen]

    def maak(self) -> None:
        self._reeks()
        self._staf()
        self._klokken()
        for stap in (self._inwoners, self._dossiers, self._werk, self._gaten, self._meldingen, self._kaal):
            begin = time.monotonic()
            with transaction.atomic():
                stap()
            self.meld(f"{stap.__name__.strip('_')} in {time.monotonic() - begin:.0f} s")
        self._nummers()

    # --- building stones ---
    def voer(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    def zet(self, model: str, bron: str, **kolommen: str) -> None:
        """Insert into a model from `bron`; a field that is not named gets its default."""
        klasse = self.model(model)
        namen, waarden = [], []
        for veld in klasse._meta.concrete_fields:
            gegeven = kolommen.pop(veld.name, None)
            if isinstance(veld, models.AutoField) and gegeven is None:
                continue
            namen.append(f'"{veld.column}"')
            waarden.append(self._standaard(veld) if gegeven is None else gegeven)
        if kolommen:
            raise KeyError(f"{model} heeft geen {', '.join(kolommen)}")
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{klasse._meta.db_table}" ({", ".join(namen)}) SELECT {", ".join(waarden)} FROM {bron}'
            )
            self.v.rijen[model] = self.v.rijen.get(model, 0) + cursor.rowcount

    def _standaard(self, veld: models.Field) -> str:
        if veld.name == "regio":
            return str(self.regio.pk)
        if not veld.has_default():
            return "NULL" if veld.null else "''"
        waarde = veld.get_default()
        match waarde:
            case bool():
                return "TRUE" if waarde else "FALSE"
            case int():
                return str(waarde)
            case list() | dict():
                return self.d.json("[]" if isinstance(waarde, list) else "{}")
            case datetime():
                return self.d.op("0")
            case UUID():
                # A random one per row, in the form of this database.
                return "gen_random_uuid()" if self.d.postgres else "lower(hex(randomblob(16)))"
        return "'" + str(waarde).replace("'", "''") + "'"

    def schrijf(self, model: str, velden: Sequence[str], rijen: Iterable[Sequence[Any]]) -> None:
        """Rows from Python: COPY on PostgreSQL, executemany on SQLite."""
        klasse = self.model(model)
        kolommen = [klasse._meta.get_field(naam).column for naam in velden]
        lijst = ", ".join(f'"{kolom}"' for kolom in kolommen)
        aantal = 0
        with connection.cursor() as cursor:
            if self.d.postgres:
                with cursor.copy(f'COPY "{klasse._meta.db_table}" ({lijst}) FROM STDIN') as kopie:
                    for rij in rijen:
                        kopie.write_row(rij)
                        aantal += 1
            else:
                plekken = ", ".join("?" * len(kolommen))
                blok: list[Sequence[Any]] = []
                kaal = connection.connection

                def leeg() -> None:
                    kaal.executemany(
                        f'INSERT INTO "{klasse._meta.db_table}" ({lijst}) VALUES ({plekken})', blok
                    )
                    blok.clear()

                for rij in rijen:
                    blok.append([w.hex if isinstance(w, UUID) else w for w in rij])
                    aantal += 1
                    if len(blok) == 5000:
                        leeg()
                leeg()
        self.v.rijen[model] = self.v.rijen.get(model, 0) + aantal

    # --- helper tables ---
    def _reeks(self) -> None:
        hoogste = max(self.n, self.staf)
        self.voer("CREATE TABLE bench_reeks (n bigint PRIMARY KEY)")
        if self.d.postgres:
            self.voer(f"INSERT INTO bench_reeks SELECT * FROM generate_series(1, {hoogste})")
        else:
            self.voer(
                f"INSERT INTO bench_reeks WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {hoogste}) SELECT n FROM s"
            )

    def _staf(self) -> None:
        """Ten people to a team; the first team is the one that people sign in to."""
        w, d = self.v.wereld, self.d
        teams = -(-self.staf // TEAMGROOTTE)
        zwolle, kampen = (d.vast_id(w.organisaties[naam].pk) for naam in ("zwolle", "kampen"))
        org = f"CASE n % 2 WHEN 1 THEN {zwolle} ELSE {kampen} END"
        van = d.op(str(-2000 * 86400))
        self.zet("regio.Team", f"bench_reeks WHERE n < {teams}", id=d.id("team"), organisatie=org,
                 naam=f"'Wijkteam ' || {d.nummer('n')}", van=d.dag("-2000"))  # fmt: skip
        self.zet("regio.Medewerker", f"bench_reeks WHERE n < {self.staf}", id=d.id("medewerker"),
                 organisatie=f"CASE WHEN n < {TEAMGROOTTE} THEN {zwolle} WHEN (n / {TEAMGROOTTE}) % 2 = 1 THEN {zwolle} ELSE {kampen} END",
                 naam=f"'Regisseur ' || {d.nummer('n')} || ' (verzonnen)'")  # fmt: skip
        eigen_team = d.vast_id(w.teams["Lokaal team Zwolle"].pk)
        team = f"CASE WHEN n < {TEAMGROOTTE} THEN {eigen_team} ELSE {d.id('team', f'n / {TEAMGROOTTE}')} END"
        self.zet("regio.Roltoekenning", f"bench_reeks WHERE n < {self.staf}", id=d.id("rol"), medewerker=d.id("medewerker"),
                 rol="'casusregisseur'", team=team, van=van)  # fmt: skip
        uuid = "uuid" if d.postgres else "char(32)"
        self.voer(
            f"CREATE TABLE bench_wie (nr bigint PRIMARY KEY, medewerker {uuid}, team {uuid}, organisatie {uuid}, gemeente varchar(4))"
        )
        self.voer(
            f"INSERT INTO bench_wie SELECT n, {d.id('medewerker')}, {team}, "
            f"CASE WHEN n < {TEAMGROOTTE} OR (n / {TEAMGROOTTE}) % 2 = 1 THEN {zwolle} ELSE {kampen} END, "
            f"CASE WHEN n < {TEAMGROOTTE} OR (n / {TEAMGROOTTE}) % 2 = 1 THEN '0193' ELSE '0166' END FROM bench_reeks WHERE n < {self.staf}"
        )
        self.voer(
            f"INSERT INTO bench_wie VALUES (0, {d.vast_id(w.medewerkers['Zeno Zwolle'].pk)}, {eigen_team}, {zwolle}, '0193')"
        )

    def _klokken(self) -> None:
        """The norms of the rules, per day of the last contact and per hour of receipt, so that no row is made up."""
        from sluitend.dossier.rules import gaten_feiten as feiten
        from sluitend.dossier.rules import gaten_klokken as klokken

        ts = "timestamptz" if self.d.postgres else "datetime"
        self.voer(f"CREATE TABLE bench_klok (d bigint PRIMARY KEY, contact {ts}, norm {ts})")
        self.voer(
            f"CREATE TABLE bench_meldklok (u bigint PRIMARY KEY, ontvangen {ts}, deadline {ts}, g01 {ts}, g17 {ts})"
        )
        with connection.cursor() as cursor:
            for d in range(30):
                contact = self.nu - timedelta(days=d, hours=3)
                klok = klokken.g03(feiten.Dossier(
                    geopend_op=self.nu - timedelta(days=900), status="open", contactregime="regulier", hervat_op=None,
                    contacten=(feiten.Contact(contact, resultaat="gesproken", geregistreerd_op=contact),),
                ))  # fmt: skip
                cursor.execute(
                    "INSERT INTO bench_klok VALUES (%s, %s, %s)",
                    [d, *map(self._tijd, (contact, klok.norm_op))],
                )
            for u, tijden in enumerate(self._ontvangsten()):
                cursor.execute(
                    "INSERT INTO bench_meldklok VALUES (%s, %s, %s, %s, %s)", [u, *map(self._tijd, tijden)]
                )

    def _ontvangsten(self) -> list[tuple[datetime, ...]]:
        """Per hour of receipt: receipt, deadline of triage, norms of G-01 and G-17."""
        from sluitend.meldpunt import bronnen
        from sluitend.meldpunt.models import Melding
        from sluitend.meldpunt.rules.klassen import norm_triage
        from sluitend.platform.eenheid import lezen

        tijden = []
        with lezen(self.v.wereld.systeem, nu=self.nu):
            for u in range(72):
                op = self.nu - timedelta(hours=u)
                rij = Melding(regio_id=self.regio.pk, ontvangen_op=op, kernvragen_open=True, staat="nieuw")
                g01 = bronnen.stand_zonder_triage(rij, None).klok
                g17 = bronnen.stand_melder(rij, anoniem=False, meldpunt_id=None).klok
                tijden.append((op, norm_triage(op, None), g01.norm_op, g17.norm_op))
        return tijden

    def _tijd(self, moment: datetime) -> Any:
        return moment if self.d.postgres else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")

    def _met_staf(self, waar: str = "") -> str:
        return f"bench_reeks r JOIN bench_wie w ON w.nr = r.n % {self.staf} WHERE r.n <= {self.n}" + (
            f" AND {waar}" if waar else ""
        )

    # --- rows ---
    def _inwoners(self) -> None:
        from sluitend.inwoners.geheim import _plek
        from sluitend.inwoners.rules.klankcode import klankcode
        from sluitend.platform import sleutels

        d = self.d

        def rijen() -> Iterator[tuple[UUID, int, str]]:
            for n in range(1, self.n + 1):
                pk = UUID(f"0192{SOORTEN['sleutel']:04x}000070008000{n:012x}")
                # Nothing is encrypted under it yet, so the key itself may be derived from the number.
                yield pk, self.regio.pk, sleutels.wikkel(self.regio.code, n.to_bytes(32, "big"), _plek(pk))

        self.schrijf("platform.Persoonsleutel", ("id", "regio", "gewikkeld"), rijen())
        bron = f"bench_reeks WHERE n <= {self.n}"
        naam = "(n * 7 + n / 16)"
        self.zet("inwoners.Inwoner", bron, id=d.id("inwoner"), sleutel=d.id("sleutel"), nummer=f"'IW-2025-' || {d.nummer('n')}",
                 geslachtsnaam=d.kies(ACHTERNAMEN, naam), klank=d.kies([klankcode(n) for n in ACHTERNAMEN], naam),
                 roepnaam=d.kies(ROEPNAMEN, "n / 3"), geboortedatum=d.dag("-(7000 + n * 37 % 22000)"),
                 geboortedatum_precisie="'dag'", aangemaakt_op=d.op(str(-901 * 86400)))  # fmt: skip
        self.zet("inwoners.Adresperiode", self._met_staf(), id=d.id("adres", "r.n"), inwoner=d.id("inwoner", "r.n"), gemeente="w.gemeente",
                 postcode=d.kies(("8011AB", "8021CD", "8261EF", "8265GH"), "r.n"), huisnummer="1 + r.n % 400", van=d.dag("-2000"))  # fmt: skip

    def _dossiers(self) -> None:
        d = self.d
        dicht = "r.n % 20 = 0"
        geopend, gesloten = d.op(str(-900 * 86400)), d.op("-(30 + r.n % 300) * 86400")
        einde = f"CASE WHEN {dicht} THEN {gesloten} END"
        contact = self.v.wereld.teams["Lokaal team Zwolle"].pk
        kampen = self.v.wereld.teams["Lokaal team Kampen"].pk
        self.zet("dossier.Dossier", f"bench_klok k JOIN ({self._sub('w.*, r.n')}) r ON k.d = r.n % 30", id=d.id("dossier", "r.n"),
                 nummer=f"'IJV-2025-' || {d.nummer('r.n', 5)}", inwoner=d.id("inwoner", "r.n"),
                 status=f"CASE WHEN {dicht} THEN 'gesloten' ELSE 'open' END", verantwoordelijke_gemeente="r.gemeente",
                 casusregisseur="r.medewerker", regieteam="r.team", herkomst_gemeente="r.gemeente",
                 herkomst_contact=f"CASE r.gemeente WHEN '0193' THEN {d.vast_id(contact)} ELSE {d.vast_id(kampen)} END",
                 laatste_contact_op="k.contact", geopend_op=geopend, gesloten_op=einde, aangemaakt_op=geopend,
                 sluitreden=f"CASE WHEN {dicht} THEN 'doelen_bereikt' ELSE '' END")  # fmt: skip
        for soort, rol, wie in (("casus", "casusregie", {"medewerker": "w.medewerker"}),
                                ("gemeente", "verantwoordelijke_gemeente", {"gemeente": "w.gemeente"})):  # fmt: skip
            self.zet("dossier.Regieperiode", self._met_staf(), id=d.id(soort, "r.n"), dossier=d.id("dossier", "r.n"), rol=f"'{rol}'",
                     van=geopend, tot=einde, grond="'opening'", **wie)  # fmt: skip
        self.zet("dossier.Betrokkenheid", self._met_staf(), id=d.id("betrokken", "r.n"), inwoner=d.id("inwoner", "r.n"),
                 dossier=d.id("dossier", "r.n"), organisatie="w.organisatie", team="w.team", functie="'casusregie'",
                 sinds=geopend, tot=einde)  # fmt: skip
        self.zet("dossier.Contact", f"bench_klok k JOIN ({self._sub('w.*, r.n')}) r ON k.d = r.n % 30", id=d.id("contact", "r.n"),
                 dossier=d.id("dossier", "r.n"), met="'inwoner'", wijze="'thuis'", resultaat="'gesproken'",
                 gebeurd_op="k.contact", geregistreerd_op="k.contact", door="r.medewerker")  # fmt: skip

    def _sub(self, velden: str, waar: str = "") -> str:
        return f"SELECT {velden} FROM {self._met_staf(waar)}"

    def _werk(self) -> None:
        """An open step on nine of ten open dossiers, a finished one on each second; one of three has a traject."""
        d = self.d
        los = "r.n % 7 = 0"
        wacht = "r.n % 11 = 0"
        soort = f"CASE WHEN {los} AND r.n % 2 = 0 THEN 'verdelen' ELSE 'taak' END"
        self.zet("dossier.Taak", self._met_staf("r.n % 20 <> 0 AND (r.n % 10 <> 1 OR r.n % 3 = 0)"), id=d.id("stap", "r.n"),
                 titel=d.kies(TITELS, "r.n"), soort=soort, dossier=d.id("dossier", "r.n"),
                 traject=f"CASE WHEN r.n % 3 = 0 THEN {d.id('traject', 'r.n')} END",
                 eigenaar_medewerker=f"CASE WHEN {los} THEN NULL ELSE w.medewerker END",
                 eigenaar_team=f"CASE WHEN {los} THEN w.team END", eigenaar_sinds=d.op("-86400 * (r.n % 20)"),
                 uiterlijk=d.op("(r.n * 7919) % (70 * 86400) - 10 * 86400"),
                 status=f"CASE WHEN {wacht} THEN 'wacht' ELSE 'open' END",
                 wacht_op=f"CASE WHEN {wacht} THEN 'antwoord van de huisarts' ELSE '' END",
                 wacht_tot=f"CASE WHEN {wacht} THEN {d.dag('7 + r.n % 20')} END",
                 aangemaakt_op=d.op("-86400 * (r.n % 20)"))  # fmt: skip
        self.zet("dossier.Taak", self._met_staf("r.n % 2 = 0"), id=d.id("klaar", "r.n"), titel=d.kies(TITELS, "r.n + 1"),
                 dossier=d.id("dossier", "r.n"), eigenaar_medewerker="w.medewerker", eigenaar_sinds=d.op(str(-90 * 86400)),
                 uiterlijk=d.op(str(-60 * 86400)), status="'gedaan'", resultaat="'Gedaan.'",
                 afgerond_op=d.op("-61 * 86400 - r.n % 86400"), aangemaakt_op=d.op(str(-90 * 86400)))  # fmt: skip
        self.zet("dossier.Traject", self._met_staf("r.n % 20 <> 0 AND r.n % 3 = 0"), id=d.id("traject", "r.n"),
                 dossier=d.id("dossier", "r.n"), soort="'bemoeizorg'", eigenaar_medewerker="w.medewerker",
                 start=d.op(str(-100 * 86400)), volgende_stap=d.id("stap", "r.n"))  # fmt: skip

    def _gaten(self) -> None:
        d = self.d
        naam = f"'dossier:' || {self._tekst_id('dossier', 'r.n')}"
        self.zet("dossier.Gat", f"bench_klok k JOIN ({self._sub('w.*, r.n', 'r.n % 20 <> 0')}) r ON k.d = r.n % 30",
                 id=d.id("gat", "r.n"), code="'G-03'", onderwerp=naam, eenheid=naam, dossier=d.id("dossier", "r.n"),
                 klok_start="k.contact", norm_op="k.norm", eigenaar_medewerker="r.medewerker")  # fmt: skip
        self.zet("dossier.Gat", self._met_staf("r.n % 2 = 1"), id=d.id("gat_oud", "r.n"), code="'G-03'", onderwerp=naam, eenheid=naam,
                 dossier=d.id("dossier", "r.n"), klok_start=d.op(str(-120 * 86400)), norm_op=d.op(str(-106 * 86400)),
                 opgelost_op=d.op("-(80 + r.n % 20) * 86400"), opgelost_geregistreerd_op=d.op("-(80 + r.n % 20) * 86400"),
                 eigenaar_medewerker="w.medewerker")  # fmt: skip

    def _tekst_id(self, soort: str, n: str) -> str:
        if self.d.postgres:
            return f"({self.d.id(soort, n)})::text"
        return f"'0192{SOORTEN[soort]:04x}-0000-7000-8000-' || printf('%012x', {n})"

    def _meldingen(self) -> None:
        """On each second dossier a melding that was dealt with; one in forty waits, about somebody not yet known."""
        from sluitend.meldpunt.queries import _melderplek
        from sluitend.platform import sleutels

        d, w = self.d, self.v.wereld
        mila = d.vast_id(w.medewerkers["Mila Meldpunt"].pk)
        meldpunt = d.vast_id(w.teams["Meldpunt"].pk)
        nieuw, elk = "r.n % 40 = 7", "r.n % 2 = 1"
        oud = f"{elk} AND NOT ({nieuw})"
        ontvangen = d.op("-(905 * 86400) - r.n % 86400")
        later = [d.op(f"-(905 * 86400) - r.n % 86400 + {s}") for s in (600, 7200, 86400, 90000)]
        vast = {"kanaal": d.kies(("telefoon", "huisarts", "balie", "politie"), "r.n / 2"), "gemeente": "r.gemeente",
                "omschrijving": "'Een verzonnen zorg over een verzonnen mens.'", "nummer": f"'M-2025-' || {d.nummer('r.n')}"}  # fmt: skip
        self.zet("meldpunt.Melding", f"({self._sub('w.*, r.n', oud)}) r", id=d.id("melding", "r.n"), staat="'gesloten'",
                 ontvangen_op=ontvangen, ingevoerd_op=ontvangen, aangemaakt_op=ontvangen, deadline_triage=later[0],
                 deadline=later[2], deadline_oppakken=later[1], getriageerd_op=later[0], opgepakt_op=later[1],
                 afgehandeld_op=later[2], teruggekoppeld_op=later[3], gesloten_op=later[3], urgentie="'week'",
                 route="'lokaal_team'", advies_urgentie="'week'", advies_route="'lokaal_team'", advies_voorlopig="FALSE",
                 kernvragen_open="FALSE", inwoner=d.id("inwoner", "r.n"), dossier=d.id("dossier", "r.n"),
                 eigenaar="r.medewerker", team="r.team", betrokkene_geinformeerd="'ja'", **vast)  # fmt: skip
        klok = f"bench_meldklok k JOIN ({self._sub('w.*, r.n', nieuw)}) r ON k.u = (r.n / 40) % 72"
        self.zet("meldpunt.Melding", klok, id=d.id("melding", "r.n"), staat="'nieuw'", ontvangen_op="k.ontvangen",
                 ingevoerd_op="k.ontvangen", aangemaakt_op="k.ontvangen", deadline_triage="k.deadline", deadline="k.deadline",
                 advies_urgentie="'week'", advies_route="'lokaal_team'", kernvragen_open="TRUE", **vast)  # fmt: skip
        self.zet("meldpunt.BetrokkeneOpgave", f"bench_reeks r WHERE n <= {self.n} AND {elk}", id=d.id("opgave"), melding=d.id("melding"),
                 naam=d.kies(ACHTERNAMEN, "(n * 7 + n / 16)"))  # fmt: skip
        self.zet("meldpunt.Triage", self._met_staf(oud), id=d.id("triage", "r.n"), melding=d.id("melding", "r.n"), volgnr="1",
                 tabel="'standaard'", tabel_versie="1", invoer=d.json("{}"), advies_urgentie="'week'", advies_route="'lokaal_team'",
                 gekozen_urgentie="'week'", gekozen_route="'lokaal_team'", aard_voor="'onbekend'", aard_na="'oggz'", door=mila,
                 op=later[0])  # fmt: skip
        self.zet("meldpunt.Uitkomst", self._met_staf(oud), id=d.id("uitkomst", "r.n"), melding=d.id("melding", "r.n"),
                 soort="'dossier_geopend'", door="w.medewerker", op=later[2])  # fmt: skip
        self.zet("meldpunt.Terugkoppeling", self._met_staf(oud), id=d.id("terug", "r.n"), melding=d.id("melding", "r.n"),
                 wijze="'telefoon'", tekst="'Er is contact.'", gegeven_op=later[3], door="w.medewerker")  # fmt: skip
        onderwerp = f"'melding:' || {self._tekst_id('melding', 'r.n')}"
        for soort, code, norm in (("gat_triage", "G-01", "k.g01"), ("gat_melder", "G-17", "k.g17")):
            self.zet("dossier.Gat", klok, id=d.id(soort, "r.n"), code=f"'{code}'", onderwerp=onderwerp, eenheid=onderwerp,
                     klok_start="k.ontvangen", norm_op=norm, eigenaar_team=meldpunt)  # fmt: skip

        def melders() -> Iterator[tuple[Any, ...]]:
            for n in range(1, self.n + 1, 2):
                pk = UUID(f"0192{SOORTEN['melder']:04x}000070008000{n:012x}")
                melding = UUID(f"0192{SOORTEN['melding']:04x}000070008000{n:012x}")
                plek = _melderplek(_Met(pk), "sleutel")
                sleutel = sleutels.wikkel(self.regio.code, n.to_bytes(32, "big"), plek)
                yield pk, self.regio.pk, melding, "buur", "", "", "", "", "", "", False, False, sleutel

        self.schrijf("meldpunt.Melder", ("id", "regio", "melding", "soort", "relatie", "naam", "telefoon", "telefoon_index", "email",
                                         "organisatie", "identiteit_delen", "anoniem", "sleutel"), melders())  # fmt: skip

    def _kaal(self) -> None:
        """The table of the bare views, as large as the number of dossiers."""
        d = self.d
        self.zet("bench.KaleRij", f"bench_reeks WHERE n <= {self.n}", nummer=f"'M-2025-' || {d.nummer('n')}",
                 naam=f"{d.kies(ROEPNAMEN, 'n / 3')} || ' ' || {d.kies(ACHTERNAMEN, 'n')}", gemeente="'Zwolle'",
                 soort=d.kies(TITELS, "n"), eigenaar="'Regisseur 000001 (verzonnen)'", tekst="'Een verzonnen regel.'",
                 uiterlijk=d.op("(n * 7919) % (70 * 86400) - 10 * 86400"))  # fmt: skip

    def _nummers(self) -> None:
        """The series go on after the highest number that was given; the helper tables go."""
        for reeks in ("IW-2025", "IJV-2025", "M-2025"):
            bron = f"(SELECT 1 AS een) e WHERE NOT EXISTS (SELECT 1 FROM platform_nummerreeks p WHERE p.regio_id = {self.regio.pk} AND p.reeks = '{reeks}')"
            kans = "gen_random_uuid()" if self.d.postgres else "lower(hex(randomblob(16)))"
            self.zet("platform.Nummerreeks", bron, id=kans, reeks=f"'{reeks}'", laatste=str(self.n))
        for tabel in ("bench_reeks", "bench_wie", "bench_klok", "bench_meldklok"):
            self.voer(f"DROP TABLE {tabel}")


@dataclass(frozen=True)
class _Met:
    pk: UUID


# --- what must hold, asked of the database -----------------------------------------------------------------
# True only at the moment of the insert itself: the dossier that a first period opens is not there yet.
ALLEEN_BIJ_INVOEGEN = frozenset({"regie_opening_eenmaal"})


def controleer() -> dict[str, int]:
    """How many rows break a guard or a foreign key; empty when the region could have been made by people.

    The conditions are those of the guards themselves: what they would refuse at an insert, no row may be.
    """
    from sluitend.platform.wachters import Wachter, alle, ontbrekend

    fouten = {f"wachter ontbreekt: {naam}": 1 for naam in ontbrekend()}
    with connection.cursor() as cursor:
        for wachter in alle():
            if (
                not isinstance(wachter, Wachter)
                or wachter.naam in ALLEEN_BIJ_INVOEGEN
                or not any(moment.startswith("INSERT") for moment in wachter.momenten)
            ):
                continue
            cursor.execute(
                f"SELECT count(*) FROM {wachter.tabel} AS NEW WHERE {_zonder_percent(wachter.fout)}"
            )
            if aantal := cursor.fetchone()[0]:
                fouten[wachter.naam] = aantal
        fouten |= _zonder_ouder(cursor)
        for naam, sql in REGELS.items():
            cursor.execute(sql)
            if aantal := cursor.fetchone()[0]:
                fouten[naam] = aantal
    return fouten


def _zonder_percent(sql: str) -> str:
    return re.sub(r"%(?!%)", "%%", sql)


def _zonder_ouder(cursor: Any) -> dict[str, int]:
    """Rows whose foreign key leads nowhere."""
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA foreign_key_check")
        rijen = cursor.fetchall()
        return {f"{rij[0]} zonder {rij[2]}": 1 for rij in rijen}
    fouten = {}
    for model in apps.get_models():
        for veld in model._meta.concrete_fields:
            if not isinstance(veld, models.ForeignKey) or not model._meta.managed:
                continue
            ouder, kind = veld.related_model._meta, model._meta
            cursor.execute(
                f'SELECT count(*) FROM "{kind.db_table}" k WHERE k."{veld.column}" IS NOT NULL AND NOT EXISTS '
                f'(SELECT 1 FROM "{ouder.db_table}" o WHERE o."{ouder.pk.column}" = k."{veld.column}")'
            )
            if aantal := cursor.fetchone()[0]:
                fouten[f"{kind.db_table}.{veld.column} zonder ouder"] = aantal
    return fouten


_OPEN = "FROM dossier_dossier d WHERE d.status <> 'gesloten'"
REGELS = {
    "Z-01: een open dossier heeft precies een regisseur en een gemeente": (
        f"SELECT count(*) {_OPEN} AND (SELECT count(*) FROM dossier_regieperiode p WHERE p.dossier_id = d.id "
        "AND p.tot IS NULL AND p.rol IN ('casusregie', 'verantwoordelijke_gemeente')) <> 2"
    ),
    "Z-04: een open traject heeft een openstaande volgende stap": (
        "SELECT count(*) FROM dossier_traject t LEFT JOIN dossier_taak k ON k.id = t.volgende_stap_id "
        "WHERE t.status = 'open' AND (k.id IS NULL OR k.status NOT IN ('open', 'wacht') OR k.dossier_id <> t.dossier_id)"
    ),
    "Z-06: een gesloten melding heeft triage, uitkomst en terugkoppeling": (
        "SELECT count(*) FROM meldpunt_melding m WHERE m.staat = 'gesloten' AND ("
        "NOT EXISTS (SELECT 1 FROM meldpunt_triage t WHERE t.melding_id = m.id) OR "
        "NOT EXISTS (SELECT 1 FROM meldpunt_uitkomst u WHERE u.melding_id = m.id) OR "
        "NOT EXISTS (SELECT 1 FROM meldpunt_terugkoppeling k WHERE k.melding_id = m.id))"
    ),
    "elke melding heeft een melder en een opgave": (
        "SELECT count(*) FROM meldpunt_melding m WHERE NOT EXISTS (SELECT 1 FROM meldpunt_melder e WHERE e.melding_id = m.id) "
        "OR NOT EXISTS (SELECT 1 FROM meldpunt_betrokkeneopgave o WHERE o.melding_id = m.id)"
    ),
    "een open dossier heeft precies een lopende contactklok": (
        f"SELECT count(*) {_OPEN} AND (SELECT count(*) FROM dossier_gat g WHERE g.dossier_id = d.id "
        "AND g.code = 'G-03' AND g.opgelost_op IS NULL) <> 1"
    ),
}

__all__ = ["NU", "Vulling", "controleer", "vul"]
