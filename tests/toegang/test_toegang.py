"""Every address × every role × own, uninvolved, another region and signed out, as one table that people can read.

`tests/scenarios/toegang.csv` is the contract: a new address without a row fails, an answer that differs fails.
`python -m tests.toegang.maak` writes the table anew; read its difference before you commit it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from sluitend.platform.rechten import rechten
from sluitend.regio.tests.fabriek import Wereld
from tests.toegang.geval import Geval, maak_geval, pk_voor, voeg_rollen_toe

TABEL = Path(__file__).resolve().parents[1] / "scenarios" / "toegang.csv"
ZONDER_AANMELDEN = {
    "aanmelden_mislukt",
    "afgemeld",
    "zorgen_melden",
    "volg_uw_melding",
    "waar_terecht",
    "taal",
}
ELDERS = {"account_logout", "kies_rol"}  # proven by the tests of signing in
# Roles that must never reach a page about one person (30 2B, UV-01).
# Objects of the region that hold no person: a table of rules, a card with a number, a roster of staff.
ZONDER_PERSOON = {"triagetabel", "contactkaart", "piket", "termijnparameter"}
STURING = {"programmamanager", "beleidsmedewerker", "contractmanager", "financieel_adviseur", "auditor"}


def paginas() -> Iterator[tuple[str, str, Any]]:
    """(name, pattern, view class) of every address outside the sign-in layer, static files and the API."""

    def loop(resolver: Any, voor: str) -> Iterator[tuple[str, str, Any]]:
        for deel in resolver.url_patterns:
            pad = voor + str(deel.pattern)
            if pad.startswith(("account/", "api/", "^")):
                continue
            if isinstance(deel, URLResolver):
                yield from loop(deel, pad)
            elif deel.name and deel.name not in ELDERS:
                yield deel.name, pad, getattr(deel.callback, "view_class", None)

    yield from loop(get_resolver(), "")


def meld_aan(wereld: Wereld, naam: str) -> Client:
    """A visitor signed in as this colleague in this role."""
    client = Client(raise_request_exception=False)
    medewerker = wereld.medewerkers[naam]
    client.force_login(medewerker.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    sessie = client.session
    sessie["sluitend_keuze"] = {"regio": medewerker.regio_id, "rol": wereld.rollen[naam]}
    sessie.save()
    return client


def vraag(client: Client, naam: str, patroon: str, view: Any, ids: dict[str, Any]) -> int:
    """The status of a GET; a page that only takes a POST is asked with an empty one."""
    adres = Geval(pk_voor(naam, ids)).adres(patroon)
    alleen_post = view is not None and not hasattr(view, "get") and hasattr(view, "post")
    return (client.post(adres) if alleen_post else client.get(adres)).status_code


def meet(wereld: Wereld) -> dict[tuple[str, str], tuple[int, int, int]]:
    """What every role gets on every address: the case of Zwolle, one nobody of it knows, one of another region."""
    rollen = voeg_rollen_toe(wereld)
    eigen = maak_geval(wereld, "Mila Meldpunt", "Zara Zwolle", "0193", "Bemoeizorg")
    ander = maak_geval(wereld, "Max Meldpunt", "Kees Kampen", "0166", None)
    vreemd = maak_geval(wereld, "Dora Drenthe", "Dirk Drenthe", "0106", None)
    uit = {}
    for rol, account in sorted(rollen.items()):
        client = meld_aan(wereld, account)
        for naam, patroon, view in paginas():
            uit[(naam, rol)] = tuple(
                vraag(client, naam, patroon, view, geval) for geval in (eigen, ander, vreemd)
            )
    uitgelogd = Client()
    for naam, patroon, view in paginas():
        uit[(naam, "uitgelogd")] = tuple(
            vraag(uitgelogd, naam, patroon, view, geval) for geval in (eigen, ander, vreemd)
        )
    return uit


def lees() -> dict[tuple[str, str], tuple[int, ...]]:
    with TABEL.open(encoding="utf-8") as bestand:
        return {
            (rij["adres"], rij["rol"]): (int(rij["eigen"]), int(rij["onbekend"]), int(rij["andere_regio"]))
            for rij in csv.DictReader(bestand)
        }


@pytest.mark.eis("Z-10", "recht:V10", "AA-09")
@pytest.mark.django_db
def test_elk_adres_antwoordt_elke_rol_zoals_de_tabel_zegt(wereld: Wereld) -> None:
    tabel, gemeten = lees(), meet(wereld)
    assert {adres for adres, _rol in gemeten} == {adres for adres, _rol in tabel}, (
        "een adres zonder rij in de tabel"
    )
    verschil = {
        sleutel: (tabel.get(sleutel), uitkomst)
        for sleutel, uitkomst in gemeten.items()
        if tabel.get(sleutel) != uitkomst
    }
    assert not verschil, f"(adres, rol): (tabel, gemeten) {verschil}"


def _objectpaginas() -> list[tuple[str, Any]]:
    return [(naam, view) for naam, patroon, view in paginas() if "<uuid" in patroon]


@pytest.mark.eis("Z-10", "recht:V10")
def test_de_tabel_laat_een_andere_regio_nooit_zien() -> None:
    tabel = lees()
    lek = [
        (naam, rol)
        for naam, _view in _objectpaginas()
        for adres, rol in tabel
        if adres == naam and rol != "uitgelogd" and tabel[(adres, rol)][2] not in (404, 405)
    ]
    assert lek == []


@pytest.mark.eis("Z-10")
def test_zonder_rij_in_de_matrix_bestaat_een_pagina_niet() -> None:
    tabel = lees()
    for naam, _patroon, view in paginas():
        if not getattr(view, "object", ""):
            continue
        for (adres, rol), statussen in tabel.items():
            if adres == naam and rol != "uitgelogd" and not rechten(rol, view.object, view.handeling):
                assert set(statussen) == {404}, (naam, rol, statussen)


@pytest.mark.eis("Z-10")
def test_wie_niet_is_aangemeld_komt_alleen_op_de_open_paginas() -> None:
    for (adres, rol), statussen in lees().items():
        if rol == "uitgelogd" and adres not in ZONDER_AANMELDEN and adres != "vandaag":
            assert set(statussen) == {302}, adres


@pytest.mark.eis("AA-09")
def test_sturing_bereikt_geen_persoon() -> None:
    tabel = lees()
    for naam, view in _objectpaginas():
        if getattr(view, "object", "") in ZONDER_PERSOON:
            continue
        for rol in STURING:
            assert not any(status == 200 for status in tabel[(naam, rol)]), (naam, rol)


def test_geen_serverfout() -> None:
    assert [
        sleutel for sleutel, statussen in lees().items() if any(status >= 500 for status in statussen)
    ] == []
