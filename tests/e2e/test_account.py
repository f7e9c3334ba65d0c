"""One's own account, and what the Owner can look up about all of them, as people use it in their browsers."""

import base64
import hashlib
import hmac
import re
import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import PASSWORD, Member, Office
from tests.e2e.words import Words

words = Words("console")

# What the browser reports of a password that is right and not enough.
CODE_WANTED = r"status of 401 .*/api/v1/session$"
NEW_PASSWORD = "a password nobody has seen"


def test_a_second_factor_and_a_session_elsewhere(people: People, office: Office) -> None:
    colleague = office.invite("Ann Berg")
    agent = people.agent(office, colleague, permissions=["clipboard-read", "clipboard-write"]).go("/account")
    codes = _turn_on(agent)
    assert len(set(codes)) == 10

    elsewhere, watch = people.stranger(
        office.server, user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    )
    watch.forgive(CODE_WANTED)
    page = elsewhere.new_page()
    _sign_in(page, office, colleague, PASSWORD)
    code = page.get_by_role("textbox", name=words("field.code"))
    expect(code).to_be_focused()
    code.fill(codes[0])
    code.press("Enter")
    expect(page.get_by_role("button", name=words("account.of", name="Ann Berg"))).to_be_visible()

    agent.go("/account")
    sessions = agent.page.get_by_role("table", name=words("sessions.title"))
    expect(sessions.get_by_role("rowheader")).to_have_count(2)
    sessions.get_by_role("button", name=words("sessions.endOf", device="Firefox on Linux")).click()
    agent.page.get_by_role("dialog").get_by_role("button", name=words("sessions.end"), exact=True).click()
    expect(sessions.get_by_role("rowheader")).to_have_count(1)
    # Who was signed in there learns it without a press, and stays where he was.
    expect(page.get_by_role("dialog", name=words("expired.title"))).to_be_visible(timeout=15_000)


def test_a_forgotten_password(people: People, office: Office) -> None:
    colleague = office.invite("Ravi Patel")
    agent = people.agent(office, colleague).go("/account")
    context, watch = people.stranger(office.server)
    page = context.new_page()
    inspector = Inspector("forgotten", "light", "dark")

    page.goto(f"{office.server.origin}/sign-in")
    page.get_by_role("link", name=words("signIn.forgot")).click()
    page.get_by_role("textbox", name=words("field.email")).fill(colleague.email)
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("forgot.byHand"))).to_be_visible()
    inspector.look(page, "no mail")

    link = office.reset_link(colleague)
    page.goto(link)
    expect(page).to_have_url(re.compile("/reset$"))
    page.get_by_role("textbox", name=words("field.newPassword")).fill(NEW_PASSWORD)
    inspector.look(page, "new password")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words("reset.done"))).to_be_visible()
    expect(agent.page.get_by_role("dialog", name=words("expired.title"))).to_be_visible(timeout=15_000)

    watch.forgive(r"status of 404 .*/api/v1/password-resets/look$")
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_text(words("problem.resetGone"))).to_be_visible()
    inspector.look(page, "used link")
    _sign_in(page, office, colleague, NEW_PASSWORD)
    expect(page.get_by_role("button", name=words("account.of", name="Ravi Patel"))).to_be_visible()
    inspector.check()


def test_the_audit_log(people: People, own_office: Office) -> None:
    office = own_office
    colleague = office.invite("Ann Berg")
    office.change_member(colleague, capacity=4)
    office.open_inbox("Shop", colleague, numbered=False)
    owner = people.agent(office).go("/settings/audit")
    page = owner.page
    rows = page.get_by_role("rowheader")
    inspector = Inspector("audit", "light", "dark")

    expect(rows.first).to_have_text(str(words("act.inbox.created")))
    changed = rows.get_by_role("button", name=words("act.member.changed"))
    changed.focus()
    page.keyboard.press("Enter")
    expect(changed).to_have_attribute("aria-expanded", "true")
    expect(_told(page, words("agents.capacity"))).to_have_text(re.compile(r"^3\D+4$"))
    owner.button("verify.do").click()
    expect(page.get_by_text(words("verify.whole"))).to_be_visible()
    inspector.look(page, "verified")

    page.get_by_role("combobox", name=words("audit.what")).select_option("inbox")
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox", name=words("audit.search")).fill("zebra")
    expect(page.get_by_text(words("audit.noneFits"))).to_be_visible()
    inspector.look(page, "nothing fits")
    owner.button("showAll").click()
    expect(rows.first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name=words("audit.export")).click()
    assert "Ann Berg" in saved.value.path().read_text(encoding="utf-8-sig")
    inspector.check()


def _turn_on(agent: Agent) -> list[str]:
    """Through the dialogs, with an app that reads the picture's address. Answers the recovery codes."""
    page = agent.page
    agent.button("factor.turnOn").click()
    page.get_by_role("dialog").get_by_role("textbox", name=words("field.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name=words("factor.qr"))).to_be_visible()
    link = page.get_by_role("link", name=words("factor.sameDevice")).get_attribute("href") or ""
    secret = parse_qs(urlsplit(link).query)["secret"][0]
    expect(page.get_by_role("dialog").get_by_text(secret, exact=True)).to_be_visible()
    code = page.get_by_role("dialog").get_by_role("textbox", name=words("field.code"))
    expect(code).to_be_focused()
    code.fill(_code_of(secret))
    code.press("Enter")
    shown = page.get_by_role("dialog", name=words("recovery.title"))
    shown.get_by_role("button", name=words("kit.copy"), exact=True).click()
    expect(shown.get_by_role("button", name=words("kit.copied"))).to_be_visible()
    codes = str(page.evaluate("navigator.clipboard.readText()")).split()
    shown.get_by_role("checkbox", name=words("recovery.kept")).check()
    shown.get_by_role("button", name=words("invited.done"), exact=True).click()
    expect(agent.button("factor.turnOff")).to_be_visible()
    return codes


def _sign_in(page: Page, office: Office, member: Member, password: str) -> None:
    page.goto(f"{office.server.origin}/sign-in")
    page.get_by_role("textbox", name=words("field.email")).fill(member.email)
    page.get_by_role("textbox", name=words("field.password")).fill(password)
    page.keyboard.press("Enter")


def _told(page: Page, term: "str | re.Pattern[str]") -> Locator:
    """What an open act says of a field."""
    return page.get_by_role("term").filter(has_text=term).locator("xpath=following-sibling::dd")


def _code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    step = int(time.time()) // 30
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return str((int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF) % 10**6).zfill(6)
