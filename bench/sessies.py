"""Sessions of people who signed in, as the sign-in page makes them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench.vulling import Vulling
from sluitend.platform.models import Gebruiker
from sluitend.regio.actoren import KEUZE

WIE = {"regisseur": "Zeno Zwolle", "meldpunt": "Mila Meldpunt", "proces": "Pim Proces"}


def maak_sessies(vulling: Vulling) -> dict[str, str]:
    """Who → session key."""
    return {naam: _sessie(vulling, mens) for naam, mens in WIE.items()}


def _sessie(vulling: Vulling, mens: str) -> str:
    wereld: Any = vulling.wereld
    gebruiker = Gebruiker.objects.get(pk=wereld.medewerkers[mens].gebruiker_id)
    sessie = import_module(settings.SESSION_ENGINE).SessionStore()
    sessie[SESSION_KEY] = str(gebruiker.pk)
    sessie[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    sessie[HASH_SESSION_KEY] = gebruiker.get_session_auth_hash()
    sessie[KEUZE] = {"regio": wereld.regio.pk, "rol": wereld.rollen[mens], "doel": ""}
    sessie.create()
    return str(sessie.session_key)
