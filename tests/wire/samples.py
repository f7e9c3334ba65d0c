"""Frames of every kind, in both directions."""

from deskbell.wire import server_frames as sent
from deskbell.wire.bodies import YourOfferEnded
from deskbell.wire.client_frames import (
    Accept,
    AcceptTransfer,
    AnyClientFrame,
    Assign,
    Bye,
    CancelTransfer,
    Claim,
    Close,
    Decline,
    DeclineTransfer,
    Do,
    Ephemeral,
    Hello,
    LeaveMessage,
    Mark,
    Move,
    Note,
    Pong,
    Position,
    Prioritise,
    Return,
    Send,
    SetStatus,
    Subscribe,
    TakeOver,
    TransferTo,
    Unsubscribe,
)
from deskbell.wire.codec import as_raw
from deskbell.wire.server_frames import AnyServerFrame
from deskbell.wire.views import MemberView

CHAT = "0c" + "1" * 24
INBOX = "0n" + "1" * 24
ANA = "0m" + "1" * 24
CID = "6f1c5b1e-8c58-4f0e-9d3e-0a3f6f1c5b1e"
CLIENT_FRAMES: tuple[AnyClientFrame, ...] = (
    Hello(v=1, ticket="t" * 43),
    Hello(v=1, ticket="t" * 43, client="console 1.0", streams=(Position(id="board:team", epoch="e" * 32, seq=7),)),
    Send(cid=CID, conversation=CHAT, body="Hello"),
    Send(cid=CID, conversation=CHAT, body="Hello", prev=CID),
    Do(rid=CID, ask=Accept(conversation=CHAT, offer=3)),
    Do(rid=CID, ask=Decline(conversation=CHAT, offer=3)),
    Do(rid=CID, ask=Decline(conversation=CHAT, offer=3, reason="lunch")),
    Do(rid=CID, ask=Claim(conversation=CHAT)),
    Do(rid=CID, ask=Assign(conversation=CHAT, agent=ANA)),
    Do(rid=CID, ask=Assign(conversation=CHAT, agent=ANA, beyond=True)),
    Do(rid=CID, ask=Prioritise(conversation=CHAT, priority=5)),
    Do(rid=CID, ask=TransferTo(conversation=CHAT, agent=ANA, note="He speaks French.")),
    Do(rid=CID, ask=AcceptTransfer(conversation=CHAT, transfer=1)),
    Do(rid=CID, ask=DeclineTransfer(conversation=CHAT, transfer=1, reason="lunch")),
    Do(rid=CID, ask=CancelTransfer(conversation=CHAT, transfer=1)),
    Do(rid=CID, ask=Move(conversation=CHAT, inbox=INBOX)),
    Do(rid=CID, ask=TakeOver(conversation=CHAT)),
    Do(rid=CID, ask=LeaveMessage(conversation=CHAT, email="iris@example.org", body="Please write.")),
    Do(rid=CID, ask=Note(conversation=CHAT, body='"quoted": {"t":"bye"}\n')),
    Do(rid=CID, ask=Close(conversation=CHAT)),
    Do(rid=CID, ask=SetStatus(status="away", reason="lunch")),
    Do(rid=CID, ask=SetStatus(status="available", member=ANA)),
    Do(rid=CID, ask=Return()),
    Do(rid=CID, ask=Return(member=ANA)),
    Subscribe(streams=(Position(id=f"conversation:{CHAT}"),)),
    Unsubscribe(streams=(f"conversation:{CHAT}",)),
    Mark(conversation=CHAT, seq=12),
    Ephemeral(conversation=CHAT, typing=True),
    Pong(n=4),
    Bye(),
)

_PLATE = MemberView(member=ANA, offers={}, chats={}, transfers={}, passing={})
_ENDED = YourOfferEnded(conversation=CHAT, offer=3, ending="rescinded", cause="chat_closed")
SERVER_FRAMES: tuple[AnyServerFrame, ...] = (
    sent.Welcome(
        session="s1",
        me=ANA,
        now=1_760_000_000_000,
        hb=25_000,
        limits=sent.Limits(frame_bytes=65_536, message_characters=4_000),
        streams=(sent.StreamHead(id="board:team", epoch="e" * 32, head=7),),
    ),
    sent.Event(s=f"member:{ANA}", seq=4, type="offer_ended", at=1_760_000_000_000, data=as_raw(_ENDED)),
    sent.Ack(id=CID, seq=12, at=1_760_000_000_000),
    sent.Ack(id=CID, seq=12, at=1_760_000_000_000, dup=True),
    sent.Nack(id=CID, code="offer_taken", detail="Ben has it.", agent=ANA),
    sent.Nack(id=CID, code="busy", detail="Too busy at the moment.", retry=True, after_ms=500),
    sent.Resync(s=f"member:{ANA}", epoch="e" * 32, head=3, view=as_raw(_PLATE)),
    sent.Ephemeral(s=f"conversation:{CHAT}", who="visitor", typing=True),
    sent.Ephemeral(s=f"visitor:{CHAT}", who=ANA, name="Ana", read=12),
    sent.Queue(s=f"visitor:{CHAT}", place=3, estimate_ms=240_000),
    sent.Queue(s=f"visitor:{CHAT}", place=3, estimate_ms=None),
    sent.Ping(n=4),
    sent.Drain(within_ms=20_000),
    sent.Err(code="malformed", id="f1"),
    sent.Err(code="unknown_stream", id="f2", s=f"conversation:{CHAT}"),
)
