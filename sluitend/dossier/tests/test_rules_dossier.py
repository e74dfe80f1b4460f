"""Opening, closing and reopening a dossier (UR-12, UR-22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from sluitend.dossier.rules.dossier import (
    OVERGANGEN,
    SLUITREDENEN,
    Gemeentegrond,
    RegieVoorlopig,
    Sluitfeiten,
    Status,
    Terugkeer,
    al_open,
    bij_terugkeer,
    blockers,
    find_transition,
    kies_gemeente,
    kies_regisseur,
    mag_sluiten,
)
from sluitend.dossier.rules.vervanging import Kandidaat, Vangnet
from sluitend.kern.fouten import Weigering

NU = datetime.fromisoformat("2026-12-24T16:00+01:00")
VANGNET = Vangnet("Zwolle", "vera", "casusregie", 1)


@pytest.mark.eis("UR-12", "recht:L01")
@pytest.mark.parametrize(
    ("brp", "verblijf", "geheim", "verwacht"),
    [
        ("Kampen", "Zwolle", False, ("Kampen", Gemeentegrond.BRP)),
        (None, "Zwolle", False, ("Zwolle", Gemeentegrond.VERBLIJF)),
        (None, None, False, ("Ommen", Gemeentegrond.AANMELDING)),
        ("Amsterdam", "Zwolle", False, ("Zwolle", Gemeentegrond.VERBLIJF)),
        ("Kampen", "Zwolle", True, ("Ommen", Gemeentegrond.AANMELDING)),
    ],
)
def test_exactly_one_gemeente_and_never_a_refusal(
    brp: str | None, verblijf: str | None, geheim: bool, verwacht: tuple[str, Gemeentegrond]
) -> None:
    keuze = kies_gemeente(
        brp=brp,
        verblijf=verblijf,
        aanmelding="Ommen",
        adres_geheim=geheim,
        gemeenten_van_regio={"Kampen", "Zwolle", "Ommen"},
    )
    assert (keuze.gemeente, keuze.grond) == verwacht


@pytest.mark.eis("UR-12", "Z-01")
@pytest.mark.parametrize("opener", [None, Kandidaat("mo", heeft_rol=False), Kandidaat("mo", actief=False)])
def test_without_a_role_the_vangnet_holds_the_lead_until_it_is_shared_out(opener: Kandidaat | None) -> None:
    keuze = kies_regisseur(opener, vangnetten=[VANGNET], gemeente="Zwolle", gemeente_naam="Zwolle", nu=NU)
    assert not isinstance(keuze, Weigering)
    assert (keuze.gebruiker, keuze.regie_voorlopig) == ("vera", RegieVoorlopig.OPENING)
    assert keuze.verdelen_uiterlijk == date(2026, 12, 29)


@pytest.mark.eis("UR-12", "Z-01")
def test_the_opener_with_the_role_becomes_regisseur_and_without_vangnet_it_fails_loud() -> None:
    keuze = kies_regisseur(Kandidaat("mo"), vangnetten=[], gemeente="Zwolle", gemeente_naam="Zwolle", nu=NU)
    assert not isinstance(keuze, Weigering)
    assert (keuze.gebruiker, keuze.regie_voorlopig) == ("mo", RegieVoorlopig.NEE)
    geen = kies_regisseur(None, vangnetten=[], gemeente="Zwolle", gemeente_naam="Zwolle", nu=NU)
    assert isinstance(geen, Weigering)
    assert geen.code == "geen-regievangnet"


KLAAR = Sluitfeiten(
    status="open",
    sluitreden="doelen_bereikt",
    slotevaluatie=True,
    inwoner_verteld=True,
    terugkeerpunt="Sociaal wijkteam",
)


@pytest.mark.eis("UR-22")
def test_a_finished_dossier_may_close() -> None:
    assert mag_sluiten(KLAAR) is None
    assert (
        mag_sluiten(replace(KLAAR, inwoner_verteld=False, inwoner_niet_verteld_reden="Onbereikbaar")) is None
    )


@pytest.mark.eis("AR-24", "UR-22", "F34")
def test_closing_names_everything_that_is_in_the_way() -> None:
    weigering = mag_sluiten(
        replace(KLAAR, open_trajecten=("bemoeizorg",), levensloop_actief=True, slotevaluatie=False)
    )
    assert weigering is not None
    assert weigering.tekst == (
        "Sluiten kan nog niet: traject bemoeizorg loopt nog, er is nog geen besluit van de inclusietafel, "
        "de slotevaluatie ontbreekt."
    )
    alleen = mag_sluiten(replace(KLAAR, levensloop_actief=True))
    assert alleen is not None
    assert alleen.tekst == "Een levensloopdossier sluit alleen na een besluit van de inclusietafel."


@pytest.mark.eis("UR-22")
@pytest.mark.parametrize(
    "feiten",
    [
        replace(KLAAR, open_trajecten=("toegang",)),
        replace(KLAAR, lopende_termijnen=("verkennend onderzoek",)),
        replace(KLAAR, open_overdrachten=1),
        replace(KLAAR, plaatsing_loopt=True),
        replace(KLAAR, levensloop_actief=True),
        replace(KLAAR, grijs_gebied_open=1),
        replace(KLAAR, bemoeizorg_zonder_resultaat=True),
        replace(KLAAR, sluitreden="verhuisd_buiten_regio"),
        replace(KLAAR, slotevaluatie=False),
        replace(KLAAR, inwoner_verteld=False),
        replace(KLAAR, naaste_mag_weten=True),
        replace(KLAAR, terugkeerpunt=""),
    ],
)
def test_each_single_blocker_keeps_the_dossier_open(feiten: Sluitfeiten) -> None:
    assert len(blockers(feiten)) == 1
    assert mag_sluiten(feiten) is not None


@pytest.mark.eis("UR-22")
def test_death_needs_no_evaluation_but_statutory_ends_stay() -> None:
    dood = Sluitfeiten("open", "overleden")
    assert mag_sluiten(dood) is None
    assert blockers(replace(dood, lopende_termijnen=("calamiteit",))) == ("termijn calamiteit loopt nog",)


def test_a_reason_is_needed_and_closed_is_closed() -> None:
    onbekend = mag_sluiten(replace(KLAAR, sluitreden="zomaar"))
    assert onbekend is not None
    assert onbekend.status == 400
    assert mag_sluiten(replace(KLAAR, status="gesloten")) is not None
    assert len(SLUITREDENEN) == 9


@pytest.mark.eis("UR-22")
@pytest.mark.parametrize(
    ("status", "reden", "nu", "verwacht"),
    [
        ("open", None, "2027-01-01T10:00+01:00", Terugkeer.BLIJFT),
        ("op_afstand", None, "2027-06-02T10:00+02:00", Terugkeer.HERVAT),
        ("gesloten", "doelen_bereikt", "2027-07-02T23:59+02:00", Terugkeer.HEROPEN),
        ("gesloten", "doelen_bereikt", "2027-07-03T00:00+02:00", Terugkeer.NIEUW_VERVOLG),
        ("gesloten", "ten_onrechte", "2027-01-02T10:00+01:00", Terugkeer.NIEUW),
    ],
)
def test_within_182_days_reopen_later_a_new_dossier(
    status: str, reden: str | None, nu: str, verwacht: Terugkeer
) -> None:
    gesloten = datetime.fromisoformat("2027-01-01T10:00+01:00") if status == "gesloten" else None
    uitkomst = bij_terugkeer(
        status=status, sluitreden=reden, gesloten_op=gesloten, nu=datetime.fromisoformat(nu)
    )
    assert uitkomst is verwacht


@pytest.mark.eis("UR-12", "Z-10")
def test_a_second_dossier_is_refused_without_telling_more_than_one_may_know() -> None:
    mag = al_open(mag_weten=True, regisseur_naam="Vera", contactpunt="het meldpunt")
    assert mag.tekst == "Er is al een open dossier (regisseur: Vera). U kunt zich daar aanmelden."
    niet = al_open(mag_weten=False, regisseur_naam="Vera", contactpunt="het meldpunt")
    assert niet.tekst == "Neem contact op met het meldpunt."


def test_the_transitions_of_a_dossier() -> None:
    heropend = find_transition("gesloten", "open")
    assert heropend is not None
    assert heropend.gebeurtenis == "dossier_heropend"
    assert find_transition("gesloten", "op_afstand") is None
    assert {o.naar for o in OVERGANGEN} == set(Status)
