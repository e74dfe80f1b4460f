"""A client that costs next to nothing, so that what is measured is the server: raw requests over kept connections."""

from __future__ import annotations

import contextlib
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

_LENGTE = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CSRF = "a" * 32
PLEK = "x" * 32


@dataclass(frozen=True)
class Verzoek:
    """One request, ready to send; `los` makes each sending a different one."""

    naam: str
    inhoud: bytes
    verwacht: tuple[int, ...] = (200,)
    los: bool = False

    def bytes(self) -> bytes:
        return self.inhoud.replace(PLEK.encode(), secrets.token_hex(16).encode()) if self.los else self.inhoud


def haal(naam: str, pad: str, sessie: str = "") -> Verzoek:
    """A GET."""
    koek = f"Cookie: sessie={sessie}\r\n" if sessie else ""
    return Verzoek(naam, f"GET {pad} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{koek}\r\n".encode())


def stuur(naam: str, pad: str, velden: dict[str, str], sessie: str = "") -> Verzoek:
    """A POST of a form that ends in a redirect."""
    koek = f"csrftoken={CSRF}" + (f"; sessie={sessie}" if sessie else "")
    inhoud = urlencode({"csrfmiddlewaretoken": CSRF, **velden}).encode()
    kop = (
        f"POST {pad} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nCookie: {koek}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(inhoud)}\r\n\r\n"
    )
    return Verzoek(naam, kop.encode() + inhoud, (302,), los=True)


class Verbinding:
    """One kept connection; it is made again when the server ended it."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self.verbind()

    def verbind(self) -> None:
        self.stekker = socket.create_connection(("127.0.0.1", self.poort), timeout=60)
        self.stekker.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def doe(self, verzoek: Verzoek) -> tuple[int, bytes]:
        """Send and read the whole answer; returns status and everything that came."""
        self.stekker.sendall(verzoek.bytes())
        gelezen = b""
        while (einde := gelezen.find(b"\r\n\r\n")) < 0:
            deel = self.stekker.recv(65536)
            if not deel:
                self.verbind()
                return 0, b""
            gelezen += deel
        kop = gelezen[:einde]
        treffer = _LENGTE.search(kop)
        lengte = int(treffer[1]) if treffer else 0
        nodig = einde + 4 + lengte
        while len(gelezen) < nodig:
            deel = self.stekker.recv(262144)
            if not deel:
                break
            gelezen += deel
        if b"connection: close" in kop.lower():
            self.stekker.close()
            self.verbind()
        return int(kop[9:12]), gelezen

    def sluit(self) -> None:
        with contextlib.suppress(OSError):
            self.stekker.close()


@contextlib.contextmanager
def verbindingen(poort: int, aantal: int) -> Iterator[list[Verbinding]]:
    """So many clients."""
    alle = [Verbinding(poort) for _ in range(aantal)]
    try:
        yield alle
    finally:
        for verbinding in alle:
            verbinding.sluit()


def doorvoer(klanten: Sequence[Verbinding], verzoek: Verzoek, seconden: float) -> float:
    """Requests per second that these clients get together; raises when an answer is not the expected one."""
    einde = time.perf_counter() + seconden
    tellingen = [0] * len(klanten)
    fouten: list[str] = []

    def draai(nummer: int) -> None:
        klant, aantal = klanten[nummer], 0
        while time.perf_counter() < einde:
            status, antwoord = klant.doe(verzoek)
            if status == 0:
                continue
            if status not in verzoek.verwacht:
                fouten.append(f"{verzoek.naam}: {status} {antwoord[-600:].decode('utf-8', 'replace')}")
                return
            aantal += 1
        tellingen[nummer] = aantal

    begin = time.perf_counter()
    if len(klanten) == 1:
        draai(0)
    else:
        draden = [threading.Thread(target=draai, args=(i,)) for i in range(len(klanten))]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join()
    if fouten:
        raise RuntimeError(fouten[0])
    return sum(tellingen) / (time.perf_counter() - begin)


def paren(
    klanten: Sequence[Verbinding],
    kaal: Verzoek,
    vol: Verzoek,
    rondes: int,
    seconden: float,
    tussen: Callable[[], None] = lambda: None,
) -> list[tuple[float, float]]:
    """(bare, product) per round, one right after the other and in turns first: a busy machine slows both."""
    uitkomsten = []
    for verzoek in (kaal, vol):
        doorvoer(klanten, verzoek, min(0.3, seconden))
    for ronde in range(rondes):
        eerst, dan = (kaal, vol) if ronde % 2 == 0 else (vol, kaal)
        a = doorvoer(klanten, eerst, seconden)
        b = doorvoer(klanten, dan, seconden)
        uitkomsten.append((a, b) if eerst is kaal else (b, a))
        tussen()
    return uitkomsten
