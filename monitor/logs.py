"""Structured logging: the one place that knows structlog. Lines go to stderr, secrets never do.

The `alerts` package logs through the standard library; its lines come out in the same form.
"""

import logging
import sys
from typing import TYPE_CHECKING, TypeAlias, cast

import structlog

from alerts.redaction import redact
from alerts.text import clean_text

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor

Logger: TypeAlias = structlog.stdlib.BoundLogger

LINE_LIMIT = 2_000
NOISY = ("aiosqlite", "apscheduler", "asyncio", "htmldate", "httpcore", "httpx", "trafilatura")


def logger(name: str) -> Logger:
    """Give a logger that writes `event key=value` lines under this name."""
    return cast("Logger", structlog.get_logger(source=name))


def configure_logs(*, plain: bool | None, level: str = "info") -> None:
    """Set logging up: coloured lines for people or JSON for machines; None chooses by whether stderr is a terminal."""
    people = sys.stderr.isatty() if plain is None else plain
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        inert,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[lines], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def inert(_: object, __: str, event: "EventDict") -> "EventDict":
    """Make every text of a log line harmless to terminals and free of secrets."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(clean_text(value, LINE_LIMIT))
    return event
