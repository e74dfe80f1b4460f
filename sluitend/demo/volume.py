"""How many meldingen a region of this size gets in a year, from the national police figure (10 §9)."""

from collections.abc import Mapping
from dataclasses import dataclass

# Registrations E33 of the police in 2024 (its own yearly figures), and the inhabitants they are about, rounded.
E33_NEDERLAND_2024 = 149_827
INWONERS_NEDERLAND = 17_900_000
# "Assumed on top: as many from other channels."
ANDERE_KANALEN = 1.0


@dataclass(frozen=True, slots=True)
class Volume:
    """The size of the story and how it was computed."""

    regio: int
    inwoners: int
    politie: int
    anders: int
    dagen: int

    @property
    def per_jaar(self) -> int:
        return self.politie + self.anders

    def regels(self) -> list[str]:
        """The arithmetic, to show."""
        deel = "" if self.inwoners == self.regio else f"; geladen voor {self.inwoners} inwoners"
        return [
            f"IJssel-Vecht: {self.regio} inwoners{deel}",
            f"politie E33: {E33_NEDERLAND_2024} x {self.inwoners} / {INWONERS_NEDERLAND} = {self.politie} per jaar",
            f"andere kanalen: evenveel = {self.anders}; samen {self.per_jaar} meldingen in {self.dagen} dagen",
        ]


def bereken(inwoners: Mapping[str, int], gevraagd: int | None, dagen: int = 365) -> Volume:
    """The volume for the whole region, or for the number of inhabitants that was asked for."""
    regio = sum(inwoners.values())
    voor = gevraagd or regio
    politie = round(E33_NEDERLAND_2024 * voor / INWONERS_NEDERLAND)
    return Volume(regio, voor, politie, round(politie * ANDERE_KANALEN), dagen)
