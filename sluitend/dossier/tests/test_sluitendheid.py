"""AR-20: the worked example of chapter 12 §5G, as rows in the database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sluitend.dossier import gaten as gatenlijst
from sluitend.dossier import queries
from sluitend.dossier.models import Dossier, Gat
from sluitend.dossier.rules.sluitendheid import Eenheid
from sluitend.dossier.tests.conftest import Aanmelden, Keten, lokaal
from sluitend.dossier.tests.test_dossier_sluiten import ALLES
from sluitend.platform.eenheid import schrijven

pytestmark = pytest.mark.django_db


def juni(dag: int, uur: int = 0, minuut: int = 0) -> Any:
    return lokaal(2027, 6, dag, uur, minuut)


@pytest.mark.eis("AR-20")
def test_het_uitgewerkte_voorbeeld_van_juni(
    keten: Keten, als: Aanmelden, klok: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    klok(2027, 5, 20, 10)
    a, b = keten.dossier(), keten.dossier()
    klok(2027, 6, 10, 15)
    assert als("Zara Zwolle").post(f"/dossiers/{b.pk}/sluiten", ALLES).status_code == 302
    klok(2027, 6, 12, 9)
    c = keten.dossier()
    klok(2027, 6, 29, 0, 40)
    d = keten.dossier()
    klok(2027, 7, 2, 9)

    def rij(code: str, eenheid: str, dossier: Dossier | None, norm: Any, op: Any = None) -> Gat:
        return Gat(
            regio=keten.wereld.regio,
            code=code,
            onderwerp=f"{code}:{eenheid}",
            eenheid=eenheid,
            dossier=dossier,
            klok_start=norm,
            norm_op=norm,
            opgelost_op=op,
            opgelost_geregistreerd_op=op,
        )

    with schrijven(keten.wereld.systeem, stil=True):
        Gat.objects.all().delete()
        Gat.objects.bulk_create(
            [
                rij("G-03", f"dossier:{b.pk}", b, juni(4), juni(6, 14)),
                rij("G-04", f"dossier:{c.pk}", c, juni(15), juni(18, 9, 30)),
                rij("G-03", f"dossier:{c.pk}", c, juni(17), juni(19, 12)),
                rij("G-12", f"dossier:{c.pk}", c, juni(25)),
                rij("G-01", "melding:d", d, juni(29, 0, 5), juni(29, 0, 20)),
            ]
        )
    monkeypatch.setitem(gatenlijst._bronnen, "G-12", ("dossier", lambda ids: []))  # this region measures it
    voor = Eenheid("melding:d", juni(28, 23, 50), juni(29, 0, 40), f"dossier:{d.pk}")
    monkeypatch.setattr(gatenlijst, "_eenheden", [*gatenlijst._eenheden, lambda van, tot: iter([voor])])
    cijfer = keten.lees(lambda: queries.sluitendheid("ijssel-vecht", date(2027, 6, 1), date(2027, 6, 30)))
    assert cijfer.sluitendheid == Decimal("0.7581")
    assert (cijfer.dossierdagen, cijfer.gatdagen) == (62, 15)
    per = {regel.code: (regel.dagen, regel.zonder) for regel in cijfer.per_gat}
    assert {code: dagen for code, (dagen, _zonder) in per.items()} == {
        "G-01": 1,
        "G-03": 6,
        "G-04": 4,
        "G-12": 6,
    }
    assert per["G-12"][1] == Decimal("0.8548")
    assert a.pk != b.pk
    assert (
        keten.lees(
            lambda: queries.sluitendheid("ijssel-vecht", date(2026, 1, 1), date(2026, 1, 31))
        ).sluitendheid
        is None
    )
