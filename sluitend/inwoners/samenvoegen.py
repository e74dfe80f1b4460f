"""What other areas do when two persons turn out to be one, or one turns out to be two (UR-04).

An area registers how its rows move and move back: `deelnemer("meldpunt.melding", Rijen(Melding, "inwoner"))`.
It may object first: two open dossiers wait until the other regisseur has accepted.
"""

from typing import Any, Protocol

from django.db import models

from sluitend.inwoners.models import Adresperiode, Afscherming, Inwoner, Naaste, Samenvoeging
from sluitend.kern.fouten import Weigering


class Deelnemer(Protocol):
    """How the rows of one area take part in a merge; all of it runs in the transaction of the act."""

    def bezwaar(self, samenvoeging: Samenvoeging) -> Weigering | None:
        """Why this merge may not take effect now; None when it may."""

    def verplaats(self, samenvoeging: Samenvoeging) -> Any:
        """Move the rows of `opgegaan` to `blijft`; returns what `zet_terug` needs, as JSON without personal data."""

    def zet_terug(self, samenvoeging: Samenvoeging, bewaard: Any) -> None:
        """Give every earlier row back to its own side."""

    def later(self, samenvoeging: Samenvoeging, bewaard: Any) -> list[str]:
        """Ids of rows that came to `blijft` after the merge: a person gives each to one of the two."""

    def wijs_toe(self, sleutel: str, inwoner: Inwoner) -> None:
        """Give one later row to this person."""


class Rijen:
    """Rows that simply hang on a resident by one foreign key. `blijft_staan` keeps rows that would clash."""

    def __init__(self, model: type[models.Model], veld: str = "inwoner") -> None:
        self.model, self.veld = model, veld

    def bezwaar(self, samenvoeging: Samenvoeging) -> Weigering | None:
        return None

    def _van(self, inwoner_id: Any) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(**{f"{self.veld}_id": inwoner_id})

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        return [str(pk) for pk in self._van(samenvoeging.opgegaan_id).values_list("pk", flat=True)]

    def verplaats(self, samenvoeging: Samenvoeging) -> Any:
        van_blijft = [str(pk) for pk in self._van(samenvoeging.blijft_id).values_list("pk", flat=True)]
        verplaatst = self.te_verplaatsen(samenvoeging)
        self.model._default_manager.filter(pk__in=verplaatst).update(
            **{f"{self.veld}_id": samenvoeging.blijft_id}
        )
        return {"blijft": van_blijft, "verplaatst": verplaatst}

    def zet_terug(self, samenvoeging: Samenvoeging, bewaard: Any) -> None:
        self.model._default_manager.filter(pk__in=bewaard["verplaatst"]).update(
            **{f"{self.veld}_id": samenvoeging.opgegaan_id}
        )

    def later(self, samenvoeging: Samenvoeging, bewaard: Any) -> list[str]:
        bekend = {*bewaard["blijft"], *bewaard["verplaatst"]}
        nu = self._van(samenvoeging.blijft_id).order_by("pk").values_list("pk", flat=True)
        return [str(pk) for pk in nu if str(pk) not in bekend]

    def wijs_toe(self, sleutel: str, inwoner: Inwoner) -> None:
        self.model._default_manager.filter(pk=sleutel).update(**{f"{self.veld}_id": inwoner.pk})


class Adressen(Rijen):
    """Periods that overlap one of the same kind stay on the record that went up: nothing is lost or shortened.

    A secret address is bound to its own person's key and stays as well.
    """

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        van_blijft = list(self._van(samenvoeging.blijft_id))
        return [
            str(rij.pk)
            for rij in self._van(samenvoeging.opgegaan_id)
            if not rij.geheim and not any(overlapt(rij, ander) for ander in van_blijft)
        ]


class Naasten(Rijen):
    """A naaste whose name the other record knows already stays, and so does one with a phone number:
    that is bound to the key of its own person. Consent is never merged."""

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        bekend = set(self._van(samenvoeging.blijft_id).values_list("naam", flat=True))
        rijen = self._van(samenvoeging.opgegaan_id).filter(telefoon="")
        return [str(rij.pk) for rij in rijen if rij.naam not in bekend]


class Afschermingen(Rijen):
    """The closed ones go along; an open one stays on the record that went up when the other has one already."""

    def te_verplaatsen(self, samenvoeging: Samenvoeging) -> list[str]:
        rijen = self._van(samenvoeging.opgegaan_id)
        if self._van(samenvoeging.blijft_id).filter(status__in=Afscherming.OPEN).exists():
            rijen = rijen.exclude(status__in=Afscherming.OPEN)
        return [str(pk) for pk in rijen.values_list("pk", flat=True)]


def overlapt(een: Adresperiode, ander: Adresperiode) -> bool:
    """Whether two periods of one kind share a day; `tot` itself is outside."""
    return (
        een.soort == ander.soort
        and (ander.tot is None or een.van < ander.tot)
        and (een.tot is None or ander.van < een.tot)
    )


# What belongs to the record itself, whatever it is merged with.
BLIJFT = ("inwoners.inwoner", "inwoners.naamklank")
_deelnemers: dict[str, Deelnemer] = {}


def deelnemer(naam: str, wie: Deelnemer) -> None:
    """Take part in every merge from now on; called from the area's `ready`. `naam` is the model: `dossier.dossier`."""
    _deelnemers[naam] = wie


def deelnemers() -> dict[str, Deelnemer]:
    """Who takes part, in a fixed order."""
    return dict(sorted(_deelnemers.items()))


def ongedekt(inwoner_id: Any) -> list[str]:
    """Models with rows of this person for which no area says how they move: then nothing may move at all."""
    return sorted(
        relatie.related_model._meta.label_lower
        for relatie in Inwoner._meta.related_objects
        if relatie.related_model._meta.label_lower not in {*_deelnemers, *BLIJFT}
        and relatie.related_model._default_manager.filter(**{relatie.field.name: inwoner_id}).exists()
    )


def uit(naam: str) -> None:
    """No longer take part (tests)."""
    _deelnemers.pop(naam, None)


deelnemer("inwoners.adresperiode", Adressen(Adresperiode))
deelnemer("inwoners.naaste", Naasten(Naaste))
deelnemer("inwoners.afscherming", Afschermingen(Afscherming))
