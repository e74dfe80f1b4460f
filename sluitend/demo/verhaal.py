"""A year in the region, one day at a time, through the same actions as real use."""

import random
from collections import Counter
from datetime import date, datetime

from sluitend.demo.bezetting import Bezetting


class Verhaal:
    """What happens in one region, day by day."""

    def __init__(self, bezetting: Bezetting, per_jaar: int, kans: random.Random, dagen: int) -> None:
        self.bezetting, self.per_jaar, self.kans, self.dagen = bezetting, per_jaar, kans, dagen
        self.aantallen: Counter[str] = Counter()

    def dag(self, dag: date, tot: datetime) -> None:
        """Everything that happens on this day, in order of time, up to `tot`."""

    def sluit_af(self, einde: datetime) -> None:
        """The sweep of the last moment."""
