"""The rules with their parameters as one table: what `sluitend termijn regels --json` and the page Parameters show."""

from __future__ import annotations

from datetime import date

from sluitend.kern.termijnen.model import ZEKERHEID_TEKST, Regel
from sluitend.kern.termijnen.parameters import Parameter, Parameterset, standaard


def regel_als_json(
    regel: Regel, parameters: Parameterset | None = None, op: date | None = None
) -> dict[str, object]:
    """Return `regel` as JSON: input, Atw, source, and its parameter rows (all of them, or those valid on `op`)."""
    rijen = (parameters or standaard()).rijen
    return {
        "regel": regel.code,
        "naam": regel.naam,
        "artikel": regel.artikel,
        "eenheid": regel.eenheid,
        "start": regel.start,
        "atw": regel.atw,
        "atw_grond": regel.atw_grond,
        "richting": regel.richting,
        "zekerheid": regel.zekerheid,
        "bron": regel.bron,
        "regelversie": regel.versie,
        "invoer": [
            {
                "naam": v.naam,
                "soort": v.soort,
                "uitleg": v.uitleg,
                "verplicht": v.verplicht,
                "keuzes": list(v.keuzes),
            }
            for v in regel.invoer
        ],
        "parameters": [
            parameter_als_json(p)
            for code in regel.parametercodes
            for p in rijen
            if p.code == code and (op is None or p.geldt_op(op))
        ],
    }


def parameter_als_json(p: Parameter) -> dict[str, object]:
    """Return one parameter row as JSON, with its confidence in words."""
    return {
        "code": p.code,
        "waarde": p.waarde,
        "eenheid": p.eenheid,
        "artikel": p.artikel,
        "geldig_van": p.geldig_van.isoformat(),
        "geldig_tot": p.geldig_tot.isoformat() if p.geldig_tot else None,
        "bron": p.bron,
        "zekerheid": p.zekerheid,
        "zekerheid_tekst": ", ".join(ZEKERHEID_TEKST.get(deel, deel) for deel in p.zekerheid.split("/")),
        "getekend_door": p.getekend_door or None,
        "versie": p.versie,
    }
