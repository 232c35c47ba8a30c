"""How is this installation put together? COMMONWEAL_MODE says which kind it is: demo, serve or test."""

import os

from commonweal.config.home import PROJECT, database, home_folder, read_or_make_key

MODE = os.environ.get("COMMONWEAL_MODE", "test")
if MODE not in {"demo", "serve", "test"}:
    raise ValueError("COMMONWEAL_MODE must be demo, serve or test.")
DEMONSTRATION = MODE == "demo"
HOME = home_folder(MODE)

DEBUG = False
SECRET_KEY = read_or_make_key(HOME / "keys" / "sessions").decode()
AUDIT_KEY = read_or_make_key(HOME / "keys" / "audit")
AUDIT_ANCHORS = HOME / "anchors" / "anchors.jsonl"
ALLOWED_HOSTS = os.environ.get("COMMONWEAL_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("COMMONWEAL_ORIGINS", "").split(",") if o]

ROOMS = [
    "commonweal.ground.visibility",
    "commonweal.ground.audit",
    "commonweal.ground.scales",
    "commonweal.ground.places",
    "commonweal.ground.partners",
    "commonweal.ground.people",
    "commonweal.ground.messages",
    "commonweal.listen.intake",
    "commonweal.listen.recorded_crime",
    "commonweal.listen.engagement",
    "commonweal.listen.exchange",
    "commonweal.listen.tension",
    "commonweal.assess.surveillance",
    "commonweal.assess.exposure",
    "commonweal.assess.equality",
    "commonweal.assess.guidance",
    "commonweal.assess.harm",
    "commonweal.assess.impact",
    "commonweal.act.plans",
    "commonweal.act.agreements",
    "commonweal.answer.meetings",
    "commonweal.answer.papers",
    "commonweal.answer.publications",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "commonweal.design",
    *ROOMS,
    "commonweal.config",
    *(["commonweal.ground.people.demonstration"] if DEMONSTRATION else []),
]
MIDDLEWARE = [
    "commonweal.design.headers.HeadersMiddleware",
    "commonweal.config.door.DoorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonweal.ground.people.middleware.ViewerMiddleware",
    "commonweal.ground.people.middleware.SecondStepMiddleware",
    "commonweal.config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "commonweal.config.urls"
WSGI_APPLICATION = "commonweal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "commonweal.design.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "commonweal.config.navigation.frame",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "/demonstration/" if DEMONSTRATION else "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"commonweal.ground.people.passwords.{name}"}
    for name in ("LengthValidator", "CommonValidator", "ContextValidator")
]
# Signing in is the library's; what differs stands in people/adapter.py, and its pages in people/sign_in_urls.py.
ACCOUNT_ADAPTER = "commonweal.ground.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever accepted the invitation has read the e-mail
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # counted in our database instead: people/guesses.py
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_FORMS = {
    "login": "commonweal.ground.people.forms.SignInForm",
    "reauthenticate": "commonweal.ground.people.forms.PasswordAgainForm",
}
MFA_ADAPTER = "commonweal.ground.people.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are ours, because they are hashed
MFA_FORMS = {
    "authenticate": "commonweal.ground.people.forms.CodeForm",
    "reauthenticate": "commonweal.ground.people.forms.CodeAgainForm",
    "activate_totp": "commonweal.ground.people.forms.AppForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Commonweal"
MFA_TOTP_TOLERANCE = 1  # one code before and after, for a clock that is a little wrong

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # its absence is a warning at every start

CSRF_FAILURE_VIEW = "commonweal.config.errors.form_refused"
AUTHENTICATION_BACKENDS = ["commonweal.ground.people.backend.AccountBackend"]
SESSION_ENGINE = "commonweal.ground.people.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE = os.environ.get("COMMONWEAL_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-commonweal" if SECURE else "commonweal"
CSRF_COOKIE_NAME = "__Host-commonweal-form" if SECURE else "commonweal-form"
DEVICE_COOKIE_NAME = "__Host-commonweal-device" if SECURE else "commonweal-device"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # a passkey on this very machine, without a certificate
SAID_COOKIE_NAME = "__Host-commonweal-said" if SECURE else "commonweal-said"
MESSAGE_STORAGE = "commonweal.config.said.CookieThenSession"
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("COMMONWEAL_PROXY") == "1" else None
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "commonweal.listen.intake.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Where links in e-mails lead; never taken from a request, which a stranger can shape.
ADDRESS = os.environ.get(
    "COMMONWEAL_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")
).rstrip("/")
_POST = {"serve": "smtp", "demo": "dummy", "test": "locmem"}  # a demonstration sends nothing to anybody
EMAIL_BACKEND = f"django.core.mail.backends.{_POST[MODE]}.EmailBackend"
EMAIL_HOST = os.environ.get("COMMONWEAL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("COMMONWEAL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("COMMONWEAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("COMMONWEAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("COMMONWEAL_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("COMMONWEAL_FROM", "commonweal@localhost")
PROJECT_FOLDER = PROJECT
# What went wrong is written where the operator looks: on the terminal, or wherever the service manager sends it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": ["terminal"], "level": "INFO", "propagate": True}},
}
