"""From what is to be said to a message: plain text, and the same as the plainest HTML.

Owns: headers, text and markup of every mail.
Never: a template; words of people taken for markup, for a header or for an address.
Holds: no word of a mail can start a new line of its head or end an element of its HTML (security, 15 and 86).
"""

import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from deskbell.kit.mail import Mail

SUBJECT_CHARACTERS_MAX = 150

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1c1c1c;background:#fff">
{body}
</body></html>
"""


def compose(mail: Mail, *, identity: str, sender: str, created_at: int) -> EmailMessage:
    """The message. `identity` is the mail's own id: sent twice after a crash, it is one mail. Raises `ValueError`."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=_as_address(mail.recipient))
    message["Subject"] = _as_line(mail.subject)[:SUBJECT_CHARACTERS_MAX]
    message["Date"] = format_datetime(datetime.fromtimestamp(created_at / 1_000, UTC))
    message["Message-ID"] = f"<{identity}@{address.rpartition('@')[2]}>"
    if not mail.by_person:
        # A holiday notice or a robot has nothing to answer here.
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(_as_text(mail), cte="quoted-printable")
    message.add_alternative(_as_html(mail), subtype="html", cte="quoted-printable")
    return message


def _as_text(mail: Mail) -> str:
    parts = [_as_line(paragraph) for paragraph in mail.paragraphs]
    if mail.link:
        parts.append(f"{_as_line(mail.link_words)}:\n{_as_line(mail.link)}")
    return "\n\n".join(parts) + "\n"


def _as_html(mail: Mail) -> str:
    parts = [f"<p>{escape(_as_line(paragraph))}</p>" for paragraph in mail.paragraphs]
    if mail.link:
        link = escape(_as_line(mail.link))
        parts.append(f'<p><a href="{link}" rel="noreferrer">{escape(_as_line(mail.link_words))}</a></p>')
        parts.append(f"<p>{link}</p>")
    return _PAGE.format(title=escape(_as_line(mail.subject)), body="\n".join(parts))


def _as_line(text: str) -> str:
    """On one line, without what cannot be seen: line breaks, controls, marks that turn the direction of writing."""
    shown = (" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    return " ".join("".join(one for one in shown if unicodedata.category(one) != "Cs" and one not in _TURNS).split())


def _as_address(recipient: str) -> str:
    if any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs") for one in recipient):
        raise ValueError("an address has no spaces and no controls")
    return recipient
