"""Recovery: snapshot + tail = replay from zero = the floor that was live (law 7)."""

import asyncio

import pytest
from sqlalchemy import text

from deskbell.floor import invariants, snapshot
from deskbell.floor.commands import AcceptOffer
from deskbell.floor.events import MemberDetached
from deskbell.floor.vocabulary import by_member
from deskbell.kit.trouble import DatabaseDamaged, DatabaseTooNew
from deskbell.ledger import organisations
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.snapshots import find_snapshot, forget_snapshot, save_snapshot
from deskbell.sequencer.recover import recover
from tests.sequencer.desk import OTHER, OWNER, SHOP, START, Desk, message

pytestmark = pytest.mark.asyncio


async def state(desk: Desk):
    return repr(invariants.state_of((await recover(desk.storage, SHOP)).floor))


async def kept(desk: Desk):
    return await desk.database.read(lambda connection: find_snapshot(connection, SHOP))


async def keep(desk: Desk, seq: int, data: bytes):
    await desk.database.write(lambda connection: save_snapshot(connection, SHOP, Snapshot(seq, START, data)))


async def busy_day(desk: Desk):
    """A chat that is active, one on offer, one that waits."""
    chats = [await desk.open_chat() for _ in range(3)]
    await desk.do(AcceptOffer(conversation=chats[0], offer=1, by=by_member(OWNER), cid="accept", digest="d"))
    desk.clock.advance(1_000)
    for number in range(10):
        await desk.do(message(chats[0], f"cid-{number}"))


async def test_a_floor_is_what_its_events_say(desk: Desk):
    await busy_day(desk)
    live = repr(invariants.state_of(await desk.floor()))
    assert await kept(desk) is None
    assert await state(desk) == live


async def test_a_snapshot_is_left_at_the_end(desk: Desk):
    await busy_day(desk)
    live = repr(invariants.state_of(await desk.floor()))
    await desk.restart()
    left = await kept(desk)
    assert left is not None
    assert left.seq == len(await desk.log())
    from_snapshot = await state(desk)
    await desk.database.write(lambda connection: forget_snapshot(connection, SHOP))
    assert from_snapshot == await state(desk) == live


async def test_a_snapshot_is_taken_from_time_to_time(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deskbell.sequencer.sequencer.SNAPSHOT_EVENTS", 7)
    await busy_day(desk)
    taken = await kept(desk)
    assert taken is not None
    assert 7 < taken.seq < len(await desk.log())
    await desk.crash()
    from_snapshot = await state(desk)
    await desk.database.write(lambda connection: forget_snapshot(connection, SHOP))
    assert from_snapshot == await state(desk)
    await desk.check()


async def test_a_snapshot_does_not_outlive_a_commit_that_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deskbell.sequencer.sequencer.SNAPSHOT_EVENTS", 1)
    chat = await desk.open_chat()
    taken = await kept(desk)
    desk.storage.lose_writes = 1
    with pytest.raises(Exception, match="interrupted"):
        await desk.ask(message(chat, "cid-1"))
    await desk.until(lambda: bool(desk.deaths))
    assert await kept(desk) == taken
    await desk.check()


@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1 not a snapshot", snapshot._encoder.encode({"version": 999})],
    ids=["empty", "damaged", "of another version"],
)
async def test_an_unreadable_snapshot_is_not_used(desk: Desk, data: bytes):
    await busy_day(desk)
    await desk.crash()
    from_zero = await state(desk)
    await keep(desk, 5, data)
    assert await state(desk) == from_zero
    assert (await desk.floor()).totals.opened == 3


async def test_a_snapshot_that_contradicts_the_events_is_not_used(desk: Desk):
    await busy_day(desk)
    good = snapshot.encode(await desk.floor())
    length = len(await desk.log())
    await desk.crash()
    from_zero = await state(desk)
    # Of another moment than it says: the events after it do not fit, or there are none.
    for seq in (4, length - 1, length + 1):
        await keep(desk, seq, good)
        assert await state(desk) == from_zero, seq


async def test_a_snapshot_that_breaks_a_law_is_not_used(desk: Desk):
    await busy_day(desk)
    floor = await desk.floor()
    length = len(await desk.log())
    floor.totals.opened += 1
    bad = snapshot.encode(floor)
    await desk.crash()
    await keep(desk, length, bad)
    assert (await desk.floor()).totals.opened == 3
    await desk.check()


async def test_an_event_of_a_newer_version_is_told(desk: Desk):
    number = len(await desk.log()) + 1
    await desk.restart()

    def meddle(connection):
        connection.execute(
            text("INSERT INTO ledger_events (organisation, seq, at, kind, data) VALUES (:o, :n, 0, 'ChatSung', '{}')"),
            {"o": SHOP, "n": number},
        )

    await desk.database.write(meddle)
    with pytest.raises(DatabaseTooNew, match="newer version"):
        await desk.sequencer()
    await desk.settle_in(OTHER)
    with pytest.raises(DatabaseTooNew, match="newer version"):
        await desk.sequencer()


async def test_a_hole_in_the_log_is_told(desk: Desk):
    await desk.crash()

    def meddle(connection):
        connection.execute(text("DROP TRIGGER ledger_events_no_delete"))
        connection.execute(text("DELETE FROM ledger_events WHERE seq = 2"))

    await desk.database.write(meddle)
    with pytest.raises(DatabaseDamaged, match="number 2 is missing in the log"):
        await desk.sequencer()


async def test_a_long_log_is_replayed_in_pieces(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deskbell.sequencer.recover.EVENTS_PER_READ", 3)
    await busy_day(desk)
    await desk.crash()
    assert len((await desk.floor()).chats) == 3
    await desk.check()


async def test_consoles_of_before_are_gone(desk: Desk):
    await desk.crash()
    await desk.sequencer()
    await desk.until(lambda: any(isinstance(one.event, MemberDetached) for one in desk.told))
    assert (await desk.floor()).members[OWNER].connection == "leased"
    await desk.crash()
    assert (await desk.floor()).members[OWNER].connection == "leased"
    assert len([one for one in desk.told if isinstance(one.event, MemberDetached)]) == 1


async def test_the_clock_is_never_before_the_last_event(desk: Desk):
    desk.clock.advance(60_000)
    await desk.open_chat()
    await desk.crash()
    # The machine's clock was set back while the process was down.
    desk.clock._now = START
    chat = await desk.open_chat()
    instants = [entry.at for entry in await desk.log()]
    assert instants == sorted(instants)
    assert (await desk.floor()).chats[chat].opened_at == START + 60_000


async def test_an_organisation_has_an_epoch_from_its_first_moment(desk: Desk):
    await desk.sequencer("0o" + "7" * 24)
    known = await desk.database.read(organisations)
    assert known == [SHOP, "0o" + "7" * 24]


async def test_callers_at_the_same_time_get_the_same_sequencer(desk: Desk):

    await desk.crash()
    found = await asyncio.gather(*[desk.sequencer() for _ in range(10)])
    assert len(set(found)) == 1
