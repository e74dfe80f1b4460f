"""Who may know a secret address, and how long before that is judged again (chapter 30 2C, recht:V23)."""

from datetime import date

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.kalender import plus_maanden
from sluitend.kern.tekst import zin as _

MINSTENS = 2
HERZIEN_MAANDEN = 6


def mag_op_lijst(aantal: int, *, gevraagd: int) -> Weigering | None:
    """Refuse a list of fewer than two people, or with somebody who may not stand on it (UA-20)."""
    if gevraagd != aantal:
        tekst = _("Kies alleen mensen uit de lijst.")
    elif aantal < MINSTENS:
        tekst = _("Zet ten minste twee mensen op de toegangslijst.")
    else:
        return None
    return OngeldigeInvoer("toegangslijst-te-kort", tekst, "UA-20", fouten={"lijst": tekst})


def herzien_uiterlijk(vandaag: date) -> date:
    """The last day on which the secrecy is judged again."""
    return plus_maanden(vandaag, HERZIEN_MAANDEN)


def mag_bevestigen(herzien_op: date | None, vandaag: date) -> Weigering | None:
    """Refuse a review that is not ahead, or further than six months (chapter 30 2C)."""
    if herzien_op is not None and vandaag < herzien_op <= herzien_uiterlijk(vandaag):
        return None
    tekst = _("Kies een datum binnen 6 maanden.")
    return OngeldigeInvoer("herziening-ongeldig", tekst, "UA-20", fouten={"herzien_op": tekst})
