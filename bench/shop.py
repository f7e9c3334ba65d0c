"""A shop on the measured server: an organisation, agents with consoles open, visitors with chats.

Owns: the requests that a browser would make, by the public API alone.
Never: a shortcut into the database: what is measured is what people use.
"""

import asyncio
import re
import uuid
from collections.abc import Callable

import httpx
import msgspec

from bench.process import Process
from bench.socket import Socket

PASSWORD = "correct horse battery staple"  # noqa: S105 (of accounts that live for a minute)
OWN_ADDRESS = "127.0.0.1"
AT_ONCE = 16
"""Requests under way at once while the shop is set up."""


class Person:
    """Somebody with a socket: the frames he gets go to `on_frame`, his requests are numbered by UUIDs."""

    def __init__(self, identity: str, address: str = OWN_ADDRESS) -> None:
        self.identity = identity
        self.address = address
        self.socket: Socket | None = None
        self.on_frame: Callable[[dict[str, object]], None] = lambda _: None

    def take(self, text: bytes) -> None:
        """A frame from the server."""
        self.on_frame(msgspec.json.decode(text))

    def say(self, frame: dict[str, object]) -> None:
        """A frame to the server."""
        assert self.socket is not None
        self.socket.send(msgspec.json.encode(frame))

    def close(self) -> None:
        """Let go of the socket."""
        assert self.socket is not None
        self.socket.close()

    def ask(self, **ask: object) -> str:
        """A `do` frame with a request id of its own, which is returned."""
        rid = str(uuid.uuid4())
        self.say({"t": "do", "rid": rid, "ask": ask})
        return rid

    def follow(self, *streams: str) -> None:
        """Follow streams from the beginning."""
        self.say({"t": "sub", "streams": [{"id": stream} for stream in streams]})

    def unfollow(self, *streams: str) -> None:
        """Follow these streams no longer."""
        self.say({"t": "unsub", "streams": streams})


class Shop:
    """One organisation on one running server."""

    def __init__(self, port: int, server: Process) -> None:
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.server = server
        self.channels: list[str] = []
        """One widget of each inbox; it bears the inbox's id."""
        self.serves: dict[str, list[str]] = {}
        """Agent → his inboxes."""
        self.agents: list[Person] = []
        self.visitors: dict[str, Person] = {}
        """Conversation → its visitor."""

    @property
    def channel(self) -> str:
        """The widget of the first inbox."""
        return self.channels[0]

    def client(self, address: str = OWN_ADDRESS) -> httpx.AsyncClient:
        """For requests from `address`; use as a context manager."""
        return httpx.AsyncClient(
            base_url=f"{self.origin}/api/v1",
            headers={"Origin": self.origin},
            timeout=60,
            # Certificates would be read for every client, and nothing here is encrypted.
            transport=httpx.AsyncHTTPTransport(verify=False, local_address=address),
        )

    async def set_up(self, agents: int, capacity: int, inboxes: int = 1, inboxes_per_agent: int = 1) -> None:
        """The organisation, its Owner, `agents` agents with consoles open and available, and the inboxes."""
        found = re.search(r"/setup#(\S+)", self.server.log())
        assert found, self.server.log()
        async with self.client() as client:
            await self._post(
                client,
                "/setup",
                token=found[1],
                organisation="Bench",
                time_zone="UTC",
                name="Owner",
                email="owner@bench.example",
                password=PASSWORD,
            )
            await self._take_csrf(client)
            members = [await self._hire(client, number) for number in range(agents)]
            for _, member in members:
                answer = await client.patch(f"/members/{member}", json={"capacity": capacity})
                answer.raise_for_status()
            for number in range(inboxes):
                ids = [
                    member
                    for place, (_, member) in enumerate(members)
                    if (number - place) % inboxes < inboxes_per_agent
                ]
                inbox = await self._post(client, "/inboxes", name=f"Bench {number}", type="live_chat", agents=ids)
                self.channels.append(inbox["id"])
                for member in ids:
                    self.serves.setdefault(member, []).append(inbox["id"])
        for number, (session, member) in enumerate(members):
            self.agents.append(await self._open_console(session, member, _address_of(number)))
            await session.aclose()

    async def _hire(self, owner: httpx.AsyncClient, number: int) -> tuple[httpx.AsyncClient, str]:
        invitation = await self._post(
            owner,
            "/invitations",
            name=f"Agent {number}",
            email=f"agent{number}@bench.example",
            role="member",
            contact_center=True,
            live_chat=True,
        )
        client = self.client(_address_of(number))
        token = invitation["link"].split("#", 1)[1]
        await self._post(client, "/invitations/accept", token=token, name=f"Agent {number}", password=PASSWORD)
        session = await self._take_csrf(client)
        return client, session["member"]["id"]

    async def _take_csrf(self, client: httpx.AsyncClient) -> dict[str, dict[str, str]]:
        answer = (await client.get("/session")).raise_for_status().json()
        client.headers["X-Deskbell-CSRF"] = answer["csrf"]
        session: dict[str, dict[str, str]] = answer
        return session

    async def _post(self, client: httpx.AsyncClient, path: str, **body: object) -> dict[str, str]:
        answer = await client.post(path, json=body)
        if answer.is_error:
            raise RuntimeError(f"POST {path}: {answer.status_code} {answer.text}")
        result: dict[str, str] = answer.json()
        return result

    async def _open_console(self, session: httpx.AsyncClient, member: str, address: str) -> Person:
        agent = Person(member, address)
        ticket = (await self._post(session, "/session/ticket"))["ticket"]
        agent.on_frame = lambda frame: self._take_offer(agent, frame)
        await self._connect(agent, ticket, f"member:{member}")
        agent.ask(verb="status", status="available")
        return agent

    def _take_offer(self, agent: Person, frame: dict[str, object]) -> None:
        data = frame.get("data")
        if frame.get("type") == "offer" and isinstance(data, dict):
            agent.ask(verb="accept", conversation=data["conversation"], offer=data["offer"])
            agent.follow(f"conversation:{data['conversation']}")

    async def _connect(self, person: Person, ticket: str, *streams: str) -> None:
        person.socket = await Socket.open(
            "127.0.0.1", self.port, "/api/v1/socket", self.origin, person.take, person.address
        )
        person.say(
            {"t": "hello", "v": 1, "ticket": ticket, "client": "bench", "streams": [{"id": name} for name in streams]}
        )

    async def open_chats(self, count: int) -> None:
        """`count` visitors, each with a chat that an agent has accepted."""
        async with self.client() as client:
            gate = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(self._open_chat(client, gate) for _ in range(count)))
        await asyncio.sleep(1)

    async def _open_chat(self, client: httpx.AsyncClient, gate: asyncio.Semaphore) -> None:
        async with gate:
            visitor = await self.begin_chat(client, self.channel)
            self.visitors[visitor.identity] = visitor

    async def begin_chat(
        self,
        client: httpx.AsyncClient,
        channel: str,
        on_begun: Callable[[str], None] = lambda _chat: None,
        on_frame: Callable[[Person, dict[str, object]], None] = lambda _visitor, _frame: None,
    ) -> Person:
        """What a widget asks for: a visitor, his chat, a ticket and a socket. `on_begun` is told the chat at once."""
        token = (await self._post(client, f"/widget/{channel}/visitor"))["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        body = {"cid": str(uuid.uuid4()), "text": "Hello"}
        answer = await client.post(f"/widget/{channel}/chats", json=body, headers=bearer)
        conversation = answer.raise_for_status().json()["conversation"]
        on_begun(conversation)
        ticket = (await client.post("/widget/ticket", headers=bearer)).raise_for_status().json()["ticket"]
        visitor = Person(conversation)
        visitor.on_frame = lambda frame: on_frame(visitor, frame)
        await self._connect(visitor, ticket, f"visitor:{conversation}")
        return visitor

    async def open_idle_sockets(self, count: int) -> list[Person]:
        """`count` more visitors who have opened the widget and say nothing."""
        idle: list[Person] = []
        async with self.client() as client:
            gate = asyncio.Semaphore(AT_ONCE)

            async def one() -> None:
                async with gate:
                    token = (await self._post(client, f"/widget/{self.channel}/visitor"))["token"]
                    bearer = {"Authorization": f"Bearer {token}"}
                    answer = await client.post("/widget/ticket", headers=bearer)
                    visitor = Person(token)
                    await self._connect(visitor, answer.raise_for_status().json()["ticket"])
                    idle.append(visitor)

            await asyncio.gather(*(one() for _ in range(count)))
        return idle


def _address_of(number: int) -> str:
    """Each agent's own: from one network, so many passwords in so short a time are refused."""
    return f"127.1.{number}.1"
