"""What the database keeps of a melding: never gone, triage never edited, closed only when the chain is (Z-06)."""

from sluitend.platform.wachters import Wachter, wacht

wacht(
    Wachter(
        "melding_nooit_weg",
        "meldpunt_melding",
        "DELETE",
        "OLD.staat <> 'concept'",
        "Een melding wordt nooit gewist.",
    ),
    Wachter(
        "melding_nummer_vast",
        "meldpunt_melding",
        "UPDATE OF nummer, ontvangen_op",
        "OLD.nummer IS NOT NULL AND (NEW.nummer IS DISTINCT FROM OLD.nummer OR NEW.ontvangen_op <> OLD.ontvangen_op)",
        "Nummer en moment van ontvangst staan vast.",
    ),
    Wachter(
        "triage_vast", "meldpunt_triage", "UPDATE", "1 = 1", "Een triage verandert niet. Maak een nieuwe."
    ),
    Wachter("triage_nooit_weg", "meldpunt_triage", "DELETE", "1 = 1", "Een triage wordt nooit gewist."),
    Wachter(
        "opgave_vast",
        "meldpunt_betrokkeneopgave",
        "UPDATE",
        "1 = 1",
        "Wat de melder vertelde, blijft zoals het was.",
    ),
    Wachter(
        "melding_sluit_rond",
        "meldpunt_melding",
        "UPDATE OF staat",
        "NEW.staat = 'gesloten' AND OLD.staat <> 'gesloten' AND ("
        "NOT EXISTS (SELECT 1 FROM meldpunt_triage t WHERE t.melding_id = NEW.id) OR "
        "NOT EXISTS (SELECT 1 FROM meldpunt_uitkomst u WHERE u.melding_id = NEW.id) OR "
        "(NOT EXISTS (SELECT 1 FROM meldpunt_terugkoppeling k WHERE k.melding_id = NEW.id) "
        "AND NOT EXISTS (SELECT 1 FROM meldpunt_melder e WHERE e.melding_id = NEW.id AND e.anoniem)))",
        "Z-06: sluiten kan pas na triage, uitkomst en terugkoppeling.",
    ),
    Wachter(
        "beslistabel_vast",
        "meldpunt_beslistabel",
        "UPDATE OF naam, tabel_versie, regels, opgesteld_door_id, bewerkers, vastgesteld_door_id, geldig_van",
        "OLD.staat IN ('vastgesteld', 'ingetrokken')",
        "Een vastgestelde beslistabel verandert niet. Maak een nieuwe versie.",
    ),
    Wachter(
        "beslistabel_nooit_weg",
        "meldpunt_beslistabel",
        "DELETE",
        "OLD.staat IN ('vastgesteld', 'ingetrokken')",
        "Een beslistabel die heeft gegolden, wordt nooit gewist (Z-09).",
    ),
    Wachter(
        "beslistabel_een_tegelijk",
        "meldpunt_beslistabel",
        "INSERT OR UPDATE OF staat, geldig_van, geldig_tot",
        "NEW.geldig_van IS NOT NULL AND EXISTS (SELECT 1 FROM meldpunt_beslistabel b WHERE b.id <> NEW.id "
        "AND b.regio_id = NEW.regio_id AND b.geldig_van IS NOT NULL "
        "AND (b.geldig_tot IS NULL OR b.geldig_tot > NEW.geldig_van) "
        "AND (NEW.geldig_tot IS NULL OR b.geldig_van < NEW.geldig_tot))",
        "Er geldt op elk moment één beslistabel.",
    ),
    *(
        Wachter(
            f"{naam}_{hoe}", f"meldpunt_{naam}", moment, "1 = 1", "Wat is vastgelegd, blijft zoals het was."
        )
        for naam in (
            "tekstversie",
            "uitkomst",
            "terugkoppeling",
            "herkenningsbesluit",
            "terugbelpoging",
            "medischetoets",
        )
        for hoe, moment in (("vast", "UPDATE"), ("nooit_weg", "DELETE"))
    ),
    Wachter("dienst_nooit_weg", "meldpunt_dienst", "DELETE", "1 = 1", "Een dienst wordt nooit gewist."),
    Wachter(
        "dienst_overdracht_vast",
        "meldpunt_dienst",
        "UPDATE",
        "OLD.staat = 'beeindigd' AND (NEW.staat <> OLD.staat OR NEW.overdracht IS DISTINCT FROM OLD.overdracht "
        "OR NEW.opmerking <> OLD.opmerking OR NEW.aanvaard_op IS DISTINCT FROM OLD.aanvaard_op)",
        "Een aanvaarde overdracht verandert niet meer.",
    ),
    Wachter(
        "logregel_tekst_vast",
        "meldpunt_logregel",
        "UPDATE OF tekst, dienst_id, op, door_id",
        "NEW.tekst <> OLD.tekst OR NEW.dienst_id <> OLD.dienst_id OR NEW.op <> OLD.op OR NEW.door_id <> OLD.door_id",
        "Een regel in het log verandert niet. Schrijf een nieuwe.",
    ),
    Wachter(
        "logregel_nooit_weg", "meldpunt_logregel", "DELETE", "1 = 1", "Een regel in het log blijft staan."
    ),
    Wachter(
        "piket_overlapt",
        "meldpunt_piketgemeente",
        "INSERT",
        "EXISTS (SELECT 1 FROM meldpunt_piket n JOIN meldpunt_piket o ON o.regio_id = n.regio_id AND o.functie = n.functie "
        "AND o.id <> n.id AND o.ingetrokken_op IS NULL AND o.van < n.tot AND o.tot > n.van "
        "JOIN meldpunt_piketgemeente g ON g.piket_id = o.id "
        "WHERE n.id = NEW.piket_id AND n.ingetrokken_op IS NULL AND g.gemeente_id = NEW.gemeente_id)",
        "Voor deze functie en gemeente is er in die tijd al iemand.",
    ),
    Wachter(
        "piket_vast",
        "meldpunt_piket",
        "UPDATE",
        "NEW.functie <> OLD.functie OR NEW.van <> OLD.van OR NEW.tot <> OLD.tot OR NEW.naam <> OLD.naam "
        "OR (OLD.ingetrokken_op IS NOT NULL AND NEW.ingetrokken_op IS DISTINCT FROM OLD.ingetrokken_op)",
        "Een piket verandert niet. Trek het in en maak een nieuw.",
    ),
    Wachter("piket_nooit_weg", "meldpunt_piket", "DELETE", "1 = 1", "Een piket wordt nooit gewist."),
    Wachter(
        "contactkaart_uren_vast",
        "meldpunt_contactkaart",
        "UPDATE",
        "NEW.functie <> OLD.functie OR NEW.uren IS DISTINCT FROM OLD.uren OR NEW.telefoon <> OLD.telefoon OR NEW.van <> OLD.van",
        "Een contactkaart verandert niet. Maak een nieuwe vanaf een dag.",
    ),
    Wachter(
        "contactkaart_nooit_weg",
        "meldpunt_contactkaart",
        "DELETE",
        "1 = 1",
        "Een contactkaart wordt nooit gewist.",
    ),
)
