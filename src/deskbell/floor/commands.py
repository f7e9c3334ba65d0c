"""Commands: everything that can be asked of the floor.

Owns: one struct per question; its fields are already well-formed (types, bounds of length) when it gets here.
Never: a decision. Who may ask is decided in `authority.py`, what follows in the file that bears the topic's name.
Holds: ids, texts and identities come from the caller; a command that names a conversation may carry `cid` and `digest`,
and then has one effect however often it is repeated (delivery, D2).
"""

from msgspec import UNSET, Struct, UnsetType

from deskbell.floor.vocabulary import (
    ABANDON_MINUTES_DEFAULT,
    CAPACITY_DEFAULT,
    GRACE_SECONDS_DEFAULT,
    OFFER_SECONDS_DEFAULT,
    PRIORITY_DEFAULT,
    SYSTEM,
    Actor,
    AssignmentMode,
    Id,
    Inactivity,
    InboxType,
    Licence,
    Permission,
    Role,
    Status,
)


class Command(Struct, frozen=True, tag=True, tag_field="kind", kw_only=True):
    """The base of all commands."""


class Tick(Command, frozen=True, kw_only=True):
    """It is now a later time. Opens every batch ("time first")."""


# ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class OpenChat(Command, frozen=True, kw_only=True):
    """A visitor writes for the first time; `text` is that message (1 to 4000 characters).

    `last_agent` is who had this contact's latest chat, or empty.
    Repeating it with the same `conversation`, `cid` and `digest` has one effect.
    """

    conversation: Id
    inbox: Id
    channel: Id
    contact: Id
    visitor_name: str = ""
    cid: str
    digest: str
    text: str
    last_agent: Id = ""


class PostMessage(Command, frozen=True, kw_only=True):
    """A message from the visitor or the agent. `prev` is the cid of the sender's previous message, or empty."""

    conversation: Id
    by: Actor
    cid: str
    digest: str
    text: str
    prev: str = ""


class PostNote(Command, frozen=True, kw_only=True):
    """An internal note by a member; no visitor ever learns of it (delivery, D7)."""

    conversation: Id
    by: Actor
    cid: str
    digest: str
    text: str


class CloseChat(Command, frozen=True, kw_only=True):
    """The visitor, the agent or a supervisor ends the chat."""

    conversation: Id
    by: Actor
    cid: str = ""
    digest: str = ""


class LeaveMessage(Command, frozen=True, kw_only=True):
    """The visitor does not want to wait: he leaves an e-mail address, and a last message or an empty `text`."""

    conversation: Id
    by: Actor
    email: str
    text: str = ""
    cid: str = ""
    digest: str = ""


class AttachVisitor(Command, frozen=True, kw_only=True):
    """The visitor has the chat before him."""

    conversation: Id


class DetachVisitor(Command, frozen=True, kw_only=True):
    """The visitor's last page is gone."""

    conversation: Id


# ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────────


class AcceptOffer(Command, frozen=True, kw_only=True):
    """The agent accepts offer number `offer`; it wins if committed before the deadline."""

    conversation: Id
    offer: int
    by: Actor
    cid: str = ""
    digest: str = ""


class DeclineOffer(Command, frozen=True, kw_only=True):
    """The agent declines offer number `offer`, with an optional reason (up to 200 characters)."""

    conversation: Id
    offer: int
    by: Actor
    reason: str = ""
    cid: str = ""
    digest: str = ""


class ClaimChat(Command, frozen=True, kw_only=True):
    """An agent takes a waiting chat himself, where the inbox allows it."""

    conversation: Id
    by: Actor
    cid: str = ""
    digest: str = ""


class AssignChat(Command, frozen=True, kw_only=True):
    """A supervisor gives a waiting or offered chat to `agent`: the same kind of offer, with the same deadline.

    `beyond`: also beyond his capacity, where the organisation allows that.
    """

    conversation: Id
    agent: Id
    by: Actor
    beyond: bool = False
    cid: str = ""
    digest: str = ""


class PrioritiseChat(Command, frozen=True, kw_only=True):
    """A supervisor gives a chat that nobody has accepted another priority, 0 to 9; higher goes first."""

    conversation: Id
    priority: int
    by: Actor
    cid: str = ""
    digest: str = ""


# ── transfers ─────────────────────────────────────────────────────────────────────────────────────────────────────


class TransferChat(Command, frozen=True, kw_only=True):
    """The owner, or a supervisor, asks another agent of the inbox to take the chat over; `note` is for him."""

    conversation: Id
    agent: Id
    by: Actor
    note: str = ""
    beyond: bool = False
    cid: str = ""
    digest: str = ""


class AcceptTransfer(Command, frozen=True, kw_only=True):
    """The agent asked accepts transfer number `transfer`."""

    conversation: Id
    transfer: int
    by: Actor
    cid: str = ""
    digest: str = ""


class DeclineTransfer(Command, frozen=True, kw_only=True):
    """The agent asked declines transfer number `transfer`, with an optional reason (up to 200 characters)."""

    conversation: Id
    transfer: int
    by: Actor
    reason: str = ""
    cid: str = ""
    digest: str = ""


class CancelTransfer(Command, frozen=True, kw_only=True):
    """The owner, who asked, or a supervisor takes transfer number `transfer` back."""

    conversation: Id
    transfer: int
    by: Actor
    cid: str = ""
    digest: str = ""


class MoveChat(Command, frozen=True, kw_only=True):
    """The owner, or a supervisor, gives the chat to another inbox, where it waits with its age."""

    conversation: Id
    inbox: Id
    by: Actor
    note: str = ""
    cid: str = ""
    digest: str = ""


class TakeOver(Command, frozen=True, kw_only=True):
    """A supervisor takes the chat himself, from the queue, from an offer or from its owner."""

    conversation: Id
    by: Actor
    beyond: bool = False
    cid: str = ""
    digest: str = ""


# ── members ───────────────────────────────────────────────────────────────────────────────────────────────────────


class AdmitMember(Command, frozen=True, kw_only=True):
    """A person joins the organisation. Repeating it for a known member changes nothing."""

    member: Id
    name: str
    role: Role
    group: Id = ""
    contact_center: bool = False
    live_chat: bool = False
    capacity: int = CAPACITY_DEFAULT
    by: Actor = SYSTEM


class ChangeMember(Command, frozen=True, kw_only=True):
    """Settings of a member; fields left out stay as they are. `group` is an Admin's permission group, or empty."""

    member: Id
    by: Actor
    name: str | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    group: Id | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    contact_center: bool | UnsetType = UNSET
    live_chat: bool | UnsetType = UNSET
    capacity: int | UnsetType = UNSET


class LicenceChange(Struct, frozen=True):
    """Which licences a member holds from now on."""

    member: Id
    contact_center: bool
    live_chat: bool


class AssignLicences(Command, frozen=True, kw_only=True):
    """Licences of many members, all or nothing."""

    changes: tuple[LicenceChange, ...]
    by: Actor


class HandOver(Command, frozen=True, kw_only=True):
    """The Owner makes another member the Owner, and becomes an Admin himself."""

    member: Id
    by: Actor


class SetStatus(Command, frozen=True, kw_only=True):
    """A member chooses a status, or a supervisor does it for him. `reason` belongs to "away"."""

    member: Id
    status: Status
    by: Actor
    reason: str = ""


class ReleaseHold(Command, frozen=True, kw_only=True):
    """ "I am back" after being set on hold; by the member or a supervisor."""

    member: Id
    by: Actor


class AttachMember(Command, frozen=True, kw_only=True):
    """The member's first console connected."""

    member: Id


class DetachMember(Command, frozen=True, kw_only=True):
    """The member's last console is gone: his lease starts to run out."""

    member: Id


# ── the organisation ──────────────────────────────────────────────────────────────────────────────────────────────


class SetSeats(Command, frozen=True, kw_only=True):
    """How many seats of a licence the organisation holds; None is no limit."""

    licence: Licence
    seats: int | None
    by: Actor


class SetOverriding(Command, frozen=True, kw_only=True):
    """Whether supervisors may assign beyond an agent's capacity."""

    allowed: bool
    by: Actor


class CreateGroup(Command, frozen=True, kw_only=True):
    """A new permission group."""

    group: Id
    by: Actor
    name: str
    permissions: tuple[Permission, ...]


class ChangeGroup(Command, frozen=True, kw_only=True):
    """Name and permissions of a group; fields left out stay as they are."""

    group: Id
    by: Actor
    name: str | UnsetType = UNSET
    permissions: tuple[Permission, ...] | UnsetType = UNSET


class DeleteGroup(Command, frozen=True, kw_only=True):
    """A group that no Admin is in goes."""

    group: Id
    by: Actor


# ── inboxes ───────────────────────────────────────────────────────────────────────────────────────────────────────


class CreateInbox(Command, frozen=True, kw_only=True):
    """A new inbox with its rules; the defaults are those of product, section 3."""

    inbox: Id
    by: Actor
    name: str
    type: InboxType = "live_chat"
    mode: AssignmentMode = "auto"
    offer_seconds: int = OFFER_SECONDS_DEFAULT
    claiming: bool = True
    priority: int = PRIORITY_DEFAULT
    capacity: int | None = None
    agents: tuple[Id, ...] = ()
    inactivity: Inactivity | None = None
    grace_seconds: int | None = GRACE_SECONDS_DEFAULT
    prefers_last_agent: bool = False
    abandon_minutes: int | None = ABANDON_MINUTES_DEFAULT


class ChangeInbox(Command, frozen=True, kw_only=True):
    """Rules of an inbox; fields left out stay as they are.

    Running offers keep their deadline; a changed timeout applies to running chats from the moment of the change.
    """

    inbox: Id
    by: Actor
    name: str | UnsetType = UNSET
    mode: AssignmentMode | UnsetType = UNSET
    offer_seconds: int | UnsetType = UNSET
    claiming: bool | UnsetType = UNSET
    priority: int | UnsetType = UNSET
    capacity: int | UnsetType | None = UNSET
    agents: tuple[Id, ...] | UnsetType = UNSET
    inactivity: Inactivity | UnsetType | None = UNSET
    grace_seconds: int | UnsetType | None = UNSET
    prefers_last_agent: bool | UnsetType = UNSET
    abandon_minutes: int | UnsetType | None = UNSET


class DeleteInbox(Command, frozen=True, kw_only=True):
    """The inbox goes for good; its chats are closed with reason "inbox_deleted"."""

    inbox: Id
    by: Actor


AnyCommand = (
    Tick
    | OpenChat
    | PostMessage
    | PostNote
    | CloseChat
    | LeaveMessage
    | AttachVisitor
    | DetachVisitor
    | AcceptOffer
    | DeclineOffer
    | ClaimChat
    | AssignChat
    | PrioritiseChat
    | TransferChat
    | AcceptTransfer
    | DeclineTransfer
    | CancelTransfer
    | MoveChat
    | TakeOver
    | AdmitMember
    | ChangeMember
    | AssignLicences
    | HandOver
    | SetStatus
    | ReleaseHold
    | AttachMember
    | DetachMember
    | SetSeats
    | SetOverriding
    | CreateGroup
    | ChangeGroup
    | DeleteGroup
    | CreateInbox
    | ChangeInbox
    | DeleteInbox
)
