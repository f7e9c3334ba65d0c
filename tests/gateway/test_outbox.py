"""The outbox: bounded, in order, and it wakes whoever sends."""

import asyncio

import pytest

from deskbell.gateway.outbox import SIGNALS_MAX, Outbox


class Waker:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1


def outbox_of(frames_max=4, bytes_max=1_000):
    waker = Waker()
    return Outbox(frames_max, bytes_max, waker), waker


def test_frames_leave_in_the_order_they_came_and_signals_last():
    outbox, _ = outbox_of()
    outbox.put_signal("typing", b"signal")
    outbox.put(b"1")
    outbox.put(b"2")
    assert outbox.take() == [b"1", b"2", b"signal"]
    assert outbox.take() == []
    assert not outbox


def test_a_replay_leaves_before_what_came_earlier():
    outbox, _ = outbox_of()
    outbox.put(b"live")
    outbox.put_replay([b"past 1", b"past 2"])
    outbox.put_replay([b"past 3"])
    assert outbox.take() == [b"past 1", b"past 2", b"past 3", b"live"]


def test_whoever_sends_is_woken_once_for_many_frames():
    outbox, waker = outbox_of()
    outbox.put(b"1")
    outbox.put(b"2")
    assert waker.calls == 1
    outbox.take()
    outbox.put(b"3")
    assert waker.calls == 2


def test_a_frame_too_many_does_not_fit():
    outbox, _ = outbox_of(frames_max=2)
    assert outbox.put(b"1")
    assert outbox.put(b"2")
    assert not outbox.put(b"3")


def test_a_byte_too_many_does_not_fit():
    outbox, _ = outbox_of(bytes_max=10)
    assert outbox.put(b"12345")
    assert outbox.put(b"67890")
    assert not outbox.put(b"x")


def test_signals_are_lost_before_a_frame_is_refused():
    outbox, _ = outbox_of(frames_max=2)
    outbox.put_signal("typing", b"signal")
    assert outbox.put(b"1")
    assert outbox.put(b"2")
    assert outbox.take() == [b"1", b"2"]


def test_a_signal_finds_no_room_in_a_full_outbox():
    outbox, _ = outbox_of(frames_max=1)
    outbox.put(b"1")
    outbox.put_signal("typing", b"signal")
    assert outbox.take() == [b"1"]


def test_the_latest_signal_of_a_kind_takes_the_place_of_the_one_before():
    outbox, _ = outbox_of()
    outbox.put_signal("typing", b"on")
    outbox.put_signal("typing", b"off")
    assert outbox.take() == [b"off"]


def test_signals_are_bounded():
    outbox, _ = outbox_of(frames_max=1_000)
    for number in range(2 * SIGNALS_MAX):
        outbox.put_signal(str(number), b"signal")
    assert len(outbox.take()) == SIGNALS_MAX


def test_a_replay_is_not_counted_against_the_bound():
    outbox, _ = outbox_of(frames_max=2, bytes_max=10)
    outbox.put_replay([b"a long frame of the past"] * 5)
    assert outbox.put(b"live")


@pytest.mark.asyncio
async def test_a_replay_can_wait_for_the_one_before():
    outbox, _ = outbox_of()
    outbox.put_replay([b"1"])
    waiting = asyncio.create_task(outbox.emptied())
    await asyncio.sleep(0)
    assert not waiting.done()
    outbox.take()
    await asyncio.wait_for(waiting, 1)


@pytest.mark.asyncio
async def test_nobody_waits_for_an_abandoned_outbox():
    outbox, _ = outbox_of()
    outbox.put(b"1")
    waiting = asyncio.create_task(outbox.emptied())
    await asyncio.sleep(0)
    outbox.abandon()
    await asyncio.wait_for(waiting, 1)
    await asyncio.wait_for(outbox.emptied(), 1)
