"""The way to the mail server: one connection at a time, in a thread that may wait.

Owns: the server's address, TLS, log-in, time limits, and what its answers mean.
Never: a password or a link in the clear on the way, unless the operator said `smtp+plain`; a server whose
certificate is not good; the library's log of what was said.
Holds: each step ends within `STEP_SECONDS_MAX`, or the mail was not sent.
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from deskbell.mailer.outbox import Trouble

STEP_SECONDS_MAX = 20.0

_STANDING_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_REFUSED_FOR_GOOD = 500


class MailServer(Struct, frozen=True):
    """Where mail is handed in, and as whom. `name` is what we call ourselves there."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    name: str

    @classmethod
    def at(cls, address: str, name: str) -> "MailServer":
        """The server of this setting, which was checked."""
        parts = urlsplit(address)
        return cls(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or _STANDING_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            name=name,
        )


class NotSent(Exception):
    """The mail was not sent. `for_good` where another try would end the same."""

    def __init__(self, trouble: Trouble, answer: str, *, for_good: bool = False) -> None:
        super().__init__(f"{trouble} ({answer})")
        self.trouble: Trouble = trouble
        # The kind of error and the server's number: its words may hold the address.
        self.answer = answer
        self.for_good = for_good


class Connection:
    """A conversation with the server. All of it blocks, but `abort`."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._client: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect, guard the way, log in. Raises `NotSent`."""
        try:
            self._connect()
        except BaseException as error:
            if self._client is not None:
                self._client.close()
            if isinstance(error, smtplib.SMTPConnectError):
                raise NotSent("unreachable", _answer_of(error)) from None
            if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPNotSupportedError | ssl.SSLError):
                raise NotSent("sender_refused", _answer_of(error)) from None
            if isinstance(error, smtplib.SMTPException | OSError):
                raise NotSent("unreachable", _answer_of(error)) from None
            raise

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand one mail in. Raises `NotSent`; the connection is good for no other mail then."""
        assert self._client is not None, "opened"
        try:
            self._client.send_message(message, from_addr=sender, to_addrs=[recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code = error.recipients[recipient][0]
            raise NotSent("recipient_refused", str(code), for_good=code >= _REFUSED_FOR_GOOD) from None
        except smtplib.SMTPSenderRefused as error:
            raise NotSent("sender_refused", _answer_of(error)) from None
        except smtplib.SMTPDataError as error:
            for_good = error.smtp_code >= _REFUSED_FOR_GOOD
            raise NotSent("mail_refused", _answer_of(error), for_good=for_good) from None
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            # An address of letters that this server does not take.
            raise NotSent("recipient_refused", _answer_of(error), for_good=True) from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent("unreachable", _answer_of(error)) from None

    def close(self) -> None:
        """Say goodbye."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()

    def abort(self) -> None:
        """From another thread: whatever is being waited for ends now."""
        client = self._client
        sock: socket.socket | None = getattr(client, "sock", None)
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _connect(self) -> None:
        server = self._server
        if server.scheme == "smtps":
            self._client = smtplib.SMTP_SSL(
                server.host, server.port, server.name, timeout=STEP_SECONDS_MAX, context=ssl.create_default_context()
            )
        else:
            self._client = smtplib.SMTP(server.host, server.port, server.name, timeout=STEP_SECONDS_MAX)
        if server.scheme == "smtp":
            # Raises where the server does not offer it: whoever sits in between could take the offer away.
            self._client.starttls(context=ssl.create_default_context())
        if server.user:
            self._client.login(server.user, server.password)


def _answer_of(error: BaseException) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
