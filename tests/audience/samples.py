"""One event of every kind, and of some kinds several, as the floor would make them."""

from deskbell.floor.events import (
    AnyEvent,
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatIdled,
    ChatOffered,
    ChatOpened,
    ChatPrioritised,
    ChatQueued,
    ChatTransferred,
    GroupChanged,
    GroupCreated,
    GroupDeleted,
    InboxChanged,
    InboxCreated,
    InboxDeleted,
    InboxRules,
    MemberAdmitted,
    MemberAttached,
    MemberChanged,
    MemberDetached,
    MemberHeld,
    MemberLost,
    MemberReleased,
    MemberStatusChanged,
    MessageLeft,
    MessagePosted,
    NotePosted,
    OfferEnded,
    OverridingSet,
    RoundBegan,
    SeatsSet,
    TransferAsked,
    TransferEnded,
    VisitorLeft,
    VisitorReturned,
)
from deskbell.floor.vocabulary import SYSTEM, Author, Considered, by_member, by_visitor

CHAT = "0c" + "1" * 24
INBOX = "0n" + "1" * 24
OTHER_INBOX = "0n" + "2" * 24
CLEO = "0m" + "3" * 24
GROUP = "0g" + "0" * 24
CHANNEL = "0h" + "1" * 24
VISITOR = "0v" + "1" * 24
ANA = "0m" + "1" * 24
BEN = "0m" + "2" * 24
AT = 1_760_000_000_000

RULES = InboxRules("Shop", "auto", 30, True, 0, None, (ANA, BEN))

OPENED = ChatOpened(
    conversation=CHAT, inbox=INBOX, channel=CHANNEL, contact=VISITOR, visitor_name="Iris", opening="Where is it?"
)
QUEUED = ChatQueued(
    conversation=CHAT,
    inbox=INBOX,
    since=AT,
    priority=0,
    number=1,
    released="",
    contact=VISITOR,
    visitor_name="Iris",
    opening="Where is it?",
    opened_at=AT,
)
RETURNED = ChatQueued(
    conversation=CHAT,
    inbox=INBOX,
    since=AT,
    priority=0,
    number=1,
    released=ANA,
    contact=VISITOR,
    visitor_name="Iris",
    opening="Where is it?",
    opened_at=AT,
    cause="agent_lost",
)
MOVED = ChatQueued(
    conversation=CHAT,
    inbox=OTHER_INBOX,
    since=AT,
    priority=0,
    number=1,
    released=ANA,
    contact=VISITOR,
    visitor_name="Iris",
    opening="Where is it?",
    opened_at=AT,
    cause="moved",
    moved_from=INBOX,
    by=by_member(ANA),
    by_name="Ana",
    note="About an invoice.",
    retry_at=AT + 30_000,
)
ASKED = MessagePosted(
    conversation=CHAT,
    inbox=INBOX,
    author=Author("visitor", VISITOR),
    text="Where is it?",
    cid="cid-of-iris",
    cid_author=VISITOR,
    digest="d",
)
ANSWERED = MessagePosted(
    conversation=CHAT,
    inbox=INBOX,
    author=Author("member", ANA, "Ana"),
    text="On its way.",
    cid="cid-of-ana",
    cid_author=ANA,
    digest="d",
)
NOTED = NotePosted(
    conversation=CHAT,
    inbox=INBOX,
    author=Author("member", BEN, "Ben"),
    text="He asked yesterday, too.",
    cid="cid-of-ben",
    cid_author=BEN,
    digest="d",
)
OFFERED = ChatOffered(
    conversation=CHAT,
    inbox=INBOX,
    offer=1,
    agent=ANA,
    agent_name="Ana",
    expires_at=AT + 30_000,
    place=1,
    capacity=3,
    by=SYSTEM,
    considered=(Considered(ANA, "chosen", 0, 3), Considered(BEN, "away", 1, 3)),
    waiting_since=AT,
    visitor_name="Iris",
    opening="Where is it?",
)
ASSIGNED = ChatOffered(
    conversation=CHAT,
    inbox=INBOX,
    offer=1,
    agent=ANA,
    agent_name="Ana",
    expires_at=AT + 30_000,
    place=1,
    capacity=3,
    by=by_member(BEN),
    considered=(),
    waiting_since=AT,
    visitor_name="Iris",
    opening="Where is it?",
)
ACCEPTED = ChatAccepted(
    conversation=CHAT,
    inbox=INBOX,
    offer=1,
    agent=ANA,
    agent_name="Ana",
    place=1,
    capacity=3,
    waiting_since=AT,
    visitor_name="Iris",
    opening="Where is it?",
)
CLAIMED = ChatClaimed(
    conversation=CHAT,
    inbox=INBOX,
    agent=ANA,
    agent_name="Ana",
    place=1,
    capacity=3,
    waiting_since=AT,
    visitor_name="Iris",
    opening="Where is it?",
)


def transfer_asked(by: str = ANA) -> TransferAsked:
    """Ben is asked to take over a chat of Ana's."""
    return TransferAsked(
        conversation=CHAT,
        inbox=INBOX,
        transfer=1,
        owner=ANA,
        owner_name="Ana",
        agent=BEN,
        agent_name="Ben",
        by=by_member(by),
        by_name="Ana" if by == ANA else "Cleo",
        note="He speaks French.",
        expires_at=AT + 30_000,
        place=2,
        capacity=3,
        waiting_since=AT,
        visitor_name="Iris",
        opening="Where is it?",
    )


def transfer_ended(asked_by: str = ANA) -> TransferEnded:
    """Ben does not."""
    return TransferEnded(
        conversation=CHAT,
        inbox=INBOX,
        transfer=1,
        owner=ANA,
        agent=BEN,
        agent_name="Ben",
        asked_by=asked_by,
        ending="declined",
        cause=None,
        reason="lunch",
    )


def transferred(transfer: int = 1, asked_by: str = ANA) -> ChatTransferred:
    """Ben has it now."""
    return ChatTransferred(
        conversation=CHAT,
        inbox=INBOX,
        transfer=transfer,
        released=ANA,
        released_name="Ana",
        asked_by=asked_by,
        agent=BEN,
        agent_name="Ben",
        place=2,
        capacity=3,
        waiting_since=AT,
        visitor_name="Iris",
        opening="Where is it?",
    )


def offer_ended(agent: str = ANA, assigned_by: str = "") -> OfferEnded:
    """The offer was declined."""
    return OfferEnded(
        conversation=CHAT,
        inbox=INBOX,
        offer=1,
        agent=agent,
        agent_name="Ana",
        ending="declined",
        cause=None,
        reason="lunch",
        misses=0,
        assigned_by=assigned_by,
        retry_at=AT + 30_000,
    )


def closed(agent: str = ANA) -> ChatClosed:
    """The visitor ended the chat."""
    return ChatClosed(
        conversation=CHAT,
        inbox=INBOX,
        reason="visitor" if agent else "abandoned",
        by=by_visitor(VISITOR),
        by_name="",
        agent=agent,
        contact=VISITOR,
    )


ABOUT_A_CHAT: tuple[AnyEvent, ...] = (
    OPENED,
    QUEUED,
    RETURNED,
    MOVED,
    ASKED,
    ANSWERED,
    NOTED,
    OFFERED,
    ASSIGNED,
    ACCEPTED,
    CLAIMED,
    offer_ended(),
    offer_ended(assigned_by=BEN),
    offer_ended(assigned_by=ANA),
    closed(),
    closed(agent=""),
    transfer_asked(),
    transfer_asked(by=CLEO),
    transfer_ended(),
    transfer_ended(asked_by=CLEO),
    transferred(),
    transferred(asked_by=CLEO),
    transferred(transfer=0, asked_by=BEN),
    ChatPrioritised(conversation=CHAT, inbox=INBOX, priority=5, by=by_member(BEN), by_name="Ben"),
    VisitorLeft(conversation=CHAT, inbox=INBOX),
    VisitorReturned(conversation=CHAT, inbox=INBOX),
    MessageLeft(conversation=CHAT, inbox=INBOX, contact=VISITOR, email="iris@example.org"),
    RoundBegan(conversation=CHAT, inbox=INBOX, round=2),
    ChatIdled(conversation=CHAT, inbox=INBOX, minutes=10, action="message_and_close", agent=ANA),
)

ABOUT_THE_TEAM: tuple[AnyEvent, ...] = (
    MemberAdmitted(
        member=ANA,
        name="Ana",
        role="member",
        group="",
        contact_center=True,
        live_chat=True,
        capacity=3,
        by=SYSTEM,
    ),
    MemberChanged(
        member=ANA,
        name="Ana",
        role="admin",
        group=GROUP,
        active=False,
        contact_center=True,
        live_chat=True,
        capacity=2,
        by=SYSTEM,
    ),
    MemberStatusChanged(member=ANA, status="away", reason="lunch", by=by_member(ANA)),
    MemberAttached(member=ANA),
    MemberDetached(member=ANA, lease_until=AT + 30_000),
    MemberLost(member=ANA),
    MemberHeld(member=ANA, misses=5),
    MemberReleased(member=ANA, by=by_member(ANA)),
    InboxCreated(inbox=INBOX, type="live_chat", rules=RULES, by=SYSTEM),
    InboxChanged(inbox=INBOX, rules=RULES, left=(), by=SYSTEM),
    InboxDeleted(inbox=INBOX, name="Shop", agents=(ANA, BEN), by=SYSTEM),
    GroupCreated(group=GROUP, name="Leads", permissions=("conversations",), by=by_member(BEN)),
    GroupChanged(group=GROUP, name="Leads", permissions=("phone_system", "conversations"), by=by_member(BEN)),
    GroupDeleted(group=GROUP, name="Leads", by=by_member(BEN)),
    OverridingSet(allowed=True, by=by_member(BEN)),
    SeatsSet(licence="live_chat", seats=5, by=SYSTEM),
    SeatsSet(licence="live_chat", seats=None, by=SYSTEM),
)

SAMPLES = ABOUT_A_CHAT + ABOUT_THE_TEAM
