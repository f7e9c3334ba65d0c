"""The reference page of rights: `python -m deskbell.web.rights_page > docs/reference/rights.md`.

Owns: how the table of rights is told to a person.
Never: a right of its own: the page is made of `rights.py` and of the API's description.
Holds: same sources, same text; a test compares the committed page.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from deskbell.floor.vocabulary import ADMIN_PERMISSIONS, PERMISSIONS
from deskbell.web.openapi import describe_rooms
from deskbell.web.rights import REQUESTS, RIGHTS, Right

INTRODUCTION: Final = """# Who may do what

Made from `src/deskbell/web/rights.py` by `python -m deskbell.web.rights_page`; edit the table, not this page.

The server looks into this table before it reads anything of a request. What depends on more than role and permission
(whose chat, which inbox) is in the last column, and decided when it is done, by the rules of the floor. The tests put
everybody to every door and to every request of the socket, of his own organisation and of another
(`tests/security/test_rights_matrix.py`, `tests/security/test_rights_of_the_socket.py`).

- An Owner has every permission, a Member none. An Admin has those of his permission group; an Admin without a group has
  {without}, but not {but}.
- Whoever lacks a right reads "Insufficient permissions. Please contact your Organization's Owner." (403 `not_allowed`).
- What belongs to another organisation answers like what does not exist: 404 `not_found`.
- Licences open no door: they decide who can be chosen as an agent and take chats, and whether a supervisor sees the
  inboxes in the workspace (Contact Center).
"""

GATEWAYS: Final = {
    "newStaffTicket": ("POST", "/api/v1/session/ticket"),
    "newVisitorTicket": ("POST", "/api/v1/widget/ticket"),
    "poll": ("POST", "/api/v1/poll"),
}
"""The doors of the gateway, a room that this one does not know."""


def generate(described: Mapping[str, Any]) -> str:
    """The whole page, of the API's description."""
    doors = {
        operation["operationId"]: (method.upper(), path)
        for path, item in described["paths"].items()
        for method, operation in item.items()
    }
    without = ", ".join(f"`{one}`" for one in ADMIN_PERMISSIONS)
    but = ", ".join(f"`{one}`" for one in PERMISSIONS if one not in ADMIN_PERMISSIONS)
    lines = [INTRODUCTION.format(without=without, but=but), "## Over HTTP", "", *_HEAD]
    known = doors | GATEWAYS
    lines += [_row(f"`{known[name][0]} {known[name][1]}`", right) for name, right in RIGHTS.items()]
    lines += ["", "## Over the socket", "", _SOCKET, "", *_HEAD]
    lines += [_row(f"`{name}`", right).replace(_ALL, _ALL_WITH_A_TICKET) for name, right in REQUESTS.items()]
    return "\n".join(lines) + "\n"


_HEAD: Final = (
    "| what | Owner | Admin without a group | Admin in a group | Member | Visitor | without an account | |",
    "|---|---|---|---|---|---|---|---|",
)


_SOCKET: Final = "Nobody says anything there without a ticket, which a member or a visitor has to fetch first."
_ALL: Final = "yes | yes | yes | yes | yes | yes"
_ALL_WITH_A_TICKET: Final = "yes | yes | yes | yes | yes | –"


def _row(what: str, right: Right) -> str:
    cells = {
        "everybody": ("yes", "yes", "yes", "yes", "yes", "yes"),
        "visitor": ("–", "–", "–", "–", "yes", "–"),
        "member": ("yes", "yes", "yes", "yes", "–", "–"),
        "supervisor": ("yes", "yes", "yes", "no", "–", "–"),
        "owner": ("yes", "no", "no", "no", "–", "–"),
    }.get(right.who) or _of_permission(right)
    return f"| {what} | {' | '.join(cells)} | {right.finer} |"


def _of_permission(right: Right) -> tuple[str, ...]:
    needed = [one for one in (right.who, right.also) if one is not None]
    without = "yes" if any(one in ADMIN_PERMISSIONS for one in needed) else "no"
    return ("yes", without, f"with {' or '.join(f'`{one}`' for one in needed)}", "no", "–", "–")


def main() -> None:
    """Print the page."""
    sys.stdout.write(generate(json.loads(describe_rooms())))


if __name__ == "__main__":
    main()
