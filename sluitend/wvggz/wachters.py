"""What the database keeps of the Wvggz tasks: decisions and findings only grow (Z-09, chapter 11 §2)."""

from sluitend.platform.wachters import Wachter, wacht

ALLEEN_TOEVOEGEN = (
    "wvggz_bronraadpleging",
    "wvggz_vobesluit",
    "wvggz_handhaving",
    "wvggz_medischeverklaring",
    "wvggz_hoorpoging",
    "wvggz_cmbesluit",
)
NOOIT_WEG = (
    "wvggz_klok",
    "wvggz_crisisprocedure",
    "wvggz_verkennendonderzoek",
    "wvggz_aanvraagzm",
    "wvggz_maatregel",
    "wvggz_nazorgkeuze",
)

wacht(
    *(
        Wachter(f"{tabel}_geen_{moment.lower()}", tabel, moment, "1 = 1", "Z-09: dit verandert niet meer.")
        for tabel in ALLEEN_TOEVOEGEN
        for moment in ("UPDATE", "DELETE")
    ),
    *(
        Wachter(f"{tabel}_nooit_weg", tabel, "DELETE", "1 = 1", "Z-05: dit wordt nooit gewist.")
        for tabel in NOOIT_WEG
    ),
    Wachter(
        "wvggz_klok_vast",
        "wvggz_klok",
        "UPDATE OF eindigt_op, begint_op, regel, onderwerp, berekening",
        "NEW.eindigt_op <> OLD.eindigt_op OR NEW.begint_op <> OLD.begint_op OR NEW.regel <> OLD.regel "
        "OR NEW.onderwerp <> OLD.onderwerp",
        "Z-05: een termijn die loopt, verandert niet; zij vervalt en begint opnieuw.",
    ),
    Wachter(
        "wvggz_horen_vast",
        "wvggz_hoorverslag",
        "UPDATE",
        "EXISTS (SELECT 1 FROM wvggz_cmbesluit b WHERE b.procedure_id = OLD.procedure_id)",
        "Z-09: na het besluit verandert het verslag van het horen niet meer.",
    ),
    Wachter(
        "wvggz_antwoord_vast",
        "wvggz_cmantwoord",
        "INSERT OR UPDATE",
        "EXISTS (SELECT 1 FROM wvggz_cmbesluit b WHERE b.procedure_id = NEW.procedure_id)",
        "Z-09: na het besluit veranderen de antwoorden niet meer.",
    ),
)
