"""A mail, as whoever has something to say hands it over.

Owns: the shape of a mail, and the type of the function that takes it.
Never: markup, headers, or a way to send: those are the mailer's.
Holds: a mail is written on the connection of the change that it tells of, so that both are kept or neither.
"""

from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection


class Mail(Struct, frozen=True, kw_only=True):
    """What is said to whom. `link` stands alone under the paragraphs, with `link_words` as what it does.

    After `ends_at` nobody would have any use for it: then it is not sent any more (0 is for "as long as mail waits").
    `by_person`: somebody wrote it, so it may be answered.
    """

    organisation: str
    recipient: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_words: str = ""
    ends_at: int = 0
    by_person: bool = False


SendMail = Callable[[Connection, Mail], bool]
"""Takes a mail to be sent; False where no mail is configured. Routes take it as the dependency `send_mail`."""
