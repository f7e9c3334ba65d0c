"""Every rule of `docs/reference/routing.md` has an example: a test whose docstring names its number."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "routing.md"
NUMBER = re.compile(r"\bR(\d+)\b")


def rules_of_the_page() -> list[int]:
    """The numbers of the rules, in the order of the page. Each stands in a row of its own, with an anchor."""
    rows = re.findall(r'^\| <a id="r(\d+)"></a>R(\d+) \| .+ \|$', PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert all(anchor == number for anchor, number in rows), "an anchor bears another number than its rule"
    return [int(number) for _, number in rows]


def examples() -> dict[int, list[str]]:
    """Rule → the tests that name it."""
    found: dict[int, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, docstring in _tests_in(path):
            for number in NUMBER.findall(docstring):
                found.setdefault(int(number), []).append(f"{path.relative_to(ROOT)}::{name}")
    return found


def _tests_in(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name, ast.get_docstring(node) or ""


def test_every_rule_has_an_example() -> None:
    rules = rules_of_the_page()
    assert rules, "the page has no rules, or their rows look different now"
    assert not [f"R{rule}" for rule in rules if rule not in examples()]


def test_every_example_is_of_a_rule_that_exists() -> None:
    known = set(rules_of_the_page())
    assert not {f"R{rule}": tests for rule, tests in examples().items() if rule not in known}


def test_rules_are_numbered_once_and_in_order() -> None:
    rules = rules_of_the_page()
    assert rules == sorted(set(rules))


def test_what_the_page_says_about_rules_names_rules_that_exist() -> None:
    named = {int(number) for number in NUMBER.findall(PAGE.read_text(encoding="utf-8"))}
    assert named == set(rules_of_the_page())
