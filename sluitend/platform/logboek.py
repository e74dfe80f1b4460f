"""Technical logs: structured lines without anything personal."""

import json
import logging
import re
from datetime import UTC, datetime

VERBODEN = (
    re.compile(r"\b\d{8,9}\b"),
    re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b"),
    re.compile(r"[^\s@]+@[^\s@]+"),
    re.compile(r"\b0\d[\d -]{7,10}\b"),
)


def schoon(tekst: str) -> str:
    """The text without numbers that may be a BSN or phone, post codes, mail addresses and query strings."""
    tekst = re.sub(r"\?\S*", "?…", tekst)
    for patroon in VERBODEN:
        tekst = patroon.sub("…", tekst)
    return tekst


class ZonderPersoonsgegevens(logging.Filter):
    """Cleans every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = schoon(record.getMessage()), ()
        if record.exc_info:
            # The values in a traceback's message may be what somebody typed: keep the kind and the place.
            soort, _fout, spoor = record.exc_info
            plek = ""
            while spoor is not None:
                plek = f"{spoor.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{spoor.tb_lineno}"
                spoor = spoor.tb_next
            record.msg = f"{record.msg} [{getattr(soort, '__name__', soort)} {plek}]"
            record.exc_info = None
            record.exc_text = None
        return True


class Regel(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        tijd = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps(
            {"tijd": tijd, "niveau": record.levelname, "bron": record.name, "bericht": record.getMessage()},
            ensure_ascii=False,
        )
