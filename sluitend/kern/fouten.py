"""Typed refusals: the one way in which a rule or an action of any area says no.

A refusal carries a stable `code` for machines, a Dutch `tekst` for people and the `regel` (article or
specification id) that it rests on. Views, API and command line render it; they never invent their own.
"""

from __future__ import annotations

from collections.abc import Mapping


class Weigering(Exception):
    """A request is understood but refused for a reason of the domain. `status` is the HTTP status at the edge."""

    status: int = 409

    def __init__(self, code: str, tekst: str, regel: str = "", *, status: int | None = None) -> None:
        super().__init__(code, tekst, regel)
        self.code = code
        self.tekst = tekst
        self.regel = regel
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return f"{self.tekst} [{self.code}]"

    def als_probleem(self) -> dict[str, object]:
        """The problem document (RFC 9457) of this refusal, as `application/problem+json` and stderr carry it."""
        return {
            "type": f"urn:sluitend:fout:{self.code}",
            "title": self.tekst.partition(". ")[0].rstrip("."),
            "status": self.status,
            "detail": self.tekst,
            "regel": self.regel,
            "code": self.code,
        }


class OngeldigeInvoer(Weigering):
    """What was given is no valid input. `fouten` names every field with its Dutch message, all errors together."""

    status = 400

    def __init__(
        self,
        code: str,
        tekst: str,
        regel: str = "",
        *,
        fouten: Mapping[str, str] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(code, tekst, regel, status=status)
        self.fouten: dict[str, str] = dict(fouten or {})

    def als_probleem(self) -> dict[str, object]:
        return {**super().als_probleem(), "fouten": self.fouten}


class VerkeerdGebruik(OngeldigeInvoer):
    """The caller, not the case, is wrong: an unknown rule name, an unreadable value, a missing parameter.

    The command line answers this with exit status 2 and any other refusal with 1 (spec 40 section 2).
    """
