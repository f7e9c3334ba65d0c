"""The ten bugs that shared contact centres have had, planted one at a time, and the check that sees each.

Owns: the one list of them (routing, "How it is proved"), and how often each was seen. `python -m proof.planted 3 20`
    plants the third into twenty lives or worlds and tells what was seen, as JSON.
Never: a bug or a check of its own: they are those of tests/properties, tests/sequencer and tests/sim.
Holds: what caught a bug is said in the words of the check that failed, never in ours; without the bug the same lives
    break nothing.
"""

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Final

import pytest
from msgspec import Struct, json

from proof import lives
from proof.lives import Attempt
from tests.properties import test_planted_bugs as of_the_floor
from tests.sequencer import test_planted_bugs as of_the_sequencer
from tests.sim.bugs import client, edge, engine

Plant = Callable[[pytest.MonkeyPatch], None]

# Lives that are lived with no bug at all: then nothing may be seen.
CONTROLS: Final = 3


class Bug(Struct, frozen=True):
    """`attempt` lives one life from a seed and returns what broke in it, in the words of the check; or None."""

    number: int
    name: str
    plant: Plant
    check: str
    attempt: Attempt

    @property
    def place(self) -> str:
        """Where it is planted."""
        return f"{self.plant.__module__.replace('.', '/')}.py: {self.plant.__name__}"


LAWS: Final = "laws of the floor after every step"
CRASHES: Final = "life with crashes on a database"
SIMULATION: Final = "simulation"

BUGS: Final = (
    Bug(
        1,
        "no lock on grant: two sequencers grant at once",
        of_the_sequencer.two_sequencers_run_for_one_organisation,
        CRASHES,
        lives.on_a_database,
    ),
    Bug(2, "capacity is read too early", of_the_floor.capacity_is_read_too_early, LAWS, lives.on_the_floor),
    Bug(3, "accept without the number", of_the_floor.accept_does_not_look_at_the_number, LAWS, lives.on_the_floor),
    Bug(4, "expiry keeps the place", of_the_floor.expiry_keeps_the_agents_place, LAWS, lives.on_the_floor),
    Bug(
        5,
        "decline loses the place in the queue",
        of_the_floor.a_decline_loses_the_place_in_the_queue,
        LAWS,
        lives.on_the_floor,
    ),
    Bug(6, "ack before commit", engine.ack_before_commit, SIMULATION, lives.in_fair_weather),
    Bug(7, "join reads before it subscribes", edge.join_reads_before_it_subscribes, SIMULATION, lives.with_crashes),
    Bug(8, "a gap is ignored", client.a_gap_is_ignored, SIMULATION, lives.with_bad_proxies),
    Bug(
        9,
        "the message id is scoped to a connection",
        edge.the_message_id_belongs_to_the_connection,
        SIMULATION,
        lives.with_crashes,
    ),
    Bug(10, "a timer is not checked again", of_the_floor.a_timer_is_not_checked_again, LAWS, lives.on_the_floor),
)


class Hunt(Struct, frozen=True):
    """What came of one bug: in how many of the lives it was seen, what was seen first, and what the controls saw."""

    number: int
    attempts: int
    caught: int
    seen: str
    false_alarms: list[str]
    seconds: float


def hunt(bug: Bug, attempts: int, *, is_short: bool = False) -> Hunt:
    """Plant it into so many lives; `is_short` is content with the first in which it is seen."""
    began = perf_counter()
    false_alarms = [seen for seed in range(1 if is_short else CONTROLS) if (seen := bug.attempt(seed))]
    lived = 0
    sentences: list[str] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        bug.plant(monkeypatch)
        while lived < attempts and not (is_short and sentences):
            seen = bug.attempt(lived)
            lived += 1
            if seen:
                sentences.append(seen)
    seconds = perf_counter() - began
    return Hunt(bug.number, lived, len(sentences), sentences[0] if sentences else "", false_alarms, seconds)


def main() -> int:
    number, attempts = int(sys.argv[1]), int(sys.argv[2])
    hunted = hunt(BUGS[number - 1], attempts, is_short="--short" in sys.argv)
    print(json.encode(hunted).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
