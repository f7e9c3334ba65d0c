"""Events as text: nothing is lost, words stand apart, and what cannot be read is told."""

from typing import get_args

import msgspec
import pytest

from deskbell.floor.events import AnyEvent
from deskbell.kit.trouble import DatabaseDamaged, DatabaseTooNew
from deskbell.ledger.codec import decode, encode, kind_of
from tests.audience.samples import ASKED, OPENED, SAMPLES


def test_every_kind_has_a_sample():
    assert {type(event) for event in SAMPLES} == set(get_args(AnyEvent))


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_what_is_written_is_what_is_read(event):
    assert decode(*encode(event)) == event


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_without_its_words_it_is_the_same_event_with_empty_strings(event):
    kind, facts, _ = encode(event)
    erased = decode(kind, facts, "{}")
    assert erased == decode(kind, facts, None)
    assert erased == msgspec.structs.replace(event, **dict.fromkeys(event.ERASABLE, ""))


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_the_facts_have_no_words_in_them(event):
    _, facts, _ = encode(event)
    for field in event.ERASABLE:
        text = getattr(event, field)
        assert not text or text not in facts


def test_an_event_without_words_has_no_row_of_texts():
    assert encode(msgspec.structs.replace(OPENED, visitor_name="", opening=""))[2] == ""
    assert encode(SAMPLES[-1])[2] == ""


@pytest.mark.parametrize("words", ["\x00", "😀", "‮", '"\\', "a" * 4000])
def test_any_words_survive(words):
    event = msgspec.structs.replace(ASKED, text=words)
    assert decode(*encode(event)) == event


def test_kinds_are_for_ever():
    """A ledger written today is read in years: a class may get another name only if its kind stays."""
    assert [kind_of(kind) for kind in get_args(AnyEvent)] == [
        "ChatOpened",
        "ChatQueued",
        "MessagePosted",
        "NotePosted",
        "VisitorLeft",
        "VisitorReturned",
        "MessageLeft",
        "ChatIdled",
        "ChatClosed",
        "ChatOffered",
        "ChatAccepted",
        "ChatClaimed",
        "OfferEnded",
        "RoundBegan",
        "ChatPrioritised",
        "TransferAsked",
        "TransferEnded",
        "ChatTransferred",
        "MemberAdmitted",
        "MemberChanged",
        "MemberStatusChanged",
        "MemberAttached",
        "MemberDetached",
        "MemberLost",
        "MemberHeld",
        "MemberReleased",
        "SeatsSet",
        "OverridingSet",
        "GroupCreated",
        "GroupChanged",
        "GroupDeleted",
        "InboxCreated",
        "InboxChanged",
        "InboxDeleted",
    ]


def test_an_unknown_kind_is_of_a_newer_version():
    with pytest.raises(DatabaseTooNew, match="'ChatSung'"):
        decode("ChatSung", "{}", None)


@pytest.mark.parametrize(
    ("facts", "words"),
    [("{", None), ('{"type":"MessagePosted"}', None), (encode(ASKED)[1], "["), (encode(ASKED)[1], '{"sung":"la"}')],
)
def test_what_cannot_be_read_is_told(facts, words):
    with pytest.raises(DatabaseDamaged, match="'MessagePosted'"):
        decode("MessagePosted", facts, words)
