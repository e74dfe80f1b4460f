"""Settings of the region about residents (chapter 12 5A, chapter 10 5.4)."""

from sluitend.regio.instellingen import Definitie, bepaal


def _tekst(waarde: object) -> bool:
    return isinstance(waarde, str) and 0 < len(waarde.strip()) <= 120


def registreer() -> None:
    bepaal(
        Definitie(
            "doelgroep.woord",
            "Woord voor de doelgroep",
            "inwoner met een psychische kwetsbaarheid",
            "C01, 12 5A",
            geldig=_tekst,
        ),
        Definitie(
            "afgeschermd.contactpunt",
            "Contactpunt bij een afgeschermd adres",
            "het meldpunt",
            "10 5.4",
            geldig=_tekst,
        ),
    )
