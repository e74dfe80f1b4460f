"""The append-only tracks: numbering and writing of events, field changes and read lines; sealing and checking.

Written with one multi-row statement per track, because a list of fifty people writes fifty lines.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from sluitend.kern.uuid7 import uuid7
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.models import Gebeurtenis, Inzage, InzageOpen, Ketenblok, Ketenkop, Regio
from sluitend.platform.rechten import BELEID
from sluitend.platform.rules import keten

GEBEURTENIS_VELDEN = [
    "schema",
    "keten",
    "regio",
    "volgnr",
    "id",
    "tijd",
    "soort",
    "actor",
    "rol",
    "organisatie",
    "object",
    "betrokkene",
    "handeling",
    "grond",
    "regelversie",
    "gegevens",
    "wijzigingen",
]
INZAGE_VELDEN = [
    "schema",
    "id",
    "regio",
    "tijd",
    "actie",
    "uitkomst",
    "gebeurtenis",
    "verwerking",
    "gebruiker",
    "gebruiker_alt",
    "naam",
    "rol",
    "organisatie",
    "doel",
    "is_aanvrager",
    "namens",
    "toegangspunt",
    "betrokkene",
    "object",
    "klassen",
    "gevoeligheid",
    "fase",
    "beleid",
    "reikwijdte",
    "basis",
    "noodtoegang",
    "bron",
    "spoor",
    "bezoek",
]
BRON = {"oin": None, "systeem": "sluitend", "soort": 4}


def voeg_toe(tabel: str, kolommen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> None:
    """Insert rows with one statement."""
    rijen = list(rijen)
    if not rijen:
        return
    plek = "(" + ",".join(["%s"] * len(kolommen)) + ")"
    namen = ",".join(f'"{kolom}"' for kolom in kolommen)
    waarden = [_voor_databank(waarde) for rij in rijen for waarde in rij]
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{tabel}" ({namen}) VALUES {",".join([plek] * len(rijen))}', waarden)  # noqa: S608


def _voor_databank(waarde: Any) -> Any:
    """A value as the driver of this database takes it."""
    if isinstance(waarde, dict | list):
        return json.dumps(waarde)
    if connection.vendor == "sqlite":
        if isinstance(waarde, UUID):
            return waarde.hex
        if isinstance(waarde, datetime):
            return connection.ops.adapt_datetimefield_value(waarde)
    return waarde


def leg_vast(eenheid: Eenheid) -> None:
    """Write what the unit did and read; the chain head stays locked until the commit."""
    if eenheid.gebeurd:
        _gebeurtenissen(eenheid)
    if not eenheid.stil:
        _inzage(eenheid)


def _gebeurtenissen(eenheid: Eenheid) -> None:
    actor = eenheid.actor
    kop = (
        Ketenkop.objects.select_for_update().filter(keten="gebeurtenis").values_list("volgnr", "hash").first()
    )
    if kop is None:
        raise RuntimeError(f"regio {actor.regio_code} heeft geen geopende keten")
    volgnr, vorige = kop[0], bytes.fromhex(kop[1])
    rijen, wijzigingen = [], []
    for gebeurd in eenheid.gebeurd:
        volgnr += 1
        record = {
            "schema": 1,
            "keten": "gebeurtenis",
            "regio": actor.regio_code,
            "volgnr": volgnr,
            "id": gebeurd.id,
            "tijd": eenheid.nu,
            "soort": gebeurd.soort,
            "actor": str(actor.medewerker_id) if actor.medewerker_id else actor.rol,
            "rol": actor.rol,
            "organisatie": actor.organisatie_code or None,
            "object": gebeurd.object,
            "betrokkene": gebeurd.betrokkene,
            "handeling": eenheid.handeling,
            "grond": gebeurd.grond,
            "regelversie": gebeurd.regelversie,
            "gegevens": keten.eenvoudig(gebeurd.gegevens),
            "wijzigingen": keten.wijzigingen_hash(keten.eenvoudig(gebeurd.wijzigingen)),
        }
        vorige = keten.schakel(vorige, record)
        rijen.append(
            [record[veld] for veld in GEBEURTENIS_VELDEN if veld not in ("schema", "keten", "regio")]
            + [actor.regio_id, vorige.hex(), gebeurd.dossier, gebeurd.gebeurd_op]
        )
        wijzigingen += [
            [uuid7(), actor.regio_id, gebeurd.id, w["object"], w["veld"], *map(_json, (w["oud"], w["nieuw"]))]
            for w in keten.eenvoudig(gebeurd.wijzigingen)
        ]
    kolommen = [veld for veld in GEBEURTENIS_VELDEN if veld not in ("schema", "keten", "regio")]
    voeg_toe("platform_gebeurtenis", [*kolommen, "regio_id", "hash", "dossier", "gebeurd_op"], rijen)
    voeg_toe(
        "platform_wijziging",
        ["id", "regio_id", "gebeurtenis_id", "object", "veld", "oud", "nieuw"],
        wijzigingen,
    )


def _json(waarde: Any) -> str | None:
    return None if waarde is None else json.dumps(waarde)


def _inzage(eenheid: Eenheid) -> None:
    """Lines of reads and, one per person, of acts. The system leaves none: it reads for nobody (UV-13)."""
    actor = eenheid.actor
    if actor.is_systeem:
        return
    regels = [
        (
            g.betrokkene,
            g.object,
            g.gebeurtenis,
            g.actie,
            g.uitkomst,
            list(g.klassen),
            g.gevoeligheid,
            g.reikwijdte,
            g.fase,
        )
        for g in eenheid.gelezen.values()
    ]
    gezien = {(g.betrokkene or g.object) for g in eenheid.gelezen.values()}
    for gebeurd in eenheid.gebeurd:
        over = gebeurd.betrokkene or gebeurd.object
        if over not in gezien:
            gezien.add(over)
            fase = 1 if gebeurd.actie == "C" else 3
            regels.append(
                (gebeurd.betrokkene, gebeurd.object, gebeurd.soort, gebeurd.actie, 0, [], "kern", None, fase)
            )
    schrijf_regels(eenheid, regels)


# What differs between the lines of one unit; all the rest is the same on each of them.
PER_REGEL = {
    "id": "uuid",
    "betrokkene": "uuid",
    "object": "text",
    "gebeurtenis": "text",
    "actie": "text",
    "uitkomst": "smallint",
    "klassen": "jsonb",
    "gevoeligheid": "text",
    "reikwijdte": "text",
    "fase": "smallint",
    "regelhash": "text",
}


def schrijf_regels(eenheid: Eenheid, regels: Sequence[Sequence[Any]]) -> None:
    """Insert read lines with their hashes; a trigger hands each to the sealer.

    A page of fifty people writes fifty lines. What they share goes to the database once, what differs as one JSON
    text that the database takes apart, and the canonical text of what they share is made once.
    """
    if not regels:
        return
    actor = eenheid.actor
    vast: dict[str, Any] = {
        "schema": 1,
        "regio": actor.regio_code,
        "tijd": eenheid.nu,
        "verwerking": f"urn:sluitend:verwerking:{actor.doel or 'melding_behandelen'}",
        "gebruiker": str(actor.medewerker_id) if actor.medewerker_id else None,
        "gebruiker_alt": str(actor.gebruiker_id) if actor.gebruiker_id else None,
        "naam": actor.naam or None,
        "rol": actor.rol,
        "organisatie": actor.organisatie_code or None,
        "doel": actor.doel or "melding_behandelen",
        "is_aanvrager": True,
        "namens": actor.namens or None,
        "toegangspunt": actor.toegangspunt or None,
        "beleid": BELEID,
        "basis": None,
        "noodtoegang": None,
        "bron": BRON,
        "spoor": eenheid.spoor,
        "bezoek": eenheid.handeling,
    }
    hash_van = keten.regelhashes(vast)
    rijen = []
    for betrokkene, object_, gebeurtenis, actie, uitkomst, klassen, gevoeligheid, reikwijdte, fase in regels:
        eigen = {
            "id": uuid7(),
            "betrokkene": betrokkene,
            "object": object_,
            "gebeurtenis": gebeurtenis,
            "actie": actie,
            "uitkomst": uitkomst,
            "klassen": klassen,
            "gevoeligheid": gevoeligheid,
            "reikwijdte": reikwijdte,
            "fase": fase,
        }
        rijen.append([*eigen.values(), hash_van(eigen)])
    gedeeld = {"regio_id": actor.regio_id, **vast}
    for veld in ("schema", "regio"):
        del gedeeld[veld]
    _voeg_regels_toe(gedeeld, rijen)


def _voeg_regels_toe(gedeeld: dict[str, Any], rijen: Sequence[Sequence[Any]]) -> None:
    """One statement: the shared values as parameters, the lines as one JSON array of arrays."""
    postgres = connection.vendor == "postgresql"

    def vorm(waarde: Any) -> str:
        return str(waarde) if postgres else waarde.hex

    if postgres:
        eigen = ", ".join(f"(r.value ->> {plek})::{soort}" for plek, soort in enumerate(PER_REGEL.values()))
        bron = "json_array_elements(%s::json) AS r(value)"
    else:
        eigen = ", ".join(f"json_extract(r.value, '$[{plek}]')" for plek in range(len(PER_REGEL)))
        bron = "json_each(%s) AS r"
    namen = ", ".join(f'"{naam}"' for naam in (*PER_REGEL, *gedeeld))
    plekken = ", ".join(["%s"] * len(gedeeld))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO platform_inzage ({namen}) SELECT {eigen}, {plekken} FROM {bron}",  # noqa: S608
            [*map(_voor_databank, gedeeld.values()), json.dumps(rijen, default=vorm)],
        )


def open_ketens(regio: Regio, nu: datetime | None = None) -> None:
    """Give a new region its two chains; the first event is the opening itself."""
    actor = systeem(regio)
    with schrijven(actor, nu=nu, stil=True):
        for naam in ("gebeurtenis", "inzage"):
            Ketenkop.objects.create(regio=regio, keten=naam)
        from sluitend.platform.gebeurtenissen import record

        record("platform.keten_geopend", object=f"regio:{regio.code}", gegevens={"versie": 1}, actie="C")


def verzegel(regio: Regio, nu: datetime | None = None) -> int:
    """Seal all waiting read lines of a region into one block; returns how many. Idempotent, run each minute."""
    with schrijven(systeem(regio), nu=nu, stil=True) as eenheid:
        kop = Ketenkop.objects.select_for_update().get(keten="inzage")
        ids = sorted(InzageOpen.objects.values_list("pk", flat=True)[:10_000])
        if not ids:
            return 0
        hashes = dict(Inzage.objects.filter(pk__in=ids).values_list("pk", "regelhash"))
        leden, regels = keten.blok_hashes(ids, [hashes[pk] for pk in ids])
        blok = {
            "schema": 1,
            "keten": "inzage",
            "regio": regio.code,
            "volgnr": kop.volgnr + 1,
            "tijd": eenheid.nu,
            "aantal": len(ids),
            "leden": leden,
            "regels": regels,
        }
        hash_ = keten.schakel(bytes.fromhex(kop.hash), blok).hex()
        Ketenblok.objects.create(
            regio=regio,
            volgnr=kop.volgnr + 1,
            tijd=eenheid.nu,
            aantal=len(ids),
            leden=leden,
            regels=regels,
            eerste=ids[0],
            hash=hash_,
            ids=[pk.hex for pk in ids],
        )
        InzageOpen.objects.filter(pk__in=ids).delete()
        return len(ids)


@dataclass(frozen=True)
class Breuk:
    """The first place where a chain does not hold."""

    keten: str
    volgnr: int
    soort: str
    uitleg: str


def controleer(
    regio: Regio, welke: Sequence[str] = ("gebeurtenis", "inzage")
) -> tuple[dict[str, int], list[Breuk]]:
    """Recompute the chains of a region; returns the number of links per chain and the first break of each.

    Kinds: `gewijzigd` (a record or field change differs), `ontbreekt`, `dubbel`, `afgekapt` (the head says
    there was more).
    """
    from sluitend.platform.eenheid import lezen

    aantallen, breuken = {}, []
    with lezen(systeem(regio)):
        for naam in welke:
            records = _gebeurtenis_records(regio) if naam == "gebeurtenis" else _blok_records(regio)
            aantal, breuk = _loop(naam, records)
            kop = Ketenkop.objects.filter(keten=naam).values_list("volgnr", flat=True).first()
            if breuk is None and kop is not None and kop + 1 > aantal:
                breuk = Breuk(
                    naam, aantal, "afgekapt", f"de kop wijst naar {kop}, de keten eindigt bij {aantal - 1}"
                )
            aantallen[naam] = aantal
            if breuk:
                breuken.append(breuk)
    return aantallen, breuken


def _loop(naam: str, records: Iterable[tuple[int, str, dict[str, Any] | None]]) -> tuple[int, Breuk | None]:
    vorige, verwacht = keten.BEGIN, 0
    for volgnr, hash_, record in records:
        if volgnr < verwacht:
            return verwacht, Breuk(naam, volgnr, "dubbel", f"nummer {volgnr} komt vaker voor")
        if volgnr > verwacht:
            return verwacht, Breuk(naam, verwacht, "ontbreekt", f"nummer {verwacht} ontbreekt")
        if record is None or keten.schakel(vorige, record).hex() != hash_:
            return verwacht, Breuk(naam, volgnr, "gewijzigd", f"nummer {volgnr} past niet op het vorige")
        vorige, verwacht = bytes.fromhex(hash_), verwacht + 1
    return verwacht, None


def _gebeurtenis_records(regio: Regio) -> Iterable[tuple[int, str, dict[str, Any] | None]]:
    velden = [veld for veld in GEBEURTENIS_VELDEN if veld not in ("schema", "keten", "regio")]
    rijen = Gebeurtenis.objects.order_by("volgnr").prefetch_related("velden")
    for rij in rijen.iterator(chunk_size=2000):
        record = {
            "schema": 1,
            "keten": "gebeurtenis",
            "regio": regio.code,
            **{v: getattr(rij, v) for v in velden},
        }
        regels = [
            {"object": w.object, "veld": w.veld, "oud": w.oud, "nieuw": w.nieuw} for w in rij.velden.all()
        ]
        if keten.wijzigingen_hash(regels) != rij.wijzigingen:
            record = None
        yield rij.volgnr, rij.hash, record


def _blok_records(regio: Regio) -> Iterable[tuple[int, str, dict[str, Any] | None]]:
    for blok in Ketenblok.objects.order_by("volgnr").iterator(chunk_size=500):
        ids = sorted(UUID(pk) for pk in blok.ids)
        lijnen = {lijn.pk: lijn for lijn in Inzage.objects.filter(pk__in=ids)}
        heel = len(lijnen) == blok.aantal == len(ids) and all(
            keten.regelhash(
                {
                    "schema": 1,
                    "regio": regio.code,
                    **{v: getattr(lijn, v) for v in INZAGE_VELDEN[1:] if v != "regio"},
                }
            )
            == lijn.regelhash
            for lijn in lijnen.values()
        )
        record = {
            "schema": 1,
            "keten": "inzage",
            "regio": regio.code,
            "volgnr": blok.volgnr,
            "tijd": blok.tijd,
            "aantal": blok.aantal,
            "leden": blok.leden,
            "regels": blok.regels,
        }
        if heel:
            heel = keten.blok_hashes(ids, [lijnen[pk].regelhash for pk in ids]) == (blok.leden, blok.regels)
        yield blok.volgnr, blok.hash, record if heel else None


def noteer_weigering(
    actor: Any, object_: str, betrokkene: UUID | None, gebeurtenis: str, uitkomst: int = 4
) -> None:
    """A line for an act that was refused (4) or failed (8), after its transaction was rolled back."""
    with schrijven(actor) as eenheid:
        schrijf_regels(eenheid, [(betrokkene, object_, gebeurtenis, "E", uitkomst, [], "kern", None, 6)])


__all__ = ["Breuk", "controleer", "leg_vast", "noteer_weigering", "open_ketens", "verzegel", "voeg_toe"]
