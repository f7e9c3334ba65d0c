"""What an event says to each kind of viewer, and the frame it travels in."""

from typing import Any, get_args

import msgspec
import pytest

from deskbell.audience.frames import WORDS, body_of, event_frame
from deskbell.audience.streams import kind_of, streams_of
from deskbell.floor import events as happened
from deskbell.floor.events import AnyEvent
from deskbell.floor.vocabulary import SYSTEM, CloseReason
from deskbell.wire.bodies import (
    AgentJoined,
    BoardMoved,
    BoardWaiting,
    ChatEnded,
    YourAssignmentFailed,
    YourChat,
    YourChatGone,
    YourMessage,
    YourOffer,
    YourOfferEnded,
    YourPassing,
    YourTransfer,
    YourTransferDone,
)
from tests.audience.samples import (
    ACCEPTED,
    ANA,
    ANSWERED,
    ASKED,
    ASSIGNED,
    AT,
    BEN,
    CHAT,
    CLEO,
    INBOX,
    MOVED,
    OFFERED,
    OTHER_INBOX,
    RETURNED,
    SAMPLES,
    closed,
    offer_ended,
    transfer_asked,
    transferred,
)
from tests.properties.viewers import BODIES

VISITOR = f"visitor:{CHAT}"
EACH = [(event, stream) for event in SAMPLES for stream in streams_of(event)]


@pytest.mark.parametrize(("event", "stream"), EACH)
def test_every_event_has_words_for_every_stream_it_goes_to(event: AnyEvent, stream: str) -> None:
    frame: dict[str, Any] = msgspec.json.decode(event_frame(event, stream, 7, AT))
    data = frame.pop("data")
    assert frame == {"t": "ev", "s": stream, "seq": 7, "type": data["type"], "at": AT}
    kind = kind_of(stream)
    assert kind is not None
    assert msgspec.convert(data, BODIES[kind]) == body_of(event, stream)


def test_words_and_streams_agree_on_what_goes_where() -> None:
    gone = {(kind_of(stream), type(event)) for event, stream in EACH}
    assert gone == {(kind, event) for kind, words in WORDS.items() for event in words}


@pytest.mark.attack(25)
def test_a_visitor_is_told_seven_things_and_nothing_else() -> None:
    assert set(WORDS["visitor"]) == {
        happened.ChatOpened,
        happened.MessagePosted,
        happened.ChatAccepted,
        happened.ChatClaimed,
        happened.ChatTransferred,
        happened.ChatQueued,
        happened.ChatClosed,
    }


@pytest.mark.attack(25)
def test_a_visitor_gets_these_fields_and_no_others() -> None:
    told = {
        body["type"]: {key for key in body if key != "type"}
        for event, stream in EACH
        if stream == VISITOR
        for body in [msgspec.to_builtins(body_of(event, stream))]
    }
    assert told == {
        "started": set(),
        "message": {"mine", "name", "text", "cid"},
        "agent_joined": {"name"},
        "agent_left": set(),
        "ended": {"cause"},
    }


def test_a_visitor_knows_his_own_message_by_its_request_id() -> None:
    assert body_of(ASKED, VISITOR) == YourMessage(mine=True, name="", text="Where is it?", cid="cid-of-iris")


def test_a_visitor_sees_who_answers_but_not_by_which_request() -> None:
    assert body_of(ANSWERED, VISITOR) == YourMessage(mine=False, name="Ana", text="On its way.", cid="")
    assert body_of(ACCEPTED, VISITOR) == AgentJoined(name="Ana")


def test_a_visitor_is_told_why_the_chat_ended_as_far_as_he_sees_it_himself() -> None:
    assert body_of(closed(), VISITOR) == ChatEnded(cause="visitor")
    told = {
        reason: body_of(msgspec.structs.replace(closed(), reason=reason, by=SYSTEM), VISITOR)
        for reason in get_args(CloseReason)
    }
    assert told.pop("inbox_deleted") == ChatEnded(cause="inbox_closed")
    assert told.pop("message_left") == ChatEnded(cause="message_left")
    assert told.pop("abandoned") == ChatEnded(cause="absence")
    assert told.pop("inactivity") == ChatEnded(cause="inactivity")
    assert set(told.values()) == {ChatEnded(cause="agent")}


def test_an_offer_says_whether_a_supervisor_made_it() -> None:
    for event, assigned in ((OFFERED, False), (ASSIGNED, True)):
        body = body_of(event, f"member:{ANA}")
        assert isinstance(body, YourOffer)
        assert body.assigned == assigned


def test_an_ended_offer_is_told_to_the_agent_and_a_failed_assignment_to_the_supervisor() -> None:
    event = offer_ended(agent=ANA, assigned_by=BEN)
    assert isinstance(body_of(event, f"member:{ANA}"), YourOfferEnded)
    assert body_of(event, f"member:{BEN}") == YourAssignmentFailed(
        conversation=CHAT, agent=ANA, agent_name="Ana", ending="declined", reason="lunch"
    )


def test_who_assigned_a_chat_to_himself_and_let_it_go_is_told_once() -> None:
    event = offer_ended(agent=ANA, assigned_by=ANA)
    assert isinstance(body_of(event, f"member:{ANA}"), YourOfferEnded)


def test_a_chat_taken_from_an_agent_is_gone_for_him() -> None:
    assert msgspec.to_builtins(body_of(RETURNED, f"member:{ANA}")) == {
        "type": "chat_gone",
        "conversation": CHAT,
        "reason": "returned",
        "agent": "",
        "agent_name": "",
    }


def test_a_transfer_is_told_to_both_and_to_the_supervisor_who_asked() -> None:
    assert isinstance(body_of(transfer_asked(by=CLEO), f"member:{BEN}"), YourTransfer)
    assert isinstance(body_of(transfer_asked(by=CLEO), f"member:{ANA}"), YourPassing)
    assert isinstance(body_of(transferred(asked_by=CLEO), f"member:{BEN}"), YourChat)
    assert body_of(transferred(asked_by=CLEO), f"member:{ANA}") == YourChatGone(
        conversation=CHAT, reason="transferred", agent=BEN, agent_name="Ben"
    )
    assert isinstance(body_of(transferred(asked_by=CLEO), f"member:{CLEO}"), YourTransferDone)
    gone = body_of(transferred(transfer=0, asked_by=BEN), f"member:{ANA}")
    assert isinstance(gone, YourChatGone)
    assert gone.reason == "taken_over"


def test_a_chat_that_moves_leaves_one_board_and_comes_to_another() -> None:
    assert isinstance(body_of(MOVED, f"board:{INBOX}"), BoardMoved)
    assert isinstance(body_of(MOVED, f"board:{OTHER_INBOX}"), BoardWaiting)
    gone = body_of(MOVED, f"member:{ANA}")
    assert isinstance(gone, YourChatGone)
    assert gone.reason == "moved"


def test_erased_words_read_as_empty() -> None:
    erased = msgspec.structs.replace(ASKED, text="")
    body = body_of(erased, VISITOR)
    assert isinstance(body, YourMessage)
    assert body.text == ""
