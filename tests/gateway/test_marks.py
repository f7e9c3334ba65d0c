"""Marks: they only rise, they count in the other side's numbers, and notes do not show through."""

import pytest

pytestmark = pytest.mark.asyncio


@pytest.fixture
def marked(house):
    """Mark, and wait until it is written."""

    async def mark(tab, conversation, seq):
        tab.say(t="mark", conversation=conversation, seq=seq)
        await house.gateway._marks.write()
        tab.flush()

    return mark


async def test_a_mark_is_told_in_the_others_numbers_and_only_rises(house, marked):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    await ours.answer(ours.do("note", conversation=conversation, body="a note"))
    said = await ours.answer(ours.send(conversation, "hello"))
    seen = theirs.numbers(f"visitor:{conversation}")[-1]
    await marked(theirs, conversation, seen)
    ours.flush()
    assert [frame["read"] for frame in ours.of("eph")] == [said["seq"]]
    await marked(theirs, conversation, seen - 1)
    await marked(theirs, conversation, seen)
    ours.flush()
    assert len(ours.of("eph")) == 1


@pytest.mark.attack(25)
async def test_that_a_note_was_read_is_not_told_to_the_visitor(house, marked):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    await marked(ours, conversation, ours.numbers(f"conversation:{conversation}")[-1])
    theirs.flush()
    assert len(theirs.of("eph")) == 1
    note = await ours.answer(ours.do("note", conversation=conversation, body="a note"))
    await marked(ours, conversation, note["seq"])
    theirs.flush()
    assert len(theirs.of("eph")) == 1


async def test_a_mark_beyond_the_end_is_the_end(house, marked):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    await marked(theirs, conversation, 2**53)
    ours.flush()
    assert ours.of("eph")[0]["read"] <= ours.numbers(f"conversation:{conversation}")[-1]
    await marked(theirs, conversation, 0)


async def test_what_a_colleague_has_read_is_nobodys_business(house, marked):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ben = await house.tab(house.ben).open(f"conversation:{conversation}")
    await marked(ben, conversation, 3)
    theirs.flush()
    assert theirs.of("eph") == []


async def test_whoever_does_not_follow_a_conversation_marks_nothing(house, marked):
    conversation, _ = await house.chat(taken_by=house.ana)
    _, stranger = await house.chat()
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    await marked(await house.tab(stranger).open(), conversation, 3)
    ours.flush()
    assert ours.of("eph") == []


async def test_marks_are_in_the_views(house, marked):
    conversation, visitor = await house.chat(taken_by=house.ana)
    theirs = await house.tab(visitor).open(f"visitor:{conversation}")
    ours = await house.tab(house.ana).open(f"conversation:{conversation}")
    staff, visitors = ours.numbers(f"conversation:{conversation}")[-1], theirs.numbers(f"visitor:{conversation}")[-1]
    await marked(ours, conversation, staff)
    await marked(theirs, conversation, visitors)
    view = (await house.tab(house.ben).open(f"conversation:{conversation}")).of("resync")[0]["view"]
    assert (view["agent_read"], view["visitor_read"]) == (staff, staff)
    view = (await house.tab(visitor).open(f"visitor:{conversation}")).of("resync")[0]["view"]
    assert view["agent_read"] == visitors
