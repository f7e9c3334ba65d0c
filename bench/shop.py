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
AT_ONCE = 16
"""Requests under way at once while the shop is set up."""


class Person:
    """Somebody with a socket: the frames he gets go to `on_frame`, his requests are numbered by UUIDs."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self.socket: Socket | None = None
        self.on_frame: Callable[[dict[str, object]], None] = lambda _: None

    def take(self, text: bytes) -> None:
        """A frame from the server."""
        self.on_frame(msgspec.json.decode(text))

    def say(self, frame: dict[str, object]) -> None:
        """A frame to the server."""
        assert self.socket is not None
        self.socket.send(msgspec.json.encode(frame))

    def ask(self, **ask: object) -> None:
        """A `do` frame with a request id of its own."""
        self.say({"t": "do", "rid": str(uuid.uuid4()), "ask": ask})

    def follow(self, *streams: str) -> None:
        """Follow streams from the beginning."""
        self.say({"t": "sub", "streams": [{"id": stream} for stream in streams]})


class Shop:
    """One organisation on one running server."""

    def __init__(self, port: int, server: Process) -> None:
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.server = server
        self.channel = ""
        self.agents: list[Person] = []
        self.visitors: dict[str, Person] = {}
        """Conversation → its visitor."""

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=f"{self.origin}/api/v1", headers={"Origin": self.origin}, timeout=60)

    async def set_up(self, agents: int, capacity: int) -> None:
        """The organisation, its Owner, `agents` agents with consoles open and available, and one inbox."""
        found = re.search(r"/setup#(\S+)", self.server.log())
        assert found, self.server.log()
        async with self._client() as client:
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
            inbox = await self._post(
                client, "/inboxes", name="Bench", type="live_chat", agents=[member for _, member in members]
            )
            self.channel = inbox["id"]
        for session, member in members:
            self.agents.append(await self._open_console(session, member))
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
        client = self._client()
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

    async def _open_console(self, session: httpx.AsyncClient, member: str) -> Person:
        agent = Person(member)
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
        person.socket = await Socket.open("127.0.0.1", self.port, "/api/v1/socket", self.origin, person.take)
        person.say(
            {"t": "hello", "v": 1, "ticket": ticket, "client": "bench", "streams": [{"id": name} for name in streams]}
        )

    async def open_chats(self, count: int) -> None:
        """`count` visitors, each with a chat that an agent has accepted."""
        async with self._client() as client:
            gate = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(self._open_chat(client, gate) for _ in range(count)))
        await asyncio.sleep(1)

    async def _open_chat(self, client: httpx.AsyncClient, gate: asyncio.Semaphore) -> None:
        async with gate:
            token = (await self._post(client, f"/widget/{self.channel}/visitor"))["token"]
            bearer = {"Authorization": f"Bearer {token}"}
            body = {"cid": str(uuid.uuid4()), "text": "Hello"}
            answer = await client.post(f"/widget/{self.channel}/chats", json=body, headers=bearer)
            conversation = answer.raise_for_status().json()["conversation"]
            ticket = (await client.post("/widget/ticket", headers=bearer)).raise_for_status().json()["ticket"]
            visitor = Person(conversation)
            await self._connect(visitor, ticket, f"visitor:{conversation}")
            self.visitors[conversation] = visitor

    async def open_idle_sockets(self, count: int) -> list[Person]:
        """`count` more visitors who have opened the widget and say nothing."""
        idle: list[Person] = []
        async with self._client() as client:
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
