"""`deskbell day`: a day of a running server, and `deskbell simulate` takes it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_command_line import run, says_in_one_line
from tests.server import ServerProcess, Shop


@pytest.mark.asyncio
async def test_the_day_of_a_running_server_is_lived_through_again(tmp_path: Path):
    process = ServerProcess(tmp_path / "data")

    def day(*arguments: str) -> Any:
        return run("day", *arguments, DESKBELL_DATA=str(process.folder))

    try:
        await process.start()
        date = datetime.now(UTC).date().isoformat()
        shop = await Shop(process).set_up()
        await shop.open_inbox()
        assert "nobody came on that day" in says_in_one_line(day("--date", date))
        agent = await shop.agent(shop.owner)
        for number in range(3):
            talk = await shop.talk(agent, f"a secret {number}")
            if number:
                await agent.answer(await agent.do("close", conversation=talk.conversation))

        told = day("--date", date)
        assert told.returncode == 0, told.stderr
        assert told.stderr.splitlines() == [
            "3 chats, 1 agent",
            "1 chat still open: how long they take is not known, and drawn like the others",
            *(told.stderr.splitlines()[2:]),
        ]
        assert "secret" not in told.stdout
        assert "Olga" not in told.stdout
        assert "Olga" in day("--date", date, "--names").stdout
        found = json.loads(told.stdout)
        assert ["handling_seconds" in chat for chat in found["recorded"]] == [False, True, True]
        file = tmp_path / "day.json"
        file.write_text(told.stdout)
        simulated = run("simulate", str(file), "--json")
        assert simulated.returncode == 0, simulated.stderr
        assert json.loads(simulated.stdout)["all"]["answered"] == 3

        assert "--inbox" in says_in_one_line(day("--date", date, "--inbox", "None such"))
        assert "--time-zone" in says_in_one_line(day("--date", date, "--time-zone", "Mars"))
        assert "--organisation" in says_in_one_line(day("--date", date, "--organisation", "Elsewhere"))
        await shop.close()
    finally:
        process.end()


def test_where_there_is_nothing_to_look_at(tmp_path: Path):
    says_in_one_line(run("day", "--date", "2026-11-20", DESKBELL_DATA=str(tmp_path)))
