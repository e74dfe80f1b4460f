"""The WSGI entry of the product."""

import importlib.util
import os
import sys
from types import ModuleType

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sluitend.config.settings.basis")


def _laad_adressen() -> None:
    """Read every list of addresses, and with them every page, before the first request.

    django-ninja takes one signal from `django.test` and with it gets the test client, unittest and Jinja2: a tenth of
    the memory of a worker. While it loads, that package is empty; its modules are found as always.
    """
    naam = "django.test"
    if naam not in sys.modules and (spec := importlib.util.find_spec(naam)):
        leeg = ModuleType(naam)
        leeg.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[naam] = leeg
        try:
            reverse("vandaag")
        finally:
            del sys.modules[naam]
    reverse("vandaag")


application = get_wsgi_application()
_laad_adressen()


def _eis_wachters() -> None:
    """Refuse to serve on a database that misses a guard; one that is away for a moment may come back."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, connection

    from sluitend.platform import wachters

    try:
        fouten = wachters.controle()
    except OperationalError:
        return
    finally:
        connection.close()
    if fouten:
        raise ImproperlyConfigured(" ".join(fout.msg for fout in fouten) + " Draai eerst `sluitend migrate`.")


_eis_wachters()
