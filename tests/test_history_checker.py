"""The history checker can find what it looks for: each count rises when its promise is broken."""

import pytest

from deskbell.wire.bodies import Message, Note, Writer
from deskbell.wire.views import ConversationView, StaffEntry
from tests.client import Client, Stream
from tests.history_checker import KEPT, check

CHAT = "0123456789abcdefghjkmnpqrs"
STAFF, VISITOR = f"conversation:{CHAT}", f"visitor:{CHAT}"


async def no_ticket():
    return ""


def client_of(*texts, stream=STAFF, note=""):
    """Somebody who shows these messages, and perhaps a note; the cid of each is its text."""
    client = Client("http://nowhere", no_ticket, stream)
    bodies: list[Message | Note] = [
        Message(author=Writer(kind="visitor", id="", name=""), text=text, cid=text) for text in texts
    ]
    if note:
        bodies.append(Note(author=Writer(kind="member", id="m", name="Ana"), text=note, cid=note))
    client.streams[stream] = Stream(stream)
    entries = [StaffEntry(seq, 0, body) for seq, body in enumerate(bodies, 1)]
    client.streams[stream].view = ConversationView(conversation=CHAT, entries=entries)
    return client


def asked(*texts):
    return [("asked", {"t": "send", "cid": text, "conversation": CHAT, "body": text}) for text in texts]


def acked(*texts):
    return [("seen", {"t": "ack", "id": text, "seq": 1}) for text in texts]


def seen(seq, text, stream=STAFF, kind="message"):
    return ("seen", {"t": "ev", "s": stream, "seq": seq, "type": kind, "data": {"text": text}})


@pytest.fixture
def fresh():
    return client_of("one", "two")


@pytest.fixture
def honest():
    client = client_of("one", "two")
    client.log = [*asked("one", "two"), seen(1, "one"), *acked("one"), seen(2, "two"), *acked("two")]
    return client


def test_a_history_that_was_kept(honest, fresh):
    assert check([honest], fresh, CHAT) == KEPT


def test_what_was_sent_and_never_acknowledged_may_be_missing(honest, fresh):
    honest.log += asked("three")
    assert check([honest], fresh, CHAT) == KEPT


def test_what_was_acknowledged_may_not(honest, fresh):
    honest.log += asked("three") + acked("three")
    assert check([honest], fresh, CHAT) == KEPT._replace(lost_acked=1)


def test_a_message_that_is_there_twice():
    double = client_of("one", "one")
    assert check([], double, CHAT).dup == 1


def test_a_number_that_was_skipped(honest, fresh):
    honest.log = [seen(1, "one"), seen(3, "three")]
    assert check([honest], fresh, CHAT).gap == 1


def test_a_number_that_came_again_is_no_gap(honest, fresh):
    honest.log = [seen(1, "one"), seen(2, "two"), seen(1, "one"), seen(2, "two")]
    assert check([honest], fresh, CHAT) == KEPT


def test_a_resync_is_no_gap(honest, fresh):
    honest.log = [seen(1, "one"), ("seen", {"t": "resync", "s": STAFF, "head": 9}), seen(10, "ten")]
    assert check([honest], fresh, CHAT) == KEPT


def test_two_who_saw_different_things_under_one_number(honest, fresh):
    other = client_of("one", "two")
    other.log = [seen(1, "two"), seen(2, "one")]
    assert check([honest, other], fresh, CHAT).reorder == 2


def test_a_sender_whose_messages_changed_places(honest, fresh):
    honest.log = asked("two", "one")
    assert check([honest], fresh, CHAT).sender_order == 1


def test_somebody_who_shows_something_else(fresh):
    assert check([client_of("one")], fresh, CHAT).divergent_views == 1


def test_a_visitor_who_shows_everything_but_the_note():
    staff = client_of("one", note="canary")
    visitor = client_of("one", stream=VISITOR)
    assert check([visitor], staff, CHAT) == KEPT
    assert check([client_of(stream=VISITOR)], staff, CHAT).divergent_views == 1


def test_a_note_in_a_visitors_frame():
    staff = client_of("one", note="canary")
    visitor = client_of("one", stream=VISITOR)
    visitor.log = [seen(1, "one", VISITOR), seen(2, "canary", VISITOR), seen(3, "", VISITOR, kind="note")]
    assert check([visitor], staff, CHAT).note_leak == 2
