"""Settings: one file, read from the environment by typed readers; docs/reference/settings.md names every variable."""

import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from dorflinde.core import env

PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# --- Where everything lives -------------------------------------------------------------------------------------------
HOME = env.folder("DORFLINDE_HOME", "var")
DEMO = env.flag("DORFLINDE_DEMO", default=False)
DEBUG = env.flag("DORFLINDE_DEBUG", default=False)
BENCH = env.flag("DORFLINDE_BENCH", default=False)
HTTPS = env.flag("DORFLINDE_HTTPS", default=False)


def _secret_key() -> str:
    """Return the key of this installation, made once and kept readable by its owner alone."""
    given = env.text("DORFLINDE_SECRET_KEY", "")
    if given:
        return given
    if TESTING:
        return "only-for-tests-" + "x" * 50
    file = HOME / "keys" / "secret"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return file.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("DORFLINDE_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
BASE_URL = env.text("DORFLINDE_BASE_URL", "http://localhost:8000").rstrip("/")


# --- Database ---------------------------------------------------------------------------------------------------------
def _database(address: str) -> dict[str, Any]:
    """Return Django's description of the database named by the address; empty means SQLite in DORFLINDE_HOME."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "dorflinde.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise env.EnvironmentProblem("DORFLINDE_DATABASE must read postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(env.text("DORFLINDE_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Modules ----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "dorflinde.project",
    "dorflinde.ui",
    "dorflinde.places",
    "dorflinde.accounts",
    "dorflinde.audit",
    "dorflinde.feed",
    "dorflinde.desk",
    "dorflinde.trail",
    "dorflinde.moderation",
    "dorflinde.outlets",
    "dorflinde.participation",
    "dorflinde.strategy",
    "dorflinde.news",
    "dorflinde.village",
    "dorflinde.reports",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # outside the kept pages, which pack themselves: packed twice, none is kept
    "dorflinde.places.middleware.PublicPages",  # answers anonymous readers before anything else is asked
    "csp.middleware.CSPMiddleware",
    "dorflinde.project.middleware.OpenInterface",  # before sessions: what everyone may read, nobody signs in for
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dorflinde.accounts.middleware.StaffSecondFactor",
    "dorflinde.accounts.middleware.NameFirst",
    "dorflinde.news.middleware.EditorialPages",  # below the second factor: who comes in has the rights of today's roles
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "dorflinde.project.urls"
WSGI_APPLICATION = "dorflinde.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dorflinde.project.context.layout",
            ],
        },
    }
]
FORM_RENDERER = "dorflinde.ui.forms.Renderer"

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "sprache"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None if TESTING else HOME / "static"  # tests find static files where they are
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dorflinde.accounts.adapter.AccountAdapter"
_FORMS = "dorflinde.accounts.forms.sign_in."
ACCOUNT_FORMS = {
    "request_login_code": f"{_FORMS}SignInForm",
    "confirm_login_code": f"{_FORMS}CodeForm",
    "add_email": f"{_FORMS}ChangeEmailForm",
    "confirm_email_verification_code": f"{_FORMS}ConfirmEmailForm",
    "set_password": f"{_FORMS}NewPasswordForm",
    "change_password": f"{_FORMS}OtherPasswordForm",
    "reset_password": f"{_FORMS}ForgottenPasswordForm",
    "reset_password_from_key": f"{_FORMS}PasswordFromLinkForm",
    "reauthenticate": f"{_FORMS}ConfirmWithPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # digits: typed on a phone without switching the keyboard
ACCOUNT_CHANGE_EMAIL = True  # one address for each account; a new one counts when its code was typed in
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when passkeys, passwords or the address change
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "dorflinde.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}SecondFactorForm",
    "reauthenticate": f"{_FORMS}ConfirmWithSecondFactorForm",
    "activate_totp": f"{_FORMS}AuthenticatorAppForm",
    "add_webauthn": f"{_FORMS}PasskeyForm",
    "edit_webauthn": f"{_FORMS}PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Staff decide about other people's words and money: where the platform is deployed they need a second factor.
STAFF_NEED_SECOND_FACTOR = env.flag("DORFLINDE_STAFF_SECOND_FACTOR", default=not (DEMO or DEBUG or TESTING))
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; never outside the tests
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Mail -------------------------------------------------------------------------------------------------------------
_MAIL_HOST = env.text("DORFLINDE_MAIL_HOST", "")
if _MAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _MAIL_HOST
    EMAIL_PORT = env.number("DORFLINDE_MAIL_PORT", 587, least=1)
    EMAIL_HOST_USER = env.text("DORFLINDE_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = env.text("DORFLINDE_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = env.flag("DORFLINDE_MAIL_TLS", default=True)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DORFLINDE_MAIL_FROM", "Dorflinde <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Open interface ---------------------------------------------------------------------------------------------------
API_REQUESTS_A_MINUTE = env.number("DORFLINDE_API_REQUESTS", 600, least=1)  # kept answers are not counted
_LICENCES = {
    "dl-de/by-2-0": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
    "dl-de/zero-2-0": "Datenlizenz Deutschland – Zero – Version 2.0",
    "cc-by/4.0": "Creative Commons Namensnennung 4.0 International",
    "cc-zero/1.0": "Creative Commons CC0 1.0",
}
_LICENCE_ADDRESSES = {
    "dl-de/by-2-0": "https://www.govdata.de/dl-de/by-2-0",
    "dl-de/zero-2-0": "https://www.govdata.de/dl-de/zero-2-0",
    "cc-by/4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-zero/1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_licence = env.text("DORFLINDE_DATA_LICENCE", "dl-de/by-2-0")
if _licence not in _LICENCES:
    raise env.EnvironmentProblem(f"DORFLINDE_DATA_LICENCE must be one of {', '.join(_LICENCES)}, not {_licence!r}.")
DATA_LICENCE = {"name": _LICENCES[_licence], "url": _LICENCE_ADDRESSES[_licence]}

# Programs that want to hear of events are called by https in the public internet; on a developer's machine also at home.
HOOKS_MAY_CALL_LOOPBACK = env.flag("DORFLINDE_HOOKS_LOOPBACK", default=False)

# --- Memory of the strategy: how long contacts with people are kept after its end -------------------------------------
STAKEHOLDER_MONTHS = env.number("DORFLINDE_STAKEHOLDER_MONTHS", 12)

# --- Safety -----------------------------------------------------------------------------------------------------------
_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
TILES_URL = env.text("DORFLINDE_TILES_URL", "")  # empty: boundaries are drawn, no third party is asked
TILES_ATTRIBUTION = env.text("DORFLINDE_TILES_ATTRIBUTION", "")
if TILES_URL:
    _tiles = urlsplit(TILES_URL)
    _POLICY["img-src"] = [*_POLICY["img-src"], f"{_tiles.scheme}://{_tiles.netloc.replace('{s}', '*')}"]
CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ("/redaktion/",), "DIRECTIVES": _POLICY}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.flag("DORFLINDE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count for the visitor, not for the proxy
SILENCED_SYSTEM_CHECKS = [] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]

# --- Background work, cache, pages --------------------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend"
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "dorflinde",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
PUBLIC_PAGE_SECONDS = 60  # the longest a page may be older than the clock says („vor 5 Minuten“)
PUBLIC_PAGE_BYTES = env.number("DORFLINDE_PAGE_CACHE_MB", 32) * 1024 * 1024
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Editorial pages ----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Dorflinde"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []  # nothing from third parties is looked up or shown
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses are read aloud and typed: „groesse“, not „gr%C3%B6%C3%9Fe“
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# People sign in at one door only, which asks for the second factor.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "news.Picture"  # washes what is uploaded of place and person
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("DORFLINDE_LOG_LEVEL", "WARNING")},
}
