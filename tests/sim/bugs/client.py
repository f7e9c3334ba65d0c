"""Bugs of the client."""

from math import inf
from typing import Any

import pytest
from msgspec.structs import replace

from deskbell.wire.client_frames import Send
from deskbell.wire.server_frames import Resync
from sim.client import connection, outbox, positions
from sim.client.connection import Connection
from sim.client.views import Views


def a_gap_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is new is shown."""

    def is_next(places: positions.Positions, event: Any, _now: float) -> bool:
        place = places.get(event.s)
        if place is None or not place.epoch or event.seq <= place.seq:
            return False
        place.seq = event.seq
        return True

    monkeypatch.setattr(positions, "is_next", is_next)


def what_comes_twice_is_shown_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number is not looked at."""

    def is_next(places: positions.Positions, event: Any, _now: float) -> bool:
        place = places.get(event.s)
        if place is None or not place.epoch:
            return False
        place.seq = event.seq
        return True

    monkeypatch.setattr(positions, "is_next", is_next)


def a_resync_is_added_to_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view that was there is kept, and goes on from the new number."""
    original = Views.reset

    def reset(self: Views, frame: Resync) -> list[Any]:
        return [] if self.find(frame.s) is not None else original(self, frame)

    monkeypatch.setattr(Views, "reset", reset)


def holes_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view stops where something is missing."""
    original = positions.is_next

    def is_next(places: positions.Positions, event: Any, now: float) -> bool:
        found = original(places, event, now)
        if event.s in places:
            places[event.s].ask_at = inf
        return found

    monkeypatch.setattr(positions, "is_next", is_next)


def everything_is_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message waits for the ack of the one before."""

    def put(box: outbox.Outbox, frame: Any, refusal: str = "") -> None:
        request = frame.cid if isinstance(frame, Send) else frame.rid
        if outbox.find(box, request) is None:
            box.items.append(outbox.Item(request, request, frame, refusal=refusal))

    monkeypatch.setattr(outbox, "put", put)


def a_retry_is_a_new_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not acknowledged when the link broke gets another id."""
    original = outbox.lose_answers

    def lose_answers(box: outbox.Outbox) -> None:
        for item in box.items:
            if item.handed and isinstance(item.frame, Send):
                item.frame = replace(item.frame, cid=item.frame.cid[::-1])
                item.id = item.frame.cid
        original(box)

    monkeypatch.setattr(outbox, "lose_answers", lose_answers)


def what_was_handed_over_counts_as_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the link breaks, what was not acknowledged is forgotten."""

    def lose_answers(box: outbox.Outbox) -> None:
        box.items = [item for item in box.items if not item.handed]

    monkeypatch.setattr(outbox, "lose_answers", lose_answers)


def followed_while_greeting_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is followed between hello and welcome is never asked for."""

    def welcome(self: Connection, frame: Any) -> None:
        self._greeted = set(self.positions)
        original(self, frame)

    original = Connection._welcome
    monkeypatch.setattr(Connection, "_welcome", welcome)


def silence_is_not_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that is half open stays so."""
    monkeypatch.setattr(connection, "HEARTBEAT_GRACE_MS", 10**12)
