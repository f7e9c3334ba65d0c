"""The checkers can fail: each bug planted into the product, or into the client, is caught by a promise it breaks.

A check that no bug trips proves nothing. Each case lives through a few worlds in the weather that brings its bug out.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from sim.faults import Climate
from sim.verdict import Promise
from sim.world import run_world
from tests.sim.bugs import client, edge, engine, passing, rules

WORLDS = 60
SECONDS = 60.0

FAIR = Climate()
CRASHES = Climate(crash=4)
BAD_DISK = Climate(disk=4)
SLOW_DISK = Climate(disk=1.5)
SLOW_READS = Climate(read_seconds=0.6)
BAD_LINES = Climate(cut=3, offline=10, outage=20)
BAD_PROXIES = Climate(meddling=3)
WRONG_CLOCKS = Climate(clock=5)
WRONG_CLOCKS_AND_CRASHES = Climate(clock=5, crash=5)


class Case(NamedTuple):
    """A bug, the weather in which it shows, and the promises one of which is seen to be broken."""

    plant: Callable[[pytest.MonkeyPatch], None]
    climate: Climate
    caught_by: tuple[Promise, ...]


CASES = (
    Case(engine.ack_before_commit, FAIR, ("phantom",)),
    Case(engine.announce_before_commit, FAIR, ("phantom",)),
    Case(engine.failed_commits_are_taken_for_good, BAD_DISK, ("lost_acked", "phantom")),
    Case(engine.nobody_sets_the_alarm, FAIR, ("late_offer",)),
    Case(engine.time_comes_last, SLOW_DISK, ("late_offer", "early_expiry")),
    Case(engine.the_clock_is_the_one_on_the_wall, WRONG_CLOCKS, ("early_expiry",)),
    Case(engine.recovery_forgets_the_time, WRONG_CLOCKS_AND_CRASHES, ("late_offer", "stranded")),
    Case(engine.snapshots_have_no_receipts, CRASHES, ("law", "bug")),
    Case(engine.deadlines_are_not_derived_after_recovery, CRASHES, ("bug",)),
    Case(rules.capacity_is_ignored, FAIR, ("cap_viol",)),
    Case(rules.the_inbox_s_own_limit_is_ignored, FAIR, ("cap_viol",)),
    Case(rules.accept_does_not_look_at_the_number, BAD_PROXIES, ("double_hold", "bug")),
    Case(rules.a_freed_place_is_not_settled, FAIR, ("law",)),
    Case(rules.a_decline_leaves_the_place_taken, FAIR, ("law",)),
    Case(rules.an_offer_that_ends_loses_the_place_in_the_queue, FAIR, ("law",)),
    Case(rules.a_silence_goes_on_while_the_visitor_waits_for_us, FAIR, ("silence",)),
    Case(rules.a_silence_is_answered_again_and_again, FAIR, ("silence",)),
    Case(rules.a_reminder_that_comes_too_early_is_not_renewed, FAIR, ("silence", "law")),
    Case(rules.visitors_see_notes, FAIR, ("note_leak",)),
    Case(passing.a_transfer_lapses_before_its_time, FAIR, ("early_expiry",)),
    Case(passing.a_chat_that_ends_leaves_its_transfer_open, FAIR, ("transfer",)),
    Case(passing.a_chat_that_is_taken_over_was_never_passed_on, FAIR, ("transfer",)),
    Case(passing.accepting_a_transfer_does_not_look_at_the_number, BAD_PROXIES, ("transfer",)),
    Case(passing.a_late_answer_gets_no_definite_one, FAIR, ("transfer",)),
    Case(passing.a_transfer_takes_no_room, FAIR, ("cap_viol",)),
    Case(passing.a_chat_of_a_lost_agent_goes_back_too_early, BAD_LINES, ("grace",)),
    Case(passing.a_chat_of_a_lost_agent_stays_with_him, BAD_LINES, ("grace",)),
    Case(passing.a_chat_of_a_lost_agent_goes_back_to_the_end, BAD_LINES, ("law",)),
    Case(passing.who_returns_is_away_all_the_same, FAIR, ("abandoned",)),
    Case(passing.absence_counts_from_the_beginning, FAIR, ("abandoned",)),
    Case(passing.nobody_is_given_up, FAIR, ("abandoned",)),
    Case(passing.after_a_crash_nobody_is_there, CRASHES, ("abandoned",)),
    Case(passing.places_are_told_once, FAIR, ("queue_place",)),
    Case(passing.who_comes_slowly_is_not_told, SLOW_READS, ("queue_place",)),
    Case(passing.estimates_are_guessed, FAIR, ("queue_place",)),
    Case(passing.who_moves_on_is_not_told_of, FAIR, ("misplaced",)),
    Case(passing.who_followed_a_moved_chat_goes_on, FAIR, ("leak",)),
    Case(passing.visitors_hear_of_transfers, FAIR, ("note_leak",)),
    Case(edge.join_reads_before_it_subscribes, CRASHES, ("divergent_views",)),
    Case(edge.the_message_id_belongs_to_the_connection, CRASHES, ("dup",)),
    Case(edge.a_full_outbox_loses_frames, BAD_LINES, ("divergent_views",)),
    Case(edge.holes_are_skipped, BAD_LINES, ("divergent_views",)),
    Case(edge.nobody_resumes_after_a_death, BAD_DISK, ("divergent_views",)),
    Case(edge.rights_are_looked_at_once, FAIR, ("leak",)),
    Case(edge.rechecked_streams_stay_held, FAIR, ("divergent_views",)),
    Case(client.a_gap_is_ignored, BAD_PROXIES, ("gap",)),
    Case(client.what_comes_twice_is_shown_twice, BAD_PROXIES, ("dup",)),
    Case(client.a_resync_is_added_to_what_there_is, CRASHES, ("divergent_views",)),
    Case(client.holes_are_not_asked_for, BAD_PROXIES, ("divergent_views",)),
    Case(client.everything_is_sent_at_once, BAD_PROXIES, ("sender_order",)),
    Case(client.a_retry_is_a_new_message, BAD_LINES, ("dup",)),
    Case(client.what_was_handed_over_counts_as_sent, BAD_LINES, ("stranded",)),
    Case(client.followed_while_greeting_is_forgotten, FAIR, ("stranded",)),
    Case(client.silence_is_not_noticed, BAD_LINES, ("stranded",)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.plant.__name__)
def test_is_caught(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.plant(monkeypatch)
    seen = []
    for seed in range(WORLDS):
        broken = +run_world(seed, SECONDS, climate=case.climate).verdict.broken
        if any(promise in broken for promise in case.caught_by):
            return
        seen.append(dict(broken))
    raise AssertionError(f"not caught by {case.caught_by} in {WORLDS} worlds; seen: {seen}")
