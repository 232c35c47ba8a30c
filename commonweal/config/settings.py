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
    "commonweal.ground.partners",
    "commonweal.ground.people",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.auth",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "commonweal.design",
    *ROOMS,
    "commonweal.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "commonweal.design.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "commonweal.ground.people.middleware.ViewerMiddleware",
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
LOGIN_URL = "/sign-in/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # its absence is a warning at every start

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE = os.environ.get("COMMONWEAL_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-commonweal" if SECURE else "commonweal"
CSRF_COOKIE_NAME = "__Host-commonweal-form" if SECURE else "commonweal-form"
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("COMMONWEAL_PROXY") == "1" else None
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MODE == "serve"
    else "django.core.mail.backends.locmem.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("COMMONWEAL_FROM", "commonweal@localhost")
PROJECT_FOLDER = PROJECT
