"""What went wrong elsewhere with who is there, as far as it decides who gets a chat, under its number there.

CW: Chatwoot. RC: Rocket.Chat. LHC: Live Helper Chat. L: Libredesk. Z: Zammad. Twilio: its agent templates.
"""

import pytest

from deskbell.floor.commands import AttachMember, ChangeMember
from deskbell.floor.events import ChatOffered, MemberLost, MemberStatusChanged, OfferEnded
from deskbell.floor.vocabulary import LEASE_MS, SYSTEM
from tests.scenarios.story import Story, events

pytestmark = pytest.mark.asyncio

LEASE_SECONDS = LEASE_MS / 1000


async def test_z_1075_a_ghost_is_gone_after_thirty_seconds(story: Story):
    """Z 1075: ghosts for two minutes. (L, from its source: about six.) What was on offer to him goes on at once."""
    await story.rules(offer_seconds=3600)
    await story.agent("ana")
    await story.visitor("chat")
    await story.agent("ben")
    await story.shut("ana")
    assert events(await story.wait(LEASE_SECONDS - 0.001), MemberLost) == []
    lost = await story.wait(0.001)
    assert [one.member for one in events(lost, MemberLost)] == ["ana"]
    assert [(one.ending, one.misses) for one in events(lost, OfferEnded)] == [("lost", 0)]
    assert [one.agent for one in events(lost, ChatOffered)] == ["ben"]


async def test_lhc_552_whose_window_is_closed_is_not_online(story: Story):
    """LHC 552: online after the window is closed, and for ever. Here nobody asks for anything: the alarm finds out."""
    await story.agent("ana")
    await story.shut("ana")
    assert (await story.member("ana")).connection == "leased"
    story.clock.advance(LEASE_MS)
    await story.until(lambda: story.happened(MemberLost) != [])
    await story.visitor("chat")
    assert await story.waits("chat")
    assert (await story.refused(story.assigning("chat", "ana"))).code == "unavailable"


async def test_lhc_552_a_server_that_was_killed_believes_in_no_window(story: Story):
    """LHC 552: nor after a crash, when nobody could say good-bye."""
    await story.agent("ana")
    await story.crash()
    await story.wait(0)
    assert (await story.member("ana")).connection == "leased"
    await story.wait(LEASE_SECONDS)
    await story.visitor("chat")
    assert await story.waits("chat")


@pytest.mark.parametrize("event", ["gone", "back", "missed", "full", "unlicensed", "killed"])
@pytest.mark.parametrize("status", ["available", "busy", "away", "offline"])
async def test_rc_10172_twilio_290_a_status_never_changes_by_itself(story: Story, status: str, event: str):
    """RC 10172, Twilio template 290: the status flips back by itself."""
    await story.agent("ana", capacity=1)
    await story.choose("ana", status)
    chosen = story.happened(MemberStatusChanged)
    if event in ("gone", "back"):
        await story.vanish("ana")
    if event == "back":
        await story.do(AttachMember(member="ana"))
    if event in ("missed", "full"):
        await story.visitor("chat")
    if event == "missed":
        for _ in range(20):
            await story.wait(30)
    if event == "full" and status == "available":
        await story.accept("chat")
    if event == "unlicensed":
        await story.do(ChangeMember(member="ana", by=SYSTEM, live_chat=False))
    if event == "killed":
        await story.crash()
    await story.wait(24 * 3600)
    assert (await story.member("ana")).status == status
    assert story.happened(MemberStatusChanged) == chosen


async def test_cw_13720_5076_a_console_that_flaps_costs_nothing(story: Story):
    """CW 13720, 5076: background tabs flap, Safari sets people away. Within the lease nothing happens to anybody."""
    await story.rules(offer_seconds=3600)
    await story.agent("ana")
    await story.visitor("had")
    await story.accept("had")
    await story.visitor("offered")
    before = len(story.happened(OfferEnded)), len(story.happened(ChatOffered))
    for _ in range(40):
        await story.shut("ana")
        await story.wait(LEASE_SECONDS - 1)
        await story.do(AttachMember(member="ana"))
        await story.wait(1)
    assert (len(story.happened(OfferEnded)), len(story.happened(ChatOffered))) == before
    assert (await story.chat("had")).owner == "ana"
    assert await story.offered_to("offered") == "ana"
    assert (await story.member("ana")).status == "available"
