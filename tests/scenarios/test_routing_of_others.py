"""What went wrong elsewhere with who gets a chat, under its number there. `numbers.py` says which numbers there are.

CW: Chatwoot. RC: Rocket.Chat. LHC: Live Helper Chat. L: Libredesk. Z: Zammad.
"""

import asyncio
from random import Random

import pytest
from sqlalchemy import select

from deskbell.floor.commands import AttachMember, ChangeMember, LeaveMessage, OpenChat, ReleaseHold
from deskbell.floor.events import ChatClosed, ChatOffered, MemberHeld, OfferEnded, RoundBegan
from deskbell.floor.vocabulary import SYSTEM, by_member, by_visitor
from deskbell.history.tables import CONVERSATIONS
from deskbell.history.why import find_waiting, say_waiting
from deskbell.sequencer import Refused
from tests.scenarios.story import SHOP_INBOX, Story, events, visitor_of

pytestmark = pytest.mark.asyncio


# ── the queue ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_cw_10583_10376_a_waiting_chat_is_not_overtaken_when_a_place_frees(story: Story):
    """CW 10583, 10376: all at capacity, one chat closes, a later one goes first and the waiting one is stranded."""
    await story.agent("ana", capacity=1)
    await story.visitor("first")
    await story.accept("first")
    await story.visitor("waiting")
    story.clock.advance(60_000)
    offered = events(await story.end("first"), ChatOffered)
    assert [(one.conversation, one.agent) for one in offered] == [("waiting", "ana")], (
        "in the step that freed the place"
    )
    await story.visitor("later")
    assert await story.waits("later")


async def test_cw_11034_chats_do_not_pile_on_one_agent(story: Story):
    """CW 11034: one agent gets everything while others idle."""
    for name in ("ana", "ben", "eva"):
        await story.agent(name, capacity=10)
    for chat in await story.visitors(30):
        await story.accept(chat)
    assert await story.loads() == {"ana": 10, "ben": 10, "eva": 10}


async def test_cw_11034_chats_do_not_pile_on_one_agent_while_they_come_and_go(story: Story):
    """CW 11034: the same over a day, in which chats end in any order."""
    random = Random(11034)
    for name in ("ana", "ben", "eva"):
        await story.agent(name, capacity=10)
    for number in range(90):
        await story.visitor(f"c{number}")
        await story.accept(f"c{number}")
        story.clock.advance(1_000)
        chats = sorted((await story.floor()).chats)
        if len(chats) > 6:
            await story.end(random.choice(chats))
    got = [len([one for one in story.happened(ChatOffered) if one.agent == name]) for name in ("ana", "ben", "eva")]
    assert sum(got) == 90
    assert max(got) - min(got) <= 10, got


async def test_cw_13050_10059_there_is_a_queue_and_it_outlives_the_night(story: Story):
    """CW 13050, 10059: no queue at all."""
    await story.hire("ana", capacity=2)
    chats = await story.visitors(6)
    await story.wait(8 * 3600)
    await story.crash()
    assert await story.queue() == chats
    offered = events(await story.come("ana"), ChatOffered)
    assert [one.conversation for one in offered] == chats[:2]
    assert await story.queue() == chats[2:]


async def test_lhc_1260_first_come_first_served(story: Story):
    """LHC 1260: not first come, first served. Expiry, decline, loss and a restart keep the place."""
    await story.agent("ana", capacity=1)
    chats = await story.visitors(5)
    await story.decline(chats[0])
    await story.wait(30)
    await story.vanish("ana")
    await story.restart()
    await story.do(AttachMember(member="ana"))
    served = []
    while (await story.floor()).chats:
        ringing = [chat for chat, one in (await story.floor()).chats.items() if one.offer]
        for chat in ringing:
            await story.accept(chat)
            await story.end(chat)
        served += ringing
        await story.wait(1)
    # Who has declined a chat is not rung for it again at once: it loses a turn and never its place.
    assert served.index(chats[0]) <= 1
    assert [chat for chat in served if chat != chats[0]] == chats[1:]


CAUSES = ("console", "status", "hold", "capacity", "licence", "account", "joins", "limit", "mode", "place", "elsewhere")


@pytest.mark.parametrize("cause", CAUSES)
async def test_rc_18200_18029_nothing_is_stuck_in_the_queue(story: Story, cause: str):
    """RC 18200, 18029: stuck in the queue. Whatever makes an agent free, the chat is offered in the same step."""
    await story.inbox("other")
    await story.agent("ana", capacity=1, inboxes=() if cause == "joins" else (SHOP_INBOX, "other"))
    if cause == "console":
        await story.vanish("ana")
    if cause == "status":
        await story.choose("ana", "busy")
    if cause == "hold":
        await story.visitor("missed")
        for _ in range(10):
            await story.wait(30)
        await story.end("missed")
    if cause in ("capacity", "limit", "place"):
        await story.visitor("had")
        await story.accept("had")
    if cause == "limit":
        await story.rules(capacity=1)
        await story.do(ChangeMember(member="ana", by=SYSTEM, capacity=2))
    if cause == "licence":
        await story.do(ChangeMember(member="ana", by=SYSTEM, live_chat=False))
    if cause == "account":
        await story.do(ChangeMember(member="ana", by=SYSTEM, active=False))
    if cause == "mode":
        await story.rules(mode="manual")
    if cause == "elsewhere":
        await story.visitor("had", inbox="other")
        await story.accept("had")

    await story.visitor("stuck")
    assert await story.waits("stuck")
    await story.wait(3600)
    assert await story.waits("stuck")

    if cause == "console":
        freed = await story.do(AttachMember(member="ana"))
    elif cause == "status":
        freed = await story.choose("ana", "available")
    elif cause == "hold":
        freed = await story.do(ReleaseHold(member="ana", by=by_member("ana")))
    elif cause == "capacity":
        freed = await story.do(ChangeMember(member="ana", by=SYSTEM, capacity=2))
    elif cause == "licence":
        freed = await story.do(ChangeMember(member="ana", by=SYSTEM, live_chat=True))
    elif cause == "account":
        freed = await story.do(ChangeMember(member="ana", by=SYSTEM, active=True))
    elif cause == "joins":
        freed = await story.join("ana", SHOP_INBOX)
    elif cause == "limit":
        freed = await story.rules(capacity=None)
    elif cause == "mode":
        freed = await story.rules(mode="auto")
    else:
        freed = await story.end("had")
    assert [one.conversation for one in events(freed, ChatOffered)] == ["stuck"]


# ── who may get it ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("obstacle", ["never came", "offline", "away", "busy", "gone", "on hold"])
async def test_cw_7204_4158_5672_nobody_is_given_a_chat_who_is_not_there(story: Story, obstacle: str):
    """CW 7204, 4158, 5672: chats given to people who are offline."""
    await story.hire("ana")
    if obstacle != "never came":
        await story.come("ana")
    if obstacle in ("offline", "away", "busy"):
        await story.choose("ana", obstacle)
    if obstacle == "gone":
        await story.vanish("ana")
    if obstacle == "on hold":
        await story.visitor("missed")
        for _ in range(10):
            await story.wait(30)
        await story.end("missed")
    await story.visitor("chat")
    await story.wait(3600)
    assert await story.waits("chat")
    assert await story.loads() == {}


async def test_l_44_561_634_nobody_is_given_a_chat_of_an_inbox_that_he_does_not_serve(story: Story):
    """L 44, 561, 634: given to people who may not answer in that inbox."""
    await story.inbox("other")
    await story.agent("ana", inboxes=["other"])
    await story.agent("ben")
    await story.visitor("chat")
    assert await story.offered_to("chat") == "ben"
    await story.rules(agents=())
    assert await story.waits("chat"), "who leaves the inbox loses the offer"
    for command in (story.assigning("chat", "ana"), story.taking("chat", "ana"), story.taking("chat", "ben")):
        assert (await story.refused(command)).code == "not_agent_of_inbox"
    assert await story.waits("chat")


async def test_cw_1198_manual_assignment_knows_the_capacity(story: Story):
    """CW 1198: manual assignment ignores capacity."""
    await story.rules(mode="manual")
    await story.agent("ana", capacity=2)
    chats = await story.visitors(3)
    for chat in chats[:2]:
        await story.do(story.assigning(chat, "ana"))
    refused = await story.refused(story.assigning(chats[2], "ana"))
    assert refused.detail == "Ana is at capacity (2 of 2 chats). Free a place or choose another agent."
    assert (await story.refused(story.taking(chats[2], "ana"))).code == "at_capacity"
    assert await story.loads() == {"ana": 2}


async def test_rc_19352_37776_35722_no_limit_is_exceeded_by_many_at_once(story: Story):
    """RC 19352, 37776, 35722: limits exceeded when several workers assign at the same time."""
    await story.rules(mode="manual")
    names = ("ana", "ben", "eva")
    for name in names:
        await story.agent(name, capacity=2)
    chats = await story.visitors(20)
    asked = [one for chat in chats for name in names for one in (story.taking(chat, name), story.assigning(chat, name))]
    Random(19352).shuffle(asked)
    outcomes = await asyncio.gather(*[story.ask(one) for one in asked])
    assert {one.refusal.code for one in outcomes if isinstance(one, Refused)} >= {"at_capacity", "chat_taken"}
    assert await story.loads() == {"ana": 2, "ben": 2, "eva": 2}
    for chat in [chat for chat, one in (await story.floor()).chats.items() if one.offer]:
        await story.accept(chat)
    await story.rules(mode="auto")
    assert await story.loads() == {"ana": 2, "ben": 2, "eva": 2}


# ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_rc_12579_nobody_is_rung_for_ever(story: Story):
    """RC 12579: rings one agent for ever. Five times with a pause, each told to the supervisors; then he is on hold."""
    await story.agent("ana")
    await story.visitor("chat")
    for _ in range(100):
        await story.wait(30)
    assert [(one.agent, one.offer) for one in story.happened(ChatOffered)] == [("ana", n) for n in range(1, 6)]
    assert len(story.happened(RoundBegan)) == 5
    assert [one.member for one in story.happened(MemberHeld)] == ["ana"]
    assert await story.waits("chat")
    await story.agent("ben")
    assert await story.offered_to("chat") == "ben", "and the chat is not lost"


async def test_lhc_a_chat_does_not_go_to_and_fro_between_two(story: Story):
    """LHC (A–B–A ping-pong): after both have missed it there is a pause, and whoever else comes is first."""
    for name in ("ana", "ben"):
        await story.agent(name)
    await story.visitor("chat")
    await story.wait(30)
    await story.wait(30)
    assert [one.agent for one in story.happened(ChatOffered)] == ["ana", "ben"]
    await story.wait(29.999)
    assert await story.waits("chat")
    await story.agent("eva")
    await story.wait(0.001)
    assert [one.agent for one in story.happened(ChatOffered)] == ["ana", "ben", "eva"]


async def test_lhc_1073_it_moves_on_after_the_seconds_that_were_set(story: Story):
    """LHC 1073: 20 s set, and it never moves. Nobody asks for anything here: the alarm alone does it."""
    await story.rules(offer_seconds=20)
    await story.agent("ana")
    await story.visitor("chat")
    await story.agent("ben")
    story.clock.advance(19_999)
    assert await story.offered_to("chat") == "ana"
    story.clock.advance(1)
    await story.until(lambda: len(story.happened(ChatOffered)) == 2)
    assert [one.ending for one in story.happened(OfferEnded)] == ["expired"]
    assert await story.offered_to("chat") == "ben"


async def test_rc_9760_a_chat_that_did_not_ring_is_not_missed(story: Story):
    """RC 9760: more than 200 chats missed because nothing rang. An agent who hears nothing misses five at most; each
    goes on to a colleague with its place kept."""
    await story.agent("deaf", capacity=3)
    await story.hire("ana", capacity=3)
    chats = await story.visitors(200)
    for _ in range(20):
        await story.wait(30)
    missed = [one for one in story.happened(OfferEnded) if one.ending == "expired"]
    assert len(missed) <= 5 + 2, "five in a row, and what was ringing at that moment"
    assert (await story.member("deaf")).on_hold
    await story.come("ana")
    served = []
    while (await story.floor()).chats:
        for chat in [chat for chat, one in (await story.floor()).chats.items() if one.offer]:
            await story.accept(chat)
            served.append(chat)
            await story.end(chat)
    assert served == chats


# ── floods ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_lhc_1921_yesterdays_chats_do_not_flood_in_at_eight(story: Story):
    """LHC 1921: at eight in the morning yesterday's chats flood in. Who went home is given up, and of those who are
    still there nobody gets more than he can hold."""
    await story.hire("ana", capacity=3)
    gone = await story.visitors(30, prefix="gone")
    for chat in gone:
        await story.leave(chat)
    there = await story.visitors(10, prefix="there")
    await story.wait(14 * 3600)
    assert await story.queue() == there
    assert [(one.conversation, one.reason) for one in story.happened(ChatClosed)] == [(c, "abandoned") for c in gone]
    assert len(events(await story.come("ana"), ChatOffered)) == 3
    for number, chat in enumerate(there):
        await story.accept(chat)
        offered = events(await story.end(chat), ChatOffered)
        assert [one.conversation for one in offered] == there[number + 3 : number + 4]


async def test_salesforce_100_cases_do_not_wait_for_somebody_back_from_leave(story: Story):
    """Salesforce: 100 cases at once to somebody back from leave. His chats went back to the queue when he went; who is
    preferred for his old visitors is still asked for no more than he can hold."""
    await story.rules(prefers_last_agent=True)
    await story.agent("ana", capacity=3)
    mine = await story.visitors(3, prefix="mine")
    for chat in mine:
        await story.accept(chat)
    await story.vanish("ana")
    await story.wait(60)
    assert await story.queue() == mine
    for number in range(100):
        await story.visitor(f"known{number:03d}", last_agent="ana")
    await story.wait(14 * 24 * 3600)
    await story.do(AttachMember(member="ana"))
    assert await story.loads() == {"ana": 3}
    assert [await story.offered_to(chat) for chat in mine] == ["ana"] * 3, "the oldest first"
    assert len(await story.queue()) == 100


# ── nobody is there ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_rc_22183_a_waiting_chat_says_that_nobody_is_there(story: Story):
    """RC 22183: wants an alert when all agents are offline. The waiting chat says so, person by person."""
    for name in ("ana", "ben"):
        await story.agent(name)
    await story.visitor("chat")
    await story.choose("ana", "offline")
    await story.vanish("ben")
    await story.wait(60)
    waiting = await (await story.sequencer()).look(lambda floor, _: find_waiting(floor, "chat"))
    assert waiting is not None
    sentence = say_waiting("chat", waiting).sentence
    assert sentence == "It waits because nobody is free: Ana is offline and Ben cannot be reached."
    await story.come("ben")
    assert await story.offered_to("chat") == "ben"


async def test_z_4970_who_writes_where_nobody_is_is_seen(story: Story):
    """Z 4970: a visitor writes where nobody is, and nobody ever sees it. Here he stands in the queue as long as he
    stays; he can leave a message; and if he only goes, it is in the list of chats as given up."""
    for chat in ("stays", "leaves a message", "goes"):
        await story.visitor(chat)
        await story.do(story.writing(chat, "second"))
    by = by_visitor(visitor_of("leaves a message"))
    await story.do(LeaveMessage(conversation="leaves a message", by=by, email="iris@example.org", text="Call me."))
    await story.leave("goes")
    await story.wait(7 * 24 * 3600)
    await story.agent("ana")
    assert await story.offered_to("stays") == "ana"
    assert {one.conversation: one.reason for one in story.happened(ChatClosed)} == {
        "leaves a message": "message_left",
        "goes": "abandoned",
    }
    rows = await story.database.read(lambda connection: connection.execute(select(CONVERSATIONS)).all())
    assert {row.conversation: row.state for row in rows} == {
        "stays": "offered",
        "leaves a message": "closed",
        "goes": "closed",
    }


async def test_z_2559_who_writes_into_a_closed_chat_is_told_and_begins_a_new_one(story: Story):
    """Z 2559: a visitor writes into a closed chat, and nobody sees it."""
    await story.agent("ana")
    await story.visitor("old")
    await story.accept("old")
    await story.end("old")
    late = story.writing("old", "late")
    assert (await story.refused(late)).code == "chat_closed"
    again = OpenChat(
        conversation="new",
        inbox=SHOP_INBOX,
        channel=SHOP_INBOX,
        contact=visitor_of("old"),
        cid="late",
        digest="d",
        text="Hello?",
        last_agent="ana",
    )
    assert [one.agent for one in events(await story.do(again), ChatOffered)] == ["ana"]
    await story.crash()
    assert (await story.refused(late)).code == "chat_closed", "also to a server that was not there at the time"
