"""Whatever happens: a member's intervals of a kind cut his time into pieces, and say what the floor said."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.floor.vocabulary import Id, Instant
from deskbell.kit.database import Database
from deskbell.reports.model import Interval
from deskbell.reports.range import Range
from deskbell.reports.standing import Kind
from deskbell.reports.store import as_member_times, intervals_of, sum_times
from tests.reports.lives import Seen, WatchedWorld, a_life, write_down

KINDS: tuple[Kind, ...] = ("status", "connection", "hold")
ALWAYS = Range(0, 2**53)

chance = st.randoms(use_true_random=False)


def live(database: Database, random: Random, steps: int) -> tuple[WatchedWorld, Id]:
    world = a_life(random, steps)
    organisation, job = write_down(world)
    database.write_sync(job)
    return world, organisation


def pieces(seen: Seen, kind: Kind, end: Instant) -> list[tuple[Instant, Instant, str, str]]:
    """What the floor said, as (from, to, value, reason), for as long as he was an active member."""
    said = [(at, standing.values().get(kind)) for at, standing in sorted(seen.items())]
    return [
        (at, until, *value)
        for (at, value), (until, _) in pairwise([*said, (end, None)])
        if value is not None and until > at
    ]


def check_whole(mine: list[Interval], seen: Seen, kind: Kind, end: Instant) -> None:
    """No overlap; a hole only where he was deactivated; and everywhere the value that the floor had."""
    for one, following in pairwise(mine):
        assert one.ended_at is not None, "only the last one lasts"
        assert one.began_at < one.ended_at <= following.began_at
    told = [(one.began_at, end if one.ended_at is None else one.ended_at, one.value, one.reason) for one in mine]
    assert merged(told) == merged(pieces(seen, kind, end))


def merged(cut: list[tuple[Instant, Instant, str, str]]) -> list[tuple[Instant, Instant, str, str]]:
    """Neighbours that say the same are one; pieces without length none."""
    found: list[tuple[Instant, Instant, str, str]] = []
    for begin, end, value, reason in cut:
        if found and found[-1][1:] == (begin, value, reason):
            found[-1] = (found[-1][0], end, value, reason)
        elif begin < end:
            found.append((begin, end, value, reason))
    return found


@settings(max_examples=60)
@given(chance, st.integers(1, 80))
def test_intervals_cut_the_time_of_every_member_into_pieces(database: Database, random: Random, steps: int):
    world, organisation = live(database, random, steps)
    end = world.now + 1
    found = database.read_sync(lambda sql: intervals_of(sql, organisation, ALWAYS))
    assert sum(map(len, found.values())) > 0
    for member, seen in world.seen.items():
        for kind in KINDS:
            check_whole([one for one in found[member] if one.kind == kind], seen, kind, end)


@settings(max_examples=60)
@given(chance, st.integers(1, 80), st.integers(0, 1000), st.integers(1, 1000))
def test_sums_are_those_of_the_pieces_in_the_range(
    database: Database, random: Random, steps: int, first: int, second: int
):
    world, organisation = live(database, random, steps)
    lived = world.now - world.steps[0][0] + 1
    begin = world.steps[0][0] + lived * first // 1000
    wanted = Range(begin, begin + max(1, (world.now - begin) * second // 1000))
    sums = database.read_sync(lambda sql: sum_times(sql, organisation, wanted, list(world.seen)))

    for member, seen in world.seen.items():
        told = as_member_times(member, "Ana", sums.get(member, {}))
        told_as: tuple[tuple[Kind, str, str], ...] = (
            ("status", "available_ms", "available"),
            ("status", "busy_ms", "busy"),
            ("status", "away_ms", "away"),
            ("status", "offline_ms", "offline"),
            ("hold", "on_hold_ms", "on"),
        )
        for kind, name, value in told_as:
            cut = [piece for piece in pieces(seen, kind, wanted.end) if piece[2] == value]
            assert getattr(told, name) == sum(length(piece[0], piece[1], wanted) for piece in cut), name
        active = sum(length(begin, end, wanted) for begin, end, _, _ in pieces(seen, "status", wanted.end))
        assert told.available_ms + told.busy_ms + told.away_ms + told.offline_ms == active
        assert told.away_ms == sum(one.ms for one in told.away)


def length(begin: Instant, end: Instant, wanted: Range) -> int:
    return max(0, min(end, wanted.end) - max(begin, wanted.begin))
