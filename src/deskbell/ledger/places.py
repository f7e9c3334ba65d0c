"""Who holds which place: laws 1 and 2 a second time (law 14).

Owns: `floor_places`, one row per open offer or owned chat, written from the events in their own transaction.
Never: a decision. It knows nothing of the floor but what the events say.
Holds: a place of a member is taken once, a chat takes one place, no place is beyond the capacity it was granted under,
    and what is given back was held. A floor that says otherwise fails the commit instead of assigning twice.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from deskbell.floor.events import (
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatEvent,
    ChatOffered,
    ChatQueued,
    Event,
    OfferEnded,
)
from deskbell.floor.vocabulary import Id
from deskbell.ledger.entries import Stored
from deskbell.ledger.tables import PLACES


class WrongFloor(Exception):
    """A bug: the events contradict the places that are held. The commit must fail."""


def move_places(connection: Connection, stored: Sequence[Stored]) -> None:
    """Take and give back places as the events say, in their order. Raises `WrongFloor` or `IntegrityError`."""
    for one in stored:
        move = _MOVES.get(type(one.event))
        if move is not None:
            move(connection, one.organisation, one.event)


def places_of(connection: Connection, organisation: Id) -> dict[tuple[Id, int], Id]:
    """(member, place) → conversation, for every place that is held."""
    rows = connection.execute(
        select(PLACES.c.member, PLACES.c.place, PLACES.c.conversation).where(PLACES.c.organisation == organisation)
    )
    return {(row.member, row.place): row.conversation for row in rows}


def _take(connection: Connection, organisation: Id, event: ChatOffered | ChatClaimed) -> None:
    connection.execute(
        insert(PLACES).values(
            organisation=organisation,
            member=event.agent,
            place=event.place,
            conversation=event.conversation,
            capacity=event.capacity,
        )
    )


def _keep(connection: Connection, organisation: Id, event: ChatAccepted) -> None:
    # Not updated: the capacity in force when the place was granted is the one that counts (law 1).
    held = select(PLACES.c.place).where(*_is_held(organisation, event, event.agent))
    if connection.execute(held).scalar_one_or_none() != event.place:
        raise WrongFloor(f"law 14: {event.agent} accepts {event.conversation} without holding place {event.place}")


def _give_back(connection: Connection, organisation: Id, event: ChatEvent, member: Id) -> None:
    if connection.execute(delete(PLACES).where(*_is_held(organisation, event, member))).rowcount != 1:
        raise WrongFloor(f"law 14: {member} gives back a place for {event.conversation} that he does not hold")


def _end(connection: Connection, organisation: Id, event: OfferEnded) -> None:
    _give_back(connection, organisation, event, event.agent)


def _queue(connection: Connection, organisation: Id, event: ChatQueued) -> None:
    if event.released:
        _give_back(connection, organisation, event, event.released)


def _close(connection: Connection, organisation: Id, event: ChatClosed) -> None:
    if event.agent:
        _give_back(connection, organisation, event, event.agent)


def _is_held(organisation: Id, event: ChatEvent, member: Id) -> tuple[ColumnElement[bool], ...]:
    return (
        PLACES.c.organisation == organisation,
        PLACES.c.conversation == event.conversation,
        PLACES.c.member == member,
    )


_MOVES: Final[dict[type[Event], Callable[[Connection, Id, Any], None]]] = {
    ChatOffered: _take,
    ChatClaimed: _take,
    ChatAccepted: _keep,
    OfferEnded: _end,
    ChatQueued: _queue,
    ChatClosed: _close,
}
