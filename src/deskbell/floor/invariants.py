"""The laws of the floor that can be read off its state; checked after every step in tests, simulation and recovery.

Owns: one function per law, with its number in `architecture.md`.
Never: mending. A broken law is a bug: stop, restart, recover.
Holds: costs a walk over the floor, so the running server checks it after recovery only.
"""

from deskbell.floor.absence import find_abandon_due
from deskbell.floor.choose import find_agent
from deskbell.floor.deadlines import next_due
from deskbell.floor.evolve import is_ready, queue_key
from deskbell.floor.grace import find_grace_due
from deskbell.floor.idleness import find_idle_due
from deskbell.floor.licences import count_assigned
from deskbell.floor.state import Chat, Floor


def check(floor: Floor) -> None:
    """Raise AssertionError, naming the law, if the floor breaks one."""
    check_places(floor)
    check_transfers(floor)
    check_chats(floor)
    check_nobody_waits_in_vain(floor)
    check_queues(floor)
    check_totals(floor)
    check_people(floor)
    check_deadlines(floor)
    check_index(floor)


def check_places(floor: Floor) -> None:
    """Law 1: a place of a member is taken by one chat; load = offers + accepted chats + transfers coming to him."""
    taken: dict[tuple[str, int], str] = {}
    for chat in floor.chats.values():
        if chat.holder:
            place = chat.place if chat.owner else chat.offer.place if chat.offer else 0
            assert place >= 1, f"law 1: chat {chat.id} is held without a place"
            assert (chat.holder, place) not in taken, f"law 1: place {place} of {chat.holder} is taken twice"
            taken[chat.holder, place] = chat.id
        if chat.transfer:
            coming = (chat.transfer.agent, chat.transfer.place)
            assert coming not in taken, f"law 1: place {coming[1]} of {coming[0]} is taken twice"
            taken[coming] = chat.id
    for member in floor.members:
        held = {chat for (holder, _), chat in taken.items() if holder == member}
        assert set(floor.index.held.get(member, ())) == held, f"law 1: load of {member} is miscounted"
        places = {place for holder, place in taken if holder == member}
        assert floor.index.places.get(member, set()) == places, f"law 1: places of {member} are miscounted"


def check_transfers(floor: Floor) -> None:
    """Laws 2, 6 and 11: a transfer is of an owned chat, to somebody else, and will end."""
    reminded = set(floor.index.due)
    for chat in floor.chats.values():
        transfer = chat.transfer
        if transfer:
            assert chat.owner, f"law 11: chat {chat.id} is transferred and nobody's"
            assert chat.owner != transfer.agent, f"law 2: chat {chat.id} is transferred to its owner"
            assert transfer.number == chat.transfers_made, f"law 2: chat {chat.id} has two transfers"
            key = (transfer.expires_at, "transfer", chat.id, transfer.number)
            assert key in reminded, f"law 6: the transfer of {chat.id} would never lapse"


def check_chats(floor: Floor) -> None:
    """Laws 2 and 5: every chat is in exactly one state, with exactly what belongs to it."""
    for chat in floor.chats.values():
        assert chat.state != "opened", f"law 5: chat {chat.id} was opened and left nowhere"
        assert (chat.state == "offered") == (chat.offer is not None), f"law 2: chat {chat.id} and its offer disagree"
        assert (chat.state == "active") == bool(chat.owner), f"law 2: chat {chat.id} and its owner disagree"
        assert not (chat.offer and chat.owner), f"law 2: chat {chat.id} is offered and owned"
        assert chat.inbox in floor.inboxes, f"law 5: chat {chat.id} is in no inbox"
        assert chat.id not in floor.closed, f"law 5: chat {chat.id} is closed and open"


def check_nobody_waits_in_vain(floor: Floor) -> None:
    """Law 3: no chat waits in an automatic inbox while a willing agent has a free place."""
    for chat in floor.chats.values():
        inbox = floor.inboxes[chat.inbox]
        if chat.state == "waiting" and inbox.rules.mode == "auto":
            agent = find_agent(floor, inbox, chat)
            assert agent is None, f"law 3: chat {chat.id} waits while {agent.id} is free"


def check_queues(floor: Floor) -> None:
    """Law 4: the queue is the waiting chats, in order; the line, all that nobody has accepted."""
    for inbox in floor.inboxes:
        waiting = [chat for chat in floor.chats.values() if chat.inbox == inbox and chat.state == "waiting"]
        assert floor.index.waiting.get(inbox, []) == sorted(map(queue_key, waiting)), f"law 4: queue of {inbox}"
        unaccepted = [
            chat for chat in floor.chats.values() if chat.inbox == inbox and chat.state in ("waiting", "offered")
        ]
        assert floor.index.line.get(inbox, []) == sorted(map(queue_key, unaccepted)), f"law 4: line of {inbox}"


def check_totals(floor: Floor) -> None:
    """Created = waiting + offered + active + closed (routing, "Deadlines and figures")."""
    assert floor.totals.opened == len(floor.chats) + floor.totals.closed, "law 5: a chat is in no state"


def check_people(floor: Floor) -> None:
    """One Owner at most, no seat given twice, and every Admin's group exists (product, section 2)."""
    owners = [member.id for member in floor.members.values() if member.role == "owner"]
    assert len(owners) <= 1, f"people: {owners} are all Owner"
    for licence, seats in floor.seats.items():
        assert count_assigned(floor, licence) <= seats, f"people: more {licence} assigned than there are seats"
    for member in floor.members.values():
        assert not member.group or member.role == "admin", f"people: {member.id} has a group and is no Admin"
        assert not member.group or member.group in floor.groups, f"people: the group of {member.id} is gone"


def check_deadlines(floor: Floor) -> None:
    """Law 6: no deadline lies in the past, and each one in the state will be met."""
    due = next_due(floor)
    assert due is None or due > floor.now, "law 6: a deadline lies in the past"
    reminded = set(floor.index.due)
    for chat in floor.chats.values():
        if chat.offer:
            key = (chat.offer.expires_at, "offer", chat.id, chat.offer.number)
            assert key in reminded, f"law 6: the offer of {chat.id} would never lapse"
        if chat.state == "waiting" and chat.stood_aside:
            assert chat.retry_at is not None, f"law 6: {chat.id} has no next round"
            assert (chat.retry_at, "round", chat.id, 0) in reminded, f"law 6: {chat.id} would never be offered again"
        grace_due = find_grace_due(floor, chat)
        if grace_due is not None:
            assert (grace_due, "grace", chat.id, 0) in reminded, f"law 6: {chat.id} would stay with who is gone"
        abandon_due = find_abandon_due(floor, chat)
        if abandon_due is not None:
            assert (abandon_due, "abandon", chat.id, 0) in reminded, f"law 6: {chat.id} would wait for ever"
        idle_due, looked_at = find_idle_due(floor, chat), floor.index.idle.get(chat.id)
        if idle_due is not None:
            assert looked_at is not None and looked_at <= idle_due, f"law 6: nobody looks at the silence in {chat.id}"
            assert (looked_at, "idle", chat.id, 0) in reminded, f"law 6: the silence in {chat.id} would never end"
    for member in floor.members.values():
        if member.connection == "leased":
            assert (member.lease_until, "lease", member.id, 0) in reminded, f"law 6: the lease of {member.id}"


def check_index(floor: Floor) -> None:
    """The index says what the state says."""
    for inbox in floor.inboxes.values():
        ready = {agent for agent in inbox.rules.agents if is_ready(floor, floor.members[agent])}
        assert set(floor.index.ready.get(inbox.id, ())) == ready, f"index: who is ready in {inbox.id}"
        chats = {chat.id for chat in floor.chats.values() if chat.inbox == inbox.id}
        assert set(floor.index.chats_in.get(inbox.id, ())) == chats, f"index: chats of {inbox.id}"
    for member in floor.members:
        served = {inbox.id for inbox in floor.inboxes.values() if member in inbox.rules.agents}
        assert set(floor.index.served.get(member, ())) == served, f"index: inboxes of {member}"
    assert [*floor.index.closings] == [(at, chat) for chat, at in floor.closed.items()], "index: closed lately"
    by_contact: dict[str, set[str]] = {}
    for chat in floor.chats.values():
        by_contact.setdefault(chat.contact, set()).add(chat.id)
    assert {contact: set(chats) for contact, chats in floor.index.chats_of.items()} == by_contact, "index: contacts"


def state_of(floor: Floor) -> tuple[object, ...]:
    """What two floors must agree on to be the same floor (law 7): everything but the clock and the index."""
    return (
        floor.members,
        floor.groups,
        floor.seats,
        floor.overriding,
        floor.inboxes,
        floor.chats,
        floor.totals,
        floor.closed,
    )


def describe(chat: Chat) -> str:
    """One line about a chat, for messages of failed checks."""
    return f"{chat.id} {chat.state} inbox={chat.inbox} holder={chat.holder or '-'} offers={chat.offers_made}"
