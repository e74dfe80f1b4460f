"""Error pages: they say what to do, and nothing about anybody."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def niet_gevonden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not yours. The two look the same."""
    return render(request, "platform/fout_404.html", status=404)


def geen_toegang(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you may see it, but not do this."""
    return render(request, "platform/fout_403.html", status=403)


def foute_vraag(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: it cannot be read; 413: it is larger than 256 kB. Nothing was stored, and what was typed is one step back."""
    te_groot = isinstance(exception, RequestDataTooBig)
    return render(request, "platform/fout_400.html", {"te_groot": te_groot}, status=413 if te_groot else 400)


def serverfout(request: HttpRequest) -> HttpResponse:
    """500: something broke; what was stored is still there."""
    return render(request, "platform/fout_500.html", status=500)


def csrf_verlopen(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere."""
    return render(request, "platform/fout_403.html", {"verlopen": True}, status=403)


def aanmelden_mislukt(request: HttpRequest) -> HttpResponse:
    """One text for every cause (chapter 30 UA-01)."""
    return render(request, "platform/aanmelden_mislukt.html", status=403)
