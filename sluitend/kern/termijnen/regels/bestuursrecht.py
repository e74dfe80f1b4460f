"""Terms of the Wmo 2015 and the Algemene wet bestuursrecht (spec 02 section 3)."""

from __future__ import annotations

from sluitend.kern.termijnen.model import Regel, Veld

_DWANGSOM = "Awb art. 4:17 lid 1 sluit de Algemene termijnenwet uit"

WMO = (
    Regel(
        "wmo-persoonlijk-plan",
        "Persoonlijk plan indienen",
        "Wmo 2015 art. 2.3.2 lid 2",
        "dag",
        "de dag van de melding",
        "plan_dagen",
        "recht:M02",
        "A/B",
        atw=True,
    ),
    Regel(
        "wmo-onderzoek",
        "Onderzoek na een Wmo-melding",
        "Wmo 2015 art. 2.3.2 lid 1",
        "week",
        "de dag van de melding",
        "onderzoek_dagen",
        "recht:M01 recht:M07",
        "A/B",
        atw=True,
    ),
    Regel(
        "wmo-beschikking",
        "Beschikking op een Wmo-aanvraag",
        "Wmo 2015 art. 2.3.5 lid 2",
        "week",
        "de dag van ontvangst van de aanvraag",
        "beschikking_dagen",
        "recht:M10 recht:A03",
        "A/B",
        "opschortbaar",
        atw=True,
        invoer=(
            Veld("opschorting", "perioden", "VAN/TOT, beide dagen opgeschort (Awb art. 4:15); herhaalbaar"),
        ),
    ),
    Regel(
        "wmo-vernietiging",
        "Vernietiging van gegevens op verzoek",
        "Wmo 2015 art. 5.3.5",
        "maand",
        "de dag van ontvangst van het verzoek",
        "vernietiging_maanden",
        "recht:B10",
        "A",
        atw=True,
    ),
)

AWB = (
    Regel(
        "awb-buiten-behandeling",
        "Besluit om een aanvraag niet te behandelen",
        "Awb art. 4:5 lid 4",
        "week",
        "de laatste dag van de hersteltermijn, of de dag waarop de aanvraag onvoldoende is aangevuld",
        "buiten_behandeling_dagen",
        "recht:A01",
        "A",
        atw=True,
    ),
    Regel(
        "awb-bezwaar",
        "Bezwaar maken",
        "Awb art. 6:7-6:9",
        "week",
        "de dag van verzending van het besluit",
        "bezwaar_dagen",
        "recht:A05 recht:A06",
        "A",
        "bezwaar",
        atw=True,
        bij=("bezwaar_post_dagen",),
        invoer=(
            Veld("poststempel", "datum", "de dag waarop het bezwaar op de post is gedaan"),
            Veld("ontvangen", "datum", "de dag waarop het bezwaar is ontvangen"),
        ),
    ),
    Regel(
        "awb-beslissing-bezwaar",
        "Beslissing op bezwaar",
        "Awb art. 7:10",
        "week",
        "de laatste dag van de bezwaartermijn",
        "beslissing_bezwaar_dagen",
        "recht:A07",
        "A",
        "beslissing_bezwaar",
        atw=True,
        varianten={("commissie", "ja"): "beslissing_bezwaar_commissie_dagen"},
        bij=("bezwaar_verdaging_dagen",),
        invoer=(
            Veld("commissie", "ja_nee", "ja als een adviescommissie is ingesteld"),
            Veld("verdaagd", "ja_nee", "ja als de beslissing is verdaagd (art. 7:10 lid 3)"),
        ),
    ),
    Regel(
        "awb-dwangsom",
        "Dwangsom bij niet tijdig beslissen",
        "Awb art. 4:17",
        "dag",
        "de dag van ontvangst van de ingebrekestelling, na afloop van de beslistermijn",
        "dwangsom_dagen",
        "recht:A04 recht:TT14",
        "A/B",
        "dwangsom",
        atw_grond=_DWANGSOM,
        bij=(
            "ingebrekestelling_dagen",
            "dwangsom_laag_dagen",
            "dwangsom_midden_dagen",
            "dwangsom_laag",
            "dwangsom_midden",
            "dwangsom_hoog",
        ),
        invoer=(
            Veld("dagen", "getal", "het aantal dagen waarover de dwangsom loopt; zonder dit het maximum"),
        ),
    ),
)
