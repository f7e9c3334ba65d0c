"""An organisation, arranged through the API before the browsers come.

Owns: the Owner's session, colleagues who have joined, inboxes.
Never: a shortcut into the server: it asks what the console would ask.
Holds: every test gets colleagues and inboxes of its own, so that tests can share a server.
"""

import itertools
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx

from tests.e2e.server import Server

PASSWORD = "a long enough password"
OWNER = "Olivia Ortega"
ORGANISATION = "Fernhill Stoneware"

_numbers = itertools.count(1)


class Member(NamedTuple):
    """A colleague who has joined."""

    id: str
    name: str
    email: str


class Inbox(NamedTuple):
    """An inbox with its widget."""

    id: str
    name: str
    channel: str


class Office:
    """The organisation of one server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client = _client(server.origin)
        token = server.setup_link.partition("#")[2]
        founding = {"token": token, "organisation": ORGANISATION, "time_zone": "Europe/Madrid"}
        self.owner = self._join(self._client, "setup", founding | {"email": "owner@fernhill.example"}, OWNER)

    def invitation(self, name: str, *, role: str = "member") -> str:
        """The link of an invitation for somebody who may answer chats."""
        email = f"person{next(_numbers)}@fernhill.example"
        asked = {
            "name": name,
            "email": email,
            "role": role,
            "contact_center": role == "member",
            "live_chat": role == "member",
        }
        return str(self._ask("POST", "invitations", asked)["link"])

    def invite(self, name: str, *, role: str = "member") -> Member:
        """A colleague joins."""
        link = self.invitation(name, role=role)
        with _client(self.server.origin) as client:
            return self._join(client, "invitations/accept", {"token": link.partition("#")[2]}, name)

    def open_inbox(self, name: str, *agents: Member, numbered: bool = True, **settings: Any) -> Inbox:
        """A live-chat inbox, served by these. It has a number in its name, because names are taken once."""
        name = f"{name} {next(_numbers)}" if numbered else name
        served = {"name": name, "type": "live_chat", "agents": [agent.id for agent in agents]}
        opened = self._ask("POST", "inboxes", served | settings)
        return Inbox(opened["id"], opened["name"], opened["channel"]["id"])

    def change_inbox(self, inbox: Inbox, **changes: Any) -> None:
        """Agents, mode, timing."""
        self._ask("PATCH", f"inboxes/{inbox.id}", changes)

    def change_member(self, member: Member, **changes: Any) -> None:
        """Capacity, licences, activity."""
        self._ask("PATCH", f"members/{member.id}", changes)

    def change_channel(self, channel: str, **changes: Any) -> None:
        """Allowed sites, look, on and off."""
        self._ask("PATCH", f"channels/{channel}", changes)

    def give_group(self, admin: Member, *permissions: str) -> None:
        """An Admin may do these, and nothing else that an Admin needs a permission for."""
        named = {"name": f"Group {next(_numbers)}", "permissions": list(permissions)}
        self.change_member(admin, group=self._ask("POST", "permission-groups", named)["id"])

    def set_seats(self, licence: str, seats: int | None) -> None:
        """How many seats of a licence there are; None: no limit."""
        self._ask("PUT", f"licences/{licence}", {"seats": seats})

    def reset_link(self, member: Member) -> str:
        """A link with which a colleague sets a new password."""
        return str(self._ask("POST", f"members/{member.id}/password-reset", {})["link"])

    def delete_inbox(self, inbox: Inbox) -> None:
        """For good."""
        self._ask("DELETE", f"inboxes/{inbox.id}", {"name": inbox.name})

    def refusal(self, method: str, path: str, **body: Any) -> str:
        """Ask for what is not to be had; answers the status and the code."""
        answer = self._client.request(method, path, json=body)
        assert answer.is_error, f"{method} {path}: {answer.status_code} {answer.text}"
        return f"{answer.status_code} {answer.json()['code']}"

    def sign_in(self, member: Member) -> list[dict[str, str]]:
        """A session on a device of this colleague, as cookies for its browser."""
        with _client(self.server.origin) as client:
            answer = client.post("session", json={"email": member.email, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            return [{"name": name, "value": value, "url": self.server.origin} for name, value in client.cookies.items()]

    def close(self) -> None:
        """The Owner goes home."""
        self._client.close()

    def _join(self, client: httpx.Client, door: str, body: dict[str, str], name: str) -> Member:
        answer = client.post(door, json=body | {"name": name, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        client.headers["X-Deskbell-CSRF"] = answer.json()["csrf"]
        member = answer.json()["member"]
        return Member(member["id"], name, member["email"])

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        answer = self._client.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None


def _client(origin: str) -> httpx.Client:
    # Everybody comes from a network of his own: the limits on guessing passwords count by network.
    address = f"10.{next(_numbers) % 250}.7.7"
    headers = {"Origin": origin, "X-Forwarded-For": address}
    client = httpx.Client(base_url=f"{origin}/api/v1/", headers=headers, trust_env=False, timeout=20)
    assert urlsplit(origin).hostname == "127.0.0.1", "cookies are for this name"
    return client
