"""Paging by place: ties, empty values, both directions, and rows that come and go."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Value
from django_scopes import scope

from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.platform.keyset import pagineer
from sluitend.platform.models import Nummerreeks, Regio, Servicetoken

pytestmark = pytest.mark.django_db
NU = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def regio(db: None) -> Regio:
    return Regio.objects.create(code="proef", naam="Proefregio")


def tokens(regio: Regio, tijden: list[int | None]) -> None:
    Servicetoken.objects.bulk_create(
        Servicetoken(
            regio=regio,
            naam=f"t{nummer}",
            hash=f"{nummer}",
            rol="x",
            tot=NU + timedelta(hours=nummer % 2),
            ingetrokken_op=None if uur is None else NU + timedelta(hours=uur),
        )
        for nummer, uur in enumerate(tijden)
    )


def alles(rijen, velden, limit, *, tussendoor=lambda: None) -> list:
    gezien, cursor = [], None
    while True:
        blad = pagineer(rijen, velden, cursor, limit)
        assert len(blad.rijen) <= limit
        gezien += blad.rijen
        cursor = blad.volgende
        if cursor is None:
            return gezien
        assert blad.rijen
        tussendoor()


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize(
    "velden",
    [
        ("ingetrokken_op", "id"),
        ("-ingetrokken_op", "-id"),
        ("-tot", "ingetrokken_op", "id"),
        ("tot", "-naam"),
        ("-pk",),
    ],
)
def test_elke_rij_komt_een_keer_en_lege_waarden_het_laatst(regio: Regio, velden, limit: int) -> None:
    tokens(regio, [3, None, 1, 1, None, 2, 1, 3])
    gezien = alles(Servicetoken.objects.all(), velden, limit)
    assert len({rij.pk for rij in gezien}) == len(gezien) == 8
    assert gezien == alles(Servicetoken.objects.all(), velden, 100)
    if velden[0].endswith("ingetrokken_op"):
        leeg = [rij.ingetrokken_op is None for rij in gezien]
        assert leeg == sorted(leeg)


def test_rijen_die_erbij_komen_of_weggaan_verschuiven_niets(regio: Regio) -> None:
    tokens(regio, [1, 2, 3, 4, 5, 6])
    erbij = iter(range(100, 200))

    def tussendoor() -> None:
        nummer = next(erbij)
        Servicetoken.objects.create(
            regio=regio,
            naam="nieuw",
            hash=f"n{nummer}",
            rol="x",
            tot=NU,
            ingetrokken_op=NU - timedelta(days=1),
        )

    gezien = alles(Servicetoken.objects.all(), ("ingetrokken_op", "id"), 2, tussendoor=tussendoor)
    assert [rij.naam for rij in gezien] == ["t0", "t1", "t2", "t3", "t4", "t5"]


def test_ook_over_waarden_en_annotaties(regio: Regio) -> None:
    tokens(regio, [1, 1, 1])
    rijen = Servicetoken.objects.annotate(vast=Value(7)).values("vast", "id", "naam", "regio__code")
    assert [rij["naam"] for rij in alles(rijen, ("vast", "regio__code", "id"), 1)] == ["t0", "t1", "t2"]


def test_een_bladzijde_kost_een_vraag_hoe_ver_ook(regio: Regio, django_assert_num_queries) -> None:
    tokens(regio, [1] * 30)
    eerste = pagineer(Servicetoken.objects.all(), ("tot", "id"), None, 10)
    with django_assert_num_queries(1):
        pagineer(Servicetoken.objects.all(), ("tot", "id"), eerste.volgende, 10)


def test_een_cursor_is_niet_te_lezen_te_maken_of_elders_te_gebruiken(regio: Regio) -> None:
    tokens(regio, [1, 2, 3])
    Servicetoken.objects.filter(naam="t0").update(naam="herkenbaar-woord")
    cursor = pagineer(Servicetoken.objects.all(), ("naam", "id"), None, 1).volgende
    assert cursor is not None
    assert b"herkenbaar-woord" not in base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    with scope(regio=regio.pk):
        for rijen, velden, vreemd in (
            (Servicetoken.objects.all(), ("-naam", "id"), cursor),
            (Nummerreeks.objects.all(), ("naam", "id"), cursor),
            (Servicetoken.objects.all(), ("naam", "id"), cursor[:-2]),
            (Servicetoken.objects.all(), ("naam", "id"), "é"),
            (Servicetoken.objects.all(), ("naam", "id"), "a"),
            (Servicetoken.objects.all(), ("naam", "id"), "%%%"),
        ):
            with pytest.raises(OngeldigeInvoer) as weigering:
                pagineer(rijen, velden, vreemd, 1)
            assert weigering.value.code == "cursor-ongeldig"
