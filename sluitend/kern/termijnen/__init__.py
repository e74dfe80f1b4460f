"""Every legal and agreed term of the chain, computed with its steps (spec 40 section 2a, spec 02).

    termijn = bereken("wvggz-verkennend-onderzoek", "2026-11-22T01:15:00+01:00")
    termijn.einde        # date(2026, 12, 7)
    termijn.stappen      # the arithmetic in Dutch, with the article

A term keeps the version of rule and parameters it was computed with.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik
from sluitend.kern.termijnen import bijzonder, rekenen
from sluitend.kern.termijnen.invoer import lees_start, lees_velden
from sluitend.kern.termijnen.model import Eenheid, Regel, Termijn, Veld
from sluitend.kern.termijnen.parameters import Parameter, Parameterset, standaard
from sluitend.kern.termijnen.regels import REGELS
from sluitend.kern.termijnen.rekenen import Blad, Uitkomst

__all__ = [
    "REGELS",
    "Eenheid",
    "Parameter",
    "Parameterset",
    "Regel",
    "Termijn",
    "Veld",
    "bereken",
    "standaard",
]

_REKENWIJZEN: dict[str, Callable[[Blad], Uitkomst]] = {
    "tel": rekenen.tel,
    "werkdagen": rekenen.werkdagen,
    "iwmo": rekenen.iwmo,
    "uren": rekenen.uren,
    **{
        functie.__name__: functie
        for functie in (
            bijzonder.vo,
            bijzonder.zm_duur,
            bijzonder.tvz,
            bijzonder.cm_geldigheid,
            bijzonder.mvc_verzoek,
            bijzonder.mvc_doorloop,
            bijzonder.opschortbaar,
            bijzonder.bezwaar,
            bijzonder.beslissing_bezwaar,
            bijzonder.dwangsom,
            bijzonder.iwmo_305,
            bijzonder.iwmo_319,
            bijzonder.verblijf,
            bijzonder.nieuwe_client,
            bijzonder.avg,
        )
    },
}


def bereken(
    regel: str | Regel,
    start: date | datetime | str,
    *,
    parameters: Parameterset | None = None,
    **invoer: object,
) -> Termijn:
    """Compute the term of `regel` from `start` with the input fields of that rule.

    `start` is a date or an instant (ISO text or object); a naive time is Dutch wall time. `parameters` are the
    rows of the installation, by default the packaged ones. Raises VerkeerdGebruik for an unknown rule, field or
    unreadable value, and OngeldigeInvoer when the case itself does not hold (such as a time that occurs twice).
    """
    r = regel if isinstance(regel, Regel) else _regel(regel)
    blad = Blad(
        r, lees_start(start, uren=r.eenheid == "uur"), lees_velden(r, invoer), parameters or standaard()
    )
    blad.stap_start()
    try:
        uitkomst = _REKENWIJZEN[r.rekenwijze](blad)
    except OverflowError as fout:
        tekst = "Een datum ligt buiten wat de kalender kent."
        raise OngeldigeInvoer("jaar-buiten-bereik", tekst, r.bron, fouten={"start": tekst}) from fout
    if r.atw:
        blad.jaren.update(range(blad.dag0.year, uitkomst.einde.year + 1))
    zekerheden = [r.zekerheid, *(p.zekerheid for p in blad.gebruikt.values())]
    return Termijn(
        regel=r.code,
        artikel=r.artikel,
        start=blad.start,
        einde=uitkomst.einde,
        ruw_einde=uitkomst.ruw,
        eenheid=uitkomst.eenheid or r.eenheid,
        stappen=tuple(blad.stappen),
        waarschuwingen=tuple(dict.fromkeys((*blad.waarschuwingen, *_waarschuwingen(blad)))),
        regelversie=r.versie,
        parameterversie=" ".join(f"{code}@{p.versie}" for code, p in blad.gebruikt.items()),
        zekerheid=max(zekerheden, key=lambda z: max(z) if z != "keuze" else ""),
        extra=uitkomst.extra,
    )


def _regel(code: str) -> Regel:
    if code not in REGELS:
        tekst = f"De regel {code!r} bestaat niet. Zie: sluitend termijn regels."
        raise VerkeerdGebruik("regel-onbekend", tekst, "40 2a", fouten={"regel": tekst})
    return REGELS[code]


def _waarschuwingen(blad: Blad) -> tuple[str, ...]:
    """Warn for years without known decree days and for rows of confidence C that nobody has signed."""
    return (
        *kalender.waarschuwingen(blad.jaren),
        *(
            f"Parameter {code} is nog niet juridisch gecontroleerd."
            for code, p in blad.gebruikt.items()
            if p.ongetekend
        ),
    )
