"""Settings of the product; each value that differs per installation comes from `Omgeving`."""

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sluitend.config.omgeving import WORTEL, Omgeving
from sluitend.platform.vertalingen import compileer

OMGEVING = Omgeving()
DEMO = OMGEVING.demo
DEBUG = OMGEVING.debug
TESTSLEUTEL = "alleen-voor-demo-en-test-" * 3
(OMGEVING.var / "static").mkdir(parents=True, exist_ok=True)


def _geheim(waarde: object, naam: str, demo: str) -> str:
    """The secret itself; a demo installation has a known one, any other must set its own."""
    if waarde is not None:
        return waarde.get_secret_value()  # type: ignore[attr-defined]
    if DEMO:
        return demo
    raise ImproperlyConfigured(f"SLUITEND_{naam} is niet gezet. Zie docs/beheer/instellingen.md.")


SECRET_KEY = _geheim(OMGEVING.geheim, "GEHEIM", TESTSLEUTEL)
HOOFDSLEUTEL = _geheim(OMGEVING.hoofdsleutel, "HOOFDSLEUTEL", "5" * 64)
ALLOWED_HOSTS = OMGEVING.hosts
if DEMO and set(ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]", "testserver"}:
    raise ImproperlyConfigured("Demo-accounts en productie gaan niet samen.")

AREAS = ["platform", "regio", "inwoners", "dossier", "wvggz", "meldpunt", "portaal"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    # The accounts of an organisation only where one is set: it brings a whole HTTP client along.
    *(["allauth.socialaccount.providers.openid_connect"] if OMGEVING.oidc_server else []),
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    *(f"sluitend.{naam}" for naam in AREAS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sluitend.platform.vertalingen.TaalMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sluitend.platform.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sluitend.config.urls"
WSGI_APPLICATION = "sluitend.config.wsgi.application"
AUTH_USER_MODEL = "platform.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# The floors above platform are named here, so that platform never imports them.
ACTOR_LOADER = "sluitend.regio.actoren.actor_van_sessie"
KEUZE_LOADER = "sluitend.regio.actoren.keuzes_van_gebruiker"
TOKEN_ACTOR_LOADER = "sluitend.regio.actoren.actor_van_token"  # noqa: S105

# Loaders by hand: cotton and template-partials would each rewrite them.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WORTEL / "sluitend" / "platform" / "templates"],  # before the ones of allauth
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "sluitend.platform.schil.schil",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sluitend.platform.templatetags.sluitend",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {
    "default": dj_database_url.parse(
        OMGEVING.database_url or f"sqlite:///{OMGEVING.var / 'sluitend.sqlite3'}"
    )
}
_db = DATABASES["default"]
if _db["ENGINE"].endswith("sqlite3"):
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=20000;",
    }
else:
    _db["CONN_MAX_AGE"] = 600
    _db["CONN_HEALTH_CHECKS"] = True
    _db["OPTIONS"] = {
        "connect_timeout": 2,
        "options": "-c statement_timeout=15000 -c lock_timeout=5000",
        # A page asks the same few statements with other values: the database plans each once per connection.
        "server_side_binding": True,
        "prepare_threshold": 2,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [WORTEL / "sluitend" / "locale"]
compileer()  # only what is older than its source
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["sluitend.platform.formats"]

STATIC_URL = "static/"
STATIC_ROOT = OMGEVING.var / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG
if DEMO or DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "vandaag"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "sluitend.platform.aanmelden.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "sluitend.platform.aanmelden.OidcAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_FORMS = {"login": "sluitend.platform.aanmelden.AanmeldFormulier"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = False  # axes counts failures, per account and address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": "Account van uw organisatie",
                "client_id": OMGEVING.oidc_client_id,
                "secret": OMGEVING.oidc_client_secret.get_secret_value()
                if OMGEVING.oidc_client_secret
                else "",
                "settings": {"server_url": OMGEVING.oidc_server},
            }
        ]
        if OMGEVING.oidc_server
        else [],
    }
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "platform/te_vaak.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_IPWARE_PROXY_COUNT = OMGEVING.vertrouwde_proxies or None

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OMGEVING.https and not DEMO
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
SESSION_COOKIE_NAME = "__Host-sessie" if SESSION_COOKIE_SECURE else "sessie"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "sluitend.platform.views.fouten.csrf_verlopen"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SESSION_COOKIE_SECURE
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([OMGEVING.oidc_server] if OMGEVING.oidc_server else [])],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if OMGEVING.taken == "database"
        else "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": [],
    }
}
EMAIL_BACKEND = (
    "django.core.mail.backends.locmem.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST, DEFAULT_FROM_EMAIL, EMAIL_TIMEOUT = OMGEVING.mail_server, OMGEVING.mail_van, 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"zonder_persoonsgegevens": {"()": "sluitend.platform.logboek.ZonderPersoonsgegevens"}},
    "formatters": {"regel": {"()": "sluitend.platform.logboek.Regel"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "regel",
            "filters": ["zonder_persoonsgegevens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "sluitend": {"level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
PUBLIEKE_REGIO = OMGEVING.publieke_regio
SILENCED_SYSTEM_CHECKS: list[str] = []
