"""A customer who stays silent, by the wall clock, on a server that is killed meanwhile (product, section 8)."""

import asyncio
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio

MINUTE_MS = 60_000
LATE_MS_MAX = 10_000
TEXT = "Are you still there?"


async def test_a_silence_of_a_minute_survives_a_kill_and_ends_neither_early_nor_twice(start):
    shop = await start()
    talks, viewers = {}, {}
    for action in ("close", "message", "message_and_close"):
        rule = {"minutes": 1, "action": action} | ({} if action == "close" else {"message": TEXT})
        await shop.open_inbox(inactivity=rule)
        talks[action] = await shop.talk(await shop.agent(shop.owner))
    accepted_at = {
        action: next(frame["at"] for frame in talk.visitor.frames if frame.get("type") == "agent_joined")
        for action, talk in talks.items()
    }
    shop.server.kill()
    await shop.server.start()
    for action, talk in talks.items():
        await talk.visitor.resume()
        viewers[action] = await shop.owner.open(f"conversation:{talk.conversation}")

    async def ended(action: str) -> Any:
        return await viewers[action].until(
            lambda: next((one for one in viewers[action].frames if one.get("type") == "idled"), None), seconds=90
        )

    for action, idled in zip(talks, await asyncio.gather(*map(ended, talks)), strict=True):
        late_ms = idled["at"] - accepted_at[action] - MINUTE_MS
        assert 0 <= late_ms <= LATE_MS_MAX, f"{action} came {late_ms} ms late"
    seen = {action: [one["type"] for one in viewer.frames if one["t"] == "ev"] for action, viewer in viewers.items()}
    assert seen == {
        "close": ["idled", "closed"],
        "message": ["idled", "message"],
        "message_and_close": ["idled", "message", "closed"],
    }
