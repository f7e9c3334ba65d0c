"""Rights: who may use which door. One table, from which the guard, the reference page and the test matrix are made.

Owns: for each operation of the API and each request of the socket, who may ask it (product, section 2).
Never: what a decision depends on beyond role and permission: whose chat, which inbox; the floor says that, each time.
Holds: what is not in the table is not served; docs/reference/rights.md is made of it (`rights_page.py`).
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from deskbell.floor.authority import find_member, may
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id, Permission, by_member

Who = Literal["everybody", "visitor", "member", "supervisor", "owner"] | Permission
"""The least that it takes. A permission is held by the Owner, by Admins whose group has it, and by Admins without a
group, save `phone_system`."""


class Right(Struct, frozen=True):
    """Who may ask for something, and what else is looked at before it is done. `also` is another way in."""

    who: Who
    finer: str = ""
    also: Permission | None = None


_OWN = "his own only"
_OWN_UNLESS_REPORTS = "without the permission `reports`: his own only"
_LINK = "whoever has the link"
_SERVED_INBOXES = "without the permission `conversations`: those of inboxes he serves; others do not exist for him"
_SERVED = "a Member: those of inboxes he serves, and his own chats; others do not exist for him"

RIGHTS: Final[Mapping[str, Right]] = {
    # the doors
    "getSetup": Right("everybody"),
    "setUp": Right("everybody", "with the one-time link that the server printed"),
    "signIn": Right("everybody"),
    "getSession": Right("member", _OWN),
    "signOut": Right("member", _OWN),
    "changePassword": Right("member", _OWN),
    "listSessions": Right("member", _OWN),
    "endSession": Right("member", _OWN),
    "endOtherSessions": Right("member", _OWN),
    "beginSecondFactor": Right("member", _OWN),
    "confirmSecondFactor": Right("member", _OWN),
    "renewRecoveryCodes": Right("member", _OWN),
    "turnSecondFactorOff": Right("member", _OWN),
    "askForReset": Right("everybody"),
    "lookAtReset": Right("everybody", _LINK),
    "acceptReset": Right("everybody", _LINK),
    "lookAtInvitation": Right("everybody", _LINK),
    "acceptInvitation": Right("everybody", _LINK),
    "newStaffTicket": Right("member", _OWN),
    "newVisitorTicket": Right("visitor", _OWN),
    "poll": Right("everybody", "with a ticket; then the rights of who fetched it"),
    # people
    "listMembers": Right("member", "addresses are for supervisors"),
    "changeMember": Right(
        "members",
        "an Admin: name, capacity, activity of Members; with `phone_system` all capacities",
        "phone_system",
    ),
    "takeSecondFactorAway": Right("members", "an Admin: of Members"),
    "resetPassword": Right("members", "an Admin: for Members"),
    "listInvitations": Right("members", "an Admin: those of Members"),
    "invite": Right("members", "an Admin: Members, without licences"),
    "renewInvitation": Right("members", "an Admin: those of Members"),
    "revokeInvitation": Right("members", "an Admin: those of Members"),
    "getMail": Right("supervisor"),
    # the organisation
    "getOrganisation": Right("member"),
    "changeOrganisation": Right("owner"),
    "handOver": Right("owner", "with his password"),
    "setOverriding": Right("owner"),
    "listLicences": Right("supervisor", "who holds them: the Owner"),
    "setSeats": Right("owner"),
    "assignLicences": Right("owner"),
    "listPermissionGroups": Right("supervisor"),
    "createPermissionGroup": Right("owner"),
    "changePermissionGroup": Right("owner"),
    "deletePermissionGroup": Right("owner"),
    "listActs": Right("owner"),
    "verifyActs": Right("owner"),
    "exportActs": Right("owner"),
    # inboxes and channels
    "listInboxes": Right("member", "a Member: those he serves"),
    "getInbox": Right("member", "a Member: those he serves; others do not exist for him"),
    "createInbox": Right("phone_system"),
    "changeInbox": Right("phone_system"),
    "lookAtDeletion": Right("phone_system"),
    "deleteInbox": Right("phone_system"),
    "getChannel": Right("member", "a Member: those of inboxes he serves; others do not exist for him"),
    "changeChannel": Right("phone_system"),
    # conversations
    "listConversations": Right("member", _SERVED),
    "getConversation": Right("member", _SERVED),
    "explainConversation": Right("member", _SERVED),
    "listEntries": Right("member", _SERVED),
    "getContact": Right("member", _SERVED),
    # messages that visitors left
    "listOfflineMessages": Right("member", _SERVED_INBOXES),
    "countOfflineMessages": Right("member", _SERVED_INBOXES),
    "getOfflineMessage": Right("member", _SERVED_INBOXES),
    "finishOfflineMessage": Right("member", _SERVED_INBOXES),
    "reopenOfflineMessage": Right("member", _SERVED_INBOXES),
    "answerOfflineMessage": Right("member", _SERVED_INBOXES),
    # reports
    "getStatusTimes": Right("member", _OWN_UNLESS_REPORTS),
    "listStatusIntervals": Right("member", _OWN_UNLESS_REPORTS),
    # the widget
    "getWidget": Right("everybody", "says whether the widget is shown"),
    "newVisitor": Right("everybody", "on an active channel"),
    "getLatestChat": Right("visitor", _OWN),
    "openChat": Right("visitor", "on the channel of his token"),
    "listVisitorEntries": Right("visitor", _OWN),
}
"""By operation id."""

REQUESTS: Final[Mapping[str, Right]] = {
    "hello": Right("everybody", "with a ticket, and streams as for `sub`"),
    "sub": Right("everybody", "streams as in docs/reference/socket.md; others do not exist for him"),
    "unsub": Right("everybody"),
    "send": Right("everybody", "the visitor of the chat, and the agent who has it"),
    "mark": Right("everybody", "in a chat whose stream he follows"),
    "eph": Right("everybody", "in a chat whose stream he follows"),
    "pong": Right("everybody"),
    "bye": Right("everybody"),
    "do accept": Right("member", "the agent to whom it is offered"),
    "do decline": Right("member", "the agent to whom it is offered"),
    "do claim": Right("member", "an agent of the inbox who holds both licences"),
    "do assign": Right("conversations"),
    "do prioritise": Right("conversations"),
    "do transfer": Right("member", "the agent who has it; with the permission `conversations`, anybody's"),
    "do accept_transfer": Right("member", "the agent who is asked"),
    "do decline_transfer": Right("member", "the agent who is asked"),
    "do cancel_transfer": Right("member", "the agent who has it; with the permission `conversations`, anybody's"),
    "do move": Right("member", "the agent who has it; with the permission `conversations`, anybody's"),
    "do take_over": Right("conversations", "as an agent of the inbox who holds both licences"),
    "do leave_message": Right("everybody", "the visitor of the chat"),
    "do note": Right("member", "whoever may see the chat"),
    "do close": Right("everybody", "the visitor of the chat, the agent who has it, supervisors"),
    "do status": Right("member", "another's: with the permission `conversations`"),
    "do return": Right("member", "another's: with the permission `conversations`"),
}
"""By the frame's name, those of `do` with their verb. A socket is opened with a ticket, so "everybody" has one."""


def is_allowed(floor: Floor, member: Id, right: Right) -> bool:
    """Whether an active member has what it takes."""
    found = find_member(floor, by_member(member))
    if found is None:
        return False
    if right.also is not None and may(floor, found, right.also):
        return True
    match right.who:
        case "everybody" | "member":
            return True
        case "visitor":
            return False
        case "supervisor":
            return found.role != "member"
        case "owner":
            return found.role == "owner"
        case permission:
            return may(floor, found, permission)
