"""The answer to a message goes out by e-mail, once."""

import asyncio

import msgspec
import pytest
from sqlalchemy import select

from deskbell.kit.mail import Mail
from deskbell.mailer.tables import OUTBOX
from deskbell.offline.model import ANSWER_CHARACTERS_MAX
from tests.office import Browser, Office, make_inbox
from tests.offline.visits import EMAIL, leave, open_count, page_of


async def mails_of(office: Office) -> list[Mail]:
    rows = await office.database.read(lambda connection: connection.execute(select(OUTBOX.c.content)).scalars().all())
    return [msgspec.json.decode(row, type=Mail) for row in rows]


async def join(office: Office, owner: Browser, name: str) -> tuple[Browser, str]:
    """Somebody with an account, made without a mail to him standing in the outbox."""
    browser = await office.join(owner, f"{name}@northwind.example")
    await office.database.write(lambda connection: connection.execute(OUTBOX.delete()))
    return browser, (await browser.get("/session")).json()["member"]["id"]


@pytest.mark.asyncio
async def test_the_answer_goes_to_the_visitor_and_the_message_is_done(mailing_office: Office):
    office, owner = mailing_office, await mailing_office.found()
    ana, member = await join(office, owner, "ana")
    chat = await leave(office, (await make_inbox(owner, agents=[member]))["id"])
    assert (await page_of(ana))["can_reply"]

    answer = await ana.post(f"/offline-messages/{chat}/reply", json={"text": "Yes, we do.\n\nIt takes a week."})

    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["state"], told["done_by"], told["answered"], told["answered_by_name"]) == ("done", member, True, "ana")
    assert await mails_of(office) == [
        Mail(
            organisation=office.organisation,
            recipient=EMAIL,
            subject="Your message to Northwind",
            paragraphs=("Yes, we do.", "It takes a week.", "ana, Northwind", "> Please write to me."),
            by_person=True,
        )
    ]
    opened = (await ana.post(f"/offline-messages/{chat}/reopen")).json()
    assert (opened["state"], opened["answered"]) == ("open", True), "that he has an answer is still known"


@pytest.mark.asyncio
async def test_of_two_answers_at_once_one_goes_out(mailing_office: Office):
    office, owner = mailing_office, await mailing_office.found()
    (ana, one), (ben, other) = [await join(office, owner, name) for name in ("ana", "ben")]
    chat = await leave(office, (await make_inbox(owner, agents=[one, other]))["id"])

    path = f"/offline-messages/{chat}/reply"
    answers = await asyncio.gather(*[browser.post(path, json={"text": "Yes."}) for browser in (ana, ben)])

    by_status = {answer.status_code: answer.json() for answer in answers}
    assert set(by_status) == {200, 409}
    assert by_status[409]["detail"] == f"{by_status[200]['answered_by_name']} has answered it."
    assert len(await mails_of(office)) == 1
    winner = ana if by_status[200]["answered_by"] == one else ben
    again = await winner.post(path, json={"text": "Yes."})
    assert (again.status_code, again.json()["detail"]) == (409, "You have answered it.")
    assert len(await mails_of(office)) == 1


@pytest.mark.asyncio
async def test_without_mail_nothing_is_sent_and_nothing_is_done(office: Office, owner: Browser):
    chat = await leave(office, (await make_inbox(owner))["id"])
    answer = await owner.post(f"/offline-messages/{chat}/reply", json={"text": "Yes."})
    assert (answer.status_code, answer.json()["code"]) == (409, "mail_off")
    assert await open_count(owner) == 1


@pytest.mark.asyncio
async def test_an_address_to_which_no_mail_can_go_is_said(mailing_office: Office):
    office, owner = mailing_office, await mailing_office.found()
    chat = await leave(office, (await make_inbox(owner))["id"], email="a@b,c@example.org")
    answer = await owner.post(f"/offline-messages/{chat}/reply", json={"text": "Yes."})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_an_address")
    assert (await open_count(owner), await mails_of(office)) == (1, [])


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["", "  \n ", "x" * (ANSWER_CHARACTERS_MAX + 1)], ids=["empty", "blank", "long"])
async def test_an_answer_has_words_and_bounds(mailing_office: Office, text: str):
    office, owner = mailing_office, await mailing_office.found()
    chat = await leave(office, (await make_inbox(owner))["id"])
    answer = await owner.post(f"/offline-messages/{chat}/reply", json={"text": text})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "text")
    assert (await open_count(owner), await mails_of(office)) == (1, [])
