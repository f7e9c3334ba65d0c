"""The TypeScript types are those of the wire."""

from pathlib import Path
from typing import get_args

import pytest

from deskbell.wire import close_codes
from deskbell.wire.bodies import BoardBody, MemberBody, StaffBody, TeamBody, VisitorBody
from deskbell.wire.client_frames import AnyAsk, AnyClientFrame
from deskbell.wire.server_frames import AnyServerFrame
from deskbell.wire.typescript import generate
from deskbell.wire.views import AnyView

COMMITTED = Path(__file__).parents[2] / "clients" / "protocol" / "src" / "wire.ts"


def test_the_committed_types_are_those_of_the_wire() -> None:
    assert COMMITTED.read_text() == generate(), (
        "The wire has changed. Run: python -m deskbell.wire.typescript > clients/protocol/src/wire.ts"
    )


@pytest.mark.parametrize(
    ("union", "tag_field"),
    [
        (AnyClientFrame, "t"),
        (AnyServerFrame, "t"),
        (AnyAsk, "verb"),
        (StaffBody, "type"),
        (VisitorBody, "type"),
        (BoardBody, "type"),
        (TeamBody, "type"),
        (MemberBody, "type"),
    ],
)
def test_everything_that_travels_is_there_with_its_tag(union: object, tag_field: str) -> None:
    text = generate()
    for struct in get_args(union):
        assert f'  {tag_field}: "{struct.__struct_config__.tag}";\n' in text


def test_every_view_and_every_close_code_is_there() -> None:
    text = generate()
    for view in get_args(AnyView):
        assert f"export interface {view.__name__} {{" in text
    for name, value in vars(close_codes).items():
        if name.isupper():
            assert f"export const CLOSE_{name} = {value};" in text


def test_every_name_is_declared_once() -> None:
    names = [line.split()[2] for line in generate().splitlines() if line.startswith("export ")]
    assert len(names) == len(set(names))
