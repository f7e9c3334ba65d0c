"""Virtual time, and processes that can be killed between any two steps."""

import asyncio

import pytest

from sim.loop import Stuck, VirtualLoop
from sim.process import Process


def test_time_jumps_to_the_next_timer() -> None:
    loop = VirtualLoop()
    seen: list[float] = []

    async def main() -> None:
        loop.call_later(7200, lambda: seen.append(loop.time()))
        loop.call_later(3600, lambda: seen.append(loop.time()))
        await asyncio.sleep(86_400)

    loop.run(main())
    assert seen == [3600, 7200]
    assert loop.time() == 86_400


def test_a_world_in_which_nothing_can_happen_says_so() -> None:
    async def main() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Stuck, match="nothing is left to happen"):
        VirtualLoop().run(main())


def test_a_world_that_turns_for_ever_says_so() -> None:
    async def main() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(Stuck, match="steps at"):
        VirtualLoop().run(main())


def test_nothing_of_a_killed_process_runs() -> None:
    loop = VirtualLoop()
    done: list[str] = []
    deaths: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.sleep(1)
            done.append(f"{name} begun")
            await asyncio.sleep(1)
            done.append(f"{name} ended")
        finally:
            done.append(f"{name} cleaned up")

    async def both() -> None:
        await asyncio.gather(work("task"), asyncio.shield(work("shielded")))

    async def main() -> None:
        process = Process(loop, "life", lambda: deaths.append("life"))
        process.spawn(both())
        await asyncio.sleep(1.5)
        process.kill()
        process.kill()
        await asyncio.sleep(10)
        assert sorted(done) == ["shielded begun", "task begun"]

    loop.run(main())
    assert deaths == ["life"]


def test_a_process_dies_at_the_step_that_was_planned() -> None:
    loop = VirtualLoop()
    done: list[int] = []

    async def work() -> None:
        for number in range(100):
            done.append(number)
            await asyncio.sleep(0)

    async def main() -> None:
        process = Process(loop, "life", lambda: None)
        process.spawn(work())
        process.kill_after(5)
        await asyncio.sleep(1)
        assert process.is_dead

    loop.run(main())
    assert done == [0, 1, 2, 3, 4]
