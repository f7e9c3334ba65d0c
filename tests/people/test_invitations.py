"""Invitations."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from deskbell.floor.commands import CreateGroup, DeleteGroup
from deskbell.floor.vocabulary import MEMBERS_MAX, SYSTEM
from deskbell.kit.ids import new_id
from deskbell.people import invitations
from deskbell.people.tables import INVITATIONS, MEMBERS
from tests.office import PASSWORD, URL, Browser, Office, told
from tests.people.accounts import acts_of, mails_of, open_office_with_mail

GROUP = "g" * 26
ANA = {"name": "Ana", "email": "ana@northwind.example", "role": "member"}


async def invite(browser: Browser, **different: object) -> str:
    answer = await browser.post("/invitations", json=ANA | different)
    assert answer.status_code == 201, answer.text
    link: str = answer.json()["link"]
    return link.removeprefix(f"{URL}/invite#")


async def accept(office: Office, token: str, **different: object):
    form = {"token": token, "name": "Ana", "password": PASSWORD} | different
    return await office.browser().post("/invitations/accept", json=form)


@pytest.mark.asyncio
async def test_from_a_link_to_a_colleague(office: Office, owner: Browser):
    token = await invite(owner, live_chat=True, contact_center=True)
    browser = office.browser()

    look = await browser.post("/invitations/look", json={"token": token})
    assert look.json() == {"organisation": "Northwind", "name": "Ana", "email": "ana@northwind.example"}
    accepted = await accept(office, token, name="Ana Lima")

    member = accepted.json()["member"]
    assert accepted.status_code == 201
    assert (member["name"], member["role"], member["live_chat"]) == ("Ana Lima", "member", True)
    assert (await browser.sign_in("ana@northwind.example")).status_code == 200
    assert (await owner.get("/invitations")).json() == {"invitations": []}


@pytest.mark.asyncio
async def test_a_link_works_once_for_thirty_days_and_until_it_is_revoked(office: Office, owner: Browser):
    used, revoked, old = (
        await invite(owner),
        await invite(owner, email="b@n.example"),
        await invite(owner, email="c@n.example"),
    )
    assert (await accept(office, used)).status_code == 201
    listed = (await owner.get("/invitations")).json()["invitations"]
    (identity,) = [one["id"] for one in listed if one["email"] == "b@n.example"]
    assert (await owner.request("DELETE", f"/invitations/{identity}")).status_code == 204
    office.clock.advance(invitations.LIFE_MS)

    answers = [await accept(office, token) for token in (used, revoked, old, "a" * 43)]
    answers += [
        await office.browser().post("/invitations/look", json={"token": token}) for token in (used, revoked, old)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert all(told(answer) == told(answers[-1]) for answer in answers)
    assert told(answers[0])["code"] == "invitation_gone"


@pytest.mark.asyncio
async def test_a_link_is_good_until_its_last_moment(office: Office, owner: Browser):
    token = await invite(owner)
    office.clock.advance(invitations.LIFE_MS - 1)

    assert (await accept(office, token)).status_code == 201


@pytest.mark.asyncio
async def test_of_two_who_accept_at_once_one_joins(office: Office, owner: Browser):
    token = await invite(owner)

    answers = await asyncio.gather(*[accept(office, token, name=name) for name in ("Ana", "Eve", "Mallory")])

    assert sorted(answer.status_code for answer in answers)[0] == 201
    assert all(answer.status_code in (404, 409) for answer in answers if answer.status_code != 201)
    assert len([answer for answer in answers if answer.status_code == 201]) == 1


@pytest.mark.attack(59)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("who", "asked", "status"),
    [
        ("owner", {"role": "admin"}, 201),
        ("owner", {"role": "member", "live_chat": True}, 201),
        ("owner", {"role": "owner"}, 422),
        ("admin", {"role": "member"}, 201),
        ("admin", {"role": "admin"}, 403),
        ("admin", {"role": "member", "live_chat": True}, 403),
        ("member", {"role": "member"}, 403),
    ],
)
async def test_who_may_invite_whom(office: Office, owner: Browser, who: str, asked: dict[str, object], status: int):
    people = {
        "owner": owner,
        "admin": await office.join(owner, "admin@northwind.example", "admin"),
        "member": await office.join(owner, "member@northwind.example"),
    }

    answer = await people[who].post("/invitations", json=ANA | asked)

    assert answer.status_code == status


@pytest.mark.asyncio
async def test_an_admin_neither_sees_nor_revokes_invitations_of_admins(office: Office, owner: Browser):
    admin = await office.join(owner, "admin@northwind.example", "admin")
    await invite(owner, role="admin", email="second@northwind.example")
    await invite(owner)
    everything = (await owner.get("/invitations")).json()["invitations"]
    (of_admin,) = [one["id"] for one in everything if one["role"] == "admin"]

    assert [one["role"] for one in (await admin.get("/invitations")).json()["invitations"]] == ["member"]
    assert (await admin.request("DELETE", f"/invitations/{of_admin}")).status_code == 404
    assert len((await owner.get("/invitations")).json()["invitations"]) == 2


@pytest.mark.asyncio
async def test_a_member_sees_no_invitations(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")

    assert (await ana.get("/invitations")).status_code == 403
    assert (await ana.request("DELETE", f"/invitations/{'0' * 26}")).status_code == 403


@pytest.mark.asyncio
async def test_an_address_is_invited_once(office: Office, owner: Browser):
    await invite(owner)
    for email in ("ana@northwind.example", "ANA@northwind.example", "olga@northwind.example"):
        answer = await owner.post("/invitations", json=ANA | {"email": email})
        assert (answer.status_code, told(answer)["code"]) == (409, "email_taken")

    office.clock.advance(invitations.LIFE_MS)
    await owner.sign_in("olga@northwind.example")
    await invite(owner)


@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_invitations_of_who_was_deactivated_end(office: Office, owner: Browser):
    admin = await office.join(owner, "admin@northwind.example", "admin")
    token = await invite(admin)
    member = (await admin.get("/session")).json()["member"]["id"]

    await owner.patch(f"/members/{member}", json={"active": False})

    assert (await accept(office, token)).status_code == 404


@pytest.mark.asyncio
async def test_there_are_so_many_admins_and_no_more(office: Office, owner: Browser):
    rows = [
        {
            "member": new_id(),
            "organisation": office.organisation,
            "name": "x",
            "role": "admin",
            "active": number % 2 == 0,
            "group": "",
            "contact_center": False,
            "live_chat": False,
            "capacity": 3,
            "admitted_at": 0,
        }
        for number in range(MEMBERS_MAX["admin"] - 1)
    ]
    await office.database.write(lambda sql: sql.execute(insert(MEMBERS), rows))
    await invite(owner, role="admin", email="last@northwind.example")

    answer = await owner.post("/invitations", json=ANA | {"role": "admin"})

    assert (answer.status_code, told(answer)["code"]) == (409, "too_many_members")
    await invite(owner)


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_no_table_has_the_token_of_a_link(office: Office, owner: Browser):
    token = await invite(owner)

    rows = await office.database.read(lambda sql: str(sql.execute(select(INVITATIONS)).all()))

    assert token not in rows


@pytest.mark.asyncio
async def test_accepting_that_was_interrupted_is_repeated(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
):
    token = await invite(owner)

    async def interrupted(*_: object) -> None:
        raise ConnectionError("the power went out")

    with monkeypatch.context() as patched:
        patched.setattr("deskbell.people.acceptance.ask", interrupted)
        assert (await accept(office, token)).status_code == 500
    assert (await accept(office, token)).status_code == 409, "somebody may still be at it"

    office.clock.advance(invitations.TAKING_MS)
    assert (await accept(office, token)).status_code == 201


@pytest.mark.asyncio
async def test_a_renewed_invitation_has_a_new_link_and_thirty_new_days(office: Office, owner: Browser):
    old = await invite(owner)
    (listed,) = (await owner.get("/invitations")).json()["invitations"]
    office.clock.advance(1_000)

    renewed = await owner.post(f"/invitations/{listed['id']}/renew")

    assert renewed.status_code == 201
    assert renewed.json().items() >= {"id": listed["id"], "sent": False}.items()
    assert renewed.json()["expires_at"] == office.clock.now() + invitations.LIFE_MS
    assert (await accept(office, old)).status_code == 404
    new = renewed.json()["link"].removeprefix(f"{URL}/invite#")
    assert (await accept(office, new)).status_code == 201
    assert (await owner.post(f"/invitations/{listed['id']}/renew")).status_code == 404
    assert await acts_of(owner, "invitation.") == ["invitation.issued", "invitation.renewed"]


@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_an_admin_renews_no_invitation_of_an_admin(office: Office, owner: Browser):
    admin = await office.join(owner, "admin@northwind.example", "admin")
    await invite(owner, role="admin", email="second@northwind.example")
    (of_admin,) = [one["id"] for one in (await owner.get("/invitations")).json()["invitations"]]

    assert (await admin.post(f"/invitations/{of_admin}/renew")).status_code == 404


@pytest.mark.asyncio
async def test_an_invitation_goes_out_by_mail_where_it_is_configured(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        answer = await owner.post("/invitations", json=ANA)
        (mail,) = await mails_of(office)

    assert answer.json()["sent"] is True
    assert (mail.recipient, mail.link) == (ANA["email"], answer.json()["link"])
    assert mail.subject == "Olga Owner invites you to Northwind"


@pytest.mark.asyncio
async def test_an_admin_is_invited_into_a_permission_group(office: Office, owner: Browser):
    await office.ask(CreateGroup(group=GROUP, name="Reports", permissions=("reports",), by=SYSTEM))
    token = await invite(owner, role="admin", group=GROUP)
    assert (await owner.get("/invitations")).json()["invitations"][0]["group"] == GROUP

    accepted = await accept(office, token)

    assert accepted.json()["member"]["group"] == GROUP


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", [{"role": "admin", "group": "x" * 26}, {"role": "member", "group": "g" * 26}])
async def test_a_group_that_is_not_there_and_a_member_in_one(office: Office, owner: Browser, asked: dict[str, str]):
    answer = await owner.post("/invitations", json=ANA | asked)

    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == ["group"]


@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_whose_group_is_gone_does_not_join_with_other_rights(office: Office, owner: Browser):
    await office.ask(CreateGroup(group=GROUP, name="Reports", permissions=("reports",), by=SYSTEM))
    token = await invite(owner, role="admin", group=GROUP)
    await office.ask(DeleteGroup(group=GROUP, by=SYSTEM))

    assert (await accept(office, token)).status_code == 404
