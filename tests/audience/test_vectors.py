"""The vectors that the clients test their reducers with are what this server says."""

from typing import get_args

import msgspec
import pytest

from deskbell.audience.streams import StreamKind
from deskbell.wire.client_frames import AnyAsk, AnyClientFrame, Do
from deskbell.wire.codec import decode_client_frame
from deskbell.wire.server_frames import AnyServerFrame
from tests.audience.vectors import FOLDER, generate
from tests.properties.viewers import BODIES
from tests.wire.samples import CLIENT_FRAMES, SERVER_FRAMES


@pytest.fixture(scope="module")
def vectors() -> dict[str, str]:
    return generate()


def test_the_committed_vectors_are_up_to_date(vectors: dict[str, str]) -> None:
    committed = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    stale = {name for name in vectors | committed if vectors.get(name) != committed.get(name)}
    assert not stale, "What viewers are sent has changed. Run: python -m tests.audience.vectors"


@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_of_body_is_among_the_frames(vectors: dict[str, str], kind: StreamKind) -> None:
    cases = msgspec.json.decode(vectors[f"{kind}.json"])
    types = {frame["type"] for case in cases for frame in case["frames"]}
    assert types == {body.__struct_config__.tag for body in get_args(BODIES[kind])}


def test_every_kind_of_frame_is_there(vectors: dict[str, str]) -> None:
    assert {type(frame) for frame in CLIENT_FRAMES} == set(get_args(AnyClientFrame))
    assert {type(frame.ask) for frame in CLIENT_FRAMES if isinstance(frame, Do)} == set(get_args(AnyAsk))
    assert {type(frame) for frame in SERVER_FRAMES} == set(get_args(AnyServerFrame))
    written = msgspec.json.decode(vectors["client_frames.json"], type=list[msgspec.Raw])
    assert [decode_client_frame(bytes(frame)) for frame in written] == list(CLIENT_FRAMES)
