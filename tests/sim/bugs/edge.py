"""Bugs of the gateway."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from deskbell.floor.commands import PostMessage
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.hub import Hub
from deskbell.gateway.outbox import Outbox
from deskbell.gateway.recheck import Recheck
from deskbell.gateway.resume import Resume
from deskbell.gateway.session import Session
from deskbell.gateway.subscription import Subscription


def join_reads_before_it_subscribes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens between the two is nobody's."""
    original = Hub.join

    def join(self: Hub, organisation: str, subscription: Subscription) -> None:
        asyncio.get_running_loop().call_later(1.0, original, self, organisation, subscription)

    monkeypatch.setattr(Hub, "join", join)


def the_message_id_belongs_to_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A retry over another connection is another message."""
    original = Session._submit

    def submit(self: Session, command: Any, request: str, conversation: str) -> None:
        if isinstance(command, PostMessage):
            command = replace(command, cid=f"{request[:24]}-{self.id}", prev="")
        original(self, command, request, conversation)

    monkeypatch.setattr(Session, "_submit", submit)


def a_full_outbox_loses_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of making the client resume."""
    original = Outbox.put

    def put(self: Outbox, frame: bytes) -> bool:
        return len(self._frames) >= 3 or original(self, frame)

    monkeypatch.setattr(Outbox, "put", put)


def holes_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay ends before its time, and the subscription goes on as if it had not."""
    original = Resume._events

    async def events(self: Resume, organisation: str, stream: str, after: int, head: int) -> Any:
        frames = await original(self, organisation, stream, after, head)
        return frames[:-1] if frames else frames

    monkeypatch.setattr(Resume, "_events", events)


def nobody_resumes_after_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed last, and never told, is nobody's."""
    monkeypatch.setattr(Gateway, "lose_footing", lambda _self, _organisation: None)


def rights_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was let in stays in."""
    monkeypatch.setattr(Recheck, "_look_at", lambda _self, _organisation, _subscriptions: None)


def rechecked_streams_stay_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was looked at again hears nothing more."""
    monkeypatch.setattr(Subscription, "release", lambda _self, _why: [])
