"""A subscription: one number after the other, each once, whatever arrives."""

from hypothesis import given
from hypothesis import strategies as st

from deskbell.audience.access import Viewer
from deskbell.gateway.subscription import Hold, Subscription


class Reader:
    """A session that keeps what it is given."""

    def __init__(self):
        self.viewer: Viewer | None = None
        self.frames = []
        self.missed = 0

    def push(self, frame):
        self.frames.append(frame)
        return True

    def push_signal(self, key, frame):
        self.frames.append(frame)

    def fall_behind(self):
        raise AssertionError

    def lose(self, subscription):
        raise AssertionError

    def miss(self, subscription):
        self.missed += 1


def live_at(last):
    reader = Reader()
    subscription = Subscription(reader, "conversation:one", 100)
    assert subscription.caught_up(last) == []
    return reader, subscription


def test_the_next_number_goes_to_the_session():
    reader, subscription = live_at(4)
    subscription.deliver(5, b"5")
    assert reader.frames == [b"5"]


def test_a_number_that_was_there_before_is_dropped():
    reader, subscription = live_at(4)
    subscription.deliver(4, b"4")
    assert reader.frames == []
    assert reader.missed == 0


def test_a_hole_is_asked_for_and_never_skipped():
    reader, subscription = live_at(4)
    subscription.deliver(6, b"6")
    assert reader.frames == []
    assert reader.missed == 1
    assert subscription.caught_up(5) == [b"6"]
    subscription.deliver(7, b"7")
    assert reader.frames == [b"7"]


def test_what_arrives_while_the_past_is_read_is_sent_after_it():
    reader = Reader()
    subscription = Subscription(reader, "conversation:one", 100)
    subscription.deliver(8, b"8")
    subscription.deliver(9, b"9")
    subscription.deliver(10, b"10")
    assert subscription.caught_up(8) == [b"9", b"10"]
    assert subscription.is_live


def test_a_hole_in_what_arrived_meanwhile_is_asked_for():
    reader = Reader()
    subscription = Subscription(reader, "conversation:one", 100)
    subscription.deliver(9, b"9")
    subscription.deliver(12, b"12")
    assert subscription.caught_up(8) == [b"9"]
    assert reader.missed == 1
    assert not subscription.is_live
    assert subscription.caught_up(11) == [b"12"]


def test_it_stays_held_until_every_reason_is_gone():
    _, subscription = live_at(4)
    subscription.hold(Hold.ACCESS)
    subscription.hold(Hold.PAST)
    subscription.deliver(5, b"5")
    assert subscription.release(Hold.ACCESS) == []
    assert subscription.caught_up(4) == [b"5"]


def test_too_much_held_back_is_told():
    subscription = Subscription(Reader(), "conversation:one", 2)
    assert subscription.deliver(1, b"1")
    assert subscription.deliver(2, b"2")
    assert not subscription.deliver(3, b"3")


@given(st.lists(st.integers(1, 12), max_size=60), st.integers(0, 12))
def test_whatever_arrives_the_session_sees_each_number_once_in_order(arrivals, head):
    reader = Reader()
    subscription = Subscription(reader, "conversation:one", 100)
    half = len(arrivals) // 2
    for seq in arrivals[:half]:
        subscription.deliver(seq, b"%d" % seq)
    seen = list(range(1, head + 1)) + [int(frame) for frame in subscription.caught_up(head)]
    for seq in arrivals[half:]:
        subscription.deliver(seq, b"%d" % seq)
    seen += [int(frame) for frame in reader.frames]
    assert seen == list(range(1, len(seen) + 1))


def test_after_a_death_of_the_sequencer_it_reads_what_may_never_have_been_told():
    reader, subscription = live_at(3)
    subscription.suspect()
    assert reader.missed == 1
    assert subscription.deliver(5, b"5")
    assert reader.frames == []
    assert subscription.caught_up(4) == [b"5"]
    assert subscription.deliver(6, b"6")
    assert reader.frames == [b"6"]
