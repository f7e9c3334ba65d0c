"""Test vectors for the clients: views, frames that follow, and the views afterwards. Also one of every frame.

`python -m tests.audience.vectors` writes them; a test here and one in clients/protocol read them, so that the reducers
of both languages are the same. Chosen from seeded runs so that every kind of body is among the frames.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, get_args

import msgspec

from deskbell.audience.streams import StreamKind
from deskbell.wire.codec import encode_server_frame
from deskbell.wire.views import ENTRIES_PER_PAGE, ConversationView
from sim.client.views import empty_view
from tests.floor_world import World
from tests.properties.viewers import BODIES, follow, frame_of, fresh_view, kind
from tests.wire.samples import CLIENT_FRAMES, SERVER_FRAMES

FOLDER: Final = Path(__file__).parents[2] / "clients" / "protocol" / "test" / "vectors"
SEEDS: Final = range(900)
STEPS: Final = 60
FRAMES_BEFORE, FRAMES_AFTER = 3, 3
"""How many frames a case has around the one it was chosen for."""

Case = dict[str, Any]


def generate() -> dict[str, str]:
    """File name → text."""
    worlds = [live(seed) for seed in SEEDS]
    files = {f"{kind}.json": _write([*_cases(kind, worlds)]) for kind in BODIES}
    files["conversation.json"] = _write([*_cases("conversation", worlds), _long_chat()])
    return files | {
        "client_frames.json": _write([msgspec.json.encode(frame) for frame in CLIENT_FRAMES]),
        "server_frames.json": _write([encode_server_frame(frame) for frame in SERVER_FRAMES]),
    }


def live(seed: int) -> World:
    """A run that is the same every time."""
    world = World(Random(seed))
    world.settle_in()
    world.live(STEPS)
    return world


def _cases(wanted: StreamKind, worlds: list[World]) -> Iterator[bytes]:
    """A case for every kind of body, and one from the very beginning."""
    missing = {body.__struct_config__.tag for body in get_args(BODIES[wanted])}
    for world in worlds:
        for stream, entries in world.streams.items():
            if kind(stream) != wanted:
                continue
            frames = [frame_of(stream, entry) for entry in entries]
            for index, frame in enumerate(frames):
                if _type_of(frame) in missing:
                    start = max(0, index - FRAMES_BEFORE)
                    chosen = frames[start : index + 1 + FRAMES_AFTER]
                    missing -= {_type_of(frame) for frame in chosen}
                    yield _case(stream, frames[:start], chosen)
    assert not missing, f"no run has {missing}; try more seeds"


def _case(stream: str, earlier: list[bytes], frames: list[bytes]) -> bytes:
    view = empty_view(stream)
    for frame in earlier:
        follow(view, frame)
    before = msgspec.json.encode(view)
    for frame in frames:
        follow(view, frame)
    return _encode(before, frames, msgspec.json.encode(view))


def _long_chat() -> bytes:
    """A chat that was fetched when it was longer than a page: earlier entries are not there and do not come."""
    world = World(Random(0))
    world.settle_in(members=3, inboxes=1)
    world.submit(world.open_chat())
    while not any(len(entries) > ENTRIES_PER_PAGE + 20 for entries in world.streams.values()):
        world.submit(world.message() or world.open_chat())
    stream, entries = max(world.streams.items(), key=lambda item: (kind(item[0]) == "conversation", len(item[1])))
    view = fresh_view(world, stream, upto=len(entries) - 2)
    assert isinstance(view, ConversationView)
    view.visitor_read, view.agent_read = 7, 5
    before = msgspec.json.encode(view)
    frames = [frame_of(stream, entry) for entry in entries[-2:]]
    for frame in frames:
        follow(view, frame)
    return _encode(before, frames, msgspec.json.encode(view))


def _encode(before: bytes, frames: list[bytes], after: bytes) -> bytes:
    raw = [msgspec.Raw(frame) for frame in frames]
    return msgspec.json.encode({"view_before": msgspec.Raw(before), "frames": raw, "view_after": msgspec.Raw(after)})


def _type_of(frame: bytes) -> str:
    return str(msgspec.json.decode(frame)["type"])


def _write(items: list[bytes]) -> str:
    """One case a line, so that a change can be read."""
    return "[\n" + ",\n".join(item.decode() for item in items) + "\n]\n"


def write() -> None:
    """Bring the committed files up to date."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in generate().items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    write()
