"""Sign-in: local accounts only in a demo, everybody else through the identity provider of the organisation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import redirect


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers alone: an account is made by the organisation (chapter 30 UA-07)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class OidcAdapter(DefaultSocialAccountAdapter):
    """An identity is (issuer, subject), linked beforehand; an unknown one gets no account by itself (5H)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(redirect("aanmelden_mislukt"))
