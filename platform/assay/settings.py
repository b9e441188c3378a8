"""Every setting of the site; the only module that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from assay import logs, safety

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()


def _secret_key() -> str:
    """`SECRET_KEY` or `SECRET_KEY_FILE`; a demo makes its own and keeps it in its `var/`."""
    if value := env.str("SECRET_KEY", default=""):
        return str(value)
    if file := env.str("SECRET_KEY_FILE", default=""):
        return Path(file).read_text().strip()
    if not DEMO:
        raise ImproperlyConfigured("Set SECRET_KEY or SECRET_KEY_FILE (or ASSAY_DEMO=1 to try the site out).")
    return safety.kept_key(VAR_DIR / "secret-key")


VAR_DIR = Path(env.str("ASSAY_VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# Whoever sets a secret key means it: then nothing of the demo is on unless it is asked for.
DEMO = env.bool("ASSAY_DEMO", default=not ({"SECRET_KEY", "SECRET_KEY_FILE"} & set(env.ENVIRON)))
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = _secret_key()
_LOCAL = ["localhost", "127.0.0.1", "[::1]", "testserver"]
MAINTENANCE = env.str("ASSAY_MAINTENANCE", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=_LOCAL if DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if _faults := safety.faults(
    is_demo=DEMO,
    is_debug=DEBUG,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    pool_socket=env.str("ASSAY_POOL_SOCKET", default=""),
):
    raise ImproperlyConfigured(" ".join(_faults))

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "knox",
    "rest_framework",
    "rules",
    "assay.accounts",
    "assay.catalog",
    "assay.cohorts",
    "assay.submissions",
    "assay.quizzes",
    "assay.authoring",
    "assay.progress",
    "assay.leaderboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "assay.headers.PrivacyHeaders",
    "assay.maintenance.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "assay.uploads.UploadBounds",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "assay.urls"
ASGI_APPLICATION = "assay.asgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "platform" / "assay" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"look": "assay.templatetags.look", "quiz_staff": "assay.templatetags.quiz_staff"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'assay.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Tests get a file as well: threads and other programs cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND", default=f"django.core.mail.backends.{'console' if DEMO else 'smtp'}.EmailBackend"
)
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="assay@localhost")

LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # servestatic warns where there is none
# Assets are served from where they are written; nobody has to collect them before a start.
SERVESTATIC_USE_FINDERS = True
STATICFILES_DIRS = [BASE_DIR / "platform" / "assay" / "static"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=not DEMO)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "assay.accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("ASSAY_API_RATE_ANONYMOUS", default="120/min"),
        "user": env.str("ASSAY_API_RATE", default="1200/min"),
        "upload": env.str("ASSAY_UPLOAD_RATE", default="20/min"),
        "quiz": env.str("ASSAY_QUIZ_RATE", default="120/min"),
        "authoring": env.str("ASSAY_AUTHORING_RATE", default="60/hour"),
    },
    # The header X-Forwarded-For is the client's own word; uvicorn's --forwarded-allow-ips names who may set it.
    "NUM_PROXIES": 0,
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "assay.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "assay.api.problems.ProblemFormatter",
}
REST_KNOX = {"TOKEN_PREFIX": "assay_", "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Assay",
    "DESCRIPTION": "Hand in notebooks and read scores from a script.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": "assay.submissions.serializers.STATES",
        "AnswerStateEnum": "assay.quizzes.serializers.ANSWER_STATES",
    },
}

REDIS_URL = env.str("REDIS_URL", default=f"unix://{VAR_DIR / 'broker.sock'}")
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env.str("REDIS_URL", default=""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.05, "interval_max": 0.05}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "queue_order_strategy": "priority",
    "socket_connect_timeout": 2,
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 10,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BEAT_SCHEDULE = {
    "reap": {"task": "submissions.reap", "schedule": 15.0, "options": {"expires": 15}},
    "reap-drafts": {"task": "authoring.reap", "schedule": 15.0, "options": {"expires": 15}},
    "end-quizzes": {"task": "quizzes.finish_overdue", "schedule": 15.0, "options": {"expires": 15}},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

POOL_SOCKET = Path(env.str("ASSAY_POOL_SOCKET", default=str(VAR_DIR / "pool.sock")))
GRADERS_AT_ONCE = env.int("ASSAY_GRADERS_AT_ONCE", default=os.cpu_count() or 1)
# Each takes a thread and a connection to the database; more at once are not served faster.
REQUESTS_AT_ONCE = env.int("ASSAY_REQUESTS_AT_ONCE", default=16)
SUBMISSION_MAX_BYTES = env.int("ASSAY_SUBMISSION_MAX_BYTES", default=8 * 1024 * 1024)
# Folders below it may be taken in as drafts by the site's staff; empty: none.
AUTHORING_ROOT = Path(root).resolve() if (root := env.str("ASSAY_AUTHORING_ROOT", default="")) else None
# What the multipart frame around a file may weigh: boundaries, headers and the few other fields.
REQUEST_MAX_BYTES = SUBMISSION_MAX_BYTES + 64 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 4

LOGGING = logs.configure(is_demo=DEMO, level=env.str("LOG_LEVEL", default="INFO"))
