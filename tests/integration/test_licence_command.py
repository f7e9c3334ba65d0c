"""`deskbell licence`: shown at any time, set while no server runs, and told in the audit log."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_command_line import run, says_in_one_line
from tests.server import ServerProcess, Shop


@pytest.mark.asyncio
async def test_seats_from_the_command_line(tmp_path: Path):
    process = ServerProcess(tmp_path / "data")

    def licence(*arguments: str) -> Any:
        return run("licence", *arguments, DESKBELL_DATA=str(process.folder))

    try:
        await process.start()
        shop = await Shop(process).set_up()
        await shop.close()
        assert licence("show").stdout.splitlines() == [
            "Contact Center (contact_center): no limit, 1 assigned",
            "Live Chat (live_chat): no limit, 1 assigned",
        ]
        in_use = licence("set", "live_chat", "10")
        assert in_use.returncode == 2
        assert "stop that one first" in in_use.stderr
        assert "in the console as the Owner: Settings, Licences" in in_use.stderr
        await process.stop()

        done = licence("set", "live_chat", "10")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[1] == "Live Chat (live_chat): 10 seats, 1 assigned"
        assert "1 Live Chat seats are assigned" in says_in_one_line(licence("set", "live_chat", "0"))
        assert "allowed are" in says_in_one_line(licence("set", "live_chat", "many"))
        assert "allowed are" in says_in_one_line(licence("set", "fax", "1"))
        assert "--organisation" in says_in_one_line(licence("show", "--organisation", "Elsewhere"))
        verified = run("audit", "verify", DESKBELL_DATA=str(process.folder))
        assert (verified.returncode, verified.stderr) == (0, "")

        await process.start()
        again = await Shop(process).come_back(shop)
        found = await again.owner.call("GET", "/licences")
        assert [row["seats"] for row in found["licences"]] == [None, 10]
        (newest, *_) = (await again.owner.call("GET", "/audit"))["acts"]
        assert (newest["what"], newest["by_name"], newest["subject_name"]) == ("licence.seats_set", "", "Live Chat")
        assert newest["details"] == [{"field": "seats", "before": "no limit", "after": "10"}]
        await again.close()
    finally:
        process.end()


def test_before_anybody_has_set_it_up(tmp_path: Path):
    assert "deskbell serve" in says_in_one_line(run("licence", "set", "live_chat", "5", DESKBELL_DATA=str(tmp_path)))


def test_where_there_is_nothing_to_look_at(tmp_path: Path):
    for command in (("licence", "show"), ("audit", "verify")):
        assert "database" in says_in_one_line(run(*command, DESKBELL_DATA=str(tmp_path)))
