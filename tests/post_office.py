"""A mail server for tests: real sockets, real TLS, and an answer for each step that a test may choose.

Owns: what was handed in, and the certificate of one test run.
Never: a mail that leaves this process.
"""

import datetime
import socket
import socketserver
import ssl
import threading
from base64 import b64decode
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Letter(NamedTuple):
    """A mail as it arrived."""

    sender: str
    recipients: list[str]
    raw: bytes
    was_guarded: bool

    @property
    def message(self) -> EmailMessage:
        """Parsed."""
        parsed = message_from_bytes(self.raw, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def text(self, kind: str = "plain") -> str:
        """One of its two bodies."""
        body = self.message.get_body((kind,))
        assert body is not None
        content: str = body.get_content()
        return content


class PostOffice:
    """The server. `answers` are what it says instead of yes, by command; `offers` what it offers after EHLO."""

    def __init__(self, *, certificate: Path | None = None, tls: bool = False) -> None:
        self.letters: list[Letter] = []
        self.answers: dict[str, str] = {}
        self.logins: list[tuple[str, str]] = []
        self.connections = 0
        self.arrived = threading.Condition()
        self.context: ssl.SSLContext | None = None
        if certificate is not None:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(certificate)
        self.tls = tls
        office = self

        class Handler(_Counter):
            post_office = office

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, count: int, seconds: float = 15.0) -> list[Letter]:
        """Wait until so many letters have come; answers all."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.letters) >= count, seconds), "no mail came"
        return self.letters


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes in the middle of a word is part of the test."""


class _Counter(socketserver.BaseRequestHandler):
    """One conversation."""

    post_office: PostOffice

    def setup(self) -> None:
        self.post_office.connections += 1
        self.socket: socket.socket = self.request
        self.guarded = False
        if self.post_office.tls:
            self._guard()
        self.file = self.socket.makefile("rb")

    def finish(self) -> None:
        self.file.close()
        self.socket.close()

    def handle(self) -> None:
        self._say(self.post_office.answers.get("CONNECT", "220 post-office.test"))
        sender, recipients = "", list[str]()
        while line := self.file.readline():
            words = line.decode("utf-8", "replace").strip()
            command = words.split(" ")[0].upper()
            answer = self.post_office.answers.get(command)
            if answer == "hang up":
                return
            if answer:
                self._say(answer)
            elif command == "EHLO":
                starttls = self.post_office.context is not None and not self.guarded
                offers = ["post-office.test", *(["STARTTLS"] if starttls else []), "AUTH PLAIN"]
                self._say(*[f"250{'-' if n + 1 < len(offers) else ' '}{offer}" for n, offer in enumerate(offers)])
            elif command == "STARTTLS":
                self._say("220 go ahead")
                self._guard()
                self.file = self.socket.makefile("rb")
            elif command == "AUTH":
                _, user, password = b64decode(words.split(" ")[2]).decode().split("\0")
                self.post_office.logins.append((user, password))
                self._say("235 welcome")
            elif command == "MAIL":
                sender, recipients = words[len("MAIL FROM:<") :].partition(">")[0], []
                self._say("250 ok")
            elif command == "RCPT":
                recipients.append(words[len("RCPT TO:<") :].partition(">")[0])
                self._say("250 ok")
            elif command == "DATA":
                self._say("354 go ahead")
                raw = self._take_letter()
                self._keep(Letter(sender, recipients, raw, self.guarded))
                self._say("250 taken")
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take_letter(self) -> bytes:
        lines = []
        while (line := self.file.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _keep(self, letter: Letter) -> None:
        with self.post_office.arrived:
            self.post_office.letters.append(letter)
            self.post_office.arrived.notify_all()

    def _guard(self) -> None:
        assert self.post_office.context is not None
        self.socket = self.post_office.context.wrap_socket(self.socket, server_side=True)
        self.guarded = True

    def _say(self, *lines: str) -> None:
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())


def write_certificate(path: Path) -> Path:
    """A certificate for 127.0.0.1, with its key, that nobody has to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path
