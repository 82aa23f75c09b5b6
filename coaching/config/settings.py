"""Settings. The environment is read here and nowhere else; production refuses to start on what is missing or unsafe."""

from __future__ import annotations

import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from coaching.config import sign_on

env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]

# -- Which installation is this ----------------------------------------------------------------------------------
MODE = env.str("VIJFSPRONG_MODE", "development")  # development | test | demo | production
if MODE not in {"development", "test", "demo", "production"}:
    raise ImproperlyConfigured(f"VIJFSPRONG_MODE is {MODE!r}; use development, test, demo or production")
PRODUCTION = MODE == "production"
DEMO = MODE in {"development", "demo", "test"}  # demo accounts, mailbox page and clock shift exist only here
DEBUG = env.bool("DEBUG", False) and not PRODUCTION


def required(name: str, fallback: str) -> str:
    """The variable's value; outside production the fallback serves, in production its absence stops the start."""
    value = env.str(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} must be set in production")
    return fallback


SECRET_KEY = required("SECRET_KEY", "not-a-secret-used-outside-production-only-" + "x" * 20)
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters in production")
# Seal the secrets of the second step: the newest first, older ones still open what they sealed (docs/operations.md).
SECOND_STEP_KEYS = [key for key in env.str("SECOND_STEP_KEYS", "").split(",") if key] or [SECRET_KEY]
if PRODUCTION and min(map(len, SECOND_STEP_KEYS)) < 50:
    raise ImproperlyConfigured("each of SECOND_STEP_KEYS must have at least 50 characters in production")
ALLOWED_HOSTS = [h for h in required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",") if h]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS may not be * in production")
SITE_URL = required("SITE_URL", "http://localhost:8000").rstrip("/")  # mails and QR codes link here
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# -- Apps --------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "coaching.core",
    "coaching.accounts",
    "coaching.companies",
    "coaching.coaches",
    "riskanalysis",
    "actionplans",
    "coaching.programmes",
    "modules",
    "coaching.trajectories",
    "coaching.insight",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "coaching.core.screen.middleware.ResponseHeaders",
    "coaching.core.screen.middleware.ProbesAreNobody",
    "coaching.core.screen.malformed.RefuseMalformed",  # before anything reads a form, a cookie or the query
    "coaching.core.screen.moved.LeadOn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "coaching.core.screen.middleware.LanguageFromLink",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "coaching.accounts.sessions.Authentication",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "coaching.core.screen.typed.middleware.KeepTyped",
    "coaching.core.screen.middleware.ForgetsWhatWaited",
    "coaching.core.tenancy.middleware.TenantMiddleware",
    "coaching.accounts.middleware.SecondFactorMiddleware",
]
DEMO_PROGRESS = env.str("DEMO_PROGRESS", "") if DEMO else ""  # the file that tells how far the demo is filled in
if DEMO_PROGRESS:
    MIDDLEWARE.append("coaching.core.screen.middleware.TellsFilling")
ROOT_URLCONF = "coaching.config.urls"
WSGI_APPLICATION = "coaching.config.wsgi.application"
_loaders = "coaching.core.screen.unindented."
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", [_loaders + "OfFolders", _loaders + "OfApps"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "coaching.core.screen.context_processors.product",
            ],
            "builtins": ["django.templatetags.i18n", "coaching.core.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "coaching.core.screen.forms.Renderer"

# -- Database and Redis ------------------------------------------------------------------------------------------
# Behind a pooler by transaction a plan cannot be kept: the next question may meet another connection.
DATABASE_POOLED = env.bool("DATABASE_POOLED", False)
DATABASES = {
    "default": {
        "ENGINE": "coaching.core.postgresql",  # Django's, with a health check that asks nobody
        "NAME": env.str("DATABASE_NAME", "vijfsprong"),
        "HOST": env.str("DATABASE_HOST", ""),
        "PORT": env.str("DATABASE_PORT", ""),
        "USER": env.str("DATABASE_LOGIN", "w_web"),
        "PASSWORD": env.str("DATABASE_PASSWORD", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a question costs more than any of ours takes: its cost is guessed far too high where a policy holds it.
        "OPTIONS": {"options": "-c idle_in_transaction_session_timeout=60000 -c jit=off", "connect_timeout": 5},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "coaching.core.ground.cache.CacheThatStays",
        "LOCATION": env.str("REDIS_CACHE_URL", "redis://localhost:6379/1"),
    }
}
SESSION_ENGINE = (
    "coaching.accounts.sessions"  # the database; no copy in the cache, which would outlive a sign-out (ADR 0018)
)

# -- Celery ------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 450_000  # KiB: WeasyPrint keeps what it took
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 180
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
_now = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
CELERY_TASK_PUBLISH_RETRY_POLICY = _now  # a page does not wait for Redis: what was not queued is in the database
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 1, "socket_timeout": 2, **_now}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # worker and beat wait for Redis, however long it is away
CELERY_BEAT_SCHEDULER = "coaching.config.beat:PatientScheduler"
CELERY_TIMEZONE = "Europe/Brussels"

# -- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["coaching.accounts.alike.OneAccount"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_ADAPTER = "coaching.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "coaching.accounts.adapter.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "coaching.accounts.alike.ResetToken"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if PRODUCTION else 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Vijfsprong"
MFA_TOTP_TOLERANCE = 1  # a step of 30 seconds: who types slowly is not sent back (RFC 6238 §5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # nobody signs in unverified; False would forbid those with 2FA to change their address
)
MFA_ADAPTER = "coaching.accounts.adapter.MfaAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {  # besides those of signing in, which are as usual
    "take_up": "20/h/ip",  # signing up for light modules without an account
    "autosave": "40/m/user",  # a page of an application that saves itself while one types
    "share_draft": "20/d/user",  # inviting colleagues to a draft
}
CALENDAR_READS = 60  # of one calendar by its programs, in an hour
CALENDAR_MISSES = 10_000 if MODE == "test" else 60  # links that are none, from one address, in an hour
_forms = "coaching.accounts.signin_forms."
ACCOUNT_FORMS = {
    "login": _forms + "Login",
    "signup": _forms + "Signup",
    "add_email": _forms + "ChangeEmail",
    "change_password": _forms + "ChangePassword",
    "set_password": _forms + "SetPassword",
    "reset_password": _forms + "ResetPassword",
    "reset_password_from_key": _forms + "ResetPasswordKey",
    "reauthenticate": _forms + "Reauthenticate",
}
MFA_FORMS = {
    "authenticate": _forms + "Authenticate",
    "reauthenticate": _forms + "ReauthenticateCode",
    "activate_totp": _forms + "ActivateTotp",
    "add_webauthn": _forms + "AddKey",
    "edit_webauthn": _forms + "EditKey",
}
USERSESSIONS_TRACK_ACTIVITY = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SIGN_ON = sign_on.with_one(sign_on.read(env.str("SIGN_ON_PROVIDERS", ""), PRODUCTION), env.str, PRODUCTION)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "coaching.accounts.signon.provider.SignOn", "APPS": SIGN_ON}
}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# -- Languages ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
CATALOGUES = [
    "core",
    "accounts",
    "companies",
    "coaches",
    "modules",
    "programmes",
    "trajectories",
    "riskanalysis",
    "actionplans",
    "insight",
    "library",
]
LOCALE_PATHS = [BASE_DIR / "locale" / name for name in CATALOGUES]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
FORMAT_MODULE_PATH = ["coaching.core.formats"]

# -- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_DIR", str(BASE_DIR / ".local" / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
MEDIA_ROOT = Path(env.str("MEDIA_DIR", str(BASE_DIR / ".local" / "media")))  # private: served by gated views only
MEDIA_URL = "/never-served/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# -- Mail --------------------------------------------------------------------------------------------------------
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.dummy.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Vijfsprong <no-reply@vijfsprong.invalid>")
if PRODUCTION and not EMAIL_HOST:
    raise ImproperlyConfigured("EMAIL_HOST must be set in production")

# -- Who runs this installation, said on its public pages ----------------------------------------------------------
# Words also as …_FR and …_EN; lines of an address are parted by |. Nothing is invented for what is
# not filled in: the pages say so.
OPERATOR: dict[str, dict[str, str]] = {}
for _name in (
    *("OPERATOR_NAME", "OPERATOR_NAME_FR", "OPERATOR_NAME_EN"),
    *("OPERATOR_ADDRESS", "OPERATOR_ADDRESS_FR", "OPERATOR_ADDRESS_EN"),
    *("OPERATOR_PHONE", "OPERATOR_EMAIL", "OPERATOR_NUMBER"),
    *("OPERATOR_DPO", "OPERATOR_DPO_FR", "OPERATOR_DPO_EN"),
    *("OPERATOR_COMPLAINTS", "OPERATOR_COMPLAINTS_FR", "OPERATOR_COMPLAINTS_EN"),
    *("OPERATOR_PAID_BY", "OPERATOR_PAID_BY_FR", "OPERATOR_PAID_BY_EN"),
):
    _field, _code = (_name[:-3], _name[-2:]) if _name.endswith(("_FR", "_EN")) else (_name, "NL")
    OPERATOR.setdefault(_field.removeprefix("OPERATOR_").lower(), {})[_code.lower()] = env.str(_name, "")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")  # mailto: or https: address for who finds a hole (RFC 9116)

# -- The enterprise register ----------------------------------------------------------------------------------------
REGISTER_FOLDER = env.str(
    "REGISTER_FOLDER", ""
)  # where extracts are put, as zip or unpacked; "": nothing is looked for
REGISTER_URL = env.str("REGISTER_URL", "")  # the next update, with {number} in it; "": nothing is fetched
REGISTER_USER = env.str("REGISTER_USER", "")
REGISTER_PASSWORD = env.str("REGISTER_PASSWORD", "")
# How long things are kept, in months; 0: the machine throws none of it away (docs/erasing.md).
RETAIN_MONTHS = {
    name: env.int(f"RETAIN_{name.upper()}_MONTHS", months)
    for name, months in {
        "drafts": 24,
        "refused_applications": 24,
        "file_requests": 24,
        "invitations": 12,
        "mail_words": 12,
        "machine_entries": 12,
    }.items()
}
REGISTER_OLD_AFTER_DAYS = env.int("REGISTER_OLD_AFTER_DAYS", 40)  # staff are told; a full extract comes each month

# -- Safety ------------------------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "coaching.core.screen.typed.middleware.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # browsers hold the redirect that follows a form to this too: "Continue" leads to the provider of single sign-on
        "form-action": [SELF, *sign_on.form_hosts(SIGN_ON)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "secrets": {"()": "coaching.core.ground.secret_addresses.HideSecrets"},
        # said for each font of each PDF; our fonts are small, and fontTools makes the same of them
        "subsetting": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: "HarfBuzz-Subset" not in record.getMessage(),
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["secrets"],
            "stream": sys.stderr,
        }
    },
    # each step of a PDF and each glyph of its fonts: nothing for a log
    "loggers": {"weasyprint": {"level": "WARNING", "filters": ["subsetting"]}, "fontTools": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}
