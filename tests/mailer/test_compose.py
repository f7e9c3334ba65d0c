"""What a mail looks like, whatever people have called themselves."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit.mail import Mail
from deskbell.mailer.compose import compose

SENDER = "Northwind <desk@northwind.example>"
LINK = "https://desk.test/invite#abc"
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}


def mail(**different):
    usual = {"organisation": "o", "recipient": "ana@x.example", "subject": "Hello", "paragraphs": ("Hello,",)}
    return Mail(**(usual | different))


def composed(one: Mail):
    return compose(one, identity="0" * 26, sender=SENDER, created_at=1_800_000_000_000)


def bodies(message) -> tuple[str, str]:
    return tuple(message.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_a_mail_says_the_same_twice():
    message = composed(mail(paragraphs=("Hello Ana,", "Join us."), link=LINK, link_words="Join"))
    text, html = bodies(message)

    assert text == f"Hello Ana,\n\nJoin us.\n\nJoin:\n{LINK}\n"
    assert "<p>Hello Ana,</p>" in html
    assert f'<a href="{LINK}" rel="noreferrer">Join</a>' in html
    assert set(message.keys()) == HEADERS
    assert message["From"] == SENDER
    assert message["Message-ID"] == f"<{'0' * 26}@northwind.example>"
    assert message["Date"].datetime.isoformat() == "2027-01-15T08:00:00+00:00"


def test_what_a_person_wrote_may_be_answered_by_robots_too():
    assert set(composed(mail(by_person=True)).keys()) == HEADERS - {"Auto-Submitted"}


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)


@pytest.mark.attack(15)
@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><svg onload=x>", "{body}{0.__class__}%s"],
)
def test_markup_in_a_name_is_text(evil: str):
    message = composed(
        mail(subject=f"{evil} invites you", paragraphs=(f"Hello {evil},",), link=LINK, link_words="Join")
    )
    text, html = bodies(message)
    elements = Elements()
    elements.feed(html)

    assert evil in text
    assert elements.found == ["html", "head", "meta", "title", "body", "p", "p", "a", "p"]


@pytest.mark.attack(86)
@given(st.text(), st.text())
@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\0"])
def test_no_word_starts_a_new_line_of_the_head(breaking: str, before: str, after: str):
    evil = f"{before}{breaking}Bcc: eve@evil.example{breaking}{breaking}{after}"
    message = composed(mail(subject=evil, paragraphs=(evil,)))
    head = message.as_bytes().split(b"\r\n\r\n")[0].decode()

    assert set(message.keys()) == HEADERS
    assert set(re.findall(r"(?m)^([A-Za-z-]+):", head)) == HEADERS


@pytest.mark.attack(86)
@pytest.mark.parametrize(
    "recipient",
    ["ana@x.example\r\nBcc: eve@evil.example", "ana@x.example, eve@evil.example", "a\0@x.example", "", "x@"],
)
def test_a_recipient_is_one_address(recipient: str):
    with pytest.raises((ValueError, IndexError)):
        composed(mail(recipient=recipient))


def test_a_name_does_not_turn_the_direction_of_the_line():
    text, _ = bodies(composed(mail(paragraphs=("Hello \u202eanA\u202c,",))))

    assert text == "Hello anA,\n"
