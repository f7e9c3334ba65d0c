"""The steady clock, whatever the wall clock does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit.clock import ManualClock, SteadyClock

MILLISECOND = 1_000_000
SECOND = 1_000 * MILLISECOND
HOUR = 3_600 * SECOND
START = 1_790_000_000 * SECOND


class Machine:
    """A machine's two clocks, moved by hand."""

    def __init__(self, wall: int = START) -> None:
        self.wall = wall
        self.steady = 77 * SECOND

    def pass_time(self, elapsed: int, *, wall_step: int = 0) -> None:
        self.steady += elapsed
        self.wall += elapsed + wall_step

    def clock(self) -> SteadyClock:
        return SteadyClock(wall_nanoseconds=lambda: self.wall, steady_nanoseconds=lambda: self.steady)


moments = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=HOUR),
        st.one_of(st.just(0), st.integers(min_value=-24 * HOUR, max_value=24 * HOUR)),
    ),
    max_size=30,
)


@given(moments)
def test_it_never_goes_back_and_never_jumps(steps):
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    for elapsed, wall_step in steps:
        machine.pass_time(elapsed, wall_step=wall_step)
        after = clock.now()
        assert after >= before
        # One part in a thousand, and a millisecond for cutting off fractions at either end.
        assert abs((after - before) - elapsed / MILLISECOND) <= elapsed / MILLISECOND / 1_000 + 1
        before = after


@given(moments)
def test_nothing_expires_early_by_more_than_a_thousandth(steps):
    machine = Machine()
    clock = machine.clock()
    started_at, expires_at = machine.steady, clock.now() + 30_000
    for elapsed, wall_step in steps:
        machine.pass_time(elapsed, wall_step=wall_step)
        if clock.now() >= expires_at:
            assert machine.steady - started_at >= 29_969 * MILLISECOND
            return


def test_it_starts_at_the_wall_clock():
    assert Machine().clock().now() == START // MILLISECOND


def test_it_follows_a_step_of_the_wall_clock_at_one_millisecond_a_second():
    machine = Machine()
    clock = machine.clock()
    machine.pass_time(SECOND, wall_step=HOUR)
    assert clock.now() == START // MILLISECOND + 1_000 + 1
    machine.pass_time(10 * SECOND)
    assert clock.now() == START // MILLISECOND + 11_000 + 11


def test_a_leap_second_is_caught_up_with_and_not_overshot():
    machine = Machine()
    clock = machine.clock()
    machine.pass_time(0, wall_step=-SECOND)
    for _ in range(2_000):
        machine.pass_time(SECOND)
        clock.now()
    assert clock.now() == machine.wall // MILLISECOND


def test_the_ledgers_last_instant_raises_it_and_never_lowers_it():
    machine = Machine()
    clock = machine.clock()
    ledger_last = START // MILLISECOND + 5_000
    clock.not_before(ledger_last)
    assert clock.now() == ledger_last
    clock.not_before(ledger_last - 4_000)
    assert clock.now() == ledger_last
    machine.pass_time(SECOND)
    assert ledger_last < clock.now() <= ledger_last + 1_000


def test_the_machines_own_clocks_agree_with_the_wall():
    wall_before = SteadyClock().now()
    clock = SteadyClock()
    assert abs(clock.now() - wall_before) < 60_000


def test_a_manual_clock_moves_only_when_told_to_and_only_forward():
    clock = ManualClock(1_000)
    assert clock.now() == clock.now() == 1_000
    assert clock.advance(5) == clock.now() == 1_005
    clock.not_before(900)
    assert clock.now() == 1_005
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)
