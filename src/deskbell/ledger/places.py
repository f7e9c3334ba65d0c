"""Who holds which place: laws 1 and 2 a second time (law 14).

Owns: `floor_places`, one row per open offer, owned chat or transfer, written in the events' own transaction.
Never: a decision. It knows nothing of the floor but what the events say.
Holds: a place of a member is taken once; a chat takes one place, and one more while it is on its way to another agent;
    no place is beyond the capacity it was granted under, but for a supervisor's override; what is given back was held.
    A floor that says otherwise fails the commit instead of assigning twice.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from deskbell.floor.events import (
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatEvent,
    ChatOffered,
    ChatQueued,
    ChatTransferred,
    Event,
    OfferEnded,
    TransferAsked,
    TransferEnded,
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


Granting = ChatOffered | ChatClaimed | TransferAsked | ChatTransferred


def _take(connection: Connection, organisation: Id, event: Granting, *, coming: bool = False) -> None:
    connection.execute(
        insert(PLACES).values(
            organisation=organisation,
            member=event.agent,
            place=event.place,
            conversation=event.conversation,
            capacity=event.capacity,
            coming=coming,
            beyond=event.beyond,
        )
    )


def _ask(connection: Connection, organisation: Id, event: TransferAsked) -> None:
    _take(connection, organisation, event, coming=True)


def _end_transfer(connection: Connection, organisation: Id, event: TransferEnded) -> None:
    _give_back(connection, organisation, event, event.agent, coming=True)


def _transfer(connection: Connection, organisation: Id, event: ChatTransferred) -> None:
    _give_back(connection, organisation, event, event.released)
    if not event.transfer:
        _take(connection, organisation, event)
        return
    held = (*_is_held(organisation, event, event.agent, coming=True), PLACES.c.place == event.place)
    if connection.execute(update(PLACES).where(*held).values(coming=False)).rowcount != 1:
        raise WrongFloor(f"law 14: {event.agent} takes {event.conversation} over without holding place {event.place}")


def _keep(connection: Connection, organisation: Id, event: ChatAccepted) -> None:
    # Not updated: the capacity in force when the place was granted is the one that counts (law 1).
    held = select(PLACES.c.place).where(*_is_held(organisation, event, event.agent))
    if connection.execute(held).scalar_one_or_none() != event.place:
        raise WrongFloor(f"law 14: {event.agent} accepts {event.conversation} without holding place {event.place}")


def _give_back(connection: Connection, organisation: Id, event: ChatEvent, member: Id, *, coming: bool = False) -> None:
    held = _is_held(organisation, event, member, coming=coming)
    if connection.execute(delete(PLACES).where(*held)).rowcount != 1:
        raise WrongFloor(f"law 14: {member} gives back a place for {event.conversation} that he does not hold")


def _end(connection: Connection, organisation: Id, event: OfferEnded) -> None:
    _give_back(connection, organisation, event, event.agent)


def _queue(connection: Connection, organisation: Id, event: ChatQueued) -> None:
    if event.released:
        _give_back(connection, organisation, event, event.released)


def _close(connection: Connection, organisation: Id, event: ChatClosed) -> None:
    if event.agent:
        _give_back(connection, organisation, event, event.agent)


def _is_held(
    organisation: Id, event: ChatEvent, member: Id, *, coming: bool = False
) -> tuple[ColumnElement[bool], ...]:
    return (
        PLACES.c.organisation == organisation,
        PLACES.c.conversation == event.conversation,
        PLACES.c.member == member,
        PLACES.c.coming.is_(coming),
    )


_MOVES: Final[dict[type[Event], Callable[[Connection, Id, Any], None]]] = {
    ChatOffered: _take,
    ChatClaimed: _take,
    ChatAccepted: _keep,
    OfferEnded: _end,
    ChatQueued: _queue,
    ChatClosed: _close,
    TransferAsked: _ask,
    TransferEnded: _end_transfer,
    ChatTransferred: _transfer,
}
