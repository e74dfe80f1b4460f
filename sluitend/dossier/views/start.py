"""The start page: what waits for me now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sluitend.dossier import queries
from sluitend.dossier.rules.gaten import PER_CODE
from sluitend.dossier.views.basis import Leespagina
from sluitend.platform.vertalingen import vertaal


class Vandaag(Leespagina):
    """Every role starts here; a role without residents gets figures."""

    template = "dossier/vandaag.html"

    def dispatch(self, request: HttpRequest, *args: Any, **sleutels: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None and not request.user.is_authenticated:
            return redirect("account_login")
        return super().dispatch(request, *args, **sleutels)

    def beeld(self, **sleutels: Any) -> dict[str, Any]:
        blad = queries.vandaag(self.actor)
        meeste = max(blad.per_code.values(), default=0) or 1
        per_code = [
            {
                "code": code,
                "naam": vertaal(PER_CODE[code].naam),
                "aantal": n,
                "deel": max(1, round(100 * n / meeste)),
            }
            for code, n in sorted(blad.per_code.items(), key=lambda paar: (-paar[1], paar[0]))
        ]
        return {"blad": blad, "per_code": per_code}
