"""Sign-in: local accounts only in a demo, everybody else through the identity provider of the organisation."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AanmeldFormulier(LoginForm):  # type: ignore[misc]
    """Name and password, without a way to reset it: the organisation does that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.help_text = ""
            veld.widget.attrs.pop("placeholder", None)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers alone: an account is made by the organisation (chapter 30 UA-07)."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("De gebruikersnaam of het wachtwoord klopt niet."),
        "incorrect_password": _("Het wachtwoord klopt niet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("afgemeld")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """After sign-in comes the choice of a role; where somebody was going is kept."""
        antwoord = super().post_login(request, user, **kwargs)
        verder = getattr(antwoord, "url", "/")
        return redirect(
            f"{reverse('kies_rol')}?{urlencode({'next': verder})}" if verder != "/" else "kies_rol"
        )


class OidcAdapter(DefaultSocialAccountAdapter):
    """An identity is (issuer, subject), linked beforehand; an unknown one gets no account by itself (5H)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(redirect("aanmelden_mislukt"))
