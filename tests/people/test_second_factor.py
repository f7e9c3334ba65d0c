"""The second factor: on, asked for, off."""

import re

import pytest
from sqlalchemy import select

from deskbell.people.tables import RECOVERY_CODES, SECOND_FACTORS
from tests.office import OWNER, PASSWORD, Browser, Office, told
from tests.people.accounts import NEW_PASSWORD, acts_of, id_of, mails_of, open_office_with_mail, sign_in, turn_on

EMAIL = OWNER["email"]


@pytest.mark.asyncio
async def test_from_the_picture_to_the_code(office: Office, owner: Browser):
    assert (await owner.get("/session")).json()["second_factor"] is False
    elsewhere = office.browser()
    await elsewhere.sign_in(EMAIL)

    app, recovery_codes = await turn_on(office, owner)

    assert (await owner.get("/session")).json()["second_factor"] is True
    assert (await elsewhere.get("/session")).status_code == 401, "it was opened with less"
    assert len(set(recovery_codes)) == 10
    assert all(re.fullmatch(r"[2-9a-z]{5}-[2-9a-z]{5}", one) for one in recovery_codes)
    needed = await sign_in(elsewhere, EMAIL)
    assert (needed.status_code, told(needed)["code"]) == (401, "second_factor_needed")
    assert (await sign_in(elsewhere, EMAIL, await app.next_code())).status_code == 200
    assert await acts_of(owner) == ["sign_in.second_factor_on"]


@pytest.mark.asyncio
async def test_what_was_begun_is_not_in_force(office: Office, owner: Browser):
    first = (await owner.post("/session/second-factor", json={"password": PASSWORD})).json()
    second = (await owner.post("/session/second-factor", json={"password": PASSWORD})).json()

    assert first["secret"] != second["secret"], "beginning anew forgets what was begun"
    assert second["secret"] in second["uri"]
    assert set(second["qr"]) == {"size", "path"}
    assert (await office.browser().sign_in(EMAIL)).status_code == 200
    assert (await owner.get("/session")).json()["second_factor"] is False


@pytest.mark.asyncio
async def test_it_is_in_force_only_when_the_app_has_learnt_the_secret(office: Office, owner: Browser):
    none = await owner.post("/session/second-factor/confirm", json={"code": "123456"})
    assert (none.status_code, told(none)["code"]) == (409, "second_factor_not_begun")

    begun = await owner.post("/session/second-factor", json={"password": PASSWORD})
    assert begun.status_code == 200
    wrong = await owner.post("/session/second-factor/confirm", json={"code": "abc"})

    assert (wrong.status_code, told(wrong)["code"]) == (401, "wrong_code")
    assert (await office.browser().sign_in(EMAIL)).status_code == 200


@pytest.mark.asyncio
async def test_turning_it_off_takes_password_and_code(office: Office, owner: Browser):
    app, recovery_codes = await turn_on(office, owner)
    for form, status in [
        ({"password": "wrong", "code": await app.next_code()}, 403),
        ({"password": PASSWORD, "code": ""}, 401),
        ({"password": PASSWORD, "code": app.wrong_code()}, 401),
    ]:
        assert (await owner.request("DELETE", "/session/second-factor", json=form)).status_code == status

    off = {"password": PASSWORD, "code": recovery_codes[0].upper().replace("-", " ")}
    assert (await owner.request("DELETE", "/session/second-factor", json=off)).status_code == 204

    assert (await office.browser().sign_in(EMAIL)).status_code == 200
    again = await owner.request("DELETE", "/session/second-factor", json=off)
    assert (again.status_code, told(again)["code"]) == (409, "second_factor_off")
    assert await acts_of(owner) == [
        "sign_in.second_factor_on",
        "sign_in.code_refused",
        "sign_in.recovery_code_used",
        "sign_in.second_factor_off",
    ]


@pytest.mark.asyncio
async def test_new_recovery_codes_end_the_old_ones(office: Office, owner: Browser):
    app, old = await turn_on(office, owner)

    renewed = await owner.post(
        "/session/second-factor/recovery-codes", json={"password": PASSWORD, "code": await app.next_code()}
    )
    new = renewed.json()["recovery_codes"]

    assert renewed.status_code == 200
    assert not set(old) & set(new)
    assert (await sign_in(office.browser(), EMAIL, old[0])).status_code == 401
    assert (await sign_in(office.browser(), EMAIL, new[0])).status_code == 200
    assert "sign_in.recovery_codes_made" in await acts_of(owner)


@pytest.mark.asyncio
async def test_a_new_password_takes_the_code_as_well(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    form = {"current": PASSWORD, "password": NEW_PASSWORD}

    needed = await owner.post("/session/password", json=form)
    assert (needed.status_code, told(needed)["code"]) == (401, "second_factor_needed")
    assert (await owner.get("/session")).status_code == 200

    assert (await owner.post("/session/password", json=form | {"code": await app.next_code()})).status_code == 204


@pytest.mark.asyncio
async def test_who_has_lost_the_device_asks_the_owner(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    app, _ = await turn_on(office, ana)
    member = await id_of(ana)

    assert (await owner.delete(f"/members/{member}/second-factor")).status_code == 204

    assert (await ana.get("/session")).status_code == 401
    assert (await ana.sign_in("ana@northwind.example")).status_code == 200
    off = await owner.delete(f"/members/{member}/second-factor")
    assert (off.status_code, told(off)["code"]) == (409, "second_factor_off")
    assert await acts_of(owner) == ["sign_in.second_factor_on", "sign_in.second_factor_off"]
    assert app.secret


@pytest.mark.attack(59)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("who", "target", "status"),
    [
        ("owner", "admin", 409),
        ("owner", "member", 409),
        ("owner", "owner", 409),
        ("admin", "member", 409),
        ("admin", "owner", 403),
        ("admin", "second", 403),
        ("member", "member", 403),
        ("member", "owner", 403),
    ],
)
async def test_who_may_take_it_away(office: Office, owner: Browser, who: str, target: str, status: int):
    people = {
        "owner": owner,
        "admin": await office.join(owner, "bob@northwind.example", "admin"),
        "second": await office.join(owner, "cora@northwind.example", "admin"),
        "member": await office.join(owner, "ana@northwind.example"),
    }

    answer = await people[who].delete(f"/members/{await id_of(people[target])}/second-factor")

    # 409: he may, and there is none; or it is his own, for which there is another door.
    assert answer.status_code == status
    if status == 409:
        assert told(answer)["code"] == ("own_account" if who == target else "second_factor_off")


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_no_table_has_the_secret_or_a_recovery_code(office: Office, owner: Browser):
    app, recovery_codes = await turn_on(office, owner)

    dump = await office.database.read(
        lambda sql: repr([sql.execute(select(table)).all() for table in (SECOND_FACTORS, RECOVERY_CODES)])
    )

    assert repr(app.secret)[2:-1] not in dump
    for code in recovery_codes:
        assert code.replace("-", "") not in dump


@pytest.mark.asyncio
async def test_a_row_that_was_moved_to_another_member_opens_nothing(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    ana = await office.join(owner, "ana@northwind.example")
    await turn_on(office, ana)
    mine, hers = await id_of(owner), await id_of(ana)
    sealed = await office.database.read(
        lambda sql: sql.execute(select(SECOND_FACTORS.c.sealed_secret).where(SECOND_FACTORS.c.member == mine)).scalar()
    )
    await office.database.write(
        lambda sql: sql.execute(
            SECOND_FACTORS.update().where(SECOND_FACTORS.c.member == hers).values(sealed_secret=sealed)
        )
    )

    answer = await sign_in(office.browser(), "ana@northwind.example", await app.next_code())

    assert (answer.status_code, told(answer)["code"]) == (503, "second_factor_unreadable")


@pytest.mark.asyncio
async def test_the_member_is_told_by_mail(tmp_path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        _, recovery_codes = await turn_on(office, owner)
        form = {"password": PASSWORD, "code": recovery_codes[0]}
        await owner.request("DELETE", "/session/second-factor", json=form)

        words = [" ".join(mail.paragraphs) for mail in await mails_of(office)]

    assert "second factor was turned on" in words[0]
    assert "second factor was turned off" in words[1]
