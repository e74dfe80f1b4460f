"""The second factor of a session: when it was given last, and how to ask for it again (chapter 30 UA-04).

Acts that the matrix marks `tweede_factor` want it given within the last five minutes, whatever the session.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig

VERS = timedelta(minutes=5)
# Where the sign-in layer notes how and when somebody showed who they are.
BEWIJZEN = "account_authentication_methods"


def gegeven_op(request: HttpRequest) -> datetime | None:
    """When a second factor was last given in this session; None when it was not."""
    tijden = [bewijs["at"] for bewijs in request.session.get(BEWIJZEN, ()) if bewijs.get("method") == "mfa"]
    return datetime.fromtimestamp(max(tijden), UTC) if tijden else None


def is_vers(actor: Actor) -> bool:
    """Whether the actor gave the second factor at most five minutes ago."""
    return actor.factor_op is not None and timedelta() <= huidig().nu - actor.factor_op <= VERS


def heeft(request: HttpRequest) -> bool:
    """Whether this account has a second factor at all."""
    return is_mfa_enabled(request.user)


def vraag(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor and come back to this page."""
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
