"""Inboxes as the floor has them at this moment.

Owns: which inboxes a member sees, and their figures.
Never: a row; the floor is the truth about rules and counts.
Holds: called inside `Sequencer.look`, so rules and counts are of one instant.
"""

from deskbell.audience.access import Viewer
from deskbell.floor.authority import find_member, may_look_at_inbox, may_manage_inboxes
from deskbell.floor.state import Floor, Inbox
from deskbell.floor.vocabulary import by_member
from deskbell.inboxes import model


def manages(floor: Floor, viewer: Viewer) -> bool:
    """May the viewer create, change and delete inboxes?"""
    return viewer.kind == "member" and may_manage_inboxes(floor, by_member(viewer.id))


def list_inboxes(floor: Floor, viewer: Viewer, *, type: str | None = None, search: str = "") -> list[model.Inbox]:
    """Those the viewer may see, by name: supervisors all, others those they serve."""
    sought = search.strip().casefold()
    seen = [
        inbox
        for inbox in floor.inboxes.values()
        if _sees(floor, viewer, inbox)
        and (type is None or type == inbox.type)
        and sought in inbox.rules.name.casefold()
    ]
    seen.sort(key=lambda inbox: (inbox.rules.name.casefold(), inbox.id))
    return [_as_row(floor, inbox) for inbox in seen]


def find_inbox(floor: Floor, viewer: Viewer, inbox: str) -> model.Inbox | None:
    """The inbox, if the viewer may see it."""
    found = floor.inboxes.get(inbox)
    return _as_row(floor, found) if found and _sees(floor, viewer, found) else None


def _sees(floor: Floor, viewer: Viewer, inbox: Inbox) -> bool:
    member = find_member(floor, by_member(viewer.id))
    return member is not None and may_look_at_inbox(floor, member, inbox.id)


def _as_row(floor: Floor, inbox: Inbox) -> model.Inbox:
    chats = [floor.chats[chat] for chat in floor.index.chats_in.get(inbox.id, ())]
    active = sum(chat.state == "active" for chat in chats)
    rules = inbox.rules
    return model.Inbox(
        id=inbox.id,
        type=inbox.type,
        name=rules.name,
        mode=rules.mode,
        offer_seconds=rules.offer_seconds,
        claiming=rules.claiming,
        priority=rules.priority,
        capacity=rules.capacity,
        agents=list(rules.agents),
        inactivity=rules.inactivity,
        grace_seconds=rules.grace_seconds,
        prefers_last_agent=rules.prefers_last_agent,
        abandon_minutes=rules.abandon_minutes,
        waiting=len(chats) - active,
        active=active,
        created_at=inbox.created_at,
        channel=None,
    )
