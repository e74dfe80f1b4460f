"""Rules that the database itself keeps, from one definition for PostgreSQL and SQLite.

A `Wachter` is a condition under which a statement is refused. Triggers are made anew after every migrate;
`ontbrekend` tells which are missing, and the application refuses to start without them (chapter 12 2E).
Made here for every table of a region, so that nobody can forget it: the region of a row never changes, its
parents are of the same region, and on PostgreSQL row-level security with the role `sluitend_app`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.checks import Error
from django.db import connection, models

from sluitend.platform.eenheid import ROL
from sluitend.platform.models import InzageOpen, Regio, RegioModel

ALLEEN_TOEVOEGEN = (
    "platform_gebeurtenis",
    "platform_wijziging",
    "platform_inzage",
    "platform_ketenblok",
)


@dataclass(frozen=True)
class Wachter:
    """Refuse `moment` on `tabel` when `fout` holds; in the SQL that both engines know, with NEW and OLD."""

    naam: str
    tabel: str
    moment: str
    fout: str
    boodschap: str

    @property
    def momenten(self) -> list[str]:
        return [deel.strip() for deel in self.moment.split(" OR ")]


@dataclass(frozen=True)
class Gevolg:
    """Do `opdracht` after `moment` on `tabel`."""

    naam: str
    tabel: str
    moment: str
    opdracht: str


_wachters: list[Wachter | Gevolg] = []
_zonder_ouder: set[tuple[str, str]] = set()


def wacht(*wachters: Wachter | Gevolg) -> None:
    """Register rules of an area; called from its `AppConfig.ready`."""
    _wachters.extend(wachters)


def zonder_oudercheck(tabel: str, kolom: str) -> None:
    """Leave one parent unchecked at insert, because it is written just after its child."""
    _zonder_ouder.add((tabel, kolom))


def regiotabellen() -> Iterator[type[models.Model]]:
    """Every model that holds a region's data."""
    for model in apps.get_models():
        if issubclass(model, RegioModel | InzageOpen):
            yield model


def _algemeen() -> Iterator[Wachter | Gevolg]:
    for model in regiotabellen():
        tabel = model._meta.db_table
        yield Wachter(
            f"{tabel}_regio_vast",
            tabel,
            "UPDATE OF regio_id",
            "NEW.regio_id <> OLD.regio_id",
            "Een rij verhuist nooit naar een andere regio.",
        )
        ouders = [
            (veld.column, veld.related_model._meta.db_table)
            for veld in model._meta.concrete_fields
            if isinstance(veld, models.ForeignKey)
            and issubclass(veld.related_model, RegioModel)
            and (tabel, veld.column) not in _zonder_ouder
        ]
        for kolom, ouder in ouders:
            yield Wachter(
                f"{tabel}_{kolom}_regio",
                tabel,
                f"INSERT OR UPDATE OF {kolom}",
                f"NEW.{kolom} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {ouder} o "
                f"WHERE o.id = NEW.{kolom} AND o.regio_id = NEW.regio_id)",
                "Deze verwijzing gaat naar een andere regio.",
            )
    for tabel in ALLEEN_TOEVOEGEN:
        for moment in ("UPDATE", "DELETE"):
            yield Wachter(
                f"{tabel}_geen_{moment.lower()}",
                tabel,
                moment,
                "1 = 1",
                "Een spoor wordt nooit gewijzigd of gewist.",
            )
    for tabel, keten in (("platform_gebeurtenis", "gebeurtenis"), ("platform_ketenblok", "inzage")):
        yield Gevolg(
            f"{tabel}_kop",
            tabel,
            "INSERT",
            f"UPDATE platform_ketenkop SET volgnr = NEW.volgnr, hash = NEW.hash "
            f"WHERE regio_id = NEW.regio_id AND keten = '{keten}'",
        )
    yield Gevolg(
        "platform_inzage_open",
        "platform_inzage",
        "INSERT",
        "INSERT INTO platform_inzageopen (id, regio_id) VALUES (NEW.id, NEW.regio_id)",
    )


def alle() -> list[Wachter | Gevolg]:
    """Every rule the database keeps, general and of the areas."""
    return [*_algemeen(), *_wachters]


def installeer(**_kwargs: object) -> None:
    """Make every trigger, policy and grant anew; after every migrate, in both directions."""
    bestaand = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _rol(cursor)
        _ruim_op(cursor)
        for wachter in alle():
            if wachter.tabel in bestaand:
                for opdracht in _sql(wachter):
                    cursor.execute(opdracht)
        if connection.vendor == "postgresql":
            _slot(cursor, bestaand)


def _sql(wachter: Wachter | Gevolg) -> Iterable[str]:
    postgres = connection.vendor == "postgresql"
    if isinstance(wachter, Gevolg):
        if postgres:
            yield (
                f"CREATE OR REPLACE FUNCTION w_{wachter.naam}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {wachter.opdracht}; RETURN NULL; END $$"
            )
            yield (
                f"CREATE TRIGGER w_{wachter.naam} AFTER {wachter.moment} ON {wachter.tabel} "
                f"FOR EACH ROW EXECUTE FUNCTION w_{wachter.naam}()"
            )
        else:
            yield f"CREATE TRIGGER w_{wachter.naam} AFTER {wachter.moment} ON {wachter.tabel} BEGIN {wachter.opdracht}; END"
        return
    boodschap = wachter.boodschap.replace("'", "''")
    if postgres:
        yield (
            f"CREATE OR REPLACE FUNCTION w_{wachter.naam}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {wachter.fout} THEN RAISE EXCEPTION '{boodschap.replace('%', '%%')}' USING ERRCODE = 'check_violation', "
            f"CONSTRAINT = '{wachter.naam}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER w_{wachter.naam} BEFORE {wachter.moment} ON {wachter.tabel} "
            f"FOR EACH ROW EXECUTE FUNCTION w_{wachter.naam}()"
        )
        return
    for nummer, moment in enumerate(wachter.momenten):
        yield (
            f"CREATE TRIGGER w_{wachter.naam}_{nummer} BEFORE {moment} ON {wachter.tabel} "
            f"WHEN {wachter.fout} BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {wachter.naam}: {boodschap}'); END"
        )


def _bestaande(cursor: object) -> set[tuple[str, str]]:
    if connection.vendor == "postgresql":
        cursor.execute(  # type: ignore[attr-defined]
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'w\\_%'"
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'w\\_%' ESCAPE '\\'"
        )  # type: ignore[attr-defined]
    return set(cursor.fetchall())  # type: ignore[attr-defined]


def _ruim_op(cursor: object) -> None:
    for naam, tabel in _bestaande(cursor):
        bij = f" ON {tabel}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {naam}{bij}")  # type: ignore[attr-defined]


def ontbrekend() -> list[str]:
    """Names of triggers that should be there and are not."""
    with connection.cursor() as cursor:
        aanwezig = {naam for naam, _tabel in _bestaande(cursor)}
    verwacht = set()
    for wachter in alle():
        naam = f"w_{wachter.naam}"
        if connection.vendor == "postgresql" or isinstance(wachter, Gevolg):
            verwacht.add(naam[:63])
        else:
            verwacht |= {f"{naam}_{nummer}" for nummer, _ in enumerate(wachter.momenten)}
    return sorted(verwacht - aanwezig)


def _rol(cursor: object) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROL}') "
        f"THEN CREATE ROLE {ROL} NOLOGIN; END IF; END $$"
    )
    cursor.execute(f"GRANT {ROL} TO CURRENT_USER")  # type: ignore[attr-defined]
    cursor.execute(  # type: ignore[attr-defined]
        "CREATE OR REPLACE FUNCTION sluitend_regio() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS "
        "$$ SELECT NULLIF(current_setting('sluitend.regio', true), '')::bigint $$"
    )


def _slot(cursor: object, bestaand: set[str]) -> None:
    """Row-level security on every table of a region, and what the application's role may do at all."""
    uitvoeren = cursor.execute  # type: ignore[attr-defined]
    uitvoeren(f"GRANT USAGE ON SCHEMA public TO {ROL}")
    uitvoeren(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROL}")
    uitvoeren(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROL}")
    for tabel in ALLEEN_TOEVOEGEN:
        uitvoeren(f"REVOKE UPDATE, DELETE, TRUNCATE ON {tabel} FROM {ROL}")
    for model in regiotabellen():
        tabel = model._meta.db_table
        if tabel not in bestaand:
            continue
        uitvoeren(f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY")
        uitvoeren(f"DROP POLICY IF EXISTS regio_slot ON {tabel}")
        uitvoeren(
            f"CREATE POLICY regio_slot ON {tabel} TO {ROL} USING (regio_id = sluitend_regio()) "
            "WITH CHECK (regio_id = sluitend_regio())"
        )


def controle() -> list[Error]:
    """What stands between this database and a safe start."""
    fouten = []
    if Regio._meta.db_table in connection.introspection.table_names() and (weg := ontbrekend()):
        fouten.append(
            Error(f"De databank mist {len(weg)} wachters, onder andere {weg[0]}.", id="sluitend.E001")
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                "WHERE a.attname = 'regio_id' AND c.relkind = 'r' AND NOT c.relrowsecurity AND NOT a.attisdropped"
            )
            fouten += [
                Error(f"Tabel {tabel} heeft geen slot per regio.", id="sluitend.E002")
                for (tabel,) in cursor.fetchall()
            ]
    return fouten
