"""Bugs of transfers and moves, of agents who are gone, and of visitors who wait or do not."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from deskbell.audience import streams
from deskbell.audience.words import visitor
from deskbell.floor import absence, chats, deadlines, evolve, grace, invariants, moves, refusals, step, transfers
from deskbell.floor.commands import AcceptTransfer
from deskbell.floor.events import AnyEvent, ChatEvent, ChatQueued, TransferAsked, VisitorReturned
from deskbell.floor.grace import find_grace_due
from deskbell.floor.refusals import Refusal
from deskbell.floor.state import Chat, Floor
from deskbell.gateway.attendance import Attendance
from deskbell.gateway.presence import Presence
from deskbell.gateway.queue_places import PAUSE_SECONDS, QueuePlaces
from deskbell.gateway.recheck import Recheck
from deskbell.gateway.subscription import Subscription
from deskbell.wire.bodies import AgentJoined
from tests.sim.bugs.tables import put

_EARLY_MS = 2_000


def a_transfer_lapses_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """With whatever happens shortly before."""
    original = deadlines.lapse_next

    def lapse_next(floor: Floor) -> list[AnyEvent]:
        for chat in floor.chats.values():
            if chat.transfer and chat.transfer.expires_at - _EARLY_MS < floor.now:
                return [transfers.end_transfer(floor, chat, "expired")]
        return original(floor)

    monkeypatch.setattr(step, "lapse_next", lapse_next)


def a_chat_that_ends_leaves_its_transfer_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody withdraws it."""
    monkeypatch.setattr(chats, "withdraw", lambda *_: [])


def a_chat_that_is_taken_over_was_never_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was asked is forgotten, and so is his place."""
    monkeypatch.setattr(moves, "withdraw", lambda *_: [])


def accepting_a_transfer_does_not_look_at_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer to an earlier one takes the present one."""
    original = transfers.decide_accept_transfer

    def decide(floor: Floor, command: AcceptTransfer, chat: Chat) -> Any:
        number = chat.transfer.number if chat.transfer else command.transfer
        return original(floor, replace(command, transfer=number), chat)

    put(monkeypatch, step.DECIDE_IN_CHAT, AcceptTransfer, decide)


def a_late_answer_gets_no_definite_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only that it did not work."""

    def too_late(*_: Any) -> Refusal:
        return refusals.refuse("unavailable", "That did not work.")

    monkeypatch.setattr(transfers, "_too_late", too_late)


def a_transfer_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is full can be asked all the same, by anybody."""
    monkeypatch.setattr(transfers, "why_not_hold", lambda *_, **__: None)


def a_chat_of_a_lost_agent_goes_back_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The grace is half of what it should be."""

    def find(floor: Floor, chat: Chat) -> int | None:
        due = find_grace_due(floor, chat)
        seconds = floor.inboxes[chat.inbox].rules.grace_seconds
        return None if due is None or seconds is None else due - seconds * 500

    for module in (grace, deadlines, invariants):
        monkeypatch.setattr(module, "find_grace_due", find)


def a_chat_of_a_lost_agent_stays_with_him(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no grace, and no end of it."""
    for module in (grace, deadlines, invariants):
        monkeypatch.setattr(module, "find_grace_due", lambda *_: None)


def a_chat_of_a_lost_agent_goes_back_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place is that of one who has just come."""
    original = vars(deadlines)["return_to_queue"]

    def return_to_queue(floor: Floor, chat: Chat, cause: Any) -> list[AnyEvent]:
        *before, queued = original(floor, chat, cause)
        return [*before, replace(queued, number=floor.totals.arrivals + 1)]

    monkeypatch.setattr(deadlines, "return_to_queue", return_to_queue)


def who_returns_is_away_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """His absence goes on."""
    put(monkeypatch, evolve.EVOLVE, VisitorReturned, lambda *_: None)


def absence_counts_from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    """From when the chat was opened, not from when he left."""
    original = absence.find_abandon_due

    def find(floor: Floor, chat: Chat) -> int | None:
        due = original(floor, chat)
        return None if due is None else due - max(0, chat.visitor_left - chat.opened_at) // 2

    for module in (absence, deadlines, invariants):
        monkeypatch.setattr(module, "find_abandon_due", find)


def nobody_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has left is waited for, whatever the inbox says."""
    for module in (absence, deadlines, invariants):
        monkeypatch.setattr(module, "find_abandon_due", lambda *_: None)


def after_a_crash_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor takes everybody for gone, and whoever is there does not contradict."""
    monkeypatch.setattr(Attendance, "_about_visitor", lambda *_: None)
    monkeypatch.setattr(Presence, "came", _came_unheard)


def _came_unheard(self: Presence, organisation: str, subject: str) -> None:
    """Only members are told of."""
    key = (organisation, subject)
    self._present[key] = self._present.get(key, 0) + 1
    if self._present[key] == 1 and not self._patience_seconds:
        self._tell(key)


def places_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks again when the queue goes on."""
    monkeypatch.setattr(QueuePlaces, "_about_a_queue", lambda *_: None)
    monkeypatch.setattr(QueuePlaces, "_about_agents", lambda *_: None)


def who_comes_slowly_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose page is still being read when places are told is passed over, and nobody looks again."""

    async def tell_all(self: QueuePlaces, organisation: str) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        for subscription, standing in (await self._find(organisation, self._changed.pop(organisation))).items():
            self._tell(subscription, standing)

    monkeypatch.setattr(QueuePlaces, "_tell_all", tell_all)


def who_moves_on_is_not_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board that a chat leaves hears nothing of it."""

    def of_queueing(event: ChatQueued) -> streams.Streams:
        return original(replace(event, moved_from=""))

    original = streams._of_queueing
    put(monkeypatch, streams._STREAMS_OF, ChatQueued, of_queueing)


def who_followed_a_moved_chat_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not it is in an inbox of his."""
    monkeypatch.setattr(Recheck, "_about_holder", lambda *_: None)


def visitors_hear_of_transfers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the agent who is only asked had come already."""

    def of_transfer(event: ChatEvent) -> streams.Streams:
        return (*original(event), streams.visitor_stream(event.conversation))

    original: Any = streams._STREAMS_OF[TransferAsked]
    put(monkeypatch, streams._STREAMS_OF, TransferAsked, of_transfer)
    put(monkeypatch, visitor.WORDS, TransferAsked, lambda event: AgentJoined(name=event.agent_name))


def estimates_are_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows, and a figure is told."""
    original = QueuePlaces._tell

    def tell(self: QueuePlaces, subscription: Subscription, standing: Any) -> None:
        original(self, subscription, replace(standing, estimate_ms=standing.estimate_ms or 60_000))

    monkeypatch.setattr(QueuePlaces, "_tell", tell)
