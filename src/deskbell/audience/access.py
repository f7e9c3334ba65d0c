"""Access: who may follow which stream.

Owns: the viewer, and the one question `may_follow`.
Never: a reason: a stream that is another's and one that does not exist get the same answer (security, 23).
Holds: a visitor follows nothing but the visitor's side of his own chats; members never leave their organisation, since
the floor they are looked up on is that of one organisation.
"""

from typing import Literal

from msgspec import Struct

from deskbell.audience.streams import kind_of, subject_of
from deskbell.floor.authority import may, serves
from deskbell.floor.state import Floor, Member
from deskbell.floor.vocabulary import Id


class Viewer(Struct, frozen=True):
    """Someone looking: a member (`id` is the member's) or a visitor (`id` is the contact's), by one session.

    `channel` is where a visitor came in, empty for a member.
    """

    kind: Literal["member", "visitor"]
    organisation: Id
    id: Id
    session: Id
    channel: Id = ""


def may_follow(
    floor: Floor,
    viewer: Viewer,
    stream: str,
    *,
    conversation_inbox: Id = "",
    conversation_contact: Id = "",
    conversation_agent: Id = "",
) -> bool:
    """Whether the viewer may follow the stream, as the floor of his organisation is now.

    For a chat that has left the floor the caller says what the ledger knows of it, within this organisation: its inbox,
    its contact, and who held it when it ended; empty where there is no such chat. Of an open one the floor knows
    better.
    """
    chat = floor.chats.get(subject_of(stream))
    inbox = chat.inbox if chat else conversation_inbox
    contact = chat.contact if chat else conversation_contact
    if viewer.kind == "visitor":
        return kind_of(stream) == "visitor" and contact != "" and contact == viewer.id
    member = floor.members.get(viewer.id)
    if member is None or not member.active:
        return False
    match kind_of(stream):
        case "team":
            return True
        case "member":
            return subject_of(stream) == member.id
        case "board":
            return _may_see_board(floor, member, subject_of(stream))
        case "conversation":
            holder = chat.holder if chat else conversation_agent
            return inbox != "" and _may_see_chat(floor, member, inbox, holder)
    return False


def _may_see_chat(floor: Floor, member: Member, inbox: Id, holder: Id) -> bool:
    """All for who supervises; one's own, and those of the inboxes one serves."""
    return may(floor, member, "conversations") or holder == member.id or serves(floor, member.id, inbox)


def _may_see_board(floor: Floor, member: Member, inbox: Id) -> bool:
    """Supervisors with Contact Center see all inboxes, others those they serve (product, section 2)."""
    if inbox not in floor.inboxes:
        return False
    return (may(floor, member, "conversations") and member.contact_center) or serves(floor, member.id, inbox)
