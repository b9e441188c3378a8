"""How the site logs: one line per event with its fields, JSON outside a demo; never a file's content or a token."""

from __future__ import annotations

from typing import Any

import structlog
from structlog.typing import Processor

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(*, is_demo: bool, level: str) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": structlog.stdlib.ProcessorFormatter, **_format(is_demo=is_demo)}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            # Two lines for every request would bury what a demo has to say in its terminal.
            "django_structlog": {"level": "WARNING" if is_demo else level},
            "celery": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
        },
    }


def _format(*, is_demo: bool) -> dict[str, Any]:
    renderer: Processor = (
        structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], sort_keys=False)
        if is_demo
        else structlog.processors.JSONRenderer()
    )
    return {
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": [*_SHARED, structlog.processors.format_exc_info],
    }
