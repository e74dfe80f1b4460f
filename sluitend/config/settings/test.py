"""Settings of the suite: a demo installation on a database of its own."""

import os

os.environ.setdefault("SLUITEND_DEMO", "1")

from sluitend.config.settings.basis import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# Signing in with the account of an organisation is tested as well.
OIDC = "allauth.socialaccount.providers.openid_connect"
INSTALLED_APPS = [*INSTALLED_APPS, *([] if OIDC in INSTALLED_APPS else [OIDC])]  # noqa: F405
