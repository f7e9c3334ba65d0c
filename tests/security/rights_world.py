"""Everybody there can be, at every door there is: the people, the doors and the bodies of the rights matrix.

Owns: an office with one person for each role, permission and licence; another organisation beside it; a valid body for
each operation.
Never: an answer to who may do what: that is `deskbell.web.rights`, which the tests hold the server to.
"""

import json
from typing import Any, NamedTuple, get_args

from sqlalchemy import Connection, select

from deskbell.floor.vocabulary import Permission
from deskbell.kit.tables import metadata
from deskbell.web.openapi import print_api
from deskbell.web.rights import Right
from tests.office import PASSWORD, Browser, Office, make_inbox

ABSENT = "0" * 26
TOKEN = "a" * 43

BODIES: dict[str, Any] = {
    "acceptInvitation": {"token": TOKEN, "name": "Ana", "password": PASSWORD},
    "answerOfflineMessage": {"text": "Yes, we do."},
    "acceptReset": {"token": TOKEN, "password": PASSWORD},
    "askForReset": {"email": "nobody@northwind.example"},
    "assignLicences": {"csv": "email,contact_center,live_chat\r\n", "dry_run": True},
    "beginSecondFactor": {"password": PASSWORD},
    "changeChannel": {"state": "disabled"},
    "changeInbox": {"name": "Taken over"},
    "changeMember": {"capacity": 5},
    "changeOrganisation": {"name": "Northwind"},
    "changePassword": {"current": PASSWORD, "password": PASSWORD},
    "changePermissionGroup": {"name": "Taken over"},
    "confirmSecondFactor": {"code": "123456"},
    "createInbox": {"name": "New", "type": "live_chat"},
    "createPermissionGroup": {"name": "New", "permissions": []},
    "deleteInbox": {"name": "CANARY inbox"},
    "handOver": {"member": ABSENT, "password": PASSWORD},
    "invite": {"name": "Ana", "email": "ana@northwind.example", "role": "member"},
    "lookAtInvitation": {"token": TOKEN},
    "lookAtReset": {"token": TOKEN},
    "openChat": {"cid": "cid-00000001", "text": "Hello"},
    "renewRecoveryCodes": {"password": PASSWORD, "code": "123456"},
    "setSeats": {"seats": None},
    "setOverriding": {"allowed": True},
    "setUp": {
        "token": TOKEN,
        "organisation": "x",
        "time_zone": "UTC",
        "name": "x",
        "email": "a@b.example",
        "password": PASSWORD,
    },
    "signIn": {"email": "olga@northwind.example", "password": PASSWORD},
    "turnSecondFactorOff": {"password": PASSWORD, "code": "123456"},
}
"""A body that is in order, for each operation that takes one."""


class Operation(NamedTuple):
    """One door."""

    name: str
    method: str
    path: str
    identity: str
    has_body: bool


def operations(office: Office) -> list[Operation]:
    """Every door of the API's description."""
    described = json.loads(print_api(office.app))
    return [
        Operation(
            name=one["operationId"],
            method=method.upper(),
            path=path,
            identity=next(iter(one["security"][0])) if one["security"] else "",
            has_body="requestBody" in one,
        )
        for path, item in described["paths"].items()
        for method, one in item.items()
    ]


class Person(NamedTuple):
    """Somebody with an account. `permissions` is None where his role says it all."""

    name: str
    browser: Browser
    role: str
    permissions: frozenset[str]
    licensed: bool
    id: str

    def has(self, right: Right) -> bool:
        """Whether the table lets him, by the words of the table alone."""
        if right.also in self.permissions:
            return True
        needs = {
            "everybody": True,
            "member": True,
            "visitor": False,
            "supervisor": self.role != "member",
            "owner": self.role == "owner",
        }
        return needs.get(right.who, right.who in self.permissions)


EVERY = frozenset(get_args(Permission))
KINDS: dict[str, tuple[str, frozenset[str] | None]] = {
    "member": ("member", frozenset()),
    # Without a group: everything but Inbox Management (product, section 2).
    "admin": ("admin", None),
    "admin-nothing": ("admin", frozenset()),
    "admin-everything": ("admin", EVERY),
    **{f"admin-{one}": ("admin", frozenset({one})) for one in sorted(EVERY)},
}


async def hire_everybody(office: Office, owner: Browser) -> list[Person]:
    """One person for each kind, with and without licences; and the Owner with both."""
    people = [Person("owner", owner, "owner", EVERY, licensed=True, id=await id_of(owner))]
    for kind, (role, permissions) in KINDS.items():
        group = await _make_group(owner, kind, permissions) if role == "admin" and permissions is not None else ""
        for licensed in (True, False):
            name = f"{kind}-{'licensed' if licensed else 'bare'}"
            browser = await office.join(owner, f"{name}@northwind.example".replace("_", "-"), role, licensed=licensed)
            member = await id_of(browser)
            if group:
                assert (await owner.patch(f"/members/{member}", json={"group": group})).status_code == 200
            held = EVERY - {"phone_system"} if permissions is None else permissions
            people.append(Person(name, browser, role, held, licensed, member))
    return people


async def _make_group(owner: Browser, name: str, permissions: frozenset[str]) -> str:
    answer = await owner.post("/permission-groups", json={"name": name, "permissions": sorted(permissions)})
    assert answer.status_code == 201, answer.text
    group: str = answer.json()["id"]
    return group


async def id_of(browser: Browser) -> str:
    """The member who is signed in."""
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


async def contoso(office: Office) -> tuple[Browser, dict[str, str]]:
    """The other organisation, and the ids of everything it has, by the names that paths give them."""
    _, carol = await office.second_organisation()
    inbox = await make_inbox(carol, "CANARY inbox")
    visitor = await office.visitor(inbox["id"])
    form = {"cid": "cid-00000001", "text": "CANARY text", "name": "CANARY name", "email": "canary@example.org"}
    chat = (await visitor.post(f"/widget/{inbox['id']}/chats", json=form)).json()["conversation"]
    invited = {"name": "CANARY guest", "email": "canary@contoso.example", "role": "member"}
    return carol, {
        "channel": inbox["id"],
        "contact": (await carol.get(f"/conversations/{chat}")).json()["contact"],
        "conversation": chat,
        "group": await _make_group(carol, "CANARY group", frozenset()),
        "inbox": inbox["id"],
        "invitation": (await carol.post("/invitations", json=invited)).json()["id"],
        "licence": "whatsapp",
        "member_id": await id_of(carol),
        "session": (await carol.get("/session/sessions")).json()["sessions"][0]["id"],
    }


IGNORED = frozenset({"web_probes"})


async def dump(office: Office, organisation: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; of one organisation, those that name it."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for name, table in sorted(metadata.tables.items()):
            if name in IGNORED or (organisation and "organisation" not in table.c):
                continue
            wanted = select(table)
            if organisation:
                wanted = wanted.where(table.c.organisation == organisation)
            found[name] = sorted((tuple(row) for row in connection.execute(wanted)), key=repr)
        return found

    return await office.database.read(read)
