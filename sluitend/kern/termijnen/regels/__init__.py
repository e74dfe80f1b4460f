"""The rules about terms, as data: what starts the clock, how it counts, and on which article it rests.

Ids in `bron` point into the specification (chapter 02 unless another is named). The amounts stand in
`gegevens/termijnparameters.csv`; the counting itself in `rekenen` and `bijzonder`.
"""

from __future__ import annotations

from sluitend.kern.termijnen.model import Regel
from sluitend.kern.termijnen.regels.bestuursrecht import AWB, WMO
from sluitend.kern.termijnen.regels.overig import IWMO, OVERIG
from sluitend.kern.termijnen.regels.wvggz import WVGGZ

REGELS: dict[str, Regel] = {regel.code: regel for regel in (*WVGGZ, *WMO, *AWB, *IWMO, *OVERIG)}
