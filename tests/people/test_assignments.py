"""Licences of many members from one file: what each line means, and what is wrong with it."""

import pytest

from deskbell.floor.commands import LicenceChange
from deskbell.kit.problem import Problem
from deskbell.people import assignments
from deskbell.people.assignments import plan
from deskbell.people.model import Member

HEADER = "email,contact_center,live_chat\n"


def member(name: str, *, contact_center: bool = False, live_chat: bool = False, active: bool = True) -> Member:
    return Member(name, name.title(), f"{name}@shop.example", "member", active, "", contact_center, live_chat, 3)


STAFF = [
    member("ana"),
    member("bob", contact_center=True, live_chat=True),
    member("eva", contact_center=True),
    member("old", contact_center=True, live_chat=True, active=False),
]


def problems(text: str, **seats: int) -> dict[int, str | None]:
    return {line.line: line.problem for line in plan(HEADER + text, STAFF, seats).lines}  # type: ignore[arg-type]


def test_a_file_says_what_would_change():
    planned = plan(HEADER + "Ana@Shop.example,YES,yes\nbob@shop.example,yes,yes\neva@shop.example,no,no\n", STAFF, {})

    assert [(line.line, line.name, line.change) for line in planned.lines] == [
        (2, "Ana", "changes"),
        (3, "Bob", "none"),
        (4, "Eva", "changes"),
    ]
    assert planned.changes == (
        LicenceChange("ana", contact_center=True, live_chat=True),
        LicenceChange("eva", contact_center=False, live_chat=False),
    )
    assert planned.faults == 0


def test_every_wrong_line_is_named_and_says_what_is_allowed():
    text = "no@shop.example,yes,yes\nana@shop.example,1,yes\nana@shop.example,yes,yes\n,yes,yes\nbob@shop.example,,no"
    found = problems(text)

    assert found == {
        2: "no member has this address; allowed: the address of a member",
        3: "contact_center is '1'; allowed: yes or no",
        4: "this address stands in line 3 already; allowed: each member once",
        5: "email is empty; allowed: the address of a member",
        6: "contact_center is ''; allowed: yes or no",
    }
    assert plan(HEADER + text, STAFF, {}).changes == ()


def test_one_wrong_line_is_enough_to_change_nothing():
    planned = plan(HEADER + "ana@shop.example,yes,yes\nnobody@shop.example,yes,yes\n", STAFF, {})
    assert (planned.faults, planned.changes) == (1, ())


def test_seats_that_are_given_back_go_to_others_wherever_the_lines_stand():
    text = "ana@shop.example,yes,no\nbob@shop.example,no,yes\n"
    assert problems(text, contact_center=2) == {2: None, 3: None}
    assert problems("bob@shop.example,no,yes\nana@shop.example,yes,no\n", contact_center=2) == {2: None, 3: None}


def test_lines_beyond_the_seats_are_named():
    found = problems("ana@shop.example,yes,yes\neva@shop.example,yes,yes\n", live_chat=2)
    assert found == {2: None, 3: "all 2 Live Chat seats are assigned; allowed: as many as there are seats"}
    assert problems("ana@shop.example,yes,no\n", contact_center=0)[2] is not None


def test_who_is_deactivated_takes_no_seat():
    assert problems("old@shop.example,yes,yes\n", contact_center=2, live_chat=1) == {2: None}


def test_a_file_has_so_many_lines_and_no_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assignments, "LINES_MAX", 2)
    with pytest.raises(Problem) as refused:
        plan(HEADER + "a@b.example,no,no\n" * 3, STAFF, {})
    assert refused.value.faults[0].problem == "has too many lines"
