"""Z-01 to Z-04 as the database keeps them (chapter 12 2E), for both engines from one text."""

from sluitend.platform.wachters import Wachter, wacht, zonder_oudercheck

# A regieperiode and a first step are written just before the dossier and the traject that need them.
zonder_oudercheck("dossier_regieperiode", "dossier_id")
zonder_oudercheck("dossier_taak", "traject_id")

OPEN = "d.status <> 'gesloten'"


def _periode(rol: str, kolom: str, waarde: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM dossier_regieperiode p WHERE p.dossier_id = NEW.id AND p.regio_id = NEW.regio_id "
        f"AND p.rol = '{rol}' AND p.tot IS NULL AND p.{kolom} = NEW.{waarde})"
    )


wacht(
    Wachter(
        "dossier_regisseur_periode",
        "dossier_dossier",
        "INSERT OR UPDATE OF casusregisseur_id, status",
        f"NEW.status <> 'gesloten' AND {_periode('casusregie', 'medewerker_id', 'casusregisseur_id')}",
        "Z-01, Z-02: de regisseur wisselt alleen met een regieperiode.",
    ),
    Wachter(
        "dossier_gemeente_periode",
        "dossier_dossier",
        "INSERT OR UPDATE OF verantwoordelijke_gemeente_id, status",
        "NEW.status <> 'gesloten' AND "
        + _periode("verantwoordelijke_gemeente", "gemeente_id", "verantwoordelijke_gemeente_id"),
        "Z-01, Z-02: de gemeente wisselt alleen met een regieperiode.",
    ),
    Wachter(
        "dossier_regisseur_actief",
        "dossier_dossier",
        "INSERT OR UPDATE OF casusregisseur_id",
        "NEW.status <> 'gesloten' AND NOT EXISTS (SELECT 1 FROM regio_medewerker m JOIN regio_roltoekenning r "
        "ON r.medewerker_id = m.id WHERE m.id = NEW.casusregisseur_id AND m.status = 'actief' "
        "AND r.rol = 'casusregisseur' AND r.tot IS NULL AND m.regio_id = NEW.regio_id)",
        "Z-01: de regisseur is een actieve medewerker met die rol.",
    ),
    Wachter(
        "dossier_nooit_weg",
        "dossier_dossier",
        "DELETE",
        "1 = 1",
        "Een dossier wordt niet gewist, alleen gesloten.",
    ),
    Wachter(
        "dossier_nummer_vast",
        "dossier_dossier",
        "UPDATE OF nummer, inwoner_id",
        "NEW.nummer <> OLD.nummer OR (NEW.inwoner_id <> OLD.inwoner_id AND NOT EXISTS (SELECT 1 "
        "FROM inwoners_samenvoeging s WHERE (s.blijft_id = NEW.inwoner_id AND s.opgegaan_id = OLD.inwoner_id) "
        "OR (s.opgegaan_id = NEW.inwoner_id AND s.blijft_id = OLD.inwoner_id)))",
        "Nummer en inwoner van een dossier staan vast.",
    ),
    Wachter(
        "regie_met_overdracht",
        "dossier_regieperiode",
        "INSERT",
        "NEW.grond IN ('overdracht', 'nood') AND NOT EXISTS (SELECT 1 FROM dossier_overdracht o "
        "WHERE o.id = NEW.overdracht_id AND o.dossier_id = NEW.dossier_id AND o.status = 'aanvaard')",
        "Z-02: regie gaat alleen over met een aanvaarde overdracht.",
    ),
    Wachter(
        "regie_opening_eenmaal",
        "dossier_regieperiode",
        "INSERT",
        "NEW.grond = 'opening' AND NEW.rol <> 'procesregie' AND EXISTS (SELECT 1 FROM dossier_dossier d "
        f"WHERE d.id = NEW.dossier_id AND {OPEN})",
        "Z-02: een open dossier wisselt alleen door een overdracht van regisseur of gemeente.",
    ),
    Wachter(
        "regie_sluit_niet_los",
        "dossier_regieperiode",
        "UPDATE OF tot",
        f"NEW.tot IS NOT NULL AND EXISTS (SELECT 1 FROM dossier_dossier d WHERE d.id = NEW.dossier_id AND {OPEN}) "
        "AND NOT EXISTS (SELECT 1 FROM dossier_overdracht o WHERE o.dossier_id = NEW.dossier_id "
        "AND o.status = 'aanvaard' AND o.beantwoord_op = NEW.tot)",
        "Z-01: een regieperiode eindigt alleen met een opvolger of met het dossier.",
    ),
    Wachter(
        "regie_vast",
        "dossier_regieperiode",
        "UPDATE",
        "NEW.dossier_id <> OLD.dossier_id OR NEW.rol <> OLD.rol OR NEW.van <> OLD.van OR OLD.tot IS NOT NULL "
        "OR NEW.medewerker_id IS DISTINCT FROM OLD.medewerker_id OR NEW.gemeente_id IS DISTINCT FROM OLD.gemeente_id",
        "Een regieperiode wordt nooit overschreven.",
    ),
    Wachter(
        "regie_nooit_weg", "dossier_regieperiode", "DELETE", "1 = 1", "Een regieperiode wordt nooit gewist."
    ),
    Wachter(
        "overdracht_besloten",
        "dossier_overdracht",
        "UPDATE OF status",
        "OLD.status IN ('geweigerd', 'verlopen', 'ingetrokken', 'afgerond') OR (OLD.status = 'aanvaard' "
        "AND NEW.status NOT IN ('aanvaard', 'afgerond'))",
        "Z-09: een beantwoorde overdracht verandert niet meer.",
    ),
    Wachter(
        "overdracht_nooit_weg", "dossier_overdracht", "DELETE", "1 = 1", "Een overdracht wordt nooit gewist."
    ),
    Wachter(
        "herkomst_blijft",
        "dossier_dossier",
        "UPDATE OF herkomst_gemeente_id, herkomst_contact_id",
        "NEW.herkomst_gemeente_id IS NULL OR NEW.herkomst_contact_id IS NULL",
        "Z-03: de herkomst blijft verbonden.",
    ),
    Wachter(
        "taak_volgende_stap",
        "dossier_taak",
        "UPDATE OF status",
        "NEW.status IN ('gedaan', 'vervallen') AND EXISTS (SELECT 1 FROM dossier_traject t "
        "WHERE t.volgende_stap_id = NEW.id AND t.status = 'open')",
        "Z-04: dit is de volgende stap van een lopend traject. Kies eerst de nieuwe volgende stap.",
    ),
    Wachter(
        "taak_nooit_weg",
        "dossier_taak",
        "DELETE",
        "1 = 1",
        "Een taak wordt afgerond of vervalt, niet gewist.",
    ),
    Wachter(
        "traject_stap_open",
        "dossier_traject",
        "INSERT OR UPDATE OF volgende_stap_id",
        "NEW.status = 'open' AND NOT EXISTS (SELECT 1 FROM dossier_taak k WHERE k.id = NEW.volgende_stap_id "
        "AND k.status IN ('open', 'wacht') AND k.regio_id = NEW.regio_id)",
        "Z-04: de volgende stap is een openstaande taak.",
    ),
    Wachter(
        "dossier_sluit_zonder_traject",
        "dossier_dossier",
        "UPDATE OF status",
        "NEW.status = 'gesloten' AND OLD.status <> 'gesloten' AND EXISTS (SELECT 1 FROM dossier_traject t "
        "WHERE t.dossier_id = NEW.id AND t.status = 'open')",
        "Een dossier met een lopend traject sluit niet.",
    ),
    Wachter(
        "medewerker_met_regie",
        "regio_medewerker",
        "UPDATE OF status",
        "NEW.status = 'uit_dienst' AND EXISTS (SELECT 1 FROM dossier_dossier d "
        f"WHERE (d.casusregisseur_id = NEW.id OR d.procesregisseur_id = NEW.id) AND {OPEN})",
        "Z-01: deze medewerker heeft nog de regie over een open dossier.",
    ),
    Wachter(
        "rol_met_regie",
        "regio_roltoekenning",
        "UPDATE OF tot, rol, medewerker_id",
        "OLD.rol = 'casusregisseur' AND (NEW.tot IS NOT NULL OR NEW.rol <> OLD.rol OR NEW.medewerker_id <> OLD.medewerker_id) "
        f"AND EXISTS (SELECT 1 FROM dossier_dossier d WHERE d.casusregisseur_id = OLD.medewerker_id AND {OPEN}) "
        "AND NOT EXISTS (SELECT 1 FROM regio_roltoekenning r WHERE r.medewerker_id = OLD.medewerker_id "
        "AND r.rol = OLD.rol AND r.tot IS NULL AND r.id <> OLD.id)",
        "Z-01: deze medewerker heeft nog de regie over een open dossier.",
    ),
    Wachter(
        "rol_niet_weg_met_regie",
        "regio_roltoekenning",
        "DELETE",
        "OLD.rol = 'casusregisseur' AND EXISTS (SELECT 1 FROM dossier_dossier d "
        f"WHERE d.casusregisseur_id = OLD.medewerker_id AND {OPEN})",
        "Z-01: deze medewerker heeft nog de regie over een open dossier.",
    ),
)
