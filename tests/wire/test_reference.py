"""The reference page is that of the wire."""

from pathlib import Path

from deskbell.wire import close_codes
from deskbell.wire.reference import generate

COMMITTED = Path(__file__).parents[2] / "docs" / "reference" / "socket.md"


def test_the_committed_page_is_that_of_the_wire() -> None:
    assert COMMITTED.read_text() == generate(), (
        "The wire has changed. Run: python -m deskbell.wire.reference > docs/reference/socket.md"
    )


def test_every_close_code_is_told() -> None:
    page = generate()
    for name, value in vars(close_codes).items():
        if name.isupper() and name != "STOP_FROM":
            assert f"| {value} | {name.lower()} |" in page
