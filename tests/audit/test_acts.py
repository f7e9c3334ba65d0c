"""Which of the floor's events are acts, and how they are told."""

from typing import Any

import pytest

from deskbell.audit.facts import differences, facts_of
from deskbell.floor.commands import (
    AssignChat,
    AssignLicences,
    AttachMember,
    ChangeMember,
    LicenceChange,
    OpenChat,
    SetStatus,
)
from deskbell.floor.vocabulary import SYSTEM, by_member
from deskbell.kit.acts import Detail
from deskbell.kit.ids import new_id
from tests.office import Browser, Office, make_inbox


async def newest(owner: Browser, count: int = 1) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = (await owner.get(f"/audit?limit={count}")).json()["acts"]
    return acts


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_a_status_is_an_act_only_where_somebody_else_chose_it(office: Office, owner: Browser):
    ana, olga = await id_of(await office.join(owner, "ana@northwind.example")), await id_of(owner)
    before = await newest(owner)

    await office.ask(SetStatus(member=ana, status="available", by=by_member(ana)))
    assert await newest(owner) == before

    await office.ask(SetStatus(member=ana, status="away", reason="lunch", by=by_member(olga)))
    (act,) = await newest(owner)
    assert (act["what"], act["by_name"], act["subject_name"]) == ("member.status_set", "Olga Owner", "ana")
    assert [detail["after"] for detail in act["details"]] == ["away", "lunch"]


@pytest.mark.asyncio
async def test_each_use_of_the_override_is_an_act(office: Office, owner: Browser):
    """Product, section 5: an explicit override is logged, and so can be counted."""
    ana, olga = await id_of(await office.join(owner, "ana@northwind.example")), await id_of(owner)
    await office.ask(ChangeMember(member=ana, capacity=1, contact_center=True, live_chat=True, by=SYSTEM))
    await office.ask(AttachMember(member=ana))
    await office.ask(SetStatus(member=ana, status="busy", by=by_member(ana)))
    inbox = (await make_inbox(owner, agents=[ana], mode="manual"))["id"]
    chats = [await open_chat(office, inbox) for _ in range(2)]
    await owner.put("/organisation/overriding", json={"allowed": True})
    (act,) = await newest(owner)
    assert (act["what"], act["by_name"]) == ("organisation.overriding_set", "Olga Owner")
    assert act["details"] == [{"field": "overriding", "before": "no", "after": "yes"}]

    for chat in chats:
        await office.ask(AssignChat(conversation=chat, agent=ana, by=by_member(olga), beyond=True))
    (act, before) = await newest(owner, 2)
    assert (act["what"], act["by_name"], act["subject_name"]) == ("member.capacity_overridden", "Olga Owner", "ana")
    assert [detail["before"] or detail["after"] for detail in act["details"]] == [chats[1], "1"]
    assert before["what"] == "organisation.overriding_set", "the first chat was within his capacity"


async def open_chat(office: Office, inbox: str) -> str:
    conversation, contact = new_id(), new_id()
    await office.ask(
        OpenChat(
            conversation=conversation,
            inbox=inbox,
            channel=new_id(),
            contact=contact,
            cid=f"open-{conversation}",
            digest="d",
            text="Where is my parcel?",
        )
    )
    return conversation


@pytest.mark.asyncio
async def test_what_the_system_does_has_nobodys_name(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await office.ask(AssignLicences(changes=(LicenceChange(ana, contact_center=False, live_chat=True),), by=SYSTEM))

    (act,) = await newest(owner)
    assert (act["what"], act["by"], act["by_name"]) == ("member.licences_changed", "", "")
    assert act["details"] == [{"field": "contact_center", "before": "yes", "after": "no"}]


@pytest.mark.asyncio
async def test_many_at_once_are_told_one_by_one_in_one_chain(office: Office, owner: Browser):
    people = [await id_of(await office.join(owner, f"m{n}@northwind.example", licensed=False)) for n in range(5)]
    changes = tuple(LicenceChange(one, contact_center=True, live_chat=False) for one in people)
    await office.ask(AssignLicences(changes=changes, by=SYSTEM))

    acts = await newest(owner, 5)
    assert [act["subject"] for act in reversed(acts)] == people
    assert [act["number"] - acts[-1]["number"] for act in reversed(acts)] == list(range(5))
    assert (await owner.get("/audit/verification")).json()["ok"]


@pytest.mark.asyncio
async def test_an_inboxs_rule_of_silence_is_told_part_by_part(office: Office, owner: Browser):
    inactivity = {"minutes": 30, "action": "message", "message": "Are you there?", "basis": "agent_reply"}
    inbox = (await make_inbox(owner, "Shop"))["id"]
    assert (await owner.patch(f"/inboxes/{inbox}", json={"inactivity": inactivity})).status_code == 200
    (act,) = await newest(owner)
    assert {detail["field"]: detail["after"] for detail in act["details"]} == {
        "inactivity.minutes": "30",
        "inactivity.action": "message",
        "inactivity.message": "Are you there?",
        "inactivity.basis": "agent_reply",
    }
    await owner.patch(f"/inboxes/{inbox}", json={"inactivity": None})
    (act,) = await newest(owner)
    assert {detail["after"] for detail in act["details"]} == {""}


def test_a_thousand_agents_are_told_in_a_line_of_bounded_length():
    agents = [f"{n:026}" for n in range(1_000)]
    names = {agent: f"Agent {n}" for n, agent in enumerate(agents)}

    (detail,) = differences({}, {"agents": " ".join(agents)}, names)
    assert detail.field == "agents_added"
    assert len(detail.after) < 850
    assert detail.after.startswith("Agent 0, Agent 1, ")
    assert detail.after.endswith(" more)")


def test_who_stays_is_not_told():
    details = differences({"agents": "a b"}, {"agents": "b c"}, {"a": "Ana", "c": "Eva"})
    assert details == (Detail("agents_removed", "Ana", ""), Detail("agents_added", "", "Eva"))


def test_facts_leave_out_what_holds_nothing():
    assert facts_of(LicenceChange("m", contact_center=True, live_chat=False)) == {
        "contact_center": "yes",
        "live_chat": "no",
    }
