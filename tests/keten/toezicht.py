"""The watch: says whether Z-01 to Z-06, Z-09 and Z-10 hold, from rows and plain SQL, never by the code under test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tests.keten.beeld import Beeld, uuid

# One statement; each part selects what may not exist. A row is (invariant, table, key).
VERBODEN = """
SELECT 'Z-01 regisseur zonder eigen open periode', d.id FROM dossier_dossier d WHERE d.status <> 'gesloten' AND
 (SELECT count(*) FROM dossier_regieperiode p WHERE p.dossier_id = d.id AND p.rol = 'casusregie' AND p.tot IS NULL
  AND p.medewerker_id = d.casusregisseur_id) <> 1
UNION ALL SELECT 'Z-01 niet precies een open casusregie', d.id FROM dossier_dossier d WHERE d.status <> 'gesloten' AND
 (SELECT count(*) FROM dossier_regieperiode p WHERE p.dossier_id = d.id AND p.rol = 'casusregie' AND p.tot IS NULL) <> 1
UNION ALL SELECT 'Z-01 gemeente zonder eigen open periode', d.id FROM dossier_dossier d WHERE d.status <> 'gesloten' AND
 (SELECT count(*) FROM dossier_regieperiode p WHERE p.dossier_id = d.id AND p.rol = 'verantwoordelijke_gemeente'
  AND p.tot IS NULL AND p.gemeente_id = d.verantwoordelijke_gemeente_id) <> 1
UNION ALL SELECT 'Z-01 niet precies een open gemeente', d.id FROM dossier_dossier d WHERE d.status <> 'gesloten' AND
 (SELECT count(*) FROM dossier_regieperiode p WHERE p.dossier_id = d.id AND p.rol = 'verantwoordelijke_gemeente'
  AND p.tot IS NULL) <> 1
UNION ALL SELECT 'Z-01 regisseur niet actief in die rol', d.id FROM dossier_dossier d WHERE d.status <> 'gesloten' AND
 NOT EXISTS (SELECT 1 FROM regio_medewerker m JOIN regio_roltoekenning r ON r.medewerker_id = m.id
  WHERE m.id = d.casusregisseur_id AND m.status = 'actief' AND r.rol = 'casusregisseur' AND r.tot IS NULL)
UNION ALL SELECT 'Z-01 twee open dossiers van een inwoner', min(d.id{tekst}){uuid} FROM dossier_dossier d
 WHERE d.status <> 'gesloten' GROUP BY d.inwoner_id HAVING count(*) > 1
UNION ALL SELECT 'Z-01 open periode bij een gesloten dossier', d.id FROM dossier_dossier d
 WHERE d.status = 'gesloten' AND EXISTS (SELECT 1 FROM dossier_regieperiode p WHERE p.dossier_id = d.id AND p.tot IS NULL)
UNION ALL SELECT 'Z-01 gat of overlap tussen twee perioden', p.id FROM dossier_regieperiode p
 JOIN dossier_regieperiode v ON v.id = p.vorige_id WHERE v.tot IS NULL OR v.rol <> p.rol
 OR (p.grond IN ('overdracht', 'nood') AND v.tot <> p.van) OR v.tot > p.van
UNION ALL SELECT 'Z-02 periode zonder aanvaarde overdracht', p.id FROM dossier_regieperiode p
 WHERE p.grond IN ('overdracht', 'nood') AND NOT EXISTS (SELECT 1 FROM dossier_overdracht o
  JOIN dossier_overdrachtonderdeel k ON k.overdracht_id = o.id AND k.onderdeel = p.rol
  WHERE o.id = p.overdracht_id AND o.dossier_id = p.dossier_id AND o.status IN ('aanvaard', 'afgerond')
  AND o.beantwoord_op = p.van)
UNION ALL SELECT 'Z-02 zender niet verteld', o.id FROM dossier_overdracht o WHERE o.status IN ('geweigerd', 'verlopen')
 AND NOT EXISTS (SELECT 1 FROM dossier_taak t WHERE t.dossier_id = o.dossier_id AND t.soort = 'overdracht_terug'
  AND t.aangemaakt_op = o.beantwoord_op)
UNION ALL SELECT 'Z-03 herkomst zonder contact', d.id FROM dossier_dossier d
 WHERE d.herkomst_gemeente_id IS NULL OR d.herkomst_contact_id IS NULL
UNION ALL SELECT 'Z-04 open traject zonder volgende stap', t.id FROM dossier_traject t WHERE t.status = 'open' AND
 NOT EXISTS (SELECT 1 FROM dossier_taak k WHERE k.id = t.volgende_stap_id AND k.status IN ('open', 'wacht')
  AND k.uiterlijk IS NOT NULL AND (k.eigenaar_medewerker_id IS NULL) <> (k.eigenaar_team_id IS NULL))
UNION ALL SELECT 'Z-04 open taak van iemand die weg is', k.id FROM dossier_taak k
 JOIN regio_medewerker m ON m.id = k.eigenaar_medewerker_id WHERE k.status IN ('open', 'wacht') AND m.status <> 'actief'
UNION ALL SELECT 'Z-04 open traject van iemand die weg is', k.id FROM dossier_traject k
 JOIN regio_medewerker m ON m.id = k.eigenaar_medewerker_id WHERE k.status = 'open' AND m.status <> 'actief'
UNION ALL SELECT 'Z-04 open traject bij een gesloten dossier', t.id FROM dossier_traject t
 JOIN dossier_dossier d ON d.id = t.dossier_id WHERE t.status = 'open' AND d.status = 'gesloten'
UNION ALL SELECT 'Z-06 gesloten zonder triage', m.id FROM meldpunt_melding m WHERE m.staat = 'gesloten' AND
 NOT EXISTS (SELECT 1 FROM meldpunt_triage t WHERE t.melding_id = m.id AND t.gekozen_route <> '')
UNION ALL SELECT 'Z-06 gesloten zonder uitkomst', m.id FROM meldpunt_melding m WHERE m.staat = 'gesloten' AND
 NOT EXISTS (SELECT 1 FROM meldpunt_uitkomst u WHERE u.melding_id = m.id)
UNION ALL SELECT 'Z-06 gesloten zonder terugkoppeling', m.id FROM meldpunt_melding m WHERE m.staat = 'gesloten' AND
 NOT EXISTS (SELECT 1 FROM meldpunt_terugkoppeling t WHERE t.melding_id = m.id) AND
 NOT EXISTS (SELECT 1 FROM meldpunt_melder e WHERE e.melding_id = m.id AND e.anoniem)
UNION ALL SELECT 'Z-04 opgepakte melding van iemand die weg is', m.id FROM meldpunt_melding m
 JOIN regio_medewerker p ON p.id = m.eigenaar_id WHERE m.staat = 'opgepakt' AND p.status <> 'actief'
UNION ALL SELECT 'gat zonder wie het moet oplossen', g.id FROM dossier_gat g WHERE g.opgelost_op IS NULL AND
 g.eigenaar_medewerker_id IS NULL AND g.eigenaar_team_id IS NULL
UNION ALL SELECT 'gat van iemand die weg is', g.id FROM dossier_gat g JOIN regio_medewerker m
 ON m.id = g.eigenaar_medewerker_id WHERE g.opgelost_op IS NULL AND m.status <> 'actief'
"""
# Tables whose rows never change and never go (Z-09 and the tracks); the columns that may still be filled, once.
VAST: dict[str, tuple[str, ...]] = {
    "meldpunt_triage": (),
    "meldpunt_uitkomst": (),
    "meldpunt_terugkoppeling": (),
    "meldpunt_terugbelpoging": (),
    "meldpunt_betrokkeneopgave": (),
    "meldpunt_herkenningsbesluit": (),
    "meldpunt_tekstversie": (),
    "meldpunt_meldingsignaal": (),
    "dossier_contact": (),
    "dossier_planevaluatie": (),
    "dossier_regieperiode": ("tot",),
    "platform_gebeurtenis": (),
    "platform_wijziging": (),
    "platform_inzage": (),
    "platform_ketenblok": (),
}
NOOIT_WEG = ("meldpunt_melding", "dossier_dossier", "dossier_overdracht", "dossier_taak", "dossier_traject")
KENMERK: dict[str, tuple[str, ...]] = {
    "meldpunt_melding": ("regio_id", "nummer", "ontvangen_op"),
    # Z-03: the gemeente of herkomst belongs to the dossier for as long as it is there.
    "dossier_dossier": ("regio_id", "nummer", "inwoner_id", "geopend_op", "herkomst_gemeente_id"),
    "dossier_overdracht": ("regio_id", "dossier_id", "soort", "reden", "naar_team_id", "naar_medewerker_id"),
}
BESLOTEN = ("geweigerd", "verlopen", "ingetrokken", "afgerond")
HOUDERS = ("casusregisseur_id", "procesregisseur_id", "verantwoordelijke_gemeente_id")
SPOREN = frozenset({"platform_gebeurtenis", "platform_wijziging", "platform_inzage", "platform_inzageopen"})


class Geschonden(AssertionError):
    """An invariant does not hold."""


@dataclass
class Verwacht:
    """What an act may do to who holds a dossier (Z-02). Empty: nothing moves, nothing opens, nothing closes."""

    houders: dict[Any, dict[str, Any]] = field(default_factory=dict)
    vertrekt: Any = None
    opent: bool = False
    sluit: Any = None


def controleer(voor: Beeld, na: Beeld, verwacht: Verwacht) -> None:
    """Compare two pictures around an act that succeeded; raises `Geschonden`."""
    _verboden()
    _houders(voor, na, verwacht)
    _vast(voor, na)
    _gaten(na)
    _keten(voor, na)


def _verboden() -> None:
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(VERBODEN.format(tekst="::text" if postgres else "", uuid="::uuid" if postgres else ""))
        if gevonden := cursor.fetchall():
            raise Geschonden(f"{gevonden[0][0]}: {gevonden}")


def _houders(voor: Beeld, na: Beeld, verwacht: Verwacht) -> None:
    nood = {
        o["dossier_id"]
        for o in na.nieuw(voor, "dossier_overdracht")
        if o["soort"] == "nood" and o["status"] == "aanvaard"
    }
    oude = {rij["id"]: rij for rij in voor.alle("dossier_dossier")}
    for nu in na.alle("dossier_dossier"):
        toen = oude.get(nu["id"])
        if toen is None or (toen["status"] == "gesloten" and nu["status"] != "gesloten"):
            if not verwacht.opent:
                raise Geschonden(f"Z-02 dossier {nu['nummer']} ging open zonder dat iemand dat deed")
            continue
        if nu["status"] != toen["status"] and nu["id"] != verwacht.sluit:
            raise Geschonden(f"dossier {nu['nummer']} werd {nu['status']} zonder dat iemand dat deed")
        for kolom in HOUDERS:
            moet = verwacht.houders.get(nu["id"], {}).get(kolom, toen[kolom])
            if (
                verwacht.vertrekt is not None
                and toen[kolom] == verwacht.vertrekt
                and nu["status"] != "gesloten"
            ):
                if nu[kolom] == verwacht.vertrekt or nu["id"] not in nood:
                    raise Geschonden(f"Z-01 {kolom} van {nu['nummer']} bleef bij wie vertrok")
            elif nu[kolom] != moet:
                raise Geschonden(
                    f"Z-02 {kolom} van {nu['nummer']}: {toen[kolom]} → {nu[kolom]}, moest {moet}"
                )


def _vast(voor: Beeld, na: Beeld) -> None:
    for tabel, mag in VAST.items():
        kolommen = na.tabellen.kolommen[tabel]
        nu, toen = na.rijen[tabel], voor.rijen[tabel]
        for sleutel, rij in toen.items():
            nieuw = nu.get(sleutel)
            if nieuw == rij:
                continue
            if nieuw is None:
                raise Geschonden(f"Z-09 {tabel} {sleutel} is weg")
            for kolom, plek in kolommen.items():
                if nieuw[plek] != rij[plek] and (kolom not in mag or rij[plek] is not None):
                    raise Geschonden(f"Z-09 {tabel}.{kolom} is gewijzigd: {rij[plek]!r} → {nieuw[plek]!r}")
    for tabel in NOOIT_WEG:
        if weg := voor.rijen[tabel].keys() - na.rijen[tabel].keys():
            raise Geschonden(f"{tabel}: weg is {weg}")
    for tabel, velden in KENMERK.items():
        plekken = [na.tabellen.kolommen[tabel][veld] for veld in velden]
        for sleutel, rij in voor.rijen[tabel].items():
            nieuw = na.rijen[tabel][sleutel]
            if nieuw is not rij and any(nieuw[plek] != rij[plek] for plek in plekken):
                raise Geschonden(f"Z-03, Z-09 {tabel} {sleutel}: een vast kenmerk is gewijzigd")
    _besloten(voor, na)


def _besloten(voor: Beeld, na: Beeld) -> None:
    kolommen = na.tabellen.kolommen["dossier_overdracht"]
    for sleutel, rij in voor.rijen["dossier_overdracht"].items():
        nieuw = na.rijen["dossier_overdracht"][sleutel]
        if nieuw == rij:
            continue
        status = rij[kolommen["status"]]
        anders = {kolom for kolom, plek in kolommen.items() if nieuw[plek] != rij[plek]}
        if status in BESLOTEN or (
            status == "aanvaard" and anders - {"status", "eerste_contact_op", "versie"}
        ):
            raise Geschonden(f"Z-09 overdracht die {status} was, is gewijzigd: {sorted(anders)}")


def _gaten(na: Beeld) -> None:
    """No duty is lost: each open state has its clock, and what is over has none."""
    open_ = Counter((g["code"], g["onderwerp"]) for g in na.alle("dossier_gat", opgelost_op=None))
    if dubbel := [naam for naam, aantal in open_.items() if aantal > 1]:
        raise Geschonden(f"gat staat dubbel open: {dubbel}")
    moet: set[tuple[str, str]] = set()
    mag_niet: set[tuple[str, str]] = set()
    for d in na.alle("dossier_dossier"):
        naam = f"dossier:{uuid(d['id'])}"
        if d["status"] == "gesloten":
            mag_niet |= {("G-03", naam), ("G-11", naam)}
        else:
            moet.add(("G-03", naam))
            if d["regie_voorlopig"] == "nood":
                moet.add(("G-11", naam))
    for o in na.alle("dossier_overdracht"):
        (moet if o["status"] in ("verzonden", "vraag_gesteld") else mag_niet).add(
            ("G-04", f"overdracht:{uuid(o['id'])}")
        )
    for p in na.alle("dossier_plan"):
        (moet if p["status"] == "actief" else mag_niet).add(("G-05", f"plan:{uuid(p['id'])}"))
    anoniem = {m["melding_id"] for m in na.alle("meldpunt_melder") if m["anoniem"]}
    for m in na.alle("meldpunt_melding"):
        naam = f"melding:{uuid(m['id'])}"
        if m["staat"] == "gesloten":
            mag_niet |= {(code, naam) for code in ("G-01", "G-02", "G-17")}
            continue
        if m["getriageerd_op"] is None:
            moet.add(("G-01", naam))
        if m["staat"] == "aangeboden":
            moet.add(("G-02", naam))
        if m["teruggekoppeld_op"] is None and m["id"] not in anoniem:
            moet.add(("G-17", naam))
    if weg := moet - open_.keys():
        raise Geschonden(f"gat ontbreekt: {sorted(weg)}")
    if over := mag_niet & open_.keys():
        raise Geschonden(f"gat bleef open: {sorted(over)}")


def _keten(voor: Beeld, na: Beeld) -> None:
    """Z-10: the numbers of the events of a region follow each other and its head points to the last one."""
    nieuw = na.nieuw(voor, "platform_gebeurtenis")
    per_regio: dict[Any, list[int]] = {}
    for g in nieuw:
        per_regio.setdefault(g["regio_id"], []).append(g["volgnr"])
    for kop in voor.alle("platform_ketenkop", keten="gebeurtenis"):
        nummers = sorted(per_regio.get(kop["regio_id"], []))
        if nummers != list(range(kop["volgnr"] + 1, kop["volgnr"] + 1 + len(nummers))):
            raise Geschonden(f"Z-10 de keten sluit niet aan: kop {kop['volgnr']}, daarna {nummers}")
        nu = na.een("platform_ketenkop", kop["id"])
        if nu["volgnr"] != kop["volgnr"] + len(nummers):
            raise Geschonden("Z-10 de kop wijst niet naar de laatste gebeurtenis")


def controleer_spoor(voor: Beeld, na: Beeld, actor: Any) -> None:
    """Z-09, Z-10: a person who changed something left an event and a read line with role and purpose."""
    veranderd = {naam for naam in na.rijen if na.rijen[naam] != voor.rijen[naam]}
    if not veranderd - SPOREN - {"platform_ketenkop"}:
        return
    daden = na.nieuw(voor, "platform_gebeurtenis")
    if not any(g["rol"] == actor.rol for g in daden):
        raise Geschonden(f"Z-09 {actor.rol} veranderde {sorted(veranderd)} zonder gebeurtenis")
    wie = str(actor.medewerker_id) if actor.medewerker_id else None
    regels = [
        r
        for r in na.nieuw(voor, "platform_inzage")
        if r["gebruiker"] == wie and r["rol"] == actor.rol and r["doel"] and r["verwerking"]
    ]
    if not regels:
        raise Geschonden(f"Z-10 {actor.rol} veranderde {sorted(veranderd)} zonder regel in het logboek")
    over = {g["betrokkene"] for g in daden if g["betrokkene"] is not None}
    if gemist := over - {r["betrokkene"] for r in regels}:
        raise Geschonden(f"Z-10 geen regel in het logboek over {gemist}")


def controleer_verwijzingen() -> None:
    """Foreign keys that are only looked at when a transaction ends: look now."""
    connection.check_constraints()
