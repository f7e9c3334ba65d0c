"""The reference can tell: each rule of routing broken in the real floor is noticed in the lives of the property.

A check that no bug trips proves nothing. Each case takes one rule out of the floor.
"""

import re
from collections.abc import Callable
from random import Random
from typing import Any, Final

import msgspec
import pytest

from deskbell.floor import agents, choose, deadlines, evolve, members, moves, offers, overriding, settle, step
from deskbell.floor.events import MemberLost, VisitorReturned
from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.floor.vocabulary import LEASE_MS
from deskbell.sequencer.sequencer import Sequencer
from tests.sequencer.reference.life import Live

LIVES: Final = 80
STEPS: Final = 50

Plant = Callable[[pytest.MonkeyPatch], None]


def a_tie_goes_to_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to who had no offer for longest."""
    original = choose.find_agent

    def find_agent(floor: Floor, inbox: Inbox, chat: Chat) -> Member | None:
        kept = {name: member.last_offer for name, member in floor.members.items()}
        for place, name in enumerate(sorted(kept)):
            floor.members[name].last_offer = place
        try:
            return original(floor, inbox, chat)
        finally:
            for name, last in kept.items():
                floor.members[name].last_offer = last

    monkeypatch.setattr(settle, "find_agent", find_agent)


def the_back_off_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who declined is rung again at once."""
    original = choose.find_agent

    def find_agent(floor: Floor, inbox: Inbox, chat: Chat) -> Member | None:
        kept, chat.stood_aside = chat.stood_aside, {}
        try:
            return original(floor, inbox, chat)
        finally:
            chat.stood_aside = kept

    monkeypatch.setattr(settle, "find_agent", find_agent)


def the_inboxes_priority_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    original = settle.settle_next

    def settle_next(floor: Floor) -> Any:
        kept = {name: inbox.rules for name, inbox in floor.inboxes.items()}
        for inbox in floor.inboxes.values():
            inbox.rules = msgspec.structs.replace(inbox.rules, priority=0)
        try:
            return original(floor)
        finally:
            for name, rules in kept.items():
                floor.inboxes[name].rules = rules

    monkeypatch.setattr(step, "settle_next", settle_next)


def who_is_left_by_his_agent_loses_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    original = deadlines.lapse_next

    def lapse_next(floor: Floor) -> Any:
        found: list[Any] = original(floor)
        is_return = [type(event).__name__ == "ChatQueued" for event in found]
        return [
            msgspec.structs.replace(event, since=floor.now) if back else event
            for event, back in zip(found, is_return, strict=True)
        ]

    monkeypatch.setattr(step, "lapse_next", lapse_next)


def the_inboxes_own_limit_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (choose, offers):
        monkeypatch.setattr(room, "has_room_in", lambda *_: True)


def who_knows_the_visitor_is_asked_although_he_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_known(floor: Floor, inbox: Inbox, chat: Chat) -> Member | None:
        is_ready = chat.last_agent in floor.index.ready.get(inbox.id, ())
        return floor.members[chat.last_agent] if inbox.rules.prefers_last_agent and is_ready else None

    monkeypatch.setattr(choose, "_find_known", find_known)


def a_lost_agent_keeps_his_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "lose_member", lambda _floor, member: [MemberLost(member=member.id)])


def a_taken_licence_leaves_the_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "end_offers_of", lambda *_: [])


def nobody_is_ever_on_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "hold_after_misses", lambda *_: [])


def the_lease_is_longer_than_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "LEASE_MS", LEASE_MS + 1)


def a_new_process_believes_in_the_old_consoles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sequencer, "_detach_all", lambda _: None)


def who_gave_a_chat_away_gets_it_straight_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "_stands_aside_until", lambda *_: None)


def who_has_left_is_still_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A transfer to him stays open, and keeps a place of his."""
    monkeypatch.setattr(agents, "end_transfers_to", lambda *_: [])


def everybody_may_switch_the_override_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overriding, "is_owner", lambda *_: True)


def a_visitor_is_given_up_while_he_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    events: Any = evolve.EVOLVE
    monkeypatch.setitem(events, VisitorReturned, lambda *_: None)


PLANTED: Final[list[Plant]] = [
    a_tie_goes_to_the_name,
    the_back_off_is_ignored,
    the_inboxes_priority_is_ignored,
    who_is_left_by_his_agent_loses_the_place,
    the_inboxes_own_limit_is_ignored,
    who_knows_the_visitor_is_asked_although_he_declined,
    a_lost_agent_keeps_his_offers,
    a_taken_licence_leaves_the_offers,
    nobody_is_ever_on_hold,
    the_lease_is_longer_than_promised,
    a_new_process_believes_in_the_old_consoles,
    who_gave_a_chat_away_gets_it_straight_back,
    who_has_left_is_still_asked,
    everybody_may_switch_the_override_on,
    a_visitor_is_given_up_while_he_looks_on,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_broken_rule_is_noticed(plant: Plant, monkeypatch: pytest.MonkeyPatch, live: Live) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=re.escape("reference: ")):
        live_many_lives(live)


def live_many_lives(live: Live) -> None:
    """As the property test does, from fixed seeds."""
    for seed in range(LIVES):
        live(Random(seed), STEPS)
