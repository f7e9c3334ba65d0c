"""Which streams an event goes to: every kind of event, and who is in it."""

from typing import get_args

import pytest

from deskbell.audience.streams import TEAM, kind_of, streams_of, subject_of
from deskbell.floor.events import AnyEvent
from tests.audience.samples import (
    ABOUT_A_CHAT,
    ABOUT_THE_TEAM,
    ACCEPTED,
    ANA,
    ANSWERED,
    ASKED,
    ASSIGNED,
    BEN,
    CHAT,
    CLAIMED,
    CLEO,
    INBOX,
    MOVED,
    NOTED,
    OFFERED,
    OPENED,
    OTHER_INBOX,
    QUEUED,
    RETURNED,
    SAMPLES,
    closed,
    offer_ended,
    transfer_asked,
    transfer_ended,
    transferred,
)

LOG, VISITOR, BOARD = f"conversation:{CHAT}", f"visitor:{CHAT}", f"board:{INBOX}"


def test_there_is_a_sample_of_every_event() -> None:
    assert {type(event) for event in SAMPLES} == set(get_args(AnyEvent))


@pytest.mark.parametrize("event", SAMPLES)
def test_every_event_goes_somewhere_and_nowhere_twice(event: AnyEvent) -> None:
    streams = streams_of(event)
    assert streams
    assert len(set(streams)) == len(streams)
    assert all(kind_of(stream) for stream in streams)


@pytest.mark.parametrize(
    ("event", "streams"),
    [
        (OPENED, (LOG, VISITOR)),
        (QUEUED, (LOG, BOARD)),
        (RETURNED, (LOG, BOARD, VISITOR, f"member:{ANA}")),
        (MOVED, (LOG, f"board:{OTHER_INBOX}", BOARD, VISITOR, f"member:{ANA}")),
        (transfer_asked(), (LOG, BOARD, f"member:{BEN}", f"member:{ANA}")),
        (transfer_asked(by=CLEO), (LOG, BOARD, f"member:{BEN}", f"member:{ANA}")),
        (transfer_ended(), (LOG, BOARD, f"member:{BEN}", f"member:{ANA}")),
        (transfer_ended(asked_by=CLEO), (LOG, BOARD, f"member:{BEN}", f"member:{ANA}", f"member:{CLEO}")),
        (transferred(), (LOG, VISITOR, BOARD, f"member:{BEN}", f"member:{ANA}")),
        (transferred(asked_by=CLEO), (LOG, VISITOR, BOARD, f"member:{BEN}", f"member:{ANA}", f"member:{CLEO}")),
        (transferred(transfer=0, asked_by=BEN), (LOG, VISITOR, BOARD, f"member:{BEN}", f"member:{ANA}")),
        (ASKED, (LOG, VISITOR)),
        (ANSWERED, (LOG, VISITOR)),
        (NOTED, (LOG,)),
        (OFFERED, (LOG, BOARD, f"member:{ANA}")),
        (ASSIGNED, (LOG, BOARD, f"member:{ANA}")),
        (ACCEPTED, (LOG, VISITOR, BOARD, f"member:{ANA}")),
        (CLAIMED, (LOG, VISITOR, BOARD, f"member:{ANA}")),
        (offer_ended(), (LOG, BOARD, f"member:{ANA}")),
        (offer_ended(assigned_by=BEN), (LOG, BOARD, f"member:{ANA}", f"member:{BEN}")),
        (offer_ended(assigned_by=ANA), (LOG, BOARD, f"member:{ANA}")),
        (closed(), (LOG, VISITOR, BOARD, f"member:{ANA}")),
        (closed(agent=""), (LOG, VISITOR, BOARD)),
    ],
)
def test_what_happens_to_a_chat_is_told_to_whom_it_concerns(event: AnyEvent, streams: tuple[str, ...]) -> None:
    assert streams_of(event) == streams


@pytest.mark.parametrize("event", ABOUT_A_CHAT)
def test_the_log_of_a_chat_is_complete(event: AnyEvent) -> None:
    assert streams_of(event)[0] == LOG


@pytest.mark.parametrize("event", ABOUT_THE_TEAM)
def test_what_happens_to_members_and_inboxes_is_told_to_all_staff(event: AnyEvent) -> None:
    assert streams_of(event) == (TEAM,)


@pytest.mark.parametrize(
    ("stream", "kind", "subject"),
    [
        (LOG, "conversation", CHAT),
        (VISITOR, "visitor", CHAT),
        (BOARD, "board", INBOX),
        (TEAM, "team", "team"),
        (f"member:{ANA}", "member", ANA),
        ("", None, ""),
        ("team", None, ""),
        ("team:board", None, "board"),
        ("Conversation:x", None, "x"),
        ("user:1", None, "1"),
    ],
)
def test_a_name_tells_kind_and_subject(stream: str, kind: str | None, subject: str) -> None:
    assert (kind_of(stream), subject_of(stream)) == (kind, subject)
