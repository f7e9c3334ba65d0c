"""A file that does not make sense is refused with the line, the field and what is allowed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskbell.kit.trouble import Trouble
from deskbell.staffing.day import ms_of, time_of
from deskbell.staffing.lines import line_of
from deskbell.staffing.reading import parse_day, read_day

GOOD = """{
  "inboxes": [
    {"name": "Shop"}
  ],
  "agents": [
    {
      "name": "Ana",
      "inboxes": ["Shop"],
      "shifts": [{"start": "08:00", "end": "12:00"}],
      "capacity": 3
    }
  ],
  "arrivals": [{"inbox": "Shop",
                "per_hour": 12}],
  "recorded": [{"at": "09:00", "inbox": "Shop"}],
  "days": 1
}"""

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "day.json"


def test_a_good_file_is_read():
    assert parse_day(GOOD.encode(), "day.json").agents[0].shifts[0].end == "12:00"
    assert read_day(EXAMPLE).days == 20


@pytest.mark.parametrize(
    ("good", "bad", "line", "field", "words"),
    [
        ('"capacity": 3', '"capacity": 51', 10, "agents[0].capacity", "<= 50"),
        ('"capacity": 3', '"capacity": "3"', 10, "agents[0].capacity", "Expected `int`"),
        ('"capacity": 3', '"capacitty": 3', 6, "agents[0]", "capacitty"),
        ('"inboxes": ["Shop"]', '"inboxes": ["Shop", "Shopp"]', 8, "agents[0].inboxes[1]", "allowed: Shop"),
        ('"12:00"', '"07:00"', 9, "agents[0].shifts[0].end", "07:00 is not after 08:00"),
        ('"12:00"', '"24:30"', 9, "agents[0].shifts[0].end", "00:00 to 24:00"),
        ('"08:00"', '"8 am"', 9, "agents[0].shifts[0].start", "Expected `str`"),
        ('"per_hour": 12', '"per_hour": 0', 14, "arrivals[0].per_hour", "> 0"),
        ('[{"inbox": "Shop"', '[{"inbox": "None"', 13, "arrivals[0].inbox", "no inbox 'None'"),
        ('"at": "09:00"', '"at": "24:01"', 15, "recorded[0].at", "no time of day"),
        ('"at": "09:00"', '"at": "24:00:00.001"', 15, "recorded[0].at", "no time of day"),
        ('"at": "09:00"', '"at": "09:00:00.1234"', 15, "recorded[0].at", "Expected `str`"),
        ('"at": "09:00"', '"at": "09:00", "answer_seconds": -1', 15, "recorded[0].answer_seconds", ">= 0"),
        ('"days": 1', '"days": 0', 16, "days", ">= 1"),
        ('{"name": "Shop"}', '{"name": "Shop"}, {"name": "SHOP"}', 3, "inboxes[1].name", "already"),
        ('"capacity": 3', '"missed": 0.7, "declined": 0.7', 10, "agents[0].declined", "up to 1"),
        ('"days": 1', '"handling": {"mean_seconds": 9, "kind": "lognormal"}', 16, "handling", "lognormal"),
    ],
)
def test_a_bad_field_is_named(good: str, bad: str, line: int, field: str, words: str):
    assert good in GOOD
    with pytest.raises(Trouble) as found:
        parse_day(GOOD.replace(good, bad).encode(), "day.json")
    said = str(found.value)
    assert said.startswith(f"day.json, line {line}: {field}")
    assert words in said


def test_times_are_told_to_the_millisecond():
    for text, ms in (
        ("00:00:00", 0),
        ("09:00:00.050", 32_400_050),
        ("23:59:59.999", 86_399_999),
        ("24:00:00", 86_400_000),
    ):
        assert (ms_of(text), time_of(ms)) == (ms, text)
    assert [ms_of(text) for text in ("09:00", "09:00:01", "09:00:01.5")] == [32_400_000, 32_401_000, 32_401_500]


def test_a_day_to_which_nobody_comes_is_none():
    with pytest.raises(Trouble, match='nobody comes: "arrivals" or "recorded" is needed'):
        parse_day(b'{"inboxes": [{"name": "Shop"}], "agents": []}', "day.json")


@pytest.mark.parametrize(("text", "line"), [("{\n\n  nothing }", 3), ("", 1), ("{\n", 2), ('{"a": "\\ud800x', 1)])
def test_what_is_no_json_is_told_with_its_line(text: str, line: int):
    with pytest.raises(Trouble, match=f"^day.json, line {line}: "):
        parse_day(text.encode(), "day.json")


def test_bytes_that_are_no_text_are_told(tmp_path: Path):
    file = tmp_path / "day.json"
    file.write_bytes(b'{"inboxes": "\xff\xfe"}')
    with pytest.raises(Trouble, match=r"day\.json"):
        read_day(file)
    with pytest.raises(Trouble, match="No such file"):
        read_day(tmp_path / "none.json")


def test_the_line_of_a_path_is_that_of_its_key_or_of_the_nearest_part_that_is_there():
    text = '{"a": {\n "b\\"c": [1,\n 2, {"d":\n 3}]},\n "e": 1}'
    assert [line_of(text, path) for path in ("$", "$.a", "$.e", "$.a.x", "$.nothing")] == [1, 1, 5, 1, 1]


def test_the_command_prints_a_table_json_or_one_line_of_trouble(tmp_path: Path):
    def deskbell(*arguments: str) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).with_name("deskbell")
        return subprocess.run([program, *arguments], capture_output=True, text=True, env=dict(os.environ), check=False)

    table = deskbell("simulate", str(EXAMPLE))
    assert (table.returncode, table.stderr) == (0, "")
    assert table.stdout.startswith("Inbox")
    assert deskbell("simulate", str(EXAMPLE), "--json").stdout.startswith("{")
    bad = tmp_path / "bad.json"
    bad.write_text(GOOD.replace('"days": 1', '"days": -1'))
    trouble = deskbell("simulate", str(bad))
    assert (trouble.returncode, trouble.stdout, trouble.stderr.count("\n")) == (2, "", 1)
    assert "line 16: days" in trouble.stderr
