"""Decoding what clients send: strict, and one clean answer to every poison."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.floor.vocabulary import MESSAGE_CHARACTERS_MAX
from deskbell.wire import FRAME_BYTES_MAX
from deskbell.wire.client_frames import AnyClientFrame, Send
from deskbell.wire.codec import MALFORMED, TOO_LARGE, WireError, as_raw, decode_client_frame, encode_server_frame
from deskbell.wire.server_frames import Ack, Err, Resync
from deskbell.wire.views import MemberView
from tests.wire.samples import CHAT, CID, CLIENT_FRAMES


def send(body: str) -> bytes:
    """A `send` frame with this JSON in the place of its body."""
    return f'{{"t":"send","cid":"{CID}","conversation":"{CHAT}","body":{body}}}'.encode()


def fields_of(frame: AnyClientFrame) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(frame)
    return fields


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_every_frame_is_taken_however_it_is_spelled(frame: AnyClientFrame) -> None:
    fields = fields_of(frame)
    for text in (
        json.dumps(fields),
        json.dumps(fields, indent=2),
        json.dumps(dict(reversed(fields.items())), separators=(",", ":"), ensure_ascii=False),
    ):
        assert decode_client_frame(text) == frame
        assert decode_client_frame(text.encode()) == frame


def test_what_is_left_out_may_also_be_said() -> None:
    assert decode_client_frame(send('"Hello","prev":null')) == Send(cid=CID, conversation=CHAT, body="Hello")


@given(st.text(min_size=1, max_size=300), st.booleans())
def test_every_text_comes_through_unless_it_has_nul(text: str, as_ascii: bool) -> None:
    frame = json.dumps({"t": "send", "cid": CID, "conversation": CHAT, "body": text}, ensure_ascii=as_ascii)
    decoded = decode_client_frame(frame)
    if "\0" in text:
        assert decoded == MALFORMED
    else:
        assert decoded == Send(cid=CID, conversation=CHAT, body=text)


@pytest.mark.parametrize("text", ["\\u0000", 'a "quote": "t":"send"', "\\", '\\"', "👋🏽 “Größe” \u2028", "\ufeff"])
def test_texts_that_look_like_poison_are_texts(text: str) -> None:
    for as_ascii in (True, False):
        frame = json.dumps({"t": "send", "cid": CID, "conversation": CHAT, "body": text}, ensure_ascii=as_ascii)
        assert decode_client_frame(frame) == Send(cid=CID, conversation=CHAT, body=text)


POISON: dict[str, bytes] = {
    "lone high surrogate": send(r'"a\ud800"'),
    "lone high surrogate before a letter": send(r'"\ud800a"'),
    "lone low surrogate": send(r'"\udc00"'),
    "two high surrogates": send(r'"\ud800\ud801"'),
    "surrogate in UTF-8": send('"?"').replace(b"?", b"\xed\xa0\x80"),
    "surrogate in a key": b'{"t":"pong","\\ud800":1,"n":1}',
    "surrogate in the tag": b'{"t":"\\ud800"}',
    "surrogate in an id": send('"x"').replace(CID.encode(), b"\\ud800aaaaaaaa"),
    "not UTF-8": send('"?"').replace(b"?", b"\xff"),
    "overlong UTF-8": send('"?"').replace(b"?", b"\xc0\x80"),
    "NUL escaped": send(r'"a\u0000b"'),
    "NUL raw": send('"a\0b"'),
    "NUL in a reason": json.dumps(
        {"t": "do", "rid": CID, "ask": {"verb": "status", "status": "away", "reason": "\0"}}
    ).encode(),
    "NUL in the client's name": json.dumps({"t": "hello", "v": 1, "ticket": "t" * 43, "client": "\0"}).encode(),
    "NUL in an epoch": json.dumps({"t": "sub", "streams": [{"id": "board:team", "epoch": "\0"}]}).encode(),
    "control character": send('"a\x01b"'),
    "NaN": b'{"t":"pong","n":NaN}',
    "Infinity": b'{"t":"pong","n":Infinity}',
    "-Infinity": b'{"t":"pong","n":-Infinity}',
    "float": b'{"t":"pong","n":1.5}',
    "float beyond all": b'{"t":"pong","n":1e999}',
    "negative": b'{"t":"pong","n":-1}',
    "true for a number": b'{"t":"pong","n":true}',
    "text for a number": b'{"t":"pong","n":"1"}',
    "integer of 5,000 digits": b'{"t":"pong","n":' + b"9" * 5000 + b"}",
    "integer of 65 bits": b'{"t":"mark","conversation":"' + CHAT.encode() + b'","seq":18446744073709551616}',
    "integer beyond 2^53": b'{"t":"mark","conversation":"' + CHAT.encode() + b'","seq":9007199254740993}',
    "deep array": b"[" * 60_000,
    "deep array in a text": send("[" * 60_000),
    "deep array before the tag": b'{"n":' + b"[" * 30_000 + b"]" * 30_000 + b',"t":"pong"}',
    "deep object": b'{"t":' * 10_000,
    "key twice": b'{"t":"pong","n":1,"n":2}',
    "same key twice with the same value": b'{"t":"pong","n":1,"n":1}',
    "tag twice": b'{"t":"bye","t":"bye"}',
    "null twice": send('"x","prev":null,"prev":null'),
    "default, then value": send(f'"x","prev":null,"prev":"{CID}"'),
    "key twice, once escaped": b'{"t":"pong","n":1,"\\u006e":2}',
    "key twice, covered by quotes that are spelled otherwise": send(r'"\u0022\u0022","prev":null,"prev":null'),
    "key twice inside": json.dumps({"t": "do", "rid": CID, "ask": {}})
    .replace("{}", f'{{"verb":"close","conversation":"{CHAT}","conversation":"{CHAT}"}}')
    .encode(),
    "trailing text": b'{"t":"bye"} x',
    "two frames": b'{"t":"bye"}{"t":"bye"}',
    "trailing comma": b'{"t":"bye",}',
    "BOM": b'\xef\xbb\xbf{"t":"bye"}',
    "UTF-16": '{"t":"bye"}'.encode("utf-16"),
    "UTF-16 without BOM": '{"t":"bye"}'.encode("utf-16-le"),
    "UTF-32": '{"t":"bye"}'.encode("utf-32"),
    "form": b"t=bye&n=1",
    "nothing": b"",
    "space": b" ",
    "truncated": b'{"t":"bye"',
    "array": b"[]",
    "string": b'"bye"',
    "null": b"null",
    "number": b"1",
    "huge key": b'{"' + b"k" * 60_000 + b'":1,"t":"bye"}',
    "many keys": b"{" + b",".join(b'"%d":1' % number for number in range(5_000)) + b',"t":"bye"}',
    "comment": b'{"t":"bye"} // no',
    "single quotes": b"{'t':'bye'}",
}


@pytest.mark.attack(31)
@pytest.mark.attack(77)
@pytest.mark.parametrize("name", POISON)
def test_poison_is_answered_with_one_clean_error(name: str) -> None:
    poison = POISON[name]
    assert len(poison) <= FRAME_BYTES_MAX, "else it would be refused for its size"
    assert decode_client_frame(poison) == MALFORMED
    assert decode_client_frame(poison.decode("utf-8", "surrogateescape")) == MALFORMED
    assert decode_client_frame(poison.decode("utf-8", "surrogatepass" if b"\xed" in poison else "replace")) in (
        MALFORMED,
        # Read as text by a lenient reader, two of them are merely odd texts.
        Send(cid=CID, conversation=CHAT, body="\ufffd"),
        Send(cid=CID, conversation=CHAT, body="\ufffd\ufffd"),
    )


@pytest.mark.attack(27)
@pytest.mark.attack(31)
@pytest.mark.parametrize(
    "frame",
    [
        b"[" * 200_000,
        send(json.dumps("x" * FRAME_BYTES_MAX)),
        b" " * (FRAME_BYTES_MAX + 1),
        "é" * (FRAME_BYTES_MAX // 2 + 1),
        "[" * 200_000,
    ],
)
def test_a_frame_beyond_the_limit_is_not_even_looked_at(frame: bytes | str) -> None:
    assert decode_client_frame(frame) == TOO_LARGE


def test_the_longest_message_fits_in_every_spelling() -> None:
    text = "👋" * MESSAGE_CHARACTERS_MAX
    for as_ascii in (True, False):
        frame = json.dumps({"t": "send", "cid": CID, "conversation": CHAT, "body": text}, ensure_ascii=as_ascii)
        assert decode_client_frame(frame) == Send(cid=CID, conversation=CHAT, body=text)


@pytest.mark.attack(21)
@pytest.mark.parametrize(
    "word", ["", "base", "__class__", "ClientFrame", "../", "Send", "SEND", "ev", "*", "do ", "\n"]
)
def test_unknown_frames_and_verbs_are_refused_alike(word: str) -> None:
    assert decode_client_frame(json.dumps({"t": word})) == MALFORMED
    assert decode_client_frame(json.dumps({"t": "do", "rid": CID, "ask": {"verb": word}})) == MALFORMED


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_an_unknown_field_is_refused(frame: AnyClientFrame) -> None:
    fields = fields_of(frame)
    assert decode_client_frame(json.dumps({**fields, "by": "me"})) == MALFORMED
    if "ask" in fields:
        assert decode_client_frame(json.dumps({**fields, "ask": {**fields["ask"], "by": "me"}})) == MALFORMED


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_a_missing_field_is_refused(frame: AnyClientFrame) -> None:
    for field in msgspec.structs.fields(frame):
        if field.required:
            fields = fields_of(frame)
            del fields[field.name]
            assert decode_client_frame(json.dumps(fields)) == MALFORMED


@pytest.mark.parametrize(
    "changed",
    [
        {"body": None},
        {"cid": "short"},
        {"cid": "x" * 65},
        {"cid": CID + "\n"},
        {"cid": CID + " "},
        {"cid": "with space"},
        {"conversation": CHAT + "\n"},
        {"conversation": CHAT[:-1] + "\n"},
        {"conversation": CHAT[1:]},
        {"conversation": CHAT.upper()},
        {"conversation": CHAT[:-1] + "%"},
        {"conversation": CHAT[:-1] + "١"},
        {"prev": ""},
    ],
)
def test_a_field_out_of_bounds_is_refused(changed: dict[str, Any]) -> None:
    frame = {"t": "send", "cid": CID, "conversation": CHAT, "body": "Hello"}
    assert decode_client_frame(json.dumps({**frame, **changed})) == MALFORMED


@pytest.mark.parametrize("stream", ["board:team\n", "board:*", "board:", ":team", "board", "Board:team", "board:a:b"])
def test_a_name_that_no_stream_has_is_refused(stream: str) -> None:
    assert decode_client_frame(json.dumps({"t": "sub", "streams": [{"id": stream}]})) == MALFORMED
    assert decode_client_frame(json.dumps({"t": "unsub", "streams": [stream]})) == MALFORMED


@given(st.binary(max_size=200) | st.text(alphabet=st.characters(), max_size=200))
def test_nothing_raises(frame: bytes | str) -> None:
    assert decode_client_frame(frame) == MALFORMED


@given(st.sampled_from(CLIENT_FRAMES), st.data())
def test_a_damaged_frame_is_a_frame_or_an_error(frame: AnyClientFrame, data: st.DataObject) -> None:
    text = bytearray(msgspec.json.encode(frame))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.binary(max_size=4) | st.just(b'"') | st.just(b"\\u")
        )
    decoded = decode_client_frame(bytes(text))
    assert isinstance(decoded, WireError | AnyClientFrame)


@given(st.sampled_from(CLIENT_FRAMES), st.data())
def test_a_key_that_is_there_twice_never_gets_through(frame: AnyClientFrame, data: st.DataObject) -> None:
    fields = list(fields_of(frame).items())
    again = data.draw(st.sampled_from(fields))
    fields.insert(data.draw(st.integers(0, len(fields))), again)
    keys = [data.draw(st.sampled_from([json.dumps(key), f'"\\u{ord(key[0]):04x}{key[1:]}"'])) for key, _ in fields]
    as_ascii = data.draw(st.booleans())
    values = [json.dumps(value, ensure_ascii=as_ascii) for _, value in fields]
    spaces = st.sampled_from(["", " ", "\n"])
    pairs = [f"{key}{data.draw(spaces)}:{data.draw(spaces)}{value}" for key, value in zip(keys, values, strict=True)]
    assert decode_client_frame("{" + ",".join(pairs) + "}") == MALFORMED


def test_what_the_server_sends_is_whole() -> None:
    assert msgspec.json.decode(encode_server_frame(Ack(id=CID, seq=4, at=5))) == {
        "t": "ack",
        "id": CID,
        "seq": 4,
        "at": 5,
        "dup": False,
    }


def test_an_error_says_its_code_and_nothing_of_the_frame() -> None:
    assert encode_server_frame(Err(code=MALFORMED.code, id="x")) == b'{"t":"err","code":"malformed","id":"x","s":""}'


def test_a_view_is_encoded_once_and_embedded() -> None:
    view = as_raw(MemberView(member=CHAT, offers={}, chats={}, transfers={}, passing={}))
    frame = encode_server_frame(Resync(s=f"member:{CHAT}", epoch="e", head=3, view=view))
    assert msgspec.json.decode(frame)["view"] == {
        "member": CHAT,
        "offers": {},
        "chats": {},
        "transfers": {},
        "passing": {},
    }
