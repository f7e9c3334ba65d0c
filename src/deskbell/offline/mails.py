"""The answer to a message, as a mail.

Owns: what stands in it, and whether an address can be written to at all.
Never: words in a language of ours but for the subject: the agent writes as the visitor does.
"""

import msgspec

from deskbell.kit.fields import Email
from deskbell.kit.mail import Mail
from deskbell.kit.problem import Problem
from deskbell.offline.model import OfflineMessage


def write_answer(message: OfflineMessage, text: str, *, organisation: str, house: str, by: str) -> Mail:
    """What the agent wrote, his name and the house's, and what it answers. Raises `Problem` 409 not_an_address."""
    if not _is_address(message.email):
        raise Problem(409, "not_an_address", "No e-mail can be sent to the address that the visitor left.")
    return Mail(
        organisation=organisation,
        recipient=message.email,
        subject=f"Your message to {house}",
        paragraphs=(*_lines(text), f"{by}, {house}", *[f"> {line}" for line in _lines(message.excerpt)]),
        by_person=True,
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _is_address(text: str) -> bool:
    """The floor takes what could be an address in some world; a mail server is more particular."""
    try:
        msgspec.convert(text, Email)
    except msgspec.ValidationError:
        return False
    return True
