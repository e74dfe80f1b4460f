"""Absence, substitutes and the safety net (UR-19, UR-20)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluitend.dossier.rules.vervanging import (
    Afwezigheid,
    Kandidaat,
    Vangnet,
    Vervanging,
    kies_noodregisseur,
    mag_vangnet_beeindigen,
    mag_vervangen,
    uncovered_since,
)
from sluitend.kern.fouten import Weigering

VAN, TOT = date(2027, 3, 1), date(2027, 3, 12)
LAATSTE = "Dit is het laatste regievangnet van Frion. Wijs eerst een opvolger aan."


@pytest.mark.eis("UR-19", "G-11")
def test_a_substitute_is_another_person_who_is_there() -> None:
    assert mag_vervangen(voor="vera", door=Kandidaat("mo"), van=VAN, tot=TOT) is None
    voorbij = Kandidaat("mo", afwezigheden=(Afwezigheid(date(2027, 2, 1), date(2027, 2, 28)),))
    assert mag_vervangen(voor="vera", door=voorbij, van=VAN, tot=TOT) is None


@pytest.mark.eis("UR-19", "G-11")
@pytest.mark.parametrize(
    "door",
    [
        Kandidaat("vera"),
        Kandidaat("mo", afwezigheden=(Afwezigheid(TOT),)),
        Kandidaat("mo", afwezigheden=(Afwezigheid(date(2027, 1, 1), VAN),)),
    ],
)
def test_not_oneself_and_not_somebody_who_is_away_for_even_a_day(door: Kandidaat) -> None:
    weigering = mag_vervangen(voor="vera", door=door, van=VAN, tot=TOT)
    assert weigering is not None
    assert weigering.tekst == "Een vervanger kan niet zichzelf vervangen of zelf afwezig zijn."


@pytest.mark.eis("UR-19")
def test_a_substitute_holds_the_role_and_a_period_runs_forward() -> None:
    assert mag_vervangen(voor="vera", door=Kandidaat("mo", heeft_rol=False), van=VAN, tot=TOT) is not None
    omgekeerd = mag_vervangen(voor="vera", door=Kandidaat("mo"), van=TOT, tot=VAN)
    assert omgekeerd is not None
    assert omgekeerd.status == 400


VANGNETTEN = (
    Vangnet("Frion", "ina", "casusregie", 2),
    Vangnet("Frion", "bo", "casusregie", 1),
    Vangnet("Frion", "cas", "procesregie", 1),
    Vangnet("Zwolle", "vera", "casusregie", 1),
)


def _kies(vangnetten: tuple[Vangnet, ...], vertrekt: str) -> Vangnet | Weigering:
    return kies_noodregisseur(
        vangnetten, organisatie="Frion", organisatie_naam="Frion", gemeente="Zwolle", vertrekt=vertrekt
    )


@pytest.mark.eis("AR-05", "UR-20", "Z-01")
def test_the_organisation_first_then_the_gemeente_never_the_one_who_leaves() -> None:
    gekozen = [_kies(VANGNETTEN, "dirk"), _kies(VANGNETTEN, "bo"), _kies(VANGNETTEN[2:], "bo")]
    assert [k.gebruiker for k in gekozen if isinstance(k, Vangnet)] == ["bo", "ina", "vera"]
    zonder_handtekening = (Vangnet("Frion", "bo", "casusregie", 1, staande_aanvaarding=False), VANGNETTEN[3])
    vangnet = _kies(zonder_handtekening, "dirk")
    assert isinstance(vangnet, Vangnet)
    assert vangnet.gebruiker == "vera"


@pytest.mark.eis("AR-05", "UR-20", "Z-01")
def test_with_nobody_left_the_leaving_is_refused() -> None:
    weigering = _kies(VANGNETTEN[1:3], "bo")
    assert isinstance(weigering, Weigering)
    assert weigering.tekst == LAATSTE


@pytest.mark.eis("AR-05", "UR-20")
def test_the_last_vangnet_cannot_end_before_a_successor_signs() -> None:
    laatste = mag_vangnet_beeindigen(
        VANGNETTEN[1:], gebruiker="bo", organisatie="Frion", organisatie_naam="Frion"
    )
    assert laatste is not None
    assert laatste.tekst == LAATSTE
    for vangnetten, wie, nodig in (
        (VANGNETTEN, "bo", True),
        (VANGNETTEN[1:], "dirk", True),
        (VANGNETTEN[1:], "bo", False),
    ):
        assert (
            mag_vangnet_beeindigen(
                vangnetten, gebruiker=wie, organisatie="Frion", organisatie_naam="Frion", vangnet_nodig=nodig
            )
            is None
        )


# --- the spell without anybody, against a loop over days ---------------------------------------------------

DAGEN = st.dates(date(2027, 3, 1), date(2027, 3, 14))
PERIODEN = st.lists(st.tuples(DAGEN, DAGEN).map(sorted), max_size=3)


@pytest.mark.eis("G-11")
@given(weg=PERIODEN, vervangers=PERIODEN, ook_weg=PERIODEN, vandaag=DAGEN)
def test_the_uncovered_spell_equals_walking_back_day_by_day(
    weg: list[list[date]], vervangers: list[list[date]], ook_weg: list[list[date]], vandaag: date
) -> None:
    afwezig = tuple(Afwezigheid(van, tot) for van, tot in weg)
    hiaten = tuple(Afwezigheid(van, tot) for van, tot in ook_weg)
    vervangingen = tuple(Vervanging(van, tot, door_afwezig=hiaten) for van, tot in vervangers)

    def niemand(dag: date) -> bool:
        er_is_iemand = any(v.van <= dag <= v.tot for v in vervangingen) and not any(
            h.covers(dag) for h in hiaten
        )
        return any(a.covers(dag) for a in afwezig) and not er_is_iemand

    verwacht = None
    dag = vandaag
    while niemand(dag):
        verwacht, dag = dag, dag - timedelta(days=1)
    assert uncovered_since(afwezig, vervangingen, vandaag) == verwacht
