"""The reference page of the socket: `python -m deskbell.wire.reference > docs/reference/socket.md`.

Owns: how frames, bodies, views and close codes are told to a person who writes a client.
Never: a rule of its own: the page is made of the structs and their docstrings.
Holds: same sources, same text; a test compares the committed page.
"""

import inspect
import json
from typing import Any, get_args

import msgspec
from msgspec import Struct

from deskbell.wire import FRAME_BYTES_MAX, PROTOCOL_VERSION, close_codes
from deskbell.wire.bodies import BoardBody, MemberBody, StaffBody, TeamBody, VisitorBody
from deskbell.wire.client_frames import AnyAsk, AnyClientFrame, Position
from deskbell.wire.server_frames import AnyServerFrame, Limits, StreamHead
from deskbell.wire.views import AnyView

INTRODUCTION = f"""# The socket

Made from `src/deskbell/wire` by `python -m deskbell.wire.reference`; edit the structs, not this page.

Protocol version {PROTOCOL_VERSION}. One JSON text per frame, at most {FRAME_BYTES_MAX // 1024} KiB from a client. The server
refuses fields it does not know; a client ignores them. Times are milliseconds since the Unix epoch, by the server's clock.

## In short

1. Fetch a ticket (`POST /api/v1/session/ticket` for staff, `POST /api/v1/widget/ticket` for visitors). It works once, for 30 s.
2. Open `/api/v1/socket` and send `hello` with the ticket and the streams you follow, each with the position you have reached.
   Where sockets are blocked, `POST /api/v1/poll` carries the same frames.
3. `welcome` tells how far each stream reaches. Then come the events you lack, or a `resync` with the whole view.
4. Apply an `ev` only when its `seq` is the last one + 1. A lower one you have; for a higher one, `sub` again from your position.
5. Give every message and every action an id of its own (a UUID) and repeat it, with the same id, until it is answered by `ack`
   or a final `nack`. It has one effect however often it is sent. `ack` means: committed to disk.
6. Send one message per conversation at a time, naming the one before it in `prev`: so they cannot change places.

## Streams

| stream | who may follow it | its bodies |
|---|---|---|
| `conversation:<id>` | supervisors, agents of its inbox, whoever holds it | staff |
| `visitor:<conversation id>` | the visitor of that chat | visitor |
| `board:<inbox id>` | supervisors, agents of the inbox | board |
| `board:team` | all members | team |
| `member:<id>` | the member himself | member |

A position is (stream, epoch, seq). `seq` starts at 1 and has no gaps. The epoch changes when a backup was restored; then, and
when you are too far behind, the answer is `resync`.
"""  # noqa: E501 - a page of text, wrapped as pages are


def generate() -> str:
    """The whole page."""
    sections = [
        INTRODUCTION,
        _section("From the client", "t", get_args(AnyClientFrame), extra=(Position,)),
        _section("What `do` can ask", "verb", get_args(AnyAsk)),
        _section("From the server", "t", get_args(AnyServerFrame), extra=(StreamHead, Limits)),
        _section("Staff bodies", "type", get_args(StaffBody)),
        _section("Visitor bodies", "type", get_args(VisitorBody)),
        _section("Board bodies", "type", get_args(BoardBody)),
        _section("Team bodies", "type", get_args(TeamBody)),
        _section("Member bodies", "type", get_args(MemberBody)),
        _section("Views, as `resync` carries them", "", get_args(AnyView)),
        _close_codes(),
    ]
    return "\n".join(sections)


def _section(
    title: str, tag_field: str, structs: tuple[type[Struct], ...], extra: tuple[type[Struct], ...] = ()
) -> str:
    return f"## {title}\n\n" + "\n".join(_struct(struct, tag_field) for struct in (*structs, *extra))


def _struct(struct: type[Struct], tag_field: str) -> str:
    tag = struct.__struct_config__.tag
    title = f"`{tag_field}: {json.dumps(tag)}`" if tag and tag_field else f"`{struct.__name__}`"
    text = inspect.cleandoc(struct.__doc__ or "")
    lines = [f"### {title}", "", text, ""]
    fields = msgspec.inspect.type_info(struct)
    assert isinstance(fields, msgspec.inspect.StructType), "only structs are described"
    if fields.fields:
        lines += ["| field | type | |", "|---|---|---|"]
        lines += [
            f"| `{field.encode_name}` | {_type(field.type)} | {'' if field.required else 'optional'} |"
            for field in fields.fields
        ]
        lines.append("")
    return "\n".join(lines)


def _type(info: Any) -> str:
    """A type in the words of JSON."""
    kinds = msgspec.inspect
    match info:
        case kinds.LiteralType():
            return " · ".join(f"`{json.dumps(value)}`" for value in info.values)
        case kinds.StrType():
            return "text" + _bounds(info.min_length, info.max_length, "characters")
        case kinds.IntType():
            return "whole number" + _bounds(info.ge, info.le, "")
        case kinds.UnionType():
            return " or ".join(_type(one) for one in info.types)
        case kinds.StructType():
            return f"`{info.cls.__name__}`"
        case kinds.VarTupleType() | kinds.ListType():
            return f"list of {_type(info.item_type)}"
        case kinds.DictType():
            return f"object: {_type(info.key_type)} → {_type(info.value_type)}"
        case kinds.BoolType():
            return "true or false"
        case kinds.NoneType():
            return "null"
        case kinds.RawType():
            return "object, see below"
    raise AssertionError(f"the page has no words for {info}")


def _bounds(least: int | None, most: int | None, unit: str) -> str:
    if most is None:
        return "" if not least else f", {least} or more"
    words = f", {least} to {most:,}" if least else f", up to {most:,}"
    return f"{words} {unit}".rstrip()


def _close_codes() -> str:
    """The codes with the sentences that stand under them in the source."""
    lines = [
        "## Close codes",
        "",
        "4000 to 4499: reconnect. From 4500: stop.",
        "",
        "| code | name | meaning |",
        "|---|---|---|",
    ]
    source = inspect.getsource(close_codes).split("\n\n")
    for block in source:
        name, _, rest = block.partition(" = ")
        value, _, comment = rest.partition("\n")
        if name.isupper() and name != "STOP_FROM":
            lines.append(f"| {value} | {name.lower()} | {_sentence(comment)} |")
    return "\n".join(lines) + "\n"


def _sentence(docstring: str) -> str:
    return " ".join(docstring.strip().strip('"').split())


if __name__ == "__main__":
    print(generate(), end="")  # noqa: T201
