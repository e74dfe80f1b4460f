"""A melding that was acknowledged is there after `kill -9` of web or database at any moment; retries make no doubles."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from tests import databank
from tests.databank import Databank
from tests.keten import slachting
from tests.keten.slachting import Melders, Postgres, Web, Werker

# Per database; both together are the hundred of the issue.
DODEN = int(os.environ.get("SLUITEND_STATEFUL_DODEN", "50"))
MELDERS, TUSSENIN = 4, 3  # so many are acknowledged between one kill and the next
GRENS = 60 + 12 * DODEN  # seconds; never reached on a machine that has time


@contextlib.contextmanager
def geserveerd(url: str, map_: Path) -> Iterator[tuple[Web, Werker, str]]:
    """The product on this database, with a small region in it, and a token to report with."""
    omgeving = databank.omgeving(map_, url)
    token = slachting.draai(omgeving, slachting.LEG_KLAAR, "TOKEN")
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        luisteraar.listen(64)
        web = Web(
            url=f"http://127.0.0.1:{luisteraar.getsockname()[1]}",
            omgeving=omgeving,
            log=map_ / "web.log",
            luisteraar=luisteraar,
        )
        werker = Werker(omgeving, map_ / "werker.log")
        try:
            web.start()
            werker.start()
            yield web, werker, token
        finally:
            werker.stop()
            web.stop(9)


def slacht(web: Web, werker: Werker, melders: Melders, postgres: Postgres | None) -> Counter[str]:
    """Kill somebody at a random moment, so many times, while meldingen come in; each time work must have gone on."""
    toeval = random.Random(20260302)
    doden: Counter[str] = Counter()
    einde = time.monotonic() + GRENS
    soorten = (
        ["web"] * 12
        + ["webmeester"]
        + ["werker"] * 2
        + (["backend"] * 9 + ["postmaster"] * 2 if postgres else [])
    )
    while sum(doden.values()) < DODEN:
        assert time.monotonic() < einde, f"te langzaam: {doden}, {len(melders.bevestigd)} bevestigd"
        assert not melders.fouten, melders.fouten
        genoeg = melders.gedaan + TUSSENIN
        while melders.gedaan < genoeg and time.monotonic() < einde and not melders.fouten:
            threading.Event().wait(0.01)
        threading.Event().wait(toeval.uniform(0, 0.15))
        soort = toeval.choice(soorten)
        if soort == "web":
            werkers = slachting.kinderen(web.pid)
            doden[soort] += bool(werkers) and slachting.dood(toeval.choice(werkers))
        elif soort == "werker":
            werker.stop()
            doden[soort] += 1
            werker.start()
        elif soort == "webmeester":
            web.stop(9)
            doden[soort] += 1
            web.start()
        elif postgres is not None and soort == "backend":
            doden[soort] += postgres.dood_backend(toeval)
        elif postgres is not None:
            postgres.dood_postmaster()
            doden[soort] += 1
            postgres.kom_terug()
    return doden


def proef(url: str, map_: Path, postgres: Postgres | None = None) -> str:
    """Report and kill, then count; gives what happened in one line."""
    begin = time.monotonic()
    with geserveerd(url, map_) as (web, werker, token):
        melders = Melders(web.url, token, uiterlijk=time.monotonic() + 2 * GRENS)
        draden = [threading.Thread(target=melders.loop, args=(n,), daemon=True) for n in range(MELDERS)]
        for draad in draden:
            draad.start()
        try:
            doden = slacht(web, werker, melders, postgres)
        finally:
            melders.klaar.set()
            for draad in draden:
                draad.join(120)
        assert not melders.fouten, melders.fouten
        if postgres:
            postgres.kom_terug()
        werker.stop()
        werker.maak_af()
        uitslag = json.loads(slachting.draai(web.omgeving, slachting.KIJK_NA, "UITSLAG"))
    controleer(melders, uitslag)
    return (
        f"{sum(doden.values())} doden ({dict(doden)}), {len(melders.bevestigd)} meldingen en "
        f"{len(melders.getrieerd)} triages bevestigd en alle er precies een keer, {sum(melders.mislukt.values())} pogingen mislukten ({dict(melders.mislukt)}), "
        f"{time.monotonic() - begin:.0f} s"
    )


def controleer(melders: Melders, uitslag: dict) -> None:
    assert melders.bevestigd.keys() == melders.verstuurd
    nummers = Counter(uitslag["nummers"])
    assert all(aantal == 1 for aantal in nummers.values()), "een nummer komt twee keer voor"
    per_sleutel = Counter(tekst.rsplit(" ", 1)[1] for tekst, _nummer in uitslag["sleutels"])
    assert per_sleutel == Counter(melders.bevestigd.keys()), "een melding is er niet, of er zijn er twee van"
    gevonden = {tekst.rsplit(" ", 1)[1]: nummer for tekst, nummer in uitslag["sleutels"]}
    assert gevonden == melders.bevestigd, "een melder kreeg een ander nummer dan de melding heeft"
    namen = Counter(f"melding:{UUID(pk)}" for pk in uitslag["ids"])
    assert Counter(uitslag["gebeurtenissen"]) == namen, "een melding zonder gebeurtenis, of andersom"
    assert Counter(uitslag["klokken"]) == namen, "een melding zonder klok"
    getrieerd = {UUID(pk) for pk in melders.getrieerd.values()}
    triages = Counter(UUID(pk) for pk in uitslag["triages"])
    assert triages == Counter(getrieerd), "een triage is er niet, of twee keer, of zonder melding"
    assert {UUID(pk) for pk in uitslag["aangeboden"]} == getrieerd
    op_de_lijst = Counter(uitslag["taken"])
    assert all(aantal == 1 for aantal in op_de_lijst.values()), "een melding staat twee keer op de lijst"
    assert {naam for naam in namen if UUID(naam[8:]) not in getrieerd} <= op_de_lijst.keys()
    assert all(any(naam.removeprefix("melding:") in v for v in uitslag["vervolg"]) for naam in namen)
    assert (uitslag["zonder_melder"], uitslag["zonder_opgave"], uitslag["wees"]) == (0, 0, 0)
    assert uitslag["breuken"] == []
    assert uitslag["heel"] == "ok"
    assert sum(melders.mislukt.values()) > 0, (
        "geen enkele poging is door een dode geraakt: zo bewijst het niets"
    )


@pytest.mark.traag
@pytest.mark.eis("AM-30", "Z-06")
def test_geen_melding_gaat_verloren_als_processen_sterven(
    databankinfo: Databank, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if databankinfo.is_postgres:
        with slachting.duurzame_postgres() as cluster:
            databank.beheer(databank.omgeving(tmp_path, cluster.url()), "migrate", "-v0", "--skip-checks")
            regel = proef(cluster.url(), tmp_path, cluster)
    else:
        pad = tmp_path / "uitval.sqlite3"
        databank.kopieer(databankinfo, str(pad))
        databank.beheer(databank.omgeving(tmp_path, f"sqlite:///{pad}"), "migrate", "-v0", "--skip-checks")
        regel = proef(f"sqlite:///{pad}", tmp_path)
    with capsys.disabled():
        print(f"\n{databankinfo.soort}: {regel}")
