"""Deadlines: what is due by now, and when the next one comes.

Owns: the meaning of each kind of deadline.
Never: a timer. The sequencer's alarm asks `next_due` and sleeps.
Holds: deadlines are derived from the state (law 6), so none is lost in a crash: the first Tick afterwards finds them.
"""

from heapq import heappop

from deskbell.floor.absence import find_abandon_due
from deskbell.floor.agents import hold_after_misses, lose_member
from deskbell.floor.chats import return_to_queue
from deskbell.floor.events import AnyEvent, RoundBegan
from deskbell.floor.grace import find_grace_due
from deskbell.floor.idleness import find_idle_due, renew_reminder
from deskbell.floor.inactivity import lapse_silence
from deskbell.floor.index import Due
from deskbell.floor.offers import end_offer
from deskbell.floor.state import Floor
from deskbell.floor.transfers import end_transfer
from deskbell.floor.visitors import abandon
from deskbell.floor.vocabulary import Instant


def next_due(floor: Floor) -> Instant | None:
    """The instant of the next deadline, or None."""
    _drop_stale(floor)
    return floor.index.due[0][0] if floor.index.due else None


def lapse_next(floor: Floor) -> list[AnyEvent]:
    """The events of the earliest deadline that has been reached, or nothing."""
    _drop_stale(floor)
    if not floor.index.due or floor.index.due[0][0] > floor.now:
        return []
    return _lapse(floor, heappop(floor.index.due))


def _drop_stale(floor: Floor) -> None:
    while floor.index.due and not _stands(floor, floor.index.due[0]):
        instant, kind, subject, _ = heappop(floor.index.due)
        if kind == "idle" and subject in floor.chats:
            renew_reminder(floor, floor.chats[subject], instant)


def _stands(floor: Floor, due: Due) -> bool:
    """Does the state still bear this deadline out?"""
    instant, kind, subject, number = due
    if kind == "lease":
        member = floor.members.get(subject)
        return member is not None and member.connection == "leased" and member.lease_until == instant
    chat = floor.chats.get(subject)
    if chat is None:
        return False
    if kind == "round":
        return chat.state == "waiting" and chat.retry_at == instant
    if kind == "grace":
        return find_grace_due(floor, chat) == instant
    if kind == "abandon":
        return find_abandon_due(floor, chat) == instant
    if kind == "transfer":
        transfer = chat.transfer
        return transfer is not None and transfer.number == number and transfer.expires_at == instant
    if kind == "idle":
        return floor.index.idle.get(chat.id) == instant == find_idle_due(floor, chat)
    return chat.offer is not None and chat.offer.number == number and chat.offer.expires_at == instant


def _lapse(floor: Floor, due: Due) -> list[AnyEvent]:
    _, kind, subject, _ = due
    if kind == "lease":
        return lose_member(floor, floor.members[subject])
    chat = floor.chats[subject]
    if kind == "round":
        return [RoundBegan(conversation=chat.id, inbox=chat.inbox, round=chat.round + 1)]
    if kind == "grace":
        return return_to_queue(floor, chat, "agent_lost")
    if kind == "abandon":
        return abandon(floor, chat)
    if kind == "transfer":
        return [end_transfer(floor, chat, "expired")]
    if kind == "idle":
        del floor.index.idle[chat.id]
        return lapse_silence(floor, chat)
    expired = end_offer(floor, chat, "expired")
    return [expired, *hold_after_misses(floor.members[expired.agent], expired.misses)]
