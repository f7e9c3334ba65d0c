"""A session: what it answers, what it forgets, and when it is closed."""

import pytest

from deskbell.audience.access import Viewer
from deskbell.gateway.limits import Rate

pytestmark = pytest.mark.asyncio


async def test_what_comes_before_the_welcome_is_taken_after_it(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = house.tab(visitor)
    tab.hello(f"visitor:{conversation}")
    cid = tab.send(conversation, "in a hurry")
    assert tab.frames == []
    await tab.answer(cid)
    assert tab.frames[0]["t"] == "welcome"
    assert tab.frames[0]["me"] == visitor.id


async def test_an_ack_carries_the_number_in_the_senders_own_stream(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    # For staff: opened, message, queued, taken. For the visitor: started, message, agent_joined.
    note = await ours.answer(ours.do("note", conversation=conversation, body="between us"))
    acked = await theirs.answer(theirs.send(conversation, "one"))
    assert (note["seq"], acked["seq"]) == (5, 4)
    assert theirs.numbers(f"visitor:{conversation}") == [3, 4]
    assert ours.numbers(f"conversation:{conversation}") == [4, 5, 6]
    status = await ours.answer(ours.do("status", status="away", reason="lunch"))
    assert (status["t"], status["seq"]) == ("ack", 0)
    assert status["at"] == house.clock.now()


async def test_the_event_and_the_ack_leave_in_one_write(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(visitor).open(f"visitor:{conversation}")
    writes: list[int] = []
    flush = tab.flush

    def counted():
        before = len(tab.frames)
        flush()
        writes.append(len(tab.frames) - before)

    tab.flush = counted
    await tab.answer(tab.send(conversation, "one"))
    assert writes == [2]


async def test_a_member_is_told_who_has_it_and_a_visitor_is_not(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    ben = await house.tab(house.ben).open()
    refused = await ben.answer(ben.send(conversation, "may I?"))
    assert (refused["code"], refused["agent"]) == ("not_your_chat", house.ana.id)
    tab = await house.tab(visitor).open()
    refused = await tab.answer(tab.do("claim", conversation=conversation))
    assert (refused["code"], refused["agent"]) == ("not_allowed", "")


@pytest.mark.attack(26)
async def test_nothing_is_taken_after_the_close(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(visitor).open()
    house.gateway.revoke(visitor.session)
    assert tab.code == 4503
    tab.send(conversation, "one more thing")
    other = await house.tab(visitor).open(f"visitor:{conversation}")
    await other.answer(other.send(conversation, "after"))
    texts = [entry["body"].get("text") for entry in other.of("resync")[0]["view"]["entries"]]
    assert "one more thing" not in texts


async def test_a_session_that_dies_in_the_middle_is_closed_and_its_callers_ask_again(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(visitor).open(f"visitor:{conversation}")
    house.fails = 1
    cid = tab.send(conversation, "into the crash")
    refused = await tab.answer(cid)
    assert (refused["t"], refused["code"], refused["retry"]) == ("nack", "busy", True)
    assert refused["after_ms"] > 0
    tab.frames.clear()
    tab.send(conversation, "into the crash", cid=cid)
    acked = await tab.answer(cid)
    assert (acked["t"], acked["dup"]) == ("ack", False)
    assert len(tab.of("ev", type="message")) == 1


async def test_much_at_once_is_not_slowness(build):
    house = await build(outbox_frames_max=5, frames=Rate(1_000, 1_000))
    conversation, _visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(house.ana).open(f"conversation:{conversation}")
    requests = [tab.send(conversation, f"{number}") for number in range(50)]
    await tab.answer(requests[-1])
    assert tab.code is None


async def test_whoever_does_not_take_what_waits_has_to_resume(build):
    house = await build(outbox_frames_max=5)
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(house.ana).open(f"conversation:{conversation}")
    other = await house.tab(visitor).open(f"visitor:{conversation}")
    tab.reads = False
    for number in range(6):
        await other.answer(other.send(conversation, f"{number}"))
    assert await tab.until(lambda: tab.code) == 4008
    assert other.code is None


async def test_signals_are_lost_when_the_outbox_is_full_and_nothing_else(build):
    house = await build(outbox_frames_max=5)
    conversation, visitor = await house.chat(taken_by=house.ana)
    tab = await house.tab(house.ana).open(f"conversation:{conversation}")
    other = await house.tab(visitor).open(f"visitor:{conversation}")
    tab.reads = False
    other.say(t="eph", conversation=conversation, typing=True)
    for number in range(5):
        await other.answer(other.send(conversation, f"{number}"))
    tab.reads = True
    tab.flush()
    assert tab.code is None
    assert len(tab.of("ev", type="message")) == 5
    assert tab.of("eph") == []


async def test_hello_within_ten_seconds(house):
    tab = house.tab()
    house.clock.advance(9_999)
    tab.session.check(house.clock.now())
    assert tab.code is None
    house.clock.advance(1)
    tab.session.check(house.clock.now())
    assert tab.code == 4010


async def test_a_quiet_client_is_asked_and_a_silent_one_closed(house):
    tab = await house.tab(house.ana).open()
    for _ in range(3):
        house.clock.advance(31_000)
        tab.session.check(house.clock.now())
        tab.flush()
        asked = tab.of("ping")[-1]
        house.clock.advance(9_000)
        tab.say(t="pong", n=asked["n"])
    house.clock.advance(31_000)
    tab.session.check(house.clock.now())
    house.clock.advance(10_000)
    tab.session.check(house.clock.now())
    assert tab.code == 4012
    assert [frame["n"] for frame in tab.of("ping")] == [1, 2, 3, 4]


async def test_pings_are_spread(house):
    tabs = [await house.tab(house.ana).open() for _ in range(20)]
    house.clock.advance(25_000)
    for tab in tabs:
        tab.session.check(house.clock.now())
        tab.flush()
    asked = sum(bool(tab.of("ping")) for tab in tabs)
    assert 0 < asked < 20


async def test_a_client_that_its_socket_finds_stuck_is_closed(house):
    tab = await house.tab(house.ana).open()
    tab.stuck_with = 4008
    tab.session.check(house.clock.now())
    assert tab.code == 4008


async def test_a_session_that_ends_is_gone_from_everywhere(house):
    gateway = house.gateway
    conversation, visitor = await house.chat(taken_by=house.ana)
    for viewer in (house.ana, visitor, None):
        tab = house.tab(viewer)
        if viewer is not None:
            stream = "conversation" if viewer.kind == "member" else "visitor"
            await tab.open(f"{stream}:{conversation}")
            gateway.mark(tab.session, conversation, 1)
        tab.session.close(1000)
        tab.session.close(1000)
    assert gateway.sessions == ()
    assert gateway.logins() == set()
    assert gateway.doors.strangers == 0
    assert not list(house.hub.everybody(house.organisation))
    assert gateway.doors.admit(Viewer("visitor", house.organisation, visitor.id, ""))


async def test_a_heartbeat_is_not_somebody_at_work(house):
    tab = await house.tab(house.ben).open()
    begun = house.clock.now()
    house.clock.advance(60_000)
    tab.say(t="pong", n=1)
    assert house.gateway.logins(used_since=begun + 1) == set()
    await tab.answer(tab.do("status", status="busy"))
    assert house.gateway.logins(used_since=begun + 1) == {house.ben.session}


async def test_streams_are_bounded(build):
    house = await build(streams_per_session_max=3)
    tab = await house.tab(house.ana).open("board:team")
    tab.say(t="sub", streams=[{"id": f"board:{number}"} for number in range(3)])
    assert await tab.until(lambda: tab.of("err", code="not_allowed"))


async def test_unsubscribing_ends_a_stream_also_before_it_began(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"conversation:{conversation}"
    tab = await house.tab(house.ana).open(stream)
    tab.say(t="unsub", streams=[stream])
    tab.say(t="sub", streams=[{"id": "board:team"}])
    tab.say(t="sub", streams=[{"id": stream}])
    tab.say(t="unsub", streams=[stream])
    await tab.until(lambda: tab.follows("board:team"))
    await house.post(conversation, visitor, "unheard")
    await tab.answer(tab.do("status", status="busy"))
    assert tab.of("ev", type="message") == []
    assert stream not in tab.session.following
