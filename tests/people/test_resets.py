"""A new password for who has forgotten his."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from deskbell.floor.commands import ChangeMember, CreateGroup
from deskbell.floor.vocabulary import SYSTEM
from deskbell.people import resets
from deskbell.people.limits import RESET_BURST, RESETS_BURST
from deskbell.people.tables import PASSWORD_RESETS
from tests.office import OWNER, URL, Browser, Office, told
from tests.people.accounts import NEW_PASSWORD, acts_of, id_of, mails_of, open_office_with_mail

EMAIL = OWNER["email"]
ANA = "ana@northwind.example"


async def make_link(owner: Browser, member: str) -> str:
    answer = await owner.post(f"/members/{member}/password-reset")
    assert answer.status_code == 201, answer.text
    assert answer.json()["sent"] is False
    link: str = answer.json()["link"]
    return link.removeprefix(f"{URL}/reset#")


async def accept(office: Office, token: str, password: str = NEW_PASSWORD):
    return await office.browser().post("/password-resets/accept", json={"token": token, "password": password})


@pytest.mark.asyncio
async def test_the_owner_makes_a_link(office: Office, owner: Browser):
    ana = await office.join(owner, ANA)
    token = await make_link(owner, await id_of(ana))

    look = await office.browser().post("/password-resets/look", json={"token": token})
    assert look.json() == {"name": "ana", "email": ANA, "organisation": "Northwind"}
    assert (await accept(office, token)).status_code == 204

    assert (await ana.get("/session")).status_code == 401, "the old sessions are over"
    assert (await ana.sign_in(ANA)).status_code == 401
    assert (await ana.sign_in(ANA, NEW_PASSWORD)).status_code == 200
    assert await acts_of(owner) == ["sign_in.reset_link_issued", "sign_in.password_reset"]


@pytest.mark.asyncio
async def test_a_link_works_once_for_an_hour_and_until_the_next(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, ANA))
    bob = await id_of(await office.join(owner, "bob@northwind.example"))
    replaced = await make_link(owner, ana)
    used = await make_link(owner, ana)
    old = await make_link(owner, bob)
    assert (await accept(office, used)).status_code == 204
    office.clock.advance(resets.LIFE_MS - 1)
    assert (await office.browser().post("/password-resets/look", json={"token": old})).status_code == 200
    office.clock.advance(1)

    answers = [await accept(office, token) for token in (replaced, used, old, "a" * 43)]
    answers += [await office.browser().post("/password-resets/look", json={"token": old})]

    assert {answer.status_code for answer in answers} == {404}
    assert all(told(answer) == told(answers[0]) for answer in answers)
    assert told(answers[0])["code"] == "reset_gone"


@pytest.mark.asyncio
async def test_of_two_who_use_a_link_at_once_one_does(office: Office, owner: Browser):
    token = await make_link(owner, await id_of(await office.join(owner, ANA)))

    answers = await asyncio.gather(*[accept(office, token, f"{NEW_PASSWORD} {n}") for n in range(3)])

    assert sorted(answer.status_code for answer in answers) == [204, 404, 404]


@pytest.mark.asyncio
async def test_a_password_that_was_changed_ends_the_link(office: Office, owner: Browser):
    ana = await office.join(owner, ANA)
    token = await make_link(owner, await id_of(ana))
    form = {"current": "correct horse battery", "password": NEW_PASSWORD}
    assert (await ana.post("/session/password", json=form)).status_code == 204

    assert (await accept(office, token)).status_code == 404


@pytest.mark.attack(45)
@pytest.mark.asyncio
async def test_a_deactivated_member_gets_no_link_and_cannot_use_one(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, ANA))
    token = await make_link(owner, ana)
    await owner.patch(f"/members/{ana}", json={"active": False})

    assert (await accept(office, token)).status_code == 404
    answer = await owner.post(f"/members/{ana}/password-reset")
    assert (answer.status_code, told(answer)["code"]) == (409, "deactivated")


@pytest.mark.attack(59)
@pytest.mark.asyncio
@pytest.mark.parametrize("change", [{"role": "admin"}, {"active": False}])
async def test_a_link_for_a_member_ends_when_he_is_something_else(
    office: Office, owner: Browser, change: dict[str, object]
):
    """Or an Admin who made it could become whatever the member becomes."""
    admin = await office.join(owner, "bob@northwind.example", "admin")
    ana = await id_of(await office.join(owner, ANA))
    token = await make_link(admin, ana)
    await owner.patch(f"/members/{ana}", json=change)
    await owner.patch(f"/members/{ana}", json={"active": True, "role": "member"})

    assert (await accept(office, token)).status_code == 404


@pytest.mark.attack(59)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("who", "target", "status"),
    [
        ("owner", "admin", 201),
        ("owner", "member", 201),
        ("owner", "owner", 409),
        ("admin", "member", 201),
        ("admin", "owner", 403),
        ("admin", "second", 403),
        ("admin", "admin", 409),
        ("powerless", "member", 403),
        ("member", "second", 403),
        ("member", "member", 403),
    ],
)
async def test_who_may_make_a_link_for_whom(office: Office, owner: Browser, who: str, target: str, status: int):
    people = {
        "owner": owner,
        "admin": await office.join(owner, "bob@northwind.example", "admin"),
        "second": await office.join(owner, "cora@northwind.example", "admin"),
        "powerless": await office.join(owner, "dora@northwind.example", "admin"),
        "member": await office.join(owner, ANA),
    }
    await take_rights(office, await id_of(people["powerless"]))

    answer = await people[who].post(f"/members/{await id_of(people[target])}/password-reset")

    assert answer.status_code == status
    if status == 403:
        assert told(answer)["code"] == "not_allowed"
    if status == 409:
        assert told(answer)["code"] == "own_account"


async def take_rights(office: Office, admin: str) -> None:
    """Put him into a group that manages inboxes and nothing else."""

    await office.ask(CreateGroup(group="g" * 26, name="Inboxes", permissions=("phone_system",), by=SYSTEM))
    await office.ask(ChangeMember(member=admin, group="g" * 26, by=SYSTEM))


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_another_organisations_member_is_not_there(office: Office, owner: Browser):
    _, carol = await office.second_organisation()
    foreign = await id_of(carol)

    for path in ("password-reset", "second-factor"):
        method = "POST" if path == "password-reset" else "DELETE"
        answers = [await owner.request(method, f"/members/{one}/{path}") for one in (foreign, "0" * 26)]
        assert told(answers[0]) == told(answers[1])
        assert answers[0].status_code == 404


@pytest.mark.asyncio
async def test_who_has_forgotten_his_password_gets_a_mail(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        answer = await office.browser().post("/password-resets", json={"email": EMAIL.upper()})
        assert (answer.status_code, answer.json()) == (202, {"mail": True})

        (mail,) = await mails_of(office)
        token = mail.link.removeprefix(f"{URL}/reset#")
        assert (mail.recipient, mail.ends_at) == (EMAIL, office.clock.now() + resets.LIFE_MS)
        assert (await accept(office, token)).status_code == 204
        assert (await owner.sign_in(EMAIL, NEW_PASSWORD)).status_code == 200


@pytest.mark.asyncio
async def test_whoever_makes_a_link_is_named_in_the_mail(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        ana = await id_of(await office.join(owner, ANA))
        answer = await owner.post(f"/members/{ana}/password-reset")

        mail = (await mails_of(office))[-1]

    assert answer.json()["sent"] is True
    assert mail.link == answer.json()["link"]
    assert mail.recipient == ANA
    assert "Olga Owner has made you a link" in " ".join(mail.paragraphs)


@pytest.mark.asyncio
async def test_where_no_mail_is_configured_the_page_can_say_so(office: Office, owner: Browser):
    answer = await office.browser().post("/password-resets", json={"email": EMAIL})

    assert (answer.status_code, answer.json()) == (202, {"mail": False})


@pytest.mark.attack(44)
@pytest.mark.asyncio
async def test_nobodys_mailbox_is_flooded_and_nobody_is_kept_from_his_link(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        at_home = await office.found()
        await at_home.sign_in(EMAIL)

        async def ask(address: str) -> int:
            answer = await office.browser(address).post("/password-resets", json={"email": EMAIL})
            return answer.status_code

        from_one = [await ask("198.51.100.1") for _ in range(RESET_BURST + 1)]
        from_many = [await ask(f"198.51.{n}.1") for n in range(RESETS_BURST + 5)]

        assert from_one == [202] * RESET_BURST + [429]
        assert from_many.count(202) == RESETS_BURST - RESET_BURST
        assert len(await mails_of(office)) == RESETS_BURST
        assert (await at_home.post("/password-resets", json={"email": EMAIL})).status_code == 202


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_no_table_has_the_token_of_a_link(office: Office, owner: Browser):
    token = await make_link(owner, await id_of(await office.join(owner, ANA)))

    rows = await office.database.read(lambda sql: str(sql.execute(select(PASSWORD_RESETS)).all()))

    assert token not in rows
