"""`deskbell member`: what the operator of the machine does for somebody who cannot get in.

Owns: finding the member by his address, and the lines that tell what was done.
Never: a mail; whoever sits at the machine hands the link over himself.
Holds: the audit log tells of it like of everything else, done by the system.
"""

from sqlalchemy import Connection

from deskbell.kit.acts import Act, RecordAct
from deskbell.kit.fields import as_email
from deskbell.kit.trouble import Trouble
from deskbell.people import store
from deskbell.people.reset_door import ResetLinks, link_of
from deskbell.people.second_factor_door import take_away


def make_reset_link(connection: Connection, email: str, links: ResetLinks, url: str) -> list[str]:
    """A link to a new password for the member of this address. Raises `Trouble`."""
    found = _find(connection, email)
    issued = links.issue(connection, found.organisation, found.member, by="", address="")
    return [
        f"This link lets {email} choose a new password, once, within one hour. Start the server, then open it:",
        link_of(url, issued.token),
    ]


def turn_off_second_factor(connection: Connection, email: str, record_act: RecordAct, now: int) -> list[str]:
    """The member of this address signs in with his password alone. Raises `Trouble`."""
    found = _find(connection, email)
    if not take_away(connection, found.member):
        raise Trouble(f"{email} has no second factor: there is nothing to turn off")
    act = Act(organisation=found.organisation, by="", what="sign_in.second_factor_off", subject=found.member, at=now)
    record_act(connection, act)
    return [f"{email} now signs in with the password alone. All sessions of this member have ended."]


def _find(connection: Connection, email: str) -> store.Credentials:
    found = store.find_credentials(connection, as_email(email))
    if found is None:
        raise Trouble(f"there is no member with the address {email}: check how it is written")
    if not found.active:
        raise Trouble(f"{email} is deactivated: the Owner activates members in the console, under Settings, People")
    return found
