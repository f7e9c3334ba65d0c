"""What happened, one JSON line each.

Owns: the shape of a line (`ts level event` and fields), the level, libraries' lines in the same shape.
Never: message text, mail addresses, secrets: fields of those names are blanked before a line is written.
Holds: every line is one JSON object, in UTC, whatever is logged and by whom.
"""

import logging
import sys
from typing import TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LEVELS = ("debug", "info", "warning", "error")

# Field names under which somebody could log what nobody may read here. Log ids instead.
_PRIVATE_FIELDS = frozenset(
    {"authorization", "body", "content", "cookie", "email", "ip", "mail", "message", "password", "query"}
    | {"secret", "text", "ticket", "title", "token"}
)
_FIRST_FIELDS = ("ts", "level", "event", "logger")
_BLANK = "[private]"


def configure_logging(level: str = "info", *, stream: TextIO | None = None) -> None:
    """Write lines of `level` (one of `LEVELS`) and above to `stream`, standard error by default.

    Call once, at start. Libraries that use the standard library's logging write the same shape.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared_processors(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _as_line],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # A full disk or a closed pipe must not turn every log line into a traceback.
    logging.raiseExceptions = False
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module: `log = get_logger(__name__)`, then `log.info("socket_opened", conn=...)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
        structlog.processors.format_exc_info,
        _blank_private,
    ]


def _blank_private(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for name in event.keys() & _PRIVATE_FIELDS:
        event[name] = _BLANK
    return event


def _as_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    first = {name: event.pop(name) for name in _FIRST_FIELDS if name in event}
    line = {**first, **event}
    try:
        return msgspec.json.encode(line, enc_hook=ascii).decode()
    except (TypeError, ValueError):
        # What JSON has no word for is written as Python prints it, rather than lost with its line.
        return msgspec.json.encode({name: _plain(value) for name, value in line.items()}).decode()


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else ascii(value)
    return text.encode(errors="backslashreplace").decode()
