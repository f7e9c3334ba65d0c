"""JSON bodies: strict, whole, and free of what some database or client could not hold."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.inboxes.model import InboxChanges, NewInbox
from deskbell.kit.problem import Fault, Problem
from deskbell.web.bodies import DEPTH_MAX, PARTS_MAX, decode_body, read_json
from tests.office import Browser, make_inbox, told

POISON = {
    "a lone surrogate": rb'{"name":"\ud800","type":"live_chat"}',
    "a surrogate in bytes": b'{"name":"\xed\xa0\x80","type":"live_chat"}',
    "NUL in a text": rb'{"name":"a\u0000b","type":"live_chat"}',
    "NUL in a name": rb'{"a\u0000b":1}',
    "NaN": b'{"name":NaN}',
    "Infinity": b'{"name":-Infinity}',
    "a number that is too large": b'{"offer_seconds":1e400}',
    "5000 digits": b'{"offer_seconds":' + b"9" * 5_000 + b"}",
    "200000 levels": b"[" * 200_000,
    "900 levels that are closed": b"[" * 900 + b"]" * 900,
    "a name twice": b'{"name":"a","type":"live_chat","name":"b"}',
    "a name twice, deep inside": b'{"look":{"side":"left","side":"right"}}',
    "something after the end": b'{"name":"a","type":"live_chat"} {}',
    "a byte order mark": b'\xef\xbb\xbf{"name":"a","type":"live_chat"}',
    "UTF-16": '{"name":"a","type":"live_chat"}'.encode("utf-16"),
    "60000 names": json.dumps({str(n): n for n in range(60_000)}).encode(),
    "half of it": b'{"name":"a',
}


@pytest.mark.attack(31)
@pytest.mark.attack(77)
@pytest.mark.asyncio
@pytest.mark.parametrize("body", POISON.values(), ids=POISON)
async def test_poison_is_refused_before_anybody_meets_it(owner: Browser, body: bytes):
    answer = await owner.post("/inboxes", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert told(answer)["code"] == "malformed"
    assert (await owner.get("/inboxes")).json() == {"inboxes": []}


@pytest.mark.attack(77)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "media_type",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/msgpack", ""],
)
async def test_only_json_is_taken_for_json(owner: Browser, media_type: str):
    answer = await owner.post(
        "/inboxes", content=b'{"name":"a","type":"live_chat"}', headers={"Content-Type": media_type}
    )

    assert answer.status_code == 415
    assert told(answer)["code"] == "wrong_media_type"


@pytest.mark.asyncio
async def test_an_ordinary_text_keeps_every_character(owner: Browser):
    name = 'Café ☕ 👩‍👩‍👧 "quoted" \\u0000 <b>'

    assert (await make_inbox(owner, name))["name"] == name


@pytest.mark.asyncio
async def test_every_wrong_field_is_named_with_what_is_allowed(owner: Browser):
    answer = await owner.post(
        "/inboxes",
        json={"name": 3, "type": "fax", "offer_seconds": "30", "capacity": 99, "agents": ["short"], "colour": "red"},
    )

    assert answer.status_code == 422
    errors = {error["field"]: error for error in told(answer)["errors"]}
    assert set(errors) == {"name", "type", "offer_seconds", "capacity", "agents[0]", "colour"}
    assert errors["name"] == {
        "field": "name",
        "problem": "is of the wrong kind",
        "allowed": "a text of 1 to 100 characters",
    }
    assert errors["capacity"]["allowed"] == "a whole number from 1 to 50 or null"
    assert errors["type"]["allowed"] == "one of live_chat"
    assert errors["colour"]["problem"] == "is not known"


@pytest.mark.asyncio
async def test_a_body_that_is_missing_is_told_so(owner: Browser):
    answer = await owner.post("/inboxes", headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert told(answer)["errors"] == [{"field": "", "problem": "is missing", "allowed": "a JSON object"}]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"3", b"true"])
def test_what_is_no_object_is_told_so(body: bytes):
    with pytest.raises(Problem) as raised:
        decode_body(body, NewInbox)

    assert raised.value.status == 422
    assert [fault.field for fault in raised.value.faults] == [""]


def test_faults_inside_an_object_have_their_path():
    class Inner(msgspec.Struct, forbid_unknown_fields=True):
        size: int

    class Outer(msgspec.Struct, forbid_unknown_fields=True):
        inner: Inner | msgspec.UnsetType = msgspec.UNSET

    with pytest.raises(Problem) as raised:
        decode_body(b'{"inner":{"size":"x","other":1}}', Outer)

    assert raised.value.faults == (
        Fault("inner.size", "is of the wrong kind", "a whole number"),
        Fault("inner.other", "is not known", "size"),
    )


def test_the_bounds_are_exact():
    assert read_json(b"[" * (DEPTH_MAX - 1) + b"]" * (DEPTH_MAX - 1)) is not None
    with pytest.raises(Problem):
        read_json(b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1))

    at_most = {str(n): ",[{" for n in range(PARTS_MAX)}
    assert read_json(msgspec.json.encode(at_most)) == at_most
    with pytest.raises(Problem):
        read_json(msgspec.json.encode(at_most | {"one more": 0}))


@pytest.mark.parametrize("body", [b'"' + rb"\"" * 300_000, b'"' * 1_000_000, b'"\\' * 300_000, b'{"a":"' * 100_000])
def test_a_string_that_never_ends_ends(body: bytes):
    with pytest.raises(Problem):
        read_json(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([*InboxChanges.__struct_fields__, "x"]), json_values))
def test_whatever_is_sent_is_either_taken_or_refused_with_a_reason(value: dict[str, object]):
    taken = decode_or_refuse(json.dumps(value).encode(), InboxChanges)

    if isinstance(taken, Problem):
        assert taken.status in (400, 422)
        assert taken.faults
        assert all(fault.problem and fault.allowed for fault in taken.faults)
    else:
        assert isinstance(taken, InboxChanges)
        assert set(value) <= set(InboxChanges.__struct_fields__)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(body: bytes):
    taken = decode_or_refuse(body, NewInbox)

    assert isinstance(taken, NewInbox) or taken.status in (400, 422)


def decode_or_refuse(body: bytes, expected: Any) -> Any:
    try:
        return decode_body(body, expected)
    except Problem as problem:
        return problem
