"""Rechecking access: whoever no longer may follow a stream is told nothing more of it (delivery, "The server", 9).

Owns: which events can take a right away, and looking again at those who may have lost one.
Never: a rule of access: that is `audience.access`.
Holds: between such an event and the second look nothing is delivered to those it may concern; it is held back.
"""

import asyncio
from collections.abc import Iterable, Sequence

from deskbell.audience.access import may_follow
from deskbell.audience.streams import board_stream, conversation_stream, kind_of
from deskbell.floor.events import (
    ChatClosed,
    ChatQueued,
    ChatTransferred,
    GroupChanged,
    InboxChanged,
    InboxDeleted,
    MemberChanged,
    OfferEnded,
)
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id
from deskbell.gateway.hub import Hub
from deskbell.gateway.past import OF_A_CONVERSATION
from deskbell.gateway.subscription import Hold, Subscription
from deskbell.gateway.tasks import Tasks
from deskbell.kit.trouble import Trouble
from deskbell.ledger import Stored
from deskbell.sequencer import Heads, Sequencers

RETRY_SECONDS = 0.5


class Recheck:
    """Watches the hub's events."""

    def __init__(self, hub: Hub, sequencers: Sequencers, tasks: Tasks) -> None:
        self._hub = hub
        self._sequencers = sequencers
        self._tasks = tasks
        self._waiting: dict[Id, dict[Subscription, None]] = {}
        hub.listen(MemberChanged, self._about_member)
        hub.listen(GroupChanged, self._about_group)
        hub.listen(InboxChanged, self._about_inbox)
        hub.listen(InboxDeleted, self._about_inbox)
        for kind in (ChatClosed, ChatQueued, ChatTransferred, OfferEnded):
            hub.listen(kind, self._about_holder)

    def _about_member(self, entry: Stored) -> None:
        event = entry.event
        if isinstance(event, MemberChanged):
            self._of_members(entry.organisation, {event.member})

    def _about_group(self, entry: Stored) -> None:
        """Seldom enough to look at everybody: who is in the group is not known here."""
        self._look_at(entry.organisation, [one for one in self._hub.everybody(entry.organisation) if _is_staff(one)])

    def _about_inbox(self, entry: Stored) -> None:
        event = entry.event
        if isinstance(event, InboxChanged):
            self._of_members(entry.organisation, set(event.left))
        elif isinstance(event, InboxDeleted):
            self._of_members(entry.organisation, set(event.agents))
            self._look_at(entry.organisation, self._hub.followers(entry.organisation, board_stream(event.inbox)))

    def _about_holder(self, entry: Stored) -> None:
        """Who held a chat saw it for that reason, whether or not he serves its inbox."""
        event = entry.event
        if isinstance(event, ChatQueued) and event.moved_from:
            self._look_at(entry.organisation, self._staff_of(entry.organisation, event.conversation))
            return
        if isinstance(event, ChatQueued | ChatTransferred):
            former = event.released
        elif isinstance(event, ChatClosed | OfferEnded):
            former = event.agent
        else:
            return
        if former:
            staff = self._staff_of(entry.organisation, event.conversation)
            self._look_at(entry.organisation, [one for one in staff if _viewer(one) == former])

    def _staff_of(self, organisation: Id, conversation: Id) -> Sequence[Subscription]:
        return self._hub.followers(organisation, conversation_stream(conversation))

    def _of_members(self, organisation: Id, members: set[Id]) -> None:
        if members:
            concerned = [one for one in self._hub.everybody(organisation) if _viewer(one) in members]
            self._look_at(organisation, concerned)

    def _look_at(self, organisation: Id, subscriptions: Iterable[Subscription]) -> None:
        concerned = {one: None for one in subscriptions if _was_let_in(one)}
        for subscription in concerned:
            subscription.hold(Hold.ACCESS)
        if not concerned:
            return
        if organisation in self._waiting:
            self._waiting[organisation] |= concerned
        else:
            self._waiting[organisation] = concerned
            self._tasks.start(self._look(organisation))

    async def _look(self, organisation: Id) -> None:
        while concerned := self._waiting[organisation]:
            self._waiting[organisation] = {}
            try:
                allowed = await self._find_allowed(organisation, concerned)
            except Trouble:
                self._waiting[organisation] = concerned | self._waiting[organisation]
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for subscription in concerned:
                if subscription not in allowed:
                    subscription.follower.lose(subscription)
                elif subscription not in self._waiting[organisation]:
                    for frame in subscription.release(Hold.ACCESS):
                        subscription.follower.push(frame)
        del self._waiting[organisation]

    async def _find_allowed(self, organisation: Id, concerned: Iterable[Subscription]) -> set[Subscription]:
        def look(floor: Floor, _heads: Heads) -> set[Subscription]:
            return {subscription for subscription in concerned if _may_follow(floor, subscription)}

        sequencer = await self._sequencers.of(organisation)
        return await sequencer.look(look)


def _may_follow(floor: Floor, subscription: Subscription) -> bool:
    viewer, facts = subscription.follower.viewer, subscription.facts
    return viewer is not None and may_follow(
        floor,
        viewer,
        subscription.stream,
        conversation_inbox=facts.inbox if facts else "",
        conversation_contact=facts.contact if facts else "",
        conversation_agent=facts.kept_by if facts else "",
    )


def _was_let_in(subscription: Subscription) -> bool:
    """One that is still at the door is looked at there, and later than this event."""
    return subscription.facts is not None or kind_of(subscription.stream) not in OF_A_CONVERSATION


def _viewer(subscription: Subscription) -> Id:
    viewer = subscription.follower.viewer
    return viewer.id if viewer is not None else ""


def _is_staff(subscription: Subscription) -> bool:
    viewer = subscription.follower.viewer
    return viewer is not None and viewer.kind == "member"
