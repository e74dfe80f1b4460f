"""The WSGI entry of the product."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sluitend.config.settings.basis")
application = get_wsgi_application()


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
