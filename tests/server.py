"""A real server process for tests: on a free port, in a folder of its own, killed and restarted at will.

Owns: the process, and an organisation with its people as browsers would make it, over HTTP alone.
Never: an import of what is tested; a fixed port or path.
Holds: every process that is started here is ended here.
"""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.client import AGENT_HEADER, Client, TicketRefused

PROGRAM = Path(sys.executable).parent / "deskbell"
OWNER = "olga@shop.example"
PASSWORD = "a password for one minute"
READY_SECONDS = 20.0

# Tests are one address and come more often than people do.
GENEROUS = {
    "DESKBELL_SOCKETS_PER_ADDRESS_MAX": "5000",
    "DESKBELL_ADDRESS_CHATS_PER_MINUTE": "10000",
    "DESKBELL_VISITOR_CHATS_PER_MINUTE": "100",
    "DESKBELL_VISITOR_MESSAGES_PER_SECOND": "100",
    "DESKBELL_VISITOR_MESSAGES_BURST": "1000",
}


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """`deskbell serve` in a folder."""

    def __init__(self, folder: Path, program: Sequence[str] = (str(PROGRAM),), **settings: str) -> None:
        self.folder = folder
        self.program = program
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.settings = {**GENEROUS, **settings}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the process sees."""
        ours = {"DESKBELL_DATA": str(self.folder), "DESKBELL_PORT": str(self.port), **self.settings}
        return {**{name: value for name, value in os.environ.items() if not name.startswith("DESKBELL_")}, **ours}

    async def start(self) -> "ServerProcess":
        """Start, and wait until it is ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._output("out").open("ab") as out, self._output("err").open("ab") as err:
            self.process = subprocess.Popen(  # noqa: ASYNC220 - starting takes no time, and pipes are not read
                [*self.program, "serve"], env=self.environment, stdout=out, stderr=err
            )
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(trust_env=False) as http:
            while True:
                assert self.process.poll() is None, self.errors()
                try:
                    if (await http.get(f"{self.origin}/health/ready")).status_code == 200:
                        return self
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """kill -9."""
        self.signal(signal.SIGKILL)
        self._wait()

    async def stop(self) -> int:
        """SIGTERM, and wait for the end; returns the exit status."""
        self.signal(signal.SIGTERM)
        return await asyncio.to_thread(self._wait)

    def signal(self, number: int) -> None:
        """Send a signal."""
        assert self.process is not None, "started"
        self.process.send_signal(number)

    def end(self) -> None:
        """Make sure that it is gone."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def output(self) -> str:
        """What it has said to its operator."""
        return self._output("out").read_text()

    def errors(self) -> str:
        """What it has logged."""
        return self._output("err").read_text()

    def _wait(self) -> int:
        assert self.process is not None, "started"
        return self.process.wait(60)

    def _output(self, kind: str) -> Path:
        return self.folder / f"{kind}.log"


class Login:
    """A browser with an account, or with a visitor's token: makes tickets, calls the API."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.me = ""
        self.clients: list[Client] = []
        self.http = httpx.AsyncClient(
            base_url=f"{server.origin}/api/v1",
            headers={"Origin": server.origin, **AGENT_HEADER},
            timeout=20,
            trust_env=False,
        )
        self.ticket_path = "/session/ticket"

    async def call(self, method: str, path: str, **body: Any) -> Any:
        """A request that succeeds; returns its answer."""
        answer = await self.http.request(method, path, json=body or None)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    async def take_csrf(self) -> None:
        """What every change over a cookie needs."""
        session = await self.call("GET", "/session")
        self.me = session["member"]["id"]
        self.http.headers["X-Deskbell-CSRF"] = session["csrf"]

    async def ticket(self) -> str:
        """A ticket for the socket."""
        answer = await self.http.post(self.ticket_path)
        if not answer.is_success:
            raise TicketRefused(answer.text)
        ticket: str = answer.json()["ticket"]
        return ticket

    async def open(self, *streams: str) -> Client:
        """A tab that follows these streams."""
        return await self.client(*streams).open()

    def client(self, *streams: str) -> Client:
        """The same, before it is opened."""
        client = Client(self.server.origin, self.ticket, *streams)
        self.clients.append(client)
        return client

    async def close(self) -> None:
        """Close every tab, and the browser."""
        for client in self.clients:
            await client.drop()
        await self.http.aclose()


class Talk(NamedTuple):
    """A chat between two."""

    conversation: str
    agent: Client
    visitor: Client
    login: Login


class Shop:
    """An inbox in the organisation of a server, the Owner who is its agent, and whoever else comes."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.owner = Login(server)
        self.inbox = ""
        self._logins = [self.owner]

    async def set_up(self) -> "Shop":
        """The first run, through the link that the server printed."""
        found = re.search(r"/setup#(\S+)", self.server.output())
        assert found, self.server.output()
        await self.owner.call(
            "POST",
            "/setup",
            token=found[1],
            organisation="The shop",
            time_zone="UTC",
            name="Olga",
            email=OWNER,
            password=PASSWORD,
        )
        await self.owner.take_csrf()
        await self.owner.call("PATCH", f"/members/{self.owner.me}", capacity=50)
        return self

    async def come_back(self, former: "Shop") -> "Shop":
        """The Owner's browser, opened again: still signed in."""
        self.owner.http.cookies = former.owner.http.cookies
        await self.owner.take_csrf()
        return self

    async def open_inbox(self, *agents: Login, **rules: Any) -> "Shop":
        """A new inbox; with nobody named, the Owner serves it."""
        names = [login.me for login in agents or (self.owner,)]
        asked = {"name": f"Sales {uuid.uuid4().hex[:8]}", "type": "live_chat", "agents": names, **rules}
        self.inbox = (await self.owner.call("POST", "/inboxes", **asked))["id"]
        return self

    async def agent(self, login: Login) -> Client:
        """The console of an agent who is available, with everything it shows."""
        console = await login.open("board:team", f"board:{self.inbox}", f"member:{login.me}")
        await console.answer(await console.do("status", status="available"))
        return console

    async def talk(self, agent: Client, text: str = "Hello") -> "Talk":
        """A chat that the agent has accepted, followed by both."""
        login = await self.visitor()
        conversation = await self.chat(login, text)
        visitor = await login.open(f"visitor:{conversation}")
        offered = await agent.until(
            lambda: next((one for one in agent.offers() if one["conversation"] == conversation), None)
        )
        await agent.follow(f"conversation:{conversation}")
        rid = await agent.do("accept", conversation=conversation, offer=offered["offer"])
        assert (await agent.answer(rid))["t"] == "ack"
        await visitor.frame("ev", type="agent_joined")
        return Talk(conversation, agent, visitor, login)

    async def hire(self, name: str, **more: Any) -> Login:
        """A member with both licences, signed in."""
        invited = await self.owner.call(
            "POST",
            "/invitations",
            name=name,
            email=f"{uuid.uuid4().hex}@shop.example",
            **{"role": "member", "contact_center": True, "live_chat": True, **more},
        )
        login = Login(self.server)
        token = invited["link"].partition("#")[2]
        await login.call("POST", "/invitations/accept", token=token, name=name, password=PASSWORD)
        await login.take_csrf()
        self._logins.append(login)
        return login

    async def visitor(self) -> Login:
        """Somebody who has clicked on the widget."""
        login = Login(self.server)
        found = await login.call("POST", f"/widget/{self.inbox}/visitor")
        login.me = found["contact"]
        login.http.headers["Authorization"] = f"Bearer {found['token']}"
        login.ticket_path = "/widget/ticket"
        self._logins.append(login)
        return login

    async def chat(self, visitor: Login, text: str = "Hello") -> str:
        """The visitor begins a chat; returns its id."""
        body = {"cid": str(uuid.uuid4()), "text": text}
        conversation: str = (await visitor.call("POST", f"/widget/{self.inbox}/chats", **body))["conversation"]
        return conversation

    async def close(self) -> None:
        """Let the browsers go."""
        for login in self._logins:
            await login.close()
