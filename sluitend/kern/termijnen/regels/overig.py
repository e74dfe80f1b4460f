"""Terms of message traffic, agreed norms, regional products and privacy law (spec 02 section 4-6, 14, 30 5E)."""

from __future__ import annotations

from sluitend.kern.termijnen.model import Regel, Veld

_UREN = "een termijn in uren valt buiten de Algemene termijnenwet (art. 4 onder a)"
_REGIONAAL = "dit is geen termijn uit een wet of AMvB (Algemene termijnenwet art. 5)"
_WERKDAGEN = "er zijn alleen werkdagen geteld"

_GELIJK = Veld(
    "gelijkgestelde_dagen_vrij", "ja_nee", "ja als dagen bij koninklijk besluit ook vrij zijn, anders nee"
)


def _iwmo(
    nummer: str, start: str, *, invoer: tuple[Veld, ...] = (), bij: tuple[str, ...] = (), wijze: str = "iwmo"
) -> Regel:
    return Regel(
        code=f"iwmo-{nummer}",
        naam=f"iWmo-bericht {nummer}",
        artikel="iWmo 3.2",
        eenheid="werkdag",
        start=start,
        parameter=f"iwmo_{nummer}_werkdagen",
        bij=("gelijkgestelde_dagen_vrij", *bij),
        bron="recht:IW13",
        rekenwijze=wijze,
        atw_grond=_WERKDAGEN,
        invoer=(*invoer, _GELIJK),
    )


IWMO = (
    _iwmo("302", "de dag van ontvangst van bericht 301"),
    _iwmo(
        "305",
        "de dag waarop de hulp echt begint",
        wijze="iwmo_305",
        invoer=(Veld("ontvangen_301", "datum", "de dag van ontvangst van 301, als die na de start ligt"),),
    ),
    _iwmo("307", "de dag waarop de hulp echt stopt"),
    _iwmo(
        "319",
        "de dag van ontvangst van bericht 315 of 317",
        wijze="iwmo_319",
        bij=("iwmo_319_definitief_dagen",),
    ),
    _iwmo("325", "de dag van ontvangst van declaratie 323"),
)

_PRODUCTEN = ("time-out", "opvang-verslaafden", "wonen-met-ondersteuning", "herberg")

OVERIG = (
    Regel(
        "treeknorm-aanmelding",
        "Treeknorm: van aanmelding tot intake",
        "Treeknorm ggz",
        "week",
        "de dag van aanmelding bij de aanbieder, niet bij het meldpunt",
        "treeknorm_aanmelding_dagen",
        "recht:P09",
        "A/B",
        atw_grond=_REGIONAAL,
    ),
    Regel(
        "treeknorm-totaal",
        "Treeknorm: van aanmelding tot behandeling",
        "Treeknorm ggz",
        "week",
        "de dag van aanmelding bij de aanbieder, niet bij het meldpunt",
        "treeknorm_totaal_dagen",
        "recht:P09",
        "A/B",
        atw_grond=_REGIONAAL,
    ),
    Regel(
        "crisiskaart-geldigheid",
        "Geldigheid van een crisiskaart",
        "afspraak crisiskaart",
        "maand",
        "de dag waarop de kaart is opgesteld",
        "crisiskaart_maanden",
        "recht:I10",
        "A",
        atw_grond=_REGIONAAL,
    ),
    Regel(
        "verblijf-maximum",
        "Laatste mogelijke dag van vertrek",
        "regionaal product",
        "maand",
        "de dag van aankomst",
        "",
        "R02 R03 R04 R07 recht:T10",
        "A",
        "verblijf",
        atw_grond=_REGIONAAL,
        varianten={("product", p): f"verblijf_{p.replace('-', '_')}" for p in _PRODUCTEN},
        bij=("verblijf_herberg_herstart",),
        invoer=(
            Veld("product", "keuze", ", ".join(_PRODUCTEN), verplicht=True, keuzes=_PRODUCTEN),
            Veld("onderbreking", "perioden", "VERTREK/TERUG; herhaalbaar, de dagen ertussen tellen niet mee"),
        ),
    ),
    Regel(
        "nieuwe-client",
        "Nieuwe cliënt beschermd wonen",
        "regionale afspraak",
        "dag",
        "de dag van de melding",
        "nieuwe_client_venster",
        "R08 C06",
        "A",
        "nieuwe_client",
        richting="terug",
        atw_grond=_REGIONAAL,
        invoer=(
            Veld("aanvragen", "data", "DATUM,DATUM: eerdere aanvragen"),
            Veld("gebruik", "perioden", "VAN/TOT,VAN/TOT: eerder gebruik van beschermd wonen"),
            Veld(
                "venster_gebruik", "keuze", "365 of ooit: hoe ver terug gebruik telt", keuzes=("365", "ooit")
            ),
        ),
    ),
    Regel(
        "avg-verzoek",
        "Antwoord op een verzoek van betrokkene",
        "AVG art. 12 lid 3",
        "maand",
        "de dag van ontvangst van het verzoek",
        "avg_maanden",
        "recht:V07 recht:T01",
        "B",
        "avg",
        atw=True,
        varianten={("verlengd", "ja"): "avg_verlengd_maanden"},
        invoer=(Veld("verlengd", "ja_nee", "ja als de termijn met twee maanden is verlengd"),),
    ),
    Regel(
        "datalek-ap",
        "Melding van een datalek aan de AP",
        "AVG art. 33 lid 1",
        "uur",
        "het tijdstip waarop het datalek bekend werd",
        "datalek_uren",
        "recht:V07",
        "B",
        "uren",
        atw_grond=_UREN,
    ),
)
