"""Every line is one JSON object, and says nothing private."""

import io
import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from deskbell.kit.logging import configure_logging, get_logger


@pytest.fixture
def lines():
    """Log to a text and give back what was written, parsed."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()

    def configure(level="info"):
        configure_logging(level, stream=stream)
        return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]

    yield configure
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_line_has_time_level_event_and_fields(lines):
    written = lines()
    get_logger("deskbell.x").info("socket_opened", conn="c1", ms=5)
    (line,) = written()
    assert list(line)[:4] == ["ts", "level", "event", "logger"]
    assert line["level"] == "info"
    assert line["event"] == "socket_opened"
    assert line["logger"] == "deskbell.x"
    assert (line["conn"], line["ms"]) == ("c1", 5)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(line["ts"])) < timedelta(minutes=1)
    assert line["ts"].endswith("Z")


def test_lines_below_the_level_are_not_written(lines):
    written = lines("warning")
    log = get_logger("x")
    log.info("quiet")
    log.warning("loud")
    assert [line["event"] for line in written()] == ["loud"]


def test_libraries_write_the_same_shape(lines):
    written = lines()
    logging.getLogger("somebody.else").warning("took %s ms", 5)
    (line,) = written()
    assert (line["level"], line["event"], line["logger"]) == ("warning", "took 5 ms", "somebody.else")
    assert "ts" in line


def test_private_fields_are_blanked(lines):
    written = lines()
    get_logger("x").info("posted", text="canary", email="canary@example.org", token="canary", chat="c1")
    (line,) = written()
    assert "canary" not in json.dumps(line)
    assert line["chat"] == "c1"


def test_whatever_is_logged_is_one_line_of_json(lines):
    written = lines()
    log = get_logger("x")
    log.info("two\nlines", odd=object, path={"a": b"\xff"}, broken="\ud800", when=datetime.now(UTC))
    try:
        raise ValueError("why")
    except ValueError:
        log.exception("failed")
    first, second = written()
    assert first["event"] == "two\nlines"
    assert "ValueError: why" in second["exception"]


def test_an_unwritable_stream_does_not_stop_the_work(lines, capsys):
    lines()

    class Full(io.StringIO):
        def write(self, _text):
            raise OSError("no space left on device")

    configure_logging(stream=Full())
    get_logger("y").info("still here")
    assert capsys.readouterr().err == ""
